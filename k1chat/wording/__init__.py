"""Words: prompts/ -> questions, reasons and explanations. Nothing here computes."""

from typing import TYPE_CHECKING

from k1chat.wording.explanation import comparison, compile_words, explain, limit_titles, picture
from k1chat.wording.questions import (
    QuestionWords,
    answer_words,
    cash,
    choices,
    dollars,
    entity_of,
    folder,
    heading,
    out_of_scope_words,
    place_heading,
    question_words,
    questions_text,
    value_words,
    why,
    words,
)
from k1chat.wording.text import as_html, as_text, blocks, escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.interview import NextStep
    from k1chat.wording.topics import Reply

__all__ = [
    "QuestionWords",
    "Reply",
    "answer_words",
    "as_html",
    "as_text",
    "blocks",
    "cash",
    "choices",
    "comparison",
    "compile_words",
    "dollars",
    "entity_of",
    "escaped",
    "explain",
    "folder",
    "heading",
    "limit_titles",
    "out_of_scope_words",
    "picture",
    "place_heading",
    "preparer_page",
    "question_words",
    "questions_text",
    "reply",
    "topic_titles",
    "value_words",
    "why",
    "words",
]


def reply(text: str, case: "Case", step: "NextStep | None", *, said: bool = False) -> "Reply":
    """The reply to a typed question; `said`: the case is a conversation's. What it needs is read then, not at start."""
    from k1chat.wording import topics

    return topics.reply(text, case, step, said=said)


def topic_titles() -> list[str]:
    """What can be asked about, as questions, in order; read only when somebody looks for it."""
    from k1chat.wording.topics import topics

    return sorted(str(topic["title"]) for topic in topics().values())


def preparer_page(case: "Case", step: "NextStep") -> str:
    """The page for whoever prepares the return; what it needs is read then, not at start."""
    from k1chat.wording.preparer import preparer

    return preparer(case, step)
