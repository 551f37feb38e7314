"""The K-1 as it stands on the paper: boxes typed by number, what each does to the answer, and the traps."""

from typing import Any

from k1chat import answers
from k1chat.boxes import BOX_BY_NAME
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.facts import BOXES, TAX_YEAR, UNKNOWN
from k1chat.k1_page import (
    Box,
    Effect,
    Line,
    activities,
    amounts,
    boxes_of,
    can_open,
    effect,
    places_of,
    typed_line,
    with_box,
)
from k1chat.papers.room import Paper, filled, k1_at_hand
from k1chat.wording import choices, dollars, entity_of, value_words, words
from k1chat.wording.questions import worded

EMPTY = frozenset({"none", "empty", "blank", "clear", "remove"})
HELP = frozenset({"help", "why", "where", "don't know"})
WIDTH = 48
MOST_RUNS = 40
"""With more runs behind the answer, what each box does takes a while: it is told when asked for."""


class K1Page(Paper):
    """The boxes of one K-1."""

    def __init__(self, conversation: Conversation, k1: int | None = None) -> None:
        super().__init__(conversation, k1)
        self.words = words("k1_page")
        self.k1 = k1_at_hand(conversation, k1)
        if not can_open(conversation.case, self.k1):
            raise InvalidAnswer(self.words["not_yet"])
        self.year: int = conversation.case.get(TAX_YEAR, ())
        self.entity = entity_of(conversation.case, (self.k1,))
        self.labels = {**dict(choices(BOXES, self.entity)), **self.words["labels"]}
        name = conversation.case.k1_name((self.k1,))
        self.title = filled(worded(self.words["title"], self.entity, self.year), k1=name, year=str(self.year))

    def shown(self) -> str:
        """Every box of the paper, with its figure where it has one; and what each does to the answer."""
        told = amounts(self.conversation.case, self.k1)
        lines = [self.title, ""]
        for box in boxes_of(self.entity, self.year):
            value = told.get(box.fact.name, ((), None))[1]
            figure = "" if value is None else "?" if value is UNKNOWN else value_words(box.fact, value)
            lines.append(f"  {box.number:<4} {self._label(box):<{WIDTH}.{WIDTH}} {figure:>16}".rstrip())
        quickly = len(self.conversation.step.runs) <= MOST_RUNS
        return "\n".join([*lines, "", *(self._effects() if quickly else [self.words["effects_take_long"]])])

    def _label(self, box: Box) -> str:
        label = self.labels[box.fact.name]
        return str(label).rpartition(": ")[2][:1].upper() + str(label).rpartition(": ")[2][1:]

    def _effects(self) -> list[str]:
        told = amounts(self.conversation.case, self.k1)
        filled_in = [box for box in boxes_of(self.entity, self.year) if told.get(box.fact.name, ((), 0))[1] != 0]
        if not filled_in:
            return [self.words["nothing_filled"]]
        said = [self._does(box) for box in filled_in]
        if all(each == self.words["no_effect_yet"] for each in said):
            return [self.words["no_effect_yet"]]
        return said

    def asks(self) -> str:
        """A box and its figure."""
        return str(self.words["ask"])

    def take(self, line: str) -> str:
        """A box and its figure, or a word."""
        word = line.lower().strip()
        if word in ("leave", "back", "done"):
            self.over = True
            return str(self.words["left"])
        self.turned = word in ("page", "k1")
        if self.turned or word == "effects":
            return "" if self.turned else "\n".join(self._effects())
        if word in HELP:
            return str(self.words["help"])
        found = typed_line(word.removeprefix("what ") if word.startswith("what ") else line, self.entity, self.year)
        if found is None:
            raise InvalidAnswer(filled(self.words["unread"], text=line[:40]))
        if found.box is None:
            return f"{found.number.upper()}: {self.words['traps'][found.trap]}"
        if word.startswith("what "):
            watch = self.words["watch"].get(found.box.fact.name, "")
            return "\n".join(filter(None, [f"{self._label(found.box)}.", watch, self._does(found.box)]))
        return self._entered(found, found.box)

    def _entered(self, line: Line, box: Box) -> str:
        if not line.amount:
            raise InvalidAnswer(filled(self.words["no_amount"], box=line.number))
        if len(places_of(self.conversation.case, self.k1, box.fact)) > 1:
            raise InvalidAnswer(filled(self.words["several_activities"], box=line.number))
        if line.amount.lower().rstrip(".") in EMPTY:
            self.conversation.take_over(with_box(self.conversation.case, self.k1, box, None))
            return filled(self.words["emptied"], box=box.number)
        before = activities(self.conversation.case, self.k1)
        value = self._read(line, box)
        self.conversation.take_over(with_box(self.conversation.case, self.k1, box, value))
        said = [filled(self.words["noted"], box=line.number, amount=value_words(box.fact, value))]
        said.append(self.words["watch"].get(box.fact.name, ""))
        now = activities(self.conversation.case, self.k1)
        said.append(filled(self.words["two_activities"], amount=f"{now} activities") if now > before else "")
        if line.number.lower() != box.number.lower() and len(line.number) > 2:
            said.append(filled(self.words["first_number"], box=box.number))
        return "\n".join(filter(None, [*said, self._does(box)]))

    def _read(self, line: Line, box: Box) -> Any:
        try:
            return answers.typed(box.fact, line.amount)
        except InvalidAnswer:
            deduction = BOX_BY_NAME.get(box.fact.name)
            if deduction and deduction.sign < 0 and line.amount.startswith(("-", "(", "$-")):
                raise InvalidAnswer(filled(self.words["positive"], box=line.number)) from None
            raise

    def _does(self, box: Box) -> str:
        """What a box does to the answer, in a sentence or two."""
        stands = amounts(self.conversation.case, self.k1).get(box.fact.name)
        now = self.conversation.step.outcome
        does = effect(self.conversation.case, stands[0], box.fact, now) if stands and now else None
        if does is None:
            return str(self.words["no_effect_yet"])
        if not does.changes:
            return filled(self.words["no_change"], box=box.number)
        return " ".join(self._changes(box, does))

    def _changes(self, box: Box, does: Effect) -> list[str]:
        before, now = does.deductible
        told = "deduction" if before != now else "same_deduction"
        said = [filled(self.words[told], box=box.number, before=dollars(before), amount=dollars(now))]
        for name, (without, with_it) in does.held.items():
            if without != with_it:
                where = self.words["where"][name]
                said.append(filled(self.words["held"], where=where, before=dollars(without), amount=dollars(with_it)))
        return said
