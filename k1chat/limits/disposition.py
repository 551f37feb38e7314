"""The end of an interest, and the sale of an activity (IRC 469(g)): how it ended, and whether that frees what waits.

Modelled: whether the whole interest ended (a final K-1, or the sale told of), how, and who took it; judged once in a
run. Its gain or loss: `sale_result`; what it frees at limit 3: `release`. What basis held is lost with the interest
(Sennett, 80 T.C. 825; Reg. 1.1366-2(a)(6)), by gift what 469 held is added to basis (469(j)(6)).
A transfer to a spouse is a gift (1041(b)), but what basis held of an S corporation's losses goes with the stock
(1366(d)(2)(B)). Not modelled: a sale to someone related who sells on in a later year (469(g)(1)(B)).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from k1chat.citation import usc
from k1chat.facts import (
    BUYER_RELATED,
    ENTITY,
    FINAL_K1,
    FULLY_TAXABLE_SALE,
    GAIN_ON_SALE,
    GAIN_STILL_TO_COME,
    HOW_INTEREST_ENDED,
    SALE_PRICE,
    SOLD_ENTIRE_INTEREST,
    Fact,
    Place,
)
from k1chat.frozen import frozen
from k1chat.limits.limit import CarriesAs, LimitName
from k1chat.worksheet import Worksheet, rule

if TYPE_CHECKING:
    from k1chat.run import Run

ENDS = {
    "sold": usc("469(g)(1)(A)"),
    "to_related": usc("469(g)(1)(B)"),
    "sold_on_instalments": usc("469(g)(3)"),
    "given_away": usc("469(j)(6)"),
    "given_to_spouse": usc("1041(b)"),
    "owner_died": usc("469(g)(2)"),
    "wound_up": usc("469(g)(1)(A)"),
    "exchanged": usc("469(g)(1)(A)"),
}
"""The kinds of end that are told, each with its authority."""
SOLD = ("sold", "sold_on_instalments")
NOT_ALL_NOW = ("sold_on_instalments", "exchanged")
"""Ends of which a part of the gain or loss may be taxed later."""


@frozen
class End:
    """How an interest, or one activity of it, ended.

    `taxable`: all of the gain or loss is taxed this year. `whole`: the owner's interest in the entity is gone with it;
    else the entity sold the activity.
    """

    how: str
    taxable: bool
    related: bool
    whole: bool

    @property
    def by_price(self) -> bool:
        """Whether its gain or loss follows from what was paid and what basis was left."""
        return self.whole and self.how in ("sold", "wound_up")

    @property
    def releases(self) -> bool:
        """Whether it frees all that waits: fully taxable, to someone unrelated (469(g)(1))."""
        return self.taxable and not self.related


@rule(usc("469(g)"))
def end_of_interest(w: Worksheet) -> End | None:
    """How the owner's whole interest in the entity ended this year, if it did; judged once in a run."""
    ends, place = w.run.ends, w.place[:1]
    if place not in ends:
        at = w.at(place)
        ends[place] = told(at, how_it_ended(at)) if at[FINAL_K1] else None
    return ends[place]


@rule(usc("469(g)"))
def end_of_activity(w: Worksheet) -> End | None:
    """How the activity at this place ended, with the interest or by itself."""
    whole = end_of_interest(w)
    if whole or not is_told_sold(w):
        return whole
    ends = w.run.ends
    if w.place not in ends:
        ends[w.place] = told(w, by_sale(w, whole=False))
    return ends[w.place]


def told(w: Worksheet, end: End) -> End:
    """The end, written down."""
    what = "to_related" if end.related else "sold" if end.releases else end.how
    at = list(ENDS).index(what)
    w.finding(
        (
            "ended_sold",
            "ended_to_related",
            "ended_sold_on_instalments",
            "ended_given_away",
            "ended_given_to_spouse",
            "ended_owner_died",
            "ended_wound_up",
            "ended_exchanged",
        )[at],
        ENDS[what],
    )
    return end


def is_told_sold(w: Worksheet) -> bool:
    """Whether the owner tells of a sale of the whole activity; asks nobody."""
    return w.given(SOLD_ENTIRE_INTEREST) and w[SOLD_ENTIRE_INTEREST]


@rule(usc("469(g)"))
def how_it_ended(w: Worksheet) -> End:
    """By the sale told of at an activity of the K-1; else as the owner says."""
    for activity in w.activities_of_k1:
        if is_told_sold(w.at(activity.place)):
            return by_sale(w.at(activity.place), whole=True)
    refuse_if_supposed(w, FINAL_K1, HOW_INTEREST_ENDED)
    how = w[HOW_INTEREST_ENDED]
    if how in SOLD:
        return End(how, how == "sold", is_related(w), whole=True)
    return End(how, how == "wound_up" and all_sold(w), related=False, whole=True)


@rule(usc("469(g)(1)"))
def by_sale(w: Worksheet, *, whole: bool) -> End:
    """A sale: all of it taxed now, or over the years (453), or not taxed in full."""
    refuse_if_supposed(w, SOLD_ENTIRE_INTEREST, FULLY_TAXABLE_SALE)
    taxable, later = w[FULLY_TAXABLE_SALE], w.known(GAIN_STILL_TO_COME)
    if taxable and later:
        raise w.contradiction(
            "A sale that leaves gain to come (gain_still_to_come) is not taxed in full this year: answer no there "
            "(fully_taxable_sale), or leave no gain to come.",
            FULLY_TAXABLE_SALE,
            GAIN_STILL_TO_COME,
        )
    how = "sold" if taxable else "sold_on_instalments" if w[GAIN_STILL_TO_COME] else "exchanged"
    return End(how, taxable, how != "exchanged" and is_related(w), whole)


@rule(usc("469(g)(1)(B)"))
def is_related(w: Worksheet) -> bool:
    """Whether the buyer is related (267(b), 707(b)(1)): then what waits goes on waiting."""
    return w.at(of_place(w)[0])[BUYER_RELATED]


@rule(usc("469(g)(1)(A)"))
def all_sold(w: Worksheet) -> bool:
    """Whether everything the entity owned was sold to outsiders in taxable sales before it was wound up."""
    return w.at(of_place(w)[0])[FULLY_TAXABLE_SALE]


def goes_by_price(w: Worksheet, end: End) -> bool:
    """Whether the gain follows from the price; who does not know how it ended is not asked for more beside a price."""
    return end.by_price or (end.how in NOT_ALL_NOW and w.supposes(HOW_INTEREST_ENDED) and w.given(SALE_PRICE))


def refuse_if_supposed(w: Worksheet, ended: Fact[bool], how: Fact[Any]) -> None:
    """Who does not know whether it ended is not asked how: the answer holds unless it did."""
    if w.supposes(ended) and not w.given(how):
        raise w.refuse("disposition", usc("469(g)"))


def of_place(w: Worksheet) -> list[Place]:
    """The places of the activities that a place stands for: one activity, or all of a K-1."""
    return [w.place] if len(w.place) > 1 else [activity.place for activity in w.activities_of_k1]


def told_of_sales(w: Worksheet) -> list[Place]:
    """The activities that ended as far as limit 1 saw it, or whose owner tells of a sale; "not sold" tells of none."""
    answers, ends = w.run.case.answers, w.run.ends
    return [
        activity.place
        for activity in w.activities
        if ends.get(activity.place[:1]) or tells_of_sale(answers.get(activity.place) or {})
    ]


def tells_of_sale(answers: Mapping[str, Any]) -> bool:
    """Whether an activity's answers hold a sale, one that may be, or a gain on one."""
    return GAIN_ON_SALE.name in answers or answers.get(SOLD_ENTIRE_INTEREST.name, False) is not False


GIFT: dict[str, CarriesAs] = {"basis": "lost", "at_risk": "added_to_basis", "passive": "added_to_basis"}
FATES: dict[str, dict[str, CarriesAs]] = {
    "given_away": GIFT,
    "given_to_spouse": GIFT,
    "owner_died": {"basis": "lost", "at_risk": "lost", "passive": "lost"},
}
"""What becomes of losses that a limit still holds when the owner gives the interest away, or dies."""


def fate(run: "Run", limit: LimitName, k1: Place) -> CarriesAs | None:
    """What becomes of a loss that a limit holds of a K-1 whose interest ended; None where it is carried on."""
    end = run.ends.get(k1)
    if end is None or not end.whole:
        return None
    if end.how == "given_to_spouse" and limit == "basis" and is_shareholder(run, k1):
        return None  # it goes with the stock: next year's loss of the spouse (1366(d)(2)(B))
    return FATES.get(end.how, {"basis": "lost"}).get(limit)


def is_shareholder(run: "Run", k1: Place) -> bool:
    """Whether the K-1 is, or is supposed to be, that of an S corporation."""
    return bool(run.supposed.get((k1, ENTITY.name), run.case.get(ENTITY, k1)) == "s_corporation")
