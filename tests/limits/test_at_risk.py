"""Limit 2 around nothing: an amount at risk of zero and below, income of the year, debts beyond basis (IRC 465).

Below zero at year end there is recapture (465(e)): test_at_risk_recapture.py. Amounts in whole dollars.
"""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, PARTNER, notes, told, without, works
from tests.limits.test_basis_entry import corporation
from tests.scenarios.scenario import answer, figure, verdict

ELECTS = "elects_losses_before_nondeductible"
RECAPTURE = "missing: earlier_losses_at_risk"
"""Below zero the losses of earlier years matter, and nothing else would have them asked for."""


def debts(amount: int) -> dict[str, int]:
    """Nonrecourse debts that are no qualified real estate financing, the same all year."""
    return {"beginning_nonrecourse": amount, "ending_nonrecourse": amount}


def check(k1: dict[str, Any], allowed: int | None) -> None:
    """What of the loss is allowed; None: below zero, so there is recapture."""
    if allowed is None:
        assert says(k1) == RECAPTURE
    else:
        assert figure(told(k1), "at risk allowed") == allowed


def says(k1: dict[str, Any]) -> str:
    return verdict(answer({**HOUSEHOLD, "k1": [k1]}))


@pytest.mark.parametrize(
    ("given", "allowed"), [(-1, None), (0, 0), (1, 1), (9_999, 9_999), (10_000, 10_000), (10_001, 10_000)]
)
def test_an_amount_at_risk_that_is_brought(given: int, allowed: int | None) -> None:
    """IRC 465(a)(1), (e)(1): up to the amount; below zero is recapture."""
    k1 = works(ordinary_business_income=-10_000, amount_at_risk=given)
    check(k1, allowed)
    if allowed is not None:
        assert figure(told(k1), "closing amount at risk, Works") == given - allowed


@pytest.mark.parametrize(("debt", "allowed"), [(9_999, 1), (10_000, 0), (10_001, None)])
def test_an_amount_at_risk_that_is_figured(debt: int, allowed: int | None) -> None:
    """IRC 465(b)(2), (6): basis of 10,000 less debts nobody owes personally; beyond basis it is below zero."""
    check(works(ordinary_business_income=-10_000, beginning_basis=10_000, **debts(debt)), allowed)


@pytest.mark.parametrize("reason", ["protected_against_loss", "borrowed_from_interested_person"])
@pytest.mark.parametrize(("amount", "allowed"), [(0, 10_000), (9_999, 1), (10_000, 0), (10_001, None)])
def test_what_is_protected_or_borrowed(reason: str, amount: int, allowed: int | None) -> None:
    """IRC 465(b)(3), (4): neither is at risk; more of them than there is basis is below zero."""
    check(works(ordinary_business_income=-10_000, beginning_basis=10_000, **{reason: amount}), allowed)


@pytest.mark.parametrize(
    "debt",
    [
        {"beginning_recourse": 10_000, "ending_recourse": 10_000},
        {"beginning_qualified_nonrecourse": 10_000, "ending_qualified_nonrecourse": 10_000},
    ],
)
def test_debts_that_are_at_risk(debt: dict[str, int]) -> None:
    """IRC 465(b)(2)(A), (6): what the owner owes, and qualified nonrecourse financing."""
    assert figure(told(works(ordinary_business_income=-10_000, beginning_basis=10_000, **debt)), "deductible") == 10_000


# Income of the same year


@pytest.mark.parametrize(("debt", "allowed"), [(9_999, 5_001), (10_000, 5_000), (10_001, None)])
def test_income_of_the_year_meets_the_loss_first(debt: int, allowed: int | None) -> None:
    """IRC 465(d): of 8,000 only the 3,000 beyond 5,000 of income need an amount at risk, which is 10,000 less debts.

    With a dollar more of debts it is below zero without that income, and that dollar is recapture (465(e)(1)).
    """
    boxes = {"ordinary_business_income": -8_000, "net_section_1231_gain": 5_000}
    check(works(beginning_basis=10_000, **boxes, **debts(debt)), allowed)


@pytest.mark.parametrize(("debt", "declined"), [(10_999, False), (11_000, False), (11_001, True)])
def test_income_beyond_the_loss(debt: int, declined: bool) -> None:
    """IRC 465(d), (e)(1): income of 5,000 covers 4,000 of loss; at year end 11,000 less debts is at risk."""
    boxes = {"ordinary_business_income": -4_000, "net_section_1231_gain": 5_000}
    k1 = works(beginning_basis=10_000, **boxes, **debts(debt))
    assert says(k1) == (RECAPTURE if declined else "answered")
    if not declined:
        assert figure(told(k1), "at risk allowed") == 4_000


@pytest.mark.parametrize(("given", "allowed"), [(-1, None), (0, 5_000), (1, 5_001), (3_000, 8_000)])
def test_income_of_the_year_beside_an_amount_that_is_brought(given: int, allowed: int | None) -> None:
    """IRC 465(d), Form 6198 lines 5, 20: the amount brought is for the net loss; income covers its part of the loss."""
    boxes = {"ordinary_business_income": -8_000, "net_section_1231_gain": 5_000}
    check(works(amount_at_risk=given, **boxes), allowed)


# No loss, and losses of earlier years


@pytest.mark.parametrize(("debt", "declined"), [(9_999, False), (10_000, False), (10_001, True)])
def test_debts_beyond_basis_in_a_year_without_a_loss(debt: int, declined: bool) -> None:
    """IRC 465(e)(1): distributions or debts may bring the amount below zero in a year with no loss at all."""
    k1 = works(ordinary_business_income=0, beginning_basis=10_000, **debts(debt))
    assert says(k1) == (RECAPTURE if declined else "answered")


def test_a_loss_that_basis_holds_whole_is_no_loss_here() -> None:
    """IRC 704(d)(1), 465(e)(1): basis is nothing, so any debts are beyond it; without debts nothing is wrong."""
    assert says(works(ordinary_business_income=-10_000, beginning_basis=0)) == "answered"
    assert says(works(ordinary_business_income=-10_000, beginning_basis=0, **debts(1))) == RECAPTURE


@pytest.mark.parametrize(("paid_in", "allowed"), [(0, 0), (3_000, 3_000), (5_000, 5_000), (6_000, 5_000)])
def test_an_earlier_loss_not_at_risk_is_freed_by_what_is_put_in(paid_in: int, allowed: int) -> None:
    """IRC 465(a)(2), (b)(5): 5,000 were held because all basis was nonrecourse debt; they took basis, nothing at risk.

    Basis is the debt of 5,000 less those losses, so nothing, and what is paid in; at risk is what is paid in.
    """
    k1 = works(ordinary_business_income=0, beginning_basis=0, suspended_at_risk_loss=5_000, **debts(5_000))
    outcome = told({**k1, "contributions": paid_in})
    assert figure(outcome, "at risk allowed") == allowed
    assert figure(outcome, "closing amount at risk, Works") == paid_in - allowed


# The note


def two_activities(**facts: Any) -> dict[str, Any]:
    """A K-1 with two businesses, each with a loss of 10,000 and worked in."""
    own = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss", "sold_entire_interest", "kind")
    each = {"hours": 600, "ordinary_business_income": -10_000, **{name: PARTNER[name] for name in own}}
    k1 = {name: value for name, value in PARTNER.items() if name not in each}
    return {**k1, "name": "Works", "activity": [{"name": "First", **each}, {"name": "Second", **each}], **facts}


@pytest.mark.parametrize(("at_risk", "told_so"), [(0, True), (19_999, True), (20_000, False), (20_001, False)])
def test_two_activities_count_as_one_and_it_is_told(at_risk: int, told_so: bool) -> None:
    """IRC 465(c)(2), (3)(B): separate or one decides nothing where the amount is enough for both."""
    outcome = told(two_activities(amount_at_risk=at_risk))
    assert ("activities_aggregated_at_risk" in {note.name for note in outcome.notes}) is told_so
    assert figure(outcome, "at risk allowed") == min(at_risk, 20_000)


def test_one_activity_has_no_such_note() -> None:
    outcome = told(works(ordinary_business_income=-10_000, amount_at_risk=0))
    assert outcome.notes == ()


def test_financing_is_not_spoken_of_beside_an_amount_that_is_brought() -> None:
    """465(b)(6): who brings the amount at risk has judged it."""
    debts = {"beginning_qualified_nonrecourse": 9_000, "ending_qualified_nonrecourse": 9_000}
    k1 = works(ordinary_business_income=-10_000, beginning_basis=10_000, **debts)
    assert "qualified_financing_as_printed" in notes(told(k1))
    assert "qualified_financing_as_printed" not in notes(told({**k1, "amount_at_risk": 1_000}))


def shareholder(elects: bool, protected: int) -> Any:
    """What passes of a loss of 10,000, where expenses take 12,000 of 20,000 of stock basis before it or after it."""
    own = {"beginning_stock_basis": 20_000, "nondeductible_expenses": 12_000, "protected_against_loss": protected}
    k1 = corporation(ordinary_business_income=-10_000, elects_losses_before_nondeductible=elects, **own)
    return figure(told(k1), "at risk allowed")


@pytest.mark.parametrize(
    ("protected", "before", "after"), [(0, 8_000, 10_000), (5_000, 3_000, 10_000), (8_000, 0, 10_000)]
)
def test_expenses_after_losses_by_election(protected: int, before: int, after: int) -> None:
    """Reg. 1.1367-1(g): without it 8,000 of basis are left to the losses, less what is protected; with it 20,000."""
    assert shareholder(False, protected) == before
    assert shareholder(True, protected) == after
    assert shareholder(True, 12_000) == 8_000


def test_an_earlier_loss_not_at_risk_beside_expenses_after_losses() -> None:
    """Reg. 1.1367-1(g): no loss of the year, and an earlier one of 10,000 that the 8,000 left of basis bear."""
    own = {"beginning_stock_basis": 20_000, "nondeductible_expenses": 12_000, "suspended_at_risk_loss": 10_000}
    for elects, passes in ((False, 10_000), (True, 10_000)):
        k1 = corporation(ordinary_business_income=0, elects_losses_before_nondeductible=elects, **own)
        assert figure(told(k1), "at risk allowed") == passes


@pytest.mark.parametrize(
    ("stock", "elects", "passes"),
    [(0, True, 5_000), (4_000, True, 9_000), (10_000, True, 10_000), (4_000, False, 5_000), (4_000, None, 5_000)],
)
def test_expenses_after_losses_lift_by_what_they_took_of_basis(stock: int, elects: bool | None, passes: int) -> None:
    """Reg. 1.1367-1(g): 10,000 of expenses take all of stock basis; an earlier loss of 10,000 with 5,000 protected."""
    told_of = {} if elects is None else {ELECTS: elects}
    own = {"nondeductible_expenses": 10_000, "suspended_at_risk_loss": 10_000, "protected_against_loss": 5_000}
    outcome = told(corporation(ordinary_business_income=0, beginning_stock_basis=stock, **own, **told_of))
    assert figure(outcome, "at risk allowed") == passes
    assert figure(outcome, "closing amount at risk, Corp") == 0


def test_expenses_that_took_of_a_loan_lift_by_that_too() -> None:
    """Reg. 1.1367-1(f), (g): of 10,000 of expenses 1,000 met stock basis and 3,000 that of a loan."""
    lent = {"kind": "note", "beginning_balance": 3_000, "beginning_debt_basis": 3_000}
    own: dict[str, Any] = {
        "nondeductible_expenses": 10_000,
        "suspended_at_risk_loss": 10_000,
        "protected_against_loss": 5_000,
    }
    own |= {"loan": [{**lent, "new_advances": 0, "repayments": 0}], "elects_losses_before_nondeductible": True}
    outcome = told(corporation(ordinary_business_income=0, beginning_stock_basis=1_000, **own))
    assert figure(outcome, "at risk allowed") == 9_000


@pytest.mark.parametrize(("stock", "said"), [(10_000, "answered"), (10_001, "missing: " + ELECTS)])
def test_the_election_is_asked_where_expenses_leave_basis(stock: int, said: str) -> None:
    """Reg. 1.1367-1(g): who tells nothing of it has made none where 10,000 of expenses took all of basis."""
    own = {"nondeductible_expenses": 10_000, "suspended_at_risk_loss": 10_000, "protected_against_loss": 5_000}
    assert says(corporation(ordinary_business_income=0, beginning_stock_basis=stock, **own)) == said


def test_a_gift_above_basis_needs_no_amount_at_risk() -> None:
    """704(d)(3)(B), 465(e)(1): 10,000 of income lifts -8,000 to 2,000, and 1,000 of the gift needs as much."""
    gift = {"charitable_contributions": 4_000, "appreciation_in_gifts": 3_000}
    outcome = told(works(ordinary_business_income=10_000, amount_at_risk=-8_000, **gift))
    assert figure(outcome, "at risk allowed") == 4_000
    assert figure(outcome, "recapture, Works") == 0


@pytest.mark.parametrize(("guaranteed", "said"), [(1_999, RECAPTURE), (2_000, "answered")])
def test_a_guarantee_keeps_the_amount_above_zero_in_a_year_without_loss(guaranteed: int, said: str) -> None:
    """465(b)(2), (e): 10,000 of basis, all debts of 12,000 nonrecourse."""
    debts = {"beginning_nonrecourse": 12_000, "ending_nonrecourse": 12_000}
    own = {"beginning_basis": 10_000, "guaranteed_without_reimbursement": guaranteed}
    assert says(works(ordinary_business_income=0, **own, **debts)) == said


@pytest.mark.parametrize(
    ("debt", "facts", "asked"),
    [
        (11_999, {}, True),
        (12_000, {}, True),
        (12_001, {}, False),
        (12_001, {"guaranteed_without_reimbursement": 500}, True),
        (12_001, {"distributions": 0}, True),
    ],
)
@pytest.mark.parametrize("fact", ["protected_against_loss", "borrowed_from_interested_person"])
def test_below_zero_by_unknown_amounts_no_more_is_asked(debt: int, facts: Any, asked: bool, fact: str) -> None:
    """IRC 465(b)(2) to (4), (6): 12,000 of basis at the most; an own guarantee may lift it above zero again."""
    k1 = works(ordinary_business_income=-5_000, beginning_basis=12_000, distributions="unknown", **debts(debt))
    assert says(without({**k1, **facts}, fact)) == (f"missing: {fact}" if asked else "answered")
