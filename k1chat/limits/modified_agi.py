"""Modified adjusted gross income for the rental allowance (IRC 469(i)(3)(E); Form 8582 line 6).

Given, or figured from wages, other income, gains and what the K-1s add outside Form 8582. Passive income and loss
that stand on Form 8582 stay out. Business losses count as far as IRC 461(l) would let them, capital losses as far
as 1211(b) does. Net income of passive activities that is not passive is in it. Half of self-employment tax, IRA and
student loan deductions are not taken off (469(i)(3)(E); Instructions for Form 8582). Not modelled: other deductions
from gross income (health savings, self-employed health insurance ...), excluded income (135, 137): who has them gives
`modified_agi`. Amounts in cents.
"""

from typing import Any

from k1chat.citation import usc
from k1chat.facts import (
    FILING_STATUS,
    MODIFIED_AGI,
    NET_LONG_TERM_CAPITAL_GAIN,
    NET_SHORT_TERM_CAPITAL_GAIN,
    OTHER_BUSINESS_INCOME,
    OTHER_INCOME,
    QUALIFIED_DIVIDENDS,
    WAGES,
    Fact,
)
from k1chat.limits.income_items import guaranteed_payments
from k1chat.limits.shareholder_loans import ORDINARY, gains_on_loans
from k1chat.money import UNBOUNDED, Cents
from k1chat.worksheet import Worksheet, rule

GAINS = (NET_SHORT_TERM_CAPITAL_GAIN, NET_LONG_TERM_CAPITAL_GAIN)
PORTFOLIO_INCOME = ("interest_income", "ordinary_dividends", "royalties")


@rule(usc("469(i)(3)(E)"))
def modified_agi(w: Worksheet, ends: Cents) -> Cents:
    """The amount given, or figured without any passive loss.

    Nothing more is asked once no loss can bring it below `ends`, where the allowance is gone.
    """
    if w.given(MODIFIED_AGI):
        return w.line("modified_agi", max(0, w[MODIFIED_AGI]))
    w.note("modified_agi_figured")
    income = other_income(w)
    least = least_agi(w, income)
    if least >= ends and not all(map(w.given, (OTHER_BUSINESS_INCOME, *GAINS))):
        return w.line("modified_agi_at_least", least)
    income += business_result(w)
    least = income - most_capital_loss(w)
    if least >= ends and not all(map(w.given, GAINS)):
        return w.line("modified_agi_at_least", least)
    return w.line("modified_agi", max(0, income + capital_result(w)))


def asks_nothing(w: Worksheet, ends: Cents) -> bool:
    """Whether every fact is given that figuring `modified_agi` would read."""
    first: tuple[Fact[Any], ...] = (WAGES, OTHER_INCOME, QUALIFIED_DIVIDENDS, FILING_STATUS)
    if not all(map(w.given, first)):
        return False
    if all(map(w.given, (OTHER_BUSINESS_INCOME, *GAINS))):
        return True
    return least_agi(w, other_income(w)) >= ends


def least_agi(w: Worksheet, income: Cents) -> Cents:
    """What modified AGI is at the least, whatever the businesses and gains: this much of their losses can count."""
    return income - most_business_loss(w) - most_capital_loss(w)


@rule(usc("62(a)"))
def other_income(w: Worksheet) -> Cents:
    """Wages, and income that is neither business nor gain; on the K-1s, boxes 5 to 7 and ordinary gain on loans; not
    what of the owner's interest from an entity is passive income (Reg. 1.469-7).
    """
    on_k1s = sum(activity.incomes.get(box, 0) for activity in w.activities for box in PORTFOLIO_INCOME)
    on_k1s += gains_on_loans(w.run, ORDINARY)
    return w[WAGES] + w[OTHER_INCOME] + w[QUALIFIED_DIVIDENDS] + on_k1s - w.run.passive_interest


@rule(usc("461(l)(1)(B)"))
def business_result(w: Worksheet) -> Cents:
    """Nonpassive business income and loss, here and elsewhere; a loss no further than IRC 461(l) lets it."""
    net = w[OTHER_BUSINESS_INCOME] + w.figure("nonpassive_k1_result", ()) + guaranteed_payments(w)
    most = most_business_loss(w)
    if net >= -most:
        return net
    w.note("business_loss_in_modified_agi")
    return max(net, -most - business_gain_beside_loss(w))


@rule(usc("461(l)(3)(B)(ii)"))
def business_gain_beside_loss(w: Worksheet) -> Cents:
    """The business's capital gain lets as much more loss count, up to the return's net gain."""
    gain = w.figure("business_capital_gain", ())
    overall = w.figure("k1_capital_result", ()) + sum(w[fact] for fact in GAINS) if gain else 0
    return max(0, min(gain, overall))


@rule(usc("461(l)(3)(A)(ii)"))
def most_business_loss(w: Worksheet) -> Cents:
    """The largest business loss a return can show; without an end before 2021."""
    limit = w.year.excess_business_loss_threshold
    return UNBOUNDED if limit.kind == "none" else limit.cents(w[FILING_STATUS])


@rule(usc("1211(b)"))
def capital_result(w: Worksheet) -> Cents:
    """Net capital gain, or a net loss no further than 1211(b) lets it."""
    outside = sum(w[fact] for fact in GAINS)
    net = outside + w.figure("k1_capital_result", ())
    return max(net, -most_capital_loss(w))


@rule(usc("1211(b)"))
def most_capital_loss(w: Worksheet) -> Cents:
    """The largest capital loss that a year's other income can bear."""
    return w.year.capital_loss_limit.cents(w[FILING_STATUS])
