"""What is typed as a question to k1chat, where an answer to its own question, or nothing, is expected.

`ask` and `what if` begin one; so does what ends in a question mark, where it is understood and no answer.
"""

from typing import TYPE_CHECKING

from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer

if TYPE_CHECKING:
    from k1chat.wording.topics import Reply

BEGINS = ("what if", "suppose", "what about")
"""The whole text is the question; after `ask` the rest of it is."""

HOW = "Type ask and your question, such as: ask what is basis?  Or: what if I worked 600 hours?"


def question_in(text: str) -> str:
    """The question that was typed; empty where it is something else. InvalidAnswer for `ask` alone."""
    said = " ".join(text.split())
    first, _, rest = said.partition(" ")
    if first.lower().rstrip(":") == "ask":
        if not rest:
            raise InvalidAnswer(HOW)
        return rest
    return said if said.lower().startswith(BEGINS) else ""


def may_be_question(text: str) -> bool:
    """Whether it reads like a question: then it is tried as one before it is refused as an answer."""
    return text.rstrip().endswith("?") or len(text.split()) > 3


def reply_instead(conversation: Conversation, text: str) -> "Reply | None":
    """The reply to what was typed in place of an answer, where it reads like a question and is understood."""
    reply = conversation.ask(text) if may_be_question(text) else None
    return reply if reply and reply.kind != "unsure" else None
