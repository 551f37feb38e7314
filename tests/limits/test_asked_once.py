"""What the passive rules ask of a person once, and what they do not ask because it cannot change the answer."""

from typing import Any

import pytest

from k1chat.errors import Contradiction
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL
from tests.scenarios.scenario import answer, verdict

HOURS = ("real_property_hours", "total_work_hours", "spouse_real_property_hours", "spouse_total_work_hours")
NO_HOURS = {name: value for name, value in RENTAL.items() if name not in HOURS}
EARNING = {**NO_HOURS, "net_rental_real_estate_income": 5_000}


def case(*k1s: dict[str, Any], **household: Any) -> dict[str, Any]:
    named = [{**PARTNER, **k1, "name": f"House {number}"} for number, k1 in enumerate(k1s)]
    return {**HOUSEHOLD, **household, "k1": named}


def test_hours_in_real_estate_are_one_number_for_all_rentals_of_an_owner() -> None:
    """IRC 469(c)(7)(B) counts a person's hours in all real property businesses: told once, they serve each rental."""
    assert verdict(answer(case(RENTAL, EARNING))) == "answered"
    assert verdict(answer(case(EARNING, RENTAL))) == "answered"
    assert verdict(answer(case(EARNING, NO_HOURS))) == "missing: real_property_hours"


def test_hours_of_one_person_that_differ_from_rental_to_rental_are_a_contradiction() -> None:
    """They are the same fact; which one is right decides whether 750 is passed."""
    with pytest.raises(Contradiction, match="the same for every rental"):
        answer(case(RENTAL, {**RENTAL, "real_property_hours": 81}))


def test_the_other_spouses_hours_are_asked_for_the_other_spouses_rental() -> None:
    """IRC 469(c)(7)(B), flush: each spouse is tested alone, so each owner's hours are their own."""
    other = {**EARNING, "owner": "spouse"}
    assert verdict(answer(case({**RENTAL, "owner": "taxpayer"}, other))) == "missing: real_property_hours"


@pytest.mark.parametrize(
    ("wages", "expected"),
    [(149_999, "missing: ownership_percent"), (150_000, "answered"), (150_001, "answered")],
)
def test_no_share_is_asked_for_where_the_income_told_ends_the_allowance(wages: int, expected: str) -> None:
    """IRC 469(i)(3)(A): half of each dollar over 100,000 is lost, so at 150,000 nothing is left to share."""
    unasked = ("ownership_percent", "approves_tenants_and_terms")
    rental = {name: value for name, value in RENTAL.items() if name not in unasked}
    assert verdict(answer(case(rental, wages=wages))) == expected


@pytest.mark.parametrize(("total", "contradicts"), [(899, True), (900, False), (901, False)])
def test_one_other_person_worked_no_more_than_all_others_together(total: int, contradicts: bool) -> None:
    """Temp. Reg. 1.469-5T(a)(2), (3): the individual who worked most is one of all individuals."""
    own = {"interest": "general_partner", "ordinary_business_income": -9_000, "hours": 120, "spouse_hours": 0}
    none = {"years_materially_participated_of_last_10": 0, "personal_service_activity": False, "paid_manager": True}
    case_ = case({**own, **none, "most_hours_by_another": 900, "total_hours_by_others": total})
    if contradicts:
        with pytest.raises(Contradiction, match="all others together"):
            answer(case_)
    else:
        assert verdict(answer(case_)) == "answered"
