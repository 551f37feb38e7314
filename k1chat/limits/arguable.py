"""Tests of material participation that may be argued for an activity whose loss is held; never assumed, but told."""

from collections.abc import Sequence

from k1chat.citation import temp_reg
from k1chat.facts import PAID_MANAGER
from k1chat.limits.classification import is_business
from k1chat.limits.participation import (
    hours_of_couple,
    materially_participates,
    significantly_participates,
    total_by_others,
    treated_as_limited_partner,
)
from k1chat.limits.passive_activity import Passive
from k1chat.worksheet import Worksheet, rule


def tell_of_work(w: Worksheet, held: Sequence[Passive]) -> None:
    """Tests that may be argued for an activity whose loss is held."""
    for each in held:
        if not each.former:
            arguable(w.at(each.activity.place), each)
            arguable_alone(w.at(each.activity.place), each)


@rule(temp_reg("1.469-5T(a)(7)"))
def arguable(w: Worksheet, each: Passive) -> None:
    """Test 7 is never assumed; where more than 100 hours were worked and nobody is paid to manage, it is arguable."""
    if not is_business(w) or treated_as_limited_partner(w) or not significantly_participates(w):
        return
    if not materially_participates(w) and not w[PAID_MANAGER]:
        w.note("test_7_arguable", each.current)


@rule(temp_reg("1.469-5T(a)(2)"))
def arguable_alone(w: Worksheet, each: Passive) -> None:
    """Test 2 asks for substantially all the work and names no number; nine tenths of it are worth telling."""
    alone = is_business(w) and not treated_as_limited_partner(w) and 0 < hours_of_couple(w) <= 100
    if alone and hours_of_couple(w) >= 9 * total_by_others(w):
        w.note("test_2_arguable", each.current)
