"""Households over five years, each balance reconciled each year (issue 3, proof). Amounts worked out from the law.

IRC 704(d)(2), 1366(d)(2): what basis held is a loss of the next year. 465(a)(2), 469(b): so at risk and passive.
705(a), 1367(a), 465(b)(5): a loss lowers basis and the amount at risk once, in the year it passes that limit.
"""

from typing import Any

from tests.chains.years import Year, balances, exact, followed, reconciled
from tests.limits.household import HOUSEHOLD, idle, rental, works

ALONE = {**HOUSEHOLD, "filing_status": "single", "tax_year": 2021}


def closings(year: Year) -> dict[str, Any]:
    """The first K-1's closing balances."""
    row = year.outcome.closing[0]
    names = ("outside_basis", "stock_basis", "debt_basis", "amount_at_risk")
    return {name: amount and exact(amount) for name in names if (amount := getattr(row, name, None)) is not None}


def deducted(years: list[Year]) -> list[Any]:
    """What counted in each year."""
    return [exact(year.outcome.deductible) for year in years]


PARTNER: list[dict[str, Any]] = [
    {"k1s": {"Idle": {"ordinary_business_income": -80_000}}},
    {"k1s": {"Idle": {"ordinary_business_income": 10_000, "contributions": 15_000}}},
    {
        "k1s": {
            "Idle": {
                "ordinary_business_income": -5_000,
                "contributions": 0,
                "ending_nonrecourse": 10_000,
                "ending_recourse": 10_000,
            }
        },
        "other_passive_income": 4_000,
    },
    {"k1s": {"Idle": {"ordinary_business_income": 30_000, "distributions": 12_000}}, "other_passive_income": 0},
    {
        "k1s": {
            "Idle": {
                "ordinary_business_income": -6_000,
                "distributions": 0,
                "final_k1": True,
                "how_interest_ended": "sold",
                "buyer_related": False,
                "sale_price": 9_000,
            }
        }
    },
]


def test_a_limited_partner_from_the_first_loss_to_the_sale() -> None:
    """Basis, at risk and passive each hold a part; income, a refinancing and the sale free it (469(g)(1), 752(d))."""
    k1 = idle(beginning_basis=60_000, beginning_nonrecourse=20_000, ending_nonrecourse=20_000)
    years = followed(ALONE, [k1], PARTNER)
    assert [balances(year) for year in years] == [
        {"suspended_basis_loss": 20_000, "suspended_at_risk_loss": 20_000, "suspended_passive_loss": 40_000},
        {"suspended_at_risk_loss": 15_000, "suspended_passive_loss": 55_000},
        {"suspended_at_risk_loss": 10_000, "suspended_passive_loss": 61_000},
        {"suspended_passive_loss": 41_000},
        {},
    ]
    assert [closings(year) for year in years[:4]] == [
        {"outside_basis": 0, "amount_at_risk": 0},
        {"outside_basis": 5_000, "amount_at_risk": 0},
        {"outside_basis": 0, "amount_at_risk": 0},
        {"outside_basis": 18_000, "amount_at_risk": 8_000},
    ]
    assert deducted(years) == [0, 10_000, 4_000, 30_000, 47_000]
    sold = years[-1].outcome
    assert [(gain.what, exact(gain.amount)) for gain in sold.gains] == [("sale", 17_000)]
    assert (exact(sold.against_passive_income), exact(sold.against_other_income)) == (17_000, 30_000)
    reconciled(years)


SHAREHOLDER: list[dict[str, Any]] = [
    {"k1s": {"Works": {"ordinary_business_income": -60_000}}},
    {"k1s": {"Works": {"ordinary_business_income": 24_000}}},
    {"k1s": {"Works": {"ordinary_business_income": -20_000, "contributions": 5_000}}},
    {"k1s": {"Works": {"ordinary_business_income": 50_000, "contributions": 0, "distributions": 8_000}}},
    {
        "k1s": {
            "Works": {
                "ordinary_business_income": -4_000,
                "distributions": 0,
                "final_k1": True,
                "how_interest_ended": "sold",
                "buyer_related": False,
                "sale_price": 40_000,
            }
        }
    },
]


def test_a_shareholder_whose_loan_is_used_up_and_restored() -> None:
    """Stock before debt, the net increase restores debt before stock (Reg. 1.1367-2(c)), then the stock is sold."""
    loan = {
        "kind": "note",
        "beginning_balance": 30_000,
        "beginning_debt_basis": 30_000,
        "new_advances": 0,
        "repayments": 0,
    }
    k1 = works(entity="s_corporation", beginning_stock_basis=20_000, loan=[loan])
    k1.pop("beginning_basis")
    years = followed(ALONE, [k1], SHAREHOLDER)
    assert [balances(year) for year in years] == [
        {"suspended_basis_loss": 10_000},
        {},
        {"suspended_basis_loss": 1_000},
        {},
        {},
    ]
    assert [(row["stock_basis"], row["debt_basis"]) for row in map(closings, years)][:4] == [
        (0, 0),
        (0, 14_000),
        (0, 0),
        (11_000, 30_000),
    ]
    assert deducted(years) == [50_000, 10_000, 19_000, 1_000, 4_000]
    assert [(gain.what, exact(gain.amount)) for gain in years[-1].outcome.gains] == [("sale", 33_000)]
    reconciled(years)


RENTAL: list[dict[str, Any]] = [
    {"k1s": {"Rental": {"net_rental_real_estate_income": -40_000}}, "wages": 90_000},
    {"k1s": {"Rental": {"net_rental_real_estate_income": -10_000}}, "wages": 130_000},
    {"k1s": {"Rental": {"net_rental_real_estate_income": 6_000}}, "wages": 160_000},
    {"k1s": {"Rental": {"net_rental_real_estate_income": -4_000}}, "wages": 100_000},
    {"k1s": {"Rental": {"net_rental_real_estate_income": 5_000}}, "wages": 100_000},
]


def test_a_rental_whose_allowance_comes_and_goes_with_the_wages() -> None:
    """469(i): 25,000, half of each dollar over 100,000 lost; what waits passes by income or a later allowance."""
    years = followed(ALONE, [rental(beginning_basis=200_000)], RENTAL)
    assert [balances(year).get("suspended_passive_loss", 0) for year in years] == [15_000, 15_000, 9_000, 0, 0]
    assert deducted(years) == [25_000, 10_000, 6_000, 13_000, 0]
    assert [exact(year.outcome.against_passive_income) for year in years] == [0, 0, 6_000, 0, 0]
    reconciled(years)
