"""Peaks: amounts of which a middle counts more than both ends, found to the cent (see `k1chat.unknowns`)."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, product
from operator import not_
from typing import TYPE_CHECKING

from k1chat.case import Case
from k1chat.facts import FACTS
from k1chat.money import LARGEST, Cents
from k1chat.pipeline import Trial
from k1chat.run import Group

if TYPE_CHECKING:
    from k1chat.unknowns import Supposed, Tried

Peak = tuple[Group, Mapping[Group, int], Mapping[Group, int]]
"""An unknown amount, and the sides of a run with an excess and of one without that differ in it alone."""


def peaks(trials: "Sequence[Supposed]") -> Iterator[Peak]:
    """Amounts of which more frees business losses (461(l)) and takes the rental allowance away (469(i)(3)).

    Most counts between the two ends, where the last cent of excess is gone.
    """
    over = [excess(trial) > 0 for _, trial in trials]
    if len(set(over)) == 1 or len({trial.run.page(()).figures.get("allowance_used") for _, trial in trials}) == 1:
        return
    for (above, _), (below, _) in product(compress(trials, over), compress(trials, map(not_, over))):
        apart = [group for group in above if group in below and above[group] != below[group]]
        if len(apart) == 1 and apart[0][0] in FACTS and FACTS[apart[0][0]].kind == "money":
            yield apart[0], above, below


def excess(trial: Trial) -> Cents:
    """The excess business loss of a run; none where it got no further."""
    return trial.run.page(()).figures.get("excess_business_loss", 0)


def climb(tried: "Tried", case: Case, peak: Peak) -> "list[Supposed]":
    """Halve the way between an end with an excess and one without, to the cent; a run that stops is told as it is."""
    group, above, below = peak
    fact, place = FACTS[group[0]], group[1]
    sides = {each: side for each, side in {**below, **above}.items() if each != group}
    more, less = (max(-LARGEST, min(LARGEST, fact.probes[ends[group]])) for ends in (above, below))
    while True:
        middle = (more + less) // 2
        trial = tried.run(case.having(fact, place, middle), sides)
        if trial.stopped or abs(more - less) <= 1:
            return [(sides, tried.run(case.having(fact, place, less), sides)), (sides, trial)]
        more, less = (middle, less) if excess(trial) > 0 else (more, middle)
