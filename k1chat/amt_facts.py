"""The facts that only the alternative minimum tax has: the K-1's items, and what earlier years left (IRC 59(h), 58(b)).

What earlier years left is named after the regular fact: `amt_` and its name.
"""

from dataclasses import replace

from k1chat.fact import Fact, losses, money, yes_no
from k1chat.money import Cents

EVEN_ITEM: Cents = 1
"""Stands, while an item is only supposed, for one that leaves neither income nor loss in its box."""


def _item(name: str) -> Fact[Cents]:
    fact = money(name, "activity", negative=True)
    return replace(fact, probes=(fact.probes[0], EVEN_ITEM, fact.probes[-1]))


AMT_ITEMS = tuple(
    map(_item, ("amt_depreciation_adjustment", "amt_gain_or_loss_adjustment", "amt_depletion", "amt_other_items"))
)
"""Boxes 17 A, B, C and F of Form 1065, 15 of Form 1120-S."""

AMT_DIFFERED_BEFORE = yes_no("amt_differed_before", "k1")
AMT_BEGINNING_BASIS = money("amt_beginning_basis", "k1", more="helps")
AMT_BEGINNING_STOCK_BASIS = money("amt_beginning_stock_basis", "k1", more="helps")
AMT_BEGINNING_DEBT_BASIS = money("amt_beginning_debt_basis", "loan")
AMT_AMOUNT_AT_RISK = money("amt_amount_at_risk", "k1", negative=True, more="helps")
AMT_SUSPENDED_BASIS_LOSS = losses("amt_suspended_basis_loss")
AMT_SUSPENDED_AT_RISK_LOSS = losses("amt_suspended_at_risk_loss")
AMT_SUSPENDED_PASSIVE_LOSS = losses("amt_suspended_passive_loss")
AMT_SUSPENDED_EXCESS_INTEREST = money("amt_suspended_excess_business_interest", "k1", more="hurts")
AMT_NONDEDUCTIBLE_CARRIED_IN = money("amt_nondeductible_carried_in", "k1", more="hurts")
AMT_EARLIER_LOSSES_AT_RISK = money("amt_earlier_losses_at_risk", "activity")
AMT_GAIN_ON_SALE = money("amt_gain_on_sale", "activity", negative=True)
