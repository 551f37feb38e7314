"""Any answer can be changed: what still matters stays, the rest is set aside and comes back if it matters again."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from k1chat import case_file
from k1chat.facts import FACTS
from k1chat.interview import next_step
from tests.properties.households import Household, examples, households, values, walked
from tests.properties.test_unknown import figures

EXAMPLES = examples(30)


@st.composite
def changed(draw: st.DrawFn) -> tuple[Household, Household, tuple[tuple[int, ...], str]]:
    """A household, and the same after one answer was changed and the questions that brought were answered."""
    before = draw(households())
    read = list(before.final.read)
    place, name = read[draw(st.integers(0, len(read) - 1))]
    case = before.case.having(FACTS[name], place, draw(values(FACTS[name])))
    return before, walked(draw, case, answered=False), (place, name)


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
    """The first answer again: every figure of the first outcome again.

    An opening basis that was asked for in between counts as brought: the basis of a K-1 without losses is then
    figured too, which can take another question about that basis.
    """
    before, after, (place, name) = found
    fact = FACTS[name]
    again = next_step(after.case.having(fact, place, before.case.get(fact, place)))
    assert again.question is None or again.question.limit == "basis"
    assert (again.outcome is None) == (before.final.outcome is None)
    if again.answer and before.final.answer:
        assert figures(before.final.answer).items() <= figures(again.answer).items()


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
