"""Explanations follow the case: terms are defined where they first stand, what did not matter is not told, no template
shows through."""

import re
from itertools import combinations
from typing import Any

import pytest

from k1chat.wording import as_text, blocks, explain
from tests.limits.household import HOUSEHOLD
from tests.scenarios.scenario import answer
from tests.test_explanation import WORKED
from tests.test_reading import ALL, page

NEAR = 320
"""How many letters before or after its first use a term is told in other words."""

DEFINED = {
    r"\bbasis\b(?! limit)": r"what you have in the business for tax purposes|cost|what you have put in",
    r"\bamount at risk\b": r"what you put in, debts you must pay yourself",
    r"\bpassive\b(?! limit|:)": r"you do not work in (it )?enough|businesses you do not work in|rentals?",
    r"\btests? of taking part\b": r"more than 500 hours|\d+ hours",
    r"\bsuspended\b": r"loss that waits",
    r"\bcarryforward\b": r"loss that waits",
    r"\bexcess business loss\b(?!es)": r"beyond your business income and a yearly threshold",
    r"(?<!AMT )\bnet operating loss(?:es)?\b": r"beyond (?:a|the) year's income|left over|loss of your whole return",
    r"\bnonrecourse debt\b": r"no owner must pay|qualified nonrecourse debt on the K-1|with no right to be paid back",
    r"\bmodified (?:adjusted gross income|AGI)\b": r"adjusted gross income without|worked out from your answers",
    r"\balternative minimum tax\b": r"second way to figure the tax|Not worked out here",
}
"""Terms of art, and the words one of which stands near the first use: a definition, or what it is of."""


def prose(markdown: str) -> str:
    """What is told in sentences: without headings, the picture and what is in brackets."""
    told = " ".join(text for kind, text in blocks(markdown) if kind in ("item", "text"))
    return re.sub(r"\s+", " ", told)


@pytest.mark.parametrize("name", ALL)
def test_a_term_of_art_is_defined_where_it_first_stands(name: str) -> None:
    text = prose(page(name))
    for term, definition in DEFINED.items():
        first = re.search(term, text, re.I)
        near = text[max(0, first.start() - NEAR) : first.end() + NEAR] if first else ""
        assert not first or re.search(definition, near), f"{term}: {near}"


@pytest.mark.parametrize("name", ALL)
def test_every_figure_of_a_limit_has_its_source_beside_it(name: str) -> None:
    """In the sections of the limits: a line or a paragraph with an amount has a citation too."""
    why = page(name).partition("## Why")[2].partition("\n## ")[0]
    for line in why.splitlines():
        of_passing = re.sub(r"\*\*.*?\*\*", "", line)
        assert "$" not in of_passing or re.search(r"\((?:IRC|Reg|Temp|Prop|Form|Rev|CARES|P\.L|CCA)", line), line


def said(**k1: Any) -> str:
    """The whole answer on one line, of a partner with these facts."""
    outcome = answer({**HOUSEHOLD, "k1": [{**WORKED, **k1}]}).answer
    assert outcome
    return " ".join(as_text(explain(outcome)).split())


def test_what_did_not_matter_is_told_in_one_line() -> None:
    """A loss within a wide basis: how wide, and no column of figures."""
    text = said(ordinary_business_income=-10_000, beginning_basis=50_000, hours=900)
    assert "was enough: $50,000 (IRC 704(d)(1))." in text
    assert "Basis before distributions" not in text
    assert "It was close" not in text


@pytest.mark.parametrize(
    ("basis", "close"),
    [
        (10_000, "It was close: nothing of that is left."),
        (10_999, "It was close: only $999 is left."),
        (11_000, ""),
    ],
)
def test_what_nearly_mattered_is_told_in_one_line(basis: int, close: str) -> None:
    """Less than a tenth of the loss would still have fit."""
    text = said(ordinary_business_income=-10_000, beginning_basis=basis, hours=900)
    assert close in text
    assert text.count("It was close") == (1 if close else 0)


def test_what_follows_from_a_limit_that_held_something_is_not_told_as_close() -> None:
    """Basis of $10,000 lets $10,000 of $50,000 pass; that as much is at risk, and no more, is no news."""
    assert "It was close" not in said(ordinary_business_income=-50_000, beginning_basis=10_000, hours=900)


def test_a_limit_that_stopped_something_is_told_with_its_column() -> None:
    text = said(ordinary_business_income=-60_000, beginning_basis=50_000, hours=900)
    assert "Basis before distributions: $50,000" in text


def test_limits_that_no_loss_came_to_are_one_sentence() -> None:
    text = said(ordinary_business_income=-10_000, beginning_basis=0, hours=900)
    assert "No loss came to the at-risk limit, the passive limit and the limit on excess business losses." in text or (
        "No loss came to the passive limit and the limit on excess business losses." in text
    )
    assert "4. Excess business loss" not in text


def test_cases_that_differ_in_what_binds_read_differently() -> None:
    """Of each pair the shorter has its own sentences, a third of them or more; figures do not count."""
    binds = {
        "basis": {"beginning_basis": 0, "hours": 900},
        "at_risk": {"beginning_basis": 50_000, "protected_against_loss": 50_000, "hours": 900},
        "passive": {"beginning_basis": 50_000, "hours": 20},
        None: {"beginning_basis": 50_000, "hours": 900},
    }
    read = {}
    for limit, k1 in binds.items():
        outcome = answer({**HOUSEHOLD, "k1": [{**WORKED, "ordinary_business_income": -10_000, **k1}]}).answer
        assert outcome
        assert outcome.binding_limit == limit
        why = explain(outcome).partition("## Why")[2].partition("\n## What is left")[0]
        read[limit] = set(re.split(r"(?<=[.:])\s", re.sub(r"\d[\d,]*", "0", prose(why))))
    for one, other in combinations(read.values(), 2):
        assert len(one & other) < min(len(one), len(other)) * SAME


SAME = 0.7
"""The part of its sentences that a text may share with one of another case."""

MARKS = {
    "a missing value": r"\bNone\b(?! of| reduces| among)|\bundefined\b|\bnan\b",
    "a template": r"\{\{|\}\}|\{%|%\}|\{#",
    "two blanks": r"\S  +\S",
    "nothing of nothing": r"\$0(?![\d.,]*\d) of (?:the )?\$0(?![\d.,]*\d)|\b[Aa]ll \$0(?![\d.,]*\d)",
    "a range of nothing": r"between \$0(?![\d.,]*\d) and \$0(?![\d.,]*\d)",
    "a plural of one": r"(?<![\d,.\-])(?<!Form )(?<!line )(?<!test )\b1 (?:losses|hours|years|limits|Schedules|K-1s)\b",
    "an amount not known of": r"an amount (?:that is )?not known of\b",
    "punctuation twice": r"(?<!\.)\.\.(?!\.)|,,|;;|\?\.|\(\s*\)|\s[.,;:](?=\s|$)",
    "a word twice": r"\b(?:the the|and and|or or|of of|a a|to to|is is)\b",
}
"""What shows that a template stands behind a text."""


def marks(markdown: str) -> list[str]:
    """The marks that a page has, each with where."""
    found = []
    read = list(blocks(markdown))
    for kind, text in read:
        if kind != "picture":
            hits = ((what, re.search(pattern, text)) for what, pattern in MARKS.items())
            found += [f"{what}: {text}" for what, hit in hits if hit]
    ends = [*read[1:], ("heading", "the end")]
    empty = {("heading", "heading"), ("subheading", "subheading"), ("subheading", "heading")}
    found += [
        f"an empty section: {text}" for (kind, text), (then, _) in zip(read, ends, strict=True) if (kind, then) in empty
    ]
    headings = [text for kind, text in read if kind == "heading"]
    return found + [f"a heading twice: {each}" for each in set(headings) if headings.count(each) > 1]


def test_the_marks_can_be_found() -> None:
    for text in (
        "It is None.",
        "Nothing {{ x }}.",
        "All $0 passes.",
        "There are 1 losses.",
        "Of Acme Inc.. It goes",
        "## One\n\n## Two\n\nText.",
        "## One\n\n### Two\n\n## Three\n\nText.",
    ):
        assert marks(f"# A title\n\n{text}\n"), text
    assert not marks("# A title\n\nAll $0.50 passes. In 2021 there are 501 hours.\n")


@pytest.mark.parametrize("name", ALL)
def test_no_template_shows_through(name: str) -> None:
    assert not marks(page(name))
