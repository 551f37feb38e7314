"""The waterfall: names and exact figures, bars that meet, nothing wider than there is room."""

import pytest

from k1chat.case import Case
from k1chat.facts import FACTS, UNKNOWN
from k1chat.interview import next_step
from k1chat.outcome import Amount
from k1chat.picture import BLOCK, figure, short, waterfall
from k1chat.wording import limit_titles


def drawn(case: Case, width: int) -> list[str]:
    outcome = next_step(case).outcome
    assert outcome is not None
    return [row for line in waterfall(outcome, limit_titles(), width) for row in line.split("\n")]


def test_names_and_figures(riverside: Case) -> None:
    """50,000 of loss, 40,000 held by basis (10,000 of basis), 10,000 by the passive limit: nothing counts."""
    rows = drawn(riverside, 30)
    named = {row.rsplit(" ", 1)[0].strip(): row.rsplit(" ", 1)[1] for row in rows if BLOCK not in row and " " in row}
    assert named["Your loss"] == "50,000"
    assert named["Basis limit"] == "-40,000"
    assert named["At-risk limit"] == "0"
    assert named["Passive limit"] == "-10,000"
    assert named["Counts this year"] == "0"


def test_bars_meet(riverside: Case) -> None:
    """What one limit holds back ends where the next begins; together they are the whole loss."""
    bars = [row for row in drawn(riverside, 50) if BLOCK in row]
    whole, basis, passive = ((len(row) - len(row.lstrip()), len(row)) for row in bars)
    assert whole == (0, 50)
    assert basis == (10, 50)
    assert passive == (0, 10)


@pytest.mark.parametrize("width", [20, 21, 24, 30, 60, 100])
def test_nothing_is_wider_than_there_is_room(riverside: Case, width: int) -> None:
    unknown = riverside.having(FACTS["beginning_basis"], (0,), UNKNOWN)
    for case in (riverside, unknown):
        assert max(map(len, drawn(case, width))) <= width


def test_a_range_and_a_figure_without_end() -> None:
    assert short(Amount(0, 1_000_000)) == "0 to 10,000"
    assert short(Amount(5, None)) == "0.05 or more"
    assert figure(-123_456_78) == "-123,456.78"


def test_a_carried_in_loss_without_end_leaves_the_bars_in_the_width(riverside: Case) -> None:
    for carried in ({"": 10**13 - 1}, UNKNOWN):
        case = riverside.having(FACTS["suspended_basis_loss"], (0, 0), carried)
        case = case.having(FACTS["ordinary_business_income"], (0, 0), -1)
        assert max(map(len, drawn(case, 30))) <= 30
