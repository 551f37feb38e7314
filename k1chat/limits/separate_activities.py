"""Activities of one K-1 that are separate for the at-risk limit (IRC 465(c)(2), (3)(B)).

Modelled: where the owner tells the amount at risk of one activity of a K-1, each is judged by its own amount, with its
own income of the year and its own recapture (465(e)); no loss of one uses the amount of another.
Not modelled: which activities the law makes one (465(c)(2)(B), (3)(B)): who tells amounts by activity has judged that.
Gifts above basis (704(d)(3)(B)) are not set apart here. Amounts in cents.
"""

from collections.abc import Sequence
from itertools import groupby

from k1chat.citation import form_line, usc
from k1chat.facts import ACTIVITY_AMOUNT_AT_RISK, AMOUNT_AT_RISK
from k1chat.limits.at_risk_recapture import bring_to_zero, gain_on_sale
from k1chat.limits.limit import Loss, pro_rata
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

OF_K1 = (
    "amount_at_risk_given",
    "gain_counted_at_risk",
    "amount_at_risk",
    "amount_at_risk_below_zero",
    "at_risk_recapture",
)
"""Figures of activities whose sum is the K-1's."""


def are_separate(w: Worksheet) -> bool:
    """Whether the amount at risk of some activity of a K-1 was told; of an only one unless it is told for the K-1."""
    answers = w.run.case.answers
    told = any(ACTIVITY_AMOUNT_AT_RISK.name in (answers.get(each.place) or ()) for each in w.activities_of_k1)
    return told and (len(w.activities_of_k1) > 1 or not w.given(AMOUNT_AT_RISK))


def allowed_apart(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """What of the losses of a K-1 passes, activity by activity; the K-1's figures are the sums."""
    allowed: list[Cents] = []
    for place, rows in groupby(losses, key=lambda loss: loss.place):
        own = list(rows)
        allowed += pro_rata(at_risk_in_activity(w.at(place), sum(loss.total for loss in own)), own)
    pages = [w.run.page(activity.place).figures for activity in w.activities_of_k1]
    for name in OF_K1:
        w.page.figures[name] = sum(figures.get(name, 0) for figures in pages)
    return allowed


@rule(usc("465(c)(2)"))
def at_risk_in_activity(w: Worksheet, losses: Cents) -> Cents:
    """The amount at risk of one activity, with its income of this year (465(d)); below zero it is recapture."""
    income = sum(w.activities_of_k1[w.place[1]].incomes.values())
    amount = w.line("amount_at_risk_given", w[ACTIVITY_AMOUNT_AT_RISK], usc("465(b)"))
    amount += w.line("income_items", income, form_line("Form 6198", "line 5"))
    gain = gain_on_sale(w) if w.run.sale_gains else 0
    amount += gain
    least = min(losses, income + gain)
    if amount < least:
        bring_to_zero(w, least - amount)
    return w.line("amount_at_risk", max(amount, least))
