"""What is left behind by a bug: a report of places in the code, without a single figure or name.

What an error says is left out, and so are its variables: both can hold what a person typed.
"""

import traceback
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from k1chat import __version__, storage
from k1chat.errors import TranscriptError
from k1chat.frozen import frozen

Places = Sequence[tuple[str, int | None, str]]
"""File, line and function, the innermost last."""


@frozen
class Crash:
    """What happened: the kind of error, and where."""

    kind: str
    places: Places

    @classmethod
    def of(cls, error: BaseException) -> "Crash":
        """From an error."""
        frames = traceback.extract_tb(error.__traceback__)
        return cls(type(error).__name__, [(frame.filename, frame.lineno, frame.name) for frame in frames])

    @classmethod
    def of_panic(cls, renderables: Sequence[Any]) -> "Crash":
        """From what Textual's threads hand on: a traceback as Rich draws it, or anything else it draws."""
        stacks = [stack for each in renderables if hasattr(each, "trace") for stack in each.trace.stacks]
        if not stacks:
            return cls("an error in Textual", [])
        frames = [(frame.filename, frame.lineno, frame.name) for frame in stacks[0].frames]
        return cls(stacks[0].exc_type, frames)

    @property
    def line(self) -> str:
        """What happened and where, in one line."""
        if not self.places:
            return self.kind
        file, number, _ = self.places[-1]
        return f"{self.kind} in {PurePath(file).name}, line {number}"


def write_report(crash: Crash, folder: Path) -> str:
    """Write the report to the folder; the one line a person sees."""
    places = [f"{file}:{number} {name}" for file, number, name in crash.places]
    said = (
        f"k1chat stopped because of a mistake in the program ({crash.line}). "
        "The answers saved so far are kept; start it again to go on."
    )
    try:
        storage.write(folder / "crash-report.txt", "\n".join([f"k1chat {__version__}", crash.kind, *places, ""]))
    except TranscriptError:
        return said
    return f"{said} A report without your figures: {folder / 'crash-report.txt'}"
