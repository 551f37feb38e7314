"""Quick start: five questions for a first range; `exact` goes on with the ordinary conversation."""

from typing import Any

from k1chat import answers, tax_years
from k1chat.boxes import MAIN_BOXES
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.facts import AMOUNT_AT_RISK, CONTRIBUTIONS, ENTITY, FACTS, HOURS, TAX_YEAR, UNKNOWN
from k1chat.k1_page import typed_line
from k1chat.papers.room import Paper, filled
from k1chat.quick import FirstRange, Five, first_range, kept
from k1chat.tax_years.model import NoLimit
from k1chat.wording import cash, choices, dollars, value_words, words

ORDER = ("year", "entity", "loss", "could_lose", "hours")
MAY_BE_UNKNOWN = frozenset({"could_lose", "hours"})
MOST_NAMED = 5


class Quick(Paper):
    """Five answers, then the range."""

    def __init__(self, conversation: Conversation, k1: int | None = None) -> None:
        super().__init__(conversation, k1)
        self.words = words("quick")
        self.title = self.words["title"]
        if any(place for place, _, _ in conversation.case):
            raise InvalidAnswer(self.words["not_now"])
        self.told: dict[str, Any] = {}
        self.found: FirstRange | None = None
        self.five: Five | None = None

    def shown(self) -> str:
        """What it takes for granted, then the range."""
        lines = [self.title, "", self.words["intro"], *self._so_far()]
        return "\n".join([*lines, *(["", *self._range(self.found, self.five)] if self.found and self.five else [])])

    def _so_far(self) -> list[str]:
        """The answers given, one beside the other."""
        told = self.told
        said = [str(told["year"])] if "year" in told else []
        said += [dict(choices(ENTITY))[told["entity"]]] if "entity" in told else []
        if "loss" in told:
            box, loss = told["loss"]
            said.append(f"{words(f'questions/{box}')['short']} {cash(-loss)}")
        for name, fact in (("could_lose", AMOUNT_AT_RISK), ("hours", HOURS)):
            if name in told:
                value = UNKNOWN if told[name] is None else told[name]
                said.append(value_words(fact, value))
        return ["", "; ".join(said)] if said else []

    def _range(self, found: FirstRange, five: Five) -> list[str]:
        outcome = found.step.outcome
        if outcome is None:
            return []
        said = [filled(self.words["answer"], loss=cash(five.loss), amount=dollars(outcome.deductible))]
        said.append(filled(self.words["through_two"], amount=dollars(outcome.limits[1].allowed)))
        if found.through_three:
            said.append(filled(self.words["through_three"], amount=dollars(found.through_three)))
            if found.through_three != outcome.deductible and found.through_three.certain:
                said.append(self._fourth(five.year))
        matter = dict.fromkeys(each.fact for each in outcome.unknowns if each.matters)
        if matter:
            short = [words(f"questions/{_of(name)}")["short"].lower() for name in list(matter)[:MOST_NAMED]]
            said.append(filled(self.words["turns_on"], facts="; ".join(dict.fromkeys(short))))
        return said + ([self.words["out_of_scope"]] if outcome.out_of_scope_if else [])

    def _fourth(self, year: int) -> str:
        threshold = tax_years.load(year).excess_business_loss_threshold
        return "" if isinstance(threshold, NoLimit) else filled(self.words["fourth"], low=cash(threshold.lowest))

    @property
    def _next(self) -> str:
        return next((name for name in ORDER if name not in self.told), "")

    def asks(self) -> str:
        """The next of the five, or what can be done with the range."""
        name = self._next
        if not name:
            return str(self.words["done"])
        said = filled(self.words[name], year=str(self.told.get("year", "")))
        more = f"\n   {self.words['dont_know']}" if name in MAY_BE_UNKNOWN else ""
        return f"{ORDER.index(name) + 1} of 5. {said}{more}"

    def take(self, line: str) -> str:
        """One of the five answers, or a word."""
        word = " ".join(line.lower().split())
        self.turned = False
        if word == "leave":
            self.over = True
            return str(self.words["left"])
        if word == "back":
            return self._back()
        if word in ("exact", "make it exact"):
            return self._exact()
        if word in ("help", "why", "where") or not self._next:
            return self.asks() if word not in ("help", "why", "where") else str(self.words["intro"])
        name = self._next
        self.told[name] = getattr(self, f"_{name}")(line)
        if not self._next:
            self._work_out()
        return ""

    def _back(self) -> str:
        if not self.told:
            raise InvalidAnswer(self.words["first_question"])
        self.told.popitem()
        self.found = self.five = None
        return ""

    def _year(self, line: str) -> int:
        year = answers.typed(TAX_YEAR, line)
        if year is UNKNOWN or year not in tax_years.KNOWN:
            raise InvalidAnswer(f"Type a year from {tax_years.KNOWN[0]} to {tax_years.KNOWN[-1]}.")
        return int(year)

    def _entity(self, line: str) -> str:
        told = answers.typed(ENTITY, line, dict(choices(ENTITY)))
        if told not in ("partnership", "s_corporation"):
            raise InvalidAnswer(self.words["which_form"])
        return str(told)

    def _loss(self, line: str) -> tuple[str, int]:
        typed = typed_line(line, self.told["entity"], self.told["year"])
        if typed is None or typed.box is None or typed.box.fact.name not in MAIN_BOXES or not typed.amount:
            raise InvalidAnswer(self.words["which_box"])
        amount = answers.typed(typed.box.fact, typed.amount)
        if amount is UNKNOWN or amount >= 0:
            raise InvalidAnswer(self.words["which_box" if amount is UNKNOWN else "not_a_loss"])
        return typed.box.fact.name, -amount

    def _could_lose(self, line: str) -> int | None:
        amount = answers.typed(CONTRIBUTIONS, line)
        return None if amount is UNKNOWN else int(amount)

    def _hours(self, line: str) -> Any:
        hours = answers.typed(HOURS, line)
        return None if hours is UNKNOWN else hours

    def _work_out(self) -> None:
        told = self.told
        box, loss = told["loss"]
        self.five = Five(told["year"], told["entity"], box, loss, told["could_lose"], told["hours"])
        self.found = first_range(self.five, "your K-1")
        self.turned = True

    def _exact(self) -> str:
        if self.five is None:
            raise InvalidAnswer(self.asks())
        case = self.conversation.case
        for place, fact, value in kept(self.five):
            case = case.having(fact, place, value)
        self.conversation.take_over(case)
        self.over = True
        return str(self.words["exact" if self.five.could_lose is not None else "exact_without"])


def _of(name: str) -> str:
    """The fact of a name as files give it."""
    return name if name in FACTS else next(fact.name for fact in FACTS.values() if fact.key == name)
