"""What a paper is, and which word opens which: late, for a conversation mostly goes without."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.wording import words

WORDS: Mapping[str, str] = {
    "rebuild": "rebuild",
    "rebuild my basis": "rebuild",
    "k1": "k1",
    "k-1": "k1",
    "quick": "quick",
    "quick start": "quick",
    "which bucket": "bucket",
    "which bucket?": "bucket",
    "bucket": "bucket",
}
"""What is typed, and the paper it opens."""
NUMBERED = re.compile(r"(k1|k-1|rebuild) (\d{1,4})")


def opens(typed: str) -> bool:
    """Whether what is typed opens a paper: a word, or one with the number of a K-1 (`k1 2`)."""
    return typed in WORDS or bool(NUMBERED.fullmatch(typed))


class Paper(ABC):
    """A paper: `shown` is all of it, `asks` what it wants next, `take` answers a typed line; then it may be `over`."""

    title = ""

    def __init__(self, conversation: Conversation, k1: int | None = None) -> None:
        self.conversation = conversation
        self.asked_for = k1
        """The K-1 it was opened for; None: the one at hand."""
        self.over = False
        self.turned = False
        """Whether the last line changed so much that plain mode shows the whole paper again; the screen always does."""

    @abstractmethod
    def shown(self) -> str:
        """The whole paper as plain lines."""

    @abstractmethod
    def asks(self) -> str:
        """What is to be typed next."""

    @abstractmethod
    def take(self, line: str) -> str:
        """Take a typed line; what is said to it. InvalidAnswer leaves everything as it was."""


def opened(word: str, conversation: Conversation) -> Paper:
    """The paper that a word opens; InvalidAnswer says what is needed first."""
    from k1chat.papers.bucket import Bucket
    from k1chat.papers.k1 import K1Page
    from k1chat.papers.quick import Quick
    from k1chat.papers.years import Years

    word, number = found.groups() if (found := NUMBERED.fullmatch(word)) else (word, "")
    if number and int(number) > max((place[0] + 1 for place, _, _ in conversation.case if place), default=0):
        raise InvalidAnswer(filled(words("k1_page")["no_such_k1"], box=number))
    made: Mapping[str, Callable[[Conversation, int | None], Paper]]
    made = {"rebuild": Years, "k1": K1Page, "quick": Quick, "bucket": Bucket}
    return made[WORDS[word]](conversation, int(number) - 1 if number else None)


def k1_at_hand(conversation: Conversation, asked_for: int | None = None) -> int:
    """The K-1 that is wanted or being asked about, else the last one told of; InvalidAnswer before the first."""
    question = conversation.question
    if asked_for is not None and asked_for >= 0:
        return asked_for
    if question and question.place:
        return question.place[0]
    told = [place[0] for place, _, _ in conversation.case if place]
    if not told:
        raise InvalidAnswer(words("k1_page")["not_yet"])
    return max(told)


def filled(text: Any, /, **values: str) -> str:
    """A text of prompts/ with its placeholders filled."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), str(text))
