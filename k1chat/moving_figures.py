"""Figures that the ends of an unknown amount do not tell: they move both ways with it, or turn on all K-1s."""

BOTH_WAYS = frozenset(
    {
        "property_distributed",
        "debt_basis_restored",
        "excess_business_interest_taken",
        "excess_business_interest_waits",
        "excess_interest_back",
        "debt_basis_before_losses",
        "repaid_out_of_basis",
        "gain_on_loan_repayment",
        "loan_basis_restored",
        "loan_repaid_out_of_basis",
        "loan_gain",
        "loan_basis_at_year_end",
        "stock_basis_for_losses",
        "debt_basis_for_losses",
        "nondeductible_after_losses",
        "nondeductible_carried_over",
        "expenses_after_losses",
        "basis_at_end",
        "gain_on_sale",
        "loss_on_sale",
        "gain_counted_at_risk",
    }
)
"""Figures of a K-1 that its amounts raise and lower again."""
WITH_EXPENSES = frozenset({"basis_before_losses", "basis_counted", "amount_at_risk"})
"""So do these, where expenses come before losses or after them (Reg. 1.1367-1(g))."""
AT_LEAST = "modified_agi_at_least"
"""How much is left out of this figure turns on how large the others are."""
OF_THE_HOUSEHOLD = frozenset(
    {
        "passive_losses",
        "passive_income_on_k1s",
        "shortfall",
        "income_not_passive",
        "self_charged_interest",
        "losses_of_traded_partnership",
        "income_of_traded_partnership",
        "former_passive_loss_used",
        "barred_by_step_up",
        "released",
        "released_against_passive_income",
        "released_not_passive",
        "equity_financed_interest",
        "passive_gains_on_distributions",
        "passive_gain_on_distribution",
        "significant_participation_income",
        "covered_by_significant_participation",
        "passive_loss_elsewhere_held",
        "allowance_used_elsewhere",
        "other_passive_loss_elsewhere",
        "active_rental_loss",
        "allowance",
        "allowance_used",
        "nonpassive_k1_result",
        "professional_losses_left_out",
        "k1_capital_result",
        "modified_agi",
        "modified_agi_at_least",
        "business_losses",
        "business_income_on_k1s",
        "capital_gain_counted",
        "excess_business_loss",
        "excess_outside_k1s",
    }
)
"""Figures of all K-1s together: with one of them open, what one loss gains another may lose."""
