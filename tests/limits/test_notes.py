"""A reading that is not settled is told where it touches the answer, and only there."""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL
from tests.scenarios.scenario import answer

CASE: dict[str, Any] = {
    "tax_year": 2025,
    "filing_status": "single",
    "other_business_income": -500_000,
    "other_passive_income": 0,
    "net_short_term_capital_gain": 0,
    "net_long_term_capital_gain": 0,
}
K1: dict[str, Any] = {
    "name": "Acme",
    "entity": "s_corporation",
    "loan": [{"beginning_balance": 100_000, "beginning_debt_basis": 100_000, "new_advances": 0, "repayments": 0}],
    "final_k1": False,
    "beginning_stock_basis": 10_000,
    "contributions": 0,
    "tax_exempt_income": 0,
    "distributions": 25_000,
    "nondeductible_expenses": 0,
    "protected_against_loss": 50_000,
    "borrowed_from_interested_person": 0,
    "ordinary_business_income": -60_000,
    "charitable_contributions": 3_000,
    "suspended_basis_loss": 0,
    "suspended_at_risk_loss": 0,
    "suspended_passive_loss": 0,
    "kind": "trade_or_business",
    "hours": 900,
    "sold_entire_interest": False,
}


def notes(household: dict[str, Any], k1: dict[str, Any]) -> dict[str, int]:
    """The notes of the case with these facts changed, with their amounts in dollars."""
    outcome = answer({**CASE, **household, "k1": [{**K1, **k1}]}).answer
    assert outcome is not None
    return {note.name: note.amount.low // 100 for note in outcome.notes}


@pytest.mark.parametrize(("protected", "told"), [(50_000, True), (37_001, True), (37_000, False), (0, False)])
def test_gifts_held_by_the_at_risk_limit(protected: int, told: bool) -> None:
    """IRC 465(d) speaks of deductions allocable to the activity: 100,000 less what is protected, for 63,000."""
    assert ("gifts_and_taxes_at_risk" in notes({}, {"protected_against_loss": protected})) is told


def test_no_gifts_no_note() -> None:
    assert "gifts_and_taxes_at_risk" not in notes({}, {"charitable_contributions": 0})


def test_a_gain_on_payouts_is_told_where_the_excess_business_loss_limit_binds() -> None:
    """25,000 out of a stock basis of 10,000 is a gain of 15,000 (IRC 1368(b)(2)); told beside an excess only."""
    assert notes({}, {})["distribution_gain_left_out"] == 15_000
    assert "distribution_gain_left_out" not in notes({"other_business_income": 0}, {})
    assert "distribution_gain_left_out" not in notes({}, {"distributions": 10_000})


def alone(hours: float, others: float, **boxes: int) -> Outcome:
    """A partner who worked a little in a small business with a loss of 10,000."""
    worked = {"hours": hours, "spouse_hours": 0, "total_hours_by_others": others}
    never = {"years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    business = {**PARTNER, **worked, **never, "name": "Acme", "ordinary_business_income": -10_000, **boxes}
    outcome = answer({**HOUSEHOLD, "k1": [business]}).answer
    assert outcome is not None
    return outcome


@pytest.mark.parametrize(
    ("hours", "others", "told"),
    [(90, 10, True), (90, 11, False), (99, 11, True), (90, 0, False), (1, 0.1, True), (0, 0.1, False)],
)
def test_nearly_all_the_work_is_told_with_what_it_would_add(hours: float, others: float, told: bool) -> None:
    """Temp. Reg. 1.469-5T(a)(2): "substantially all" has no number; alone it is met, shared it is arguable at most."""
    found = {note.name: note.amount.low for note in alone(hours, others).notes}
    assert ("test_2_arguable" in found) is told
    assert found.get("test_2_arguable", 10_000_00) == 10_000_00


@pytest.mark.parametrize("income", [0, 4_000])
def test_what_the_passive_limit_would_not_hold_is_told_where_the_next_limit_was_not_asked_about(income: int) -> None:
    """Temp. Reg. 1.469-5T(a)(2), IRC 469(c)(1): with participation this year's loss of 10,000 is not passive at all."""
    household = {name: value for name, value in HOUSEHOLD.items() if name != "other_business_income"}
    worked = {"hours": 90, "spouse_hours": 0, "total_hours_by_others": 10, "ordinary_business_income": -10_000}
    never = {"years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    k1 = {**PARTNER, **worked, **never, "name": "Acme"}
    outcome = answer({**household, "wages": 90_000, "other_passive_income": income, "k1": [k1]}).outcome
    assert outcome is not None
    assert {note.name: note.amount.low for note in outcome.notes}["test_2_arguable_amount_open"] == 10_000_00


@pytest.mark.parametrize(("interest", "told"), [("llc_member", True), ("general_partner", False)])
def test_an_llc_member_with_the_allowance_is_told_that_it_is_not_settled(interest: str, told: bool) -> None:
    """IRC 469(i)(6)(C) speaks of an interest as a limited partner."""
    rental = {**PARTNER, **RENTAL, "name": "Elm Street", "interest": interest}
    outcome = answer({**HOUSEHOLD, "wages": 60_000, "k1": [rental]}).answer
    assert outcome is not None
    assert ("llc_member_has_allowance" in {note.name for note in outcome.notes}) is told


def test_boxes_a_statement_may_say_otherwise_of() -> None:
    """IRC 469(e)(1)(A)(ii): gains of investments are not passive, those of the business are."""
    plain = {note.name for note in alone(10, 20).notes}
    assert plain & {"capital_items_taken_as_portfolio", "other_items_taken_as_passive"} == set()
    told = {note.name for note in alone(10, 20, k1_long_term_capital_gain=1_000, other_deductions=500).notes}
    assert told >= {"capital_items_taken_as_portfolio", "other_items_taken_as_passive"}


@pytest.mark.parametrize(
    ("household", "k1", "reason"),
    [
        ({}, {"interest": "limited_partner"}, "no_allowance_limited_partner"),
        ({}, {"ownership_percent": 9}, "no_allowance_small_share"),
        ({}, {"approves_tenants_and_terms": "no"}, "no_allowance_without_a_say"),
        (
            {"filing_status": "married_separate", "lived_apart_all_year": False},
            {},
            "no_allowance_lived_together",
        ),
    ],
)
def test_why_there_is_no_rental_allowance(household: dict[str, Any], k1: dict[str, Any], reason: str) -> None:
    """IRC 469(i)(5)(B), (6)(A), (6)(C)."""
    rental = {**PARTNER, **RENTAL, "name": "Elm Street", **k1}
    outcome = answer({**HOUSEHOLD, "wages": 60_000, **household, "k1": [rental]}).answer
    assert outcome is not None
    assert outcome.deductible.high == 0
    assert reason in {line.name for line in outcome.limits[2].lines}


@pytest.mark.parametrize(
    ("year", "box", "basis", "told"),
    [
        (2018, "foreign_taxes", 5_000, True),
        (2018, "charitable_contributions", 5_000, True),
        (2018, "foreign_taxes", 6_000, False),
        (2018, "section_179_deduction", 5_000, False),
        (2019, "foreign_taxes", 5_000, False),
    ],
)
def test_a_partnership_year_begun_in_2017(year: int, box: str, basis: int, told: bool) -> None:
    """P.L. 115-97, 13503(b): 704(d)(3) holds for partnership years begun after 2017; 4,000 and 2,000 against basis."""
    k1 = {**PARTNER, "name": "Alder", "ordinary_business_income": -4_000, box: 2_000, "beginning_basis": basis}
    outcome = answer({**CASE, "other_business_income": 0, "tax_year": year, "k1": [k1]}).answer
    assert outcome is not None
    assert ("partnership_year_begun_in_2018" in {note.name for note in outcome.notes}) is told


def test_a_gift_of_property_in_a_partnership_year_begun_in_2017() -> None:
    """The same where the gift's appreciation is told: 4,000 and 1,000 of 2,000 against 4,000."""
    gift = {"charitable_contributions": 2_000, "appreciation_in_gifts": 1_000, "beginning_basis": 4_000}
    k1 = {**PARTNER, "name": "Alder", "ordinary_business_income": -4_000, **gift}
    outcome = answer({**CASE, "other_business_income": 0, "tax_year": 2018, "k1": [k1]}).answer
    assert outcome is not None
    assert "partnership_year_begun_in_2018" in {note.name for note in outcome.notes}
