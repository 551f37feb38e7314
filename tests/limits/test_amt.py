"""The limits on AMT figures, from IRC 59(h), 58(b), 56, Reg. 1.55-1 and the instructions for Form 6251."""

from typing import Any

import pytest

from k1chat import outcome_file
from k1chat.errors import Contradiction
from k1chat.outcome import Amount, Amt, Outcome, PartnerClosing, ShareholderClosing
from tests.limits.household import HOUSEHOLD, idle, rental, told, without, works
from tests.scenarios.scenario import answer, figure, verdict

FIRST_YEAR = {"amt_differed_before": False}
HELD = {"amt_suspended_basis_loss": 0, "amt_suspended_at_risk_loss": 0, "amt_suspended_passive_loss": 0}


def amt(*k1s: dict[str, Any], **household: Any) -> Amt:
    """The AMT section of a household's answer."""
    section = told(*k1s, **household).amt
    assert section is not None
    return section


def asked(*k1s: dict[str, Any], **household: Any) -> str:
    """What a household is asked next."""
    return verdict(answer({**HOUSEHOLD, **household, "k1": list(k1s)}))


def without_amt(outcome: Outcome) -> tuple[Any, ...]:
    """The regular answer."""
    return outcome.limits, outcome.deductible, outcome.carryforwards, outcome.closing, outcome.notes, outcome.unknowns


def test_without_amt_items_there_is_no_section() -> None:
    assert told(works(ordinary_business_income=-10_000)).amt is None


@pytest.mark.parametrize("item", ["amt_depreciation_adjustment", "amt_depletion", "amt_other_items"])
@pytest.mark.parametrize(("amount", "loss"), [(-400, 10_400), (0, 10_000), (400, 9_600), (10_000, 0), (10_001, 0)])
def test_an_item_printed_plus_raises_amt_income(item: str, amount: int, loss: int) -> None:
    """Form 1065 instructions, lines 17a to 17f: regular deduction less AMT deduction; minus where AMT allows more."""
    plain = works(ordinary_business_income=-10_000)
    outcome = told({**plain, item: amount, **FIRST_YEAR})
    assert outcome.amt is not None
    assert outcome.amt.loss == Amount.of(loss * 100)
    assert without_amt(outcome) == without_amt(told(plain))
    assert sum(each.amount.low for each in outcome.amt.differences if each.amount) == amount * 100


def test_a_loss_that_turns_into_income_covers_other_passive_losses() -> None:
    """A depreciation adjustment of 6,000 makes a passive loss of 4,000 an AMT income of 2,000."""
    turned = idle(name="Turned", ordinary_business_income=-4_000, amt_depreciation_adjustment=6_000, **FIRST_YEAR)
    outcome = told(turned, idle(ordinary_business_income=-5_000, **FIRST_YEAR))
    assert outcome.deductible.low == 0
    assert figure(outcome, "amt passive allowed") == 2_000
    assert figure(outcome, "amt against passive income") == 2_000
    assert figure(outcome, "amt carried forward as amt suspended passive loss") == 3_000
    # Reported for AMT: 2,000 of income and 2,000 of loss; for the regular tax nothing.
    assert figure(outcome, "amt difference on form 6251 line 2m, Turned") == 2_000
    assert figure(outcome, "amt difference on form 6251 line 2m, Idle") == -2_000


def test_an_adjusted_gain_changes_the_section_1231_gain() -> None:
    """IRC 56(a)(6): the gain on property is smaller where AMT depreciation was."""
    own = {"ordinary_business_income": -9_000, "net_section_1231_gain": 5_000, **FIRST_YEAR}
    section = amt(works(amt_gain_or_loss_adjustment=-5_500, **own))
    (ordinary, section_1231) = section.limits[0].losses
    assert (ordinary.character, ordinary.entering.low) == ("ordinary", 9_000_00)
    assert (section_1231.character, section_1231.entering.low) == ("section_1231", 500_00)
    (difference,) = section.differences
    assert (difference.line, difference.of, difference.amount) == ("2k", "section_1231", Amount(-5_500_00, -5_500_00))


def test_an_adjusted_gain_without_section_1231_gain_changes_the_result_of_the_business() -> None:
    (difference,) = amt(
        works(ordinary_business_income=-9_000, amt_gain_or_loss_adjustment=-700, **FIRST_YEAR)
    ).differences
    assert (difference.line, difference.of) == ("2k", "amt_gain_or_loss_adjustment")


def test_amt_basis_rises_by_amt_income_and_falls_by_what_passes_for_amt() -> None:
    """59(h): 704(d) with the adjustments of 56. 10,000 less 4,000; for AMT 13,000 less 3,000."""
    own = works(beginning_basis=10_000, amt_beginning_basis=13_000, ordinary_business_income=-4_000, **HELD)
    outcome = told({**own, "amt_depreciation_adjustment": 1_000})
    assert outcome.closing == (PartnerClosing("Works", Amount.of(6_000_00), Amount.of(6_000_00)),)
    assert outcome.amt is not None
    assert outcome.amt.closing == (PartnerClosing("Works", Amount.of(10_000_00), Amount.of(10_000_00)),)


def test_an_s_corporation_has_amt_stock_and_debt_basis() -> None:
    """59(h): 1366(d) with the adjustments of 56: stock 2,000 and debt 5,000 hold 7,000 of 9,000."""
    loan = {
        "kind": "note",
        "beginning_balance": 6_000,
        "beginning_debt_basis": 6_000,
        "amt_beginning_debt_basis": 5_000,
    }
    own = works(
        entity="s_corporation",
        beginning_stock_basis=1_000,
        amt_beginning_stock_basis=2_000,
        ordinary_business_income=-10_000,
        amt_depreciation_adjustment=1_000,
        elects_losses_before_nondeductible=False,
        loan=[{**loan, "new_advances": 0, "repayments": 0}],
        **HELD,
    )
    kept = {key: value for key, value in own.items() if key not in ("interest", "beginning_basis", "publicly_traded")}
    outcome = told(kept)
    assert figure(outcome, "basis allowed") == 7_000
    assert figure(outcome, "amt basis allowed") == 7_000
    assert figure(outcome, "amt carried forward as amt suspended basis loss") == 2_000
    assert outcome.amt is not None
    (closing,) = outcome.amt.closing
    assert isinstance(closing, ShareholderClosing)
    assert (closing.stock_basis, closing.debt_basis) == (Amount.of(0), Amount.of(0))


def test_the_amount_at_risk_is_amts_own() -> None:
    own = works(ordinary_business_income=-10_000, amount_at_risk=4_000, amt_amount_at_risk=6_000, **HELD)
    outcome = told({**own, "amt_beginning_basis": 2_000_000, "amt_depreciation_adjustment": 1_000})
    assert figure(outcome, "carried forward as suspended at risk loss") == 6_000
    assert figure(outcome, "amt carried forward as amt suspended at risk loss") == 3_000
    assert figure(outcome, "amt difference on form 6251 line 2n") == -2_000


@pytest.mark.parametrize(("wages", "allowance"), [(99_999, 25_000), (110_000, 20_000), (110_002, 19_999)])
def test_modified_agi_is_the_regular_one(wages: int, allowance: int) -> None:
    """Reg. 1.55-1(b): the AMT income of a business one works in does not lower the rental allowance for AMT."""
    business = works(ordinary_business_income=0, amt_depreciation_adjustment=30_000, **FIRST_YEAR)
    let = rental(net_rental_real_estate_income=-28_000, amt_depreciation_adjustment=1_000, **FIRST_YEAR)
    outcome = told(business, let, wages=wages)
    assert figure(outcome, "passive allowed") == allowance
    assert figure(outcome, "amt passive allowed") == allowance
    assert figure(outcome, "amt carried forward as amt suspended passive loss") == 27_000 - allowance


def test_modified_agi_is_figured_where_only_amt_has_a_loss() -> None:
    """Regular rental income of 500; for AMT a loss of 24,500: the allowance goes by wages of 110,000."""
    let = rental(net_rental_real_estate_income=500, amt_depreciation_adjustment=-25_000, **FIRST_YEAR)
    outcome = told(let, wages=110_000)
    assert figure(outcome, "amt passive allowed") == 20_000
    assert figure(outcome, "amt line modified agi") == 110_000
    bare = {key: value for key, value in HOUSEHOLD.items() if key != "wages"}
    assert verdict(answer({**bare, "k1": [let]})) == "missing: wages"


def test_the_limit_on_excess_business_losses_has_the_same_threshold() -> None:
    """Reg. 1.55-1(a): 461(l) applies to AMT figures too; 2025, joint: 626,000."""
    outcome = told(works(ordinary_business_income=-700_000, amt_depreciation_adjustment=50_000, **FIRST_YEAR))
    assert figure(outcome, "excess business loss") == 74_000
    assert figure(outcome, "amt excess business loss") == 24_000
    assert figure(outcome, "amt carried forward as amt net operating loss") == 24_000
    assert figure(outcome, "amt difference on form 6251 line none") == -50_000
    assert figure(outcome, "amt difference on form 6251 line 2l") == 50_000


def test_an_amt_carryforward_alone_is_enough_in_a_file() -> None:
    outcome = told(idle(ordinary_business_income=3_000, **{**HELD, "amt_suspended_passive_loss": 2_000}))
    assert figure(outcome, "amt deductible") == 2_000
    assert outcome.deductible.low == 0


def test_amt_amounts_are_asked_for_after_all_others_and_one_by_one() -> None:
    own = works(ordinary_business_income=-10_000, amt_depreciation_adjustment=400)
    assert asked({key: value for key, value in own.items() if key != "hours"}) == "missing: hours"
    assert asked(own) == "missing: amt_differed_before"
    assert asked({**own, "amt_differed_before": True}) == "missing: amt_suspended_basis_loss"
    assert asked({**own, "amt_beginning_basis": 5}) == "missing: amt_suspended_basis_loss"
    assert asked({**own, **HELD}) == "missing: amt_beginning_basis"
    assert asked({**own, **HELD, "amt_beginning_basis": 5}) == "answered"


def test_an_unknown_amt_amount_leaves_the_regular_answer_sure() -> None:
    own = works(ordinary_business_income=-10_000, amt_depreciation_adjustment=400, **HELD)
    outcome = told({**own, "amt_beginning_basis": "unknown"})
    assert outcome.deductible == Amount.of(10_000_00)
    assert outcome.unknowns == ()
    assert outcome.amt is not None
    assert outcome.amt.deductible == Amount(0, 9_600_00)
    assert [each.fact for each in outcome.amt.unknowns if each.matters] == ["amt_beginning_basis"]
    for basis in (0, 1, 9_599, 9_600, 20_000):
        known = told({**own, "amt_beginning_basis": basis}).amt
        assert known is not None
        for difference in known.differences:
            held = [each.amount for each in outcome.amt.differences if each.line == difference.line]
            assert difference.amount is not None
            assert any(each is None or each.low <= difference.amount.low <= (each.high or 0) for each in held)


def test_the_kinds_of_an_unknown_amt_loss_are_not_known_either() -> None:
    """Form 6251: passive capital losses go to line 2k, others to 2m; which of them was held, nobody told."""
    own = idle(ordinary_business_income=9_000, suspended_passive_loss=0, amt_beginning_basis=2_000_000, **FIRST_YEAR)
    own |= {"amt_differed_before": True, **HELD, "amt_other_items": 0}
    section = amt({**own, "amt_suspended_passive_loss": "unknown"})
    assert [(each.line, each.of) for each in section.differences if each.k1] == [("open", "activity")]
    known = amt({**own, "amt_suspended_passive_loss": {"ordinary": 4_000, "long_term_capital": 1_000}})
    assert {(each.line, each.amount) for each in known.differences} == {
        ("2m", Amount.of(-4_000_00)),
        ("2k", Amount.of(-1_000_00)),
    }


SOLD_BY_PRICE = {"final_k1": True, "how_interest_ended": "sold", "buyer_related": False, "sale_price": 90_000}


def test_amt_basis_is_asked_for_where_the_regular_basis_made_a_gain() -> None:
    """56(a)(6), 59(h): no AMT loss needs basis, but the gain on the sale is another where AMT's basis is."""
    sold = works(beginning_basis=50_000, ordinary_business_income=-5_000, amt_other_items=6_000, **SOLD_BY_PRICE)
    assert asked({**sold, **HELD, "amt_differed_before": True}) == "missing: amt_beginning_basis"
    outcome = told({**sold, **HELD, "amt_beginning_basis": 70_000})
    assert figure(outcome, "gain on sale, Works") == 45_000
    assert figure(outcome, "amt gain on sale, Works") == 19_000
    assert figure(outcome, "amt difference on form 6251 line 2k") == -26_000
    paid = works(beginning_basis=1_000, distributions=8_000, ordinary_business_income=500, amt_other_items=100)
    assert asked({**paid, **HELD, "amt_differed_before": True}) == "missing: amt_beginning_basis"
    gain = told({**paid, **HELD, "amt_beginning_basis": 3_000})
    # 731(a)(1): 8,000 less 1,000 and 500; for AMT less 3,000 and 600.
    assert figure(gain, "gain on distribution, Works") == 6_500
    assert figure(gain, "amt gain on distribution, Works") == 4_400


def test_an_unknown_amt_item_can_leave_neither_income_nor_loss() -> None:
    """The business of 5,000 of loss is worked in; what passive rules held before waits for its income (469(f))."""
    former = works(ordinary_business_income=-5_000, suspended_passive_loss=3_000, amt_differed_before=False)
    section = amt({**former, "amt_other_items": "unknown"})
    assert section.deductible.low == 0
    for item, counts in ((0, 5_000), (5_000, 0), (7_000, 2_000), (9_000, 3_000)):
        assert amt({**former, "amt_other_items": item}).deductible == Amount.of(counts * 100)


def test_json_holds_all_of_it() -> None:
    own = idle(ordinary_business_income=-4_125, amt_other_items=500, amt_differed_before="unknown", **HELD)
    outcome = told({**own, "amt_beginning_basis": 3_000})
    assert outcome.amt is not None
    assert outcome_file.from_json(outcome_file.to_json(outcome)) == outcome


def next_year(outcome: Outcome, **facts: Any) -> dict[str, Any]:
    """The K-1 of the year after, with what this year left for either tax under the names it has then."""
    assert outcome.amt is not None
    (regular,), (for_amt,) = outcome.closing, outcome.amt.closing
    assert isinstance(regular, PartnerClosing)
    assert isinstance(for_amt, PartnerClosing)
    assert regular.outside_basis is not None
    assert for_amt.outside_basis is not None
    held = {f"{tax}suspended_{limit}_loss": 0 for tax in ("", "amt_") for limit in ("basis", "at_risk", "passive")}
    held |= {each.carries_as: each.amount.low // 100 for each in (*outcome.carryforwards, *outcome.amt.carryforwards)}
    basis = {
        "beginning_basis": regular.outside_basis.low // 100,
        "amt_beginning_basis": for_amt.outside_basis.low // 100,
    }
    return idle(**basis, **held, **facts)


def test_two_tracks_over_three_years_come_together_when_the_property_is_sold() -> None:
    """Slower AMT depreciation of 600 and 400 comes back as a gain that is smaller by 1,000 (IRC 56(a)(1), (6))."""
    first = told(
        idle(beginning_basis=10_000, ordinary_business_income=-4_000, amt_depreciation_adjustment=600, **FIRST_YEAR),
        tax_year=2023,
    )
    assert figure(first, "carried forward as suspended passive loss") == 4_000
    assert figure(first, "amt carried forward as amt suspended passive loss") == 3_400

    second = told(
        next_year(first, ordinary_business_income=-7_000, amt_depreciation_adjustment=400),
        tax_year=2024,
    )
    assert figure(second, "carried forward as suspended basis loss") == 1_000
    assert figure(second, "carried forward as suspended passive loss") == 10_000
    assert figure(second, "amt carried forward as amt suspended basis loss") == 0
    assert figure(second, "amt carried forward as amt suspended passive loss") == 10_000

    sold = {"ordinary_business_income": 2_000, "net_section_1231_gain": 30_000, "amt_gain_or_loss_adjustment": -1_000}
    third = told(next_year(second, **sold), tax_year=2025)
    assert third.amt is not None
    assert third.carryforwards == third.amt.carryforwards == ()
    assert figure(third, "closing outside basis, Idle") == figure(third, "amt closing outside basis, Idle") == 31_000
    # Income less losses of the three years: 32,000 less 11,000; for AMT 31,000 less 10,000.
    assert figure(third, "deductible") == 11_000
    assert figure(third, "amt deductible") == 10_000
    assert figure(third, "amt difference on form 6251 line 2k") == -1_000
    # The loss of 1,000 that basis held was a deduction of the regular tax alone this year.
    assert sum(each.amount.low for each in third.amt.differences if each.amount) == 0


def test_amt_items_that_no_run_comes_to_make_no_section() -> None:
    """What boxes a K-1 has nobody knows: the ones after it are not read, AMT items included."""
    items = works(ordinary_business_income=-10_000, amt_depreciation_adjustment=400, **FIRST_YEAR)
    outcome = told({**works(name="Open"), "boxes": "unknown"}, items)
    assert outcome.amt is None


SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


@pytest.mark.parametrize(
    ("price", "gain", "amt_gain", "free", "amt_free"),
    [
        (90_000, 20_000, 8_000, 10_000, 10_000),
        (75_000, 5_000, 0, 25_000, 25_000),
        (60_000, 0, 0, 40_000, 40_000),
        (100_000, 30_000, 18_000, 0, 0),
    ],
)
def test_two_tracks_over_three_years_come_together_when_the_interest_is_sold(
    price: int, gain: int, amt_gain: int, free: int, amt_free: int
) -> None:
    """58(b), 469(g)(1)(A): 100,000 less three losses of 10,000, for AMT 6,000; in the end 100,000 less the price."""
    year = {"ordinary_business_income": -10_000, "amt_depreciation_adjustment": 4_000}
    first = told(idle(beginning_basis=100_000, **year, **FIRST_YEAR), tax_year=2023)
    second = told(next_year(first, **year), tax_year=2024)
    assert figure(second, "carried forward as suspended passive loss") == 20_000
    assert figure(second, "amt carried forward as amt suspended passive loss") == 12_000

    third = told(next_year(second, **year, **SOLD, sale_price=price), tax_year=2025)
    assert third.amt is not None
    assert third.carryforwards == third.amt.carryforwards == ()
    assert figure(third, "gain on sale, Idle") == gain
    assert figure(third, "amt gain on sale, Idle") == amt_gain
    assert figure(third, "deductible") == 30_000 + max(0, 70_000 - price)
    assert figure(third, "amt deductible") == 18_000 + max(0, 82_000 - price)
    assert figure(third, "against other income") == free == max(0, 100_000 - price)
    assert figure(third, "amt against other income") == amt_free
    # The basis of AMT is larger by 12,000, and so were its losses smaller: the gain is smaller on line 2k.
    assert figure(third, "amt difference on form 6251 line 2k") == -12_000
    assert figure(third, "amt difference on form 6251 line 2m") == 12_000


def test_amt_has_its_own_gain_where_the_gain_is_told() -> None:
    """56(a)(6): a rental bought for AMT at 8,000 more of basis; the gain is smaller by as much."""
    k1 = idle(ordinary_business_income=-10_000, amt_depreciation_adjustment=1_000, gain_on_sale=20_000, **SOLD)
    assert asked({**k1, **FIRST_YEAR}) == "missing: amt_gain_on_sale"
    outcome = told({**k1, **FIRST_YEAR, "amt_gain_on_sale": 12_000})
    assert figure(outcome, "against passive income") == 10_000
    assert figure(outcome, "amt gain on sale, Idle") == 12_000
    assert figure(outcome, "amt against passive income") == 9_000
    assert figure(outcome, "amt difference on form 6251 line 2k") == -8_000


def test_a_loss_that_only_the_regular_tax_waits_with_is_lost_for_it_alone() -> None:
    """59(h); Sennett: the basis of AMT held nothing; 4,000 that waited for regular basis is lost with the interest."""
    before = {"suspended_basis_loss": 4_000, "amt_beginning_basis": 9_000, **HELD}
    k1 = idle(ordinary_business_income=0, amt_depreciation_adjustment=0, beginning_basis=0, **SOLD, sale_price=10_000)
    outcome = told({**k1, **before})
    assert figure(outcome, "carried forward as lost") == 4_000
    assert figure(outcome, "gain on sale, Idle") == 10_000
    assert outcome.amt is not None
    assert outcome.amt.carryforwards == ()
    assert figure(outcome, "amt gain on sale, Idle") == 1_000


@pytest.mark.parametrize(("income", "said"), [(0, False), (1, True)])
def test_a_passive_farm_is_said_where_a_loss_meets_other_passive_income(income: int, said: bool) -> None:
    """58(a)(1)(A), (2)(B): no loss of a farm that is a passive activity; in the AMT section alone."""
    farm = idle(ordinary_business_income=-4_000, amt_depreciation_adjustment=500, **FIRST_YEAR)
    outcome = told(farm, other_passive_income=income)
    assert outcome.amt is not None
    assert ("amt_passive_farm" in {note.name for note in outcome.amt.notes}) is said
    assert "amt_passive_farm" not in {note.name for note in outcome.notes}


def test_a_farm_that_is_sold_is_free_for_amt_too() -> None:
    """58(c)(2): the loss of the year in which the whole interest goes is allowed."""
    sale = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False, "gain_on_sale": 0}
    farm = idle(
        ordinary_business_income=-4_000, amt_depreciation_adjustment=500, amt_gain_on_sale=0, **FIRST_YEAR, **sale
    )
    section = amt(farm)
    assert section.deductible.low == 350_000
    assert "amt_passive_farm" not in {note.name for note in section.notes}


@pytest.mark.parametrize(
    ("hours", "line", "suspended"), [(10, "2m", 0), (600, "2n", 3_000)], ids=["passive", "not passive"]
)
def test_what_comes_back_at_risk_goes_to_the_line_of_its_activity(hours: int, line: str, suspended: int) -> None:
    """465(e)(1)(A): income of the activity; Form 6251, line 2n: for passive activities see line 2m instead."""
    below = {"amount_at_risk": -5_000, "earlier_losses_at_risk": 8_000, "ordinary_business_income": 0}
    for_amt = {"amt_amount_at_risk": -1_000, "amt_earlier_losses_at_risk": 8_000, "amt_beginning_basis": 50_000, **HELD}
    back = idle(**{"name": "Below", "hours": hours, **below, **for_amt, "amt_other_items": 0})
    outcome = told(back, idle(ordinary_business_income=-3_000, amt_other_items=0, **FIRST_YEAR))
    assert figure(outcome, "recapture, Below") == 5_000
    assert figure(outcome, "amt recapture, Below") == 1_000
    assert figure(outcome, f"amt difference on form 6251 line {line}, Below") == -4_000
    assert figure(outcome, "carried forward as suspended passive loss") == suspended
    assert figure(outcome, "amt carried forward as amt suspended passive loss") == max(suspended, 2_000)


def test_what_comes_back_where_nobody_was_asked_of_the_work_has_an_open_line() -> None:
    """No loss needs to know whether the activity is passive: 2m if it is, else 2n."""
    below = idle(amount_at_risk=-5_000, earlier_losses_at_risk=8_000, ordinary_business_income=0, amt_other_items=0)
    for_amt = {"amt_amount_at_risk": -1_000, "amt_earlier_losses_at_risk": 8_000, "amt_beginning_basis": 50_000}
    (difference,) = amt({**below, **for_amt, **HELD}).differences
    assert (difference.line, difference.amount) == ("open", Amount.of(-4_000_00))
    assert (difference.activity, difference.of) == ("Idle", "at_risk_recapture")


def test_an_adjustment_of_depreciation_is_of_the_business_beside_a_section_1231_item() -> None:
    """Form 1065 instructions, line 17a and 17b: 10,000 less 400; the 5,000 of 1231 loss stay."""
    k1 = works(ordinary_business_income=-10_000, net_section_1231_gain=-5_000, amt_depreciation_adjustment=400)
    outcome = told({**k1, **FIRST_YEAR})
    assert figure(outcome, "amt basis entering, Works, ordinary") == 9_600
    assert figure(outcome, "amt basis entering, Works, section_1231") == 5_000


def test_an_adjustment_without_a_box_of_the_business_is_of_its_kind() -> None:
    """A K-1 with a 1231 loss alone: 400 less of depreciation for AMT is 400 of business loss there."""
    k1 = works(net_section_1231_gain=-5_000, amt_depreciation_adjustment=-400)
    outcome = told({**k1, **FIRST_YEAR})
    assert figure(outcome, "amt basis entering, Works, ordinary") == 400
    assert figure(outcome, "amt basis entering, Works, section_1231") == 5_000


LET = rental(net_rental_real_estate_income=500, amt_depreciation_adjustment=-25_000, **FIRST_YEAR)
"""For AMT alone a loss, of 24,500: modified AGI is figured then (`regular_allowance`)."""
LET_AT_A_LOSS = rental(amt_depreciation_adjustment=4_500, **FIRST_YEAR)
SHOP = rental(name="Shop", net_rental_real_estate_income=30_000, self_rental_income=30_000, **FIRST_YEAR)
SHOP |= {"rented_to_own_business": True, "tenant_hours": 600}
OTHER = idle(name="Other", ordinary_business_income=-50_000, **FIRST_YEAR)
PAID_OUT = {"beginning_basis": 1_000, "distributions": 10_000, "amt_beginning_basis": 1_000}
PAID = idle(name="Paid", ordinary_business_income=1_000, **PAID_OUT, **FIRST_YEAR)


@pytest.mark.parametrize("others", [(), (OTHER,)], ids=["no regular loss", "a regular loss"])
def test_rent_from_ones_own_business_is_in_modified_agi_once(others: tuple[dict[str, Any], ...]) -> None:
    """Temp. Reg. 1.469-2T(f)(6), Reg. 1.55-1(b): 80,000 of wages, 30,000 of rent, others' losses or not."""
    outcome = told(LET, SHOP, *others, wages=80_000)
    assert figure(outcome, "amt line modified agi") == 110_000
    assert figure(outcome, "amt passive allowed") == 20_000


def test_a_gain_that_is_passive_income_is_not_in_modified_agi() -> None:
    """Rev. Rul. 95-5: the gain of 8,000 covers passive losses; 469(i)(3)(E)(iv): what is on Form 8582 stays out."""
    outcome = told(LET, PAID, OTHER, wages=110_000)
    assert figure(outcome, "amt line modified agi") == 110_000
    assert figure(outcome, "amt passive allowed") == 1_000 + 8_000 + 20_000


@pytest.mark.parametrize("let", [LET_AT_A_LOSS, LET], ids=["both taxes", "amt alone"])
def test_a_loss_that_a_sale_frees_lowers_modified_agi_for_amt_too(let: dict[str, Any]) -> None:
    """469(g)(1)(A): it is no passive loss any more. 150,000 less 30,000 leaves an allowance of 15,000."""
    sale = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    sold = idle(ordinary_business_income=-30_000, gain_on_sale=0, amt_gain_on_sale=0, **sale, **FIRST_YEAR)
    outcome = told(sold, let, wages=150_000)
    assert figure(outcome, "amt line modified agi") == 120_000
    assert figure(outcome, "amt passive allowed") == 30_000 + 15_000


@pytest.mark.parametrize("let", [LET_AT_A_LOSS, LET], ids=["both taxes", "amt alone"])
def test_income_of_a_traded_partnership_meets_no_other_loss_beside_modified_agi(let: dict[str, Any]) -> None:
    """469(k)(1): its 100,000 is not on Form 8582 but in AGI; the gain of 8,000 covers the regular loss there."""
    traded = idle(name="Traded", ordinary_business_income=100_000, publicly_traded=True, **FIRST_YEAR)
    assert figure(told(let, PAID, OTHER, traded, wages=10_000), "amt line modified agi") == 110_000


def test_where_nobody_knows_whether_amt_differed_both_are_possible() -> None:
    """59(h): 2,000 that AMT alone held counts if it did; if not, AMT held what the regular tax did: nothing."""
    own = idle(ordinary_business_income=3_000, **{**HELD, "amt_suspended_passive_loss": 2_000})
    assert amt({**own, "amt_differed_before": "unknown"}).deductible == Amount(0, 2_000_00)
    assert amt({**own, "amt_differed_before": True}).deductible == Amount.of(2_000_00)
    assert amt({**own, "amt_differed_before": False, "amt_other_items": 0}).deductible == Amount.of(0)


@pytest.mark.parametrize(("item", "lost"), [(-50_000, 30_000), (-40_000, 30_000), (-39_000, 31_000), (0, 70_000)])
def test_an_unknown_amt_item_may_leave_the_smallest_loss_on_a_sale(item: int, lost: int) -> None:
    """1001(a), 705(a)(1): sold for 20,000 with a basis of 50,000 and what the item leaves of 40,000 of income."""
    sold = {**SOLD_BY_PRICE, "sale_price": 20_000, **FIRST_YEAR}
    k1 = works(beginning_basis=50_000, ordinary_business_income=40_000, **sold)
    known, unknown = (amt({**k1, "amt_other_items": value}).loss for value in (item, "unknown"))
    assert known == Amount.of(lost * 100)
    assert unknown.low == 30_000_00


def test_an_item_is_of_the_box_that_is_there_and_nobody_is_asked_for_its_kind() -> None:
    """702(b): box 2 is of rental real estate."""
    let = rental(amt_other_items=-400, **FIRST_YEAR)
    untold = {name: value for name, value in let.items() if name != "kind"}
    assert asked(untold) == "answered"
    assert figure(told(untold), "amt basis entering, Rental, rental_real_estate") == 20_400


@pytest.mark.parametrize("earlier", [{"earlier_losses_at_risk": 0}, {"earlier_losses_at_risk": 8_000}])
def test_amt_basis_is_not_asked_for_where_no_amt_loss_can_come_back(earlier: dict[str, int]) -> None:
    """465(e)(1): income, and no losses of earlier years for AMT."""
    own = works(ordinary_business_income=5_000, amt_other_items=0, amt_differed_before=True, **HELD, **earlier)
    assert asked({**own, "amt_earlier_losses_at_risk": 0} if any(earlier.values()) else own) == "answered"


def test_an_item_that_makes_its_box_is_of_a_business_that_may_be_a_farm() -> None:
    """58(a)(1)(A): a K-1 with an AMT item alone; its AMT loss of 4,000 meets other passive income."""
    section = amt(idle(amt_depreciation_adjustment=-4_000, **FIRST_YEAR), other_passive_income=5_000)
    assert section.deductible.low == 4_000_00
    assert "amt_passive_farm" in {note.name for note in section.notes}


NOTE = {"kind": "note", "beginning_balance": 6_000, "beginning_debt_basis": 6_000, "new_advances": 0, "repayments": 0}
SHAREHOLDER = without(works(entity="s_corporation", ordinary_business_income=-10_000), "interest", "beginning_basis")
SHAREHOLDER |= {"beginning_stock_basis": 1_000, "amt_beginning_stock_basis": 2_000, "amt_other_items": 1_000, **HELD}
SHAREHOLDER |= {"elects_losses_before_nondeductible": False}


def test_an_unknown_amt_basis_of_a_loan_is_at_most_what_was_owed() -> None:
    """1366(d)(1)(B): stock 2,000 and from nothing to 6,000 of debt bear a loss of 9,000."""
    own = without(SHAREHOLDER, "publicly_traded")
    section = amt({**own, "loan": [{**NOTE, "amt_beginning_debt_basis": "unknown"}]})
    assert section.deductible == Amount(2_000_00, 8_000_00)


def test_an_amt_basis_of_a_loan_beyond_what_was_owed_is_a_contradiction() -> None:
    own = without(SHAREHOLDER, "publicly_traded")
    with pytest.raises(Contradiction, match="basis"):
        told({**own, "loan": [{**NOTE, "amt_beginning_debt_basis": 6_001}]})
