"""What a change does, in words: a case before and after side by side, limit by limit, then the effect in a sentence."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from k1chat.boxes import LIMITED_FURTHER
from k1chat.frozen import frozen
from k1chat.picture import figure, short
from k1chat.wording.explanation import limit_titles, render
from k1chat.wording.questions import (
    cash,
    entity_of,
    out_of_scope_words,
    place_heading,
    question_words,
    value_words,
    words,
)
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.outcome import Amount, LimitOutcome, Outcome
    from k1chat.what_if import Change, Comparison

Row = tuple[str, str, str]

LEAST_GAP = 2
"""Blanks between the columns of the table."""


@frozen
class Altered:
    """A change in words: what it is of, whose, what it would be and what it is now (empty where nobody said)."""

    what: str
    whose: str
    then: str
    now: str


@frozen
class Effect:
    """What a change does to the whole answer: how much more or less counts, and which limits hold less or more.

    `way`: `more`, `less`, `same`, or `unsure` where either is a range. `against_passive`: as much of what counts more
    goes against passive income, `all_passive` where that is all of it.
    """

    table: str
    now: "Amount"
    then: "Amount"
    by: str
    way: str
    against_passive: str
    all_passive: bool
    passes: bool
    holding_less: list[str]
    holding_more: list[str]
    moves: bool


def comparison(comparison: "Comparison", case: "Case") -> str:
    """The whole comparison as Markdown; `case` is the one that the changes were made to."""
    from k1chat import what_if

    changed = what_if.changed(case, comparison.changes)
    before, after = comparison.before.out_of_scope, comparison.after.out_of_scope
    question = None if comparison.after.for_amt else comparison.after.question
    said = render(
        "explanations/what_if.md.j2",
        changes=[_altered(change, case) for change in comparison.changes],
        unread=[_altered(change, case) for change in comparison.unread],
        hours=_hours(comparison),
        before_out=out_of_scope_words(before, case) if before else None,
        after_out=out_of_scope_words(after, changed) if after else None,
        before_open=comparison.before.question is not None and not comparison.before.for_amt,
        question=question_words(question, changed) if question else None,
        effect=_effect(comparison.now, comparison.then),
        unless=_unless(comparison),
    )
    return re.sub(r"\n{3,}", "\n\n", said).strip() + "\n"


def _unless(comparison: "Comparison") -> list[str]:
    """The matters out of scope that the changed case may meet, by their titles, where it did not meet them before."""
    before = comparison.now.out_of_scope_if if comparison.now else ()
    after = comparison.then.out_of_scope_if if comparison.then else ()
    return [str(words("out_of_scope")[topic]["title"]) for topic in after if topic not in before]


def _effect(now: "Outcome | None", then: "Outcome | None") -> "Effect | None":
    """What the change does; None where one of both is not known at all."""
    if now is None or then is None:
        return None
    more = gained(now.deductible, then.deductible)
    against_passive = gained(now.against_passive_income, then.against_passive_income)
    return Effect(
        table(now, then),
        now.deductible,
        then.deductible,
        cash(abs(more or 0)),
        "unsure" if more is None else "more" if more > 0 else "less" if more < 0 else "same",
        cash(against_passive) if more and against_passive and 0 < against_passive <= more else "",
        more == against_passive,
        _goes_on(now) or _goes_on(then),
        [before.limit for before, after in _pairs(now, then) if _less(after.suspended, before.suspended)],
        [before.limit for before, after in _pairs(now, then) if _less(before.suspended, after.suspended)],
        any(before.suspended != after.suspended for before, after in _pairs(now, then)),
    )


def _altered(change: "Change", case: "Case") -> Altered:
    entity, before = entity_of(case, change.place), case.get(change.fact, change.place)
    whose = case.k1_name(change.place) if change.fact.scope == "loan" else place_heading(case, change.place)
    return Altered(
        str(words(f"questions/{change.fact.name}")["short"]),
        escaped(whose),
        escaped(value_words(change.fact, change.value, entity)),
        "" if before is None else escaped(value_words(change.fact, before, entity)),
    )


def _hours(comparison: "Comparison") -> str:
    """`600 hours`, where that is all that changes."""
    first, *others = comparison.changes
    return "" if others or first.fact.kind != "hours" else value_words(first.fact, first.value)


def gained(before: "Amount", after: "Amount") -> int | None:
    """By how many cents an amount rises; None where either is not certain."""
    return after.low - before.low if before.certain and after.certain else None


def _pairs(now: "Outcome", then: "Outcome") -> "Iterator[tuple[LimitOutcome, LimitOutcome]]":
    return zip(now.limits, then.limits, strict=True)


def _less(one: "Amount", other: "Amount") -> bool:
    return one.certain and other.certain and one.low < other.low


def _goes_on(outcome: "Outcome") -> bool:
    """Whether something passes that has a limit of its own after these."""
    return any(row.character in LIMITED_FURTHER and row.allowed.high != 0 for row in outcome.limits[-1].losses)


def table(now: "Outcome", then: "Outcome") -> str:
    """Both outcomes side by side, a line a limit."""
    said = words("what_if")
    further = _goes_on(now) or _goes_on(then)
    rows = list(_rows(now, then))
    last: list[Row] = [(said["passes" if further else "counts"], short(now.deductible), short(then.deductible))]
    passive = now.against_passive_income, then.against_passive_income
    if any(amount.high != 0 for amount in passive):
        last.append((f"  {said['against_passive_income']}", short(passive[0]), short(passive[1])))
    head: Row = ("", said["now"], said["then"])
    widths = [max(len(row[column]) for row in (head, *rows, *last)) for column in range(3)]
    rule = "-" * (sum(widths) + 2 * LEAST_GAP)
    return "\n".join(
        [_line(head, widths), *(_line(row, widths) for row in rows), rule, *(_line(r, widths) for r in last)]
    )


def _rows(now: "Outcome", then: "Outcome") -> "list[Row]":
    from k1chat.outcome import total

    carried = any(each.carried_in.high != 0 for each in (now, then))
    losses = [total((each.loss, each.carried_in)) for each in (now, then)]
    rows: list[Row] = [(words("what_if")["losses" if carried else "loss"], short(losses[0]), short(losses[1]))]
    for before, after in _pairs(now, then):
        rows.append((limit_titles()[before.limit], _taken(before.suspended), _taken(after.suspended)))
    return rows


def _taken(held: "Amount") -> str:
    """What a limit holds, as what it takes from the loss."""
    if held.certain:
        return figure(-held.low)
    if held.high is None:
        return f"-{figure(held.low)} or more" if held.low else "not known"
    return f"{figure(-held.low)} to {figure(-held.high)}"


def _line(row: Row, widths: list[int]) -> str:
    name, now, then = row
    gap = " " * LEAST_GAP
    return f"{name:<{widths[0]}}{gap}{now:>{widths[1]}}{gap}{then:>{widths[2]}}"
