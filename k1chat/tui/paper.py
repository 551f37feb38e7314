"""A paper over the conversation: what it shows, what was said to the last line, what it asks, and a box to type in."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from k1chat.errors import InvalidAnswer
from k1chat.papers import Paper
from k1chat.tui.patience import told_if_slow
from k1chat.tui.widgets.typed import Typed

if TYPE_CHECKING:
    from k1chat.tui.app import Conversing

KEYS = "Esc leave  ^B back  F1 help  F2 why  F3 where is it  F4 don't know  ^Q quit"


class PaperScreen(ModalScreen[None]):
    """One paper, line by line; the conversation waits behind it."""

    DEFAULT_CSS = """
    PaperScreen { background: ansi_default; }
    PaperScreen VerticalScroll { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    PaperScreen #said { padding: 0 1; text-style: bold; max-height: 12; }
    PaperScreen #asked { padding: 1 1 0 1; max-height: 12; }
    PaperScreen Typed { margin: 0 1; }
    PaperScreen #keys { height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "say('leave')", show=False),
        Binding("ctrl+b", "say('back')", show=False),
        Binding("f1", "say('help')", show=False),
        Binding("f2", "say('why')", show=False),
        Binding("f3", "say('where')", show=False),
        Binding("f4", "dont_know", show=False),
        Binding("pageup", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
    ]

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.paper = paper

    def compose(self) -> ComposeResult:
        """The paper above, the box below."""
        with VerticalScroll(can_focus=False):
            yield Static(self.paper.shown(), markup=False, id="shown")
        yield Static("", markup=False, id="said")
        yield Static(self.paper.asks(), markup=False, id="asked")
        yield Typed(placeholder="Type a line and press Enter; Esc goes back to the conversation", compact=True)
        yield Static(KEYS, markup=False, id="keys")

    def on_mount(self) -> None:
        """Typing is for the box at once."""
        self.query_one(Typed).focus()

    async def take(self, text: str) -> None:
        """A typed line: what the paper says to it; what it does not take stays in the box."""
        try:
            said = await told_if_slow(partial(self.paper.take, text), self._working) if text else ""
        except InvalidAnswer as reason:
            self.query_one("#said", Static).update(str(reason))
            return
        if self.paper.over:
            await cast("Conversing", self.app).close_paper(said)
            return
        self.query_one(Typed).clear()
        self.query_one("#said", Static).update(said)
        self.query_one("#shown", Static).update(self.paper.shown())
        self.query_one("#asked", Static).update(self.paper.asks())

    def _working(self) -> None:
        """A line takes a while."""
        self.query_one("#said", Static).update("Working it out ...")

    async def action_say(self, word: str) -> None:
        """A key that stands for a word."""
        await self.take(word)

    async def action_dont_know(self) -> None:
        """ "I don't know"."""
        await self.take("don't know")

    def action_scroll(self, by: int) -> None:
        """Up or down the paper."""
        pane = self.query_one(VerticalScroll)
        (pane.scroll_page_up if by < 0 else pane.scroll_page_down)(animate=False)
