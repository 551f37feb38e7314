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


def test_the_appreciation_in_gifts_is_asked_where_there_are_gifts() -> None:
    """IRC 704(d)(3)(B) speaks of gifts to charity: without one in its box there is nothing to have risen."""
    own = {"ordinary_business_income": -9_000, "boxes": ["ordinary_business_income", "appreciation_in_gifts"]}
    assert verdict(answer(case({**own}))) == "answered"
    gifts = [*own["boxes"], "charitable_contributions"]  # type: ignore[misc]
    given = {**own, "boxes": gifts, "charitable_contributions": 1_000}
    assert verdict(answer(case(given))) == "missing: appreciation_in_gifts"


@pytest.mark.parametrize(("loss", "expected"), [(0, "answered"), (-1, "missing: real_property_hours")])
def test_who_works_in_real_estate_is_asked_for_losses_of_this_year(loss: int, expected: str) -> None:
    """IRC 469(f)(1): without income or loss of this year an earlier passive loss waits, whether the activity is passive
    now or not.
    """
    own = {**NO_HOURS, "net_rental_real_estate_income": loss, "suspended_passive_loss": 5_000}
    assert verdict(answer(case(own, wages=200_000))) == expected


@pytest.mark.parametrize(
    ("income", "expected"), [(400_000, "missing: other_active_rental_loss"), (800_000, "answered")]
)
def test_rental_losses_elsewhere_are_asked_for_where_an_allowance_is_left(income: int, expected: str) -> None:
    """IRC 469(i)(3)(A), 461(l)(6): beyond 150,000 of modified AGI nothing of them passes by the allowance."""
    own = {"ordinary_business_income": -900_000, "kind": "trade_or_business"}
    elsewhere = {"other_passive_income": -60_000, "other_income": income, "filing_status": "single"}
    assert verdict(answer(case(own, **elsewhere))) == expected
