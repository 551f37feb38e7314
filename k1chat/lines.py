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
        of = names[line.place]
        lines[line.limit].append(OutcomeLine(line.name, value, line.citation.label, *of, *_rests_on(line)))
    return lines


def _rests_on(line: Line) -> tuple[str, ...]:
    numbers = (line.hours, line.others, line.years, line.loan)
    return ON_NOTHING if numbers == NO_NUMBERS else tuple("" if each is None else f"{each:,}" for each in numbers)


NO_NUMBERS, ON_NOTHING = (None,) * 4, ("",) * 4
