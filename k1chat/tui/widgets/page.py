"""The answer as a page: headings, text and the waterfall, each drawn to the width there is."""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from k1chat.picture import waterfall
from k1chat.wording import blocks, limit_titles

if TYPE_CHECKING:
    from k1chat.outcome import Outcome


class Waterfall(Static):
    """The picture of an outcome, drawn anew for every width."""

    def __init__(self, outcome: "Outcome") -> None:
        super().__init__("", markup=False)
        self.outcome = outcome

    def on_resize(self) -> None:
        """Bars are as wide as there is room, up to what the eye takes in at once."""
        width = max(20, min(self.size.width, 72))
        self.update("\n".join(waterfall(self.outcome, limit_titles(), width, ranges=True)))


class Page(Vertical):
    """A Markdown page on the screen."""

    def __init__(self, markdown: str, outcome: "Outcome | None") -> None:
        super().__init__()
        self.markdown, self.outcome = markdown, outcome

    def compose(self) -> ComposeResult:
        """A widget a block."""
        for kind, text in blocks(self.markdown):
            if kind == "picture" and self.outcome:
                yield Waterfall(self.outcome)
            else:
                yield Static(f"- {text}" if kind == "item" else text, markup=False, classes=f"-{kind}")
