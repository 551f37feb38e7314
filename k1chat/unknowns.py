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

from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import BOXES, FACTS, Fact
from k1chat.money import LARGEST, Cents
from k1chat.pipeline import Trial, carry_out, try_out
from k1chat.run import Gathering, Group, Run
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

BUDGET = 600
"""How many runs a question may cost: a fraction of a second."""

MOST_PEAKS = 20
"""How many peaks between two ends are looked for."""

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
    refused = [trial.stopped for _, trial in trials if isinstance(trial.stopped, OutOfScope)]
    if refused and len(refused) == len(trials):
        return Examination(None, refused[0], None, runs)
    if any(isinstance(trial.stopped, MissingFact) and not trial.run.all_read for _, trial in trials):
        return Examination(missing, None, None, runs)
    from k1chat.ranges import answer  # the shapes of an answer are not needed for the first questions

    return Examination(missing, None, answer(trials, complete), runs)


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
    waiting: list[dict[Group, int]] = [{}]
    runs = 0
    while waiting and (runs < BUDGET or not trials):
        sides, runs = waiting.pop(), runs + 1
        try:
            trials.append((sides, try_out(case, sides)))
        except Fork as fork:
            waiting += [{**sides, fork.group: side} for side in reversed(range(fork.sides))]
        except Contradiction as found:
            if not found.supposed or (not trials and not waiting):
                raise  # whatever the unknown facts are, the given ones contradict each other
    peaks = list(islice(_peaks(trials), MOST_PEAKS + 1))
    complete = not waiting and len(peaks) <= MOST_PEAKS
    for peak in peaks:
        try:
            trials += _climb(case, *peak)
        except (Fork, Contradiction):
            complete = False  # on the way up, more is unknown than at both ends
    return trials, complete


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
