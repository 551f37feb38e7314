"""What meets the basis limit beside the losses: the appreciation in gifts, and a partner's excess business interest.

A gift of property counts against basis, and lowers it, by the share of the property's basis alone; what it is worth
beyond that passes outside the limit (704(d)(3)(B), 1366(d)(4), 1367(a)(2); Rev. Rul. 96-11, 2008-16).
Excess business interest takes basis like a loss, in proportion with them, though it is not deducted: it goes to Form
8990 (163(j)(4)(B)(iii)(I); Reg. 1.163(j)-6(h)). It is one class with the business interest deducted within the losses,
which comes first of the two. What finds no basis waits, and meets it again next year. What took basis and was never
treated as paid comes back into it just before the interest ends (163(j)(4)(B)(iii)(II)); then nobody deducts it any
more, nor what found no basis.
"""

from collections.abc import Sequence

from k1chat.boxes import BOX_BY_NAME, MAIN_BOXES
from k1chat.citation import reg, usc
from k1chat.facts import DEDUCTED_INTEREST, ENTITY, SUSPENDED_EXCESS_INTEREST, UNUSED_EXCESS_INTEREST
from k1chat.limits.limit import Loss
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule

APPRECIATION, INTEREST = (BOX_BY_NAME[name].fact for name in ("appreciation_in_gifts", "excess_business_interest"))
CHARITABLE = BOX_BY_NAME["charitable_contributions"].fact
OF_MAIN_BOXES = frozenset(BOX_BY_NAME[name].character for name in MAIN_BOXES)
ASIDE = frozenset({APPRECIATION.name, INTEREST.name})
"""The boxes that bring such an amount."""
TOLD_OF_INTEREST = ("excess_business_interest", "excess_business_interest_waits")
"""The notes on interest that goes on: neither stands once the interest in the partnership is over."""


@rule(usc("704(d)(3)(B); 1366(d)(4)"))
def gifts_outside(w: Worksheet, losses: Sequence[Loss]) -> list[Cents]:
    """Of each loss what the limit does not look at: of this year's gifts the appreciation in the property."""
    by_place = {each.place: appreciation(w.at(each.place)) for each in w.activities_of_k1 if has_gift(each.boxes)}
    if any(by_place.values()):
        w.line("appreciation_in_gifts", sum(by_place.values()))
    return [by_place.get(loss.place, 0) if loss.character == "charitable" else 0 for loss in losses]


def has_gift(boxes: Sequence[str]) -> bool:
    """Whether an activity's boxes have the appreciation in a gift."""
    return APPRECIATION.name in boxes


@rule(usc("170(e)"))
def appreciation(w: Worksheet) -> Cents:
    """What the gifts of one activity count beyond the basis of the property given; never more than the gifts."""
    activity = next(each for each in w.activities_of_k1 if each.place == w.place)
    gifts = activity.losses.get("charitable", 0)
    if not gifts and not w.given(APPRECIATION):
        return 0
    beyond = w[APPRECIATION]
    if beyond > gifts and not w.supposes(APPRECIATION) and not w.supposes(CHARITABLE):
        raise w.contradiction(
            "The part of the gifts that is above the property's basis (appreciation_in_gifts) cannot be more than the "
            "gifts to charity themselves (charitable_contributions). Check both.",
            APPRECIATION,
            CHARITABLE,
        )
    return min(beyond, gifts)


@rule(usc("163(j)(4)(B)(iii)(I)"))
def interest_beside(w: Worksheet) -> Cents:
    """Excess business interest allocated this year, and what of earlier years found no basis."""
    own = [w.at(each.place)[INTEREST] for each in w.activities_of_k1 if INTEREST.name in each.boxes]
    earlier = w[SUSPENDED_EXCESS_INTEREST] if waited_before(w) else 0
    return w.line("excess_business_interest", sum(own) + earlier) if own or earlier else 0


@rule(reg("1.163(j)-6(h)(1)"))
def waited_before(w: Worksheet) -> bool:
    """Whether some of earlier years found no basis: it meets this year's, though no more was allocated."""
    return w.given(SUSPENDED_EXCESS_INTEREST) and w[ENTITY] == "partnership"


@rule(reg("1.163(j)-6(h)(1)"))
def interest_within(w: Worksheet, losses: Sequence[Loss], limited: Sequence[Cents]) -> list[Cents]:
    """Of each loss the business interest that was deducted in it: of a class with excess business interest."""
    left = {each.place: deducted_interest(w.at(each.place)) for each in w.activities_of_k1}
    parts: list[Cents] = []
    for loss, amount in zip(losses, limited, strict=True):
        part = min(left.get(loss.place, 0), amount) if loss.character in OF_MAIN_BOXES else 0
        parts.append(part)
        if part:
            left[loss.place] -= part
    return parts


def deducted_interest(w: Worksheet) -> Cents:
    """What is told of an activity's deducted business interest."""
    return w[DEDUCTED_INTEREST] if w.given(DEDUCTED_INTEREST) else 0


def shared(
    basis: Cents, limited: Sequence[Cents], within: Sequence[Cents], interest: Cents
) -> tuple[list[Cents], Cents]:
    """Basis shared by the losses and the interest, in proportion; of the interest what was deducted comes first."""
    others = [amount - part for amount, part in zip(limited, within, strict=True)]
    *shares, of_interest = prorate(min(basis, sum(limited) + interest), [*others, sum(within) + interest])
    deducted = min(of_interest, sum(within))
    return [sum(both) for both in zip(shares, prorate(deducted, within), strict=True)], of_interest - deducted


@rule(reg("1.163(j)-6(h)(2)"))
def settle_interest(w: Worksheet, interest: Cents, taken: Cents) -> None:
    """It lowers basis now and is deducted in a later year, if at all; the part without basis waits as it is."""
    if interest:
        w.line("excess_business_interest_taken", taken)
        w.line("excess_business_interest_waits", interest - taken)
        if taken:
            w.note("excess_business_interest", taken)
        if interest > taken:
            w.note("excess_business_interest_waits", interest - taken)


@rule(usc("163(j)(4)(B)(iii)(II)"))
def interest_back_in_basis(w: Worksheet) -> Cents:
    """Just before the interest ends, what lowered basis and was never treated as paid raises it again."""
    taken = w.figure("excess_business_interest_taken", otherwise=0)
    asked = w.has_figure("excess_business_interest") or w.given(UNUSED_EXCESS_INTEREST)
    earlier = w[UNUSED_EXCESS_INTEREST] if asked else 0
    if not taken + earlier:
        return 0
    w.note("excess_interest_back_in_basis", taken + earlier)
    w.page.figures["earlier_excess_interest_back"] = earlier
    return w.line("excess_interest_back", taken + earlier)


@rule(usc("163(j)(4)(B)(iii)(II)"))
def interest_ends(w: Worksheet) -> None:
    """With the interest goes what of it was never deducted: nobody deducts it later, however the interest ended."""
    told = [w.run.notes.pop((name, w.place), None) for name in TOLD_OF_INTEREST]
    if all(each is None for each in told):
        return
    taken = w.figure("excess_business_interest_taken")
    if taken and ("excess_interest_back_in_basis", w.place) not in w.run.notes:
        w.note("excess_interest_ended", taken)
    if waits := w.figure("excess_business_interest_waits"):
        w.note("excess_interest_without_basis_ended", waits)


def beside_allowed(figures: dict[str, Cents]) -> Cents:
    """What of the allowed losses lowers no basis, less what lowers it beside them."""
    return figures.get("appreciation_in_gifts", 0) - figures.get("excess_business_interest_taken", 0)
