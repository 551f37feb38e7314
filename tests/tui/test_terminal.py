"""The program in a real pseudo-terminal: start, a conversation, back, resize, kill, resume, signals, crash."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are POSIX")

from tests.terminal import Terminal

COMMAND = [sys.executable, "-m", "k1chat"]
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"


ON_THE_K1 = [
    ("Which tax year", "2025\r"),
    ("How many Schedules K-1", "1\r"),
    ("What is the name", "Acme\r"),
    ("Which form number", "1065\r"),
    ("How many separate businesses", "1\r"),
    ("Which boxes", "1\r"),
    ("What is the figure in box 1", "(50,000)\r"),
    ("your basis was too low", "none\r"),
    ("not at risk for it", "0\r"),
    ("as a passive loss", "0\r"),
    ('"Final K-1" checked', "2"),
    ("What was your basis", "10k\r"),
    ("How much did you put into", "0\r"),
]
DEBTS = [
    (f"share of {kind} of Acme at the {when} of 2025", "0\r")
    for when in ("start", "end")
    for kind in ("recourse debts", "qualified nonrecourse financing", "nonrecourse debts")
]
AFTER_THE_DEBTS = [
    ("share of tax-exempt income", "0\r"),
    ("How much cash did", "0\r"),
    ("handed out to you", "0\r"),
    ("nondeductible expenses", "0\r"),
    ("would somebody give back", "0\r"),
    ("did you borrow", "0\r"),
    ('"publicly traded partnership"', "2"),
    ("How many hours did you work", "120 hours\r"),
    ("How do you file", "2"),
    ("How many hours did your spouse", "0\r"),
    ("What kind of owner", "3"),
    ("take part in managing", "1"),
    ("How many hours did the one other person", "900\r"),
    ("how many of the ten years", "0\r"),
    ("personal services", "2"),
    ("What does Acme mainly do?", "1"),
    ("net passive income outside", "0\r"),
    ("sold or closed as a whole", "2"),
    ("paid to manage", "1"),
    ("Is any of this true of Acme?", "5\r"),
    ("Is any of this true of your return", "2\r"),
]


def start(folder: Path, columns: int = 100, rows: int = 30, **environment: str) -> Terminal:
    terminal = Terminal([*COMMAND, "--transcripts", str(folder)], columns, rows, environment)
    terminal.wait_for("Type your answer")
    return terminal


def answer(terminal: Terminal, text: str, then: str) -> None:
    terminal.settle()
    terminal.send(text)
    terminal.wait_for(then)


def test_a_whole_conversation_killed_half_way_to_the_saved_answer(own_folder: Path) -> None:
    """The example of the README. Killed after the debts, gone on with; then an answer is changed with the mouse."""
    with start(own_folder) as terminal:
        for words, keys in ON_THE_K1 + DEBTS:
            terminal.wait_for(words)
            answer(terminal, keys, "you")
        terminal.wait_for("share of tax-exempt income")
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    with start(own_folder) as terminal:
        terminal.resize(80, 24)
        for words, keys in AFTER_THE_DEBTS:
            terminal.wait_for(words)
            answer(terminal, keys, "")
        terminal.wait_for("Of your $50,000 loss, none reduces your wages this year.")
        for shown in ("None of these you", "None of these you", "Yes you"):
            terminal.send("\x1b[A")
            terminal.wait_for(f"change with Enter > {shown}")
            terminal.settle()
        terminal.click("change with Enter")
        terminal.wait_for("> (x) 1. Yes")
        answer(terminal, "\r", "Of your $50,000 loss, none reduces your wages this year.")
        answer(terminal, "\x11", "")
        assert terminal.wait() == 0
    saved = own_folder / "2025-acme.md"
    assert subprocess.run([*COMMAND, "replay", str(saved)], check=False, capture_output=True).returncode == 0


def test_a_conversation_back_resize_quit_and_resume(own_folder: Path) -> None:
    with start(own_folder) as terminal:
        answer(terminal, "2025\r", "2025 you")
        answer(terminal, "1\r", "1 you")
        answer(terminal, "Acme\r", "Form 1120-S")
        answer(terminal, "\x02", "Acme you")  # ctrl+b: the name again
        terminal.resize(60, 20)
        terminal.settle()
        terminal.resize(100, 30)
        answer(terminal, "\r", "Form 1120-S")
        answer(terminal, "\x11", "")
        assert terminal.wait() == 0
        assert LEAVE_ALTERNATE_SCREEN in terminal.raw
        assert SHOW_CURSOR in terminal.raw
    with Terminal([*COMMAND, "--transcripts", str(own_folder)], 100, 30) as terminal:
        terminal.wait_for("3 answers are kept")
        terminal.wait_for("Form 1120-S")


def test_a_saved_conversation_is_opened_again(own_folder: Path) -> None:
    lines = "".join(f"{line}\n" for line in ("2025", "1", "Acme", "1", "1", "1", "50,000", "0", "0", "0", "quit"))
    folder = ["--transcripts", str(own_folder)]
    subprocess.run([*COMMAND, "--plain", *folder], input=lines, text=True, check=True, capture_output=True)
    with Terminal([*COMMAND, *folder, "open", "2025-acme.md"], 100, 40) as terminal:
        terminal.wait_for("k1chat open 2025-acme.md")
        terminal.send("\x02")  # ctrl+b: the last answer again
        terminal.wait_for("as a passive loss")
        terminal.send("\x11")
        assert terminal.wait() == 0
    assert not (own_folder / "draft.json").exists()


def test_kill_9_loses_nothing(own_folder: Path) -> None:
    with start(own_folder) as terminal:
        answer(terminal, "2025\r", "2025 you")
        answer(terminal, "1\r", "1 you")
        terminal.kill(signal.SIGKILL)
        assert terminal.wait() == -signal.SIGKILL
    kept = json.loads((own_folder / "draft.json").read_text())
    assert [row[1] for row in kept["answers"]] == ["tax_year", "k1"]
    with Terminal([*COMMAND, "--transcripts", str(own_folder)], 100, 30) as terminal:
        terminal.wait_for("2 answers are kept")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_leave_the_terminal_sound(own_folder: Path, number: signal.Signals) -> None:
    with start(own_folder) as terminal:
        answer(terminal, "2025\r", "2025 you")
        terminal.kill(number)
        assert terminal.wait() == 128 + number
        assert LEAVE_ALTERNATE_SCREEN in terminal.raw
        assert SHOW_CURSOR in terminal.raw
    assert (own_folder / "draft.json").exists()


HERE = {"PYTHONPATH": os.pathsep.join(sys.path)}


def with_another_answer(program: Path, *before: str) -> list[str]:
    """The program with some lines run before each answer is taken: a mistake in it, or a slow machine."""
    lines = ["import sys, time", "from k1chat import conversation", "whole = conversation.Conversation.answer"]
    lines += ["def another(self, text):", *(f"    {line}" for line in [*before, "whole(self, text)"])]
    lines += [
        "conversation.Conversation.answer = another",
        "from k1chat.cli import main",
        "sys.exit(main(sys.argv[1:]))",
    ]
    program.write_text("\n".join([*lines, ""]))
    return [sys.executable, str(program)]


def test_a_crash_leaves_the_terminal_sound_and_shows_no_figure(own_folder: Path, tmp_path: Path) -> None:
    broken = ("secret = text", "if text == '31337':", "    raise RuntimeError(f'figure {secret}')")
    program = with_another_answer(tmp_path / "crash.py", *broken)
    with Terminal([*program, "--transcripts", str(own_folder)], 100, 30, HERE) as terminal:
        terminal.wait_for("Type your answer")
        answer(terminal, "2025\r", "2025 you")
        terminal.settle()
        terminal.send("31337\r")
        assert terminal.wait() == 1
        after = terminal.raw[terminal.raw.rindex(LEAVE_ALTERNATE_SCREEN) :]
        assert b"mistake in the program (RuntimeError in crash.py, line 7)" in b" ".join(after.split())
        assert b"31337" not in after
        assert b"Traceback" not in after
    report = (own_folder / "crash-report.txt").read_text()
    assert "RuntimeError" in report
    assert "31337" not in report


def test_an_answer_that_takes_long_says_so_and_a_quick_one_does_not(own_folder: Path, tmp_path: Path) -> None:
    slow = ("end = time.monotonic() + (2 if text == '1' else 0)", "while time.monotonic() < end: pass")
    program = with_another_answer(tmp_path / "slow.py", *slow)
    with Terminal([*program, "--transcripts", str(own_folder)], 80, 24, HERE) as terminal:
        terminal.wait_for("Type your answer")
        answer(terminal, "2025\r", "How many Schedules K-1")
        assert b"Working" not in terminal.raw
        answer(terminal, "1\rAcme\r", "Working it out ...")
        assert "How many Schedules K-1" in terminal.text
        terminal.wait_for("Acme you")
        assert "Working it out" not in terminal.text


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20), (200, 60)])
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"NO_COLOR": "yes", "COLORTERM": "truecolor"}])
def test_without_colour_not_one_is_sent(own_folder: Path, columns: int, rows: int, environment: dict[str, str]) -> None:
    """Black on black was sent before; text in the terminal's own colours can be read on any. (No-color.org)"""
    with start(own_folder, columns, rows, **environment) as terminal:
        answer(terminal, "2025\r", "2025 you")
        answer(terminal, "1\r", "1 you")
        answer(terminal, "\x1b[A", "change with Enter > 1 you")
        answer(terminal, "\x10", "Ask the question before again")
        answer(terminal, "\x1b[B", "")
        terminal.settle()
        row = next(y for y, line in enumerate(terminal.screen.display) if line.strip() == "Back")
        assert terminal.screen.buffer[row][2].underscore  # the command that Enter takes
        styles = set(re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw))
        assert {code for style in styles for code in style.split(b";")} <= {b"0", b"1", b"2", b"4", b"7"}
        assert b"7" in styles


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": ""}, {"K1CHAT_PLAIN": "1"}])
def test_plain_mode_is_chosen_where_nothing_can_be_drawn(own_folder: Path, environment: dict[str, str]) -> None:
    code = (
        f"import os, sys; os.environ.update({environment!r}); from k1chat.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    with Terminal([sys.executable, "-c", code, "--transcripts", str(own_folder)]) as terminal:
        terminal.wait_for("1. ")
        terminal.send("quit\r")
        assert terminal.wait() == 0
        assert b"\x1b[" not in terminal.raw


def test_plain_mode_is_chosen_where_the_screen_would_go_into_a_file(own_folder: Path) -> None:
    """Textual draws on standard error: `k1chat 2>errors` would be a dark screen with a raw keyboard."""
    command = f'"{sys.executable}" -m k1chat --transcripts "{own_folder}" 2>/dev/null'
    with Terminal(["sh", "-c", command]) as terminal:
        terminal.wait_for("1. ")
        terminal.send("quit\r")
        assert terminal.wait() == 0


def test_without_a_terminal_it_speaks_in_lines(own_folder: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--transcripts", str(own_folder)],
        input="2025\nquit\n",
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ),
    )
    assert "2. " in done.stdout
    assert "\x1b" not in done.stdout


def test_answers_that_could_not_be_kept_are_told_at_the_end(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("")
    with start(nowhere) as terminal:
        terminal.wait_for("Nothing can be saved")
        answer(terminal, "\x11", "")
        terminal.wait()
        assert "Nothing can be saved" in terminal.text
