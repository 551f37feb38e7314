"""What the law says when some facts are unknown: the run is repeated for each thing they can be.

Facts that push a limit of a K-1 the same way are supposed together at their ends (`Fact.more`); every other unknown
is tried at each of its probes. A run that meets a matter out of scope, or an unknown number of K-1s, counts with
bounds. Past `BUDGET` runs the answer falls back to bounds as well: wider than need be, never wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, Place
from k1chat.outcome import Amount, Note, Outcome
from k1chat.pipeline import Trial, try_out
from k1chat.signals import Fork, MissingFact, OutOfScope
from k1chat.summary import Names, join, summarize
from k1chat.worksheet import Group, Reason

BUDGET = 1500
"""How many runs a question may cost: well under a second."""


@dataclass(frozen=True, slots=True)
class Examination:
    """Where a case stands: the first missing fact, or the matter out of scope, or the answer.

    `outcome` also stands beside a missing fact: what is certain already. None while the K-1s are not read yet.
    """

    missing: MissingFact | None
    out_of_scope: OutOfScope | None
    outcome: Outcome | None
    reads: Mapping[tuple[Place, str], Reason]


def examine(case: Case) -> Examination:
    """Take a case through the law for every combination its unknown facts can have."""
    trials, complete = explore(case)
    reads = trials[0][1].run.reads
    for _, trial in trials[1:]:
        reads = {**reads, **trial.run.reads}
    missing = next((trial.stopped for _, trial in trials if isinstance(trial.stopped, MissingFact)), None)
    refused = [trial.stopped for _, trial in trials if isinstance(trial.stopped, OutOfScope)]
    if len(refused) == len(trials) and refused:
        return Examination(None, refused[0], None, reads)
    if any(len(trial.run.by_k1) == 0 or _unread(trial) for _, trial in trials):
        return Examination(missing, None, None, reads)
    outcomes = [_told(trial, sides) for sides, trial in trials]
    if not complete:
        outcomes.append(summarize(Trial(trials[0][1].run)))
    return Examination(missing, None, _with_what_matters(trials, outcomes), reads)


def explore(case: Case) -> tuple[list[tuple[Mapping[Group, int], Trial]], bool]:
    """Every run the unknown facts lead to, and whether that is all of them."""
    trials: list[tuple[Mapping[Group, int], Trial]] = []
    waiting: list[dict[Group, int]] = [{}]
    runs = 0
    while waiting and (runs < BUDGET or not trials):
        sides, runs = waiting.pop(), runs + 1
        try:
            trials.append((sides, try_out(case, sides)))
        except Fork as fork:
            waiting += [{**sides, fork.group: side} for side in reversed(range(fork.sides))]
        except Contradiction:
            if not trials and not waiting:
                raise  # whatever the unknown facts are, the given ones contradict each other
    return trials, not waiting


def _unread(trial: Trial) -> bool:
    """Whether the run stopped before the K-1s were read to the end."""
    return not trial.steps and trial.stopped is not None and getattr(trial.stopped, "limit", "k1") != "basis"


def _told(trial: Trial, sides: Mapping[Group, int]) -> Outcome:
    """The outcome of a run, with what an arguable test would add."""
    outcome = summarize(trial)
    if not any(name == "test_7_arguable" for name, _ in trial.run.notes):
        return outcome
    return replace(outcome, notes=tuple(_priced(note, outcome, trial, sides) for note in outcome.notes))


def _priced(note: Note, outcome: Outcome, trial: Trial, sides: Mapping[Group, int]) -> Note:
    """What the deduction would grow by if the owner took part materially: the case run again with that supposed."""
    places, names = [place for name, place in trial.run.notes if name == note.name], Names.in_run(trial)
    mine = [place for place in places if names[place] == (note.k1, note.activity)]
    if note.name != "test_7_arguable" or not mine:
        return note
    try:
        again = try_out(trial.run.case, sides, frozenset(mine))
    except Fork:
        return note
    if again.stopped:
        return note
    gained = summarize(again).deductible.low - outcome.deductible.low
    return replace(note, amount=Amount.of(max(0, gained)))


def _with_what_matters(trials: list[tuple[Mapping[Group, int], Trial]], outcomes: list[Outcome]) -> Outcome:
    """The outcomes joined; an unknown matters when runs that differ in it alone come out differently."""
    joined = join(outcomes)
    if not joined.unknowns or len(outcomes) == 1:
        return replace(joined, unknowns=tuple(replace(each, matters=False) for each in joined.unknowns))
    figures = [(dict(sides), _figures(outcome)) for (sides, _), outcome in zip(trials, outcomes, strict=False)]
    mattering = {group for group in {g for sides, _ in trials for g in sides} if _matters(group, figures)}
    facts = {key for _, trial in trials for key in _facts_of(trial, mattering)}
    return replace(
        joined,
        unknowns=tuple(replace(each, matters=(each.fact, each.k1, each.activity) in facts) for each in joined.unknowns),
    )


def _figures(outcome: Outcome) -> tuple[object, ...]:
    return (outcome.limits, outcome.deductible, outcome.closing, outcome.gains, outcome.out_of_scope_if)


def _matters(group: Group, figures: list[tuple[dict[Group, int], tuple[object, ...]]]) -> bool:
    seen: dict[frozenset[tuple[Group, int]], tuple[object, ...]] = {}
    for sides, result in figures:
        if group in sides:
            others = frozenset(pair for pair in sides.items() if pair[0] != group)
            if seen.setdefault(others, result) != result:
                return True
    return len({id(result) for sides, result in figures if group in sides}) > 1 and not seen


def _facts_of(trial: Trial, groups: set[Group]) -> set[tuple[str, str, str]]:
    found, run, names = set(), trial.run, Names.in_run(trial)
    for place, name in run.supposed:
        limit, _ = run.reads[place, name]
        group: Group = (limit, place[:1]) if FACTS[name].more else (name, place)
        if group in groups:
            found.add((FACTS[name].key, *names[place]))
    return found
