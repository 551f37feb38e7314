"""A run of the law -> an Outcome; several runs that suppose different things -> one Outcome with ranges.

A run that stopped early gives exact figures for the limits it passed and bounds for the rest: between nothing and
all of what could meet them. So a figure shown early is never contradicted by a later answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from k1chat.boxes import Character
from k1chat.case import Case
from k1chat.facts import ENTITY, FACTS, TAX_YEAR, UNKNOWN, Place
from k1chat.limits import basis_shareholder
from k1chat.limits.limit import Limit, Loss
from k1chat.money import Cents
from k1chat.outcome import (
    ZERO,
    Amount,
    Carryforward,
    Closing,
    FactRead,
    Gain,
    LimitOutcome,
    LossRow,
    Note,
    Outcome,
    OutcomeLine,
    PartnerClosing,
    ShareholderClosing,
    UnknownFact,
)
from k1chat.pipeline import ORDER, Step, Trial
from k1chat.signals import OutOfScope
from k1chat.worksheet import Line, Worksheet

Row = tuple[Place, Character, Amount, Amount, Amount, Amount]


def summarize(trial: Trial) -> Outcome:
    """The outcome of one run, with bounds after the point where it stopped."""
    rows = [_exact(step) for step in trial.steps]
    passing = _entering_first_open_limit(trial)
    for limit in ORDER[len(rows) :]:
        rows.append(_bounded(trial, limit, passing))
        passing = [(place, character, allowed) for place, character, _, _, allowed, _ in rows[-1]]
    limits = tuple(_limit_outcome(trial, limit, of_limit) for limit, of_limit in zip(ORDER, rows, strict=True))
    deductible = limits[-1].allowed
    passive = _against_passive(trial, deductible)
    return Outcome(
        tax_year=trial.run.case.get(TAX_YEAR, ()),
        loss=limits[0].entering,
        carried_in=total(limit.carried_in for limit in limits),
        limits=limits,
        deductible=deductible,
        against_passive_income=passive,
        against_other_income=_less(deductible, passive),
        binding_limit=_binding(limits),
        carryforwards=tuple(_carryforwards(limits)),
        closing=tuple(_closing(trial, (k1,)) for k1 in range(len(trial.run.by_k1))),
        gains=tuple(_gains(trial)),
        unknowns=tuple(_unknowns(trial)),
        notes=tuple(_notes(trial)),
        facts_read=tuple(_facts_read(trial)),
        out_of_scope_if=(trial.stopped.topic,) if isinstance(trial.stopped, OutOfScope) else (),
    )


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, ranges included."""
    low, high = 0, 0
    endless = False
    for amount in amounts:
        low += amount.low
        high += amount.high or 0
        endless = endless or amount.high is None
    return Amount(low, None if endless else high)


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
        return [(a.place, c, Amount.of(amount)) for a in activities for c, amount in a.losses.items()]
    passing = trial.steps[-1].passing
    return [(place, c, Amount.of(amount)) for place, own in passing.items() for c, amount in own.items()]


def _bounded(trial: Trial, limit: Limit, passing: Sequence[tuple[Place, Character, Amount]]) -> list[Row]:
    """A limit that was not reached: it may allow anything from nothing to all."""
    entering = {(place, character): amount for place, character, amount in passing}
    carried = {pair: Amount.of(amount) for pair, amount in _carried_in(trial, limit)}
    rows = []
    for place, character in dict.fromkeys([*entering, *carried]):
        come = entering.get((place, character), ZERO)
        own = carried.get((place, character), ZERO)
        anything = replace(total((come, own)), low=0)
        if anything.high != 0:
            rows.append((place, character, come, own, anything, anything))
    return rows


def _carried_in(trial: Trial, limit: Limit) -> Iterator[tuple[tuple[Place, Character], Cents]]:
    if limit.carried_in is None:
        return
    for activity in trial.run.activities:
        given = trial.run.case.get(limit.carried_in, activity.place)
        supposed = trial.run.supposed.get((activity.place, limit.carried_in.name), {})
        for character, amount in (supposed if given is UNKNOWN else given or {}).items():
            yield (activity.place, character or activity.main), amount


def _limit_outcome(trial: Trial, limit: Limit, rows: Sequence[Row]) -> LimitOutcome:
    case = trial.run.case
    losses = tuple(LossRow(case.k1_name(row[0]), case.activity_name(row[0]), *row[1:]) for row in rows)
    lines = tuple(_line(case, line) for line in trial.run.lines if line.limit == limit.name)
    sums = (total(row[column] for row in rows) for column in (2, 3, 4, 5))  # type: ignore[misc]
    return LimitOutcome(limit.name, *sums, losses, lines)


def _line(case: Case, line: Line) -> OutcomeLine:
    value = None if line.value is None else Amount.of(line.value)
    return OutcomeLine(line.name, value, line.citation.label, *_names(case, line.place))


def _names(case: Case, place: Place) -> tuple[str, str]:
    return (
        case.k1_name(place) if place else "",
        case.activity_name(place) if len(place) > 1 else "",
    )


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


def _carryforwards(limits: Sequence[LimitOutcome]) -> Iterator[Carryforward]:
    for limit, outcome in zip(ORDER, limits, strict=True):
        for row in outcome.losses:
            if row.suspended.high != 0:
                yield Carryforward(
                    row.k1, row.activity, row.character, limit.name, limit.carries_as, row.suspended
                )


def _closing(trial: Trial, k1: Place) -> Closing:
    """What is left of basis and of the amount at risk after what limits 1 and 2 allowed (order.md, 2)."""
    run, name = trial.run, trial.run.case.k1_name(k1)
    allowed = [
        sum(amount for loss, amount in zip(step.losses, step.allowed, strict=True) if loss.place[:1] == k1)
        for step in trial.steps[:2]
    ]
    at_risk = run.figures.get((k1, "amount_at_risk")) if len(allowed) > 1 else None
    left = None if at_risk is None else Amount.of(at_risk - allowed[1])
    basis = run.figures.get((k1, "basis_before_losses")) if allowed else None
    if run.case.get(ENTITY, k1) != "s_corporation":
        return PartnerClosing(name, None if basis is None else Amount.of(basis - allowed[0]), left)
    if basis is None:
        return ShareholderClosing(name, None, None, left)
    stock, debt = basis_shareholder.closing(_sheet(trial, k1), allowed[0])
    return ShareholderClosing(name, Amount.of(stock), Amount.of(debt), left)


def _sheet(trial: Trial, place: Place) -> Worksheet:
    from k1chat.pipeline import THE_ORDER

    return Worksheet(trial.run, place, "basis", THE_ORDER)


def _gains(trial: Trial) -> Iterator[Gain]:
    for line in trial.run.lines:
        if line.name == "gain_on_distribution" and line.value:
            name = trial.run.case.k1_name(line.place)
            yield Gain(name, "distribution_in_excess_of_basis", Amount.of(line.value))


def _unknowns(trial: Trial) -> Iterator[UnknownFact]:
    for (place, name), (limit, _) in trial.run.reads.items():
        if (place, name) in trial.run.supposed:
            yield UnknownFact(FACTS[name].key, *_names(trial.run.case, place), limit, True)  # type: ignore[arg-type]


def _notes(trial: Trial) -> Iterator[Note]:
    for (name, place), amount in trial.run.notes.items():
        yield Note(name, *_names(trial.run.case, place), Amount.of(amount))


def _facts_read(trial: Trial) -> Iterator[FactRead]:
    for (place, name), (limit, rule) in trial.run.reads.items():
        yield FactRead(FACTS[name].key, *_names(trial.run.case, place), limit, rule.citation.label)


def join(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome that holds all: figures that agree stay figures, the others become ranges."""
    first, *others = outcomes
    for other in others:
        first = _join(first, other)
    binding = {outcome.binding_limit for outcome in outcomes}
    return replace(first, binding_limit=first.binding_limit if len(binding) == 1 else None)


def _join(a: Any, b: Any) -> Any:
    """Amounts become ranges; rows are matched by what identifies them, and a row one side lacks counts as zero."""
    if isinstance(a, Amount) and isinstance(b, Amount):
        return a if a == b else a.joined(b)
    if a is None or b is None:
        return a if b is None else b
    if isinstance(a, tuple):
        return _join_rows(a, b)
    if is_dataclass(a):
        return type(a)(*(_join(getattr(a, part.name), getattr(b, part.name)) for part in fields(a)))
    return a


def _join_rows(a: tuple[Any, ...], b: tuple[Any, ...]) -> tuple[Any, ...]:
    left, right = {_identity(row): row for row in a}, {_identity(row): row for row in b}
    return tuple(
        _join(left.get(key) or _empty(right[key]), right.get(key) or _empty(left[key]))
        for key in dict.fromkeys([*left, *right])
    )


def _identity(row: Any) -> Any:
    if not is_dataclass(row):
        return row
    parts = (getattr(row, part.name) for part in fields(row))
    return (type(row), *(part for part in parts if isinstance(part, str)))


def _empty(row: Any) -> Any:
    """The same row with nothing in it: what a run that lacks the row says of it."""
    if not is_dataclass(row) or isinstance(row, PartnerClosing | ShareholderClosing | OutcomeLine):
        return row
    amounts = {part.name: ZERO for part in fields(row) if isinstance(getattr(row, part.name), Amount)}
    return replace(row, **amounts)  # type: ignore[type-var]
