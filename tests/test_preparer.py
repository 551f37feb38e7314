"""The page for a preparer: everything to check the answer by, on one page; what is missing is an open question."""

import re
from pathlib import Path

import pytest

from k1chat import case_file, cli
from k1chat.interview import next_step
from k1chat.wording import preparer_page, words
from k1chat.wording.explanation import limit_titles
from k1chat.wording.told import lines
from tests.test_reading import ALL, CASES, answered

CASE_FILES = Path(__file__).parent / "cases"
ONE_PAGE = 800
"""Words that one printed page holds, set small as such pages are: two columns of 60 lines."""


@pytest.mark.parametrize("name", ALL)
def test_it_has_every_limit_line_citation_and_note(name: str) -> None:
    case, step = answered(name)
    outcome, page = step.answer, preparer_page(case, step)
    assert outcome
    for limit in outcome.limits:
        row = next(line for line in page.splitlines() if line.startswith(f"| {limit_titles()[limit.limit]}"))
        assert "IRC" in row
        for line in lines(limit):
            assert words("lines")[line.name] in page
            assert f"({line.citation})" in page
    for part in outcome.carryforwards:
        assert part.carries_as in ("lost", "added_to_basis") or f"`{part.carries_as}`" in page
    assert page.count("\n- Not known: ") == len(outcome.unknowns)
    assert not re.search(r"None(?! among)|\{\{|\$0 of|\n\n\n|^## .*\n+## ", page, re.M)


@pytest.mark.parametrize("name", CASES)
def test_it_is_about_one_printed_page(name: str) -> None:
    case, step = answered(name)
    many = len(step.answer.closing) if step.answer else 1
    assert len(preparer_page(case, step).split()) <= ONE_PAGE * many


def test_every_fact_as_told_stands_there() -> None:
    case, step = answered("riverside")
    page = preparer_page(case, step)
    facts = page.split("## The facts as told")[1].split("## ")[0]
    for told in (
        "Basis at the start of the year: $10,000",
        "Box 1: -$50,000",
        "Your hours: 120 hours",
        "paid in this year",
    ):
        assert told in facts
    assert "Married, joint return" in page


def test_with_facts_missing_they_are_the_open_questions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (CASE_FILES / "riverside.toml").read_text("utf-8")
    text = re.sub(r"(?m)^(hours|beginning_basis) = .*$", "", text)
    path = tmp_path / "case.toml"
    path.write_text(text, "utf-8")
    assert cli.main(["explain", str(path), "--format", "preparer"]) == 0
    page = capsys.readouterr().out
    questions = page.split("## Open questions")[1]
    assert "- Not given: basis at the start of the year (Riverside Partners), `beginning_basis`." in questions
    assert "`hours`" in questions
    assert "## The limits" not in page
    assert next_step(case_file.read(path)).question


def test_what_is_told_as_not_known_is_open_too() -> None:
    case, step = answered("basis-not-known")
    assert "Not known: Basis at the start of the year (Lantern Studio LLC). It can change the answer." in preparer_page(
        case, step
    )
