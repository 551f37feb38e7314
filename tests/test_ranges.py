"""Answers with unknown facts: what the range holds, and what may be out of scope."""

import copy
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.case import Case
from k1chat.facts import ACTIVITY_COUNT, BOXES, K1_COUNT, UNKNOWN, Fact, Place
from k1chat.interview import NextStep, next_step
from k1chat.outcome import Amount, LossRow, Outcome, PartnerClosing
from k1chat.unknowns import BUDGET
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
HOURS_NOT_TOLD = {name: value for name, value in PARTNER.items() if name != "hours"}


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
        ({**HOURS_NOT_TOLD, **RENTAL, "name": "Rental"}, "average_stay_days", 365, "short_stays"),
        ({**HOURS_NOT_TOLD, **RENTAL, "name": "Rental"}, "average_stay_days", 31, "short_stays"),
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
    """Reg. 1.469-4(d)(2): a rental of real estate and one of equipment are no group, whoever reports them."""
    house = {**PARTNER, **RENTAL, **SHAREHOLDER, "name": "House", "entity": "unknown", "grouped_as": "all"}
    tools = {**PARTNER, "name": "Tools", "other_net_rental_income": -1_000, "average_stay_days": 90}
    matter = step(house, {**tools, "kind": "other_rental", "grouped_as": "all"}).out_of_scope
    assert matter is not None
    assert {matter.topic, *(each.topic for each in matter.others)} == {"grouping_barred", "trust"}


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


CARRIED = {"suspended_basis_loss": 0, "suspended_at_risk_loss": 0, "suspended_passive_loss": 0}
OF_EACH = ("sold_entire_interest", "hours", "kind")
HOURS_OF_PROFESSION = {"real_property_hours": 0, "total_work_hours": 2_000}
OF_ACTIVITY = {
    **CARRIED,
    "approves_tenants_and_terms": "yes",
    "average_stay_days": 365,
    "rented_to_own_business": False,
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


def test_a_basis_nobody_knows_may_leave_less_than_nothing_at_risk_and_the_range_holds_it() -> None:
    """IRC 465(e)(1) where basis is below 20,000: up to 20,000 comes back; from there on, the loss may count."""
    worked = told({**BUSINESS, **NONRECOURSE, "distributions": 500})
    assert worked.deductible == Amount(0, 50_000_00)
    assert worked.out_of_scope_if == ()
    assert [(gain.what, gain.amount) for gain in worked.gains if gain.what == "at_risk_recapture"] == [
        ("at_risk_recapture", Amount(0, 20_000_00))
    ]
    held = told({**BUSINESS, **NONRECOURSE, **IDLE, "interest": "limited_partner"})
    assert held.deductible == Amount(0, 0)
    assert held.out_of_scope_if == ()


@pytest.mark.parametrize(("basis", "least"), [(19_999, 1), (20_000, 0), (20_001, 0)])
def test_less_than_nothing_at_risk_whatever_the_unknown_amount_is(basis: int, least: int) -> None:
    """IRC 465(e)(1): cash paid out, unknown, can only lower an amount at risk of basis less 20,000 further."""
    found = told({**BUSINESS, **NONRECOURSE, "beginning_basis": basis, "distributions": "unknown"})
    assert found.out_of_scope_if == ()
    assert found.deductible == Amount(0, max(0, basis - 20_000) * 100)
    known = told(
        {
            **BUSINESS,
            **NONRECOURSE,
            "beginning_basis": basis,
            "distributions": "unknown",
            "earlier_losses_at_risk": 50_000,
        }
    )
    back = [gain.amount for gain in known.gains if gain.what == "at_risk_recapture"]
    assert back == [Amount(least * 100, 20_000_00)]


def test_a_gain_on_cash_paid_out_of_an_unknown_basis_leaves_an_answer_beside_it() -> None:
    """Rev. Rul. 95-5 where basis is below the 5,000 paid out, a gain up to that frees the other's loss."""
    k1 = {**BUSINESS, **IDLE, "interest": "limited_partner", "beginning_basis": "unknown", "distributions": 5_000}
    assert told(k1).out_of_scope_if == ()  # where there is a gain, no basis is left and no loss reaches the limit
    outcome = told(k1, {**BUSINESS, **IDLE, "interest": "limited_partner", "name": "Other"})
    assert outcome.deductible.low == 0
    assert outcome.deductible.high is not None
    assert outcome.deductible.high >= 5_000_00
    assert outcome.out_of_scope_if == ()


@pytest.mark.parametrize("basis", [0, 1, 6_667, 10_000, 12_345])
@pytest.mark.parametrize("exempt", ["0.00", "0.01", "0.02", "1234.56"])
def test_uneven_shares_lie_in_their_ranges_to_the_cent(basis: int, exempt: str) -> None:
    """Basis is shared by three kinds of loss that it never divides evenly, and again by what is at risk."""
    own = {**BUSINESS, "ordinary_business_income": -10_000, "net_section_1231_gain": -7_001, "foreign_taxes": 3_333}
    own |= {"beginning_basis": basis, "amount_at_risk": 5_000}
    exact, wide = told({**own, "tax_exempt_income": Decimal(exempt)}), told({**own, "tax_exempt_income": "unknown"})
    for limit, name in product(range(3), ("entering", "allowed", "suspended")):
        for true in exact.limits[limit].losses:
            range_ = getattr(row(wide, limit, "Business", true.character), name)
            assert range_.joined(getattr(true, name)) == range_


def test_an_uneven_share_is_told_in_whole_dollars() -> None:
    """Of 10,000 of basis the business loss takes 10,000/13,333, which is 7,500.19, or with more basis all it needs."""
    own = {**BUSINESS, "beginning_basis": 10_000, "ordinary_business_income": -10_000, "foreign_taxes": 3_333}
    share = row(told({**own, "tax_exempt_income": "unknown"}), 0, "Business", "ordinary").allowed
    assert share == Amount(7_500_00, 10_000_00)


@pytest.mark.parametrize("deductions", [0, 41_430, 100_000, 9_000_000])
def test_losses_of_both_kinds_share_basis_in_between(deductions: int) -> None:
    """More of a rental's deductions use its income first; only many more take basis from the business that counts."""

    def case(amount: object) -> dict[str, Any]:
        business = {**CARRIED, "name": "Business", "hours": 600, "ordinary_business_income": -270_000}
        rental = {**OF_ACTIVITY, **HOURS_OF_PROFESSION, "name": "Rental", "net_rental_real_estate_income": 113_000}
        both = [business, {**rental, "other_deductions": amount}]
        own = {name: value for name, value in PARTNER.items() if name not in {*CARRIED, *OF_EACH}}
        own |= {"name": "Both", "beginning_basis": 300_000, "ownership_percent": 50}
        return {**own, "activity": [{**each, "sold_entire_interest": False} for each in both]}

    wide, exact = (told(case(amount), filing_status="single", wages=400_000) for amount in ("unknown", deductions))
    assert wide.deductible.joined(exact.deductible) == wide.deductible


def many(size: int, *unknown: str, **own: Any) -> Case:
    """So many K-1s with some facts unknown."""
    k1s = [{**BUSINESS, **IDLE, **own, "name": f"K-1 {number}"} for number in range(size)]
    k1s = [{**each, **dict.fromkeys(unknown, "unknown")} for each in k1s]
    return case_file.read(Path("case.toml"), tomli_w.dumps({**HOUSEHOLD, "k1": k1s}))


def test_with_too_many_unknown_facts_what_is_certain_stays() -> None:
    """Twelve K-1s without hours: basis lets 30,000 of each pass, whatever the hours; not every case was tried."""
    outcome = next_step(many(12, "hours", total_hours_by_others=9, most_hours_by_another=9)).outcome
    assert outcome is not None
    assert outcome.limits[0].allowed == Amount(360_000_00, 360_000_00)
    assert outcome.deductible == Amount(0, 360_000_00)
    assert "not_all_tried" in outcome.out_of_scope_if
    assert all(each.matters for each in outcome.unknowns)


def test_many_unknown_bases_are_supposed_together() -> None:
    """Twelve K-1s that the owner works in, nobody knows the basis: from nothing to all that is within the threshold."""
    outcome = next_step(many(12, "beginning_basis", hours=600, ordinary_business_income=-5_000)).answer
    assert outcome is not None
    assert outcome.deductible == Amount(0, 60_000_00)


@pytest.mark.parametrize("size", [1, 3, 8, 20, 60])
@pytest.mark.parametrize("unknown", [("hours",), ("beginning_basis",), ("hours", "beginning_basis", "contributions")])
def test_a_question_costs_no_more_runs_with_more_k1s(size: int, unknown: tuple[str, ...]) -> None:
    """Runs of the law times K-1s: the cost of a step, which must not grow with what the unknown facts combine to."""
    case = many(size, *unknown)
    runs = len(next_step(case).runs)
    assert runs * size <= max(BUDGET, size)


def test_past_so_many_peaks_the_answer_is_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each peak costs some fifty runs; where there are more than are looked for, nothing narrower is claimed."""
    household = {**HOUSEHOLD, "other_business_income": "unknown"}
    business = {**PARTNER, "name": "Business", "ordinary_business_income": -650_000}
    k1s = {"k1": [business, {**PARTNER, **RENTAL, "name": "Rental"}]}
    peak = answer({**household, **k1s}).answer
    monkeypatch.setattr("k1chat.unknowns.MOST_PEAKS", 0)
    wide = answer({**household, **k1s}).answer
    assert peak is not None
    assert wide is not None
    assert peak.deductible.high == wide.deductible.high == 670_000_00
    assert wide.deductible.low == 0
    assert "not_all_tried" in wide.out_of_scope_if


def test_some_passive_income_elsewhere_asks_what_none_and_much_do_not() -> None:
    """A loss elsewhere is out of scope beside an allowance, much income covers all; in between a loss is held."""
    rental = {**PARTNER, **RENTAL, "name": "Rental", "net_rental_real_estate_income": -60_000}
    del rental["real_property_hours"]
    asked = step(rental, filing_status="single", other_passive_income="unknown").question
    assert asked is not None
    assert asked.fact.key == "real_property_hours"


def test_active_rental_income_beyond_all_passive_income_may_be_out_of_scope() -> None:
    """Of 10,000 net from elsewhere more than 10,000 may be active rentals' profit: then the rest is a passive loss."""
    rental = {**PARTNER, **RENTAL, "name": "Rental", "net_rental_real_estate_income": -30_000}
    cars = {name: value for name, value in rental.items() if name != "net_rental_real_estate_income"}
    cars |= {"name": "Cars", "kind": "other_rental", "other_net_rental_income": -15_000}
    own = {"other_passive_income": 10_000, "other_active_rental_income": "unknown"}
    outcome = told(rental, cars, filing_status="single", **own)
    assert "passive_loss_elsewhere" in outcome.out_of_scope_if


def test_what_only_the_runs_that_bound_the_answer_read_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without opening basis no expense lowers it; the answer rests on the other end too, which a few runs reach."""
    monkeypatch.setattr("k1chat.unknowns.BUDGET", 16)
    open_ended = {"beginning_basis": "unknown", "nondeductible_expenses": 500}
    hours = dict.fromkeys(("hours", "most_hours_by_another", "years_materially_participated_of_last_10"), "unknown")
    k1s = [{**BUSINESS, **open_ended}, {**BUSINESS, **IDLE, **hours, "interest": "general_partner", "name": "Other"}]
    found = step(*k1s)
    assert found.outcome is not None
    assert "not_all_tried" in found.outcome.out_of_scope_if
    assert found.outcome.limits[0].allowed == Amount(30_000_00, 80_000_00)
    assert ((0,), "nondeductible_expenses") in found.read


def test_amt_figures_hold_unless_the_fact_is_out_of_scope_too() -> None:
    """What the regular tax is out of scope in, AMT is: its answer is the one of all others, and says unless."""
    k1 = {**BUSINESS, "amt_other_items": 1_000, "amt_differed_before": False}
    unknown, known = told({**k1, "final_k1": "unknown"}).amt, told({**k1, "final_k1": False}).amt
    assert unknown is not None
    assert known is not None
    assert unknown.deductible == known.deductible == Amount.of(30_000_00)
    assert unknown.out_of_scope_if == ("disposition",)


def test_an_arguable_test_is_given_its_amount_beside_an_unknown_basis() -> None:
    """Temp. Reg. 1.469-5T(a)(2): what taking part would add is this year's loss of 10,000, at the most."""
    worked = {**IDLE, "hours": 90, "total_hours_by_others": 10, "ordinary_business_income": -10_000}
    outcome = told({**PARTNER, **worked, "name": "Acme", "beginning_basis": "unknown"})
    assert {note.name: note.amount.high for note in outcome.notes}["test_2_arguable"] == 10_000_00
