"""A scenario file -> a case, what the program says of it, and the figures README.md has words for."""

import tomllib
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import tomli_w

from k1chat import case_file
from k1chat.interview import NextStep, next_step
from k1chat.outcome import Amount, Outcome
from tests.scenarios.told import is_told_well

LIMITS = {
    "basis": "basis",
    "at risk": "at_risk",
    "passive": "passive",
    "excess business loss": "excess_business_loss",
}
COLUMNS = {"entering": "entering", "carried in": "carried_in", "allowed": "allowed", "suspended": "suspended"}
HOUSEHOLD = {
    "loss": "loss",
    "deductible": "deductible",
    "against passive income": "against_passive_income",
    "against other income": "against_other_income",
}
CLOSING = {
    "closing outside basis": "outside_basis",
    "closing stock basis": "stock_basis",
    "closing debt basis": "debt_basis",
    "closing amount at risk": "amount_at_risk",
}
GAINS = {
    "gain on distribution": "distribution_in_excess_of_basis",
    "gain on loan repayment": "loan_repayment",
    "recapture": "at_risk_recapture",
    "gain on sale": "sale",
}
AFTER = {
    "after capital loss deducted": "capital_loss_deducted",
    "after net operating loss": "net_operating_loss",
    "after nol deduction": "nol_deduction",
}
CARRIED_FORWARD = "carried forward as "
CARRIED_AFTER = "after carried forward as "
LINE = "line "
AMT = "amt "
FORM_6251 = "difference on form 6251 line "


def load(path: Path) -> dict[str, Any]:
    """A scenario file; amounts exact."""
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def answer(case: Mapping[str, Any]) -> NextStep:
    """What the program says of a case, read as a case file is; whatever it answers is told well."""
    step = next_step(case_file.read(Path("scenario.toml"), tomli_w.dumps(case)))
    if step.answer is not None:
        is_told_well(step.answer)
    return step


def verdict(step: NextStep) -> str:
    """In one word what kind of answer it is: `answered`, `out of scope: <topic>` or `missing: <fact>`."""
    if step.out_of_scope:
        return f"out of scope: {step.out_of_scope.topic}"
    return f"missing: {step.question.fact.key}" if step.question else "answered"


def expected_verdict(expected: dict[str, Any]) -> str:
    """What kind of answer is expected, taken out of the expectations."""
    if "out_of_scope" in expected:
        return f"out of scope: {expected.pop('out_of_scope')}"
    return f"missing: {expected.pop('missing')}" if "missing" in expected else "answered"


def figure(outcome: Any, words: str) -> Any:
    """The figure that `words` name in README.md's vocabulary."""
    if words.startswith(AMT):
        return None if outcome.amt is None else figure(outcome.amt, words.removeprefix(AMT))
    what, *of = words.split(", ")
    if what in HOUSEHOLD:
        return dollars(getattr(outcome, HOUSEHOLD[what]))
    if what == "binding limit":
        return outcome.binding_limit
    if what == "test met":
        return _test_met(outcome, of)
    if what in CLOSING:
        return _one(getattr(row, CLOSING[what]) for row in outcome.closing if row.k1 == of[0])
    if what in GAINS:
        return _sum(row.amount for row in outcome.gains if row.what == GAINS[what] and row.k1 == of[0])
    if what in AFTER:
        return dollars(getattr(outcome.after, AFTER[what]))
    if what.startswith(CARRIED_AFTER):
        name = what.removeprefix(CARRIED_AFTER).replace(" ", "_")
        rows = outcome.after.carryforwards if outcome.after else ()
        return _sum(row.amount for row in rows if row.carries_as == name and (not of or row.character == of[0]))
    if what.startswith(CARRIED_FORWARD):
        name = what.removeprefix(CARRIED_FORWARD).replace(" ", "_")
        return _sum(row.amount for row in outcome.carryforwards if row.carries_as == name and _is_of(row, of))
    if what.startswith(FORM_6251):
        line = what.removeprefix(FORM_6251)
        return _sum(row.amount for row in outcome.differences if row.line == line and _is_of(row, of))
    if what.startswith(LINE):
        name = what.removeprefix(LINE).replace(" ", "_")
        after = getattr(outcome, "after", None)
        every = [*(line for limit in outcome.limits for line in limit.lines), *(after.lines if after else ())]
        lines = [line for line in every if line.name == name and _is_of(line, of)]
        return _one(line.value for line in lines[-1:])
    return _at_limit(outcome, what, of)


def dollars(amount: Amount) -> Decimal | tuple[Decimal, Decimal | None]:
    """One figure in dollars, or the two ends of a range."""
    low = Decimal(amount.low) / 100
    if amount.certain:
        return low
    return low, None if amount.high is None else Decimal(amount.high) / 100


def rounded(value: Any) -> Any:
    """Half a dollar up, as the forms round."""
    return value.quantize(Decimal(1), ROUND_HALF_UP) if isinstance(value, Decimal) else value


def _at_limit(outcome: Outcome, what: str, of: list[str]) -> Any:
    if what == "excess business loss":
        what = "excess business loss suspended"
    limit, column = next((each, column) for each in LIMITS for column in COLUMNS if what == f"{each} {column}")
    found = next(each for each in outcome.limits if each.limit == LIMITS[limit])
    rows = found.losses if of else (found,)
    return _sum(getattr(row, COLUMNS[column]) for row in rows if not of or _is_of(row, of))


def _test_met(outcome: Outcome, of: list[str]) -> int:
    """The number of the participation test that is met, 0 for none."""
    names = {line.name for limit in outcome.limits for line in limit.lines if _is_of(line, of)}
    return min((number for number in range(1, 8) if f"test_{number}" in names), default=0)


def _is_of(row: Any, of: list[str]) -> bool:
    """Whether a row is of the K-1 or activity named first, and of the character or loan named second."""
    named = not of or of[0] in (row.k1, row.activity)
    if len(of) == 2 and of[1].startswith("loan "):
        return bool(named and row.loan == of[1].removeprefix("loan "))
    return named and (len(of) < 2 or row.character == of[1])


def _one(amounts: Iterable[Amount | None]) -> Any:
    found = list(amounts)
    return None if len(found) != 1 or found[0] is None else dollars(found[0])


def _sum(amounts: Iterable[Amount]) -> Any:
    """The sum; a range anywhere makes a range."""
    figures = [dollars(amount) for amount in amounts]
    uncertain = [each for each in figures if isinstance(each, tuple)]
    return uncertain if uncertain else sum(figures, Decimal(0))
