"""Keys and pastes in a real pseudo-terminal, faster than anybody types: each goes to the question it was meant for."""

import json
import os
import time
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are POSIX")

from tests.terminal import Terminal
from tests.tui.test_terminal import COMMAND, ON_THE_K1, start

BACK, DONT_KNOW, COMMANDS, QUIT = "\x02", "\x1bOS", "\x10", "\x11"
A_K1 = {
    "tax_year": 2025,
    "k1": 1,
    "name": "Acme",
    "entity": "partnership",
    "activity": 1,
    "boxes": ["ordinary_business_income"],
    "ordinary_business_income": -5_000_000,
    "suspended_basis_loss": {},
    "suspended_at_risk_loss": {},
    "suspended_passive_loss": {},
    "final_k1": False,
    "beginning_basis": 1_000_000,
    "contributions": 0,
}


def pasted(text: str) -> str:
    """As a terminal sends it."""
    return f"\x1b[200~{text}\x1b[201~"


def kept(folder: Path, last: str, seconds: float = 15) -> dict[str, object]:
    """The answers of the draft, once the last one is among them."""
    draft, end = folder / "draft.json", time.monotonic() + seconds
    answers: dict[str, object] = {}
    while last not in answers and time.monotonic() < end:
        time.sleep(0.05)
        if draft.exists():
            answers = {name: value for _, name, value in json.loads(draft.read_text())["answers"]}
    return answers


@pytest.mark.parametrize("at_once", [1000, 7, 1])
def test_a_burst_answers_every_question_with_its_own_keys(own_folder: Path, at_once: int) -> None:
    keys = "".join(typed for _, typed in ON_THE_K1)
    with start(own_folder) as terminal:
        for at in range(0, len(keys), at_once):
            terminal.send(keys[at : at + at_once])
        terminal.wait_for("share of recourse debts")
        assert kept(own_folder, "contributions") == A_K1


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (f"2025\r{DONT_KNOW}Acme\r", {"tax_year": 2025, "k1": None, "name": "Acme"}),
        (f"2025\r1\r{BACK}2\rAcme\r", {"tax_year": 2025, "k1": 2, "name": "Acme"}),
        ("2024\x7f5\r1\rBcme\x1b[H\x1b[3~A\r", {"tax_year": 2025, "k1": 1, "name": "Acme"}),
        ("2025\n1\nAcme\n", {"tax_year": 2025, "k1": 1, "name": "Acme"}),
        (f"{pasted('2025')}\r{pasted('1')}\r{pasted('Acme')}\r", {"tax_year": 2025, "k1": 1, "name": "Acme"}),
    ],
)
def test_other_keys_keep_their_place_in_a_burst(own_folder: Path, keys: str, answers: dict[str, object]) -> None:
    with start(own_folder) as terminal:
        terminal.send(keys)
        assert kept(own_folder, "name") == answers


def test_keys_typed_before_the_screen_stands_are_not_lost(own_folder: Path) -> None:
    with Terminal([*COMMAND, "--transcripts", str(own_folder)]) as terminal:
        terminal.send("2025\r1\r")
        terminal.wait_for("Which tax year")
        terminal.send("Acme\r")
        terminal.wait_for("Which form number")
        assert kept(own_folder, "name") == {"tax_year": 2025, "k1": 1, "name": "Acme"}


def test_a_byte_that_is_no_letter_does_not_end_the_program(own_folder: Path) -> None:
    with start(own_folder) as terminal:
        os.write(terminal.descriptor, b"20\xff25\r")
        terminal.wait_for("is not a year")
        terminal.send("\x01\x0b2025\r")
        terminal.wait_for("2025 you")


def test_of_a_paste_the_first_line_stands_in_the_box_and_the_rest_is_told(own_folder: Path) -> None:
    with start(own_folder) as terminal:
        terminal.send(pasted("\n 2025\n"))
        terminal.wait_for(" 2025\n")
        terminal.settle()
        assert "Several lines" not in terminal.text
        terminal.send("\r")
        terminal.wait_for("2025 you")
        terminal.send(pasted("2\n12,500\n"))
        terminal.wait_for("Several lines were pasted; only the first stands in the box.")
        terminal.send("\r")
        terminal.wait_for("2 you")
        terminal.settle()
        assert "Several lines" not in terminal.text
        assert kept(own_folder, "k1") == {"tax_year": 2025, "k1": 2}


def test_a_second_enter_or_click_does_not_crash_the_list_of_commands(own_folder: Path) -> None:
    with start(own_folder) as terminal:
        for keys in ("\r\r", "\x1b[B\r\r\r", "\x1b[<0;2;29M\x1b[<0;2;29m" * 2):
            terminal.send(COMMANDS)
            terminal.wait_for("Search")
            terminal.settle()
            terminal.send(keys)
            terminal.settle(0.5)
            terminal.send("\x1b")
            terminal.settle(0.5)
        terminal.send(QUIT)
        assert terminal.wait() == 0


def test_a_click_on_what_was_just_taken_away_does_not_crash(own_folder: Path) -> None:
    with start(own_folder) as terminal:
        terminal.send("2025\r1\r")
        terminal.wait_for("1 you")
        terminal.settle()
        for row in (*range(2, 9), *range(2, 9)):
            click = f"\x1b[<0;9;{row}M\x1b[<0;9;{row}m"
            terminal.send(f"{click}{BACK}{click}{click}")
            terminal.settle(0.1)
        terminal.settle()
        terminal.send(QUIT)
        assert terminal.wait() == 0
