"""What if: a case with some facts changed, beside the same case as it is.

A changed case may need a fact that nobody gave: then `after.question` names it, and what can be said is the range with
that fact unknown. A change that cannot be true raises what the last answer of a conversation would: Contradiction,
UnknownYear. Not modelled: what the change does to later years. Amounts in cents.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.facts import BOXES, UNKNOWN, Fact, Place
from k1chat.frozen import frozen
from k1chat.interview import NextStep, as_said, next_step

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

MOST_OPEN = 12
"""How many facts that a changed case needs are taken as unknown, one after the other, to tell a range."""

MOST_RUNS = 60
"""With more runs for them the range so far is told: each further fact takes several times as long as the one before."""


@frozen
class Change:
    """A fact and what it would be instead."""

    fact: Fact[Any]
    place: Place
    value: Any


class Comparison:
    """Where a case stands as it is, and with the changes; `now` and `then`: the outcomes to set side by side.

    These are the answers where there are any, else what is certain while the facts still missing are unknown; None
    where that is nothing, or out of scope.
    """

    __slots__ = ("after", "before", "changes", "now", "then")

    def __init__(
        self,
        before: NextStep,
        after: NextStep,
        changes: tuple[Change, ...],
        now: "Outcome | None",
        then: "Outcome | None",
    ) -> None:
        self.before, self.after, self.changes, self.now, self.then = before, after, changes, now, then

    @property
    def unread(self) -> tuple[Change, ...]:
        """The changed facts that no rule reads in the changed case."""
        read = self.after.read
        return tuple(change for change in self.changes if (change.place, change.fact.name) not in read)


def compare(case: Case, changes: Sequence[Change], *, said: bool = False) -> Comparison:
    """A case beside itself with the changes; `said`: it is a conversation's, and what that sets aside is left out."""
    before, now = stands(case, said)
    after, then = stands(changed(case, changes), said)
    return Comparison(before, after, tuple(changes), now, then)


def changed(case: Case, changes: Sequence[Change]) -> Case:
    """The case with the changes; a box that gets an amount is one of the boxes with an amount."""
    for change in changes:
        boxes = case.get(BOXES, change.place) if change.fact.name in BOX_BY_NAME else None
        if isinstance(boxes, tuple) and change.fact.name not in boxes:
            listed = [name for name in BOX_BY_NAME if name in (*boxes, change.fact.name)]
            case = case.having(BOXES, change.place, tuple(listed))
        case = case.having(change.fact, change.place, change.value)
    return case


def stands(case: Case, said: bool = False) -> "tuple[NextStep, Outcome | None]":
    """Where a case stands, and what can be said of it with every fact that is still missing unknown."""
    case, step = as_said(case) if said else (case, next_step(case))
    first, told = step, step.outcome
    for _ in range(MOST_OPEN):
        if step.question is None or step.for_amt or len(step.runs) > MOST_RUNS:
            break  # what is asked for AMT alone leaves the answer for the regular tax as it is
        case = case.having(step.question.fact, step.question.place, UNKNOWN)
        step = next_step(case)
        told = step.outcome or told
    return first, told
