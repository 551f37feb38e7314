"""Signals at every moment of the start, in a real pseudo-terminal: the terminal is as it was, whenever they come."""

import signal
import sys
import termios
import time
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are POSIX")

from tests.terminal import Terminal

COMMAND = [sys.executable, "-m", "k1chat"]
ALTERNATE_SCREEN = b"\x1b[?1049h"
TAKEN_AND_GIVEN_BACK = [
    (ALTERNATE_SCREEN, b"\x1b[?1049l"),
    (b"\x1b[?25l", b"\x1b[?25h"),  # the cursor
    (b"\x1b[?1000h", b"\x1b[?1000l"),  # the mouse
    (b"\x1b[?1003h", b"\x1b[?1003l"),
    (b"\x1b[?1004h", b"\x1b[?1004l"),  # focus
    (b"\x1b[?2004h", b"\x1b[?2004l"),  # bracketed paste
    (b"\x1b[?7l", b"\x1b[?7h"),  # line wrap
]
SIGNALS = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT]
MOMENTS = [0.05, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.7, 1.0]


def ended_by(terminal: Terminal, number: signal.Signals, before: list[object]) -> int:
    """Send the signal, hold the terminal against what it was, and give the exit code."""
    terminal.kill(number)
    code = terminal.wait()
    assert termios.tcgetattr(terminal.descriptor) == before
    for taken, given_back in TAKEN_AND_GIVEN_BACK:
        assert terminal.raw.rfind(taken) <= terminal.raw.rfind(given_back)
    return code


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_signal_in_the_first_second_leaves_the_terminal_as_it_was(own_folder: Path, moment: float) -> None:
    number = SIGNALS[MOMENTS.index(moment) % 2]
    with Terminal([*COMMAND, "--transcripts", str(own_folder)]) as terminal:
        before = termios.tcgetattr(terminal.descriptor)
        end = time.monotonic() + moment
        while (left := end - time.monotonic()) > 0:
            terminal.read(left)
        assert ended_by(terminal, number, before) in (-number, 128 + number)


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_when_the_screen_was_just_taken_ends_in_order(own_folder: Path, number: signal.Signals) -> None:
    with Terminal([*COMMAND, "--transcripts", str(own_folder)]) as terminal:
        before = termios.tcgetattr(terminal.descriptor)
        end = time.monotonic() + 20
        while ALTERNATE_SCREEN not in terminal.raw and time.monotonic() < end:
            terminal.read(0.05)
        assert ended_by(terminal, number, before) == 128 + number
