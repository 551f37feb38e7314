"""Modified adjusted gross income for the rental allowance (IRC 469(i)(3)(E); Form 8582 line 6).

Given, or figured from wages, other income, gains and what the K-1s add outside Form 8582. Passive income and loss
that stand on Form 8582 stay out. Business losses count as far as IRC 461(l) would let them, capital losses as far
as 1211(b) does. Not modelled: deductions from gross income (health savings, self-employed health insurance ...),
excluded income (135, 137): who has them gives `modified_agi`. Amounts in cents.
"""

from k1chat.citation import form_line, usc
from k1chat.facts import (
    FILING_STATUS,
    MODIFIED_AGI,
    NET_LONG_TERM_CAPITAL_GAIN,
    NET_SHORT_TERM_CAPITAL_GAIN,
    OTHER_BUSINESS_INCOME,
    OTHER_INCOME,
    QUALIFIED_DIVIDENDS,
    WAGES,
)
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

PORTFOLIO_INCOME = ("interest_income", "ordinary_dividends", "royalties")


@rule(usc("469(i)(3)(E)"))
def modified_agi(w: Worksheet) -> Cents:
    """The amount given, or figured without any passive loss."""
    if w.given(MODIFIED_AGI):
        return w[MODIFIED_AGI]
    w.note("modified_agi_figured")
    return other_income(w) + business_result(w) + capital_result(w)


@rule(form_line("Form 8582", "line 6"))
def other_income(w: Worksheet) -> Cents:
    """Wages, and income that is neither business nor gain; on the K-1s, boxes 5 to 7."""
    on_k1s = sum(activity.incomes.get(box, 0) for activity in w.activities for box in PORTFOLIO_INCOME)
    return w[WAGES] + w[OTHER_INCOME] + w[QUALIFIED_DIVIDENDS] + on_k1s


@rule(usc("461(l)(1)(B)"))
def business_result(w: Worksheet) -> Cents:
    """Nonpassive business income and loss, here and elsewhere; a loss no further than IRC 461(l) lets it."""
    net = w[OTHER_BUSINESS_INCOME] + w.figure("nonpassive_k1_result", ())
    limit = w.year.excess_business_loss_threshold
    if net >= 0 or limit.kind == "none":
        return net
    return max(net, -limit.cents(w[FILING_STATUS]))


@rule(usc("1211(b)"))
def capital_result(w: Worksheet) -> Cents:
    """Net capital gain, or a net loss no further than 1211(b) lets it."""
    outside = w[NET_SHORT_TERM_CAPITAL_GAIN] + w[NET_LONG_TERM_CAPITAL_GAIN]
    net = outside + w.figure("k1_capital_result", ())
    return max(net, -w.year.capital_loss_limit.cents(w[FILING_STATUS]))
