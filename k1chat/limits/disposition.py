"""The end of an interest, and the sale of an activity (IRC 469(g)): how it ended, and whether that frees what waits.

Modelled: whether the whole interest ended (a final K-1, or the sale told of), how, and who took it; judged once in a
run. Not modelled yet: what follows from it, refused. Amounts in cents.
"""

from dataclasses import dataclass
from typing import Any

from k1chat.citation import usc
from k1chat.facts import (
    BUYER_RELATED,
    FINAL_K1,
    FULLY_TAXABLE_SALE,
    GAIN_ON_SALE,
    GAIN_STILL_TO_COME,
    HOW_INTEREST_ENDED,
    SOLD_ENTIRE_INTEREST,
    Fact,
    Place,
)
from k1chat.worksheet import Worksheet, rule

SOLD = ("sold", "sold_on_instalments")


@dataclass(frozen=True, slots=True)
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
    def releases(self) -> bool:
        """Whether it frees all that waits: fully taxable, to someone unrelated (469(g)(1))."""
        return self.taxable and not self.related


@rule(usc("469(g)"))
def end_of_interest(w: Worksheet) -> End | None:
    """How the owner's whole interest in the entity ended this year, if it did; judged once in a run."""
    ends, place = w.run.ends, w.place[:1]
    if place not in ends:
        at = w.at(place)
        ends[place] = how_it_ended(at) if at[FINAL_K1] else None
    return ends[place]


@rule(usc("469(g)"))
def end_of_activity(w: Worksheet) -> End | None:
    """How the activity at this place ended, with the interest or by itself."""
    whole = end_of_interest(w)
    if whole or not is_told_sold(w):
        return whole
    ends = w.run.ends
    if w.place not in ends:
        ends[w.place] = by_sale(w, whole=False)
    return ends[w.place]


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
    taxable = w[FULLY_TAXABLE_SALE]
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


def refuse_if_supposed(w: Worksheet, ended: Fact[bool], how: Fact[Any]) -> None:
    """Who does not know whether it ended is not asked how: the answer holds unless it did."""
    if w.supposes(ended) and not w.given(how):
        raise w.refuse("disposition")


def of_place(w: Worksheet) -> list[Place]:
    """The places of the activities that a place stands for: one activity, or all of a K-1."""
    return [w.place] if len(w.place) > 1 else [activity.place for activity in w.activities_of_k1]


@rule(usc("469(g)"))
def refuse_end(w: Worksheet) -> None:
    """What follows when the interest ends is not worked out yet."""
    if end_of_interest(w):
        raise w.refuse("disposition")


@rule(usc("469(g)"))
def refuse_sales(w: Worksheet) -> None:
    """What follows from a sale or an end is not worked out yet."""
    for place in told_of_sales(w):
        if w.at(place).given(GAIN_ON_SALE) or end_of_activity(w.at(place)):
            raise w.at(place).refuse("disposition")


def told_of_sales(w: Worksheet) -> list[Place]:
    """The activities that ended as far as limit 1 saw it, or whose owner tells of a sale."""
    answers, ends = w.run.case.answers, w.run.ends
    names = {GAIN_ON_SALE.name, SOLD_ENTIRE_INTEREST.name}
    return [
        activity.place
        for activity in w.activities
        if ends.get(activity.place[:1]) or not names.isdisjoint(answers.get(activity.place) or ())
    ]
