"""Publicly traded partnerships, each by itself (IRC 469(k); Form 8582 instructions)."""

import pytest

from tests.limits.household import idle, rental, says, told, without, works
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


def test_gain_on_a_payout_beside_a_loss_that_it_holds_is_refused() -> None:
    """Rev. Rul. 95-5: whether such gain is income of the partnership is not modelled; no loss held, no question."""
    paid = idle(ordinary_business_income=0, beginning_basis=0, distributions=5_000, **PTP)
    assert says({**paid, "suspended_passive_loss": 1_000}) == "out of scope: distribution_gain"
    assert says({**paid, "distributions": 0, "suspended_passive_loss": 1_000}) == "answered"
    covered = {**paid, "ordinary_business_income": 1_000, "distributions": 6_000, "suspended_passive_loss": 1_000}
    assert says(covered) == "answered"


INSTALMENTS = {"final_k1": True, "how_interest_ended": "sold_on_instalments", "gain_still_to_come": 6_000}


@pytest.mark.parametrize(("related", "freed"), [(False, 2_000), (True, 0)])
def test_instalments_free_a_part_of_it(related: bool, freed: int) -> None:
    """469(g)(3), (k)(3): a quarter of 8,000, told as not passive; of a related buyer nothing (469(g)(1)(B))."""
    sold = idle(ordinary_business_income=-10_000, gain_on_sale=2_000, buyer_related=related, **INSTALMENTS, **PTP)
    outcome = told(sold)
    assert figure(outcome, "passive suspended") == 8_000 - freed
    assert figure(outcome, "line released, Idle") == (freed or None)
    assert figure(outcome, "line released not passive, Idle") == (freed or None)


@pytest.mark.parametrize(
    ("ended", "agi"),
    [
        ({**SOLD, "gain_on_sale": 0}, 120_000),
        ({**INSTALMENTS, "gain_on_sale": 2_000, "buyer_related": False}, 128_000),
        ({}, 130_000),
    ],
)
def test_what_its_end_frees_counts_in_modified_agi(ended: dict[str, object], agi: int) -> None:
    """469(i)(3)(E): all of 10,000; a quarter of 8,000; nothing."""
    gone = idle(ordinary_business_income=-10_000, **{**PTP, **ended})
    assert figure(told(gone, rental(), wages=130_000), "line modified agi") == agi


def test_a_loss_of_two_activities_is_shared_by_net_loss() -> None:
    """Form 8582 instructions: what is held, by each activity's net loss."""
    outcome = told(idle(ordinary_business_income=-10_000, **PTP), rental(**PTP))
    assert figure(outcome, "passive suspended, Idle") == 10_000
    assert figure(outcome, "passive suspended, Rental") == 20_000


def test_a_gain_on_a_payout_is_no_matter_where_its_end_frees_the_loss() -> None:
    """469(k)(3); nor where basis was not needed, so that no gain was looked for."""
    paid = idle(ordinary_business_income=0, beginning_basis=0, distributions=5_000, suspended_passive_loss=1_000, **PTP)
    assert says({**paid, **SOLD, "gain_on_sale": 0}) == "answered"
    assert says(without(paid, "beginning_basis", "distributions")) == "answered"


def test_a_gain_on_its_payout_covers_no_other_passive_loss() -> None:
    """469(k)(1), Rev. Rul. 95-5: 5,000 beyond basis, and another's loss of 4,000."""
    paid = idle(ordinary_business_income=1_000, beginning_basis=0, distributions=6_000, **PTP)
    outcome = told({**paid, "suspended_passive_loss": 1_000}, idle(name="Other", ordinary_business_income=-4_000))
    assert figure(outcome, "gain on distribution, Idle") == 5_000
    assert figure(outcome, "passive allowed, Other") == 0
