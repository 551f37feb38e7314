"""What is always true (shared/law/order.md) holds on AMT figures too (IRC 59(h), 58(b))."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from k1chat import outcome_file
from k1chat.amt_facts import AMT_DIFFERED_BEFORE as DIFFERED
from k1chat.case import Case
from k1chat.facts import FACTS, UNKNOWN
from k1chat.limits.amt import TELLING, shows_amt
from k1chat.outcome import ZERO, Amount, Amt, AmtDifference, Outcome, total
from k1chat.pipeline import try_out
from tests.properties.examples import examples
from tests.properties.households import Household, walked
from tests.properties.leanings import LEANINGS
from tests.properties.test_unknown import figures, holds

LEANING = "items of the alternative minimum tax"
APART = "items of the alternative minimum tax where losses are judged apart"


@st.composite
def with_amt(draw: st.DrawFn) -> tuple[Household, Outcome, Amt]:
    """A household that is answered, with AMT items."""
    household = walked(draw, Case(), answered=True, leaning=LEANINGS[draw(st.sampled_from([LEANING, LEANING, APART]))])
    outcome = household.final.answer
    assert outcome is not None
    assert shows_amt(household.case)
    assert outcome.amt is not None
    return household, outcome, outcome.amt


def exact(amount: Amount | None) -> int:
    """A figure; an answer without unknown facts has no ranges."""
    assert amount is not None
    assert amount.certain
    return amount.low


@given(with_amt())
@examples(40)
def test_nothing_is_lost_or_invented_on_amt_figures(drawn: tuple[Household, Outcome, Amt]) -> None:
    _, outcome, amt = drawn
    assert outcome_file.from_json(outcome_file.to_json(outcome)) == outcome
    if amt.out_of_scope_if:
        return
    for limit in amt.limits:
        for row in limit.losses:
            assert exact(row.entering) + exact(row.carried_in) == exact(row.allowed) + exact(row.suspended)
    for before, after in pairwise(amt.limits):
        passed = {(r.k1, r.activity, r.character): r.allowed for r in before.losses if r.allowed.high}
        assert passed == {(r.k1, r.activity, r.character): r.entering for r in after.losses if r.entering.high}
    out = sum(exact(held.amount) for held in amt.carryforwards)
    back = sum(exact(gain.amount) for gain in amt.gains if gain.what == "at_risk_recapture")  # a deduction next year
    assert exact(amt.loss) + exact(amt.carried_in) + back == exact(amt.deductible) + out
    assert exact(amt.against_passive_income) + exact(amt.against_other_income) == exact(amt.deductible)


@given(with_amt())
@examples(40)
def test_the_differences_come_to_what_amt_counts_more_or_less(drawn: tuple[Household, Outcome, Amt]) -> None:
    """What the K-1s add to AMT income, less what they add to regular income, is on the lines of Form 6251, once."""
    household, outcome, amt = drawn
    if amt.out_of_scope_if:
        return
    regular, on_amt = try_out(household.case), try_out(household.case, amt=True)
    incomes = [sum(sum(each.incomes.values()) for each in trial.run.activities) for trial in (on_amt, regular)]
    more = incomes[0] - incomes[1] - exact(amt.deductible) + exact(outcome.deductible)
    gains = {"distribution_in_excess_of_basis", "loan_repayment", "at_risk_recapture", "sale"}
    assert more == sum(exact(each.amount) for each in amt.differences if each.of not in gains)


@given(with_amt())
@examples(40)
def test_amt_does_not_touch_the_regular_answer(drawn: tuple[Household, Outcome, Amt]) -> None:
    """The same household without its AMT amounts has the same regular answer."""
    household, outcome, _ = drawn
    alone = try_out(household.case)
    assert not {name for _, name in alone.run.reads} & TELLING
    allowed: dict[str, int] = defaultdict(int)
    for step in alone.steps:
        allowed[step.limit.name] += sum(step.allowed)
    assert allowed == {limit.limit: exact(limit.allowed) for limit in outcome.limits}


@given(with_amt())
@examples(20)
def test_a_difference_of_nothing_is_the_same_answer_twice(drawn: tuple[Household, Outcome, Amt]) -> None:
    """With items of 0 and nothing different before, both taxes are told alike; but for farms (IRC 58(a)), a caution."""
    household, _, _ = drawn
    case = household.case
    for place, fact, _ in household.case:
        if fact.name == "amt_gain_on_sale":
            case = case.having(fact, place, household.case.get(FACTS["gain_on_sale"], place))
        elif fact.name in TELLING:
            case = case.without(fact, place)
        elif fact.name.startswith("amt_"):
            case = case.having(fact, place, 0)
    for place in {place[:1] for place in case.answers if place}:
        case = case.having(DIFFERED, place, False)
    again = Household(case, [], []).final.answer
    assert again is not None
    assert again.amt is not None
    assert again.amt.limits[0].losses == again.limits[0].losses
    assert [each.losses for each in again.amt.limits] == [each.losses for each in again.limits]
    assert again.amt.closing == again.closing
    assert again.amt.gains == again.gains
    assert again.amt.differences == ()
    assert {note.name for note in again.amt.notes} <= {"amt_passive_farm"}


@given(with_amt(), st.data())
@examples(12)
def test_what_is_not_known_leaves_ranges_that_hold_the_truth(
    drawn: tuple[Household, Outcome, Amt], data: st.DataObject
) -> None:
    """AMT amounts unknown: the AMT ranges hold what comes out, and the regular answer stays sure.

    What is not known may lead to a question for a fact of both taxes, such as the opening basis. Once told it counts
    for the regular tax too (a payout beyond basis is a gain, IRC 731(a)(1)): the truth is the household with all that
    was told. The kinds of a loss that is not known are not known either: such an activity is told in one sum.
    """
    known = drawn[0].case
    own = [(place, fact) for place, fact, _ in known if fact.name.startswith("amt_")]
    case = known
    for number in data.draw(st.sets(st.integers(0, len(own) - 1), min_size=1, max_size=2)):
        case = case.having(own[number][1], own[number][0], UNKNOWN)
    blurred = walked(data.draw, case, answered=True, leaning=LEANINGS[LEANING], bringing=False)
    for place, fact, value in blurred.case:
        known = known if known.get(fact, place) is not None else known.having(fact, place, value)
    true = walked(data.draw, known, answered=True, leaning=LEANINGS[LEANING], bringing=False).final.answer
    told = blurred.final.answer
    assert told is not None
    assert true is not None
    assert told.amt is not None
    assert true.amt is not None
    assert replace(told, amt=None) == replace(true, amt=None)
    if not _told_as_out_of_scope(told.amt, true.amt):
        _assert_holds(told.amt, true.amt)
        if not told.amt.out_of_scope_if:
            _assert_differences_hold(told.amt, true.amt)


def _told_as_out_of_scope(told: Amt, true: Amt) -> bool:
    """Whether the truth meets a matter that the answer excepts: its figures do not hold then."""
    return bool(true.out_of_scope_if) and set(true.out_of_scope_if) <= set(told.out_of_scope_if)


def _assert_holds(told: Amt, true: Amt) -> None:
    """Every figure lies within what is told; of one that is not told there is nothing, or no closing balance."""
    said = figures(told)
    for key, amount in figures(true).items():
        if key[0] != "closing" or key in said:
            assert holds(said.get(key, ZERO), amount), (key, said.get(key), amount)


def _assert_differences_hold(told: Amt, true: Amt) -> None:
    """Every line lies within what is told of it; a line that is not told does not differ."""
    in_one_sum = {(each.k1, each.activity) for each in told.differences if each.of == "activity"}
    said, lines = (_by_line(each.differences, in_one_sum) for each in (told, true))
    for key in {**said, **lines}:
        amount, truth = said.get(key, ZERO), lines.get(key, ZERO)
        assert amount is None or (truth is not None and holds(amount, truth)), (key, amount, truth)


def _by_line(
    differences: Sequence[AmtDifference], in_one_sum: set[tuple[str, str]]
) -> dict[tuple[str, ...], Amount | None]:
    found: dict[tuple[str, ...], Amount | None] = {}
    for each in differences:
        activity = (each.k1, each.activity)
        one = activity in in_one_sum and not each.of.startswith("amt_")
        key = activity if one else (each.line, *activity, each.of)
        before = found.get(key, ZERO)
        found[key] = None if before is None or each.amount is None else total((before, each.amount))
    return found
