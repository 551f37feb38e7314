"""The colours a person chose, remembered in the folder of the conversations."""

import contextlib
from pathlib import Path

from k1chat import storage
from k1chat.errors import TranscriptError

FIRST = "ansi-dark"
"""The terminal's own palette."""


def kept_theme(folder: Path) -> str:
    """The theme that was chosen last; the first where there is none, or none of that name any more."""
    from textual.theme import BUILTIN_THEMES

    try:
        name = (folder / "theme").read_text("utf-8").strip()
    except (OSError, ValueError):
        return FIRST
    return name if name in BUILTIN_THEMES else FIRST


def keep_theme(folder: Path, name: str) -> None:
    """Remember it; where that cannot be, the colours are only for now."""
    if name != kept_theme(folder):
        with contextlib.suppress(TranscriptError):
            storage.write(folder / "theme", f"{name}\n")
