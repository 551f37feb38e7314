"""Outcomes of several runs -> one that holds all: figures that agree stay figures, the others become ranges."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from k1chat.outcome import (
    ENDLESS,
    ZERO,
    Amount,
    Outcome,
    OutcomeLine,
    PartnerClosing,
    ShareholderClosing,
)

ANYTHING = Amount(0, None)


def join(outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome that holds all: figures that agree stay figures, the others become ranges."""
    first, *others = outcomes
    for other in others:
        first = join_parts(first, other)
    binding = {outcome.binding_limit for outcome in outcomes}
    return replace(first, binding_limit=first.binding_limit if len(binding) == 1 else None)


def join_parts(a: Any, b: Any) -> Any:
    """Amounts become ranges; rows are matched by what identifies them, and a row one side lacks counts as zero.

    But a line of the law that one side lacks is left out: it does not hold whatever the unknown facts are. So is one
    without a lower end: it says nothing.
    """
    if a is b or a == b:
        return a
    if isinstance(a, Amount) and isinstance(b, Amount):
        return a.joined(b)
    if isinstance(a, Amount) or isinstance(b, Amount):
        return ANYTHING.joined(a or b)  # one run had no need of the figure
    if a is None or b is None:
        return a if b is None else b
    if isinstance(a, tuple):
        return _join_rows(a, b)
    if is_dataclass(a):
        shape: Any = type(a)
        return shape(*(join_parts(getattr(a, part.name), getattr(b, part.name)) for part in fields(a)))
    return a


def _join_rows(a: tuple[Any, ...], b: tuple[Any, ...]) -> tuple[Any, ...]:
    left, right = {identity(row): row for row in a}, {identity(row): row for row in b}
    rows = (
        join_parts(left.get(key) or _empty(right[key]), right.get(key) or _empty(left[key]))
        for key in dict.fromkeys([*left, *right])
        if key[0] is not OutcomeLine or (key in left and key in right)
    )
    return tuple(row for row in rows if not (isinstance(row, OutcomeLine) and row.value and row.value.low < -ENDLESS))


def identity(row: Any) -> Any:
    """What a row is of: its texts, without its figures."""
    if not is_dataclass(row):
        return (str, row)
    parts = (getattr(row, part.name) for part in fields(row))
    return (type(row), *(part for part in parts if isinstance(part, str)))


def _empty(row: Any) -> Any:
    """The same row with nothing in it: what a run that lacks the row says of it."""
    if not is_dataclass(row) or isinstance(row, PartnerClosing | ShareholderClosing):
        return row
    amounts = {part.name: ZERO for part in fields(row) if isinstance(getattr(row, part.name), Amount)}
    return replace(row, **amounts)  # type: ignore[type-var]
