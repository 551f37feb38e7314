"""What makes a rental nonpassive: its owner a real estate professional who takes part in it (IRC 469(c)(7)).

Modelled: the owner's own hours in real estate, more than 750 and more than half of all work, with those in other work
as they are; more than 500 of them in the rental (Temp. Reg. 1.469-5T(a)(1)), in which hours of others play no part.
Not modelled: the other spouse as the professional, the election to take all rentals as one (Reg. 1.469-9(g)), for a
rental by itself the other tests. Hours.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import floor

from k1chat.case import Case
from k1chat.facts import HOURS, REAL_PROPERTY_HOURS, SPOUSE_HOURS, TOTAL_WORK_HOURS, Fact, Place
from k1chat.levers.lever import DOLLAR, Lever, Standing, Trying
from k1chat.levers.work_and_income import MOST_HOURS, is_rental
from k1chat.what_if import Change


def of_professional(case: Case, base: Standing, place: Place) -> Iterator[Lever]:
    """The least hours in real estate, and in this rental, with which it is not passive."""
    trying = Trying(case, base, "passive", (place,))
    told = [case.get(fact, place) for fact in (REAL_PROPERTY_HOURS, TOTAL_WORK_HOURS)]
    if not trying.held or not in_real_estate(base, place) or not all(isinstance(hours, Decimal) for hours in told):
        return
    own, all_work = told
    here, spouse = (hours_told(case, place, fact) for fact in (HOURS, SPOUSE_HOURS))
    in_rental = max(here, Decimal(floor(500 - spouse) + 1))
    value = max(Decimal(751), Decimal(floor(all_work - own) + 1), in_rental)
    all_then = all_work - own + value
    if own >= value or all_then > MOST_HOURS:
        return
    changes = (
        Change(REAL_PROPERTY_HOURS, place, value),
        Change(TOTAL_WORK_HOURS, place, all_then),
        Change(HOURS, place, in_rental),
    )
    found = trying.reach(value, value - own, changes)
    if found and found.freed >= min(DOLLAR, trying.held):
        yield Lever("passive", "professional", place, own, trying.held, found, found, couple=in_rental)


def in_real_estate(base: Standing, place: Place) -> bool:
    """Whether it is a rental of real estate in law, and not, say, a business of short stays."""
    run = base.trial.run
    return run.by_k1[place[0]][place[1]].main == "rental_real_estate" and is_rental(run, place)


def hours_told(case: Case, place: Place, fact: Fact[Decimal]) -> Decimal:
    """Hours in the rental, none where nobody was asked."""
    hours = case.get(fact, place)
    return hours if isinstance(hours, Decimal) else Decimal(0)
