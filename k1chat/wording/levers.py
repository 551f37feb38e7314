"""What would change the answer, in words: the best one or two ways for each limit that holds something."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from k1chat.wording.questions import cash, entity_of, words
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.levers import Found, Lever
    from k1chat.outcome import Outcome

MOST_TOLD = 2
"""How many ways are told for one limit."""


class Way:
    """A lever as it is told: amounts as money, hours as numbers."""

    __slots__ = ("case", "k1", "lever", "name", "own", "whole")

    def __init__(self, lever: "Lever", case: "Case") -> None:
        self.lever, self.case, self.whole = lever, case, lever.whole
        self.own: Mapping[str, Any] = words("levers").get(lever.kind, {})
        self.k1 = escaped(case.k1_name(lever.place)) if lever.place else ""
        self.name = escaped(case.activity_name(lever.place)) if len(lever.place) > 1 else self.k1

    @property
    def what(self) -> str:
        """What an amount is of."""
        return str(self.own.get("what", "")).replace("{k1}", self.k1).replace("{activity}", self.name)

    @property
    def cite(self) -> str:
        """The authority: of hours the test's, else the kind's at the limit, for the entity where it differs."""
        if self.lever.test:
            return str(words("levers")["tests"]["cite"][self.lever.test])
        cite = self.own.get(self.lever.limit, "")
        return str(cite if isinstance(cite, str) else cite[entity_of(self.case, self.lever.place) or "partnership"])

    @property
    def test(self) -> str:
        """The test that hours meet, in words."""
        return str(words("levers")["tests"][self.lever.test])

    @property
    def each_dollar(self) -> bool:
        """Whether every dollar frees one, from the first on."""
        first, whole = self.lever.first, self.whole
        return bool(first.by == first.freed and whole.by == whole.freed)

    @property
    def counts(self) -> str:
        """Of what comes free, `all`, `part` or `none` counts this year, or that `turns_on` what is not known."""
        counts = self.whole.counts
        if counts is None:
            return "turns_on"
        return "none" if counts <= 0 else "all" if counts >= self.whole.freed else "part"

    @property
    def held_by(self) -> str:
        """The later limit that then holds the rest; empty for none."""
        return self.whole.held_by[0][0] if self.whole.held_by else ""

    @property
    def question(self) -> str:
        """The one fact that it turns on what counts; empty where there is not one alone."""
        asked = self.whole.turns_on
        return str(words(f"questions/{asked.fact.name}")["short"]) if asked else ""


class Ways:
    """What would change an answer: the ways, and what the first of each limit do together (empty: no more than one).

    `in_year`: whether any of them is a fact of the tax year.
    """

    __slots__ = ("in_year", "together", "ways")

    def __init__(self, ways: Sequence[Way], together: str, in_year: bool) -> None:
        self.ways, self.together, self.in_year = ways, together, in_year


def ways(outcome: "Outcome", case: "Case") -> Ways:
    """The ways that are told."""
    from k1chat.levers import find

    found = find(case, outcome, MOST_TOLD)
    best = _best(found.levers)
    in_year = any(lever.whole.changes for lever in best)
    return Ways([Way(lever, case) for lever in best], _together(found, best), in_year)


def _best(found: Sequence["Lever"]) -> list["Lever"]:
    """The first ways of each limit; the sale of everything only where there is hardly another."""
    best: list[Lever] = []
    for lever in sorted(found, key=lambda lever: lever.kind == "full_sale"):
        if sum(each.limit == lever.limit for each in best) < MOST_TOLD:
            best.append(lever)
    return [lever for lever in found if lever in best]


def _together(found: "Found", best: Sequence["Lever"]) -> str:
    """How much more counts with the first way of each limit at once; empty where one alone does as much."""
    firsts = {lever.limit: lever for lever in reversed(best) if lever.whole.changes}
    if len(firsts) < 2:
        return ""
    all_of_them = found.together(sorted(firsts.values(), key=best.index))
    most = max(lever.whole.counts or 0 for lever in best)
    return cash(all_of_them.counts) if all_of_them and (all_of_them.counts or 0) > most else ""  # type: ignore[arg-type]
