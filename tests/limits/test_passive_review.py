"""Limit 3 as an independent reading of the law found it wrong once: each figure is worked out from the text cited."""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.errors import Contradiction
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL, idle, told, works
from tests.scenarios.scenario import answer, figure, verdict


@pytest.mark.parametrize(
    ("facts", "topic"),
    [
        (
            {"net_section_1231_gain": -40_000, "real_property_hours": 1_500, "total_work_hours": 1_600, "hours": 500},
            "elects_rentals_as_one",
        ),
        ({"net_section_1231_gain": 40_000, "rented_to_own_business": True}, "tenant_hours"),
    ],
)
def test_a_rental_with_a_figure_in_box_10_alone_is_a_rental(facts: dict[str, Any], topic: str) -> None:
    """IRC 469(c)(7), Reg. 1.469-2(f)(6): what is asked of rentals does not hang on which box has a figure."""
    rental = {key: value for key, value in RENTAL.items() if key != "net_rental_real_estate_income"}
    case = {**HOUSEHOLD, "modified_agi": 200_000}
    k1s = [{**PARTNER, **rental, "name": "Rental", **facts}, idle(ordinary_business_income=-10_000)]
    assert topic in verdict(answer({**case, "k1": k1s}))


def test_a_capital_loss_that_469_held_does_not_drag_this_years_along() -> None:
    """IRC 469(e)(1)(A)(ii): box 9a of this year is portfolio; only what is carried in is a passive deduction."""
    k1 = idle(k1_long_term_capital_gain=-3_000, suspended_passive_loss={"long_term_capital": 5_000})
    outcome = told(k1)
    assert figure(outcome, "passive allowed") == 3_000
    assert figure(outcome, "passive suspended") == 5_000


def test_what_is_held_is_shared_by_form() -> None:
    """Form 8582 Part IX: Schedule E nets to 2,000 (12,000 less 10,000), Form 4797 is 4,000; 3,000 held is 1:2."""
    k1 = idle(ordinary_business_income=10_000, section_179_deduction=12_000, net_section_1231_gain=-4_000)
    outcome = told(k1, other_passive_income=3_000)
    assert figure(outcome, "passive suspended, Idle, section_179") == 1_000
    assert figure(outcome, "passive suspended, Idle, section_1231") == 2_000


@pytest.mark.parametrize(("elsewhere", "held"), [(0, 3_000), (-5_000, 5_333), (-1, 3_001)])
def test_a_passive_loss_elsewhere_shares_what_passive_income_covers(elsewhere: int, held: int) -> None:
    """Form 8582 Part VII: 10,000 here and 5,000 elsewhere against 7,000: 8,000 wait, 10/15 of it here.

    Wages of 150,000 leave no rental allowance (469(i)(3)), whatever the loss elsewhere is of.
    """
    k1s = [idle(ordinary_business_income=-10_000), idle(name="Gains", ordinary_business_income=7_000)]
    outcome = told(*k1s, other_passive_income=elsewhere, filing_status="single", wages=150_000)
    assert abs(float(figure(outcome, "passive suspended")) - held) < 1


@pytest.mark.parametrize(("wages", "answered"), [(149_999, False), (150_000, True), (150_001, True)])
def test_a_passive_loss_elsewhere_may_be_a_rentals_with_an_allowance(wages: int, answered: bool) -> None:
    """IRC 469(i)(3): below 150,000 it could pass by the allowance, and leave the passive income to the loss here."""
    k1s = [idle(ordinary_business_income=-10_000), idle(name="Gains", ordinary_business_income=7_000)]
    case = {**HOUSEHOLD, "filing_status": "single", "wages": wages, "other_passive_income": -5_000, "k1": k1s}
    assert verdict(answer(case)) == ("answered" if answered else "missing: other_active_rental_loss")


def test_an_activitys_own_income_is_not_shared_with_a_loss_elsewhere() -> None:
    """Form 8582 Parts IV, V: netted within the activity first; the 3,000 left wait, whatever the loss elsewhere is."""
    k1 = idle(other_net_rental_income=11_000, kind="other_rental", average_stay_days=365, suspended_at_risk_loss=14_000)
    k1 |= {"rented_to_own_business": False}
    outcome = told(k1, other_passive_income=-7_000, filing_status="single")
    assert figure(outcome, "passive suspended") == 3_000


def test_with_no_passive_income_a_loss_elsewhere_changes_nothing() -> None:
    """IRC 469(d)(1): all of it waits, whatever else waits beside it."""
    assert figure(told(idle(ordinary_business_income=-10_000), other_passive_income=-10_000), "deductible") == 0


@pytest.mark.parametrize(
    ("part", "held", "elsewhere"),
    [(0, 0, 10_000), (10_000, "3333.33", "1666.67"), (4_000, 0, 6_000), (5_000, 0, 5_000)],
)
def test_a_loss_elsewhere_beside_a_rental_allowance(part: int, held: Any, elsewhere: Any) -> None:
    """Form 8582 Parts II, VI, VII: 25,000 for rentals' loss of 20,000 and `part`, by net loss; what is left waits."""
    k1 = {**PARTNER, **RENTAL, "name": "Rental"}
    assert verdict(answer({**HOUSEHOLD, "other_passive_income": -10_000, "k1": [k1]})).startswith("missing")
    outcome = told(k1, other_passive_income=-10_000, other_active_rental_loss=part)
    assert figure(outcome, "passive suspended") == Decimal(held)
    assert figure(outcome, "line passive loss elsewhere held") == Decimal(elsewhere)


@pytest.mark.parametrize(("part", "held"), [(0, "5333.33"), (2_000, "4615.38"), (5_000, 3_000), (8_000, 0)])
def test_what_the_allowance_takes_elsewhere_leaves_passive_income(part: int, held: Any) -> None:
    """Form 8582: 7,000 of income; the allowance covers `part`, Part VII shares the rest by what is left of each loss.

    8,000 wait without it. 8,000 of rental loss beside 3,000 of other income elsewhere: line 4 is 8,000, and all passes.
    """
    k1s = [idle(ordinary_business_income=-10_000), idle(name="Gains", ordinary_business_income=7_000)]
    outcome = told(*k1s, other_passive_income=-5_000, other_active_rental_loss=part, wages=100_000)
    assert figure(outcome, "passive suspended") == Decimal(held)


def test_an_unknown_part_of_the_loss_elsewhere_leaves_no_answer_out() -> None:
    """IRC 469(i): more of it takes of the allowance, and leaves passive income to the others."""
    k1s = [idle(ordinary_business_income=-10_000), {**PARTNER, **RENTAL, "name": "Rental"}]
    wide = told(*k1s, other_passive_income=-15_000, other_active_rental_loss="unknown").deductible
    for part in (0, 1, 5_000, 15_000, 30_000):
        exact = told(*k1s, other_passive_income=-15_000, other_active_rental_loss=part).deductible
        assert wide.high is not None
        assert wide.low <= exact.low <= wide.high


@pytest.mark.parametrize(("part", "excess"), [(0, 0), (5_000, 0), (5_001, 1), (30_000, 20_000)])
def test_an_allowance_elsewhere_counts_in_461_l(part: int, excess: int) -> None:
    """IRC 461(l)(6): after 469. 300,000 here, and what the allowance lets pass of 30,000; 305,000 in 2024."""
    lost = {"filing_status": "single", "tax_year": 2024, "other_passive_income": -30_000}
    outcome = told(works(ordinary_business_income=-300_000), **lost, other_active_rental_loss=part)
    elsewhere = figure(outcome, "line excess outside k1s") or 0
    assert figure(outcome, "excess business loss suspended") + elsewhere == excess


def test_rental_income_on_a_k1_meets_the_rental_loss_elsewhere_first() -> None:
    """Form 8582 line 1d: 30,000 less 10,000; all passes. 300,000 + 30,000 - 10,000 - 305,000 = 15,000 in excess."""
    lost = {"filing_status": "single", "tax_year": 2024, "other_passive_income": -30_000}
    house = {**PARTNER, **RENTAL, "name": "House", "net_rental_real_estate_income": 10_000}
    outcome = told(works(ordinary_business_income=-300_000), house, **lost, other_active_rental_loss=30_000)
    elsewhere = figure(outcome, "line excess outside k1s")
    assert figure(outcome, "excess business loss suspended") + elsewhere == 15_000
    assert figure(outcome, "line passive loss elsewhere held") == 0


def test_an_llc_member_without_a_right_to_manage_may_take_active_part() -> None:
    """IRC 469(i)(6)(C) bars an interest as a limited partner in a limited partnership, and no other."""
    rental = {**PARTNER, **RENTAL, "name": "Rental", "interest": "llc_member", "may_manage": False}
    assert figure(told(rental, modified_agi=90_000), "deductible") == 20_000
    barred = {**rental, "interest": "limited_partner"}
    assert figure(told(barred, modified_agi=90_000), "deductible") == 0


@pytest.mark.parametrize("hours", [60, 600])
def test_box_1_is_no_rental_whatever_the_hours(hours: int) -> None:
    """IRC 469(c)(2), (4): a stated rental would be passive at 600 hours; with box 1 one of the two is wrong."""
    k1 = {**PARTNER, "name": "Box", "ordinary_business_income": -10_000, "kind": "other_rental", "hours": hours}
    with pytest.raises(Contradiction):
        answer({**HOUSEHOLD, "k1": [k1]})


def test_a_gift_is_never_a_passive_carryforward() -> None:
    """Temp. Reg. 1.469-2T(d)(2): charitable contributions are no passive activity deductions."""
    with pytest.raises(Contradiction):
        answer({**HOUSEHOLD, "k1": [idle(suspended_passive_loss={"charitable": 5}, ordinary_business_income=-1)]})


def test_modified_agi_takes_the_business_loss_that_limit_4_takes() -> None:
    """IRC 461(l)(3)(B), 469(i)(3)(E): 2025 single: 313,000 and 50,000 of business gain let 363,000 of loss count.

    420,000 + 50,000 - 363,000 = 107,000; the allowance is 25,000 less half of 7,000.
    """
    works = {**PARTNER, "name": "Works", "ordinary_business_income": -400_000, "net_section_1231_gain": 50_000}
    rental = {**PARTNER, **RENTAL, "name": "Rental", "net_rental_real_estate_income": -30_000}
    outcome = told(works, rental, wages=420_000, filing_status="single")
    assert figure(outcome, "line modified agi") == 107_000
    assert figure(outcome, "line allowance") == 21_500


@pytest.mark.parametrize("expenses", [0, 79_999, 80_000, 80_001])
def test_losses_first_hold_at_the_amount_at_risk_too(expenses: int) -> None:
    """Reg. 1.1367-1(g): elected, losses come before nondeductible expenses: 100,000 less 70,000 protected is enough.

    The election does not begin to matter with the dollar of expenses that makes basis too short.
    """
    k1 = {
        **PARTNER,
        "name": "Elects",
        "entity": "s_corporation",
        "beginning_stock_basis": 100_000,
        "loan": [],
        "protected_against_loss": 70_000,
        "nondeductible_expenses": expenses,
        "elects_losses_before_nondeductible": True,
        "ordinary_business_income": -20_000,
    }
    del k1["interest"], k1["beginning_basis"]
    assert figure(told(k1), "deductible") == 20_000
