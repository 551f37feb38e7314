"""Every scenario file against the program, and every official example against the scenario files."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.scenario import answer, expected_verdict, figure, load, rounded, verdict

HERE = Path(__file__).parent
NOT_SCENARIOS = {"left_out.toml"}
SCENARIOS = sorted(path for path in HERE.glob("*.toml") if path.name not in NOT_SCENARIOS)
ORACLE = HERE.parents[2] / "shared" / "oracle"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path) -> None:
    """The program's answer is the source's."""
    scenario = load(path)
    expected = dict(scenario.get("expected", {}))
    step = answer(scenario["case"])
    assert verdict(step) == expected_verdict(expected)
    if step.answer is None:
        return
    dollar = scenario.get("rounding") == "dollar"
    got = {words: _got(step.answer, words, dollar) for words in expected}
    assert got == expected
    for words, wrong in scenario.get("not_expected", {}).items():
        assert _got(step.answer, words, dollar) != wrong, f"{words}: the superseded answer"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario_names_its_source(path: Path) -> None:
    """The source and what the example shows stand at the top; no key is misspelled."""
    scenario = load(path)
    assert scenario["source"]
    assert scenario["about"]
    assert set(scenario) <= {"source", "oracle", "about", "rounding", "case", "expected", "not_expected"}


@pytest.mark.skipif(not ORACLE.exists(), reason="the official examples are not beside this checkout")
def test_every_official_example_is_accounted_for() -> None:
    """Every example, superseded and recalled ones too, is a scenario or is left out with a reason; never both."""
    cases = [case for path in sorted(ORACLE.glob("*.json")) for case in json.loads(path.read_text("utf-8"))]
    covered = {name for path in SCENARIOS for name in _oracles(load(path))}
    left_out = load(HERE / "left_out.toml")
    named_elsewhere = set(left_out["in_test_boundaries"]) | set(left_out["left_out"])
    assert covered & set(left_out["left_out"]) == set()
    assert covered | named_elsewhere == {case["id"] for case in cases}


def _got(outcome: Any, words: str, dollar: bool) -> Any:
    value = figure(outcome, words)
    return rounded(value) if dollar else value


def _oracles(scenario: dict[str, Any]) -> list[str]:
    named = scenario.get("oracle", [])
    return [named] if isinstance(named, str) else list(named)
