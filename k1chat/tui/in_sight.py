"""A scrolling list in which one place stays in sight, whatever becomes of the window or of the text above it."""

from typing import cast

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

Span = tuple[Widget, Widget]
"""The first and the last of the widgets that should be seen together."""


class InSight(VerticalScroll, inherit_bindings=False, can_focus=False):
    """The arrows are the conversation's, so it has no keys of its own. What must be seen, its children tell."""

    def __init__(self) -> None:
        super().__init__()
        self.reading: tuple[Widget, float] | None = None
        """The widget at the top, and how much of it is above; while nothing else must be seen."""
        self.settled: tuple[Size, Size] | None = None
        self.bringing = False

    def bring(self) -> None:
        """Scroll to what must be seen, once all of it is laid out."""
        self.call_after_refresh(self._bring)

    def on_resize(self) -> None:
        """Another window, or longer text: text is wrapped anew and everything stands elsewhere."""
        self.bring()

    def watch_virtual_size(self) -> None:
        """Text that was laid out only now moves what stands below it."""
        self.bring()

    def _bring(self) -> None:
        self.settled, self.bringing = (self.size, self.virtual_size), True
        self.show_what_must_be_seen()
        self.bringing = False

    def show_what_must_be_seen(self) -> None:
        """The place a person was reading; who has more to show goes first."""
        if self.reading and self.reading[0].is_attached:
            widget, above = self.reading
            self._to(self.top(widget) + round(above * widget.size.height))

    def show_end(self) -> None:
        """To the last line."""
        self._to(self.max_scroll_y)

    def show_span(self, span: Span) -> None:
        """As little as is needed to see all of it; from its top where it is longer than the screen."""
        top, bottom = self.top(span[0]), self.top(span[1]) + span[1].size.height
        if top < self.scroll_y or self.longer(span):
            self._to(top)
        elif bottom > self.scroll_y + self.size.height:
            self._to(bottom - self.size.height)

    def longer(self, span: Span) -> bool:
        """Whether it is longer than the screen."""
        return self.top(span[1]) + span[1].size.height - self.top(span[0]) > self.size.height

    def top(self, widget: Widget) -> int:
        """Where a widget begins, counted from the first line."""
        line = 0
        while widget is not self:
            line, widget = line + widget.virtual_region.y, cast(Widget, widget.parent)
        return line

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """A person scrolled: that is the place now. Textual's own scrolling after a resize is not."""
        super().watch_scroll_y(old_value, new_value)
        if not self.bringing and self.settled == (self.size, self.virtual_size):
            self.reading = self._at(new_value)

    def _at(self, line: float) -> tuple[Widget, float] | None:
        for widget in (each for each in self.query("*").results(Widget) if not each.children):
            top, height = self.top(widget), widget.size.height
            if height and top + height > line:
                return widget, max(0.0, (line - top) / height)
        return None

    def _to(self, line: float) -> None:
        self.scroll_to(y=line, animate=False, immediate=True)
