"""No template shows through in the explanation of any household (the marks: tests/test_follows_the_case.py)."""

from hypothesis import given
from hypothesis import strategies as st

from k1chat.outcome import Outcome, PartnerClosing
from k1chat.wording import explain
from k1chat.wording.told import idle, left_over, room
from tests.properties.examples import examples
from tests.properties.households import Household, blurred, households
from tests.test_follows_the_case import marks


@examples(40)
@given(st.one_of(households(), blurred().map(lambda pair: pair[1])))
def test_no_template_shows_through_whatever_the_household(household: Household) -> None:
    outcome = household.final.answer
    assert outcome
    assert not marks(explain(outcome, household.case))
    is_room_as_worked_out(outcome)


def is_room_as_worked_out(outcome: Outcome) -> None:
    """What is said to be left of basis is the basis at year end; a limit that is not told of held nothing."""
    assert all(limit.suspended.high == 0 for limit in idle(outcome))
    line = room(outcome, outcome.limits[0])
    closing = next((each for each in outcome.closing if line and each.k1 == line.k1), None)
    if line and isinstance(closing, PartnerClosing) and closing.outside_basis:
        left = left_over(outcome.limits[0], line)
        assert left is None or left == closing.outside_basis
