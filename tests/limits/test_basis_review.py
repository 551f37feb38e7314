"""Limits 1, 2 and 4 as an independent reading found them wrong once: each figure is worked out from the text cited."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, PARTNER
from tests.scenarios.scenario import answer, figure, verdict

SHAREHOLDER: dict[str, Any] = {
    "name": "Corp",
    "entity": "s_corporation",
    "final_k1": False,
    "beginning_stock_basis": 0,
    "contributions": 0,
    "distributions": 0,
    "tax_exempt_income": 0,
    "nondeductible_expenses": 0,
    "protected_against_loss": 0,
    "borrowed_from_interested_person": 0,
    "suspended_basis_loss": 0,
    "suspended_at_risk_loss": 0,
    "suspended_passive_loss": 0,
    "loan": [],
    "kind": "trade_or_business",
    "hours": 600,
}
SINGLE = {**HOUSEHOLD, "filing_status": "single"}


def told(*k1s: dict[str, Any], **household: Any) -> str:
    return verdict(answer({**SINGLE, **household, "k1": list(k1s)}))


def test_a_gain_on_a_payout_counts_in_the_returns_net_gain_but_is_not_the_businesss() -> None:
    """IRC 461(l)(3)(B)(ii): the lesser of the business's net gain (I) and the return's (II).

    Business: 1231 gain 100,000. Return: 100,000 - 60,000 + 50,000 (1368(b)(2)) = 90,000. So
    500,000 - 90,000 - 313,000 = 97,000.
    """
    losing = {**PARTNER, "name": "Losing", "ordinary_business_income": -500_000, "net_section_1231_gain": 100_000}
    paying = {**SHAREHOLDER, "ordinary_business_income": 0, "distributions": 50_000}
    case = {**SINGLE, "k1": [losing, paying], "net_long_term_capital_gain": -60_000}
    outcome = answer(case).answer
    assert outcome is not None
    assert figure(outcome, "excess business loss suspended") == 97_000


@pytest.mark.parametrize(("protected", "recaptured"), [(9_999, False), (10_000, False), (10_001, True)])
def test_less_than_nothing_at_risk_is_recapture_in_a_year_of_income(protected: int, recaptured: bool) -> None:
    """IRC 465(e)(1): exactly zero at the year's end is not below zero; basis here is the income, 10,000."""
    k1 = {**PARTNER, "name": "Firm", "ordinary_business_income": 10_000, "beginning_basis": 0}
    assert ("earlier_losses_at_risk" in told({**k1, "protected_against_loss": protected})) == recaptured


RECAPTURE: list[tuple[dict[str, Any], int]] = [
    ({**PARTNER, "ordinary_business_income": -9_000, "beginning_basis": 0, "amount_at_risk": -5_000}, 5_000),
    ({**PARTNER, "ordinary_business_income": 9_000, "amount_at_risk": -9_001}, 1),
    (
        {**PARTNER, "ordinary_business_income": -9_000, "beginning_basis": 10_000, "distributions": 10_000}
        | {"protected_against_loss": 10_000},
        10_000,
    ),
    (
        {**PARTNER, "ordinary_business_income": 100, "beginning_basis": 20_000, "protected_against_loss": 5_000}
        | {"ending_nonrecourse": 20_000, "beginning_nonrecourse": 20_000},
        4_900,
    ),
    (
        {**SHAREHOLDER, "ordinary_business_income": -9_000, "beginning_stock_basis": 10_000, "distributions": 10_000}
        | {"borrowed_from_interested_person": 10_000},
        10_000,
    ),
]


@pytest.mark.parametrize(("k1", "back"), RECAPTURE)
def test_recapture_where_no_loss_reaches_the_at_risk_limit(k1: dict[str, Any], back: int) -> None:
    """IRC 465(e)(1): an amount at risk below zero at the year's end is income, with or without a loss this year."""
    case = {**SINGLE, "k1": [{**k1, "name": "Firm", "earlier_losses_at_risk": 50_000}]}
    outcome = answer(case).answer
    assert outcome is not None
    assert figure(outcome, "recapture, Firm") == back


OPEN_ACCOUNT = {"kind": "open_account", "beginning_balance": 10_000, "beginning_debt_basis": 4_000}


def test_the_years_advances_and_repayments_of_an_open_account_are_netted() -> None:
    """Reg. 1.1367-2(d)(2): 8,000 lent and 5,000 repaid are a net advance of 3,000; basis 4,000 + 3,000 = 7,000."""
    loan = {**OPEN_ACCOUNT, "new_advances": 8_000, "repayments": 5_000}
    outcome = answer({**SINGLE, "k1": [{**SHAREHOLDER, "ordinary_business_income": -10_000, "loan": [loan]}]}).answer
    assert outcome is not None
    assert figure(outcome, "basis allowed") == 7_000
    assert figure(outcome, "basis suspended") == 3_000


@pytest.mark.parametrize(
    ("loan", "gain", "debt"),
    [
        ({**OPEN_ACCOUNT, "new_advances": 5_000, "repayments": 5_010}, 6, 3_996),
        ({**OPEN_ACCOUNT, "kind": "note", "new_advances": 8_000, "repayments": 5_400}, 1_800, 8_400),
        ({**OPEN_ACCOUNT, "beginning_balance": 25_001, "new_advances": 4_999, "repayments": 3_000}, 2_100, 8_099),
    ],
)
def test_repaying_a_reduced_loan_is_gain_in_part(loan: dict[str, Any], gain: int, debt: int) -> None:
    """A net repayment of 10 on an account: six tenths of it (Reg. 1.1367-2(d)(2)).

    On a note with 18,000 owed and 12,000 of basis a third is gain, on an account above 25,000 a year ago 21,001 of
    30,000 (Reg. 1.1367-2(a)(2)(ii)).
    """
    k1 = {**SHAREHOLDER, "ordinary_business_income": -20_000, "loan": [loan]}
    outcome = answer({**SINGLE, "k1": [k1]}).answer
    assert outcome is not None
    assert round(figure(outcome, f"gain on loan repayment, {outcome.closing[0].k1}")) == gain
    assert round(figure(outcome, "line debt basis before losses")) == debt


@pytest.mark.parametrize(("owed", "gain"), [(24_999, False), (25_000, False), (25_001, True)])
def test_an_open_account_is_one_up_to_25_000(owed: int, gain: bool) -> None:
    """Reg. 1.1367-2(a)(2)(i): the aggregate outstanding principal does not exceed $25,000 at the year's close."""
    loan = {**OPEN_ACCOUNT, "beginning_balance": owed, "new_advances": 8_000, "repayments": 5_000}
    outcome = answer({**SINGLE, "k1": [{**SHAREHOLDER, "ordinary_business_income": -10_000, "loan": [loan]}]}).answer
    assert outcome is not None
    assert bool(outcome.gains) == gain


@pytest.mark.parametrize(("hours", "passes"), [(600, 0), (0, 9_000)])
def test_a_gain_on_a_payout_is_passive_income_only_where_the_activity_is_passive(hours: int, passes: int) -> None:
    """Rev. Rul. 95-5: the gain follows the activities; of a corporation worked in 600 hours none is passive."""
    idle = {"hours": 0, "years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    silent = {**PARTNER, **idle, "interest": "limited_partner", "name": "Silent", "ordinary_business_income": -9_000}
    paying = {**SHAREHOLDER, **idle, "ordinary_business_income": 0, "distributions": 50_000, "hours": hours}
    outcome = answer({**SINGLE, "k1": [silent, paying]}).answer
    assert outcome is not None
    assert figure(outcome, "against passive income") == passes


@pytest.mark.parametrize(("basis", "noted"), [(30_000, False), (29_999, True), (20_000, True)])
def test_that_activities_count_as_one_is_told_where_apart_one_might_hold_a_loss(basis: int, noted: bool) -> None:
    """IRC 465(c)(3)(B): 30,000 of losses within what the other activity's income of 10,000 alone would not cover."""
    boxes = [
        {"name": "North", "ordinary_business_income": -30_000},
        {"name": "South", "ordinary_business_income": 10_000},
    ]
    own = (
        "suspended_basis_loss",
        "suspended_at_risk_loss",
        "suspended_passive_loss",
        "kind",
        "hours",
        "sold_entire_interest",
    )
    shared = {name: PARTNER[name] for name in own}
    k1 = {name: value for name, value in PARTNER.items() if name not in own}
    case = {**SINGLE, "k1": [{**k1, "name": "Firm", "beginning_basis": basis, "activity": [b | shared for b in boxes]}]}
    outcome = answer(case).answer
    assert outcome is not None
    assert any("aggregated" in note.name for note in outcome.notes) == noted
