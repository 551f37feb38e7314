"""Recapture (IRC 465(e)) where not every combination of unknown facts was tried: what may come back has no end.

Runs that end before limit 2 give bounds for it: from nothing to all that comes there. Losses of earlier years that
come back as income, and are a deduction next year, came there in no limit of this year.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from k1chat.carryforwards import kind_next_year
from k1chat.facts import ENDING_NONRECOURSE, Place
from k1chat.joining import ANYTHING, identity
from k1chat.limits.at_risk import AT_RISK
from k1chat.names import Names
from k1chat.outcome import Carryforward, Gain, GainOf, Outcome
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
