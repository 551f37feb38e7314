"""Limit 1 for a partner: losses are allowed up to outside basis at year end (IRC 704(d)).

Modelled: contributions, income and tax-exempt income, change in the share of liabilities (752), distributions of
money and property (731, 732, 733), nondeductible expenses, in the order of the IRS basis worksheet.
The year of entry: `basis_entry`; gifts of property and excess business interest: `beside_losses`.
Not modelled: depletion, a sale of a part of the interest. Amounts in cents.
"""

from k1chat.citation import reg, usc
from k1chat.facts import (
    BEGINNING_BASIS,
    BEGINNING_NONRECOURSE,
    BEGINNING_QUALIFIED_NONRECOURSE,
    BEGINNING_RECOURSE,
    CONTRIBUTIONS,
    DISTRIBUTED_PROPERTY_BASIS,
    DISTRIBUTIONS,
    ENDING_NONRECOURSE,
    ENDING_QUALIFIED_NONRECOURSE,
    ENDING_RECOURSE,
    NONDEDUCTIBLE_EXPENSES,
    TAX_EXEMPT_INCOME,
)
from k1chat.limits.basis_entry import bought, debts_taken_over, gain_on_contribution, tells_of_entry
from k1chat.limits.income_items import income_items
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("704(d)(1)"))
def outside_basis_for_losses(w: Worksheet, losses: Cents) -> Cents:
    """Outside basis at year end before losses: increases, then distributions, then nondeductible expenses."""
    before = before_distributions(w)
    after = after_distributions(w, before)
    expenses = nondeductible_expenses(w) if after else 0
    basis = w.line("basis_before_losses", max(0, after - expenses))
    if expenses and basis < losses:
        w.note("nondeductible_before_losses")
    return basis


@rule(reg("1.704-1(d)(2)"))
def before_distributions(w: Worksheet) -> Cents:
    """Opening basis with the year's increases; a fall in liabilities is a distribution and comes after."""
    basis = opening_basis(w) + contributions(w) + rise_in_liabilities(w)
    basis += bought(w) + gain_on_contribution(w) if tells_of_entry(w) else 0
    return w.line("basis_before_distributions", basis + income(w) + tax_exempt_income(w))


@rule(usc("705(a)"))
def opening_basis(w: Worksheet) -> Cents:
    """Outside basis at the start of the year, the share of debts included."""
    return w.line("beginning_basis", w[BEGINNING_BASIS])


@rule(usc("722"))
def contributions(w: Worksheet) -> Cents:
    """Money and the basis of property contributed."""
    return w.line("contributions", w[CONTRIBUTIONS])


@rule(usc("752(a)"))
def rise_in_liabilities(w: Worksheet) -> Cents:
    """The rise in the partner's share of partnership debts of all three kinds; a fall is money paid out (752(b))."""
    start = w[BEGINNING_RECOURSE] + w[BEGINNING_QUALIFIED_NONRECOURSE] + w[BEGINNING_NONRECOURSE]
    end = w[ENDING_RECOURSE] + w[ENDING_QUALIFIED_NONRECOURSE] + w[ENDING_NONRECOURSE]
    w.line("debt_relief", max(0, start - end), usc("752(b)"))
    return w.line("change_in_liabilities", max(0, end - start))


@rule(usc("705(a)(1)(A)"))
def income(w: Worksheet) -> Cents:
    """Income and gain items of the year, before any loss (gross, as the IRS worksheet; order.md)."""
    return w.line("income_items", income_items(w))


@rule(usc("705(a)(1)(B)"))
def tax_exempt_income(w: Worksheet) -> Cents:
    """Tax-exempt income raises basis."""
    return w.line("tax_exempt_income", w[TAX_EXEMPT_INCOME])


@rule(usc("731(a)(1)"))
def after_distributions(w: Worksheet, basis: Cents) -> Cents:
    """Money first: beyond basis it is gain, and the gain adds no basis. Then property, as far as basis is left."""
    money = w.line("distributions", w[DISTRIBUTIONS], usc("733(1)"))
    relief = w.figure("debt_relief") + (debts_taken_over(w) if tells_of_entry(w) else 0)
    w.line("gain_on_distribution", max(0, money + relief - basis))
    left = max(0, basis - money - relief)
    return left - property_distributed(w, left)


@rule(usc("733(2)"))
def property_distributed(w: Worksheet, left: Cents) -> Cents:
    """Property takes its basis with it, but not more than is left (IRC 732(a)(2))."""
    return w.line("property_distributed", min(left, w[DISTRIBUTED_PROPERTY_BASIS])) if left else 0


@rule(usc("705(a)(2)(B)"))
def nondeductible_expenses(w: Worksheet) -> Cents:
    """Expenses that are neither deductible nor capital: before losses (Reg. 1.704-1(d)(2); the IRS worksheet)."""
    return w.line("nondeductible_expenses", w[NONDEDUCTIBLE_EXPENSES])
