"""The program in a real pseudo-terminal: start, a conversation, back, resize, kill, resume, signals, crash."""

import json
import os
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


def start(folder: Path, columns: int = 100, rows: int = 30, **environment: str) -> Terminal:
    terminal = Terminal([*COMMAND, "--transcripts", str(folder)], columns, rows, environment)
    terminal.wait_for("Type your answer")
    return terminal


def answer(terminal: Terminal, text: str, then: str) -> None:
    terminal.settle()
    terminal.send(text)
    terminal.wait_for(then)


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


def test_a_crash_leaves_the_terminal_sound_and_shows_no_figure(own_folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "crash.py"
    program.write_text(
        "import sys\n"
        "from k1chat import conversation\n"
        "whole = conversation.Conversation.answer\n"
        "def broken(self, text):\n"
        "    secret = text\n"
        "    if text == '31337':\n"
        "        raise RuntimeError(f'figure {secret}')\n"
        "    whole(self, text)\n"
        "conversation.Conversation.answer = broken\n"
        "from k1chat.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    here = {"PYTHONPATH": os.pathsep.join(sys.path)}
    with Terminal([sys.executable, str(program), "--transcripts", str(own_folder)], 100, 30, here) as terminal:
        terminal.wait_for("Type your answer")
        answer(terminal, "2025\r", "2025 you")
        terminal.settle()
        terminal.send("31337\r")
        assert terminal.wait() == 1
        after = terminal.raw[terminal.raw.rindex(LEAVE_ALTERNATE_SCREEN) :]
        assert b"mistake in the program" in after
        assert b"31337" not in after
        assert b"Traceback" not in after
    report = (own_folder / "crash-report.txt").read_text()
    assert "RuntimeError" in report
    assert "31337" not in report


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20), (200, 60)])
def test_sizes_and_no_colour(own_folder: Path, columns: int, rows: int) -> None:
    with start(own_folder, columns, rows, NO_COLOR="1") as terminal:
        terminal.wait_for("^B back")
        assert b"\x1b[31m" not in terminal.raw


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
