"""What a typed "what if" supposes: facts with what they would be, before it is known whose they are.

"What if I worked 600 hours and put in another 20k" is read clause by clause: each names a fact by its words
(prompts/supposing.toml) and says a figure, none of it, or what it would be. What is NOT done: guessing. A clause that
names no fact, or no figure where one is needed, supposes nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from k1chat.followup.figures import Figure, FigureReader
from k1chat.followup.reading import Reader, plain
from k1chat.frozen import frozen

LONGEST, MOST_WORDS = 1000, 30
"""Letters and words of the longest "what if": in a whole story the figures are mostly of what was."""

NO_MORE = 3
"""Words after "no" or "without" in which a fact is named that there is none of."""


@frozen
class FactWords:
    """How people name a fact: an entry of prompts/supposing.toml.

    `facts` are (kind of K-1 or empty, name of the fact): of several alike the first that the case has is meant.
    `of_a_k1` are the facts that are meant instead where the text names a K-1: its income is none of the household's.
    """

    facts: tuple[tuple[str, str], ...]
    unit: str
    says: tuple[frozenset[str], ...]
    topic: str
    value: Any
    sign: int
    adds: tuple[str, ...]
    only_given: bool
    also: Mapping[str, Any]
    of_a_k1: tuple[tuple[str, str], ...] = ()


@frozen
class Supposed:
    """A fact that was named, and the figure; or what it would be."""

    named: FactWords
    figure: Figure | None
    value: Any = None


class Supposing:
    """Reads "what if" by the words it is given."""

    def __init__(self, ways: Mapping[str, Any], reader: Reader) -> None:
        self.reader, self.figures = reader, FigureReader(ways)
        self.unread = re.compile(rf"\b(?:{_either(ways['unread'])})\b")
        self.none, self.aside = frozenset(ways["none"]), tuple(ways["aside"])
        anywhere, alone = (_either(ways[name]) for name in ("begins", "begins_alone"))
        self.begins = re.compile(rf"(?:^(?:{alone})|\b(?:{anywhere}))\b")
        self.entries = [_entry(each, reader) for each in ways["fact"]]

    def supposed(self, text: str) -> tuple[Supposed, ...]:
        """Everything that a text supposes; empty where it is no "what if", or names nothing."""
        text = plain(text[:LONGEST])
        begin = self.begins.search(text)
        if not begin or len(text.split()) > MOST_WORDS:
            return ()
        leads = begin.start() == 0 and not begin[0].endswith("happens if") and not begin[0].endswith("happen if")
        clauses = (self._supposed(clause, leads) for clause in self._clauses(text[begin.end() :]))
        return tuple({each.named.facts: each for each in clauses if each}.values())

    def leads(self, text: str) -> bool:
        """Whether a text begins with the supposing."""
        begin = self.begins.search(plain(text[:LONGEST]))
        return begin is not None and begin.start() == 0

    def _clauses(self, text: str) -> Iterator[str]:
        """The clauses up to the end of the sentence, without those that ask."""
        sentence = re.split(r"[?;!]|\.(?!\d)", text, maxsplit=1)[0]
        for clause in re.split(r",(?!\d{3})|\band\b|\bbut\b|\bplus\b", sentence):
            bare = clause.strip()
            if bare and bare.split(" ", 1)[0] not in self.aside:
                yield bare

    def _supposed(self, clause: str, leads: bool) -> Supposed | None:
        """What a clause supposes; what would be so, without a figure, only where the text begins with the supposing."""
        if self.unread.search(clause):
            return None
        figure = self.figures.first(clause)
        if figure:
            named = self._named(clause, figure)
            return Supposed(named, figure) if named else None
        return self._none_of(clause) or (self._so(clause) if leads else None)

    def _named(self, clause: str, figure: Figure) -> FactWords | None:
        terms = self._terms(clause)
        fits = [each for each in self.entries if each.unit and (not figure.unit or figure.unit == each.unit)]
        return _nearest(fits, terms, least=0 if figure.unit else 1)

    def _none_of(self, clause: str) -> Supposed | None:
        """ "No distributions", "nobody else worked": none of a fact that has a figure."""
        words = clause.split()
        for at in (at for at, word in enumerate(words) if word in self.none):
            terms = self._terms(" ".join(words[at + 1 : at + 1 + NO_MORE]))
            fits = [each for each in self.entries if each.unit in ("money", "hours")]
            named = _nearest(fits, terms, least=1)
            if named:
                return Supposed(named, Figure(Decimal(0), ""))
        return None

    def _so(self, clause: str) -> Supposed | None:
        """What would be so, or not: "if I were a limited partner", "if it were not publicly traded"."""
        denied = bool(self.none & set(clause.split()))
        fits = [each for each in self.entries if each.value is not None and (not denied or each.value is True)]
        named = _nearest(fits, self._terms(clause), least=1)
        return Supposed(named, None, not denied if named.value is True else named.value) if named else None

    def _terms(self, clause: str) -> frozenset[str]:
        return frozenset(self.reader.mended(clause))


def _nearest(entries: Sequence[FactWords], terms: frozenset[str], least: int) -> FactWords | None:
    """The entry with the most of its words in a clause; of two alike the first."""
    best: tuple[int, FactWords | None] = (least - 1, None)
    for entry in entries:
        has = max((len(says) for says in entry.says if says <= terms), default=-1)
        if has > best[0]:
            best = has, entry
    return best[1]


def _either(phrases: Sequence[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))


def _entry(said: Mapping[str, Any], reader: Reader) -> FactWords:
    fact = said["fact"]
    if isinstance(fact, Mapping):
        facts = tuple(fact.items())
    else:
        facts = tuple(("", name) for name in ([fact] if isinstance(fact, str) else fact))
    for phrase in said["says"]:
        reader.learn(phrase)
    says = tuple(frozenset(reader.terms(phrase)) for phrase in said["says"])
    return FactWords(
        facts,
        said.get("unit", ""),
        says,
        said["topic"],
        said.get("value"),
        said.get("sign", 1),
        tuple(said.get("adds", ())),
        said.get("only_given", False),
        said.get("also", {}),
        tuple(("", name) for name in said.get("of_a_k1", ())),
    )
