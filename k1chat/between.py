"""What lies between the ends: where the ends of an unknown amount do not tell what comes out between them.

A limit's total moves one way with each amount, so its ends tell it. A single loss's part of a shared limit does not:
it may be larger in between than at both ends. Such rows are widened, from nothing to all that can come to them; so
are totals that two opposite effects move (more income gives basis, and takes the rental allowance away).
Wider than need be in rare cases, never too narrow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from k1chat import tax_years
from k1chat.boxes import BOX_BY_NAME, NEVER_PASSIVE
from k1chat.carryforwards import carryforwards, recapture_moves
from k1chat.facts import BOXES, FACTS, OTHER_ACTIVE_RENTAL_INCOME, OTHER_ACTIVE_RENTAL_LOSS, TAX_YEAR, Place
from k1chat.held_at_risk import NOT_AT_RISK, bearing_expenses, closing_below_zero, no_more_than_not_at_risk
from k1chat.limits.limit import LimitName
from k1chat.money import Cents
from k1chat.moving_figures import AT_LEAST, BOTH_WAYS, OF_THE_HOUSEHOLD, WITH_EXPENSES
from k1chat.names import Names
from k1chat.open_recapture import most_between, with_recapture_between
from k1chat.outcome import ZERO, Amount, LimitOutcome, LossRow, Outcome, OutcomeLine, total
from k1chat.pipeline import Trial

Key = tuple[str, str, str]
CARRIED: dict[LimitName, str] = {
    "basis": "suspended_basis_loss",
    "at_risk": "suspended_at_risk_loss",
    "passive": "suspended_passive_loss",
}


def widened(joined: Outcome, trials: Sequence[Trial]) -> Outcome:
    """The ends of some trials that differ in unknown amounts alone, joined, with what lies between them."""
    seen = Between(trials)
    if not seen.amounts:
        return joined
    joined = replace(
        joined,
        limits=tuple(replace(limit, lines=tuple(seen.sure(limit))) for limit in joined.limits),
        closing=tuple(closing_below_zero(closing, trials) for closing in joined.closing),
    )
    if any(name == OTHER_ACTIVE_RENTAL_INCOME.name for _, name in seen.amounts):
        seen.met_between.append("passive_loss_elsewhere")  # more of it than all passive income: the rest is a loss
    limits: list[LimitOutcome] = []
    for limit in joined.limits:
        limits.append(seen.widen(limit, limits[-1] if limits else None))
    limits[1] = no_more_than_not_at_risk(limits[1], trials)
    met = tuple(dict.fromkeys([*joined.out_of_scope_if, *seen.met_between]))
    if not seen.loose and not seen.free:
        return replace(joined, out_of_scope_if=met)
    allowed = limits[-1].allowed
    passive = any_of(allowed) if seen.free or joined.against_passive_income.high != 0 else ZERO
    opened = replace(
        joined,
        limits=tuple(limits),
        deductible=allowed,
        against_passive_income=passive,
        against_other_income=any_of(allowed) if passive.high != 0 else allowed,
        binding_limit=None,
        carryforwards=carryforwards(limits, trials),
        out_of_scope_if=met,
    )
    return with_recapture_between(opened, trials, seen.back) if seen.back else opened


def any_of(amount: Amount) -> Amount:
    """From nothing to all of it."""
    return replace(amount, low=0)


@dataclass(slots=True, eq=False, repr=False)
class Between:
    """The trials, and what their ends do not tell: `loose` rows; totals too, once `free`.

    `kinds_open`: a carryforward is not known, so neither is what the passive rules make of it.
    `back`: by K-1, what may come back as income at the at-risk limit though it does at no end.
    """

    trials: Sequence[Trial]
    loose: set[Key] = field(default_factory=set)
    free: bool = False
    kinds_open: bool = False
    back: dict[str, Cents] = field(default_factory=dict)
    met_between: list[str] = field(default_factory=list)

    @property
    def amounts(self) -> set[tuple[Place, str]]:
        """The unknown amounts, by place and fact."""
        supposed = {key for trial in self.trials for key in trial.run.supposed}
        return {key for key in supposed if FACTS[key[1]].kind in ("money", "losses") or FACTS[key[1]] is BOXES}

    def widen(self, limit: LimitOutcome, before: LimitOutcome | None) -> LimitOutcome:
        """One limit, with the rows widened that came wide from the one before or that it leaves open itself."""
        rows = list(_with_what_comes(limit.losses, before, self.loose))
        opened = RULES[limit.limit](self, rows, limit)
        if not self.loose and not self.free:
            return limit
        told = tuple(_open(row, opened) if _key(row) in self.loose else row for row in rows)
        entering = before.allowed if before else limit.entering
        most = any_of(total((entering, limit.carried_in)))
        held = most if opened or self.free else limit.suspended
        return replace(
            limit, losses=told, entering=entering, allowed=most if self.free else limit.allowed, suspended=held
        )

    def sure(self, limit: LimitOutcome) -> Iterator[OutcomeLine]:
        """The lines that hold in between too: no unknown amount comes to them, or all move them one way."""
        of_k1s = {Names.in_run(self.trials[0])[place][0] for place, _ in self.amounts if place}
        bearing = bearing_expenses(self.trials)
        several = len(limit.losses) > 1 or any(FACTS[name].kind == "losses" for _, name in self.amounts)
        for line in limit.lines:
            mixed = line.name in BOTH_WAYS or (line.name in WITH_EXPENSES and bearing)
            shared = several and of_k1s and line.name in OF_THE_HOUSEHOLD
            if line.value is None or not (shared or (mixed and line.k1 in of_k1s) or line.name == AT_LEAST):
                yield line

    def k1s_with(self, *facts: str) -> set[str]:
        """The K-1s with one of these facts unknown."""
        places = {place for place, name in self.amounts if name in facts or name.removeprefix("amt_") in facts}
        return {Names.in_run(self.trials[0])[place][0] for place in places if place}

    def figure(self, name: str, place: Place = ()) -> int:
        """The largest a figure is in any trial."""
        return max(trial.run.page(place).figures.get(name, 0) for trial in self.trials)

    @property
    def open_boxes(self) -> set[str]:
        """K-1s with a figure of the paper that is not known."""
        return self.k1s_with(*BOX_BY_NAME, BOXES.name)


def _with_what_comes(rows: Sequence[LossRow], before: LimitOutcome | None, loose: set[Key]) -> Sequence[LossRow]:
    """The rows with what the limit before lets through of those that are loose."""
    if before is None or not loose:
        return rows
    coming = {_key(row): row.allowed for row in before.losses if _key(row) in loose}
    here = {_key(row) for row in rows}
    new = [
        replace(row, entering=row.allowed, carried_in=ZERO, suspended=ZERO)
        for row in before.losses
        if _key(row) in coming and _key(row) not in here
    ]
    return [replace(row, entering=coming.get(_key(row), row.entering)) for row in rows] + new


def _key(row: LossRow) -> Key:
    return (row.k1, row.activity, row.character)


def _open(row: LossRow, opened: bool) -> LossRow:
    """A loose row at a limit: anything may pass where the limit is open, all of it where the limit never holds it."""
    whole = total((row.entering, row.carried_in))
    if not opened and row.suspended.high == 0:
        return replace(row, allowed=whole)
    return replace(row, allowed=any_of(whole), suspended=any_of(whole))


def _ends(row: LossRow) -> bool:
    return total((row.entering, row.carried_in)).high is not None


def _moves(row: LossRow) -> bool:
    return not (row.entering.certain and row.carried_in.certain)


def _basis(seen: Between, rows: Sequence[LossRow], limit: LimitOutcome) -> bool:
    """Several losses share a K-1's basis: with one of them open, each one's part is."""
    opened = _kinds_open(seen, rows, limit.limit)
    for k1 in seen.open_boxes:
        own = [row for row in rows if row.k1 == k1]
        if len(own) > 1 and any(row.suspended.high != 0 for row in own):
            seen.loose |= {_key(row) for row in own}
            opened = True
        if any(row.suspended.high != 0 and _ends(row) for row in own) and (most := most_between(seen.trials, k1)):
            seen.back[k1] = most
    return opened


def _at_risk(seen: Between, rows: Sequence[LossRow], limit: LimitOutcome) -> bool:
    """What is not at risk, and losses of earlier years, meet an open basis in between."""
    opened = _kinds_open(seen, rows, limit.limit)
    names = Names.in_run(seen.trials[0])
    for number in range(max(len(trial.run.by_k1) for trial in seen.trials)):
        own = [row for row in rows if row.k1 == names[number,][0]]
        if not any(_moves(row) for row in own):
            continue
        if any(trial.run.ends.get((number,)) or trial.run.sale_gains for trial in seen.trials):
            seen.loose |= {_key(row) for row in own}  # its gain frees what is held here
            opened = True
            left = {trial.run.page((number,)).figures.get("basis_at_end") for trial in seen.trials}
            seen.free |= len(left) > 1  # less basis lets less come here, and makes the gain
        not_at_risk = any(seen.figure(name, (number,)) for name in NOT_AT_RISK)
        shared = any(_key(row) in seen.loose for row in own) and any(row.suspended.high != 0 for row in own)
        if not_at_risk or shared or any(row.carried_in.high != 0 for row in own):
            seen.loose |= {_key(row) for row in own}
            opened = True
    return opened


def _passive(seen: Between, rows: Sequence[LossRow], limit: LimitOutcome) -> bool:
    """Passive losses share one limit; what other losses do to modified AGI moves the allowance too."""
    opened = _kinds_open(seen, rows, limit.limit)
    seen.free |= seen.kinds_open
    if seen.back or recapture_moves(seen.trials):
        seen.free, seen.loose = True, seen.loose | {_key(row) for row in rows}
        return True
    absorbed = {pair for trial in seen.trials for pair in trial.run.absorbed}
    gains = _gains_move(seen, rows) or any(name == OTHER_ACTIVE_RENTAL_LOSS.name for _, name in seen.amounts)
    names = Names.in_run(seen.trials[0])
    kinds = {(*names[place], character) for place, character in absorbed}
    passive = [row for row in rows if _key(row) in kinds]
    if seen.kinds_open:
        of_k1s = seen.k1s_with(*CARRIED.values())
        seen.loose |= {_key(row) for row in rows if row in passive or row.k1 in of_k1s}
        return True
    if gains:  # less basis holds a loss of its K-1 and makes a gain; a rental elsewhere shares the allowance
        seen.free = True
        seen.loose |= {_key(row) for row in passive}
        return True
    allowance = seen.figure("allowance") > 0
    moving = [row for row in rows if _moves(row) and (allowance or row in passive)]
    stopped = any(trial.stopped or len(trial.steps) < len(RULES) for trial in seen.trials)
    if not moving or (not stopped and not seen.loose and not allowance and limit.suspended.high == 0):
        return opened
    loose = [row for row in rows if _key(row) in seen.loose]
    mixed = len({row in passive for row in loose}) > 1 or any(row.character in NEVER_PASSIVE for row in loose)
    seen.free |= stopped or mixed or (allowance and bool(seen.open_boxes))
    if len(passive) > 1 or any(row not in passive for row in moving) or stopped:
        seen.loose |= {_key(row) for row in (rows if stopped else passive)}
        return True
    return opened


def _gains_move(seen: Between, rows: Sequence[LossRow]) -> bool:
    """Whether gains on interests can be others in between: not where all trials agree on them and on the losses."""
    runs = [trial.run for trial in seen.trials]
    gains = [(run.passive_gains, run.sale_gains) for run in runs]
    if any(each != gains[0] for each in gains):
        return True
    return any(map(_moves, rows)) and (any(gains[0]) or any(any(run.ends.values()) for run in runs))


def _excess(seen: Between, rows: Sequence[LossRow], limit: LimitOutcome) -> bool:
    """The excess is shared by losses that move; an amount outside the K-1s moves both what is shared and the parts."""
    met = seen.figure("excess_business_loss") or (seen.free and _may_exceed(seen, limit.entering))
    if not met or not any(_moves(row) for row in rows):
        return False
    seen.loose |= {_key(row) for row in rows}
    seen.free |= any(FACTS[name].more is None for _, name in seen.amounts)
    return True


def _may_exceed(seen: Between, entering: Amount) -> bool:
    """Whether losses that are more in between than at the ends can pass a threshold."""
    year = seen.trials[0].run.case.get(TAX_YEAR, ())
    years = [year] if isinstance(year, int) else tax_years.KNOWN
    thresholds = [tax_years.load(each).excess_business_loss_threshold for each in years]
    return any(each.kind != "none" and (entering.high is None or entering.high > each.lowest) for each in thresholds)


def _kinds_open(seen: Between, rows: Sequence[LossRow], limit: LimitName) -> bool:
    """Whether a carryforward of this limit is not known: then neither are the kinds of loss in it."""
    k1s = seen.k1s_with(CARRIED[limit])
    seen.kinds_open |= bool(k1s)
    seen.loose |= {_key(row) for row in rows if row.k1 in k1s}
    return bool(k1s)


RULES = {"basis": _basis, "at_risk": _at_risk, "passive": _passive, "excess_business_loss": _excess}
