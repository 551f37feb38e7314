"""Passive income that counts as nonpassive after all, its losses staying passive (Temp. Reg. 1.469-2T(f); 1.469-2(f)).

Modelled: net income of significant participation activities ((f)(2)), with their losses as one activity without a
loss (Temp. Reg. 1.469-1T(f)(2)(i)(C)); a loss that a sale frees is none of them (1.469-2T(d)(2)(v)). Net rent from a
business of one's own ((f)(6)), property by property. What is taken out here lowers the activity's passive income and
is kept on the run: modified AGI counts it.
Not modelled: hours of significant participation outside these K-1s. Amounts in cents.
"""

from collections.abc import Sequence

from k1chat.citation import temp_reg, usc
from k1chat.limits.classification import is_business, is_significant
from k1chat.limits.passive_activity import Passive
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule

COVERED = "covered_by_significant_participation"
LINES = {
    "income_not_passive",
    "significant_participation_income",
    COVERED,
    "equity_financed_interest",
}


def recharacterize(w: Worksheet, each: Passive, amount: Cents) -> None:
    """Take `amount` of an activity's income out of what covers passive losses; it is income all the same."""
    if not amount:
        return
    each.income -= amount
    place = each.activity.place
    w.run.recharacterized[place] = w.run.recharacterized.get(place, 0) + amount
    w.at(place).line("income_not_passive", amount)


def forget_income_not_passive(w: Worksheet) -> None:
    """Take back what was taken out: it is figured anew with the gains that raise the activities' income."""
    w.run.recharacterized.clear()
    w.run.lines[:] = [line for line in w.run.lines if line.name not in LINES]


@rule(temp_reg("1.469-2T(f)(2)(i)"))
def significant_participation(w: Worksheet, passive: Sequence[Passive]) -> None:
    """Where they net to income, a ratable part of each one's net income is not passive; a net loss changes nothing."""
    earning = [each for each in passive if each.income > each.loss and is_business(w.at(each.activity.place))]
    if not any(is_significant(w.at(each.activity.place)) for each in earning):
        return
    businesses = [each for each in passive if is_business(w.at(each.activity.place))]
    significant = [each for each in businesses if is_significant(w.at(each.activity.place))]
    excess = sum(each.income - each.subject for each in significant)
    if excess <= 0:
        return
    w.line("significant_participation_income", excess)
    nets = [max(0, each.income - each.loss) for each in significant]
    for each, share in zip(significant, prorate(excess, nets), strict=True):
        recharacterize(w, each, share)
        cover_loss_of_group(w, each)


@rule(temp_reg("1.469-1T(f)(2)(i)(C)"))
def cover_loss_of_group(w: Worksheet, each: Passive) -> None:
    """Significant participation activities that net to income have no loss to be held: the others' income covers it."""
    if each.net_loss:
        each.covered += w.at(each.activity.place).line("covered_by_significant_participation", each.net_loss)


@rule(usc("469(a)(1)"))
def hold_in_group(w: Worksheet, passive: Sequence[Passive], shortfall: Cents) -> None:
    """Where another rule took out income that covered the group's loss, the group bears what nobody else can."""
    covered = [w.figure(COVERED, each.activity.place, otherwise=0) for each in passive]
    if not any(covered):
        return
    elsewhere = w.figure("passive_loss_elsewhere", (), otherwise=0)
    rest = shortfall - elsewhere - sum(each.net_loss for each in passive)
    for each, amount, part in zip(passive, covered, prorate(max(0, rest), covered), strict=True):
        if part:
            place = each.activity.place
            w.run.lines[:] = [line for line in w.run.lines if (line.name, line.place) != (COVERED, place)]
            each.covered -= part
            authority = temp_reg("1.469-1T(f)(2)(i)(C)")
            w.at(place).line("covered_by_significant_participation", amount - part, authority)
