"""What of an outcome is told, in which order and side by side: the templates of prompts/ choose words by it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from k1chat.boxes import LIMITED_FURTHER, NEVER_PASSIVE, PORTFOLIO, Character
from k1chat.wording.questions import words

if TYPE_CHECKING:
    from k1chat.outcome import (
        AfterLimits,
        Amount,
        LimitOutcome,
        LossRow,
        Outcome,
        OutcomeLine,
        UnknownFact,
    )

CAPITAL: frozenset[Character] = PORTFOLIO | {"loss_on_sale"}
"""Kinds of capital loss."""

ALLOWANCE = {"allowance_maximum", "allowance", "modified_agi", "modified_agi_at_least"}
"""The lines of the rental allowance."""

TOLD_AT_ZERO = {"basis_before_losses", "amount_at_risk", "allowance", "modified_agi", "modified_agi_at_least"}
"""Figures that say something at zero too; another line of zero says nothing."""


def lines(limit: "LimitOutcome | AfterLimits") -> list["OutcomeLine"]:
    """The lines that are shown: K-1 by K-1, the household's last, findings first, in the order of lines.toml."""
    order = {name: number for number, name in enumerate(words("lines"))}
    places = {
        place: number for number, place in enumerate(dict.fromkeys((line.k1, line.activity) for line in limit.lines))
    }
    after_losses = {line.k1 for line in limit.lines if line.name == "nondeductible_after_losses"}
    idle = idle_allowance(limit)
    shown = [line for line in limit.lines if line.value is None or says_something(line)]
    shown = [line for line in shown if line.name not in idle]
    untold = {("no_limit_this_year", ""), *(("nondeductible_expenses", k1) for k1 in after_losses)}
    return sorted(
        (line for line in shown if (line.name, line.k1) not in untold),
        key=lambda line: (not line.k1, places[line.k1, line.activity], line.value is not None, order[line.name]),
    )


USUAL: Mapping[str, tuple[frozenset[str], str]] = {
    "basis": (
        frozenset(
            (
                "beginning_basis",
                "beginning_stock_basis",
                "basis_before_distributions",
                "stock_basis_for_losses",
                "basis_before_losses",
            )
        ),
        "basis_before_losses",
    ),
    "at_risk": (frozenset(("basis_counted", "amount_at_risk")), "amount_at_risk"),
    "excess_business_loss": (frozenset(("business_losses", "threshold", "lowest_threshold")), "threshold"),
}
"""By limit: the lines that are there in any case, and the one that is the room for losses."""

NEAR = 10
"""A limit nearly held something where less than this part of what passed would still have fit: a tenth."""


def idle(outcome: "Outcome") -> list["LimitOutcome"]:
    """The limits that no loss came to, and that have nothing else to tell."""
    empty = (each for each in outcome.limits if each.entering.high == 0 and each.carried_in.high == 0)
    return [each for each in empty if not lines(each) and not deciding(outcome, each.limit)]


def room(outcome: "Outcome", limit: "LimitOutcome") -> "OutcomeLine | None":
    """The line with the room for losses of a limit that held nothing, where its lines tell no more: one K-1's."""
    usual, name = USUAL.get(limit.limit, (frozenset(), ""))
    shown = lines(limit)
    if limit.suspended.high != 0 or deciding(outcome, limit.limit) or len({line.k1 for line in shown}) != 1:
        return None
    if any(line.name not in usual or line.value is None or not line.value.certain for line in shown):
        return None
    return next((line for line in shown if line.name in (name, f"lowest_{name}")), None)


def nearly(outcome: "Outcome", limit: "LimitOutcome", line: "OutcomeLine") -> "Amount | None":
    """What of the room for losses is left where a limit nearly held something; of the first such limit alone.

    After a limit that held something it says nothing: what is at risk is then used up as basis is, by the same loss.
    """
    before = outcome.limits[: outcome.limits.index(limit)]
    if any(each.suspended.high != 0 for each in before):
        return None
    rooms = ((each, room(outcome, each)) for each in before)
    if any(own and left_over(each, own) for each, own in rooms):
        return None
    return left_over(limit, line)


def left_over(limit: "LimitOutcome", line: "OutcomeLine") -> "Amount | None":
    """What of the room for losses is left, where it is so little that the limit nearly held something."""
    from k1chat.outcome import Amount

    of = value(limit, "business_losses") or limit.allowed
    assert line.value is not None
    left = line.value.low - of.low
    return Amount.of(left) if of.certain and 0 <= left * NEAR < of.low else None


def says_something(line: "OutcomeLine") -> bool:
    """Whether a figure is worth showing: zero is not, unless it decides."""
    return line.value is not None and (line.value.high != 0 or line.value.low != 0 or line.name in TOLD_AT_ZERO)


def names(limit: "LimitOutcome") -> set[str]:
    """The names of a limit's findings, and of its figures that are not zero: what the reasons are chosen by."""
    told = {line.name for line in limit.lines if line.value is None or line.value.high != 0}
    return told - idle_allowance(limit)


def value(limit: "LimitOutcome", name: str) -> "Amount | None":
    """The household's figure of a limit by its name, if it was worked out."""
    return next((line.value for line in limit.lines if line.name == name and not line.k1), None)


def has(after: "AfterLimits", name: str) -> bool:
    """Whether a figure or a finding stands among those after the limits."""
    return any(line.name == name for line in after.lines)


def finding(limit: "LimitOutcome", name: str) -> "OutcomeLine":
    """A finding of a limit by its name."""
    return next(line for line in limit.lines if line.name == name)


def taking_part(limit: "LimitOutcome") -> list[str]:
    """The businesses with a loss that meet a test of taking part."""
    losing = {row.activity for row in limit.losses if row.entering.high != 0 or row.carried_in.high != 0}
    met = {"retired_farmer", *(f"test_{number}" for number in range(1, 7))}
    return list(dict.fromkeys(line.activity for line in limit.lines if line.name in met and line.activity in losing))


def tests(limit: "LimitOutcome") -> bool:
    """Whether a test of taking part was tried, met or not."""
    return any(line.name.startswith("test_") for line in limit.lines)


def three_tests_only(limit: "LimitOutcome") -> list[str]:
    """The businesses without a test met for which tests 2 to 4 are not open: those of limited partners."""
    tried: dict[tuple[str, str], set[str]] = {}
    for line in limit.lines:
        tried.setdefault((line.k1, line.activity), set()).add(line.name)
    return [activity for (_, activity), of in tried.items() if "test_6_not_met" in of and "test_3_not_met" not in of]


def not_judged(limit: "LimitOutcome") -> list[str]:
    """The kinds of this year's losses at the passive limit that it does not look at."""
    return _kinds(row for row in limit.losses if row.character in NEVER_PASSIVE and row.entering.high != 0)


def without_business_loss(limit: "LimitOutcome") -> bool:
    """Whether nothing at a limit is of a business: only losses of investments and the owner's own deductions."""
    return all(row.character in NEVER_PASSIVE for row in limit.losses)


def further(outcome: "Outcome") -> list[str]:
    """The kinds of what passes all four limits that have a limit of their own after these."""
    return _kinds(row for row in outcome.limits[-1].losses if _goes_on(row))


def untold(outcome: "Outcome") -> list[str]:
    """Those of them that the section after the limits does not answer."""
    answered = CAPITAL if outcome.after else frozenset()
    return [character for character in further(outcome) if character not in answered]


def capital_loss_passed(outcome: "Outcome") -> bool:
    """Whether capital losses got through the four limits."""
    return any(row.character in CAPITAL and row.allowed.high != 0 for row in outcome.limits[-1].losses)


def limited_further(outcome: "Outcome") -> "Amount":
    """How much of what passes all four limits has a limit of its own after these."""
    from k1chat.outcome import total

    return total(row.allowed for row in outcome.limits[-1].losses if _goes_on(row))


def passed(outcome: "Outcome", character: str) -> "Amount":
    """How much of one kind of loss passes all four limits."""
    from k1chat.outcome import total

    return total(row.allowed for row in outcome.limits[-1].losses if row.character == character)


def basis_fell_for_what_is_held(outcome: "Outcome") -> bool:
    """Whether a later limit holds what passed the basis limit this year."""
    came_through = {(row.k1, row.activity, row.character) for row in outcome.limits[0].losses if row.allowed.high != 0}
    later = [row for row in outcome.carryforwards if row.limit != "basis"]
    return any((row.k1, row.activity, row.character) in came_through for row in later)


def with_fallen_debts(outcome: "Outcome") -> set[str]:
    """The K-1s with a fall in the share of debts, which counts like cash, among their distributions."""
    return {line.k1 for line in outcome.limits[0].lines if line.name == "debt_relief" and says_something(line)}


def without_need_of_basis(outcome: "Outcome") -> set[str]:
    """The K-1s for whose basis the law had no use; another that is not told is not known."""
    return {note.k1 for note in outcome.notes if note.name == "basis_not_needed"}


def holding_for_either(outcome: "Outcome") -> list[tuple["LimitOutcome", "LimitOutcome"]]:
    """The limits that hold something, for AMT or for the regular tax, side by side."""
    pairs = zip(outcome.amt.limits if outcome.amt else (), outcome.limits, strict=False)
    return [pair for pair in pairs if any(each.suspended.high != 0 for each in pair)]


def negated(amount: "Amount") -> "Amount":
    """An amount below zero as how much less it is."""
    from k1chat.outcome import Amount

    return Amount(-(amount.high or 0), -amount.low)


def _goes_on(row: "LossRow") -> bool:
    return row.character in LIMITED_FURTHER and row.allowed.high != 0


def _kinds(rows: "Iterator[LossRow]") -> list[str]:
    return list(dict.fromkeys(row.character for row in rows))


def deciding(outcome: "Outcome", limit: str) -> list["UnknownFact"]:
    """The unknown facts of a limit that can change the answer."""
    return [unknown for unknown in outcome.unknowns if unknown.limit == limit and unknown.matters]


def matters(outcome: "Outcome", limit: "LimitOutcome") -> bool:
    """Whether something waits at a limit, or may: then its papers are worth bringing."""
    return limit.suspended.high != 0 or bool(deciding(outcome, limit.limit))


def sold_shares_of_partnerships(outcome: "Outcome", entities: Mapping[str, str]) -> bool:
    """Whether a whole share of a partnership was sold."""
    sales = {"ended_sold", "ended_to_related", "ended_sold_on_instalments"}
    ends = [line for line in outcome.limits[0].lines if line.name in sales and line.activity in ("", line.k1)]
    return any(entities.get(line.k1) == "partnership" for line in ends)


def idle_allowance(limit: "LimitOutcome | AfterLimits") -> set[str]:
    """The lines of a rental allowance that is there for nobody: there is no rental that may use it."""
    of = {line.name: line.value for line in limit.lines if line.value is not None}
    used, room = of.get("allowance_used"), of.get("allowance")
    unused = used is None or used.high == 0
    return ALLOWANCE if unused and room is not None and room.low > 0 else set()


def loans_that_fell(outcome: "Outcome") -> set[str]:
    """The S corporations whose losses took basis of the owner's loans: paid back, a part is taxed."""
    before = {line.k1: line.value for line in outcome.limits[0].lines if line.name == "debt_basis_for_losses"}
    after = {each.k1: getattr(each, "debt_basis", None) for each in outcome.closing}
    return {k1 for k1, value in before.items() if value and (left := after.get(k1)) and left.low < value.low}


def traded_alone(outcome: "Outcome") -> bool:
    """Whether all that the passive limit holds is of publicly traded partnerships, which are on no Form 8582."""
    traded = {line.k1 for line in outcome.limits[2].lines if line.name == "losses_of_traded_partnership"}
    return all(row.k1 in traded for row in outcome.limits[2].losses if row.suspended.high != 0)
