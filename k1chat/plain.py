"""Plain mode: the conversation as numbered lines. No cursor motion, no colour, no box drawing.

It is the interface for screen readers, plain terminals and scripts; everything the screen can do is a word here.
"""

import gc
import re
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from k1chat.answered import answer_page, in_short
from k1chat.asking import question_in, reply_instead
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer, TranscriptError
from k1chat.papers import Paper, opened, opens
from k1chat.picked import SEVERAL
from k1chat.wording import QuestionWords, as_text, words

if TYPE_CHECKING:
    from k1chat.wording.topics import Reply

WIDTH = 78


def converse(folder: Path, lines: TextIO | None = None, out: TextIO | None = None, *, page: Path | None = None) -> int:
    """Hold a conversation on standard input and output, that of a saved page if one is given; the exit code."""
    gc.enable()
    talk = Plain(_conversation(folder, page), lines or sys.stdin, out or sys.stdout)
    try:
        return talk.run()
    finally:
        talk.conversation.close()


def _conversation(folder: Path, page: Path | None) -> Conversation:
    if page is None:
        return Conversation(folder)
    from k1chat.transcript import reopened

    return reopened(folder, page)


class Plain:
    """A conversation in lines."""

    def __init__(self, conversation: Conversation, lines: TextIO, out: TextIO) -> None:
        self.conversation, self.lines, self.out = conversation, lines, out
        self.told = False
        self.going = True
        self.paper: Paper | None = None
        """A paper that takes the lines, in place of the question."""
        self.commands = {
            "why": lambda: self.say(self.words.why),
            "where": lambda: self.say(self.words.where),
            "help": self.help,
            "?": self.help,
            "back": self.back,
            "answers": self.answers,
            "so far": self.so_far,
            "keep": self.keep,
            "save": self.save,
            "preparer": lambda: self.save(preparer=True),
            "new": self.new,
            "quit": self.quit,
            "exit": self.quit,
        }

    def run(self) -> int:
        """Ask until the end, or until there is nothing more to read."""
        self.welcome()
        self.ask()
        for line in self.lines:
            self.take(line.strip())
            if not self.going:
                return 0
            self.ask()
        return 0 if self.conversation.finished else 3

    @property
    def words(self) -> QuestionWords:
        """The question in words; only while there is one."""
        said = self.conversation.words
        if said is None:
            raise InvalidAnswer("There is no question now. Type: answers, change 3, save, new or quit.")
        return said

    def welcome(self) -> None:
        """What this is, where it is kept, and whether it goes on from before."""
        self.say(words("screen")["welcome"])
        self.say(
            f"Kept in {self.conversation.folder} (change: --transcripts DIR). Type help for the words you can use."
        )
        if self.conversation.beside:
            self.say(words("screen")["beside"])
        if self.conversation.trouble:
            self.say(self.conversation.trouble)
        if self.conversation.going_on:
            self.say(f"{self.conversation.going_on} Type new to start over.")

    def ask(self) -> None:
        """The question, or the answer when there is nothing more to ask."""
        if self.paper:
            self.say(f"\n{self.paper.asks()}")
            self.prompt()
            return
        if self.conversation.finished:
            self.tell_once()
            return
        self.told = False
        said = self.words
        if self.conversation.before_the_question:
            self.say(f"\n{self.conversation.before_the_question}")
        self.say(f"\n{self.number}. {said.in_full}{f' [{said.term}]' if said.term else ''}")
        if said.help:
            self.say(f"   {said.help}")
        for index, (_, label) in enumerate(said.choices, 1):
            self.say(f"   {index}) {label}")
        if self.conversation.question and self.conversation.question.fact.kind in SEVERAL:
            self.say("   Type all their numbers, with commas or blanks between: 1, 10")
        earlier = self.conversation.earlier_answer()
        if earlier:
            self.say(f"   (answered before: {earlier}; an empty line keeps it)")
        self.prompt()

    @property
    def number(self) -> int:
        """The number of the question; only while there is one."""
        question = self.conversation.question
        return self.conversation.number_of(question) if question else 0

    def prompt(self) -> None:
        """The mark after which an answer is typed."""
        self.out.write("> ")
        self.out.flush()

    def tell_once(self) -> None:
        """The answer, saved; once, until something changes."""
        if not self.told:
            self.told = True
            self.say("\n" + as_text(answer_page(self.conversation)), wrap=False)
            self.save()
            self.say("Ask something: what is basis?  what if I worked 600 hours?  what would change it?")
            self.say("Type change 3 to change an answer, answers to see them, new for another, quit to stop.")
        self.prompt()

    def take(self, text: str) -> None:
        """One line that was typed."""
        command = " ".join(text.lower().split())
        try:
            if self.paper and command not in ("quit", "exit", "save", "new"):
                self.on_paper(text)
            elif command in self.commands:
                self.commands[command]()
            elif change := re.fullmatch(r"change(?: #?(\d+)\.?)?", command):  # not a business of that name
                self.change(change[1] or "")
            elif opens(command) and not self.asks_a_name:
                self.paper = opened(command, self.conversation)
                self.say(f"\n{self.paper.shown()}")
            elif asked := "" if self.asks_a_name and not text.endswith("?") else question_in(text):
                self.reply(self.conversation.ask(asked))
            elif not text and self.conversation.revisiting:
                self.conversation.leave_unchanged()
            elif self.conversation.finished:
                self.reply(self.conversation.ask(text))
            else:
                self.answer(text)
        except InvalidAnswer as reason:
            self.say(str(reason))

    @property
    def asks_a_name(self) -> bool:
        """Whether what is typed is a name: any word can be one."""
        question = self.conversation.question
        return question is not None and question.fact.kind == "text"

    def on_paper(self, text: str) -> None:
        """One line for the paper; it may be done with then."""
        assert self.paper is not None
        if text:
            self.say(self.paper.take(text))
        if self.paper.turned:
            self.say(f"\n{self.paper.shown()}")
        if self.paper.over:
            self.paper, self.told = None, False
        self.trouble()

    def answer(self, text: str) -> None:
        """An answer to the question; what is none may be a question itself."""
        try:
            self.conversation.answer(text)
            self.trouble()
        except InvalidAnswer:
            reply = reply_instead(self.conversation, text)
            if reply is None:
                raise
            self.reply(reply)

    def reply(self, reply: "Reply") -> None:
        """What is replied to a question of the person's own."""
        self.say("\n" + as_text(reply.text).rstrip(), wrap=False)
        self.say("(keep: keeps this reply on your saved page)" if reply.kind != "unsure" else "")

    def keep(self) -> None:
        """Keep the last reply on the saved page."""
        if not self.conversation.keep_reply():
            raise InvalidAnswer("There is no reply to keep yet. Ask something first: ask what is basis?")
        self.say("The reply is kept.")
        self.save()

    def trouble(self) -> None:
        """What the disk said, if anything."""
        if self.conversation.trouble:
            self.say(self.conversation.trouble)

    def help(self) -> None:
        """What counts for this question, and the words that can be typed."""
        if not self.conversation.finished:
            self.say(self.words.help)
            self.say(f"Watch out: {self.words.mistakes}" if self.words.mistakes else "")
        self.say("Type an answer, a number from the list, or one of these words:")
        for word, said in words("screen")["plain_words"].items():
            self.say(f"  {word:<12} {said}")

    def back(self) -> None:
        """The question before."""
        if not self.conversation.back():
            raise InvalidAnswer("This is the first question.")
        self.told = False

    def answers(self) -> None:
        """Every answer with its number."""
        for given in self.conversation.history():
            self.say(f"{given.number}. {in_short(given, self.conversation.case)}")

    def change(self, number: str) -> None:
        """Ask an answer again by its number."""
        if not number:
            raise InvalidAnswer(
                "Type change and the number of a question, such as: change 3. Type answers to see them."
            )
        history = self.conversation.history()
        given = next((each for each in history if str(each.number) == number.lstrip("0")), None)
        if given is None:
            raise InvalidAnswer(f"No answer has the number {number[:20]}. Type answers to see them with their numbers.")
        self.conversation.change(given.question)
        self.told = False

    def so_far(self) -> None:
        """The waterfall with what is certain."""
        from k1chat.wording import out_of_scope_words, picture

        step = self.conversation.step
        if step.out_of_scope:
            title = out_of_scope_words(step.out_of_scope, self.conversation.case)["title"]
            self.say(f"No figures are worked out, because of this: {title}.")
        elif step.outcome:
            self.say(picture(step.outcome), wrap=False)
        else:
            self.say("Nothing is certain yet: the K-1s are not read to the end.")

    def save(self, *, preparer: bool = False) -> None:
        """Save the page, and that for a preparer beside it, and say where."""
        from k1chat.transcript import save, save_for_preparer

        try:
            self.say(f"Saved as {(save_for_preparer if preparer else save)(self.conversation)}")
        except TranscriptError as error:
            self.say(str(error))

    def new(self) -> None:
        """Start over; what there was is saved first."""
        if self.conversation.history():
            self.save()
            if not self.conversation.page_stands:
                raise InvalidAnswer("Not started over: what there is could not be saved first.")
        self.conversation.start_over()
        self.paper = None
        if self.conversation.left:
            self.say(words("screen")["left"])
        self.trouble()
        self.told = False

    def quit(self) -> None:
        """Stop; an unfinished conversation goes on next time, unless the disk would not take it."""
        kept = "Your answers are kept. Start k1chat again to go on."
        if self.conversation.finished:
            kept = f"Goodbye. {self.conversation.changed_by}".strip()
        self.say(self.conversation.trouble or kept)
        self.going = False

    def say(self, text: str, *, wrap: bool = True) -> None:
        """Lines onto the output, wrapped at 78 columns."""
        for line in text.split("\n"):
            indent = " " * (len(line) - len(line.lstrip()))
            pieces = textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) if wrap else [line]
            self.out.write("\n".join(pieces or [""]) + "\n")
        self.out.flush()
