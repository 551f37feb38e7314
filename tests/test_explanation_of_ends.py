"""What the answer says where an interest ended, or a loss waits on terms of its own: every dollar has one true fate."""

from typing import Any

import pytest

from k1chat.wording import as_text, explain
from tests.limits.household import idle, rental, told, works

SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


def said(*k1s: dict[str, Any], **household: Any) -> str:
    """The answer's text on one line, without emphasis."""
    return " ".join(as_text(explain(told(*k1s, **household))).split())


def test_all_three_buckets_of_a_partner_who_sells() -> None:
    """Lost at basis (Sennett), freed up to the gain at risk (Prop. Reg. 1.465-66), free at the passive limit."""
    text = said(
        idle(
            ordinary_business_income=-10_000,
            beginning_basis=8_000,
            suspended_basis_loss=1_000,
            suspended_at_risk_loss=4_000,
            suspended_passive_loss=6_000,
            borrowed_from_interested_person=4_000,
            sale_price=3_000,
            **SOLD,
        )
    )
    assert "$8,000 passes, $3,000 is lost." in text
    assert "It frees as much of what was held; $1,000 waits on." in text
    assert "Your share has ended. It counts only if income or gain of this business still comes to you" in text
    assert "$14,000 of its overall loss comes free" in text
    assert "$3,000 waits" not in text


def test_a_gain_frees_nothing_where_nothing_was_held() -> None:
    text = said(idle(ordinary_business_income=-5_000, gain_on_sale=4_000, **SOLD))
    assert "No loss of earlier years was held here." in text
    assert "frees" not in text.split("What the end of")[1].split("Passive:")[0]


def test_a_loss_on_a_sale_has_the_limit_of_capital_losses() -> None:
    text = said(idle(ordinary_business_income=0, suspended_passive_loss=2_000, gain_on_sale=-12_000, **SOLD))
    assert "the loss on the sale in it only as far as capital losses do (IRC 1211(b))" in text
    assert "At risk: no loss is held here." in text


def test_a_death_tells_what_comes_free_and_what_is_lost() -> None:
    died = {"final_k1": True, "how_interest_ended": "owner_died", "step_up_at_death": 9_000}
    text = said(idle(ordinary_business_income=-10_000, suspended_passive_loss=6_000, **died))
    assert "$7,000 passes, $9,000 is lost." in text
    assert "Loss set free by the end of the business: $7,000 (IRC 469(g)(2))" in text
    assert "$9,000 is lost: only what goes beyond the rise in basis counts" in text


def test_a_gift_tells_of_the_other_owners_basis() -> None:
    given = {"final_k1": True, "how_interest_ended": "given_away"}
    text = said(idle(ordinary_business_income=-8_000, suspended_passive_loss=6_000, **given))
    assert "Nothing passes, $14,000 goes into another owner's basis." in text


@pytest.mark.parametrize("traded", [False, True])
def test_a_publicly_traded_partnership_has_terms_of_its_own(traded: bool) -> None:
    """469(k)(1): other passive income never uses its loss, and Form 8582 does not hold it."""
    text = said(idle(ordinary_business_income=-5_000, publicly_traded=traded))
    assert ("Only later income of the same partnership uses it." in text) == traded
    assert ("Passive income of any later year uses it." in text) != traded
    assert ("It is kept on Form 8582" in text) != traded


def test_instalments_and_a_related_buyer_say_what_frees_the_rest() -> None:
    instalments = {"final_k1": True, "how_interest_ended": "sold_on_instalments", "buyer_related": False}
    gains = {"gain_on_sale": 2_000, "gain_still_to_come": 6_000}
    text = said(idle(ordinary_business_income=-10_000, **instalments, **gains))
    assert "Each later year's part of the gain frees its share (IRC 469(g)(3))" in text
    assert "A full taxable sale" not in text
    related = {**SOLD, "buyer_related": True, "gain_on_sale": 0}
    text = said(idle(ordinary_business_income=-10_000, **related))
    assert "It comes free when the business leaves the hands of people related to you" in text
    assert "A full taxable sale" not in text


def test_a_former_passive_activity_is_not_said_to_hold_nothing() -> None:
    """469(f)(1): this year's loss is not held, an earlier one is, and income of the business uses it."""
    text = said(works(ordinary_business_income=4_000, suspended_passive_loss=9_000))
    assert "so this limit does not hold its loss of this year" in text
    assert "Net income of the same business uses it too" in text


def test_one_of_all_rentals_sold_waits_with_the_others() -> None:
    """Reg. 1.469-9(g)."""
    broker = {"real_property_hours": 1_500, "total_work_hours": 1_500, "hours": 600, "spouse_hours": 0}
    own = {"net_rental_real_estate_income": 0, **broker}
    sold = rental(name="U", suspended_passive_loss=30_000, gain_on_sale=0, **{**own, **SOLD})
    kept = rental(name="V", suspended_passive_loss=10_000, **own)
    text = said(sold, kept, elects_rentals_as_one=True, modified_agi=200_000)
    assert "$30,000 waits on: all your rentals are one activity by election" in text
    assert "It waits with your other rentals" in text
    assert "there was no overall loss to set free" not in text


def test_what_is_not_known_is_not_given_a_reason() -> None:
    sold = idle(ordinary_business_income=-10_000, beginning_basis=8_000, sale_price=5_000, **SOLD)
    text = said({**sold, "suspended_at_risk_loss": "unknown", "borrowed_from_interested_person": 5_000})
    assert "by election" not in text
    assert "there was no gain to free it" not in text


@pytest.mark.parametrize(
    ("facts", "gain", "loss"),
    [
        ({"sale_price": 25_000, "distributions": "unknown"}, "has a gain of between $5,000 and $25,000", ""),
        (
            {"sale_price": 25_000, "contributions": "unknown"},
            "may have a gain of between $0 and $5,000",
            "may have a loss",
        ),
        ({"sale_price": 25_000, "beginning_basis": "unknown"}, "may have a gain of between $0 and $25,000", "may have"),
        ({"gain_on_sale": "unknown"}, "may have a gain of an amount that is not known", "may have a loss"),
        ({"sale_price": 25_000}, "has a gain of $5,000", ""),
    ],
)
def test_a_gain_that_is_not_known_is_told_as_a_range(facts: dict[str, Any], gain: str, loss: str) -> None:
    """1001(a): 25,000 less what is left of 30,000 after 10,000 of losses; payouts lower it, money paid in lifts it."""
    own = idle(**{**SOLD, "ordinary_business_income": -10_000, "beginning_basis": 30_000, **facts})
    text = said(own).split("What the end of Idle does")[1].split("Basis:")[0]
    assert gain in text
    assert (loss in text) if loss else "a loss" not in text


def test_of_one_activity_sold_a_gain_that_is_not_known_is_told_too() -> None:
    """The entity sold one of its two; the gain on top of the boxes is not known."""
    facts, own = {**idle(), "final_k1": False}, dict[str, Any]()
    for name in ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss", "hours", "spouse_hours"):
        own[name] = facts.pop(name)
    for name in ("years_materially_participated_of_last_10", "personal_service_activity", "kind"):
        own[name] = facts.pop(name)
    facts.pop("sold_entire_interest")
    sold = {**own, "name": "A", "ordinary_business_income": -6_000, "gain_on_sale": "unknown", **SOLD}
    kept = {**own, "name": "B", "ordinary_business_income": -5_000, "sold_entire_interest": False}
    sold.pop("final_k1")
    text = said({**facts, "activity": [sold, kept]})
    assert "may have a gain of an amount that is not known" in text


def ended(**facts: Any) -> dict[str, Any]:
    """A share that ended with losses left at each of the first three limits: 3,000, 4,000 and 14,000."""
    own = {"ordinary_business_income": -10_000, "beginning_basis": 8_000, "suspended_basis_loss": 1_000}
    own |= {"suspended_at_risk_loss": 4_000, "borrowed_from_interested_person": 4_000, "suspended_passive_loss": 6_000}
    return idle(**{**own, "final_k1": True, "buyer_related": False, "fully_taxable_sale": True, **facts})


@pytest.mark.parametrize(
    ("how", "facts", "told_of"),
    [
        ("sold", {"gain_on_sale": 1_000}, ["$3,000 is lost", "$3,000 waits", "All $15,000 passes"]),
        ("sold", {"gain_on_sale": 0, "buyer_related": True}, ["$3,000 is lost", "$4,000 waits", "$14,000 waits"]),
        (
            "sold_on_instalments",
            {"gain_on_sale": 500, "gain_still_to_come": 1_500},
            ["$3,000 is lost", "$3,500 waits", "$10,500 waits"],
        ),
        (
            "given_away",
            {},
            ["$3,000 is lost", "$4,000 goes into another owner's basis", "$14,000 goes into another owner's basis"],
        ),
        ("owner_died", {"step_up_at_death": 3_000}, ["$3,000 is lost", "$4,000 is lost", "$3,000 is lost"]),
        ("wound_up", {}, ["$3,000 is lost", "$4,000 waits", "All $14,000 passes"]),
        ("wound_up", {"fully_taxable_sale": False}, ["$3,000 is lost", "$4,000 waits", "$14,000 waits"]),
        ("exchanged", {"gain_on_sale": 0}, ["$3,000 is lost", "$4,000 waits", "$14,000 waits"]),
    ],
)
def test_the_headline_of_each_limit_after_each_end(how: str, facts: dict[str, Any], told_of: list[str]) -> None:
    """Sennett; 469(g)(1) to (3), (j)(6); Prop. Reg. 1.465-66, -67: lost, waiting, free or added to basis."""
    text = said(ended(how_interest_ended=how, **facts)).split("Why")[1]
    for title, says in zip(("1. Basis limit", "2. At-risk limit", "3. Passive limit"), told_of, strict=True):
        assert says in text.split(title)[1].split(".")[0], title


def test_what_is_lost_and_what_waits_are_told_apart() -> None:
    """The loss of the share that ended is lost; that of the other waits for basis."""
    kept = idle(name="Kept", ordinary_business_income=-9_000, beginning_basis=4_000)
    text = said(ended(how_interest_ended="given_away"), kept)
    assert "$12,000 passes, $5,000 waits and $3,000 is lost." in text
    assert "$4,000 passes, $14,000 goes into" not in text
    assert "Nothing passes, $4,000 waits and $14,000 goes into another owner's basis." in text
    unsure = said(ended(how_interest_ended="unknown", gain_on_sale=0, gain_still_to_come=0, step_up_at_death=0))
    assert "is lost" in unsure.split("1. Basis limit")[1].split(".")[0]


def test_a_loss_that_goes_with_the_stock_is_the_spouses_next_year() -> None:
    """1366(d)(2)(B)."""
    stock = {key: value for key, value in ended().items() if "recourse" not in key and key not in ("interest", "loan")}
    stock |= {"entity": "s_corporation", "loan": [], "beginning_stock_basis": stock.pop("beginning_basis")}
    stock |= {"total_hours_by_others": 2_000, "most_hours_by_another": 2_000, "how_interest_ended": "given_to_spouse"}
    text = said(stock)
    assert "It went with the stock: next year it is a loss of your spouse" in text
    assert "money you pay in, or a loan from you frees it" not in text


def test_for_amt_what_is_lost_is_not_carried_forward() -> None:
    """59(h): the limits on AMT figures have the same ends."""
    text = said(ended(how_interest_ended="given_away", amt_depreciation_adjustment=1_000, amt_differed_before=False))
    amt = text.split("Carried forward for AMT, apart from the regular amounts:")[1]
    assert "Nothing." in amt.split("Not carried forward")[0]
    assert "held by the basis limit. It is lost for AMT too." in amt
    assert "held by the passive limit. It goes into another owner's basis." in amt


def test_what_may_wait_after_a_sale_is_not_said_to_wait_with_other_rentals() -> None:
    """469(g)(1)(A): a full sale frees all; the range comes from the price, which is not known."""
    text = said(ended(how_interest_ended="sold", sale_price="unknown"))
    assert "as one activity with them" not in text
    assert "A sale taxed in full frees all of it; how much waits turns on what you did not know" in text
