"""What a paper is, and which word opens which: late, for a conversation mostly goes without."""

import re
from collections.abc import Mapping
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


def words_that_open() -> frozenset[str]:
    """Every word that opens a paper."""
    return frozenset(WORDS)


class Paper:
    """A paper: `shown` is all of it, `asks` what it wants next, `take` answers a typed line; then it may be `over`."""

    title = ""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.over = False
        self.turned = False
        """Whether the last line changed so much that plain mode shows the whole paper again; the screen always does."""

    def shown(self) -> str:
        """The whole paper as plain lines."""
        raise NotImplementedError

    def asks(self) -> str:
        """What is to be typed next."""
        raise NotImplementedError

    def take(self, line: str) -> str:
        """Take a typed line; what is said to it. InvalidAnswer leaves everything as it was."""
        raise NotImplementedError


def opened(word: str, conversation: Conversation) -> Paper:
    """The paper that a word opens; InvalidAnswer says what is needed first."""
    from k1chat.papers.bucket import Bucket
    from k1chat.papers.k1 import K1Page
    from k1chat.papers.quick import Quick
    from k1chat.papers.years import Years

    made = {"rebuild": Years, "k1": K1Page, "quick": Quick, "bucket": Bucket}[WORDS[word]]
    return made(conversation)


def k1_at_hand(conversation: Conversation) -> int:
    """The K-1 that is being asked about, else the last one told of; InvalidAnswer before the first."""
    question = conversation.question
    if question and question.place:
        return question.place[0]
    told = [place[0] for place, _, _ in conversation.case if place]
    if not told:
        raise InvalidAnswer(words("k1_page")["not_yet"])
    return max(told)


def filled(text: Any, /, **values: str) -> str:
    """A text of prompts/ with its placeholders filled."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), str(text))
