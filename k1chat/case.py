"""A household with its K-1s: the facts given so far. The only state there is; all else is computed from it.

An answer is kept under its place and its fact, so changing one keeps the others. An answer that no rule reads
any more stays here, set aside, and counts again when a rule reads it again.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import Any

from k1chat.facts import (
    ACTIVITY_COUNT,
    ACTIVITY_NAME,
    FACTS,
    K1_COUNT,
    K1_NAME,
    LOAN_COUNT,
    UNKNOWN,
    Fact,
    Place,
    Scope,
)
from k1chat.frozen import frozen

COUNT_OF: dict[Scope, Fact[int]] = {"k1": K1_COUNT, "activity": ACTIVITY_COUNT, "loan": LOAN_COUNT}
"""The fact that says how many places of a scope there are."""


@frozen
class Case:
    """Facts by place and name. Values are typed (see `k1chat.answers`); `UNKNOWN` is a value."""

    answers: Mapping[Place, Mapping[str, Any]] = field(default_factory=dict)
    named: dict[Place, list[str]] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What the K-1s, and the activities of each, are called: found once, for there may be thousands."""

    def get(self, fact: Fact[Any], place: Place) -> Any:
        """The value given for `fact` at `place`, UNKNOWN, or None where nothing was said yet."""
        here = self.answers.get(place)
        return here.get(fact.name) if here else None

    def having(self, fact: Fact[Any], place: Place, value: Any) -> "Case":
        """This case with one answer given or changed."""
        return replace(self, answers={**self.answers, place: {**self.answers.get(place, {}), fact.name: value}})

    def without(self, fact: Fact[Any], place: Place) -> "Case":
        """This case with one answer taken back."""
        kept = {name: value for name, value in self.answers.get(place, {}).items() if name != fact.name}
        return replace(self, answers={**self.answers, place: kept})

    def keeping(self, keys: Container[tuple[Place, str]]) -> "Case":
        """This case with the facts of `keys` alone: what counts, without what is set aside."""
        kept = {
            place: {name: value for name, value in facts.items() if (place, name) in keys}
            for place, facts in self.answers.items()
        }
        return replace(self, answers={place: facts for place, facts in kept.items() if facts})

    @property
    def size(self) -> int:
        """How many businesses and rentals there are, as far as their numbers are told; what is set aside is not one."""
        k1s = self.get(K1_COUNT, ())
        told = (self.get(ACTIVITY_COUNT, (k1,)) for k1 in range(k1s if isinstance(k1s, int) else 0))
        return sum(many if isinstance(many, int) else 1 for many in told)

    def __iter__(self) -> Iterator[tuple[Place, Fact[Any], Any]]:
        for place, facts in self.answers.items():
            for name, value in facts.items():
                yield place, FACTS[name], value

    def k1_name(self, place: Place) -> str:
        """What the K-1 that `place` belongs to is called: its name, told apart from others, or its number."""
        return self._names((), place[0])[place[0]]

    def activity_name(self, place: Place) -> str:
        """What the activity is called: its name, told apart from others, or its K-1's where that has one activity."""
        if len(place) < 2 or self.get(ACTIVITY_COUNT, place[:1]) in (None, UNKNOWN, 1):
            return self.k1_name(place)
        return self._names(place[:1], place[1])[place[1]]

    def _names(self, of: Place, last: int) -> list[str]:
        """What all K-1s, or all activities of one, are called: at least up to the `last`."""
        names = self.named.get(of, [])
        if last >= len(names):
            depth = len(of)
            beside = [place[depth] for place in self.answers if len(place) > depth and place[:depth] == of]
            given = (self._given_name((*of, number)) for number in range(max([last, *beside]) + 1))
            names = self.named[of] = told_apart(given)
        return names

    def _given_name(self, place: Place) -> str:
        name = self.get(K1_NAME if len(place) == 1 else ACTIVITY_NAME, place)
        if isinstance(name, str):
            return name
        return self.k1_name(place) if len(place) > 1 else f"K-1 number {place[0] + 1}"


def told_apart(names: Iterable[str]) -> list[str]:
    """`Acme`, `Acme (2)`: names with a number where an earlier one reads alike. Later names change no earlier one."""
    many, told = Counter[str](), dict[str, None]()
    for name in names:
        many[name] += 1
        own = name if many[name] == 1 else f"{name} ({many[name]})"
        while own in told:
            many[name] += 1
            own = f"{name} ({many[name]})"
        told[own] = None
    return list(told)
