"""Gain on a distribution beyond basis as passive income (Rev. Rul. 95-5; Temp. Reg. 1.469-2T(e)(3)).

Such a gain counts as one on a sale of a part of the interest (IRC 731(a)(1), 1368(b)(2)), so it belongs to what the
entity does: to each activity in proportion to the gain the owner would have if the entity sold what it uses there
((e)(3)(ii)(B)), investments being one more that is not passive (IRC 469(e)(1)(A)(ii)(II)). Modelled: one activity, or
several by the owner's shares of gain; asked only where a passive loss would be held without it.
Not modelled: the 12-month rule for investments ((e)(3)(iii)), an entity with nothing that has risen: refused.
"""

from collections.abc import Iterator, Sequence

from k1chat.boxes import BOX_BY_NAME, PORTFOLIO
from k1chat.citation import other, temp_reg
from k1chat.facts import GAIN_IF_SOLD, INVESTMENT_GAIN_IF_SOLD, Place
from k1chat.limits.classification import is_passive, is_told_of
from k1chat.limits.modified_agi import PORTFOLIO_INCOME
from k1chat.limits.passive_activity import Passive
from k1chat.money import Cents, prorate
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule

GAIN = "gain_on_distribution"


def has_gains(w: Worksheet) -> bool:
    """Whether limit 1 found a gain on a distribution of any K-1."""
    pages = (w.run.pages.get((k1,)) for k1 in range(len(w.run.by_k1)))
    return any(page is not None and page.figures.get(GAIN) for page in pages)


@rule(other("Rev. Rul. 95-5, 1995-1 C.B. 100"))
def passive_gains(w: Worksheet, passive: Sequence[Passive]) -> list[Passive]:
    """The passive activities with their parts of gains on distributions as income; one more where it had no figure."""
    found = {each.activity.place: each for each in passive}
    for k1 in range(len(w.run.by_k1)):
        for activity, part in parts_of_gain(w.at((k1,))):
            each = found.setdefault(activity.place, Passive(activity, 0, {}))
            each.income += part
            each.gain += part
            w.run.passive_gains[activity.place] = part
            w.at(activity.place).line("passive_gain_on_distribution", part)
    return list(found.values())


def parts_of_gain(w: Worksheet) -> Iterator[tuple[Activity, Cents]]:
    """What of a K-1's gain belongs to each passive activity of it."""
    gain = w.figure(GAIN, otherwise=0)
    told = [each for each in w.activities_of_k1 if is_told_of(w, each)] if gain else []
    passive = {each.place for each in told if is_passive(w.at(each.place))}
    if passive and w.place not in w.run.traded:
        for activity, part in zip(told, shares_of_gain(w, told, gain, passive), strict=False):
            if part and activity.place in passive:
                yield activity, part


@rule(temp_reg("1.469-2T(e)(3)(ii)"))
def shares_of_gain(w: Worksheet, told: Sequence[Activity], gain: Cents, passive: set[Place]) -> list[Cents]:
    """By the gain on a sale of all that the entity uses in each activity; the last share is that of investments."""
    invests = any(is_investment(box) for activity in w.activities_of_k1 for box in activity.boxes)
    if len(told) == 1 and not invests:
        return [gain, 0]
    weights = [w.at(activity.place)[GAIN_IF_SOLD] for activity in told]
    to_passive = any(weight for each, weight in zip(told, weights, strict=True) if each.place in passive)
    weights.append(w[INVESTMENT_GAIN_IF_SOLD] if invests and (to_passive or not any(weights)) else 0)
    if not any(weights):
        w.decline(w.refuse("distribution_gain"))
    return prorate(gain, weights)


def is_investment(box: str) -> bool:
    """Whether a box is of investments: boxes 5 to 9."""
    return box in PORTFOLIO_INCOME or BOX_BY_NAME[box].character in PORTFOLIO
