""" "I don't know" is an answer: the range holds the truth, and what is said not to matter does not."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from k1chat.case import Case
from k1chat.facts import FACTS, FINAL_K1, UNKNOWN
from k1chat.interview import next_step
from k1chat.limits.disposition import tells_of_sale
from k1chat.outcome import ZERO, Amount, Amt, Outcome, total
from tests.properties.examples import examples
from tests.properties.households import Household, blurred, households, question_of
from tests.properties.values import values

EXAMPLES = examples(30)
CHEAP = examples(60)


def holds(shown: Amount, truth: Amount) -> bool:
    """Whether a range holds a figure, or a narrower range."""
    return shown.low <= truth.low and (shown.high is None or (truth.high is not None and truth.high <= shown.high))


def figures(outcome: Outcome | Amt) -> dict[tuple[Any, ...], Amount]:
    """Every amount of an answer that a person sees, by what it is.

    Rows are summed over characters: an earlier loss of unknown amount is of unknown character too.
    """
    whole = ("loss", "carried_in", "deductible", "against_passive_income", "against_other_income")
    found: dict[tuple[Any, ...], Amount] = {(name,): getattr(outcome, name) for name in whole}
    for limit in outcome.limits:
        for name in ("entering", "carried_in", "allowed", "suspended"):
            found[limit.limit, name] = getattr(limit, name)
            for row in limit.losses:
                key = (limit.limit, name, row.k1, row.activity)
                found[key] = _sum(found.get(key), getattr(row, name))
    for carried in outcome.carryforwards:
        held = ("carried", carried.limit, carried.k1, carried.activity)
        found[held] = _sum(found.get(held), carried.amount)
    for gain in outcome.gains:
        found["gain", gain.k1, gain.what] = gain.amount
    return found | _closings(outcome)


def _closings(outcome: Outcome | Amt) -> dict[tuple[Any, ...], Amount]:
    parts = ("outside_basis", "stock_basis", "debt_basis", "amount_at_risk")
    return {
        ("closing", closing.k1, part): getattr(closing, part)
        for closing in outcome.closing
        for part in parts
        if getattr(closing, part, None) is not None
    }


def _sum(a: Amount | None, b: Amount) -> Amount:
    return total((a or ZERO, b))


def assert_holds(shown: Outcome, truth: Outcome, *, early: bool = False) -> None:
    """Every figure of `truth` lies within what `shown` says.

    What came back as income and is a deduction next year (465(e)) was held by no limit: beside an early question, and
    where nobody counted the activities, a run that got no further than the basis limit does not know of it.
    """
    said, true = figures(shown), figures(truth)
    back = {gain.k1 for gain in truth.gains if gain.what == "at_risk_recapture"}
    met = {gain.k1 for gain in shown.gains if gain.what == "at_risk_recapture"}
    not_reached = back - met if early or "not_counted" in shown.out_of_scope_if else set()
    for key, amount in true.items():
        if key in said and not (key[:2] == ("carried", "at_risk") and key[2] in not_reached):
            assert holds(said[key], amount), (key, said[key], amount)
    assert back - met == not_reached, (back, met)


@EXAMPLES
@given(blurred())
def test_a_range_holds_the_truth(pair: tuple[Household, Household]) -> None:
    """Whatever the unknown facts are, the answer with them known lies within."""
    known, unknown = pair
    facts = dict(known.case.answers)
    for place, fact, value in unknown.case:  # questions that only the unknown facts led to
        if known.case.get(fact, place) is None:
            facts[place] = {**facts.get(place, {}), fact.name: value}
    assert known.final.answer is not None
    assert unknown.final.answer is not None
    assert_holds(unknown.final.answer, known.final.answer)


@CHEAP
@given(households(), st.data())
def test_what_does_not_matter_does_not(household: Household, data: st.DataObject) -> None:
    """An unknown fact that is said not to matter can be anything that it can be: no figure moves."""
    read = [(place, FACTS[name]) for place, name in household.final.read if FACTS[name].kind != "text"]
    place, fact = read[data.draw(st.integers(0, len(read) - 1))]
    blank = next_step(household.case.having(fact, place, UNKNOWN))
    assume(blank.answer is not None)
    assert blank.answer is not None
    if any(each.matters for each in blank.answer.unknowns):
        return
    other_case = household.case.having(fact, place, data.draw(values(fact)))
    assume(question_of(other_case) is None)
    other = next_step(other_case)
    assert other.answer is not None
    assert figures(other.answer) == figures(blank.answer)


def sales_are_told(case: Case, final: Outcome) -> bool:
    """Whether the case tells already of every sale that brings a loss of its own: nobody foresees one."""
    ended = {place for place in case.answers if len(place) == 1 and case.get(FINAL_K1, place) is True}
    sold = {place[:1] for place, answers in case.answers.items() if len(place) == 2 and tells_of_sale(answers)}
    told = {case.k1_name(place) for place in ended | sold}
    return {row.k1 for row in final.limits[0].losses if row.character == "loss_on_sale"} <= told


@CHEAP
@given(households())
def test_what_is_shown_early_is_never_contradicted(household: Household) -> None:
    """Beside every question stands what is certain already: the answer lies within, figure by figure.

    But an amount at risk below zero (465(e)) is looked for where a loss needs one: what AMT asks of it may show one.
    """
    final = household.final.answer
    assert final is not None
    back = any(gain.what == "at_risk_recapture" for gain in final.gains)
    for case in [*household.before[::4], household.before[-1]]:
        step = next_step(case)
        told = sales_are_told(case, final) and gains_are_told(case, household) and not (back and step.for_amt)
        if step.outcome is not None and told:
            assert_holds(step.outcome, final, early=True)


def gains_are_told(case: Case, household: Household) -> bool:
    """Whether each loss is told that came on top when the entity sold an activity: the K-1's boxes have what the entity
    lost, so that it is asked for at limit 3, if at all (469(g)(3)).
    """
    losses = (place for place, fact, value in household.case if fact.name == "gain_on_sale" and value < 0)
    kept = [place for place in losses if not household.case.get(FINAL_K1, place[:1])]
    return all(case.get(FACTS["gain_on_sale"], place) is not None for place in kept)
