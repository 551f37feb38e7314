"""The boxes of a Schedule K-1: which fact each figure is, its character, and which limits it meets.

Sources: Form 1065 Schedule K-1 boxes 1-13, Form 1120-S Schedule K-1 boxes 1-12, and their instructions.
Boxes without a place of their own, such as the statement behind a gift, stand last; they lie beside the others.
Boxes 17 A, B, C and F of Form 1065 (15 of Form 1120-S) change figures of the alternative minimum tax alone.
Not modelled: box 11/10 code A other portfolio income (enter it with interest), credits, AMT items of oil, gas and
geothermal properties (codes D and E).
"""

from dataclasses import replace
from typing import Any, Literal

from k1chat.amt_facts import AMT_ITEMS
from k1chat.facts import Fact, money
from k1chat.frozen import frozen
from k1chat.money import Cents

Character = Literal[
    "ordinary",
    "rental_real_estate",
    "other_rental",
    "short_term_capital",
    "long_term_capital",
    "section_1231",
    "section_179",
    "charitable",
    "investment_interest",
    "foreign_taxes",
    "other",
    "loss_on_sale",
]
CHARACTERS: tuple[Character, ...] = Character.__args__  # type: ignore[attr-defined]

NEVER_HELD_BY_BASIS: frozenset[str] = frozenset({"loss_on_sale"})
"""A loss on a sale is what basis is left: no item of IRC 704(d) or 1366(d)."""

PORTFOLIO: frozenset[Character] = frozenset({"short_term_capital", "long_term_capital"})
"""Gain and loss of boxes 8 and 9a: not passive (IRC 469(e)(1)(A)(ii))."""

OWNERS_OWN_DEDUCTIONS: frozenset[Character] = frozenset({"charitable", "investment_interest", "foreign_taxes"})
"""Not passive activity deductions (Temp. Reg. 1.469-2T(d)(2)); deducted or credited on the owner's own terms."""

NEVER_PASSIVE: frozenset[Character] = PORTFOLIO | OWNERS_OWN_DEDUCTIONS
"""Losses of these kinds, of this year, whatever the activity does; what section 469 held before stays passive."""

BUSINESS: frozenset[Character] = frozenset({"ordinary", "rental_real_estate", "other_rental", "section_179", "other"})
"""Ordinary losses of a business or rental; a section 1231 loss joins them where losses outweigh gains (1231(a)(2))."""


@frozen
class Box:
    """A figure on the K-1. `sign` -1: a deduction, printed positive. `main`: the box that makes the activity.

    `pay`: for work or capital, not a share of the result (IRC 707(c)); read only by the rules that count it.
    `aside`: neither income nor a loss of this year by itself; so too. `partner`: a partnership's K-1 alone has it.
    `amt`: what AMT figures differ by, plus where it raises AMT income; read only where those are figured.
    """

    fact: Fact[Cents]
    character: Character | None
    sign: int = 1
    main: bool = False
    pay: bool = False
    aside: bool = False
    partner: bool = False
    amt: bool = False


def _amount(name: str, character: Character | None, *, main: bool = False) -> Box:
    fact = money(name, "activity", negative=True)
    return Box(replace(fact, probes=(fact.probes[0], 0, fact.probes[-1])), character, main=main)


def _income(name: str, *, pay: bool = False) -> Box:
    return Box(money(name, "activity"), None, pay=pay, aside=pay, partner=pay)


def _deduction(name: str, character: Character) -> Box:
    return Box(money(name, "activity"), character, sign=-1)


BOXES_IN_ORDER: tuple[Box, ...] = (
    _amount("ordinary_business_income", "ordinary", main=True),
    _amount("net_rental_real_estate_income", "rental_real_estate", main=True),
    _amount("other_net_rental_income", "other_rental", main=True),
    _income("guaranteed_payments", pay=True),
    _income("interest_income"),
    _income("ordinary_dividends"),
    _income("royalties"),
    _amount("k1_short_term_capital_gain", "short_term_capital"),
    _amount("k1_long_term_capital_gain", "long_term_capital"),
    _amount("net_section_1231_gain", "section_1231"),
    _amount("other_income_loss", "other"),
    _deduction("section_179_deduction", "section_179"),
    _deduction("charitable_contributions", "charitable"),
    _deduction("investment_interest_expense", "investment_interest"),
    _deduction("foreign_taxes", "foreign_taxes"),
    _deduction("other_deductions", "other"),
    *(Box(fact, None, aside=True, amt=True) for fact in AMT_ITEMS),
    Box(money("appreciation_in_gifts", "activity"), None, aside=True),
    Box(money("excess_business_interest", "activity"), None, aside=True, partner=True),
)
BOX_BY_NAME: dict[str, Box] = {box.fact.name: box for box in BOXES_IN_ORDER}
MAIN_BOXES: tuple[str, ...] = tuple(box.fact.name for box in BOXES_IN_ORDER if box.main)
AMT_BOXES: frozenset[str] = frozenset(box.fact.name for box in BOXES_IN_ORDER if box.amt)
LIMITED_FURTHER: frozenset[Character] = NEVER_PASSIVE | {"section_179", "loss_on_sale"}
"""What passes the four limits and meets one of its own after them (IRC 1211, 170, 163(d), 904, 179(b))."""

ACTIVITY_BOXES: frozenset[str] = frozenset(
    box.fact.name for box in BOXES_IN_ORDER if box.character not in NEVER_PASSIVE | {None}
)
"""Boxes that belong to one activity; the others may stand beside several activities of a K-1."""

BUSINESS_BOXES: frozenset[str] = ACTIVITY_BOXES - {"net_section_1231_gain"}
"""Boxes whose income is a business's whatever the other boxes hold; a net section 1231 gain is a capital gain."""


def kinds_held(fact: Fact[Any]) -> tuple[Character, ...]:
    """The kinds of loss that a fact on earlier losses can name."""
    never = NEVER_HELD_BY_BASIS if fact.name.endswith("suspended_basis_loss") else frozenset[str]()
    return tuple(name for name in CHARACTERS if name not in never)
