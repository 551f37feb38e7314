"""What would change the answer: for each limit that holds something, the facts that would free it.

Each is worked out from the rules and confirmed by running the case with the fact changed; what no run confirms is not
told. Most had to be so within the tax year; no clock is read here. Not modelled: what a later year brings, but that an
excess business loss is then a net operating loss (IRC 461(l)(2)).
Where a fact that is not known decides what a limit holds, finding it out is the lever (`under_unknowns`).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from k1chat.case import Case
from k1chat.facts import UNKNOWN, Place
from k1chat.interview import next_step
from k1chat.levers.lever import NAMES, ONE_STEP, Lever, Reach, Standing, Trying, stand
from k1chat.limits.limit import LimitName
from k1chat.money import LARGEST, Cents

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

__all__ = ["Found", "Lever", "Reach", "find", "levers"]

MOST_K1S = 25
"""With more K-1s nothing is looked for: each run would take too long for an answer that is waited for."""

MOST_UNKNOWN, MOST_RUNS = 3, 8
"""With more unknown facts, or with more runs for them, finding them out is all that is told."""


def levers(case: Case, outcome: "Outcome") -> tuple[Lever, ...]:
    """What would change the answer of a case, by limit, what frees most for least first."""
    return find(case, outcome).levers


class Found:
    """The levers of a case, and how it stands now; None where something is not known."""

    __slots__ = ("base", "case", "levers")

    def __init__(self, case: Case, base: Standing | None, levers: Iterable[Lever]) -> None:
        self.case, self.base, self.levers = case, base, tuple(sorted(levers, key=_order))

    def together(self, chosen: Sequence[Lever]) -> Reach | None:
        """What some levers do at once, the later limit's where two change one fact; None where no run shows it."""
        changes = {(each.place, each.fact.name): each for lever in chosen for each in lever.whole.changes}
        if self.base is None or not changes:
            return None
        return Trying(self.case, self.base, chosen[-1].limit, ((),)).reach(None, None, tuple(changes.values()))


def find(case: Case, outcome: "Outcome", enough: int | None = None) -> Found:
    """The levers; with `enough`, for a short answer, only so many places of each limit, and few runs.

    The sale of everything and more work in real estate are tried then only where a limit has fewer, the first dollar
    only where it is not the first of as many that each free one.
    """
    if any(value is UNKNOWN for _, _, value in case):
        return Found(case, None, _under_unknowns(case, outcome, enough))
    base = stand(case)
    if base is None or not all(_is_certain(outcome, base, limit) for limit in NAMES) or _too_many(base):
        return Found(case, None, ())
    return Found(case, base, _each(case, base, enough))


def _under_unknowns(case: Case, outcome: "Outcome", enough: int | None) -> Iterator[Lever]:
    """What is to be found out, and the levers that hold whatever it is."""
    from k1chat.levers.under_unknowns import confirmed, known_cases, to_find_out

    yield from to_find_out(outcome)
    sure = [limit for limit in outcome.limits if limit.suspended.certain and limit.suspended.low]
    if not sure or len(outcome.unknowns) > MOST_UNKNOWN:
        return
    runs = next_step(case).runs
    tried = ((known, stand(known)) for known in known_cases(case, runs)) if len(runs) <= MOST_RUNS else ()
    known, base = next(((known, base) for known, base in tried if base and base.whole), (case, None))
    if base is None or _too_many(base):
        return
    for lever in _each(known, base, enough):
        if _is_certain(outcome, base, lever.limit) and (told := confirmed(case, outcome, lever)):
            yield told


def _too_many(base: Standing) -> bool:
    return len(base.trial.run.by_k1) > MOST_K1S


def _is_certain(outcome: "Outcome", base: Standing, limit: LimitName) -> bool:
    """Whether what the limit holds is one figure, and the run has the same."""
    suspended = outcome.limits[NAMES.index(limit)].suspended
    return base.whole and suspended.certain and suspended.low == base.held(limit, ((),))


def _each(case: Case, base: Standing, enough: int | None) -> Iterator[Lever]:
    """Every lever, in the order of the limits."""
    held = {limit: _holding(base, limit, _k1s(base))[:enough] for limit in NAMES}
    if held["basis"] or held["at_risk"]:
        yield from _of_k1s(case, base, held["basis"], held["at_risk"], enough is not None)
    if held["passive"]:
        yield from _of_passive(case, base, held["passive"], enough)
    if held["excess_business_loss"]:
        from k1chat.levers.work_and_income import of_business_income

        yield from of_business_income(case, base, enough is not None)
        amount = base.held("excess_business_loss", ((),))
        later = Reach(None, None, (), amount, 0)
        yield Lever("excess_business_loss", "net_operating_loss", (), None, amount, later, later)


def _k1s(base: Standing) -> list[Place]:
    return [(k1,) for k1 in range(len(base.trial.run.by_k1))]


def _holding(base: Standing, limit: LimitName, places: Sequence[Place]) -> list[Place]:
    """The places of which a limit holds something, most first."""
    held = {place: base.held(limit, (place,)) for place in places}
    return sorted(filter(held.get, places), key=lambda place: -held[place])


def _of_k1s(
    case: Case, base: Standing, basis: Sequence[Place], at_risk: Sequence[Place], quick: bool
) -> Iterator[Lever]:
    """Of interests that are still there; what basis holds when the S election is over is lost (1366(d)(3))."""
    from k1chat.levers.money_in import of_at_risk, of_basis

    ended = {place for place, end in base.trial.run.ends.items() if end}
    over = {line.place for line in base.trial.run.lines if line.name == "election_is_over"}
    for k1 in basis:
        if k1 not in ended | over:
            yield from of_basis(case, base, k1, quick)
    for k1 in at_risk:
        if k1 not in ended:
            yield from of_at_risk(case, base, k1, quick)


def _of_passive(case: Case, base: Standing, held: Sequence[Place], enough: int | None) -> Iterator[Lever]:
    from k1chat.levers import work_and_income as ways
    from k1chat.levers.real_estate import of_professional

    run = base.trial.run
    found: list[Lever] = []
    holding = _holding(base, "passive", [activity.place for activity in run.activities])[:enough]
    for place in holding:
        found += ways.of_hours(case, base, place)
    if any(k1 not in run.traded for k1 in held):
        found += [*ways.of_modified_agi(case, base), *ways.of_passive_income(case, base, enough is not None)]
    for k1 in held:
        found += ways.of_traded_income(case, base, k1, enough is not None) if k1 in run.traded else ()
    for place in holding if enough is None or len(found) < enough else ():
        found += of_professional(case, base, place)
    yield from found
    for k1 in held if enough is None or len(found) < enough else ():
        yield from ways.of_sale(case, base, k1)


def _order(lever: Lever) -> tuple[int, bool, Cents, Cents, Cents]:
    """By limit; then by what counts more this year, by what comes free, by how few dollars it takes."""
    whole = lever.whole
    cost = 0 if lever.kind in ONE_STEP else whole.by or 0
    cost = LARGEST if lever.kind in ("full_sale", "professional") else cost
    return NAMES.index(lever.limit), lever.kind == "find_out", -(whole.counts or 0), -whole.freed, cost
