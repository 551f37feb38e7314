"""Rules that a small change of the code could break unnoticed: each from the law, where the other tests had a gap."""

import pytest

from k1chat.errors import Contradiction
from tests.limits.household import HOUSEHOLD, idle, lines, notes, rental, says, told, without, works
from tests.limits.test_basis_entry import corporation
from tests.limits.test_basis_shareholder import owner
from tests.limits.test_capital_loss import after, dollars
from tests.limits.test_grouping import shop
from tests.scenarios.scenario import answer, figure, verdict

WORKED = {
    "most_hours_by_another": 900,
    "total_hours_by_others": 1_500,
    "years_materially_participated_of_last_10": 0,
    "personal_service_activity": False,
    "spouse_hours": 0,
    "spouse_real_property_hours": 0,
    "spouse_total_work_hours": 0,
}
SOLD = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


def test_the_tax_year_comes_first() -> None:
    """IRC 441(a): which figures the law has turns on it."""
    assert verdict(answer({"k1": [{"name": "Works"}]})) == "missing: tax_year"


# Basis


def test_what_is_at_risk_where_there_is_no_loss() -> None:
    """IRC 465(a)(1): 9,000 at risk stay 9,000, to the cent."""
    outcome = told(works(ordinary_business_income=0, amount_at_risk=9_000))
    assert figure(outcome, "closing amount at risk, Works") in (None, 9_000)
    assert figure(outcome, "recapture, Works") == 0


def test_nothing_can_be_repaid_on_a_loan_of_which_nothing_is_owed() -> None:
    """Reg. 1.1367-2(a): no debt, no repayment; nobody is asked for one."""
    empty = {"kind": "note", "beginning_balance": 0, "new_advances": 0}
    outcome = told(owner(empty, ordinary_business_income=-1_000))
    assert figure(outcome, "basis allowed") == 1_000
    assert figure(outcome, "gain on loan repayment, Corp") == 0


def test_after_the_election_a_corporation_passes_no_income_on() -> None:
    """IRC 1371(a): income contradicts the end of the election as a loss does."""
    k1 = corporation(ordinary_business_income=1, suspended_basis_loss=30_000, stock_basis_after_election=5)
    with pytest.raises(Contradiction, match="stock_basis_after_election"):
        told(k1)


def test_a_sale_by_price_needs_basis_where_only_an_earlier_passive_loss_waits() -> None:
    """IRC 741, 1001(a): without a loss this year too, the gain is the price less the basis."""
    k1 = idle(ordinary_business_income=0, suspended_passive_loss=10_000, final_k1=True, sale_price=50_000, **SOLD)
    assert says(without(k1, "beginning_basis")) == "missing: beginning_basis"
    outcome = told({**k1, "beginning_basis": 30_000})
    assert figure(outcome, "gain on sale, Idle") == 20_000
    assert figure(outcome, "passive allowed") == 10_000


# What is passive


def test_trading_is_told_with_its_authority() -> None:
    """Temp. Reg. 1.469-1T(e)(6): trading personal property for the owners' account is not passive."""
    outcome = told(idle(kind="trading", ordinary_business_income=-5_000))
    assert "1.469-1T(e)(6)" in lines(outcome)["trading_is_not_passive"].citation


def test_k1s_of_one_owner_that_are_called_alike_are_not_one() -> None:
    """Temp. Reg. 1.469-5T(a)(1), (c): 90 and 450 hours in two businesses are not 540 in one."""
    first, second = (shop("Alike", owner="taxpayer", hours=hours) for hours in (90, 450))
    assert figure(told(first, second), "passive suspended") == 20_000


@pytest.mark.parametrize(
    ("kind", "box", "waits"),
    [("rental_real_estate", "net_rental_real_estate_income", 0), ("other_rental", "other_net_rental_income", 12_000)],
)
def test_a_small_business_in_a_rental_is_that_rental(kind: str, box: str, waits: int) -> None:
    """Reg. 1.469-4(d)(1)(i)(A): of real estate it has the allowance of 469(i), of equipment it has not."""
    house = rental(kind=kind, grouped_as="House", rental_beside_business="business_small", **{box: -10_000})
    if box == "other_net_rental_income":
        house.pop("net_rental_real_estate_income")
    beside = shop("Kiosk", grouped_as="House", ordinary_business_income=-2_000, hours=600)
    asked = {key: house[key] for key in ("approves_tenants_and_terms", "ownership_percent", "rented_to_own_business")}
    rep = {key: house[key] for key in house if key.startswith(("real_property", "total_work", "spouse_", "average"))}
    outcome = told(house, {**beside, **asked, **rep, "rental_beside_business": "business_small"})
    assert figure(outcome, "passive suspended") == waits


def test_of_all_the_work_no_one_person_did_more() -> None:
    """Temp. Reg. 1.469-5T(a)(2), (3): where others worked no hour, none of them worked five."""
    k1 = shop("A", hours=50, most_hours_by_another=5, total_hours_by_others=0)
    with pytest.raises(Contradiction, match="total_hours_by_others"):
        told(k1)


@pytest.mark.parametrize(("hours", "waits"), [(450, 10_000), (501, 0)])
def test_a_rental_is_no_significant_participation_activity(hours: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(4), (c)(2): 150 hours in a rental, whose use nobody tells, count for no business."""
    house = without(rental(hours=150, net_rental_real_estate_income=0), "average_stay_days")
    assert figure(told(shop("A", hours=hours), house), "passive suspended, A") == waits


def test_a_group_is_judged_once_at_its_first() -> None:
    """Reg. 1.469-4(a): one activity has one owner's answers and one finding."""
    first, second = (shop(name, grouped_as="Shops", hours=60) for name in "AB")
    outcome = told(first, {**second, "personal_service_activity": True})
    met = [line.k1 for limit in outcome.limits for line in limit.lines if line.name == "test_4_not_met"]
    assert met == ["A"]


def test_a_professionals_rental_without_the_hours_is_told_by_them_alone() -> None:
    """Temp. Reg. 1.469-9(e): it is passive for want of material participation, not because it is a rental."""
    house = rental(**{**WORKED, "hours": 90, "real_property_hours": 1_500, "total_work_hours": 2_000})
    outcome = told(house, modified_agi=200_000, elects_rentals_as_one=False)
    assert figure(outcome, "passive suspended") == 20_000
    assert "rental_is_passive" not in lines(outcome)


# Passive losses


@pytest.mark.parametrize(("related", "waits"), [(True, 10_000), (False, 0)])
def test_a_sale_to_someone_related_frees_nothing(related: bool, waits: int) -> None:
    """IRC 469(g)(1)(B): until the related person sells to someone who is not."""
    sold = {**SOLD, "buyer_related": related, "final_k1": True, "gain_on_sale": 0}
    outcome = told(idle(ordinary_business_income=-10_000, **sold))
    assert figure(outcome, "passive suspended") == waits


def test_interest_from_one_of_two_k1s() -> None:
    """Reg. 1.469-7(c)(2): the other K-1 need not tell of any."""
    lent = idle(ordinary_business_income=-20_000, interest_from_own_loan=5_000, owner_interest_deducted=5_000)
    outcome = told(lent, works(ordinary_business_income=1_000))
    assert figure(outcome, "against passive income") == 5_000


def test_no_income_is_left_out_and_none_taken_as_it_is_where_there_is_none() -> None:
    """Temp. Reg. 1.469-2T(f)(1): a line and a note only where there is something to tell."""
    outcome = told(idle(ordinary_business_income=-10_000), other_passive_income=4_000)
    assert figure(outcome, "passive allowed") == 4_000
    assert "income_not_passive" not in lines(outcome)
    assert "passive_income_taken_as_it_is" not in notes(outcome)


@pytest.mark.parametrize(("year", "line"), [(2020, "line 10"), (2021, "line 9"), (2022, "line 9")])
def test_where_form_8582_has_the_allowance(year: int, line: str) -> None:
    """Form 8582, revised for 2021: line 10 became line 9."""
    outcome = told(rental(), tax_year=year, wages=50_000)
    assert lines(outcome)["allowance_used"].citation.endswith(line)


@pytest.mark.parametrize(
    ("wages", "answer_is"), [(778_999, "missing: ownership_percent"), (779_000, "answered"), (779_001, "answered")]
)
def test_nobody_is_asked_of_a_rental_that_no_allowance_can_reach(wages: int, answer_is: str) -> None:
    """IRC 469(i)(3)(A), 461(l), 1211(b): wages less 626,000 and 3,000 of losses are 150,000 at the least."""
    house = without(rental(), "approves_tenants_and_terms", "ownership_percent")
    household = without({**HOUSEHOLD, "wages": wages, "k1": [house]}, "other_business_income")
    assert verdict(answer(household)) == answer_is


@pytest.mark.parametrize(("income", "answer_is"), [(0, "answered"), (6_000, "missing: real_property_hours")])
def test_a_rental_that_shares_income_with_a_loss_that_waits(income: int, answer_is: str) -> None:
    """IRC 469(c)(7): a professional's rental would leave the income to the other loss, though its own is allowed."""
    k1s = (idle(name=name, ordinary_business_income=amount) for name, amount in (("A", -10_000), ("B", income)))
    professional = (f"{whose}{what}_hours" for whose in ("", "spouse_") for what in ("real_property", "total_work"))
    house = without(rental(net_rental_real_estate_income=-10_000), *professional)
    assert says(*k1s, house, wages=50_000) == answer_is


# AMT


def test_an_amount_at_risk_told_for_amt_alone() -> None:
    """IRC 59(h): section 465 applies on AMT figures; the amount that is brought for AMT is not figured from basis."""
    earlier = ("basis", "at_risk", "passive")
    held = {"amt_differed_before": True, "amt_beginning_basis": 50_000}
    held |= {f"amt_suspended_{limit}_loss": 0 for limit in earlier}
    outcome = told(works(ordinary_business_income=-10_000, amt_amount_at_risk=4_000, **held))
    assert figure(outcome, "amt at risk allowed") == 4_000
    assert figure(outcome, "at risk allowed") == 10_000


# Excess business loss


def test_no_say_in_rentals_is_asked_where_the_loss_elsewhere_is_of_no_active_rental() -> None:
    """IRC 469(i)(1): the allowance is for losses of active rentals alone."""
    house = without(rental(net_rental_real_estate_income=5_000), "approves_tenants_and_terms", "ownership_percent")
    k1s = works(ordinary_business_income=-620_000), house
    assert says(*k1s, other_passive_income=-30_000, other_active_rental_loss=0) == "answered"


def test_interest_from_an_entity_lets_a_passive_loss_elsewhere_pass_into_limit_4() -> None:
    """Reg. 1.469-7(c), IRC 461(l)(6): 60,000 of it lets as much pass; 580,000 + 60,000 - 626,000 = 14,000."""
    lent = idle(ordinary_business_income=0, interest_from_own_loan=60_000, owner_interest_deducted=60_000)
    outcome = told(works(ordinary_business_income=-580_000), lent, other_passive_income=-60_000)
    assert figure(outcome, "line excess business loss") == 14_000


def test_net_income_of_an_active_rental_meets_the_loss_elsewhere_first() -> None:
    """IRC 469(i)(1): 30,000 less its own 20,000 meets 10,000 of 30,000; the allowance lets the other 20,000 pass.

    620,000 + 20,000 - 30,000 + 30,000 - 626,000 = 14,000.
    """
    house = rental(net_rental_real_estate_income=30_000, net_section_1231_gain=-20_000)
    outcome = told(
        works(ordinary_business_income=-620_000),
        house,
        other_passive_income=-30_000,
        other_active_rental_loss=30_000,
        modified_agi=0,
    )
    assert figure(outcome, "line excess business loss") == 14_000


# After the limits


def test_wages_let_a_section_179_deduction_count() -> None:
    """Reg. 1.179-2(c)(6)(iv): 30,000 of wages less 10,000 of loss leave room for 5,000."""
    k1 = works(ordinary_business_income=-10_000, section_179_deduction=5_000)
    section = after(k1, wages=30_000, nol_carryforward=1_000, nol_from_before_2018=0, itemized_deductions=0)
    assert dollars(section, "income_after_limits") == 15_000
    assert "section_179_held" not in {line.name for line in section.lines}


def test_a_loss_elsewhere_that_the_allowance_was_shared_with() -> None:
    """IRC 469(i): 20,000 here and 10,000 elsewhere share 25,000; of the loss elsewhere 8,333.33 counts."""
    section = after(
        rental(),
        other_passive_income=-10_000,
        other_active_rental_loss=10_000,
        wages=100_000,
        nol_carryforward=1_000,
        nol_from_before_2018=0,
        itemized_deductions=0,
        modified_agi=80_000,
    )
    assert dollars(section, "income_after_limits") == 75_000


def test_what_comes_back_at_risk_is_business_income_of_the_year() -> None:
    """IRC 465(e)(1)(A): 50,000 of loss less 10,000 that came back is a net operating loss of 40,000."""
    back = works(name="Back", ordinary_business_income=0, amount_at_risk=-10_000, earlier_losses_at_risk=10_000)
    section = after(back, works(ordinary_business_income=-50_000), itemized_deductions=0)
    assert section.net_operating_loss.low == 40_000_00


def test_a_loss_of_another_business_beside_a_capital_loss() -> None:
    """IRC 172(c): the K-1 has no business loss, the return has: 50,000 less 20,000 of wages."""
    k1 = works(ordinary_business_income=0, k1_short_term_capital_gain=-1_000)
    section = after(k1, other_business_income=-50_000, wages=20_000, itemized_deductions=0)
    assert section.net_operating_loss.low == 30_000_00


def test_the_wages_in_a_net_operating_loss_are_told() -> None:
    """Reg. 1.172-3(a)(3)(i)."""
    section = after(works(ordinary_business_income=-50_000), wages=20_000, itemized_deductions=0)
    assert dollars(section, "wages_counted") == 20_000
    assert section.net_operating_loss.low == 30_000_00
