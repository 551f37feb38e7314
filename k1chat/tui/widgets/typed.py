"""The box an answer is typed or pasted in."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input


class Answer(Message):
    """What was typed or picked. It is posted to the program at once, so that no key comes before it."""

    def __init__(self, text: str, sender: Widget) -> None:
        super().__init__()
        self.text, self.sender = text, sender


class Typed(Input):
    """One answer; a line feed, as pastes and keys typed before the start bring it, is Enter too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+j", "submit", show=False)]

    class LinesLeft(Message):
        """Of several lines that were pasted only the first was used."""

    async def action_submit(self) -> None:
        """Post what stands in the box."""
        self.app.post_message(Answer(self.value, self))

    def on_paste(self, event: Paste) -> None:
        """The first line that says something goes into the box, for the person to see before Enter takes it."""
        event.stop()
        event.prevent_default()
        lines = [line for line in map(_printable, event.text.splitlines()) if line]
        if lines:
            self.replace(lines[0], *self.selection)
        if len(lines) > 1:
            self.app.post_message(self.LinesLeft())


def _printable(line: str) -> str:
    """A line without what would move the cursor."""
    return "".join(letter if letter.isprintable() else " " for letter in line).strip()
