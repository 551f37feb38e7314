"""What is carried forward: what each limit holds back, and what came back as income at the at-risk limit.

The latter is a deduction of the same activity next year (IRC 465(e)(1)(B)).
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

from k1chat.boxes import Character
from k1chat.facts import EARLIER_LOSSES_AT_RISK
from k1chat.limits.after_s_election import OVER
from k1chat.limits.at_risk import AT_RISK
from k1chat.limits.disposition import fate
from k1chat.limits.limit import CarriesAs, Limit, LimitName
from k1chat.names import Names
from k1chat.outcome import ZERO, Amount, Carryforward, LimitOutcome, total
from k1chat.pipeline import ORDER, Trial

Back = Mapping[tuple[str, str, Character], Amount]
"""Losses that came back as income, by K-1, activity and the kind of deduction they are next year."""


Fates = Mapping[tuple[str, LimitName], CarriesAs]
"""What becomes of a loss that a limit holds, by K-1, where its interest ended."""


def carryforwards(limits: Sequence[LimitOutcome], trials: Sequence[Trial]) -> tuple[Carryforward, ...]:
    """What each limit holds back, with what is a deduction next year because it came back as income this year."""
    ended, back = _fates(trials), _deductions_next_year(trials)
    each = zip(ORDER, limits, strict=True)
    return tuple(row for limit, outcome in each for row in _held_back(limit, outcome, ended, back))


def _held_back(limit: Limit, outcome: LimitOutcome, ended: Fates, back: Back) -> Iterator[Carryforward]:
    held = {(row.k1, row.activity, row.character): row.suspended for row in outcome.losses}
    if back and limit is AT_RISK:
        held |= {key: total((held.get(key, ZERO), amount)) for key, amount in back.items()}
    lost = {line.k1 for line in outcome.lines if line.name == OVER}
    for (k1, activity, character), amount in held.items():
        if amount.high != 0:
            carries_as = "lost" if k1 in lost else ended.get((k1, limit.name), limit.carries_as)
            yield Carryforward(k1, activity, character, limit.name, carries_as, amount)


def _fates(trials: Sequence[Trial]) -> Fates:
    """What becomes of the losses of the interests that ended."""
    ended = [(place, trial.run) for trial in trials for place in trial.run.ends]
    return {
        (run.case.k1_name(place[:1]), limit.name): told
        for place, run in ended
        for limit in ORDER
        if (told := fate(run, limit.name, place))
    }


def _deductions_next_year(trials: Sequence[Trial]) -> Back:
    """By activity, what came back as income (465(e)(1)(B)); a range where the runs differ."""
    if not any(trial.run.recaptured for trial in trials):
        return {}
    each = [_recaptured(trial) for trial in trials]
    keys = dict.fromkeys(key for back in each for key in back)
    return {key: reduce(Amount.joined, (back.get(key, ZERO) for back in each)) for key in keys}


def _recaptured(trial: Trial) -> Back:
    names = Names.in_run(trial)
    main = {activity.place: activity.main for activity in trial.run.activities}
    rows = trial.run.recaptured.items()
    return {(*names[place], kind_next_year(main[place])): Amount.of(amount) for place, amount in rows}


def kind_next_year(main: Character) -> Character:
    """The deduction is the activity's: a business's or a rental's; else it has no kind of its own."""
    return main if main in ("ordinary", "rental_real_estate", "other_rental") else "other"


def recapture_moves(trials: Sequence[Trial]) -> bool:
    """Whether more or less comes back as income, which helps other losses while its cause may hold some.

    Where the earlier losses are not known, one of the runs has the cause alone; then the ends tell what lies between,
    unless the income takes the rental allowance away.
    """
    if len({sum(trial.run.recaptured.values()) for trial in trials}) == 1:
        return False
    known = any(
        (place, EARLIER_LOSSES_AT_RISK.name) not in trial.run.supposed
        for trial in trials
        for place in trial.run.recaptured
    )
    allowances = {trial.run.page(()).figures.get("allowance") for trial in trials} - {None}
    return known or len(allowances) > 1 or any(trial.run.together for trial in trials)
