"""Other net income of passive activities that is not passive (Temp. Reg. 1.469-2T(f)(3), (4), (7); Reg. 1.469-2(f)(5)).

Modelled, each only where the owner tells of it: rent of property of which less than 30 percent is depreciable, the
equity-financed part of a lending business's interest, property sold within 12 months of its first rent by one who
worked on its development, and royalties of an entity bought into after the work was done. The last two take out an
item of property first; of what is left an activity's net income is taken out once, by the rule of (f)(2) to (4) that
takes most ((f)(8), (f)(9)(i)).
Not modelled: several items of property in one activity (list them apart), debts that only change the ratio
((f)(4)(ii)(B)), gain on property worth over 120 percent of its basis that was used in a business its owner worked in
(Reg. 1.469-2(c)(2)(iii)). Amounts in cents.
"""

from collections.abc import Callable, Mapping, Sequence

from k1chat.citation import reg, temp_reg
from k1chat.facts import (
    AVERAGE_LENDING_DEBTS,
    AVERAGE_LOANS_MADE,
    BOUGHT_PROPERTY_VALUE,
    BOUGHT_ROYALTIES,
    BOUGHT_ROYALTY_PROFIT,
    DEPRECIABLE_PERCENT,
    DEVELOPMENT_COSTS,
    DEVELOPMENT_COSTS_SO_FAR,
    DEVELOPMENT_HOURS,
    MONTHS_RENTED_BEFORE_SALE,
    NET_INTEREST_INCOME,
    Place,
)
from k1chat.limits.classification import RENTALS, kind
from k1chat.limits.passive_activity import Passive
from k1chat.limits.recharacterized import recharacterize
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

TOLD = frozenset(
    fact.name for fact in (DEPRECIABLE_PERCENT, NET_INTEREST_INCOME, MONTHS_RENTED_BEFORE_SALE, BOUGHT_ROYALTY_PROFIT)
)


def told_of(w: Worksheet, passive: Sequence[Passive]) -> list[Passive]:
    """The activities whose owner tells of such income; asks nobody."""
    return [each for each in passive if not TOLD.isdisjoint(w.run.page(each.activity.place).answers)]


def from_items_of_property(w: Worksheet, passive: Sequence[Passive]) -> dict[Place, Cents]:
    """What comes from an item of property by itself, and so is no passive income before anything is netted."""
    taken = {}
    for each in passive:
        at, net = w.at(each.activity.place), each.income - each.loss
        if net > 0:
            taken[at.place] = min(net, sum(amount(at, net) for amount in OF_AN_ITEM))
            recharacterize(w, each, taken[at.place])
    return taken


def special_incomes(w: Worksheet, passive: Sequence[Passive], of_items: Mapping[Place, Cents]) -> None:
    """Take out of an activity's net income what goes beyond what significant participation took out of it."""
    for each in passive:
        at = w.at(each.activity.place)
        before = 0 if kind(at) in RENTALS else w.run.recharacterized.get(at.place, 0) - of_items.get(at.place, 0)
        net = each.income + before - each.loss
        if net > 0:
            recharacterize(w, each, max(0, max(amount(at, net) for amount in OF_AN_ACTIVITY) - before))


@rule(temp_reg("1.469-2T(f)(3)"))
def nondepreciable_rent(w: Worksheet, net: Cents) -> Cents:
    """A rental whose property is depreciable for less than 30 percent of its unadjusted basis, land for example."""
    return net if w.given(DEPRECIABLE_PERCENT) and kind(w) in RENTALS and w[DEPRECIABLE_PERCENT] < 30 else 0


@rule(temp_reg("1.469-2T(f)(4)"))
def equity_financed_interest(w: Worksheet, net: Cents) -> Cents:
    """A lending business with debts of at most 80 percent of its loans: the part of its interest that equity earns."""
    if not w.given(NET_INTEREST_INCOME):
        return 0
    loans, debts = w[AVERAGE_LOANS_MADE], w[AVERAGE_LENDING_DEBTS]
    if not loans or debts * 5 > loans * 4:
        return 0
    return min(net, w.line("equity_financed_interest", w[NET_INTEREST_INCOME] * (loans - debts) // loans))


@rule(reg("1.469-2(f)(5)"))
def developed_property(w: Worksheet, net: Cents) -> Cents:
    """Rent and gain of property sold less than 12 months after it was first rented, by one who worked to improve it."""
    if not w.given(MONTHS_RENTED_BEFORE_SALE):
        return 0
    return net if w[MONTHS_RENTED_BEFORE_SALE] < 12 and w[DEVELOPMENT_HOURS] > 100 else 0


@rule(temp_reg("1.469-2T(f)(7)"))
def bought_royalties(w: Worksheet, net: Cents) -> Cents:
    """Royalties of what an entity had developed before the owner bought in; not where much is spent on it since.

    The year's spending is the entity's, held against all its royalties ((c)(3)(iii)(B)(3)); that so far is the owner's.
    """
    if not w.given(BOUGHT_ROYALTY_PROFIT):
        return 0
    if w[DEVELOPMENT_COSTS] * 2 > w[BOUGHT_ROYALTIES] or w[DEVELOPMENT_COSTS_SO_FAR] * 4 > w[BOUGHT_PROPERTY_VALUE]:
        return 0
    return min(net, w[BOUGHT_ROYALTY_PROFIT])


OF_AN_ITEM: tuple[Callable[[Worksheet, Cents], Cents], ...] = (developed_property, bought_royalties)
OF_AN_ACTIVITY: tuple[Callable[[Worksheet, Cents], Cents], ...] = (nondepreciable_rent, equity_financed_interest)
