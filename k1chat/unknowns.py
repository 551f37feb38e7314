"""What the law says when some facts are unknown: the run is repeated for each thing they can be.

Facts that push a limit of a K-1 the same way are supposed together at their ends (`Fact.more`); every other unknown
is tried at each of its probes. A run that meets a matter out of scope, or an unknown number of K-1s, counts with
bounds. Past `BUDGET` runs fewer are made (`FEWER`): all K-1s at one end together, or through the first limits alone,
or none and bounds: wider than need be, never wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from k1chat.boxes import BOX_BY_NAME, BOXES_IN_ORDER
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import (
    BOXES,
    FACTS,
    K1_COUNT,
    OTHER_PASSIVE_INCOME,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    Fact,
)
from k1chat.frozen import frozen
from k1chat.limits.amt import is_of_amt, shows_amt
from k1chat.limits.limit import Limit
from k1chat.money import LARGEST, dollars
from k1chat.peaks import climb, peaks
from k1chat.pipeline import ORDER, Trial, carry_out, on_amt_figures, try_out
from k1chat.run import Gathering, Group, Run
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

BUDGET = 600
"""How many runs of one K-1 a question may cost: a fraction of a second. Several K-1s have so many fewer runs."""

HALVINGS = 45
"""How many runs one peak between two ends costs: half the way each time, from 100 billion dollars to the cent."""
MOST_PEAKS = 12
"""How many peaks are looked for, for one K-1; with more, the runs are those of a way that has fewer, or bounds."""
MODERATE = dollars(1_000)
"""A loss in between, where none is known to take its size from."""

MAY_BE_LOSSES = {box.fact.name for box in BOXES_IN_ORDER if box.character or box.amt} | {
    f"{own}{fact.name}"
    for fact in (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS, SUSPENDED_PASSIVE_LOSS, OTHER_PASSIVE_INCOME)
    for own in ("", "amt_")
}

Supposed = tuple[Mapping[Group, int], Trial]
"""A run, and which side of each unknown it supposes."""


@frozen
class Way:
    """How the runs are made: through which limits, whether all K-1s are supposed at one end together, for which tax.

    `further`: trying what is unknown after the limits too, with nothing of the limits left open.
    """

    limits: Sequence[Limit] = ORDER
    together: bool = False
    amt: bool = False
    further: bool = False


FEWER = (Way(together=True), Way(ORDER[:2]), Way(ORDER[:2], together=True), Way(ORDER[:1], together=True))
FEWER_OF_ONE = (Way(ORDER[:2]), Way(ORDER[:1]))
"""Ways with fewer runs, the one that tells most first. A limit that is left out may allow anything."""


@frozen
class Explored:
    """The runs that were tried, and of one way all (`certain`, perhaps none): `whole` where it goes to the end.

    `further`: the runs that also try what is unknown after the limits; none where nothing is, or there are too many.
    """

    trials: list[Supposed]
    certain: list[Supposed]
    whole: bool = True
    further: Sequence[Supposed] = ()


@frozen
class Examination:
    """Where a case stands: the first missing fact, or the matter out of scope, or the answer.

    `outcome` also stands beside a missing fact: what is certain already. None while the K-1s are not read yet.
    """

    missing: MissingFact | None
    out_of_scope: OutOfScope | None
    outcome: "Outcome | None"
    runs: tuple[Run, ...]
    further: tuple[MissingFact, ...] = ()
    """What the rules after the limits wait for, where the answer of the limits stands."""
    for_amt: bool = False
    """Whether the missing fact is needed for AMT alone: the answer for the regular tax stands."""


def examine(case: Case) -> Examination:
    """Take a case through the law for every combination its unknown facts can have."""
    found = _examined(explore(case))
    if found.missing or not found.outcome or not shows_amt(case):
        return found
    from k1chat.amt_section import amt_section

    beside = explore(case, amt=True)
    runs = _with_runs(found.runs, beside)
    missing = _first_missing(beside)
    if missing:
        return replace(found, missing=missing, runs=runs, for_amt=True)
    if not any(is_of_amt(name) for _, trial in beside.trials for _, name in trial.run.order):
        return found  # what tells of AMT is set aside: no run comes to it
    return replace(found, outcome=replace(found.outcome, amt=amt_section(found.outcome, beside)), runs=runs)


def _examined(explored: Explored) -> Examination:
    trials, runs = explored.trials, _with_runs((), explored)
    missing = _first_missing(explored)
    refused = [_met(trial) for _, trial in trials]
    if all(refused):
        return Examination(None, _every_reason([matter for each in refused for matter in each]), None, runs)
    if any(isinstance(trial.stopped, MissingFact) and not trial.run.all_read for _, trial in trials):
        return Examination(missing, None, None, runs)
    from k1chat.ranges import answer, waiting  # the shapes of an answer are not needed for the first questions

    outcome = answer(explored)
    return Examination(missing, None, outcome, runs, waiting(explored) if outcome.after_needs else ())


def _with_runs(runs: tuple[Run, ...], explored: Explored) -> tuple[Run, ...]:
    """Some runs, with those that were tried; of a way with fewer runs only what the answer rests on too."""
    runs = (*runs, *(trial.run for _, trial in (*explored.trials, *explored.further)))
    fewer = () if explored.certain is explored.trials else explored.certain
    return (*runs, *_that_read_more(fewer, runs))


def _that_read_more(trials: Sequence[Supposed], runs: Sequence[Run]) -> Iterator[Run]:
    """The runs of a way that has fewer, as far as they read what no other did: the answer rests on that too."""
    read = {key for run in runs for key in run.order}
    for _, trial in trials:
        if not read.issuperset(trial.run.order):
            read |= set(trial.run.order)
            yield trial.run


def _first_missing(explored: Explored) -> MissingFact | None:
    return next((trial.stopped for _, trial in explored.trials if isinstance(trial.stopped, MissingFact)), None)


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


def bounds(case: Case, *, amt: bool) -> tuple[Trial, Trial]:
    """The K-1s read with the least and with the largest losses they can show."""
    least, most = (carry_out(Run(case, gathering=Ends(largest)), ()) for largest in (False, True))
    return (on_amt_figures(least, ()), on_amt_figures(most, ())) if amt else (least, most)


def explore(case: Case, *, amt: bool = False) -> Explored:
    """Every run the unknown facts lead to; where those are too many, the most that can be told without all of them."""
    most = max(1, BUDGET // max(1, case.size))
    tried = _every_run(case, Way(amt=amt), most)
    if tried.complete:
        return Explored(tried.trials, tried.trials, further=_further(case, tried.trials, most))
    for way in FEWER if case.get(K1_COUNT, ()) != 1 else FEWER_OF_ONE:
        fewer = _every_run(case, replace(way, amt=amt), most // 2)
        if fewer.complete:
            return Explored(tried.trials, fewer.trials, way.limits == ORDER)
    return Explored(tried.trials, [], False)


def _further(case: Case, trials: Sequence[Supposed], most: int) -> Sequence[Supposed]:
    """The runs once more, with each thing that the facts unknown after the limits can be."""
    if not any(isinstance(trial.after, Fork) for _, trial in trials):
        return ()
    with suppress(Contradiction):
        tried = _every_run(case, Way(further=True), most)
        return tried.trials if tried.complete else ()
    return ()


def _every_run(case: Case, way: Way, most: int) -> "Tried":
    """The runs of one way, with what lies in between where it goes to the end."""
    tried = Tried(way, most)
    tried.each([(case, {})])
    if tried.complete and way.limits == ORDER and len(tried.trials) > 1:
        tried.each(list(_in_between(tried.trials)))
        tried.climb(case)
    return tried


@dataclass(slots=True, eq=False, repr=False)
class Tried:
    """The runs of one way so far, at `most` so many; `complete` as long as none was left out."""

    way: Way
    most: int
    runs: int = 0
    trials: list[Supposed] = field(default_factory=list)
    complete: bool = True

    def each(self, waiting: list[tuple[Case, dict[Group, int]]]) -> None:
        """Run each case, and where it meets an unknown fact each side of it."""
        while waiting:
            if self.runs >= self.most and self.trials:
                self.complete = False
                return
            (case, sides), self.runs = waiting.pop(), self.runs + 1
            try:
                self.trials.append((sides, self.run(case, sides)))
            except Fork as fork:
                waiting += [(case, {**sides, fork.group: side}) for side in reversed(range(fork.sides))]
            except Contradiction as found:
                if not found.supposed or (not self.trials and not waiting):
                    raise  # whatever the unknown facts are, the given ones contradict each other

    def run(self, case: Case, sides: Mapping[Group, int]) -> Trial:
        """One run of this way."""
        way = self.way
        return try_out(case, sides, limits=way.limits, together=way.together, amt=way.amt, further=way.further)

    def climb(self, case: Case) -> None:
        """What counts most between two ends, added to the runs."""
        most = min(MOST_PEAKS, max(1, self.most // HALVINGS))
        found = list(islice(peaks(self.trials), most + 1)) if self.complete else []
        self.complete = self.complete and len(found) <= most
        if not self.complete:
            return
        for peak in found:
            try:
                self.trials += climb(self, case, peak)
            except (Fork, Contradiction):
                self.complete = False  # on the way up, more is unknown than at both ends


def _in_between(trials: Sequence[Supposed]) -> Iterator[tuple[Case, dict[Group, int]]]:
    """An unknown loss beside others: an endless one leaves them nothing, an endless income covers them all."""
    tried: set[object] = set()
    for sides, trial in trials:
        for place, name in trial.run.supposed:
            own, steps = (name, place), frozenset(pair for pair in sides.items() if not is_amount(pair[0]))
            helped = any(side for group, side in sides.items() if group[0] not in FACTS)
            if name not in MAY_BE_LOSSES or (own, steps, helped) in tried or isinstance(trial.stopped, OutOfScope):
                continue
            tried.add((own, steps, helped))
            rest = {group: side for group, side in sides.items() if group != own}
            for amount in _beside_others(trial, name):
                yield trial.run.case.having(FACTS[name], place, amount), rest


def _beside_others(trial: Trial, name: str) -> Sequence[Any]:
    """A loss as large as those that are known, an income that covers a part of them."""
    known = [amount for a in trial.run.activities for amount in a.losses.values() if amount <= LARGEST]
    loss, income = max([MODERATE, *known]), min([MODERATE, *(amount // 2 for amount in known)])
    if FACTS[name].kind == "losses":
        return ({"": loss},)
    return (-loss, income) if FACTS[name].low < 0 else (loss,)


def is_amount(group: Group) -> bool:
    """Whether the group is an amount, or amounts that push one limit together; what else there is goes by steps."""
    return group[0] not in FACTS or FACTS[group[0]].kind in ("money", "losses")
