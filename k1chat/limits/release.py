"""What the end of a passive activity frees at limit 3 (IRC 469(g)), and what it bars.

Modelled: the overall loss of an interest sold to someone unrelated in a fully taxable sale, after the net income of
all other passive activities (469(g)(1)(A)); in instalments the part that the year's gain is of the gain still to come
at its start (469(g)(3); Form 8582 instructions); at death what goes beyond the step-up in basis, the rest being barred
(469(g)(2)). An overall gain stays among the passive income. Losses that are freed count in modified AGI.
Where a real estate professional's rentals are one by election, the sale of some of them frees nothing (1.469-9(g)).
Not modelled: a sale of substantially all of an activity (Reg. 1.469-4(g)), bequests to several persons.
"""

from collections.abc import Sequence

from k1chat.citation import reg, temp_reg, usc
from k1chat.facts import (
    FILING_STATUS,
    FINAL_K1,
    GAIN_ON_SALE,
    GAIN_STILL_TO_COME,
    HOURS_IN_OTHER_RENTALS,
    SOLD_ENTIRE_INTEREST,
    STEP_UP_AT_DEATH,
    Place,
)
from k1chat.limits.disposition import End
from k1chat.limits.passive_activity import Passive
from k1chat.limits.real_estate_professional import ask_professional
from k1chat.money import Cents, prorate
from k1chat.run import Run
from k1chat.worksheet import Worksheet, rule

FREED_BY = {"sold_on_instalments": usc("469(g)(3)"), "owner_died": usc("469(g)(2)")}
"""The authority where it is not the sale of all at once (469(g)(1)(A))."""


def known_end(run: Run, place: Place) -> End | None:
    """How an activity ended, as it was judged before."""
    return run.ends.get(place[:1]) or run.ends.get(place)


@rule(usc("469(g)(1)"))
def release(w: Worksheet, passive: Sequence[Passive]) -> None:
    """Write on each activity what of its overall loss its end frees or bars; it meets no passive income of its own."""
    if any(each.barred for each in passive):  # judged before, without a gain that is income of the activity too
        w.run.lines[:] = [line for line in w.run.lines if line.name != "barred_by_step_up"]
    for each in passive:
        end = known_end(w.run, each.activity.place) if each.rows else None
        each.released = each.barred = 0
        if end and not end.related and each.net_loss and not is_part_of_rentals(w, each.activity.place):
            each.released, each.barred = freed_and_barred(w.at(each.activity.place), end, each.net_loss)


@rule(reg("1.469-9(g); 1.469-4(g)"))
def is_part_of_rentals(w: Worksheet, place: Place) -> bool:
    """Whether what ended is one of all rentals that are one activity by election, and others of them are kept."""
    rentals = [w.at(activity.place) for activity in w.activities if activity.main == "rental_real_estate"]
    kept = not all(is_told_ended(at) for at in rentals)
    if kept and any(at.place == place for at in rentals):
        ask_professional(w.at(place))
    if w.run.all_rentals is None or place not in w.run.by_hours:
        return False
    kept = kept or (w.known(HOURS_IN_OTHER_RENTALS) or 0) > 0
    if kept:
        w.at(place).note("one_of_all_rentals_sold")
    return kept


def is_told_ended(w: Worksheet) -> bool:
    """Whether the activity ended, as judged before or as told; asks nobody."""
    if known_end(w.run, w.place) is not None:
        return True
    return w.known(FINAL_K1) is True or w.known(SOLD_ENTIRE_INTEREST) is True


def freed_and_barred(w: Worksheet, end: End, loss: Cents) -> tuple[Cents, Cents]:
    """What of an overall loss is freed, and what can never be deducted."""
    if end.releases:
        return loss, 0
    if end.how == "sold_on_instalments":
        return part_of_instalments(w, loss), 0
    if end.how == "owner_died":
        barred = by_step_up(w, loss)
        return loss - barred, barred
    if end.how == "given_to_spouse":
        tell_of_one_taxpayer(w)
    return 0, 0


@rule(temp_reg("1.469-1T(j)(1)"))
def tell_of_one_taxpayer(w: Worksheet) -> None:
    """Spouses on a joint return are one taxpayer here: whether a gift between them ends anything no rule says."""
    if w.known(FILING_STATUS) == "married_joint":
        w.note("spouses_are_one_taxpayer")


@rule(usc("469(g)(3)"))
def part_of_instalments(w: Worksheet, loss: Cents) -> Cents:
    """As much of the loss as this year's gain is of all the gain that was still to come when the year began.

    With none to come later all of the gain, or the loss, is taxed: then all of it is free (453(a), 469(g)(1)(A)).
    """
    if w.has_figure("gain_supposed_later"):
        gain, later = w.run.sale_gains.get(w.place, 0), w.figure("gain_supposed_later")
    else:
        gain, later = gain_of_the_year(w), w[GAIN_STILL_TO_COME]
    return prorate(loss, [gain, later])[0] if later else loss


@rule(usc("469(g)(3)"))
def gain_of_the_year(w: Worksheet) -> Cents:
    """This year's gain; where the entity sold the activity, box 10 (of Form 1120-S: 9) holds it, or a part of it."""
    end = known_end(w.run, w.place)
    boxed = 0 if end and end.whole else in_box(w)
    beside = 0 if boxed and not w.given(GAIN_ON_SALE) else w[GAIN_ON_SALE]
    return boxed + max(0, beside)


def in_box(w: Worksheet) -> Cents:
    """The activity's net section 1231 gain on the K-1."""
    return sum(each.incomes.get("net_section_1231_gain", 0) for each in w.activities if each.place == w.place)


@rule(usc("469(g)(2)"))
def by_step_up(w: Worksheet, loss: Cents) -> Cents:
    """As far as the heirs' basis is higher than the owner's, the loss is never deducted."""
    return w.line("barred_by_step_up", min(loss, w[STEP_UP_AT_DEATH]))


@rule(usc("469(g)(1)(A)"))
def set_free(w: Worksheet, passive: Sequence[Passive], income_left: Cents) -> None:
    """What is freed meets the net income of the other passive activities first; beyond it, it is not passive."""
    ended = [each for each in passive if each.released]
    total = sum(each.released for each in ended)
    covered = prorate(min(total, income_left), [each.released for each in ended])
    for each, part in zip(ended, covered, strict=True):
        at = w.at(each.activity.place)
        end = known_end(w.run, at.place)
        at.line("released", each.released, FREED_BY.get(end.how) if end else None)
        if part:
            at.line("released_against_passive_income", part)
        each.freed = at.line("released_not_passive", each.released - part)
        if each.net_loss or each.barred:
            w.run.released_in_part += each.freed


def outside_agi(run: Run, passive: Sequence[Passive]) -> set[Place]:
    """The activities whose passive income and loss modified AGI leaves out: not those freed as a whole."""
    freed = {each.activity.place for each in passive if each.released and not each.net_loss and not each.barred}
    former = {each.activity.place for each in passive if each.former}
    return ({each.activity.place for each in passive} | run.traded_held) - freed - former
