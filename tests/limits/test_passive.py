"""Limit 3 where its pieces meet: what a portfolio gain is to a passive loss of the same character."""

from tests.scenarios.scenario import figure
from tests.scenarios.test_boundaries import ask, business


def test_a_portfolio_gain_does_not_cover_a_passive_loss_of_its_character() -> None:
    """IRC 469(e)(1)(A)(ii): box 8 is portfolio income, so a suspended passive capital loss finds nothing to use.

    1,000 of passive short-term capital loss carried in beside a gain of 5,000 in box 8: all of it stays suspended.
    """
    k1 = business(
        ordinary_business_income=0,
        k1_short_term_capital_gain=5_000,
        hours=50,
        total_hours_by_others=1,
        suspended_passive_loss={"short_term_capital": 1_000},
    )
    outcome = ask(k1)
    assert figure(outcome, "passive allowed") == 0
    assert figure(outcome, "passive suspended") == 1_000
