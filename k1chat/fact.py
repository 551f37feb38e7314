"""What a fact is: its scope and place, its kind and bounds, and how an unknown one is tried. The list: `facts`.

Amounts are in cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final, Generic, Literal, TypeVar

from k1chat.money import LARGEST, UNBOUNDED, Cents

Place = tuple[int, ...]
"""Where a fact belongs: () the household, (k1,) a Schedule K-1, (k1, n) its nth activity or loan."""

Scope = Literal["household", "k1", "activity", "loan"]
Kind = Literal["money", "losses", "count", "hours", "number", "yes_no", "choice", "text", "boxes", "several", "year"]
More = Literal["helps", "hurts"]


DEPTH: dict[Scope, int] = {"household": 0, "k1": 1, "activity": 2, "loan": 2}
"""How many indices lead to a place of a scope."""


class Unknown(Enum):
    """The answer "I don't know"."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN

T = TypeVar("T")
Losses = Mapping[str, Cents]
"""Positive amounts by character; the key "" stands for the activity's main character."""

FACTS: dict[str, "Fact[Any]"] = {}


@dataclass(frozen=True, slots=True, eq=False)
class Fact(Generic[T]):
    """A thing the law reads. `low` and `high` are in cents for money, else in the fact's own unit."""

    name: str
    scope: Scope
    kind: Kind
    low: int = 0
    high: int = LARGEST
    choices: tuple[str, ...] = ()
    more: More | None = None
    probes: tuple[T, ...] = ()
    key: str = ""
    depth: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.key or self.name)
        object.__setattr__(self, "depth", DEPTH[self.scope])
        FACTS[self.name] = self


def money(name: str, scope: Scope, *, negative: bool = False, more: More | None = None) -> Fact[Cents]:
    """An amount in dollars and cents; `negative` where the paper may show a loss.

    One that hurts outweighs endless incomes beside it: else payouts without end would leave of them what is told.
    """
    probes = (-UNBOUNDED if negative else 0, UNBOUNDED * (10 if more == "hurts" else 1))
    return Fact(name, scope, "money", low=-LARGEST if negative else 0, more=more, probes=probes)


def losses(name: str) -> Fact[Losses]:
    """Losses carried in, positive, by character."""
    return Fact(name, "activity", "losses", probes=({}, {"": UNBOUNDED}))


def hours(name: str, *, probes: tuple[int, ...] = (0, 8784), more: More | None = None) -> Fact[Decimal]:
    """Hours of one person in one year (a leap year has 8,784), or of several where `high` is larger."""
    return Fact(name, "activity", "hours", high=8784, more=more, probes=tuple(map(Decimal, probes)))


def yes_no(name: str, scope: Scope) -> Fact[bool]:
    """A yes or a no."""
    return Fact(name, scope, "yes_no", probes=(False, True))


def choice(name: str, scope: Scope, *choices: str, key: str = "") -> Fact[str]:
    """One of a few named things."""
    return Fact(name, scope, "choice", choices=choices, probes=choices, key=key)
