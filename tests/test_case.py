"""What K-1s and their businesses are called, in questions and in the outcome alike."""

import pytest

from k1chat.case import Case, told_apart
from k1chat.facts import ACTIVITY_COUNT, ACTIVITY_NAME, K1_NAME, UNKNOWN
from k1chat.interview import next_step


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["A", "B"], ["A", "B"]),
        (["A", "A", "B", "A"], ["A", "A (2)", "B", "A (3)"]),
        (["A", "A (2)", "A"], ["A", "A (2)", "A (3)"]),
        (["A", "A", "A (2)"], ["A", "A (2)", "A (2) (2)"]),
        ([], []),
    ],
)
def test_names_that_read_alike_are_told_apart(names: list[str], told: list[str]) -> None:
    assert told_apart(names) == told


def test_a_later_name_changes_no_earlier_one() -> None:
    case = Case().having(K1_NAME, (0,), "Acme")
    assert case.k1_name((0,)) == "Acme"
    case = case.having(K1_NAME, (1,), "Acme")
    assert [case.k1_name((0,)), case.k1_name((1,)), case.k1_name((2,))] == ["Acme", "Acme (2)", "K-1 number 3"]


def test_businesses_without_a_name_are_told_apart() -> None:
    case = Case().having(K1_NAME, (0,), "Acme").having(ACTIVITY_COUNT, (0,), 2)
    case = case.having(ACTIVITY_NAME, (0, 0), UNKNOWN).having(ACTIVITY_NAME, (0, 1), UNKNOWN)
    assert [case.activity_name((0, 0)), case.activity_name((0, 1))] == ["Acme", "Acme (2)"]


def test_the_outcome_has_the_names_of_the_questions(riverside: Case) -> None:
    twice = riverside.answers
    case = Case({**twice, (): {**twice[()], "k1": 2}, (1,): twice[0,], (1, 0): twice[0, 0]})
    outcome = next_step(case).answer
    assert outcome is not None
    assert [closing.k1 for closing in outcome.closing] == [case.k1_name((0,)), case.k1_name((1,))]
    assert outcome.closing[1].k1 == "Riverside Partners (2)"
