"""After the four limits: net operating losses (IRC 172), worked from the law, Pub. 536 and the lines of Form 172."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.errors import Contradiction
from k1chat.facts import CIRCUMSTANCES, RETURN_CIRCUMSTANCES, WAGES
from k1chat.interview import next_said, next_step
from k1chat.outcome import AfterLimits, Amount
from tests.limits.household import PARTNER, idle, notes, told, works
from tests.limits.test_basis_shareholder import of_kind, owner
from tests.limits.test_capital_loss import after, carried, dollars
from tests.scenarios.scenario import answer


def nol(section: AfterLimits) -> float:
    """The year's own loss."""
    assert section.net_operating_loss.certain
    return section.net_operating_loss.low / 100


def loss(amount: int, **facts: Any) -> dict[str, Any]:
    """A business its owner works in, with a loss."""
    return works(ordinary_business_income=-amount, **facts)


@pytest.mark.parametrize(("year", "deduction"), [(2018, 12_000), (2025, 15_750)])
def test_publication_536s_glenn(year: int, deduction: int) -> None:
    """Wages 1,225, interest 425, gain on business real estate 2,000, business loss 5,000, stock loss 1,000: 1,775.

    Pub. 536 (2012) has other standard deductions; they are nonbusiness and change nothing beyond the interest.
    """
    section = after(
        loss(5_000, net_section_1231_gain=2_000),
        tax_year=year,
        filing_status="single",
        wages=1_225,
        other_income=425,
        net_short_term_capital_gain=-1_000,
        itemized_deductions=0,
    )
    assert nol(section) == 1_775
    assert dollars(section, "nonbusiness_deductions") == min(425, deduction)


@pytest.mark.parametrize(("wages", "lost"), [(49_999, 1), (50_000, 0), (50_001, 0)])
def test_wages_meet_the_business_loss_first(wages: int, lost: int) -> None:
    """Reg. 1.172-3(a)(3)(i): wages are income of a trade or business."""
    assert nol(after(loss(50_000), wages=wages)) == lost


def test_wages_that_cover_the_loss_need_no_other_fact() -> None:
    """172(c): nothing else can make a net operating loss of it."""
    household = {"tax_year": 2025, "wages": 60_000, "other_business_income": 0}
    outcome = answer({**household, "k1": [loss(50_000)]}).answer
    assert outcome is not None
    assert outcome.after is not None
    assert outcome.after.net_operating_loss == Amount.of(0)


@pytest.mark.parametrize(
    ("interest", "itemized", "lost"),
    [(31_500, 0, 30_000), (31_501, 0, 29_999), (40_000, 45_000, 30_000), (61_500, 0, 0), (70_000, 0, 0)],
)
def test_nonbusiness_deductions_meet_nonbusiness_income_only(interest: int, itemized: int, lost: int) -> None:
    """172(d)(4): the standard deduction of 31,500 (joint, 2025) takes interest, never wages."""
    section = after(loss(50_000), wages=20_000, other_income=interest, itemized_deductions=itemized)
    assert nol(section) == lost


@pytest.mark.parametrize("capital", [-1_000, -3_000, -50_000])
def test_a_net_capital_loss_makes_no_net_operating_loss_larger(capital: int) -> None:
    """172(d)(2)(A); and with no income to use it, all of it is carried on (1212(b)(2)(B))."""
    section = after(
        loss(50_000), wages=20_000, net_long_term_capital_gain=capital, itemized_deductions=0, other_income=0
    )
    assert nol(section) == 30_000
    assert carried(section) == {"long_term_capital": -capital}


def test_investment_gain_lowers_it_beyond_nonbusiness_deductions() -> None:
    """172(d)(4); Reg. 1.172-3(a)(3)(i): 40,000 of gain less 31,500."""
    section = after(loss(50_000), wages=20_000, net_long_term_capital_gain=40_000, itemized_deductions=0)
    assert nol(section) == 30_000 - 8_500


def test_business_gain_lowers_it_in_full() -> None:
    """Reg. 1.172-3(a)(3)(ii)."""
    assert nol(after(loss(50_000, net_section_1231_gain=12_000), wages=20_000, itemized_deductions=0)) == 18_000


def test_other_businesses_and_passive_income_count() -> None:
    assert nol(after(loss(50_000), wages=20_000, other_business_income=5_000)) == 25_000
    assert nol(after(loss(50_000), wages=20_000, other_passive_income=5_000)) == 25_000
    assert nol(after(loss(50_000), wages=20_000, other_business_income=-5_000)) == 35_000


def test_a_section_179_deduction_makes_no_net_operating_loss() -> None:
    """179(b)(3)(A), (B): up to business income with wages; the rest is kept."""
    section = after(works(ordinary_business_income=-10_000, section_179_deduction=30_000), wages=25_000, other_income=0)
    assert nol(section) == 0
    k1 = works(ordinary_business_income=-30_000, section_179_deduction=30_000)
    section = after(k1, wages=25_000)
    assert nol(section) == 5_000
    assert dollars(section, "section_179_held") == 30_000


def test_an_excess_business_loss_joins_the_carryforward_and_not_the_years_loss() -> None:
    """461(l)(1)(B), (2): 1,000,000 of loss, 626,000 counts (joint, 2025); wages 100,000."""
    outcome = told(loss(1_000_000), wages=100_000)
    assert outcome.after is not None
    assert nol(outcome.after) == 526_000
    assert dollars(outcome.after, "nol_next_year") == 526_000 + 374_000
    assert [(row.carries_as, row.amount.low) for row in outcome.carryforwards] == [("net_operating_loss", 37_400_000)]


def test_a_loss_only_against_passive_income_needs_nothing_more() -> None:
    """172(c): no excess of business deductions."""
    k1s = idle(name="X", ordinary_business_income=10_000), idle(name="Y", ordinary_business_income=-10_000)
    outcome = told(*k1s)
    assert outcome.after is None
    assert not outcome.after_needs
    outcome = told(idle(ordinary_business_income=-10_000), other_passive_income=10_000)
    assert outcome.after is None
    assert not outcome.after_needs


# The deduction of earlier years' losses

INCOME = {"filing_status": "single", "wages": 115_750, "itemized_deductions": 0}
"""Taxable income of 100,000 in 2025: the standard deduction is 15,750."""


def use(carryforward: int, old: int = 0, **facts: Any) -> AfterLimits:
    """A household with income alone and a net operating loss of earlier years."""
    household = {**INCOME, "nol_carryforward": carryforward, "nol_from_before_2018": old, **facts}
    return after(works(ordinary_business_income=0), **household)


def test_the_constructed_example_of_172_a_2() -> None:
    """Oracle N-172a2-derived: 20,000 from before 2018 in full, 80 percent of the other 80,000, 26,000 left."""
    section = use(110_000, 20_000)
    assert dollars(section, "taxable_income") == 100_000
    assert dollars(section, "nol_before_2018_counted") == 20_000
    assert dollars(section, "nol_limit") == 64_000
    assert section.nol_deduction.low == 8_400_000
    assert dollars(section, "nol_left") == 26_000


@pytest.mark.parametrize(("carried_in", "used"), [(79_999, 79_999), (80_000, 80_000), (80_001, 80_000)])
def test_eighty_percent_from_2021_on(carried_in: int, used: int) -> None:
    """172(a)(2)(B), (b)(2)(C)."""
    section = use(carried_in)
    assert section.nol_deduction.low == used * 100
    assert dollars(section, "nol_left") == carried_in - used


@pytest.mark.parametrize(("year", "standard"), [(2018, 12_000), (2019, 12_200), (2020, 12_400)])
def test_all_of_income_before_2021(year: int, standard: int) -> None:
    """172(a)(1); of what year the loss is, is not asked."""
    household = {**INCOME, "wages": 100_000 + standard, "tax_year": year, "nol_carryforward": 120_000}
    section = after(works(ordinary_business_income=0), **household)
    assert section.nol_deduction.low == 10_000_000
    assert dollars(section, "nol_left") == 20_000


@pytest.mark.parametrize(("old", "used"), [(99_999, 99_999), (100_000, 100_000), (100_001, 100_000)])
def test_losses_from_before_2018_are_not_limited(old: int, used: int) -> None:
    """172(a)(2)(A); nothing beyond the income of the year is used up (172(b)(2)(B))."""
    section = use(old, old)
    assert section.nol_deduction.low == used * 100
    assert dollars(section, "nol_left") == old - used


def test_a_net_capital_loss_uses_up_more_than_is_deducted() -> None:
    """172(b)(2)(A), (d)(2)(A): income without the 3,000 uses the loss up; Reg. 1.172-5(a)(1)(ii)."""
    section = use(200_000, wages=118_750, net_long_term_capital_gain=-3_000)
    assert dollars(section, "taxable_income") == 100_000
    assert section.nol_deduction.low == 8_000_000
    assert dollars(section, "nol_used_up") == 83_000
    assert dollars(section, "nol_left") == 117_000


def test_a_year_with_a_loss_of_its_own_uses_nothing() -> None:
    """172(b)(2)(B): taxable income is not less than zero; both losses go on."""
    section = after(
        loss(50_000), wages=20_000, itemized_deductions=0, nol_carryforward=40_000, nol_from_before_2018=10_000
    )
    assert section.nol_deduction == Amount.of(0)
    assert nol(section) == 30_000
    assert dollars(section, "nol_next_year") == 70_000


@pytest.mark.parametrize("old", [0, 15_000, 40_000, 90_000])
@pytest.mark.parametrize("capital", [0, -2_000, -9_000])
def test_what_is_used_up_and_what_is_left_are_the_whole(old: int, capital: int) -> None:
    """172(b)(2)."""
    section = use(90_000, old, net_long_term_capital_gain=capital)
    assert dollars(section, "nol_used_up") + dollars(section, "nol_left") == 90_000
    assert dollars(section, "nol_used_up") * 100 >= section.nol_deduction.low


# What is not told, and what is not known


def test_without_wages_the_limits_stand_and_wages_are_named() -> None:
    household = {"tax_year": 2025, "other_business_income": 0}
    outcome = answer({**household, "k1": [loss(50_000)]}).answer
    assert outcome is not None
    assert outcome.deductible == Amount.of(5_000_000)
    assert outcome.after is None
    assert outcome.after_needs == ("wages",)


def test_unknown_wages_make_a_range() -> None:
    """Between none and all of the loss; the figures of the limits stay as they are."""
    outcome = told(loss(50_000), wages="unknown", itemized_deductions=0)
    assert outcome.deductible == Amount.of(5_000_000)
    assert outcome.after is not None
    assert outcome.after.net_operating_loss == Amount(0, 5_000_000)
    assert [(each.fact, each.limit, each.matters) for each in outcome.unknowns] == [
        ("wages", "net_operating_loss", True)
    ]


def test_an_unknown_that_cannot_matter_says_so() -> None:
    """Itemized deductions take nonbusiness income only, and there is none."""
    outcome = told(loss(50_000), wages="unknown", other_income=0, itemized_deductions="unknown")
    assert outcome.after is not None
    assert outcome.after.net_operating_loss == Amount(0, 5_000_000)


def test_where_the_limits_are_not_certain_nothing_is_told_of_what_follows() -> None:
    outcome = told({**loss(50_000), "beginning_basis": "unknown"}, wages=20_000)
    assert not outcome.deductible.certain
    assert outcome.after is None
    assert not outcome.after_needs


def test_the_part_from_before_2018_is_a_part() -> None:
    with pytest.raises(Contradiction, match="nol_from_before_2018"):
        use(10_000, 10_001)


def test_nothing_is_asked_where_nothing_passes() -> None:
    outcome = told({**PARTNER, **idle(ordinary_business_income=-50_000)})
    assert outcome.after is None
    assert not outcome.after_needs


def test_a_conversation_asks_on_and_a_file_does_not() -> None:
    """The limits' answer stands; wages are asked first, and nothing more where they cover the loss."""
    text = tomli_w.dumps({"tax_year": 2025, "other_business_income": 0, "k1": [loss(50_000)]})
    case = case_file.read(Path("case.toml"), text)
    assert next_step(case).answer is not None
    case = case.having(CIRCUMSTANCES, (0,), ("none",)).having(RETURN_CIRCUMSTANCES, (), ("none",))
    said = next_said(case)
    assert said.question is not None
    assert said.question.fact is WAGES
    assert said.outcome == next_step(case).answer
    covered = next_said(case.having(WAGES, (), 5_000_000))
    assert covered.answer is not None
    assert covered.answer.after is not None
    short = next_said(case.having(WAGES, (), 4_999_999))
    assert short.question is not None
    assert short.question.limit in {"capital_loss", "net_operating_loss"}


def test_a_matter_that_is_refused_only_after_the_limits_leaves_their_answer() -> None:
    """A held passive loss elsewhere may be a rental's with an allowance: what follows is not told."""
    outcome = told(loss(50_000), wages=20_000, other_passive_income=-10_000)
    assert outcome.deductible == Amount.of(5_000_000)
    assert outcome.after is None
    assert not outcome.after_needs


# What the year's loss and the deduction of earlier ones are made of


def figures(*k1s: dict[str, Any], **household: Any) -> dict[str, float]:
    """The figures after the limits, by name."""
    lines = after(*k1s, **{"itemized_deductions": 0, "filing_status": "single", **household}).lines
    return {line.name: line.value.low / 100 for line in lines if line.value is not None}


def test_what_limit_4_held_of_another_business_is_not_in_the_years_loss() -> None:
    """461(l)(1)(B), (2): 700,000 less 74,000 of excess; next year all 700,000 are carried on."""
    found = figures(loss(100_000), other_business_income=-600_000, wages=0, filing_status="married_joint")
    assert found["net_operating_loss"] == 626_000
    assert found["nol_next_year"] == 700_000


@pytest.mark.parametrize(("elsewhere", "lost"), [(-5_000, 3_000), (-2_000, 0), (5_000, 0)])
def test_a_loss_of_another_business_meets_wages_too(elsewhere: int, lost: int) -> None:
    """Reg. 1.172-3(a)(3)(i): 12,000 of wages less 10,000 and what the other business lost."""
    found = figures(loss(10_000), other_business_income=elsewhere, wages=12_000)
    assert found.get("net_operating_loss", 0) == lost
    assert ("net_operating_loss" in found) == bool(lost)
    assert found["nol_next_year"] == lost


@pytest.mark.parametrize(("passive", "wages"), [(10_000, 0), (9_000, 1_000)])
def test_passive_income_elsewhere_covers_a_business_loss_without_another_question(passive: int, wages: int) -> None:
    """172(d)(4): passive income is business income."""
    section = after(loss(10_000), other_passive_income=passive, wages=wages)
    assert "wages_cover_business_losses" in {line.name for line in section.lines}


def test_a_loss_elsewhere_that_passive_income_covered_whole_is_counted() -> None:
    """469(d)(1): 70,000 less the 60,000 - 40,000 that are left of passive income."""
    earns = idle(name="Earns", ordinary_business_income=60_000)
    found = figures(loss(70_000), earns, other_passive_income=-40_000, wages=0)
    assert found["net_operating_loss"] == 50_000


def test_section_1231_items_of_all_k1s_are_one_net() -> None:
    """IRC 1231(a)(2): 8,000 less 5,000 is an ordinary loss of 3,000, and a gain is no ordinary income."""
    gain = works(name="Gain", ordinary_business_income=0, net_section_1231_gain=5_000)
    assert figures(loss(50_000, net_section_1231_gain=-8_000), gain, wages=0)["net_operating_loss"] == 53_000


@pytest.mark.parametrize(
    ("facts", "lost"),
    [
        ({"guaranteed_payments": 10_000}, 40_000),
        ({"amount_at_risk": -10_000, "earlier_losses_at_risk": 10_000}, -10_000),
    ],
)
def test_pay_and_what_comes_back_are_business_income(facts: dict[str, int], lost: int) -> None:
    """IRC 707(c), 465(e)(1)(A)."""
    back = works(name="Back", **{"ordinary_business_income": -50_000 if lost > 0 else 0, **facts})
    more = [] if lost > 0 else [loss(60_000)]
    assert figures(back, *more, wages=0)["net_operating_loss"] == (lost if lost > 0 else 50_000)


def test_section_179_is_held_as_far_as_business_income_and_wages_do_not_go() -> None:
    """179(b)(3)(A): 12,000 less 10,000 leave 2,000 of 5,000."""
    carried = {"nol_carryforward": 1, "nol_from_before_2018": 0}
    assert figures(loss(10_000, section_179_deduction=5_000), wages=12_000, **carried)["section_179_held"] == 3_000


def test_what_the_income_of_the_return_is_made_of() -> None:
    """61(a): 50,000 + 1,000 + 2,000 + 4,000 + 7,000 of gain, less 10,000."""
    k1 = loss(10_000, interest_income=4_000)
    found = figures(
        k1,
        wages=50_000,
        other_income=1_000,
        qualified_dividends=2_000,
        net_long_term_capital_gain=7_000,
        nol_carryforward=1,
        nol_from_before_2018=0,
    )
    assert found["income_after_limits"] == 54_000
    assert found["taxable_income"] == 54_000 - 15_750


def test_ordinary_gain_on_a_repaid_account_is_income() -> None:
    """Rev. Rul. 68-537: of 5,000 repaid 3,000 are gain, ordinary without a note."""
    carried = {"nol_carryforward": 1, "nol_from_before_2018": 0}
    found = figures(owner(of_kind("open_account"), ordinary_business_income=0), wages=10_000, **carried)
    assert found["income_after_limits"] == 13_000


def test_without_a_short_year_nothing_is_told_of_nonbusiness_income() -> None:
    """172(d)(4): it matters where business loses more than wages bring."""
    found = figures(loss(10_000, k1_long_term_capital_gain=-1_000), wages=20_000, other_income=500)
    assert "nonbusiness_income" not in found
    earns = figures(works(ordinary_business_income=1_000, k1_long_term_capital_gain=-1_000), wages=20_000)
    assert "net_operating_loss" not in earns


@pytest.mark.parametrize(
    ("year", "old", "wages", "carried"),
    [(2025, 0, 25_750, 7_000), (2025, 100_000, 25_750, 10_000), (2020, 0, 22_400, 10_000)],
)
def test_what_a_capital_loss_finds_beside_an_earlier_loss(year: int, old: int, wages: int, carried: int) -> None:
    """1212(b)(2): 10,000 of income; after 80 percent of the 7,000 left the 3,000 still counts, after all of it nothing.

    Losses of years before 2018, and before 2021 all of them, are deducted whole (172(a)): income is then negative.
    """
    k1 = works(ordinary_business_income=0, k1_long_term_capital_gain=-10_000)
    facts = {"nol_carryforward": 100_000, "nol_from_before_2018": old}
    found = figures(k1, tax_year=year, wages=wages, **facts)
    assert found["long_term_loss_carried"] == carried


def test_the_oldest_losses_are_used_up_first_and_all_that_is_used_is_told() -> None:
    """172(b)(2): 10,000 of taxable income: all 5,000 from before 2018, then 80 percent of the other 5,000."""
    facts = {"nol_carryforward": 105_000, "nol_from_before_2018": 5_000, "wages": 25_750}
    found = figures(works(ordinary_business_income=0), **facts)
    assert found["nol_deduction"] == found["nol_used_up"] == 9_000
    assert found["nol_before_2018_left"] == 0
    assert found["nol_left"] == 96_000
    assert "short_term_loss_carried" not in found


def test_a_carryforward_of_one_cent_is_one() -> None:
    found = figures(works(ordinary_business_income=0), wages=50_000, nol_carryforward=0.01, nol_from_before_2018=0)
    assert found["nol_deduction"] == 0.01


def test_what_taxable_income_is_taken_to_be_is_said() -> None:
    section = {"wages": 50_000, "itemized_deductions": 0, "nol_carryforward": 1, "nol_from_before_2018": 0}
    assert "taxable_income_figured" in notes(told(works(ordinary_business_income=0), **section))


def test_a_gain_of_the_business_makes_room_for_a_section_179_deduction() -> None:
    """179(b)(3)(A); Reg. 1.179-2(c)(1): 7,000 of wages and 4,000 of gain less 10,000 leave 1,000 of 5,000."""
    carried = {"nol_carryforward": 1, "nol_from_before_2018": 0}
    k1 = loss(10_000, net_section_1231_gain=4_000, section_179_deduction=5_000)
    assert figures(k1, wages=7_000, **carried)["section_179_held"] == 4_000


def test_a_loss_elsewhere_that_limit_3_let_pass_is_not_covered_by_wages() -> None:
    """469(d)(1): 60,000 covers 30,000 here and 30,000 elsewhere: 70,000 - 60,000 + 60,000 less 40,000 of wages."""
    k1s = loss(70_000), idle(name="Earns", ordinary_business_income=60_000), idle(ordinary_business_income=-30_000)
    assert figures(*k1s, other_passive_income=-30_000, wages=40_000)["net_operating_loss"] == 30_000


def test_of_older_losses_than_income_a_part_is_left() -> None:
    """172(b)(2): 10,000 of 12,000 from before 2018 are used up, and nothing of the 3,000 after them."""
    facts = {"nol_carryforward": 15_000, "nol_from_before_2018": 12_000, "wages": 25_750}
    found = figures(works(ordinary_business_income=0), **facts)
    assert found["nol_deduction"] == found["nol_used_up"] == 10_000
    assert found["nol_before_2018_left"] == 2_000
    assert found["nol_left"] == 5_000


@pytest.mark.parametrize(("wages", "lost"), [(29_999, 1), (30_000, 0), (30_001, 0)])
def test_a_loss_told_of_elsewhere_makes_the_years_loss_though_the_k1s_make_none(wages: int, lost: int) -> None:
    """469(d)(1): passive income of 60,000 lets the 40,000 pass; with the 10,000 of the K-1s it is 172(c)'s 30,000."""
    k1s = (loss(50_000), idle(ordinary_business_income=60_000))
    assert nol(after(*k1s, wages=wages, other_passive_income=-40_000)) == lost
