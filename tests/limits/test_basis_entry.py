"""The year of entry, debts taken over, expenses carried in (IRC 742, 721(b), 752; Reg. 1.1367-1(g))."""

from typing import Any

import pytest

from k1chat.errors import Contradiction
from tests.limits.household import PARTNER, notes, told, without, works
from tests.scenarios.scenario import figure

SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


def corporation(**facts: Any) -> dict[str, Any]:
    """A shareholder who works in the business."""
    partner = {key: value for key, value in PARTNER.items() if key not in ("interest", "beginning_basis")}
    own = {"name": "Corp", "entity": "s_corporation", "loan": [], "beginning_stock_basis": 0}
    return {**partner, **own, **facts}


@pytest.mark.parametrize(("price", "allowed"), [(0, 5_000), (14_999, 19_999), (15_000, 20_000), (15_001, 20_000)])
def test_an_interest_bought_brings_its_price_and_its_share_of_debts(price: int, allowed: int) -> None:
    """IRC 742, 752(d): the price, and 5,000 of debts that the buyer now shares, for a loss of 20,000."""
    k1 = works(beginning_basis=0, ending_recourse=5_000, ordinary_business_income=-20_000, purchase_price=price)
    assert figure(told(k1), "basis allowed") == allowed


@pytest.mark.parametrize(("price", "allowed"), [(9_999, 9_999), (10_000, 10_000), (10_001, 10_000)])
def test_stock_bought_brings_its_price(price: int, allowed: int) -> None:
    """IRC 1012; Form 7203 line 2."""
    outcome = told(corporation(purchase_price=price, ordinary_business_income=-10_000))
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "closing stock basis, Corp") == price - allowed
    assert [line.citation for line in outcome.limits[0].lines if line.name == "purchase_price"] == ["Form 7203, line 2"]


def test_gain_on_a_contribution_is_basis() -> None:
    """IRC 721(b), 722: property with a basis of 4,000 and a taxed gain of 3,000."""
    k1 = works(beginning_basis=0, contributions=4_000, gain_on_contribution=3_000, ordinary_business_income=-9_000)
    assert figure(told(k1), "basis allowed") == 7_000


@pytest.mark.parametrize(("debt", "gain", "left"), [(6_249, 0, 1), (6_250, 0, 0), (6_251, 1, 0)])
def test_a_debt_taken_over_is_money_as_far_as_others_bear_it(debt: int, gain: int, left: int) -> None:
    """IRC 752(b), 731(a)(1); Reg. 1.752-1(f): basis 5,000 with 1,250 of the debt as one's own share again."""
    k1 = works(beginning_basis=0, contributions=5_000, debts_taken_over=debt, ending_recourse=1_250)
    outcome = told({**k1, "ordinary_business_income": 0})
    assert figure(outcome, "gain on distribution, Works") == gain
    assert figure(outcome, "closing outside basis, Works") == left


@pytest.mark.parametrize(("carried_in", "over"), [(0, 1_000), (1, 1_001), (4_000, 5_000)])
def test_expenses_carried_in_are_this_years(carried_in: int, over: int) -> None:
    """Reg. 1.1367-1(g): elected, a loss of 7,000 leaves 3,000 of basis for 4,000 and what came in."""
    k1 = corporation(beginning_stock_basis=10_000, ordinary_business_income=-7_000, nondeductible_expenses=4_000)
    outcome = told({**k1, "elects_losses_before_nondeductible": True, "nondeductible_carried_in": carried_in})
    assert figure(outcome, "basis allowed") == 7_000
    assert figure(outcome, "line nondeductible carried over") == over
    assert figure(outcome, "closing stock basis, Corp") == 0


def test_expenses_carried_in_lower_the_net_increase() -> None:
    """Reg. 1.1367-1(g), 1.1367-2(c)(1): 5,000 of income less 1,000 of this year and 1,500 carried in restore 2,500."""
    loan = {
        "beginning_balance": 10_000,
        "beginning_debt_basis": 4_000,
        "new_advances": 0,
        "repayments": 0,
        "kind": "note",
    }
    k1 = corporation(loan=[loan], ordinary_business_income=5_000, nondeductible_expenses=1_000)
    outcome = told({**k1, "nondeductible_carried_in": 1_500})
    assert figure(outcome, "line debt basis restored") == 2_500
    assert figure(outcome, "closing stock basis, Corp") == 0


@pytest.mark.parametrize("fact", ["purchase_price", "gain_on_contribution", "debts_taken_over"])
def test_an_unknown_entry_gives_a_range(fact: str) -> None:
    """IRC 742, 722, 752(b): from the answer without it to the answer where it is larger than all else."""
    k1 = works(beginning_basis=20_000, ordinary_business_income=-50_000, **{fact: "unknown"})
    allowed = figure(told(k1), "basis allowed")
    assert allowed == [(0, 20_000) if fact == "debts_taken_over" else (20_000, 50_000)]


@pytest.mark.parametrize(("stock", "allowed", "lost"), [(0, 0, 30_000), (29_999, 29_999, 1), (30_001, 30_000, 0)])
def test_when_the_election_has_ended_the_rest_is_lost(stock: int, allowed: int, lost: int) -> None:
    """IRC 1366(d)(3)(A), (B): up to stock basis on the last day; nothing carries on."""
    outcome = told(
        corporation(ordinary_business_income=0, suspended_basis_loss=30_000, stock_basis_after_election=stock)
    )
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "deductible") == allowed
    assert figure(outcome, "carried forward as lost") == lost
    assert figure(outcome, "carried forward as suspended basis loss") == 0
    assert figure(outcome, "closing stock basis, Corp") == stock - allowed


def test_after_the_election_a_corporation_passes_nothing_on() -> None:
    """IRC 1371(a)."""
    k1 = corporation(ordinary_business_income=-1, suspended_basis_loss=30_000, stock_basis_after_election=5)
    with pytest.raises(Contradiction, match="stock_basis_after_election"):
        told(k1)


def test_after_the_election_one_activity_with_income_is_one_too_many() -> None:
    """IRC 1371(a): though another has none."""
    k1 = corporation(stock_basis_after_election=5)
    own = ("kind", "hours", "sold_entire_interest", "suspended_at_risk_loss", "suspended_passive_loss")
    each = {"suspended_basis_loss": 30_000, **{name: k1.pop(name) for name in own}}
    del k1["suspended_basis_loss"]
    activities = [{**each, "name": str(income), "ordinary_business_income": income} for income in (0, 1)]
    with pytest.raises(Contradiction, match="stock_basis_after_election"):
        told({**k1, "activity": activities})


def test_after_the_election_what_is_left_is_at_risk_and_nothing_is_said_of_loans() -> None:
    """IRC 1366(d)(3)(C), (D): 3,000 of 5,000 are used; only stock basis was figured, also where the stock was sold."""
    k1 = corporation(ordinary_business_income=0, suspended_basis_loss=3_000, stock_basis_after_election=5_000)
    kept, sold = told(k1), told({**k1, **SOLD, "sale_price": 7_000})
    assert figure(kept, "closing amount at risk, Corp") == 2_000
    assert figure(kept, "closing debt basis, Corp") is None
    assert figure(sold, "closing debt basis, Corp") is None
    assert figure(sold, "gain on sale, Corp") == 5_000


def test_after_the_election_a_loss_on_the_sale_has_its_basis_figured() -> None:
    """IRC 465(b), 1366(d)(3)(D): a loss of 2,000 needs an amount at risk; nothing says that no basis was figured."""
    k1 = corporation(ordinary_business_income=0, stock_basis_after_election=5_000, gain_on_sale=-2_000, **SOLD)
    outcome = told(without(k1, "beginning_stock_basis"))
    assert figure(outcome, "at risk allowed") == 2_000
    assert "basis_not_needed" not in notes(outcome)


def test_an_unknown_stock_basis_on_the_last_day() -> None:
    """IRC 1366(d)(3): from nothing to all."""
    k1 = corporation(ordinary_business_income=0, suspended_basis_loss=30_000, stock_basis_after_election="unknown")
    outcome = told(k1)
    assert figure(outcome, "basis allowed") == [(0, 30_000)]
    assert figure(outcome, "carried forward as lost") == [(0, 30_000)]
