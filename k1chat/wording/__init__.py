"""Words: prompts/ -> questions, reasons and explanations. Nothing here computes."""

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

__all__ = [
    "QuestionWords",
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
    "question_words",
    "questions_text",
    "value_words",
    "why",
    "words",
]
