"""The lines a run wrote, as an outcome tells them: figures and findings with their authority."""

from collections import defaultdict

from k1chat.names import Names
from k1chat.outcome import Amount, OutcomeLine
from k1chat.pipeline import Trial
from k1chat.run import Line


def lines_by_limit(trial: Trial, names: Names) -> dict[str, list[OutcomeLine]]:
    """Every line of a run, by the limit it was written under."""
    lines: dict[str, list[OutcomeLine]] = defaultdict(list)
    for line in trial.run.lines:
        value = None if line.value is None else Amount.of(line.value)
        k1, activity = names.of.get(line.place) or names[line.place]
        lines[line.limit].append(OutcomeLine(line.name, value, line.citation.label, k1, activity, *_rests_on(line)))
    return lines


def _rests_on(line: Line) -> tuple[str, ...]:
    if line.hours is None and line.others is None and line.years is None and line.loan is None:
        return ()  # as most lines: nothing is the default
    numbers = (line.hours, line.others, line.years, line.loan)
    return tuple("" if each is None else f"{each:,}" for each in numbers)
