"""NO_COLOR (no-color.org): not one colour is sent, so that the terminal's own stand, light or dark.

Textual's own filter sends black on black where the theme is set after it, and the default colours otherwise.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter


class WithoutColour(LineFilter):
    """Takes the colours away; bold, underlined and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same text in the terminal's own colours."""
        return [Segment(text, style and style.without_color, control) for text, style, control in segments]
