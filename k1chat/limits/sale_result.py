"""The gain or loss when an interest or an activity is sold, beside what the K-1's boxes report (IRC 741, 1001).

Modelled: the amount the owner brings, by activity; else the price and the debts the partner is freed of (752(d)),
less the basis left after this year's losses, with excess business interest that comes back (163(j)(4)(B)(iii)(II)).
A gain is income of the activity at limits 2 and 3 (Prop. Reg. 1.465-12, -66; Temp. Reg. 1.469-2T(c)(2)) and raises no
basis; a loss meets limits 2 to 4 as a loss of its own kind. A sale to someone related gives no loss (267(a)(1),
707(b)(1)); a gift with debts gives a gain alone (Reg. 1.1001-1(e)).
Not modelled: section 751 look-through (ordinary gain), selling expenses apart, the holding period. Amounts in cents.
"""

from collections.abc import Sequence

from k1chat.citation import usc
from k1chat.facts import (
    AMOUNT_AT_RISK,
    DISTRIBUTED_PROPERTY_BASIS,
    ENDING_NONRECOURSE,
    ENDING_QUALIFIED_NONRECOURSE,
    ENDING_RECOURSE,
    ENTITY,
    GAIN_ON_SALE,
    SALE_PRICE,
    SOLD_ENTIRE_INTEREST,
)
from k1chat.limits.basis import figured_basis
from k1chat.limits.basis_shareholder import closing
from k1chat.limits.beside_losses import beside_allowed, interest_back_in_basis, interest_ends
from k1chat.limits.disposition import End, end_of_activity, goes_by_price, told_of_sales
from k1chat.limits.limit import Loss
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule


@rule(usc("741; 1001(a)"))
def losses_on_sales(w: Worksheet, losses: Sequence[Loss], allowed: Sequence[Cents]) -> list[Loss]:
    """The losses on sales as rows of their own; the gains are kept on the run, by activity."""
    results = {place: result_of_place(w.at(place), losses, allowed) for place in told_of_sales(w)}
    rows = []
    for place, result in results.items():
        at = w.at(place)
        if result > 0:
            w.run.sale_gains[place] = at.line("gain_on_sale", result)
        elif result < 0:
            figure_for_next_limit(w.at(place[:1]))
            rows.append(Loss(place, "loss_on_sale", at.line("loss_on_sale", -result), 0))
    return rows


def result_of_place(w: Worksheet, losses: Sequence[Loss], allowed: Sequence[Cents]) -> Cents:
    """The gain or loss of one activity, after the losses of its K-1 that took basis."""
    used = sum(part for loss, part in zip(losses, allowed, strict=True) if loss.place[0] == w.place[0])
    used -= beside_allowed(w.run.page(w.place[:1]).figures)
    end = end_of_activity(w)
    result = result_of_sale(w, end, used)
    if end and end.whole:
        interest_ends(w.at(w.place[:1]))
    return result


@rule(usc("465(b)"))
def figure_for_next_limit(w: Worksheet) -> None:
    """A loss on a sale needs an amount at risk, which is figured from basis, though no loss needed it before."""
    if not w.has_figure("basis_before_losses") and not w.given(AMOUNT_AT_RISK):
        w.run.notes.pop(("basis_not_needed", w.place), None)
        figured_basis(w, 0)


@rule(usc("1001(a)"))
def result_of_sale(w: Worksheet, end: End | None, used: Cents) -> Cents:
    """The gain or loss of one activity. `used`: the losses of its K-1 that took basis this year."""
    if end is None:
        return result_of_part(w)
    if end.how in ("owner_died", "given_to_spouse"):
        return 0  # nothing is realized at death; a spouse's gain is not recognized, debts or not (1041(a))
    at = w.at(w.place[:1])
    alone = len(w.activities_of_k1) == 1 and at.has_figure("basis_before_losses")
    if end.how == "given_away":
        return gain_on_gift(at, used) if alone and w[ENTITY] == "partnership" else 0
    if w.given(GAIN_ON_SALE) or not (alone and goes_by_price(at, end)):
        result = w[GAIN_ON_SALE] if end.whole or w.given(GAIN_ON_SALE) else 0
    else:
        result = price_less_basis(at, end, used)
        result = result if end.by_price else part_taxed_now(w, result)
    return no_loss_to_related(w) if result < 0 and end.related else result


@rule(usc("469(g)"))
def result_of_part(w: Worksheet) -> Cents:
    """A sale of a part frees nothing; its gain or loss is the activity's."""
    if not w.given(GAIN_ON_SALE) or w[SOLD_ENTIRE_INTEREST]:
        return 0
    w.note("part_sale")
    return w[GAIN_ON_SALE]


@rule(usc("453(c)"))
def part_taxed_now(w: Worksheet, result: Cents) -> Cents:
    """Where nobody knows how it ended, the part of the whole gain or loss that is this year's is not known either."""
    now = max(min(0, result), min(w.unasked(GAIN_ON_SALE), max(0, result)))
    w.page.figures["gain_supposed_later"] = max(0, result - now)
    return now


@rule(usc("267(a)(1); 707(b)(1)"))
def no_loss_to_related(w: Worksheet) -> Cents:
    """A loss on a sale to someone related is no loss in law."""
    w.note("no_loss_to_related_buyer")
    return 0


@rule(usc("752(d)"))
def price_less_basis(w: Worksheet, end: End, used: Cents) -> Cents:
    """What was paid and the debts the partner is freed of, less the basis that is left."""
    basis = w.line("basis_at_end", basis_left(w, used))
    debts = w.line("debts_passed_on", debts_at_end(w))
    result = price_paid(w, end) + debts - basis
    wound_up = end.how == "wound_up" and not end.taxable and w[ENTITY] == "partnership"
    return 0 if result < 0 and wound_up and basis_goes_to_property(w) else result


@rule(usc("731(a)(2); 732(b)"))
def basis_goes_to_property(w: Worksheet) -> bool:
    """Who gets property takes the basis that is left into it: no loss; money alone leaves one."""
    if not w[DISTRIBUTED_PROPERTY_BASIS]:
        return False
    w.note("basis_goes_to_property")
    return True


def price_paid(w: Worksheet, end: End) -> Cents:
    """The price. What a partnership pays out at its end are distributions (731), a corporation's a price (331)."""
    if end.how == "wound_up" and w[ENTITY] == "partnership":
        return 0
    return w.line("sale_price", w[SALE_PRICE])


def basis_left(w: Worksheet, used: Cents) -> Cents:
    """The basis of the interest or stock after this year's losses; a partner's with interest that comes back."""
    if w[ENTITY] == "s_corporation":
        return closing(w, used)[0]
    return w.figure("basis_before_losses") - used + interest_back_in_basis(w)


def debts_at_end(w: Worksheet) -> Cents:
    """The partner's share of debts when the interest ended; a corporation's debts stay with it."""
    if w[ENTITY] != "partnership":
        return 0
    return w[ENDING_RECOURSE] + w[ENDING_QUALIFIED_NONRECOURSE] + w[ENDING_NONRECOURSE]


def gain_on_gift(w: Worksheet, used: Cents) -> Cents:
    """Debts that go over with a gift are a price; beyond basis they are gain."""
    debts = debts_at_end(w)
    if debts:
        w.line("debts_passed_on", debts, usc("752(d)"))
        w.note("gift_with_debts")
    return max(0, debts - basis_left(w, used))
