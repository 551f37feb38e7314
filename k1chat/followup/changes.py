"""What is supposed, as changes of a case: whose fact it is, and its value beside what it is now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from k1chat.case import Case
from k1chat.facts import (
    BEGINNING_BALANCE,
    BEGINNING_DEBT_BASIS,
    FACTS,
    LOAN_COUNT,
    LOAN_KIND,
    NEW_ADVANCES,
    REPAYMENTS,
    UNKNOWN,
    Fact,
    Place,
)
from k1chat.followup.places import meant, name_of, names_a_k1, spots
from k1chat.followup.supposing import Supposed
from k1chat.frozen import frozen
from k1chat.what_if import Change


@frozen
class Missing:
    """What a "what if" leaves open: `which` of the names, what it is now (`current`), that of the year (`rate`)."""

    reason: Literal["which", "current", "rate", "bounds"]
    fact: Fact[Any]
    names: tuple[str, ...] = ()


def changes(supposed: Sequence[Supposed], text: str, case: Case) -> tuple[tuple[Change, ...], Missing | None]:
    """The changes that a text supposes of a case, and the first thing that it leaves open."""
    made: list[Change] = []
    for each in supposed if case.answers else ():
        named = each.named
        if named.of_a_k1 and names_a_k1(text, case):
            named = replace(named, facts=named.of_a_k1, only_given=True)
        own = meant(spots(named, case), text, case)
        if len(own) > 1:
            names = tuple(dict.fromkeys(name_of(case, place) for _, place in own))
            return (), Missing("which", own[0][0], names)
        for fact, place in own:
            value = _value(each, case, fact, place)
            if isinstance(value, Missing):
                return (), value
            made += [*_beside(each, case, fact, place), Change(fact, place, value)]
    return tuple(made), None


def _value(supposed: Supposed, case: Case, fact: Fact[Any], place: Place) -> Any:
    """What the fact would be, or why that is not known."""
    figure = supposed.figure
    if figure is None:
        return supposed.value
    if figure.rate:
        return Missing("rate", fact)
    size = figure.value + (figure.beyond if fact.kind == "hours" else 0)
    typed = _typed(fact, abs(size) * -1 if supposed.named.sign < 0 else size)
    change = figure.change or int(fact.name in supposed.named.adds)
    if change or figure.times is not None:
        now = 0 if _is_new(case, fact, place) else case.get(fact, place)
        if now is None or now is UNKNOWN:
            return Missing("current", fact)
        typed = now + change * typed if figure.times is None else _times(fact, now, figure.times)
    if not fact.low <= typed <= fact.high:
        return Missing("bounds", fact)
    return typed


def _times(fact: Fact[Any], now: Any, times: Decimal) -> Any:
    return now * times if fact.kind in ("hours", "number") else int((now * times).to_integral_value())


def _typed(fact: Fact[Any], size: Decimal) -> Any:
    if fact.kind == "money":
        return int((size * 100).to_integral_value())
    return int(size) if fact.kind in ("year", "count") else size


def _is_new(case: Case, fact: Fact[Any], place: Place) -> bool:
    """Whether it is of a loan that is not there yet."""
    return fact.scope == "loan" and not case.get(LOAN_COUNT, place[:1])


def _beside(supposed: Supposed, case: Case, fact: Fact[Any], place: Place) -> Iterator[Change]:
    """What is so together with it: a sale ends the interest, a first loan is a loan."""
    for name, value in supposed.named.also.items():
        yield Change(FACTS[name], place[: FACTS[name].depth], value)
    if _is_new(case, fact, place):
        yield Change(LOAN_COUNT, place[:1], 1)
        yield Change(LOAN_KIND, place, "note")
        for other in (BEGINNING_BALANCE, BEGINNING_DEBT_BASIS, NEW_ADVANCES, REPAYMENTS):
            if other is not fact:
                yield Change(other, place, 0)
