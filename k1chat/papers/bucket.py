"""Which bucket an earlier loss is in, by the paper it stands on; the amount goes to the fact of that paper."""

import re

from k1chat import answers
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.facts import FACTS, NOL_CARRYFORWARD, TAX_YEAR, UNKNOWN
from k1chat.papers.room import Paper, filled, k1_at_hand
from k1chat.wording import entity_of, value_words, words
from k1chat.wording.questions import worded


class Bucket(Paper):
    """The papers of last year, numbered."""

    def __init__(self, conversation: Conversation, k1: int | None = None) -> None:
        super().__init__(conversation, k1)
        self.words = words("bucket")
        self.title = self.words["title"]
        self.k1 = k1_at_hand(conversation, k1)
        place = conversation.question.place if conversation.question else ()
        self.place = place if len(place) == 2 else (self.k1, 0)
        self.year = conversation.case.get(TAX_YEAR, ())
        if not isinstance(self.year, int) or not entity_of(conversation.case, self.place):
            raise InvalidAnswer(self.words["not_yet"])
        self.facts = list(self.words["papers"])

    def shown(self) -> str:
        """The papers, and where each puts the loss."""
        entity = entity_of(self.conversation.case, self.place)
        lines = [self.title, "", self.words["intro"], ""]
        for number, fact in enumerate(self.facts, 1):
            own = self.words["papers"][fact]
            lines.append(f"{number}) {worded(own['paper'], entity, self.year)}. {own['says']}")
        about = filled(self.words["about"], activity=self.conversation.case.activity_name(self.place))
        return "\n".join([*lines, "", about])

    def asks(self) -> str:
        """The number of a paper and an amount."""
        return str(self.words["ask"])

    def take(self, line: str) -> str:
        """`1 12,000`: the amount goes where the paper says."""
        if line.lower() in ("leave", "back", "done"):
            self.over = True
            return ""
        if line.lower() in ("help", "why", "where", "don't know"):
            return f"{self.words['intro']} {self.words['none']}"
        found = re.fullmatch(r"(?:paper\s*)?([1-6])\b[.):]?\s*(.*)", line.strip())
        if found is None:
            raise InvalidAnswer(self.words["ask"])
        name = self.facts[int(found[1]) - 1]
        if name not in FACTS:
            return f"{self.words['papers'][name]['says']} {self.words['not_a_loss']}"
        if not found[2]:
            raise InvalidAnswer(self.words["ask"])
        return self._taken(name, found[2])

    def _taken(self, name: str, text: str) -> str:
        fact = FACTS[name]
        value = answers.typed(fact, text, words("characters") if fact.kind == "losses" else {})
        if value is UNKNOWN:
            raise InvalidAnswer(self.words["ask"])
        place = () if fact is NOL_CARRYFORWARD else self.place
        self.conversation.take_over(self.conversation.case.having(fact, place, value))
        self.over = True
        return filled(self.words["taken"], amount=value_words(fact, value), says=self.words["papers"][name]["says"])
