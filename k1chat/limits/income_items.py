"""Incomes on a K-1: what raises basis, and pay for work or capital, which does not. Amounts in cents."""

from k1chat.boxes import BOXES_IN_ORDER
from k1chat.citation import usc
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

PAY = next(box.fact for box in BOXES_IN_ORDER if box.pay)


def income_items(w: Worksheet) -> Cents:
    """The K-1's positive boxes; without guaranteed payments, which are pay and not a share of the result."""
    return sum(amount for activity in w.activities_of_k1 for amount in activity.incomes.values())


@rule(usc("707(c)"))
def guaranteed_payments(w: Worksheet) -> Cents:
    """The household's guaranteed payments: income of the partner that is neither wages nor passive (469(e)(3))."""
    return sum(w.at(activity.place)[PAY] for activity in w.activities if PAY.name in activity.boxes)
