"""Debts the owner answers for all the same, financing that is not qualified, Form 6198 Part III. Whole dollars."""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import rental, told, works
from tests.limits.test_basis_entry import corporation
from tests.scenarios.scenario import figure

LOSS: dict[str, Any] = {"ordinary_business_income": -10_000, "beginning_basis": 10_000}
DEBT = {"beginning_nonrecourse": 8_000, "ending_nonrecourse": 8_000}
QUALIFIED = {"beginning_qualified_nonrecourse": 8_000, "ending_qualified_nonrecourse": 8_000}
CORPORATION = {"entity": "s_corporation", "beginning_stock_basis": 10_000, "loan": []} | {
    "elects_losses_before_nondeductible": False
}


def allowed(**facts: Any) -> Any:
    return figure(told(works(**{**LOSS, **facts})), "at risk allowed")


def notes(outcome: Outcome) -> set[str]:
    return {note.name for note in outcome.notes}


@pytest.mark.parametrize("fact", ["guaranteed_without_reimbursement", "pledged_own_property"])
@pytest.mark.parametrize(
    ("amount", "passes"), [(0, 2_000), (1, 2_001), (7_999, 9_999), (8_000, 10_000), (9_000, 10_000)]
)
def test_a_debt_the_owner_would_pay_in_the_end(fact: str, amount: int, passes: int) -> None:
    """IRC 465(b)(2)(A), (B); CCA 201308028: of 8,000 nonrecourse debt so much is at risk, never more than the debt."""
    assert allowed(**DEBT, **{fact: amount}) == passes


def test_one_debt_is_made_good_once() -> None:
    """IRC 465(b)(2): 6,000 guaranteed and 6,000 secured are at most the debt of 8,000; basis of 20,000 covers more."""
    both = {"guaranteed_without_reimbursement": 6_000, "pledged_own_property": 6_000}
    outcome = told(works(ordinary_business_income=-30_000, beginning_basis=20_000, **DEBT, **both))
    assert figure(outcome, "line amount at risk") == 20_000


def test_without_nonrecourse_debt_there_is_nothing_to_make_good() -> None:
    """Recourse debt is in the amount at risk already."""
    recourse = {"beginning_recourse": 8_000, "ending_recourse": 8_000, "guaranteed_without_reimbursement": 8_000}
    outcome = told(works(**{**LOSS, "ordinary_business_income": -30_000}, **recourse))
    assert figure(outcome, "line amount at risk") == 10_000


@pytest.mark.parametrize("fact", ["guaranteed_without_reimbursement", "pledged_own_property"])
def test_a_shareholder_who_answers_for_the_corporation_is_not_at_risk(fact: str) -> None:
    """Prop. Reg. 1.465-6(d); Reg. 1.1366-2(a)(2)(ii): until it is paid."""
    k1 = {**works(ordinary_business_income=-30_000), **CORPORATION, fact: 5_000}
    outcome = told(k1)
    assert figure(outcome, "line amount at risk") == 10_000
    assert "shareholder_answers_for_debt" in notes(outcome)


@pytest.mark.parametrize(("holds", "passes"), [(True, 10_000), (False, 2_000)])
def test_financing_is_qualified_only_where_real_property_is_held(holds: bool, passes: int) -> None:
    """IRC 465(b)(6)(A): as the partnership prints it, unless the activity is another."""
    assert allowed(**QUALIFIED) == 10_000
    assert allowed(**QUALIFIED, holds_real_property=holds) == passes


def test_that_the_printed_column_decides_is_told_where_it_does() -> None:
    """IRC 465(b)(6)(A): a business with such a debt, whose loss needs it; not a rental; not where it was told."""
    named = "qualified_financing_as_printed"
    assert named in notes(told(works(**LOSS, **QUALIFIED)))
    assert named not in notes(told(works(**{**LOSS, "ordinary_business_income": -2_000}, **QUALIFIED)))
    assert named in notes(told(works(**{**LOSS, "ordinary_business_income": -2_001}, **QUALIFIED)))
    assert named not in notes(told(works(**LOSS, **QUALIFIED, holds_real_property=True)))
    assert named not in notes(told(works(**LOSS)))


def test_a_guarantee_of_financing_that_is_not_qualified() -> None:
    """IRC 465(b)(2)(A): once it is not qualified it is nonrecourse debt like any other."""
    assert allowed(**QUALIFIED, holds_real_property=False, guaranteed_without_reimbursement=3_000) == 5_000


def test_recapture_counts_what_is_made_good() -> None:
    """IRC 465(e)(1): 10,000 of basis less 12,000 of debts is 2,000 below zero; a guarantee of 500 leaves 1,500."""
    debt = {"beginning_nonrecourse": 12_000, "ending_nonrecourse": 12_000, "earlier_losses_at_risk": 9_000}
    for loss in (0, -10_000):
        k1 = works(**{**LOSS, "ordinary_business_income": loss}, **debt, guaranteed_without_reimbursement=500)
        assert figure(told(k1), "recapture, Works") == 1_500


# Form 6198 Part III


@pytest.mark.parametrize(
    ("last", "up", "down", "passes"),
    [
        (0, 0, 0, 2_000),
        (1_999, 0, 0, 2_000),
        (2_001, 0, 0, 2_001),
        (1_000, 5_000, 2_000, 4_000),
        (0, 20_000, 0, 10_000),
    ],
)
def test_the_larger_of_the_two_ways_counts(last: int, up: int, down: int, passes: int) -> None:
    """Form 6198 line 20: line 10b is 2,000; line 19b is last year's, with increases, less decreases."""
    detail = {"amount_at_risk_last_year": last, "at_risk_increases": up, "at_risk_decreases": down}
    assert allowed(**DEBT, **detail) == passes


def test_income_of_the_year_is_added_in_detail_too() -> None:
    """IRC 465(d): income of 1,000 covers its part of the loss; 3,000 in detail is for the rest."""
    detail = {"amount_at_risk_last_year": 3_000, "at_risk_increases": 0, "at_risk_decreases": 0}
    outcome = told(works(**LOSS, **DEBT, net_section_1231_gain=1_000, **detail))
    assert figure(outcome, "at risk allowed") == 4_000


def test_three_years_in_detail() -> None:
    """Form 6198 lines 15b, 16, 18, 20, 21: what was allowed last year is a decrease of this year.

    Year 1: 5,000; a loss of 4,000 passes. Year 2: 5,000 less 4,000, 2,000 put in: 3,000 of 6,000 pass. Year 3: 3,000
    less 3,000, 1,000 put in: 1,000 of the 3,000 that wait.
    """
    figures = [
        (5_000, 0, 0, -4_000, 0, 4_000),
        (5_000, 2_000, 4_000, -6_000, 0, 3_000),
        (3_000, 1_000, 3_000, 0, 3_000, 1_000),
    ]
    for last, up, down, loss, held, passes in figures:
        detail = {"amount_at_risk_last_year": last, "at_risk_increases": up, "at_risk_decreases": down}
        debt = {"beginning_nonrecourse": 50_000, "ending_nonrecourse": 50_000}
        k1 = works(ordinary_business_income=loss, beginning_basis=40_000, suspended_at_risk_loss=held, **debt, **detail)
        assert figure(told(k1), "at risk allowed") == passes


def test_who_tells_of_last_years_amount_alone_is_told_nothing_of_guarantees() -> None:
    """Prop. Reg. 1.465-6(d) is of a debt of the corporation that the shareholder answers for."""
    detail = {"amount_at_risk_last_year": 5_000, "at_risk_increases": 0, "at_risk_decreases": 0}
    k1 = corporation(ordinary_business_income=-1_000, beginning_stock_basis=5_000, protected_against_loss=5_000)
    assert "shareholder_answers_for_debt" not in notes(told({**k1, **detail}))


def test_of_real_estate_nothing_is_said_of_qualified_financing() -> None:
    """465(b)(6)(A): its financing is of real property; nor is it said where there is no such debt."""
    debts = {"beginning_qualified_nonrecourse": 9_000, "ending_qualified_nonrecourse": 9_000}
    facts = {"beginning_basis": 10_000, "protected_against_loss": 2_000}
    house = rental(net_rental_real_estate_income=-10_000, **facts, **debts)
    business = works(ordinary_business_income=-10_000, **facts)
    assert "qualified_financing_as_printed" not in notes(told(house, modified_agi=0))
    assert "qualified_financing_as_printed" not in notes(told(business))
    assert "qualified_financing_as_printed" in notes(told({**business, **debts}))


def test_one_rental_among_the_activities_may_hold_the_financing() -> None:
    """465(b)(6)(A): who prints it may mean the rental's."""
    facts = works(beginning_basis=10_000, protected_against_loss=2_000)
    facts |= {"beginning_qualified_nonrecourse": 9_000, "ending_qualified_nonrecourse": 9_000}
    of_activity = [name for name in facts if name.startswith("suspended")] + ["kind", "hours", "sold_entire_interest"]
    own = {name: facts.pop(name) for name in of_activity}
    house = {**own, "name": "House", "net_rental_real_estate_income": -1_000, "average_stay_days": 365}
    house |= {"approves_tenants_and_terms": "no", "kind": "rental_real_estate"}
    house |= {f"{whose}{what}_hours": 0 for whose in ("", "spouse_") for what in ("real_property", "total_work")}
    k1 = {
        **facts,
        "ownership_percent": 50,
        "activity": [house, {**own, "name": "Shop", "ordinary_business_income": -9_000}],
    }
    assert "qualified_financing_as_printed" not in notes(told(k1, modified_agi=0))
