"""What comes after the four limits, as an outcome tells it: the section itself, or the facts it waits for."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from k1chat.boxes import Character
from k1chat.errors import Contradiction
from k1chat.limits.limit import CAPITAL_LOSS, NET_OPERATING_LOSS, AfterName
from k1chat.outcome import ZERO, AfterCarryforward, AfterLimits, Amount, Outcome, OutcomeLine
from k1chat.pipeline import K1_STAGE, THE_ORDER, Trial, passed_all
from k1chat.run import Gathering
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope
from k1chat.worksheet import Worksheet

AFTER: tuple[AfterName, ...] = (CAPITAL_LOSS, NET_OPERATING_LOSS)
"""What comes after the four limits, in order."""

NOTHING = AfterLimits(ZERO, ZERO, ZERO, (), ())
"""A run in which nothing of it can matter."""

CARRIED: tuple[tuple[str, AfterName, Character], ...] = (
    ("short_term_loss_carried", CAPITAL_LOSS, "short_term_capital"),
    ("long_term_loss_carried", CAPITAL_LOSS, "long_term_capital"),
    ("net_operating_loss", NET_OPERATING_LOSS, "ordinary"),
    ("nol_left", NET_OPERATING_LOSS, "ordinary"),
)


def told_after(trial: Trial, lines: Mapping[str, Sequence[OutcomeLine]]) -> AfterLimits | None:
    """The section of a run that went to its end; None of another, or where nothing of it matters."""
    if trial.after is not True:
        return None
    figures = trial.run.page(()).figures
    rows = (
        AfterCarryforward(
            limit, limit, character, "earlier_years" if name == "nol_left" else "this_year", Amount.of(figures[name])
        )
        for name, limit, character in CARRIED
        if figures.get(name)
    )
    deducted, lost, used = (
        Amount.of(figures.get(name, 0)) for name in ("capital_loss_deducted", "net_operating_loss", "nol_deduction")
    )
    return AfterLimits(deducted, lost, used, tuple(rows), (*lines[CAPITAL_LOSS], *lines[NET_OPERATING_LOSS]))


def needs(trial: Trial) -> tuple[str, ...]:
    """The keys of the facts that are missing after the limits."""
    return tuple(missing.fact.key for missing in all_missing(trial))


def all_missing(trial: Trial) -> list[MissingFact]:
    """The fact that stopped the stage after the limits, then those it would ask for next at the least."""
    if not isinstance(trial.after, MissingFact):
        return []
    from k1chat.limits.after import after_the_limits

    run, gathering = trial.run, Gathering(helps=False)
    supposed, lines, figures, notes = dict(run.supposed), len(run.lines), dict(run.page(()).figures), dict(run.notes)
    run.gathering = gathering
    with suppress(MissingFact, OutOfScope, OpenEnded, Fork, Contradiction):
        after_the_limits(Worksheet(run, (), (K1_STAGE, THE_ORDER)), passed_all(trial))
    run.gathering, run.supposed, run.notes = None, supposed, notes
    run.page(()).figures = figures
    del run.lines[lines:]
    return list({(trial.after.place, trial.after.fact.name): trial.after, **gathering.missing}.values())


def joined_after(outcomes: Sequence[Outcome]) -> tuple[list[AfterLimits], tuple[str, ...]]:
    """The sections of several runs, nothing where it cannot matter; none where some run lacks its facts."""
    missing = tuple(dict.fromkeys(key for outcome in outcomes for key in outcome.after_needs))
    sections = [outcome.after or NOTHING for outcome in outcomes]
    return ([] if missing else sections), missing
