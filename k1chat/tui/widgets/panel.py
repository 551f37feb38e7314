"""The live panel: the waterfall with what is certain, and why the question is asked."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.widgets import Static

from k1chat.picture import waterfall

if TYPE_CHECKING:
    from k1chat.outcome import Outcome


class Panel(Static):
    """What is certain already. It never shows a figure that a later answer could contradict."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.shown: tuple[Outcome | None, Mapping[str, str], str] | None = None

    def tell(self, outcome: "Outcome | None", titles: Mapping[str, str], why: str) -> None:
        """Show an outcome so far and the reason for the question."""
        self.shown = (outcome, titles, why)
        self._draw()

    def on_resize(self) -> None:
        """Bars are drawn to the width there is."""
        self._draw()

    def _draw(self) -> None:
        if self.shown is None or not self.content_size.width:
            return
        outcome, titles, why = self.shown
        width = self.content_size.width
        lines = waterfall(outcome, titles, width) if outcome else _open(titles, width)
        self.update("\n".join([*lines, "", f"Asking because of {why}" if why else ""]))


def _open(titles: Mapping[str, str], width: int) -> list[str]:
    names = ["Your loss", *titles.values(), "Counts this year"]
    return [f"{name}{'?':>{max(1, width - len(name))}}" for name in names]
