"""One question for the rare things: listed where they could change the answer, asked for only where they are picked."""

from pathlib import Path
from typing import Any

import pytest

from k1chat import case_file
from k1chat.case import Case
from k1chat.facts import CIRCUMSTANCES, FACTS, RETURN_CIRCUMSTANCES, UNKNOWN, Place
from k1chat.interview import NextStep, next_said, next_step

K1: Place = (0,)


@pytest.fixture
def nonrecourse() -> Case:
    """60,000 of nonrecourse debt in a basis of 80,000; a loss of 45,000."""
    return case_file.read(Path(__file__).parent / "cases" / "nonrecourse-debt.toml")


def asked(step: NextStep) -> str:
    return step.question.fact.name if step.question else ""


def none_of_them(case: Case) -> Case:
    """Every list answered with nothing."""
    while asked(step := next_said(case)) in (CIRCUMSTANCES.name, RETURN_CIRCUMSTANCES.name):
        assert step.question
        case = case.having(step.question.fact, step.question.place, ("none",))
    return case


def test_a_file_is_answered_without(riverside: Case) -> None:
    assert next_step(riverside).answer


def test_the_list_has_what_could_change_the_answer_and_nothing_else(riverside: Case) -> None:
    """Basis and the passive rules hold this loss: debts nobody owes and amounts at risk say nothing here."""
    question = next_said(riverside).question
    assert question
    assert (question.fact, question.place) == (CIRCUMSTANCES, K1)
    offered = set(question.offered)
    assert {"purchase_price", "interest_from_own_loan", "farm_years_of_eight", "owner", "none"} <= offered
    assert not offered & {"guaranteed_without_reimbursement", "pledged_own_property", "property_use", "grouped_as"}
    assert not offered & {"nondeductible_carried_in", "stock_basis_after_election"}


def test_a_guarantee_is_listed_where_debts_hold_the_loss(nonrecourse: Case) -> None:
    """IRC 465(b)(2): 20,000 is at risk, 25,000 waits for it."""
    question = next_said(nonrecourse).question
    assert question
    assert {"guaranteed_without_reimbursement", "pledged_own_property", "property_use"} <= set(question.offered)


def test_nothing_picked_leaves_the_answer_as_it_is(riverside: Case) -> None:
    said = next_said(none_of_them(riverside))
    assert said.answer == next_step(riverside).answer
    assert (K1, CIRCUMSTANCES.name) in said.read


def test_what_is_picked_is_asked_for_and_counts(nonrecourse: Case) -> None:
    """CCA 201308028: of the 60,000, 15,000 is guaranteed without a right to be paid back: 20,000 + 15,000."""
    fact = FACTS["guaranteed_without_reimbursement"]
    case = nonrecourse.having(CIRCUMSTANCES, K1, (fact.name,))
    for step in (next_said(case), next_step(case)):
        assert asked(step) == fact.name
    answer = next_said(none_of_them(case.having(fact, K1, 15_000_00))).answer
    assert answer
    assert answer.limits[1].allowed.low == 35_000_00
    assert answer.limits[1].suspended.low == 10_000_00


def test_a_thing_of_an_activity_is_asked_of_each(nonrecourse: Case) -> None:
    case = nonrecourse.having(CIRCUMSTANCES, K1, ("property_use",))
    question = next_said(case).question
    assert question
    assert (question.fact.name, question.place) == ("property_use", (0, 0))


def test_a_net_operating_loss_is_asked_of_the_return() -> None:
    """IRC 172(b): 30,000 of earlier years comes off what wages are left."""
    case = case_file.read(Path(__file__).parent / "cases" / "rental-allowance.toml")
    case = none_of_them(case).having(RETURN_CIRCUMSTANCES, (), ("nol_carryforward",))
    assert asked(next_said(case)) == "nol_carryforward"


def test_i_dont_know_is_told_with_the_answer(riverside: Case) -> None:
    said = next_said(riverside.having(CIRCUMSTANCES, K1, UNKNOWN)).outcome
    assert said
    assert "rare_things_not_told" in {note.name for note in said.notes}
    assert CIRCUMSTANCES.name not in {each.fact for each in said.unknowns}


@pytest.mark.parametrize("name", [name for name in CIRCUMSTANCES.choices if name != "none"])
def test_every_thing_on_the_list_is_a_fact_of_the_k1_or_its_activities(name: str) -> None:
    assert FACTS[name].scope in ("k1", "activity")


def test_a_list_is_kept_in_a_file(riverside: Case) -> None:
    case: Any = riverside.having(CIRCUMSTANCES, K1, ("owner", "grouped_as")).having(RETURN_CIRCUMSTANCES, (), ("none",))
    assert case_file.read(Path("case.toml"), case_file.write(case)) == case
