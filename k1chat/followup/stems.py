"""Words brought to one shape, so that "losses", "loss" and "lossed" meet: the stem of an English word.

A light stemmer for tax questions: plurals, -ing, -ed, -ly, -ment, -ation. What is NOT done: irregular forms and words
that mean the same; these stand in prompts/vocabulary.toml.
"""

import re
from functools import lru_cache

SHORTEST = 3
"""Letters that a stem keeps at least."""

PLURALS = (("sses", "ss"), ("ies", "y"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
ENDINGS = (("ment", 5), ("ing", 3), ("ed", 3), ("ly", 4))
"""An ending, and how many letters must stand before it."""


@lru_cache(10_000)
def stem(word: str) -> str:
    """The stem of a word in small letters; one with a digit, and a short one, stays as it is."""
    word = word.removesuffix("'s").replace("'", "")
    if len(word) <= SHORTEST or any(letter.isdigit() for letter in word):
        return word
    word = _singular(word)
    for ending, least in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least and _spoken(word[: -len(ending)]):
            word = _undoubled(word[: -len(ending)])
            break
    return _bare(word)


def _singular(word: str) -> str:
    ending, kept = next(each for each in (*PLURALS, ("", "")) if word.endswith(each[0]))
    return word.removesuffix(ending) + kept if ending else word


def _spoken(word: str) -> bool:
    return bool(re.search("[aeiouy]", word))


def _undoubled(word: str) -> str:
    """`stopp` as `stop`; `sell`, `loss` and `off` stay."""
    return word[:-1] if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "lsf" else word


def _bare(word: str) -> str:
    """Without what verbs and their nouns differ by: participate, participation."""
    if len(word) > 5 and word.endswith(("tion", "sion")):
        word = word[:-3]
    word = word.rstrip("e") if len(word.rstrip("e")) >= SHORTEST else word
    return word[:-2] if len(word) > 6 and word.endswith("at") else word
