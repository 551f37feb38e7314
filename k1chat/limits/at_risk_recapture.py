"""Recapture: an amount at risk below zero at year end brings earlier losses back as income (IRC 465(e)).

Modelled: the income is what is below zero, but not more than the losses this limit allowed in earlier years less
what came back before; it is income of the activity, of this year, and frees no loss of this year (465(d)). The same
amount is a deduction of the activity next year: a carryforward of this limit. It raises no basis (705(a), 1367(a)).
Where several activities of a K-1 count as one, each bears its share by its own earlier losses; no rule divides it.
Where only unknown amounts may bring it below zero nobody is asked of earlier losses: then they are not known either.
Amounts in cents.
"""

from collections.abc import Mapping, Sequence

from k1chat.citation import form_line, other, usc
from k1chat.facts import EARLIER_LOSSES_AT_RISK
from k1chat.limits.classification import is_told_of
from k1chat.money import Cents, prorate
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule


@rule(usc("465(e)(1)"))
def bring_to_zero(w: Worksheet, below: Cents) -> None:
    """What comes back as income lifts the amount at risk to zero; what was never allowed stays below it."""
    w.line("amount_at_risk_below_zero", -below, form_line("Form 6198", "lines 10a, 19a"))
    earlier = earlier_losses(w)
    back = w.line("at_risk_recapture", min(below, sum(earlier)), usc("465(e)(1)(A)"))
    places = [activity.place for activity in activities_at(w)]
    w.run.recaptured.update(zip(places, prorate(back, earlier), strict=True))


@rule(other("Prop. Reg. 1.465-12, 1.465-66"))
def gain_on_sale(w: Worksheet) -> Cents:
    """Gain on the sale of the interest is income of the activity, and frees what this limit holds as far as it goes."""
    gain = sum(w.run.sale_gains.get(activity.place, 0) for activity in activities_at(w))
    return w.line("gain_counted_at_risk", gain) if gain else 0


@rule(usc("465(e)(2)"))
def earlier_losses(w: Worksheet) -> list[Cents]:
    """By activity, the losses that lowered the amount at risk in earlier years, less what came back of them.

    Where only unknown amounts may lead here nobody is asked: they are supposed, from none to endless.
    """
    places = [w.at(activity.place) for activity in activities_at(w)]
    unasked = only_supposed(w)
    earlier = [at.unasked(EARLIER_LOSSES_AT_RISK) if unasked else at[EARLIER_LOSSES_AT_RISK] for at in places]
    w.line("earlier_losses_at_risk", sum(earlier))
    return earlier


def tells_of_earlier_losses(w: Worksheet) -> bool:
    """Whether the owner of the K-1 tells of losses that could come back; then the amount at risk is figured."""
    places = (w.at(activity.place) for activity in w.activities_of_k1)
    return any(at.given(EARLIER_LOSSES_AT_RISK) and at.known(EARLIER_LOSSES_AT_RISK) != 0 for at in places)


def activities_at(w: Worksheet) -> Sequence[Activity]:
    """The activity at this place where it is judged by itself, or all of the K-1."""
    return [each for each in w.activities_of_k1 if each.place[: len(w.place)] == w.place]


def only_supposed(w: Worksheet) -> bool:
    """Whether an amount below zero may come from unknown amounts alone; all earlier losses told, it is figured."""
    places = [w.at(activity.place) for activity in activities_at(w)]
    return w.supposes_amounts and not all(at.given(EARLIER_LOSSES_AT_RISK) for at in places)


def left_below_zero(figures: Mapping[str, Cents]) -> Cents:
    """How far the amount at risk stays below zero, by a K-1's figures: no more than was allowed comes back."""
    return -figures.get("amount_at_risk_below_zero", 0) - figures.get("at_risk_recapture", 0)


def recaptured(w: Worksheet, activity: Activity) -> Cents:
    """What came back as income of a business or rental; an investment's is neither passive income nor a business's."""
    back = w.run.recaptured.get(activity.place, 0)
    return back if is_told_of(w, activity) else 0
