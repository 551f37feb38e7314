"""Rent from a business one works in (Reg. 1.469-2(f)(6)): figures worked out from the regulation's words."""

from typing import Any

import pytest

from k1chat.errors import Contradiction
from tests.limits.household import HOUSEHOLD, idle, rental, told
from tests.scenarios.scenario import answer, figure, verdict

TENANT: dict[str, Any] = {
    "rented_to_own_business": True,
    "tenant_hours": 900,
    "self_rental_income": 20_000,
    "net_rental_real_estate_income": 20_000,
}
OTHERS = {"tenant_most_hours_by_another": 900, "tenant_years": 0, "tenant_service_years": 0}


def held(**facts: Any) -> Any:
    """What is held of a passive loss of 30,000 beside a rental with these facts."""
    return figure(told(rental(**{**TENANT, **facts}), idle(ordinary_business_income=-30_000)), "passive suspended")


def test_net_rent_from_ones_own_business_covers_no_passive_loss() -> None:
    """Reg. 1.469-2(f)(6): gross income equal to the net rental income is not from a passive activity."""
    outcome = told(rental(**TENANT), idle(ordinary_business_income=-30_000))
    assert figure(outcome, "passive suspended") == 30_000
    assert figure(outcome, "line income not passive, Rental") == 20_000
    assert held(rented_to_own_business=False) == 10_000


@pytest.mark.parametrize(("part", "waits"), [(0, 10_000), (5_000, 15_000), (20_000, 30_000)])
def test_property_by_property(part: int, waits: int) -> None:
    """Carlos, 123 T.C. 275: what other tenants pay stays passive income."""
    assert held(self_rental_income=part) == waits


@pytest.mark.parametrize(("hours", "waits"), [(499, 10_000), (500, 10_000), (501, 30_000)])
def test_the_tenant_must_be_a_business_the_owner_works_in(hours: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(1): more than 500 hours."""
    assert held(tenant_hours=hours, **OTHERS) == waits


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({"tenant_hours": 100, "tenant_most_hours_by_another": 99}, 10_000),
        ({"tenant_hours": 101, "tenant_most_hours_by_another": 101}, 30_000),
        ({"tenant_hours": 101, "tenant_most_hours_by_another": 102}, 10_000),
        ({"tenant_hours": 10, "tenant_most_hours_by_another": 0}, 30_000),
        ({"tenant_hours": 0, "tenant_years": 4}, 10_000),
        ({"tenant_hours": 0, "tenant_years": 5}, 30_000),
        ({"tenant_hours": 0, "tenant_service_years": 2}, 10_000),
        ({"tenant_hours": 0, "tenant_service_years": 3}, 30_000),
    ],
)
def test_the_other_tests_of_taking_part_in_the_tenant(facts: dict[str, Any], waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(2), (3), (5), (6)."""
    assert held(**{**OTHERS, **facts}) == waits


@pytest.mark.parametrize("carried", [0, 5_000, 20_000])
def test_the_propertys_own_losses_of_earlier_years_come_first(carried: int) -> None:
    """Reg. 1.469-2(f)(9)(iv): net of the deductions of that property; only what is left is not passive."""
    waits = held(suspended_passive_loss=carried, self_rental_income=20_000 - carried)
    assert waits == 30_000


@pytest.mark.parametrize(("carried", "waits"), [(0, 30_000), (5_000, 30_000), (20_000, 30_000)])
def test_losses_of_earlier_years_come_off_a_whole_profit(carried: int, waits: int) -> None:
    """469(b); Reg. 1.469-1(f)(4): who types the whole profit of 20,000 has no other property that they could be of."""
    assert held(suspended_passive_loss=carried) == waits


def test_the_rent_counts_in_modified_agi() -> None:
    """Instructions for Form 8582, line 6: income that is not passive after all is in modified AGI."""
    losing = rental(name="House", net_rental_real_estate_income=-25_000)
    outcome = told(rental(**TENANT), losing, wages=100_000)
    assert figure(outcome, "line modified agi") == 120_000
    assert figure(outcome, "passive allowed") == 15_000  # 25,000 less half of 20,000


def test_more_profit_of_the_property_than_of_the_activity() -> None:
    """The two properties are listed apart; one figure cannot hold both."""
    case = {**HOUSEHOLD, "k1": [rental(**{**TENANT, "self_rental_income": 20_001}), idle()]}
    case["k1"][1]["ordinary_business_income"] = -30_000
    with pytest.raises(Contradiction):
        answer(case)


def test_unknown_parts_give_a_range() -> None:
    k1s = [rental(**{**TENANT, "self_rental_income": "unknown"}), idle(ordinary_business_income=-30_000)]
    assert figure(told(*k1s), "passive suspended") == [(10_000, 30_000)]
    k1s = [rental(**{**TENANT, "tenant_hours": "unknown"}, **OTHERS), idle(ordinary_business_income=-30_000)]
    assert figure(told(*k1s), "passive suspended") == [(10_000, 30_000)]


def test_nothing_is_asked_where_the_rent_covers_nothing() -> None:
    """Reg. 1.469-2(f)(6): beside no other passive loss the character of the rent does not matter."""
    k1 = {key: value for key, value in rental(**TENANT).items() if not key.startswith(("tenant", "self"))}
    assert verdict(answer({**HOUSEHOLD, "k1": [{**k1, "suspended_passive_loss": 5_000}]})) == "answered"


@pytest.mark.parametrize(("profit", "waits"), [(10_000, 9_000), (5_000, 8_000)])
def test_earlier_losses_come_off_the_profit_of_the_one_property(profit: int, waits: int) -> None:
    """469(b), Reg. 1.469-2(f)(6): all of the profit is its own: 6,000 are left of it, and none for the other loss.

    Where other property made 5,000 of the profit, 5,000 less the earlier loss of 4,000 is passive income.
    """
    let = {"rented_to_own_business": True, "tenant_hours": 600, "self_rental_income": profit}
    house = rental(net_rental_real_estate_income=10_000, suspended_passive_loss=4_000, **let)
    outcome = told(house, idle(ordinary_business_income=-9_000), modified_agi=200_000)
    assert figure(outcome, "passive suspended, Rental") == 0
    assert figure(outcome, "passive suspended, Idle") == waits


@pytest.mark.parametrize(("loss", "waits"), [(6_000, 0), (6_001, 1), (9_000, 3_000), (10_000, 4_000), (12_000, 6_000)])
@pytest.mark.parametrize("other", [0, -1])
def test_such_profit_covers_no_loss_of_other_property(loss: int, waits: int, other: int) -> None:
    """Reg. 1.469-2(f)(6), property by property: of 10,000 of rent 4,000 is not passive, whoever else has a loss."""
    let = {"rented_to_own_business": True, "tenant_hours": 600, "self_rental_income": 4_000}
    house = rental(net_rental_real_estate_income=10_000, suspended_passive_loss=loss, **let)
    beside = [idle(ordinary_business_income=other)] if other else []
    outcome = told(house, *beside, modified_agi=200_000)
    assert figure(outcome, "passive suspended, Rental") == waits
    assert figure(outcome, "against passive income") == loss - waits
