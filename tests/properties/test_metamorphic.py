"""The same household told another way: what the law says must not turn on the telling (issue 3, proof).

Order of the K-1s, one K-1 in two halves, every dollar twice. What moves with more room stands in `test_always_true`.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.facts import FACTS, Fact, Place
from k1chat.interview import next_step
from k1chat.outcome import Outcome
from tests.properties.examples import examples
from tests.properties.households import Household, households

MONEY = ("money", "losses")
CENT = 1


def answered(case: Case) -> Outcome:
    """The answer of a case; one that asks for more, or is out of scope, is no example."""
    outcome = next_step(case).answer
    assume(outcome is not None)
    assert outcome is not None
    return outcome


def named(case: Case) -> Case:
    """The case with a name for each K-1 and activity that no other has."""
    for place, facts in list(case.answers.items()):
        if "name" in facts:
            case = case.having(FACTS["name"], place, f"K-1 {place[0]}")
        if "activity_name" in facts:
            case = case.having(FACTS["activity_name"], place, f"Activity {place[1]} of {place[0]}")
    return case


def totals(outcome: Outcome) -> list[list[int]]:
    """What each limit let in, allowed and held, and what counts in the end: in cents."""
    parts = ("entering", "carried_in", "allowed", "suspended")
    found = [[getattr(limit, part).low for part in parts] for limit in outcome.limits]
    return [*found, [outcome.deductible.low, outcome.against_passive_income.low, outcome.against_other_income.low]]


def rows(outcome: Outcome) -> dict[tuple[str, ...], int]:
    """What each limit allowed of each loss."""
    return {
        (limit.limit, row.k1, row.activity, row.character): row.allowed.low
        for limit in outcome.limits
        for row in limit.losses
    }


def alike(outcome: Outcome, expected: Sequence[Sequence[int]]) -> bool:
    """Whether the totals are those expected, but for the odd cent of each loss that a shortfall was split over."""
    off = len(rows(outcome)) * CENT
    found = totals(outcome)
    assert [len(row) for row in found] == [len(row) for row in expected]
    return all(
        abs(a - b) <= off
        for ours, theirs in zip(found, expected, strict=True)
        for a, b in zip(ours, theirs, strict=True)
    )


def moved(case: Case, place_of: Callable[[Place], Place]) -> Case:
    """The case with each place's answers at another place."""
    return Case({place_of(place): facts for place, facts in case.answers.items()})


@examples(60)
@given(households(), st.randoms(use_true_random=False))
def test_the_order_of_the_k1s_does_not_matter(household: Household, chance: Any) -> None:
    """Every total to the cent; a single loss's part of a shared limit may trade the odd cent with another."""
    case = named(household.case)
    number = case.get(FACTS["k1"], ())
    assume(number > 1)
    order = list(range(number))
    chance.shuffle(order)
    before = answered(case)
    after = answered(moved(case, lambda place: (order[place[0]], *place[1:]) if place else place))
    assert totals(after) == totals(before)
    for key, allowed in rows(after).items():
        assert abs(allowed - rows(before)[key]) <= CENT, key


def by(factor: Decimal | int, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every amount of a place times a factor that leaves whole cents."""
    return {name: _times(factor, FACTS[name], value) for name, value in facts.items()}


def _times(factor: Decimal | int, fact: Fact[Any], value: Any) -> Any:
    if fact.kind == "losses" and isinstance(value, Mapping):
        return {character: int(amount * factor) for character, amount in value.items()}
    return int(value * factor) if fact.kind == "money" and isinstance(value, int) else value


def figures(outcome: Outcome, *names: str) -> int:
    """The sum of the figures with these names."""
    lines = [line for limit in outcome.limits for line in limit.lines if line.name in names and line.value]
    return sum(abs(line.value.low) for line in lines if line.value)


def meets_a_fixed_amount(household: Household, outcome: Outcome) -> bool:
    """Whether a dollar figure of the law decides something: the allowance, the threshold, the open account line."""
    accounts = any(value == "open_account" for _, _, value in household.case)
    return accounts or figures(outcome, "allowance_used", "excess_business_loss", "allowance") > 0


@examples(60)
@given(households())
def test_twice_every_dollar_is_twice_the_answer(household: Household) -> None:
    """Where neither the allowance nor the 461(l) threshold nor the $25,000 of an open account comes into it."""
    case = named(household.case)
    before = answered(case)
    after = answered(Case({place: by(2, facts) for place, facts in case.answers.items()}))
    assume(not meets_a_fixed_amount(household, before) and not meets_a_fixed_amount(household, after))
    assert alike(after, [[2 * each for each in row] for row in totals(before)])


def counts_hours_with_others(household: Household) -> bool:
    """Whether test 4 adds the hours of several activities: two halves of a business would be counted twice."""
    hours = [value for _, fact, value in household.case if fact.name in ("hours", "spouse_hours")]
    return any(Decimal(50) < each <= Decimal(500) for each in hours if isinstance(each, Decimal))


@examples(60)
@given(households(), st.integers(0, 2))
def test_a_k1_in_two_halves_changes_nothing_in_total(household: Household, which: int) -> None:
    """Two K-1s with half of every figure each: the same losses, room and debts, and so the same answer."""
    assume(not counts_hours_with_others(household))
    case = even(named(household.case))
    assume(not any(value == "open_account" for _, _, value in case))
    number = case.get(FACTS["k1"], ())
    whole = (which % number,)
    halves: dict[Place, Mapping[str, Any]] = {}
    for place, facts in case.answers.items():
        if place[:1] == whole:
            halves[place] = by(Decimal("0.5"), facts)
            halves[(number, *place[1:])] = by(Decimal("0.5"), facts)
        else:
            halves[place] = facts
    before = answered(case)
    after = answered(named(Case(halves).having(FACTS["k1"], (), number + 1)))
    assert alike(after, totals(before))


def even(case: Case) -> Case:
    """The case with every amount a multiple of 4 cents, so that halves are whole."""
    return Case(
        {
            place: {name: _even(FACTS[name], value) for name, value in facts.items()}
            for place, facts in case.answers.items()
        }
    )


def _even(fact: Fact[Any], value: Any) -> Any:
    if fact.kind == "losses" and isinstance(value, Mapping):
        return {character: max(4, amount // 4 * 4) for character, amount in value.items()}
    if fact.kind != "money" or not isinstance(value, int):
        return value
    rounded = value // 4 * 4
    return rounded or (4 if value and fact.name in BOX_BY_NAME else 0)
