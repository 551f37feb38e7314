"""Rental activities: who participates actively, and the $25,000 allowance (IRC 469(c)(2), 469(i)).

What is a rental: `rental_definition`. Modelled: active participation with the 10 percent and limited partner bars,
the phase-out by modified AGI, both married-separate cases. Real estate professionals: `real_estate_professional`.
"""

from decimal import Decimal

from k1chat.citation import usc
from k1chat.facts import (
    APPROVES_TENANTS_AND_TERMS,
    ENTITY,
    FILING_STATUS,
    INTEREST,
    LIVED_APART_ALL_YEAR,
    OWNERSHIP_PERCENT,
)
from k1chat.limits.grouping import of_the_spouse
from k1chat.limits.modified_agi import modified_agi
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("469(i)(6)"))
def active_participation(w: Worksheet) -> str:
    """`yes`, `no`, or `this_year_only` (not in the years a carried-in loss arose, 469(i)(1))."""
    if is_limited_partner(w):
        w.finding("no_allowance_limited_partner", usc("469(i)(6)(C)"))
        return "no"
    if share_of_couple(w) < 10:
        w.finding("no_allowance_small_share", usc("469(i)(6)(A)"))
        return "no"
    if w[APPROVES_TENANTS_AND_TERMS] == "no":
        w.finding("no_allowance_without_a_say")
    return w[APPROVES_TENANTS_AND_TERMS]


@rule(usc("469(i)(6)(A)"))
def share_of_couple(w: Worksheet) -> Decimal:
    """The owner's share, and the spouse's where the spouse has a K-1 of the same partnership."""
    own = w[OWNERSHIP_PERCENT]
    if own >= 10 or not w.run.groups:
        return own
    return own + sum(w.at(place)[OWNERSHIP_PERCENT] for place in of_the_spouse(w))


@rule(usc("469(i)(6)(C)"))
def is_limited_partner(w: Worksheet) -> bool:
    """The bar names limited partners in a limited partnership; an LLC member is none, whatever the member may do."""
    return w[ENTITY] == "partnership" and w[INTEREST] == "limited_partner"


@rule(usc("469(i)(5)"))
def allowance_possible(w: Worksheet) -> bool:
    """Spouses who file separately and lived together at any time have no allowance."""
    possible = w[FILING_STATUS] != "married_separate" or w[LIVED_APART_ALL_YEAR]
    if not possible:
        w.finding("no_allowance_lived_together", usc("469(i)(5)(B)"))
    return possible


@rule(usc("469(i)(3)(A)"))
def allowance(w: Worksheet) -> Cents:
    """The allowance left after the phase-out: half of each dollar of modified AGI over the start is lost."""
    numbers, status = w.year.rental_allowance, w[FILING_STATUS]
    most = w.line("allowance_maximum", numbers.maximum.cents(status), numbers.maximum.citation)
    ends = numbers.phaseout_ends.cents(status)
    room = max(0, ends - modified_agi(w, ends))
    return w.line("allowance", min(most, half_up(room)))


def half_up(amount: Cents) -> Cents:
    """Half of an amount to the cent, half a cent up, as the forms round."""
    return (amount + 1) // 2
