"""`k1chat law` lists the law that is in the code: no rule and no refusal is missing from it, none is made up."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from k1chat import law
from k1chat.cli import main
from k1chat.ranges import NOT_ALL_TRIED
from k1chat.summary import NOT_COUNTED
from k1chat.wording import words

PACKAGE = Path(law.__file__).parent
SOURCES = sorted([*(PACKAGE / "limits").glob("*.py"), PACKAGE / "reported.py"])


def marked(path: Path) -> set[str]:
    """The functions of a file that are marked `@rule(...)`."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    return {node.name for node in nodes if any("rule(" in ast.unparse(each) for each in node.decorator_list)}


def refused() -> Iterator[str]:
    """Every topic that a call of `refuse` in the law can name."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "refuse":
                yield from (str(each.value) for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant))


def test_every_rule_is_listed_once() -> None:
    listed = [each.rule for each in law.law().rules]
    assert sorted(listed) == sorted(name for path in SOURCES for name in marked(path))


def test_every_refusal_is_listed_with_its_authority() -> None:
    listed = law.law().out_of_scope
    assert {each.topic for each in listed} == set(refused())
    assert {each.topic for each in listed} == set(words("out_of_scope")) - {NOT_COUNTED, NOT_ALL_TRIED}
    assert all(each.authority for each in listed), [each.topic for each in listed if not each.authority]


def test_what_a_docstring_leaves_out_is_listed() -> None:
    saying = {path.stem for path in SOURCES if "Not modelled" in (ast.get_docstring(ast.parse(path.read_text())) or "")}
    assert {each.module.rpartition(".")[2] for each in law.law().not_modelled} == saying


@pytest.mark.parametrize(
    ("rule", "limit"),
    [
        ("read_year", "k1"),
        ("outside_basis_for_losses", "basis"),
        ("at_risk_in_k1", "at_risk"),
        ("more_than_500_hours", "passive"),
        ("modified_agi", "passive"),
        ("business_losses_allowed", "excess_business_loss"),
        ("net_capital_result", "capital_loss"),
        ("nol_deduction", "net_operating_loss"),
        ("amt_depreciation", "amt"),
    ],
)
def test_a_rule_stands_under_its_limit(rule: str, limit: str) -> None:
    assert next(each.limit for each in law.law().rules if each.rule == rule) == limit


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law"]) == 0
    text = capsys.readouterr().out
    for each in law.law().rules:
        assert f"{each.authority}: {each.says}" in text
    assert main(["law", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rules"]) == len(law.law().rules)
