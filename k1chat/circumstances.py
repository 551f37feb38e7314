"""Rare things that can change an answer: one question lists those that could, and only what is picked is asked for.

A guarantee, property put in, a grouping: a file gives each as a fact of its own. In a conversation it would be a
question to everybody. So once the limits' answer stands, each is supposed unknown, and is listed where that could
change the answer. A case with many K-1s or unknown facts lists all that the K-1's form knows: each try costs as much as
its answer.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import (
    ACTIVITY_AMOUNT_AT_RISK,
    CIRCUMSTANCES,
    CONTRIBUTIONS,
    DEBTS_TAKEN_OVER,
    DEDUCTED_INTEREST,
    FACTS,
    FILING_STATUS,
    GAIN_ON_CONTRIBUTION,
    GROUPED_AS,
    OWNER,
    RETURN_CIRCUMSTANCES,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_EXCESS_INTEREST,
    UNKNOWN,
    Fact,
    Place,
)
from k1chat.limits.beside_losses import INTEREST
from k1chat.picked import NONE
from k1chat.pipeline import K1_STAGE
from k1chat.run import Run
from k1chat.signals import MissingFact
from k1chat.unknowns import examine
from k1chat.worksheet import RULES

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

LISTS: tuple[Fact[tuple[str, ...]], ...] = (CIRCUMSTANCES, RETURN_CIRCUMSTANCES)
MOST_RUNS = 40
"""With more runs of K-1s behind an answer, what could change it is not tried."""


def untold(case: Case, runs: Sequence[Run]) -> MissingFact | None:
    """A fact that was picked and not told yet."""
    if not any(fact.name in answers for fact in LISTS for answers in case.answers.values()):
        return None
    for fact, place in _lists(runs):
        picked = case.get(fact, place)
        for name in picked if isinstance(picked, tuple) else ():
            for at in _places(FACTS.get(name), place, runs):
                if case.get(FACTS[name], at) is None:
                    return _missing(FACTS[name], at)
    return None


def unlisted(case: Case, runs: Sequence[Run], told: "Outcome") -> tuple[MissingFact, tuple[str, ...]] | None:
    """The first list that was not answered yet, with what could change the answer; None where no loss turns on any."""
    for fact, place in _lists(runs) if told.loss.high != 0 or told.carried_in.high != 0 else ():
        if case.get(fact, place) is None:
            facts = [FACTS[name] for name in fact.choices if name != NONE]
            could = [each.name for each in facts if _could_matter(case, runs, told, each, place)]
            if could:
                return _missing(fact, place), (*could, NONE)
    return None


def _lists(runs: Sequence[Run]) -> Iterator[tuple[Fact[tuple[str, ...]], Place]]:
    yield from ((CIRCUMSTANCES, (k1,)) for k1 in range(len(runs[0].by_k1)))
    yield (RETURN_CIRCUMSTANCES, ())


def _places(fact: Fact[Any] | None, place: Place, runs: Sequence[Run]) -> Sequence[Place]:
    """Where a fact of a list belongs: the return, the K-1, or each activity of it."""
    if fact is None:
        return ()
    return [each.place for each in runs[0].by_k1[place[0]]] if fact.scope == "activity" else [place[: fact.depth]]


def _missing(fact: Fact[Any], place: Place) -> MissingFact:
    return MissingFact(fact, place, K1_STAGE, RULES["read_circumstances"])


def _could_matter(case: Case, runs: Sequence[Run], told: "Outcome", fact: Fact[Any], place: Place) -> bool:
    places = _places(fact, place, runs)
    if any(case.get(fact, at) is not None for at in places) or not _means_something(case, runs, fact, place):
        return False
    if fact in (GROUPED_AS, OWNER):  # a name alone changes nothing: where the passive rules hold something, it could
        return told.limits[2].suspended.high != 0
    if len(runs) * len(runs[0].by_k1) > MOST_RUNS:
        return True
    try:
        return _changes(case, told, [(fact, at) for at in places])
    except Contradiction:
        return False


def _changes(case: Case, told: "Outcome", unknown: Sequence[tuple[Fact[Any], Place]], further: int = 2) -> bool:
    """Whether the answer turns on facts that are unknown, with what they bring up; or whether none stands then.

    What brings up more than `further` facts, or many runs, is held to matter.
    """
    for fact, at in unknown:
        case = case.having(fact, at, UNKNOWN)
    supposed = examine(case)
    if supposed.missing and further and len(supposed.runs) < MOST_RUNS:
        return _changes(case, told, [(supposed.missing.fact, supposed.missing.place)], further - 1)
    return not supposed.outcome or bool(supposed.missing) or _turns_on(supposed.outcome) != _turns_on(told)


def _turns_on(outcome: "Outcome") -> tuple[object, ...]:
    """What an owner looks for: what counts, what waits where, what else is taxed; no balance that moves alone."""
    passed = [(limit.allowed, limit.suspended) for limit in outcome.limits]
    after = outcome.after and (outcome.after.capital_loss_deducted, outcome.after.carryforwards)
    return passed, outcome.deductible, outcome.carryforwards, outcome.gains, outcome.out_of_scope_if, after


def _waited(case: Case, runs: Sequence[Run], place: Place) -> bool:
    """Whether something of earlier years waits for basis: losses of an activity, or interest."""
    told = (case.get(SUSPENDED_BASIS_LOSS, each.place) for each in runs[0].by_k1[place[0]])
    return any(told) or bool(case.get(SUSPENDED_EXCESS_INTEREST, place))


def _means_something(case: Case, runs: Sequence[Run], fact: Fact[Any], place: Place) -> bool:
    """What there must be first: a spouse, another activity, property that was put in."""
    if fact is OWNER:
        return case.get(FILING_STATUS, ()) in ("married_joint",)
    if fact in (GAIN_ON_CONTRIBUTION, DEBTS_TAKEN_OVER):
        return case.get(CONTRIBUTIONS, place) not in (None, 0)
    if fact in (SUSPENDED_EXCESS_INTEREST, DEDUCTED_INTEREST):
        has_box = any(INTEREST.name in each.boxes for each in runs[0].by_k1[place[0]])
        return has_box or _waited(case, runs, place)
    if fact in (GROUPED_AS, ACTIVITY_AMOUNT_AT_RISK):
        beside = runs[0].activities if fact is GROUPED_AS else runs[0].by_k1[place[0]]
        return len(beside) > 1
    return True
