"""A real pseudo-terminal for the tests: a program runs in it, keys go in, the screen comes out.

The screen is kept by pyte, so that what a test reads is what a person would see.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from types import TracebackType

import pyte


class Terminal:
    """A program in a pseudo-terminal of a given size."""

    def __init__(
        self, command: list[str], columns: int = 80, rows: int = 24, environment: dict[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.code: int | None = None
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ.update({"TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": str(rows)})
            os.environ.update(environment or {})
            os.environ.pop("K1CHAT_PLAIN", None)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.environ.pop("COLUMNS")
            os.environ.pop("LINES")
            os.execvp(command[0], command)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.code is None:
            self.kill(signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.descriptor)

    def read(self, seconds: float) -> bool:
        """Take in what the program wrote within a time; False when it wrote nothing or is gone."""
        ready, _, _ = select.select([self.descriptor], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.descriptor, 65536)
        except OSError:
            return False
        self.raw += data
        self.stream.feed(data)
        return bool(data)

    @property
    def text(self) -> str:
        """The screen as lines."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def chat(self) -> str:
        """The lines left of the panel."""
        return "\n".join(line.split("│")[0].rstrip() for line in self.screen.display)

    def wait_for(self, text: str, seconds: float = 20) -> None:
        """Until the text stands on the screen, or in the chat alone; words may be wrapped."""
        end = time.monotonic() + seconds
        while " ".join(text.split()) not in " ".join(f"{self.text}\n{self.chat}".split()):
            if time.monotonic() > end:
                raise AssertionError(f"{text!r} did not come. The screen:\n{self.text}")
            self.read(0.05)

    def settle(self, quiet: float = 0.25) -> None:
        """Until the program has been quiet for a moment."""
        while self.read(quiet):
            pass

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.descriptor, keys.encode())

    def click(self, text: str) -> None:
        """Press and let go the left button on a text of the screen, as terminals report it (SGR)."""
        row = next(number for number, line in enumerate(self.screen.display) if text in line)
        at = f"{self.screen.display[row].index(text) + 1};{row + 1}"
        self.send(f"\x1b[<0;{at}M\x1b[<0;{at}m")

    def resize(self, columns: int, rows: int) -> None:
        """Another size, as when a window is dragged."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.kill(signal.SIGWINCH)

    def kill(self, number: signal.Signals) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def wait(self, seconds: float = 15) -> int:
        """Until the program ends; its exit code, negative for a signal."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.read(0.05)
                self.code = os.waitstatus_to_exitcode(status)
                return self.code
        raise AssertionError(f"the program did not end. The screen:\n{self.text}")
