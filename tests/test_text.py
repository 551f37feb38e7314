"""What people typed does nothing in Markdown, and is left alone wherever Markdown leaves it alone."""

import re
from decimal import Decimal
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from k1chat.facts import HOURS
from k1chat.wording import as_text, escaped, value_words

MARKED = [
    "[x](y)", "![x](y)", "*a*", "**a**", "_a_", "__init__", "a _b_", "~~a~~", "<b>", "<!-- a", "</b>", "&amp;", "&#65;",
    "1. a", "1) a", "12.", "# a", "### a", "#", "> a", "- a", "+ a", "* a", "-", "---", "- - -", "===", "`a`", "``` a",
    "~~~ a", "a | b", "| a |", "\\", "\\*a*", "\\\\", "a\\", "[a]: http://b.c", "a  b", "<http://a.b>", "***", "a_",
]  # fmt: skip
PLAIN = [
    "Schedule K-1", "Acme, Inc.", "Acme (2)", "A & B", "R&D Partners", "section_1231", "-$60,000", "C:\\temp", "1.5",
    "Smith+Jones", "Fund #3", "a > b", "a < b", "Yes!", "{x}", "3.com", "2025-26", "A | B", "What is it? No.",
]  # fmt: skip
READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def read(markdown: str) -> str:
    """What a person sees of a paragraph or a list item, if it holds no markup."""
    found = re.fullmatch(r"(?:<ul>\n<li>|<p>)(.*?)(?:</li>\n</ul>|</p>)\n", READER.render(markdown))
    return unescape(found[1]) if found else f"not plain: {READER.render(markdown)}"


@pytest.mark.parametrize("text", [*MARKED, *PLAIN])
@pytest.mark.parametrize("before", ["", "- ", "Of "])
@pytest.mark.parametrize("after", ["", ": more", ", **x**."])
def test_what_was_typed_is_seen_as_it_was_typed(text: str, before: str, after: str) -> None:
    seen = " ".join(text.split())
    shown = read(f"{before}{escaped(text)}{after}").replace("<strong>x</strong>", "x")
    assert shown == f"{before.strip('- ')}{' ' if before == 'Of ' else ''}{seen}{after.replace('*', '')}"
    assert as_text(escaped(text)).strip() == seen


@pytest.mark.parametrize("text", PLAIN)
def test_what_markdown_leaves_alone_is_left_alone(text: str) -> None:
    assert escaped(text) == text


@given(st.text("ab1 -+=_*~`#<>&;!|[](){}.:/\\\"'$é", min_size=1, max_size=12).map(lambda text: " ".join(text.split())))
def test_nothing_typed_is_markup(text: str) -> None:
    if text:
        assert read(f"- {escaped(text)}") == text
        assert as_text(f"Of {escaped(text)}") == f"Of {text}\n"


def test_one_hour_is_not_hours() -> None:
    assert [value_words(HOURS, Decimal(number)) for number in ("1", "0", "1.5", "1200")] == [
        "1 hour",
        "0 hours",
        "1.5 hours",
        "1,200 hours",
    ]
