"""When basis is needed at all, of whichever entity (IRC 704(d), 1366(d)), and what is said where it does not do."""

from decimal import Decimal
from typing import Any

import pytest

from tests.limits.household import idle, notes, says, told, without, works
from tests.limits.test_basis_entry import corporation
from tests.scenarios.scenario import figure

SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
ASKED = {True: "missing: beginning_basis", False: "answered"}


def unopened(**facts: Any) -> dict[str, Any]:
    """A business worked in whose opening basis nobody tells; no loss unless `facts` have one."""
    return without(works(**{"ordinary_business_income": 0, **facts}), "beginning_basis")


@pytest.mark.parametrize(("loss", "needed"), [(0, False), (0.01, True), (1, True)])
def test_any_loss_needs_basis(loss: float, needed: bool) -> None:
    assert says(unopened(ordinary_business_income=-loss)) == ASKED[needed]


@pytest.mark.parametrize(("gift", "needed"), [(0, False), (0.01, True), (500, True)])
def test_a_gift_that_is_all_appreciation_lowers_no_basis_but_has_it_figured(gift: float, needed: bool) -> None:
    """704(d)(3)(B)."""
    k1 = unopened(charitable_contributions=gift, appreciation_in_gifts=gift)
    assert says(k1) == ASKED[needed]


@pytest.mark.parametrize(("waits", "needed"), [(0, False), (0.01, True), (900, True)])
def test_a_loss_that_was_not_at_risk_needs_basis_unless_the_amount_at_risk_is_brought(
    waits: float, needed: bool
) -> None:
    """465(b): the amount at risk is figured from basis."""
    assert says(unopened(suspended_at_risk_loss=waits)) == ASKED[needed]
    assert says(unopened(suspended_at_risk_loss=waits, amount_at_risk=5_000)) == "answered"


@pytest.mark.parametrize(
    ("waits", "asked"),
    [
        ({}, False),
        ({"suspended_at_risk_loss": 0.01, "amount_at_risk": 5_000}, True),
        ({"suspended_passive_loss": 0.01}, True),
    ],
)
def test_whether_it_ended_is_asked_where_a_later_limit_holds_a_loss(waits: dict[str, Any], asked: bool) -> None:
    """469(g), Prop. Reg. 1.465-66: the end of the interest can free it; without a loss nobody is asked."""
    k1 = without(unopened(ordinary_business_income=1, **waits), "final_k1")
    assert says(k1) == ("missing: final_k1" if asked else "answered")


@pytest.mark.parametrize(("gain", "needed"), [({}, True), ({"gain_on_sale": 1_000}, False)])
def test_a_gain_that_is_brought_needs_no_basis(gain: dict[str, int], needed: bool) -> None:
    """1001(a): figured from the basis that is left where only the price is told."""
    k1 = idle(ordinary_business_income=0, suspended_passive_loss=1_000, sale_price=9_000, **gain, **SOLD)
    assert says(without(k1, "beginning_basis")) == ASKED[needed]


def test_a_loss_on_a_sale_of_one_that_tells_its_basis() -> None:
    """465(b): the amount at risk is figured from the basis that was brought: 4,000 of the 5,000 pass, once."""
    k1 = works(ordinary_business_income=0, beginning_basis=4_000, gain_on_sale=-5_000, **SOLD)
    outcome = told(k1)
    assert figure(outcome, "at risk allowed") == 4_000
    assert figure(told({**k1, "amount_at_risk": 4_500}), "at risk allowed") == 4_500


def two(first: dict[str, Any], second: dict[str, Any], **k1: Any) -> dict[str, Any]:
    """A partnership of two businesses that its owner works in."""
    facts = works(**k1)
    names = [name for name in facts if name.startswith("suspended")] + ["hours", "kind", "sold_entire_interest"]
    own = {name: facts.pop(name) for name in names}
    return {**facts, "activity": [{**own, "name": "A", **first}, {**own, "name": "B", **second}]}


def test_of_two_activities_one_gives_property_away() -> None:
    """704(d)(3)(B): 1,000 of basis for 4,000 of loss and 1,000 of gift: 200 of it, and its 3,000 of appreciation."""
    gives = {"charitable_contributions": 4_000, "appreciation_in_gifts": 3_000}
    outcome = told(two(gives, {"ordinary_business_income": -4_000}, beginning_basis=1_000))
    assert figure(outcome, "basis allowed, A") == 3_200
    assert figure(outcome, "basis allowed, B") == 800


def test_a_loss_of_one_of_two_activities_needs_the_basis_of_both() -> None:
    outcome = told(two({"ordinary_business_income": 0}, {"ordinary_business_income": -4_000}, beginning_basis=1_000))
    assert figure(outcome, "basis allowed") == 1_000


@pytest.mark.parametrize(("basis", "short"), [(1_000, False), (999, True)])
def test_gifts_are_taken_as_cash_only_where_basis_does_not_do(basis: int, short: bool) -> None:
    """704(d)(3): without a gift nothing is said of gifts."""
    gives = works(ordinary_business_income=-600, charitable_contributions=400, beginning_basis=basis)
    assert ("gifts_taken_as_cash" in notes(told(gives))) == short
    assert "gifts_taken_as_cash" not in notes(told(works(ordinary_business_income=-1_000, beginning_basis=basis)))


@pytest.mark.parametrize("appreciation", [{}, {"appreciation_in_gifts": 0}])
@pytest.mark.parametrize(("year", "basis", "said"), [(2018, 999, True), (2018, 1_000, False), (2019, 999, False)])
def test_partnership_years_that_began_in_2017(appreciation: dict[str, int], year: int, basis: int, said: bool) -> None:
    """P.L. 115-97 sec. 13503(c): gifts need basis in partnership years begun after 2017; a corporation's always did."""
    gift = {"ordinary_business_income": -600, "charitable_contributions": 400, **appreciation}
    assert (
        "partnership_year_begun_in_2018" in notes(told(works(**gift, beginning_basis=basis), tax_year=year))
    ) == said
    stock = corporation(**gift, beginning_stock_basis=basis)
    assert "partnership_year_begun_in_2018" not in notes(told(stock, tax_year=year))


@pytest.mark.parametrize(("expenses", "basis", "said"), [(0, 999, False), (500, 1_500, False), (500, 1_499, True)])
def test_expenses_before_losses_are_said_where_they_take_basis_from_a_loss(
    expenses: int, basis: int, said: bool
) -> None:
    """705(a)(2)(B): the law names no order; it matters where basis does not do for the loss."""
    k1 = works(ordinary_business_income=-1_000, nondeductible_expenses=expenses, beginning_basis=basis)
    assert ("nondeductible_before_losses" in notes(told(k1))) == said


def test_where_payouts_took_all_basis_nobody_is_asked_what_else_lowers_it() -> None:
    """733, 705(a)(2): nothing is left to be lowered; one cent is."""
    k1 = works(ordinary_business_income=-1_000, beginning_basis=500, distributions=500)
    asked = without(k1, "distributed_property_basis", "nondeductible_expenses")
    assert says(asked) == "answered"
    assert figure(told(k1), "basis allowed") == 0
    assert says({**asked, "beginning_basis": Decimal("500.01")}) == "missing: distributed_property_basis"


def test_whether_it_ended_is_asked_where_one_of_two_activities_has_a_loss_that_waits() -> None:
    """469(g)."""
    waits = {"ordinary_business_income": 1, "suspended_passive_loss": 500}
    k1 = two({"ordinary_business_income": 1}, waits)
    assert says(without(k1, "final_k1", "beginning_basis")) == "missing: final_k1"


def test_who_tells_neither_of_an_end_nor_of_a_sale_is_asked_about_neither() -> None:
    """469(g): income alone, and nothing that waits."""
    assert says(without(unopened(ordinary_business_income=1), "final_k1", "sold_entire_interest")) == "answered"
