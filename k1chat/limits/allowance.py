"""The $25,000 allowance over the household's rentals: Form 8582 Parts II, IV to VI (IRC 469(i)).

How much allowance there is: `rental`. Modelled: losses of years without active participation in Part V, profit of
the owner's own rentals elsewhere, and their losses beside a net passive loss there, taken as one activity of each kind.
Amounts in cents.
"""

from collections.abc import Sequence
from dataclasses import replace

from k1chat.citation import form_line, usc
from k1chat.facts import (
    ENTITY,
    FILING_STATUS,
    INTEREST,
    MODIFIED_AGI,
    OTHER_ACTIVE_RENTAL_INCOME,
    OTHER_ACTIVE_RENTAL_LOSS,
    OTHER_PASSIVE_INCOME,
    TAX_YEAR,
    Place,
)
from k1chat.limits.classification import kind
from k1chat.limits.former_passive import without_passive_part
from k1chat.limits.k1_results import write_results
from k1chat.limits.limit import Loss
from k1chat.limits.modified_agi import asks_nothing
from k1chat.limits.passive_activity import Passive
from k1chat.limits.release import outside_agi
from k1chat.limits.rental import active_participation, allowance, allowance_possible
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule


@rule(usc("469(i)(1)"))
def special_allowance(w: Worksheet, passive: list[Passive], losses: Sequence[Loss], shortfall: Cents) -> list[Passive]:
    """The allowance for active rental real estate (Form 8582 Part II), shared by net loss (Part VI)."""
    rentals = [each for each in passive if kind(w.at(each.activity.place)) == "rental_real_estate"]
    losing = [each for each in rentals if each.net_loss]
    shared = w.has_figure("passive_loss_elsewhere") and any(each.income > each.loss for each in passive)
    if not (losing or shared) or not allowance_possible(w):
        return passive
    room = room_already_told(w, passive, losses)
    if room == 0:
        return passive
    answers = {each.activity.place: active_participation(w.at(each.activity.place)) for each in losing}
    if not shared and not any(part.net_loss for part in active_parts(losing, answers, losses)):
        return passive
    room = room_of_others(w, passive, losses) if room is None else room
    if not room:
        return passive
    for each in rentals:
        if not each.net_loss:
            answers[each.activity.place] = active_participation(w.at(each.activity.place))
    return share_allowance(w, parts_iv_and_v(passive, answers, losses), min(room, shortfall))


def room_already_told(w: Worksheet, passive: Sequence[Passive], losses: Sequence[Loss]) -> Cents | None:
    """The allowance where modified AGI follows from what is given: too high, and nobody need be asked for a share."""
    if w.given(MODIFIED_AGI):
        return allowance(w)
    ends = w.year.rental_allowance.phaseout_ends.cents(w[FILING_STATUS])
    return room_of_others(w, passive, losses) if asks_nothing(w, ends) else None


def room_of_others(w: Worksheet, passive: Sequence[Passive], losses: Sequence[Loss]) -> Cents:
    """The allowance, with what stays passive left out of modified AGI."""
    return figured_room(w, outside_agi(w.run, passive), without_passive_part(losses, passive))


def figured_room(w: Worksheet, passive: set[Place], losses: Sequence[Loss]) -> Cents:
    """The allowance with modified AGI figured from the K-1s and the household's other income."""
    if w.run.beside:
        from k1chat.limits.amt import regular_allowance  # it needs the limit that this is a part of

        return regular_allowance(w)
    write_results(w, losses, passive)
    return allowance(w)


def parts_iv_and_v(passive: Sequence[Passive], active: dict[Place, str], losses: Sequence[Loss]) -> list[Passive]:
    """All passive activities as Form 8582 lists them; who is not asked takes no active part."""
    return [part for each in passive for part in _parts_of(each, active.get(each.activity.place, "no"), losses)]


def active_parts(passive: Sequence[Passive], active: dict[Place, str], losses: Sequence[Loss]) -> list[Passive]:
    """Part IV: what the allowance may cover."""
    return [part for part in parts_iv_and_v(passive, active, losses) if part.part == "IV"]


def _parts_of(each: Passive, active: str, losses: Sequence[Loss]) -> list[Passive]:
    """Where an activity stands; when only this year was active, its carried-in loss is in Part V (469(i)(1))."""
    if active != "this_year_only":
        return [replace(each, part="V" if active == "no" else "IV")]
    carried = {row: losses[row].carried_in for row in each.rows}
    current = {row: amount - carried[row] for row, amount in each.rows.items()}
    if each.former:
        return [replace(each, part="V")]
    left = max(0, each.income + each.covered - sum(current.values()))
    before = Passive(each.activity, 0, carried, covered=left)
    now = replace(each, rows=current, part="IV", released=0, barred=0)
    share_end(each, (now, before))
    return [now, before]


def share_end(each: Passive, parts: Sequence[Passive]) -> None:
    """What an end frees or bars is the same portion of this year's and of earlier losses (IRC 469(g)(3), (2))."""
    nets = [part.net_loss for part in parts]
    released = prorate(each.released, nets)
    freed = prorate(each.freed, released)
    for part, net, own, out in zip(parts, nets, released, freed, strict=True):
        part.released, part.freed = own, out
        part.barred = net - own if each.barred else 0


@rule(usc("469(i)(2)"))
def share_allowance(w: Worksheet, parts: list[Passive], room: Cents) -> list[Passive]:
    """The allowance covers the net loss of Part IV, in proportion to each activity's net loss (Part VI)."""
    active = [each for each in parts if each.part == "IV"]
    elsewhere = active_rental_loss_elsewhere(w) if w.has_figure("passive_loss_elsewhere") else 0
    rental_loss = max(0, sum(each.subject - each.income for each in active) + elsewhere)
    if not w.has_figure("passive_loss_elsewhere"):
        rental_loss = max(0, rental_loss - active_rental_income_elsewhere(w, rental_loss, room))
    w.line("active_rental_loss", rental_loss)
    used_on = form_line("Form 8582", "line 9" if w[TAX_YEAR] >= 2021 else "line 10")
    special = w.line("allowance_used", min(rental_loss, room), used_on)
    *shares, outside = prorate(special, [*(each.net_loss for each in active), elsewhere])
    if outside:
        w.line("allowance_used_elsewhere", outside)
    for each, share in zip(active, shares, strict=True):
        each.allowance = share
        tell_of_llc_member(w.at(each.activity.place), share)
    return parts


@rule(usc("469(i)(6)(C)"))
def tell_of_llc_member(w: Worksheet, share: Cents) -> None:
    """The bar names limited partners; whether it reaches an LLC member no rule says."""
    if share and w[ENTITY] == "partnership" and w[INTEREST] == "llc_member":
        w.at(w.place[:1]).note("llc_member_has_allowance")


@rule(form_line("Form 8582", "line 1a"))
def active_rental_income_elsewhere(w: Worksheet, rental_loss: Cents, room: Cents) -> Cents:
    """The part of other passive income that is of active rentals, and so meets their losses first; if it matters."""
    elsewhere = w[OTHER_PASSIVE_INCOME]
    if min(rental_loss, room) <= max(0, rental_loss - elsewhere):
        return 0
    amount = w[OTHER_ACTIVE_RENTAL_INCOME]
    if w.supposes(OTHER_ACTIVE_RENTAL_INCOME):
        amount = min(amount, elsewhere)
    if amount > elsewhere:
        w.line("other_passive_loss_elsewhere", amount - elsewhere)
    return w.line("active_rental_income_elsewhere", amount)


@rule(form_line("Form 8582", "line 1b"))
def active_rental_loss_elsewhere(w: Worksheet) -> Cents:
    """The part of a net passive loss elsewhere that is of active rentals: the allowance covers it too."""
    if w.supposes(OTHER_PASSIVE_INCOME) and not w.given(OTHER_ACTIVE_RENTAL_LOSS):
        raise w.refuse("passive_loss_elsewhere", usc("469(i)(1)"))
    return w.line("active_rental_loss_elsewhere", w[OTHER_ACTIVE_RENTAL_LOSS])
