"""Quick start: five answers and an honest range, in which the exact answer lies whatever the rest turns out to be."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1chat.boxes import MAIN_BOXES
from k1chat.case import Case
from k1chat.conversation import Conversation
from k1chat.facts import FACTS
from k1chat.outcome import Amount, Outcome
from k1chat.quick import FirstRange, Five, first_range, kept
from tests.properties.examples import examples
from tests.properties.households import Draw, Household, walked
from tests.test_plain import in_one_line as talk

BUSINESS = "ordinary_business_income"
FIVE = ["quick", "2025", "1065", "1 -50,000", "20k", "600"]


def five(**told: Any) -> Five:
    said = {"year": 2025, "entity": "partnership", "box": BUSINESS, "loss": 50_000_00, "could_lose": 20_000_00}
    return Five(**{**said, "hours": Decimal(600), **told})


def deductible(found: FirstRange) -> Amount:
    assert found.step.outcome is not None
    return found.step.outcome.deductible


def test_what_could_be_lost_is_the_most_that_counts() -> None:
    """IRC 704(d)(1), 465(a)(1): of 50,000 at the most 20,000; over 500 hours it is not passive (469(h)(1))."""
    found = first_range(five())
    assert deductible(found) == Amount(0, 20_000_00)
    assert found.through_three == Amount(20_000_00, 20_000_00)


def test_before_2021_no_fourth_limit_leaves_it_open() -> None:
    """CARES Act sec. 2304: without a limit on excess business losses the five answers are enough."""
    assert deductible(first_range(five(year=2019))) == Amount(20_000_00, 20_000_00)


@pytest.mark.parametrize(("hours", "least"), [(499, 0), (500, 0), (501, 20_000_00)])
def test_more_than_500_hours_are_enough_alone(hours: int, least: int) -> None:
    """Temp. Reg. 1.469-5T(a)(1)."""
    through = first_range(five(hours=Decimal(hours), entity="s_corporation")).through_three
    assert (through.low if through else 0) == least


@pytest.mark.parametrize("told", [{"could_lose": None}, {"hours": None}, {"could_lose": None, "hours": None}])
def test_what_is_not_known_is_unknown_and_never_nothing(told: dict[str, Any]) -> None:
    high = 50_000_00 if "could_lose" in told else 20_000_00
    assert deductible(first_range(five(**told))) == Amount(0, high)


@st.composite
def with_one_loss(draw: Draw) -> Household:
    """A household whose one K-1 has a loss in one box, goes on, and carries nothing in."""
    box, case = draw(st.sampled_from(MAIN_BOXES)), Case().having(FACTS["k1"], (), 1)
    entity = draw(st.sampled_from(("partnership", "s_corporation")))
    of_k1 = {"name": "Acme", "entity": entity, "activity": 1, "final_k1": False}
    for name, value in of_k1.items():
        case = case.having(FACTS[name], (0,), value)
    loss = draw(st.sampled_from((1, 400, 9_000, 50_000, 500_000, 2_000_000))) * 100
    of_activity = {"boxes": (box,), box: -loss}
    of_activity |= {f"suspended_{limit}_loss": {} for limit in ("basis", "at_risk", "passive")}
    for name, value in of_activity.items():
        case = case.having(FACTS[name], (0, 0), value)
    return walked(draw, case, answered=True)


def told_of(household: Household, outcome: Outcome) -> Five:
    """The five answers of a household that is known in full."""
    case = household.case
    box = case.get(FACTS["boxes"], (0, 0))[0]
    lines = {line.name: line.value for line in [*outcome.limits[0].lines, *outcome.limits[1].lines]}
    least = [each.low for name in ("basis_before_losses", "amount_at_risk") if (each := lines.get(name))]
    hours = case.get(FACTS["hours"], (0, 0))
    year, entity = case.get(FACTS["tax_year"], ()), case.get(FACTS["entity"], (0,))
    return Five(year, entity, box, -case.get(FACTS[box], (0, 0)), max(0, min(least)), hours)


def holds(amount: Amount, truth: Amount) -> bool:
    return amount.low <= truth.low and (amount.high is None or truth.low <= amount.high)


@examples(12)
@given(with_one_loss(), st.sampled_from(("all", "could_lose", "hours", "both")))
def test_the_exact_answer_lies_in_the_first_range(household: Household, unknown: str) -> None:
    exact = household.final.outcome
    assert exact is not None
    said = told_of(household, exact)
    could_lose = None if unknown in ("could_lose", "both") else said.could_lose
    hours = None if unknown in ("hours", "both") else said.hours
    found = first_range(Five(said.year, said.entity, said.box, said.loss, could_lose, hours))
    first = found.step.outcome
    assert first is not None
    assert holds(first.deductible, exact.deductible)
    assert holds(first.against_other_income, exact.against_other_income)
    assert holds(first.limits[1].allowed, exact.limits[1].allowed)
    assert found.through_three is None or holds(found.through_three, exact.limits[2].allowed)


def test_in_plain_mode_the_range_is_told_and_exact_goes_on(own_folder: Path) -> None:
    said = talk(own_folder, *FIVE, "exact", "1", "Acme", "1", "1", "answers", "quit")
    assert "Of your $50,000 loss, between $0 and $20,000 counts this year." in said
    assert "The first three limits let through $20,000." in said
    assert "more than $313,000 (IRC 461(l))" in said
    assert "It turns on: business income elsewhere" in said
    assert "2. How many Schedules K-1" in said
    assert "Kind of K-1: Form 1065" in said
    assert "Acme: Box 1: -$50,000" in said
    conversation = Conversation(own_folder)
    for place, fact, value in kept(five()):
        assert conversation.case.get(fact, place) == value
    conversation.close(finished=False)


def test_what_could_be_lost_and_is_not_known_is_worked_out_later(own_folder: Path) -> None:
    talk(own_folder, "quick", "2025", "1120-S", "2 -9,000", "don't know", "don't know", "exact", "quit")
    conversation = Conversation(own_folder)
    assert conversation.case.get(FACTS["amount_at_risk"], (0,)) is None
    assert conversation.case.get(FACTS["hours"], (0, 0)) is None
    conversation.close(finished=False)


def test_words_of_the_quick_start_and_what_it_refuses(own_folder: Path) -> None:
    said = talk(own_folder, "quick", "back", "soon", "2017", "2025", "1041", "1065", "-50,000", "9c 5", "1 50,000",
                "1 -50,000", "help", "back", "1 -60,000", "-4", "20k", "x", "600", "what now", "leave", "2025", "1",
                "Acme", "1", "quick", "quit")  # fmt: skip
    for piece in (
        "This is the first question.",
        "Type a year from 2018 to 2026",
        "The K-1 of a trust (1041) is not worked out here",
        "Type the box too",
        "That is a profit",
        "cannot be below zero",
        "Of your $60,000 loss",
        "Nothing of the quick start is kept",
        "Quick start is for the beginning",
    ):
        assert piece in said, piece
