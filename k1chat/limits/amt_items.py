"""What the boxes of a K-1 come to on AMT figures: boxes 17 A, B, C and F of Form 1065, 15 of Form 1120-S.

IRC 56, 57; Form 1065 and Form 1120-S instructions: an item is the AMT amount of income less the regular one, so one
that is printed plus raises AMT income. It changes the item it belongs to before any limit (Form 6251 instructions,
line 2m): depreciation, depletion and other items the result of boxes 1 to 3, an adjusted gain or loss the section 1231
gain where there is one. Interest of private activity bonds is not an item of the activity: it has a line of its own.
Not modelled: codes D and E (intangible drilling costs, IRC 57(a)(2)), farm shelters (IRC 58(a)). Amounts in cents.
"""

from collections.abc import Callable, Mapping

from k1chat.amt_facts import EVEN_ITEM
from k1chat.boxes import AMT_BOXES, BOX_BY_NAME, MAIN_BOXES, Character
from k1chat.citation import usc
from k1chat.facts import KIND
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

SECTION_1231 = "net_section_1231_gain"
MAIN_BOX: dict[Character, str] = {
    "ordinary": "ordinary_business_income",
    "rental_real_estate": "net_rental_real_estate_income",
    "other_rental": "other_net_rental_income",
}


def amt_amounts(
    w: Worksheet, boxes: tuple[str, ...], amounts: Mapping[str, Cents]
) -> tuple[tuple[str, ...], dict[str, Cents]]:
    """The boxes and their signed amounts as AMT has them; an item without its box makes that box."""
    adjusted = dict(amounts)
    for name in boxes:
        if name not in AMT_BOXES:
            continue
        amount = READERS[name](w)
        if amount:
            target = target_of(w, name, boxes)
            amount = -adjusted.get(target, 0) if _is_even(w, name, amount) else amount
            adjusted[target] = adjusted.get(target, 0) + amount
        w.page.figures[name] = amount
    return (*boxes, *(name for name in adjusted if name not in boxes)), adjusted


def target_of(w: Worksheet, name: str, boxes: tuple[str, ...]) -> str:
    """The box an item changes."""
    if changes_section_1231(name, boxes):
        return SECTION_1231
    return next((box for box in boxes if box in MAIN_BOXES), None) or MAIN_BOX[character_of_kind(w)]


def changes_section_1231(name: str, boxes: tuple[str, ...]) -> bool:
    """Whether an item changes the section 1231 gain or loss rather than what the activity does all year."""
    return name == "amt_gain_or_loss_adjustment" and SECTION_1231 in boxes


@rule(usc("56(a)(1)"))
def amt_depreciation(w: Worksheet) -> Cents:
    """Depreciation of property placed in service after 1986 is slower for AMT."""
    return _read(w, "amt_depreciation_adjustment")


@rule(usc("56(a)(6)"))
def amt_adjusted_gain(w: Worksheet) -> Cents:
    """Slower depreciation leaves more basis, so the gain on what is sold is another for AMT."""
    return _read(w, "amt_gain_or_loss_adjustment")


@rule(usc("57(a)(1)"))
def amt_depletion(w: Worksheet) -> Cents:
    """Depletion beyond the basis of the property is a preference."""
    return _read(w, "amt_depletion")


@rule(usc("56; 57"))
def amt_other_items(w: Worksheet) -> Cents:
    """Other adjustments and preferences of the business, net."""
    return _read(w, "amt_other_items")


@rule(usc("702(b)"))
def character_of_kind(w: Worksheet) -> Character:
    """A loss keeps the character it had to the entity: a rental's, or a business's."""
    characters: dict[str, Character] = {"rental_real_estate": "rental_real_estate", "other_rental": "other_rental"}
    return characters.get(w[KIND], "ordinary")


def _read(w: Worksheet, name: str) -> Cents:
    return w[BOX_BY_NAME[name].fact]


def _is_even(w: Worksheet, name: str, amount: Cents) -> bool:
    return amount == EVEN_ITEM and w.supposes(BOX_BY_NAME[name].fact)


READERS: dict[str, Callable[[Worksheet], Cents]] = {
    "amt_depreciation_adjustment": amt_depreciation,
    "amt_gain_or_loss_adjustment": amt_adjusted_gain,
    "amt_depletion": amt_depletion,
    "amt_other_items": amt_other_items,
}
