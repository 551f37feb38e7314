"""What of an outcome waits, is lost or goes to another, and what the end of an interest did, as it is told."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from k1chat.frozen import frozen
from k1chat.wording.told import taking_part

if TYPE_CHECKING:
    from k1chat.outcome import Amount, Carryforward, LimitOutcome, Outcome, OutcomeLine


@frozen
class Held:
    """What one limit holds of one K-1, next year a carryforward: in all, and its parts.

    The limit on excess business losses is the return's: what it holds is of no one K-1.
    Of a share sold in full nothing waits at the passive limit; where it may, something was not known: `sold_unsure`.
    `allowance`: whether the rental allowance may use it in a later year; never for a limited partner
    or with a share below 10 percent. `traded`: of a publicly traded partnership; `end`: how the whole interest ended.
    `worked_in`: passive in earlier years, not now; `as_one`: all rentals are one activity by election.
    `businesses`: activities that are businesses in law, though the K-1 has them in a box for rentals.
    """

    limit: str
    k1: str
    amount: "Amount"
    parts: Sequence["Carryforward"]
    allowance: bool
    traded: bool
    end: str
    worked_in: bool
    as_one: bool
    businesses: frozenset[str]


@frozen
class Ended:
    """An interest or a business that ended: what became of the losses that each limit held of it.

    By limit: `gone` is lost or another's; `left` waits on; `before` waited when the year began.
    `of_many`: a rental that is one activity with others, which are kept.
    """

    name: str
    k1: str
    how: str
    whole: bool
    figures: dict[str, "Amount"]
    gone: dict[str, "Amount"]
    left: dict[str, "Amount"]
    before: dict[str, "Amount"]
    of_many: bool


OF_AN_END = (
    "gain_on_sale",
    "loss_on_sale",
    "gain_counted_at_risk",
    "released",
    "released_against_passive_income",
    "released_not_passive",
)
"""The figures that tell what an end did."""

GONE = ("lost", "added_to_basis")
"""What is carried on under these names is no carryforward of the owner's."""


def ended(outcome: "Outcome") -> list[Ended]:
    """Every end that the law saw, in the order of the K-1s."""
    return [_ended(outcome, line) for line in outcome.limits[0].lines if line.name.startswith("ended_")]


def _ended(outcome: "Outcome", end: "OutcomeLine") -> Ended:
    from k1chat.outcome import total

    whole = not end.activity
    own = [line for limit in outcome.limits for line in limit.lines if line.k1 == end.k1 and line.value is not None]
    own = own if whole else [line for line in own if line.activity == end.activity]
    figures = {name: total(line.value for line in own if line.name == name and line.value) for name in OF_AN_END}
    figures |= results(outcome, end)
    parts = [part for part in outcome.carryforwards if part.k1 == end.k1 and part.carries_as in GONE]
    gone: dict[str, Amount] = {
        limit.limit: total(part.amount for part in parts if part.limit == limit.limit) for limit in outcome.limits[:3]
    }
    left: dict[str, Amount] = {}
    before: dict[str, Amount] = {}
    for limit in outcome.limits[:3]:
        rows = [row for row in limit.losses if row.k1 == end.k1 and (whole or row.activity == end.activity)]
        left[limit.limit] = total(row.suspended for row in rows if zero(gone[limit.limit]))
        before[limit.limit] = total(row.carried_in for row in rows)
    of_many = any(note.name == "one_of_all_rentals_sold" and note.k1 == end.k1 for note in outcome.notes)
    how = end.name.removeprefix("ended_")
    return Ended(end.activity or end.k1, end.k1, how, whole, figures, gone, left, before, of_many)


def results(outcome: "Outcome", end: "OutcomeLine") -> dict[str, "Amount"]:
    """The gain and the loss on a sale, with their ranges: of the whole share, or where the K-1 has no other sale."""
    from k1chat.outcome import total

    rows = [row for row in outcome.limits[0].losses if row.k1 == end.k1 and row.character == "loss_on_sale"]
    lost = total(row.entering for row in rows if end.activity in ("", row.activity))
    told = {line.activity for line in outcome.limits[0].lines if line.k1 == end.k1 and line.name == "gain_on_sale"}
    if end.activity and told:
        return {"loss_on_sale": lost}
    gain = total(gain.amount for gain in outcome.gains if gain.k1 == end.k1 and gain.what == "sale")
    return {"loss_on_sale": lost, "gain_on_sale": gain}


def zero(amount: "Amount") -> bool:
    """Whether an amount is nothing for sure."""
    return amount.high == 0


def fates(outcome: "Outcome", limit: "LimitOutcome") -> dict[str, "Amount"]:
    """What becomes of what a limit did not let pass: how much waits, is lost, or goes to whoever got the interest."""
    from k1chat.outcome import total

    parts = [part for part in outcome.carryforwards if part.limit == limit.limit]
    by_fate: dict[str, list[Amount]] = {}
    for part in parts:
        by_fate.setdefault(part.carries_as if part.carries_as in GONE else "waits", []).append(part.amount)
    return {fate: total(amounts) for fate, amounts in sorted(by_fate.items(), key=lambda each: each[0] != "waits")}


def waits(outcome: "Outcome") -> bool:
    """Whether something is carried forward to the next year."""
    return bool(told_as_waiting(outcome))


def told_as_waiting(outcome: "Outcome") -> list["Carryforward"]:
    """What is carried forward, and what is lost with the S election; what else is lost is told of with the end."""
    over = after_election(outcome)
    return [part for part in outcome.carryforwards if part.carries_as not in GONE or part.k1 in over]


def held(outcome: "Outcome") -> Iterator[Held]:
    """Every amount that waits, by limit and K-1."""
    from k1chat.outcome import total

    barred = k1s_with(outcome, "no_allowance_limited_partner", "no_allowance_small_share")
    traded, one = k1s_with(outcome, "losses_of_traded_partnership"), k1s_with(outcome, "rentals_as_one")
    ends = {end.k1: end.how for end in ended(outcome) if end.whole}
    working = set(taking_part(outcome.limits[2]))
    businesses = {(line.k1, line.activity) for line in outcome.limits[2].lines if line.name.startswith("not_a_rental_")}
    for (limit, k1), parts in groupby(told_as_waiting(outcome), key=_held_together):
        own = list(parts)
        passive = limit == "passive"
        no_rentals = frozenset(part.activity for part in own if (part.k1, part.activity) in businesses)
        rental = passive and any(
            part.character == "rental_real_estate" and part.activity not in no_rentals for part in own
        )
        yield Held(
            limit,
            k1,
            total(part.amount for part in own),
            own,
            allowance=rental and k1 not in barred and k1 not in ends,
            traded=passive and k1 in traded,
            end="sold_unsure" if passive and ends.get(k1) == "sold" and k1 not in one else ends.get(k1, ""),
            worked_in=passive and any(part.activity in working for part in own),
            as_one=passive and k1 in one,
            businesses=no_rentals,
        )


def k1s_with(outcome: "Outcome", *names: str) -> set[str]:
    """The K-1s of which limit 3 has one of these lines."""
    return {line.k1 for line in outcome.limits[2].lines if line.name in names}


def after_election(outcome: "Outcome") -> set[str]:
    """The K-1s whose S election ended: what basis holds of them is lost."""
    return {line.k1 for line in outcome.limits[0].lines if line.name == "election_is_over"}


def _held_together(part: "Carryforward") -> tuple[str, str]:
    return part.limit, "" if part.limit == "excess_business_loss" else part.k1
