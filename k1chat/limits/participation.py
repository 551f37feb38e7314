"""Material participation: the seven tests of Temp. Reg. 1.469-5T(a), activity by activity, year by year.

Modelled: tests 1 to 6 with the spouse's hours (469(h)(5)), the limited partner's three tests, LLC members by whether
they may take part in management (Garnett, 132 T.C. 368; order.md). Test 7 (facts and circumstances) is never assumed.
Retired farmers and their surviving spouses (469(h)(3)), and hours of significant participation outside these K-1s,
are read where a file tells of them; test 4 says where it counted these K-1s alone.
Hours are counted over the entity's tax year (Temp. Reg. 1.469-2T(e)(1)).
"""

from decimal import Decimal

from k1chat.citation import Citation, other, temp_reg, usc
from k1chat.facts import (
    EARLIER_YEARS_MATERIALLY_PARTICIPATED,
    ENTITY,
    FARM_YEARS_OF_EIGHT,
    FILING_STATUS,
    GROUP_MOST_HOURS_BY_ANOTHER,
    HOURS,
    INTEREST,
    MAY_MANAGE,
    MOST_HOURS_BY_ANOTHER,
    PERSONAL_SERVICE_ACTIVITY,
    SPOUSE_HOURS,
    TOTAL_HOURS_BY_OTHERS,
    YEARS_MATERIALLY_PARTICIPATED,
)
from k1chat.worksheet import Worksheet, rule


def materially_participates(w: Worksheet) -> bool:
    """Whether the owner meets test 1, 2, 3, 5 or 6 in this activity; test 4 needs the other activities."""
    if w.place in w.run.as_one:
        w = w.at(w.run.as_one[w.place].first)
    known = w.run.participants
    if w.place not in known:
        known[w.place] = w.place in w.run.assumed_to_participate or _meets_a_test(w)
    return known[w.place]


def _meets_a_test(w: Worksheet) -> bool:
    if w.given(FARM_YEARS_OF_EIGHT) and retired_farmer(w):
        return True
    if more_than_500_hours(w):
        return True
    if treated_as_limited_partner(w):
        return five_of_ten_years(w) or personal_service_years(w)
    return more_than_anyone_else(w) or substantially_alone(w) or five_of_ten_years(w) or personal_service_years(w)


@rule(temp_reg("1.469-5T(a)(1)"))
def more_than_500_hours(w: Worksheet) -> bool:
    """Test 1: more than 500 hours; exactly 500 is not enough."""
    hours = w[HOURS] if w[HOURS] > 500 else hours_of_couple(w)
    return tell(w, "test_1", hours > 500, hours=hours)


def hours_of_couple(w: Worksheet) -> Decimal:
    """The couple's hours in the activity, which may be a group of several (Reg. 1.469-4); added once in a run."""
    known = w.run.hours
    if w.place not in known:
        group = w.run.as_one.get(w.place)
        places = group.distinct if group else (w.place,)
        known[w.place] = sum((hours_here(w.at(place)) for place in places), Decimal(0))
    return known[w.place]


@rule(usc("469(h)(5)"))
def hours_here(w: Worksheet) -> Decimal:
    """A spouse's hours count as the owner's own, even on separate returns (Temp. Reg. 1.469-5T(f)(3)).

    Supposed hours are tried as the couple's together, so that each step of the tests is met whatever the other worked.
    """
    own = w[HOURS]
    if w[FILING_STATUS] not in ("married_joint", "married_separate"):
        return own
    spouse = w[SPOUSE_HOURS]
    return max(own, spouse) if w.supposes(HOURS) or w.supposes(SPOUSE_HOURS) else own + spouse


def treated_as_limited_partner(w: Worksheet) -> bool:
    """Whether the limited partner's rule holds; judged once in a run."""
    known = w.run.limited
    if w.place not in known:
        known[w.place] = is_limited(w)
    return known[w.place]


@rule(usc("469(h)(2)"))
def is_limited(w: Worksheet) -> bool:
    """A limited partner has tests 1, 5 and 6 only (Temp. Reg. 1.469-5T(e)(2)); an LLC member who may manage has all."""
    if w[ENTITY] != "partnership":
        return False
    if w[INTEREST] == "llc_member":
        return not may_manage(w)
    return w[INTEREST] == "limited_partner"


@rule(other("Garnett v. Commissioner, 132 T.C. 368 (2009)"))
def may_manage(w: Worksheet) -> bool:
    """Courts ask what an LLC member may do, not what the K-1 says. Without the right: the cautious reading."""
    manages = w[MAY_MANAGE]
    w.note("llc_member_may_manage" if manages else "llc_member_may_not_manage")
    return manages


@rule(temp_reg("1.469-5T(a)(3)"))
def more_than_anyone_else(w: Worksheet) -> bool:
    """Test 3: more than 100 hours, and no other individual more, owner or not."""
    hours = hours_of_couple(w)
    others = most_by_another(w) if hours > 100 else None
    check_hours_of_others(w)
    return tell(w, "test_3", others is not None and hours >= others, hours=hours, others=others)


@rule(temp_reg("1.469-5T(a)(2)"))
def substantially_alone(w: Worksheet) -> bool:
    """Test 2: substantially all the work. No number is in the law: met here when nobody else worked at all."""
    hours = hours_of_couple(w)
    if hours > 100:  # who did all the work alone has met test 3
        return tell(w, "test_2", False, hours=hours, others=most_by_another(w))
    others = total_by_others(w) if hours else None
    check_hours_of_others(w)
    return tell(w, "test_2", others == 0, hours=hours, others=others)


def most_by_another(w: Worksheet) -> Decimal:
    """The hours of the other individual who worked most; of a group in all of it together."""
    return w[GROUP_MOST_HOURS_BY_ANOTHER if w.place in w.run.as_one else MOST_HOURS_BY_ANOTHER]


def total_by_others(w: Worksheet) -> Decimal:
    """The hours of all others together; of a group in each of its parts."""
    if w.place not in w.run.as_one:
        return w[TOTAL_HOURS_BY_OTHERS]
    return sum((w.at(place)[TOTAL_HOURS_BY_OTHERS] for place in w.run.as_one[w.place].distinct), Decimal(0))


def earlier_years(w: Worksheet) -> int:
    """Earlier years of material participation; of a group those of its part with most (Reg. 1.469-5(j)(1))."""
    places = w.run.as_one[w.place].distinct if w.place in w.run.as_one else (w.place,)
    return max(w.at(place)[YEARS_MATERIALLY_PARTICIPATED] for place in places)


def check_hours_of_others(w: Worksheet) -> None:
    """The person who worked most is one of all the others; a case can tell the hours of both."""
    most, total = w.known(MOST_HOURS_BY_ANOTHER), w.known(TOTAL_HOURS_BY_OTHERS)
    if most is not None and total is not None and most > total:
        raise w.contradiction(
            "One other person cannot have worked more hours than all others together. Check the hours of the person "
            "who worked most (most_hours_by_another) and of all others (total_hours_by_others).",
            MOST_HOURS_BY_ANOTHER,
            TOTAL_HOURS_BY_OTHERS,
        )


@rule(temp_reg("1.469-5T(a)(5)"))
def five_of_ten_years(w: Worksheet) -> bool:
    """Test 5: material participation in any five of the ten years before."""
    years = earlier_years(w) if w.run.as_one else w[YEARS_MATERIALLY_PARTICIPATED]
    return tell(w, "test_5", years >= 5, years=years)


@rule(temp_reg("1.469-5T(a)(6)"))
def personal_service_years(w: Worksheet) -> bool:
    """Test 6: a personal service activity with material participation in any three earlier years."""
    years = _earlier_years(w) if w[PERSONAL_SERVICE_ACTIVITY] else None
    return tell(w, "test_6", years is not None and years >= 3, years=years)


def _earlier_years(w: Worksheet) -> int:
    """Those of the last ten years, and the ones before where these are not enough."""
    recent = w[YEARS_MATERIALLY_PARTICIPATED]
    return recent if recent >= 3 else recent + w[EARLIER_YEARS_MATERIALLY_PARTICIPATED]


@rule(usc("469(h)(3)"))
def retired_farmer(w: Worksheet) -> bool:
    """Five of the eight years before retirement, disability or a spouse's: taking part in the farm goes on.

    IRC 2032A(b)(1)(C)(ii), (4), (5); Temp. Reg. 1.469-5T(h)(2). A limited partner's tests are 1, 5 and 6 alone.
    """
    met = w[FARM_YEARS_OF_EIGHT] >= 5 and not treated_as_limited_partner(w)
    w.finding("retired_farmer" if met else "retired_farmer_not_met", years=w[FARM_YEARS_OF_EIGHT])
    return met


@rule(temp_reg("1.469-5T(c)"))
def significantly_participates(w: Worksheet) -> bool:
    """More than 100 hours in a trade or business without material participation by any other test."""
    return hours_of_couple(w) > 100


def tell(
    w: Worksheet,
    test: str,
    met: bool,
    citation: Citation | None = None,
    *,
    hours: Decimal | None = None,
    others: Decimal | None = None,
    years: int | None = None,
) -> bool:
    """Write down that a test is met or not, and what it rests on."""
    w.finding(test if met else f"{test}_not_met", citation, hours=hours, others=others, years=years)
    return met
