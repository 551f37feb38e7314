"""Limit 1 for an S corporation shareholder: losses are allowed up to stock basis, then debt basis (IRC 1366(d)).

Modelled: Form 7203 Part I in the default order and under the Reg. 1.1367-1(g) election, Part II by loan (restoration
by net increase, repayments, reduction in proportion: `shareholder_loans`), Part III. A guarantee gives no basis (Reg.
1.1366-2(a)(2)(ii)).
Distributions are at value (1368, 311(b)); dividends out of old C corporation earnings are no distributions here
(1368(c)): Form 1099-DIV brings them. Not modelled: several blocks of stock, depletion. After
the election ended: `after_s_election`. Amounts in cents.
"""

from k1chat.citation import reg, usc
from k1chat.facts import (
    BEGINNING_STOCK_BASIS,
    CONTRIBUTIONS,
    DISTRIBUTIONS,
    ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE,
    LOAN_COUNT,
    NONDEDUCTIBLE_CARRIED_IN,
    NONDEDUCTIBLE_EXPENSES,
    TAX_EXEMPT_INCOME,
)
from k1chat.limits.basis_entry import bought, tells_of_entry
from k1chat.limits.income_items import income_items
from k1chat.limits.shareholder_loans import debt_before_losses, loan, on_form_7203, reduce_loans, restoration
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("1366(d)(1)"))
def stock_and_debt_for_losses(w: Worksheet, losses: Cents) -> Cents:
    """Stock basis and debt basis that losses may use."""
    stock = stock_before_distributions(w)
    stock = stock_after_distributions(w, stock)
    expenses = w.line("nondeductible_expenses", nondeductible_expenses_to_bear(w), usc("1367(a)(2)(D)"))
    increase = net_increase(w)
    loans = [loan(w.at((*w.place, number))) for number in range(w[LOAN_COUNT])]
    restored = restoration(w, loans, increase)
    if increase and losses > current_losses(w) and any(loan.reduced for loan in loans):
        w.note("carryover_left_out_of_net_increase")
    debt = debt_before_losses(w, loans, restored)
    basis = after_nondeductible(w, stock - sum(restored), debt, expenses, losses)
    reduce_loans(w, loans, restored, closing(w, min(basis, losses))[1])
    return basis


@rule(usc("1367(a)(1)"))
def stock_before_distributions(w: Worksheet) -> Cents:
    """Opening stock basis, contributions, income and tax-exempt income (Form 7203 lines 1 to 5)."""
    opening = w.line("beginning_stock_basis", w[BEGINNING_STOCK_BASIS], on_form_7203(w, "line 1", usc("1367(a)")))
    paid_in = w.line("contributions", w[CONTRIBUTIONS], on_form_7203(w, "line 2", usc("1016(a)")))
    paid_in += bought(w, on_form_7203(w, "line 2", usc("1012"))) if tells_of_entry(w) else 0
    income = w.line("income_items", income_items(w), usc("1367(a)(1)(A)"))
    exempt = w.line("tax_exempt_income", w[TAX_EXEMPT_INCOME], usc("1367(a)(1)(A)"))
    return w.line("basis_before_distributions", opening + paid_in + income + exempt)


@rule(usc("1368(b)"))
def stock_after_distributions(w: Worksheet, stock: Cents) -> Cents:
    """Distributions come before losses; beyond stock basis they are gain, whatever the debt basis (1368(b)(2))."""
    paid = w.line("distributions", w[DISTRIBUTIONS], usc("1367(a)(2)(A)"))
    w.line("gain_on_distribution", max(0, paid - stock), usc("1368(b)(2)"))
    return max(0, stock - paid)


@rule(reg("1.1367-1(g)"))
def nondeductible_expenses_to_bear(w: Worksheet) -> Cents:
    """This year's, and what found no basis last year under the election: it counts as this year's."""
    expenses = w[NONDEDUCTIBLE_EXPENSES]
    if not w.given(NONDEDUCTIBLE_CARRIED_IN):
        return expenses
    return expenses + w.line("nondeductible_carried_in", w[NONDEDUCTIBLE_CARRIED_IN])


@rule(reg("1.1367-2(c)(1)"))
def net_increase(w: Worksheet) -> Cents:
    """The year's increases beyond its decreases: this year's items only, without losses carried in (order.md, open)."""
    decreases = w.figure("distributions") + w.figure("nondeductible_expenses") + current_losses(w)
    return max(0, w.figure("income_items") + w.figure("tax_exempt_income") - decreases)


@rule(reg("1.1367-1(f)"))
def after_nondeductible(w: Worksheet, stock: Cents, debt: Cents, expenses: Cents, losses: Cents) -> Cents:
    """Nondeductible expenses take basis before losses, stock first; under the election they come after losses."""
    if expenses and 0 < stock + debt < expenses + losses and losses and elects(w):
        return before_nondeductible(w, stock, debt, expenses, losses)
    from_stock = min(stock, expenses)
    from_debt = min(debt, expenses - from_stock)
    w.page.figures["expenses_before_losses"] = from_stock + from_debt
    w.line("stock_basis_for_losses", stock - from_stock, on_form_7203(w, "lines 10 to 13", reg("1.1367-1(f)")))
    w.line("debt_basis_for_losses", debt - from_debt, on_form_7203(w, "line 29", reg("1.1367-2(b)(3)")))
    return w.line("basis_before_losses", stock + debt - from_stock - from_debt, usc("1366(d)(1)"))


@rule(reg("1.1367-1(g)"))
def before_nondeductible(w: Worksheet, stock: Cents, debt: Cents, expenses: Cents, losses: Cents) -> Cents:
    """Under the election losses come first; expenses that find no basis left are carried over."""
    taken = min(expenses, max(0, stock + debt - losses))
    w.line("stock_basis_for_losses", stock)
    w.line("debt_basis_for_losses", debt)
    w.line("nondeductible_after_losses", taken)
    w.line("nondeductible_carried_over", expenses - taken)
    return w.line("basis_before_losses", stock + debt, usc("1366(d)(1)"))


@rule(reg("1.1367-1(g)"))
def elects(w: Worksheet) -> bool:
    """Whether the shareholder elected to take losses before nondeductible expenses."""
    return w[ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE]


def current_losses(w: Worksheet) -> Cents:
    """This year's losses and deductions on the K-1; of gifts of property its basis alone (1367(a)(2))."""
    losses = sum(sum(activity.losses.values()) for activity in w.activities_of_k1)
    return losses - w.figure("appreciation_in_gifts", otherwise=0)


def closing(w: Worksheet, allowed: Cents) -> tuple[Cents, Cents]:
    """Stock and debt basis at year end: losses use stock first, then debt (Form 7203 lines 11 and 30)."""
    stock, debt = w.figure("stock_basis_for_losses"), w.figure("debt_basis_for_losses")
    after = w.figure("nondeductible_after_losses", otherwise=0)
    from_stock = min(stock, allowed + after)
    return stock - from_stock, debt - min(debt, allowed + after - from_stock)
