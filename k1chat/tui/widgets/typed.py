"""The box an answer is typed in. Enter takes what stands in it at that moment; keys that come after wait for the next.

Textual acts on Enter late: several keys in one read (a paste, a slow line) would else end up in the wrong answer.
"""

from textual.events import Key
from textual.message import Message
from textual.widgets import Input


class TooEarly(Message):
    """A key that came while the answer before it was still being taken."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key


class Typed(Input):
    """One answer, sent once; `sent` is taken back where the answer was refused."""

    sent = False

    async def _on_key(self, event: Key) -> None:
        if not self.sent and event.key != "enter":
            return
        event.stop()
        event.prevent_default()
        if self.sent:
            self.post_message(TooEarly(event))
        else:
            self.sent = True
            await self.action_submit()
