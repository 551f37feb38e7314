"""Activities of one K-1 that are separate for the at-risk limit (IRC 465(c)(2), (3)(B)). Whole dollars."""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, PARTNER, told, works
from tests.scenarios.scenario import answer, figure, verdict

OWN = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss", "sold_entire_interest", "kind")
EACH: dict[str, Any] = {"hours": 600, "ordinary_business_income": -10_000, **{name: PARTNER[name] for name in OWN}}


def k1_of(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """A K-1 with two businesses, each with a loss of 10,000 and worked in."""
    k1 = {name: value for name, value in PARTNER.items() if name not in EACH}
    return {
        **k1,
        "name": "Works",
        "activity": [{**EACH, "name": "First", **first}, {**EACH, "name": "Second", **second}],
    }


def apart(first: int, second: int, more: dict[str, Any] | None = None) -> Outcome:
    facts = {"activity_amount_at_risk": first, **(more or {})}
    return told(k1_of(facts, {"activity_amount_at_risk": second}))


@pytest.mark.parametrize(("first", "passes"), [(0, 0), (9_999, 9_999), (10_000, 10_000), (30_000, 10_000)])
def test_one_activitys_amount_is_no_help_to_another(first: int, passes: int) -> None:
    """IRC 465(c)(2)(A): each is judged by itself, however much is at risk in the other."""
    outcome = apart(first, 0)
    assert figure(outcome, "at risk allowed, First") == passes
    assert figure(outcome, "at risk allowed, Second") == 0
    assert figure(outcome, "closing amount at risk, Works") == first - passes
    assert "activities_aggregated_at_risk" not in {note.name for note in outcome.notes}


def test_income_helps_its_own_activity_only() -> None:
    """IRC 465(d): a gain of 4,000 in the first covers 4,000 of its loss, and nothing of the second's."""
    outcome = apart(1_000, 0, {"net_section_1231_gain": 4_000})
    assert figure(outcome, "at risk allowed, First") == 5_000
    assert figure(outcome, "at risk allowed, Second") == 0


def test_recapture_of_one_beside_a_positive_amount_of_the_other() -> None:
    """IRC 465(e)(1): 3,000 below zero in one come back though the other is 20,000 above."""
    outcome = apart(-3_000, 20_000, {"earlier_losses_at_risk": 2_000})
    assert figure(outcome, "recapture, Works") == 2_000
    assert figure(outcome, "carried forward as suspended at risk loss, First") == 12_000
    assert figure(outcome, "at risk allowed, Second") == 10_000
    assert figure(outcome, "closing amount at risk, Works") == 10_000 - 1_000


def test_recapture_of_both_is_one_gain_of_the_k1() -> None:
    """IRC 465(e)(1): 3,000 and 500."""
    back = {"activity_amount_at_risk": -3_000, "earlier_losses_at_risk": 9_000}
    outcome = told(k1_of(back, {**back, "activity_amount_at_risk": -500}))
    assert [gain.what for gain in outcome.gains] == ["at_risk_recapture"]
    assert figure(outcome, "recapture, Works") == 3_500


def test_told_of_one_the_other_is_asked() -> None:
    """No blank is zero."""
    case = {**HOUSEHOLD, "k1": [k1_of({"activity_amount_at_risk": 1}, {})]}
    assert verdict(answer(case)) == "missing: activity_amount_at_risk"


def test_another_k1_is_judged_as_a_whole() -> None:
    """IRC 465(c)(3)(B): only the K-1 whose owner tells amounts by activity is taken apart."""
    amounts = k1_of({"activity_amount_at_risk": 0}, {"activity_amount_at_risk": 0})
    outcome = told(amounts, {**k1_of({}, {}), "name": "Whole", "amount_at_risk": 12_000})
    assert figure(outcome, "at risk allowed, Works") == 0
    assert figure(outcome, "at risk allowed, Whole") == 12_000


def test_an_unknown_amount_of_one_activity() -> None:
    """From nothing to all of its loss; the other's is certain."""
    outcome = told(k1_of({"activity_amount_at_risk": "unknown"}, {"activity_amount_at_risk": 4_000}))
    assert figure(outcome, "at risk allowed, First") == [(0, 10_000)]
    assert figure(outcome, "at risk allowed, Second") == 4_000
    assert outcome.out_of_scope_if == ()
    assert figure(outcome, "recapture, Works") == [(0, None)]


def test_a_gain_on_one_business_helps_that_one_alone() -> None:
    """465(c)(2)(A), (d); Prop. Reg. 1.465-66: 6,000 of gain on the first covers its loss alone."""
    sold = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False, "gain_on_sale": 6_000}
    outcome = apart(1_000, 0, sold)
    assert figure(outcome, "at risk allowed, First") == 7_000
    assert figure(outcome, "at risk allowed, Second") == 0
    assert figure(outcome, "closing amount at risk, Works") == 0


@pytest.mark.parametrize(("gain", "back"), [(2_999, 1), (3_000, 0), (3_001, 0)])
def test_a_gain_and_a_negative_amount_of_one_business(gain: int, back: int) -> None:
    """465(e)(1): 3,000 below zero, no loss; the gain on that business lifts it."""
    sold = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False, "gain_on_sale": gain}
    outcome = apart(-3_000, 20_000, {**sold, "ordinary_business_income": 0, "earlier_losses_at_risk": 9_000})
    assert figure(outcome, "recapture, Works") == back
    assert figure(outcome, "at risk allowed, Second") == 10_000


@pytest.mark.parametrize(("amount", "passes"), [(3_999, 3_999), (4_000, 4_000), (10_001, 10_000), (0, 0)])
def test_of_an_only_activity_it_is_the_k1s_amount(amount: int, passes: int) -> None:
    """465(a)(1): one activity, so one amount; it was not read."""
    outcome = told(works(ordinary_business_income=-10_000, activity_amount_at_risk=amount))
    assert figure(outcome, "at risk allowed") == passes
    assert figure(outcome, "closing amount at risk, Works") == amount - passes
