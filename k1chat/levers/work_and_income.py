"""What frees losses at the last two limits: hours, passive income, a lower income where there is an allowance, a sale.

Modelled: hours that meet test 1, 2, 3 or 4 (Temp. Reg. 1.469-5T(a)), with the spouse's that are told; passive income
from elsewhere (469(d)(1)), of a publicly traded partnership its own (469(k)); modified AGI (469(i)(3)); the sale of the
whole interest, taxed in full, to someone not related (469(g)(1)(A)). A limited partner has tests 1, 5 and 6 alone, and
years that are over do not change. Not modelled: becoming a real estate professional, test 7, groupings. Cents; hours.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor

from k1chat import tax_years
from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.facts import (
    BUYER_RELATED,
    FILING_STATUS,
    FINAL_K1,
    FULLY_TAXABLE_SALE,
    GAIN_ON_SALE,
    GROUP_MOST_HOURS_BY_ANOTHER,
    HOURS,
    HOURS_IN_OTHER_SIGNIFICANT_BUSINESSES,
    MODIFIED_AGI,
    MOST_HOURS_BY_ANOTHER,
    OTHER_BUSINESS_INCOME,
    OTHER_PASSIVE_INCOME,
    SOLD_ENTIRE_INTEREST,
    TAX_YEAR,
    TOTAL_HOURS_BY_OTHERS,
    Fact,
    Place,
)
from k1chat.levers.lever import DOLLAR, Kind, Less, Lever, Reach, Standing, Trying, first_and_whole, stand
from k1chat.levers.money_in import raised
from k1chat.limits.classification import RENTALS
from k1chat.money import Cents
from k1chat.run import Run
from k1chat.what_if import Change

TESTS = ("test_1", "test_3", "test_2", "test_4")
MOST_HOURS = 8784


def of_hours(case: Case, base: Standing, place: Place) -> Iterator[Lever]:
    """The least hours in a business that meet a test, and free its loss; a rental is passive whatever the hours."""
    run = base.trial.run
    own = case.get(HOURS, place)
    trying = Trying(case, base, "passive", (place,))
    if not isinstance(own, Decimal) or not trying.held or hours_do_not_matter(run, place):
        return
    couple = run.hours.get(place, own)
    for value in candidates(run, place, own, couple - own):
        changes = (Change(HOURS, place, value),)
        then = trying.with_(changes)
        found = then and trying.reach(value, value - own, changes, then)
        if then and found and found.freed >= min(DOLLAR, trying.held):
            if less := one_less(trying, place, value - 1):
                together = couple - own + value if couple != own else None
                test = test_met(then, place)
                yield Lever("passive", "hours", place, own, trying.held, found, found, test, together, less=less)
            return


def one_less(trying: Trying, place: Place, hours: Decimal) -> Less | None:
    """What an hour less does: nothing, or it turns on others' hours, or another fact; None where it frees some."""
    run = trying.base.trial.run
    if len(run.activities) == 1 and (run.limited.get(place) or hours <= 100 or others_told(run, place)):
        return "nothing"  # every test that so many hours can meet was tried, and no other loss is there
    then = stand(trying.case.having(HOURS, place, hours))
    if then and then.reached("passive"):
        return "nothing" if then.held("passive", (place,)) >= trying.held else None
    asked = then and then.turns_on and then.turns_on.fact
    return "others" if asked in (MOST_HOURS_BY_ANOTHER, GROUP_MOST_HOURS_BY_ANOTHER) else "unsure"


def others_told(run: Run, place: Place) -> bool:
    """Whether the hours of the other person who worked most are told."""
    return isinstance(run.page(place).answers.get(MOST_HOURS_BY_ANOTHER.name), Decimal)


def hours_do_not_matter(run: Run, place: Place) -> bool:
    """Whether it is a rental, but for one by itself of a real estate professional (469(c)(7)(A))."""
    return is_rental(run, place) and (place not in run.by_hours or run.all_rentals is not None)


def is_rental(run: Run, place: Place) -> bool:
    """Whether it is a rental in law, passive whatever the hours (469(c)(2))."""
    main = run.by_k1[place[0]][place[1]].main
    return run.uses.get(place, main) in (*RENTALS, "rental")


def candidates(run: Run, place: Place, own: Decimal, spouse: Decimal) -> list[Decimal]:
    """The hours of one's own at which a test can come to be met, the fewest first."""
    least = [floor(500 - spouse) + 1]
    if not run.limited.get(place):
        beyond_100 = floor(100 - spouse) + 1
        told = run.page(place).answers
        most = told.get(MOST_HOURS_BY_ANOTHER.name), told.get(GROUP_MOST_HOURS_BY_ANOTHER.name)
        least += [max(beyond_100, ceil(other - spouse)) for other in most if isinstance(other, Decimal)]
        least += [1] if told.get(TOTAL_HOURS_BY_OTHERS.name) == 0 else []
        least.append(max(beyond_100, floor(500 - elsewhere(run, place) - spouse) + 1))
    return sorted({Decimal(each) for each in least if own < each <= MOST_HOURS})


def elsewhere(run: Run, place: Place) -> Decimal:
    """The couple's hours in other businesses with more than 100, where no other test is met."""
    outside = run.case.get(HOURS_IN_OTHER_SIGNIFICANT_BUSINESSES, ())
    others = [hours for at, hours in run.hours.items() if at != place and not run.participants.get(at)]
    return sum(
        (hours for hours in others if 100 < hours <= 500), outside if isinstance(outside, Decimal) else Decimal(0)
    )


def test_met(then: Standing, place: Place) -> str:
    """The test that is met in a business."""
    met = {line.name for line in then.trial.run.lines if line.place == place}
    return next((test for test in TESTS if test in met), "")


def of_passive_income(case: Case, base: Standing, quick: bool) -> Iterator[Lever]:
    """Passive income from elsewhere: of all that is held but of publicly traded partnerships."""
    own = [(k1,) for k1 in range(len(base.trial.run.by_k1)) if (k1,) not in base.trial.run.traded]
    trying = Trying(case, base, "passive", tuple(own))
    if isinstance(case.get(OTHER_PASSIVE_INCOME, ()), int) and trying.held:
        yield from of_income(trying, OTHER_PASSIVE_INCOME, (), "passive_income", quick)


def of_traded_income(case: Case, base: Standing, k1: Place, quick: bool) -> Iterator[Lever]:
    """Income of the same publicly traded partnership: here in the box for other income."""
    other = BOX_BY_NAME["other_income_loss"].fact
    trying = Trying(case, base, "passive", (k1,))
    place = next(
        (each.place for each in base.trial.run.by_k1[k1[0]] if trying.base.held("passive", (each.place,))), None
    )
    if place and (case.get(other, place) or 0) >= 0:
        yield from of_income(trying, other, place, "traded_income", quick)


def of_income(trying: Trying, fact: Fact[Cents], place: Place, kind: Kind, quick: bool) -> Iterator[Lever]:
    """Income that frees what is held dollar by dollar."""

    def at(amount: Cents) -> Reach | None:
        change = raised(trying.case, fact, place, amount)
        return trying.reach(change.value, amount, (change,))

    found = first_and_whole(at, trying.held, quick=quick)
    if found:
        now = trying.case.get(fact, place)
        yield Lever(trying.limit, kind, place, now, trying.held, *found)


def of_business_income(case: Case, base: Standing, quick: bool) -> Iterator[Lever]:
    """Business income from elsewhere, dollar by dollar (461(l)(3)(A)(ii)); wages are none."""
    if isinstance(case.get(OTHER_BUSINESS_INCOME, ()), int):
        trying = Trying(case, base, "excess_business_loss", ((),))
        yield from of_income(trying, OTHER_BUSINESS_INCOME, (), "business_income", quick)


def of_modified_agi(case: Case, base: Standing) -> Iterator[Lever]:
    """A modified AGI at which the rental allowance covers more, and the highest at which it covers all it can."""
    figures = base.trial.run.page(()).figures
    year, status = case.get(TAX_YEAR, ()), case.get(FILING_STATUS, ())
    if "allowance_maximum" not in figures or not isinstance(status, str):
        return
    numbers = tax_years.load(year).rental_allowance
    ends, most = numbers.phaseout_ends.cents(status), numbers.maximum.cents(status)
    trying = Trying(case, base, "passive", ((),))

    def at(room: Cents) -> Reach | None:
        value = ends - 2 * room
        return trying.reach(value, None, (Change(MODIFIED_AGI, (), value),))

    room = figures.get("allowance", 0)
    full = at(most) if room < most else None
    if full is None or full.freed <= 0:
        return
    whole = full if full.freed == most - room else at(room + full.freed)
    first = at(room + min(DOLLAR, full.freed))
    if whole and first and whole.freed == full.freed and first.freed == min(DOLLAR, full.freed):
        now = figures.get("modified_agi")
        yield Lever("passive", "modified_agi", (), now, trying.held, first, whole)


def of_sale(case: Case, base: Standing, k1: Place) -> Iterator[Lever]:
    """The sale of the whole interest: all that is held of it comes free, whatever the price."""
    run = base.trial.run
    trying = Trying(case, base, "passive", (k1,))
    if any(end and place[:1] == k1 for place, end in run.ends.items()):
        return
    places = [each.place for each in run.by_k1[k1[0]]]
    sold = next(place for place in places if base.held("passive", (place,)))
    changes = (
        Change(FINAL_K1, k1, True),
        Change(SOLD_ENTIRE_INTEREST, sold, True),
        Change(FULLY_TAXABLE_SALE, sold, True),
        Change(BUYER_RELATED, sold, False),
        *(Change(GAIN_ON_SALE, place, 0) for place in places),
    )
    found = trying.reach(True, None, changes)
    if found and found.freed == trying.held:
        lost = base.held("basis", (k1,))
        yield Lever("passive", "full_sale", k1, False, trying.held, found, found, lost=lost)
