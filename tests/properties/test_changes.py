"""Any answer can be changed: what still matters stays, the rest is set aside and comes back if it matters again."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from k1chat import case_file
from k1chat.errors import Contradiction
from k1chat.facts import EARLIER_LOSSES_AT_RISK, FACTS
from k1chat.interview import NextStep, next_said, next_step
from k1chat.outcome import Outcome
from tests.properties.examples import examples
from tests.properties.households import Household, households, walked
from tests.properties.values import values

EXAMPLES = examples(30)
NOT_AT_RISK = {"protected_against_loss", "borrowed_from_interested_person", EARLIER_LOSSES_AT_RISK.name}
"""What shows an amount at risk below zero (465(e)); nobody is asked for it where no loss needs an amount at risk."""


@st.composite
def changed(draw: st.DrawFn) -> tuple[Household, Household, tuple[tuple[int, ...], str]]:
    """A household, and the same after one answer was changed and the questions that brought were answered."""
    before = draw(households())
    read = list(before.final.read)
    place, name = read[draw(st.integers(0, len(read) - 1))]
    case = before.case.having(FACTS[name], place, draw(values(FACTS[name])))
    return before, walked(draw, case, answered=False, bringing=False), (place, name)


@EXAMPLES
@given(changed())
def test_what_still_matters_stays_and_nothing_is_asked_again(
    found: tuple[Household, Household, tuple[tuple[int, ...], str]],
) -> None:
    """Only facts that were never given are asked; every other answer is where it was."""
    before, after, key = found
    for question in after.asked:
        assert before.case.get(question.fact, question.place) is None
    for place, fact, value in before.case:
        if (place, fact.name) != key:
            assert after.case.get(fact, place) == value


@EXAMPLES
@given(changed())
def test_changing_back_brings_everything_back(
    found: tuple[Household, Household, tuple[tuple[int, ...], str]],
) -> None:
    """The first answer again: the first answer again, to the last row, and nothing more is asked (but what comes after
    the four limits, as it was before).

    A line may be exact that was a bound: gains asked for in between let modified AGI be figured to its end.
    """
    before, after, (place, name) = found
    fact = FACTS[name]
    told = {question.fact.name for question in after.asked}
    try:
        again = next_said(after.case.having(fact, place, before.case.get(fact, place)))
    except Contradiction:
        assert name == "boxes"  # the kind that was told of other boxes, a rental, cannot be that of box 1: it is said
        assert "kind" in told
        return
    if told & NOT_AT_RISK and shows_below_zero(again):
        return  # what was told in between shows it, whatever else was changed back
    first = next_said(before.case)
    if first.question and first.question.fact.name in told:  # it was answered in between: more is told after the limits
        assert limits_alone(without_lines(again.outcome)) == limits_alone(without_lines(first.outcome))
        return
    assert asked(again) == asked(first)
    assert limits_alone(without_lines(again.outcome)) == limits_alone(without_lines(first.outcome))


def asked(step: NextStep) -> tuple[str, tuple[int, ...]] | None:
    """What is asked, and where: of rare things fewer can matter once more is told, so fewer are offered."""
    return (step.question.fact.name, step.question.place) if step.question else None


def shows_below_zero(step: NextStep) -> bool:
    """Whether an amount at risk is below zero, or the question is what would come back for it."""
    lines = step.outcome.limits[1].lines if step.outcome else ()
    asked = step.question is not None and step.question.fact is EARLIER_LOSSES_AT_RISK
    return asked or any(line.name in ("amount_at_risk_below_zero", "at_risk_recapture") for line in lines)


def limits_alone(outcome: Outcome | None) -> Outcome | None:
    """An outcome without what comes after the four limits, and without remarks on facts that were told in between."""
    return outcome and replace(outcome, after=None, after_needs=(), notes=())


def without_lines(outcome: Outcome | None) -> Outcome | None:
    """The answer without how each figure came about."""
    return outcome and replace(outcome, limits=tuple(replace(limit, lines=()) for limit in outcome.limits))


@EXAMPLES
@given(changed())
def test_what_is_set_aside_is_no_fact_in_a_file(
    found: tuple[Household, Household, tuple[tuple[int, ...], str]],
) -> None:
    """A transcript of a changed conversation gives the same answer when it is replayed."""
    _, after, _ = found
    again = next_step(case_file.read(Path("case"), case_file.write(after.case.keeping(after.final.read))))
    assert again.question is None
    assert again.outcome == after.final.outcome


def test_a_kind_given_before_the_box_became_a_rental_is_set_aside() -> None:
    """Box 2 says what the activity is: the kind that was told for box 10 is read no more, and not handed on."""
    rental = """
        tax_year = 2025
        filing_status = "single"
        other_passive_income = 5000
        other_business_income = 0
        [[k1]]
        name = "Elm Court"
        entity = "s_corporation"
        final_k1 = false
        beginning_stock_basis = 100000
        contributions = 0
        distributions = 0
        tax_exempt_income = 0
        nondeductible_expenses = 0
        loan = []
        amount_at_risk = 100000
        suspended_basis_loss = 0
        suspended_at_risk_loss = 0
        suspended_passive_loss = 0
        net_rental_real_estate_income = -1000
        average_stay_days = 365
    """
    case = case_file.read(Path("case"), rental).having(FACTS["kind"], (0, 0), "trade_or_business")
    step = next_step(case)
    assert step.question is None
    assert ((0, 0), "kind") not in step.read
    assert next_step(case_file.read(Path("case"), case_file.write(case.keeping(step.read)))).outcome == step.outcome
