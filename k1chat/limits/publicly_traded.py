"""Publicly traded partnerships: each one by itself, never on Form 8582 (IRC 469(k)).

Modelled: the net result of all passive activities of one such partnership, earlier losses included. An overall gain is
not passive income to others and counts in modified AGI; an overall loss is allowed as far as the partnership's own
income goes and held beyond it; the end of the whole interest frees it (469(k)(3), (g)). No rental allowance.
Not modelled: gain on a distribution of such a partnership beside a loss that it holds, refused.
"""

from collections.abc import Sequence
from itertools import groupby

from k1chat.citation import other, usc
from k1chat.limits.passive_activity import Passive
from k1chat.limits.release import freed_and_barred
from k1chat.money import Cents, prorate
from k1chat.worksheet import Worksheet, rule


def apart(w: Worksheet, passive: Sequence[Passive]) -> tuple[list[Passive], list[Passive]]:
    """The passive activities without those of publicly traded partnerships, and these."""
    traded = w.run.traded
    if not traded:
        return list(passive), []
    others = [each for each in passive if each.activity.place[:1] not in traded]
    own = sorted((each for each in passive if each.activity.place[:1] in traded), key=lambda each: each.activity.place)
    return others, own


@rule(usc("469(k)(1)"))
def judge_each_alone(w: Worksheet, traded: Sequence[Passive]) -> None:
    """Each partnership's passive losses against its own passive income."""
    for k1, own in groupby(traded, key=lambda each: each.activity.place[:1]):
        judge_one(w.at(k1), list(own))


@rule(usc("469(k)(1)"))
def judge_one(w: Worksheet, own: Sequence[Passive]) -> None:
    """One partnership: its net loss is held, unless its whole interest ended."""
    loss = w.line("losses_of_traded_partnership", sum(each.loss for each in own))
    income = w.line("income_of_traded_partnership", sum(each.income for each in own))
    short = max(0, loss - income)
    if not short:
        return
    w.run.traded_held |= {each.activity.place for each in own}
    end = w.run.ends.get(w.place)
    freed = 0 if end is None or end.related else freed_and_barred(w.at(own[0].activity.place), end, short)[0]
    nets = [each.net_loss for each in own]
    held = short - freed
    if held and w.has_figure("gain_on_distribution") and w.figure("gain_on_distribution"):
        w.decline(w.refuse("distribution_gain", other("Rev. Rul. 95-5, 1995-1 C.B. 100")))
    share_out(own, prorate(held, nets), prorate(freed, nets))
    if freed:
        w.line("released", freed, usc("469(k)(3)"))
        w.line("released_not_passive", freed, usc("469(k)(3)"))
    if freed and not held:
        w.run.traded_held -= {each.activity.place for each in own}
    elif freed:
        w.run.released_in_part += freed


def share_out(own: Sequence[Passive], held: Sequence[Cents], freed: Sequence[Cents]) -> None:
    """What is held and freed, by activity, in proportion to its net loss (Form 8582 instructions)."""
    for each, unallowed, out in zip(own, held, freed, strict=True):
        each.unallowed, each.freed = unallowed, out
