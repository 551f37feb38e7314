"""Limit 1 for a partner: falling debts, payouts and expenses beyond basis, items of one kind (IRC 704(d), 705, 752)."""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import told, works
from tests.scenarios.scenario import figure


def partner(**facts: Any) -> Outcome:
    """A loss of 50,000 against an opening basis of 30,000, with something changed."""
    return told(works(**{"ordinary_business_income": -50_000, "beginning_basis": 30_000, **facts}))


def check(outcome: Outcome, allowed: int, gain: int = 0) -> None:
    """What basis lets through of a loss that uses all of it, and the gain beyond basis."""
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "closing outside basis, Works") == 0
    assert figure(outcome, "gain on distribution, Works") == gain


KINDS = ("recourse", "qualified_nonrecourse", "nonrecourse")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("fall", "allowed", "gain"), [(0, 30_000, 0), (15_000, 15_000, 0), (29_999, 1, 0), (30_000, 0, 0), (30_001, 0, 1)]
)
def test_a_fall_in_any_debts_is_money_paid_out(kind: str, fall: int, allowed: int, gain: int) -> None:
    """IRC 752(b), 731(a)(1): whatever kind of debt falls, it lowers basis; beyond basis it is gain."""
    check(partner(**{f"beginning_{kind}": fall}), allowed, gain)


@pytest.mark.parametrize("kind", KINDS)
def test_a_rise_in_any_debts_is_money_paid_in(kind: str) -> None:
    """IRC 752(a), 722: 30,000 and 15,000. Whether it is at risk is the next limit's question."""
    check(partner(**{f"ending_{kind}": 15_000}), 45_000)


@pytest.mark.parametrize("falls", KINDS)
@pytest.mark.parametrize("rises", KINDS)
def test_debts_of_all_kinds_are_netted(falls: str, rises: str) -> None:
    """Reg. 1.752-1(f): a fall of 15,000 and a rise of 10,000 are a fall of 5,000, even between kinds."""
    if falls != rises:
        check(partner(**{f"beginning_{falls}": 15_000, f"ending_{rises}": 10_000}), 25_000)


@pytest.mark.parametrize(("expenses", "allowed"), [(0, 30_000), (29_999, 1), (30_000, 0), (30_001, 0), (90_000, 0)])
def test_expenses_never_take_basis_below_zero(expenses: int, allowed: int) -> None:
    """IRC 705(a)(2)(B): basis is never negative, and expenses are no gain; before losses as the IRS worksheet."""
    check(partner(nondeductible_expenses=expenses), allowed)


@pytest.mark.parametrize(
    ("money", "expenses", "allowed", "gain"),
    [(20_000, 9_999, 1, 0), (20_000, 10_000, 0, 0), (30_000, 5_000, 0, 0), (30_001, 5_000, 0, 1)],
)
def test_money_comes_before_expenses(money: int, expenses: int, allowed: int, gain: int) -> None:
    """Reg. 1.704-1(d)(2), IRC 731(a)(1): the gain is measured before the year's expenses and losses."""
    check(partner(distributions=money, nondeductible_expenses=expenses), allowed, gain)


@pytest.mark.parametrize(("its_basis", "allowed"), [(9_999, 1), (10_000, 0), (10_001, 0), (90_000, 0)])
def test_property_takes_no_more_basis_than_money_leaves(its_basis: int, allowed: int) -> None:
    """IRC 732(a)(2), 733: money of 20,000 first; property gets what is left and is never a gain."""
    check(partner(distributions=20_000, distributed_property_basis=its_basis), allowed)


@pytest.mark.parametrize("raises", ["contributions", "tax_exempt_income", "interest_income", "net_section_1231_gain"])
def test_what_raises_basis_before_payouts(raises: str) -> None:
    """IRC 705(a)(1), 722: 5,000 more of it let 35,000 of money out without gain."""
    check(partner(distributions=35_000, **{raises: 5_000}), 0)
    check(partner(distributions=35_001, **{raises: 5_000}), 0, gain=1)


def test_guaranteed_payments_raise_no_basis() -> None:
    """IRC 707(c): income of the partner as of one who is no partner."""
    check(partner(guaranteed_payments=5_000), 30_000)


@pytest.mark.parametrize(
    ("income_or_loss", "deductions", "loss"), [(-1_000, 2_000, 3_000), (0, 2_000, 2_000), (1_000, 2_000, 2_000)]
)
def test_other_losses_and_other_deductions_are_each_an_item(income_or_loss: int, deductions: int, loss: int) -> None:
    """IRC 702(a)(7): box 11 and box 13 are separate items; two losses add up, an income is no less of a deduction."""
    boxes = {"ordinary_business_income": 0, "other_income_loss": income_or_loss, "other_deductions": deductions}
    outcome = partner(**boxes)
    assert figure(outcome, "loss") == loss
    assert figure(outcome, "basis allowed, Works, other") == loss
    assert figure(outcome, "closing outside basis, Works") == 30_000 + max(0, income_or_loss) - loss
