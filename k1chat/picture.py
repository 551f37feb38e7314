"""The waterfall: what each limit takes from the loss, in block characters or `#`, exact figures beside the bars.

The same lines serve the live panel, plain mode and the transcript. Pure text: no colour says anything.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from k1chat.boxes import LIMITED_FURTHER
from k1chat.money import Cents

if TYPE_CHECKING:
    from k1chat.outcome import Amount, Outcome

BLOCK, HASH = "\u2588", "#"


def short(amount: "Amount") -> str:
    """`40,000`, `0 to 10,000`, `0 or more`: dollars, with cents only where there are some."""
    if amount.certain:
        return figure(amount.low)
    return (
        f"{figure(amount.low)} to {figure(amount.high)}" if amount.high is not None else f"{figure(amount.low)} or more"
    )


def figure(cents: Cents) -> str:
    """An amount without the dollar sign."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{part:02}" if part else f"{sign}{whole:,}"


def waterfall(
    outcome: "Outcome", titles: Mapping[str, str], width: int, mark: str = BLOCK, *, ranges: bool = False
) -> list[str]:
    """Two lines a limit: its name with what it holds back, and a bar from what is left to what came in.

    What is not certain is `?`, or with `ranges` the most it can be.
    """
    full = _high(outcome.loss) + _high(outcome.carried_in)
    lines = [_named("Your loss" if not _high(outcome.carried_in) else "Your losses", _sum(outcome), width)]
    lines.append(_bar(0, full, full, width, mark))
    left = full
    for limit in outcome.limits:
        held = limit.suspended
        lines.append(_named(titles[limit.limit], _held(held, ranges), width))
        if held.certain and held.low:
            lines.append(_bar(left - held.low, left, full, width, mark))
        left -= held.low if held.certain else 0
    lines.append("-" * width if mark == HASH else "\u2500" * width)
    lines.append(_named(_total(outcome), short(outcome.deductible), width))
    return [line for line in lines if line.strip()]


def _total(outcome: "Outcome") -> str:
    """What the last line is called: a capital loss or a gift that passes does not count for that alone."""
    further = any(row.character in LIMITED_FURTHER and row.allowed.high != 0 for row in outcome.limits[-1].losses)
    return "Passes these limits" if further else "Counts this year"


def _sum(outcome: "Outcome") -> str:
    if outcome.loss.certain and outcome.carried_in.certain:
        return figure(outcome.loss.low + outcome.carried_in.low)
    return short(outcome.loss)


def _held(held: "Amount", ranges: bool) -> str:
    if held.certain:
        return f"-{figure(held.low)}" if held.low else "0"
    if not ranges or held.high is None:
        return "?"
    return f"-{figure(held.low)} to -{figure(held.high)}" if held.low else f"0 to -{figure(held.high)}"


def _high(amount: "Amount") -> Cents:
    """The most it can be, as far as the picture goes: what has no end is drawn by its low end."""
    return amount.low if amount.high is None else amount.high


def _named(name: str, value: str, width: int) -> str:
    """Name left, value right; the value on a line of its own where both do not fit."""
    if len(name) + 1 + len(value) > width:
        return f"{name}\n{value:>{width}}"
    return f"{name}{value:>{width - len(name)}}"


def _bar(start: Cents, end: Cents, full: Cents, width: int, mark: str) -> str:
    """Start and end are rounded to the same grid, so that bars meet; what is not zero shows at least one mark."""
    if full <= 0 or end <= start:
        return ""
    left, right = (start * width + full // 2) // full, (end * width + full // 2) // full
    left, right = min(max(left, 0), width - 1), min(right, width)
    return " " * left + mark * max(1, right - left)
