"""What the years of a rebuilt basis come to: the opening figures of this year, as facts of the conversation.

A figure that is only known between two ends is no fact: it is told as a range, and its question stays "I don't know".
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from k1chat.case import Case
from k1chat.facts import (
    BEGINNING_BALANCE,
    BEGINNING_BASIS,
    BEGINNING_DEBT_BASIS,
    BEGINNING_STOCK_BASIS,
    FACTS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    UNKNOWN,
    Fact,
    Place,
)
from k1chat.frozen import frozen
from k1chat.rebuild import CARRIED_IN, HERE, Row, Told, of_every_year, with_nothing, years_of
from k1chat.rebuilt import OPENING_DEBTS, closes_exactly

if TYPE_CHECKING:
    from k1chat.outcome import Amount


@frozen
class Result:
    """What the years before leave for this one: facts for the conversation, and what is between two ends.

    `sure`: every figure but the passive one is certain; `passive`: that is certain too.
    """

    facts: tuple[tuple[Place, Fact[Any], Any], ...]
    basis: "Amount"
    held_by_basis: "Amount"
    sure: bool
    passive: bool


def result(case: Case, told: Told, table: Sequence[Row]) -> Result | None:
    """The opening figures of this year; None while a year still asks something."""
    wanted = years_of(case, told)
    if told.first is None or len(table) < len(wanted) or any(row.question or row.refused for row in table):
        return None
    closes = table[-1].closes if table else (with_nothing(of_every_year(case, told)),)
    facts = tuple(_facts(told.k1, closes))
    sums = [_sums(closing) for closing in closes]
    sure = closes_exactly(closes)
    passive = any(fact is SUSPENDED_PASSIVE_LOSS for _, fact, _ in facts)
    return Result(facts, _between([basis for basis, _ in sums]), _between([held for _, held in sums]), sure, passive)


def _facts(k1: int, closes: Sequence[Case]) -> Iterator[tuple[Place, Fact[Any], Any]]:
    """The closing figures as this year's opening ones; what differs between the two ends is unknown."""
    for place, fact, value in closes[0]:
        if fact.name not in CARRIED_FACTS or (fact is BEGINNING_BALANCE and value == 0):
            continue
        told = value if all(other.get(fact, place) == value for other in closes[1:]) else UNKNOWN
        if fact is not SUSPENDED_PASSIVE_LOSS or told is not UNKNOWN:
            yield (k1, *place[1:]), fact, told


CARRIED_FACTS = frozenset(
    fact.name for fact in (*CARRIED_IN, BEGINNING_BASIS, BEGINNING_STOCK_BASIS, BEGINNING_BALANCE, BEGINNING_DEBT_BASIS)
) | frozenset({*(debt.name for debt in OPENING_DEBTS), "nondeductible_carried_in", "loan_kind", "loan"})


def _sums(closing: Case) -> tuple[Any, Any]:
    """Basis and what it held back at the end of the last year; UNKNOWN where that has no end."""
    basis = [closing.get(FACTS[name], HERE) for name in ("beginning_basis", "beginning_stock_basis")]
    held = [value for _, fact, value in closing if fact is SUSPENDED_BASIS_LOSS]
    loans = [value for _, fact, value in closing if fact is BEGINNING_DEBT_BASIS]
    return _sum([each for each in basis if each is not None] + loans), _sum(
        [each if each is UNKNOWN else sum(each.values()) for each in held]
    )


def _sum(amounts: Sequence[Any]) -> Any:
    return UNKNOWN if any(each is UNKNOWN for each in amounts) else sum(amounts)


def _between(ends: Sequence[Any]) -> "Amount":
    from k1chat.outcome import Amount

    known = [each for each in ends if each is not UNKNOWN]
    return Amount(min(known, default=0), max(known) if len(known) == len(ends) else None)
