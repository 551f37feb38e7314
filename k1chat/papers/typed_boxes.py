"""The boxes of one year's K-1 in one line, as they stand on the paper: `1 -50,000; 5 120`."""

import re
from typing import Any

from k1chat import answers
from k1chat.boxes import BOX_BY_NAME, MAIN_BOXES
from k1chat.errors import InvalidAnswer
from k1chat.facts import BOXES, FACTS
from k1chat.interview import Question
from k1chat.k1_page import typed_line
from k1chat.picked import boxes
from k1chat.rebuild import Told
from k1chat.wording import words


def boxes_of_year(line: str, told: Told, year: int, question: Question, entity: str) -> Told | None:
    """The years with the boxes of this one; None where the line names none."""
    text = line.strip().lower()
    if text in ("none", "0", "empty"):
        return _with(told, year, question, {MAIN_BOXES[0]: 0})
    if text == "same":
        names = _of_the_year_before(told, year, question)
        return told.having(year, question, names) if names else None
    found: dict[str, Any] = {}
    for part in filter(None, re.split(r"\s*;\s*", line.strip())):
        name, value = _one(part, entity, year)
        if name is None:
            return None
        found[name] = value
    return _with(told, year, question, found)


def _one(part: str, entity: str, year: int) -> tuple[str | None, Any]:
    typed = typed_line(part, entity, year)
    if typed is None:
        return None, None
    if typed.box is None:
        raise InvalidAnswer(f"{typed.number.upper()}: {words('k1_page')['traps'][typed.trap]}")
    if not typed.amount:
        return None, None
    return typed.box.fact.name, answers.typed(typed.box.fact, typed.amount)


def _with(told: Told, year: int, question: Question, figures: dict[str, Any]) -> Told:
    """The boxes, and the figure of each; what moves basis alone belongs to the K-1."""
    names = boxes([name for name in figures if name in BOX_BY_NAME] or [MAIN_BOXES[0]])
    told = told.having(year, question, names)
    for name in dict.fromkeys([*names, *figures]):
        place = question.place if name in BOX_BY_NAME else question.place[:1]
        of = Question(FACTS[name], place, question.limit, question.rule)
        told = told.having(year, of, figures.get(name, 0))
    return told


def _of_the_year_before(told: Told, year: int, question: Question) -> Any:
    earlier = [each for each in told.years if each < year]
    value = told.years[max(earlier)].get(BOXES, question.place) if earlier else None
    return value if isinstance(value, tuple) else None
