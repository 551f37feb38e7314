"""Cases whose answers a second reader took from the Code and the regulations, without seeing the program.

Each file is one rule; README.md says how a case is read. Figures are named as in tests/scenarios/README.md.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.scenario import COLUMNS, answer, expected_verdict, figure, load, verdict

HERE = Path(__file__).parent
NEUTRAL = load(HERE / "neutral.toml")
CASES = [case for path in sorted(HERE.glob("*.toml")) if path.name != "neutral.toml" for case in load(path)["case"]]
KEYS = {"id", "rule", "citation", "words", "open", "reasoning", "resolved", "facts", "expected"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    """The program's answer is the second reader's, or the one that `resolved` gives the reason for."""
    expected = dict(figures(case["expected"]))
    step = answer(whole(case["facts"]))
    assert verdict(step) == expected_verdict(expected)
    if step.answer is not None:
        assert {words: figure(step.answer, words) for words in expected} == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_limit_adds_up(case: dict[str, Any]) -> None:
    """The second reader's own rows: entering and carried in are allowed or suspended; and nothing is misspelled."""
    assert set(case) <= KEYS
    assert case["citation"]
    for row in case["expected"].values():
        if isinstance(row, list):
            entering, carried_in, allowed, suspended = map(Decimal, row)
            assert entering + carried_in == allowed + suspended


def test_no_case_is_there_twice() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))


def whole(facts: dict[str, Any]) -> dict[str, Any]:
    """A case's facts with those of neutral.toml that it does not tell otherwise."""
    return {**NEUTRAL["household"], **facts, "k1": [whole_k1(k1) for k1 in facts["k1"]]}


def whole_k1(k1: dict[str, Any]) -> dict[str, Any]:
    """A K-1 likewise: what is of its entity, and what is of each activity."""
    k1 = {**NEUTRAL[k1["entity"]], **k1}
    if "activity" not in k1:
        return {**NEUTRAL["activity"], **k1}
    return {**k1, "activity": [{**NEUTRAL["activity"], **activity} for activity in k1["activity"]]}


def figures(expected: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each expected figure by its words; a row of a limit is its four columns."""
    for words, amount in expected.items():
        if isinstance(amount, list):
            yield from ((f"{words} {column}", each) for column, each in zip(COLUMNS, amount, strict=True))
        else:
            yield words, amount
