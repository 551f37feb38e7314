"""What a rental is: Temp. Reg. 1.469-1T(e)(3)(ii)(A) to (F), (iv), (vi), (viii); Reg. 1.469-1(e)(3)(iii).

An exception makes the activity a business: the tests of taking part decide, and there is no rental allowance.
"""

from decimal import Decimal
from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, IDLE, rental, told, without, works
from tests.scenarios.scenario import answer, figure, verdict

BUSY = {"hours": 501}
IDLE_TOO = {key: value for key, value in IDLE.items() if key != "interest"} | {
    "total_hours_by_others": 900,
    "most_hours_by_another": 800,
    "paid_manager": True,
}


def short(**facts: Any) -> dict[str, Any]:
    """A rental of box 2 with a loss of 20,000 whose owner helps to run it; stays are chosen by the test."""
    return rental(**{**IDLE_TOO, **facts})


@pytest.mark.parametrize(("days", "business"), [("6.99", True), ("7", True), ("7.01", False)])
def test_seven_days_or_less_are_no_rental(days: str, business: bool) -> None:
    """(A): a business with more than 500 hours is not passive; as a rental it would be, with an allowance of 20,000."""
    k1 = short(average_stay_days=Decimal(days), guest_services_percent=0, **BUSY)
    assert figure(told(k1, modified_agi=200_000), "passive suspended") == (0 if business else 20_000)


@pytest.mark.parametrize(("days", "business"), [("6.99", True), ("7", True), ("7.01", False)])
def test_no_allowance_for_what_is_no_rental(days: str, business: bool) -> None:
    """IRC 469(i)(1): for rental real estate alone; without hours the business's loss waits whole."""
    k1 = short(average_stay_days=Decimal(days), guest_services_percent=0)
    outcome = told(k1, modified_agi=0)
    assert figure(outcome, "passive suspended") == (20_000 if business else 0)


@pytest.mark.parametrize(("days", "business"), [("29.9", True), ("30", True), ("30.1", False)])
def test_thirty_days_with_significant_services(days: str, business: bool) -> None:
    """(B), (viii) Example 2: services worth more than half of the charge, stays of 30 days or less."""
    k1 = short(average_stay_days=Decimal(days), guest_services_percent=60, **BUSY)
    assert figure(told(k1, modified_agi=200_000), "passive suspended") == (0 if business else 20_000)


@pytest.mark.parametrize(
    ("percent", "business", "open_"),
    [("9.9", False, False), ("10", False, True), ("50", False, True), ("50.1", True, False)],
)
def test_services_between_a_tenth_and_a_half_are_not_settled(percent: str, business: bool, open_: bool) -> None:
    """(iv), (viii) Examples 2, 4: less than 10 percent is not significant, more than half is; between: said."""
    outcome = told(short(average_stay_days=20, guest_services_percent=Decimal(percent), **BUSY), modified_agi=200_000)
    assert figure(outcome, "passive suspended") == (0 if business else 20_000)
    assert ("guest_services_may_be_significant" in {note.name for note in outcome.notes}) is open_


@pytest.mark.parametrize("use", ["with_services", "employees_live_there", "open_to_many", "own_venture"])
@pytest.mark.parametrize(("hours", "held"), [(499, 20_000), (500, 20_000), (501, 0)])
def test_uses_that_are_no_rental_whatever_the_stay(use: str, hours: int, held: int) -> None:
    """(C) to (F): a business, whose hours decide; others always work more than the owner."""
    k1 = short(property_use=use, average_stay_days=365, hours=hours)
    assert figure(told(k1, modified_agi=0), "passive suspended") == held


@pytest.mark.parametrize(("rent", "investment"), [("4_199.99", True), ("4_200", False), ("4_200.01", False)])
def test_land_held_to_rise_in_value(rent: str, investment: bool) -> None:
    """(vi)(B), (viii) Example 5: 2 percent of 210,000; Reg. 1.469-4(b)(1): then not passive at all, nor a business."""
    k1 = short(property_use="held_for_growth", gross_rent=Decimal(rent), property_unadjusted_basis=210_000)
    k1 |= {"property_market_value": 350_000, "net_rental_real_estate_income": -700_000}
    outcome = told(k1, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == (0 if investment else 700_000)
    assert figure(outcome, "excess business loss") == 0


@pytest.mark.parametrize(("value", "held"), [("209_999.99", 20_000), ("210_000", 20_000), ("210_000.01", 0)])
def test_the_lesser_of_cost_and_value_counts(value: str, held: int) -> None:
    """(vi)(C)(3): 4,200 of rent is below 2 percent of what is more than 210,000 only."""
    k1 = short(property_use="own_business_before", gross_rent=4_200, property_unadjusted_basis=500_000, **BUSY)
    k1["property_market_value"] = Decimal(value)
    assert figure(told(k1, modified_agi=200_000), "passive suspended") == held


def test_the_stay_still_decides_where_the_rent_is_too_large() -> None:
    """(ii): any one exception is enough; a rent of 2 percent or more leaves the stay."""
    rent = {"gross_rent": 10_000, "property_unadjusted_basis": 210_000, "property_market_value": 350_000}
    k1 = short(property_use="own_business_before", **rent, average_stay_days=5, **BUSY)
    assert figure(told(k1, modified_agi=200_000), "passive suspended") == 0


def test_box_3_and_kind_alone_too() -> None:
    """(e)(3)(ii): boats or bicycles let by the day, in box 3, or in no main box at all."""
    own = {"average_stay_days": 1, **BUSY}
    boats = short(kind="other_rental", other_net_rental_income=-20_000, **own)
    del boats["net_rental_real_estate_income"]
    by_kind = {**boats, "other_deductions": 20_000}
    del by_kind["other_net_rental_income"]
    assert figure(told(boats), "passive suspended") == 0
    assert figure(told(by_kind), "passive suspended") == 0


def test_hours_of_short_stays_are_significant_participation() -> None:
    """Temp. Reg. 1.469-5T(c)(2): a trade or business, so 300 hours join 300 of another business: test 4."""
    k1 = short(average_stay_days=5, hours=300)
    other = works(ordinary_business_income=-5_000, **{**IDLE_TOO, "hours": 300})
    for both in ((k1, other), (other, k1), (other, without(k1, "kind"))):  # box 2 says the kind too
        outcome = told(*both, modified_agi=200_000)
        assert figure(outcome, "passive suspended") == 0
        assert figure(outcome, "test met, Rental") == 4


def test_a_rental_with_long_stays_brings_no_hours() -> None:
    """Temp. Reg. 1.469-5T(c)(1)(i): rentals are no significant participation activities."""
    other = works(ordinary_business_income=-5_000, **{**IDLE_TOO, "hours": 300})
    outcome = told(short(hours=300), other, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 25_000


def test_nobody_is_asked_for_hours_of_a_stay_that_is_not_known() -> None:
    """An unknown stay: the figures are a rental's, unless stays are short."""
    k1 = _without_hours(rental(average_stay_days="unknown"))
    beside = works(ordinary_business_income=-5_000, **{**IDLE_TOO, "hours": 300})  # test 4 looks for other businesses
    for k1s in ([k1], [beside, k1]):
        outcome = told(*k1s, modified_agi=200_000)
        assert figure(outcome, "passive suspended, Rental") == 20_000
        assert outcome.out_of_scope_if == ("short_stays",)


def test_an_unknown_stay_with_every_fact_of_the_business_is_a_range() -> None:
    """Both a rental, held, and a business with 501 hours, not held."""
    k1 = short(average_stay_days="unknown", guest_services_percent=0, **BUSY)
    outcome = told(k1, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == [(0, 20_000)]
    assert outcome.out_of_scope_if == ()


@pytest.mark.parametrize(("days", "missing"), [(7, "hours"), (8, "guest_services_percent"), (31, "answered")])
def test_what_is_asked_after_the_stay(days: int, missing: str) -> None:
    """Hours of a business, services where they decide, nothing more of a rental."""
    step = answer({**HOUSEHOLD, "modified_agi": 200_000, "k1": [_without_hours(rental(average_stay_days=days))]})
    assert verdict(step) == (missing if missing == "answered" else f"missing: {missing}")


def _without_hours(k1: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in k1.items() if key != "hours"}


@pytest.mark.parametrize(
    ("facts", "held"), [({"guest_services_percent": 0}, 20_000), (BUSY, [(0, 20_000)])], ids=["services", "hours"]
)
def test_an_unknown_stay_with_a_part_of_the_facts(facts: dict[str, Any], held: Any) -> None:
    """Up to 7 days the hours decide, up to 30 the services: who tells one alone is not asked for the other.

    (A): with 501 hours and stays of up to 7 days nothing is held.
    """
    k1 = _without_hours(rental(average_stay_days="unknown")) | facts
    outcome = told(k1, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == held
    assert outcome.out_of_scope_if == ("short_stays",)


def test_hours_below_501_of_an_unknown_stay_ask_for_nobody_elses() -> None:
    """(A), IRC 469(h)(5): only if stays are short could a spouse's hours and others' matter."""
    k1 = rental(average_stay_days="unknown", hours=300, guest_services_percent=0)
    outcome = told(k1, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 20_000
    assert outcome.out_of_scope_if == ("short_stays",)


def test_a_property_let_to_tenants_asks_for_no_rent() -> None:
    """(vi): rent is measured against cost and value where property is held to grow, or was a business's."""
    assert figure(told(short(property_use="tenants"), modified_agi=200_000), "passive suspended") == 20_000
