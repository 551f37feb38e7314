"""Income items of a K-1: what raises basis, and what the activity's own deductions use before any amount at risk."""

from k1chat.boxes import BOX_BY_NAME
from k1chat.money import Cents
from k1chat.worksheet import Worksheet


def income_items(w: Worksheet) -> Cents:
    """The K-1's positive boxes, in cents; not guaranteed payments, which are pay and not a share of the result."""
    return sum(
        amount
        for activity in w.activities_of_k1
        for name, amount in activity.incomes.items()
        if BOX_BY_NAME[name].raises_basis
    )
