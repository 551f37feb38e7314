"""AMT figures of losses that are judged apart: publicly traded partnerships and former passive activities.

The same rules on AMT figures: IRC 58(b) (469 "in lieu of" the regular amounts), 59(h); Form 6251, line 2m.
"""

from typing import Any

import pytest

from k1chat.outcome import Amount
from tests.limits.household import idle, told, works
from tests.limits.test_amt import FIRST_YEAR, HELD, amt
from tests.scenarios.scenario import figure

PTP = {"publicly_traded": True}
SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
EARLIER = {**HELD, "amt_beginning_basis": 2_000_000}
HELD_FOR_AMT = "amt carried forward as amt suspended passive loss"


def test_a_traded_partnerships_amt_loss_meets_no_other_passive_income() -> None:
    """469(k)(1): 10,000 less 4,000 of depreciation waits for AMT too; so nothing differs this year."""
    own = idle(ordinary_business_income=-10_000, amt_depreciation_adjustment=4_000, **PTP, **FIRST_YEAR)
    outcome = told(own, other_passive_income=50_000)
    assert figure(outcome, "carried forward as suspended passive loss") == 10_000
    assert figure(outcome, HELD_FOR_AMT) == 6_000
    assert outcome.amt is not None
    assert outcome.amt.differences == ()


def test_amt_income_of_one_covers_no_loss_of_another_nor_any_other_passive_loss() -> None:
    """469(k)(1): a loss of 4,000 that is an AMT income of 2,000 stays with its partnership."""
    turned = idle(name="Turned", ordinary_business_income=-4_000, amt_other_items=6_000, **PTP, **FIRST_YEAR)
    traded = idle(name="Traded", ordinary_business_income=-5_000, **PTP, **FIRST_YEAR)
    outcome = told(turned, traded, idle(ordinary_business_income=-3_000, **FIRST_YEAR))
    assert figure(outcome, "passive suspended") == 12_000
    assert figure(outcome, "amt passive suspended") == 8_000
    assert figure(outcome, "amt against passive income") == 0
    assert figure(outcome, "amt difference on form 6251 line 2m, Turned") == 2_000
    assert figure(outcome, "amt difference on form 6251 line 2m, Traded") == 0


@pytest.mark.parametrize(
    ("item", "held", "used"), [(-2_000, 1_500, 1_000), (-500, 0, 2_500), (-3_000, 2_500, 0), (-4_000, 3_500, 0)]
)
def test_earlier_amt_losses_of_one_meet_its_amt_income(item: int, held: int, used: int) -> None:
    """Form 6251, line 2m: refigured with the items and with AMT's own earlier losses, here 2,500 (regular 5,000)."""
    own = idle(ordinary_business_income=3_000, suspended_passive_loss=5_000, amt_other_items=item, **PTP)
    outcome = told({**own, **EARLIER, "amt_suspended_passive_loss": 2_500}, other_passive_income=50_000)
    assert figure(outcome, "passive suspended") == 2_000
    assert figure(outcome, HELD_FOR_AMT) == held
    assert figure(outcome, "amt passive allowed") == used
    # For the regular tax its income and losses come to nothing this year; for AMT to what its losses leave.
    left = max(0, 3_000 + item - used)
    assert figure(outcome, "amt difference on form 6251 line 2m") == left


def test_the_end_of_a_traded_partnership_frees_amts_own_losses() -> None:
    """469(k)(3), (g)(1)(A): 10,000 and 2,000 are freed; for AMT 6,000 and 9,000, with a gain of 1,000 (56(a)(6))."""
    sold = idle(ordinary_business_income=-10_000, suspended_passive_loss=2_000, gain_on_sale=4_000, **SOLD, **PTP)
    sold |= {"amt_depreciation_adjustment": 4_000, "amt_gain_on_sale": 1_000, **EARLIER}
    outcome = told({**sold, "amt_suspended_passive_loss": 9_000}, other_passive_income=50_000)
    assert figure(outcome, "deductible") == 12_000
    assert figure(outcome, "amt deductible") == 15_000
    assert figure(outcome, "amt against passive income") == 1_000
    assert figure(outcome, "amt against other income") == 14_000
    assert figure(outcome, "amt difference on form 6251 line 2m") == -3_000
    assert figure(outcome, "amt difference on form 6251 line 2k") == -3_000


FORMER = {"suspended_passive_loss": 8_000, **EARLIER, "amt_suspended_passive_loss": 7_000}


@pytest.mark.parametrize(
    ("income", "item", "regular", "for_amt"),
    [(5_000, 1_000, 5_000, 6_000), (5_000, 2_001, 5_000, 7_000), (9_000, -9_000, 8_000, 0), (0, 7_000, 0, 7_000)],
)
def test_amt_losses_of_a_former_passive_activity_meet_its_amt_income(
    income: int, item: int, regular: int, for_amt: int
) -> None:
    """469(f)(1)(A): each tax's earlier losses against this year's net income of the activity on its own figures."""
    outcome = told(works(ordinary_business_income=income, amt_depreciation_adjustment=item, **FORMER))
    assert figure(outcome, "passive allowed") == regular
    assert figure(outcome, "amt passive allowed") == for_amt
    assert figure(outcome, HELD_FOR_AMT) == 7_000 - for_amt
    # The item is not a passive activity's: line 2l; what the earlier losses take more or less, line 2m.
    assert figure(outcome, "amt difference on form 6251 line 2l") == item
    assert figure(outcome, "amt difference on form 6251 line 2m") == regular - for_amt


def test_what_is_left_of_them_is_passive_for_amt_too() -> None:
    """469(f)(1)(C): 8,000 less 5,000 and, for AMT, 7,000 less 1,000 meet 4,000 of other passive income."""
    own = works(ordinary_business_income=5_000, amt_depreciation_adjustment=-4_000, **FORMER)
    outcome = told(own, other_passive_income=4_000)
    assert figure(outcome, "passive suspended") == 0
    assert figure(outcome, "amt passive allowed") == 5_000
    assert figure(outcome, "amt against passive income") == 4_000
    assert figure(outcome, HELD_FOR_AMT) == 2_000


def test_a_loss_that_is_amt_income_frees_amts_earlier_losses_alone() -> None:
    """A loss of 5,000 counts in full and frees nothing; for AMT 4,000 of income frees as much."""
    outcome = told(works(ordinary_business_income=-5_000, amt_other_items=9_000, **FORMER))
    assert figure(outcome, "deductible") == 5_000
    assert figure(outcome, "amt deductible") == 4_000
    assert figure(outcome, "carried forward as suspended passive loss") == 8_000
    assert figure(outcome, HELD_FOR_AMT) == 3_000
    assert figure(outcome, "amt difference on form 6251 line 3") == 9_000
    assert figure(outcome, "amt difference on form 6251 line 2m") == -4_000


@pytest.mark.parametrize(
    "own",
    [
        idle(ordinary_business_income=3_000, suspended_passive_loss=5_000, amt_other_items=-1_000, **PTP, **EARLIER),
        works(ordinary_business_income=5_000, amt_other_items=1_000, suspended_passive_loss=8_000, **EARLIER),
    ],
    ids=["publicly traded", "former passive"],
)
@pytest.mark.parametrize("unknown", ["amt_other_items", "amt_suspended_passive_loss"])
def test_amt_amounts_that_are_not_known_leave_ranges(own: dict[str, Any], unknown: str) -> None:
    """Whatever they are, the regular answer is as sure, and AMT's figures lie within their ranges."""
    regular = told(own)
    outcome = told({**own, unknown: "unknown"})
    assert outcome.deductible == regular.deductible
    assert outcome.carryforwards == regular.carryforwards
    section = outcome.amt
    assert section is not None
    for amount in (0, 1, 2_000, 4_999, 5_000, 5_001, 6_000, 40_000):
        for sign in (1, -1) if unknown == "amt_other_items" else (1,):
            known = amt({**own, unknown: sign * amount})
            assert within(section.deductible, known.deductible)
            assert within(section.limits[2].suspended, known.limits[2].suspended)
            assert within(section.closing[0].amount_at_risk, known.closing[0].amount_at_risk)


def within(told_as: Amount | None, amount: Amount | None) -> bool:
    """Whether a range that is told holds what comes out; one that is not told says nothing."""
    if told_as is None or amount is None:
        return True
    return told_as.low <= amount.low and (told_as.high is None or amount.low <= told_as.high)
