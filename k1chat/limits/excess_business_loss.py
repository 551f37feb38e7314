"""Limit 4, excess business loss: business losses beyond business income and a threshold wait a year (IRC 461(l)).

Modelled: one sum for the return; wages never count (461(l)(3)(A)); capital losses never count and capital gains only
as 461(l)(3)(B) lets them, net section 1231 gain as a long-term gain; the excess is a net operating loss carryforward.
Guaranteed payments count as business income (order.md). No limit before 2021 (CARES Act sec. 2304).
The excess is shared by all business losses in proportion, those outside the K-1s included; no authority traces it.
Not modelled: farm losses apart, interest tracing, gain on the sale of an interest. Amounts in cents.
"""

from collections.abc import Sequence

from k1chat.boxes import BUSINESS, BUSINESS_BOXES, PORTFOLIO
from k1chat.citation import other, usc
from k1chat.facts import (
    NET_LONG_TERM_CAPITAL_GAIN,
    NET_SHORT_TERM_CAPITAL_GAIN,
    OTHER_BUSINESS_INCOME,
)
from k1chat.frozen import frozen
from k1chat.limits.at_risk_recapture import recaptured
from k1chat.limits.income_items import guaranteed_payments
from k1chat.limits.k1_results import GAIN_BOX, gains_on_distributions, gains_on_interests, gains_on_sales
from k1chat.limits.limit import Limit, Loss
from k1chat.limits.passive_elsewhere import filing_status, least_threshold, passive_elsewhere, passive_loss_passed
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule


@frozen
class Capital:
    """The K-1s' capital items that got this far: section 1231 gains and losses, and boxes 8 and 9a net."""

    section_1231_gains: Cents
    section_1231_losses: Cents
    portfolio: Cents

    @property
    def section_1231(self) -> Cents:
        """A net gain is a long-term capital gain, a net loss an ordinary loss (IRC 1231(a))."""
        return self.section_1231_gains - self.section_1231_losses


@rule(usc("461(l)(1)(B)"))
def business_losses_allowed(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """Everything passes but the excess of business losses over business income and the threshold."""
    capital = capital_items(w, losses)
    business = BUSINESS | {"section_1231"} if capital.section_1231 < 0 else BUSINESS
    investments = {place for place, use in w.run.uses.items() if use == "investment"}
    counted = [loss.total if loss.character in business and loss.place not in investments else 0 for loss in losses]
    excess = excess_business_loss(w, sum(counted), capital) if any(counted) else 0
    if not excess:
        return [loss.total for loss in losses]
    outside = max(0, -w[OTHER_BUSINESS_INCOME]) + max(0, passive_loss_passed(w))
    *shares, elsewhere = prorate(excess, [*counted, outside])
    if sum(1 for part in (*counted, outside) if part) > 1:
        w.note("excess_shared_in_proportion")
    w.line("excess_outside_k1s", elsewhere, other("Shared in proportion; no rule traces it"))
    return [loss.total - share for loss, share in zip(losses, shares, strict=True)]


@rule(usc("461(l)(3)(A)"))
def excess_business_loss(w: Worksheet, deductions: Cents, capital: Capital) -> Cents:
    """The excess on the return; a fact that can only lower a loss already within every threshold is not asked."""
    threshold = w.year.excess_business_loss_threshold
    if threshold.kind == "none":
        w.finding("no_limit_this_year", threshold.citation)
        return 0
    w.line("business_losses", deductions)
    deductions += passive_loss_passed(w)
    net = deductions - w.line("business_income_on_k1s", business_income(w, capital)) - other_business(w)
    net -= pay(w) if net > least_threshold(w, threshold) else 0
    net -= passive_elsewhere(w, net, threshold)
    if net <= threshold.lowest:
        w.line("lowest_threshold", threshold.lowest, threshold.citation)
        return 0
    limit = w.line("threshold", threshold.cents(filing_status(w)), threshold.citation)
    if net > limit:
        net -= capital_gain_counted(w, capital)
        tell_gain_left_out(w)
    return w.line("excess_business_loss", max(0, net - limit))


@rule(usc("461(l)(3)(A)(i)"))
def other_business(w: Worksheet) -> Cents:
    """Business income or loss outside the K-1s; wages are not business income."""
    amount = w[OTHER_BUSINESS_INCOME]
    return w.line("other_business_income", amount, usc("461(l)(3)(A)(ii)(I)") if amount > 0 else None)


def pay(w: Worksheet) -> Cents:
    """Guaranteed payments count as business income: they are not wages (order.md, choices)."""
    amount = guaranteed_payments(w)
    if amount:
        w.line("guaranteed_payments_counted", amount)
        w.note("guaranteed_payments_are_business_income")
    return amount


@rule(usc("461(l)(3)(B)(ii)"))
def capital_gain_counted(w: Worksheet, capital: Capital) -> Cents:
    """The smaller of the business's net capital gain and the return's; without business gain nothing counts."""
    if capital.section_1231 <= 0:
        return 0
    outside = w[NET_SHORT_TERM_CAPITAL_GAIN] + w[NET_LONG_TERM_CAPITAL_GAIN]
    overall = capital.section_1231 + capital.portfolio + gains_on_interests(w) + gains_on_sales(w) + outside
    return w.line("capital_gain_counted", max(0, min(capital.section_1231, overall)))


def tell_gain_left_out(w: Worksheet) -> None:
    """Gain on distributions is a gain on the interest; whether it counts as the business's is not settled."""
    if gain := gains_on_distributions(w):
        w.note("distribution_gain_left_out", gain)
    if gain := gains_on_sales(w):
        w.note("sale_gain_left_out", gain)


def business_income(w: Worksheet, capital: Capital) -> Cents:
    """Business income on the K-1s, pay apart; 1231 gain only where losses outweigh it."""
    incomes = [pair for activity in w.activities for pair in activity.incomes.items()]
    gains = capital.section_1231_gains if capital.section_1231 < 0 else 0
    back = sum(recaptured(w, activity) for activity in w.activities) if w.run.recaptured else 0
    return gains + back + sum(amount for box, amount in incomes if box in BUSINESS_BOXES)


def capital_items(w: Worksheet, losses: Sequence[Loss]) -> Capital:
    """The capital items of all K-1s: gains as reported, losses as far as they got."""
    lost = {character: sum(loss.total for loss in losses if loss.character == character) for character in GAIN_BOX}
    gains = {
        character: sum(activity.incomes.get(box, 0) for activity in w.activities) for character, box in GAIN_BOX.items()
    }
    portfolio = sum(gains[character] - lost[character] for character in sorted(PORTFOLIO))
    portfolio -= sum(loss.total for loss in losses if loss.character == "loss_on_sale")
    return Capital(gains["section_1231"], lost["section_1231"], portfolio)


EXCESS_BUSINESS_LOSS = Limit("excess_business_loss", business_losses_allowed, None, "net_operating_loss")
