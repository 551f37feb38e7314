"""Every fact, rule, figure, note and topic has its words in prompts/, and no words are left over."""

import ast
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from k1chat import facts
from k1chat.boxes import BOX_BY_NAME, CHARACTERS
from k1chat.facts import FACTS, Fact
from k1chat.pipeline import ORDER
from k1chat.ranges import ARGUABLE, NOT_ALL_TRIED
from k1chat.summary import NOT_COUNTED
from k1chat.wording import choices, folder, words
from k1chat.wording.questions import worded
from k1chat.worksheet import RULES

LAW = Path(__file__).parent.parent / "k1chat"
NOT_ASKED_YET = {"step_up_at_death", "sale_price"}
"""Facts of the contract (shared/design/CASE.md) that no rule of this version reads; they have words for files."""

HOW_PEOPLE_SPEAK = {"vocabulary.toml", "supposing.toml"}
"""Files of what people type, which nobody is shown."""


OF_PAPERS = {
    "notes": {"amount"},
    "rebuild": {"amount", "reason", "told"},
    "quick": {"amount", "loss", "limits", "facts", "low"},
    "bucket": {"amount", "says"},
    "k1_page": {"amount", "box", "before", "where", "text"},
}
"""Placeholders beside those of every question, by file."""


def law_calls(name: str) -> Iterator[ast.expr]:
    """The first argument of every call `....name(...)` in the law."""
    for path in [*(LAW / "limits").glob("*.py"), LAW / "reported.py", LAW / "pipeline.py"]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield node.args[0]


def constants(node: ast.AST) -> set[str]:
    """The strings an argument can be."""
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def said_by_law(name: str) -> set[str]:
    """Every name the law gives to a line, finding, note or topic."""
    return {text for node in law_calls(name) for text in constants(node)}


def texts(table: Any) -> Iterator[str]:
    """Every text of a file of words; what a topic says `here` is a template."""
    if isinstance(table, dict):
        for key, each in table.items():
            yield from texts(each) if key != "here" else ()
    elif isinstance(table, str):
        yield table


def read_by_people(path: Path) -> Iterator[str]:
    """The texts of a file that are shown; how people ask and the templates of topics are held by tests/followup."""
    table = words(path.relative_to(folder()).with_suffix("").as_posix())
    if path.parent.name == "topics":
        yield from (table[key].strip() for key in ("title", "answer", "verdict") if key in table)
    elif path.name not in HOW_PEOPLE_SPEAK:
        yield from texts(table)


@pytest.mark.parametrize("name", sorted(FACTS))
def test_every_fact_has_its_question(name: str) -> None:
    own, fact = words(f"questions/{name}"), FACTS[name]
    for key in ("short", "ask", "help", "where", "mistakes"):
        assert own.get(key), key
    assert own["term"] or fact.kind == "text"
    if fact.kind in ("choice", "boxes"):
        assert set(own["choices"]) == set(fact.choices or BOX_BY_NAME)
    asks = own["ask"].values() if isinstance(own["ask"], dict) else [own["ask"]]
    assert all(ask.rstrip(")").endswith("?") for ask in asks)
    assert set(own) <= {"short", "ask", "term", "help", "where", "mistakes", "choices"}


@pytest.mark.parametrize("name", sorted(BOX_BY_NAME))
@pytest.mark.parametrize("entity", ["partnership", "s_corporation", ""])
def test_a_question_about_a_box_names_it(name: str, entity: str) -> None:
    """Schedule K-1 of Form 1065 and of Form 1120-S: one figure stands in boxes of different numbers."""
    label = dict(choices(FACTS["boxes"], entity)).get(name, "")
    asked = worded(words(f"questions/{name}")["ask"], entity, 2025)
    assert all(re.search(rf"\bbox {number}\b", asked) for number in re.findall(r"\bBox (\w+)", label))
    assert label or (BOX_BY_NAME[name].partner and entity == "s_corporation")


def test_no_question_without_a_fact() -> None:
    assert {path.stem for path in (folder() / "questions").glob("*.toml")} == set(FACTS)


def test_every_fact_is_read_by_a_rule_or_named_as_not_yet() -> None:
    """A question exists exactly when a rule reads its fact."""
    sources = "".join(path.read_text("utf-8") for path in [*(LAW / "limits").glob("*.py"), LAW / "reported.py"])
    constant = {fact.name: name for name, fact in vars(facts).items() if isinstance(fact, Fact)}
    unread = {name for name in constant if not re.search(rf"\b{constant[name]}\b", sources)}
    assert unread <= NOT_ASKED_YET | {"owner"} | set(BOX_BY_NAME)


def test_every_rule_says_why_it_asks() -> None:
    import_module("k1chat.limits.after")  # loaded where a loss goes on, and not at every start
    assert set(words("rules")) == set(RULES)


def test_every_line_and_finding_has_a_label() -> None:
    tests = {f"test_{number}{end}" for number in range(1, 7) for end in ("", "_not_met")}
    said = {name for name in said_by_law("line") | said_by_law("by_loan") | said_by_law("finding") if name} | tests
    assert set(words("lines")) == said - {"_not_met"}


def test_every_note_has_words() -> None:
    assert set(words("notes")) == said_by_law("note") | {f"{name}_amount_open" for name in ARGUABLE}


def test_every_topic_out_of_scope_has_a_title_a_reason_and_a_next_step() -> None:
    open_ones = {NOT_COUNTED, NOT_ALL_TRIED}
    assert set(words("out_of_scope")) == {text for text in said_by_law("refuse") if text} | open_ones
    for topic in words("out_of_scope").values():
        assert set(topic) == {"title", "reason", "next"}


def test_every_limit_and_character_has_words() -> None:
    assert set(words("limits")) == {limit.name for limit in ORDER}
    for own in words("limits").values():
        assert {"title", "held_by", "plain", "cite", "kept", "frees", "papers"} <= set(own)
    assert set(words("characters")) == set(CHARACTERS)


@pytest.mark.parametrize("path", sorted(folder().rglob("*.toml")), ids=lambda path: path.stem)
def test_placeholders_are_those_that_are_filled(path: Path) -> None:
    name = path.relative_to(folder()).with_suffix("").as_posix()
    allowed = {"year", "k1", "activity"} | OF_PAPERS.get(name, set())
    for text in read_by_people(path):
        found = {field for _, field, _, _ in string.Formatter().parse(text) if field}
        assert found <= allowed, text


@pytest.mark.parametrize("path", sorted(folder().rglob("*.toml")), ids=lambda path: path.stem)
def test_words_are_plain(path: Path) -> None:
    """Short sentences without advice, exclamation, doubled blanks or stray markup."""
    for text in read_by_people(path):
        assert text == text.strip()
        assert "  " not in text
        assert not re.search(r"\b(you should|we recommend|please|simply|just)\b|!", text, re.IGNORECASE), text
        longest = max((len(sentence.split()) for sentence in re.split(r"[.?:;]\s", text)), default=0)
        assert longest <= 34, text


def test_templates_only_choose_words() -> None:
    """No arithmetic in prompts/explanations: what is shown was computed before."""
    for path in (folder() / "explanations").glob("*.j2"):
        for block in re.findall(r"\{[{%](.*?)[%}]\}", path.read_text("utf-8"), re.DOTALL):
            bare = re.sub(r"\"[^\"]*\"|'[^']*'", "", block)
            assert not re.search(r"[\w)]\s*(?:[*/]|\s[+-]\s)\s*[\w(]|\|\s*(?:sum|round|abs|int|float)\b", bare), block
