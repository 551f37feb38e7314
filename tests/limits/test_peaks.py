"""An unknown amount that frees business losses and takes the rental allowance away: the most counts in between.

IRC 461(l)(1), 469(i)(3)(A). Joint return 2025: threshold 626,000; allowance 20,000 as long as modified AGI is low.
Box 1: -650,000, worked in; an active rental: -20,000. Without other income 670,000 - 626,000 = 44,000 is excess; with
44,000 of business income nothing is, and all 670,000 count; with so much that the allowance is gone, 650,000 count.
"""

import copy

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL
from tests.scenarios.scenario import answer


def outcome(fact: str, value: object) -> Outcome:
    """The answer with one fact at a value: of the household, or of the business."""
    household, business = (
        copy.deepcopy(HOUSEHOLD),
        {**PARTNER, "name": "Business", "ordinary_business_income": -650_000},
    )
    (household if fact in HOUSEHOLD else business)[fact] = value
    found = answer({**household, "k1": [business, {**PARTNER, **RENTAL, "name": "Rental"}]}).answer
    assert found is not None
    return found


@pytest.mark.parametrize("fact", ["other_business_income", "guaranteed_payments", "ordinary_business_income"])
def test_the_range_holds_every_answer(fact: str) -> None:
    told = outcome(fact, "unknown").deductible
    start = -650_000 if fact == "ordinary_business_income" else 0
    for more in (0, 43_999, 44_000, 44_001, 60_000, 750_000, 850_000):
        deductible = outcome(fact, start + more).deductible
        assert deductible.certain
        assert told.high is None or told.low <= deductible.low <= told.high, f"{fact} {start + more}"


@pytest.mark.parametrize(("income", "counts"), [(0, 626_000), (43_999, 669_999), (44_000, 670_000), (44_001, 670_000)])
def test_what_counts_on_the_way(income: int, counts: int) -> None:
    assert outcome("other_business_income", income).deductible.low == counts * 100


def test_the_top_is_the_peak_to_the_cent() -> None:
    assert outcome("other_business_income", "unknown").deductible.high == 670_000_00
    assert outcome("guaranteed_payments", "unknown").deductible.high == 670_000_00


def shared(carried: object) -> Outcome:
    """A business with a loss, an active rental, and business losses elsewhere; what basis held before is `carried`."""
    household = {**HOUSEHOLD, "filing_status": "single", "wages": 140_000, "other_business_income": -300_000}
    business = {**PARTNER, "name": "Business", "ordinary_business_income": -80_000, "suspended_basis_loss": carried}
    found = answer({**household, "k1": [business, {**PARTNER, **RENTAL, "name": "Rental"}]}).answer
    assert found is not None
    return found


@pytest.mark.parametrize("carried", [0, 1, 50_000, 200_000, 370_000, 900_000, 5_000_000])
def test_each_share_of_the_excess_lies_in_its_range(carried: int) -> None:
    """IRC 461(l): the more the business loses, the more allowance and the more excess there is to share."""
    told, known = shared("unknown").limits[3], shared(carried).limits[3]
    assert told.allowed.low <= known.allowed.low
    for row, true in zip(told.losses, known.losses, strict=True):
        assert row.k1 == true.k1
        for name in ("allowed", "suspended"):
            wide, exact = getattr(row, name), getattr(true, name)
            assert wide.low <= exact.low
            assert wide.high is None or exact.low <= wide.high
