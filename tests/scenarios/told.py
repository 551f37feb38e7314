"""What holds of the lines and notes of every answer: at what they stand, and that nothing is told where there is none.

A figure of basis or of a distribution is one of the K-1, what the passive rules judge is one of the activity, what
Form 8582, Form 461 and what comes after them sum up is the household's.
"""

from k1chat.outcome import Note, Outcome, OutcomeLine


def names(text: str) -> frozenset[str]:
    """The names in a text."""
    return frozenset(text.split())


HOUSEHOLD = names(
    """active_rental_income_elsewhere active_rental_loss active_rental_loss_elsewhere allowance allowance_maximum
    allowance_used allowance_used_elsewhere business_gain_counted business_income_on_k1s business_losses business_result
    capital_gain_counted capital_loss_deducted capital_loss_limit deduction_taken excess_business_loss
    excess_outside_k1s guaranteed_payments_counted income_after_limits k1_capital_result long_term_loss_carried
    lowest_threshold modified_agi modified_agi_at_least net_long_term net_operating_loss net_short_term
    no_allowance_lived_together no_limit_this_year nol_before_2018_counted nol_before_2018_left nol_deduction nol_left
    nol_limit nol_next_year nol_used_up nonbusiness_deductions nonbusiness_income nonpassive_k1_result
    other_business_income other_passive_income other_passive_loss_elsewhere passive_gains_on_distributions
    passive_income_elsewhere passive_income_on_k1s passive_loss_elsewhere passive_loss_elsewhere_held passive_losses
    professional_losses_left_out section_179_held short_term_loss_carried shortfall significant_participation_income
    taxable_income threshold wages_counted wages_cover_business_losses
    business_loss_in_modified_agi distribution_gain_left_out excess_shared_in_proportion
    guaranteed_payments_are_business_income modified_agi_figured passive_income_taken_as_it_is sale_taken_as_long_term
    taxable_income_figured"""
)
K1 = names(
    """amount_at_risk_in_detail appreciation_in_gifts basis_at_end basis_before_distributions basis_before_losses
    basis_counted beginning_basis beginning_stock_basis borrowed change_in_liabilities contributions
    debt_basis_before_losses debt_basis_for_losses debt_basis_restored debt_relief debts_passed_on debts_taken_over
    distributions earlier_losses_not_at_risk election_is_over excess_business_interest excess_business_interest_taken
    excess_business_interest_waits excess_interest_back expenses_after_losses gain_on_contribution gain_on_distribution
    gain_on_loan_repayment gifts_above_basis guaranteed income_of_traded_partnership loan_basis_at_year_end
    loan_basis_restored loan_gain loan_repaid_out_of_basis losses_of_traded_partnership nondeductible_after_losses
    nondeductible_carried_in nondeductible_carried_over nondeductible_expenses nonrecourse pledged property_distributed
    protected purchase_price qualified_without_real_property repaid_out_of_basis sale_price stock_basis_for_losses
    tax_exempt_income
    activities_aggregated_at_risk basis_not_needed capital_items_taken_as_portfolio carryover_left_out_of_net_increase
    excess_interest_back_in_basis gift_with_debts gifts_and_taxes_at_risk gifts_taken_as_cash llc_member_has_allowance
    loan_gain_is_capital loan_gain_is_ordinary nondeductible_before_losses other_items_taken_as_passive
    partnership_year_begun_in_2018 qualified_financing_as_printed restoration_shared_by_repaid_loans
    shareholder_answers_for_debt"""
)
ACTIVITY = names(
    """barred_by_step_up covered_by_significant_participation equity_financed_interest former_passive_loss_used
    gain_on_sale grouped_with_others held_for_investment loss_on_sale no_allowance_limited_partner
    no_allowance_small_share no_allowance_without_a_say not_a_rental_own_business not_a_rental_services
    not_a_rental_short_stays not_a_rental_use one_with_spouse other_rental_is_passive passive_gain_on_distribution
    professional_rental_is_passive released_against_passive_income rental_by_itself rental_is_passive rentals_as_one
    tenant_not_worked_in test_1 test_2 test_3 test_4 test_5 test_6 test_1_not_met test_2_not_met test_3_not_met
    test_4_not_met test_5_not_met test_6_not_met trading_is_not_passive working_interest working_interest_income
    working_interest_limited
    guest_services_may_be_significant investment_interest_apart llc_member_may_manage llc_member_may_not_manage
    no_loss_to_related_buyer one_of_all_rentals_sold part_sale properties_apart_without_election tenant_test_4_not_tried
    test_2_arguable test_4_counts_only_these_k1s test_7_arguable trading_interest_apart"""
)
ONLY_AMOUNTS = names(
    """allowance_used_elsewhere amount_at_risk_below_zero appreciation_in_gifts business_losses
    covered_by_significant_participation
    debts_taken_over equity_financed_interest excess_interest_back expenses_after_losses former_passive_loss_used
    gain_counted_at_risk gain_on_contribution gain_on_loan_repayment gain_on_sale gifts_above_basis
    guaranteed_payments_counted income_not_passive loss_on_sale nondeductible_carried_over other_passive_loss_elsewhere
    passive_gain_on_distribution passive_loss_elsewhere professional_losses_left_out qualified_without_real_property
    released released_against_passive_income section_179_held significant_participation_income"""
)
"""Lines that are told only where there is such an amount."""
SIGNED = names(
    """amount_at_risk_below_zero amount_at_risk_given business_result income_after_limits k1_capital_result
    net_long_term net_short_term nonpassive_k1_result other_business_income taxable_income"""
)
"""Lines that can be below zero."""
TOLD_AGAIN = names("guaranteed income_not_passive working_interest_limited")
"""Lines that stand for several things at one place."""
TOGETHER = {
    "allowance_used_elsewhere": names("passive_loss_elsewhere other_passive_loss_elsewhere"),
    "excess_outside_k1s": names("excess_business_loss"),
    "guaranteed_payments_are_business_income": names("guaranteed_payments_counted"),
    "loan_gain_is_capital": names("gain_on_loan_repayment"),
    "loan_gain_is_ordinary": names("gain_on_loan_repayment"),
    "modified_agi_figured": names("modified_agi modified_agi_at_least"),
    "passive_gains_on_distributions": names("gain_on_distribution"),
    "passive_income_taken_as_it_is": names("passive_income_on_k1s"),
    "passive_loss_elsewhere_held": names("passive_loss_elsewhere other_passive_loss_elsewhere"),
    "sale_taken_as_long_term": names("gain_on_sale loss_on_sale"),
    "taxable_income_figured": names("taxable_income"),
    "trading_interest_apart": names("trading_is_not_passive"),
}
"""Lines and notes about another figure or finding: none without it."""


def is_told_well(outcome: Outcome) -> None:
    """Every line and note stands once, at what it is about, and tells something."""
    sheets = [limit.lines for limit in outcome.limits] + ([outcome.after.lines] if outcome.after else [])
    lines = [line for sheet in sheets for line in sheet]
    rows: list[OutcomeLine | Note] = [*lines, *outcome.notes]
    for row in rows:
        where = HOUSEHOLD if not row.k1 else ACTIVITY if row.activity else K1
        assert row.name in where or not any(row.name in every for every in (HOUSEHOLD, K1, ACTIVITY)), row
    for line in lines:
        assert line.name not in ONLY_AMOUNTS or line.value is None or line.value.high != 0, line
        assert line.name in SIGNED or line.value is None or line.value.low >= 0, line
    told = {line.name for line in lines}
    for row in () if outcome.unknowns else rows:  # a range keeps the lines that all its runs have
        assert row.name not in TOGETHER or TOGETHER[row.name] & told, row
    for sheet in sheets:
        once = [(line.name, line.k1, line.activity, line.loan) for line in sheet if line.name not in TOLD_AGAIN]
        assert len(set(once)) == len(once), once
