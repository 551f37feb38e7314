"""One page for whoever prepares the return: the facts, the limits, the lines, the authority and the open questions.

Nothing is worked out here. It says no more than the explanation does, in the order in which a preparer checks it; what
frees a loss, what terms mean and what to bring is left to the explanation.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from k1chat import __version__
from k1chat.case import COUNT_OF
from k1chat.facts import ACTIVITY_NAME, FILING_STATUS, K1_NAME, TAX_YEAR, UNKNOWN, Fact, Place
from k1chat.frozen import frozen
from k1chat.wording.explanation import given, render
from k1chat.wording.questions import entity_of, heading, out_of_scope_words, place_heading, value_words, why, words
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.interview import NextStep

HEADS: tuple[Fact[Any], ...] = (K1_NAME, ACTIVITY_NAME, TAX_YEAR, FILING_STATUS, *COUNT_OF.values())
TOLD_APART = {fact.name for fact in HEADS}
"""Facts that head the page or its parts."""


@frozen
class Told:
    """The facts of one place: whose, each with its value, and the short names of those that are nothing or no."""

    whose: str
    facts: tuple[str, ...]
    nothing: tuple[str, ...]


@frozen
class Open:
    """A fact that nobody gave: its short name, whose, its key in a case file, and why it is needed.

    `why` is empty where it was told as not known.
    """

    what: str
    whose: str
    key: str
    why: str


def preparer(case: "Case", step: "NextStep") -> str:
    """The page as Markdown, of an answer or of a case with facts missing: they are its open questions."""
    told = case.keeping(step.read) if step.answer else case
    outside = step.out_of_scope
    said = render(
        "explanations/preparer.md.j2",
        version=__version__,
        year=case.get(TAX_YEAR, ()),
        names=[escaped(case.k1_name(place)) for place in sorted(case.answers) if len(place) == 1],
        status=_value(case, FILING_STATUS, ()),
        facts=list(_facts(told)),
        missing=list(_missing(case, step)),
        outside=out_of_scope_words(outside, case) if outside else None,
        **(given(step.answer) if step.answer else {"outcome": None}),
    )
    return re.sub(r"\n{3,}", "\n\n", said).strip() + "\n"


def _value(case: "Case", fact: Fact[Any], place: Place) -> str:
    value = case.get(fact, place)
    return "" if value is None or value is UNKNOWN else escaped(value_words(fact, value, entity_of(case, place)))


def _facts(case: "Case") -> Iterator[Told]:
    """The facts as they were told, place by place; those of a K-1's only activity beside its own."""
    by_whose: dict[str, list[tuple[Place, Fact[Any]]]] = {}
    for place, fact, value in sorted(case, key=lambda each: (each[0][:1], each[1].scope == "loan", each[0])):
        if fact.name not in TOLD_APART and fact.kind != "boxes" and value is not UNKNOWN:
            by_whose.setdefault(_whose(case, place, fact), []).append((place, fact))
    for whose, facts in by_whose.items():
        nothing = [(place, fact) for place, fact in facts if not case.get(fact, place)]
        yield Told(
            escaped(whose),
            tuple(f"{_short(fact)}: {_value(case, fact, place)}" for place, fact in facts if case.get(fact, place)),
            tuple(f"{name[:1].lower()}{name[1:]}" for name in (_short(fact) for _, fact in nothing)),
        )


def _whose(case: "Case", place: Place, fact: Fact[Any]) -> str:
    return f"{case.k1_name(place)}, loan {place[1] + 1}" if fact.scope == "loan" else place_heading(case, place)


def _short(fact: Fact[Any]) -> str:
    return str(words(f"questions/{fact.name}")["short"])


def _missing(case: "Case", step: "NextStep") -> Iterator[Open]:
    """The facts nobody gave, in the order of the law; before them those that are not known."""
    if step.question is None:
        return
    from k1chat.interview import still_missing

    for place, fact, value in case:
        if value is UNKNOWN:
            yield Open(_short(fact), escaped(_whose(case, place, fact)), fact.key, "")
    for question in still_missing(case, step.question):
        whose = escaped(heading(question, case))
        yield Open(_short(question.fact), whose, question.fact.key, why(question))
