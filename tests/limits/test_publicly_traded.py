"""Publicly traded partnerships, each by itself (IRC 469(k); Form 8582 instructions)."""

import pytest

from tests.limits.household import idle, rental, told, works
from tests.scenarios.scenario import figure

PTP = {"publicly_traded": True}
SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


def test_its_loss_meets_no_other_passive_income() -> None:
    outcome = told(idle(ordinary_business_income=-10_000, **PTP), other_passive_income=50_000)
    assert figure(outcome, "passive suspended") == 10_000


def test_its_income_covers_no_other_passive_loss() -> None:
    outcome = told(idle(ordinary_business_income=30_000, **PTP), idle(name="Other", ordinary_business_income=-10_000))
    assert figure(outcome, "passive suspended, Other") == 10_000
    assert figure(outcome, "against passive income") == 0


def test_two_of_them_do_not_help_each_other() -> None:
    one = idle(name="One", ordinary_business_income=30_000, **PTP)
    two = idle(name="Two", ordinary_business_income=-10_000, suspended_passive_loss=5_000, **PTP)
    outcome = told(one, two)
    assert figure(outcome, "passive suspended, Two") == 15_000


@pytest.mark.parametrize(("income", "held"), [(14_999, 1), (15_000, 0), (15_001, 0)])
def test_its_own_income_covers_its_own_losses(income: int, held: int) -> None:
    outcome = told(idle(ordinary_business_income=income, suspended_passive_loss=15_000, **PTP))
    assert figure(outcome, "passive suspended") == held
    assert figure(outcome, "against passive income") == 15_000 - held


def test_no_rental_allowance() -> None:
    """469(k)(1), (i): the allowance does not reach it."""
    assert figure(told(rental(**PTP)), "passive suspended") == 20_000


def test_an_overall_gain_counts_in_modified_agi_and_an_overall_loss_does_not() -> None:
    """Form 8582 instructions, line 6: 100,000 of wages with a gain of 20,000 leave 15,000 of allowance."""
    gain = idle(ordinary_business_income=25_000, suspended_passive_loss=5_000, **PTP)
    loss = idle(name="Loss", ordinary_business_income=-9_000, **PTP)
    outcome = told(rental(), gain, loss, wages=100_000)
    assert figure(outcome, "line modified agi") == 120_000
    assert figure(outcome, "passive suspended, Rental") == 5_000


def test_the_end_of_the_whole_interest_frees_it() -> None:
    """469(k)(3), (g): nothing of other passive income is used up by it."""
    sold = idle(ordinary_business_income=-10_000, suspended_passive_loss=2_000, gain_on_sale=4_000, **SOLD, **PTP)
    outcome = told(sold, other_passive_income=50_000)
    assert figure(outcome, "passive suspended") == 0
    assert figure(outcome, "against passive income") == 4_000
    assert figure(outcome, "against other income") == 8_000


@pytest.mark.parametrize(("income", "used"), [(0, 0), (8_999, 8_999), (9_000, 9_000), (9_001, 9_000)])
def test_one_that_is_worked_in_now_uses_its_earlier_losses_against_its_own_income_alone(income: int, used: int) -> None:
    """469(f)(1)(A), (k)(1): it is not passive this year; what is left meets no other passive income."""
    own = works(ordinary_business_income=income, suspended_passive_loss=9_000, **PTP)
    outcome = told(own, other_passive_income=50_000)
    assert figure(outcome, "passive allowed") == used
    assert figure(outcome, "against passive income") == 0
    assert figure(outcome, "passive suspended") == 9_000 - used


def test_its_end_frees_what_is_left_of_them() -> None:
    """469(k)(3), (f)(3): 4,000 of gain is its own income of this year, the rest is free."""
    own = works(ordinary_business_income=1_000, suspended_passive_loss=9_000, gain_on_sale=4_000, **SOLD, **PTP)
    outcome = told(own, other_passive_income=50_000)
    assert figure(outcome, "passive suspended") == 0
    assert figure(outcome, "against passive income") == 0
    assert figure(outcome, "against other income") == 9_000
