"""Interest that an owner charges the entity: passive income as far as the deduction of it is passive (Reg. 1.469-7).

Modelled: loans of the owner to the entity ((c)), where the owner tells of the interest; the applicable percentage by
activity ((c)(3)). Such income is in the owner's other income and leaves modified AGI with the losses it covers.
Not modelled: loans of the entity to the owner ((d)), between entities with the same owners ((e)), expenses of the
lending itself ((c)(2)(ii)). Who elected out ((g)) tells of no interest. Amounts in cents.
"""

from collections.abc import Sequence

from k1chat.citation import reg
from k1chat.facts import INTEREST_FROM_OWN_LOAN, OWNER_INTEREST_DEDUCTED
from k1chat.limits.classification import is_passive
from k1chat.limits.passive_activity import Passive
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


def tells_of_interest(w: Worksheet) -> bool:
    """Whether the owner tells of interest from an entity of these K-1s; asks nobody."""
    return any(INTEREST_FROM_OWN_LOAN.name in w.run.page((k1,)).answers for k1 in range(len(w.run.by_k1)))


@rule(reg("1.469-7(c)(2)"))
def self_charged_interest(w: Worksheet, passive: Sequence[Passive]) -> list[Passive]:
    """The passive activities with the owner's interest income that they deduct; one more where it had no figure."""
    found = {each.activity.place: each for each in passive}
    for k1, activities in enumerate(w.run.by_k1):
        at = w.at((k1,))
        if not at.given(INTEREST_FROM_OWN_LOAN):
            continue
        shares = [w.at(activity.place)[OWNER_INTEREST_DEDUCTED] for activity in activities]
        for activity, share in zip(activities, shares, strict=True):
            if share and is_passive(w.at(activity.place)):
                each = found.setdefault(activity.place, Passive(activity, 0, {}))
                add_interest(w.at(activity.place), each, passive_interest(at, share, sum(shares)))
    return list(found.values())


@rule(reg("1.469-7(c)(3)"))
def passive_interest(w: Worksheet, share: Cents, of_all: Cents) -> Cents:
    """The applicable percentage of the interest: the passive share of the deduction, over the larger of all and it."""
    interest = w[INTEREST_FROM_OWN_LOAN]
    return interest * share // max(of_all, interest) if interest else 0


def add_interest(w: Worksheet, each: Passive, amount: Cents) -> None:
    """Income of the activity, on no form that its losses are on."""
    if amount:
        each.income += amount
        each.interest += amount
        w.run.self_charged[w.place] = amount
        w.line("self_charged_interest", amount, reg("1.469-7(c)"))


def told_interest(w: Worksheet) -> Cents:
    """The most that interest of the owners can add to passive income; asks nobody."""
    told = (w.at((k1,)).known(INTEREST_FROM_OWN_LOAN) for k1 in range(len(w.run.by_k1)))
    return sum(amount or 0 for amount in told)
