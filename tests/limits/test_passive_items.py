"""What is passive of a K-1 and what is not, and what is declined beside a held loss (IRC 469; Temp. Reg. 1.469-2T)."""

from typing import Any

import pytest

from k1chat.wording.told import limited_further
from tests.limits.household import HOUSEHOLD, idle, told, works
from tests.scenarios.scenario import answer, figure, verdict


def says(*k1s: dict[str, Any], **household: Any) -> str:
    return verdict(answer({**HOUSEHOLD, **household, "k1": list(k1s)}))


# Gain on a distribution, a sale


@pytest.mark.parametrize(("paid", "gain"), [(9_999, False), (10_000, False), (10_001, True)])
@pytest.mark.parametrize("payer", [idle, works])
def test_a_gain_on_a_distribution_beside_a_held_loss(payer: Any, paid: int, gain: bool) -> None:
    """IRC 731(a)(1), Rev. Rul. 95-5: it is passive income as far as what the firm does is."""
    pays = payer(name="Pays", ordinary_business_income=0, beginning_basis=10_000, distributions=paid)
    held = idle(ordinary_business_income=-10_000)
    assert figure(told(held, pays), "against passive income") == (1 if gain and payer is idle else 0)


@pytest.mark.parametrize(("income", "from_gain"), [(9_999, 1), (10_000, 0), (10_001, 0)])
def test_where_no_loss_is_held_the_gain_frees_none(income: int, from_gain: int) -> None:
    """Rev. Rul. 95-5: other passive income covers all of 10,000, so the character of the gain does not matter."""
    pays = idle(name="Pays", ordinary_business_income=0, beginning_basis=10_000, distributions=15_000)
    k1s = idle(ordinary_business_income=-10_000), pays
    outcome = told(*k1s, other_passive_income=income)
    assert figure(outcome, "passive suspended") == 0
    assert figure(outcome, "gain on distribution, Pays") == 5_000
    assert figure(outcome, "line passive gains on distributions") == (5_000 if from_gain else None)


@pytest.mark.parametrize("gain", [-20_000, 0, 20_000])
def test_a_gain_on_a_sale_that_is_told_is_not_passed_over(gain: int) -> None:
    """IRC 469(g)(1): a sale may free the loss and its gain cover it; told alone it is a sale all the same."""
    k1 = idle(ordinary_business_income=-10_000, gain_on_sale=gain)
    del k1["sold_entire_interest"]
    assert says(k1) == "missing: sold_entire_interest"


TAXED = {"fully_taxable_sale": True, "buyer_related": False}


@pytest.mark.parametrize(("sold", "verdict"), [(True, "answered"), (False, "answered")])
@pytest.mark.parametrize("income", [0, 10_000])
def test_a_sale_that_is_told_is_not_passed_over(income: int, sold: bool, verdict: str) -> None:
    """IRC 469(g)(1): where the loss is held, and where passive income covers it."""
    k1 = idle(ordinary_business_income=-10_000, sold_entire_interest=sold, **TAXED)
    assert says(k1, other_passive_income=income) == verdict


# Significant participation income


def little(name: str, income: int, hours: int) -> dict[str, Any]:
    """A business worked in for some hours, in which others work more."""
    worked = {"interest": "general_partner", "hours": hours, "most_hours_by_another": 2_000, "paid_manager": True}
    return idle(name=name, ordinary_business_income=income, total_hours_by_others=4_000, **worked)


@pytest.mark.parametrize(
    ("income", "held", "not_passive"),
    [(9_999, 5_001, 0), (10_000, 5_000, 0), (10_001, 5_000, 1), (20_000, 5_000, 10_000)],
)
def test_significant_participation_income_that_nets_to_nothing(income: int, held: int, not_passive: int) -> None:
    """Temp. Reg. 1.469-2T(f)(2)(i): only where all of them together have net income is it not passive income; the
    losses of the group are then in an activity without a loss (Temp. Reg. 1.469-1T(f)(2)(i)(C)).
    """
    k1s = little("Loss", -10_000, 200), little("Profit", income, 200), idle(ordinary_business_income=-5_000)
    outcome = told(*k1s)
    assert figure(outcome, "passive suspended") == held
    assert (figure(outcome, "line income not passive, Profit") or 0) == not_passive


@pytest.mark.parametrize(("hours", "held"), [(99, 0), (100, 0), (101, 10_000)])
def test_income_of_a_business_worked_in_less_is_passive(hours: int, held: int) -> None:
    """Temp. Reg. 1.469-5T(c)(2): up to 100 hours the activity is not significant, and its income covers losses."""
    k1s = idle(ordinary_business_income=-10_000), little("Profit", 10_000, hours)
    assert figure(told(*k1s), "passive suspended") == held


# What the passive limit never holds


@pytest.mark.parametrize("box", ["charitable_contributions", "foreign_taxes", "investment_interest_expense"])
def test_the_owners_own_deductions_are_not_passive(box: str) -> None:
    """Temp. Reg. 1.469-2T(d)(2): gifts, foreign income taxes and investment interest are no passive deductions."""
    outcome = told(idle(ordinary_business_income=-10_000, **{box: 3_000}))
    assert figure(outcome, "passive suspended") == 10_000
    assert figure(outcome, "deductible") == figure(outcome, "against other income") == 3_000


@pytest.mark.parametrize("box", ["section_179_deduction", "other_deductions"])
def test_deductions_of_the_business_are_passive(box: str) -> None:
    """IRC 469(d)(1): they arise in the activity, and income of the activity covers them first."""
    assert figure(told(idle(ordinary_business_income=-10_000, **{box: 3_000})), "passive suspended") == 13_000
    assert figure(told(idle(ordinary_business_income=2_000, **{box: 3_000})), "passive suspended") == 1_000


@pytest.mark.parametrize("box", ["interest_income", "ordinary_dividends", "royalties", "guaranteed_payments"])
def test_portfolio_income_and_pay_cover_no_passive_loss(box: str) -> None:
    """IRC 469(e)(1)(A)(i), (3): neither is passive income, though it is on the same K-1."""
    assert figure(told(idle(ordinary_business_income=-10_000, **{box: 8_000})), "passive suspended") == 10_000


# The capital loss limit comes after


@pytest.mark.parametrize("who", [idle, works])
@pytest.mark.parametrize(
    ("boxes", "limited"),
    [
        ({"k1_short_term_capital_gain": -4_000}, 4_000),
        ({"k1_short_term_capital_gain": -4_000, "k1_long_term_capital_gain": -1_000}, 5_000),
        ({"k1_long_term_capital_gain": 4_000}, 0),
        ({"net_section_1231_gain": -4_000}, 0),
    ],
)
def test_a_capital_loss_meets_its_own_limit_next(who: Any, boxes: dict[str, int], limited: int) -> None:
    """IRC 1211(b), Reg. 1.469-1(d)(2): boxes 8 and 9a pass 469 and meet 3,000 a year on Schedule D; 1231 does not."""
    outcome = told(who(ordinary_business_income=-1_000, **boxes))
    assert limited_further(outcome).low == limited * 100


def test_one_significant_participation_activity_among_those_with_income_is_enough() -> None:
    """Temp. Reg. 1.469-2T(f)(2): 10,000 of the one with 150 hours is not passive, 1,000 of the other is."""
    outcome = told(little("A", 10_000, 150), little("B", 1_000, 50), idle(ordinary_business_income=-20_000))
    assert figure(outcome, "against passive income") == 1_000
