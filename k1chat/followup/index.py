"""Which topic a text is about: a simple score whose parts can be told.

For every topic two shares from 0 to 1 are found. *Told*: how much of what the text says the topic's words know, rare
words counting more (inverse document frequency). *Likest*: how near the text is to the nearest phrase people ask the
topic by (cosine of the same weights, neighbouring pairs included). The score is their weighted mean; the confidence
takes off for a close second that is another matter.
What is NOT done: learning, grammar, anything that differs between two runs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import log, sqrt

from k1chat.followup.reading import Read, Reader
from k1chat.frozen import frozen

TOLD, LIKEST = 0.5, 0.5
"""What the two shares weigh in the score."""

IN_WORDS, IN_TITLE, IN_ASKED = 1.0, 0.9, 0.55
"""How well a topic knows a term by where it stands; one in all of its asked phrases counts as one of its words."""

PAIR = 0.6
"""What a neighbouring pair weighs beside the mean of its two terms."""

FOREIGN_WEIGHT = 0.8
"""What a word that no topic knows weighs, beside the rarest that one knows."""


@frozen
class TopicWords:
    """A topic as it is found: its id, its title, the ways it is asked, the words that point to it, its neighbours."""

    id: str
    title: str
    asked: tuple[str, ...]
    words: tuple[str, ...]
    see: tuple[str, ...] = ()


Vector = Mapping[object, float]


class Index:
    """All topics, by their terms."""

    def __init__(self, topics: Iterable[TopicWords], reader: Reader) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self.reader = reader
        self.knows = {id_: self._known(topic) for id_, topic in self.topics.items()}
        many = Counter(term for terms in self.knows.values() for term in terms)
        self.rarity = {term: log(1 + len(self.topics) / count) for term, count in many.items()}
        self.rarest = log(1 + max(len(self.topics), 1))
        self.phrases: dict[object, list[tuple[int, float]]] = {}
        self.owner: list[str] = []
        for id_, topic in self.topics.items():
            for phrase in dict.fromkeys((topic.title, *topic.asked)):
                self._take_phrase(id_, reader.terms(phrase))

    def _known(self, topic: TopicWords) -> dict[str, float]:
        """How well a topic knows each of its terms, from 0 to 1."""
        asked = [set(self.reader.terms(text)) for text in topic.asked]
        many = Counter(term for terms in asked for term in terms)
        known = {term: IN_ASKED + (1 - IN_ASKED) * count / len(asked) for term, count in many.items()}
        for weight, texts in ((IN_TITLE, (topic.title,)), (IN_WORDS, topic.words)):
            for term in (term for text in texts for term in self.reader.terms(text)):
                known[term] = max(known.get(term, 0.0), weight)
        for text in (topic.title, *topic.asked, *topic.words):
            self.reader.learn(text)
        return known

    def _take_phrase(self, id_: str, terms: Sequence[str]) -> None:
        pairs = frozenset(pairwise(terms))
        number, vector = len(self.owner), self._vector(dict.fromkeys(terms, 1.0), pairs)
        self.owner.append(id_)
        for part, weight in vector.items():
            self.phrases.setdefault(part, []).append((number, weight))

    def _vector(self, terms: Mapping[str, float], pairs: Iterable[tuple[str, str]], foreign: float = 0.0) -> Vector:
        """Terms and pairs by weight, of length one."""
        vector: dict[object, float] = {term: weight * self.rarity.get(term, 0.0) for term, weight in terms.items()}
        for pair in pairs:
            if pair[0] in self.rarity and pair[1] in self.rarity:
                vector[pair] = PAIR * (self.rarity[pair[0]] + self.rarity[pair[1]]) / 2
        length = sqrt(sum(weight * weight for weight in vector.values()) + foreign * foreign)
        return {part: weight / length for part, weight in vector.items()} if length else {}

    def ranked(self, read: Read) -> list[tuple[str, float]]:
        """Every topic that has something of the text, with its score, the best first; alike ones by their id."""
        told, likest = self._told(read), self._likest(read)
        scores = {id_: TOLD * told.get(id_, 0.0) + LIKEST * likest.get(id_, 0.0) for id_ in self.topics}
        return sorted(
            ((id_, score) for id_, score in scores.items() if score > 0), key=lambda each: (-each[1], each[0])
        )

    def _told(self, read: Read) -> dict[str, float]:
        mass = {term: weight * self.rarity[term] for term, weight in read.terms.items()}
        whole = sum(mass.values()) + self._foreign(read) * self.rarest
        told = {}
        for id_, known in self.knows.items():
            own = sum(weight * known[term] for term, weight in mass.items() if term in known)
            told[id_] = own / whole if whole else 0.0
        return told

    def _likest(self, read: Read) -> dict[str, float]:
        foreign = self._foreign(read) * self.rarest
        likeness: dict[int, float] = {}
        for part, weight in self._vector(read.terms, read.pairs, foreign).items():
            for number, own in self.phrases.get(part, ()):
                likeness[number] = likeness.get(number, 0.0) + weight * own
        best: dict[str, float] = {}
        for number, share in likeness.items():
            best[self.owner[number]] = max(best.get(self.owner[number], 0.0), share)
        return best

    def _foreign(self, read: Read) -> float:
        """What the foreign words weigh: the more there are, the less each adds."""
        return FOREIGN_WEIGHT * sqrt(read.foreign)
