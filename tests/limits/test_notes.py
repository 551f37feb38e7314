"""A reading that is not settled is told where it touches the answer, and only there."""

from typing import Any

import pytest

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
