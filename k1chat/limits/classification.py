"""Which activities are passive (IRC 469(c)): a business without material participation, and any rental.

Modelled: box and kind, what is a rental (`rental_definition`), the participation tests with test 4 over the
household's activities.
"""

from decimal import Decimal

from k1chat.boxes import ACTIVITY_BOXES
from k1chat.citation import reg, temp_reg, usc
from k1chat.facts import (
    AVERAGE_STAY_DAYS,
    BOXES,
    ENTITY,
    HOURS,
    HOURS_IN_OTHER_SIGNIFICANT_BUSINESSES,
    KIND,
    PROPERTY_USE,
    PUBLICLY_TRADED,
)
from k1chat.limits.grouping import counted_once, groups, kind_of_group, refuse_part_sold, tell_group
from k1chat.limits.never_passive import (
    income_after_nonpassive_loss,
    told_never_passive,
    trading,
    unlimited_liability,
)
from k1chat.limits.participation import (
    hours_of_couple,
    materially_participates,
    significantly_participates,
    treated_as_limited_partner,
)
from k1chat.limits.real_estate_professional import worked_in_by_professional
from k1chat.limits.rental_definition import if_stays_are_short, use_in_law
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule

RENTALS = ("rental_real_estate", "other_rental")


@rule(usc("469(c)(1)"))
def is_passive(w: Worksheet) -> bool:
    """Whether this activity is passive this year; judged once in a run."""
    known = w.run.passive
    if w.place not in known:
        if w.run.groups is None:
            settle_groups(w)
        known[w.place] = judged_as_one(w) if w.place in w.run.as_one else _judged(w)
    return known[w.place]


def settle_groups(w: Worksheet) -> None:
    """What the groups that facts tell of are: businesses judged as one, or rentals."""
    for group in dict.fromkeys(groups(w).values()):
        first = w.at(group.first)
        tell_group(first, group)
        refuse_part_sold(first, group)
        kinds = {place: kind(w.at(place)) for place in group.places}
        what = kind_of_group(first, group, set(kinds.values()))
        w.run.uses.update({place: what for place, own in kinds.items() if own != what})
        if what == "trade_or_business" and len(group.distinct) > 1:
            w.run.as_one.update(dict.fromkeys(group.places, group))


def judged_as_one(w: Worksheet) -> bool:
    """A group of businesses is passive or not as a whole: judged at its first."""
    group = w.run.as_one[w.place]
    if any(treated_as_limited_partner(w.at(place)) for place in group.distinct):
        raise w.refuse("grouping_limited_partner", reg("1.469-4(d)(3)"))
    is_publicly_traded(w)
    if w.place != group.first:
        return is_passive(w.at(group.first))
    return without_material_participation(w)


def _judged(w: Worksheet) -> bool:
    is_publicly_traded(w)
    if w.given(KIND) and activity_at(w).main not in RENTALS:
        check_kind(w)
        if told_never_passive(w):
            return False
    what = kind(w)
    if what == "rental_real_estate" and worked_in_by_professional(w):
        return False
    if what in RENTALS:
        tell_of_rental(w, what)
        return True
    if what == "investment":
        return False
    if w.supposes(AVERAGE_STAY_DAYS):
        return if_stays_are_short(w, without_material_participation)
    return without_material_participation(w)


@rule(usc("469(k)(2)"))
def is_publicly_traded(w: Worksheet) -> bool:
    """Whether the K-1 is of a publicly traded partnership; kept on the run."""
    traded = w[ENTITY] == "partnership" and w[PUBLICLY_TRADED]
    if traded:
        w.run.traded.add(w.place[:1])
    return traded


def tell_of_rental(w: Worksheet, what: str) -> None:
    """That the hours do not matter, or that a professional's were not enough."""
    if w.place not in w.run.by_hours:
        real_estate = what == "rental_real_estate"
        w.finding("rental_is_passive" if real_estate else "other_rental_is_passive", usc("469(c)(2)"))


def without_material_participation(w: Worksheet) -> bool:
    """Whether a business is passive: no test of material participation is met."""
    worked_in = materially_participates(w) or significant_over_500(w)
    return not worked_in and (w.place in w.run.uses or not of_another_kind(w))


@rule(usc("469(c)(2)"))
def kind(w: Worksheet) -> str:
    """What the activity is: box 2 and box 3 say it, else the owner does; an exception may make a rental a business."""
    main = activity_at(w).main
    if main == "ordinary":
        return w.run.uses.get(w.place, "trade_or_business")
    told = main if main in RENTALS else w[KIND]
    if told not in RENTALS:
        return told
    use = use_in_law(w)
    return told if use == "rental" else use


@rule(usc("469(c)(3)"))
def of_another_kind(w: Worksheet) -> bool:
    """Working interests in oil and gas, and trading, are not passive whatever the hours."""
    check_kind(w)
    if w[KIND] != "oil_gas_working_interest":
        return trading(w)
    return unlimited_liability(w) or income_after_nonpassive_loss(w, activity_at(w))


@rule(usc("469(c)(4)"))
def check_kind(w: Worksheet) -> None:
    """A rental is passive whatever the hours, and box 1 is for a business: both cannot be said of one activity."""
    if activity_at(w).main == "ordinary" and w[KIND] in RENTALS:
        raise w.contradiction(
            "Box 1 is for a business, and this says it is a rental: a rental stands in box 2 or 3. Check which box has "
            "the figure; one in box 1 is a business to the partnership or corporation, such as a hotel.",
            KIND,
            BOXES,
        )


@rule(temp_reg("1.469-5T(a)(4)"))
def significant_over_500(w: Worksheet) -> bool:
    """Test 4: significant participation activities that together take more than 500 hours."""
    if treated_as_limited_partner(w) or not significantly_participates(w):
        return False
    total = significant_hours(w)
    if w.given(HOURS_IN_OTHER_SIGNIFICANT_BUSINESSES):
        total += w[HOURS_IN_OTHER_SIGNIFICANT_BUSINESSES]
    else:
        w.note("test_4_counts_only_these_k1s")
    if total <= 500:
        w.finding("test_4_not_met", hours=total)
        return False
    for place in (w.place,) if w.run.by_test_4 else (w.place, *w.run.significant):  # all of them, the first time
        tell_of_test_4(w.at(place), total)
    return True


def tell_of_test_4(w: Worksheet, total: Decimal) -> None:
    """That test 4 is met, once: beside each of the activities whose hours meet it together."""
    if w.place not in w.run.by_test_4:
        w.run.by_test_4.add(w.place)
        w.finding("test_4", hours=total)


def significant_hours(w: Worksheet) -> Decimal:
    """The hours of all significant participation activities of the household."""
    if w.run.significant_hours is None:
        places = [activity.place for activity in w.activities if counted_once(w.run, activity.place)]
        businesses = [at for at in map(w.at, places) if is_business(at)]
        significant = [at for at in businesses if is_significant(at)]
        w.run.significant = [at.place for at in significant]
        w.run.significant_hours = sum(map(hours_of_couple, significant), Decimal(0))
    return w.run.significant_hours


def is_significant(w: Worksheet) -> bool:
    """A business with more than 100 hours that meets no other test; more than 500 of the owner's own meet test 1."""
    return w[HOURS] <= 500 and significantly_participates(w) and not materially_participates(w)


def is_business(w: Worksheet) -> bool:
    """Whether the activity at this place is a trade or business rather than a rental or investments only."""
    activity = activity_at(w)
    if w.run.uses.get(w.place) in RENTALS:
        return False
    if activity.main in RENTALS and w.place not in w.run.uses and not tells_of_use(w):
        return False
    return activity.main == "ordinary" or (is_told_of(w, activity) and kind(w) == "trade_or_business")


def tells_of_use(w: Worksheet) -> bool:
    """Whether the owner tells how a rental's property is used: elsewhere nobody is asked for it."""
    return w.given(AVERAGE_STAY_DAYS) or w.given(PROPERTY_USE)


def is_told_of(w: Worksheet, activity: Activity) -> bool:
    """Whether the K-1 or its owner tells of more than investments: a box, or what the activity is."""
    return has_items(activity) or w.at(activity.place).given(KIND)


def has_items(activity: Activity) -> bool:
    """Whether the activity reports anything that the passive rules look at."""
    return any(box in ACTIVITY_BOXES for box in activity.boxes)


def activity_at(w: Worksheet) -> Activity:
    """What the K-1 reports for the activity at this place."""
    return w.activities_of_k1[w.place[1]]
