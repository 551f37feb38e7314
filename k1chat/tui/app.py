"""The full-screen conversation: chat on the left, the live panel on the right, keys at the foot.

All it knows of the law is what a Conversation tells it. A crash leaves the terminal sound, exits non-zero, and
writes a report without figures to a file; SIGTERM and SIGHUP end the program the same orderly way.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input, Static

from k1chat.conversation import Conversation, Given
from k1chat.errors import InvalidAnswer, TranscriptError
from k1chat.facts import FILING_STATUS, TAX_YEAR, UNKNOWN
from k1chat.interview import Question
from k1chat.tui.crash import write_report
from k1chat.tui.widgets.bubble import Answered, Said
from k1chat.tui.widgets.choices import Choices
from k1chat.tui.widgets.keys import Keys
from k1chat.tui.widgets.panel import Panel
from k1chat.wording import choices, heading, limit_titles, question_words, value_words, why, words

NARROW = 72
PICKED_FROM_A_LIST = ("choice", "yes_no", "boxes")
HELP = """\
Type an answer and press Enter, or pick one from the list.
Arrow up goes to earlier answers; Enter on one asks it again. The later answers stay.
^B back   F2 why it is asked   F3 where the figure stands   F4 I don't know
F6 show or hide the panel   ^S save   ^N start over   ^P all commands   ^Q quit
Every answer is kept as you give it. Quit at any time and go on later."""


class Chat(VerticalScroll, inherit_bindings=False, can_focus=False):
    """The scrolling chat; the arrows are the conversation's, not its."""


class Conversing(App[None]):
    """The conversation on the screen."""

    CSS_PATH: ClassVar = ["app.tcss", *(f"widgets/{name}.tcss" for name in ("bubble", "choices", "panel", "keys"))]
    TITLE = "k1chat"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+b", "back", "Back", priority=True),
        Binding("f1", "help_me", "Help", priority=True),
        Binding("f2", "why", "Why", priority=True),
        Binding("f3", "where", "Where is it", priority=True),
        Binding("f4", "dont_know", "I don't know", priority=True),
        Binding("f6", "panel", "Panel", priority=True),
        Binding("ctrl+s", "save", "Save", priority=True),
        Binding("ctrl+n", "new", "Start over", priority=True),
        Binding("ctrl+q", "leave", "Quit", priority=True),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
        Binding("enter", "ask_again", show=False),
        Binding("escape", "to_answer", show=False),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self.conversation = conversation
        self.keys_shown: list[tuple[object, ...]] = []
        self.chosen: int | None = None
        self.panel_wanted = False
        self.saved_state: object = None

    def compose(self) -> ComposeResult:
        """Title, chat and panel, keys."""
        yield Static("", id="title", markup=False)
        with Horizontal():
            yield Chat(id="chat")
            yield Panel()
        yield Keys()

    async def on_mount(self) -> None:
        """Draw what there is: a new conversation, or one that goes on."""
        self._watch_signals()
        await self._redraw(welcome=True)
        self.call_after_refresh(_after_first_paint)

    def _watch_signals(self) -> None:
        """SIGTERM and SIGHUP end the program in order, so that the terminal is given back; Windows has neither."""
        import asyncio

        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and os.name == "posix":
                asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)

    @property
    def chat(self) -> VerticalScroll:
        """The scrolling chat."""
        return self.query_one("#chat", VerticalScroll)

    # Drawing

    async def _redraw(self, welcome: bool = False) -> None:
        """Draw the whole chat again: after a change, and at the start."""
        given = self.conversation.history()
        widgets: list[Static | Input] = self._welcome() if welcome or not given else []
        for each in given:
            widgets += self._bubbles(each)
        await self.chat.remove_children()
        self.keys_shown, self.chosen = [_key(each) for each in given], None
        await self.chat.mount_all([*widgets, *self._now()])
        self._settle()

    async def _go_on(self) -> None:
        """After an answer: add what is new; draw all again only where earlier bubbles changed."""
        given = self.conversation.history()
        keys = [_key(each) for each in given]
        if keys[:-1] != self.keys_shown or self.conversation.finished:
            await self._redraw()
            return
        await self.chat.query(".-now").remove()
        self.keys_shown, self.chosen = keys, None
        await self.chat.mount_all([*self._bubbles(given[-1]), *self._now()])
        self._settle()

    def _welcome(self) -> list[Static | Input]:
        kept = f"Kept in {self.conversation.folder} (change: --transcripts DIR)."
        said = [words("screen")["welcome"], kept]
        if self.conversation.resumed:
            said.append(f"Going on where you stopped: {self.conversation.resumed} answers are kept. ^N starts over.")
        return [Said("\n".join(said), "k1chat")]

    def _bubbles(self, given: Given) -> list[Static | Input]:
        said = question_words(given.question, self.conversation.case)
        about = f"{said.heading}: " if said.heading else ""
        answer = Answered(given.question, value_words(given.question.fact, given.value), given.counts)
        return [Said(f"{about}{said.ask}"), answer]

    def _now(self) -> list[Static | Input]:
        """The question that is asked now with its way to answer, or the answer."""
        question, said = self.conversation.question, self.conversation.words
        if question is None or said is None:
            return self._the_end()
        term = f" [{said.term}]" if said.term else ""
        asked = Said(f"{said.ask}{term}\n{said.help}", f"k1chat · {said.heading}" if said.heading else "k1chat")
        return [_now(widget) for widget in (asked, self._answer_box(question), Said("", ""))]

    def _answer_box(self, question: Question) -> Static | Input:
        value = self.conversation.case.get(question.fact, question.place)
        if question.fact.kind in PICKED_FROM_A_LIST:
            picked = () if value is None else _picked(value)
            return Choices(choices(question.fact), question.fact.kind == "boxes", picked)
        shown = "" if value is None or value is UNKNOWN else value_words(question.fact, value)
        return Input(shown, placeholder="Type your answer, or F4 if you don't know", compact=True)

    def _the_end(self) -> list[Static | Input]:
        from rich.markdown import Markdown

        from k1chat.plain import answer_page

        page = Static(Markdown("\n".join(answer_page(self.conversation))), classes="-now answer")
        said = f"{self._saved()}\nArrow up to an answer and Enter to change it; ^N for another; ^Q to quit."
        return [page, _now(Said(said, "k1chat"))]

    def _saved(self) -> str:
        from k1chat.transcript import save

        try:
            return f"Saved as {save(self.conversation)}"
        except TranscriptError as error:
            return str(error)

    def _settle(self) -> None:
        """Title, panel and focus for the question that is asked now."""
        case, question = self.conversation.case, self.conversation.question
        year, status = case.get(TAX_YEAR, ()), case.get(FILING_STATUS, ())
        told = [str(year) if year and year is not UNKNOWN else "", _status(status)]
        left = " · ".join(["k1chat", *filter(None, told)])
        right = heading(case, question.place) if question else ""
        self.query_one("#title", Static).update(f"{left}{right[:40]:>{max(1, self.size.width - len(left) - 2)}}")
        reason = why(question) if question else ""
        self.query_one(Panel).tell(self.conversation.step.outcome, limit_titles(), reason)
        self._reason(self.conversation.trouble)
        self._focus_answer()

    def _focus_answer(self) -> None:
        box = next(iter(self.chat.query("Choices, Input")), None)
        if box is not None:
            box.focus(scroll_visible=False)
        page = next(iter(self.chat.query(".answer")), None)
        if page is not None:
            self.call_after_refresh(self.chat.scroll_to_widget, page, animate=False, top=True)
        else:
            self.call_after_refresh(self.chat.scroll_end, animate=False)

    def _reason(self, text: str) -> None:
        """Why an answer was not taken, or what the disk said: under the question."""
        for said in list(self.chat.query(Said))[-1:]:
            if "-now" in said.classes and not self.conversation.finished:
                said.update(text)
                said.set_class(bool(text), "-reason")

    async def _aside(self, text: str) -> None:
        """Something said in between, just above the way to answer."""
        aside = _now(Said(text))
        aside.add_class("-aside")
        box = next(iter(self.chat.query("Choices, Input")), None)
        await self.chat.mount(aside, before=box)
        self.call_after_refresh(self.chat.scroll_end, animate=False)

    # Answering

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """A typed answer; what is not taken stays in the box."""
        if self.chosen is not None:
            await self.action_ask_again()
        else:
            await self._take(event.value)

    async def on_choices_picked(self, event: Choices.Picked) -> None:
        """A picked answer."""
        await self._take(event.text)

    def on_choices_left(self) -> None:
        """From the list up to earlier answers."""
        self.set_focus(None)
        self.action_earlier(-1)

    async def _take(self, text: str) -> None:
        try:
            self.conversation.answer(text)
        except InvalidAnswer as reason:
            self._reason(str(reason))
            self.call_after_refresh(self.chat.scroll_end, animate=False)
        else:
            await self._go_on()

    async def on_answered_picked(self, event: Answered.Picked) -> None:
        """An earlier answer was clicked."""
        self.conversation.change(event.question)
        await self._redraw()

    # Keys

    async def action_back(self) -> None:
        """Ask the question before again."""
        if self.conversation.back():
            await self._redraw()

    async def action_why(self) -> None:
        """Why the question is asked, with its authority."""
        await self._tell(lambda said: f"Why: {said.why}")

    async def action_where(self) -> None:
        """Where the figure stands, and what people get wrong."""
        await self._tell(lambda said: f"Where: {said.where}" + (f"\nOften wrong: {said.mistakes}" if said.mistakes else ""))

    async def _tell(self, about: object) -> None:
        said = self.conversation.words
        if said is not None and callable(about):
            await self._aside(about(said))

    async def action_help_me(self) -> None:
        """The keys."""
        await self._aside(HELP)

    async def action_dont_know(self) -> None:
        """ "I don't know"."""
        if self.conversation.question:
            await self._take("don't know")

    async def action_save(self) -> None:
        """Save the page as it stands."""
        await self._aside(self._saved())

    async def action_new(self) -> None:
        """Start over; what there is was saved first."""
        if self.conversation.history():
            self._saved()
        self.conversation.start_over()
        await self._redraw(welcome=True)

    def action_panel(self) -> None:
        """Show or hide the panel; on a narrow screen it takes the whole width."""
        self.panel_wanted = not self.panel_wanted
        self._fit(self.size.width)

    def action_leave(self) -> None:
        """Quit; every answer is kept."""
        self.exit()

    def action_scroll(self, by: int) -> None:
        """A page up or down the chat."""
        (self.chat.scroll_page_up if by < 0 else self.chat.scroll_page_down)(animate=False)

    def action_earlier(self, by: int) -> None:
        """Mark the answer above or below, for Enter to ask again."""
        marks = list(self.chat.query(Answered))
        at = len(marks) if self.chosen is None else self.chosen
        if self.chosen is not None:
            marks[self.chosen].choose(False)
        self.chosen = at + by if 0 <= at + by < len(marks) else 0 if at + by < 0 and marks else None
        if self.chosen is None:
            self._focus_answer()
        else:
            marks[self.chosen].choose(True)
            self.chat.scroll_to_widget(marks[self.chosen], animate=False)

    async def action_ask_again(self) -> None:
        """Ask the marked answer again."""
        if self.chosen is not None:
            self.conversation.change(list(self.chat.query(Answered))[self.chosen].question)
            await self._redraw()

    async def action_to_answer(self) -> None:
        """Leave the earlier answers, or the change of one, as they are."""
        self.conversation.leave_unchanged()
        await self._redraw()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything a key does, in the command palette too."""
        yield SystemCommand("Back", "Ask the question before again", self.action_back)
        yield SystemCommand("Why", "Why this is asked, with its authority", self.action_why)
        yield SystemCommand("Where is it", "Where on the paper the figure stands", self.action_where)
        yield SystemCommand("I don't know", "Go on without it; the answer becomes a range", self.action_dont_know)
        yield SystemCommand("Panel", "Show or hide what is certain so far", self.action_panel)
        yield SystemCommand("Save", "Save the conversation as a page", self.action_save)
        yield SystemCommand("Start over", "A new conversation; this one is saved first", self.action_new)
        yield SystemCommand("Help", "The keys", self.action_help_me)
        yield SystemCommand("Light or dark", "Colours for a light or a dark terminal", self.action_light_or_dark)
        yield SystemCommand("Quit", "Every answer is kept", self.action_leave)

    def action_light_or_dark(self) -> None:
        """The terminal's own palette, for a light or a dark background."""
        self.theme = "ansi-light" if self.theme == "ansi-dark" else "ansi-dark"

    # Room and trouble

    def on_resize(self, event: Resize) -> None:
        """The panel goes where there is no room for it."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        narrow = width < NARROW
        panel = self.query_one(Panel)
        panel.set_class(self.panel_wanted != narrow, "-narrow")
        panel.set_class(self.panel_wanted and narrow, "-alone")
        self.chat.display = not (self.panel_wanted and narrow)
        if self.is_mounted:
            self._settle()

    def _handle_exception(self, error: Exception) -> None:
        """A bug: give the terminal back, exit 1, and say where the report is. No figure is shown or written."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._exit_renderables.append(write_report(error, self.conversation.folder))
        self._close_messages_no_wait()


def _now(widget: Static | Input) -> Static | Input:
    widget.add_class("-now")
    return widget


def _key(given: Given) -> tuple[object, ...]:
    value = given.value
    return (given.question.place, given.question.fact.name, str(value), given.counts)


def _picked(value: object) -> tuple[str, ...]:
    if value is UNKNOWN:
        return ("don't know",)
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    return value if isinstance(value, tuple) else (str(value),)


def _status(status: object) -> str:
    return "" if status is None or status is UNKNOWN else dict(choices(FILING_STATUS))[str(status)].lower()


def _after_first_paint() -> None:
    """What the first screen did without: garbage collection, and the libraries the answer needs."""
    gc.enable()
    gc.freeze()


def converse(folder: Path) -> int:
    """Hold the conversation on the screen; the exit code."""
    gc.disable()
    conversation = Conversation(folder)
    app = Conversing(conversation)
    try:
        app.run()
    finally:
        if not app.return_code:
            conversation.close()
    sys.stdout.flush()
    return app.return_code or 0
