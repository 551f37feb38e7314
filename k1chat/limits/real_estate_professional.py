"""Real estate professionals: their rentals are passive only without material participation (IRC 469(c)(7)).

Reg. 1.469-9. Modelled: more than 750 hours and more than half of all work in real property businesses, by either
spouse alone on a joint return; then each rental by itself, or all as one by election, with the couple's hours (tests
1, 2, 3 and 5); limited partners' tests, inside the election too unless under 10 percent of the rents (1.469-9(f)).
Losses so allowed leave modified AGI alone (469(i)(3)(E)(iv)): `modified_agi` reads `run.professional`.
An answer that today's passive losses do not need is not asked for: who does not tell the hours is taken as passive.
Not modelled: test 7; properties of an entity that is half the owner's or more, one by one (said: 1.469-9(h)(2)).
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from k1chat.citation import reg, temp_reg, usc
from k1chat.errors import Contradiction
from k1chat.facts import (
    AVERAGE_STAY_DAYS,
    ELECTS_RENTALS_AS_ONE,
    FILING_STATUS,
    HOURS,
    HOURS_IN_OTHER_RENTALS,
    KIND,
    LIMITED_PARTNER_RENT_PERCENT,
    OWNER,
    OWNERSHIP_PERCENT,
    PROPERTY_USE,
    REAL_PROPERTY_HOURS,
    RENTALS_MOST_HOURS_BY_ANOTHER,
    SPOUSE_REAL_PROPERTY_HOURS,
    SPOUSE_TOTAL_WORK_HOURS,
    SUSPENDED_PASSIVE_LOSS,
    TOTAL_WORK_HOURS,
    YEARS_IN_ALL_RENTALS,
    Fact,
)
from k1chat.limits.grouping import counted_once
from k1chat.limits.participation import (
    five_of_ten_years,
    hours_of_couple,
    more_than_500_hours,
    more_than_anyone_else,
    substantially_alone,
    tell,
    treated_as_limited_partner,
)
from k1chat.limits.rental_definition import use_in_law
from k1chat.run import Activity
from k1chat.signals import MissingFact
from k1chat.worksheet import Worksheet, rule

MAIN = ("ordinary", "rental_real_estate", "other_rental")
TESTS = {f"test_{number}": temp_reg(f"1.469-5T(a)({number})") for number in (1, 2, 3, 5)}
"""The authority of each test; which of them count, Reg. 1.469-9(e)(1), (f) say."""
PERSONAL = (REAL_PROPERTY_HOURS, TOTAL_WORK_HOURS, SPOUSE_REAL_PROPERTY_HOURS, SPOUSE_TOTAL_WORK_HOURS)


class Tried(NamedTuple):
    """A test tried on all rentals as one activity, and what it rests on."""

    test: str
    met: bool
    hours: Decimal | None = None
    others: Decimal | None = None
    years: int | None = None


def worked_in_by_professional(w: Worksheet) -> bool:
    """Whether the facts that are told make this rental nonpassive; asks nobody."""
    if w.place not in w.run.worked_in and not tells_of_hours(w):
        return False
    mark = len(w.run.lines)
    try:
        return nonpassive_rental(w)
    except (MissingFact, Contradiction):  # raised again where a loss turns on it
        del w.run.lines[mark:]
        return False


def tells_of_hours(w: Worksheet) -> bool:
    """Whether some rental says how much its owner works in real estate."""
    if w.run.tells_of_real_estate is None:
        w.run.tells_of_real_estate = any(w.at(each.place).given(REAL_PROPERTY_HOURS) for each in w.activities)
    return w.run.tells_of_real_estate


@rule(usc("469(c)(7)(A)"))
def ask_professional(w: Worksheet) -> None:
    """Ask what would make this passive rental nonpassive; with every fact told it was judged by them before."""
    is_professional(w)  # first: this is asked for, whatever else of it is only supposed
    try:
        nonpassive_rental(w)
    except MissingFact:
        if not any(w.at(place).supposes(fact) for fact in PERSONAL for place in told_places(w, fact)):
            raise
        raise w.refuse("real_estate_professional") from None


@rule(usc("469(c)(7)(A)"))
def nonpassive_rental(w: Worksheet) -> bool:
    """A professional's rental with material participation: by itself, or with all others by election."""
    known = w.run.worked_in
    if w.place not in known:
        professional = is_professional(w)
        known[w.place] = professional and participates(w)
        if professional:
            w.run.by_hours.add(w.place)
    return known[w.place]


def participates(w: Worksheet) -> bool:
    """Material participation in the rental, or in all rentals as one; told beside the rental."""
    if not w.given(ELECTS_RENTALS_AS_ONE) and takes_part_either_way(w):
        w.run.professional.add(w.place)
        return more_than_500_hours(w)
    elects = w[ELECTS_RENTALS_AS_ONE]
    w.finding("rentals_as_one" if elects else "rental_by_itself", reg("1.469-9(g)") if elects else None)
    met = in_all_rentals(w) if elects else in_this_rental(w)
    if met:
        w.run.professional.add(w.place)
    else:
        w.finding("professional_rental_is_passive")
        tell_of_the_election(w, elects)
    return met


@rule(reg("1.469-9(g)"))
def tell_of_the_election(w: Worksheet, elects: bool) -> None:
    """That hours in all rentals together were not counted, where there is more than one."""
    elsewhere: Decimal | None = w.known(HOURS_IN_OTHER_RENTALS)
    if not elects and (elsewhere or len(rentals(w)) > 1):
        w.note("rentals_apart_without_election")


def takes_part_either_way(w: Worksheet) -> bool:
    """More than 500 hours in this rental are as many in all of them: the election matters to earlier losses alone."""
    if (w.known(HOURS) or 0) <= 500:
        return False
    own = rentals(w)
    alone = len(own) == 1 and not w.known(HOURS_IN_OTHER_RENTALS)
    return alone or not any(w.at(activity.place)[SUSPENDED_PASSIVE_LOSS] for activity in own)


@rule(usc("469(c)(7)(B)"))
def is_professional(w: Worksheet) -> bool:
    """More than 750 hours and more than half of all work, one spouse alone; on a joint return either one."""
    hours = of_the_person(w, REAL_PROPERTY_HOURS)
    if hours > 750 and hours * 2 > of_the_person(w, TOTAL_WORK_HOURS):
        return True
    return w[FILING_STATUS] == "married_joint" and spouse_is_professional(w)


@rule(usc("469(c)(7)(B)"))
def spouse_is_professional(w: Worksheet) -> bool:
    """On a joint return it is enough that the other spouse is one."""
    hours = of_the_person(w, SPOUSE_REAL_PROPERTY_HOURS)
    return hours > 750 and hours * 2 > of_the_person(w, SPOUSE_TOTAL_WORK_HOURS)


@rule(reg("1.469-9(e)(1)"))
def in_this_rental(w: Worksheet) -> bool:
    """Each interest in rental real estate is an activity of its own; a limited partner has tests 1 and 5."""
    if more_than_500_hours(w):
        met = True
    elif treated_as_limited_partner(w):
        met = five_of_ten_years(w)
    else:
        met = more_than_anyone_else(w) or substantially_alone(w) or five_of_ten_years(w)
    if met and (w.known(OWNERSHIP_PERCENT) or 0) >= 50:
        w.note("properties_apart_without_election")
    return met


@rule(reg("1.469-9(g)"))
def in_all_rentals(w: Worksheet) -> bool:
    """All interests in rental real estate as one activity; judged once, told of each rental."""
    if w.run.all_rentals is None:
        w.run.all_rentals = list(tests_of_all_rentals(w))
    for tried in w.run.all_rentals:
        tell(w, tried.test, tried.met, TESTS[tried.test], hours=tried.hours, others=tried.others, years=tried.years)
    return any(tried.met for tried in w.run.all_rentals)


def tests_of_all_rentals(w: Worksheet) -> Iterator[Tried]:
    """The tests until one is met."""
    hours = hours_in_all(w)
    yield (first := Tried("test_1", hours > 500, hours))
    if first.met:
        return
    if not limited_in_all(w):
        most = w[RENTALS_MOST_HOURS_BY_ANOTHER]
        test = "test_3" if hours > 100 else "test_2"
        met = bool(hours) and (hours >= most if hours > 100 else most == 0)
        yield (second := Tried(test, met, hours, most))
        if second.met:
            return
    years = w[YEARS_IN_ALL_RENTALS]
    yield Tried("test_5", years >= 5, years=years)


@rule(reg("1.469-9(e)(1)"))
def hours_in_all(w: Worksheet) -> Decimal:
    """The couple's hours in the rentals of these K-1s, and in others until they are enough."""
    total = Decimal(0)
    for activity in rentals(w):
        total += hours_of_couple(w.at(activity.place))
        if total > 500:
            return total
    return total + w[HOURS_IN_OTHER_RENTALS]


@rule(reg("1.469-9(f)"))
def limited_in_all(w: Worksheet) -> bool:
    """One limited partner's interest makes all one of a limited partner, but for less than a tenth of the rents."""
    if not any(treated_as_limited_partner(w.at(activity.place)) for activity in rentals(w)):
        return False
    return w[LIMITED_PARTNER_RENT_PERCENT] >= 10


def rentals(w: Worksheet) -> list[Activity]:
    """The rental real estate on the K-1s: what is known to be a business or an investment is none."""
    own = [each for each in w.activities if counted_once(w.run, each.place)]
    return [each for each in own if _is_rental(w.at(each.place), each)]


def _is_rental(w: Worksheet, each: Activity) -> bool:
    told = each.main if each.main in MAIN else w.known(KIND)
    if told != "rental_real_estate":
        return False
    told_of = w.known(AVERAGE_STAY_DAYS) is not None or w.known(PROPERTY_USE) is not None
    if told_of and w.place not in w.run.uses:
        use_in_law(w)  # one with income alone was not judged yet
    return w.run.uses.get(w.place, "rental") == "rental"


def owner(w: Worksheet) -> str:
    """Whose K-1 it is; where nobody says, the one who answers."""
    return w.known(OWNER) or "taxpayer"


def of_the_person(w: Worksheet, fact: Fact[Decimal]) -> Decimal:
    """Hours of all a person's work, whichever of the rentals they were told for; asked once for each owner."""
    key = (owner(w), fact.name)
    if key not in w.run.told:
        w.run.told[key] = next(iter(told_at(w, fact)), w).place
    return w.at(w.run.told[key])[fact]


def told_places(w: Worksheet, fact: Fact[Decimal]) -> list[tuple[int, ...]]:
    """Where the hours of this rental's owner were told, or are asked for."""
    return [place for key, place in w.run.told.items() if key == (owner(w), fact.name)]


def told_at(w: Worksheet, fact: Fact[Decimal]) -> list[Worksheet]:
    """The rentals of the same owner for which a fact was given; it cannot differ from one to another."""
    own = [at for at in map(w.at, (each.place for each in w.activities)) if owner(at) == owner(w)]
    told = [at for at in own if at.given(fact)]
    if len({hours for at in told if (hours := at.known(fact)) is not None}) > 1:
        raise w.contradiction(
            "The hours of a person's work in real estate, and in all work, are the same for every rental. Check "
            f"{fact.key} in each place.",
            fact,
        )
    return told
