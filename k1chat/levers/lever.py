"""A lever: a fact that could be another, and what that frees at a limit that holds something.

What it frees is tried by running the case with the fact changed. Of an amount that frees dollar by dollar, the smallest
that frees a dollar and the smallest that frees all: it frees at most as much as itself, so what is still held is the
least that is still needed, and a few runs come to the exact amount; else it is halved down to. Amounts in cents.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import Place
from k1chat.frozen import frozen
from k1chat.interview import Question
from k1chat.limits.limit import LimitName
from k1chat.money import LARGEST, Cents
from k1chat.pipeline import ORDER, Trial, try_out
from k1chat.signals import Fork, MissingFact
from k1chat.what_if import Change, changed

if TYPE_CHECKING:
    from k1chat.outcome import UnknownFact

NAMES: tuple[LimitName, ...] = tuple(limit.name for limit in ORDER)
THE_FOUR = [*ORDER]
"""The limits by themselves: what comes after them frees nothing that one of them holds, and takes its time."""

Kind = Literal[
    "contribution",
    "direct_loan",
    "guarantee",
    "protection",
    "lender",
    "activity_at_risk",
    "hours",
    "passive_income",
    "traded_income",
    "modified_agi",
    "professional",
    "full_sale",
    "business_income",
    "net_operating_loss",
    "find_out",
]
Less = Literal["nothing", "others", "unsure"]
"""What an hour less does: it frees nothing, or that turns on the hours of others, or on more that is not known."""

ONE_STEP: frozenset[Kind] = frozenset({"hours", "professional", "full_sale", "net_operating_loss", "find_out"})
"""What frees all it can at once, and nothing before; of the others each dollar may free one."""


@frozen
class Reach:
    """One value of the fact, and what it does: `freed` at the lever's limit, `counts` more in this year's deduction.

    `by`: how much more of it that is than now, or less. `counts` is None where that turns on a fact nobody gave
    (`turns_on`). `held_by`: what later limits hold more then.
    """

    value: Any
    by: Any
    changes: tuple[Change, ...]
    freed: Cents
    counts: Cents | None
    held_by: tuple[tuple[LimitName, Cents], ...] = ()
    turns_on: Question | None = None


@frozen
class Lever:
    """A fact at a place and the limit it works on, there on `held`.

    `now`: what the fact is, None where nobody said. `first` frees the first dollar, `whole` all that it can free.
    `test`: of hours, the test they meet; with the `couple`'s where a spouse's are among them; of a
    real estate professional's, those in the rental. `lost`: what another
    limit holds and could then never be used. `unknown`: what is to be found out.
    """

    limit: LimitName
    kind: Kind
    place: Place
    now: Any
    held: Cents
    first: Reach
    whole: Reach
    test: str = ""
    couple: Any = None
    lost: Cents = 0
    less: Less = "nothing"
    unknown: "Sequence[UnknownFact]" = ()

    @property
    def frees_all(self) -> bool:
        """Whether all that is held there can come free by it."""
        return self.whole.freed == self.held

    @property
    def one_less(self) -> Any:
        """One unit less than what frees all it can."""
        return self.whole.value - 1


class Standing:
    """A run of a case whose facts are all known, as far as it got."""

    __slots__ = ("trial",)

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    @property
    def whole(self) -> bool:
        """Whether it came through all limits."""
        return self.trial.stopped is None and len(self.trial.steps) == len(ORDER)

    @property
    def counts(self) -> Cents:
        """What passes all limits."""
        return sum(self.trial.steps[-1].allowed)

    def reached(self, limit: LimitName) -> bool:
        """Whether it came through a limit."""
        return len(self.trial.steps) > NAMES.index(limit)

    def held(self, limit: LimitName, places: Sequence[Place]) -> Cents:
        """What a limit holds of the losses of some K-1s or activities; () is the whole return."""
        step = self.trial.steps[NAMES.index(limit)]
        rows = zip(step.losses, step.allowed, strict=True)
        return sum(loss.total - allowed for loss, allowed in rows if any(loss.place[: len(p)] == p for p in places))

    @property
    def turns_on(self) -> Question | None:
        """The fact nobody gave that it stopped at."""
        stopped = self.trial.stopped
        if not isinstance(stopped, MissingFact):
            return None
        return Question(stopped.fact, stopped.place, stopped.limit, stopped.rule)


def stand(case: Case) -> Standing | None:
    """A case as it stands; None where something is not known that a rule reads, or facts contradict each other."""
    try:
        return Standing(try_out(case, limits=THE_FOUR))
    except (Fork, Contradiction):
        return None


class Trying:
    """A case, as it stands, and what it is tried with: one limit's losses at some places are to come free.

    `held`: what is held there now.
    """

    __slots__ = ("base", "case", "held", "limit", "places")

    def __init__(self, case: Case, base: Standing, limit: LimitName, places: tuple[Place, ...]) -> None:
        self.case, self.base, self.limit, self.places = case, base, limit, places
        self.held = base.held(limit, places)

    def with_(self, changes: Sequence[Change]) -> Standing | None:
        """The case with the changes; None where the run does not come through the limit, or cannot be."""
        then = stand(changed(self.case, changes))
        return then if then and then.reached(self.limit) and (then.whole or then.turns_on) else None

    def reach(self, value: object, by: object, changes: Sequence[Change], then: Standing | None = None) -> Reach | None:
        """What the changes free; None where no run shows it. `then`: the run, where it was made."""
        then = then or self.with_(changes)
        if then is None:
            return None
        freed = self.held - then.held(self.limit, self.places)
        if not then.whole:
            return Reach(value, by, tuple(changes), freed, None, turns_on=then.turns_on)
        later = NAMES[NAMES.index(self.limit) + 1 :]
        more = ((name, then.held(name, ((),)) - self.base.held(name, ((),))) for name in later)
        held_by = tuple((name, amount) for name, amount in more if amount > 0)
        return Reach(value, by, tuple(changes), freed, then.counts - self.base.counts, held_by)


DOLLAR: Cents = 100
STEPS = 4
"""How often what is still held is added before halving begins."""

At = Callable[[Cents], Reach | None]
"""What an amount frees."""


def first_and_whole(
    at: At, held: Cents, *, guess: Cents = 0, end: Cents = LARGEST, quick: bool = False
) -> tuple[Reach, Reach] | None:
    """What the amount for the first dollar does, and the amount for all of `held`; None where none frees any.

    `guess`: where more than `held` is needed before anything comes free; `end`: the most it can be. `quick`: where all
    comes free dollar for dollar, so does each dollar before: the first is not run by itself.
    """
    most = held
    whole = _rising(at, held + guess, held, end)
    if whole is None:
        last = at(end)
        most = last.freed if last else 0
        if most <= 0:
            return None
        whole = _rising(at, most + guess, most, end) or _halved(at, 0, end, most)
    if whole and whole.by > most and not _is_least(at, whole, most):
        whole = _halved(at, 0, whole.by, most)
    if whole is None or (quick and whole.by == most):
        return (whole, whole) if whole else None
    need = min(DOLLAR, most)
    first = _least(at, need, whole.by - (most - need), need) if most > need else whole
    return (first, whole) if first else None


def _rising(at: At, amount: Cents, held: Cents, end: Cents) -> Reach | None:
    """What is still held added to the amount, a few times: the least that frees all, as nothing frees more than it."""
    for _ in range(STEPS):
        found = at(amount) if amount <= end else None
        if found is None or found.freed >= held:
            return found
        amount += held - found.freed
    return None


def _is_least(at: At, found: Reach, most: Cents) -> bool:
    less = at(found.by - 1)
    return less is None or less.freed < most


def _least(at: At, need: Cents, guess: Cents, freed: Cents) -> Reach | None:
    """The least amount from `need` on that frees so much; `guess` does where each further cent frees at most one."""
    found = at(guess)
    if found is None or found.freed < freed:
        return None
    if guess <= need or _is_least(at, found, freed):
        return found
    return _halved(at, 0, guess, freed)


def _halved(at: At, low: Cents, high: Cents, freed: Cents) -> Reach | None:
    """Half the way each time, between an amount that does not free so much and one that does."""
    best = None
    while high - low > 1:
        middle = (low + high) // 2
        found = at(middle)
        if found and found.freed >= freed:
            high, best = middle, found
        else:
            low = middle
    return best or at(high)
