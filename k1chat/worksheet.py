"""What a rule of law works with: it reads facts and the year's numbers, and writes lines with citations.

A rule is a function marked `@rule(citation)` whose first argument is a Worksheet. The facts it reads are asked
on its authority, and the lines it writes carry it. Reading a fact that was not given raises MissingFact; reading
one that is unknown yields what the current trial run supposes (see `k1chat.unknowns`).
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from k1chat import tax_years
from k1chat.case import COUNT_OF
from k1chat.citation import Citation
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, TAX_YEAR, UNKNOWN, Fact, Place
from k1chat.money import Cents
from k1chat.run import Activity, Line, Reason, Run
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope, Rule

if TYPE_CHECKING:
    from k1chat.tax_years.model import TaxYear

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

RULES: dict[str, Rule] = {}
"""Every rule of law in the program, by its name in the code."""


class Worksheet:
    """A view of a run from one place, under one limit and one rule."""

    __slots__ = ("page", "place", "reason", "run")

    def __init__(self, run: Run, place: Place, reason: Reason) -> None:
        self.run, self.place, self.reason, self.page = run, place, reason, run.page(place)

    def at(self, place: Place) -> "Worksheet":
        """The same run seen from another place."""
        return Worksheet(self.run, place, self.reason)

    @property
    def limit(self) -> str:
        """The limit that is being judged."""
        return self.reason[0]

    @property
    def rule(self) -> Rule:
        """The rule that is being followed."""
        return self.reason[1]

    def __getitem__(self, fact: Fact[T]) -> T:
        """The fact's value; MissingFact when it was not given."""
        place, page = self.place, self.page
        if len(place) != fact.depth:
            place = place[: fact.depth]
            page = self.run.page(place)
        value = page.answers.get(fact.name)
        if value is None or fact.scope == "loan":
            if self._is_of_unknown_number(fact, place):
                value = UNKNOWN
            elif value is None:
                return self._without(fact, place)
        if fact.name not in page.reads:
            page.reads[fact.name] = self.reason
            self.run.order.append((place, fact.name))
        if value is UNKNOWN:
            return self._suppose(fact, place)
        return value  # type: ignore[no-any-return]

    def unasked(self, fact: Fact[T]) -> T:
        """The fact's value; where it was not given nobody is asked, and the run supposes it as if it were unknown."""
        if self.given(fact):
            return self[fact]
        self.as_told(fact)
        return self._suppose(fact, self.place[: fact.depth])

    def as_told(self, fact: Fact[Any]) -> Any:
        """What was told of the fact, "I don't know" and nothing included: it is read, but not supposed."""
        place = self.place[: fact.depth]
        page = self.run.page(place)
        if fact.name not in page.reads:
            page.reads[fact.name] = self.reason
            self.run.order.append((place, fact.name))
        return page.answers.get(fact.name)

    def given(self, fact: Fact[Any]) -> bool:
        """Whether a fact was given that replaces figuring it; asks nobody."""
        return self.run.case.get(fact, self.place[: fact.depth]) is not None

    def known(self, fact: Fact[T]) -> T | None:
        """The fact's value where it was given and is not unknown; asks nobody."""
        value = self.run.case.get(fact, self.place[: fact.depth])
        return None if value is UNKNOWN else value

    def supposes(self, fact: Fact[Any]) -> bool:
        """Whether this run only supposes the fact, because it is unknown or not given yet."""
        place, gathering = self.place[: fact.depth], self.run.gathering
        if gathering is not None and gathering.noted(fact, place):
            return True
        return (place, fact.name) in self.run.supposed

    def line(self, name: str, value: Cents, citation: Citation | None = None) -> Cents:
        """Write a figure down, on the authority of the current rule unless `citation` is nearer."""
        limit, rule = self.reason
        self.run.lines.append(Line(limit, self.place, name, value, citation or rule.citation))
        self.page.figures[name] = value
        return value

    def by_loan(self, name: str, values: Sequence[Cents], citation: Citation) -> None:
        """Write a figure of each loan of this K-1, where it has several."""
        for number, value in enumerate(values, 1) if len(values) > 1 else ():
            self.run.lines.append(Line(self.limit, self.place, name, value, citation, loan=number))

    def finding(
        self,
        name: str,
        citation: Citation | None = None,
        hours: Decimal | None = None,
        others: Decimal | None = None,
        years: int | None = None,
    ) -> None:
        """Write down that something holds, such as a test that is met, with the hours or years it rests on."""
        authority = citation or self.rule.citation
        self.run.lines.append(Line(self.limit, self.place, name, None, authority, hours, others, years))

    def figure(self, name: str, place: Place | None = None, otherwise: Cents | None = None) -> Cents:
        """A figure some rule wrote at this place (or another) before; `otherwise` where none did."""
        figures = (self.page if place is None else self.run.page(place)).figures
        return figures[name] if otherwise is None else figures.get(name, otherwise)

    def has_figure(self, name: str) -> bool:
        """Whether some rule wrote this figure at this place."""
        return name in self.page.figures

    def note(self, name: str, amount: Cents = 0) -> None:
        """Something the person must be told about this answer: words in prompts/notes.toml."""
        self.run.notes.setdefault((name, self.place), amount)

    def refuse(self, topic: str, citation: Citation | None = None) -> OutOfScope:
        """The signal that a fact shows a matter that is not modelled; `raise` it."""
        return OutOfScope(topic, self.place, citation or self.rule.citation)

    def decline(self, matter: OutOfScope) -> None:
        """Stop at a matter out of scope; where amounts of this K-1 are only supposed, go on as if at its edge."""
        if not self.supposes_amounts:
            raise matter
        self.run.unless.append(matter)

    @property
    def supposes_amounts(self) -> bool:
        """Whether amounts of this K-1 are only supposed."""
        kinds = {FACTS[name].kind for place, name in self.run.supposed if place[:1] == self.place[:1]}
        return bool(kinds & {"money", "losses"})

    def contradiction(self, message: str, *facts: Fact[Any]) -> Contradiction:
        """That `facts` cannot all be true; `raise` it."""
        return Contradiction(message, supposed=any(map(self.supposes, facts)))

    @property
    def year(self) -> "TaxYear":
        """The numbers of the tax year."""
        return tax_years.load(self[TAX_YEAR])

    @property
    def activities(self) -> Sequence[Activity]:
        """Every activity of the household, in the order of the K-1s."""
        return self.run.activities

    @property
    def activities_of_k1(self) -> Sequence[Activity]:
        """The activities of the K-1 this place belongs to."""
        return self.run.by_k1[self.place[0]]

    def _without(self, fact: Fact[T], place: Place) -> T:
        missing = MissingFact(fact, place, self.limit, self.rule)
        if self.run.gathering is None:
            raise missing
        return self.run.gathering.note(missing)  # type: ignore[no-any-return]

    def _is_of_unknown_number(self, fact: Fact[Any], place: Place) -> bool:
        count = COUNT_OF.get(fact.scope)
        return count is not None and fact.scope == "loan" and self.run.case.get(count, place[:-1]) is UNKNOWN

    def _suppose(self, fact: Fact[T], place: Place) -> T:
        if (place, fact.name) not in self.run.supposed:
            self.run.supposed[place, fact.name] = self._side(fact, place)
        return self.run.supposed[place, fact.name]  # type: ignore[no-any-return]

    def _side(self, fact: Fact[T], place: Place) -> T:
        """Facts that push one limit the same way are supposed to push together."""
        if self.run.gathering is not None:
            return self.run.gathering.supposed(fact)  # type: ignore[no-any-return]
        probes: Sequence[Any] = tax_years.KNOWN if fact.kind == "year" else fact.probes
        if not probes:
            self.run.supposed[place, fact.name] = None
            raise OpenEnded(fact, place)
        group = self.run.group_of(fact, place, self.limit)
        if group not in self.run.sides:
            raise Fork(group, 2 if fact.more else len(probes))
        side = self.run.sides[group]
        return probes[-1 - side if fact.more == "hurts" else side] if fact.more else probes[side]  # type: ignore[no-any-return]


def rule(
    citation: Citation,
) -> Callable[[Callable[Concatenate[Worksheet, P], R]], Callable[Concatenate[Worksheet, P], R]]:
    """Mark a function as a rule of law: what it reads is asked, and what it writes is cited, on this authority."""

    def mark(function: Callable[Concatenate[Worksheet, P], R]) -> Callable[Concatenate[Worksheet, P], R]:
        this = Rule(function.__name__, citation)
        if RULES.setdefault(this.name, this) is not this:
            raise AssertionError(f"two rules are called {this.name}")

        @wraps(function)
        def under_rule(w: Worksheet, *args: P.args, **kwargs: P.kwargs) -> R:
            before = w.reason
            w.reason = (before[0], this)
            try:
                return function(w, *args, **kwargs)
            finally:
                w.reason = before

        return under_rule  # type: ignore[return-value]  # wraps() forgets that w is positional

    return mark
