"""The numbers around every threshold of the law: a dollar, an hour or a year below, exactly at it, and above.

Expected amounts are worked from the law named at each test, never from the program.
"""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.scenarios.scenario import answer, figure, verdict

STATUSES = ("single", "married_joint", "married_separate", "head_of_household", "surviving_spouse")
THRESHOLDS = {  # IRC 461(l)(3)(A)(ii): others, joint return; shared/oracle E-thresholds
    2021: (262_000, 524_000),
    2022: (270_000, 540_000),
    2023: (289_000, 578_000),
    2024: (305_000, 610_000),
    2025: (313_000, 626_000),
    2026: (256_000, 512_000),
}
NO_LIMIT = (2018, 2019, 2020)
EVERY_YEAR = (*NO_LIMIT, *THRESHOLDS)
CENT = Decimal("0.01")

HOUSEHOLD = {
    "wages": 0,
    "other_income": 0,
    "qualified_dividends": 0,
    "other_passive_income": 0,
    "other_business_income": 0,
    "net_short_term_capital_gain": 0,
    "net_long_term_capital_gain": 0,
}
PARTNER = {
    "entity": "partnership",
    "interest": "general_partner",
    "publicly_traded": False,
    "final_k1": False,
    "ownership_percent": 50,
    "beginning_basis": 20_000_000,
    "contributions": 0,
    "distributions": 0,
    "distributed_property_basis": 0,
    "tax_exempt_income": 0,
    "nondeductible_expenses": 0,
    "beginning_recourse": 0,
    "beginning_qualified_nonrecourse": 0,
    "beginning_nonrecourse": 0,
    "ending_recourse": 0,
    "ending_qualified_nonrecourse": 0,
    "ending_nonrecourse": 0,
    "protected_against_loss": 0,
    "borrowed_from_interested_person": 0,
    "suspended_basis_loss": 0,
    "suspended_at_risk_loss": 0,
    "suspended_passive_loss": 0,
}
BUSINESS = {
    **PARTNER,
    "ordinary_business_income": -10_000,
    "kind": "trade_or_business",
    "hours": 0,
    "most_hours_by_another": 2000,
    "total_hours_by_others": 4000,
    "years_materially_participated_of_last_10": 0,
    "years_materially_participated_before_last_10": 0,
    "personal_service_activity": False,
    "paid_manager": True,
    "sold_entire_interest": False,
}
RENTAL = {
    **PARTNER,
    "net_rental_real_estate_income": -40_000,
    "average_stay_days": 365,
    "rented_to_own_business": False,
    "approves_tenants_and_terms": "yes",
    "hours": 0,
    "real_property_hours": 0,
    "total_work_hours": 2000,
    "sold_entire_interest": False,
}
MARRIED = ("married_joint", "married_separate")


def ask(*k1s: dict[str, Any], tax_year: int = 2025, filing_status: str = "single", **household: Any) -> Outcome:
    """The answer for K-1s, each of them a business or a rental above with something changed."""
    if filing_status == "married_separate":
        household = {"lived_apart_all_year": True, **household}
    case = {"tax_year": tax_year, "filing_status": filing_status, **HOUSEHOLD, **household}
    spouse = {"spouse_hours": 0, "spouse_real_property_hours": 0, "spouse_total_work_hours": 0}
    married = spouse if filing_status in MARRIED else {}
    case["k1"] = [{"name": f"K-1 {number}", **married, **k1} for number, k1 in enumerate(k1s, 1)]
    step = answer(case)
    assert verdict(step) == "answered"
    assert step.answer is not None
    return step.answer


def business(**changed: Any) -> dict[str, Any]:
    return {**BUSINESS, **changed}


def rental(**changed: Any) -> dict[str, Any]:
    return {**RENTAL, **changed}


def nonpassive(outcome: Outcome) -> bool:
    """Whether the one loss of 10,000 passed the passive limit whole, or was held whole."""
    held = figure(outcome, "passive suspended")
    assert held in (0, 10_000)
    return bool(held == 0)


# Excess business loss: IRC 461(l)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("year", THRESHOLDS)
def test_excess_business_loss_around_the_threshold(year: int, status: str, beyond: int) -> None:
    """Only what is over the threshold waits; only a joint return doubles it."""
    others, joint = THRESHOLDS[year]
    threshold = joint if status == "married_joint" else others
    lost = threshold + beyond
    outcome = ask(business(ordinary_business_income=-lost, hours=600), tax_year=year, filing_status=status)
    assert figure(outcome, "excess business loss") == max(0, beyond)
    assert figure(outcome, "carried forward as net operating loss") == max(0, beyond)
    assert figure(outcome, "deductible") == lost - max(0, beyond)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("year", THRESHOLDS)
def test_wages_do_not_raise_the_threshold(year: int, status: str) -> None:
    """IRC 461(l)(3)(A): pay as an employee is not business income."""
    others, joint = THRESHOLDS[year]
    threshold = joint if status == "married_joint" else others
    k1 = business(ordinary_business_income=-(threshold + 100_000), hours=600)
    outcome = ask(k1, tax_year=year, filing_status=status, wages=1_000_000)
    assert figure(outcome, "excess business loss") == 100_000


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_business_income_raises_what_may_be_lost(beyond: int) -> None:
    """IRC 461(l)(3)(A)(ii)(I): deductions over business income and 313,000; other business income 50,000."""
    k1 = business(ordinary_business_income=-(363_000 + beyond), hours=600)
    outcome = ask(k1, other_business_income=50_000)
    assert figure(outcome, "excess business loss") == max(0, beyond)


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("year", NO_LIMIT)
def test_no_excess_business_loss_before_2021(year: int, status: str) -> None:
    """CARES Act sec. 2304: no limit for 2018, 2019 and 2020."""
    k1 = business(ordinary_business_income=-10_000_000, hours=600)
    outcome = ask(k1, tax_year=year, filing_status=status)
    assert figure(outcome, "excess business loss") == 0
    assert figure(outcome, "deductible") == 10_000_000


# The rental allowance: IRC 469(i)


@pytest.mark.parametrize(
    ("income", "allowed"),
    [
        (0, "25_000"),
        (99_999, "25_000"),
        (100_000, "25_000"),
        (100_001, "24_999.50"),
        (125_000, "12_500"),
        (149_999, "0.50"),
        (150_000, "0"),
        (150_001, "0"),
    ],
)
@pytest.mark.parametrize("status", [status for status in STATUSES if status != "married_separate"])
def test_allowance_around_its_phase_out(status: str, income: int, allowed: str) -> None:
    """469(i)(2), (3)(A): 25,000 less half of modified AGI over 100,000."""
    outcome = ask(rental(), filing_status=status, modified_agi=income)
    assert figure(outcome, "passive allowed") == Decimal(allowed)
    assert figure(outcome, "passive suspended") == 40_000 - Decimal(allowed)


@pytest.mark.parametrize("year", EVERY_YEAR)
def test_allowance_is_the_same_every_year(year: int) -> None:
    """The amounts of 469(i) are not indexed."""
    assert figure(ask(rental(), tax_year=year, modified_agi=100_000), "passive allowed") == 25_000
    assert figure(ask(rental(), tax_year=year, modified_agi=149_999), "passive allowed") == Decimal("0.50")
    assert figure(ask(rental(), tax_year=year, modified_agi=150_000), "passive allowed") == 0


@pytest.mark.parametrize(
    ("income", "allowed"),
    [
        (0, "12_500"),
        (49_999, "12_500"),
        (50_000, "12_500"),
        (50_001, "12_499.50"),
        (74_999, "0.50"),
        (75_000, "0"),
        (75_001, "0"),
    ],
)
def test_allowance_of_spouses_apart_all_year(income: int, allowed: str) -> None:
    """469(i)(5)(A): half of everything."""
    outcome = ask(rental(), filing_status="married_separate", lived_apart_all_year=True, modified_agi=income)
    assert figure(outcome, "passive allowed") == Decimal(allowed)


@pytest.mark.parametrize("income", [0, 50_000, 75_000])
def test_no_allowance_for_spouses_who_lived_together(income: int) -> None:
    """469(i)(5)(B)."""
    outcome = ask(rental(), filing_status="married_separate", lived_apart_all_year=False, modified_agi=income)
    assert figure(outcome, "passive allowed") == 0


@pytest.mark.parametrize("loss", [24_999, 25_000, 25_001])
def test_allowance_is_at_most_25_000(loss: int) -> None:
    outcome = ask(rental(net_rental_real_estate_income=-loss), modified_agi=50_000)
    assert figure(outcome, "passive allowed") == min(loss, 25_000)


@pytest.mark.parametrize(("percent", "active"), [("9.99", False), ("10", True), ("10.01", True)])
def test_active_participation_needs_ten_percent(percent: str, active: bool) -> None:
    """469(i)(6)(A): less than 10 percent is not active."""
    outcome = ask(rental(ownership_percent=Decimal(percent)), modified_agi=50_000)
    assert figure(outcome, "passive allowed") == (25_000 if active else 0)


@pytest.mark.parametrize(("interest", "active"), [("limited_partner", False), ("general_partner", True)])
def test_a_limited_partner_is_not_active(interest: str, active: bool) -> None:
    """469(i)(6)(C)."""
    outcome = ask(rental(interest=interest), modified_agi=50_000)
    assert figure(outcome, "passive allowed") == (25_000 if active else 0)


def test_the_allowance_is_for_rental_real_estate_only() -> None:
    """469(i)(1): equipment rentals and businesses have none."""
    equipment = {**rental(other_net_rental_income=-10_000)}
    del equipment["net_rental_real_estate_income"]
    assert figure(ask(equipment, modified_agi=50_000), "passive allowed") == 0
    assert figure(ask(business(), modified_agi=50_000), "passive allowed") == 0


def test_the_allowance_is_for_all_rentals_together() -> None:
    """Form 8582 Part VI: 25,000 shared by net loss, 30,000 and 10,000."""
    outcome = ask(
        rental(net_rental_real_estate_income=-30_000), rental(net_rental_real_estate_income=-10_000), modified_agi=0
    )
    assert figure(outcome, "passive allowed, K-1 1") == 18_750
    assert figure(outcome, "passive allowed, K-1 2") == 6_250


# Material participation: Temp. Reg. 1.469-5T(a)


@pytest.mark.parametrize(("hours", "met"), [(499, False), (500, False), (501, True)])
def test_more_than_500_hours(hours: int, met: bool) -> None:
    """(a)(1). Someone else works more, so only test 1 can be met."""
    outcome = ask(business(hours=hours))
    assert nonpassive(outcome) is met
    assert figure(outcome, "test met, K-1 1") == (1 if met else 0)


@pytest.mark.parametrize(("hours", "met"), [("500", False), ("500.1", True)])
def test_parts_of_an_hour_count(hours: str, met: bool) -> None:
    assert nonpassive(ask(business(hours=Decimal(hours)))) is met


@pytest.mark.parametrize(("hours", "met"), [(99, False), (100, False), (101, True)])
def test_more_than_100_hours_and_nobody_more(hours: int, met: bool) -> None:
    """(a)(3)."""
    outcome = ask(business(hours=hours, most_hours_by_another=50, total_hours_by_others=90))
    assert nonpassive(outcome) is met
    assert figure(outcome, "test met, K-1 1") == (3 if met else 0)


@pytest.mark.parametrize(("another", "met"), [(299, True), (300, True), (301, False)])
def test_not_less_than_any_other_individual(another: int, met: bool) -> None:
    """(a)(3): as many as another is enough."""
    outcome = ask(business(hours=300, most_hours_by_another=another, total_hours_by_others=another))
    assert nonpassive(outcome) is met


def test_all_the_work_there_was() -> None:
    """(a)(2): 40 hours when nobody else worked at all."""
    outcome = ask(business(hours=40, most_hours_by_another=0, total_hours_by_others=0))
    assert figure(outcome, "test met, K-1 1") == 2
    assert nonpassive(outcome)


@pytest.mark.parametrize(("second", "met"), [(249, False), (250, False), (251, True)])
def test_significant_participation_of_more_than_500_hours_together(second: int, met: bool) -> None:
    """(a)(4): 250 hours in one business and `second` in the other, others working more in both."""
    outcome = ask(business(hours=250), business(hours=second))
    assert (figure(outcome, "passive suspended") == 0) is met
    assert figure(outcome, "test met, K-1 1") == (4 if met else 0)


@pytest.mark.parametrize(("small", "met"), [(100, False), (101, True)])
def test_a_business_of_100_hours_is_not_significant(small: int, met: bool) -> None:
    """(c)(2): more than 100 hours; the 450 of the other business are not enough alone."""
    outcome = ask(business(hours=450), business(hours=small))
    assert (figure(outcome, "passive suspended, K-1 1") == 0) is met


def test_a_rental_is_not_significant_participation() -> None:
    """(c)(1)(i): a trade or business only; 450 hours there and 300 in a rental are not 750."""
    outcome = ask(business(hours=450), rental(hours=300), modified_agi=200_000)
    assert figure(outcome, "passive suspended, K-1 1") == 10_000


def test_a_business_that_meets_another_test_is_not_significant() -> None:
    """(c)(2): 600 hours in one business, by test 1, do not help 300 in another."""
    outcome = ask(business(hours=600), business(hours=300))
    assert figure(outcome, "passive suspended, K-1 1") == 0
    assert figure(outcome, "passive suspended, K-1 2") == 10_000


@pytest.mark.parametrize(("years", "met"), [(4, False), (5, True), (6, True)])
def test_five_of_the_last_ten_years(years: int, met: bool) -> None:
    """(a)(5)."""
    outcome = ask(business(years_materially_participated_of_last_10=years))
    assert nonpassive(outcome) is met
    assert figure(outcome, "test met, K-1 1") == (5 if met else 0)


@pytest.mark.parametrize(("years", "met"), [(2, False), (3, True), (4, True)])
@pytest.mark.parametrize(
    "fact", ["years_materially_participated_of_last_10", "years_materially_participated_before_last_10"]
)
def test_three_earlier_years_of_personal_service(fact: str, years: int, met: bool) -> None:
    """(a)(6): any three earlier years, however long ago."""
    outcome = ask(business(personal_service_activity=True, **{fact: years}))
    assert nonpassive(outcome) is met
    assert figure(outcome, "test met, K-1 1") == (6 if met else 0)


def test_three_earlier_years_are_for_personal_service_only() -> None:
    assert not nonpassive(ask(business(years_materially_participated_of_last_10=4)))


@pytest.mark.parametrize("status", MARRIED)
@pytest.mark.parametrize(("spouse", "met"), [(199, False), (200, False), (201, True)])
def test_a_spouses_hours_count(status: str, spouse: int, met: bool) -> None:
    """469(h)(5); (f)(3): 300 hours of one's own and the spouse's, on a joint return or not."""
    assert nonpassive(ask(business(hours=300, spouse_hours=spouse), filing_status=status)) is met


@pytest.mark.parametrize(
    ("changed", "met"),
    [
        ({"hours": 500}, False),
        ({"hours": 501}, True),
        ({"hours": 400, "most_hours_by_another": 10, "total_hours_by_others": 10}, False),
        ({"hours": 50, "most_hours_by_another": 0, "total_hours_by_others": 0}, False),
        ({"years_materially_participated_of_last_10": 5}, True),
        ({"personal_service_activity": True, "years_materially_participated_of_last_10": 3}, True),
    ],
)
@pytest.mark.parametrize("member", [{"interest": "limited_partner"}, {"interest": "llc_member", "may_manage": False}])
def test_a_limited_partner_has_three_tests(member: dict[str, Any], changed: dict[str, Any], met: bool) -> None:
    """469(h)(2); (e)(2): tests 1, 5 and 6; an LLC member without a say is read as one (order.md)."""
    assert nonpassive(ask(business(**member, **changed))) is met


def test_a_limited_partner_has_no_significant_participation() -> None:
    """(e)(2): 300 and 300 hours; test 4 is not open to limited partners."""
    outcome = ask(business(interest="limited_partner", hours=300), business(interest="limited_partner", hours=300))
    assert figure(outcome, "passive suspended") == 20_000


@pytest.mark.parametrize("hours", [0, 101, 501, 600, 750])
def test_a_rental_is_passive_at_any_hours(hours: int) -> None:
    """469(c)(2), (4); up to 750 hours there is no real estate professional (469(c)(7)(B)(ii))."""
    k1 = rental(hours=hours, real_property_hours=hours, total_work_hours=hours)
    assert figure(ask(k1, modified_agi=200_000), "passive suspended") == 40_000


@pytest.mark.parametrize(
    ("real", "all_work", "professional"),
    [(750, 750, False), (751, 1502, False), (751, 1501, True), (2000, 2000, True)],
)
def test_where_a_real_estate_professional_begins(real: int, all_work: int, professional: bool) -> None:
    """469(c)(7)(B): more than 750 hours and more than half of all work; 600 of them in this rental."""
    k1 = rental(real_property_hours=real, total_work_hours=all_work, hours=600)
    outcome = ask(k1, modified_agi=200_000, elects_rentals_as_one=False)
    assert figure(outcome, "passive suspended") == (0 if professional else 40_000)


def test_spouses_are_not_one_real_estate_professional() -> None:
    """469(c)(7)(B): one spouse alone; 400 hours each are not 800."""
    k1 = rental(
        real_property_hours=400, total_work_hours=400, spouse_real_property_hours=400, spouse_total_work_hours=400
    )
    outcome = ask(k1, filing_status="married_joint", modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 40_000


@pytest.mark.parametrize(
    ("days", "services", "business"),
    [("7", 0, True), ("7.1", 0, False), ("30", 60, True), ("30.1", 60, False), ("30", 9, False)],
)
def test_where_short_stays_end(days: str, services: int, business: bool) -> None:
    """Temp. Reg. 1.469-1T(e)(3)(ii)(A), (B): 7 days or less, or 30 with much service: a business, worked in here."""
    own = {"years_materially_participated_of_last_10": 5, "guest_services_percent": services, "hours": 0}
    own |= {"most_hours_by_another": 900, "total_hours_by_others": 900}
    k1 = rental(average_stay_days=Decimal(days), **own)
    assert figure(ask(k1, modified_agi=200_000), "passive suspended") == (0 if business else 40_000)


# Basis and at risk: a dollar around


@pytest.mark.parametrize("beyond", [-CENT, Decimal(0), CENT])
def test_basis_to_the_cent(beyond: Decimal) -> None:
    """704(d)(1): a loss of 10,000 against basis one cent short of it, equal, and over."""
    outcome = ask(business(beginning_basis=10_000 + beyond, hours=600))
    assert figure(outcome, "basis suspended") == max(Decimal(0), -beyond)
    assert figure(outcome, "closing outside basis, K-1 1") == max(Decimal(0), beyond)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_distributions_up_to_basis(beyond: int) -> None:
    """731(a)(1): only money beyond basis is gain."""
    outcome = ask(business(beginning_basis=10_000, distributions=10_000 + beyond, hours=600))
    assert figure(outcome, "gain on distribution, K-1 1") == max(0, beyond)
    assert figure(outcome, "basis allowed") == max(0, -beyond)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_at_risk_to_the_dollar(beyond: int) -> None:
    """465(a)(1): basis 30,000, of it nonrecourse debt that leaves 10,000, less or more, at risk."""
    debt = 20_000 - beyond
    outcome = ask(business(beginning_basis=30_000, beginning_nonrecourse=debt, ending_nonrecourse=debt, hours=600))
    assert figure(outcome, "basis suspended") == 0
    assert figure(outcome, "at risk suspended") == max(0, -beyond)


def test_a_fall_in_debts_is_money_paid_out() -> None:
    """752(b), 731(a): debts of 30,000 gone, basis 20,000: gain of 10,000, and the loss waits."""
    outcome = ask(business(beginning_basis=20_000, beginning_recourse=30_000, hours=600))
    assert figure(outcome, "gain on distribution, K-1 1") == 10_000
    assert figure(outcome, "basis suspended") == 10_000


# Nothing is read into a blank: law/order.md, "always true" 6

NEEDED = ("hours", "beginning_basis", "contributions", "distributions", "beginning_nonrecourse", "ending_nonrecourse")
NEEDED_TOO = ("nondeductible_expenses", "tax_exempt_income", "protected_against_loss", "suspended_passive_loss")


@pytest.mark.parametrize("fact", NEEDED + NEEDED_TOO)
def test_an_absent_fact_is_missing(fact: str) -> None:
    """Left out, it is asked for; given as zero, the case answers."""
    k1 = {"name": "Loss", **business()}
    case = {"tax_year": 2025, "filing_status": "single", **HOUSEHOLD, "k1": [k1]}
    assert verdict(answer(case)) == "answered"
    del k1[fact]
    assert verdict(answer(case)) == f"missing: {fact}"


@pytest.mark.parametrize("fact", ["tax_year", "filing_status", "wages", "other_income", "other_passive_income"])
def test_an_absent_fact_of_the_household_is_missing(fact: str) -> None:
    case: dict[str, Any] = {"tax_year": 2025, "filing_status": "single", **HOUSEHOLD, "k1": [{"name": "R", **rental()}]}
    assert verdict(answer(case)) == "answered"
    del case[fact]
    assert verdict(answer(case)) == f"missing: {fact}"


def test_an_unknown_basis_is_a_range() -> None:
    """`unknown` is an answer: between nothing and the whole loss."""
    outcome = ask(business(beginning_basis="unknown", hours=600))
    assert figure(outcome, "deductible") == (0, 10_000)
