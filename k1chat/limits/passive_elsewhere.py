"""Passive income and loss outside the K-1s in limit 4 (IRC 461(l)(6)): what section 469 let pass of a net loss there.

Modelled: passive income on the K-1s that is left for it, and the rental allowance for what of it is of active rentals
(469(i)), asked only where the threshold turns on it. Amounts in cents.
"""

from typing import TYPE_CHECKING

from k1chat.citation import usc
from k1chat.facts import FILING_STATUS, MODIFIED_AGI, OTHER_PASSIVE_INCOME
from k1chat.limits.allowance import active_rental_loss_elsewhere, figured_room
from k1chat.limits.classification import kind
from k1chat.limits.k1_results import gains_on_distributions
from k1chat.limits.modified_agi import asks_nothing
from k1chat.limits.passive import income_left_for_a_loss_elsewhere
from k1chat.limits.passive_activity import income_of
from k1chat.limits.rental import active_participation, allowance_possible
from k1chat.limits.self_charged_interest import told_interest
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

if TYPE_CHECKING:
    from k1chat.tax_years.model import ByStatus


def least_threshold(w: Worksheet, threshold: "ByStatus") -> Cents:
    """What a loss must exceed to be limited: the return's threshold, or the lowest while the status is not told."""
    return threshold.cents(filing_status(w)) if w.given(FILING_STATUS) else threshold.lowest


@rule(usc("461(l)(3)(A)(ii)"))
def filing_status(w: Worksheet) -> str:
    """Only a joint return doubles the threshold."""
    return w[FILING_STATUS]


@rule(usc("461(l)(6)"))
def passive_elsewhere(w: Worksheet, net: Cents, threshold: "ByStatus") -> Cents:
    """Passive income from elsewhere is business income too; a net passive loss counts as far as 469 let it pass."""
    room = least_threshold(w, threshold) - net
    if may_pass_elsewhere(w) <= room:
        return 0
    amount = w[OTHER_PASSIVE_INCOME]
    if amount >= 0:
        return w.line("passive_income_elsewhere", amount)
    if -amount <= room:
        return 0
    passed = 0 if w.has_figure("passive_loss_elsewhere") else use_of_income_left(w, -amount)
    return -passed - allowance_elsewhere(w, net + passed, threshold)


def may_pass_elsewhere(w: Worksheet) -> Cents:
    """How much of a net passive loss elsewhere could pass at the most: by income on the K-1s, by a rental allowance."""
    most = max(w.year.rental_allowance.maximum.cents(status) for status in FILING_STATUS.choices)
    earning = [activity for activity in w.activities if w.run.passive.get(activity.place) is not False]
    if w.has_figure("passive_loss_elsewhere"):
        return most
    return most + sum(income_of(w, each) for each in earning) + gains_on_distributions(w) + told_interest(w)


@rule(usc("469(d)(1)"))
def use_of_income_left(w: Worksheet, loss: Cents) -> Cents:
    """What passes of a net passive loss elsewhere, where limit 3 had no reason to ask for it."""
    passed = min(loss, income_left_for_a_loss_elsewhere(w))
    w.line("passive_loss_elsewhere", loss)
    w.line("passive_loss_elsewhere_held", loss - passed)
    return passed


@rule(usc("469(i)(1)"))
def allowance_elsewhere(w: Worksheet, net: Cents, threshold: "ByStatus") -> Cents:
    """What is held elsewhere may be an active rental's and pass by the allowance; asked near the threshold only."""
    held, status = w.figure("passive_loss_elsewhere_held", (), otherwise=0), filing_status(w)
    most = w.year.rental_allowance.maximum.cents(status)
    if not held or net + min(held, most) <= threshold.cents(status) or w.has_figure("allowance_used"):
        return 0
    if not allowance_possible(w) or has_no_room(w):
        return 0
    loss = active_rental_loss_elsewhere(w)
    room = room_of_household(w) if loss else 0
    rental_loss = max(0, loss - active_income_on_k1s(w)) if room else 0
    short = w.page.figures.get("shortfall") or held
    used = min(rental_loss, room, short, held)
    return hold_less(w, held, used) if used else 0


def has_no_room(w: Worksheet) -> bool:
    """Whether modified AGI follows from what is told and is too high: then nobody is asked, and nothing is written."""
    if w.has_figure("allowance"):
        return not w.figure("allowance")
    if not (w.given(MODIFIED_AGI) or asks_nothing(w, w.year.rental_allowance.phaseout_ends.cents(w[FILING_STATUS]))):
        return False
    lines, figures, notes = len(w.run.lines), dict(w.page.figures), dict(w.run.notes)
    room = room_of_household(w)
    w.page.figures, w.run.notes = figures, notes
    del w.run.lines[lines:]
    return not room


def room_of_household(w: Worksheet) -> Cents:
    """The allowance left at modified AGI, figured at limit 3 or now."""
    if w.has_figure("allowance"):
        return w.figure("allowance")
    return figured_room(w, {place for place, passive in w.run.passive.items() if passive}, w.run.met_passive)


def active_income_on_k1s(w: Worksheet) -> Cents:
    """Net income of the owner's active rentals on the K-1s, which meets the loss elsewhere first (Part IV)."""
    rentals = [w.at(each.place) for each in w.activities if w.run.passive.get(each.place) and income_of(w, each)]
    active = [at for at in rentals if kind(at) == "rental_real_estate" and active_participation(at) != "no"]
    return sum(net_income(at) for at in active)


def net_income(w: Worksheet) -> Cents:
    """What an activity's own losses leave of its passive income."""
    own = next(each for each in w.activities if each.place == w.place)
    used = sum(amount for (place, _), amount in w.run.absorbed.items() if place == w.place)
    return max(0, income_of(w, own) - used - w.run.recharacterized.get(w.place, 0))


def hold_less(w: Worksheet, held: Cents, used: Cents) -> Cents:
    """The allowance lets so much of the loss elsewhere pass: told at limit 3, which holds it."""
    w.line("allowance_used_elsewhere", used)
    w.page.figures["passive_loss_elsewhere_held"] = held - used
    for line in w.run.lines:
        if line.name == "passive_loss_elsewhere_held":
            line.value = held - used
    return used


def passive_loss_passed(w: Worksheet) -> Cents:
    """What section 469 allowed of a net passive loss outside the K-1s, against passive income on them."""
    figures = w.run.page(()).figures
    return figures.get("passive_loss_elsewhere", 0) - figures.get("passive_loss_elsewhere_held", 0)
