"""Every topic file is whole, true to its keys, found by its own phrases, and tells each case what fits it."""

import re
from functools import cache
from pathlib import Path

import pytest

from k1chat import case_file
from k1chat.case import Case
from k1chat.facts import UNKNOWN
from k1chat.followup import understand
from k1chat.interview import NextStep, next_step
from k1chat.wording.text import blocks
from k1chat.wording.topics import here, topic_reply, topics, vocabulary

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.toml"))
KEYS = {"title", "kind", "asked", "words", "authority", "see", "answer"}
KINDS = {"topic", "claim", "not_here"}
IDS = sorted(topics())

SEVERAL_K1S = """
tax_year = 2024
filing_status = "single"
wages = "unknown"
other_passive_income = 3_000
other_business_income = 0

[[k1]]
name = "Alder LP"
entity = "partnership"
interest = "limited_partner"
publicly_traded = false
final_k1 = false
amount_at_risk = 9_000
beginning_basis = "unknown"
ordinary_business_income = -12_000
kind = "trade_or_business"
hours = "unknown"

[[k1]]
name = "Birch Inc"
entity = "s_corporation"
publicly_traded = false
final_k1 = true
how_interest_ended = "sold"
beginning_stock_basis = 40_000
sale_price = 10_000
loan = []
ordinary_business_income = -5_000
hours = 900
kind = "trade_or_business"
"""
"""Two K-1s, one of them sold, with facts that nobody knows; whatever else is asked is answered "I don't know"."""


Told = tuple[Case, NextStep]


@cache
def steps() -> dict[str, Told]:
    """Answers that differ: nothing held, one limit, several, a range, several K-1s, an interest that ended."""
    cases = {path.stem: case_file.read(path) for path in CASES}
    cases["profit"] = case_file.read(CASES[0], CASES[-1].read_text("utf-8").replace("= -50_000", "= 50_000"))
    told = {name: (case, next_step(case)) for name, case in cases.items()}
    return told | {"several": _without_questions(case_file.read(Path("several.toml"), SEVERAL_K1S))}


def _without_questions(case: Case) -> Told:
    step = next_step(case)
    while step.question:
        case = case.having(step.question.fact, step.question.place, UNKNOWN)
        step = next_step(case)
    return case, step


@pytest.mark.parametrize("id_", IDS)
def test_a_topic_file_is_whole(id_: str) -> None:
    topic = topics()[id_]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id_)
    assert topic["kind"] in KINDS
    assert set(topic) >= KEYS
    assert set(topic) <= KEYS | {"here"} | ({"verdict"} if topic["kind"] == "claim" else set())
    assert (topic["kind"] == "claim") == ("verdict" in topic)
    assert 6 <= len(set(topic["asked"])) <= 40
    assert topic["words"]
    assert topic["authority"]
    assert topic["title"].strip() == topic["title"] != ""


@pytest.mark.parametrize("id_", IDS)
def test_its_neighbours_are_topics(id_: str) -> None:
    see = topics()[id_]["see"]
    assert id_ not in see
    assert len(set(see)) == len(see)
    assert set(see) <= set(topics()), set(see) - set(topics())


def test_titles_are_unique() -> None:
    titles = [topic["title"] for topic in topics().values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("id_", IDS)
def test_each_way_it_is_asked_finds_it_first(id_: str) -> None:
    for text in (topics()[id_]["title"], *topics()[id_]["asked"]):
        understood = understand(text, vocabulary(), Case(), None)
        assert understood.topics, text
        assert understood.topics[0][0] == id_, f"{text!r} -> {understood.topics[:2]}"


@pytest.mark.parametrize("id_", IDS)
def test_what_it_says_of_a_case_is_whole(id_: str) -> None:
    """No template shows through: no empty heading or item, no doubled blank, no stop without a sentence."""
    for name, (case, step) in steps().items():
        said = here(id_, step, case)
        assert not re.search(r"\{[{%#]|[%#}]\}|(?<=[a-z,$:(] )None\b|\bTrue\b|\bFalse\b|Amount\(", said), (name, said)
        assert not re.search(r"(?<=\S)  +\S|\s[.,;](?:\s|$)|\.\.|[.;][A-Z$]|\(\)", said), (name, said)
        assert not said or said[-1] in ".:)|*`", (name, said)
        page = topic_reply(id_, step, case).text
        assert "****" not in page
        assert all(text for _, text in blocks(page))
        assert page.count("In your case:") == (1 if said else 0)


@pytest.mark.parametrize("id_", IDS)
def test_without_a_case_it_speaks_of_none(id_: str) -> None:
    assert here(id_, None, Case()) == ""
    assert "In your case" not in topic_reply(id_, None, Case()).text
