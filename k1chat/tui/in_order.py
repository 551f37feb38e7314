"""Keys and pastes in the order they came, each only when all that the one before set going is done.

Textual hands on every key of one read (a slow line, a paste without brackets, a script) before the first has been
acted on, and a key bound to the program overtakes one that is typed into a box: answers would go to other questions.
The mouse is not kept in order: it points at what stands there, and what no longer stands there takes no click.
"""

from collections import deque

from textual.app import App
from textual.errors import NoWidget
from textual.events import Event, Key, MouseDown, Paste
from textual.message import Message
from textual.message_pump import MessagePump


class InOrder(App[None]):
    """A program that acts on one key at a time; on the first when `go_on` is called for the first time."""

    class Done(Message):
        """Follows a key on its way up through the widgets: when it arrives, the key was acted on."""

        def __init__(self, target: MessagePump | None) -> None:
            super().__init__()
            self.target = target

    def __init__(self) -> None:
        super().__init__()
        self.line: deque[Event] = deque()
        self.acting: InOrder.Done | None = self.Done(None)

    async def on_event(self, event: Event) -> None:
        """A key takes its place in the line; one that was handed on before comes back here as it bubbles."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self.line.append(event)
            if self._free:
                await self._act()
        elif not isinstance(event, MouseDown) or self._stands(event):
            await super().on_event(event)

    @property
    def _free(self) -> bool:
        """Nothing is acted on, or the widget a key went to is gone and its sign will not come."""
        return self.acting is None or (self.acting.target is not None and not self.acting.target.is_attached)

    def _stands(self, event: MouseDown) -> bool:
        """Textual crashes where the mouse goes down on what was just taken away, as with a double click."""
        try:
            return self.get_widget_at(event.x, event.y)[0].is_attached
        except NoWidget:
            return True

    async def _act(self) -> None:
        """Act on the first in the line."""
        self.acting = None
        if not self.line:
            return
        event = self.line.popleft()
        target = self.focused or self.screen
        self.acting = done = self.Done(target)
        await super().on_event(event)
        if not event.is_forwarded or not target.post_message(done):
            self.go_on()

    def on_in_order_done(self, done: Done) -> None:
        """The key was acted on, but what it set going may still stand in the queue."""
        if done is self.acting:
            self.go_on()

    def go_on(self) -> None:
        """To the next key, after all that stands in the queue by now; a later call takes the place of this one."""
        self.acting = self.Done(self.screen)
        self.call_later(self._leave, self.acting)

    async def _leave(self, done: Done) -> None:
        if done is self.acting:
            await self._act()
