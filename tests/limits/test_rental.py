"""Rentals: who is a real estate professional, rent from one's own business, and how the allowance is shared.

IRC 469(c)(7), (i); Reg. 1.469-2(f)(6); Form 8582 Parts IV to VII, line numbers of 2021 and later.
"""

from decimal import Decimal

import pytest

from tests.limits.household import idle, rental, told, works
from tests.scenarios.scenario import figure

# Rent from one's own business


def test_a_loss_on_property_let_to_ones_own_business_stays_passive() -> None:
    """Reg. 1.469-2(f)(6) speaks of net rental activity income; a loss is held like any rental's."""
    outcome = told(rental(rented_to_own_business=True), modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 20_000


def test_net_rent_beside_no_other_passive_loss() -> None:
    """Reg. 1.469-2(f)(6): where it covers nothing, whose rent it is does not matter."""
    profit = rental(net_rental_real_estate_income=20_000, rented_to_own_business=True)
    assert figure(told(profit, works(ordinary_business_income=-5_000)), "deductible") == 5_000


# How much allowance


@pytest.mark.parametrize(
    ("modified_agi", "allowance"),
    [
        ("99_999.99", "25_000"),
        ("100_000", "25_000"),
        ("100_000.01", "25_000"),
        ("100_000.02", "24_999.99"),
        ("100_000.03", "24_999.99"),
        ("149_999.97", "0.02"),
        ("149_999.98", "0.01"),
        ("149_999.99", "0.01"),
        ("150_000", "0"),
    ],
)
def test_the_allowance_at_an_odd_cent(modified_agi: str, allowance: str) -> None:
    """IRC 469(i)(3)(A): half of 150,000 less modified AGI; half a cent goes up, as the forms round halves."""
    outcome = told(rental(net_rental_real_estate_income=-40_000), modified_agi=Decimal(modified_agi))
    assert figure(outcome, "passive allowed") == Decimal(allowance)


@pytest.mark.parametrize(("loss", "allowed"), [(12_499, 12_499), (12_500, 12_500), (12_501, 12_500), (40_000, 12_500)])
def test_of_spouses_apart_all_year_12_500_at_most(loss: int, allowed: int) -> None:
    """IRC 469(i)(5)(A)(i)."""
    apart = {"filing_status": "married_separate", "lived_apart_all_year": True}
    outcome = told(rental(net_rental_real_estate_income=-loss), modified_agi=50_000, **apart)
    assert figure(outcome, "passive allowed") == allowed


# Parts IV to VII


@pytest.mark.parametrize(("profit", "allowed"), [(4_999, 29_999), (5_000, 30_000), (5_001, 30_000), (30_001, 30_000)])
def test_an_active_rental_in_profit_comes_before_the_allowance(profit: int, allowed: int) -> None:
    """Form 8582 lines 1a to 1d, 4, 9: the profit covers its part of 30,000, the allowance the rest to 25,000."""
    loss = rental(net_rental_real_estate_income=-30_000)
    outcome = told(loss, rental(name="Profit", net_rental_real_estate_income=profit), modified_agi=0)
    assert figure(outcome, "passive allowed") == allowed


def test_the_allowance_is_shared_by_net_loss_beside_a_profit() -> None:
    """Parts VI, VII: losses of 50,000 and 20,000, a profit of 10,000: line 1d is 60,000, of it 25,000 allowed.

    Part VI: 50/70 and 20/70 of 25,000. Part VII: 35,000 unallowed, in proportion to what is left: 25,000 and 10,000.
    """
    first, second = (rental(name=str(loss), net_rental_real_estate_income=-loss) for loss in (50_000, 20_000))
    outcome = told(first, second, rental(name="Profit", net_rental_real_estate_income=10_000), modified_agi=0)
    assert figure(outcome, "line allowance used") == 25_000
    assert figure(outcome, "passive suspended, 50000") == 25_000
    assert figure(outcome, "passive suspended, 20000") == 10_000


def test_a_business_beside_them_shares_what_is_unallowed() -> None:
    """Part VII: 110,000 of losses, 45,000 unallowed (line 3 of 70,000 less 25,000), by what Part VI leaves.

    50,000 less 17,857.14 and 20,000 less 7,142.86 stand beside the business's 10,000: 55,000 in all.
    """
    first, second = (rental(name=str(loss), net_rental_real_estate_income=-loss) for loss in (50_000, 20_000))
    profit = rental(name="Profit", net_rental_real_estate_income=10_000)
    outcome = told(first, second, profit, idle(ordinary_business_income=-10_000), modified_agi=0)
    assert figure(outcome, "passive suspended") == 45_000
    assert figure(outcome, "passive suspended, Idle") == Decimal("8_181.82")
    assert figure(outcome, "passive suspended, 50000") == Decimal("26_298.70")
    assert figure(outcome, "passive suspended, 20000") == Decimal("10_519.48")


def test_the_allowance_is_for_the_net_loss_of_all_active_rentals() -> None:
    """Form 8582 lines 1d, 3, 4: of 30,000 a profit covers 10,000, so 20,000 of line 3 (30,000) is for the allowance.

    Part VII: the 10,000 that Part VI leaves of the rental and the 10,000 of the business bear 10,000 in equal parts.
    """
    profit = rental(name="Profit", net_rental_real_estate_income=10_000)
    loss = rental(net_rental_real_estate_income=-30_000)
    outcome = told(loss, profit, idle(ordinary_business_income=-10_000), modified_agi=0)
    assert figure(outcome, "line allowance used") == 20_000
    assert figure(outcome, "passive suspended, Rental") == figure(outcome, "passive suspended, Idle") == 5_000


def test_a_rentals_own_income_comes_off_before_the_allowance_is_shared() -> None:
    """Part VI: by each activity's net loss: 30,000 less its own gain of 10,000, and 20,000; 12,500 for each."""
    mixed = rental(name="Mixed", net_rental_real_estate_income=-30_000, net_section_1231_gain=10_000)
    outcome = told(mixed, rental(), modified_agi=0)
    assert figure(outcome, "passive suspended, Mixed") == figure(outcome, "passive suspended, Rental") == 7_500


@pytest.mark.parametrize(("loss", "held"), [(34_999, 0), (35_000, 0), (35_001, 1), (50_000, 15_000)])
def test_a_profit_without_active_participation_covers_first(loss: int, held: int) -> None:
    """Form 8582 lines 2a, 3, 4: the profit of 10,000 stands in Part V; line 3 is what is left for the 25,000."""
    profit = rental(name="Profit", net_rental_real_estate_income=10_000, approves_tenants_and_terms="no")
    outcome = told(rental(net_rental_real_estate_income=-loss), profit, modified_agi=0)
    assert figure(outcome, "passive suspended") == held


@pytest.mark.parametrize(("carried", "held"), [(4_999, 0), (5_000, 0), (5_001, 1)])
def test_a_loss_carried_in_shares_the_allowance(carried: int, held: int) -> None:
    """IRC 469(i)(1), Form 8582 line 1c: active in the year it arose too, it stands with this year's 20,000."""
    assert figure(told(rental(suspended_passive_loss=carried), modified_agi=0), "passive suspended") == held


@pytest.mark.parametrize("carried", [0, 1, 5_000])
def test_a_loss_of_a_year_without_active_participation(carried: int) -> None:
    """IRC 469(i)(1): the allowance is for a loss of a year of active participation; the earlier one stays."""
    k1 = rental(suspended_passive_loss=carried, approves_tenants_and_terms="this_year_only")
    outcome = told(k1, modified_agi=0)
    assert figure(outcome, "passive allowed") == 20_000
    assert figure(outcome, "passive suspended") == carried


@pytest.mark.parametrize(("step_up", "barred"), [(0, 0), (4_000, 4_000), (50_000, 12_000)])
def test_death_frees_a_rental_that_was_active_in_this_year_only(step_up: int, barred: int) -> None:
    """469(g)(2): the loss is freed beyond the step-up, whichever part of Form 8582 it stands in; the kept rental has
    the allowance for itself.
    """
    ended = rental(
        name="Ended",
        net_rental_real_estate_income=-3_000,
        suspended_passive_loss=9_000,
        approves_tenants_and_terms="this_year_only",
        final_k1=True,
        how_interest_ended="owner_died",
        step_up_at_death=step_up,
    )
    outcome = told(ended, rental(name="Kept", net_rental_real_estate_income=-30_000), wages=50_000)
    allowed = {row.k1: row.allowed.low for row in outcome.limits[2].losses}
    assert allowed == {"Ended": (12_000 - barred) * 100, "Kept": 25_000_00}
    assert [(each.carries_as, each.amount.low) for each in outcome.carryforwards if each.k1 == "Ended"] == [
        ("lost", barred * 100)
    ] * bool(barred)


def test_a_sale_frees_a_rental_that_was_active_in_this_year_only() -> None:
    """469(g)(1)(A): all of it, this year's loss too."""
    sold = {"final_k1": True, "how_interest_ended": "sold", "buyer_related": False, "sale_price": 1_997_000}
    ended = rental(
        name="Ended",
        net_rental_real_estate_income=-3_000,
        suspended_passive_loss=9_000,
        approves_tenants_and_terms="this_year_only",
        **sold,
    )
    outcome = told(ended, rental(name="Kept", net_rental_real_estate_income=-30_000), wages=50_000)
    assert {row.k1: row.allowed.low for row in outcome.limits[2].losses} == {"Ended": 12_000_00, "Kept": 25_000_00}
