"""More room never lowers this year's deduction (order.md, "always true" 5): basis, at risk, passive income, low AGI.

What the law itself makes of more room is allowed for, and no more: each of `LAWFUL` says why and by which authority.
"""

from collections.abc import Callable

from hypothesis import assume, given
from hypothesis import strategies as st

from k1chat.facts import FACTS, Fact
from k1chat.outcome import Outcome
from tests.properties.examples import examples
from tests.properties.households import Household, households, walked
from tests.properties.test_always_true import exact, outcome_of

MORE_ROOM = {
    "beginning_basis": 1,
    "beginning_stock_basis": 1,
    "contributions": 1,
    "tax_exempt_income": 1,
    "distributions": -1,
    "amount_at_risk": 1,
    "protected_against_loss": -1,
    "borrowed_from_interested_person": -1,
    "other_passive_income": 1,
    "modified_agi": -1,
    "wages": -1,
    "other_income": -1,
}
"""Which way the fact must go for more room."""

OF_BASIS = {name for name in MORE_ROOM if FACTS[name].scope == "k1"} - {"amount_at_risk"}


def smaller_gains(fact: Fact[object], before: Outcome, after: Outcome) -> int:
    """More basis is less gain on a payout, a sale or a gift with debts (731(a)(1), 1368(b)(2), 1001(a), 752(d)), and
    less comes back as income (465(e)(1)(A)): so much less passive income meets losses (Rev. Rul. 95-5; Temp. Reg.
    1.469-2T(c)(2)), so much less of what 465 held is free (Prop. Reg. 1.465-66).
    """
    return gains(before) - gains(after) if fact.name in OF_BASIS | {"amount_at_risk"} else 0


def gains(outcome: Outcome) -> int:
    """Gains on the interests and their sale, and what comes back at the at-risk limit."""
    return sum(exact(gain.amount) for gain in outcome.gains if gain.what != "loan_repayment")


def crowded_out(fact: Fact[object], before: Outcome, after: Outcome) -> int:
    """What more basis lets pass meets the next limits, where it shares what is short there in proportion (Form 6198
    line 21; Temp. Reg. 1.469-1T(f)(2)), or leaves less net income to an activity's former passive loss (469(f)(1)).
    """
    short = any(exact(limit.suspended) for limit in after.limits[1:])
    more = exact(after.limits[0].allowed) - exact(before.limits[0].allowed)
    return more if short and fact.name in OF_BASIS else 0


def a_loss_elsewhere_shows(fact: Fact[object], before: Outcome, after: Outcome) -> int:
    """Only where net passive income outside the K-1s is more than nothing is it asked what of it is active rentals'
    (Form 8582 line 1a); where these earned more than the net, others there lost the rest, and share the limit.
    """
    return exact(before.deductible) if line(after, "other_passive_loss_elsewhere") and fact.name in ELSEWHERE else 0


ELSEWHERE = {"other_passive_income"}


def line(outcome: Outcome, name: str) -> int:
    """The sum of the lines of this name."""
    lines = [line for limit in outcome.limits for line in limit.lines if line.name == name]
    return sum(exact(line.value) for line in lines if line.value)


LAWFUL: tuple[Callable[[Fact[object], Outcome, Outcome], int], ...] = (
    smaller_gains,
    crowded_out,
    a_loss_elsewhere_shows,
)
"""By how much the deduction may fall at the most."""


@st.composite
def with_more_room(draw: st.DrawFn) -> tuple[Household, Household, Fact[object]]:
    """A household with an answer, and the same with one of the facts that were read moved; new questions answered."""
    before = draw(households())
    read = [(place, FACTS[name]) for place, name in before.final.read if name in MORE_ROOM]
    assume(read)
    place, fact = read[draw(st.integers(0, len(read) - 1))]
    by = draw(st.one_of(st.integers(1, 80_000_00), st.integers(80_000_00, 900_000_00)))
    moved = max(fact.low, before.case.get(fact, place) + by * MORE_ROOM[fact.name])
    assume(moved != before.case.get(fact, place))
    return before, walked(draw, before.case.having(fact, place, moved), answered=True), fact


def unlawful_fall(fact: Fact[object], before: Outcome, after: Outcome) -> int:
    """By how much the deduction fell beyond what the law explains; 0 or less where it did not."""
    fall = exact(before.deductible) - exact(after.deductible)
    return fall - sum(max(0, of(fact, before, after)) for of in LAWFUL) if fall > 0 else 0


@examples(90)
@given(with_more_room())
def test_more_room_never_lowers_the_deduction(moved: tuple[Household, Household, Fact[object]]) -> None:
    """5: more basis, more at risk, more passive income or a lower modified AGI.

    Questions that the move brings are answered, whatever with: they could not matter before.
    """
    before, after, fact = moved
    assert unlawful_fall(fact, outcome_of(before), outcome_of(after)) <= 0
