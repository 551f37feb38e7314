"""A run of the law -> an Outcome.

A run that stopped early gives exact figures for the limits it passed and bounds for the rest: between nothing and
all of what could meet them. So a figure shown early is never contradicted by a later answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from k1chat.after import needs, told_after
from k1chat.boxes import NEVER_HELD_BY_BASIS, Character
from k1chat.carryforwards import carryforwards
from k1chat.closings import closings
from k1chat.facts import FACTS, FINAL_K1, GAIN_ON_SALE, HOW_INTEREST_ENDED, TAX_YEAR, UNKNOWN, Place
from k1chat.limits.basis import BASIS
from k1chat.limits.disposition import FATES, tells_of_sale
from k1chat.limits.limit import Limit, Loss
from k1chat.lines import lines_by_limit
from k1chat.money import Cents
from k1chat.names import Names
from k1chat.outcome import (
    ZERO,
    Amount,
    Gain,
    GainOf,
    LimitOutcome,
    LossRow,
    Note,
    Outcome,
    OutcomeLine,
    UnknownFact,
    total,
)
from k1chat.pipeline import ORDER, Step, Trial
from k1chat.signals import OpenEnded, OutOfScope

NOT_COUNTED = "not_counted"
"""What may be out of scope where the number of things is unknown: words as for a topic."""

GAINS: dict[str, GainOf] = {
    "gain_on_distribution": "distribution_in_excess_of_basis",
    "gain_on_loan_repayment": "loan_repayment",
    "at_risk_recapture": "at_risk_recapture",
    "gain_on_sale": "sale",
}
"""The lines that are gains."""

Row = tuple[Place, Character, Amount, Amount, Amount, Amount]


def summarize(trial: Trial) -> Outcome:
    """The outcome of one run, with bounds after the point where it stopped."""
    names = Names.in_run(trial)
    lines = lines_by_limit(trial, names)
    if not trial.run.all_read:
        return _nothing_certain(trial, names)
    rows = [_exact(step) for step in trial.steps]
    passing = _entering_first_open_limit(trial)
    for limit in ORDER[len(rows) :]:
        rows.append(_bounded(trial, limit, passing))
        passing = [(place, character, allowed) for place, character, _, _, allowed, _ in rows[-1]]
    limits = tuple(
        _limit_outcome(names, limit, of_limit, lines[limit.name]) for limit, of_limit in zip(ORDER, rows, strict=True)
    )
    if isinstance(trial.stopped, OpenEnded):
        limits = tuple(_without_upper_end(limit) for limit in limits)
    deductible = limits[-1].allowed
    passive = _against_passive(trial, deductible)
    return Outcome(
        tax_year=_year(trial),
        loss=limits[0].entering,
        carried_in=total(limit.carried_in for limit in limits),
        limits=limits,
        deductible=deductible,
        against_passive_income=passive,
        against_other_income=_less(deductible, passive),
        binding_limit=_binding(limits),
        carryforwards=carryforwards(limits, [trial]),
        closing=tuple(closings(trial, names)),
        gains=tuple(_gains(trial, names)),
        unknowns=tuple(_unknowns(trial, names)),
        notes=tuple(Note(name, *names[place], Amount.of(sum)) for (name, place), sum in trial.run.notes.items()),
        out_of_scope_if=_out_of_scope_if(trial),
        after=told_after(trial, lines),
        after_needs=needs(trial),
    )


def _out_of_scope_if(trial: Trial) -> tuple[str, ...]:
    """The matter a run met; where nobody counted the K-1s, activities or boxes, any of them may bring one."""
    if isinstance(trial.stopped, OutOfScope):
        return (trial.stopped.topic,)
    if trial.run.unless:
        return tuple(dict.fromkeys(matter.topic for matter in trial.run.unless))
    return (NOT_COUNTED,) if isinstance(trial.stopped, OpenEnded) else ()


def _year(trial: Trial) -> int | None:
    year = trial.run.case.get(TAX_YEAR, ())
    return year if isinstance(year, int) else None


def _nothing_certain(trial: Trial, names: Names) -> Outcome:
    """The outcome where not even the losses are known: the boxes are not, or a K-1 is of a kind not modelled."""
    anything = Amount(0, None)
    limits = (LimitOutcome(limit.name, anything, anything, anything, anything, (), ()) for limit in ORDER)
    return Outcome(
        tax_year=_year(trial),
        loss=anything,
        carried_in=anything,
        limits=tuple(limits),
        deductible=anything,
        against_passive_income=anything,
        against_other_income=anything,
        binding_limit=None,
        carryforwards=(),
        closing=(),
        gains=(),
        unknowns=tuple(_unknowns(trial, names)),
        notes=(),
        out_of_scope_if=_out_of_scope_if(trial),
    )


def _exact(step: Step) -> list[Row]:
    return [
        (
            loss.place,
            loss.character,
            Amount.of(loss.entering),
            Amount.of(loss.carried_in),
            Amount.of(allowed),
            Amount.of(loss.total - allowed),
        )
        for loss, allowed in zip(step.losses, step.allowed, strict=True)
        if loss.total
    ]


def _entering_first_open_limit(trial: Trial) -> list[tuple[Place, Character, Amount]]:
    if not trial.steps:
        activities = trial.run.activities
        rows = [(a.place, c, Amount.of(amount)) for a in activities for c, amount in a.losses.items()]
        return rows + [(a.place, "loss_on_sale", lost) for a in activities if (lost := _on_a_sale(trial, a.place))]
    passing = trial.steps[-1].passing
    return [(place, c, Amount.of(amount)) for place, own in passing.items() for c, amount in own.items()]


def _on_a_sale(trial: Trial, place: Place) -> Amount | None:
    """The loss there may be on the sale of an activity that ended: before limit 1 is done it is not known.

    Where nobody counted the K-1s or activities, no sum has an end anyway.
    """
    if isinstance(trial.stopped, OpenEnded):
        return None
    case = trial.run.case
    gain, whole = case.get(GAIN_ON_SALE, place), case.get(FINAL_K1, place[:1]) is True
    if not (whole or tells_of_sale(case.answers.get(place) or {})):
        return None
    if whole and case.get(HOW_INTEREST_ENDED, place[:1]) in FATES:
        return None
    return Amount(0, None if gain in (None, UNKNOWN) else max(0, -gain))


def _bounded(trial: Trial, limit: Limit, passing: Sequence[tuple[Place, Character, Amount]]) -> list[Row]:
    """A limit that was not reached: it may allow anything from nothing to all."""
    entering = {(place, character): amount for place, character, amount in passing}
    carried = {pair: Amount.of(amount) for pair, amount in _carried_in(trial, limit)}
    rows = []
    for place, character in dict.fromkeys([*entering, *carried]):
        come = entering.get((place, character), ZERO)
        own = carried.get((place, character), ZERO)
        anything = replace(total((come, own)), low=0)
        held = ZERO if limit is BASIS and character in NEVER_HELD_BY_BASIS else anything
        if anything.high != 0:
            rows.append((place, character, come, own, anything, held))
    return rows


def _carried_in(trial: Trial, limit: Limit) -> Iterator[tuple[tuple[Place, Character], Cents]]:
    if limit.carried_in is None:
        return
    for activity in trial.run.activities:
        given = trial.run.case.get(fact := trial.run.holding(limit.carried_in, activity.place), activity.place)
        supposed = trial.run.supposed.get((activity.place, fact.name), {})
        for character, amount in (supposed if given is UNKNOWN else given or {}).items():
            yield (activity.place, character or activity.main), amount


def _limit_outcome(names: Names, limit: Limit, rows: Sequence[Row], lines: Sequence[OutcomeLine]) -> LimitOutcome:
    losses = tuple(
        LossRow(*names[place], character, entering, carried, allowed, suspended)
        for place, character, entering, carried, allowed, suspended in rows
    )
    return LimitOutcome(
        limit.name,
        total(row.entering for row in losses),
        total(row.carried_in for row in losses),
        total(row.allowed for row in losses),
        total(row.suspended for row in losses),
        losses,
        tuple(lines),
    )


def _without_upper_end(limit: LimitOutcome) -> LimitOutcome:
    """The limit of a household that may hold K-1s or activities nobody counted: its rows stand, its sums are open."""
    parts = ("entering", "carried_in", "allowed", "suspended")
    return replace(limit, **{part: replace(getattr(limit, part), high=None) for part in parts})


def _against_passive(trial: Trial, deductible: Amount) -> Amount:
    """What passive income absorbed, as far as the last limit let it through."""
    if len(trial.steps) < len(ORDER):
        return replace(deductible, low=0)
    last = trial.steps[-1]
    pairs = zip(last.losses, last.allowed, strict=True)
    return Amount.of(sum(_absorbed(trial, loss, allowed) for loss, allowed in pairs))


def _absorbed(trial: Trial, loss: Loss, allowed: Cents) -> Cents:
    absorbed = trial.run.absorbed.get((loss.place, loss.character), 0)
    return absorbed * allowed // loss.entering if loss.entering else 0


def _less(whole: Amount, part: Amount) -> Amount:
    if whole.certain and part.certain:
        return Amount.of(whole.low - part.low)
    return replace(whole, low=0)


def _binding(limits: Sequence[LimitOutcome]) -> Any:
    """The last limit that held something back: it decides what is left."""
    held = [limit for limit in limits if limit.suspended.high != 0]
    return held[-1].limit if held and held[-1].suspended.certain else None


def _gains(trial: Trial, names: Names) -> Iterator[Gain]:
    """The gains so far; before the end of a run another activity of a K-1 may turn out to be sold, with a gain."""
    found: dict[tuple[str, GainOf], Cents] = {}
    for line in trial.run.lines:
        if line.name in GAINS and line.value:
            key = (names[line.place][0], GAINS[line.name])
            found[key] = found.get(key, 0) + line.value
    for (k1, what), amount in found.items():
        yield Gain(k1, what, Amount(amount, None) if what == "sale" and trial.stopped else Amount.of(amount))


def _unknowns(trial: Trial, names: Names) -> Iterator[UnknownFact]:
    for place, name in trial.run.supposed:
        limit, _ = trial.run.page(place).reads[name]
        yield UnknownFact(FACTS[name].key, *names.told_of(name, place), limit, True)  # type: ignore[arg-type]
