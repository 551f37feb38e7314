"""What the K-1s add to income outside Form 8582: read by modified AGI (`modified_agi`). Amounts in cents."""

from collections.abc import Sequence, Set

from k1chat.boxes import BUSINESS, BUSINESS_BOXES, PORTFOLIO, Character
from k1chat.citation import usc
from k1chat.facts import Place
from k1chat.limits.limit import Loss
from k1chat.limits.passive_activity import income_of
from k1chat.limits.shareholder_loans import CAPITAL, gains_on_loans
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule

GAIN_BOX: dict[Character, str] = {
    "short_term_capital": "k1_short_term_capital_gain",
    "long_term_capital": "k1_long_term_capital_gain",
    "section_1231": "net_section_1231_gain",
}


@rule(usc("469(i)(3)(E)(iv)"))
def write_results(w: Worksheet, losses: Sequence[Loss], passive: set[Place]) -> None:
    """The K-1s' nonpassive business result and their capital result; a net 1231 gain is capital (1231(a))."""
    not_passive, of_it_1231, of_it_gains, of_it_interest = recharacterized(w)
    w.run.passive_interest = sum(w.run.self_charged.values()) - of_it_interest
    section_1231 = _gains(w, "section_1231", passive) - _losses(losses, {"section_1231"}, passive) + of_it_1231
    portfolio = sum(_gains(w, character, set()) for character in sorted(PORTFOLIO))
    current = sum(loss.entering for loss in losses if loss.character in PORTFOLIO)
    capital = portfolio - current + max(0, section_1231) + gains_on_interests(w)
    capital += of_it_gains - sum(w.run.passive_gains.values())
    capital += gains_on_sales(w, passive) - _losses(losses, {"loss_on_sale"}, passive)
    w.line("nonpassive_k1_result", _business(w, losses, passive) + not_passive + min(0, section_1231))
    w.line("k1_capital_result", capital)
    w.page.figures["business_capital_gain"] = max(0, section_1231)


def recharacterized(w: Worksheet) -> tuple[Cents, ...]:
    """Net income of passive activities that is not passive: of business, 1231 gain, gain on the interest, interest."""
    found = [0, 0, 0, 0]
    for activity in w.activities if w.run.recharacterized else ():
        amount = w.run.recharacterized.get(activity.place, 0)
        gain, sold = activity.incomes.get("net_section_1231_gain", 0), w.run.sale_gains.get(activity.place, 0)
        on_interest = w.run.passive_gains.get(activity.place, 0) + sold
        beside = on_interest, w.run.self_charged.get(activity.place, 0)
        parts = prorate(amount, [income_of(w, activity) - sold - gain, gain, *beside])
        found = [sum(pair) for pair in zip(found, parts, strict=True)]
    return tuple(found)


def gains_on_distributions(w: Worksheet) -> Cents:
    """Gain on the interest from payouts beyond basis, as far as basis was figured (731(a), 1368(b)(2))."""
    return sum(w.figure("gain_on_distribution", (k1,), otherwise=0) for k1 in range(len(w.run.by_k1)))


def gains_on_interests(w: Worksheet) -> Cents:
    """Capital gain on the owner's own interests and loans: on payouts beyond basis and on repaid notes."""
    return gains_on_distributions(w) + gains_on_loans(w.run, CAPITAL)


def gains_on_sales(w: Worksheet, passive: Set[Place] = frozenset()) -> Cents:
    """Gain on interests and activities that were sold, but for those of passive activities."""
    return sum(gain for place, gain in w.run.sale_gains.items() if place not in passive)


def _business(w: Worksheet, losses: Sequence[Loss], passive: set[Place]) -> Cents:
    """Nonpassive business income without guaranteed payments, less the losses that got past basis and at risk."""
    income = sum(
        amount
        for activity in w.activities
        for box, amount in activity.incomes.items()
        if box in BUSINESS_BOXES and activity.place not in passive
    )
    left_out = professional_losses(w, losses) if w.run.professional else 0
    back = sum(amount for place, amount in w.run.recaptured.items() if place not in passive)
    return income + back - _losses(losses, BUSINESS, passive) + left_out - w.run.released_in_part


def professional_losses(w: Worksheet, losses: Sequence[Loss]) -> Cents:
    """The net loss of a professional's rentals, each by itself or all as one: allowed by 469(c)(7), not counted."""
    net = {place: w.run.recaptured.get(place, 0) for place in w.run.professional}
    for activity in w.activities:
        if activity.place in net:
            net[activity.place] += sum(v for box, v in activity.incomes.items() if box in BUSINESS_BOXES)
    for loss in losses:
        if loss.place in net and loss.character in BUSINESS:
            net[loss.place] -= loss.total
    nets = [sum(net.values())] if w.run.all_rentals is not None else [*net.values()]
    left_out = sum(max(0, -amount) for amount in nets)
    return w.line("professional_losses_left_out", left_out) if left_out else 0


def _gains(w: Worksheet, character: Character, passive: set[Place]) -> Cents:
    box = GAIN_BOX[character]
    return sum(activity.incomes.get(box, 0) for activity in w.activities if activity.place not in passive)


def _losses(losses: Sequence[Loss], characters: Set[Character], passive: set[Place]) -> Cents:
    return sum(loss.total for loss in losses if loss.character in characters and loss.place not in passive)
