"""What a typed question means: a topic, a "what if", or that this is not sure.

A topic is told only with confidence: a good score, and no close second that is another matter. A wrong topic told
with confidence is the worst result, so below it the nearest ones are offered. Deterministic; reads no files.
"""

from typing import TYPE_CHECKING, Literal

from k1chat.case import Case
from k1chat.followup.changes import Missing, changes
from k1chat.followup.reading import plain
from k1chat.followup.vocabulary import Vocabulary
from k1chat.frozen import frozen
from k1chat.what_if import Change

if TYPE_CHECKING:
    from k1chat.interview import NextStep

Kind = Literal["topic", "what_if", "unsure"]

SURE = 0.42
"""The confidence from which a topic is told: measured on the askers' own questions (tests/followup)."""

CLOSE = 0.9
"""A second topic whose score is more than this part of the first's leaves it in doubt."""

DOUBT = 0.75
"""What is left of the confidence in the worst doubt."""


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
    topics = _topics(text, vocabulary)
    supposed = vocabulary.supposing.supposed(text)
    found, missing = changes(supposed, text, case)
    if found or missing:
        return Understood("unsure" if missing else "what_if", topics, () if missing else found, missing)
    if supposed and not case.answers and not (topics and topics[0][1] >= SURE):
        of_fact = supposed[0].named.topic
        topics = ((of_fact, SURE), *(each for each in topics if each[0] != of_fact))
    sure = bool(topics) and topics[0][1] >= SURE
    return Understood("topic" if sure else "unsure", topics)


def _named(text: str, vocabulary: Vocabulary) -> str:
    """The topic whose title or id was typed, as where one that was offered is picked; else empty."""
    bare = plain(text).rstrip("?.! ")
    for id_, topic in vocabulary.topics.items():
        if bare in (id_, plain(topic.title).rstrip("?.! ")):
            return id_
    return ""


def _topics(text: str, vocabulary: Vocabulary) -> tuple[tuple[str, float], ...]:
    """The topics by confidence: their score, less what a close second takes from the first."""
    index = vocabulary.index
    ranked = index.ranked(vocabulary.reader.read(text, index.rarity))
    if len(ranked) > 1:
        (first, score), (second, next_) = ranked[:2]
        beside = 0.5 if second in index.topics[first].see or first in index.topics[second].see else 1.0
        near = max(0.0, (next_ / score - CLOSE) / (1 - CLOSE))
        ranked[0] = first, score * (1 - (1 - DOUBT) * near * beside)
    return tuple(ranked)
