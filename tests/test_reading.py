"""Every explanation, question and topic reads at grade 9 or lower (the rule of measuring: tests/reading.py)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import tomli_w

from k1chat import case_file
from k1chat.case import Case
from k1chat.facts import FACTS
from k1chat.interview import NextStep, next_step
from k1chat.wording import explain, folder, words
from k1chat.wording.questions import worded
from k1chat.wording.topics import here, topics
from tests import reading
from tests.scenarios.scenario import load

pytest.importorskip("textstat", reason="set up again: ./k1 test")

HERE = Path(__file__).parent
CASES = sorted(path.stem for path in (HERE / "cases").glob("*.toml"))
SCENARIOS = [
    "A-6251-example",
    "A-parallel",
    "E-capital-losses",
    "N-172b2C",
    "P-734-ex1",
    "R-465e-cap-derived",
    "S-1366-2-1041-ex1",
    "S-1367-2-ex7",
    "i8582-ptp-overall-loss",
    "pub925-kate-25k",
    "pub925-ray-disposition",
    "reg-1-f4-ex4-former-passive",
    "reg-7-h-ex1-self-charged",
    "sec-alfonso-stack",
    "tc-garnett-2009",
    "trap-limited-partner-400-hours",
]
"""With the cases they reach every section; a test says so."""

ALL = [*CASES, *SCENARIOS]
Measured = tuple[float, str, str]


@cache
def answered(name: str) -> tuple[Case, NextStep]:
    """An example case or a scenario, answered."""
    path = HERE / "cases" / f"{name}.toml"
    if path.exists():
        case = case_file.read(path)
    else:
        case = case_file.read(Path("scenario.toml"), tomli_w.dumps(load(HERE / "scenarios" / f"{name}.toml")["case"]))
    step = next_step(case)
    assert step.answer, name
    return case, step


@cache
def page(name: str) -> str:
    """The explanation of a case."""
    case, step = answered(name)
    assert step.answer
    return explain(step.answer, case)


def names_in(name: str) -> set[str]:
    """The names that stand in an answer."""
    outcome = answered(name)[1].answer
    assert outcome
    rows = [row for limit in outcome.limits for row in limit.losses]
    return {closing.k1 for closing in outcome.closing} | {row.activity for row in rows}


def heading_kinds(text: str) -> set[str]:
    """The headings of a page or a template, with anything filled in left open."""
    found = re.findall(r"(?m)^#{2,3} (.*)$", text)
    return {re.sub(r"\{\{.*?\}\}|(?<=end of ).*(?= does)", "...", heading) for heading in found}


def told(title: str, measured: list[Measured]) -> None:
    """The worst ten, for whoever looks."""
    print(f"{title}: {len(measured)} measured; the worst:")
    for grade, where, text in sorted(measured, reverse=True)[:10]:
        print(f"  {grade:4.1f}  {where}: {text[:90]}")


def too_hard(measured: list[Measured]) -> list[Measured]:
    return [each for each in measured if each[0] > reading.HARDEST]


def test_the_measure_can_fail() -> None:
    """Words of the law as the law has them are far above the bar; figures, names and brackets do not count."""
    law = (
        "A partner's distributive share of partnership loss shall be allowed only to the extent of the adjusted basis "
        "of such partner's interest in the partnership at the end of the partnership year in which such loss occurred. "
    )
    assert (reading.grade([law] * 3) or 0) > 15
    plain = ["Your basis was enough. It is what you put in. The loss is used this year."]
    assert (reading.grade(plain) or 0) < 5
    cited = (
        "Your basis in Riverside Partners was $1,234,567.89 (IRC 704(d)(1); Reg. 1.704-1(d)(2)) on Form 8582, line 9."
    )
    assert reading.read_aloud(cited, ["Riverside Partners"]) == "Your basis in it was it on it, it."
    assert reading.grade(["Two words. No more here."]) is None


def test_the_pages_that_are_measured_have_every_section() -> None:
    templates = "".join(
        (folder() / "explanations" / f"{name}.md.j2").read_text("utf-8")
        for name in ("answer", "after", "amt", "bring", "ended", "levers", "waiting")
    )
    here_ = set().union(*(heading_kinds(page(name)) for name in ALL))
    assert heading_kinds(templates) <= here_
    assert {f"{number}. " for number in range(1, 5)} <= {heading[:3] for heading in here_}


def test_every_section_of_an_explanation_is_easy_to_read() -> None:
    measured = [
        (grade, f"{name}, {heading}", text)
        for name in ALL
        for grade, heading, text in reading.grades(page(name), names_in(name))
    ]
    told("explanations", measured)
    assert len(measured) > 4 * len(ALL)
    assert not too_hard(measured)


def test_every_question_is_easy_to_read() -> None:
    """With what counts and what people get wrong; that too alone, where it is long enough."""
    measured = []
    for name in sorted(FACTS):
        for parts in sorted(variants(name)):
            for text in (parts, parts[1:2], parts[2:]):
                found = reading.grade(text)
                assert found is not None or text is not parts or len(" ".join(parts).split()) < 25, name
                measured += [] if found is None else [(found, name, " ".join(text))]
    told("questions", measured)
    assert not too_hard(measured)


def variants(name: str) -> set[tuple[str, ...]]:
    """A question as each entity's paper and each year has it."""
    filled = {"{k1}": "it", "{activity}": "it", "{year}": "2025"}
    own = words(f"questions/{name}")
    found = set()
    for entity in ("partnership", "s_corporation"):
        for year in (2018, 2019, 2020, 2021, 2026):
            parts = (worded(own[key], entity, year) for key in ("ask", "help", "mistakes"))
            found.add(tuple(re.sub(r"\{\w+\}", lambda field: filled[field[0]], part) for part in parts))
    return found


@pytest.mark.parametrize("name", ["out_of_scope", "notes"])
def test_what_is_assumed_or_not_modelled_is_easy_to_read(name: str) -> None:
    measured = []
    for key, own in words(name).items():
        parts = [own] if isinstance(own, str) else [own["reason"], own["next"]]
        found = reading.grade([re.sub(r"\{\w+\}", "it", part) for part in parts])
        measured += [] if found is None else [(found, key, " ".join(parts))]
    told(name, measured)
    assert not too_hard(measured)


def lines_of(text: str) -> Iterator[str]:
    """The lines of a reply that are sentences."""
    for line in (each.strip().removeprefix("- ") for each in text.splitlines()):
        if line and not reading.is_of_figures(line):
            yield line


def test_every_topic_is_easy_to_read() -> None:
    measured = []
    for id_, topic in topics().items():
        found = reading.grade(lines_of(topic["answer"]))
        assert found is not None, id_
        measured.append((found, id_, topic["answer"]))
    told("topics", measured)
    assert not too_hard(measured)


def test_what_a_topic_says_of_a_case_is_easy_to_read() -> None:
    measured = []
    for name in ALL:
        for id_ in topics():
            case, step = answered(name)
            said = here(id_, step, case)
            found = reading.grade(lines_of(said), names_in(name))
            measured += [] if found is None else [(found, f"{id_}, {name}", said)]
    told("here", measured)
    assert measured
    assert not too_hard(measured)
