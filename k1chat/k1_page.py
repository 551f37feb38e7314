"""A Schedule K-1 as it stands on the paper: its boxes by number, what a typed box says, and what it does to the answer.

Form 1065 and Form 1120-S number the same figures differently, and some years differ: guaranteed payments were box 4 in
2018, foreign taxes box 16 (14) until 2020. A box is the fact that the interview asks for: there is one source of truth.
Boxes that are no figure to deduct are told apart as traps. Not modelled: credits and the statements behind the boxes.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from k1chat.boxes import BOX_BY_NAME, MAIN_BOXES
from k1chat.case import Case
from k1chat.facts import (
    ACTIVITY_COUNT,
    BOXES,
    DISTRIBUTIONS,
    ENTITY,
    FACTS,
    NONDEDUCTIBLE_EXPENSES,
    TAX_EXEMPT_INCOME,
    TAX_YEAR,
    UNKNOWN,
    Fact,
    Place,
)
from k1chat.frozen import frozen
from k1chat.interview import next_step

if TYPE_CHECKING:
    from k1chat.outcome import Amount, Outcome

PARTNERSHIP: Mapping[str, str] = {
    "1": "ordinary_business_income",
    "2": "net_rental_real_estate_income",
    "3": "other_net_rental_income",
    "4c": "guaranteed_payments",
    "5": "interest_income",
    "6a": "ordinary_dividends",
    "7": "royalties",
    "8": "k1_short_term_capital_gain",
    "9a": "k1_long_term_capital_gain",
    "10": "net_section_1231_gain",
    "11": "other_income_loss",
    "12": "section_179_deduction",
    "13A": "charitable_contributions",
    "13H": "investment_interest_expense",
    "13K": "excess_business_interest",
    "13": "other_deductions",
    "17A": "amt_depreciation_adjustment",
    "17B": "amt_gain_or_loss_adjustment",
    "17C": "amt_depletion",
    "17F": "amt_other_items",
    "18A": TAX_EXEMPT_INCOME.name,
    "18C": NONDEDUCTIBLE_EXPENSES.name,
    "19A": DISTRIBUTIONS.name,
    "21": "foreign_taxes",
}
S_CORPORATION: Mapping[str, str] = {
    "1": "ordinary_business_income",
    "2": "net_rental_real_estate_income",
    "3": "other_net_rental_income",
    "4": "interest_income",
    "5a": "ordinary_dividends",
    "6": "royalties",
    "7": "k1_short_term_capital_gain",
    "8a": "k1_long_term_capital_gain",
    "9": "net_section_1231_gain",
    "10": "other_income_loss",
    "11": "section_179_deduction",
    "12A": "charitable_contributions",
    "12H": "investment_interest_expense",
    "12": "other_deductions",
    "15A": "amt_depreciation_adjustment",
    "15B": "amt_gain_or_loss_adjustment",
    "15C": "amt_depletion",
    "15F": "amt_other_items",
    "16A": TAX_EXEMPT_INCOME.name,
    "16C": NONDEDUCTIBLE_EXPENSES.name,
    "16D": DISTRIBUTIONS.name,
    "16F": "foreign_taxes",
}

ALIKE: Mapping[str, Mapping[str, str]] = {
    "partnership": {
        **{f"13{code}": "13A" for code in "BCDEFG"},
        "18B": "18A",
    },
    "s_corporation": {
        **{f"12{code}": "12A" for code in "BCDEFG"},
        "16B": "16A",
    },
}
"""Codes whose amounts count together, under the first of them."""

TRAPS: Mapping[str, Mapping[str, str]] = {
    "partnership": {
        "9c": "unrecaptured_gain",
        "9b": "collectibles_gain",
        "4a": "part_of_guaranteed_payments",
        "4b": "part_of_guaranteed_payments",
        "6b": "qualified_dividends_inside",
        "6c": "dividend_equivalents",
        "14": "self_employment",
        "15": "credits",
        "L": "capital_account",
        "K1": "debts",
        "K": "debts",
        "19": "distributions_by_code",
        "20": "information",
        "18": "basis_items_by_code",
    },
    "s_corporation": {
        "8c": "unrecaptured_gain",
        "8b": "collectibles_gain",
        "5b": "qualified_dividends_inside",
        "13": "credits",
        "14": "information",
        "17": "information",
        "16E": "repayments",
        "16": "basis_items_by_code",
        "L": "capital_account",
    },
}
"""What people type as if it were a figure of the loss, by its number; why it is none: prompts/k1_page.toml."""

TYPED = re.compile(r"(?:box|line|item)?\s*(\d{1,2}|[lk]1?)\s*-?\s*([a-z]{1,2}\b)?\s*[:=]?\s+(.*)", re.IGNORECASE)
LONE = re.compile(r"(?:box|line|item)?\s*(\d{1,2}|[lk]1?)\s*([a-z]{1,2})?\.?", re.IGNORECASE)


@frozen
class Box:
    """A box of a form: its number there, and the fact that it is."""

    number: str
    fact: Fact[Any]


@frozen
class Line:
    """A typed line: the box it names, or the trap; and what stands behind its number."""

    box: Box | None
    trap: str
    amount: str
    number: str


def boxes_of(entity: str, year: int) -> Sequence[Box]:
    """The boxes in the order of the paper, as that year's form numbers them."""
    table = PARTNERSHIP if entity == "partnership" else S_CORPORATION
    return [Box(_numbered(number, entity, year), FACTS[name]) for number, name in table.items()]


def _numbered(number: str, entity: str, year: int) -> str:
    if year < 2019 and entity == "partnership" and number == "4c":
        return "4"
    if year < 2021 and (entity, number) in OLD_FOREIGN_TAXES:
        return OLD_FOREIGN_TAXES[entity, number]
    return number


OLD_FOREIGN_TAXES = {("partnership", "21"): "16", ("s_corporation", "16F"): "14"}


def typed_line(text: str, entity: str, year: int) -> Line | None:
    """What a line such as `1 -50,000` or `box 13 H 400` names; None where it is no such line."""
    found = TYPED.fullmatch(text.strip())
    alone = None if found else LONE.fullmatch(text.strip())
    if not (found or alone):
        return None
    number, code = (found or alone).group(1, 2)  # type: ignore[union-attr]
    amount = found[3].strip() if found else ""
    code = code or ""
    by_number = {box.number.lower(): box for box in boxes_of(entity, year)}
    if code and f"{number}{code}".lower() not in by_number and not _is_code(number, code, entity, year):
        amount, code = f"{code} {amount}".strip(), ""  # `1 no` is an amount, not a code
    return _named(number.upper(), code, amount, entity, by_number)


def _is_code(number: str, code: str, entity: str, year: int) -> bool:
    """Whether letters after a number are a code of that box: some stand for an amount ("no", "k")."""
    whole = f"{number}{code.upper()}"
    traps = {name.lower() for name in TRAPS[entity]}
    deductions = "13" if entity == "partnership" else "12"
    others = ("14", "15", "16", "18", "19", "20") if entity == "partnership" else ("13", "14", "16", "17")
    known = whole in ALIKE[entity] or whole.lower() in traps or number in (deductions, *others)
    return known and code.lower() != "no"


def _named(number: str, code: str, amount: str, entity: str, by_number: Mapping[str, Box]) -> Line:
    whole = f"{number}{code}"
    first = ALIKE[entity].get(whole.upper(), whole)
    deductions = "13" if entity == "partnership" else "12"
    traps = {name.lower(): trap for name, trap in TRAPS[entity].items()}
    box = by_number.get(first.lower())
    if box is None and number == deductions and code:
        box = by_number[deductions]
    if box is None and not code:
        box = (
            by_number.get(f"{number}c") if number == "4" else by_number.get(f"{number}a") if number in "5689" else None
        )
    if box is not None:
        return Line(box, "", amount, whole)
    trap = traps.get(whole.lower()) or traps.get(number.lower()) or "no_such_box"
    return Line(None, trap, amount, whole)


def amounts(case: Case, k1: int) -> dict[str, tuple[Place, Any]]:
    """The figures of the page by the name of their fact: where each stands, and what it is."""
    found: dict[str, tuple[Place, Any]] = {}
    for activity in range(activities(case, k1)):
        for name in _boxes(case, (k1, activity)):
            found[name] = ((k1, activity), case.get(FACTS[name], (k1, activity)))
    for fact in (TAX_EXEMPT_INCOME, NONDEDUCTIBLE_EXPENSES, DISTRIBUTIONS):
        if (value := case.get(fact, (k1,))) is not None:
            found[fact.name] = ((k1,), value)
    return found


def activities(case: Case, k1: int) -> int:
    """How many activities the K-1 has, as far as it is told; at least one."""
    count = case.get(ACTIVITY_COUNT, (k1,))
    return count if isinstance(count, int) else 1


def can_open(case: Case, k1: int) -> bool:
    """Whether the year and the form are told: they number the boxes."""
    return isinstance(case.get(TAX_YEAR, ()), int) and case.get(ENTITY, (k1,)) in ("partnership", "s_corporation")


def with_box(case: Case, k1: int, box: Box, value: Any, activity: int = 0) -> Case:
    """The case with a figure in a box; None empties it. Boxes 1, 2 and 3 are always activities of their own."""
    fact = box.fact
    if fact.name not in BOX_BY_NAME:
        return case.having(fact, (k1,), value) if value is not None else case.without(fact, (k1,))
    place = _place(case, k1, fact, activity)
    names = {*_boxes(case, place)} - {fact.name} | ({fact.name} if value is not None else set())
    case = case.having(fact, place, value) if value is not None else case.without(fact, place)
    if place[1] >= activities(case, k1):
        case = case.having(ACTIVITY_COUNT, (k1,), place[1] + 1)
    in_order = tuple(name for name in BOX_BY_NAME if name in names)
    return case.having(BOXES, place, in_order) if in_order else case.without(BOXES, place)


def places_of(case: Case, k1: int, fact: Fact[Any]) -> list[Place]:
    """The activities of a K-1 that have a figure in this box."""
    every = [(k1, number) for number in range(activities(case, k1))]
    return [place for place in every if fact.name in _boxes(case, place)]


def _boxes(case: Case, place: Place) -> tuple[str, ...]:
    told = case.get(BOXES, place)
    return told if isinstance(told, tuple) else ()


def _place(case: Case, k1: int, fact: Fact[Any], activity: int) -> Place:
    """The activity a box belongs to: where it stands already, else the first without another main box."""
    if stands := places_of(case, k1, fact):
        return stands[0]
    if fact.name not in MAIN_BOXES:
        return (k1, activity)
    number = activity
    while _other_main_box(case, (k1, number), fact):
        number += 1
    return (k1, number)


def _other_main_box(case: Case, place: Place, fact: Fact[Any]) -> bool:
    return any(name in MAIN_BOXES and name != fact.name for name in _boxes(case, place))


@frozen
class Effect:
    """What a box does: this year's deduction and what is held where, without it and with it."""

    deductible: "tuple[Amount, Amount]"
    held: "Mapping[str, tuple[Amount, Amount]]"

    @property
    def changes(self) -> bool:
        """Whether anything of it differs."""
        return any(one != other for one, other in (self.deductible, *self.held.values()))


def effect(case: Case, place: Place, fact: Fact[Any], now: "Outcome | None" = None) -> Effect | None:
    """What a figure does to the answer (`now`, where that is known); None while the K-1s are not read to the end."""
    now = now or next_step(case).outcome
    before = next_step(case.having(fact, place, 0)).outcome if case.get(fact, place) is not UNKNOWN else None
    if now is None or before is None:
        return None
    names = dict.fromkeys(row.carries_as for outcome in (before, now) for row in outcome.carryforwards)
    held: dict[str, tuple[Amount, Amount]] = {name: (_held(before, name), _held(now, name)) for name in names}
    return Effect((before.deductible, now.deductible), held)


def _held(outcome: "Outcome", name: str) -> "Amount":
    from k1chat.outcome import total

    return total(row.amount for row in outcome.carryforwards if row.carries_as == name)
