"""A passive loss outside the K-1s that only limit 4 asks for (IRC 461(l)(6), 469(d)(1), (i)); threshold 626,000."""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import idle, lines, rental, says, told, without, works
from tests.scenarios.scenario import figure

ELSEWHERE = {"other_passive_income": -60_000, "other_active_rental_loss": 50_000, "modified_agi": 0}
EQUIPMENT = without(rental(kind="other_rental", other_net_rental_income=30_000), "net_rental_real_estate_income")
SELF_RENTAL = {"rented_to_own_business": True, "tenant_hours": 600, "self_rental_income": 30_000}


def beside(k1: dict[str, Any], loss: int, **household: Any) -> Outcome:
    """A K-1 with passive income beside a large business loss, and 60,000 of passive loss elsewhere."""
    return told(works(ordinary_business_income=-loss), k1, **{**ELSEWHERE, **household})


def test_net_income_of_an_active_rental_meets_the_rentals_elsewhere_first() -> None:
    """Form 8582 line 1: 30,000 covers as much; of the 50,000 of rentals 20,000 are left to the allowance.

    620,000 + 30,000 + 20,000 - 30,000 - 626,000 = 14,000; 10,000 of what is elsewhere wait.
    """
    outcome = beside(rental(net_rental_real_estate_income=30_000), 620_000)
    assert figure(outcome, "line excess business loss") == 14_000
    assert figure(outcome, "line allowance used elsewhere") == 20_000
    assert figure(outcome, "line passive loss elsewhere held") == 10_000
    assert figure(outcome, "line excess outside k1s") == Decimal("1044.78")  # 14,000 x 50,000 / 670,000


def test_the_allowance_that_limit_3_shared_is_not_used_twice() -> None:
    """469(i)(2): 25,000 for 10,000 here and 30,000 elsewhere: 6,250 and 18,750; 615,000 + 25,000 - 626,000."""
    shared = {"other_passive_income": -30_000, "other_active_rental_loss": 30_000}
    outcome = beside(rental(net_rental_real_estate_income=-10_000), 615_000, **shared)
    assert figure(outcome, "passive allowed, Rental") == 6_250
    assert figure(outcome, "line excess business loss") == 14_000


@pytest.mark.parametrize(
    "k1",
    [
        rental(net_rental_real_estate_income=30_000, approves_tenants_and_terms="no"),
        EQUIPMENT,
        idle(ordinary_business_income=30_000),
    ],
    ids=["without a say", "equipment", "a business"],
)
def test_other_passive_income_leaves_the_whole_allowance(k1: dict[str, Any]) -> None:
    """469(i)(1): none of it is of an active rental; 25,000 pass: 615,000 + 30,000 + 25,000 - 30,000 - 626,000."""
    assert figure(beside(k1, 615_000), "line excess business loss") == 14_000


def test_rent_from_ones_own_business_meets_nothing_elsewhere() -> None:
    """Reg. 1.469-2(f)(6): the allowance alone lets 25,000 pass: 645,000 + 25,000 - 30,000 - 626,000 = 14,000."""
    outcome = beside(rental(net_rental_real_estate_income=30_000, **SELF_RENTAL), 645_000)
    assert figure(outcome, "line excess business loss") == 14_000
    assert figure(outcome, "line passive loss elsewhere held") == 35_000


def test_income_of_a_professionals_rental_meets_nothing_elsewhere() -> None:
    """469(c)(7): it is not passive: 645,000 + 25,000 of allowance - 30,000 - 626,000 = 14,000."""
    worked = {"real_property_hours": 1_500, "total_work_hours": 2_000, "spouse_hours": 0, "hours": 600}
    house = rental(net_rental_real_estate_income=30_000, **worked)
    outcome = beside(house, 645_000, elects_rentals_as_one=False)
    assert figure(outcome, "line excess business loss") == 14_000


def test_income_that_its_own_losses_used_meets_nothing_elsewhere() -> None:
    """469(d)(1): a rental whose 30,000 its own earlier loss used: 615,000 + 30,000 + 25,000 - 30,000 - 626,000."""
    house = rental(net_rental_real_estate_income=30_000, suspended_passive_loss=30_000)
    outcome = beside(house, 615_000)
    assert figure(outcome, "line excess business loss") == 14_000


def test_spouses_apart_who_lived_together_have_no_allowance() -> None:
    """469(i)(5)(B): 327,000 + 30,000 - 30,000 - 313,000 = 14,000."""
    apart = {"filing_status": "married_separate", "lived_apart_all_year": False}
    outcome = beside(rental(net_rental_real_estate_income=30_000), 327_000, **apart)
    assert figure(outcome, "line excess business loss") == 14_000


def test_a_loss_of_no_rental_has_no_allowance() -> None:
    """469(i)(1): 640,000 + 30,000 - 30,000 - 626,000 = 14,000; nothing is told of an allowance."""
    outcome = beside(rental(net_rental_real_estate_income=30_000), 640_000, other_active_rental_loss=0)
    assert figure(outcome, "line excess business loss") == 14_000
    assert "allowance_used_elsewhere" not in lines(outcome)


@pytest.mark.parametrize(("agi", "excess"), [(100_000, 14_000), (130_000, 4_000), (150_000, -6_000)])
def test_the_allowance_of_the_household_is_what_its_income_leaves(agi: int, excess: int) -> None:
    """469(i)(3)(A): 25,000, 10,000 or nothing is left; of 20,000 of rentals beyond the income so much passes."""
    outcome = beside(rental(net_rental_real_estate_income=30_000), 620_000, modified_agi=agi)
    assert figure(outcome, "line excess business loss") == max(0, excess)


@pytest.mark.parametrize(
    ("loss", "elsewhere", "said"),
    [
        (596_000, -60_000, "answered"),
        (602_000, -54_000, "answered"),
        (602_000, -54_001, "missing: other_active_rental_loss"),
    ],
)
def test_rentals_elsewhere_are_asked_about_only_near_the_threshold(loss: int, elsewhere: int, said: str) -> None:
    """626,000 + 30,000 less the loss: only beyond that can the loss elsewhere matter."""
    house = rental(net_rental_real_estate_income=30_000)
    assert says(works(ordinary_business_income=-loss), house, other_passive_income=elsewhere) == said


@pytest.mark.parametrize(("loss", "said"), [(601_000, "answered"), (601_001, "missing: other_passive_income")])
def test_whether_there_is_a_loss_elsewhere_is_asked_only_where_it_could_pass(loss: int, said: str) -> None:
    """At the most 30,000 by income on the K-1s and 25,000 by an allowance: 601,000 - 30,000 + 55,000 = 626,000."""
    house = rental(net_rental_real_estate_income=30_000)
    assert says(works(ordinary_business_income=-loss), house, other_passive_income=None) == said


@pytest.mark.parametrize(("paid", "said"), [(4_999, "answered"), (5_001, "missing: other_passive_income")])
def test_a_gain_on_a_payout_may_let_it_pass_as_well(paid: int, said: str) -> None:
    """731(a)(1): 596,000 and 25,000 of allowance leave 5,000."""
    pays = idle(ordinary_business_income=0, beginning_basis=0, distributions=paid)
    assert says(works(ordinary_business_income=-596_000), pays, other_passive_income=None) == said


@pytest.mark.parametrize("elsewhere", ["unknown", -8_000])
def test_a_rental_loss_elsewhere_that_is_told_leaves_nothing_out_of_scope(elsewhere: Any) -> None:
    """IRC 469(i)(1): 5,000 elsewhere and 20,000 here are within 25,000, whatever else there is."""
    told_of = {"other_passive_income": elsewhere, "other_active_rental_loss": 5_000}
    outcome = told(rental(), idle(ordinary_business_income=3_000), wages=60_000, **told_of)
    assert figure(outcome, "passive allowed, Rental") == 20_000
    assert outcome.out_of_scope_if == ()
