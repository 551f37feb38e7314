"""How a partner came to the interest this year, where the owner tells of it; nobody is asked.

Modelled: the price of an interest bought (742, 1012), the gain recognised on property put in (721(b), 722), and debts
of the partner's own that the partnership took over with it, money paid out as far as they are not the partner's share
again (752(b); Reg. 1.752-1(f): a rise and a fall of one transaction are netted). Stock bought counts like money put in
(Form 7203 line 2). A gift or a transfer between spouses brings its basis with it (1015, 1041(b)): it is the opening
basis that is told. Amounts in cents.
"""

from k1chat.citation import Citation, usc
from k1chat.facts import DEBTS_TAKEN_OVER, GAIN_ON_CONTRIBUTION, PURCHASE_PRICE
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

ENTRY = frozenset({PURCHASE_PRICE.name, GAIN_ON_CONTRIBUTION.name, DEBTS_TAKEN_OVER.name})
"""The facts that tell of it."""


def tells_of_entry(w: Worksheet) -> bool:
    """Whether the owner tells how the interest, or a part of it, came this year."""
    return not ENTRY.isdisjoint(w.page.answers)


@rule(usc("742"))
def bought(w: Worksheet, stock: Citation | None = None) -> Cents:
    """The price of an interest or, on its own authority, of stock; the share of debts comes by itself (752(d))."""
    return w.line("purchase_price", w[PURCHASE_PRICE], stock) if w.given(PURCHASE_PRICE) else 0


@rule(usc("722"))
def gain_on_contribution(w: Worksheet) -> Cents:
    """Gain that was taxed when property was put in (721(b)) is basis too."""
    return w.line("gain_on_contribution", w[GAIN_ON_CONTRIBUTION]) if w.given(GAIN_ON_CONTRIBUTION) else 0


@rule(usc("752(b)"))
def debts_taken_over(w: Worksheet) -> Cents:
    """The partner's own debts that the partnership took over: relief from them is money paid out."""
    return w.line("debts_taken_over", w[DEBTS_TAKEN_OVER]) if w.given(DEBTS_TAKEN_OVER) else 0
