"""A typed text -> its terms with weights: spelling, typos, synonyms, stems; what is a question counts most.

Terms are stems, names of meanings ("deduct" for "write off"), box numbers ("box1"), form numbers ("8582") and round
figures of the law ("#25000"). Pure: what words there are is given (`Vocabulary`).
What is NOT done: grammar. "Not" and "no" change nothing about which topic is meant.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from k1chat.followup.stems import stem
from k1chat.frozen import frozen

LONGEST = 5000
"""Letters that are read of a text."""

ASIDE = 0.5
"""What a sentence weighs that is no question, beside one that is."""

CORRECTED, CORRECTED_SHORT = 0.85, 0.5
"""What a word weighs whose spelling had to be mended, and a short one, which may be another word."""

AMOUNT_WEIGHT = 0.3
"""What a figure weighs: most are the person's own and say nothing of the topic."""

FIGURES = "#0123456789"
"""How a term begins that is a figure."""

SECTION = r"\d{3,4}|\d+[a-z]+"
"""A figure that names a form, a section of the law or a box."""

SPELLINGS = (
    (r"\bk\s*-?\s*(?:1|one)s?\b", "k1"),
    (r"\b1120\s*-?\s*s\b", "1120s"),
    (r"\bw\s*-?\s*2s?\b", "w2"),
    (r"\bs\s*-?\s*corp(?:oration)?s?\b", "scorp"),
    (r"\bc\s*-?\s*corp(?:oration)?s?\b", "ccorp"),
    (r"\bturbo\s*tax\b", "turbotax"),
    (r"\b1099\s*-?\s*(b|k|r|misc|nec|div|int)\b", r"1099\1"),
    (r"\b(box(?:es)?\s+#?\d{1,2}),?\s*code\s+([a-z]{1,2})\b", r"\1\2"),
    (r"(?<![^\s(])(\d{1,2})(?!st\b|nd\b|rd\b|th\b)([a-gijln-z][a-z]?)\b", r"box\1 \1\2"),
    (r"\bbox(?:es)?\s+#?(\d{1,2})\b", r"box box\1"),
    (r"\bnon[\s-]?passive\b", "nonpassive"),
    (r"\blines?\s+#?(\d{1,2}[a-z]{0,2})\b(?=.*\bform|.*\b(?:7203|8582|6198|461|1040|6251)\b)", r"line line\1"),
    (r"(\bform\b.*|\b(?:7203|8582|6198|461|1040|6251)\b.*)\blines?\s+#?(\d{1,2}[a-z]{0,2})\b", r"\1line line\2"),
    (r"\blines?\s+#?(\d{1,2}[a-z]{0,2})\b", r"box box\1"),
    (r"(?<=\d)\s+(thousand|grand)\b", "k"),
    (r"(?<=\d)\s+million\b", "m"),
    (r"\bbox(?=\d)", "box box"),
    (r"\bsch(?:edule)?\.?\s+([a-el])\b", r"schedule\1 schedule"),
    (r"\b1099\b", "1099"),
    (r"\b(\d{3,4})\s?\((\d?[a-z])\)", r"\1\2"),
    (r"\b20[0-4]\d\b(?![,.]\d)", "year"),
    (r"(?<=\d)\s*(?:%|percent\b)", " percent "),
    (r"(?<=[a-z])[-/](?=[a-z])", " "),
)
"""One spelling for what is spelled in many ways."""

LOOSE = tuple((re.compile(pattern), one) for pattern, one in SPELLINGS)

WORD = re.compile(
    r"(?P<money>[-+(]?\s*\$\s*\d[\d,.]*\s*(?:k|m|mm|million)?\b)|(?P<word>[a-z]+(?:'[a-z]+)?\d*[a-z]*|\d[\d,.]*[a-z]*)"
)
FIGURE = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?(k|m|mm|million)?")
SCALE = {"k": 1000, "m": 1_000_000, "mm": 1_000_000, "million": 1_000_000}


@frozen
class Read:
    """What was read of a text: the weight of each term, its neighbouring pairs, and how many words were foreign."""

    terms: Mapping[str, float]
    pairs: tuple[tuple[str, str], ...]
    foreign: int


class Reader:
    """Reads texts by the meanings and the words it is given."""

    def __init__(self, meanings: Mapping[str, Iterable[str]], unimportant: Iterable[str]) -> None:
        self.unimportant = frozenset(stem(word) for word in unimportant)
        self.meanings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.known: dict[str, str] = {}
        self.stems: set[str] = set()
        for name, phrases in meanings.items():
            for phrase in phrases:
                self._take_meaning(name, phrase)
        for same in self.meanings.values():
            same.sort(key=lambda each: -len(each[0]))

    def _take_meaning(self, name: str, phrase: str) -> None:
        words = tuple(stem(word) for word in spelled(phrase))
        self.meanings.setdefault(words[0], []).append((words, name))
        self.learn(phrase)

    def learn(self, text: str) -> None:
        """Know the words of a text, so that misspelled ones are mended to them."""
        words = spelled(text)
        self.known.update({word: word for word in words if word.isalpha() and len(word) > 3})
        self.stems.update(map(stem, words))

    def terms(self, text: str) -> list[str]:
        """The terms of a text that is spelled well, in order."""
        return self._meant([stem(word) for word in spelled(text)])

    def mended(self, text: str) -> list[str]:
        """The terms of a text as it was typed, in order."""
        return self._meant([self._mended(word)[0] for word in spelled(text)])

    def read(self, text: str, index: Mapping[str, object]) -> Read:
        """What a person typed, by the terms that an index knows."""
        weights: dict[str, float] = {}
        pairs: dict[tuple[str, str], None] = {}
        foreign = 0
        for sentence, weight in _sentences(text[:LONGEST]):
            words = [self._mended(word) for word in spelled(sentence)]
            terms = self._meant([word for word, _ in words])
            trust = dict(words)
            for term in terms:
                figure = term == "percent" or (term[:1] in FIGURES and not re.fullmatch(SECTION, term))
                counts = AMOUNT_WEIGHT if figure else trust.get(term, 1.0)
                if term in index:
                    weights[term] = max(weights.get(term, 0.0), weight * counts)
                elif term[:1].isalpha():
                    foreign += 1
            pairs.update(dict.fromkeys(pairwise(terms)))
        return Read(weights, tuple(pairs), foreign)

    def _mended(self, word: str) -> tuple[str, float]:
        """The stem of a word, or of the known word it is a misspelling of, and how far that is trusted."""
        own = stem(word)
        if own in self.stems or own in self.unimportant or not word.isalpha() or len(word) < 4:
            return own, 1.0
        near = self._nearest(word)
        trust = CORRECTED if len(word) > 5 else CORRECTED_SHORT
        return (stem(near), trust) if near else (own, 1.0)

    def _nearest(self, word: str) -> str:
        """The known word that differs by a slip: one letter of a short word, two of a long one; else empty."""
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extractOne

        slips = 1 if len(word) < 8 else 2
        found = extractOne(word, self.known, scorer=OSA.distance, score_cutoff=slips)
        near = str(found[0]) if found else ""
        return near if near and (near[0] == word[0] or len(word) > 6) else ""

    def _meant(self, stems: Sequence[str]) -> list[str]:
        """Stems with phrases that have a name replaced by it, the longest first; without words that say nothing."""
        terms, at = [each for each in stems if each[:1] in FIGURES], 0
        stems = [each for each in stems if each[:1] not in FIGURES]
        while at < len(stems):
            long, name = self._meaning_at(stems, at)
            terms += name.split() if long else [stems[at]] if stems[at] not in self.unimportant else []
            at += long or 1
        return terms

    def _meaning_at(self, stems: Sequence[str], at: int) -> tuple[int, str]:
        """How many stems from here on are a phrase with a name, and that; "it" may stand in it: "carry it forward"."""
        for words, name in self.meanings.get(stems[at], ()):
            end = self._end_of(words, stems, at)
            if end:
                return end - at, name
        return 0, ""

    def _end_of(self, words: Sequence[str], stems: Sequence[str], at: int) -> int:
        """Where a phrase that begins here ends; 0 where it does not stand here."""
        left = 0
        for word in words:
            while at < len(stems) and stems[at] != word and stems[at] in self.unimportant and left:
                at += 1
            if at >= len(stems) or stems[at] != word:
                return 0
            at, left = at + 1, left + 1
        return at


def plain(text: str) -> str:
    """A text in small letters, with one sort of quotes, hyphens and blanks."""
    text = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u2212", "-").lower()
    return " ".join(text.split())


@lru_cache(10_000)
def spelled(text: str) -> tuple[str, ...]:
    """The words of a text, each in its one spelling; figures as `#45000`."""
    text = plain(text)
    for pattern, one in LOOSE:
        text = pattern.sub(one, text)
    return tuple(_word(found) for found in WORD.finditer(text))


def _word(found: "re.Match[str]") -> str:
    word = (found["word"] or re.sub(r"[^\d.,a-z]", "", found["money"])).strip(".,")
    figure = FIGURE.fullmatch(word) if word[:1].isdigit() else None
    if not figure or (found["word"] and word.isdecimal() and len(word) <= 4):
        return word
    return f"#{_figure(figure)}"


def _figure(figure: "re.Match[str]") -> int:
    digits = figure[1].replace(",", "")[:15]
    part = float(figure[2]) if figure[2] else 0.0
    return round((int(digits) + part) * SCALE.get(figure[3] or "", 1))


def _sentences(text: str) -> Iterator[tuple[str, float]]:
    """Each sentence and its weight: a question counts in full, what is told beside one less."""
    parts = re.findall(r"[^.?!;\n]*(?:\.(?=\d)[^.?!;\n]*)*[.?!;\n]*", text)
    parts = [part for part in parts if part.strip()]
    asked = any("?" in part for part in parts)
    for part in parts:
        yield part, ASIDE if asked and "?" not in part else 1.0
