"""Limit 1, basis: a partner's by IRC 704(d), an S corporation shareholder's by IRC 1366(d), K-1 by K-1.

A K-1 without a loss of this or an earlier year has nothing to limit: its basis is figured only for a gain on its end
that others' losses could use, or for those who bring the opening figure. A final K-1 ends it (`disposition`).
"""

from collections.abc import Sequence
from itertools import groupby

from k1chat.citation import temp_reg, usc
from k1chat.facts import (
    AMOUNT_AT_RISK,
    BEGINNING_BASIS,
    BEGINNING_STOCK_BASIS,
    ENDING_NONRECOURSE,
    ENDING_QUALIFIED_NONRECOURSE,
    ENDING_RECOURSE,
    ENTITY,
    FINAL_K1,
    GAIN_ON_SALE,
    NOL_CARRYFORWARD,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    TAX_YEAR,
)
from k1chat.limits.after_s_election import is_over, stock_on_the_last_day
from k1chat.limits.at_risk import suspended_before
from k1chat.limits.at_risk_recapture import tells_of_earlier_losses
from k1chat.limits.basis_partner import outside_basis_for_losses
from k1chat.limits.basis_shareholder import stock_and_debt_for_losses
from k1chat.limits.beside_losses import (
    ASIDE,
    gifts_outside,
    interest_beside,
    interest_within,
    settle_interest,
    shared,
    waited_before,
)
from k1chat.limits.disposition import End, end_of_interest, goes_by_price
from k1chat.limits.limit import Limit, Loss, pro_rata
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

DEBTS = (ENDING_RECOURSE, ENDING_QUALIFIED_NONRECOURSE, ENDING_NONRECOURSE)
CARRIED_IN = (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS, SUSPENDED_PASSIVE_LOSS)


def losses_allowed(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """The losses of each K-1 up to its basis; a shortfall is shared by all in proportion."""
    allowed: list[Cents] = []
    for k1, own in groupby(losses, key=lambda loss: loss.place[0]):
        at, of_k1 = w.at((k1,)), list(own)
        if any(not ASIDE.isdisjoint(each.boxes) for each in w.run.by_k1[k1]) or waited_before(at):
            allowed += allowed_beside(at, of_k1)
            continue
        total = sum(loss.total for loss in of_k1)
        basis = basis_of_k1(at, total)
        if basis < total:
            tell_of_gifts_and_taxes(at, {loss.character for loss in of_k1})
        allowed += pro_rata(basis, of_k1)
    return allowed


def tell_of_gifts_and_taxes(w: Worksheet, characters: set[str]) -> None:
    """What was taken for granted of them, where basis does not do for all."""
    if "charitable" in characters:
        w.note("gifts_taken_as_cash")
    tell_of_year_begun(w, characters)


def tell_of_year_begun(w: Worksheet, characters: set[str]) -> None:
    """That gifts and foreign taxes need basis in partnership years begun after 2017 alone (P.L. 115-97, 13503(b))."""
    if characters & {"charitable", "foreign_taxes"} and w[TAX_YEAR] == 2018 and w[ENTITY] == "partnership":
        w.note("partnership_year_begun_in_2018")


def allowed_beside(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """The same where a gift of property has a part outside the limit, or excess business interest a part in it."""
    outside = gifts_outside(w, losses)
    limited = [loss.total - beyond for loss, beyond in zip(losses, outside, strict=True)]
    interest = interest_beside(w)
    total = sum(limited) + interest
    basis = basis_of_k1(w, total, sum(outside))
    if basis < total:
        tell_of_year_begun(w, {loss.character for loss in losses})
    within = interest_within(w, losses, limited) if interest else [0] * len(losses)
    shares, taken = shared(basis, limited, within, interest)
    settle_interest(w, interest, taken)
    return [share + beyond for share, beyond in zip(shares, outside, strict=True)]


@rule(usc("704(d); 1366(d)"))
def basis_of_k1(w: Worksheet, losses: Cents, outside: Cents = 0) -> Cents:
    """The basis of one K-1 that its losses may use; figured too where all of them are `outside` this limit."""
    needed = losses > 0 or outside > 0 or needed_later(w)
    if needed or carried_in_elsewhere(w) or gain_counts_elsewhere(w):
        end = end_of_interest(w)
        needed = needed or (end is not None and needs_basis(w, end))
    if not (needed or brought(w)):
        w.note("basis_not_needed")
        return 0
    return figured_basis(w, losses)


def figured_basis(w: Worksheet, losses: Cents) -> Cents:
    """The basis by kind of entity."""
    if w[ENTITY] == "partnership":
        return outside_basis_for_losses(w, losses)
    return stock_on_the_last_day(w) if is_over(w) else stock_and_debt_for_losses(w, losses)


def needed_later(w: Worksheet) -> bool:
    """Whether the at-risk limit will figure from basis."""
    return not w.given(AMOUNT_AT_RISK) and (suspended_before(w) > 0 or tells_of_earlier_losses(w))


def needs_basis(w: Worksheet, end: End) -> bool:
    """Whether the gain on the sale of the interest is to be figured from basis."""
    places = [activity.place for activity in w.activities_of_k1]
    if end.how == "given_away":  # debts that go over with it are a price (Reg. 1.1001-1(e))
        return w[ENTITY] == "partnership" and any(w.given(debt) and w.known(debt) != 0 for debt in DEBTS)
    return goes_by_price(w, end) and len(places) == 1 and not w.at(places[0]).given(GAIN_ON_SALE)


def brought(w: Worksheet) -> bool:
    """Whether the owner brings the opening basis to have it rolled on, though there is nothing to limit."""
    if not w.given(BEGINNING_BASIS if w[ENTITY] == "partnership" else BEGINNING_STOCK_BASIS):
        return False
    if not tells_of_loss_on_sale(w):
        w.run.brought.add(w.place)
    end_of_interest(w)
    return True


def tells_of_loss_on_sale(w: Worksheet) -> bool:
    """Whether a loss on a sale, that needs an amount at risk, will need basis for it (`sale_result`)."""
    sales = [at for at in map(w.at, (activity.place for activity in w.activities_of_k1)) if at.given(GAIN_ON_SALE)]
    return not w.given(AMOUNT_AT_RISK) and any(at[GAIN_ON_SALE] < 0 for at in sales)


def carried_in_elsewhere(w: Worksheet) -> bool:
    """Whether a later limit holds a loss of this K-1 from earlier years."""
    places = [w.at(activity.place) for activity in w.activities_of_k1]
    return suspended_before(w) > 0 or any(at[SUSPENDED_PASSIVE_LOSS] for at in places)


@rule(temp_reg("1.469-2T(c)(2)"))
def gain_counts_elsewhere(w: Worksheet) -> bool:
    """Whether a K-1 without losses is said to be the last, and others' losses could use a gain on its end.

    It is income of the activity at limit 3, and counts in modified AGI, in 461(l)(3)(B) and after the limits.
    """
    if not w.given(FINAL_K1) or w.known(FINAL_K1) is False:
        return False
    others = [activity for activity in w.activities if activity.place[:1] != w.place]
    waiting = any(w.at(activity.place)[fact] for activity in others for fact in CARRIED_IN)
    return waiting or any(activity.losses for activity in others) or w.given(NOL_CARRYFORWARD)


BASIS = Limit("basis", losses_allowed, SUSPENDED_BASIS_LOSS, "suspended_basis_loss")
