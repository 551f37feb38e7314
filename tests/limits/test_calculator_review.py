"""Where an independent calculator, written from the law alone, found another figure: worked out from the text cited."""

from decimal import Decimal
from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, idle, rental, told, works
from tests.scenarios.scenario import answer, figure, verdict

SINGLE_2024: dict[str, Any] = {"tax_year": 2024, "filing_status": "single"}


@pytest.mark.parametrize(("box", "excess"), [("ordinary_business_income", 40_000), ("net_section_1231_gain", 95_000)])
def test_a_passive_loss_elsewhere_that_income_lets_pass_is_a_business_deduction(box: str, excess: int) -> None:
    """IRC 461(l)(3)(A)(i), (6): after 469. 305,000 in 2024 (Rev. Proc. 2023-34).

    345,000 + 40,000 - 40,000 of passive income - 305,000 = 40,000. A 1231 gain lets the 40,000 pass as well, but is a
    capital gain (461(l)(3)(B)): with 400,000 of loss, 400,000 + 40,000 - 40,000 - 305,000 = 95,000.
    """
    loss = -345_000 if box == "ordinary_business_income" else -400_000
    k1s = works(ordinary_business_income=loss), idle(name="Gains", **{box: 40_000})
    outcome = told(*k1s, **SINGLE_2024, other_passive_income=-40_000)
    elsewhere = figure(outcome, "line excess outside k1s")
    assert figure(outcome, "excess business loss suspended") + elsewhere == excess


@pytest.mark.parametrize(("loss", "verdict_"), [(279_999, "answered"), (280_000, "answered"), (280_001, "missing")])
def test_a_loss_elsewhere_that_an_allowance_could_let_pass_is_asked_about(loss: int, verdict_: str) -> None:
    """IRC 469(i)(2): up to 25,000 of a rental's loss may pass and count in 461(l); 305,000 in 2024."""
    case = {**HOUSEHOLD, **SINGLE_2024, "other_passive_income": -30_000}
    assert verdict(answer({**case, "k1": [works(ordinary_business_income=-loss)]})).startswith(verdict_)


@pytest.mark.parametrize(
    ("boxes", "passes"), [({"k1_long_term_capital_gain": 500}, 0), ({"charitable_contributions": 5_000}, 5_000)]
)
def test_an_unnamed_loss_of_earlier_years_is_of_what_the_activity_does(boxes: dict[str, int], passes: int) -> None:
    """IRC 702(b), 469(c)(2): a rental's loss that basis held stays a rental's, whatever box has a figure this year."""
    k1 = rental(suspended_basis_loss=10_000, **boxes)
    del k1["net_rental_real_estate_income"]
    outcome = told(k1, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 10_000
    assert figure(outcome, "deductible") == passes


@pytest.mark.parametrize(("hours", "passes"), [(250, 0), (251, 30_000)])
def test_hours_in_a_business_without_a_business_box_count_for_test_4(hours: int, passes: int) -> None:
    """Temp. Reg. 1.469-5T(a)(4), (c): 250 and 251 hours are more than 500 together; the boxes play no part."""
    own = {"spouse_hours": 0, "most_hours_by_another": 900, "total_hours_by_others": 900, "paid_manager": True}
    own |= {"years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    losing = works(name="Losing", ordinary_business_income=-30_000, hours=250, **own)
    quiet = works(name="Quiet", interest_income=100, hours=hours, **own)
    assert figure(told(losing, quiet), "deductible") == passes


def test_boxes_of_the_k1_itself_are_not_asked_for_what_they_do() -> None:
    """Rev. Rul. 95-5: a gain on a payout follows the activities; portfolio boxes beside them are none."""
    carried_in = dict.fromkeys(("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss"), 0)
    activities = [
        {"name": name, "ordinary_business_income": 0, "hours": 600, "kind": "trade_or_business", **carried_in}
        for name in ("North", "South")
    ]
    own = {name: value for name, value in works().items() if name not in (*carried_in, "hours", "kind")}
    del own["sold_entire_interest"]
    paying = {**own, "name": "Paying", "beginning_basis": 0, "distributions": 50_000, "activity": activities}
    case = {**HOUSEHOLD, "k1": [{**paying, "interest_income": 10}, idle(ordinary_business_income=-9_000)]}
    assert verdict(answer(case)) == "answered"


@pytest.mark.parametrize("agi", [140_000, 160_000])
def test_a_rental_whose_own_income_covers_its_loss_of_earlier_years_holds_none(agi: int) -> None:
    """Temp. Reg. 1.469-1T(f)(2)(i): what is held is shared by activities with a net loss; this one has none."""
    new = rental(name="New", net_rental_real_estate_income=20_000, suspended_passive_loss=15_000)
    new |= {"approves_tenants_and_terms": "this_year_only"}
    other = idle(ordinary_business_income=-40_000)
    outcome = told(new, other, rental(name="Old", net_rental_real_estate_income=-1_000), modified_agi=agi)
    assert figure(outcome, "passive suspended, New") == 0


def test_expenses_after_losses_are_in_an_amount_at_risk_that_was_given() -> None:
    """Reg. 1.1367-1(g): 20,000 given after the year's expenses, less 15,000 of losses, leaves 5,000."""
    partner = works()
    shareholder = {"entity": "s_corporation", "beginning_stock_basis": 16_000, "loan": [], "name": "Corp"}
    shareholder |= {"elects_losses_before_nondeductible": True, "nondeductible_expenses": 6_000}
    k1 = {**partner, **shareholder, "amount_at_risk": 20_000, "ordinary_business_income": -15_000}
    assert figure(told(k1), "closing amount at risk, Corp") == 5_000


@pytest.mark.parametrize(("given", "recaptured"), [(-20_999, False), (-21_000, False), (-21_001, True)])
def test_a_given_amount_at_risk_has_this_years_income_added(given: int, recaptured: bool) -> None:
    """IRC 465(d), (e)(1): at the year's end, income included, the amount is below zero or not."""
    case = {**HOUSEHOLD, "k1": [works(ordinary_business_income=21_000, amount_at_risk=given)]}
    assert ("earlier_losses_at_risk" in verdict(answer(case))) == recaptured


@pytest.mark.parametrize(("deduction", "held"), [(999, 0), (33_000, 0), (33_001, 1)])
def test_income_of_significant_participation_matters_where_a_loss_needs_it(deduction: int, held: int) -> None:
    """Temp. Reg. 1.469-2T(f)(2): only net income is recharacterized; own deductions use the activity's own income."""
    own = {"spouse_hours": 0, "most_hours_by_another": 900, "total_hours_by_others": 900, "paid_manager": True}
    own |= {"years_materially_participated_of_last_10": 0, "personal_service_activity": False, "hours": 400}
    earning = works(name="Earning", ordinary_business_income=33_000, **own)
    losing = idle(ordinary_business_income=33_000, section_179_deduction=deduction)
    assert figure(told(earning, losing), "passive suspended") == held


def test_open_accounts_are_one_debt() -> None:
    """Reg. 1.1367-2(a)(2)(i): two of 15,000 are more than 25,000 together, so notes: a repayment is a gain in part.

    Of the first 23,000 are owed with 12,000 of basis: 11,000/23,000 of the 5,000 repaid are gain.
    """
    account = {"kind": "open_account", "beginning_balance": 15_000, "beginning_debt_basis": 4_000}
    loans = [{**account, "new_advances": 8_000, "repayments": 5_000}, {**account, "new_advances": 0, "repayments": 0}]
    k1 = {**works(), "entity": "s_corporation", "beginning_stock_basis": 0, "loan": loans, "name": "Corp"}
    case = {**HOUSEHOLD, "k1": [{**k1, "ordinary_business_income": -10_000}]}
    outcome = answer(case).answer
    assert outcome is not None
    assert figure(outcome, "gain on loan repayment, Corp") == Decimal("2391.30")


TAXED = {"fully_taxable_sale": True, "buyer_related": False}


@pytest.mark.parametrize("sale", [{"sold_entire_interest": True, **TAXED}, {"gain_on_sale": 100_000}])
def test_a_sale_of_a_business_worked_in_is_not_passed_over(sale: dict[str, Any]) -> None:
    """IRC 741, 469(g): its gain meets 461(l) and frees what basis and at risk hold, though nothing of it is passive."""
    case = {**HOUSEHOLD, "k1": [works(ordinary_business_income=-10_000, **sale)]}
    assert verdict(answer(case)) == "answered"
