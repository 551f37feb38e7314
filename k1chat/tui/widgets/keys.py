"""The line of keys at the foot of the screen; each can be clicked."""

from textual.widgets import Static

KEYS = (
    ("^B", "back", "back"),
    ("F2", "why", "why"),
    ("F3", "where is it", "where"),
    ("F4", "don't know", "dont_know"),
    ("^S", "save", "save"),
    ("^P", "commands", "command_palette"),
    ("^Q", "quit", "leave"),
)


class Keys(Static):
    """Keys and what they do."""

    def __init__(self) -> None:
        super().__init__("  ".join(f"[@click=app.{action}]{key} {label}[/]" for key, label, action in KEYS))
