"""Activities that are one: by the owner's grouping (Reg. 1.469-4), or one partnership of both spouses (1.469-1T(j)).

Read only where a file tells of a grouping or of two owners on a joint return. Modelled: the hours, the others' hours
and the earlier years of a group of businesses count as one activity's; its income covers its losses first; a rental
may join a business only if owned alike or if one is small ((d)(1)); a couple's two K-1s of one partnership (the same
name, one owner each) count its hours once.
Refused: groups the law bars ((d)(1), (2), (6)), limited partners in a group, the sale of a part of a group ((g)).
Not modelled: whether a group is an appropriate economic unit, and kept from year to year ((c), (e)): the owner's word.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from k1chat.citation import reg, temp_reg
from k1chat.facts import (
    ACTIVITY_NAME,
    FILING_STATUS,
    FINAL_K1,
    GROUPED_AS,
    K1_NAME,
    KIND,
    OWNER,
    RENTAL_BESIDE_BUSINESS,
    SOLD_ENTIRE_INTEREST,
    Place,
)
from k1chat.money import prorate
from k1chat.run import Run
from k1chat.worksheet import Worksheet, rule

if TYPE_CHECKING:
    from k1chat.limits.passive_activity import Passive

COUPLE = temp_reg("1.469-1T(j)(1)")
RENTALS = {"rental_real_estate", "other_rental"}


class Group(NamedTuple):
    """Activities that are one; `distinct`: without the second spouse's K-1 of the same partnership."""

    places: tuple[Place, ...]
    distinct: tuple[Place, ...]

    @property
    def first(self) -> Place:
        """Where the group is judged."""
        return self.places[0]


def groups(w: Worksheet) -> dict[Place, Group]:
    """Every activity that is one with others; found once in a run."""
    if w.run.groups is None:
        found = told_groups(w) if len(w.activities) > 1 else ()
        w.run.groups = {place: group for group in found for place in group.places}
    return w.run.groups  # type: ignore[no-any-return]


def told_groups(w: Worksheet) -> list[Group]:
    """The groups that facts tell of."""
    by_name: dict[tuple[str, ...], list[Place]] = {}
    for activity in w.activities:
        if name := group_name(w.at(activity.place)):
            by_name.setdefault(name, []).append(activity.place)
    found = [(name[0], Group(tuple(places), distinct(w, places))) for name, places in by_name.items() if places[1:]]
    return [group for by, group in found if by == "group" or len(group.distinct) < len(group.places)]


def group_name(w: Worksheet) -> tuple[str, ...]:
    """What the activity has in common with those it is one with; empty where nothing is told."""
    if name := w.known(GROUPED_AS):
        return ("group", name.strip().lower())
    return same_partnership(w) if w.known(OWNER) is not None else ()


def same_partnership(w: Worksheet) -> tuple[str, ...]:
    """The names of a K-1 and its activity: what both spouses' K-1s of one partnership share."""
    return ("partnership", (w.known(K1_NAME) or "").lower(), (w.known(ACTIVITY_NAME) or "").lower())


def distinct(w: Worksheet, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places without the other spouse's K-1 of a partnership that stands among them already."""
    found: dict[tuple[str, ...], list[Worksheet]] = {}
    for at in map(w.at, places):
        alike = found.setdefault(same_partnership(at), [])
        if not any(are_of_both_spouses(at, other) for other in alike):
            alike.append(at)
    return tuple(sorted(at.place for alike in found.values() for at in alike))


def of_the_spouse(w: Worksheet) -> list[Place]:
    """The other spouse's K-1 of the same partnership."""
    group = (w.run.groups or {}).get(w.place)
    alike = [at for at in map(w.at, group.places) if same_partnership(at) == same_partnership(w)] if group else ()
    return [at.place for at in alike if are_of_both_spouses(w, at)]


def are_of_both_spouses(one: Worksheet, other: Worksheet) -> bool:
    """Whether two K-1s are one of each spouse's; the K-1 of a spouse stands on a joint return alone."""
    owners = {one.known(OWNER), other.known(OWNER)}
    return owners == set(OWNER.choices) and one[FILING_STATUS] == "married_joint"


def counted_once(run: Run, place: Place) -> bool:
    """Whether the hours told here are the ones that count: of a group the first, of a couple's partnership one."""
    group = (run.groups or {}).get(place)
    return group is None or place in (group.places[:1] if place in run.as_one else group.distinct)


@rule(reg("1.469-4(c)"))
def tell_group(w: Worksheet, group: Group) -> None:
    """That these activities are one, and by which fact."""
    together = len(group.distinct) > 1
    for place in group.places:
        at = w.at(place)
        at.finding("grouped_with_others" if together else "one_with_spouse", None if together else COUPLE)
        for fact in (GROUPED_AS, OWNER):
            if at.given(fact):
                at[fact]


@rule(reg("1.469-4(g)"))
def refuse_part_sold(w: Worksheet, group: Group) -> None:
    """A loss is freed by the sale of the whole activity; of a part only if it is substantially all. Not modelled."""
    sold = [w.at(place).known(SOLD_ENTIRE_INTEREST) is True or ended(w.at(place)) for place in group.places]
    if any(sold) and not all(sold):
        raise w.refuse("grouped_sale")


def ended(w: Worksheet) -> bool:
    """Whether the K-1 is the last one."""
    return w.known(FINAL_K1) is True


@rule(reg("1.469-4(d)"))
def kind_of_group(w: Worksheet, group: Group, kinds: set[str]) -> str:
    """What activities of these kinds are together; refused where the law bars the group."""
    told_kinds = {w.at(place).known(KIND) for place in group.places}
    if len(group.distinct) > 1 and told_kinds & {"trading", "oil_gas_working_interest"}:
        raise w.refuse("grouping_barred", reg("1.469-4(d)(6)" if "trading" in told_kinds else "1.469-4(d)(3)"))
    if kinds >= RENTALS:
        raise w.refuse("grouping_barred", reg("1.469-4(d)(2)"))
    if len(kinds) > 1:
        return rental_with_business(w, kinds)
    return next(iter(kinds))


@rule(reg("1.469-4(d)(1)"))
def rental_with_business(w: Worksheet, kinds: set[str]) -> str:
    """A rental joins a business where owned alike or small beside it, a small business joins a rental."""
    how = w[RENTAL_BESIDE_BUSINESS]
    if how == "neither" or "investment" in kinds:
        raise w.refuse("grouping_barred")
    return next(iter(kinds & RENTALS)) if how == "business_small" else "trade_or_business"


@rule(reg("1.469-4(a)"))
def cover_within_groups(w: Worksheet, passive: "Sequence[Passive]") -> None:
    """One activity has one result: net income of a part covers the loss of the others before anybody else's."""
    for group in dict.fromkeys((w.run.groups or {}).values()):
        own = [each for each in passive if each.activity.place in group.places]
        income = sum(max(0, each.income - each.loss) for each in own)
        losses = [each.net_loss for each in own]
        for each, part in zip(own, prorate(min(income, sum(losses)), losses), strict=True):
            each.covered += part
