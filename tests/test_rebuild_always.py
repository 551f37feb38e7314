"""What always holds of a rebuilt basis: the truth lies between its ends, and a sum of years is what the years come to.

Chains of years are drawn; the same limits, year by year, are the judge (tests/chains).
"""

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from k1chat.conversation import Conversation
from k1chat.errors import Contradiction, InvalidAnswer
from k1chat.facts import UNKNOWN
from k1chat.opening import Result, result
from k1chat.outcome import Amount
from k1chat.papers import opened
from k1chat.rebuild import Row, Told
from tests.properties.examples import examples
from tests.properties.households import Draw
from tests.test_rebuild import case, loss, rebuilt

AMOUNTS = (0, 0, 4_000, 10_000, 25_000)
DEBTS = ("ending_recourse", "ending_qualified_nonrecourse", "ending_nonrecourse")
OF_BOTH = ("contributions", "distributions", "nondeductible_expenses", "tax_exempt_income", "protected_against_loss")
OF_ENTITY = {"partnership": (*DEBTS, *OF_BOTH), "s_corporation": (*OF_BOTH, "new_advances", "repayments")}
Years = dict[int, Mapping[str, Any]]


@st.composite
def chains(draw: Draw, entities: tuple[str, ...] = ("partnership", "s_corporation")) -> tuple[str, Years]:
    """Three years of one K-1 with one figure; a shareholder has one loan."""
    entity = draw(st.sampled_from(entities))
    years: Years = {}
    for year in (2021, 2022, 2023):
        facts = {name: draw(st.sampled_from(AMOUNTS)) for name in OF_ENTITY[entity]}
        box = draw(st.sampled_from((-60_000, -20_000, -5_000, 0, 3_000, 15_000, 40_000)))
        years[year] = loss(box, loan=1 if entity == "s_corporation" else 0, **facts)
    return entity, years


def opening(entity: str, years: Years, first: int = 2021, until: int = 2024) -> Result:
    """What the years leave; those whose facts cannot all be true are left out."""
    try:
        told, table = rebuilt(case(until, entity), Told(0, first, "paid_in"), years)
    except Contradiction:
        assume(False)
    found = result(case(until, entity), told, table)
    assert found is not None
    return found


def holds(amount: Amount, truth: Amount) -> bool:
    return amount.low <= truth.low and (amount.high is None or truth.low <= amount.high)


@examples(40)
@given(chains(), st.data())
def test_with_something_unknown_the_truth_lies_between_the_ends(chain: tuple[str, Years], data: st.DataObject) -> None:
    entity, years = chain
    truth = opening(entity, years)
    year = data.draw(st.sampled_from(sorted(years)))
    name = data.draw(st.sampled_from([*OF_ENTITY[entity], "ordinary_business_income"]))
    found = opening(entity, {**years, year: {**years[year], name: UNKNOWN}})
    assert holds(found.basis, truth.basis)
    assert holds(found.held_by_basis, truth.held_by_basis)
    known = {(place, fact): value for place, fact, value in truth.facts}
    for place, fact, value in found.facts:
        if value is not UNKNOWN:
            assert known.get((place, fact), value) == value, fact.name


@examples(40)
@given(chains(entities=("partnership",)))
def test_years_added_up_are_what_they_come_to_one_by_one(chain: tuple[str, Years]) -> None:
    """As long as no year pays out more than the basis, nor has expenses that find none (IRC 731(a)(1), 705(a)(2))."""
    entity, years = chain
    told, table = rebuilt(case(2024), Told(0, 2021, "paid_in"), years)
    assume(all(_paid_and_bore_out_of_basis(row, years[row.year]) for row in table))
    one_by_one = result(case(2024), told, table)
    assert one_by_one is not None
    together = opening(entity, {2017: added_up(years)}, first=2010, until=2018)
    assert (together.basis, together.held_by_basis) == (one_by_one.basis, one_by_one.held_by_basis)
    assert all(fact.name != "suspended_at_risk_loss" for _, fact, _ in together.facts)


def _paid_and_bore_out_of_basis(row: Row, facts: Mapping[str, Any]) -> bool:
    outcome = row.steps[0].outcome
    assert outcome is not None
    lines = {line.name: line.value.low for line in outcome.limits[0].lines if line.value}
    paid = lines["distributions"] + lines["debt_relief"]
    return bool(lines["basis_before_distributions"] >= paid + facts["nondeductible_expenses"] * 100)


def added_up(years: Years) -> Mapping[str, Any]:
    """The figures of several years as one; debts as they end, what is protected as it is last."""
    last = years[max(years)]
    box = "ordinary_business_income"
    return {
        "boxes": (box, "interest_income"),
        box: sum(min(0, year[box]) for year in years.values()),
        "interest_income": sum(max(0, year[box]) for year in years.values()),
        **{name: sum(year[name] for year in years.values()) for name in OF_BOTH if name != "protected_against_loss"},
        **{name: last[name] for name in (*DEBTS, "protected_against_loss")},
    }


WORDS = (
    "1 -5", "back", "change 2022 1", "use", "same", "L 5", "none", "don't know", "0", "1", "2022", "start again",
    "table", "1 none", "2 -9", "13 C 4", "exact", "why",
)  # fmt: skip


@pytest.mark.parametrize("word", ["quick", "rebuild", "k1", "which bucket"])
@examples(30)
@given(st.lists(st.text(max_size=12) | st.sampled_from(WORDS), max_size=12))
def test_whatever_is_typed_on_a_paper_is_taken_or_refused(word: str, lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        conversation = Conversation(Path(folder))
        if word != "quick":
            conversation.take_over(case(2024))
        paper = opened(word, conversation)
        for line in lines:
            with suppress(InvalidAnswer):
                assert isinstance(paper.take(line), str)
            assert paper.shown()
            if paper.over:
                break
            assert paper.asks()
        conversation.close(finished=False)
