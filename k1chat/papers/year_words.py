"""The questions of one year of a rebuilt basis, in words; those of all years through 2017 as one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from k1chat.interview import Question
from k1chat.rebuild import SUMMED, Row
from k1chat.wording import QuestionWords, question_words, words


def words_of(row: Row, question: Question) -> QuestionWords:
    """A question of a year; its case is the first year with numbers where the row stands for all before it."""
    said = question_words(question, row.cases[0])
    if row.year > SUMMED:
        return said
    return replace(said, ask=of_all_years(said.ask), help=of_all_years(said.help), where=of_all_years(said.where))


def of_all_years(text: str) -> str:
    """A question for 2018 as one for every year through 2017, added up."""
    of_2018 = str(SUMMED + 1)
    text = re.sub(rf"at the end of {of_2018}", f"at the end of {SUMMED}", text)
    text = re.sub(rf"(?:during|in|for) {of_2018}", f"in all years through {SUMMED}, added up", text)
    return re.sub(rf"\b{of_2018}\b", f"{SUMMED}", text)


def short(question: Question) -> str:
    """What a question is about, in a few words."""
    return str(words(f"questions/{question.fact.name}")["short"])


def listed(text: str, choices: Sequence[str]) -> str:
    """A question with its numbered choices."""
    return "\n".join([text, *(f"   {number}) {each}" for number, each in enumerate(choices, 1))])
