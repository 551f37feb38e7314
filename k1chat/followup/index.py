"""Which topic a text is about: six shares whose parts can be told, their weighted sum, and a confidence.

For every topic five shares from 0 to 1 are found, and a sixth that takes away. *Told*: how much of what the text says
the topic's words know, rare words counting more (inverse document frequency). *Near*: how like the text is to the three
nearest phrases by which people ask the topic (cosine of the same weights, neighbouring pairs included). *Answer*: how
like it is to what the topic answers. *Letters*: how like its letters are to the nearest phrase's. *Pointer*: how rare
the phrase is that points to the topic and stands in the text whole. *Likely*: how much less likely the text's words are
where this topic is asked than where the likeliest one is (naive Bayes; 0 for that one).
The confidence is the topic's part of all topics' scores (softmax), less where the score itself is low, or where most
words are foreign: a close second takes from it, and a text that says little or something else. The weights were fitted
on the topics' own phrases, each found without itself, and on questions written for that.
What is NOT done: learning while it runs, grammar, anything that differs between two runs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import exp, log, sqrt

from k1chat.followup.letters import Letters
from k1chat.followup.reading import Read, Reader
from k1chat.frozen import frozen

TOLD, NEAR, ANSWER, LETTERS, POINTER, LIKELY = 1.2, 3.3, 3.0, 5.8, 2.4, 4.2
"""What each share weighs."""

IN_WORDS, IN_TITLE, IN_ASKED = 1.0, 0.9, 0.55
"""How well a topic knows a term by where it stands; one in all of its asked phrases counts as one of its words."""

PAIR = 0.6
"""What a neighbouring pair weighs beside the mean of its two terms."""

UNSEEN, UNSAID = 0.05, 10.0
"""How often a word counts as said where it never was, and how many words are left for what was never said."""

STORY = 8.0
"""From so many words on, more of them make no topic likelier: a story is long, not sure."""

FOREIGN_WEIGHT = 0.8
"""What a word that no topic knows weighs, beside the rarest that one knows."""

AT_HOME = 2.0
"""How many known words there have to be for each that no topic knows; with fewer a text is of another matter."""

NEAREST = 3
"""How many of a topic's phrases a text is held against."""

ENOUGH = 6.0
"""The score from which a text says enough of a topic to be sure of it; below it takes off."""

RARE = 8.0
"""The rarity of a phrase that points to its topic in full."""


@frozen
class TopicWords:
    """A topic as it is found: its id, its title, the ways it is asked, the words that point to it, its answer."""

    id: str
    title: str
    asked: tuple[str, ...]
    words: tuple[str, ...]
    answer: str = ""

    @property
    def phrases(self) -> tuple[str, ...]:
        """The title and the ways it is asked, each once."""
        return tuple(dict.fromkeys((self.title, *self.asked)))


Vector = Mapping[object, float]
Shares = dict[str, float]


class Index:
    """All topics, by their terms."""

    def __init__(self, topics: Iterable[TopicWords], reader: Reader) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self.reader = reader
        for topic in self.topics.values():
            for text in (*topic.phrases, *topic.words, topic.answer):
                reader.learn(text)
        self.terms = {
            text: reader.terms(text) for topic in self.topics.values() for text in (*topic.phrases, *topic.words)
        }
        self.knows = {id_: self._known(topic) for id_, topic in self.topics.items()}
        answers = {id_: Counter(reader.terms(topic.answer)) for id_, topic in self.topics.items()}
        asked = {term for known in self.knows.values() for term in known}
        many = Counter(term for id_ in self.topics for term in {*self.knows[id_], *answers[id_]} & asked)
        self.rarity = {term: log(1 + len(self.topics) / count) for term, count in many.items()}
        self.rarest = log(1 + max(len(self.topics), 1))
        self.phrases, self.answers = Postings(), Postings()
        for id_, topic in self.topics.items():
            for phrase in topic.phrases:
                terms = self.terms[phrase]
                self.phrases.take(id_, self._vector(dict.fromkeys(terms, 1.0), dict.fromkeys(pairwise(terms))))
            self.answers.take(id_, self._vector({term: 1 + log(count) for term, count in answers[id_].items()}, ()))
        self.letters = Letters((id_, text) for id_, own in self.topics.items() for text in (*own.phrases, *own.words))
        self.likely = {id_: self._likelihood(topic) for id_, topic in self.topics.items()}
        self.pointers = {
            id_: [tuple(dict.fromkeys(self.terms[text])) for text in own.words] for id_, own in self.topics.items()
        }

    def _known(self, topic: TopicWords) -> dict[str, float]:
        """How well a topic knows each of its terms, from 0 to 1."""
        asked = [set(self.terms[text]) for text in topic.asked]
        many = Counter(term for terms in asked for term in terms)
        known = {term: IN_ASKED + (1 - IN_ASKED) * count / len(asked) for term, count in many.items()}
        for weight, texts in ((IN_TITLE, (topic.title,)), (IN_WORDS, topic.words)):
            for term in (term for text in texts for term in self.terms[text]):
                known[term] = max(known.get(term, 0.0), weight)
        return known

    def _likelihood(self, topic: TopicWords) -> tuple[dict[str, float], float]:
        """How likely each term is where the topic is asked, and one that was never said there: logarithms in tens."""
        many = Counter(term for text in (*topic.phrases, *topic.words) for term in dict.fromkeys(self.terms[text]))
        whole = sum(many.values()) + UNSAID
        return {term: log((count + UNSEEN) / whole) / 10 for term, count in many.items()}, log(UNSEEN / whole) / 10

    def _vector(self, terms: Mapping[str, float], pairs: Iterable[tuple[str, str]], foreign: float = 0.0) -> Vector:
        """Terms and pairs by weight, of length one."""
        vector: dict[object, float] = {term: weight * self.rarity.get(term, 0.0) for term, weight in terms.items()}
        for pair in pairs:
            if pair[0] in self.rarity and pair[1] in self.rarity:
                vector[pair] = PAIR * (self.rarity[pair[0]] + self.rarity[pair[1]]) / 2
        length = sqrt(sum(weight * weight for weight in vector.values()) + foreign * foreign)
        return {part: weight / length for part, weight in vector.items()} if length else {}

    def confident(self, text: str) -> list[tuple[str, float]]:
        """Every topic with its confidence, the best first; alike ones by their id. None where no word is known."""
        read = self.reader.read(text, self.rarity)
        if not read.terms:
            return []
        scores = self.scores(text, read)
        highest = max(scores.values(), default=0.0)
        whole = sum(exp(score - highest) for score in scores.values())
        at_home = min(1.0, sum(read.terms.values()) / (AT_HOME * read.foreign or 1))
        parts = ((id_, exp(score - highest) / whole, _enough(score)) for id_, score in scores.items())
        ranked = ((id_, part * enough**2 * at_home) for id_, part, enough in parts)
        return sorted(ranked, key=lambda each: (-each[1], each[0]))

    def scores(self, text: str, read: Read) -> dict[str, float]:
        """The score of every topic."""
        shares = self.shares(text, read)
        return {id_: sum(weight * share.get(id_, 0.0) for weight, share in shares) for id_ in self.topics}

    def shares(self, text: str, read: Read) -> Sequence[tuple[float, Shares]]:
        """Each of the six shares by topic, with what it weighs."""
        foreign = FOREIGN_WEIGHT * sqrt(read.foreign) * self.rarest
        vector = self._vector(read.terms, read.pairs, foreign)
        bare = self._vector(read.terms, ())
        return (
            (TOLD, self._told(read, foreign)),
            (NEAR, {id_: sum(best) / NEAREST for id_, best in self.phrases.likest(vector, NEAREST).items()}),
            (ANSWER, {id_: best[0] for id_, best in self.answers.likest(bare, 1).items()}),
            (LETTERS, self.letters.likest(text)),
            (POINTER, self._pointed(read.terms)),
            (LIKELY, self._likelier(read.terms)),
        )

    def _told(self, read: Read, foreign: float) -> Shares:
        mass = {term: weight * self.rarity[term] for term, weight in read.terms.items()}
        whole = sum(mass.values()) + foreign
        return {
            id_: sum(weight * known[term] for term, weight in mass.items() if term in known) / whole
            for id_, known in self.knows.items()
        }

    def _likelier(self, terms: Mapping[str, float]) -> Shares:
        most = max(1.0, sum(terms.values()) / STORY)
        found = {
            id_: sum(weight * likely.get(term, unseen) for term, weight in terms.items()) / most
            for id_, (likely, unseen) in self.likely.items()
        }
        highest = max(found.values(), default=0.0)
        return {id_: likelihood - highest for id_, likelihood in found.items()}

    def _pointed(self, terms: Mapping[str, float]) -> Shares:
        found = {}
        for id_, pointers in self.pointers.items():
            whole = (each for each in pointers if each and all(term in terms for term in each))
            hits = (sum(self.rarity[term] * terms[term] for term in each) for each in whole)
            found[id_] = max(hits, default=0.0) / RARE
        return found


def _enough(score: float) -> float:
    """How nearly a score says enough, from 0 to 1."""
    return max(0.0, min(1.0, score / ENOUGH))


class Postings:
    """Texts as vectors, found by their parts."""

    def __init__(self) -> None:
        self.parts: dict[object, list[tuple[int, float]]] = {}
        self.owner: list[str] = []

    def take(self, id_: str, vector: Vector) -> None:
        """One text of a topic."""
        number = len(self.owner)
        self.owner.append(id_)
        for part, weight in vector.items():
            self.parts.setdefault(part, []).append((number, weight))

    def likest(self, vector: Vector, most: int) -> dict[str, list[float]]:
        """By topic, how like its likest texts are to a vector: at most so many, the likest first."""
        like: dict[int, float] = {}
        for part, weight in vector.items():
            for number, own in self.parts.get(part, ()):
                like[number] = like.get(number, 0.0) + weight * own
        by_topic: dict[str, list[float]] = {}
        for number, share in like.items():
            by_topic.setdefault(self.owner[number], []).append(share)
        return {id_: sorted(shares, reverse=True)[:most] for id_, shares in by_topic.items()}
