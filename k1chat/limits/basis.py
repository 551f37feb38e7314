"""Limit 1, basis: a partner's by IRC 704(d), an S corporation shareholder's by IRC 1366(d), K-1 by K-1.

A K-1 without a loss of this or an earlier year has nothing to limit: its basis is figured only for those who
bring the opening figure. A final K-1 ends the interest (`disposition`).
"""

from k1chat.citation import usc
from k1chat.facts import (
    AMOUNT_AT_RISK,
    BEGINNING_BASIS,
    BEGINNING_STOCK_BASIS,
    ENTITY,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
)
from k1chat.limits.at_risk import suspended_before
from k1chat.limits.basis_partner import outside_basis_for_losses
from k1chat.limits.basis_shareholder import stock_and_debt_for_losses
from k1chat.limits.disposition import refuse_end
from k1chat.limits.limit import Limit, for_each_k1
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("704(d); 1366(d)"))
def basis_of_k1(w: Worksheet, losses: Cents) -> Cents:
    """The basis of one K-1 that its losses may use."""
    figured = losses > 0 or needed_later(w) or brought(w)
    if figured or carried_in_elsewhere(w):
        refuse_end(w)
    if not figured:
        w.note("basis_not_needed")
        return 0
    if w[ENTITY] == "partnership":
        return outside_basis_for_losses(w, losses)
    return stock_and_debt_for_losses(w, losses)


def needed_later(w: Worksheet) -> bool:
    """Whether the at-risk limit will figure from basis."""
    return suspended_before(w) > 0 and not w.given(AMOUNT_AT_RISK)


def brought(w: Worksheet) -> bool:
    """Whether the owner brings the opening basis to have it rolled on, though there is nothing to limit."""
    if not w.given(BEGINNING_BASIS if w[ENTITY] == "partnership" else BEGINNING_STOCK_BASIS):
        return False
    w.run.brought.add(w.place)
    return True


def carried_in_elsewhere(w: Worksheet) -> bool:
    """Whether a later limit holds a loss of this K-1 from earlier years."""
    places = [w.at(activity.place) for activity in w.activities_of_k1]
    return suspended_before(w) > 0 or any(at[SUSPENDED_PASSIVE_LOSS] for at in places)


BASIS = Limit("basis", for_each_k1(basis_of_k1), SUSPENDED_BASIS_LOSS, "suspended_basis_loss")
