"""Passive losses of earlier years in an activity that is not passive now (IRC 469(f)(1))."""

import pytest

from tests.limits.household import idle, told, works
from tests.scenarios.scenario import figure


@pytest.mark.parametrize(("income", "used"), [(0, 0), (8_999, 8_999), (9_000, 9_000), (9_001, 9_000)])
def test_it_meets_the_activitys_own_net_income(income: int, used: int) -> None:
    outcome = told(works(ordinary_business_income=income, suspended_passive_loss=9_000))
    assert figure(outcome, "passive allowed") == used
    assert figure(outcome, "against passive income") == 0
    assert figure(outcome, "carried forward as suspended passive loss") == 9_000 - used


def test_this_years_losses_of_the_activity_come_first() -> None:
    """Net income: 10,000 less this year's section 179 deduction of 4,000 leaves 6,000."""
    own = works(ordinary_business_income=10_000, section_179_deduction=4_000, suspended_passive_loss=9_000)
    outcome = told(own)
    assert figure(outcome, "line former passive loss used") == 6_000
    assert figure(outcome, "passive suspended") == 3_000


def test_the_rest_meets_other_passive_income_and_shares_with_other_losses() -> None:
    """469(f)(1)(C): 7,000 left and another loss of 7,000 share 6,000 of passive income."""
    own = works(ordinary_business_income=2_000, suspended_passive_loss=9_000)
    other = idle(ordinary_business_income=-7_000)
    outcome = told(own, other, other_passive_income=6_000)
    assert figure(outcome, "passive suspended, Works") == 4_000
    assert figure(outcome, "passive suspended, Idle") == 4_000
    assert figure(outcome, "against passive income") == 6_000


def test_this_years_loss_of_it_is_not_passive() -> None:
    outcome = told(works(ordinary_business_income=-5_000, suspended_passive_loss=9_000))
    assert figure(outcome, "passive allowed") == 5_000
    assert figure(outcome, "passive suspended") == 9_000
