"""Working interests and trading: IRC 469(c)(3), (4); Temp. Reg. 1.469-1T(e)(4), (6)."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, idle, told, without
from tests.scenarios.scenario import answer, figure, verdict

ALL_TESTS = {
    "most_hours_by_another": 900,
    "total_hours_by_others": 1_500,
    "years_materially_participated_before_last_10": 0,
    "paid_manager": True,
    "may_manage": True,
}


def well(**facts: Any) -> dict[str, Any]:
    """A well in which the owner does not work, with a loss of 10,000."""
    return idle(
        **{
            "name": "Well",
            "kind": "oil_gas_working_interest",
            "ordinary_business_income": -10_000,
            **ALL_TESTS,
            **facts,
        }
    )


@pytest.mark.parametrize(
    ("interest", "waits"), [("general_partner", 0), ("limited_partner", 10_000), ("llc_member", 10_000)]
)
def test_only_an_interest_that_does_not_limit_liability(interest: str, waits: int) -> None:
    """Temp. Reg. 1.469-1T(e)(4)(v)(A): a limited partner's, and any other limited by state law, do limit it."""
    assert figure(told(well(interest=interest)), "passive suspended") == waits


def test_stock_of_an_s_corporation_limits_liability() -> None:
    """Temp. Reg. 1.469-1T(e)(4)(v)(A)(2)."""
    stock = {"entity": "s_corporation", "beginning_stock_basis": 50_000, "loan": []}
    k1 = well(**stock, elects_losses_before_nondeductible=False)
    assert figure(told(k1), "passive suspended") == 10_000


@pytest.mark.parametrize(("hours", "waits"), [(500, 10_000), (501, 0)])
def test_where_liability_is_limited_the_hours_decide(hours: int, waits: int) -> None:
    """IRC 469(c)(1): the ordinary tests."""
    assert figure(told(well(interest="limited_partner", hours=hours)), "passive suspended") == waits


def test_no_hours_are_asked_of_a_general_partner_of_a_well() -> None:
    """IRC 469(c)(4)."""
    k1 = {key: value for key, value in well(interest="general_partner").items() if "hours" not in key}
    assert figure(told(k1), "passive suspended") == 0


@pytest.mark.parametrize(("before", "waits"), [(True, 8_000), (False, 0)])
def test_income_after_a_nonpassive_loss_covers_no_passive_loss(before: bool, waits: int) -> None:
    """IRC 469(c)(3)(B): a limited partner now, a general partner in the year of a loss."""
    income = well(interest="limited_partner", ordinary_business_income=9_000, working_interest_loss_before=before)
    outcome = told(income, idle(ordinary_business_income=-8_000))
    assert figure(outcome, "passive suspended") == waits


def test_a_later_loss_of_a_limited_partner_is_passive_all_the_same() -> None:
    """IRC 469(c)(3)(B) speaks of net income; nothing is asked where there is none."""
    assert figure(told(well(interest="limited_partner")), "passive suspended") == 10_000


@pytest.mark.parametrize("box", ["ordinary_business_income", "other_income_loss"])
def test_trading_for_the_owners_is_not_passive(box: str) -> None:
    """Temp. Reg. 1.469-1T(e)(6): whatever the hours and the interest, and none are asked for."""
    fund = {key: value for key, value in idle(kind="trading").items() if "hours" not in key}
    outcome = told({**fund, box: -10_000})
    assert figure(outcome, "passive suspended") == 0
    assert figure(outcome, "against other income") == 10_000


def test_income_of_a_trading_fund_covers_no_passive_loss() -> None:
    """Temp. Reg. 1.469-1T(e)(6): it is not passive income."""
    fund = idle(name="Fund", kind="trading", ordinary_business_income=9_000)
    assert figure(told(fund, idle(ordinary_business_income=-8_000)), "passive suspended") == 8_000


def test_a_trading_loss_meets_the_next_limit() -> None:
    """IRC 461(l): a nonpassive business loss; 400,000 less 313,000 waits (single, 2025)."""
    outcome = told(idle(kind="trading", ordinary_business_income=-400_000), filing_status="single")
    assert figure(outcome, "excess business loss") == 87_000


def test_a_kind_asked_for_last_settles_it_too() -> None:
    """Without the kind the tests come first, then the kind."""
    k1 = {key: value for key, value in well(interest="general_partner").items() if key != "kind"}
    assert verdict(answer({**HOUSEHOLD, "k1": [k1]})) == "missing: kind"


def test_an_unknown_kind_asks_nothing_of_wells() -> None:
    """IRC 469(c)(3)(B): only of a well would earlier losses make its net income nonpassive; else it is passive."""
    outcome = told(well(kind="unknown", ordinary_business_income=9_000), idle(ordinary_business_income=-8_000))
    assert figure(outcome, "passive suspended") == [(0, 8_000)]  # trading income is not passive
    assert outcome.out_of_scope_if == ("oil_gas_working_interest",)


def test_stock_asks_for_no_kind_of_partner() -> None:
    """Temp. Reg. 1.469-1T(e)(4)(v)(A)(2): stock limits liability; a shareholder is no partner of any kind."""
    stock = {"entity": "s_corporation", "beginning_stock_basis": 50_000, "loan": []}
    k1 = without(well(**stock, elects_losses_before_nondeductible=False), "interest")
    assert figure(told(k1), "passive suspended") == 10_000


def test_more_than_500_hours_in_a_well_ask_for_no_interest() -> None:
    """IRC 469(c)(1), Temp. Reg. 1.469-5T(a)(1), (e)(2): not passive whichever interest it is."""
    assert figure(told(without(well(hours=501), "interest")), "passive suspended") == 0
