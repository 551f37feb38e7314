"""What the Schedules K-1 report: the boxes of each activity, and the losses carried in. Every limit starts here.

IRC 702(a), 1366(a): each item passes to the owner by itself, so incomes and losses are kept apart, gross.
Refused: a trust's or estate's K-1 (Form 1041). A box left out of a file is an empty box; at least one has a figure.
"""

from k1chat import tax_years
from k1chat.boxes import BOX_BY_NAME, MAIN_BOXES, OWNERS_OWN_DEDUCTIONS, Character
from k1chat.citation import temp_reg, usc
from k1chat.facts import (
    ACTIVITY_COUNT,
    ACTIVITY_NAME,
    BOXES,
    CIRCUMSTANCES,
    ENTITY,
    K1_COUNT,
    K1_NAME,
    RETURN_CIRCUMSTANCES,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    TAX_YEAR,
    UNKNOWN,
    Fact,
)
from k1chat.limits.amt_items import amt_amounts, character_of_kind
from k1chat.money import Cents
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule

CARRIED_IN = (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS, SUSPENDED_PASSIVE_LOSS)


@rule(usc("441(a)"))
def read_year(w: Worksheet) -> None:
    """Income is figured by tax year; a year whose numbers are not known is refused with the list."""
    tax_years.require(w[TAX_YEAR])


@rule(usc("702(a)"))
def read_k1s(w: Worksheet) -> None:
    """Every K-1 of the household, onto the run."""
    read_circumstances(w, RETURN_CIRCUMSTANCES)
    for number in range(w[K1_COUNT]):
        at_k1 = w.at((number,))
        read_entity(at_k1)
        read_circumstances(at_k1, CIRCUMSTANCES)
        activities = [read_activity(at_k1.at((number, index))) for index in range(at_k1[ACTIVITY_COUNT])]
        w.run.activities += activities
        w.run.by_k1.append(activities)
    w.run.all_read = True


@rule(usc("1366(a)"))
def read_entity(w: Worksheet) -> None:
    """Whose K-1 it is. The losses of a trust or estate stay in it until its last year (642(h))."""
    if w[K1_NAME] and w[ENTITY] == "trust":
        raise w.refuse("trust", usc("642(h)"))


@rule(temp_reg("1.469-2T(d)(6)"))
def read_circumstances(w: Worksheet, fact: Fact[tuple[str, ...]]) -> None:
    """The rare things that were picked from a list (`k1chat.circumstances`); what they are, each tells by its fact."""
    if fact.name in w.page.answers and w.as_told(fact) is UNKNOWN:
        w.note("rare_things_not_told" if w.place else "rare_things_of_return_not_told")


@rule(usc("702(a)"))
def read_activity(w: Worksheet) -> Activity:
    """The boxes of one activity, and its losses of earlier years."""
    if len(w.place) > 1 and w[ACTIVITY_COUNT] > 1:
        w[ACTIVITY_NAME]
    boxes = w[BOXES]
    refuse_partner_pay(w)
    incomes: dict[str, Cents] = {}
    losses: dict[Character, Cents] = {}
    amounts = {name: w[box.fact] * box.sign for name in boxes if not (box := BOX_BY_NAME[name]).aside}
    if w.run.beside:
        boxes, amounts = amt_amounts(w, boxes, amounts)
    for name, amount in amounts.items():
        box = BOX_BY_NAME[name]
        if amount < 0 and box.character:
            losses[box.character] = losses.get(box.character, 0) - amount
        elif amount > 0:
            incomes[name] = amount
    read_carried_in_basis(w)
    read_carried_in_at_risk(w)
    read_carried_in_passive(w)
    return Activity(w.place, boxes, incomes, losses, main_character(w, boxes))


@rule(usc("707(c)"))
def refuse_partner_pay(w: Worksheet) -> None:
    """Guaranteed payments are a partner's; an S corporation pays wages. So is excess interest (163(j)(4)(B), (D))."""
    partners = [BOX_BY_NAME[name] for name in w[BOXES] if BOX_BY_NAME[name].partner]
    if not partners or w[ENTITY] != "s_corporation":
        return
    if not partners[0].pay:
        raise w.contradiction(
            "Excess business interest stands in box 13, code K, of a partnership's K-1 (Form 1065), but this is an S "
            "corporation's (Form 1120-S), which keeps it itself. Check which form it is, and the boxes.",
            ENTITY,
            BOXES,
        )
    raise w.contradiction(
        "Guaranteed payments stand in box 4c of a partnership's K-1 (Form 1065), but this is an S corporation's "
        "(Form 1120-S). Check which form it is, and the boxes.",
        ENTITY,
        BOXES,
    )


@rule(usc("704(d)(2), 1366(d)(2)"))
def read_carried_in_basis(w: Worksheet) -> None:
    """What basis held back in earlier years (S corporations: 1366(d)(2))."""
    w[SUSPENDED_BASIS_LOSS]


@rule(usc("465(a)(2)"))
def read_carried_in_at_risk(w: Worksheet) -> None:
    """What the at-risk limit held back in earlier years."""
    w[SUSPENDED_AT_RISK_LOSS]


@rule(usc("469(b)"))
def read_carried_in_passive(w: Worksheet) -> None:
    """What the passive activity rules held back in earlier years; gifts and the like they never hold."""
    held = w[SUSPENDED_PASSIVE_LOSS]
    if any(character in held for character in OWNERS_OWN_DEDUCTIONS):
        raise w.contradiction(
            "Gifts to charity, investment interest and foreign taxes are never held by the passive rules. Check which "
            "limit held them (suspended_passive_loss).",
            SUSPENDED_PASSIVE_LOSS,
        )


def main_character(w: Worksheet, boxes: tuple[str, ...]) -> Character:
    """The character of the box that makes the activity, or of its first box with one.

    Without boxes 1 to 3, a loss of earlier years that is not named is one of what the activity does.
    """
    if not any(name in MAIN_BOXES for name in boxes) and any("" in w[fact] for fact in CARRIED_IN):
        return character_of_kind(w)
    characters = [BOX_BY_NAME[name].character for name in boxes]
    return next((character for character in characters if character), "other")
