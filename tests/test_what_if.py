"""What if: a case beside itself with something changed. Expected figures follow from IRC 704(d), 465 and 469."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from k1chat import case_file
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, UNKNOWN, Place
from k1chat.what_if import Change, Comparison, compare
from k1chat.wording import as_text, comparison
from tests.limits.household import case_of, idle, works

RIVERSIDE = case_file.read(Path(__file__).parent / "cases" / "riverside.toml")
"""A loss of 50,000, basis 10,000, 120 hours where another works 900: basis holds 40,000, 469 the rest."""


def change(name: str, value: Any, place: Place = (0,)) -> Change:
    """A change of a fact of the first K-1, of its first activity, or of the household."""
    fact = FACTS[name]
    return Change(fact, (*place, 0)[: fact.depth], value)


def told(found: Comparison, case: Case = RIVERSIDE) -> str:
    """A comparison as a terminal shows it."""
    return as_text(comparison(found, case))


def running(found: Comparison, case: Case = RIVERSIDE) -> str:
    """The same on one line."""
    return " ".join(told(found, case).split())


def counts(found: Comparison) -> tuple[Any, Any]:
    """What counts before and after, in cents or as (low, high)."""
    return tuple(
        (each.deductible.low if each.deductible.certain else (each.deductible.low, each.deductible.high))
        for each in (found.now, found.then)
        if each
    )  # type: ignore[return-value]


@pytest.mark.parametrize(("hours", "then"), [(499, 0), (500, 0), (501, 10_000_00)])
def test_more_than_500_hours_free_what_the_passive_limit_holds(hours: int, then: int) -> None:
    """Temp. Reg. 1.469-5T(a)(1): exactly 500 is not more than 500."""
    assert counts(compare(RIVERSIDE, [change("hours", Decimal(hours))])) == (0, then)


def test_the_effect_stands_in_one_sentence_and_the_table_tells_limit_by_limit() -> None:
    said = told(compare(RIVERSIDE, [change("hours", Decimal(600))]))
    assert "- Your hours (Riverside Partners): 600 hours instead of 120 hours" in said
    assert "With 600 hours, $10,000 more counts this year." in said
    assert "  Basis limit           -40,000  -40,000\n" in said
    assert "  Passive limit         -10,000        0\n" in said
    assert "  Counts this year            0   10,000\n" in said


def test_a_later_limit_that_holds_the_loss_instead_is_named() -> None:
    """40,000 paid in is basis (722), but the business stays passive (469(a))."""
    found = compare(RIVERSIDE, [change("contributions", 40_000_00)])
    assert counts(found) == (0, 0)
    assert "The basis limit holds less, but the passive limit then holds more." in running(found)


def test_several_changes_at_once() -> None:
    found = compare(RIVERSIDE, [change("contributions", 40_000_00), change("hours", Decimal(600))])
    assert counts(found) == (0, 50_000_00)
    assert "With these changes, $50,000 more counts this year." in told(found)


def test_less_that_counts_is_said_as_less() -> None:
    worked_in = compare(RIVERSIDE, [change("hours", Decimal(600))])
    case = RIVERSIDE.having(FACTS["hours"], (0, 0), Decimal(600))
    found = compare(case, [change("distributions", 4_000_00)])
    assert counts(found) == (counts(worked_in)[1], 6_000_00)
    assert "$4,000 less counts this year." in told(found, case)


def test_what_meets_passive_income_does_not_reduce_the_tax_on_wages() -> None:
    said = told(compare(RIVERSIDE, [change("other_passive_income", 3_000_00)]))
    assert "$3,000 more counts this year. All of it is against passive income" in " ".join(said.split())
    assert "    against passive income        0    3,000\n" in said


def test_a_changed_case_that_needs_another_fact_names_the_question_and_gives_the_range() -> None:
    """Whether a sale frees what 469 holds turns on how the share ended (469(g))."""
    found = compare(RIVERSIDE, [change("final_k1", True)])
    assert found.after.question
    assert found.after.question.fact is FACTS["how_interest_ended"]
    assert counts(found) == (0, (0, 10_000_00))
    said = running(found)
    assert "How did your share in Riverside Partners end in 2025?" in said
    assert "Until you say, the answer is a range." in said
    assert "between $0 and $10,000 counts this year, where it is $0 now." in said


def test_a_fact_that_is_not_known_gives_a_range() -> None:
    case = RIVERSIDE.having(FACTS["hours"], (0, 0), Decimal(600))
    found = compare(case, [change("beginning_basis", UNKNOWN)])
    assert counts(found) == (10_000_00, (0, 50_000_00))
    assert "0 to -50,000" in told(found, case)


def test_no_figure_is_told_where_the_change_is_out_of_scope() -> None:
    found = compare(RIVERSIDE, [change("entity", "trust")])
    assert found.then is None
    assert "With this change, it is out of scope: The K-1 of a trust or estate." in told(found)
    assert "Counts this year" not in told(found)


def test_a_fact_no_rule_looks_at_is_said_to_be_none() -> None:
    """Modified AGI is for the rental allowance alone (469(i))."""
    found = compare(RIVERSIDE, [change("modified_agi", 90_000_00)])
    assert [each.fact.name for each in found.unread] == ["modified_agi"]
    assert "No rule looks at this here: modified AGI." in running(found)


def test_what_cannot_be_true_together_is_refused() -> None:
    with pytest.raises(Contradiction):
        compare(RIVERSIDE, [change("total_hours_by_others", Decimal(800)), change("hours", Decimal(90))])


def test_a_box_that_was_empty_gets_a_figure() -> None:
    """A conversation asks which boxes have a figure; one that gets an amount is among them."""
    case = RIVERSIDE.having(FACTS["boxes"], (0, 0), ("ordinary_business_income",))
    found = compare(case, [change("interest_income", 5_000_00)])
    assert not found.unread
    assert found.now
    assert found.then
    assert found.then.limits[0].suspended.low == found.now.limits[0].suspended.low - 5_000_00


def test_an_unfinished_case_is_compared_in_ranges() -> None:
    case = RIVERSIDE.without(FACTS["beginning_basis"], (0,))
    found = compare(case, [change("hours", Decimal(600))])
    assert counts(found) == (0, (0, 50_000_00))
    assert "Your answers are not finished." in told(found, case)


def test_names_do_nothing_in_markdown() -> None:
    case = RIVERSIDE.having(FACTS["name"], (0,), "*Star* [x](y)")
    assert r"(\*Star\* \[x\](y))" in comparison(compare(case, [change("hours", Decimal(600))]), case)


@pytest.mark.parametrize("changes", [[change("hours", Decimal(600))], [change("final_k1", True)]])
def test_every_line_fits_a_terminal(changes: list[Change]) -> None:
    assert all(len(line) <= 78 for line in told(compare(RIVERSIDE, changes)).splitlines())


def test_large_ranges_fit_too() -> None:
    case = case_of(works(ordinary_business_income=-88_123_456_789, beginning_basis=99_999_999_999))
    found = compare(case, [change("beginning_basis", UNKNOWN), change("hours", UNKNOWN)])
    assert all(len(line) <= 78 for line in told(found, case).splitlines())


def test_the_case_itself_is_not_changed() -> None:
    before = case_file.write(RIVERSIDE)
    compare(RIVERSIDE, [change("hours", Decimal(600)), change("contributions", 1)])
    assert case_file.write(RIVERSIDE) == before


def test_passive_income_on_a_second_k1_frees_loss_on_the_first() -> None:
    """IRC 469(d)(1): one sum of all passive activities."""
    one = idle(name="Loser", ordinary_business_income=-30_000)
    two = idle(name="Earner", ordinary_business_income=10_000)
    case = case_of(one, two)
    found = compare(case, [change("ordinary_business_income", 40_000_00, (1,))])
    assert counts(found) == (10_000_00, 30_000_00)
