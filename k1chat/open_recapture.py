"""Recapture (IRC 465(e)) that no run figured: where not every combination was tried, or between the ends.

Runs that end before limit 2 give bounds for it: from nothing to all that comes there. Losses of earlier years that
come back as income, and are a deduction next year, came there in no limit of this year: what may come back has no end.
Between the ends of an unknown box its income may be larger than the losses that basis lets through, all of which pass
(465(d)); then as much comes back as is not at risk, if earlier years had losses.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from k1chat.carryforwards import kind_next_year
from k1chat.facts import EARLIER_LOSSES_AT_RISK, ENDING_NONRECOURSE, Place
from k1chat.held_at_risk import not_at_risk
from k1chat.joining import ANYTHING, identity
from k1chat.limits.at_risk import AT_RISK
from k1chat.money import Cents
from k1chat.names import Names
from k1chat.outcome import ZERO, Amount, Carryforward, Gain, GainOf, Outcome, total
from k1chat.pipeline import Trial

RECAPTURE: GainOf = "at_risk_recapture"


def with_recapture_open(outcome: Outcome, trials: Sequence[Trial]) -> Outcome:
    """An answer of runs that ended before limit 2: what may come back there as income is not known (IRC 465(e))."""
    k1s = {place[:1] for trial in trials for place in _below_zero(trial)}
    names = Names.in_run(trials[0])
    named = {names[k1][0] for k1 in k1s}
    if not named:
        return outcome
    others = (gain for gain in outcome.gains if gain.what != RECAPTURE or gain.k1 not in named)
    gains = (*others, *(Gain(k1, RECAPTURE, ANYTHING) for k1 in sorted(named)))
    rows = {identity(row): row for row in outcome.carryforwards}
    for activity in trials[0].run.activities:
        if activity.place[:1] in k1s:
            back = (*names[activity.place], kind_next_year(activity.main))
            row = Carryforward(*back, AT_RISK.name, AT_RISK.carries_as, ANYTHING)
            rows[identity(row)] = row
    return replace(outcome, gains=gains, carryforwards=tuple(rows.values()))


def _below_zero(trial: Trial) -> Iterator[Place]:
    """The K-1s whose amount at risk some supposed amount brought below zero, or might with more debts."""
    yield from (place for place, page in trial.run.pages.items() if "amount_at_risk_below_zero" in page.figures)
    yield from (place for place, name in trial.run.supposed if name == ENDING_NONRECOURSE.name)


def most_between(trials: Sequence[Trial], k1: str) -> Cents:
    """The most that may come back between the ends: what is not at risk, and no more than is told of earlier losses."""
    run, names = trials[0].run, Names.in_run(trials[0])
    places = [activity.place for activity in run.activities if names[activity.place][0] == k1]
    told = [run.case.get(run.holding(EARLIER_LOSSES_AT_RISK, place), place) for place in places]
    earlier = [amount for amount in told if isinstance(amount, int)]
    most = not_at_risk(trials).get(k1, 0)
    return min(most, sum(earlier)) if len(earlier) == len(told) else most


def with_recapture_between(outcome: Outcome, trials: Sequence[Trial], most: Mapping[str, Cents]) -> Outcome:
    """An answer between whose ends as much as `most` may come back, by K-1."""
    gains = {identity(gain): gain for gain in outcome.gains}
    rows = {identity(row): row for row in outcome.carryforwards}
    for k1, amount in most.items():
        gain, more = Gain(k1, RECAPTURE, ZERO), Amount(0, amount)
        key = identity(gain)
        gains[key] = replace(gain, amount=gains.get(key, gain).amount.joined(more))
    names = Names.in_run(trials[0])
    for activity in trials[0].run.activities:
        k1, name = names[activity.place]
        if k1 in most:
            row = Carryforward(k1, name, kind_next_year(activity.main), AT_RISK.name, AT_RISK.carries_as, ZERO)
            key = identity(row)
            rows[key] = replace(row, amount=total((rows.get(key, row).amount, Amount(0, most[k1]))))
    return replace(outcome, gains=tuple(gains.values()), carryforwards=tuple(rows.values()))
