"""The standard streams, which may be closed, full, broken off or of another encoding. None of that is a traceback."""

import os
import sys
from pathlib import Path
from typing import TextIO


def take_any_letter() -> None:
    """What the terminal's encoding lacks is written or read in place of; a stream that is closed is nowhere."""
    for name, mode, errors in (
        ("stdin", "r", "replace"),
        ("stdout", "w", "backslashreplace"),
        ("stderr", "w", "backslashreplace"),
    ):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def write_nowhere(stream: TextIO) -> None:
    """What is left in the buffer of a stream that is gone is not written again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell(*lines: str) -> None:
    """A message on standard error; where that is gone, the exit code alone says it."""
    try:
        sys.stderr.write("\n".join([*lines, ""]))
    except OSError:
        write_nowhere(sys.stderr)
