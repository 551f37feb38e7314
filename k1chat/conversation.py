"""A conversation: answers in order, the question that comes next, and what was saved. No screen in here.

The screen and plain mode both speak to this. Going back, changing, resuming are one operation: the answers are
changed and everything is worked out again from the start.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from k1chat import answers, draft, storage
from k1chat.case import Case
from k1chat.errors import Contradiction, InvalidAnswer, TranscriptError, UnknownYear
from k1chat.facts import FACTS, UNKNOWN, Fact, Place
from k1chat.frozen import frozen
from k1chat.interview import NextStep, Question, next_said
from k1chat.limits.amt import is_of_amt
from k1chat.pipeline import K1_STAGE
from k1chat.wording import (
    QuestionWords,
    answer_words,
    choices,
    entity_of,
    question_words,
    words,
)
from k1chat.worksheet import RULES

if TYPE_CHECKING:
    from k1chat.wording import Reply

Key = tuple[Place, str]

UNTIL_READ = RULES["read_k1s"]
"""Stands for the rule that asked, of an answer from before that no rule reads any more: it is set aside."""


@frozen
class Given:
    """An answer that was given: its number, its question, its value; `counts` is False while no rule reads it."""

    number: int
    question: Question
    value: Any
    counts: bool


class Conversation:
    """One conversation and its draft on disk: the one that was left behind, or `own`."""

    def __init__(self, folder: Path, own: draft.Draft | None = None) -> None:
        self.folder = folder
        self.draft = own or draft.claim(folder)
        self.page: Path | None = None
        """The saved page that holds every answer as it is now; `transcript` says so."""
        self.told: tuple[NextStep, str] | None = None
        """The answer in words (`k1chat.answered`), and the step it is of."""
        self.case = Case()
        self.asked: dict[Key, Question] = {}
        self.numbers: dict[Key, int] = {}
        self.revisiting: Question | None = None
        self.trouble = self.draft.message
        self.beside = self.draft.beside
        """Whether another program had a conversation open in the folder at the start of this one."""
        self.left = False
        """Whether `start_over` left a conversation to be gone on with later."""
        self.asked_last = ""
        """The question typed last: it can be kept."""
        self.offered: tuple[str, ...] = ()
        """The titles of the topics that the last reply offered, to be picked by number."""
        self.resumed = len(self.draft.answers)
        for place, fact, value in self.draft.answers:
            self.case = self.case.having(fact, place, value)
            self._number((place, fact.name))
            self.asked[place, fact.name] = Question(fact, place, K1_STAGE, UNTIL_READ)
        self.step = self._first_step()

    def _first_step(self) -> NextStep:
        """The step of the draft's answers; answers that no longer go together (a changed program) are set aside."""
        try:
            return self._remember(next_said(self.case))
        except (UnknownYear, Contradiction) as error:
            self.trouble = f"{_in_words(str(error))} {self.draft.set_aside()}"
            self.case, self.asked, self.numbers, self.resumed = Case(), {}, {}, 0
            return self._remember(next_said(self.case))

    @property
    def question(self) -> Question | None:
        """What is asked now: an answer being changed, or what the law asks next; None at the end."""
        return self.revisiting or self.step.question

    @property
    def words(self) -> QuestionWords | None:
        """The question in words."""
        return question_words(self.question, self.case) if self.question else None

    @property
    def before_the_question(self) -> str:
        """Said before the first question for AMT alone: the answer for the regular tax stands; else empty."""
        begun = any(is_of_amt(fact.name) for _, fact, _ in self.case)
        return str(words("screen")["amt_begins"]) if self.step.for_amt and not begun and not self.revisiting else ""

    @property
    def finished(self) -> bool:
        """Whether the answer (or the reason there is none) stands."""
        return self.question is None

    @property
    def saved_as(self) -> str:
        """The name of the transcript this conversation was last saved as; empty before."""
        return self.draft.saved_as

    @property
    def page_stands(self) -> bool:
        """Whether a saved page holds every answer as it is now."""
        return self.page is not None

    @property
    def changed_by(self) -> str:
        """What to start to change an answer after the end; empty while no page holds it."""
        if self.page is None:
            return ""
        name = self.page.name if self.page.parent == self.folder else self.page
        return f"To change an answer later: {storage.command()} open {name}"

    @property
    def going_on(self) -> str:
        """That it goes on from before; empty for a new conversation."""
        many = "1 answer is" if self.resumed == 1 else f"{self.resumed} answers are"
        return f"Going on where you stopped: {many} kept." if self.resumed else ""

    def number_of(self, question: Question) -> int:
        """The number of a question: the order in which they were first asked. It never changes."""
        return self._number((question.place, question.fact.name))

    def history(self) -> list[Given]:
        """Every answer, in the order in which they were first asked."""
        read = self.step.read
        given = []
        for key, question in {**self.asked, **read}.items():
            value = self.case.get(question.fact, question.place)
            if value is not None:
                given.append(Given(self._number(key), question, value, key in read))
        return sorted(given, key=lambda each: each.number)

    def answer(self, text: str) -> None:
        """Take what was typed for the question; InvalidAnswer leaves everything as it was."""
        question = self.question
        if question is None:
            raise InvalidAnswer("There is nothing to answer now. Go back to change an answer.")
        if question.fact.kind == "losses":
            labels = words("characters")
        else:
            labels = dict(choices(question.fact, entity_of(self.case, question.place), question.offered))
        self.give(question, answers.typed(question.fact, text, labels))

    def dont_know(self) -> None:
        """ "I don't know" to the question."""
        if self.question:
            self.give(self.question, UNKNOWN)

    def give(self, question: Question, value: Any) -> None:
        """Take a value for a question, save it, and work everything out again."""
        case = self.case.having(question.fact, question.place, value)
        try:
            step = next_said(case)
        except (UnknownYear, Contradiction) as error:
            raise InvalidAnswer(_in_words(str(error))) from None
        self.case, self.revisiting, self.page = case, None, None
        self.asked.setdefault((question.place, question.fact.name), question)
        self.step = self._remember(step)
        self.keep()

    def take_over(self, case: Case) -> None:
        """Take answers that were told on a paper of their own (`k1chat.papers`), as if each had been asked for."""
        try:
            step = next_said(case)
        except (UnknownYear, Contradiction) as error:
            raise InvalidAnswer(_in_words(str(error))) from None
        for place, fact, _ in case:
            if self.case.get(fact, place) is None and (place, fact.name) in step.read:
                self._number((place, fact.name))
                self.asked.setdefault((place, fact.name), Question(fact, place, K1_STAGE, UNTIL_READ))
        self.case, self.revisiting, self.page = case, None, None
        self.step = self._remember(step)
        self.keep()

    def keep(self) -> None:
        """Save the draft; trouble with the disk is told and does not stop the conversation."""
        try:
            self.draft.save(self._in_order(), self.draft.saved_as)
            self.trouble = "" if self.draft.path else self.trouble
        except TranscriptError as error:
            self.trouble = str(error)

    def ask(self, text: str) -> "Reply":
        """The reply to a typed question, or to the number of a topic that the last reply offered."""
        from k1chat.wording import reply

        number = int(text) if text.strip().isdecimal() and len(text.strip()) == 1 else 0
        self.asked_last = self.offered[number - 1] if 0 < number <= len(self.offered) else text.strip()
        said = reply(self.asked_last, self.case, self.step, said=True)
        self.offered = tuple(title for _, title in said.offered)
        return said

    @property
    def kept_questions(self) -> Sequence[str]:
        """The typed questions whose replies stand in the saved page."""
        return self.draft.asked

    def keep_reply(self) -> bool:
        """Keep the last reply: its question is in the draft, and the page works it out when it is saved.

        False where nothing was asked yet.
        """
        if self.asked_last and self.asked_last not in self.draft.asked:
            self.draft.asked.append(self.asked_last)
            self.page = None
            self.keep()
        return bool(self.asked_last)

    def back(self) -> bool:
        """Ask the question before this one again, with its answer; False at the first."""
        given = [each for each in self.history() if each.counts]
        now = self.revisiting
        at = next((i for i, each in enumerate(given) if now and _same(each.question, now)), len(given))
        return self.change(given[at - 1].question) if at > 0 else False

    def change(self, question: Question) -> bool:
        """Ask an earlier question again; the later answers stay."""
        self.revisiting = question
        return True

    def leave_unchanged(self) -> None:
        """Go on without changing the answer that was asked again."""
        self.revisiting = None

    def earlier_answer(self) -> str:
        """The answer being changed, in words; empty for a new question."""
        question = self.question
        value = self.case.get(question.fact, question.place) if question else None
        return answer_words(question, value, self.case) if question and value is not None else ""

    def start_over(self) -> None:
        """A new conversation with a draft of its own; this one's stays, unless a saved page holds its whole answer."""
        if self.history():
            before, self.draft = self.draft, draft.claim(self.folder, new=True)
            self.left = not self._leave(before)
            self.trouble = self.draft.message
        self.draft.asked, self.asked_last, self.offered = [], "", ()
        self.case, self.asked, self.numbers, self.revisiting, self.resumed = Case(), {}, {}, None, 0
        self.step = self._remember(next_said(self.case))
        self.page = None

    def close(self, finished: bool = True) -> None:
        """The end: a conversation that is finished and saved as it stands needs no draft any more."""
        if finished:
            self._leave(self.draft)
        self.draft.let_go()

    def _leave(self, left: draft.Draft) -> bool:
        """Let go of a draft; whether it was needed no more."""
        whole = self.finished and self.page_stands
        if whole:
            left.discard()
        left.let_go()
        return whole

    def _in_order(self) -> Sequence[tuple[Place, Fact[Any], Any]]:
        """Every answer by its number, so that a conversation that goes on counts as it did."""
        return sorted(self.case, key=lambda each: self._number((each[0], each[1].name)))

    def _number(self, key: Key) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def _remember(self, step: NextStep) -> NextStep:
        self.asked.update(step.read)
        if step.question:
            self.number_of(step.question)
        return step


def _in_words(reason: str) -> str:
    """A reason as people read it in a conversation: without the keys that a file would have, or with what they mean."""
    keys = {fact.key: fact for fact in FACTS.values()}
    reason = re.sub(r" \((\w+)\)", lambda found: "" if found[1] in keys else found[0], reason)
    short = {key: words(f"questions/{fact.name}")["short"].lower() for key, fact in keys.items() if "_" in key}
    return re.sub(r"\w+", lambda found: short.get(found[0], found[0]), reason)


def _same(a: Question, b: Question) -> bool:
    return a.fact is b.fact and a.place == b.place
