"""One pass through the law: the activities it read, the facts it read and why, the figures and lines it wrote.

A Run is written by rules through a Worksheet and read by whoever tells the answer. A Gathering notes missing facts
instead of stopping at the first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from k1chat import tax_years
from k1chat.boxes import BOX_BY_NAME, MAIN_BOXES, Character
from k1chat.case import Case
from k1chat.citation import Citation
from k1chat.facts import FACTS, Fact, Place
from k1chat.frozen import frozen
from k1chat.money import Cents
from k1chat.signals import MissingFact, OutOfScope, Rule

if TYPE_CHECKING:
    from k1chat.limits.disposition import End
    from k1chat.pipeline import Trial

Group = tuple[str, Place]
Reason = tuple[str, Rule]
"""The limit and the rule that read a fact."""


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """A figure with its authority, in cents; a finding ("test 3 is met") has no value, but what it rests on.

    That is the owner's `hours`, those of `others` they are measured against, or earlier `years`.
    `loan` numbers the loan of the K-1 that a figure is of, from 1.
    """

    limit: str
    place: Place
    name: str
    value: Cents | None
    citation: Citation
    hours: Decimal | None = None
    others: Decimal | None = None
    years: int | None = None
    loan: int | None = None


@frozen
class Activity:
    """What one activity of a K-1 reports: incomes by box and losses by character, all positive."""

    place: Place
    boxes: tuple[str, ...]
    incomes: Mapping[str, Cents]
    losses: Mapping[Character, Cents]
    main: Character


@dataclass(slots=True, eq=False, repr=False)
class Gathering:
    """A run that does not stop at a missing fact but notes it and goes on, as if the facts helped or hurt."""

    helps: bool
    missing: dict[tuple[Place, str], MissingFact] = field(default_factory=dict)

    def note(self, missing: MissingFact) -> Any:
        """What is supposed in place of the missing fact."""
        self.missing.setdefault((missing.place, missing.fact.name), missing)
        return self.supposed(missing.fact)

    def noted(self, fact: Fact[Any], place: Place) -> bool:
        """Whether the fact is one of those that are missing."""
        return (place, fact.name) in self.missing

    def supposed(self, fact: Fact[Any]) -> Any:
        """A loss in every box; for what has no ends, the likeliest; else the end that helps or hurts."""
        likeliest = {"year": tax_years.KNOWN[-1], "boxes": MAIN_BOXES[:1], "yes_no": False}
        if fact.kind == "choice":
            return fact.choices[0]
        if fact.kind in likeliest or fact.name in BOX_BY_NAME:
            return likeliest.get(fact.kind, fact.probes[0] if fact.probes else None)
        return fact.probes[-1 if self.helps == (fact.more == "helps") else 0]


@dataclass(slots=True, eq=False, repr=False)
class Page:
    """What a run holds of one place: the answers given there, what was read of them and why, the figures."""

    answers: Mapping[str, Any]
    reads: dict[str, Reason] = field(default_factory=dict)
    figures: dict[str, Cents] = field(default_factory=dict)


@dataclass(slots=True, eq=False, repr=False)
class Run:
    """One pass through the law: what it read and wrote. `sides` says what unknown facts are supposed to be.

    `ends`: how interests and activities ended, by K-1 and by activity; `sale_gains`: the gains on sales, by activity.
    `unless`: matters out of scope that only a supposed amount shows; the run went on at their edge.
    `beside`: on AMT figures, the regular run of the same facts; None in a regular run.
    `recaptured`: earlier losses that come back as income of an activity (IRC 465(e)).
    """

    case: Case
    sides: Mapping[Group, int] = field(default_factory=dict)
    assumed_to_participate: frozenset[Place] = frozenset()
    lines: list[Line] = field(default_factory=list)
    pages: dict[Place, Page] = field(default_factory=dict)
    order: list[tuple[Place, str]] = field(default_factory=list)
    notes: dict[tuple[str, Place], Cents] = field(default_factory=dict)
    supposed: dict[tuple[Place, str], Any] = field(default_factory=dict)
    activities: list[Activity] = field(default_factory=list)
    all_read: bool = False
    by_k1: list[list[Activity]] = field(default_factory=list)
    absorbed: dict[tuple[Place, Character], Cents] = field(default_factory=dict)
    recaptured: dict[Place, Cents] = field(default_factory=dict)
    participants: dict[Place, bool] = field(default_factory=dict)
    passive: dict[Place, bool] = field(default_factory=dict)
    uses: dict[Place, str] = field(default_factory=dict)
    groups: Any = None
    as_one: dict[Place, Any] = field(default_factory=dict)
    professional: set[Place] = field(default_factory=set)
    worked_in: dict[Place, bool] = field(default_factory=dict)
    by_hours: set[Place] = field(default_factory=set)
    all_rentals: Any = None
    tells_of_real_estate: bool | None = None
    brought: set[Place] = field(default_factory=set)
    ends: "dict[Place, End | None]" = field(default_factory=dict)
    sale_gains: dict[Place, Cents] = field(default_factory=dict)
    traded: set[Place] = field(default_factory=set)
    traded_held: set[Place] = field(default_factory=set)
    released_in_part: Cents = 0
    unless: list[OutOfScope] = field(default_factory=list)
    told: dict[tuple[Any, str], Place] = field(default_factory=dict)
    significant_hours: Decimal | None = None
    significant: Sequence[Place] = ()
    by_test_4: set[Place] = field(default_factory=set)
    hours: dict[Place, Decimal] = field(default_factory=dict)
    limited: dict[Place, bool] = field(default_factory=dict)
    recharacterized: dict[Place, Cents] = field(default_factory=dict)
    passive_gains: dict[Place, Cents] = field(default_factory=dict)
    self_charged: dict[Place, Cents] = field(default_factory=dict)
    passive_interest: Cents = 0
    met_passive: Sequence[Any] = ()
    gathering: "Gathering | None" = None
    together: bool = False
    beside: "Trial | None" = None

    def group_of(self, fact: Fact[Any], place: Place, limit: str) -> Group:
        """What an unknown fact is supposed with: those that push one limit of its K-1, or of all K-1s `together`."""
        if fact.more:
            return (limit, () if self.together else place[:1])
        return (fact.name, place)

    def page(self, place: Place) -> Page:
        """The page of a place."""
        page = self.pages.get(place)
        if page is None:
            page = self.pages[place] = Page(self.case.answers.get(place) or {})
        return page

    def holding(self, fact: Fact[Any], place: Place) -> Fact[Any]:
        """The fact that was read where a rule names `fact`: on AMT figures its own, where that was read."""
        own = FACTS.get(f"amt_{fact.name}") if self.beside else None
        return own if own and own.name in self.page(place).reads else fact

    @property
    def reads(self) -> dict[tuple[Place, str], Reason]:
        """Every fact that was read, in the order of reading, with the limit and the rule that read it first."""
        return {key: self.pages[key[0]].reads[key[1]] for key in self.order}
