"""After the four limits, first: capital losses count against capital gains and 3,000 of other income (IRC 1211(b)).

Modelled: short-term and long-term netted apart, then together (1222); 3,000, or 1,500 for a spouse who files apart;
what is left is carried forward by class, and what the year's income could not use is not used up (1212(b)).
A carryforward from earlier years is in the net gains that are told (Schedule D lines 6 and 14).
Not modelled: gains taxed at 25 or 28 percent, small business stock (1202, 1244), the joint carryforward of spouses
who file apart later. Amounts in cents; a loss is negative.
"""

from k1chat.citation import usc
from k1chat.facts import FILING_STATUS, NET_LONG_TERM_CAPITAL_GAIN, NET_SHORT_TERM_CAPITAL_GAIN
from k1chat.frozen import frozen
from k1chat.limits.passed import Passed
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@frozen
class CapitalResult:
    """The year's capital gains and losses. `business`: the net section 1231 gain within the long-term class."""

    short_term: Cents
    long_term: Cents
    business: Cents
    limit: Cents

    @property
    def net(self) -> Cents:
        """Both classes together."""
        return self.short_term + self.long_term

    @property
    def deducted(self) -> Cents:
        """How much of a net loss counts against other income (1211(b)(1), (2))."""
        return min(self.limit, max(0, -self.net))

    @property
    def in_income(self) -> Cents:
        """The net gain, or the net loss as far as it counts."""
        return max(0, self.net) - self.deducted

    @property
    def nonbusiness(self) -> Cents:
        """The result of investments: all but the business's section 1231 gain."""
        return self.net - self.business


@rule(usc("1222"))
def net_capital_result(w: Worksheet, passed: Passed) -> CapitalResult:
    """Short-term against short-term, long-term against long-term, a net section 1231 gain among the long-term."""
    business = max(0, passed.section_1231)
    if w.run.sale_gains or passed.losses["loss_on_sale"]:
        w.note("sale_taken_as_long_term")
    short = passed.short_term + w[NET_SHORT_TERM_CAPITAL_GAIN]
    long = passed.long_term + business + w[NET_LONG_TERM_CAPITAL_GAIN]
    return CapitalResult(short, long, business, capital_loss_limit(w) if short + long < 0 else 0)


@rule(usc("1211(b)"))
def capital_loss_limit(w: Worksheet) -> Cents:
    """What a net capital loss may take of other income."""
    return w.year.capital_loss_limit.cents(w[FILING_STATUS])


def tell_capital_losses(w: Worksheet, capital: CapitalResult) -> None:
    """The two classes, what counts of a net loss."""
    w.line("net_short_term", capital.short_term, usc("1222(5), (6)"))
    w.line("net_long_term", capital.long_term, usc("1222(7), (8)"))
    if capital.net < 0:
        w.line("capital_loss_limit", capital.limit, w.year.capital_loss_limit.citation)
        w.line("capital_loss_deducted", capital.deducted, usc("1211(b)"))


@rule(usc("1212(b)(1), (2)"))
def carry_capital_loss(w: Worksheet, capital: CapitalResult, taxable_income: Cents) -> None:
    """What is carried forward, short-term used first, and only as far as the year's income could use it.

    `taxable_income` is that of the return, negative where deductions outrun income.
    """
    used = max(0, min(capital.deducted, taxable_income + capital.deducted))
    as_short_gain = used + max(0, capital.long_term)
    short = max(0, -capital.short_term - as_short_gain)
    left = max(0, used - max(0, -capital.short_term))
    long = max(0, -capital.long_term - max(0, capital.short_term) - left)
    w.line("short_term_loss_carried", short, usc("1212(b)(1)(A), (2)"))
    w.line("long_term_loss_carried", long, usc("1212(b)(1)(B), (2)"))
