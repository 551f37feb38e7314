"""The shape of a limit: how much of the losses that meet it may pass, and what the rest is carried forward as.

A limit only says what it allows. Carrying in, suspending and carrying forward are the pipeline's, the same for all.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Literal

from k1chat.boxes import Character
from k1chat.facts import Fact, Losses, Place
from k1chat.frozen import frozen
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet

LimitName = Literal["basis", "at_risk", "passive", "excess_business_loss"]
AfterName = Literal["capital_loss", "net_operating_loss"]
"""What comes after the four limits, in order: IRC 1211 and 1212, then IRC 172."""
CAPITAL_LOSS: AfterName = "capital_loss"
NET_OPERATING_LOSS: AfterName = "net_operating_loss"
CarriesAs = Literal[
    "suspended_basis_loss",
    "suspended_at_risk_loss",
    "suspended_passive_loss",
    "net_operating_loss",
    "capital_loss",
    "lost",
    "added_to_basis",
    "amt_suspended_basis_loss",
    "amt_suspended_at_risk_loss",
    "amt_suspended_passive_loss",
    "amt_net_operating_loss",
]


@frozen
class Loss:
    """A loss of one character of one activity as it meets a limit: this year's, and the limit's carryforward."""

    place: Place
    character: Character
    entering: Cents
    carried_in: Cents

    @property
    def total(self) -> Cents:
        """What the limit has to judge."""
        return self.entering + self.carried_in


Allow = Callable[[Worksheet, Sequence[Loss]], list[Cents]]
"""A limit's judgement: the amount allowed of each loss, in order."""


@frozen
class Limit:
    """A limit: its judgement, the fact that holds what it suspended before, and the name of what it suspends now."""

    name: LimitName
    allow: Allow
    carried_in: Fact[Losses] | None
    carries_as: CarriesAs


def pro_rata(cap: Cents, losses: Sequence[Loss]) -> list[Cents]:
    """A shortfall is shared by all losses, current and carried in alike, in proportion.

    Reg. 1.704-1(d)(2); Reg. 1.1366-2(a)(5); Form 6198 line 21.
    """
    amounts = [loss.total for loss in losses]
    return amounts if sum(amounts) <= cap else prorate(max(cap, 0), amounts)


def for_each_k1(cap: Callable[[Worksheet, Cents], Cents]) -> Allow:
    """The judgement of a limit that caps the losses of each K-1: `cap(worksheet at the K-1, total loss)`."""

    def allow(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
        allowed: list[Cents] = []
        for k1, own in groupby(losses, key=lambda loss: loss.place[0]):
            of_k1 = list(own)
            total = sum(loss.total for loss in of_k1)
            allowed += pro_rata(cap(w.at((k1,)), total), of_k1)
        return allowed

    return allow
