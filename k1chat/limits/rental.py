"""Rental activities: who participates actively, and the $25,000 allowance (IRC 469(c)(2), 469(i)).

What is a rental: `rental_definition`. Modelled: active participation with the 10 percent and limited partner bars,
the phase-out by modified AGI, both married-separate cases. Refused: real estate professionals (469(c)(7)).
"""

from decimal import Decimal

from k1chat.citation import usc
from k1chat.facts import (
    APPROVES_TENANTS_AND_TERMS,
    ENTITY,
    FILING_STATUS,
    INTEREST,
    LIVED_APART_ALL_YEAR,
    OWNER,
    OWNERSHIP_PERCENT,
    REAL_PROPERTY_HOURS,
    SPOUSE_REAL_PROPERTY_HOURS,
    SPOUSE_TOTAL_WORK_HOURS,
    TOTAL_WORK_HOURS,
    Fact,
)
from k1chat.limits.modified_agi import modified_agi
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("469(i)(6)"))
def active_participation(w: Worksheet) -> str:
    """`yes`, `no`, or `this_year_only` (not in the years a carried-in loss arose, 469(i)(1))."""
    if is_limited_partner(w):
        w.finding("no_allowance_limited_partner", usc("469(i)(6)(C)"))
        return "no"
    if w[OWNERSHIP_PERCENT] < 10:
        w.finding("no_allowance_small_share", usc("469(i)(6)(A)"))
        return "no"
    if w[APPROVES_TENANTS_AND_TERMS] == "no":
        w.finding("no_allowance_without_a_say")
    return w[APPROVES_TENANTS_AND_TERMS]


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


@rule(usc("469(c)(7)(B)"))
def refuse_real_estate_professional(w: Worksheet) -> None:
    """More than 750 hours and more than half of all work, one spouse alone. Not modelled yet."""
    hours = of_the_person(w, REAL_PROPERTY_HOURS)
    if hours > 750 and hours * 2 > of_the_person(w, TOTAL_WORK_HOURS):
        raise w.refuse("real_estate_professional")
    if w[FILING_STATUS] == "married_joint":
        refuse_spouse(w)


@rule(usc("469(c)(7)(B)"))
def refuse_spouse(w: Worksheet) -> None:
    """On a joint return either spouse alone may be the real estate professional."""
    hours = of_the_person(w, SPOUSE_REAL_PROPERTY_HOURS)
    if hours > 750 and hours * 2 > of_the_person(w, SPOUSE_TOTAL_WORK_HOURS):
        raise w.refuse("real_estate_professional")


def of_the_person(w: Worksheet, fact: Fact[Decimal]) -> Decimal:
    """Hours of all a person's work, whichever of the rentals they were told for; asked once for each owner."""
    key = (w.known(OWNER), fact.name)
    if key not in w.run.told:
        w.run.told[key] = next(iter(told_at(w, fact)), w).place
    return w.at(w.run.told[key])[fact]


def told_at(w: Worksheet, fact: Fact[Decimal]) -> list[Worksheet]:
    """The rentals of the same owner for which a fact was given; it cannot differ from one to another."""
    own = [at for at in map(w.at, (each.place for each in w.activities)) if at.known(OWNER) == w.known(OWNER)]
    told = [at for at in own if at.given(fact)]
    if len({hours for at in told if (hours := at.known(fact)) is not None}) > 1:
        raise w.contradiction(
            "The hours of a person's work in real estate, and in all work, are the same for every rental. Check "
            f"{fact.key} in each place.",
            fact,
        )
    return told
