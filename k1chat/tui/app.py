"""The full-screen conversation: chat on the left, the live panel on the right, keys at the foot.

All it knows of the law is what a Conversation tells it. A crash leaves the terminal sound, exits non-zero, and
writes a report without figures to a file; signals end the program the same orderly way.
"""

import gc
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.filter import LineFilter
from textual.reactive import Reactive
from textual.screen import Screen

from k1chat.asking import question_in, reply_instead
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.tui.actions import (
    ACTIONS,
    COPIED,
    FOR_A_PREPARER,
    HELP,
    HELP_AT_THE_END,
    HOW_TO_ANSWER,
    NO_QUESTION,
    PAPERS,
    QUIT,
    START_OVER,
    TYPED,
)
from k1chat.tui.chat import Chat
from k1chat.tui.commands import Commands
from k1chat.tui.no_colour import WithoutColour
from k1chat.tui.over_papers import OverPapers
from k1chat.tui.patience import told_if_slow
from k1chat.tui.themes import keep_theme, kept_theme
from k1chat.tui.widgets.bubble import Answered
from k1chat.tui.widgets.keys import Keys
from k1chat.tui.widgets.panel import Panel
from k1chat.tui.widgets.title import Title
from k1chat.tui.widgets.typed import Answer, Typed
from k1chat.wording import QuestionWords, limit_titles, topic_titles, why

NARROW = 72
WIDGETS = ("ask", "bubble", "choices", "panel", "keys", "page", "title")
"""Each has its style beside it."""


class Conversing(OverPapers):
    """The conversation on the screen."""

    CSS_PATH: ClassVar = ["app.tcss", *(f"widgets/{name}.tcss" for name in WIDGETS)]
    TITLE = "k1chat"
    theme: Reactive[str] = Reactive("ansi-dark")
    """Set later, it would have every style read twice before the first paint."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, action, name, priority=True) for key, action, name, _ in ACTIONS),
        Binding("ctrl+c", "interrupted", show=False),
        Binding("up", "earlier(-1)", show=False),
        Binding("down", "earlier(1)", show=False),
        Binding("enter", "ask_again", show=False),
        Binding("escape", "to_answer", show=False),
        Binding("pageup", "scroll(-1)", show=False, priority=True),
        Binding("pagedown", "scroll(1)", show=False, priority=True),
    ]

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.set_reactive(App.theme, kept_theme(conversation.folder))
        self.conversation = conversation
        self.chat = Chat(conversation)
        self.panel_turned = False
        self.without_colour = WithoutColour()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What is drawn goes through these: with NO_COLOR all colours are taken away."""
        return [self.without_colour] if self.no_color else super().get_line_filters()

    def compose(self) -> ComposeResult:
        """Title, chat and panel, keys."""
        yield Title()
        with Horizontal():
            yield self.chat
            yield Panel()
        yield Keys()

    async def on_mount(self) -> None:
        """Draw what there is: a new conversation, or one that goes on."""
        await self._again(welcome=True)
        self.call_after_refresh(_after_first_paint)

    async def _settle(self) -> None:
        """Title, panel and focus for the question that is asked now; at the end the box to ask something."""
        question = self.conversation.question
        self.query_one(Title).tell(self.conversation.case, question)
        self.query_one(Panel).tell(self.conversation.step.outcome, limit_titles(), why(question) if question else "")
        self.query_one(Keys).tell(self.conversation.finished)
        self.chat.reason(self.conversation.trouble)
        await self.show_ask(self.conversation.finished)
        if self.ask_box is not None:
            self.ask_box.focus(scroll_visible=False)
        self.chat.focus_answer()

    async def _take(self, text: str) -> None:
        try:
            await told_if_slow(partial(self.conversation.answer, text), self.chat.working)
        except InvalidAnswer as reason:
            if reply := reply_instead(self.conversation, text):
                if isinstance(self.chat.box, Typed):
                    self.chat.box.clear()
                await self.chat.tell_reply(text, reply.text)
                return
            self.chat.reason(str(reason))
            self.chat.bring()
        else:
            await self.chat.go_on()
            await self._settle()
            self.go_on()

    async def _again(self, welcome: bool = False) -> None:
        await self.chat.redraw(welcome)
        await self._settle()
        self.go_on()

    async def on_answer(self, event: Answer) -> None:
        """An answer, or a typed word. On a marked answer Enter asks that again; a second click on a list is none.

        A digit answers at once; the Enter that many press after it says nothing to the next question.
        """
        if await self.for_paper(event.text):
            return
        box, word = self.chat.box, event.text.strip().lower()
        asking = event.sender is self.ask_box
        if event.sender is not box and not asking:
            return
        if self.chat.chosen is not None:
            await self.action_ask_again()
        elif word in TYPED and not self.names_something(word):
            if isinstance(event.sender, Typed):
                event.sender.clear()
            await self.run_action(TYPED[word])
        elif asking or question_in(event.text):
            if isinstance(event.sender, Typed):
                event.sender.clear()
            await self.take_question(event.text)
        elif not word:
            self.chat.reason(HOW_TO_ANSWER[isinstance(box, Typed)], quietly=True)
        else:
            await self._take(event.text)

    def on_typed_lines_left(self) -> None:
        """Several lines were pasted."""
        self.chat.reason("Several lines were pasted; only the first stands in the box. Press Enter to take it.")

    def on_choices_left(self) -> None:
        """From the list up to earlier answers."""
        self.set_focus(None)
        self.action_earlier(-1)

    async def on_answered_picked(self, event: Answered.Picked) -> None:
        """An earlier answer was clicked."""
        await self.change(event.question)

    async def action_back(self) -> None:
        """Ask the question before again."""
        if self.conversation.back():
            await self._again()

    async def action_why(self) -> None:
        """Why the question is asked, with its authority."""
        await self._tell(lambda said: f"Why: {said.why}")

    async def action_where(self) -> None:
        """Where the figure stands, and what people get wrong."""
        await self._tell(lambda said: f"Where: {said.where}\nWatch out: {said.mistakes}")

    async def _tell(self, about: Callable[[QuestionWords], str]) -> None:
        said = self.conversation.words
        await self.chat.aside(about(said) if said else NO_QUESTION)

    async def action_help_me(self) -> None:
        """What can be done here, and the keys."""
        await self.chat.aside(HELP_AT_THE_END if self.conversation.finished else HELP)

    async def action_copy(self) -> None:
        """The last reply, or the answer, to the clipboard; the saved page where the terminal has none."""
        self.copy_to_clipboard(self.chat.newest_text())
        await self.chat.aside(COPIED + self.chat.save())

    async def action_dont_know(self) -> None:
        """ "I don't know"."""
        await (self._take("don't know") if self.conversation.question else self.chat.aside(NO_QUESTION))

    async def action_save(self, preparer: bool = False) -> None:
        """Save the page as it stands; the one for a preparer too."""
        await self.chat.aside(self.chat.save(preparer=preparer))

    async def action_new(self) -> None:
        """Start over, asked twice before the end; what there was is saved first and kept to go on with."""
        if self.conversation.history():
            if not self.conversation.finished and self.chat.said_about != "new":
                await self.chat.aside(START_OVER, "new")
                return
            said = self.chat.save()
            if not self.conversation.page_stands:
                await self.chat.aside(f"{said} Not started over.")
                return
        self.conversation.start_over()
        await self._again(welcome=True)

    def action_command_palette(self) -> None:
        """All commands."""
        if not isinstance(self.screen, Commands):
            self.push_screen(Commands(id="--command-palette"))

    def action_panel(self) -> None:
        """Show or hide the panel; on a narrow screen it takes the whole width."""
        self.panel_turned = not self.panel_turned
        self._fit(self.size.width)

    def action_light_or_dark(self) -> None:
        """The terminal's own palette, for a light or a dark background."""
        self.theme = "ansi-light" if self.theme == "ansi-dark" else "ansi-dark"

    async def action_interrupted(self) -> None:
        """Ctrl-C ends most programs; here it says how to quit, where it has nothing to copy."""
        await self.chat.aside(self.conversation.trouble or QUIT)

    def action_leave(self) -> None:
        """Quit; every answer is kept."""
        self.exit()

    def action_scroll(self, by: int) -> None:
        """A page up or down the chat."""
        (self.chat.scroll_page_up if by < 0 else self.chat.scroll_page_down)(animate=False)

    def action_earlier(self, by: int) -> None:
        """Mark an earlier answer."""
        self.chat.mark(by)

    def action_change(self) -> None:
        """Up from the answer, to the last that was given."""
        self.chat.mark(-1)

    async def action_ask_again(self) -> None:
        """Ask the marked answer again."""
        if self.chat.marked:
            await self.change(self.chat.marked)

    async def action_to_answer(self) -> None:
        """Leave the earlier answers, or the change of one, as they are."""
        self.conversation.leave_unchanged()
        await self._again()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Everything a key does, in the command palette too; then every answer, and every topic there is."""
        for _, action, name, said in ACTIONS:
            yield SystemCommand(name, said, getattr(self, f"action_{action}"))
        for word, name, said in PAPERS:
            yield SystemCommand(name, said, partial(self.action_paper, word))
        yield SystemCommand("For a preparer", FOR_A_PREPARER, partial(self.action_save, preparer=True), discover=False)
        yield SystemCommand("Colours", "Choose among all themes", self.search_themes)
        for short, question in self.chat.changes():
            yield SystemCommand(f"Change: {short}", "Ask this again", partial(self.change, question), discover=False)
        for title in topic_titles():
            yield SystemCommand(title, "A topic", partial(self.take_question, title), discover=False)

    def watch_theme(self, theme: str) -> None:
        """The theme a person chose stays."""
        keep_theme(self.conversation.folder, theme)

    def on_resize(self, event: Resize) -> None:
        """The panel goes where there is no room for it."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        narrow = width < NARROW
        panel = self.query_one(Panel)
        panel.set_class(self.panel_turned != narrow, "-narrow")
        panel.set_class(self.panel_turned and narrow, "-alone")
        self.chat.display = not (self.panel_turned and narrow)
        if self.chat.is_drawn:
            self.chat.focus_answer()


def _after_first_paint() -> None:
    """Garbage collection waits for the first screen (TERMINAL.md: a tenth of the start-up)."""
    gc.enable()
    gc.freeze()
