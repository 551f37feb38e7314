"""What a conversation came to, for plain mode and the screen: the answer as a page, each answer given in one line."""

from typing import TYPE_CHECKING

from k1chat.case import Case
from k1chat.conversation import Conversation, Given
from k1chat.interview import as_said
from k1chat.signals import OutOfScope
from k1chat.wording import answer_words, explain, out_of_scope_words, question_words

if TYPE_CHECKING:
    from k1chat.outcome import Outcome


def in_short(given: Given, case: Case) -> str:
    """Whose it is, what, and the answer; said where no rule reads it any more."""
    said = question_words(given.question, case)
    about = f"{said.heading}: " if said.heading else ""
    aside = "" if given.counts else " (set aside)"
    return f"{about}{said.short}: {answer_words(given.question, given.value, case)}{aside}"


def answer_page(conversation: Conversation) -> str:
    """The answer as Markdown; worked out once for where the conversation stands: what would change it takes runs."""
    told = conversation.told
    if told is None or told[0] is not conversation.step:
        told = conversation.told = conversation.step, _told(conversation)
    return told[1]


def _told(conversation: Conversation) -> str:
    return answer_text(conversation.case, conversation.step.out_of_scope, conversation.step.outcome)


def answer_text(case: Case, matter: OutOfScope | None, outcome: "Outcome | None") -> str:
    """The answer to a case as Markdown, or why there is none; empty before either."""
    if matter:
        said = out_of_scope_words(matter, case)
        return f"# {said['title']}\n\n{said['reason']}\n\n{said['next']}\n"
    return explain(outcome, as_said(case)[0]) if outcome else ""
