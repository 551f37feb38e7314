"""After the four limits: capital losses against capital gains and 3,000 of other income (IRC 1211, 1212, 1222).

Expected figures are worked from the law and from the Capital Loss Carryover Worksheet of Schedule D.
"""

from typing import Any

import pytest

from k1chat import outcome_file
from k1chat.outcome import AfterLimits
from tests.limits.household import idle, told, works

ENOUGH = {"wages": 200_000, "itemized_deductions": 0}


def after(*k1s: dict[str, Any], **household: Any) -> AfterLimits:
    """What comes after the limits for a household in which it is figured."""
    outcome = told(*k1s, **household)
    assert outcome.after is not None, outcome.after_needs
    return outcome.after


def dollars(section: AfterLimits, name: str) -> float:
    """A line's figure."""
    value = next(line.value for line in section.lines if line.name == name)
    assert value is not None
    assert value.certain
    return value.low / 100


def carried(section: AfterLimits) -> dict[str, float]:
    """The capital losses carried forward, by class."""
    return {row.character: row.amount.low / 100 for row in section.carryforwards if row.limit == "capital_loss"}


@pytest.mark.parametrize(
    ("loss", "deducted", "left"), [(2_999, 2_999, 0), (3_000, 3_000, 0), (3_001, 3_000, 1), (12_000, 3_000, 9_000)]
)
def test_three_thousand_of_other_income(loss: int, deducted: int, left: int) -> None:
    """1211(b)(1); IRS Pub. 925's Ray has 12,000 of loss, 3,000 counts and 9,000 is carried."""
    section = after(works(ordinary_business_income=10_000, k1_long_term_capital_gain=-loss), **ENOUGH)
    assert section.capital_loss_deducted.low == deducted * 100
    assert carried(section) == ({"long_term_capital": left} if left else {})


@pytest.mark.parametrize(
    ("status", "limit"), [("married_separate", 1_500), ("single", 3_000), ("married_joint", 3_000)]
)
def test_a_spouse_who_files_apart_has_half(status: str, limit: int) -> None:
    """1211(b)(1)."""
    k1 = works(ordinary_business_income=10_000, k1_long_term_capital_gain=-10_000)
    section = after(k1, filing_status=status, lived_apart_all_year=True, **ENOUGH)
    assert section.capital_loss_deducted.low == limit * 100
    assert carried(section) == {"long_term_capital": 10_000 - limit}


def test_gains_take_the_loss_first() -> None:
    """1211(b): to the extent of the gains; then nothing is left to count or to carry."""
    k1 = works(ordinary_business_income=10_000, k1_long_term_capital_gain=-12_000)
    section = after(k1, net_long_term_capital_gain=4_000, net_short_term_capital_gain=8_000, **ENOUGH)
    assert not section.capital_loss_deducted.high
    assert not carried(section)


def test_short_term_losses_are_used_before_long_term_ones() -> None:
    """1212(b)(2)(A)(i): 3,000 counts as a short-term gain; 1,000 uses it first, 2,000 comes off the rest."""
    k1 = works(ordinary_business_income=10_000, k1_short_term_capital_gain=-1_000, k1_long_term_capital_gain=-10_000)
    assert carried(after(k1, **ENOUGH)) == {"long_term_capital": 8_000}


def test_each_class_meets_the_gain_of_the_other() -> None:
    """1212(b)(1)(A): short-term 10,000 less a long-term gain of 4,000 and the 3,000."""
    k1 = works(ordinary_business_income=10_000, k1_short_term_capital_gain=-10_000, k1_long_term_capital_gain=4_000)
    assert carried(after(k1, **ENOUGH)) == {"short_term_capital": 3_000}


@pytest.mark.parametrize(
    ("wages", "used"), [(15_000, 0), (15_750, 0), (16_750, 1_000), (18_749, 2_999), (18_750, 3_000), (18_751, 3_000)]
)
def test_what_income_could_not_use_is_carried_on(wages: int, used: int) -> None:
    """1212(b)(2)(B): the standard deduction is 15,750 (2025); wages of 16,750 use 1,000 of the 3,000."""
    k1 = works(k1_long_term_capital_gain=-10_000, interest_income=0)
    section = after(k1, filing_status="single", wages=wages, itemized_deductions=0)
    assert section.capital_loss_deducted.low == 300_000
    assert carried(section) == {"long_term_capital": 10_000 - used}


def test_a_passive_gain_takes_an_investment_loss() -> None:
    """Temp. Reg. 1.469-1T(d)(1): a gain of a passive activity stays a capital gain; the loss of 10,000 is used up."""
    x = idle(name="X", net_section_1231_gain=10_000)
    y = idle(name="Y", ordinary_business_income=-12_000)
    outcome = told(x, y, net_long_term_capital_gain=-10_000, **ENOUGH, nol_carryforward=0)
    assert outcome.limits[2].suspended.low == 200_000
    assert outcome.limits[2].allowed.low == 1_000_000


def test_what_passed_the_passive_limit_meets_this_one() -> None:
    """Reg. 1.469-1(d)(2): of 12,000 capital loss 469 lets 10,000 pass; 1211 lets 3,000 of it, 7,000 is carried."""
    x = idle(name="X", ordinary_business_income=10_000)
    y = idle(name="Y", net_section_1231_gain=0, suspended_passive_loss={"long_term_capital": 12_000})
    outcome = told(x, y, **ENOUGH)
    assert outcome.after is not None
    assert outcome.limits[2].suspended.low == 200_000
    assert outcome.limits[2].allowed.low == 1_000_000
    assert outcome.after.capital_loss_deducted.low == 300_000
    assert carried(outcome.after) == {"long_term_capital": 7_000}


def test_a_file_without_these_facts_is_answered_as_before() -> None:
    """The four limits stand; what is missing for the rest is named."""
    outcome = told(works(ordinary_business_income=10_000, k1_long_term_capital_gain=-12_000))
    assert outcome.deductible.low == 1_200_000
    assert outcome.after is None
    assert outcome.after_needs == ("itemized_deductions",)


def test_the_section_goes_through_json() -> None:
    outcome = told(works(ordinary_business_income=10_000, k1_long_term_capital_gain=-12_000), **ENOUGH)
    assert outcome_file.from_json(outcome_file.to_json(outcome)) == outcome


SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


@pytest.mark.parametrize(
    ("gain", "deducted", "left"), [(36_999, 3_000, 1), (37_000, 3_000, 0), (37_001, 2_999, 0), (40_001, 0, 0)]
)
def test_gain_on_a_sale_takes_capital_losses(gain: int, deducted: int, left: int) -> None:
    """741, 1222(7): the gain on an interest is a long-term capital gain; 40,000 of loss less the gain, then 3,000."""
    sold = idle(ordinary_business_income=-10_000, gain_on_sale=gain, **SOLD)
    outcome = told(sold, works(k1_long_term_capital_gain=-40_000), **ENOUGH)
    assert outcome.after is not None
    assert outcome.after.capital_loss_deducted.low == deducted * 100
    assert carried(outcome.after) == ({"long_term_capital": left} if left else {})
    assert "sale_taken_as_long_term" in {note.name for note in outcome.notes}


def test_a_loss_on_a_sale_meets_gain_outside_first() -> None:
    """1211(b), 1212(b)(1): 12,000 of loss; 4,000 short-term and 2,000 long-term gain; 3,000 of income."""
    sold = works(ordinary_business_income=0, gain_on_sale=-12_000, **SOLD)
    gains = {"net_short_term_capital_gain": 4_000, "net_long_term_capital_gain": 2_000}
    section = after(sold, **ENOUGH, **gains)
    assert dollars(section, "net_long_term") == -10_000
    assert section.capital_loss_deducted.low == 3_000_00
    assert carried(section) == {"long_term_capital": 3_000}


def test_a_loss_on_a_sale_held_at_risk_is_no_capital_loss_yet() -> None:
    """465(a): 12,000 lost, 5,000 at risk (7,000 borrowed without recourse); 5,000 reaches 1211, 3,000 counts."""
    debts = {"beginning_nonrecourse": 7_000, "ending_nonrecourse": 7_000, "beginning_basis": 12_000}
    section = after(works(ordinary_business_income=0, gain_on_sale=-12_000, **SOLD, **debts), **ENOUGH)
    assert carried(section) == {"long_term_capital": 2_000}
