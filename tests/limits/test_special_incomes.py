"""Net income of passive activities that is not passive: the regulations' own examples, and their numbers in threes."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, idle, rental, told
from tests.scenarios.scenario import answer, figure, verdict

LENDER: dict[str, Any] = {
    "name": "Lender",
    "ordinary_business_income": 5_100,
    "net_interest_income": 19_000,
    "average_loans_made": 20_000_000,
    "average_lending_debts": 11_000_000,
}
LICENSOR: dict[str, Any] = {
    "name": "Licensor",
    "ordinary_business_income": 4_000,
    "bought_royalty_profit": 4_000,
    "bought_royalties": 10_000,
    "development_costs": 1_000,
    "development_costs_so_far": 2_700,
    "bought_property_value": 13_000,
}
BUILDING: dict[str, Any] = {
    "name": "Building",
    "net_rental_real_estate_income": 0,
    "net_section_1231_gain": 150_000,
    "suspended_passive_loss": 80_000,
    "months_rented_before_sale": 10.5,
    "development_hours": 600,
}


def not_passive(k1: dict[str, Any], loss: int = 1_000_000) -> Any:
    """What of this K-1's income covers nothing of a passive loss beside it."""
    outcome = told(k1, idle(name="Held", ordinary_business_income=-loss))
    return figure(outcome, f"line income not passive, {k1['name']}") or 0


@pytest.mark.parametrize(("percent", "amount"), [(25, 20_000), (29.99, 20_000), (30, 0), (30.01, 0)])
def test_rent_of_property_that_is_mostly_land(percent: float, amount: int) -> None:
    """Temp. Reg. 1.469-2T(f)(3), example: 100,000 of 400,000 is depreciable; net income and gain are not passive."""
    land = rental(net_rental_real_estate_income=5_000, net_section_1231_gain=15_000, depreciable_percent=percent)
    assert not_passive(land) == amount


def test_a_loss_of_bare_land_stays_passive() -> None:
    """Temp. Reg. 1.469-2T(f)(3) takes out net passive income only."""
    outcome = told(rental(net_rental_real_estate_income=-5_000, depreciable_percent=0), modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 5_000


def test_the_percent_matters_to_rentals_only() -> None:
    assert not_passive(idle(ordinary_business_income=5_000, depreciable_percent=0)) == 0


def test_an_equity_financed_lending_business() -> None:
    """Temp. Reg. 1.469-2T(f)(4)(viii), example: 19,000 x 9/20 = 8,550, but no more than net passive income of 5,100."""
    outcome = told(idle(**LENDER), idle(name="Held", ordinary_business_income=-10_000))
    assert figure(outcome, "line equity financed interest, Lender") == 8_550
    assert figure(outcome, "line income not passive, Lender") == 5_100
    assert figure(outcome, "passive suspended") == 10_000


@pytest.mark.parametrize(("debts", "amount"), [(15_999_999, 3_800), (16_000_000, 3_800), (16_000_001, 0)])
def test_debts_of_four_fifths_of_the_loans(debts: int, amount: int) -> None:
    """Temp. Reg. 1.469-2T(f)(4)(ii)(A)(2): not more than 80 percent; 19,000 x 20 % = 3,800."""
    assert abs(float(not_passive(idle(**{**LENDER, "average_lending_debts": debts}))) - amount) < 0.01


def test_significant_participation_and_lending_take_out_once() -> None:
    """Temp. Reg. 1.469-2T(f)(8): no more than the greatest amount of any one rule."""
    little = {"interest": "general_partner", "hours": 200, "most_hours_by_another": 900, "total_hours_by_others": 4_000}
    both = idle(**{**LENDER, "ordinary_business_income": 9_000}, **little, paid_manager=True)
    assert not_passive(both) == 9_000


def test_property_sold_soon_after_it_was_developed() -> None:
    """Reg. 1.469-2(f)(5)(iv) Example 1: 150,000 of gain less 80,000 held from earlier years is not passive."""
    assert not_passive(rental(**BUILDING)) == 70_000


@pytest.mark.parametrize(
    ("months", "hours", "amount"), [(11.99, 101, 70_000), (12, 101, 0), (11.99, 100, 0), (12.01, 600, 0)]
)
def test_twelve_months_and_significant_participation(months: float, hours: int, amount: int) -> None:
    """Reg. 1.469-2(f)(5)(i)(B), (C): less than 12 months, and more than 100 hours."""
    assert (
        not_passive(rental(**{**BUILDING, "months_rented_before_sale": months, "development_hours": hours})) == amount
    )


@pytest.mark.parametrize(
    ("facts", "amount"),
    [
        ({}, 4_000),  # 2,700 is less than 25 % of 13,000, 3,250
        ({"development_costs_so_far": 3_250}, 4_000),
        ({"development_costs_so_far": 3_251}, 0),
        ({"development_costs": 5_000}, 4_000),
        ({"development_costs": 5_001}, 0),
        ({"bought_royalty_profit": 1_500}, 1_500),
    ],
)
def test_royalties_of_an_entity_bought_into(facts: dict[str, Any], amount: int) -> None:
    """Temp. Reg. 1.469-2T(f)(7)(v), example for 1989; (iii): over 50 % of royalties, or 25 % of worth."""
    assert not_passive(idle(**{**LICENSOR, **facts})) == amount


def test_nothing_is_asked_where_nothing_is_told() -> None:
    """Rules for rare businesses: the common case is asked nothing more."""
    k1s = [rental(net_rental_real_estate_income=5_000), idle(ordinary_business_income=-10_000)]
    assert verdict(answer({**HOUSEHOLD, "k1": k1s})) == "answered"
    k1s[0]["months_rented_before_sale"] = 11
    assert verdict(answer({**HOUSEHOLD, "k1": k1s})) == "missing: development_hours"


def test_such_income_is_in_modified_agi() -> None:
    """Instructions for Form 8582, line 6: the gain as a capital gain, rent as income."""
    land = rental(name="Land", net_rental_real_estate_income=5_000, net_section_1231_gain=15_000, depreciable_percent=0)
    outcome = told(land, rental(net_rental_real_estate_income=-30_000), wages=100_000)
    assert figure(outcome, "line modified agi") == 120_000
    assert figure(outcome, "line nonpassive k1 result") == 5_000
    assert figure(outcome, "line k1 capital result") == 15_000
    assert figure(outcome, "passive allowed") == 15_000


LITTLE: dict[str, Any] = {
    "interest": "general_partner",
    "hours": 110,
    "most_hours_by_another": 900,
    "total_hours_by_others": 4_000,
    "paid_manager": True,
}
"""More than 100 hours, and no test of material participation met."""


def little(name: str, amount: int, **facts: Any) -> dict[str, Any]:
    """A significant participation activity."""
    return idle(**{**facts, **LITTLE, "name": name, "ordinary_business_income": amount})


def without_name(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts for another K-1."""
    return {key: value for key, value in facts.items() if key != "name"}


def test_bought_royalties_are_out_before_significant_participation_is_netted() -> None:
    """Temp. Reg. 1.469-2T(f)(9)(i), (f)(2)(i): what (f)(7) takes out is not netted; 6,000 less 7,000 is no excess."""
    outcome = told(little("X", 10_000, **without_name(LICENSOR)), little("Y", -7_000))
    assert figure(outcome, "line income not passive, X") == 4_000
    assert figure(outcome, "line significant participation income") is None
    assert figure(outcome, "passive suspended, Y") == 1_000


def test_the_ratable_part_is_of_what_bought_royalties_leave() -> None:
    """Temp. Reg. 1.469-2T(f)(2)(i): 11,000 of 6,000 and 10,000: 4,125 of X beside its royalties, 6,875 of Z."""
    outcome = told(little("X", 10_000, **without_name(LICENSOR)), little("Z", 10_000), little("Y", -5_000))
    assert figure(outcome, "line significant participation income") == 11_000
    assert figure(outcome, "line income not passive, Z") == 6_875
    assert figure(outcome, "passive allowed, Y") == 5_000


@pytest.mark.parametrize(("loss", "held"), [(0, {"Y": 6_000}), (4_000, {"Y": 6_000, "C": 4_000})])
def test_what_lending_takes_out_of_the_group_is_held_in_it(loss: int, held: dict[str, int]) -> None:
    """Temp. Reg. 1.469-2T(f)(4), (8): 9,000 of 10,000 is not passive, so 1,000 meets a loss; 469(a)(1): the rest waits.

    1.469-1T(f)(2)(i)(C) lets the group bear nothing that another activity can bear.
    """
    lender = without_name({**LENDER, "net_interest_income": 20_000})
    others = [idle(name="C", ordinary_business_income=-loss)] if loss else []
    outcome = told(little("X", 10_000, **lender), little("Y", -7_000), *others)
    assert figure(outcome, "line income not passive") == 9_000  # 3,000 by (f)(2), 6,000 more by (f)(4)
    assert figure(outcome, "passive allowed") == 1_000
    for name, amount in held.items():
        assert figure(outcome, f"passive suspended, {name}") == amount


def test_developed_property_let_to_an_own_business_is_taken_out_once() -> None:
    """Reg. 1.469-2(f)(6)(ii): not what (f)(5) names; nothing is asked of the tenant."""
    own = {**BUILDING, "rented_to_own_business": True, "self_rental_income": 70_000, "tenant_hours": 600}
    assert not_passive(rental(**own)) == 70_000


@pytest.mark.parametrize(("sold", "taken", "held"), [(False, 3_000, 5_000), (True, 10_000, 5_000)])
def test_a_loss_that_a_sale_frees_is_no_passive_deduction_of_the_group(sold: bool, taken: int, held: int) -> None:
    """Temp. Reg. 1.469-2T(d)(2)(v), (f)(2)(i); 469(g)(1)(A): Y's 7,000 is freed whole, so all of X's 10,000 is out.

    Were 7,000 of X passive income, C would use 5,000 of it, and what is freed of Y would be no deduction of the group.
    """
    ended = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False, "gain_on_sale": 0}
    lost = little("Y", -7_000) | (ended if sold else {})
    outcome = told(little("X", 10_000), lost, idle(name="C", ordinary_business_income=-5_000))
    assert figure(outcome, "line income not passive, X") == taken
    assert figure(outcome, "passive allowed, Y") == 7_000
    assert figure(outcome, "passive suspended, C") == held


def test_a_lending_business_that_lent_nothing_has_no_equity_financed_interest() -> None:
    """Temp. Reg. 1.469-2T(f)(4)(ii): of nothing lent no part is financed by equity."""
    lends = idle(
        ordinary_business_income=5_000, net_interest_income=5_000, average_loans_made=0, average_lending_debts=0
    )
    assert not_passive(lends) == 0


def test_rent_of_bare_land_is_in_modified_agi_once() -> None:
    """1.469-2T(f)(3), IRC 469(i)(3)(E): 100,000 and 8,000, though a gain on a payout had it figured anew."""
    land = rental(name="Land", net_rental_real_estate_income=8_000, depreciable_percent=0)
    pays = idle(
        name="Pays", ordinary_business_income=0, suspended_passive_loss=20_000, beginning_basis=0, distributions=5_000
    )
    outcome = told(rental(), land, pays, wages=100_000)
    assert figure(outcome, "line modified agi") == 108_000
    assert figure(outcome, "passive suspended, Pays") == 15_000
