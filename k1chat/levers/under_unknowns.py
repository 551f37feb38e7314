"""Levers of a case with facts that are not known: only what frees the same whatever they are is told.

A lever is found with each unknown fact at one of the things it can be, then confirmed by the whole range.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, UNKNOWN, Place
from k1chat.interview import next_step
from k1chat.levers.lever import NAMES, Lever, Reach
from k1chat.money import Cents
from k1chat.run import Run
from k1chat.what_if import changed

if TYPE_CHECKING:
    from k1chat.outcome import LossRow, Outcome


def known_cases(case: Case, runs: Sequence[Run]) -> Iterator[Case]:
    """The case with every unknown fact as a run supposed it, run by run."""
    for run in runs:
        known = case
        for (place, name), value in run.supposed.items():
            if case.get(FACTS[name], place) is UNKNOWN:
                known = known.having(FACTS[name], place, value)
        yield known


def to_find_out(outcome: "Outcome") -> Iterator[Lever]:
    """For each limit that may hold one thing or another, the facts that decide it."""
    for limit in outcome.limits:
        deciding = tuple(each for each in outcome.unknowns if each.limit == limit.limit and each.matters)
        if deciding and not limit.suspended.certain:
            nothing = Reach(None, None, (), 0, None)
            yield Lever(limit.limit, "find_out", (), None, 0, nothing, nothing, unknown=deciding)


def confirmed(case: Case, now: "Outcome", lever: Lever) -> Lever | None:
    """The lever, where it frees the same whatever the unknown facts are; what counts is told where it is certain."""
    if not lever.whole.changes:
        return lever
    first = _confirmed(case, now, lever, lever.first)
    whole = first if lever.whole == lever.first else _confirmed(case, now, lever, lever.whole)
    return replace(lever, first=first, whole=whole) if first and whole else None


def _confirmed(case: Case, now: "Outcome", lever: Lever, reach: Reach) -> Reach | None:
    try:
        step = next_step(changed(case, reach.changes))
    except Contradiction:
        return None
    then = step.outcome if step.for_amt else step.answer
    if then is None or _freed(case, now, then, lever) != reach.freed:
        return None
    certain = now.deductible.certain and then.deductible.certain
    return reach if certain else replace(reach, counts=None, held_by=())


def _freed(case: Case, now: "Outcome", then: "Outcome", lever: Lever) -> Cents | None:
    """What comes free of what the lever works on; None where it is not one figure."""
    place = lever.place if lever.kind not in ("passive_income", "traded_income") else lever.place[:1]
    held = [_held(case, outcome.limits[NAMES.index(lever.limit)].losses, place) for outcome in (now, then)]
    return None if held[0] is None or held[1] is None else held[0] - held[1]


def _held(case: Case, rows: "Sequence[LossRow]", place: Place) -> Cents | None:
    own = [row for row in rows if not place or row.k1 == case.k1_name(place)]
    own = [row for row in own if len(place) < 2 or row.activity == case.activity_name(place)]
    if not all(row.suspended.certain for row in own):
        return None
    return sum(row.suspended.low for row in own)
