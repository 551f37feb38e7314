"""The line of keys at the foot of the screen; each can be clicked."""

from collections.abc import Sequence

from textual.widgets import Static

KEYS = (
    ("^B", "back", "back", "back"),
    ("F2", "why", "why", "why"),
    ("F3", "where is it", "where", "where"),
    ("F4", "don't know", "don't know", "dont_know"),
    ("F5", "ask", "ask", "ask"),
    ("^S", "save", "", "save"),
    ("^P", "commands", "all", "command_palette"),
    ("^Q", "quit", "quit", "leave"),
)
"""Key, what it does, the same where there is little room, action."""
KEYS_AT_THE_END = (
    ("Up", "change an answer", "change", "change"),
    ("F1", "help", "help", "help_me"),
    ("F8", "copy", "copy", "copy"),
    ("^N", "new conversation", "new", "new"),
    *(key for key in KEYS if key[0] in ("^S", "^P", "^Q")),
)
"""No question is open: nothing to ask why, where, or not to know."""


class Keys(Static):
    """Keys and what they do, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: Sequence[tuple[str, str, str, str]] = KEYS

    def tell(self, finished: bool) -> None:
        """Those of a question, or those at the end."""
        self.keys = KEYS_AT_THE_END if finished else KEYS
        self.on_resize()

    def on_resize(self) -> None:
        """A narrow screen shows the short names; a key without one is in the list of commands."""
        full = [(key, label, action) for key, label, _, action in self.keys]
        short = [(key, label, action) for key, _, label, action in self.keys if label]
        fits = len("  ".join(f"{key} {label}" for key, label, _ in full)) <= self.size.width
        shown = full if fits else short
        self.update("  ".join(f"[@click=app.{action}]{key} {label}[/]" for key, label, action in shown))
