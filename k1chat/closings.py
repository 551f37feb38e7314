"""What is left of basis and of the amount at risk at year end, K-1 by K-1; nothing where the interest ended."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from k1chat.facts import ENTITY, UNKNOWN, Place
from k1chat.limits.after_s_election import is_over
from k1chat.limits.at_risk_recapture import left_below_zero
from k1chat.limits.basis_shareholder import closing
from k1chat.limits.beside_losses import beside_allowed
from k1chat.money import LARGEST, Cents
from k1chat.names import Names
from k1chat.outcome import ENDLESS, ZERO, Amount, Closing, PartnerClosing, ShareholderClosing, total
from k1chat.pipeline import THE_ORDER, Trial
from k1chat.worksheet import Worksheet


def closings(trial: Trial, names: Names) -> Iterator[Closing]:
    """What is left of basis and of the amount at risk after what limits 1 and 2 allowed (order.md, 2)."""
    allowed: list[dict[int, Cents]] = [defaultdict(int), defaultdict(int)]
    for by_k1, step in zip(allowed, trial.steps, strict=False):
        for loss, amount in zip(step.losses, step.allowed, strict=True):
            if loss.character != "loss_on_sale" or step.limit.name != "basis":  # it took no basis of its own
                by_k1[loss.place[0]] += amount
    for k1 in range(len(trial.run.by_k1)):
        yield _closing(trial, (k1,), names[k1,][0], [by_k1[k1] for by_k1 in allowed[: len(trial.steps)]])


def _closing(trial: Trial, k1: Place, name: str, allowed: Sequence[Cents]) -> Closing:
    figures = trial.run.page(k1).figures
    used = allowed[0] - beside_allowed(figures) if allowed else 0
    at_risk = figures.get("amount_at_risk") if len(allowed) > 1 else None
    below = left_below_zero(figures)
    spare = None if at_risk is None else at_risk - allowed[1]
    if spare is not None and (gain := figures.get("gain_counted_at_risk")):
        spare = max(0, spare - gain)  # what was paid for a part is with the seller, not in the activity
    left = None if spare is None else _left(spare - below)
    basis = figures.get("basis_before_losses") if allowed else None
    end = trial.run.ends.get(k1)
    if end and end.whole:
        return _nothing_left(trial, k1, name, basis is not None, used)
    if trial.run.supposed.get((k1, ENTITY.name), trial.run.case.get(ENTITY, k1)) != "s_corporation":
        return PartnerClosing(name, None if basis is None else Amount.of(basis - used), left)
    if basis is None:
        return _shareholder(trial, k1, ShareholderClosing(name, None, None, left))
    w = Worksheet(trial.run, k1, ("basis", THE_ORDER))
    stock, debt = closing(w, used)
    given = "amount_at_risk_given" in figures  # then it holds the year's expenses already
    if spare is not None and not given:  # expenses that come after losses (Reg. 1.1367-1(g)) lower both
        after = basis - used - stock - debt + figures.get("expenses_after_losses", 0)
        left = _left(max(0, spare - after) - below)
    of_debt = None if is_over(w) else Amount.of(debt)  # only stock basis falls then (1366(d)(3)(C))
    return _shareholder(trial, k1, ShareholderClosing(name, Amount.of(stock), of_debt, left))


def _left(amount: Cents) -> Amount:
    """The amount at risk; one that only a supposed fact brings below zero has no end there."""
    return Amount(-LARGEST, None) if amount <= -ENDLESS else Amount.of(amount)


def _nothing_left(trial: Trial, k1: Place, name: str, figured: bool, used: Cents) -> Closing:
    """An interest that ended has no basis and no amount at risk left; a shareholder's loans stay."""
    if trial.run.supposed.get((k1, ENTITY.name), trial.run.case.get(ENTITY, k1)) != "s_corporation":
        return PartnerClosing(name, ZERO, ZERO)
    w = Worksheet(trial.run, k1, ("basis", THE_ORDER))
    debt = Amount.of(closing(w, used)[1]) if figured and not is_over(w) else None
    return _shareholder(trial, k1, ShareholderClosing(name, ZERO, debt, ZERO))


def _shareholder(trial: Trial, k1: Place, told: ShareholderClosing) -> Closing:
    """A shareholder's row; where the entity is unknown, one row of a partner's shape stands for all it can be."""
    if trial.run.case.get(ENTITY, k1) is not UNKNOWN:
        return told
    parts = [part for part in (told.stock_basis, told.debt_basis) if part is not None]
    return PartnerClosing(told.k1, total(parts) if parts else None, told.amount_at_risk)
