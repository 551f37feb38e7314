"""The years of a rebuilt basis as a table of text, and what it comes to in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from k1chat.case import Case
from k1chat.facts import (
    BEGINNING_BALANCE,
    BEGINNING_BASIS,
    BEGINNING_DEBT_BASIS,
    BEGINNING_STOCK_BASIS,
    LOAN_COUNT,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    UNKNOWN,
    Fact,
)
from k1chat.opening import Result
from k1chat.outcome import Amount
from k1chat.papers.room import filled
from k1chat.picture import figure
from k1chat.rebuild import HERE, SUMMED, Row, Told
from k1chat.rebuilt import OPENING_DEBTS
from k1chat.wording import cash, dollars, value_words

WIDTH = 74
"""What there is room for at 80 columns, on the screen too."""
COLUMNS = ("start", "moved", "used", "end", "held", "at_risk")


def table(rows: Sequence[Row], words: Mapping[str, Any]) -> list[str]:
    """One line a year; a figure that is not certain is a range, or a question mark."""
    cells = [[str(words["table"]["year"]), *(words["table"][name] for name in COLUMNS)]]
    for row in rows:
        label = str(row.year) if row.year > SUMMED else words["table"]["before"]
        cells.append([label, *(_cells(row) if row.closes else [_shown(_opening(row)), "...", "", "", "", ""])])
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [_aligned(line, widths) for line in cells]
    return lines if max(map(len, lines)) <= WIDTH else list(_in_words(cells))


def _in_words(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """The same without columns, where the figures are too long for them."""
    (_, *names), *years = cells
    for label, *figures in years:
        told = (f"{name.lower()} {figure}" for name, figure in zip(names, figures, strict=True) if figure)
        yield f"{label}: {'; '.join(told)}"


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
    return "  ".join([first.strip().ljust(widths[0]), *others]).rstrip()


def _cells(row: Row) -> list[str]:
    start, end = _opening(row), _ends(row.closes)
    used = [step.outcome.limits[0].allowed for step in row.steps if step.outcome]
    moved = "?"
    if start.certain and end.certain and all(each.certain for each in used):
        came = end.low - start.low + used[0].low
        moved = f"+{figure(came)}" if came > 0 else f"-{figure(-came)}" if came < 0 else "0"
    held = [_shown(_between(row.closes, fact)) for fact in (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS)]
    allowed = used[0]
    for each in used[1:]:
        allowed = allowed.joined(each)
    return [_shown(start), moved, _shown(allowed), _shown(end), *held]


def _opening(row: Row) -> Amount:
    loans = row.cases[0].get(LOAN_COUNT, HERE)
    return _ends(row.cases, loans if isinstance(loans, int) else None)


def _ends(cases: Sequence[Case], loans: int | None = None) -> Amount:
    """Basis between its ends, with that of the loans."""
    return _amount([_basis(case, loans) for case in cases])


def _basis(case: Case, loans: int | None) -> Any:
    own = [case.get(fact, HERE) for fact in (BEGINNING_BASIS, BEGINNING_STOCK_BASIS)]
    lent = [
        value for place, fact, value in case if fact is BEGINNING_DEBT_BASIS and (loans is None or place[1] < loans)
    ]
    told = [each for each in own if each is not None] + lent
    return UNKNOWN if UNKNOWN in told or not told else sum(told)


def _between(closes: Sequence[Case], fact: Fact[Any]) -> Amount:
    held = []
    for closing in closes:
        values = [value for _, each, value in closing if each is fact]
        held.append(UNKNOWN if UNKNOWN in values or not values else sum(sum(value.values()) for value in values))
    return _amount(held)


def _amount(ends: Sequence[Any]) -> Amount:
    known = [each for each in ends if each is not UNKNOWN]
    return Amount(min(known, default=0), max(known) if len(known) == len(ends) else None)


def _shown(amount: Amount) -> str:
    if amount.certain:
        return figure(amount.low)
    return "?" if amount.high is None else f"{figure(amount.low)}-{figure(amount.high)}"


def gains(rows: Sequence[Row], words: Mapping[str, Any]) -> Iterator[str]:
    """What was paid out beyond basis, year by year."""
    for row in rows:
        for gain in row.steps[0].outcome.gains if row.closes and row.steps[0].outcome else ():
            if gain.what == "distribution_in_excess_of_basis" and gain.amount.certain:
                yield filled(words["gain"], year=str(row.year), amount=dollars(gain.amount))


def summary(found: Result, entity: str, year: int, words: Mapping[str, Any]) -> list[str]:
    """The opening figures in words."""
    sure = "sure" if entity == "partnership" else "sure_shareholder"
    said = [filled(words[sure], year=str(year), amount=dollars(found.basis))]
    said.append(filled(words["held_by_basis"], amount=dollars(found.held_by_basis)))
    at_risk = [value for _, fact, value in found.facts if fact is SUSPENDED_AT_RISK_LOSS]
    if at_risk and UNKNOWN not in at_risk:
        said.append(filled(words["held_at_risk"], amount=cash(sum(sum(each.values()) for each in at_risk))))
    said += _loans(found, words)
    passive = [value for _, fact, value in found.facts if fact is SUSPENDED_PASSIVE_LOSS]
    none = bool(passive) and not any(passive)
    said.append(str(words["passive_none" if none else "passive_open"]))
    return said if found.sure else [*said, str(words["unsure"])]


def _loans(found: Result, words: Mapping[str, Any]) -> Iterator[str]:
    told = {(place, fact): value for place, fact, value in found.facts}
    for (place, fact), owed in told.items():
        if fact is BEGINNING_BALANCE:
            basis = told.get((place, BEGINNING_DEBT_BASIS), UNKNOWN)
            shown = {"amount": value_words(fact, owed), "reason": value_words(fact, basis)}
            yield filled(words["loan"], told=str(place[-1] + 1), **shown)


def cross_check(rows: Sequence[Row], told: Told, words: Mapping[str, Any]) -> list[str]:
    """Item L of a year beside what the years come to: basis less debts less what basis holds back (never a figure)."""
    said = []
    for year, amount in sorted(told.capital.items()):
        row = next((row for row in rows if row.year == year and row.closes), None)
        said.append(filled(words["capital"]["told"], year=str(year), amount=cash(amount)))
        like = _like_capital(row.closes) if row else None
        if like is not None:
            text = words["capital"]["agrees" if like == amount else "differs"]
            said.append(filled(text, amount=cash(like)))
    return said


def _like_capital(closes: Sequence[Case]) -> int | None:
    if len(closes) > 1:
        return None
    parts = [closes[0].get(fact, HERE) for fact in (BEGINNING_BASIS, *OPENING_DEBTS)]
    held = _between(closes, SUSPENDED_BASIS_LOSS)
    if UNKNOWN in parts or None in parts or not held.certain:
        return None
    basis, *debts = parts
    return int(basis - sum(debts) - held.low)
