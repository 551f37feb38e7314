"""Modified AGI, where it is figured: what counts of the K-1s and of the rest of the return (IRC 469(i)(3)(E)).

A rental with active participation (-20,000) stands beside each case. What it may deduct is 25,000 less half of what
modified AGI has over 100,000 (IRC 469(i)(2), (3)(A)), and modified AGI is AGI without any passive loss.
"""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, idle, notes, rental, told, works
from tests.scenarios.scenario import answer, figure, verdict


def beside_a_rental(*k1s: dict[str, Any], **household: Any) -> Outcome:
    """The answer for K-1s beside the rental."""
    return told(rental(), *k1s, **household)


def check(outcome: Outcome, modified_agi: int) -> None:
    """Modified AGI, and what it leaves of the 25,000."""
    assert figure(outcome, "line modified agi") == modified_agi
    allowance = min(Decimal(25_000), max(Decimal(0), Decimal(150_000 - modified_agi) / 2))
    assert figure(outcome, "line allowance") == allowance
    assert figure(outcome, "passive allowed, Rental") == min(20_000, allowance)


@pytest.mark.parametrize(("loss", "modified_agi"), [(0, 150_000), (30_000, 120_000), (50_000, 100_000)])
def test_a_business_loss_of_ones_own_work_lowers_it(loss: int, modified_agi: int) -> None:
    """IRC 62(a)(1): wages 150,000 less the loss; the loss is not passive, so (i)(3)(E)(iv) does not take it out."""
    check(beside_a_rental(works(ordinary_business_income=-loss), wages=150_000), modified_agi)


@pytest.mark.parametrize(("basis", "modified_agi"), [(0, 150_000), (10_000, 140_000), (30_000, 120_000)])
def test_only_a_loss_that_basis_lets_through_lowers_it(basis: int, modified_agi: int) -> None:
    """IRC 704(d)(1): of 30,000 no more than basis is deductible, and only that is in AGI."""
    business = works(ordinary_business_income=-30_000, beginning_basis=basis)
    check(beside_a_rental(business, wages=150_000), modified_agi)


@pytest.mark.parametrize(("status", "cap"), [("single", 313_000), ("married_joint", 626_000)])
@pytest.mark.parametrize("beyond", [-1, 0, 1, 87_000])
def test_no_more_of_a_business_loss_than_461_lets(status: str, cap: int, beyond: int) -> None:
    """IRC 461(l)(1)(B), (3)(A): 2025, what is over the threshold is no deduction of the year, so not in AGI."""
    business = works(ordinary_business_income=-(cap + beyond))
    outcome = beside_a_rental(business, wages=cap + 137_000, filing_status=status)
    check(outcome, 137_000 - min(0, beyond))


@pytest.mark.parametrize("year", [2018, 2019, 2020])
def test_before_2021_all_of_a_business_loss_lowers_it(year: int) -> None:
    """CARES Act sec. 2304: no 461(l) then; 450,000 less 400,000."""
    business = works(ordinary_business_income=-400_000)
    outcome = beside_a_rental(business, wages=450_000, filing_status="single", tax_year=year)
    check(outcome, 50_000)
    assert figure(outcome, "deductible") == 420_000


@pytest.mark.parametrize(("loss", "counts"), [(2_999, 2_999), (3_000, 3_000), (3_001, 3_000), (50_000, 3_000)])
@pytest.mark.parametrize("held", ["net_short_term_capital_gain", "net_long_term_capital_gain"])
def test_a_capital_loss_lowers_it_by_3_000_at_most(held: str, loss: int, counts: int) -> None:
    """IRC 1211(b)(1): beyond gains, 3,000 of other income."""
    check(beside_a_rental(wages=130_000, **{held: -loss}), 130_000 - counts)


@pytest.mark.parametrize(("loss", "counts"), [(1_499, 1_499), (1_500, 1_500), (1_501, 1_500)])
def test_a_capital_loss_of_a_spouse_who_files_separately(loss: int, counts: int) -> None:
    """IRC 1211(b)(1): 1,500; apart all year half of 75,000 less modified AGI is left (469(i)(5)(A))."""
    apart = {"filing_status": "married_separate", "lived_apart_all_year": True}
    outcome = beside_a_rental(wages=70_000, net_short_term_capital_gain=-loss, **apart)
    assert figure(outcome, "line modified agi") == 70_000 - counts
    assert figure(outcome, "line allowance") == Decimal(5_000 + counts) / 2


def test_gains_outside_count_in_full() -> None:
    """IRC 61(a)(3), 1222: short and long term together, 4,000 less 1,000."""
    gains = {"net_short_term_capital_gain": -1_000, "net_long_term_capital_gain": 4_000}
    check(beside_a_rental(wages=110_000, **gains), 113_000)


@pytest.mark.parametrize("box", ["interest_income", "ordinary_dividends", "royalties"])
def test_interest_dividends_and_royalties_on_a_k1_count(box: str) -> None:
    """IRC 469(e)(1)(A)(i), Form 8582 line 6: portfolio income is in it; 110,000, box 1 of 1,000, and 9,000."""
    check(beside_a_rental(works(ordinary_business_income=1_000, **{box: 9_000}), wages=110_000), 120_000)


@pytest.mark.parametrize("box", ["interest_income", "ordinary_dividends", "royalties"])
def test_they_count_where_the_business_is_passive_too(box: str) -> None:
    """IRC 469(e)(1)(A)(i): not passive income, whatever the activity is; box 1 of -1,000 stays out as passive."""
    check(beside_a_rental(idle(ordinary_business_income=-1_000, **{box: 9_000}), wages=110_000), 119_000)


def test_guaranteed_payments_count() -> None:
    """IRC 707(c), 61(a): 90,000 and 30,000, less a loss of 1,000."""
    business = works(ordinary_business_income=-1_000, guaranteed_payments=30_000)
    check(beside_a_rental(business, wages=90_000), 119_000)


def test_a_passive_business_counts_by_its_guaranteed_payments_alone() -> None:
    """IRC 469(e)(3), (i)(3)(E)(iv): pay for services is not passive, the loss of 1,000 is."""
    business = idle(ordinary_business_income=-1_000, guaranteed_payments=30_000)
    check(beside_a_rental(business, wages=90_000), 120_000)


@pytest.mark.parametrize(
    ("deduction", "counts"),
    [("section_179_deduction", 20_000), ("other_deductions", 20_000), ("charitable_contributions", 0)],
)
def test_which_deductions_on_a_k1_lower_it(deduction: str, counts: int) -> None:
    """IRC 62(a)(1): business deductions do; a gift (170) is taken from AGI, not in it. 90,000 and 50,000 of box 1."""
    business = works(ordinary_business_income=50_000, **{deduction: 20_000})
    check(beside_a_rental(business, wages=90_000), 140_000 - counts)


@pytest.mark.parametrize(
    ("section_1231", "outside", "counts"),
    [
        (10_000, 0, 10_000),
        (10_000, -4_000, 6_000),
        (10_000, -12_999, -2_999),
        (10_000, -13_000, -3_000),
        (10_000, -13_001, -3_000),
        (-10_000, 0, -10_000),
        (-10_000, 4_000, -6_000),
        (-10_000, -50_000, -13_000),
    ],
)
def test_section_1231_either_way(section_1231: int, outside: int, counts: int) -> None:
    """IRC 1231(a): a net gain is capital and meets capital losses; a net loss is ordinary, all of it."""
    business = works(ordinary_business_income=0, net_section_1231_gain=section_1231)
    check(beside_a_rental(business, wages=125_000, net_long_term_capital_gain=outside), 125_000 + counts)


def test_section_1231_items_of_all_k1s_are_one_net() -> None:
    """IRC 1231(a)(1): 10,000 of gain and 6,000 of loss are 4,000 of gain, which a capital loss of 9,000 meets."""
    gain = works(ordinary_business_income=0, net_section_1231_gain=10_000)
    loss = works(ordinary_business_income=0, net_section_1231_gain=-6_000, name="Loss")
    check(beside_a_rental(gain, loss, wages=125_000, net_long_term_capital_gain=-9_000), 122_000)


@pytest.mark.parametrize("box", ["k1_short_term_capital_gain", "k1_long_term_capital_gain"])
@pytest.mark.parametrize(
    ("on_k1", "outside", "counts"),
    [
        (-20_000, 0, -3_000),
        (-20_000, 15_000, -3_000),
        (-20_000, 30_000, 10_000),
        (5_000, 0, 5_000),
        (5_000, -9_000, -3_000),
    ],
)
def test_capital_items_of_a_k1_meet_those_outside(box: str, on_k1: int, outside: int, counts: int) -> None:
    """IRC 469(e)(1)(A)(ii), 1211(b): boxes 8 and 9a are portfolio and net with the rest of Schedule D."""
    business = idle(ordinary_business_income=0, **{box: on_k1})
    check(beside_a_rental(business, wages=125_000, net_long_term_capital_gain=outside), 125_000 + counts)


@pytest.mark.parametrize("fact", ["other_income", "qualified_dividends", "other_business_income"])
def test_income_outside_the_k1s_counts(fact: str) -> None:
    """IRC 62(a): interest, dividends, a business of one's own."""
    check(beside_a_rental(wages=110_000, **{fact: 8_000}), 118_000)


@pytest.mark.parametrize("income", [-50_000, -1, 0])
def test_passive_income_and_losses_stay_out(income: int) -> None:
    """IRC 469(i)(3)(E)(iv): AGI without any passive activity loss."""
    check(beside_a_rental(idle(ordinary_business_income=income), wages=120_000), 120_000)


@pytest.mark.parametrize(("given", "counts"), [(-1, 0), (0, 0), (1, 1), (-300_000, 0)])
def test_a_modified_agi_below_zero_is_zero(given: int, counts: int) -> None:
    """Form 8582 line 6: "Enter modified adjusted gross income, but not less than zero"."""
    check(beside_a_rental(modified_agi=given), counts)


def without(*facts: str, **household: Any) -> str:
    """What is said of the rental alone when some facts are not told."""
    case: dict[str, Any] = {**HOUSEHOLD, **household, "k1": [rental()]}
    return verdict(answer({key: value for key, value in case.items() if key not in facts}))


GAINS = ("net_short_term_capital_gain", "net_long_term_capital_gain")


@pytest.mark.parametrize(
    ("wages", "says"),
    [(465_999, "missing: other_business_income"), (466_000, "answered"), (466_001, "answered")],
)
def test_a_business_loss_is_asked_for_only_where_it_could_leave_an_allowance(wages: int, says: str) -> None:
    """IRC 461(l), 1211(b): 2025, single: at most 313,000 and 3,000 of loss come off; at 150,000 nothing is left."""
    assert without("other_business_income", *GAINS, wages=wages, filing_status="single") == says


@pytest.mark.parametrize(
    ("wages", "says"),
    [(152_999, "missing: net_short_term_capital_gain"), (153_000, "answered"), (153_001, "answered")],
)
def test_gains_are_asked_for_only_where_a_loss_could_leave_an_allowance(wages: int, says: str) -> None:
    """IRC 1211(b), 469(i)(3)(A): 3,000 at most comes off, and at 150,000 nothing is left."""
    assert without(*GAINS, wages=wages) == says


@pytest.mark.parametrize(("business", "allowance"), [(-312_999, "0"), (-313_000, "0.50"), (-400_000, "0.50")])
def test_what_the_last_dollars_of_loss_leave(business: int, allowance: str) -> None:
    """465,999 less 313,000 less 3,000 is 149,999: half of the last dollar is left."""
    outcome = beside_a_rental(
        wages=465_999, filing_status="single", other_business_income=business, net_short_term_capital_gain=-9_000
    )
    assert figure(outcome, "line allowance") == Decimal(allowance)


# Business losses beyond IRC 461(l), and what else is in it


def agi(*k1s: dict[str, Any], **household: Any) -> Any:
    """Modified AGI, of a household with a losing rental."""
    return figure(told(rental(), *k1s, **household), "line modified agi")


@pytest.mark.parametrize(("outside", "income"), [(-4_000, 124_000), (4_000, 128_000), (-30_000, 121_000)])
def test_the_gain_of_the_business_lets_more_of_its_loss_count(outside: int, income: int) -> None:
    """461(l)(3)(B)(ii): 626,000 and the smaller of the business's 10,000 and the return's net gain.

    750,000 - 632,000 + 6,000; 750,000 - 636,000 + 14,000; 750,000 - 626,000 - 3,000 (1211(b)).
    """
    k1 = works(ordinary_business_income=-700_000, net_section_1231_gain=10_000)
    assert agi(k1, wages=750_000, net_long_term_capital_gain=outside) == income


@pytest.mark.parametrize(("loss", "said"), [(625_999, False), (626_000, False), (626_001, True)])
def test_a_business_loss_that_is_limited_in_it_is_told(loss: int, said: bool) -> None:
    """461(l): only beyond the threshold."""
    outcome = told(rental(), works(ordinary_business_income=-loss), wages=700_000)
    assert ("business_loss_in_modified_agi" in notes(outcome)) == said
    assert figure(outcome, "line modified agi") == max(74_000, 700_000 - loss)


def test_it_is_not_below_zero() -> None:
    assert agi(works(ordinary_business_income=-50_000), wages=40_000) == 0


def test_a_loss_on_a_sale_of_ones_own_business_lowers_it_as_a_capital_loss() -> None:
    """1211(b): 5,000 of loss, 3,000 of it count."""
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    assert agi(works(ordinary_business_income=0, gain_on_sale=-5_000, **sold), wages=100_000) == 97_000


def test_a_professionals_rentals_one_by_one() -> None:
    """469(i)(3)(E)(iv): the net loss of one is left out, the income of another counts: 120,000 + 5,000."""
    worked = {"real_property_hours": 1_500, "total_work_hours": 2_000, "spouse_hours": 0, "hours": 600}
    idle_hours = {"most_hours_by_another": 900, "total_hours_by_others": 900, "hours": 50}
    own = rental(name="A", **worked)
    own_2 = rental(name="B", **{**worked, "net_rental_real_estate_income": 5_000})
    left = rental(name="C", **{**worked, **idle_hours, "years_materially_participated_of_last_10": 0})
    outcome = told(own, own_2, left, wages=120_000, elects_rentals_as_one=False)
    assert figure(outcome, "line modified agi") == 125_000
    assert figure(outcome, "line professional losses left out") == 20_000


def test_what_is_figured_is_said() -> None:
    assert "modified_agi_figured" in notes(told(rental(), wages=100_000))
    assert "modified_agi_figured" not in notes(told(rental(), modified_agi=100_000))


@pytest.mark.parametrize(
    ("boxes", "left_out", "income"),
    [
        ({"net_rental_real_estate_income": 5_000, "suspended_at_risk_loss": 20_000}, 15_000, 120_000),
        ({"net_rental_real_estate_income": -20_000, "k1_long_term_capital_gain": -4_000}, 20_000, 117_000),
    ],
)
def test_what_is_left_out_of_a_professionals_rental_is_its_net_loss(
    boxes: dict[str, int], left_out: int, income: int
) -> None:
    """469(i)(3)(E)(iv), (c)(7): 20,000 less its own 5,000; a capital loss is none of it, and 3,000 of that count."""
    worked = {"real_property_hours": 1_500, "total_work_hours": 2_000, "spouse_hours": 0, "hours": 600}
    idle_hours = {"most_hours_by_another": 900, "total_hours_by_others": 900, "hours": 50}
    own = rental(name="A", **{**worked, **boxes})
    left = rental(name="C", **{**worked, **idle_hours, "years_materially_participated_of_last_10": 0})
    outcome = told(own, left, wages=120_000, elects_rentals_as_one=False)
    assert figure(outcome, "line modified agi") == income
    assert figure(outcome, "line professional losses left out") == left_out


def test_gain_on_bare_land_that_was_sold_is_a_capital_gain_in_it() -> None:
    """1.469-2T(f)(3): 5,000 of rent, and 7,000 that a capital loss of 20,000 takes; 3,000 more of it count."""
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    land = rental(name="Land", net_rental_real_estate_income=5_000, depreciable_percent=0, gain_on_sale=7_000, **sold)
    assert agi(land, wages=100_000, net_long_term_capital_gain=-20_000) == 102_000
