"""Every lever that is told is confirmed by running the case with the change: no more and no less than it says.

The first value frees a dollar and one unit less does not; the whole value frees all it says and a dollar, or an hour,
less frees less. What the answer then holds is read from the answer, not from what the levers rest on.
"""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.levers import Lever, Reach, levers
from k1chat.outcome import Outcome
from k1chat.pipeline import ORDER, try_out
from k1chat.what_if import Change, changed, compare
from tests.properties.examples import examples
from tests.properties.households import Household, blurred, households

FALLING = ("protection", "lender")
"""Kinds whose amounts free by being less."""
IN_DOLLARS = (
    "contribution",
    "direct_loan",
    "guarantee",
    "protection",
    "lender",
    "activity_at_risk",
    "passive_income",
    "traded_income",
    "business_income",
)


def held(outcome: Outcome, case: Case, lever: Lever) -> int | None:
    """What the lever's limit holds of what it works on; None where that is not certain."""
    limit = next(limit for limit in outcome.limits if limit.limit == lever.limit)
    place = lever.place[:1] if lever.kind == "traded_income" else lever.place
    traded = {line.k1 for line in limit.lines if line.name == "losses_of_traded_partnership"}
    rows = [row for row in limit.losses if not place or row.k1 == case.k1_name(place)]
    rows = [row for row in rows if len(place) < 2 or row.activity == case.activity_name(place)]
    rows = [row for row in rows if lever.kind != "passive_income" or row.k1 not in traded]
    return sum(row.suspended.low for row in rows) if all(row.suspended.certain for row in rows) else None


def freed(case: Case, lever: Lever, changes: Sequence[Change]) -> int:
    """What comes free with the changes; nothing where they cannot be true."""
    try:
        found = compare(case, changes)
    except Contradiction:
        return 0
    assert found.now is not None
    before = held(found.now, case, lever)
    assert before is not None
    if found.after.question and not found.after.for_amt:
        return before - held_in_run(changed(case, changes), lever)
    if found.after.outcome is None:
        return 0  # out of scope
    after = held(found.after.outcome, case, lever)
    assert after is not None
    return before - after


def held_in_run(case: Case, lever: Lever) -> int:
    """The same where a later rule needs a fact nobody gave: as far as the run came."""
    steps, number = try_out(case).steps, [limit.name for limit in ORDER].index(lever.limit)
    if number >= len(steps):
        return lever.held  # nothing shows that any comes free
    step = steps[number]
    rows = zip(step.losses, step.allowed, strict=True)
    return sum(loss.total - allowed for loss, allowed in rows if loss.place[: len(lever.place)] == lever.place)


def less(case: Case, lever: Lever, reach: Reach) -> tuple[Change, ...]:
    """The changes of a reach, with a dollar or an hour less done."""
    if lever.kind == "hours":
        return tuple(replace(change, value=change.value - 1) for change in reach.changes)
    if lever.kind == "professional":
        own = ("real_property_hours", "total_work_hours")
        return tuple(replace(each, value=each.value - 1) if each.fact.name in own else each for each in reach.changes)
    step = 100 if lever.kind in (*FALLING, "modified_agi") else -100
    told = [change for change in reach.changes if change.fact.kind == "money" and change.value != 0]
    if lever.kind in FALLING:
        told = list(reach.changes)
    return tuple(replace(each, value=each.value + step) if each in told else each for each in reach.changes)


def is_confirmed(case: Case, lever: Lever, reach: Reach) -> None:
    """Running the case with the change frees what is said, and as much more counts."""
    found = compare(case, reach.changes)
    assert freed(case, lever, reach.changes) == reach.freed
    if reach.turns_on is not None:
        assert found.after.question
        assert (found.after.question.fact, found.after.question.place) == (reach.turns_on.fact, reach.turns_on.place)
    elif reach.counts is not None:
        assert found.now
        assert found.then
        before, after = found.now.deductible, found.then.deductible
        assert before.certain
        assert after.certain
        assert after.low - before.low == reach.counts


def holds(case: Case, outcome: Outcome, lever: Lever) -> None:
    """All that a lever says is so."""
    if lever.kind == "find_out":
        limit = next(limit for limit in outcome.limits if limit.limit == lever.limit)
        assert not limit.suspended.certain
        return
    assert lever.held == held(outcome, case, lever)
    if lever.kind == "net_operating_loss":
        waiting = [each for each in outcome.carryforwards if each.carries_as == "net_operating_loss"]
        assert sum(each.amount.low for each in waiting) == lever.held
        return
    for reach in (lever.first, lever.whole):
        is_confirmed(case, lever, reach)
    need = min(100, lever.held)
    assert need <= lever.first.freed <= lever.whole.freed <= lever.held
    if lever.kind in (*IN_DOLLARS, "modified_agi", "hours", "professional"):
        for reach, enough in ((lever.first, need), (lever.whole, lever.whole.freed)):
            if not isinstance(reach.by, int) or reach.by > 100:  # less than nothing more frees nothing
                assert freed(case, lever, less(case, lever, reach)) < enough


@given(households())
@examples(30)
def test_every_lever_told_is_confirmed_by_running_the_case_with_the_change(household: Household) -> None:
    outcome = household.final.answer
    for lever in levers(household.case, outcome) if outcome else ():
        holds(household.case, outcome, lever)  # type: ignore[arg-type]


@given(blurred(2))
@examples(15)
def test_beside_unknown_facts_a_lever_holds_whatever_they_are(found: tuple[Household, Household]) -> None:
    """Each is confirmed by the whole range: what comes free is one figure."""
    case, outcome = found[1].case, found[1].final.answer
    for lever in levers(case, outcome) if outcome else ():
        holds(case, outcome, lever)  # type: ignore[arg-type]
