"""What a typed question means: a topic, a "what if", or that this is not sure.

A topic is told only with confidence (`Index.confident`). A wrong topic told with confidence is the worst result, so
below it the nearest ones are offered. Deterministic; reads no files.
"""

from typing import TYPE_CHECKING, Literal

from k1chat.case import Case
from k1chat.followup.changes import Missing, changes
from k1chat.followup.vocabulary import Vocabulary, phrase
from k1chat.frozen import frozen
from k1chat.what_if import Change

if TYPE_CHECKING:
    from k1chat.interview import NextStep

Kind = Literal["topic", "what_if", "unsure"]

SURE = 0.65
"""The confidence from which a topic is told: measured on the askers' own questions (tests/followup)."""


@frozen
class Understood:
    """What was understood: the topics by confidence, the best first; what is supposed, or what that leaves open."""

    kind: Kind
    topics: tuple[tuple[str, float], ...] = ()
    changes: tuple[Change, ...] = ()
    missing: Missing | None = None


def understand(text: str, vocabulary: Vocabulary, case: Case, step: "NextStep | None") -> Understood:
    """What a typed text means."""
    named = _named(text, vocabulary)
    if named:
        return Understood("topic", ((named, 1.0),))
    topics = tuple(vocabulary.index.confident(text))
    supposed = vocabulary.supposing.supposed(text)
    found, missing = changes(supposed, text, case)
    if found or missing:
        return Understood("unsure" if missing else "what_if", topics, () if missing else found, missing)
    named_by = supposed and not case.answers and vocabulary.supposing.leads(text)
    if named_by and not (topics and topics[0][1] >= SURE):
        of_fact = supposed[0].named.topic
        topics = ((of_fact, SURE), *(each for each in topics if each[0] != of_fact))
    sure = bool(topics) and topics[0][1] >= SURE and not vocabulary.is_of_elsewhere(text, topics[0][0])
    return Understood("topic" if sure else "unsure", topics)


def _named(text: str, vocabulary: Vocabulary) -> str:
    """The topic whose id, title or phrase was typed, as where one that was offered is picked; else empty."""
    bare = phrase(text)
    return bare if bare in vocabulary.topics else vocabulary.named.get(bare, "")
