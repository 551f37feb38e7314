"""The commands and their exit codes (shared/design/CASE.md)."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from k1chat import cli, outcome_file
from tests.conftest import RIVERSIDE

TEXT = RIVERSIDE.read_text("utf-8")


def run(monkeypatch: pytest.MonkeyPatch, text: str, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    return cli.main([*arguments])


def test_explain_answers_and_says_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", str(RIVERSIDE)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Of your $50,000 loss, none reduces your wages this year")
    assert "-40,000" in out
    assert err == ""


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", str(RIVERSIDE), "--format", "json"]) == 0
    text = capsys.readouterr().out
    answer = json.loads(text)
    assert (answer["loss"], answer["deductible"], answer["binding_limit"]) == ("50000.00", "0.00", "passive")
    assert [limit["limit"] for limit in answer["limits"]] == ["basis", "at_risk", "passive", "excess_business_loss"]
    assert answer["closing"] == [{"k1": "Riverside Partners", "outside_basis": "0.00", "amount_at_risk": "0.00"}]
    assert {row["carries_as"] for row in answer["carryforwards"]} == {"suspended_basis_loss", "suspended_passive_loss"}
    assert outcome_file.to_json(outcome_file.from_json(text)) == text


@pytest.mark.parametrize("shape", ["markdown", "html"])
def test_other_formats(shape: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", str(RIVERSIDE), "--format", shape]) == 0
    out = capsys.readouterr().out
    assert out.startswith({"markdown": "# Of your $50,000", "html": "<!doctype html>"}[shape])
    assert "<script" not in out


def test_html_shows_a_hostile_name_and_does_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT.replace("Riverside Partners", "<script>alert(1)</script> [x](javascript:y)")
    assert run(monkeypatch, text, "explain", "-", "--format", "html") == 0
    out = capsys.readouterr().out
    assert "<script" not in out
    assert "href" not in out


def test_missing_facts_are_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(line for line in TEXT.splitlines(True) if not line.startswith(("contributions", "hours")))
    assert run(monkeypatch, text, "explain", "-") == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "contributions" in err
    assert "hours" in err
    assert "IRC 722" in err
    assert "1.469-5T(a)(1)" in err


def test_an_empty_file_asks_for_everything_from_the_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "", "explain", "-") == 3
    err = capsys.readouterr().err
    assert "tax_year" in err
    assert "beginning_basis" in err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('entity = "partnership"', 'entity = "trust"'),
    ],
)
def test_what_is_not_modelled_is_said_with_the_authority(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], old: str, new: str
) -> None:
    text = TEXT.replace("suspended_passive_loss = 0\n", "") if "suspended_passive" in new else TEXT
    assert run(monkeypatch, text.replace(old, new), "explain", "-") == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert "out of scope" in err
    assert "IRC" in err or "Reg." in err


@pytest.mark.parametrize(
    "arguments", [["explain"], ["explain", "no-such-file.toml"], ["nonsense"], ["schema", "x"], ["replay", "none.md"]]
)
def test_a_wrong_command_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else -1
    assert code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err


def test_questions_say_what_comes_next_and_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TEXT.replace("hours = 120\n", "", 1)
    assert run(monkeypatch, text, "questions", "-", "--format", "json") == 0
    asked = json.loads(capsys.readouterr().out)
    assert asked["next"]["fact"] == "hours"
    assert asked["next"]["authority"] == "Temp. Reg. 1.469-5T(a)(1)"
    assert run(monkeypatch, text, "questions", "-") == 0
    assert "Next: hours" in capsys.readouterr().out
    assert cli.main(["questions", str(RIVERSIDE)]) == 0
    assert "Nothing" in capsys.readouterr().out


@pytest.mark.parametrize("what", ["case", "outcome"])
def test_schemas(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", what]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_help_says_where_conversations_are_kept(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    out = capsys.readouterr().out
    assert "".join(str(own_folder).split()) in "".join(out.split())  # wherever the help breaks its lines
    assert "--transcripts DIR" in " ".join(out.split())


def test_facts_that_contradict_each_other(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = TEXT.replace('kind = "trade_or_business"', 'kind = "rental_real_estate"')
    assert run(monkeypatch, text, "explain", "-") == 2
    assert "Check which box" in capsys.readouterr().err


def test_an_s_corporation_makes_no_guaranteed_payments(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """IRC 707(c); Form 1120-S Schedule K-1 has no such box."""
    text = TEXT.replace('entity = "partnership"', 'entity = "s_corporation"\nguaranteed_payments = 500')
    assert run(monkeypatch, text, "explain", "-") == 2
    assert "box 4c of a partnership's K-1" in capsys.readouterr().err


def test_ten_thousand_k1s_are_answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    head, _, k1 = TEXT.partition("[[k1]]")
    text = head + "".join(f"[[k1]]{k1.replace('Riverside Partners', f'K{number}')}" for number in range(10_000))
    assert run(monkeypatch, text, "explain", "-", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["loss"] == "500000000.00"


CARRIED = "suspended_basis_loss = 0\nsuspended_at_risk_loss = 0\nsuspended_passive_loss = 0\nhours = 900\n"
TWO_LOANS = f"""
tax_year = 2025
filing_status = "single"
other_business_income = 0
[[k1]]
name = "Bayou"
entity = "s_corporation"
final_k1 = false
beginning_stock_basis = 0
contributions = 0
tax_exempt_income = 0
distributions = 0
nondeductible_expenses = 0
protected_against_loss = 0
borrowed_from_interested_person = 0
loan = [
    {{ beginning_balance = 5000, beginning_debt_basis = 5000, new_advances = 0, repayments = 0 }},
    {{ beginning_balance = 9000, new_advances = 0, repayments = 0 }},
]
[[k1.activity]]
name = "Wholesale"
ordinary_business_income = -20000
{CARRIED}
[[k1.activity]]
name = "Retail"
ordinary_business_income = -10000
{CARRIED}
"""


def test_a_loan_is_called_by_its_number_and_never_like_an_activity(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, TWO_LOANS, "questions", "-") == 0
    asked = capsys.readouterr().out
    assert asked.startswith("Next: beginning_debt_basis\n  Bayou: loan 2 of 2. What was your basis in this loan")
    unknown = TWO_LOANS.replace("balance = 9000", 'balance = 9000, beginning_debt_basis = "unknown"')
    assert run(monkeypatch, unknown, "explain", "-", "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [(each["k1"], each["activity"]) for each in answer["unknowns"]] == [("Bayou", "")]


@pytest.mark.parametrize("buffered", ["", "1"])
@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("--help >/dev/full", 2, "k1chat: could not read or write"),
        ("--version >/dev/full", 2, "k1chat: could not read or write"),
        ("schema case >/dev/full", 2, "k1chat: could not read or write"),
        ("--plain </dev/null >/dev/full", 2, "k1chat: could not read or write"),
        ("explain {case} >/dev/full 2>/dev/full", 2, ""),
        ("explain no-such-file.toml 2>/dev/full", 2, ""),
        ("explain - </dev/null 2>/dev/full", 3, ""),
        ("explain - </dev/null 2> >(exec true)", 3, ""),
        ("nonsense 2>/dev/full", 2, ""),
        ("explain {case} >/dev/full", 2, "k1chat: could not read or write"),
        ("explain {case} >&-", 0, ""),
        ("explain - <&-", 3, "tax_year"),
        ("transcripts --help >&-", 0, ""),
        ("--transcripts '~nouser/x' transcripts", 2, "no such home folder"),
    ],
)
def test_a_stream_or_folder_that_is_not_there_is_one_clear_line(line: str, code: int, says: str, buffered: str) -> None:
    command = f'"{sys.executable}" -m k1chat {line.format(case=RIVERSIDE)}'
    environment = {**os.environ, "PYTHONUNBUFFERED": buffered}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert says in done.stderr
    assert not says.startswith("k1chat") or done.stderr.count("\n") == 1


def test_a_name_the_encoding_lacks_is_written_in_place_of(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(TEXT.replace("Riverside Partners", "\u6771\u4eac"), "utf-8")
    command = [sys.executable, "-m", "k1chat", "explain", str(path)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [[], ["explain", "case.toml"]])
def test_what_needs_no_parser_is_read_as_the_parser_reads_it(arguments: list[str]) -> None:
    from k1chat.cli import _options
    from k1chat.command_line import parser

    assert vars(_options(arguments)) == vars(parser().parse_args(arguments))
