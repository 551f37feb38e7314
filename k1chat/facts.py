"""Every fact the law can read: its name, where it belongs, what it may be.

Code owns kind and bounds; prompts/questions/ owns the words. A fact's name is one word for one thing: in the
code, in case files, in prompts. A fact has no default value: it is given, unknown, or missing.

`more` says which way the deduction moves when the fact grows, where law/order.md ("always true" 5) settles it;
an unknown fact is then tried at its ends together with its neighbours. `probes` are tried where ends do not do.
"""

from dataclasses import replace
from decimal import Decimal

from k1chat.fact import (
    DEPTH,
    FACTS,
    UNKNOWN,
    Fact,
    Kind,
    Losses,
    More,
    Place,
    Scope,
    Unknown,
    choice,
    hours,
    losses,
    money,
    yes_no,
)
from k1chat.money import UNBOUNDED, Cents
from k1chat.rare_facts import CIRCUMSTANCES, RETURN_CIRCUMSTANCES

__all__ = [
    "CIRCUMSTANCES",
    "DEPTH",
    "FACTS",
    "RETURN_CIRCUMSTANCES",
    "UNKNOWN",
    "Fact",
    "Kind",
    "Losses",
    "More",
    "Place",
    "Scope",
    "Unknown",
    "choice",
    "hours",
    "losses",
    "money",
    "yes_no",
]
"""What a fact is, beside the list of them."""

# The household
TAX_YEAR: Fact[int] = Fact("tax_year", "household", "year", low=1900, high=2200)
FILING_STATUS = choice(
    "filing_status",
    "household",
    "single",
    "married_joint",
    "married_separate",
    "head_of_household",
    "surviving_spouse",
)
K1_COUNT: Fact[int] = Fact("k1", "household", "count", low=1, high=100_000, probes=(1,))
LIVED_APART_ALL_YEAR = yes_no("lived_apart_all_year", "household")
WAGES = money("wages", "household", more="hurts")
OTHER_PASSIVE_INCOME = money("other_passive_income", "household", negative=True)
OTHER_ACTIVE_RENTAL_INCOME = money("other_active_rental_income", "household")
OTHER_ACTIVE_RENTAL_LOSS = money("other_active_rental_loss", "household")
OTHER_BUSINESS_INCOME = money("other_business_income", "household", negative=True)
OTHER_INCOME = money("other_income", "household", negative=True, more="hurts")
NET_SHORT_TERM_CAPITAL_GAIN = money("net_short_term_capital_gain", "household", negative=True)
NET_LONG_TERM_CAPITAL_GAIN = money("net_long_term_capital_gain", "household", negative=True)
QUALIFIED_DIVIDENDS = money("qualified_dividends", "household", more="hurts")
ITEMIZED_DEDUCTIONS = money("itemized_deductions", "household")
MODIFIED_AGI = money("modified_agi", "household", negative=True, more="hurts")
NOL_CARRYFORWARD = money("nol_carryforward", "household")
NOL_FROM_BEFORE_2018 = money("nol_from_before_2018", "household")

# A Schedule K-1
K1_NAME: Fact[str] = Fact("name", "k1", "text", probes=("",))
OWNER = choice("owner", "k1", "taxpayer", "spouse")
ENTITY = choice("entity", "k1", "partnership", "s_corporation", "trust")
INTEREST = choice("interest", "k1", "general_partner", "limited_partner", "llc_member")
MAY_MANAGE = yes_no("may_manage", "k1")
OWNERSHIP_PERCENT: Fact[Decimal] = Fact(
    "ownership_percent", "k1", "number", high=100, more="helps", probes=(Decimal(0), Decimal(100))
)
INTEREST_FROM_OWN_LOAN = money("interest_from_own_loan", "k1")
INVESTMENT_GAIN_IF_SOLD = money("investment_gain_if_sold", "k1")
PUBLICLY_TRADED = yes_no("publicly_traded", "k1")
FINAL_K1 = yes_no("final_k1", "k1")
ACTIVITY_COUNT: Fact[int] = Fact("activity", "k1", "count", low=1, high=1000, probes=(1,))

# Basis of a partner
BEGINNING_BASIS = money("beginning_basis", "k1", more="helps")
CONTRIBUTIONS = money("contributions", "k1", more="helps")
DISTRIBUTIONS = money("distributions", "k1", more="hurts")
DISTRIBUTED_PROPERTY_BASIS = money("distributed_property_basis", "k1", more="hurts")
BEGINNING_RECOURSE = money("beginning_recourse", "k1", more="hurts")
BEGINNING_QUALIFIED_NONRECOURSE = money("beginning_qualified_nonrecourse", "k1", more="hurts")
BEGINNING_NONRECOURSE = money("beginning_nonrecourse", "k1", more="hurts")
ENDING_RECOURSE = money("ending_recourse", "k1", more="helps")
ENDING_QUALIFIED_NONRECOURSE = money("ending_qualified_nonrecourse", "k1", more="helps")
ENDING_NONRECOURSE = money("ending_nonrecourse", "k1")
TAX_EXEMPT_INCOME = money("tax_exempt_income", "k1", more="helps")
PURCHASE_PRICE = money("purchase_price", "k1", more="helps")
GAIN_ON_CONTRIBUTION = money("gain_on_contribution", "k1", more="helps")
DEBTS_TAKEN_OVER = money("debts_taken_over", "k1", more="hurts")
SUSPENDED_EXCESS_INTEREST = money("suspended_excess_business_interest", "k1", more="hurts")
UNUSED_EXCESS_INTEREST = money("unused_excess_business_interest", "k1")
DEDUCTED_INTEREST = money("deducted_business_interest", "activity")
NONDEDUCTIBLE_EXPENSES = money("nondeductible_expenses", "k1", more="hurts")

# Basis of an S corporation shareholder
BEGINNING_STOCK_BASIS = money("beginning_stock_basis", "k1", more="helps")
STOCK_BASIS_AFTER_ELECTION = money("stock_basis_after_election", "k1", more="helps")
NONDEDUCTIBLE_CARRIED_IN = money("nondeductible_carried_in", "k1", more="hurts")
ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE = yes_no("elects_losses_before_nondeductible", "k1")
LOAN_COUNT: Fact[int] = Fact("loan", "k1", "count", high=1000, probes=(0, 1))
LOAN_KIND = choice("loan_kind", "loan", "note", "open_account", key="kind")
BEGINNING_BALANCE = money("beginning_balance", "loan")
BEGINNING_DEBT_BASIS = money("beginning_debt_basis", "loan")
NEW_ADVANCES = money("new_advances", "loan")
REPAYMENTS: Fact[Cents] = replace(money("repayments", "loan"), probes=(0, 1, UNBOUNDED))
"""A cent repaid is enough to have a loan restored first (Reg. 1.1367-2(c)(2)), and takes next to nothing of it."""

# At risk
AMOUNT_AT_RISK = money("amount_at_risk", "k1", negative=True, more="helps")
PROTECTED_AGAINST_LOSS = money("protected_against_loss", "k1", more="hurts")
BORROWED_FROM_INTERESTED_PERSON = money("borrowed_from_interested_person", "k1", more="hurts")
EARLIER_LOSSES_AT_RISK = money("earlier_losses_at_risk", "activity")
ACTIVITY_AMOUNT_AT_RISK = money("activity_amount_at_risk", "activity", negative=True, more="helps")
HOLDS_REAL_PROPERTY = yes_no("holds_real_property", "k1")
GUARANTEED_WITHOUT_REIMBURSEMENT = money("guaranteed_without_reimbursement", "k1", more="helps")
PLEDGED_OWN_PROPERTY = money("pledged_own_property", "k1", more="helps")
AMOUNT_AT_RISK_LAST_YEAR = money("amount_at_risk_last_year", "k1", more="helps")
AT_RISK_INCREASES = money("at_risk_increases", "k1", more="helps")
AT_RISK_DECREASES = money("at_risk_decreases", "k1", more="hurts")

# What an activity is
ACTIVITY_NAME: Fact[str] = Fact("activity_name", "activity", "text", probes=("",), key="name")
BOXES: Fact[tuple[str, ...]] = Fact("boxes", "activity", "boxes")
KIND = choice(
    "kind",
    "activity",
    "trade_or_business",
    "rental_real_estate",
    "other_rental",
    "oil_gas_working_interest",
    "trading",
)
AVERAGE_STAY_DAYS: Fact[Decimal] = Fact(
    "average_stay_days", "activity", "number", high=36_600, probes=(Decimal(0), Decimal(30), Decimal(36_600))
)
PROPERTY_USE = choice(
    "property_use",
    "activity",
    "tenants",
    "with_services",
    "held_for_growth",
    "own_business_before",
    "employees_live_there",
    "open_to_many",
    "own_venture",
)
GUEST_SERVICES_PERCENT: Fact[Decimal] = Fact(
    "guest_services_percent", "activity", "number", high=100, probes=(Decimal(0), Decimal(10), Decimal(100))
)
GROSS_RENT = money("gross_rent", "activity")
PROPERTY_UNADJUSTED_BASIS = money("property_unadjusted_basis", "activity")
PROPERTY_MARKET_VALUE = money("property_market_value", "activity")
GAIN_IF_SOLD = money("gain_if_sold", "activity")
OWNER_INTEREST_DEDUCTED = money("owner_interest_deducted", "activity")
WORKING_INTEREST_LOSS_BEFORE = yes_no("working_interest_loss_before", "activity")
RENTED_TO_OWN_BUSINESS = yes_no("rented_to_own_business", "activity")
SELF_RENTAL_INCOME = money("self_rental_income", "activity")
TENANT_HOURS: Fact[Decimal] = Fact(
    "tenant_hours", "activity", "hours", high=17_568, probes=tuple(map(Decimal, (0, 1, 101, 500, 501)))
)
TENANT_MOST_HOURS_BY_ANOTHER = hours("tenant_most_hours_by_another")
TENANT_YEARS: Fact[int] = Fact("tenant_years", "activity", "count", high=10, probes=(0, 5))
TENANT_SERVICE_YEARS: Fact[int] = Fact("tenant_service_years", "activity", "count", high=100, probes=(0, 3))
DEPRECIABLE_PERCENT: Fact[Decimal] = Fact(
    "depreciable_percent", "activity", "number", high=100, probes=(Decimal(0), Decimal(30))
)
NET_INTEREST_INCOME = money("net_interest_income", "activity")
AVERAGE_LOANS_MADE = money("average_loans_made", "activity")
AVERAGE_LENDING_DEBTS = money("average_lending_debts", "activity")
MONTHS_RENTED_BEFORE_SALE: Fact[Decimal] = Fact(
    "months_rented_before_sale", "activity", "number", high=1200, probes=(Decimal(0), Decimal(12))
)
DEVELOPMENT_HOURS = hours("development_hours", probes=(0, 101))
BOUGHT_ROYALTY_PROFIT = money("bought_royalty_profit", "activity")
BOUGHT_ROYALTIES = money("bought_royalties", "activity")
DEVELOPMENT_COSTS = money("development_costs", "activity")
DEVELOPMENT_COSTS_SO_FAR = money("development_costs_so_far", "activity")
BOUGHT_PROPERTY_VALUE = money("bought_property_value", "activity")

GROUPED_AS: Fact[str] = Fact("grouped_as", "activity", "text", probes=("",))
RENTAL_BESIDE_BUSINESS = choice(
    "rental_beside_business", "activity", "owned_alike", "rental_small", "business_small", "neither"
)

# Participation
HOURS = hours("hours", probes=(0, 101, 500, 8784))
SPOUSE_HOURS = hours("spouse_hours", probes=(0, 101, 500, 8784))
MOST_HOURS_BY_ANOTHER = hours("most_hours_by_another")
GROUP_MOST_HOURS_BY_ANOTHER = hours("group_most_hours_by_another")
TOTAL_HOURS_BY_OTHERS: Fact[Decimal] = Fact(
    "total_hours_by_others", "activity", "hours", high=99_999_999, probes=(Decimal(0), Decimal(99_999_999))
)
YEARS_MATERIALLY_PARTICIPATED: Fact[int] = Fact(
    "years_materially_participated_of_last_10", "activity", "count", high=10, probes=(0, 3, 10)
)
FARM_YEARS_OF_EIGHT: Fact[int] = Fact("farm_years_of_eight", "activity", "count", high=8, probes=(0, 8))
HOURS_IN_OTHER_SIGNIFICANT_BUSINESSES: Fact[Decimal] = Fact(
    "hours_in_other_significant_businesses", "household", "hours", high=17_568, probes=(Decimal(0), Decimal(501))
)
PERSONAL_SERVICE_ACTIVITY = yes_no("personal_service_activity", "activity")
EARLIER_YEARS_MATERIALLY_PARTICIPATED: Fact[int] = Fact(
    "years_materially_participated_before_last_10", "activity", "count", high=100, probes=(0, 3)
)
PAID_MANAGER = yes_no("paid_manager", "activity")
APPROVES_TENANTS_AND_TERMS = choice("approves_tenants_and_terms", "activity", "yes", "no", "this_year_only")
REAL_PROPERTY_HOURS = hours("real_property_hours")
TOTAL_WORK_HOURS = hours("total_work_hours")
SPOUSE_REAL_PROPERTY_HOURS = hours("spouse_real_property_hours")
SPOUSE_TOTAL_WORK_HOURS = hours("spouse_total_work_hours")

# Real estate professionals: all rentals as one
ELECTS_RENTALS_AS_ONE = yes_no("elects_rentals_as_one", "household")
HOURS_IN_OTHER_RENTALS: Fact[Decimal] = Fact(
    "hours_in_other_rentals", "household", "hours", high=17_568, probes=(Decimal(0), Decimal(101), Decimal(501))
)
RENTALS_MOST_HOURS_BY_ANOTHER: Fact[Decimal] = Fact(
    "rentals_most_hours_by_another", "household", "hours", high=8784, probes=(Decimal(0), Decimal(8784))
)
YEARS_IN_ALL_RENTALS: Fact[int] = Fact("years_in_all_rentals_of_last_10", "household", "count", high=10, probes=(0, 10))
LIMITED_PARTNER_RENT_PERCENT: Fact[Decimal] = Fact(
    "limited_partner_rent_percent", "household", "number", high=100, probes=(Decimal(0), Decimal(100))
)

# Carried in from earlier years
SUSPENDED_BASIS_LOSS = losses("suspended_basis_loss")
SUSPENDED_AT_RISK_LOSS = losses("suspended_at_risk_loss")
SUSPENDED_PASSIVE_LOSS = losses("suspended_passive_loss")

# Disposition
SOLD_ENTIRE_INTEREST = yes_no("sold_entire_interest", "activity")
FULLY_TAXABLE_SALE = yes_no("fully_taxable_sale", "activity")
BUYER_RELATED = yes_no("buyer_related", "activity")
GAIN_ON_SALE: Fact[Cents] = replace(money("gain_on_sale", "activity", negative=True), probes=(-UNBOUNDED, 0, UNBOUNDED))
GAIN_STILL_TO_COME = money("gain_still_to_come", "activity")
STEP_UP_AT_DEATH = money("step_up_at_death", "activity")
HOW_INTEREST_ENDED = choice(
    "how_interest_ended",
    "k1",
    "sold",
    "sold_on_instalments",
    "given_away",
    "given_to_spouse",
    "owner_died",
    "wound_up",
    "exchanged",
)
SALE_PRICE = money("sale_price", "k1")
