"""After the four limits, second: a net operating loss of the year, and the use of one from earlier years (IRC 172).

Modelled: the year's loss (172(c)) with the modifications of 172(d): capital losses only against capital gains,
nonbusiness deductions only against nonbusiness income, no section 199A and no net operating loss deduction; wages are
business income (Reg. 1.172-3(a)(3)(i)). An excess business loss is not in it but is carried forward beside it
(461(l)(2)). The deduction: all of taxable income before 2021; then losses of years before 2018 in full and of later
years up to 80 percent of what is left (172(a)(2)). What is used up, oldest first: 172(b)(2), for which a net capital
loss is no deduction and 20 percent of income is left out ((A), (C)).
Not modelled: carrybacks (2018 to 2020: five years; farming losses: two), the twenty years of losses from before 2018,
casualty losses, a loss brought into a marriage, deductions refigured with 172(b)(2) (Reg. 1.172-5(a)(2)(ii)).
Amounts in cents.
"""

from k1chat.citation import reg, usc
from k1chat.facts import NOL_CARRYFORWARD, NOL_FROM_BEFORE_2018, OTHER_PASSIVE_INCOME
from k1chat.limits.capital_loss import CapitalResult
from k1chat.limits.passed import Passed
from k1chat.limits.taxable_income import Income, business_elsewhere, deduction, passive_result_elsewhere, wages
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


def business_may_lose(w: Worksheet, passed: Passed) -> bool:
    """Whether business losses go beyond income: the K-1s', passive income that met them, a loss told of elsewhere."""
    return passed.business + w.figure("other_passive_income", (), otherwise=0) + loss_told_elsewhere(w) < 0


@rule(usc("469(d)(1)"))
def loss_told_elsewhere(w: Worksheet) -> Cents:
    """A net passive loss outside the K-1s that is told of, as a negative amount; nobody is asked for one."""
    return min(0, w.known(OTHER_PASSIVE_INCOME) or 0)


@rule(usc("172(d)(4)"))
def covered_by_wages(w: Worksheet, passed: Passed) -> bool:
    """Whether wages and other business income cover the business losses: then no net operating loss can arise."""
    pay = wages(w)
    business = passed.business + business_elsewhere(w)
    if business + pay + loss_told_elsewhere(w) < 0 or has_passive_loss_elsewhere(w):
        business += passive_result_elsewhere(w)
    if business + pay < 0:
        return False
    w.line("business_result", business, usc("172(d)(4)"))
    w.line("wages_counted", pay, reg("1.172-3(a)(3)(i)"))
    w.finding("wages_cover_business_losses", usc("172(c)"))
    return True


def has_passive_loss_elsewhere(w: Worksheet) -> bool:
    """Whether limit 3 or 4 let a part of a net passive loss outside the K-1s count."""
    return w.has_figure("passive_loss_elsewhere")


@rule(usc("172(c)"))
def net_operating_loss(w: Worksheet, income: Income) -> Cents:
    """Business deductions beyond business income, wages and gains, and beyond what is left of nonbusiness income."""
    w.line("business_result", income.business, usc("172(d)(4)"))
    w.line("wages_counted", income.wages, reg("1.172-3(a)(3)(i)"))
    gain = w.line("business_gain_counted", income.capital.business, reg("1.172-3(a)(3)(ii)"))
    short = -(income.business + income.wages + gain)
    left = nonbusiness_income_left(w, income) if short > 0 else 0
    return w.line("net_operating_loss", max(0, short - left))


@rule(reg("1.172-3(a)(3)(i)"))
def nonbusiness_income_left(w: Worksheet, income: Income) -> Cents:
    """Nonbusiness income and net gain of investments beyond nonbusiness deductions; those make no loss larger."""
    nonbusiness = income.nonbusiness + max(0, income.capital.nonbusiness)
    if nonbusiness <= 0:
        return 0
    w.line("nonbusiness_income", nonbusiness)
    taken = w.line("nonbusiness_deductions", min(nonbusiness, deduction(w)), usc("172(d)(4)"))
    return nonbusiness - taken


@rule(usc("172(a)"))
def nol_deduction(w: Worksheet, taxable_income: Cents, capital: CapitalResult) -> Cents:
    """What of earlier years' net operating losses counts, and what is left; the amount that lowers 1212(b)'s income."""
    whole, share = w[NOL_CARRYFORWARD], w.year.nol_income_percent
    old = loss_from_before_2018(w, whole) if share.percent < 100 else 0
    room = max(0, taxable_income)
    beyond = max(0, room - old)
    limit = share.of(beyond)
    counted = min(whole - old, limit)
    if share.percent < 100:
        w.line("nol_before_2018_counted", min(old, room), usc("172(a)(2)(A)"))
        w.line("nol_limit", limit, share.citation)
    w.line("nol_deduction", min(old, room) + counted)
    what_is_left(w, whole - old, old, max(0, taxable_income + capital.deducted), beyond - limit)
    return old + (counted if share.percent < 100 else whole)


@rule(usc("172(a)(2)(A)"))
def loss_from_before_2018(w: Worksheet, whole: Cents) -> Cents:
    """The part that the limit of 80 percent does not touch."""
    old = w[NOL_FROM_BEFORE_2018]
    if old > whole:
        raise w.contradiction(
            "The net operating loss from years before 2018 (nol_from_before_2018) is a part of the whole "
            "(nol_carryforward) and cannot be more.",
            NOL_FROM_BEFORE_2018,
            NOL_CARRYFORWARD,
        )
    return old


@rule(usc("172(b)(2)"))
def what_is_left(w: Worksheet, new: Cents, old: Cents, income: Cents, reduced: Cents) -> None:
    """The oldest losses are used up first; `income` bears no net capital loss (Reg. 1.172-5(a)(1)(ii))."""
    old_left = max(0, old - income)
    used = min(new, max(0, income - old - reduced))
    w.line("nol_used_up", old - old_left + used)
    w.line("nol_before_2018_left", old_left)
    w.line("nol_left", old_left + new - used)


def tell_next_year(w: Worksheet) -> None:
    """All net operating losses that go into next year, with the excess business loss (461(l)(2))."""
    figures = w.run.page(()).figures
    parts = ("net_operating_loss", "nol_left", "excess_business_loss")
    w.line("nol_next_year", sum(figures.get(part, 0) for part in parts), usc("172(b)(1)(A)(ii)"))
