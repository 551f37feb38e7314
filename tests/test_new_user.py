"""What a first-time user read and misunderstood: the answer says it now."""

from typing import Any

import pytest

from k1chat import wording
from k1chat.outcome import Outcome
from tests.limits.household import idle, rental, told


def page(outcome: Outcome) -> str:
    return wording.explain(outcome)


def test_a_loss_of_short_stays_is_no_rental_loss_and_has_no_allowance() -> None:
    """Temp. Reg. 1.469-1T(e)(3)(ii)(A): no rental, so IRC 469(i) is not for it."""
    stays = {"net_rental_real_estate_income": -24_000, "average_stay_days": 4, "kind": "rental_real_estate"}
    said = page(told(idle(**stays)))
    assert "business loss (in a box for rentals)" in said
    assert "rental allowance" not in said


def test_test_4_is_told_beside_each_business_that_meets_it() -> None:
    """Temp. Reg. 1.469-5T(a)(4), (c)(1): 300 and 250 hours."""
    each: dict[str, Any] = {"interest": "general_partner", "most_hours_by_another": 900, "total_hours_by_others": 2_000}
    bar = idle(ordinary_business_income=-30_000, hours=300, **each)
    shop = idle(ordinary_business_income=20_000, hours=250, **each)
    outcome = told(bar, shop)
    met = [line.k1 for line in outcome.limits[2].lines if line.name == "test_4"]
    assert len(met) == 2
    assert "their losses" not in page(outcome)


@pytest.mark.parametrize(("say", "shown"), [("no", False), ("yes", True)])
def test_an_allowance_that_nobody_may_use_is_not_told(say: str, shown: bool) -> None:
    """IRC 469(i)(6): without a say in tenants and terms there is none."""
    outcome = told(rental(approves_tenants_and_terms=say), wages=90_000)
    assert ("Rental allowance at the most" in page(outcome)) is shown
