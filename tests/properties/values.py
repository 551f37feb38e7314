"""What a person can answer to a question, by the fact alone: within its bounds, and so that every side comes up."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from k1chat.boxes import AMT_BOXES, BOX_BY_NAME, CHARACTERS, MAIN_BOXES, OWNERS_OWN_DEDUCTIONS
from k1chat.case import Case
from k1chat.facts import FACTS, Fact, Place

RARELY = {"publicly_traded", "final_k1", "sold_entire_interest", "rented_to_own_business"}
"""Facts that most households have nothing to do with: yes only now and then (and by the year's happenings)."""


def cents(low: int, high: int) -> st.SearchStrategy[int]:
    """Amounts people have: round ones, odd cents, and nothing."""
    whole = st.integers(low // 100, high // 100).map(lambda dollars: dollars * 100)
    return st.one_of(st.just(0), whole, st.integers(low, high), st.sampled_from([1, 99, high]))


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    """One of a few values, each as likely; said twice, twice as likely."""
    return st.sampled_from(values)


MAIN = one_of(MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[2], "")


def boxes(case: Case, place: Place, main: st.SearchStrategy[str] = MAIN) -> st.SearchStrategy[tuple[str, ...]]:
    """A box that makes the activity, and up to two beside it; now and then none of the first three."""
    pay = case.get(FACTS["entity"], place[:1]) == "partnership"
    others = [name for name, box in BOX_BY_NAME.items() if not (box.main or box.amt) and (pay or not box.partner)]
    others.remove("appreciation_in_gifts")  # a part of another box
    beside, amt = one_of("", "", "", *others), one_of(*[""] * 20, *AMT_BOXES)
    names = st.tuples(main, beside, beside, amt).filter(any)
    return names.map(lambda chosen: tuple(name for name in BOX_BY_NAME if name in chosen))


def losses(characters: Sequence[str]) -> st.SearchStrategy[Mapping[str, int]]:
    """An amount of the activity's main character; or one or two of characters that are named."""
    amount = st.integers(1, 40_000_00)
    pair = st.tuples(one_of(*characters), amount)
    named = st.tuples(pair, pair).map(lambda pairs: dict(sorted(pairs, key=lambda each: CHARACTERS.index(each[0]))))
    return st.one_of(amount.map(lambda cents: {"": cents}), named)


NONE: st.SearchStrategy[Mapping[str, int]] = st.just({})
UNLUCKY = st.sampled_from([1, 99, 33_333_33, 99_999_99, 100_000_01, 149_999_99, 313_000_01, 626_000_00])
HELD = {
    "suspended_basis_loss": losses([name for name in CHARACTERS if name != "loss_on_sale"]),
    "suspended_at_risk_loss": losses(CHARACTERS),
    "suspended_passive_loss": losses([name for name in CHARACTERS if name not in OWNERS_OWN_DEDUCTIONS]),
}
LARGE = st.integers(-900_000_00, -100_000_00)
OWN: dict[str, st.SearchStrategy[Any]] = {
    "tax_year": one_of(2025, 2025, 2024, 2021, 2020, 2018, 2026),
    "k1": one_of(1, 1, 2, 2, 3, 3),
    "activity": one_of(1, 1, 1, 1, 2),
    "loan": one_of(0, 1, 2),
    "entity": one_of("partnership", "s_corporation"),
    "kind": one_of("trade_or_business", "trade_or_business", "rental_real_estate", "other_rental", "trading"),
    "limited_partner_rent_percent": one_of(Decimal("9.9"), Decimal(10), Decimal(100)),
    "guest_services_percent": one_of(Decimal(5), Decimal(30), Decimal(60)),
    "ownership_percent": one_of(Decimal(40), Decimal(10), Decimal("9.99"), Decimal(100)),
    "average_stay_days": one_of(*map(Decimal, (365, 365, 365, 365, 90, 90, 31, 31, 31, 31, 31, 30))),
    "wages": st.one_of(cents(0, 130_000_00), cents(0, 130_000_00), cents(0, 700_000_00), UNLUCKY),
    "ordinary_business_income": st.one_of(cents(-60_000_00, -1_00), LARGE, LARGE, cents(1_00, 90_000_00)),
    "net_rental_real_estate_income": st.one_of(cents(-60_000_00, -1_00), cents(-60_000_00, 20_000_00)),
    "other_business_income": st.one_of(st.just(0), cents(-60_000_00, 60_000_00), LARGE),
    "amount_at_risk": st.one_of(cents(0, 80_000_00), UNLUCKY),
    "modified_agi": st.one_of(cents(0, 100_000_00), cents(90_000_00, 160_000_00), UNLUCKY),
    "hours": one_of(*map(Decimal, (0, 60, 100, 101, 200, 251, 300, 400, 499, 500, 501, 900))),
    "most_hours_by_another": one_of(*map(Decimal, (0, 101, 400, 900, 900, 2000))),
    "years_materially_participated_of_last_10": one_of(0, 0, 0, 2, 3, 4, 5, 10),
    "years_materially_participated_before_last_10": one_of(0, 1, 3),
    "real_property_hours": one_of(*map(Decimal, (0, 0, 750, 751))),
    "spouse_real_property_hours": one_of(*map(Decimal, (0, 0, 750, 751))),
    "total_work_hours": one_of(*map(Decimal, (2000, 1502, 1502, 1501))),
    "tenant_hours": one_of(*map(Decimal, (0, 60, 101, 500, 501, 501, 501))),
    "tenant_years": one_of(0, 4, 5),
    "tenant_service_years": one_of(0, 0, 2, 3),
    "spouse_total_work_hours": one_of(*map(Decimal, (2000, 1502, 1502, 1501))),
}


@cache
def values(fact: Fact[Any]) -> st.SearchStrategy[Any]:
    """What a person can answer to the question for `fact`, whatever else is told."""
    if fact.name in OWN:
        return OWN[fact.name]
    if fact.kind == "yes_no":
        return st.integers(0, 31).map(bool).map(lambda yes: not yes) if fact.name in RARELY else st.booleans()
    if fact.kind == "choice":
        return one_of(*fact.choices)
    if fact.kind == "losses":
        return st.one_of(st.just({}), HELD[fact.name.removeprefix("amt_")])
    if fact.kind == "boxes":
        return boxes(Case(), ())
    if fact.kind == "hours":
        return one_of(*map(Decimal, (0, 60, 100, 101, 250, 400, 499, 500, 501, 900)))
    if fact.kind == "text":
        return st.text("abcXYZ ", min_size=1, max_size=8).map(lambda name: f"n{name}".strip())
    if fact.kind in ("number", "count"):
        return numbers(fact)
    return cents(-60_000_00 if fact.low < 0 else 0, 60_000_00)


def numbers(fact: Fact[Any]) -> st.SearchStrategy[Any]:
    """Numbers within the bounds that the fact states: its ends, what the law divides at, and what lies between."""
    high = min(fact.high, fact.low + 400)
    if fact.kind == "count":
        return st.integers(fact.low, min(high, fact.low + 10))
    percents = [Decimal(number) for number in NUMBERS if fact.low <= Decimal(number) <= fact.high]
    return st.one_of(st.sampled_from(percents), st.decimals(fact.low, high, places=2))


NUMBERS = ("0", "7", "7.5", "9.99", "10", "11.5", "12", "29.99", "30", "30.01", "50", "50.01", "100", "365", "800")
