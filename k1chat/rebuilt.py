"""What a year of a rebuilt basis leaves for the next: closing balances, debts, loans and what the limits held back.

Where a year's figures are only known between two ends, the next begins twice: with the lowest basis and the most held
back, and with the highest and the least. More basis never leaves less of it at the year's end, so what is true lies
between. What the at-risk or the passive limit held is carried as a figure where it is one, and is unknown otherwise.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from k1chat.case import Case
from k1chat.facts import (
    ACTIVITY_COUNT,
    BEGINNING_BALANCE,
    BEGINNING_BASIS,
    BEGINNING_DEBT_BASIS,
    BEGINNING_NONRECOURSE,
    BEGINNING_QUALIFIED_NONRECOURSE,
    BEGINNING_RECOURSE,
    BEGINNING_STOCK_BASIS,
    ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE,
    ENDING_NONRECOURSE,
    ENDING_QUALIFIED_NONRECOURSE,
    ENDING_RECOURSE,
    ENTITY,
    FACTS,
    LOAN_COUNT,
    LOAN_KIND,
    NEW_ADVANCES,
    NONDEDUCTIBLE_CARRIED_IN,
    REPAYMENTS,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_EXCESS_INTEREST,
    UNKNOWN,
    Fact,
    Place,
)
from k1chat.interview import NextStep

if TYPE_CHECKING:
    from k1chat.outcome import Amount, Outcome

OPENING_DEBTS: tuple[Fact[int], ...] = (BEGINNING_RECOURSE, BEGINNING_QUALIFIED_NONRECOURSE, BEGINNING_NONRECOURSE)
ENDING_DEBTS: tuple[Fact[int], ...] = (ENDING_RECOURSE, ENDING_QUALIFIED_NONRECOURSE, ENDING_NONRECOURSE)
LINES: dict[str, Fact[int]] = {
    "nondeductible_carried_over": NONDEDUCTIBLE_CARRIED_IN,
    "excess_business_interest_waits": SUSPENDED_EXCESS_INTEREST,
}
"""Figures of limit 1 that the next year begins with, by the fact they are then."""

HERE: Place = (0,)
Answer = tuple[Place, Fact[Any], Any]


def carried(cases: Sequence[Case], steps: Sequence[NextStep], *, exact: bool, summed: bool) -> tuple[Case, ...]:
    """The opening of the next year: one where all is certain, else with the lowest and with the highest basis.

    Of years that are `summed` what was held at risk is left to be told.
    """
    lowest = _closing(cases[0], steps[0], low=True, exact=exact)
    highest = _closing(cases[-1], steps[-1], low=False, exact=exact)
    if summed:
        lowest, highest = _without_at_risk(lowest), _without_at_risk(highest)
    return (lowest,) if lowest == highest else (lowest, highest)


def _without_at_risk(closing: Case) -> Case:
    for place, fact, _ in list(closing):
        if fact is SUSPENDED_AT_RISK_LOSS:
            closing = closing.without(fact, place)
    return closing


def closes_exactly(closes: Sequence[Case]) -> bool:
    """Whether the basis and what it and the at-risk limit held are figures."""
    return len(closes) == 1 and not any(
        value is UNKNOWN and not fact.name.startswith("suspended_passive") for _, fact, value in closes[0]
    )


def _closing(case: Case, step: NextStep, *, low: bool, exact: bool) -> Case:
    closing = Case()
    for place, fact, value in _left(case, step, low=low):
        closing = closing.having(fact, place, value if exact or fact not in OF_THE_LIMITS else UNKNOWN)
    return closing


OF_THE_LIMITS = (
    BEGINNING_BASIS,
    BEGINNING_STOCK_BASIS,
    BEGINNING_DEBT_BASIS,
    *(FACTS[f"suspended_{limit}_loss"] for limit in ("basis", "at_risk", "passive")),
)


def _left(case: Case, step: NextStep, *, low: bool) -> Iterator[Answer]:
    outcome = step.outcome
    assert outcome is not None, "a year without a question has an outcome"
    yield from _balances(case, step, outcome, low=low)
    for number in range(case.get(ACTIVITY_COUNT, HERE)):
        yield from _held(case, outcome, (0, number), low=low)
    for name, fact in LINES.items():
        if left := _written(step, name).get(None, 0):
            yield HERE, fact, left
    elects = case.get(ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE, HERE)
    if elects is not None:
        yield HERE, ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE, elects


def _balances(case: Case, step: NextStep, outcome: "Outcome", *, low: bool) -> Iterator[Answer]:
    closing: Any = outcome.closing[0]
    if case.get(ENTITY, HERE) == "partnership":
        yield HERE, BEGINNING_BASIS, _end(closing.outside_basis, low)
        for opening, ending in zip(OPENING_DEBTS, ENDING_DEBTS, strict=True):
            yield HERE, opening, case.get(ending, HERE)
        return
    yield HERE, BEGINNING_STOCK_BASIS, _end(closing.stock_basis, low)
    yield from _loans(case, step, _end(closing.debt_basis, low))


def _loans(case: Case, step: NextStep, basis: Any) -> Iterator[Answer]:
    """Each loan that is still owed, by number; one that was paid back leaves its number to the next."""
    count, left = case.get(LOAN_COUNT, HERE), 0
    if count is UNKNOWN:
        yield HERE, LOAN_COUNT, UNKNOWN
    by_loan = _written(step, "loan_basis_at_year_end")
    for number in range(count if isinstance(count, int) else 0):
        owed = _owed(case, (0, number))
        if owed == 0:
            continue
        yield (0, left), BEGINNING_BALANCE, owed
        yield (0, left), BEGINNING_DEBT_BASIS, basis if count == 1 else by_loan.get(number + 1, UNKNOWN)
        kind = case.get(LOAN_KIND, (0, number))
        if kind is not None:
            yield (0, left), LOAN_KIND, kind
        left += 1


def _written(step: NextStep, name: str) -> dict[int | None, Any]:
    """A figure of the runs, by loan where it is of one; UNKNOWN where they differ."""
    found: dict[int | None, list[Any]] = {}
    for run in step.runs:
        for line in run.lines:
            if line.name == name:
                found.setdefault(line.loan, []).append(line.value)
    return {
        loan: values[0] if len(values) == len(step.runs) and len(set(values)) == 1 else UNKNOWN
        for loan, values in found.items()
    }


def _owed(case: Case, place: Place) -> Any:
    """What is owed on a loan at the year's end."""
    parts = [case.get(fact, place) for fact in (BEGINNING_BALANCE, NEW_ADVANCES, REPAYMENTS)]
    if any(part is UNKNOWN for part in parts):
        return UNKNOWN
    opening, lent, repaid = (part or 0 for part in parts)
    return opening + lent - repaid


def _held(case: Case, outcome: "Outcome", place: Place, *, low: bool) -> Iterator[Answer]:
    """What each limit held back of an activity, by kind."""
    name = case.activity_name(place)
    for limit in ("basis", "at_risk", "passive"):
        fact = FACTS[f"suspended_{limit}_loss"]
        rows = [
            row
            for row in outcome.carryforwards
            if row.carries_as == fact.name and row.activity == name and row.amount.high != 0
        ]
        ends = {row.character: _end(row.amount, not low) if limit == "basis" else _certain(row.amount) for row in rows}
        yield place, fact, UNKNOWN if UNKNOWN in ends.values() else {kind: each for kind, each in ends.items() if each}


def _end(amount: "Amount | None", low: bool) -> Any:
    """The lower or the upper end; UNKNOWN where there is none."""
    if amount is None:
        return UNKNOWN
    end = amount.low if low else amount.high
    return UNKNOWN if end is None else end


def _certain(amount: "Amount") -> Any:
    return amount.low if amount.certain else UNKNOWN
