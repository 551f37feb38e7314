"""The lists of rare things that could change an answer (`k1chat.circumstances`), by the fact that tells of each."""

from k1chat.fact import Fact

CIRCUMSTANCES: Fact[tuple[str, ...]] = Fact(
    "circumstances",
    "k1",
    "several",
    choices=(
        "purchase_price",
        "gain_on_contribution",
        "debts_taken_over",
        "nondeductible_carried_in",
        "stock_basis_after_election",
        "suspended_excess_business_interest",
        "deducted_business_interest",
        "guaranteed_without_reimbursement",
        "pledged_own_property",
        "holds_real_property",
        "amount_at_risk_last_year",
        "activity_amount_at_risk",
        "interest_from_own_loan",
        "owner",
        "grouped_as",
        "property_use",
        "farm_years_of_eight",
        "depreciable_percent",
        "net_interest_income",
        "months_rented_before_sale",
        "bought_royalty_profit",
        "none",
    ),
)
"""Rare things of a K-1 and of its activities, each by the name of the fact that tells of it."""

RETURN_CIRCUMSTANCES: Fact[tuple[str, ...]] = Fact(
    "return_circumstances",
    "household",
    "several",
    choices=("nol_carryforward", "hours_in_other_significant_businesses", "none"),
)
"""Rare things of the whole return, each by the name of the fact that tells of it."""
