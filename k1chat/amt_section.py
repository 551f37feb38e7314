"""The runs on AMT figures -> the section `amt` of an outcome: what differs, and to which line of Form 6251 it goes.

Form 6251 (2018 to 2025): a passive activity's difference goes to line 2m, one that basis or the at-risk rules limit to
2n (the instructions of 2017, where these lines are 19 and 20, send passive ones from there to the other); so does what
comes back as income of the activity (IRC 465(e)(1)(A)). Gains and losses on property (Form 4797, Schedule D) go to 2k;
where no limit of either tax holds anything back, the items go to lines of their own (2l depreciation, 2k gain, 2d
depletion, 3 other).
The excess business loss has no line of its own, nor have foreign taxes (AMT foreign tax credit).
Where a loss carried in is not known, neither are its kinds: the activity's difference is told in one sum, line open.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from k1chat.boxes import BOX_BY_NAME, Character
from k1chat.facts import FACTS, Place
from k1chat.frozen import frozen
from k1chat.limits.amt_items import changes_section_1231
from k1chat.money import Cents
from k1chat.names import Names
from k1chat.outcome import ENDLESS, ZERO, Amount, Amt, AmtDifference, AmtLine, Carryforward, Outcome, total
from k1chat.pipeline import ORDER, Trial
from k1chat.ranges import answer
from k1chat.unknowns import Explored

Key = tuple[AmtLine, Place, str]
"""A line, whose it is, and what differs."""

LINE_OF: dict[str, AmtLine] = {
    "short_term_capital": "2k",
    "long_term_capital": "2k",
    "section_1231": "2k",
    "loss_on_sale": "2k",
    "charitable": "3",
    "investment_interest": "2c",
    "foreign_taxes": "none",
}
LINE_OF_BOX: dict[str, AmtLine] = {
    "amt_depreciation_adjustment": "2l",
    "amt_gain_or_loss_adjustment": "2k",
    "amt_depletion": "2d",
    "amt_other_items": "3",
}
SCHEDULE_E = "schedule_e"
EXCESS = "excess_business_loss"
RECAPTURE = "at_risk_recapture"
ACTIVITY = "activity"
"""What differs where an activity's losses can be of any kind: all of it but the items that have lines of their own."""


def amt_section(regular: Outcome, explored: Explored) -> Amt:
    """The section of the answer; a note that the regular answer holds already is not told twice."""
    told = answer(explored)
    return Amt(
        loss=told.loss,
        carried_in=told.carried_in,
        limits=told.limits,
        deductible=told.deductible,
        against_passive_income=told.against_passive_income,
        against_other_income=told.against_other_income,
        binding_limit=told.binding_limit,
        differences=tuple(differences(regular, told, [trial for _, trial in explored.certain or explored.trials])),
        carryforwards=tuple(map(_of_amt, told.carryforwards)),
        closing=told.closing,
        gains=told.gains,
        unknowns=told.unknowns,
        notes=tuple(note for note in told.notes if note not in regular.notes),
        out_of_scope_if=told.out_of_scope_if,
    )


def _of_amt(held: Carryforward) -> Carryforward:
    """A carryforward under the name AMT has for it."""
    carries_as = held.carries_as
    if f"amt_{carries_as}" in FACTS or carries_as == "net_operating_loss":
        carries_as = f"amt_{carries_as}"  # type: ignore[assignment]
    return Carryforward(held.k1, held.activity, held.character, held.limit, carries_as, held.amount)


def differences(regular: Outcome, amt: Outcome, trials: Sequence[Trial]) -> Iterator[AmtDifference]:
    """What differs, in the order of the form; none where some run did not come to the end."""
    kinds_open = _kinds_open(trials)
    ended = [trial for trial in trials if not trial.stopped and len(trial.steps) == len(ORDER)]
    pairs = [Pair.of(trial, kinds_open) for trial in ended]
    names = Names.in_run(trials[0])
    open_basis = {names[k1][0] for trial in trials for k1 in _not_rolled_on(trial)}
    back = {gain.k1 for each in (regular, amt) for gain in each.gains if gain.what == RECAPTURE}
    found = {key for pair in pairs for key in [*pair.differences, *pair.may_come_back(back, names)]}
    for key in sorted(found) if len(pairs) == len(trials) else ():
        line, place, of = key
        amount = None if of == RECAPTURE and names[place][0] in open_basis else _range(regular, amt, pairs, key)
        if amount is None or (amount.low, amount.high) != (0, 0):
            yield AmtDifference(line, *names[place], of, amount)
    yield from _gains(regular, amt, open_basis)


def _not_rolled_on(amt: Trial) -> Iterator[Place]:
    """The K-1s whose basis was figured for the regular tax alone: nothing asked for AMT's opening basis."""
    regular = amt.run.beside
    for k1 in range(len(amt.run.by_k1) if regular else 0):
        pages = [trial.run.page((k1,)).figures for trial in (amt, regular) if trial]
        if ["basis_before_losses" in page for page in pages] == [False, True]:
            yield (k1,)


def _kinds_open(trials: Sequence[Trial]) -> set[Place]:
    """The activities with a loss carried in that is not known, for AMT or for the regular tax."""
    runs = [run for trial in trials for run in (trial.run, trial.run.beside and trial.run.beside.run) if run]
    return {place for run in runs for place, name in run.supposed if FACTS[name].kind == "losses"}


@frozen
class Pair:
    """A run on AMT figures with the regular one beside it."""

    amt: Trial
    regular: Trial
    differences: Mapping[Key, Cents]

    @classmethod
    def of(cls, amt: Trial, kinds_open: set[Place]) -> "Pair":
        """What each line of Form 6251 comes to by this run; one sum of an activity whose losses are of open kinds."""
        regular = amt.run.beside
        assert regular is not None
        pair = cls(amt, regular, {})
        more, less = nets(amt), nets(regular)
        found: dict[Key, Cents] = defaultdict(int)
        for place, of in dict.fromkeys([*more, *less]):
            for line, what, amount in pair.lines(place, of, more.get((place, of), 0) - less.get((place, of), 0)):
                whole = place in kinds_open and what not in (*LINE_OF_BOX, RECAPTURE)
                found[("open", place, ACTIVITY) if whole else (line, place, what)] += amount
        return replace(pair, differences=found)

    def lines(self, place: Place, of: str, amount: Cents) -> Iterator[tuple[AmtLine, str, Cents]]:
        """Where a difference goes: in one sum, or item by item where no limit of either tax holds anything back."""
        if of not in (SCHEDULE_E, RECAPTURE):
            yield LINE_OF.get(of, "none"), of, amount
            return
        passive = self.is_passive(place)
        if of == SCHEDULE_E and passive is False and not self.limited(place[0]):
            for box, own in self.items(place):
                yield LINE_OF_BOX[box], box, own
                amount -= own
            yield "2m", of, amount  # of a former passive activity
        else:
            yield self.line_of(place), of, amount

    def is_passive(self, place: Place) -> bool | None:
        """Whether the activity is passive; None where nobody was asked."""
        return self.amt.run.passive.get(place, self.regular.run.passive.get(place))

    def line_of(self, place: Place) -> AmtLine:
        """Where a difference of the whole activity goes."""
        passive = self.is_passive(place)
        return "open" if passive is None else "2m" if passive else "2n"

    def may_come_back(self, k1s: set[str], names: Names) -> Iterator[Key]:
        """The lines of what comes back at risk in K-1s of which it is told, if only as a range."""
        for activity in self.amt.run.activities:
            if names[activity.place][0] in k1s:
                yield self.line_of(activity.place), activity.place, RECAPTURE

    def items(self, place: Place) -> Iterator[tuple[str, Cents]]:
        """The activity's AMT items but one that changes its section 1231 gain."""
        activity = next(each for each in self.amt.run.activities if each.place == place)
        for box in activity.boxes:
            if box in LINE_OF_BOX and not changes_section_1231(box, activity.boxes):
                yield box, self.amt.run.page(place).figures[box]

    def limited(self, k1: int) -> bool:
        """Whether basis or the amount at risk holds or held back a loss of the K-1, for either tax."""
        steps = [step for trial in (self.amt, self.regular) for step in trial.steps[:2]]
        rows = [row for step in steps for row in zip(step.losses, step.allowed, strict=True)]
        return any(loss.place[0] == k1 and (loss.carried_in or allowed < loss.total) for loss, allowed in rows)


def nets(trial: Trial) -> dict[tuple[Place, str], Cents]:
    """What each activity adds to income before the limit on excess business losses, and what that limit adds back."""
    found: dict[tuple[Place, str], Cents] = defaultdict(int)
    for activity in trial.run.activities:
        for box, amount in activity.incomes.items():
            found[activity.place, _group(BOX_BY_NAME[box].character)] += amount
    for place, back in trial.run.recaptured.items():
        found[place, RECAPTURE] += back
    passive, excess = trial.steps[2:4]
    for loss, allowed in zip(passive.losses, passive.allowed, strict=True):
        found[loss.place, _group(loss.character)] -= allowed
    found[(), EXCESS] = sum(loss.total for loss in excess.losses) - sum(excess.allowed)
    return found


def _group(character: Character | None) -> str:
    return character if character in LINE_OF else SCHEDULE_E


def _range(regular: Outcome, amt: Outcome, pairs: Sequence[Pair], key: Key) -> Amount | None:
    """The ends over all runs; with an unknown amount what lies between is bounded by the ranges of both taxes."""
    found = [pair.differences.get(key, 0) for pair in pairs]
    ends = (min(found), max(found))
    supposed = {name for pair in pairs for trial in (pair.amt, pair.regular) for _, name in trial.run.supposed}
    if key[2] not in LINE_OF_BOX and any(FACTS[name].kind in ("money", "losses") for name in supposed):
        outer = _bounded(regular, amt, pairs, key)
        if outer is None:
            return None
        ends = (min(ends[0], outer[0]), max(ends[1], outer[1]))
    return None if max(map(abs, ends)) >= ENDLESS else Amount(*ends)


def _bounded(regular: Outcome, amt: Outcome, pairs: Sequence[Pair], key: Key) -> tuple[Cents, Cents] | None:
    """What a difference can be at most: the incomes of the runs, less what the limits let pass in either answer."""
    _, place, of = key
    if of == RECAPTURE:
        less, more = (_recaptured(each, pairs[0].amt, place) for each in (regular, amt))
    elif of == EXCESS:
        less, more = (each.limits[-1].suspended for each in (regular, amt))
    else:
        name = Names.in_run(pairs[0].amt)[place]
        more, less = (total(_allowed(each, name, of)) for each in (regular, amt))
    if less.high is None or more.high is None:
        return None
    if of == RECAPTURE:
        return more.low - less.high, more.high - less.low
    incomes = [_incomes(pair.amt, place, of) - _incomes(pair.regular, place, of) for pair in pairs]
    return min(incomes) + more.low - less.high, max(incomes) + more.high - less.low


def _recaptured(outcome: Outcome, trial: Trial, place: Place) -> Amount:
    """What comes back as income of an activity: what does of its K-1, or a part of that."""
    k1 = Names.in_run(trial)[place][0]
    gain = next((gain.amount for gain in outcome.gains if (gain.k1, gain.what) == (k1, RECAPTURE)), ZERO)
    return gain if len(trial.run.by_k1[place[0]]) == 1 else replace(gain, low=0)


def _allowed(outcome: Outcome, name: tuple[str, str], of: str) -> Iterator[Amount]:
    for row in outcome.limits[2].losses:
        if (row.k1, row.activity) == name and of in (ACTIVITY, _group(row.character)):
            yield row.allowed


def _incomes(trial: Trial, place: Place, of: str) -> Cents:
    incomes = (pair for each in trial.run.activities if each.place == place for pair in each.incomes.items())
    return sum(amount for box, amount in incomes if of in (ACTIVITY, _group(BOX_BY_NAME[box].character)))


def _gains(regular: Outcome, amt: Outcome, open_basis: set[str]) -> Iterator[AmtDifference]:
    """Gains that the same facts produce differ where basis does (IRC 56(a)(6)); by how much, only AMT basis tells."""
    told = [[gain for gain in each.gains if gain.what != RECAPTURE] for each in (regular, amt)]
    sides = [{(gain.k1, gain.what): gain.amount for gain in gains} for gains in told]
    for k1, what in dict.fromkeys([*sides[0], *sides[1]]):
        less, more = (side.get((k1, what), ZERO) for side in sides)
        amount = None
        if less.high is not None and more.high is not None and k1 not in open_basis:
            amount = Amount(more.low - less.high, more.high - less.low)
        if amount is None or (amount.low, amount.high) != (0, 0):
            yield AmtDifference("2k", k1, "", what, amount)
