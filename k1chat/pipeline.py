"""The limits in order. All carrying in, allowing, suspending and carrying forward happens here, once for all limits.

After them, where all four were passed, what the return makes of the losses (`limits.after`); it never stops a run.
Order: Temp. Reg. 1.469-2T(d)(6); Reg. 1.469-1(d)(2); IRC 461(l)(6). Each limit sees what the one before let through
and its own carryforward. Conservation is checked at every limit: entering + carried in = allowed + suspended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from k1chat.boxes import Character
from k1chat.case import Case
from k1chat.citation import temp_reg
from k1chat.facts import ACTIVITY_COUNT, K1_COUNT, NOL_CARRYFORWARD, UNKNOWN, Fact, Place
from k1chat.frozen import frozen
from k1chat.limits.amt import AmtWorksheet
from k1chat.limits.at_risk import AT_RISK
from k1chat.limits.basis import BASIS
from k1chat.limits.disposition import told_of_sales
from k1chat.limits.excess_business_loss import EXCESS_BUSINESS_LOSS
from k1chat.limits.limit import Limit, Loss
from k1chat.limits.passive import PASSIVE
from k1chat.limits.sale_result import losses_on_sales
from k1chat.money import Cents
from k1chat.reported import read_k1s, read_year
from k1chat.run import Group, Run
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope, Rule, Signal
from k1chat.worksheet import Worksheet

ORDER: tuple[Limit, ...] = (BASIS, AT_RISK, PASSIVE, EXCESS_BUSINESS_LOSS)
THE_ORDER = Rule("order", temp_reg("1.469-2T(d)(6)"))
K1_STAGE = "k1"
"""The name of the stage before the limits: reading the K-1s."""

Passing = Mapping[Place, Mapping[Character, Cents]]


@frozen
class Step:
    """One limit over the household: the losses that met it and what it allowed of each, in order."""

    limit: Limit
    losses: tuple[Loss, ...]
    allowed: tuple[Cents, ...]

    @property
    def passing(self) -> dict[Place, dict[Character, Cents]]:
        """What goes on to the next limit."""
        on: dict[Place, dict[Character, Cents]] = {}
        for loss, amount in zip(self.losses, self.allowed, strict=True):
            on.setdefault(loss.place, {})[loss.character] = amount
        return on


@dataclass(slots=True, eq=False, repr=False)
class Trial:
    """A run with the steps it reached; `stopped` is the signal that ended it early, or None.

    `after`: whether there is something to tell of what comes after the limits, or the signal that ended that stage.
    """

    run: Run
    steps: list[Step] = field(default_factory=list)
    stopped: Signal | None = None
    after: bool | Signal = False


def try_out(
    case: Case,
    sides: Mapping[Group, int] | None = None,
    participating: frozenset[Place] = frozenset(),
    limits: Sequence[Limit] = ORDER,
    *,
    together: bool = False,
    amt: bool = False,
    further: bool = False,
) -> Trial:
    """Take a case through the law as far as its facts lead. Fork is raised, the other signals are kept."""
    trial = carry_out(Run(case, sides or {}, participating, together=together), limits, further)
    return on_amt_figures(trial, limits) if amt else trial


def on_amt_figures(beside: Trial, limits: Sequence[Limit] = ORDER) -> Trial:
    """The same case once more on AMT figures, beside a regular run; no further than that one got."""
    known = beside.run
    run = Run(known.case, known.sides, known.assumed_to_participate, together=known.together, beside=beside)
    run.gathering = known.gathering
    trial = carry_out(run, () if beside.stopped else limits)
    trial.stopped = trial.stopped or beside.stopped
    return trial


def carry_out(run: Run, limits: Sequence[Limit] = ORDER, further: bool = False) -> Trial:
    """A run through the law; what stopped it is kept, but for Fork. Without limits: the K-1s are read, no more.

    What is unknown only after the limits is tried in runs of its own, which go `further`.
    """
    trial = Trial(run)
    try:
        _through(trial, limits)
    except (MissingFact, OutOfScope, OpenEnded) as signal:
        trial.stopped = signal
    else:
        if limits is ORDER and not run.gathering and not run.beside and _goes_on(trial):
            _after(trial, further)
    return trial


def passed_all(trial: Trial) -> list[tuple[Character, Cents]]:
    """What the last limit allowed, by character."""
    last = trial.steps[-1]
    return [(loss.character, amount) for loss, amount in zip(last.losses, last.allowed, strict=True)]


def _goes_on(trial: Trial) -> bool:
    """Whether a loss got through, or one of earlier years waits after the limits."""
    return any(trial.steps[-1].allowed) or trial.run.case.get(NOL_CARRYFORWARD, ()) is not None


def _after(trial: Trial, further: bool) -> None:
    """What comes after the limits, written to its end or not at all. Its rules are loaded where a loss goes on."""
    from k1chat.limits.after import after_the_limits

    run = trial.run
    lines, figures = len(run.lines), dict(run.page(()).figures)
    try:
        trial.after = after_the_limits(Worksheet(run, (), (K1_STAGE, THE_ORDER)), passed_all(trial))
    except (MissingFact, OutOfScope, OpenEnded, Fork) as signal:
        if further and isinstance(signal, Fork):
            raise
        trial.after = signal
        del run.lines[lines:]
        run.page(()).figures = figures


def _through(trial: Trial, limits: Sequence[Limit]) -> None:
    figures = AmtWorksheet if trial.run.beside else Worksheet
    w = figures(trial.run, (), (K1_STAGE, THE_ORDER))
    read_year(w)
    read_k1s(w)
    _stop_if_unknown(w, ACTIVITY_COUNT, [(k1,) for k1 in range(len(w.run.by_k1))])
    passing: Passing = {activity.place: activity.losses for activity in w.activities}
    for limit in limits:
        w.reason = (limit.name, THE_ORDER)
        if limit is PASSIVE:
            _stop_if_unknown(w, K1_COUNT, [()])
        losses = tuple(_meeting(w, limit, passing))
        step = Step(limit, losses, tuple(limit.allow(w, losses)))
        if limit is BASIS:
            step = _with_sales(w, step)
        _check_conservation(step)
        trial.steps.append(step)
        passing = step.passing


def _meeting(w: Worksheet, limit: Limit, passing: Passing) -> list[Loss]:
    """This year's losses and the limit's own carryforward, by activity and character; an empty row where none."""
    rows = []
    for activity in w.activities:
        entering = passing[activity.place]
        carried = w.at(activity.place)[limit.carried_in] if limit.carried_in else {}
        own = {character or activity.main: amount for character, amount in carried.items()}
        characters: dict[Character, None] = dict.fromkeys([*entering, *own] or [activity.main])  # type: ignore[list-item]
        for character in characters:
            rows.append(Loss(activity.place, character, entering.get(character, 0), own.get(character, 0)))
    return rows


def _with_sales(w: Worksheet, step: Step) -> Step:
    """The step of limit 1 with the losses on sales, which it does not limit: they are what basis is left."""
    rows = losses_on_sales(w, step.losses, step.allowed) if told_of_sales(w) else ()
    if not rows:
        return step
    return Step(step.limit, (*step.losses, *rows), (*step.allowed, *(loss.total for loss in rows)))


def _check_conservation(step: Step) -> None:
    """A limit that lost or invented a cent is a bug, not an answer."""
    for loss, allowed in zip(step.losses, step.allowed, strict=True):
        if not 0 <= allowed <= loss.total:
            raise AssertionError(f"{step.limit.name} allowed {allowed} of {loss}")


def _stop_if_unknown(w: Worksheet, number: Fact[int], places: Sequence[Place]) -> None:
    """Another activity shares its K-1's basis, another K-1 the passive limit: from here only bounds are certain."""
    for place in places:
        if w.run.case.get(number, place) is UNKNOWN:
            raise OpenEnded(number, place)
