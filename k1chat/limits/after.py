"""What comes after the four limits, in order: the capital loss limit (IRC 1211, 1212), then net operating losses (172).

Figured only where it can matter: a capital loss got through the four limits, business losses did that may go beyond
wages, or a net operating loss of earlier years is told of. The four limits' answer never waits for it.
"""

from collections.abc import Iterable

from k1chat.boxes import Character
from k1chat.citation import usc
from k1chat.facts import NOL_CARRYFORWARD
from k1chat.limits.capital_loss import CapitalResult, carry_capital_loss, net_capital_result, tell_capital_losses
from k1chat.limits.limit import CAPITAL_LOSS, NET_OPERATING_LOSS, AfterName
from k1chat.limits.net_operating_loss import (
    business_may_lose,
    covered_by_wages,
    net_operating_loss,
    nol_deduction,
    tell_next_year,
)
from k1chat.limits.passed import CAPITAL, Passed, passed_the_limits
from k1chat.limits.taxable_income import Income, taxable_income, whole_income
from k1chat.money import Cents
from k1chat.signals import Rule
from k1chat.worksheet import Worksheet, rule

AFTER_THE_LIMITS = Rule("after_the_limits", usc("461(l)(6)"))


def after_the_limits(w: Worksheet, allowed: Iterable[tuple[Character, Cents]]) -> bool:
    """Figure what comes after the limits; False where nothing of it can matter."""
    passed = passed_the_limits(w, allowed)
    carried = has_carried_loss(at(w, NET_OPERATING_LOSS))
    if not carried and not any(passed.losses[character] for character in CAPITAL):
        if not business_may_lose(w, passed):
            return False
        if covered_by_wages(at(w, NET_OPERATING_LOSS), passed):
            tell_next_year(at(w, NET_OPERATING_LOSS))
            return True
    capital = net_capital_result(at(w, CAPITAL_LOSS), passed)
    income = whole_income(at(w, NET_OPERATING_LOSS), passed, capital)
    tell_capital_losses(at(w, CAPITAL_LOSS), capital)
    tell_net_operating_losses(at(w, NET_OPERATING_LOSS), passed, income, carried)
    return True


def at(w: Worksheet, name: AfterName) -> Worksheet:
    """The run as seen from one of the two rules."""
    return Worksheet(w.run, (), (name, AFTER_THE_LIMITS))


@rule(usc("172(a)"))
def has_carried_loss(w: Worksheet) -> bool:
    """Whether a net operating loss of earlier years is told of; nobody is asked for one."""
    return w.given(NOL_CARRYFORWARD) and w[NOL_CARRYFORWARD] > 0


def tell_net_operating_losses(w: Worksheet, passed: Passed, income: Income, carried: bool) -> None:
    """This year's loss, the deduction of earlier ones, and the capital loss carried on, which turns on both."""
    capital = income.capital
    if business_may_lose(w, passed) or income.wages + income.business < 0:
        net_operating_loss(w, income)
    if carried or capital.net < 0:
        earned = taxable_income(w, income)
        earned -= nol_deduction(w, earned, capital) if carried else 0
        w.note("taxable_income_figured")
        carry(w, capital, earned)
    tell_next_year(w)


def carry(w: Worksheet, capital: CapitalResult, taxable: Cents) -> None:
    """A net capital loss goes on to next year, where there is one."""
    if capital.net < 0:
        carry_capital_loss(at(w, CAPITAL_LOSS), capital, taxable)
