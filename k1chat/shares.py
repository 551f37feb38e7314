"""Shares of a K-1's basis or amount at risk are rounded to the cent: in between, one may be a cent past its ends.

Where such a share is uncertain and does not come out even, its ends are told in whole dollars, rounded outward.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from k1chat.carryforwards import carryforwards
from k1chat.limits.limit import Loss
from k1chat.money import Cents, dollars
from k1chat.names import Names
from k1chat.outcome import Amount, LimitOutcome, LossRow, Outcome, total
from k1chat.pipeline import Step, Trial

SLACK: Cents = 2
"""What two roundings, at basis and at risk, can move a share."""

PER_K1 = ("basis", "at_risk")


def outward(joined: Outcome, trials: Sequence[Trial]) -> Outcome:
    """The outcome with the uneven shares of K-1s in whole dollars, and the sums that some of them come to."""
    uneven = {name for trial in trials for name in _uneven(trial)}
    if not uneven:
        return joined
    limits: list[LimitOutcome] = []
    for limit in joined.limits:
        limits.append(_limit(limit, limits[-1] if limits else None, uneven))
    counts = limits[-1].allowed
    return replace(
        joined,
        limits=tuple(limits),
        deductible=counts,
        against_passive_income=_apart(joined.against_passive_income, counts),
        against_other_income=_apart(joined.against_other_income, counts),
        carryforwards=carryforwards(limits, trials),
    )


def _uneven(trial: Trial) -> Iterator[str]:
    """The K-1s whose losses share what is not enough for all, and not to the cent."""
    names = Names.in_run(trial)
    for step in trial.steps:
        if step.limit.name in PER_K1:
            yield from (names[k1,][0] for k1 in range(len(trial.run.by_k1)) if not _even(step, k1))


def _even(step: Step, k1: int) -> bool:
    own: list[tuple[Loss, Cents]] = [
        (loss, allowed)
        for loss, allowed in zip(step.losses, step.allowed, strict=True)
        if loss.place[0] == k1 and loss.total
    ]
    whole, passing = sum(loss.total for loss, _ in own), sum(allowed for _, allowed in own)
    return all(passing * loss.total % whole == 0 for loss, _ in own)


def _limit(limit: LimitOutcome, before: LimitOutcome | None, uneven: set[str]) -> LimitOutcome:
    """One limit; its sums too, where it does not judge each K-1 by itself."""
    coming = {_key(row): row.allowed for row in before.losses} if before else {}
    rows = tuple(
        _row(replace(row, entering=coming.get(_key(row), row.entering))) if row.k1 in uneven else row
        for row in limit.losses
    )
    if limit.limit in PER_K1:
        return replace(limit, losses=rows)
    entering = before.allowed if before else limit.entering
    whole = total((entering, limit.carried_in))
    return replace(
        limit,
        losses=rows,
        entering=entering,
        allowed=_apart(limit.allowed, whole),
        suspended=_apart(limit.suspended, whole),
    )


def _row(row: LossRow) -> LossRow:
    """What a limit makes of a share; a certain one is told in dollars too, where what comes to it moves."""
    if row.allowed.certain and row.entering.certain:
        return row
    whole = total((row.entering, row.carried_in))
    return replace(row, allowed=_in_dollars(row.allowed, whole), suspended=_in_dollars(row.suspended, whole))


def _apart(amount: Amount, whole: Amount) -> Amount:
    return amount if amount.certain else _in_dollars(amount, whole)


def _in_dollars(amount: Amount, whole: Amount) -> Amount:
    """An amount in whole dollars, outward; nothing and all of it stay what they are."""
    low = max(0, (amount.low - SLACK) // dollars(1) * dollars(1))
    if amount.high is None or amount.high == 0:
        return replace(amount, low=low)
    high = -((-amount.high - SLACK) // dollars(1) * dollars(1))
    return Amount(low, high if whole.high is None else max(amount.high, min(high, whole.high)))


def _key(row: LossRow) -> tuple[str, str, str]:
    return (row.k1, row.activity, row.character)
