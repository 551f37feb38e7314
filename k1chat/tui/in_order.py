"""Keys and pastes in the order they came, each only when all that the one before set going is done.

Textual hands on every key of one read (a slow line, a paste without brackets, a script) before the first has been
acted on, and a key bound to the program overtakes one that is typed into a box: answers would go to other questions.
The mouse is not kept in order: it points at what stands there.
"""

from collections import deque

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump


class InOrder(App[None]):
    """A program that acts on one key at a time."""

    class Done(Message):
        """Follows a key on its way up through the widgets: when it arrives, the key was acted on."""

        def __init__(self, target: MessagePump) -> None:
            super().__init__()
            self.target = target

    def __init__(self) -> None:
        super().__init__()
        self.line: deque[Event] = deque()
        self.acting: InOrder.Done | None = None

    async def on_event(self, event: Event) -> None:
        """A key takes its place in the line; one that was handed on before comes back here as it bubbles."""
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self.line.append(event)
        if self.acting is None or not self.acting.target.is_attached:
            await self._act()

    async def _act(self) -> None:
        """Act on the first in the line."""
        self.acting = None
        if not self.line:
            return
        event = self.line.popleft()
        self.acting = self.Done(self.focused or self.screen)
        await super().on_event(event)
        if not event.is_forwarded or not self.acting.target.post_message(self.acting):
            self.go_on()

    def on_in_order_done(self, done: Done) -> None:
        """The key was acted on, but what it set going may still stand in the queue."""
        if done is self.acting:
            self.go_on()

    def go_on(self) -> None:
        """To the next key, after all that stands in the queue by now; a call that comes later takes this one's place."""
        self.acting = self.Done(self.screen)
        self.call_later(self._leave, self.acting)

    async def _leave(self, done: Done) -> None:
        if done is self.acting:
            await self._act()
