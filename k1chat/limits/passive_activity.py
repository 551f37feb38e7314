"""A passive activity in the making of Form 8582: its income, its losses by row, what is allowed and held of them."""

from dataclasses import dataclass

from k1chat.boxes import ACTIVITY_BOXES, BOX_BY_NAME
from k1chat.money import Cents
from k1chat.worksheet import Activity


@dataclass(slots=True)
class Passive:
    """A passive activity: its income and losses by row, and what Form 8582 makes of them. `part` is IV or V."""

    activity: Activity
    income: Cents
    rows: dict[int, Cents]
    part: str = "V"
    allowance: Cents = 0
    unallowed: Cents = 0

    @property
    def loss(self) -> Cents:
        """All its losses, carried in and current."""
        return sum(self.rows.values())

    @property
    def net_loss(self) -> Cents:
        """What its own income does not cover."""
        return max(0, self.loss - self.income)


def passive_income_of(activity: Activity) -> Cents:
    """Income of the activity itself: not pay for services or capital (469(e)(3)), not portfolio income (469(e)(1))."""
    return sum(amount for box, amount in activity.incomes.items() if box in ACTIVITY_BOXES)


def income_of(each: Passive, character: str) -> Cents:
    """The activity's passive income of the same character as a loss."""
    if not each.income:
        return 0
    incomes = each.activity.incomes.items()
    return sum(amount for box, amount in incomes if box in ACTIVITY_BOXES and BOX_BY_NAME[box].character == character)
