"""Losses that wait for basis when the S election has ended (IRC 1366(d)(3), 1377(b)).

They are incurred on the last day of the post-termination transition period, mostly a year after the last S day, and
count up to stock basis on that day; a loan does not help any more (Reg. 1.1366-2(b)(2)). The rest is lost for good.
Read where the owner tells the stock basis on that day; nobody is asked. The same relief at the at-risk limit
(1366(d)(3)(D)) follows, as the amount at risk is figured from that basis. Amounts in cents.
"""

from k1chat.citation import reg, usc
from k1chat.facts import STOCK_BASIS_AFTER_ELECTION
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

OVER = "election_is_over"
"""The finding that what this limit holds is lost."""


def is_over(w: Worksheet) -> bool:
    """Whether the owner tells of the end of the transition period."""
    return STOCK_BASIS_AFTER_ELECTION.name in w.page.answers


@rule(usc("1366(d)(3)"))
def stock_on_the_last_day(w: Worksheet) -> Cents:
    """Stock basis on the last day of the period, and no other basis."""
    refuse_items_of_the_year(w)
    w.finding("election_is_over", reg("1.1366-2(b)(2)"))
    stock = w.line("stock_basis_for_losses", w[STOCK_BASIS_AFTER_ELECTION], usc("1366(d)(3)(B)"))
    w.page.figures["debt_basis_for_losses"] = 0
    return w.line("basis_before_losses", stock)


@rule(usc("1371(a)"))
def refuse_items_of_the_year(w: Worksheet) -> None:
    """A corporation whose election ended is a C corporation: none of its income or loss is the owner's."""
    if any(activity.incomes or activity.losses for activity in w.activities_of_k1):
        raise w.contradiction(
            "After its S election ended, a corporation passes no income or loss on. Leave the boxes of this K-1 at 0, "
            "or leave out the stock basis after the election (stock_basis_after_election).",
            STOCK_BASIS_AFTER_ELECTION,
        )
