"""The chat: bubbles of what was said, the question that is asked now, and the way to answer it."""

import asyncio
from collections.abc import Sequence

from textual.widget import Widget

from k1chat.answered import answer_page, in_short
from k1chat.conversation import Conversation, Given
from k1chat.errors import TranscriptError
from k1chat.facts import UNKNOWN
from k1chat.interview import Question
from k1chat.picked import SEVERAL
from k1chat.tui.actions import KEEP
from k1chat.tui.in_sight import InSight
from k1chat.tui.widgets.bubble import Answered, Said
from k1chat.tui.widgets.choices import Choices
from k1chat.tui.widgets.typed import Typed
from k1chat.wording import answer_words, as_text, question_words, words

PICKED_FROM_A_LIST = ("choice", "yes_no", *SEVERAL)
AT_THE_END = "Ask something below; arrow up to an answer and Enter changes it; ^N for another; ^Q to quit."
Bubble = Widget


class Chat(InSight):
    """The scrolling chat of a conversation."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self.conversation = conversation
        self.drawn: list[tuple[object, ...]] = []
        self.chosen: int | None = None
        self.replies: list[tuple[str, str]] = []
        """What the person asked since the last answer, each with its reply as Markdown."""
        self.drawing = asyncio.Lock()
        """Clicks on the keys and the list of commands act at the same time as keys: only one of them draws."""

    @property
    def is_drawn(self) -> bool:
        """Whether the conversation stands here already; the size of the screen comes before it."""
        return len(self.children) > 0

    async def redraw(self, welcome: bool = False) -> None:
        """Draw everything: at the start, and after a change."""
        async with self.drawing:
            await self._redraw(welcome)

    async def _redraw(self, welcome: bool = False) -> None:
        given = self.conversation.history()
        widgets = self._welcome() if welcome or not given else []
        for each in given:
            widgets += self._bubbles(each)
        with self.app.batch_update():
            await self.remove_children()
            await self._show([*widgets, *self._now()], given)

    async def go_on(self) -> None:
        """After an answer: add what is new, and draw all again only where earlier bubbles changed."""
        async with self.drawing:
            given = self.conversation.history()
            self.replies.clear()
            if [_key(each) for each in given[:-1]] != self.drawn or self.conversation.finished:
                await self._redraw()
                return
            with self.app.batch_update():
                await self.query(".-now").remove()
                await self._show([*self._bubbles(given[-1]), *self._now()], given)

    async def _show(self, widgets: list[Bubble], given: list[Given]) -> None:
        self.drawn, self.chosen, self.reading = [_key(each) for each in given], None, None
        await self.mount_all(widgets)

    def _welcome(self) -> list[Bubble]:
        talk, words_of = self.conversation, words("screen")
        said = [words_of["welcome"], f"Kept in {talk.folder} (change: --transcripts DIR)."]
        if talk.beside:
            said.append(words_of["beside"])
        if talk.left:
            said.append(words_of["left"])
        if talk.going_on:
            said.append(f"{talk.going_on} ^N starts over.")
        return [Said("\n".join(said), "k1chat")]

    def _bubbles(self, given: Given) -> list[Bubble]:
        case = self.conversation.case
        said = question_words(given.question, case)
        answer = answer_words(given.question, given.value, case)
        return [Said(said.in_full), Answered(given.question, answer, given.counts)]

    def _now(self) -> list[Bubble]:
        """The question that is asked now with its way to answer, or the answer; marked to be taken away again."""
        question, said = self.conversation.question, self.conversation.words
        if question is None or said is None:
            replies = [widget for asked, reply in self.replies for widget in _reply(asked, reply)]
            return [_now(widget) for widget in (*self._the_end(), *replies)]
        term = f" [{said.term}]" if said.term else ""
        first = self.conversation.before_the_question
        text = "\n".join([*([first, ""] if first else []), f"{said.ask}{term}", said.help])
        asked = Said(text, f"k1chat · {said.heading}" if said.heading else "k1chat")
        return [_now(widget) for widget in (asked, self._answer_box(question, said.choices), Said(""))]

    def _answer_box(self, question: Question, listed: Sequence[tuple[str, str]]) -> Choices | Typed:
        value = self.conversation.case.get(question.fact, question.place)
        if question.fact.kind in PICKED_FROM_A_LIST:
            picked = () if value is None else _picked(value)
            return Choices(listed, question.fact.kind in SEVERAL, picked)
        shown = "" if value is None or value is UNKNOWN else answer_words(question, value, self.conversation.case)
        return Typed(shown, placeholder="Type your answer, or F4 if you don't know", compact=True)

    def _the_end(self) -> list[Bubble]:
        from k1chat.tui.widgets.page import Page

        page = Page(answer_page(self.conversation), self.conversation.step.outcome)
        page.add_class("answer")
        said = f"{self.save()}\n{AT_THE_END}"
        return [page, Said(f"{said}\n{self.conversation.changed_by}", "k1chat")]

    def save(self, *, preparer: bool = False) -> str:
        """Save the page, and that for a preparer beside it; what a person reads about it."""
        from k1chat.transcript import save, save_for_preparer

        try:
            return f"Saved as {(save_for_preparer if preparer else save)(self.conversation)}"
        except TranscriptError as error:
            return str(error)

    async def tell_reply(self, asked: str, reply: str) -> None:
        """A reply: at the end below what was said before, else in between, in the place of what was said there."""
        self._unmark()
        self.replies.append((asked, reply))
        widgets = [_now(widget) for widget in _reply(asked, reply)]
        async with self.drawing:
            await self.query(".-aside").remove()
            if self.box is not None:
                for widget in widgets:
                    widget.add_class("-aside")
            await self.mount_all(widgets, before=self.box)
        self.reading = (widgets[0], 0.0)
        self.bring()

    def changes(self) -> list[tuple[str, Question]]:
        """Every answer that counts, with the question to change it by."""
        given = [each for each in self.conversation.history() if each.counts]
        return [(in_short(each, self.conversation.case), each.question) for each in given]

    def newest_text(self) -> str:
        """The last reply, or else the answer, as plain text."""
        newest = self.replies[-1][1] if self.replies else answer_page(self.conversation)
        return as_text(newest)

    @property
    def box(self) -> Choices | Typed | None:
        """Where the answer is typed or picked."""
        found = self.query("Choices, Typed")
        return next((box for box in found if isinstance(box, Choices | Typed)), None)

    def focus_answer(self) -> None:
        """To the way to answer, or to the top of the answer."""
        if self.box is not None:
            self.box.focus(scroll_visible=False)
        self.bring()

    def show_what_must_be_seen(self) -> None:
        """A marked answer with its question; the question with its box; else the answer, where it was read."""
        if self.chosen is not None:
            answered = list(self.query(Answered))[self.chosen]
            self.show_span((self.children[self.children.index(answered) - 1], answered))
        elif self.box is not None:
            self._show_question(self.box)
        elif self.reading is None:
            self._to(self.top(next(iter(self.query(".answer, .-now")), self)))
        else:
            super().show_what_must_be_seen()

    def _show_question(self, box: Choices | Typed) -> None:
        """All of it with its box; less of it where there is no room: a box is always seen, a long list from its top."""
        asked, asides, last = self.query(".-now").first(), list(self.query(".-aside")), self.children[-1]
        if isinstance(box, Typed) or not self.longer((asked, last)) or last.has_class("-reason"):
            self.show_end()
        else:
            self.show_span((asides[0] if asides else asked, last))
            box.keep_in_sight()

    def reason(self, text: str, quietly: bool = False) -> None:
        """Why an answer was not taken, or what the disk said: under the question."""
        said = self.query(Said).last() if self.query(Said) else None
        if said is not None and not self.conversation.finished:
            said.update(text)
            said.set_class(bool(text) and not quietly, "-reason")

    def working(self) -> None:
        """An answer takes a while."""
        self.reason("Working it out ...", quietly=True)
        self.bring()

    async def aside(self, text: str, about: str = "") -> None:
        """Something said in between, just above the way to answer, in the place of what was said there before."""
        self._unmark()
        said = _now(Said(text, about=about))
        said.add_class("-aside")
        async with self.drawing:
            await self.query(".-aside").remove()
            await self.mount(said, before=self.box)
        self.reading = (said, 0.0)
        self.focus_answer()

    @property
    def said_about(self) -> str:
        """What was said in between last is about this; empty where nothing was, or where it went away since."""
        return next((said.about for said in self.query(Said) if said.has_class("-aside")), "")

    def on_input_changed(self) -> None:
        """Typing is for the question: it comes back where it was scrolled away, and no answer above is marked."""
        self._unmark()
        self.bring()

    def _unmark(self) -> None:
        if self.chosen is not None:
            list(self.query(Answered))[self.chosen].choose(False)
        self.chosen = None

    def mark(self, by: int) -> None:
        """Mark the answer above or below, for Enter to ask again; below the last is the question itself."""
        marks = list(self.query(Answered))
        at = len(marks) if self.chosen is None else self.chosen
        self._unmark()
        to = max(at + by, 0)
        self.chosen = to if to < len(marks) else None
        if self.chosen is None:
            self.reading = None
            self.focus_answer()
        else:
            marks[self.chosen].choose(True)
            self.bring()

    @property
    def marked(self) -> Question | None:
        """The question of the marked answer."""
        return None if self.chosen is None else list(self.query(Answered))[self.chosen].question


def _reply(asked: str, reply: str) -> list[Bubble]:
    """What the person asked, and the page that answers it."""
    from k1chat.tui.widgets.page import Page

    return [Said(f"{asked}  you").add_class("-asked"), Page(f"{reply}\n{KEEP}", None)]


def _now(widget: Bubble) -> Bubble:
    widget.add_class("-now")
    return widget


def _key(given: Given) -> tuple[object, ...]:
    return (given.question.place, given.question.fact.name, str(given.value), given.counts)


def _picked(value: object) -> tuple[str, ...]:
    if value is UNKNOWN:
        return ("don't know",)
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    return value if isinstance(value, tuple) else (str(value),)
