"""Limit 3 where its pieces meet: what a portfolio gain is to a passive loss of the same character."""

from typing import Any

import pytest

from k1chat.outcome import Amount
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL
from tests.scenarios.scenario import answer, figure, verdict
from tests.scenarios.test_boundaries import ask, business


def test_a_portfolio_gain_does_not_cover_a_passive_loss_of_its_character() -> None:
    """IRC 469(e)(1)(A)(ii): box 8 is portfolio income, so a suspended passive capital loss finds nothing to use.

    1,000 of passive short-term capital loss carried in beside a gain of 5,000 in box 8: all of it stays suspended.
    """
    k1 = business(
        ordinary_business_income=0,
        k1_short_term_capital_gain=5_000,
        hours=50,
        most_hours_by_another=1,
        total_hours_by_others=1,
        suspended_passive_loss={"short_term_capital": 1_000},
    )
    outcome = ask(k1)
    assert figure(outcome, "passive allowed") == 0
    assert figure(outcome, "passive suspended") == 1_000


def of_rentals(part: object) -> dict[str, Any]:
    """An active rental (-20,000) and a business not worked in (-30,000); 12,000 of passive income elsewhere."""
    told = {} if part is None else {"other_active_rental_income": part}
    business = {**PARTNER, "name": "Business", "ordinary_business_income": -30_000, "interest": "limited_partner"}
    apart = {"hours": 0, "years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    rental = {**PARTNER, **RENTAL, "name": "Rental"}
    household = {**HOUSEHOLD, "wages": 90_000, "other_passive_income": 12_000, **told}
    return {**household, "k1": [rental, {**business, **apart, "spouse_hours": 0}]}


@pytest.mark.parametrize(("part", "counts"), [(0, 32_000), (6_000, 26_000), (12_000, 20_000)])
def test_profit_of_rentals_elsewhere_meets_rental_losses_first(part: int, counts: int) -> None:
    """Form 8582, lines 1a, 1d, 4: the allowance is for the rentals' net loss, here 20,000 less `part`."""
    outcome = answer(of_rentals(part)).answer
    assert outcome is not None
    assert outcome.deductible == Amount.of(counts * 100)


def test_whose_profit_it_is_is_asked_and_may_be_unknown() -> None:
    assert verdict(answer(of_rentals(None))) == "missing: other_active_rental_income"
    outcome = answer(of_rentals("unknown")).answer
    assert outcome is not None
    assert outcome.deductible == Amount(20_000_00, 32_000_00)


def test_more_profit_of_rentals_elsewhere_than_all_income_there() -> None:
    """Form 8582: 15,000 of rentals and a loss of 3,000 elsewhere: line 4 is 5,000, and 38,000 - 5,000 = 33,000 wait.

    Part VII: the rental's 20,000 - 5,000 = 15,000, then 30,000 and 3,000; 45 of 48 parts of 33,000 here are 30,937.50.
    """
    outcome = answer(of_rentals(15_000)).answer
    assert outcome is not None
    assert outcome.deductible == Amount.of(19_062_50)
    assert outcome.limits[2].suspended == Amount.of(30_937_50)
