"""The return's income after the four limits: what a net operating loss is figured from, and what it may reduce.

Modelled: wages, business here and elsewhere, passive income elsewhere, other income, capital gains and losses, the
standard deduction or itemized deductions, whichever is more (IRC 62, 63). A section 179 deduction goes no further
than business income with wages (179(b)(3)). Not modelled: deductions from gross income (half of self-employment tax,
health savings ...), taxable social security, the additional amounts for age and blindness (63(f)), the deductions of
2025 to 2028 for seniors, tips and overtime, the dollar limit of 179(b)(1). Amounts in cents.
"""

from k1chat.citation import reg, usc
from k1chat.facts import (
    FILING_STATUS,
    ITEMIZED_DEDUCTIONS,
    OTHER_BUSINESS_INCOME,
    OTHER_INCOME,
    OTHER_PASSIVE_INCOME,
    QUALIFIED_DIVIDENDS,
    WAGES,
)
from k1chat.frozen import frozen
from k1chat.limits.capital_loss import CapitalResult
from k1chat.limits.passed import Passed
from k1chat.limits.passive_elsewhere import use_of_income_left
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@frozen
class Income:
    """The parts of the return's income, each as section 172(d) wants it apart. `business`: without wages."""

    wages: Cents
    business: Cents
    nonbusiness: Cents
    capital: CapitalResult

    @property
    def total(self) -> Cents:
        """All of it, a net capital loss no further than 1211(b) lets it."""
        return self.wages + self.business + self.nonbusiness + self.capital.in_income


def whole_income(w: Worksheet, passed: Passed, capital: CapitalResult) -> Income:
    """Everything on the return before deductions."""
    pay = wages(w)
    before = passed.business + business_elsewhere(w) + passive_result_elsewhere(w)
    expensed = section_179(w, passed, before + pay + capital.business)
    return Income(pay, before - expensed, nonbusiness_income(w, passed), capital)


@rule(reg("1.172-3(a)(3)(i)"))
def wages(w: Worksheet) -> Cents:
    """Wages are income of a trade or business here, unlike in section 461(l)."""
    return w[WAGES]


@rule(usc("172(d)(4)"))
def business_elsewhere(w: Worksheet) -> Cents:
    """Other businesses; what section 461(l) held of their loss is not in the year's loss (461(l)(1)(B))."""
    return w[OTHER_BUSINESS_INCOME] + w.figure("excess_outside_k1s", (), otherwise=0)


@rule(usc("469(d)(1)"))
def passive_result_elsewhere(w: Worksheet) -> Cents:
    """Net passive income outside the K-1s, or the part of a net loss there that passive income on them let pass."""
    figures = w.run.page(()).figures
    if "passive_loss_elsewhere" not in figures:
        amount = w[OTHER_PASSIVE_INCOME]
        if amount >= 0:
            return amount
        use_of_income_left(w, -amount)
    held = figures.get("passive_loss_elsewhere_held", 0)
    if held and "allowance_used" not in figures:
        raise w.refuse("passive_loss_elsewhere")  # a rental among it may pass by an allowance that is not asked for
    return held - figures["passive_loss_elsewhere"]


@rule(usc("179(b)(3)(A)"))
def section_179(w: Worksheet, passed: Passed, income: Cents) -> Cents:
    """Section 179 deductions as far as business income, wages among it, goes; so they make no net operating loss."""
    whole = passed.losses["section_179"]
    allowed = min(whole, max(0, income))
    if allowed < whole:
        w.line("section_179_held", whole - allowed)
    return allowed


@rule(usc("172(d)(4)"))
def nonbusiness_income(w: Worksheet, passed: Passed) -> Cents:
    """Interest, dividends, royalties, pensions and the like; here and on the K-1s."""
    return w[OTHER_INCOME] + w[QUALIFIED_DIVIDENDS] + passed.portfolio


@rule(usc("63(b), (c)"))
def deduction(w: Worksheet) -> Cents:
    """Itemized deductions, or the standard deduction where it is more."""
    standard = w.year.standard_deduction
    return max(w[ITEMIZED_DEDUCTIONS], standard.cents(w[FILING_STATUS]))


@rule(usc("63(a)"))
def taxable_income(w: Worksheet, income: Income) -> Cents:
    """Before the deductions of sections 172 and 199A; negative where deductions outrun income."""
    w.line("income_after_limits", income.total, usc("61(a)"))
    taken = w.line("deduction_taken", deduction(w), usc("63(b), (c)"))
    return w.line("taxable_income", income.total - taken)
