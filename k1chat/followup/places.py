"""Whose fact is meant: the K-1, the activity or the loan that a text names, or the only one that has the fact.

What is NOT done: choosing. Where several could be meant and none is named, their names are given back to ask which.
Only of several loans to one corporation the first stands for all: a change of one is as good as of another.
"""

import re
from collections.abc import Iterator, Sequence

from k1chat.case import Case
from k1chat.facts import ACTIVITY_COUNT, ENTITY, FACTS, K1_COUNT, Fact, Place
from k1chat.followup.reading import plain
from k1chat.followup.supposing import FactWords

Spot = tuple[Fact[object], Place]

OF_MANY = frozenset(
    {"llc", "lp", "inc", "corp", "company", "partners", "partnership", "the", "and", "properties", "group", "number"}
)
"""Words of a name that tell none apart."""


def spots(named: FactWords, case: Case) -> list[Spot]:
    """Every fact and place that an entry can mean in a case, one for each place."""
    found: dict[Place, Spot] = {}
    for entity, name in named.facts:
        fact = FACTS[name]
        for place in _places(fact, case):
            fits = not entity or case.get(ENTITY, place[:1]) == entity
            held = found.get(place)
            better = held is None or (case.get(held[0], place) is None and case.get(fact, place) is not None)
            if fits and better and not (named.only_given and case.get(fact, place) is None):
                found[place] = fact, place
    return list(found.values())


def _places(fact: Fact[object], case: Case) -> Iterator[Place]:
    if fact.depth == 0:
        yield ()
    for k1 in range(_count(case, K1_COUNT, ()) if fact.depth else 0):
        if fact.depth == 1:
            yield (k1,)
        else:
            many = 1 if fact.scope == "loan" else max(1, _count(case, ACTIVITY_COUNT, (k1,)))
            yield from ((k1, number) for number in range(many))


def _count(case: Case, fact: Fact[int], place: Place) -> int:
    """How many there are: as said, or as many as have an answer, at most a hundred."""
    said = case.get(fact, place)
    depth = len(place)
    beside = [at[depth] + 1 for at in case.answers if len(at) > depth and at[:depth] == place]
    return min(said if isinstance(said, int) else max(beside, default=0), 100)


def meant(spots_: Sequence[Spot], text: str, case: Case) -> list[Spot]:
    """Those of several that the text names; else those that have the fact; else all of them."""
    words = set(re.findall(r"[a-z0-9]+", plain(text)))
    named = [spot for spot in spots_ if words & (_own_words(case, spot[1]))]
    if named:
        spots_ = named
    if len(spots_) > 1:
        spots_ = [spot for spot in spots_ if case.get(*spot) is not None] or spots_
    return list(spots_)


def names_a_k1(text: str, case: Case) -> bool:
    """Whether a text names one of the K-1s."""
    words = set(re.findall(r"[a-z0-9]+", plain(text)))
    return any(words & _own_words(case, (k1,)) for k1 in range(_count(case, K1_COUNT, ())))


def _own_words(case: Case, place: Place) -> set[str]:
    if not place:
        return set()
    name = f"{case.k1_name(place)} {case.activity_name(place)}"
    return {word for word in re.findall(r"[a-z0-9]+", plain(name)) if len(word) > 3} - OF_MANY


def name_of(case: Case, place: Place) -> str:
    """What a place is called, to ask for it."""
    return case.activity_name(place) if len(place) > 1 else case.k1_name(place) if place else ""
