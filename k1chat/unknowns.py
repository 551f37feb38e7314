"""What the law says when some facts are unknown: the run is repeated for each thing they can be.

Facts that push a limit of a K-1 the same way are supposed together at their ends (`Fact.more`); every other unknown
is tried at each of its probes. A run that meets a matter out of scope, or an unknown number of K-1s, counts with
bounds. Past `BUDGET` runs the answer falls back to bounds as well: wider than need be, never wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, islice, product
from operator import not_
from typing import TYPE_CHECKING, Any

from k1chat.boxes import BOX_BY_NAME, BOXES_IN_ORDER
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import (
    BOXES,
    FACTS,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    Fact,
)
from k1chat.money import LARGEST, Cents, dollars
from k1chat.pipeline import Trial, carry_out, try_out
from k1chat.run import Gathering, Group, Run
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

BUDGET = 600
"""How many runs a question may cost: a fraction of a second."""

MOST_PEAKS = 20
"""How many peaks between two ends are looked for."""

MODERATE = dollars(1_000)
"""A loss in between, where none is known to take its size from."""

MAY_BE_LOSSES = {box.fact.name for box in BOXES_IN_ORDER if box.character} | {
    fact.name for fact in (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS, SUSPENDED_PASSIVE_LOSS)
}

Peak = tuple[Group, Mapping[Group, int], Mapping[Group, int]]
"""An unknown amount, and the sides of a run with an excess and of one without that differ in it alone."""

Supposed = tuple[Mapping[Group, int], Trial]
"""A run, and which side of each unknown it supposes."""


@dataclass(frozen=True, slots=True)
class Examination:
    """Where a case stands: the first missing fact, or the matter out of scope, or the answer.

    `outcome` also stands beside a missing fact: what is certain already. None while the K-1s are not read yet.
    """

    missing: MissingFact | None
    out_of_scope: OutOfScope | None
    outcome: "Outcome | None"
    runs: tuple[Run, ...]


def examine(case: Case) -> Examination:
    """Take a case through the law for every combination its unknown facts can have."""
    trials, complete = explore(case)
    runs = tuple(trial.run for _, trial in trials)
    missing = next((trial.stopped for _, trial in trials if isinstance(trial.stopped, MissingFact)), None)
    refused = [_met(trial) for _, trial in trials]
    if all(refused):
        return Examination(None, _every_reason([matter for each in refused for matter in each]), None, runs)
    if any(isinstance(trial.stopped, MissingFact) and not trial.run.all_read for _, trial in trials):
        return Examination(missing, None, None, runs)
    from k1chat.ranges import answer  # the shapes of an answer are not needed for the first questions

    return Examination(missing, None, answer(trials, complete), runs)


def _met(trial: Trial) -> Sequence[OutOfScope]:
    """The matters out of scope that a run stopped at, or only went on along the edge of."""
    return [trial.stopped] if isinstance(trial.stopped, OutOfScope) else trial.run.unless


def _every_reason(refused: Sequence[OutOfScope]) -> OutOfScope:
    """The first of several matters out of scope, with every other one beside it."""
    by_topic: dict[str, OutOfScope] = {}
    for matter in refused:
        by_topic.setdefault(matter.topic, matter)
    first, *others = by_topic.values()
    first.others = tuple(others)
    return first


class Ends(Gathering):
    """A run that supposes every unknown loss at its largest (`helps`), or at nothing: for bounds."""

    def note(self, missing: MissingFact) -> Any:
        """A fact that nobody gave yet leaves even the bounds open."""
        raise missing

    def supposed(self, fact: Fact[Any]) -> Any:
        """The end with the larger loss, or the other."""
        if fact is BOXES:
            raise OpenEnded(fact, ())
        box = BOX_BY_NAME.get(fact.name)
        if fact.kind == "losses" or box:
            return fact.probes[-1 if self.helps == (box is None or box.sign < 0) else 0]
        return super().supposed(fact)


def bounds(case: Case) -> tuple[Trial, Trial]:
    """The K-1s read with the least and with the largest losses they can show."""
    least, most = (carry_out(Run(case, gathering=Ends(largest)), ()) for largest in (False, True))
    return least, most


def explore(case: Case) -> tuple[list[Supposed], bool]:
    """Every run the unknown facts lead to, and whether that is all of them."""
    trials: list[Supposed] = []
    runs = _try_each(trials, [(case, {})], 0)
    complete = runs is not None
    if runs is not None:
        complete = _try_each(trials, list(_in_between(trials)), runs) is not None
    peaks = list(islice(_peaks(trials), MOST_PEAKS + 1))
    complete = complete and len(peaks) <= MOST_PEAKS
    for peak in peaks:
        try:
            trials += _climb(case, *peak)
        except (Fork, Contradiction):
            complete = False  # on the way up, more is unknown than at both ends
    return trials, complete


def _try_each(trials: list[Supposed], waiting: list[tuple[Case, dict[Group, int]]], runs: int) -> int | None:
    """Run each case, and where it meets an unknown fact each side of it; how many runs it came to, None if too many."""
    while waiting:
        if runs >= BUDGET and trials:
            return None
        (case, sides), runs = waiting.pop(), runs + 1
        try:
            trials.append((sides, try_out(case, sides)))
        except Fork as fork:
            waiting += [(case, {**sides, fork.group: side}) for side in reversed(range(fork.sides))]
        except Contradiction as found:
            if not found.supposed or (not trials and not waiting):
                raise  # whatever the unknown facts are, the given ones contradict each other
    return runs


def _in_between(trials: Sequence[Supposed]) -> Iterator[tuple[Case, dict[Group, int]]]:
    """An unknown loss beside others: an endless one leaves them nothing, an endless income covers them all."""
    tried: set[object] = set()
    for sides, trial in trials:
        for place, name in trial.run.supposed:
            own, steps = (name, place), frozenset(pair for pair in sides.items() if not is_amount(pair[0]))
            if name not in MAY_BE_LOSSES or (own, steps) in tried or isinstance(trial.stopped, OutOfScope):
                continue
            tried.add((own, steps))
            rest = {group: side for group, side in sides.items() if group != own}
            for amount in _beside_others(trial, name):
                yield trial.run.case.having(FACTS[name], place, amount), rest


def _beside_others(trial: Trial, name: str) -> Sequence[Any]:
    """A loss as large as those that are known, an income that covers a part of them."""
    known = [amount for a in trial.run.activities for amount in a.losses.values() if amount <= LARGEST]
    loss, income = max([MODERATE, *known]), min([MODERATE, *(amount // 2 for amount in known)])
    box = BOX_BY_NAME.get(name)
    return ({"": loss},) if box is None else (loss,) if box.sign < 0 else (-loss, income)


def is_amount(group: Group) -> bool:
    """Whether the group is an amount, or amounts that push one limit together; what else there is goes by steps."""
    return group[0] not in FACTS or FACTS[group[0]].kind in ("money", "losses")


def _peaks(trials: Sequence[Supposed]) -> Iterator[Peak]:
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


def _climb(case: Case, group: Group, above: Mapping[Group, int], below: Mapping[Group, int]) -> list[Supposed]:
    """Halve the way between an end with an excess and one without, to the cent; a run that stops is told as it is."""
    fact, place = FACTS[group[0]], group[1]
    sides = {each: side for each, side in {**below, **above}.items() if each != group}
    more, less = (max(-LARGEST, min(LARGEST, fact.probes[ends[group]])) for ends in (above, below))
    while True:
        middle = (more + less) // 2
        trial = try_out(case.having(fact, place, middle), sides)
        if trial.stopped or abs(more - less) <= 1:
            return [(sides, try_out(case.having(fact, place, less), sides)), (sides, trial)]
        more, less = (middle, less) if excess(trial) > 0 else (more, middle)
