"""Limit 3 where its pieces meet: what a portfolio gain is to a passive loss of the same character."""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.outcome import ZERO, Amount
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL, idle, lines, notes, rental, says, told, without, works
from tests.scenarios.scenario import answer, figure, verdict
from tests.scenarios.test_boundaries import ask, business


def test_a_portfolio_gain_does_not_cover_a_passive_loss_of_its_character() -> None:
    """IRC 469(e)(1)(A)(ii): box 8 is portfolio income, so a suspended passive capital loss finds nothing to use.

    1,000 of passive short-term capital loss carried in beside a gain of 5,000 in box 8: all of it stays suspended.
    """
    k1 = business(
        ordinary_business_income=0,
        k1_short_term_capital_gain=5_000,
        hours=50,
        most_hours_by_another=1,
        total_hours_by_others=1,
        suspended_passive_loss={"short_term_capital": 1_000},
    )
    outcome = ask(k1)
    assert figure(outcome, "passive allowed") == 0
    assert figure(outcome, "passive suspended") == 1_000


def of_rentals(part: object) -> dict[str, Any]:
    """An active rental (-20,000) and a business not worked in (-30,000); 12,000 of passive income elsewhere."""
    told = {} if part is None else {"other_active_rental_income": part}
    business = {**PARTNER, "name": "Business", "ordinary_business_income": -30_000, "interest": "limited_partner"}
    apart = {"hours": 0, "years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    rental = {**PARTNER, **RENTAL, "name": "Rental"}
    household = {**HOUSEHOLD, "wages": 90_000, "other_passive_income": 12_000, **told}
    return {**household, "k1": [rental, {**business, **apart, "spouse_hours": 0}]}


@pytest.mark.parametrize(("part", "counts"), [(0, 32_000), (6_000, 26_000), (12_000, 20_000)])
def test_profit_of_rentals_elsewhere_meets_rental_losses_first(part: int, counts: int) -> None:
    """Form 8582, lines 1a, 1d, 4: the allowance is for the rentals' net loss, here 20,000 less `part`."""
    outcome = answer(of_rentals(part)).answer
    assert outcome is not None
    assert outcome.deductible == Amount.of(counts * 100)


def test_whose_profit_it_is_is_asked_and_may_be_unknown() -> None:
    assert verdict(answer(of_rentals(None))) == "missing: other_active_rental_income"
    outcome = answer(of_rentals("unknown")).answer
    assert outcome is not None
    assert outcome.deductible == Amount(20_000_00, 32_000_00)


def test_more_profit_of_rentals_elsewhere_than_all_income_there() -> None:
    """Form 8582: 15,000 of rentals and a loss of 3,000 elsewhere: line 4 is 5,000, and 38,000 - 5,000 = 33,000 wait.

    Part VII: the rental's 20,000 - 5,000 = 15,000, then 30,000 and 3,000; 45 of 48 parts of 33,000 here are 30,937.50.
    """
    outcome = answer(of_rentals(15_000)).answer
    assert outcome is not None
    assert outcome.deductible == Amount.of(19_062_50)
    assert outcome.limits[2].suspended == Amount.of(30_937_50)


# What is on Form 8582, and what is told and asked of it


def test_a_publicly_traded_partnership_alone_leaves_form_8582_empty() -> None:
    """IRC 469(k)(1): its losses are not on it."""
    assert "passive_losses" not in lines(told(idle(ordinary_business_income=-10_000, publicly_traded=True)))


@pytest.mark.parametrize(("income", "said"), [(19_999, "missing: ownership_percent"), (20_000, "answered")])
def test_a_loss_that_passive_income_covers_needs_no_allowance(income: int, said: str) -> None:
    """IRC 469(a)(1), (d)(1): nothing is held, so nobody is asked what could free it."""
    asked = ("approves_tenants_and_terms", "ownership_percent", "real_property_hours", "sold_entire_interest")
    assert says(without(rental(), *asked), other_passive_income=income) == said


def test_passive_income_that_covers_a_loss_is_taken_as_it_is() -> None:
    """Temp. Reg. 1.469-2T(f)(3) to (7): said wherever income of the K-1s covers a loss, or one that a sale frees."""
    earns = idle(name="Earns", ordinary_business_income=4_000)
    assert "passive_income_taken_as_it_is" in notes(told(idle(ordinary_business_income=-10_000), earns))
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    freed = told(idle(ordinary_business_income=-10_000, gain_on_sale=0, **sold), earns)
    assert figure(freed, "against passive income") == 4_000
    assert "passive_income_taken_as_it_is" in notes(freed)


def test_nothing_is_told_of_interest_from_an_entity_where_there_is_none() -> None:
    assert "self_charged_interest" not in lines(told(idle(ordinary_business_income=-10_000)))


def test_income_elsewhere_is_told_where_it_was_asked_for_nothing_too() -> None:
    """Form 8582, line 2a."""
    assert lines(told(idle(ordinary_business_income=-10_000)))["other_passive_income"].value == ZERO


def test_who_keeps_a_held_loss_is_asked_whether_the_activity_was_sold() -> None:
    """IRC 469(g)."""
    assert (
        says(without(idle(ordinary_business_income=-10_000), "sold_entire_interest")) == "missing: sold_entire_interest"
    )


def test_a_rental_of_equipment_with_income_is_asked_no_hours_in_real_property() -> None:
    """IRC 469(c)(7) is of real estate; whether one's own business rents it is asked of both (1.469-2(f)(6))."""
    let = without(rental(kind="other_rental", other_net_rental_income=5_000), "net_rental_real_estate_income")
    hours = ("real_property_hours", "total_work_hours", "spouse_real_property_hours", "spouse_total_work_hours")
    held = idle(ordinary_business_income=-10_000)
    assert says(without(let, *hours), held) == "answered"
    assert says(without(let, *hours, "rented_to_own_business"), held) == "missing: rented_to_own_business"


@pytest.mark.parametrize(("loss", "said"), [(-8_000, "answered"), (-7_999, "missing: rented_to_own_business")])
def test_a_rental_without_net_income_is_not_asked_who_rents_it(loss: int, said: str) -> None:
    """Reg. 1.469-2(f)(6): net rental income alone can be not passive."""
    house = without(rental(net_rental_real_estate_income=8_000, net_section_1231_gain=loss), "rented_to_own_business")
    assert says(house, idle(ordinary_business_income=-10_000)) == said


# To the cent


def test_a_loss_and_an_income_of_one_cent_are_passive() -> None:
    """IRC 469(d)(1): no amount is too small."""
    loss, income = idle(ordinary_business_income=-0.01), idle(name="Earns", ordinary_business_income=0.01)
    assert figure(told(loss), "passive suspended") == Decimal("0.01")
    assert figure(told(loss, income), "against passive income") == Decimal("0.01")


def test_a_form_whose_loss_the_activitys_own_income_covers_holds_nothing() -> None:
    """Form 8582 Part IX: 4,000 of income covers the 4,000 on Schedule E; the 12,000 of 1231 losses wait alone."""
    k1 = idle(ordinary_business_income=4_000, net_section_1231_gain=-12_000, suspended_passive_loss={"ordinary": 4_000})
    outcome = told(k1)
    assert figure(outcome, "passive suspended, Idle, ordinary") == 0
    assert figure(outcome, "passive suspended, Idle, section_1231") == 12_000


# Gains that are passive income of another kind


def test_the_gain_on_an_activity_that_reports_nothing_else_covers_other_losses() -> None:
    """Temp. Reg. 1.469-2T(c)(2): gain on the sale of a passive activity is passive income."""
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    gone = idle(name="Gone", ordinary_business_income=0, gain_on_sale=5_000, **sold)
    outcome = told(gone, idle(ordinary_business_income=-7_000))
    assert figure(outcome, "passive suspended") == 2_000
    assert figure(outcome, "against passive income") == 5_000


def test_gain_on_a_distribution_lowers_what_a_sale_of_the_activity_frees() -> None:
    """IRC 469(g)(1)(A), Rev. Rul. 95-5: 10,000 less 6,000 of gain is its overall loss; the other's 5,000 wait.

    The 6,000 cover the activity's own loss, and nothing of the other's.
    """
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    gone = idle(
        name="Gone",
        ordinary_business_income=0,
        suspended_passive_loss=10_000,
        beginning_basis=0,
        distributions=6_000,
        gain_on_sale=0,
        **sold,
    )
    outcome = told(gone, idle(ordinary_business_income=-5_000))
    assert figure(outcome, "line released, Gone") == 4_000
    assert figure(outcome, "passive suspended, Idle") == 5_000
    assert figure(outcome, "against passive income") == 6_000
    assert figure(outcome, "against other income") == 4_000


def paid_out(loss: int, gain: int) -> dict[str, Any]:
    """A business not worked in, with a loss, that paid out more than its basis."""
    return idle(
        name="Pays",
        ordinary_business_income=0,
        suspended_passive_loss=loss,
        beginning_basis=0,
        distributions=gain,
    )


@pytest.mark.parametrize(("rent", "held"), [(8_000, 15_000), (0, 15_000)])
def test_rent_that_is_not_passive_is_left_out_beside_a_gain_too(rent: int, held: int) -> None:
    """Temp. Reg. 1.469-2T(f)(3): 20,000 less the gain of 5,000; the rent of bare land covers none of it."""
    land = rental(name="Land", net_rental_real_estate_income=rent, depreciable_percent=0)
    outcome = told(land, paid_out(20_000, 5_000), modified_agi=200_000)
    assert figure(outcome, "passive suspended") == held
    assert figure(outcome, "against passive income") == 5_000


def test_a_loss_that_only_income_left_out_would_cover_meets_the_gain() -> None:
    """8,000 of loss, 8,000 of rent that is not passive, 5,000 of gain: 3,000 wait (Temp. Reg. 1.469-2T(f)(3))."""
    land = rental(name="Land", net_rental_real_estate_income=8_000, depreciable_percent=0)
    assert figure(told(land, paid_out(8_000, 5_000), modified_agi=200_000), "passive suspended") == 3_000


@pytest.mark.parametrize(("income", "counts"), [(4_999.99, True), (5_000, False)])
@pytest.mark.parametrize("on_k1", [False, True])
def test_a_gain_on_a_distribution_that_frees_nothing_is_not_counted(income: float, counts: bool, on_k1: bool) -> None:
    """Rev. Rul. 95-5: other passive income, here or elsewhere, covers the loss."""
    earns = [idle(name="Earns", ordinary_business_income=income)] if on_k1 else []
    outcome = told(paid_out(5_000, 3_000), *earns, other_passive_income=0 if on_k1 else income)
    assert figure(outcome, "passive suspended") == 0
    assert ("passive_gain_on_distribution" in lines(outcome)) == counts


# A loss elsewhere that only limit 4 asks for


def limit_4(*k1s: dict[str, Any]) -> Any:
    """The excess business loss, 60,000 of passive loss being elsewhere."""
    return figure(told(*k1s, other_passive_income=-60_000, other_active_rental_loss=0), "line excess business loss")


def test_what_own_losses_leave_of_passive_income_lets_a_loss_elsewhere_pass() -> None:
    """IRC 469(d)(1), 461(l)(6): 60,000 less its own 20,000 lets 40,000 pass.

    640,000 + 20,000 + 40,000 - 60,000 - 626,000 = 14,000.
    """
    earns = idle(ordinary_business_income=60_000, net_section_1231_gain=-20_000)
    assert limit_4(works(ordinary_business_income=-640_000), earns) == 14_000


def test_income_that_is_not_passive_lets_no_loss_elsewhere_pass() -> None:
    """Reg. 1.469-2(f)(6): rent from one's own business; 700,000 - 60,000 - 626,000 = 14,000."""
    let = {"rented_to_own_business": True, "tenant_hours": 600, "self_rental_income": 60_000}
    house = rental(net_rental_real_estate_income=60_000, **let)
    assert limit_4(works(ordinary_business_income=-700_000), house) == 14_000


def test_gain_on_a_distribution_lets_a_passive_loss_elsewhere_pass_into_limit_4() -> None:
    """IRC 731(a)(1), 461(l)(6): 60,000 of gain lets as much pass; 580,000 + 60,000 - 626,000 = 14,000."""
    paid = idle(ordinary_business_income=0, beginning_basis=0, distributions=60_000)
    assert limit_4(works(ordinary_business_income=-580_000), paid) == 14_000


# The allowance: who is asked what


def test_without_a_losing_rental_nobody_is_asked_about_the_allowance() -> None:
    """IRC 469(i)(1), (5): nor spouses who file separately whether they lived apart."""
    asked = ("approves_tenants_and_terms", "ownership_percent")
    held, house = idle(ordinary_business_income=-10_000), rental(net_rental_real_estate_income=6_000)
    assert says(held, filing_status="married_separate") == "answered"
    assert says(held, without(house, *asked), filing_status="married_separate", wages=None) == "answered"


@pytest.mark.parametrize("say", ["no", "yes"])
def test_who_has_no_say_is_not_asked_for_income(say: str) -> None:
    """IRC 469(i)(6): without active participation modified AGI does not matter."""
    told_of = says(rental(approves_tenants_and_terms=say), wages=None)
    assert told_of == ("answered" if say == "no" else "missing: wages")


@pytest.mark.parametrize(("agi", "said"), [(149_999, "missing: ownership_percent"), (150_000, "answered")])
def test_where_modified_agi_is_given_too_high_nobody_is_asked_for_a_share(agi: int, said: str) -> None:
    """IRC 469(i)(3)(A)."""
    house = without(rental(), "approves_tenants_and_terms", "ownership_percent")
    assert says(house, modified_agi=agi, wages=None) == said


def test_where_modified_agi_is_too_high_a_rental_with_income_is_not_asked_for_a_say() -> None:
    """Form 8582 line 8: the loser's share was asked first, and then there was no allowance left to share."""
    earns = without(rental(name="Earns", net_rental_real_estate_income=1_000), "approves_tenants_and_terms")
    household = {"wages": 200_000, "other_business_income": None}
    assert says(rental(), without(earns, "ownership_percent"), **household) == "missing: other_business_income"
    assert says(rental(), without(earns, "ownership_percent"), wages=200_000) == "answered"


def test_profit_of_own_rentals_that_covers_their_losses_leaves_no_allowance_to_use() -> None:
    """Form 8582 line 4: the net loss of the active rentals, 20,000 less 20,000; the business's 10,000 wait whole."""
    k1s = rental(), rental(name="Earns", net_rental_real_estate_income=20_000), idle(ordinary_business_income=-10_000)
    assert figure(told(*k1s), "passive suspended") == 10_000
    elsewhere = told(k1s[0], k1s[2], other_passive_income=20_000, other_active_rental_income=20_000)
    assert figure(elsewhere, "passive suspended") == 10_000


def test_a_member_whose_rental_has_income_is_told_nothing_of_the_allowance() -> None:
    """IRC 469(i)(6)(C): what is open is whether the bar reaches a member who uses the allowance."""
    earns = rental(name="Earns", net_rental_real_estate_income=2_000, interest="llc_member")
    assert "llc_member_has_allowance" not in notes(told(rental(), earns))
    assert "llc_member_has_allowance" in notes(told(rental(interest="llc_member")))


# By form (Form 8582 Part IX)


def by_form(outcome: Any, *characters: str) -> list[Any]:
    """What is held of each character."""
    return [figure(outcome, f"passive suspended, {character}") for character in characters]


def test_gain_on_a_sale_covers_the_long_term_losses_of_the_activity_first() -> None:
    """Part IX: each form's loss beyond its own income; 5,000 of gain off 8,000, and 10,000 of Schedule E wait whole."""
    sold = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": True, "final_k1": True}
    held = {"suspended_passive_loss": {"long_term_capital": 8_000}}
    outcome = told(idle(ordinary_business_income=-10_000, gain_on_sale=5_000, **sold, **held))
    assert by_form(outcome, "Idle, long_term_capital", "Idle, ordinary") == [3_000, 10_000]


def test_what_comes_back_at_risk_covers_the_losses_on_schedule_e_first() -> None:
    """IRC 465(e)(1)(A): income of the activity; 5,000 off 8,000, and 10,000 of section 1231 losses wait whole."""
    held = {"suspended_passive_loss": {"ordinary": 8_000, "section_1231": 10_000}}
    back = idle(ordinary_business_income=0, amount_at_risk=-5_000, earlier_losses_at_risk=5_000, **held)
    assert by_form(told(back), "Idle, ordinary", "Idle, section_1231") == [3_000, 10_000]


def test_the_owners_interest_is_on_no_form_of_the_activity() -> None:
    """Reg. 1.469-7(c)(2): 6,000 on Schedule E covers its 6,000; 3,000 of interest lowers the 12,000 beyond."""
    lent = {"interest_from_own_loan": 3_000, "owner_interest_deducted": 3_000}
    held = {"suspended_passive_loss": {"ordinary": 6_000, "section_1231": 12_000}}
    outcome = told(idle(ordinary_business_income=6_000, **lent, **held))
    assert by_form(outcome, "Idle, ordinary", "Idle, section_1231") == [0, 9_000]
    held = {"suspended_passive_loss": {"ordinary": 10_000, "section_1231": 5_000}}  # 6,000 wait, as 4,000 to 5,000
    outcome = told(idle(ordinary_business_income=6_000, **lent, **held))
    assert by_form(outcome, "Idle, ordinary", "Idle, section_1231") == [Decimal("2666.67"), Decimal("3333.33")]


def test_income_that_is_not_passive_leaves_each_form_its_part() -> None:
    """Reg. 1.469-2(f)(6): 4,000 of 10,000 is not passive: 4,800 of 8,000 and 1,200 of 2,000 are left to each form."""
    let = {"rented_to_own_business": True, "tenant_hours": 600, "self_rental_income": 4_000}
    held = {"suspended_passive_loss": {"rental_real_estate": 6_000, "section_1231": 3_000}}
    house = rental(net_rental_real_estate_income=8_000, net_section_1231_gain=2_000, **let, **held)
    outcome = told(house, idle(ordinary_business_income=-1), modified_agi=200_000)
    assert by_form(outcome, "Rental, rental_real_estate", "Rental, section_1231") == [1_200, 1_800]


def test_boxes_that_are_not_of_the_activity_cover_none_of_its_forms() -> None:
    """IRC 469(e)(1), (3): interest and pay are not passive; 4,000 on Schedule E cover 4,000 of it, the rest waits."""
    held = {"suspended_passive_loss": {"ordinary": 6_000, "section_1231": 12_000}}
    k1 = idle(ordinary_business_income=4_000, guaranteed_payments=50_000, interest_income=50_000, **held)
    assert by_form(told(k1), "Idle, ordinary", "Idle, section_1231") == [2_000, 12_000]


def test_an_earlier_loss_of_a_rental_that_is_not_passive_now_has_no_allowance_of_its_own_year() -> None:
    """IRC 469(f)(1), (i)(1): active in this year only; 20,000 of the other rental pass, the 10,000 wait."""
    hours = {"real_property_hours": 1_500, "total_work_hours": 1_500, "spouse_hours": 0}
    once = rental(
        name="Once",
        net_rental_real_estate_income=0,
        suspended_passive_loss=10_000,
        approves_tenants_and_terms="this_year_only",
        hours=600,
        **hours,
    )
    worked = {"most_hours_by_another": 900, "total_hours_by_others": 900, "years_materially_participated_of_last_10": 0}
    other = rental(hours=10, **hours, **worked)
    outcome = told(once, other, wages=50_000, elects_rentals_as_one=False)
    assert figure(outcome, "passive suspended, Once") == 10_000
    assert figure(outcome, "passive suspended, Rental") == 0
