"""What would change the answer, in words: the best one or two ways for each limit that holds something."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from k1chat.wording.questions import dollars, entity_of, words
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.levers import Found, Lever, Reach
    from k1chat.outcome import Amount, Outcome

MOST_TOLD = 2
"""How many ways are told for one limit."""

LAST = {"professional": 1, "full_sale": 2}
"""What changes most, and so is told last."""


class Way:
    """A lever as it is told: amounts as money, hours as numbers."""

    __slots__ = ("between", "case", "k1", "lever", "name", "own", "whole")

    def __init__(self, lever: "Lever", case: "Case", outcome: "Outcome") -> None:
        self.lever, self.case, self.whole = lever, case, lever.whole
        self.between = _between(case, outcome, lever.whole) if lever.whole.turns_on else None
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
    def counted(self) -> int | None:
        """How much more counts this year, where that is one figure."""
        if self.between:
            return self.between.low if self.between.certain else None
        return self.whole.counts

    @property
    def counts(self) -> str:
        """Of what comes free, `all`, `part` or `none` counts this year, or that `turns_on` what is not known."""
        if self.counted is None:
            return "turns_on"
        return "none" if self.counted <= 0 else "all" if self.counted >= self.whole.freed else "part"

    @property
    def held_by(self) -> str:
        """The later limit that then holds the rest; empty for none."""
        return self.whole.held_by[0][0] if self.whole.held_by else ""

    @property
    def question(self) -> str:
        """The one fact that it turns on what counts; empty where there is not one alone."""
        asked = self.whole.turns_on
        return str(words(f"questions/{asked.fact.name}")["short"]) if asked else ""


def _between(case: "Case", now: "Outcome", reach: "Reach") -> "Amount | None":
    """How much more counts while what that turns on is not known; None where nothing can be said of it."""
    from k1chat.outcome import Amount
    from k1chat.what_if import changed, stands

    then = stands(changed(case, reach.changes))[1]
    if then is None or then.deductible.high is None or not now.deductible.certain:
        return None
    before = now.deductible.low
    return Amount(max(0, then.deductible.low - before), max(0, then.deductible.high - before))


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
    return Ways([Way(lever, case, outcome) for lever in best], _together(found, best, outcome), in_year)


def _best(found: Sequence["Lever"]) -> list["Lever"]:
    """The first ways of each limit; the sale of everything, or a profession, only where there is hardly another."""
    best: list[Lever] = []
    for lever in sorted(found, key=lambda lever: LAST.get(lever.kind, 0)):
        if sum(each.limit == lever.limit for each in best) < MOST_TOLD:
            best.append(lever)
    return [lever for lever in found if lever in best]


def _together(found: "Found", best: Sequence["Lever"], outcome: "Outcome") -> str:
    """How much more counts with the first way of each limit at once; empty where one alone does as much."""
    from k1chat.outcome import Amount

    firsts = {lever.limit: lever for lever in reversed(best) if lever.whole.changes}
    done = found.together(sorted(firsts.values(), key=best.index)) if len(firsts) > 1 else None
    if done is None:
        return ""
    more = _between(found.case, outcome, done) if done.counts is None else Amount.of(max(0, done.counts))
    most = max(lever.whole.counts or 0 for lever in best)
    return dollars(more) if more and more.high and more.high > most else ""
