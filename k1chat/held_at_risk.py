"""The most that the at-risk limit can hold where basis is not known: what of the basis is not at risk.

Losses come here only as far as basis let them through, and the amount at risk is that basis less what is not at risk,
with the limit's own losses of earlier years on both sides (IRC 465(b)(5)). So no more than the difference is held,
and a loss on the sale, which no basis let through.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from k1chat.money import Cents
from k1chat.names import Names
from k1chat.outcome import ENDLESS, Amount, Closing, LimitOutcome, total
from k1chat.pipeline import Trial

NOT_AT_RISK = ("nonrecourse", "protected", "borrowed", "qualified_without_real_property")


def no_more_than_not_at_risk(limit: LimitOutcome, trials: Sequence[Trial]) -> LimitOutcome:
    """The limit's outcome with every range of what it holds up to that."""
    on_sales = {name: _loss_on_sale(limit, name) for name in dict.fromkeys(row.k1 for row in limit.losses)}
    most = {name: cap for name, own in not_at_risk(trials).items() if (cap := own + on_sales.get(name, 0)) < ENDLESS}
    if not most or any(len(trial.steps) < 2 for trial in trials):
        return limit
    rows = [replace(row, suspended=_up_to(row.suspended, most.get(row.k1))) for row in limit.losses]
    by_k1 = [(k1, total(row.suspended for row in own)) for k1, own in groupby(rows, key=lambda row: row.k1)]
    held = total(_up_to(amount, most.get(k1)) for k1, amount in by_k1)
    return replace(limit, losses=tuple(rows), suspended=_up_to(limit.suspended, held.high))


def closing_below_zero(closing: Closing, trials: Sequence[Trial]) -> Closing:
    """A closing amount at risk below zero reaches down to what is not at risk: only losses of earlier years lift it.

    Expenses that come before losses or after them (Reg. 1.1367-1(g)) move it both ways.
    """
    left, most = closing.amount_at_risk, not_at_risk(trials).get(closing.k1, ENDLESS)
    if left is None or left.certain or left.low >= 0 or most >= ENDLESS:
        return closing
    bearing = left.high is not None and closing.k1 in bearing_expenses(trials)
    high = max(0, left.high or 0) if bearing else left.high
    return replace(closing, amount_at_risk=Amount(min(left.low, -most), high))


def bearing_expenses(trials: Sequence[Trial]) -> set[str]:
    """The K-1s whose nondeductible expenses may come before losses or after them, as a shareholder elects."""
    return {
        Names.in_run(trial)[place[:1]][0]
        for trial in trials
        for place, page in trial.run.pages.items()
        if "stock_basis_for_losses" in page.figures and page.figures.get("nondeductible_expenses")
    }


def _loss_on_sale(limit: LimitOutcome, k1: str) -> Cents:
    """The largest loss on the sale of a K-1's interest, or of its activities."""
    rows = (row.entering for row in limit.losses if row.k1 == k1 and row.character == "loss_on_sale")
    return sum(ENDLESS if amount.high is None else amount.high for amount in rows)


def not_at_risk(trials: Sequence[Trial]) -> dict[str, Cents]:
    """By K-1 whose amount at risk was figured from basis, the largest it can be."""
    names, found = Names.in_run(trials[0]), dict[str, Cents]()
    for number in range(len(trials[0].run.by_k1)):
        pages = [trial.run.page((number,)).figures for trial in trials]
        if all("amount_at_risk_given" not in page for page in pages):
            found[names[number,][0]] = sum(max(page.get(name, 0) for page in pages) for name in NOT_AT_RISK)
    return found


def _up_to(amount: Amount, most: Cents | None) -> Amount:
    """A range without what lies above the most it can be."""
    if most is None or (amount.high is not None and amount.high <= most):
        return amount
    return Amount(min(amount.low, most), most)
