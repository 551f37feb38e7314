"""An answer that was given, in one line: for the list of answers in plain mode, and for that of all commands."""

from k1chat.case import Case
from k1chat.conversation import Given
from k1chat.wording import answer_words, question_words


def in_short(given: Given, case: Case) -> str:
    """Whose it is, what, and the answer; said where no rule reads it any more."""
    said = question_words(given.question, case)
    about = f"{said.heading}: " if said.heading else ""
    aside = "" if given.counts else " (set aside)"
    return f"{about}{said.short}: {answer_words(given.question, given.value, case)}{aside}"
