"""Several runs that suppose different things -> one Outcome with ranges, and which unknown facts decide it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from k1chat.after import AFTER, all_missing, joined_after
from k1chat.facts import FACTS
from k1chat.joining import ANYTHING, identity, join, join_parts
from k1chat.names import Names
from k1chat.outcome import Amount, Gain, Note, Outcome
from k1chat.pipeline import Trial, try_out
from k1chat.run import Group
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope
from k1chat.summary import summarize
from k1chat.unknowns import Explored, Supposed, bounds, is_amount

ARGUABLE = ("test_2_arguable", "test_7_arguable")
"""Notes on tests that may be argued: what they would add is found by another run."""

NOT_ALL_TRIED = "not_all_tried"
"""What may be out of scope where not every combination of the unknown facts was tried: words as for a topic."""

MOST_PRICED = 20
"""How many such notes are given an amount: each costs a run of the whole household."""


def answer(explored: Explored) -> Outcome:
    """The outcomes joined, with what lies between the ends; bounds where no way was tried in full."""
    trials, certain = explored.trials, explored.certain
    outcomes = [_told(supposed) for supposed in trials]
    if certain is trials and len(trials) == 1 and not outcomes[0].unknowns and not isinstance(trials[0][1].after, Fork):
        return outcomes[0]  # every fact is known, as in most cases
    own = outcomes if certain is trials else [summarize(trial) for _, trial in certain]
    bounded = not certain or _uncounted_in(trials, certain)
    if not bounded:
        joined = join([_of_amounts(alike) for alike in _within_scope(_alike(certain, own))])
    else:
        joined = _bounds(trials, outcomes)
    if certain is not trials and (bounded or len(certain[0][1].steps) < 2):
        from k1chat.open_recapture import with_recapture_open  # only too many unknown facts need it

        joined = with_recapture_open(joined, [trial for _, trial in trials])
    joined = _with_what_was_met(joined, outcomes, own)
    if certain is not trials:
        joined = replace(joined, out_of_scope_if=(*joined.out_of_scope_if, NOT_ALL_TRIED))
    joined = _with_after(joined, explored, outcomes)
    return _told_of_unknowns(joined, trials, outcomes, complete=certain is trials)


def _told_of_unknowns(
    joined: Outcome, trials: Sequence[Supposed], outcomes: Sequence[Outcome], complete: bool
) -> Outcome:
    deciding = _deciding(trials, outcomes, complete)
    matter = tuple(
        each if each.limit in AFTER else replace(each, matters=(each.fact, each.k1, each.activity) in deciding)
        for each in joined.unknowns
    )
    return replace(joined, unknowns=matter)


def _with_after(joined: Outcome, explored: Explored, outcomes: Sequence[Outcome]) -> Outcome:
    """What comes after the limits, told only where what passes them is certain: in between, more may be so."""
    trials = explored.further or explored.trials
    told = [summarize(trial) for _, trial in trials] if explored.further else outcomes
    certain = explored.certain is explored.trials and all(row.allowed.certain for row in joined.limits[-1].losses)
    ended = all(isinstance(trial.after, bool | MissingFact) and not trial.stopped for _, trial in trials)
    if not certain or not ended:
        return replace(joined, after=None, after_needs=())
    sections, missing = joined_after(told)
    after = reduce(join_parts, sections) if any(each.after for each in told) and sections else None
    joined = replace(joined, after=after, after_needs=missing)
    return _with_what_only_after_reads(joined, trials, told) if explored.further else joined


def _with_what_only_after_reads(joined: Outcome, trials: Sequence[Supposed], told: Sequence[Outcome]) -> Outcome:
    """The unknown facts and the notes that only the rules after the limits have."""
    known = {(each.fact, each.k1, each.activity) for each in joined.unknowns}
    deciding = _deciding(trials, told, complete=True)
    more = dict.fromkeys(
        replace(each, matters=(each.fact, each.k1, each.activity) in deciding)
        for outcome in told
        for each in outcome.unknowns
        if (each.fact, each.k1, each.activity) not in known
    )
    notes = {note.name: note for outcome in told for note in outcome.notes if note.name == "taxable_income_figured"}
    return replace(joined, unknowns=(*joined.unknowns, *more), notes=(*joined.notes, *notes.values()))


def waiting(explored: Explored) -> tuple[MissingFact, ...]:
    """The facts that the rules after the limits wait for, in the order in which they are read."""
    found: dict[object, MissingFact] = {}
    for _, trial in explored.further or explored.trials:
        for missing in all_missing(trial):
            found.setdefault((missing.place, missing.fact.name), missing)
    return tuple(found.values())


def _uncounted_in(trials: Sequence[Supposed], certain: Sequence[Supposed]) -> bool:
    """Whether runs that were cut short would hide that nobody counted the K-1s."""
    return certain is not trials and any(isinstance(trial.stopped, OpenEnded) for _, trial in trials)


def _with_what_was_met(joined: Outcome, outcomes: Sequence[Outcome], own: Sequence[Outcome]) -> Outcome:
    """Every unknown fact, note and matter out of scope that some run met, in the order of the runs."""
    met = [*outcomes, *own, joined]
    notes = joined.notes if own is outcomes else join([replace(joined, notes=each.notes) for each in outcomes]).notes
    return replace(
        joined,
        notes=notes,
        unknowns=tuple(dict.fromkeys(each for outcome in met for each in outcome.unknowns)),
        out_of_scope_if=tuple(dict.fromkeys(topic for outcome in met for topic in outcome.out_of_scope_if)),
    )


Told = list[tuple[Trial, Outcome]]


def _alike(trials: Sequence[Supposed], outcomes: Sequence[Outcome]) -> list[Told]:
    """The runs, put together where only unknown amounts tell them apart; one that read less goes with all it fits."""
    steps = [frozenset((group, side) for group, side in sides.items() if not is_amount(group)) for sides, _ in trials]
    fullest = [own for own in dict.fromkeys(steps) if not any(own < other for other in steps)]
    told = [(trial, outcome) for (_, trial), outcome in zip(trials, outcomes, strict=True)]
    return [[each for each, own in zip(told, steps, strict=True) if own <= full] for full in fullest]


def _within_scope(classes: Sequence[Told]) -> Sequence[Told]:
    """Without the steps that are out of scope whatever the amounts are: the answer is told for all others."""
    return [alike for alike in classes if not all(map(_refused, alike))] or classes


def _refused(told: tuple[Trial, Outcome]) -> bool:
    return isinstance(told[0].stopped, OutOfScope)


def _of_amounts(alike: Told) -> Outcome:
    joined = join([outcome for _, outcome in alike])
    trials = [trial for trial, _ in alike]
    if len(trials) == 1:
        return joined
    from k1chat.between import widened  # only unknown facts need these
    from k1chat.shares import outward

    return outward(widened(joined, trials), trials)


def _bounds(trials: Sequence[Supposed], outcomes: Sequence[Outcome]) -> Outcome:
    """From nothing to all, and without an upper end where nobody counted the K-1s or activities."""
    uncounted = next((trial.stopped for _, trial in trials if isinstance(trial.stopped, OpenEnded)), None)
    run = trials[0][1].run
    ends = bounds(run.case, amt=run.beside is not None)
    return replace(
        join([summarize(Trial(end.run, [], end.stopped or uncounted)) for end in ends]), gains=_met(outcomes)
    )


def _met(outcomes: Sequence[Outcome]) -> tuple[Gain, ...]:
    """The gains that some runs met: how large they can be is not known."""
    return tuple({identity(gain): replace(gain, amount=ANYTHING) for each in outcomes for gain in each.gains}.values())


def _told(supposed: Supposed) -> Outcome:
    """The outcome of a run, with what an arguable test would add."""
    outcome = summarize(supposed[1])
    arguable = [name for name, _ in supposed[1].run.notes if name in ARGUABLE]
    if not arguable:
        return outcome
    if len(arguable) > MOST_PRICED:
        return replace(outcome, notes=tuple(map(_unpriced, outcome.notes)))
    return replace(outcome, notes=tuple(_priced(note, outcome, supposed) for note in outcome.notes))


def _priced(note: Note, outcome: Outcome, supposed: Supposed) -> Note:
    """What the deduction would grow by if the owner took part materially: the case run again with that supposed."""
    sides, trial = supposed
    places, names = [place for name, place in trial.run.notes if name == note.name], Names.in_run(trial)
    mine = [place for place in places if names[place] == (note.k1, note.activity)]
    if note.name not in ARGUABLE or not mine:
        return note
    try:
        again = try_out(trial.run.case, sides, frozenset(mine), amt=trial.run.beside is not None)
    except Fork:
        return _unpriced(note)
    if again.stopped:
        return _unpriced(note)
    gained = summarize(again).deductible.low - outcome.deductible.low
    return replace(note, amount=Amount.of(max(0, gained)))


def _unpriced(note: Note) -> Note:
    """The note with this year's loss alone: what would count in the end takes facts or rules beyond these."""
    return replace(note, name=f"{note.name}_amount_open") if note.name in ARGUABLE else note


def _deciding(trials: Sequence[Supposed], outcomes: Sequence[Outcome], complete: bool) -> set[tuple[str, str, str]]:
    """The unknown facts that can change a figure: what comes out differs with what they are supposed to be."""
    groups = {group for sides, _ in trials for group in sides}
    if complete:
        results: dict[object, int] = {}
        found = [results.setdefault(_figures(outcome), len(results)) for outcome in outcomes]
        groups = {group for group in groups if _differs(group, trials, found)}
    return {key for _, trial in trials for key in [*_facts_of(trial, groups), *_uncounted(trial)]}


def _figures(outcome: Outcome) -> tuple[object, ...]:
    """What a person is told of amounts; the lines that lead there may differ without any of it changing."""
    losses = tuple(limit.losses for limit in outcome.limits)
    return (
        losses,
        outcome.deductible,
        outcome.against_passive_income,
        outcome.closing,
        outcome.gains,
        outcome.carryforwards,
        outcome.out_of_scope_if,
        outcome.after,
    )


def _differs(group: Group, trials: Sequence[Supposed], found: Sequence[int]) -> bool:
    """Whether the results that are possible on one side of an unknown are not those of another side."""
    by_side: dict[int, set[int]] = {}
    for (sides, _), result in zip(trials, found, strict=True):
        if group in sides:
            by_side.setdefault(sides[group], set()).add(result)
    return len({frozenset(results) for results in by_side.values()}) > 1


def _uncounted(trial: Trial) -> list[tuple[str, str, str]]:
    """The fact that left the number of things open, if one did: it always matters."""
    if not isinstance(trial.stopped, OpenEnded):
        return []
    return [(trial.stopped.fact.key, *Names.in_run(trial)[trial.stopped.place])]


def _facts_of(trial: Trial, groups: set[Group]) -> set[tuple[str, str, str]]:
    found, run, names = set(), trial.run, Names.in_run(trial)
    for place, name in run.supposed:
        limit, _ = run.page(place).reads[name]
        if run.group_of(FACTS[name], place, limit) in groups:
            found.add((FACTS[name].key, *names.told_of(name, place)))
    return found
