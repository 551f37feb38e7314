"""Answers with unknown facts: what the range holds, and what may be out of scope."""

import copy
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.facts import ACTIVITY_COUNT, BOXES, K1_COUNT, UNKNOWN, Fact, Place
from k1chat.interview import NextStep, next_step
from k1chat.outcome import Amount, LossRow, Outcome, PartnerClosing
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL
from tests.scenarios.scenario import answer

BUSINESS = {**PARTNER, "name": "Business", "ordinary_business_income": -50_000, "beginning_basis": 30_000}
IDLE = {
    "hours": 0,
    "spouse_hours": 0,
    "years_materially_participated_of_last_10": 0,
    "personal_service_activity": False,
}
SHAREHOLDER = {"beginning_stock_basis": 20_000, "loan": [], "elects_losses_before_nondeductible": False}


def step(*k1s: dict[str, Any], **household: Any) -> NextStep:
    """Where a household stands."""
    return answer(copy.deepcopy({**HOUSEHOLD, **household, "k1": list(k1s)}))


def told(*k1s: dict[str, Any], **household: Any) -> Outcome:
    """The answer to a household with every fact told or unknown."""
    found = step(*k1s, **household).answer
    assert found is not None
    return found


def row(outcome: Outcome, limit: int, activity: str, character: str) -> LossRow:
    """One loss at one limit."""
    rows = outcome.limits[limit].losses
    return next(each for each in rows if (each.activity, each.character) == (activity, character))


@pytest.mark.parametrize(
    ("k1", "fact", "value", "topic"),
    [
        (BUSINESS, "final_k1", False, "disposition"),
        ({**BUSINESS, **IDLE}, "sold_entire_interest", False, "disposition"),
        ({**BUSINESS, **IDLE}, "publicly_traded", False, "publicly_traded"),
        ({**PARTNER, **RENTAL, "name": "Rental"}, "average_stay_days", 365, "short_stays"),
        ({**PARTNER, **RENTAL, "name": "Rental"}, "average_stay_days", 31, "short_stays"),
    ],
)
def test_the_figures_hold_unless_the_fact_is_out_of_scope(
    k1: dict[str, Any], fact: str, value: Any, topic: str
) -> None:
    """One thing that the fact can be is not modelled: the answer is the one of all others, and says unless."""
    unknown, known = told({**k1, fact: "unknown"}), told({**k1, fact: value})
    assert unknown.deductible == known.deductible
    assert unknown.limits == known.limits
    assert unknown.carryforwards == known.carryforwards
    assert unknown.out_of_scope_if == (topic,)
    assert [(each.fact, each.matters) for each in unknown.unknowns] == [(fact, True)]


def test_an_unknown_entity_is_a_partnership_or_an_s_corporation_unless_a_trust() -> None:
    """The K-1 of a trust is out of scope: it does not make the range endless."""
    outcome = told({**BUSINESS, **SHAREHOLDER, "entity": "unknown"})
    assert outcome.loss == Amount(50_000_00, 50_000_00)
    assert outcome.deductible == Amount(20_000_00, 30_000_00)
    assert outcome.out_of_scope_if == ("trust",)


def test_an_unknown_entity_leaves_what_each_of_both_leaves() -> None:
    """A shareholder who takes losses before expenses has 8,000 at risk less 8,000 of expenses that come after."""
    own = {**BUSINESS, **SHAREHOLDER, "ordinary_business_income": -10_000, "nondeductible_expenses": 6_000}
    own |= {"elects_losses_before_nondeductible": True, "beginning_stock_basis": 12_000}
    both = told({**own, "entity": "unknown"}).closing[0]
    assert isinstance(both, PartnerClosing)
    for entity in ("partnership", "s_corporation"):
        one = told({**own, "entity": entity}).closing[0].amount_at_risk
        assert one is not None
        assert both.amount_at_risk is not None
        assert both.amount_at_risk.joined(one) == both.amount_at_risk


def test_every_reason_is_told_where_each_thing_a_fact_can_be_is_out_of_scope() -> None:
    matter = step({**BUSINESS, **SHAREHOLDER, "entity": "unknown", "final_k1": True}).out_of_scope
    assert matter is not None
    assert {matter.topic, *(each.topic for each in matter.others)} == {"disposition", "trust"}


@pytest.mark.parametrize(("fact", "place"), [(K1_COUNT, ()), (ACTIVITY_COUNT, (0,)), (BOXES, (0, 0))])
def test_what_nobody_counted_may_be_out_of_scope(fact: Fact[Any], place: Place) -> None:
    """Another K-1, activity or box may be of a kind that is not modelled."""
    text = tomli_w.dumps({**HOUSEHOLD, "k1": [BUSINESS]})
    outcome = next_step(case_file.read(Path("case.toml"), text).having(fact, place, UNKNOWN)).answer
    assert outcome is not None
    assert outcome.out_of_scope_if == ("not_counted",)


@pytest.mark.parametrize("taxes", [1, 5_000, 20_000, 10_000_000])
def test_what_an_unknown_item_leaves_to_the_others_is_held_at_risk_as_far_as_told(taxes: int) -> None:
    """Without the item nothing of the business loss is held at risk, and where it takes all basis nothing is left."""
    own = {**BUSINESS, "beginning_basis": 40_000, "amount_at_risk": 30_000, "ordinary_business_income": -30_000}
    unknown, known = told({**own, "foreign_taxes": "unknown"}), told({**own, "foreign_taxes": taxes})
    wide, exact = (row(each, 1, "Business", "ordinary") for each in (unknown, known))
    assert wide.suspended.joined(exact.suspended) == wide.suspended


OF_ACTIVITY = {
    "approves_tenants_and_terms": "yes",
    "average_stay_days": 365,
    "rented_to_own_business": False,
    "suspended_basis_loss": 0,
    "suspended_at_risk_loss": 0,
    "suspended_passive_loss": 0,
}


def test_an_unknown_rental_asks_what_some_of_its_amounts_need() -> None:
    """Its income may cover a part of the others' losses: then a real estate professional is asked for."""
    own = {name: value for name, value in PARTNER.items() if name not in {*OF_ACTIVITY, "hours", "kind"}}
    del own["sold_entire_interest"]
    activities = [
        {**OF_ACTIVITY, "name": "House", "net_rental_real_estate_income": -12_000, "sold_entire_interest": False},
        {**OF_ACTIVITY, "name": "Flat", "net_rental_real_estate_income": "unknown", "sold_entire_interest": False},
        {**OF_ACTIVITY, "name": "Cars", "other_net_rental_income": -43_000, "sold_entire_interest": False},
    ]
    own |= {"name": "Rentals", "ownership_percent": 50, "beginning_basis": 24_000, "activity": activities}
    asked = step(own, filing_status="single").question
    assert asked is not None
    assert asked.fact.key == "real_property_hours"  # of any rental: they are one person's


NONRECOURSE = {"beginning_nonrecourse": 20_000, "ending_nonrecourse": 20_000, "beginning_basis": "unknown"}


def test_a_basis_nobody_knows_may_leave_less_than_nothing_at_risk_and_the_answer_stands_unless() -> None:
    """IRC 465(e)(1) where basis is below 20,000; from there on, the loss counts from nothing to all of it."""
    worked = told({**BUSINESS, **NONRECOURSE, "distributions": 500})
    assert worked.deductible == Amount(0, 50_000_00)
    assert worked.out_of_scope_if == ("at_risk_recapture",)
    held = told({**BUSINESS, **NONRECOURSE, **IDLE, "interest": "limited_partner"})
    assert held.deductible == Amount(0, 0)
    assert held.out_of_scope_if == ("at_risk_recapture",)


@pytest.mark.parametrize(("basis", "refused"), [(19_999, True), (20_000, False), (20_001, False)])
def test_less_than_nothing_at_risk_whatever_the_unknown_amount_is_stays_out_of_scope(basis: int, refused: bool) -> None:
    """IRC 465(e)(1): cash paid out, unknown, can only lower an amount at risk of basis less 20,000 further."""
    found = step({**BUSINESS, **NONRECOURSE, "beginning_basis": basis, "distributions": "unknown"})
    assert (found.out_of_scope is not None) == refused
    if found.answer:
        assert found.answer.deductible == Amount(0, (basis - 20_000) * 100)


def test_a_gain_on_cash_paid_out_of_an_unknown_basis_leaves_an_answer_beside_it() -> None:
    """Rev. Rul. 95-5 where basis is below the 5,000 paid out; from there on, nothing passes the passive limit."""
    k1 = {**BUSINESS, **IDLE, "interest": "limited_partner", "beginning_basis": "unknown", "distributions": 5_000}
    assert told(k1).out_of_scope_if == ()  # where there is a gain, no basis is left and no loss reaches the limit
    outcome = told(k1, {**BUSINESS, **IDLE, "interest": "limited_partner", "name": "Other"})
    assert outcome.deductible == Amount(0, 0)
    assert outcome.out_of_scope_if == ("distribution_gain",)
