"""Former passive activities: passive losses of earlier years in an activity that is not passive now (IRC 469(f)).

Modelled: the loss is allowed against this year's net income of the activity; what is left goes on as a passive loss,
against other passive income and the rental allowance. Activities grouped by the owner are one here too (Reg.
1.469-4(a)), and rentals that are one by election (Reg. 1.469-9(e)(2)). Modified AGI counts what the activity's own
income bore, and nothing of the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from k1chat.boxes import NEVER_PASSIVE
from k1chat.citation import usc
from k1chat.facts import Place
from k1chat.limits.classification import is_passive
from k1chat.limits.limit import Loss
from k1chat.limits.passive_activity import Passive, income_of
from k1chat.money import Cents, prorate
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule


@rule(usc("469(f)(1)"))
def still_passive(
    w: Worksheet, former: Sequence[Place], losses: Sequence[Loss], by_place: Mapping[Place, Activity]
) -> list[Passive]:
    """What the activities' own net income leaves of their earlier passive losses."""
    left = []
    for group in as_one(w, former):
        income = own_net_income(w, group, losses, by_place)
        carried = {row: loss.carried_in for row, loss in enumerate(losses) if loss.place in group and loss.carried_in}
        used = prorate(min(income, sum(carried.values())), list(carried.values()))
        rest = {row: amount - part for (row, amount), part in zip(carried.items(), used, strict=True)}
        for place in group:
            tell_used(w.at(place), [row for row in rest if losses[row].place == place], carried, rest)
            own = {row: amount for row, amount in rest.items() if losses[row].place == place and amount}
            if own:
                left.append(Passive(by_place[place], 0, own, former=True))
    return left


def as_one(w: Worksheet, former: Sequence[Place]) -> Sequence[Sequence[Place]]:
    """Each activity by itself, or with those it is one with (Reg. 1.469-4(a)); publicly traded ones never (469(k)(1)).

    A real estate professional's rentals are together where that was elected (Reg. 1.469-9(g)).
    """
    elected = {place for place in former if place in w.run.professional} if w.run.all_rentals is not None else set()
    apart = dict.fromkeys(one_with(w, place) for place in former if place not in elected)
    if not elected:
        return [*apart]
    for activity in w.activities:
        if activity.main == "rental_real_estate":
            is_passive(w.at(activity.place))  # one with income alone was not judged yet
    return [sorted(w.run.professional), *apart]


def one_with(w: Worksheet, place: Place) -> tuple[Place, ...]:
    """The nonpassive activities that are one with this, itself among them."""
    group = w.run.groups.get(place) if w.run.groups else None
    if group is None or place[:1] in w.run.traded:
        return (place,)
    own = [other for other in group.places if not is_passive(w.at(other))]
    return tuple(other for other in own if other[:1] not in w.run.traded)


def own_net_income(
    w: Worksheet, group: Sequence[Place], losses: Sequence[Loss], by_place: Mapping[Place, Activity]
) -> Cents:
    """This year's net income of the activity, gain on its sale included."""
    income = sum(income_of(w, by_place[place]) for place in group)
    current = sum(loss.entering for loss in losses if loss.place in group and loss.character not in NEVER_PASSIVE)
    return max(0, income - current)


def tell_used(w: Worksheet, rows: Sequence[int], carried: Mapping[int, Cents], rest: Mapping[int, Cents]) -> None:
    """What of the earlier loss the activity's own income bears."""
    used = sum(carried[row] - rest[row] for row in rows)
    if used:
        w.line("former_passive_loss_used", used)


def without_passive_part(losses: Sequence[Loss], passive: Sequence[Passive]) -> Sequence[Loss]:
    """The losses without what of them is still a passive loss of earlier years: for modified AGI."""
    held = {row: amount for each in passive if each.former for row, amount in each.rows.items()}
    if not held:
        return losses
    return [replace(loss, carried_in=loss.carried_in - held.get(row, 0)) for row, loss in enumerate(losses)]
