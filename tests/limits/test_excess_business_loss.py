"""Limit 4: which losses count, and how far gains and business income let more of them count (IRC 461(l)).

Single return of 2025: the threshold is 313,000 (Rev. Proc. 2024-40). Wages never count (461(l)(3)(A)).
"""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import idle, lines, says, told, works
from tests.scenarios.scenario import figure


def single(*k1s: dict[str, Any], **household: Any) -> Outcome:
    return told(*k1s, filing_status="single", **{"wages": 900_000, **household})


def check(outcome: Outcome, excess: int) -> None:
    """What waits, and that it waits as a net operating loss (461(l)(2))."""
    assert figure(outcome, "excess business loss") == excess
    assert figure(outcome, "carried forward as net operating loss") == excess


@pytest.mark.parametrize(("loss", "excess"), [(12_999, 0), (13_000, 0), (13_001, 1), (50_000, 37_000)])
def test_a_section_1231_loss_counts(loss: int, excess: int) -> None:
    """IRC 1231(a)(2): a net loss is ordinary, so 461(l)(3)(B)(i) does not leave it out; 300,000 beside it."""
    check(single(works(ordinary_business_income=-300_000, net_section_1231_gain=-loss)), excess)


@pytest.mark.parametrize("box", ["k1_short_term_capital_gain", "k1_long_term_capital_gain"])
def test_a_capital_loss_does_not_count(box: str) -> None:
    """IRC 461(l)(3)(B)(i)."""
    check(single(works(ordinary_business_income=-313_000, **{box: -50_000})), 0)


@pytest.mark.parametrize(
    ("deduction", "excess"),
    [("section_179_deduction", 37_000), ("other_deductions", 37_000), ("charitable_contributions", 0)],
)
def test_which_deductions_count(deduction: str, excess: int) -> None:
    """IRC 461(l)(3)(A)(i): deductions of the business do; a gift is the owner's own (170). 300,000 and 50,000."""
    check(single(works(ordinary_business_income=-300_000, **{deduction: 50_000})), excess)


@pytest.mark.parametrize(
    ("outside", "counted"),
    [
        (20_000, 80_000),
        (1, 80_000),
        (0, 80_000),
        (-1, 79_999),
        (-30_000, 50_000),
        (-79_999, 1),
        (-80_000, 0),
        (-80_001, 0),
    ],
)
@pytest.mark.parametrize("held", ["net_short_term_capital_gain", "net_long_term_capital_gain"])
def test_a_business_gain_counts_up_to_the_gain_of_the_return(held: str, outside: int, counted: int) -> None:
    """IRC 461(l)(3)(B)(ii): the lesser of the business's net gain, 80,000, and the whole; 500,000 lost."""
    outcome = single(works(ordinary_business_income=-500_000, net_section_1231_gain=80_000), **{held: outside})
    assert figure(outcome, "line capital gain counted") == counted
    check(outcome, 500_000 - 313_000 - counted)


@pytest.mark.parametrize(("box_9a", "counted"), [(-30_000, 50_000), (-80_001, 0), (30_000, 80_000)])
def test_capital_items_of_the_k1_are_part_of_the_whole(box_9a: int, counted: int) -> None:
    """IRC 461(l)(3)(B)(ii)(II): the whole is net; box 9a is of the owner's investments, no gain of the business."""
    k1 = works(ordinary_business_income=-500_000, net_section_1231_gain=80_000, k1_long_term_capital_gain=box_9a)
    check(single(k1), 500_000 - 313_000 - counted)


@pytest.mark.parametrize(
    ("second", "excess"), [(-20_000, 500_000 - 313_000 - 60_000), (-80_000, 187_000), (-90_000, 197_000)]
)
def test_section_1231_items_of_all_k1s_are_one_net(second: int, excess: int) -> None:
    """IRC 1231(a): 80,000 and `second`; what is left over as a gain counts as gain, what is lost counts as a loss."""
    first = works(ordinary_business_income=-500_000, net_section_1231_gain=80_000)
    other = works(ordinary_business_income=0, net_section_1231_gain=second, name="Second")
    check(single(first, other), excess)


@pytest.mark.parametrize("gain", [0, 70_000])
def test_a_gain_outside_the_business_does_not_count(gain: int) -> None:
    """IRC 461(l)(3)(B)(ii)(I): only gain of the business."""
    check(single(works(ordinary_business_income=-413_000), net_long_term_capital_gain=gain), 100_000)


@pytest.mark.parametrize(("loss", "excess"), [(342_999, 0), (343_000, 0), (343_001, 1)])
def test_guaranteed_payments_count_as_business_income(loss: int, excess: int) -> None:
    """IRC 461(l)(3)(A)(ii)(I); open, law/order.md: they are not wages. 30,000 and 313,000."""
    check(single(works(ordinary_business_income=-loss, guaranteed_payments=30_000)), excess)


@pytest.mark.parametrize(("loss", "excess"), [(362_999, 0), (363_000, 0), (363_001, 1)])
def test_passive_income_elsewhere_is_business_income(loss: int, excess: int) -> None:
    """IRC 461(l)(3)(A)(ii)(I): gross income of any trade or business of the owner; 50,000 and 313,000."""
    outcome = single(works(ordinary_business_income=-loss), other_passive_income=50_000)
    check(outcome, excess)


def test_passive_income_elsewhere_has_its_line() -> None:
    """50,000 of it against 500,000 lost: 137,000 over 313,000."""
    outcome = single(works(ordinary_business_income=-500_000), other_passive_income=50_000)
    assert figure(outcome, "line passive income elsewhere") == 50_000
    check(outcome, 137_000)


@pytest.mark.parametrize("box", ["interest_income", "ordinary_dividends", "royalties"])
def test_portfolio_income_is_no_business_income(box: str) -> None:
    """IRC 461(l)(3)(A)(ii)(I), Form 461 lines 10 to 12: income not of the business is taken out."""
    check(single(works(ordinary_business_income=-413_000, **{box: 40_000})), 100_000)


def test_passive_losses_that_passed_meet_the_limit_with_the_others() -> None:
    """IRC 461(l)(6): after 469. 100,000 passive, met by 100,000 of passive income elsewhere, and 400,000 worked in.

    500,000 less 100,000 of income and 313,000: 87,000 wait. The law does not trace them; shared 4 to 1 (a choice).
    """
    outcome = single(
        idle(ordinary_business_income=-100_000), works(ordinary_business_income=-400_000), other_passive_income=100_000
    )
    check(outcome, 87_000)
    assert figure(outcome, "excess business loss suspended, Idle") == 17_400
    assert figure(outcome, "excess business loss suspended, Works") == 69_600
    assert figure(outcome, "against passive income") == 82_600
    assert figure(outcome, "against other income") == 330_400


def test_a_loss_that_469_holds_does_not_count() -> None:
    """IRC 461(l)(6): what is not deductible this year anyway is no deduction to limit."""
    check(single(idle(ordinary_business_income=-100_000), works(ordinary_business_income=-313_000)), 0)


@pytest.mark.parametrize(("basis", "excess"), [(312_999, 0), (313_000, 0), (313_001, 1), (500_000, 187_000)])
def test_a_loss_that_basis_holds_does_not_count(basis: int, excess: int) -> None:
    """IRC 704(d)(1), Temp. Reg. 1.469-2T(d)(6): basis comes first; of 500,000 what basis lets through counts."""
    check(single(works(ordinary_business_income=-500_000, beginning_basis=basis)), excess)


def test_losses_of_one_business_meet_the_income_of_another() -> None:
    """IRC 461(l)(3)(A): one sum for all the trades or businesses of the return."""
    lost, earned = works(ordinary_business_income=-400_000), works(ordinary_business_income=60_000, name="Earns")
    check(single(lost, earned), 27_000)


def test_a_passive_loss_elsewhere_that_limit_3_let_pass_is_a_business_loss() -> None:
    """461(l)(6): 60,000 of income covers 20 of 30 thousand here and 40 of 60 thousand elsewhere.

    640,000 + 20,000 + 40,000 - 60,000 - 626,000 = 14,000, of which 4 parts in 70 are of what is elsewhere.
    """
    earns, loses = idle(name="Earns", ordinary_business_income=60_000), idle(ordinary_business_income=-30_000)
    elsewhere = {"other_passive_income": -60_000, "other_active_rental_loss": 0}
    outcome = told(works(ordinary_business_income=-640_000), earns, loses, **elsewhere)
    assert figure(outcome, "passive suspended") == 10_000
    assert figure(outcome, "line excess business loss") == 14_000
    assert figure(outcome, "line excess outside k1s") == 800


def test_gains_outside_are_asked_only_of_a_loss_beyond_the_threshold() -> None:
    """461(l)(3)(B): a gain can only lower a loss that is within it already."""
    gains = {"net_short_term_capital_gain": None, "net_long_term_capital_gain": None}
    for loss, said in ((626_000, "answered"), (626_001, "missing: net_short_term_capital_gain")):
        assert says(works(ordinary_business_income=-loss, net_section_1231_gain=10), **gains) == said


def cited(*k1s: dict[str, Any], **household: Any) -> dict[str, str]:
    """The lines and findings with their authority."""
    return {name: line.citation for name, line in lines(told(*k1s, **household)).items()}


@pytest.mark.parametrize(("year", "limited"), [(2018, False), (2020, False), (2021, True), (2026, True)])
def test_before_2021_there_is_no_limit_and_it_is_said(year: int, limited: bool) -> None:
    """CARES Act sec. 2304(a)."""
    found = cited(works(ordinary_business_income=-10_000), tax_year=year)
    assert ("no_limit_this_year" in found) != limited
    assert ("lowest_threshold" in found) == limited


@pytest.mark.parametrize(
    ("amount", "authority"),
    [(-1, "IRC 461(l)(3)(A)(i)"), (0, "IRC 461(l)(3)(A)(i)"), (0.01, "IRC 461(l)(3)(A)(ii)(I)")],
)
def test_another_business_is_told_as_loss_or_income(amount: float, authority: str) -> None:
    """461(l)(3)(A): deductions are of (i), income of (ii)(I)."""
    found = cited(works(ordinary_business_income=-10_000), other_business_income=amount)
    assert found["other_business_income"] == authority


def test_pay_is_told_only_near_the_threshold() -> None:
    assert "guaranteed_payments_counted" not in cited(works(ordinary_business_income=-10_000, guaranteed_payments=5))


@pytest.mark.parametrize(("gain", "said"), [(0, None), (5_000, 5_000)])
def test_gain_on_a_sale_that_is_not_counted_is_said(gain: int, said: int | None) -> None:
    """461(l)(3)(B): whether it is the business's gain is not settled; told beside an excess."""
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    gone = works(name="Gone", ordinary_business_income=-1, gain_on_sale=gain, **sold)
    outcome = told(works(ordinary_business_income=-700_000), gone)
    found = {note.name: note.amount.low // 100 for note in outcome.notes}
    assert found.get("sale_gain_left_out") == said


def test_a_loss_on_a_sale_lowers_the_gain_of_the_return() -> None:
    """461(l)(3)(B)(ii): the smaller of the business's 20,000 and 20,000 - 12,000: 700,000 - 8,000 - 626,000."""
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    gone = works(name="Gone", ordinary_business_income=0, gain_on_sale=-12_000, **sold)
    check(told(works(ordinary_business_income=-700_000, net_section_1231_gain=20_000), gone), 66_000)


def test_without_a_gain_of_the_business_no_gain_is_asked_for() -> None:
    """461(l)(3)(B)(ii): it counts up to the business's own, here none."""
    gains = {"net_short_term_capital_gain": None, "net_long_term_capital_gain": None}
    assert says(works(ordinary_business_income=-700_000), **gains) == "answered"
    assert says(works(ordinary_business_income=-700_000, net_section_1231_gain=-5), **gains) == "answered"
