"""Edges of several rules, each worked by hand: what a small change of the code would move by a step or a cent."""

import pytest

from tests.limits.household import idle, told, works
from tests.scenarios.scenario import figure

OTHERS = {
    "most_hours_by_another": 900,
    "total_hours_by_others": 2_000,
    "interest": "general_partner",
    "paid_manager": True,
}


@pytest.mark.parametrize("known", ["hours", "spouse_hours"])
def test_unknown_hours_beside_a_spouses_can_meet_test_4(known: str) -> None:
    """IRC 469(h)(5), Temp. Reg. 1.469-5T(a)(4): 200 of either and 200 of the other are 400, with 150 more than 500."""
    hours = {"hours": "unknown", "spouse_hours": "unknown", known: 200}
    first = idle(ordinary_business_income=-10_000, **{**OTHERS, **hours})
    second = idle(ordinary_business_income=-5_000, **{**OTHERS, "hours": 150, "name": "Second"})
    outcome = told(first, second)
    allowed = {row.k1: row.allowed for row in outcome.limits[2].losses}
    assert allowed["Second"].low == 0
    assert allowed["Second"].high == 5_000_00


def test_a_gift_above_basis_lets_no_cent_of_another_loss_pass() -> None:
    """IRC 704(d)(3)(B): of a gift of 1,000, 400 is above basis and needs none; without basis nothing else passes."""
    gift = {"charitable_contributions": 1_000, "appreciation_in_gifts": 400}
    outcome = told(works(ordinary_business_income=-10_000, beginning_basis=0, **gift))
    allowed = {row.character: row.allowed.high for row in outcome.limits[0].losses}
    assert allowed == {"ordinary": 0, "charitable": 400_00}


def test_interest_of_an_activity_without_a_figure_is_passive_to_the_cent() -> None:
    """Reg. 1.469-7(c): 1,000 of interest, deducted by an activity whose box comes to nothing."""
    lent = idle(ordinary_business_income=0, interest_from_own_loan=1_000, owner_interest_deducted=1_000)
    outcome = told(lent, idle(ordinary_business_income=-5_000, name="Second"))
    assert figure(outcome, "passive allowed") == 1_000


def test_of_interest_that_is_not_passive_after_all_no_cent_is_taken_out_twice() -> None:
    """Temp. Reg. 1.469-2T(f)(2)(i): with 200 hours the 1,000 covers nobody's loss; 5,000 waits."""
    own = {"interest_from_own_loan": 1_000, "owner_interest_deducted": 1_000, "hours": 200}
    lent = idle(ordinary_business_income=0, **{**OTHERS, **own})
    outcome = told(lent, idle(ordinary_business_income=-5_000, name="Second"))
    assert figure(outcome, "passive suspended") == 5_000
