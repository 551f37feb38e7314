"""What a rental is: income mainly for the use of tangible property, but for six exceptions (IRC 469(j)(8)).

Temp. Reg. 1.469-1T(e)(3); Reg. 1.469-1(e)(3)(iii). Modelled: short stays (A), stays of up to 30 days with significant
services (B), services the use only serves (C), incidental rent (D: investment property, property of one's own
business, lodging of employees), nonexclusive use in business hours (E), property brought into one's own venture (F).
(C) to (F) are read where the owner tells how the property is used. An exception makes the activity a trade or
business, whose hours decide; rent incidental to an investment is neither rental nor business (Reg. 1.469-4(b)(1)).
Not modelled: property held for sale to customers that is let meanwhile (Reg. 1.469-2(c)(2)(v)).
"""

from collections.abc import Callable
from decimal import Decimal

from k1chat.citation import Citation, temp_reg
from k1chat.facts import (
    AVERAGE_STAY_DAYS,
    GROSS_RENT,
    GUEST_SERVICES_PERCENT,
    HOURS,
    PROPERTY_MARKET_VALUE,
    PROPERTY_UNADJUSTED_BASIS,
    PROPERTY_USE,
    Fact,
)
from k1chat.signals import MissingFact
from k1chat.worksheet import Worksheet, rule

USES: dict[str, Citation] = {
    "with_services": temp_reg("1.469-1T(e)(3)(ii)(C)"),
    "employees_live_there": temp_reg("1.469-1T(e)(3)(ii)(D)"),
    "open_to_many": temp_reg("1.469-1T(e)(3)(ii)(E)"),
    "own_venture": temp_reg("1.469-1T(e)(3)(ii)(F)"),
}
"""Uses of property that are no rental whatever the rent and the stay."""


def use_in_law(w: Worksheet) -> str:
    """`rental`, `trade_or_business` or `investment`: what letting this property is; judged once in a run."""
    known = w.run.uses
    if w.place not in known:
        known[w.place] = (w.given(PROPERTY_USE) and use_told(w)) or by_stay(w)
    return known[w.place]


@rule(temp_reg("1.469-1T(e)(3)(ii)(A)"))
def by_stay(w: Worksheet) -> str:
    """Stays of 7 days or less on average are no rental; 8 to 30 days are none with significant services."""
    days = w[AVERAGE_STAY_DAYS]
    if days > 30:
        return "rental"
    if days > 7:
        refuse_to_ask(w, GUEST_SERVICES_PERCENT)
        return "trade_or_business" if significant_services(w) else "rental"
    refuse_to_ask(w, HOURS)
    w.finding("not_a_rental_short_stays")
    return "trade_or_business"


def refuse_to_ask(w: Worksheet, fact: Fact[Decimal]) -> None:
    """What decides where stays are short is not asked for where nobody knows how long guests stay."""
    if w.supposes(AVERAGE_STAY_DAYS) and not w.given(fact):
        raise w.refuse("short_stays")


@rule(temp_reg("1.469-1T(e)(3)(ii)"))
def if_stays_are_short(w: Worksheet, judge: Callable[[Worksheet], bool]) -> bool:
    """Where nobody knows how long guests stay, the hours of the business it may be are not asked for."""
    try:
        return judge(w)
    except MissingFact:
        raise w.refuse("short_stays") from None


@rule(temp_reg("1.469-1T(e)(3)(ii)(B)"))
def significant_services(w: Worksheet) -> bool:
    """Services worth more than half of the charge are significant, below a tenth they are not.

    Temp. Reg. 1.469-1T(e)(3)(iv), (viii) Examples 1, 2 and 4. In between no number is in the law: the rental stays one.
    """
    percent = w[GUEST_SERVICES_PERCENT]
    if percent > 50:
        w.finding("not_a_rental_services")
    elif percent >= 10:
        w.note("guest_services_may_be_significant")
    return percent > 50


@rule(temp_reg("1.469-1T(e)(3)(ii)"))
def use_told(w: Worksheet) -> str:
    """What the owner's use of the property makes of it; empty where the stay decides."""
    use = w[PROPERTY_USE]
    if use in USES:
        w.finding("not_a_rental_use", USES[use])
        return "trade_or_business"
    if use == "own_business_before" and rent_is_incidental(w):
        w.finding("not_a_rental_own_business", temp_reg("1.469-1T(e)(3)(vi)(C)"))
        return "trade_or_business"
    if use == "held_for_growth" and rent_is_incidental(w):
        w.finding("held_for_investment", temp_reg("1.469-1T(e)(3)(vi)(B)"))
        w.note("investment_interest_apart")
        return "investment"
    return ""


@rule(temp_reg("1.469-1T(e)(3)(vi)"))
def rent_is_incidental(w: Worksheet) -> bool:
    """Gross rent below 2 percent of what the property cost, or is worth, whichever is less."""
    return w[GROSS_RENT] * 50 < min(w[PROPERTY_UNADJUSTED_BASIS], w[PROPERTY_MARKET_VALUE])
