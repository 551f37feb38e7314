"""What a conversation came to, for plain mode and the screen: the answer as a page, each answer given in one line."""

from collections.abc import Iterator

from k1chat.case import Case
from k1chat.conversation import Conversation, Given
from k1chat.interview import as_said
from k1chat.wording import answer_words, explain, out_of_scope_words, question_words


def in_short(given: Given, case: Case) -> str:
    """Whose it is, what, and the answer; said where no rule reads it any more."""
    said = question_words(given.question, case)
    about = f"{said.heading}: " if said.heading else ""
    aside = "" if given.counts else " (set aside)"
    return f"{about}{said.short}: {answer_words(given.question, given.value, case)}{aside}"


def answer_page(conversation: Conversation) -> Iterator[str]:
    """The answer as Markdown, or why there is none."""
    step = conversation.step
    if step.out_of_scope:
        said = out_of_scope_words(step.out_of_scope, conversation.case)
        yield from (f"# {said['title']}", "", said["reason"], "", said["next"])
    elif step.outcome:
        yield explain(step.outcome, as_said(conversation.case)[0])
