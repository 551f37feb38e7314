"""A household with its K-1s: the facts given so far. The only state there is; all else is computed from it.

An answer is kept under its place and its fact, so changing one keeps the others. An answer that no rule reads
any more stays here, set aside, and counts again when a rule reads it again.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
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

COUNT_OF: dict[Scope, Fact[int]] = {"k1": K1_COUNT, "activity": ACTIVITY_COUNT, "loan": LOAN_COUNT}
"""The fact that says how many places of a scope there are."""


@dataclass(frozen=True, slots=True)
class Case:
    """Facts by place and name. Values are typed (see `k1chat.answers`); `UNKNOWN` is a value."""

    answers: Mapping[Place, Mapping[str, Any]] = field(default_factory=dict)

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

    def __iter__(self) -> Iterator[tuple[Place, Fact[Any], Any]]:
        for place, facts in self.answers.items():
            for name, value in facts.items():
                yield place, FACTS[name], value

    def k1_name(self, place: Place) -> str:
        """The name on the K-1 that `place` belongs to, or its number while it has no name."""
        name = self.get(K1_NAME, place[:1])
        return name if isinstance(name, str) else f"K-1 number {place[0] + 1}"

    def activity_name(self, place: Place) -> str:
        """The activity's name, or its K-1's where the K-1 has one activity."""
        name = self.get(ACTIVITY_NAME, place[:2])
        several = self.get(ACTIVITY_COUNT, place[:1]) not in (None, UNKNOWN, 1)
        return name if several and isinstance(name, str) else self.k1_name(place)
