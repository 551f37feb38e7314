"""Gifts of appreciated property and excess business interest (IRC 704(d)(3), 1366(d)(4), 163(j)(4)(B))."""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.errors import Contradiction
from tests.limits.household import HOUSEHOLD, PARTNER, told, works
from tests.properties.test_unknown import assert_holds
from tests.scenarios.scenario import answer, figure, verdict


def corporation(**facts: Any) -> dict[str, Any]:
    """A shareholder who works in the business."""
    partner = {key: value for key, value in PARTNER.items() if key not in ("interest", "beginning_basis")}
    return {**partner, "name": "Corp", "entity": "s_corporation", "loan": [], **facts}


OF_ACTIVITY = {
    "suspended_basis_loss",
    "suspended_at_risk_loss",
    "suspended_passive_loss",
    "sold_entire_interest",
    "kind",
}
OF_ACTIVITY |= {"hours"}


def notes(outcome: Any) -> set[str]:
    return {note.name for note in outcome.notes}


@pytest.mark.parametrize(
    ("basis", "appreciation", "allowed", "held", "left"),
    [
        (29_999, 20_000, 49_999, 1, 0),
        (30_000, 20_000, 50_000, 0, 0),
        (30_001, 20_000, 50_000, 0, 1),
        (0, 20_000, 20_000, 30_000, 0),
        (7, 50_000, 50_000, 0, 7),
        (30_000, 0, 30_000, 20_000, 0),
    ],
)
def test_the_appreciation_in_a_gift_is_outside_the_limit(
    basis: int, appreciation: int, allowed: int, held: int, left: int
) -> None:
    """IRC 704(d)(3)(B); Rev. Rul. 96-11: of a gift of 50,000 only the property's basis needs and lowers basis."""
    k1 = works(charitable_contributions=50_000, appreciation_in_gifts=appreciation, beginning_basis=basis)
    outcome = told(k1)
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "basis suspended") == held
    assert figure(outcome, "closing outside basis, Works") == left
    assert figure(outcome, "deductible") == allowed


def test_the_same_gift_without_the_fact_is_counted_as_cash_and_told() -> None:
    """IRC 704(d)(3)(A): the whole gift needs basis; that property would be another matter is told."""
    outcome = told(works(charitable_contributions=50_000, beginning_basis=30_000))
    assert figure(outcome, "basis allowed") == 30_000
    assert "gifts_taken_as_cash" in notes(outcome)
    assert "gifts_taken_as_cash" not in notes(told(works(charitable_contributions=50_000, beginning_basis=50_000)))


@pytest.mark.parametrize(("appreciation", "fits"), [(49_999, True), (50_000, True), (50_001, False)])
def test_the_appreciation_is_a_part_of_the_gift(appreciation: int, fits: bool) -> None:
    k1 = works(charitable_contributions=50_000, appreciation_in_gifts=appreciation)
    if fits:
        assert figure(told(k1), "basis allowed") == 50_000
    else:
        with pytest.raises(Contradiction, match="appreciation_in_gifts"):
            answer({**HOUSEHOLD, "k1": [k1]})


def test_a_gift_that_waited_for_basis_has_no_part_outside() -> None:
    """IRC 704(d)(2): of the 10,000 that waited all needs basis; this year's 4,000 of appreciation does not."""
    k1 = works(charitable_contributions=6_000, appreciation_in_gifts=4_000, suspended_basis_loss={"charitable": 10_000})
    outcome = told({**k1, "beginning_basis": 3_000})
    assert figure(outcome, "basis allowed") == 7_000
    assert figure(outcome, "basis suspended") == 9_000


def test_a_shareholders_gift_of_property_leaves_a_net_increase() -> None:
    """IRC 1367(a)(2): the gift of 5,000 lowers basis by 1,000, so income of 4,000 restores a loan by 3,000."""
    loan = {
        "kind": "note",
        "beginning_balance": 10_000,
        "beginning_debt_basis": 4_000,
        "new_advances": 0,
        "repayments": 0,
    }
    k1 = corporation(beginning_stock_basis=0, ordinary_business_income=4_000, loan=[loan])
    outcome = told({**k1, "charitable_contributions": 5_000, "appreciation_in_gifts": 4_000})
    assert figure(outcome, "line debt basis restored") == 3_000
    assert figure(outcome, "basis allowed") == 5_000
    assert figure(outcome, "closing stock basis, Corp") == 0
    assert figure(outcome, "closing debt basis, Corp") == 7_000


@pytest.mark.parametrize(
    ("basis", "interest", "allowed", "taken", "left"),
    [
        (60_000, 10_000, 50_000, 10_000, 0),
        (59_999, 10_000, Decimal("49999.17"), Decimal("9999.83"), 0),
        (70_000, 10_000, 50_000, 10_000, 10_000),
        (30_000, 10_000, 25_000, 5_000, 0),
        (30_000, 0, 30_000, None, 0),
        (0, 10_000, 0, 0, 0),
    ],
)
def test_excess_business_interest_takes_basis_beside_the_loss(
    basis: int, interest: int, allowed: Any, taken: Any, left: int
) -> None:
    """IRC 163(j)(4)(B)(iii)(I); Reg. 1.163(j)-6(h): it shares a shortfall with the loss, and is not deducted."""
    k1 = works(ordinary_business_income=-50_000, excess_business_interest=interest, beginning_basis=basis)
    outcome = told(k1)
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "deductible") == allowed
    assert figure(outcome, "line excess business interest taken") == taken
    assert figure(outcome, "closing outside basis, Works") == left


def test_excess_business_interest_that_waited_for_basis_meets_it_again() -> None:
    """Reg. 1.163(j)-6(h)(2): 4,000 of earlier years and 6,000 of this year beside 10,000 of loss."""
    k1 = works(ordinary_business_income=-10_000, excess_business_interest=6_000, beginning_basis=10_000)
    outcome = told({**k1, "suspended_excess_business_interest": 4_000})
    assert figure(outcome, "basis allowed") == 5_000
    assert figure(outcome, "line excess business interest waits") == 5_000


@pytest.mark.parametrize(
    ("deducted", "allowed", "taken"),
    [
        (0, 50_000, 10_000),
        (10_000, 55_000, 5_000),
        (20_000, 60_000, 0),
        (30_000, 60_000, 0),
        (300_000, 60_000, 0),  # no more than the loss
        ("unknown", [(50_000, 60_000)], None),
    ],
)
def test_interest_deducted_within_the_loss_comes_first(deducted: Any, allowed: Any, taken: Any) -> None:
    """Reg. 1.163(j)-6(h)(1): one class with the excess interest of 20,000; half of 120,000 has basis."""
    k1 = works(ordinary_business_income=-100_000, excess_business_interest=20_000, beginning_basis=60_000)
    outcome = told({**k1, "deducted_business_interest": deducted})
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "line excess business interest taken") == taken
    assert ("excess_business_interest_waits" in notes(outcome)) is (taken != 20_000)


def test_it_comes_first_in_the_activity_that_paid_it() -> None:
    """Reg. 1.163(j)-6(h)(1): 30,000 of basis for 20,000 and 30,000 of loss, 10,000 of interest in each, and 10,000."""
    activities = [
        {"name": "Mill", "ordinary_business_income": -20_000, "deducted_business_interest": 10_000},
        {"name": "Shop", "ordinary_business_income": -30_000, "deducted_business_interest": 10_000},
    ]
    of_k1 = {key: value for key, value in works(beginning_basis=30_000).items() if key not in OF_ACTIVITY}
    own = {key: value for key, value in works().items() if key in OF_ACTIVITY}
    activities[0]["excess_business_interest"] = 10_000
    outcome = told({**of_k1, "activity": [{**own, **each} for each in activities]})
    assert figure(outcome, "basis allowed, Mill") == 5_000 + 7_500
    assert figure(outcome, "basis allowed, Shop") == 10_000 + 7_500
    assert figure(outcome, "line excess business interest taken") == 0


def test_interest_that_waited_meets_basis_though_no_more_came() -> None:
    """Reg. 1.163(j)-6(h)(1), (o)(8); a corporation has none (163(j)(4)(D))."""
    k1 = works(ordinary_business_income=-12_000, suspended_excess_business_interest=8_000, beginning_basis=10_000)
    assert figure(told(k1), "basis allowed") == 6_000
    alone = works(ordinary_business_income=10_000, suspended_excess_business_interest=8_000, beginning_basis=0)
    assert figure(told(alone), "closing outside basis, Works") == 2_000


def test_excess_business_interest_alone_lowers_basis() -> None:
    """IRC 163(j)(4)(B)(iii)(I): 8,000 of 20,000; not below zero."""
    outcome = told(works(excess_business_interest=8_000, beginning_basis=20_000))
    assert figure(outcome, "closing outside basis, Works") == 12_000


def test_a_corporation_keeps_its_own_excess_interest() -> None:
    """IRC 163(j)(4)(D): the rules of (B) are for partnerships."""
    case = {**HOUSEHOLD, "k1": [corporation(beginning_stock_basis=0, excess_business_interest=8_000)]}
    with pytest.raises(Contradiction, match="Excess business interest"):
        answer(case)


@pytest.mark.parametrize(("amount", "parts"), [(30_000, (20_000, 50_000)), ("unknown", (20_000, 50_000))])
def test_an_unknown_appreciation_gives_a_range(amount: Any, parts: tuple[int, int]) -> None:
    """IRC 704(d)(3)(B): from none of the gift of 50,000 to all of it; 20,000 of basis."""
    outcome = told(works(charitable_contributions=50_000, appreciation_in_gifts=amount, beginning_basis=20_000))
    allowed = figure(outcome, "basis allowed")
    assert allowed == ([parts] if amount == "unknown" else 50_000)


@pytest.mark.parametrize("gifts", [5_000, 5_001, 13_000, 90_000])
def test_unknown_gifts_are_at_least_what_is_above_basis_in_them(gifts: int) -> None:
    """IRC 704(d)(3)(B): 5,000 of the gifts are outside; where no more was given the loss has all of the basis."""
    k1 = works(ordinary_business_income=-10_000, appreciation_in_gifts=5_000, beginning_basis=8_000)
    assert_holds(told({**k1, "charitable_contributions": "unknown"}), told({**k1, "charitable_contributions": gifts}))


SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


@pytest.mark.parametrize(
    ("earlier", "price", "gain", "loss"),
    [
        (0, 50_000, 10_000, 0),
        (5_000, 50_000, 5_000, 0),
        (8_000, 50_000, 2_000, 0),
        (5_000, 44_999, 0, 1),
        (5_000, 45_001, 1, 0),
    ],
)
def test_unused_excess_interest_raises_basis_before_the_sale(earlier: int, price: int, gain: int, loss: int) -> None:
    """163(j)(4)(B)(iii)(II): 50,000 less 10,000 of loss; 8,000 lowers basis and comes back with `earlier`."""
    k1 = works(ordinary_business_income=-10_000, excess_business_interest=8_000, beginning_basis=50_000, **SOLD)
    outcome = told({**k1, "sale_price": price, "unused_excess_business_interest": earlier})
    assert figure(outcome, "gain on sale, Works") == gain
    assert figure(outcome, "deductible") == 10_000 + loss
    assert figure(outcome, "line excess interest back") == 8_000 + earlier
    names = {note.name: note.amount.low for note in outcome.notes}
    assert names["excess_interest_back_in_basis"] == (8_000 + earlier) * 100
    assert "excess_business_interest" not in names


def test_interest_that_found_no_basis_never_lowered_it() -> None:
    """163(j)(4)(B)(iii)(II): only the reduction comes back; 4,000 of basis, 6,000 of interest: 4,000 taken and back."""
    k1 = works(excess_business_interest=6_000, beginning_basis=4_000, **SOLD)
    outcome = told({**k1, "sale_price": 10_000, "unused_excess_business_interest": 0})
    assert figure(outcome, "gain on sale, Works") == 6_000


def test_interest_of_earlier_years_alone_comes_back_where_it_is_told() -> None:
    """163(j)(4)(B)(iii)(II); the basis it makes is at risk too: the loss of 7,000 on the sale passes whole."""
    k1 = works(ordinary_business_income=-10_000, beginning_basis=10_000, **SOLD)
    outcome = told({**k1, "sale_price": 0, "unused_excess_business_interest": 7_000})
    assert figure(outcome, "basis entering, Works, loss_on_sale") == 7_000
    assert figure(outcome, "deductible") == 17_000


def test_with_interest_of_this_year_that_of_earlier_years_is_asked_for() -> None:
    """163(j)(4)(B)(iii)(II): it is the sum of all that was never treated as paid that comes back."""
    k1 = works(ordinary_business_income=-10_000, excess_business_interest=2_000, beginning_basis=30_000, **SOLD)
    assert verdict(answer({**HOUSEHOLD, "k1": [{**k1, "sale_price": 9}]})) == "missing: unused_excess_business_interest"


def test_a_gift_brings_it_back_too() -> None:
    """163(j)(4)(B)(iii)(II), second sentence: debts of 20,000, basis 20,000, interest 8,000 taken and back: no gain."""
    debts = {"beginning_recourse": 20_000, "ending_recourse": 20_000, "beginning_basis": 20_000}
    given = {"final_k1": True, "how_interest_ended": "given_away", "unused_excess_business_interest": 0}
    outcome = told(works(ordinary_business_income=-1_000, excess_business_interest=8_000, **debts, **given))
    assert figure(outcome, "gain on sale, Works") == 1_000


@pytest.mark.parametrize(
    "end",
    [
        {**SOLD, "gain_on_sale": 500},
        {"final_k1": True, "how_interest_ended": "owner_died"},
        {"final_k1": True, "how_interest_ended": "given_to_spouse"},
    ],
)
def test_however_the_interest_ends_nobody_deducts_it_later(end: dict[str, Any]) -> None:
    """163(j)(4)(B)(iii)(II), second and third sentences: by sale, by death, by a transfer without gain."""
    outcome = told(works(excess_business_interest=6_000, beginning_basis=4_000, ordinary_business_income=-2_000, **end))
    notes = {note.name: note.amount.low for note in outcome.notes}
    assert "excess_business_interest" not in notes
    assert notes["excess_interest_ended"] == 300_000  # 6,000 of 8,000 share 4,000 of basis
    assert notes["excess_interest_without_basis_ended"] == 300_000


def test_without_the_box_it_is_not_asked() -> None:
    k1 = works(ordinary_business_income=-10_000, beginning_basis=50_000, sale_price=50_000, **SOLD)
    assert figure(told(k1), "gain on sale, Works") == 10_000
