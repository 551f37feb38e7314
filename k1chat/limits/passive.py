"""Limit 3, passive activities: passive losses are allowed against passive income, and rental losses by an allowance.

IRC 469; Form 8582. Modelled: classification (`classification`), netting over all K-1s and other passive income,
the $25,000 allowance (`allowance`), and what is suspended by activity and character (Form 8582 Parts VI to IX).
What a sale or another end frees (`release`), publicly traded partnerships (`publicly_traded`), activities that were
passive before (`former_passive`). A net passive loss outside these K-1s shares the limit and the allowance.
Amounts in cents.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from k1chat.boxes import BOX_BY_NAME, PORTFOLIO
from k1chat.citation import temp_reg, usc
from k1chat.facts import (
    OTHER_PASSIVE_INCOME,
    SOLD_ENTIRE_INTEREST,
    SUSPENDED_PASSIVE_LOSS,
    Place,
)
from k1chat.limits.allowance import special_allowance
from k1chat.limits.arguable import tell_of_work
from k1chat.limits.at_risk_recapture import recaptured
from k1chat.limits.classification import RENTALS, is_passive, kind
from k1chat.limits.distribution_gain import has_gains, passive_gains
from k1chat.limits.former_passive import still_passive
from k1chat.limits.grouping import cover_within_groups
from k1chat.limits.limit import Limit, Loss
from k1chat.limits.passive_activity import (
    Passive,
    current_part,
    form_of,
    income_on,
    passive_activity,
    passive_income_of,
    passive_part,
)
from k1chat.limits.publicly_traded import apart, judge_each_alone
from k1chat.limits.real_estate_professional import ask_professional
from k1chat.limits.recharacterized import forget_income_not_passive, hold_in_group, significant_participation
from k1chat.limits.release import known_end, release, set_free
from k1chat.limits.self_charged_interest import self_charged_interest, tells_of_interest
from k1chat.limits.self_rental import self_rental, takes_income_of_a_loss
from k1chat.limits.special_incomes import from_items_of_property, special_incomes, told_of
from k1chat.money import Cents, prorate
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule


@rule(usc("469(a)(1)"))
def passive_losses_allowed(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """Everything but passive losses passes; passive losses pass as far as passive income and the allowance go."""
    w.run.met_passive = losses
    judged = [loss.total for loss in losses]
    passive = passive_losses(w, losses)
    if not passive:
        return judged
    tell_how_boxes_were_taken(w, passive)
    passive += passive_incomes(w, {each.activity.place for each in passive if not each.former})
    passive, traded = apart(w, passive)
    if traded:
        judge_each_alone(w, traded)
        tell_of_work(w, [each for each in traded if each.unallowed])
    if any(each.rows for each in passive):
        passive = judge_together(w, passive, losses)
    return settle(w, losses, judged, [*passive, *traded])


@rule(usc("469(a)(1)"))
def judge_together(w: Worksheet, passive: list[Passive], losses: Sequence[Loss]) -> list[Passive]:
    """All passive activities but publicly traded ones on one Form 8582, with what an end frees."""
    if w.run.groups:
        cover_within_groups(w, passive)
    beyond = beyond_income(w, passive)
    shortfall = w.line("shortfall", max(0, beyond), usc("469(d)(1)"))
    if any(w.run.ends.values()):
        set_free(w, passive, max(0, -beyond))
    if shortfall:
        hold_in_group(w, passive, shortfall)
        passive = special_allowance(w, passive, losses, shortfall)
        suspend(w, passive, shortfall)
        ask_of_those_held(w, passive)
    return passive


def tell_how_boxes_were_taken(w: Worksheet, passive: Sequence[Passive]) -> None:
    """Boxes that a statement behind the K-1 may say otherwise of: capital items and those called other."""
    for each in passive:
        k1, boxes = w.at(each.activity.place[:1]), set(each.activity.boxes)
        if any(BOX_BY_NAME[box].character in PORTFOLIO for box in boxes):
            k1.note("capital_items_taken_as_portfolio")
        if boxes & {"other_income_loss", "other_deductions"}:
            k1.note("other_items_taken_as_passive")


def passive_losses(w: Worksheet, losses: Sequence[Loss]) -> list[Passive]:
    """The passive activities among those with a loss that the passive rules look at."""
    found, former = [], []
    subject = [(row, loss) for row, loss in enumerate(losses) if meets_469(loss)]
    by_place = {activity.place: activity for activity in w.activities} if subject else {}
    for place, rows in groupby(subject, key=lambda pair: pair[1].place):
        own = dict(rows)
        amounts = {row: passive_part(loss) for row, loss in own.items()}
        current = sum(map(current_part, own.values()))
        if is_passive(w.at(place)):
            found.append(passive_activity(w, by_place[place], amounts, current))
        elif any(loss.carried_in for loss in own.values()):
            former.append(place)
    return found + (still_passive(w, former, losses, by_place) if former else [])


def meets_469(loss: Loss) -> bool:
    """Whether any part of a loss is a passive deduction where its activity is passive."""
    return passive_part(loss) > 0


@rule(usc("469(d)(1)"))
def passive_incomes(w: Worksheet, losing: set[tuple[int, ...]]) -> list[Passive]:
    """The passive activities with income only; they cover the losses of the others."""
    earning = [a for a in w.activities if a.place not in losing and earns(w, a)]
    return [passive_activity(w, activity, {}) for activity in earning if is_passive(w.at(activity.place))]


def earns(w: Worksheet, activity: Activity) -> bool:
    """Whether an activity has income that would be passive income if it is passive."""
    if activity.place in w.run.sale_gains or recaptured(w, activity):
        return True
    return passive_income_of(activity) > 0


@rule(temp_reg("1.469-2T(f)(1)"))
def income_not_passive(w: Worksheet, passive: Sequence[Passive]) -> Cents:
    """Net income of passive activities that covers no passive loss; taken out of their incomes."""
    before = sum(each.income for each in passive)
    told = told_of(w, passive)
    of_items = from_items_of_property(w, told)
    significant_participation(w, passive)
    net_rental_income(w, passive)
    special_incomes(w, told, of_items)
    amount = before - sum(each.income for each in passive)
    return w.line("income_not_passive", amount) if amount else 0


@rule(usc("469(c)(2)"))
def net_rental_income(w: Worksheet, passive: Sequence[Passive]) -> None:
    """Net rental income covers other passive losses unless rent comes from one's own business, or a professional's."""
    for each in passive:
        at = w.at(each.activity.place)
        if (each.income > each.loss or takes_income_of_a_loss(w, each)) and kind(at) in RENTALS:
            self_rental(at, each)
            if kind(at) == "rental_real_estate":
                ask_professional(at)


@rule(usc("469(d)(1)"))
def beyond_income(w: Worksheet, passive: list[Passive]) -> Cents:
    """Passive losses beyond passive income (Form 8582 line 3); below zero, income that is left."""
    if any(w.run.ends.values()):
        release(w, passive)
    loss = w.line("passive_losses", sum(each.subject for each in passive))
    income = w.line("passive_income_on_k1s", sum(each.income for each in passive))
    if income:
        w.note("passive_income_taken_as_it_is")
    barred = any(each.barred for each in passive) and has_gains(w)
    if not barred and not any(each.net_loss or each.released or takes_income_of_a_loss(w, each) for each in passive):
        return 0  # each activity's own income covers its own loss first, whatever kind of income it is
    if tells_of_interest(w):
        passive[:] = self_charged_interest(w, passive)
        income += w.line("self_charged_interest", sum(each.interest for each in passive))
    before = [replace(each) for each in passive]
    taken = income_not_passive(w, passive)
    elsewhere = other_passive_income(w)
    if elsewhere < 0:
        w.line("passive_loss_elsewhere", -elsewhere)
    if barred or (loss - income + taken - elsewhere > 0 and has_gains(w)):
        passive[:] = passive_gains(w, before)
        release(w, passive)
        loss = sum(each.subject for each in passive)
        forget_income_not_passive(w)
        income += w.line("passive_gains_on_distributions", sum(w.run.passive_gains.values()))
        taken = income_not_passive(w, passive)
    return loss - income + taken - elsewhere


@rule(usc("469(d)(1)"))
def income_left_for_a_loss_elsewhere(w: Worksheet) -> Cents:
    """Passive income on the K-1s that no passive loss on them used: asked for where limit 4 turns on it."""
    passive, _ = apart(w, passive_incomes(w, set()))
    used: dict[Place, Cents] = defaultdict(int)
    for (place, _), amount in w.run.absorbed.items():
        used[place] += amount
    if tells_of_interest(w):
        passive = self_charged_interest(w, passive)
    if has_gains(w):
        passive = passive_gains(w, passive)
    for each in passive:
        each.rows = {0: used[each.activity.place]}
    income_not_passive(w, passive)
    return sum(each.income - each.loss for each in passive)


@rule(usc("469(d)(1)"))
def other_passive_income(w: Worksheet) -> Cents:
    """Net passive income from elsewhere; a net loss there shares the limit."""
    amount = w[OTHER_PASSIVE_INCOME]
    return w.line("other_passive_income", amount) if amount >= 0 else amount


def losses_elsewhere(w: Worksheet) -> tuple[Cents, Cents]:
    """What of the losses outside the K-1s the allowance leaves, and what it covers of them."""
    figures = w.run.page(()).figures
    allowance, loss = figures.get("allowance_used_elsewhere", 0), figures.get("passive_loss_elsewhere", 0)
    loss = max(loss, figures.get("active_rental_loss_elsewhere", 0), figures.get("other_passive_loss_elsewhere", 0))
    return loss - allowance, allowance


@rule(temp_reg("1.469-1T(f)(2)(i)"))
def suspend(w: Worksheet, parts: Sequence[Passive], shortfall: Cents) -> None:
    """What is suspended, by net loss after the allowance (Form 8582 Part VII); a loss elsewhere bears its share."""
    elsewhere, allowance = losses_elsewhere(w)
    held = shortfall - sum(each.allowance for each in parts) - allowance
    *shares, outside = prorate(held, [*(each.net_loss - each.allowance for each in parts), elsewhere])
    for each, share in zip(parts, shares, strict=True):
        each.unallowed = share
    if elsewhere:
        w.line("passive_loss_elsewhere_held", outside)


@rule(usc("469(g)"))
def ask_of_those_held(w: Worksheet, parts: Sequence[Passive]) -> None:
    """A full sale would free the loss; a real estate professional's rental may not be passive."""
    held = [each for each in parts if each.unallowed]
    shared = held if not any(each.income for each in parts) else [each for each in parts if held]
    rentals = [each for each in shared if kind(w.at(each.activity.place)) == "rental_real_estate"]
    for each in held:
        if known_end(w.run, each.activity.place) is None:
            w.at(each.activity.place)[SOLD_ENTIRE_INTEREST]
    if any(each.current or each.income for each in rentals):  # else only an earlier loss waits, passive either way
        for each in rentals:
            ask_professional(w.at(each.activity.place))
    tell_of_work(w, held)


def settle(w: Worksheet, losses: Sequence[Loss], judged: list[Cents], passive: Sequence[Passive]) -> list[Cents]:
    """Each row's allowed amount, and how much of it passive income absorbed."""
    allowed = list(judged)
    if w.run.beside:
        tell_of_farms(w, passive)
    for each in passive:
        passing = {row: each.rows[row] - held for row, held in held_by_row(each, losses).items()}
        absorbed = prorate(
            each.loss - each.unallowed - each.barred - each.allowance - each.freed, list(passing.values())
        )
        for row, amount in zip(each.rows, absorbed, strict=True):
            allowed[row] -= each.rows[row] - passing[row]
            key = losses[row].place, losses[row].character
            w.run.absorbed[key] = w.run.absorbed.get(key, 0) + amount
    return allowed


@rule(usc("58(a)"))
def tell_of_farms(w: Worksheet, passive: Sequence[Passive]) -> None:
    """For AMT no loss of a passive farm counts before it is sold; which business is a farm nobody is asked."""
    for each in passive:
        kept = not (each.former or each.released or each.barred or each.freed)
        if kept and each.activity.main == "ordinary" and each.net_loss > each.unallowed:
            w.at(each.activity.place).note("amt_passive_farm")


def held_by_row(each: Passive, losses: Sequence[Loss]) -> dict[int, Cents]:
    """An activity's suspended amount: by each form's loss beyond its own income (Form 8582 Part IX), then by item."""
    forms: dict[str, dict[int, Cents]] = {}
    for row, amount in each.rows.items():
        forms.setdefault(form_of(losses[row].character), {})[row] = amount
    excess = [max(0, sum(rows.values()) - income_on(each, form)) for form, rows in forms.items()]
    held: dict[int, Cents] = {}
    for rows, share in zip(forms.values(), prorate(each.unallowed + each.barred, excess), strict=True):
        held |= zip(rows, prorate(share, list(rows.values())), strict=True)
    return {row: held[row] for row in each.rows}


PASSIVE = Limit("passive", passive_losses_allowed, SUSPENDED_PASSIVE_LOSS, "suspended_passive_loss")
