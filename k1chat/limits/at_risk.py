"""Limit 2, at risk: losses are allowed up to what the owner can really lose (IRC 465), K-1 by K-1.

Modelled: the amount at risk given, or figured from basis before losses (Form 6198 Part II): less nonrecourse debt
that is not qualified nonrecourse financing, less what is protected or borrowed from an interested person.
Losses that this limit suspended before took basis but not the amount at risk (465(b)(5)), so they are added back.
The activities of one K-1 count as one at-risk activity (465(c)(3)(B)), said when it matters; each by itself where the
owner tells amounts by activity: `separate_activities`.
Guarantees, pledged property, financing that is not qualified, Form 6198 Part III, where told: `at_risk_debts`.
An amount below zero at year end is recapture: `at_risk_recapture` (465(e)).
Amounts in cents.
"""

from collections.abc import Sequence
from itertools import groupby

from k1chat.citation import form_line, reg, usc
from k1chat.facts import (
    AMOUNT_AT_RISK,
    BORROWED_FROM_INTERESTED_PERSON,
    ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE,
    ENDING_NONRECOURSE,
    ENTITY,
    PROTECTED_AGAINST_LOSS,
    SUSPENDED_AT_RISK_LOSS,
)
from k1chat.limits.at_risk_debts import debts_made_good, is_told, larger_amount, tell_of_qualified_financing
from k1chat.limits.at_risk_recapture import (
    bring_to_zero,
    gain_on_sale,
    only_supposed,
    tells_of_earlier_losses,
)
from k1chat.limits.income_items import income_items
from k1chat.limits.limit import Limit, Loss, for_each_k1
from k1chat.limits.separate_activities import allowed_apart, are_separate
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("465(a)(1)"))
def at_risk_in_k1(w: Worksheet, losses: Cents) -> Cents:
    """The amount at risk at year end, before this year's losses."""
    if not losses:
        return at_risk_without_loss(w)
    amount = amount_before_losses(w, losses)
    gain = gain_on_sale(w) if w.run.sale_gains else 0
    amount += gain
    least = min(losses - w.figure("appreciation_in_gifts", otherwise=0), income_items(w) + gain)
    if amount < least:
        bring_to_zero(w, least - amount)
        amount = least
    amount += gifts_above_basis(w)
    tell_what_is_not_settled(w, amount, losses)
    return w.line("amount_at_risk", amount)


@rule(usc("704(d)(3)(B); 1366(d)(4)"))
def gifts_above_basis(w: Worksheet) -> Cents:
    """The appreciation in gifts took no basis, so it needs no amount at risk either."""
    gifts = w.figure("appreciation_in_gifts", otherwise=0)
    return w.line("gifts_above_basis", gifts) if gifts else 0


def amount_before_losses(w: Worksheet, losses: Cents) -> Cents:
    """The amount that is given, or else figured."""
    return given_amount(w) if w.given(AMOUNT_AT_RISK) else figured_amount(w, losses)


def tell_what_is_not_settled(w: Worksheet, amount: Cents, losses: Cents) -> None:
    """That activities count as one, where apart one might hold a loss; that own deductions are held with the rest."""
    if len(w.activities_of_k1) > 1 and amount - income_items(w) < losses:
        w.note("activities_aggregated_at_risk")
    if not w.given(AMOUNT_AT_RISK):
        tell_of_qualified_financing(w, amount, losses)
    characters = {character for activity in w.activities_of_k1 for character in activity.losses}
    if amount < losses and characters & {"charitable", "foreign_taxes"}:
        w.note("gifts_and_taxes_at_risk")


@rule(usc("465(e)(1)"))
def at_risk_without_loss(w: Worksheet) -> Cents:
    """An amount below zero is recapture also without a loss to judge; only who tells of earlier losses is asked."""
    if told_amount(w) >= 0 or told_amount(w) + gain_on_sale(w) >= 0:
        return 0
    amount = told_amount(w) - not_asked(w) if only_supposed(w) else amount_before_losses(w, 0)
    bring_to_zero(w, -amount - w.figure("gain_counted_at_risk", otherwise=0))
    return w.line("amount_at_risk", 0)


@rule(usc("465(b)(1)"))
def told_amount(w: Worksheet) -> Cents:
    """The amount at risk as far as it is told already, without a question for it."""
    if w.given(AMOUNT_AT_RISK):
        return w[AMOUNT_AT_RISK] + income_items(w)
    if not w.has_figure("basis_before_losses"):
        return 0
    basis = w.figure("basis_before_losses") + w.figure("earlier_excess_interest_back", otherwise=0)
    amount = basis - told_not_at_risk(w)
    return larger_amount(w, amount + debts_made_good(w)) if is_told(w) else amount


@rule(usc("465(b)(1)"))
def told_not_at_risk(w: Worksheet) -> Cents:
    """What of the basis is said not to be at risk, as far as it was given; asked for where earlier losses are told."""
    facts = (PROTECTED_AGAINST_LOSS, BORROWED_FROM_INTERESTED_PERSON)
    debts = w[ENDING_NONRECOURSE] if w[ENTITY] == "partnership" else 0
    return debts + sum(w[fact] for fact in facts if w.given(fact) or tells_of_earlier_losses(w))


def not_asked(w: Worksheet) -> Cents:
    """What else may not be at risk: where only unknown amounts lead here nobody is asked, and it can be any amount."""
    facts = (PROTECTED_AGAINST_LOSS, BORROWED_FROM_INTERESTED_PERSON)
    figured = not w.given(AMOUNT_AT_RISK)
    return sum(w.unasked(fact) for fact in facts if figured and not w.given(fact))


@rule(usc("465(d)"))
def given_amount(w: Worksheet) -> Cents:
    """The amount the owner brings, with this year's income: only the net loss needs an amount at risk (465(d))."""
    amount = w.line("amount_at_risk_given", w[AMOUNT_AT_RISK], usc("465(b)"))
    return amount + w.line("income_items", income_items(w), form_line("Form 6198", "line 5"))


@rule(usc("465(b)(1)"))
def figured_amount(w: Worksheet, losses: Cents) -> Cents:
    """Basis before losses, less what in it is not at risk; below zero by unknown amounts alone no more is asked."""
    basis = w.line("basis_counted", w.figure("basis_before_losses"))
    earlier = w.line("earlier_losses_not_at_risk", suspended_before(w), usc("465(b)(5)"))
    amount = basis + earlier + w.figure("earlier_excess_interest_back", otherwise=0)
    amount -= nonrecourse(w)
    told = is_told(w)
    for not_at_risk in (protected, borrowed):
        amount -= not_at_risk(w, asks=amount >= 0 or told or not only_supposed(w))
    amount = larger_amount(w, amount + debts_made_good(w)) if told else amount
    return amount + expenses_after_losses(w, losses, amount)


@rule(reg("1.1367-1(g)"))
def expenses_after_losses(w: Worksheet, losses: Cents, amount: Cents) -> Cents:
    """Nondeductible expenses that basis bore before losses, where the shareholder elected to take losses first.

    Where they took all of it, this is read from who tells of the election, and nobody is asked.
    """
    borne = w.figure("expenses_before_losses", otherwise=0)
    if not losses or not borne or amount >= losses:
        return 0
    asks = w.figure("basis_before_losses") or w.given(ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE)
    return w.line("expenses_after_losses", borne) if asks and w[ELECTS_LOSSES_BEFORE_NONDEDUCTIBLE] else 0


@rule(usc("465(b)(2), (6)"))
def nonrecourse(w: Worksheet) -> Cents:
    """The share of debts nobody owes personally, other than qualified real estate debt; none in an S corporation."""
    if w[ENTITY] != "partnership":
        return 0
    return w.line("nonrecourse", w[ENDING_NONRECOURSE])


@rule(usc("465(b)(4)"))
def protected(w: Worksheet, *, asks: bool) -> Cents:
    """Amounts a guarantee, insurance or agreement would give back."""
    return w.line("protected", w[PROTECTED_AGAINST_LOSS] if asks else w.unasked(PROTECTED_AGAINST_LOSS))


@rule(usc("465(b)(3)"))
def borrowed(w: Worksheet, *, asks: bool) -> Cents:
    """Money put in that was borrowed from someone with an interest in the activity, or related to such a person."""
    fact = BORROWED_FROM_INTERESTED_PERSON
    return w.line("borrowed", w[fact] if asks else w.unasked(fact))


def suspended_before(w: Worksheet) -> Cents:
    """Losses of this K-1 that the at-risk limit suspended in earlier years."""
    return sum(sum(w.at(activity.place)[SUSPENDED_AT_RISK_LOSS].values()) for activity in w.activities_of_k1)


def at_risk_losses_allowed(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """K-1 by K-1; activity by activity where the owner tells their amounts at risk."""
    apart = {k1 for k1 in range(len(w.run.by_k1)) if are_separate(w.at((k1,)))}
    if not apart:
        return TOGETHER(w, losses)
    allowed: list[Cents] = []
    for k1, rows in groupby(losses, key=lambda loss: loss.place[0]):
        own = list(rows)
        allowed += allowed_apart(w.at((k1,)), own) if k1 in apart else TOGETHER(w, own)
    return allowed


TOGETHER = for_each_k1(at_risk_in_k1)
AT_RISK = Limit("at_risk", at_risk_losses_allowed, SUSPENDED_AT_RISK_LOSS, "suspended_at_risk_loss")
