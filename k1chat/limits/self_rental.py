"""Rent from a business the owner works in: net rental income is nonpassive, a loss stays passive (Reg. 1.469-2(f)(6)).

Modelled: the tenant's tests 1, 2, 3, 5 and 6 of material participation (Temp. Reg. 1.469-5T(a)), whatever kind of
entity the tenant is (Reg. 1.469-4(a)); the owner's and the spouse's hours count together (469(h)(5)). Property by
property: only the profit of what that business rents is taken out (Carlos, 123 T.C. 275), less the property's losses
of earlier years: they are deductions of this year too (469(b); Reg. 1.469-1(f)(4)). Where the owner tells of it, it
covers no loss of other property of the same activity either.
Not modelled: test 4 for the tenant (said when its hours are over 100), tenants held as a limited partner.
"""

from k1chat.citation import reg, temp_reg
from k1chat.facts import (
    RENTED_TO_OWN_BUSINESS,
    SELF_RENTAL_INCOME,
    TENANT_HOURS,
    TENANT_MOST_HOURS_BY_ANOTHER,
    TENANT_SERVICE_YEARS,
    TENANT_YEARS,
)
from k1chat.limits.passive_activity import Passive
from k1chat.limits.recharacterized import recharacterize
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(reg("1.469-2(f)(6)"))
def self_rental(w: Worksheet, each: Passive) -> None:
    """Net rental income of an item of property rented to such a business is not from a passive activity."""
    if not w[RENTED_TO_OWN_BUSINESS]:
        return
    if not works_in_tenant(w):
        w.finding("tenant_not_worked_in", temp_reg("1.469-5T(a)"))
        return
    amount = w[SELF_RENTAL_INCOME]
    if w.supposes(SELF_RENTAL_INCOME) or amount == each.income:
        amount = net_of_earlier_losses(amount, each)
    if amount > each.income:
        raise w.contradiction(
            "The profit from property let to your own business cannot be more than all profit of this activity. Where "
            "other property beside it lost money, list the two as activities of their own (self_rental_income).",
            SELF_RENTAL_INCOME,
        )
    recharacterize(w, each, amount)


def takes_income_of_a_loss(w: Worksheet, each: Passive) -> bool:
    """Whether the owner tells of such profit that covers losses of other property in the activity; asks nobody."""
    if not each.loss:
        return False
    at = w.at(each.activity.place)
    told = at.known(SELF_RENTAL_INCOME) if at.known(RENTED_TO_OWN_BUSINESS) else None
    return told is not None and told < each.income < each.loss + told


def net_of_earlier_losses(amount: Cents, each: Passive) -> Cents:
    """Losses carried in come off first (469(b)): of the one property that made all the profit of the activity."""
    return min(amount, max(0, each.income - each.loss))


@rule(temp_reg("1.469-5T(a)"))
def works_in_tenant(w: Worksheet) -> bool:
    """Whether the owner materially participates in the business that rents."""
    hours = w[TENANT_HOURS]
    if hours > 500:
        return True
    if hours:
        most = w[TENANT_MOST_HOURS_BY_ANOTHER]
        if most == 0 or (hours > 100 and hours >= most):
            return True
    if w[TENANT_YEARS] >= 5 or w[TENANT_SERVICE_YEARS] >= 3:
        return True
    if hours > 100:
        w.note("tenant_test_4_not_tried")
    return False
