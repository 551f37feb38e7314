"""Limit 1 for an S corporation shareholder: losses are allowed up to stock basis, then debt basis (IRC 1366(d)).

Modelled: Form 7203 Part I in the default order and under the Reg. 1.1367-1(g) election, Part II by loan (restoration
by net increase, reduction in proportion), Part III. A guarantee gives no basis (Reg. 1.1366-2(a)(2)(ii)).
Not modelled: gain on repayment of a reduced loan (refused), several blocks of stock, transfers, depletion, dividends
out of old C corporation earnings, the post-termination period. Amounts in cents.
"""

from dataclasses import dataclass

from k1chat.citation import Citation, form_line, reg, usc
from k1chat.facts import (
    BEGINNING_BALANCE,
    BEGINNING_DEBT_BASIS,
    BEGINNING_STOCK_BASIS,
    CONTRIBUTIONS,
    DISTRIBUTIONS,
    ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE,
    LOAN_COUNT,
    LOAN_KIND,
    NEW_ADVANCES,
    NONDEDUCTIBLE_EXPENSES,
    REPAYMENTS,
    TAX_EXEMPT_INCOME,
    TAX_YEAR,
)
from k1chat.limits.income_items import income_items
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule

OPEN_ACCOUNT_AT_MOST: Cents = 25_000_00
"""Reg. 1.1367-2(a)(2)(i)."""


@dataclass(frozen=True, slots=True)
class Loan:
    """A shareholder's loan: what is owed and what basis it has, at the start of the year and with new advances."""

    owed: Cents
    basis: Cents
    opening_owed: Cents
    opening_basis: Cents
    repaid: Cents


@rule(usc("1366(d)(1)"))
def stock_and_debt_for_losses(w: Worksheet, losses: Cents) -> Cents:
    """Stock basis and debt basis that losses may use."""
    stock = stock_before_distributions(w)
    stock = stock_after_distributions(w, stock)
    expenses = w.line("nondeductible_expenses", w[NONDEDUCTIBLE_EXPENSES], usc("1367(a)(2)(D)"))
    increase = net_increase(w)
    loans = [loan(w.at((*w.place, number)), increase) for number in range(w[LOAN_COUNT])]
    restored = restoration(w, loans, increase, losses)
    debt = debt_before_losses(w, loans, restored)
    basis = after_nondeductible(w, stock - sum(restored), debt, expenses, losses)
    reduce_loans(w, loans, restored, closing(w, min(basis, losses))[1])
    return basis


@rule(usc("1367(a)(1)"))
def stock_before_distributions(w: Worksheet) -> Cents:
    """Opening stock basis, contributions, income and tax-exempt income (Form 7203 lines 1 to 5)."""
    opening = w.line("beginning_stock_basis", w[BEGINNING_STOCK_BASIS], on_form_7203(w, "line 1", usc("1367(a)")))
    paid_in = w.line("contributions", w[CONTRIBUTIONS], on_form_7203(w, "line 2", usc("1016(a)")))
    income = w.line("income_items", income_items(w), usc("1367(a)(1)(A)"))
    exempt = w.line("tax_exempt_income", w[TAX_EXEMPT_INCOME], usc("1367(a)(1)(A)"))
    return w.line("basis_before_distributions", opening + paid_in + income + exempt)


@rule(usc("1368(b)"))
def stock_after_distributions(w: Worksheet, stock: Cents) -> Cents:
    """Distributions come before losses; beyond stock basis they are gain, whatever the debt basis (1368(b)(2))."""
    paid = w.line("distributions", w[DISTRIBUTIONS], usc("1367(a)(2)(A)"))
    w.line("gain_on_distribution", max(0, paid - stock), usc("1368(b)(2)"))
    return max(0, stock - paid)


@rule(reg("1.1367-2(a)"))
def loan(w: Worksheet, increase: Cents) -> Loan:
    """One loan made directly to the corporation (Form 7203 Part II, lines 16 to 22)."""
    owed, basis = opening(w)
    advances = w[NEW_ADVANCES]
    repaid = w[REPAYMENTS] if owed + advances else 0
    if w.supposes(REPAYMENTS):
        repaid = min(repaid, owed + advances)
    elif w.supposes(NEW_ADVANCES):
        advances = max(advances, repaid - owed)
    elif w.supposes(BEGINNING_BALANCE):
        owed = max(owed, repaid - advances)
    if repaid > owed + advances:
        raise w.contradiction(
            "More was repaid on a loan than was owed on it. Check what was paid back (repayments), what was owed at "
            "the start of the year (beginning_balance) and what was lent this year (new_advances).",
            REPAYMENTS,
            NEW_ADVANCES,
            BEGINNING_BALANCE,
        )
    if advances and repaid and basis < owed and is_open_account(w):
        advances, repaid = max(0, advances - repaid), max(0, repaid - advances)
    if repaid and basis < owed and not increase:
        raise w.at(w.place[:1]).refuse("loan_repayment_gain", reg("1.1367-2(d)"))
    return Loan(owed + advances, basis + advances, owed, basis, repaid)


@rule(reg("1.1367-2(d)(2)"))
def is_open_account(w: Worksheet) -> bool:
    """Advances without a note are one debt, and the year's advances and repayments are netted at its close.

    An account of more than $25,000 at a year's end is treated as a note from the next year on (1.1367-2(a)(2)(ii)).
    """
    if w[BEGINNING_BALANCE] > OPEN_ACCOUNT_AT_MOST or w[LOAN_KIND] != "open_account":
        return False
    k1 = w.at(w.place[:1])
    loans = [k1.at((*k1.place, number)) for number in range(k1[LOAN_COUNT])]
    owed = sum(loan.known(BEGINNING_BALANCE) or 0 for loan in loans if loan.known(LOAN_KIND) == "open_account")
    return owed <= OPEN_ACCOUNT_AT_MOST


def opening(w: Worksheet) -> tuple[Cents, Cents]:
    """What was owed at the start of the year and its basis; an unknown one stays within what the other allows."""
    owed = w[BEGINNING_BALANCE]
    basis = w[BEGINNING_DEBT_BASIS] if owed else 0
    if w.supposes(BEGINNING_DEBT_BASIS):
        return owed, min(basis, owed)
    if w.supposes(BEGINNING_BALANCE):
        return max(owed, basis), basis
    if basis > owed:
        raise w.contradiction(
            "A loan's basis at the start of the year cannot be more than what was owed on it. Check both: its basis "
            "(beginning_debt_basis) and what was owed (beginning_balance).",
            BEGINNING_BALANCE,
            BEGINNING_DEBT_BASIS,
        )
    return owed, basis


@rule(reg("1.1367-2(c)(1)"))
def net_increase(w: Worksheet) -> Cents:
    """The year's increases beyond its decreases: this year's items only, without losses carried in (order.md, open)."""
    decreases = w.figure("distributions") + w.figure("nondeductible_expenses") + current_losses(w)
    return max(0, w.figure("income_items") + w.figure("tax_exempt_income") - decreases)


@rule(reg("1.1367-2(c)(2)"))
def restoration(w: Worksheet, loans: list[Loan], increase: Cents, losses: Cents) -> list[Cents]:
    """The net increase restores reduced loans before it raises stock: repaid ones first, then in proportion."""
    reduced = [loan.opening_owed - loan.opening_basis for loan in loans]
    if not any(reduced):
        return [0] * len(loans)
    if increase and losses > current_losses(w):
        w.note("carryover_left_out_of_net_increase")
    first = _in_proportion(increase, [short if loan.repaid else 0 for short, loan in zip(reduced, loans, strict=True)])
    rest = [short - done for short, done in zip(reduced, first, strict=True)]
    then = _in_proportion(increase - sum(first), rest)
    restored = [a + b for a, b in zip(first, then, strict=True)]
    line_23 = on_form_7203(w, "line 23", reg("1.1367-2(c)(2)"))
    w.line("debt_basis_restored", sum(restored), line_23)
    w.by_loan("loan_basis_restored", restored, line_23)
    return restored


@rule(reg("1.1367-2(d)"))
def debt_before_losses(w: Worksheet, loans: list[Loan], restored: list[Cents]) -> Cents:
    """Debt basis after restoration and repayments. A repayment of a loan with reduced basis is gain: refused."""
    total = 0
    for loan, back in zip(loans, restored, strict=True):
        basis = loan.basis + back
        if loan.repaid and basis < loan.owed:
            raise w.refuse("loan_repayment_gain")
        total += basis - loan.repaid
    lines = on_form_7203(w, "lines 24 to 27", reg("1.1367-2(d)"))
    return w.line("debt_basis_before_losses", total, lines) if loans else 0


@rule(reg("1.1367-2(b)(3)"))
def reduce_loans(w: Worksheet, loans: list[Loan], restored: list[Cents], left: Cents) -> None:
    """What is left of debt basis at year end, by loan: each falls in proportion to its basis, not to what is owed."""
    bases = [loan.basis + back - loan.repaid for loan, back in zip(loans, restored, strict=True)]
    w.by_loan("loan_basis_at_year_end", prorate(left, bases), on_form_7203(w, "line 31", reg("1.1367-2(b)(3)")))


@rule(reg("1.1367-1(f)"))
def after_nondeductible(w: Worksheet, stock: Cents, debt: Cents, expenses: Cents, losses: Cents) -> Cents:
    """Nondeductible expenses take basis before losses, stock first; under the election they come after losses."""
    if expenses and 0 < stock + debt < expenses + losses and losses and elects(w):
        return before_nondeductible(w, stock, debt, expenses, losses)
    from_stock = min(stock, expenses)
    from_debt = min(debt, expenses - from_stock)
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


def on_form_7203(w: Worksheet, line: str, before: Citation) -> Citation:
    """Form 7203 is from tax year 2021; until then the law itself is named."""
    return form_line("Form 7203", line) if w[TAX_YEAR] >= 2021 else before


@rule(reg("1.1367-1(g)"))
def elects(w: Worksheet) -> bool:
    """Whether the shareholder elected to take losses before nondeductible expenses."""
    return w[ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE]


def current_losses(w: Worksheet) -> Cents:
    """This year's losses and deductions on the K-1."""
    return sum(sum(activity.losses.values()) for activity in w.activities_of_k1)


def closing(w: Worksheet, allowed: Cents) -> tuple[Cents, Cents]:
    """Stock and debt basis at year end: losses use stock first, then debt (Form 7203 lines 11 and 30)."""
    stock, debt = w.figure("stock_basis_for_losses"), w.figure("debt_basis_for_losses")
    after = w.figure("nondeductible_after_losses") if w.has_figure("nondeductible_after_losses") else 0
    from_stock = min(stock, allowed + after)
    return stock - from_stock, debt - min(debt, allowed + after - from_stock)


def _in_proportion(amount: Cents, needs: list[Cents]) -> list[Cents]:
    return needs if amount >= sum(needs) else prorate(amount, needs)
