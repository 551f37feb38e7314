"""One year after another: what a year leaves is what the next begins with, and every dollar is found again.

What is carried over is read from the answer alone: closing balances, carryforwards by limit, activity and character.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from k1chat.outcome import Amount, Outcome, PartnerClosing
from tests.scenarios.scenario import answer

Facts = dict[str, Any]
GONE = ("lost", "added_to_basis", "net_operating_loss", "capital_loss")
"""What no K-1 carries into the next year."""
DEBTS = ("recourse", "qualified_nonrecourse", "nonrecourse")


@dataclass(frozen=True, slots=True)
class Year:
    """A year's facts and answer."""

    facts: Facts
    outcome: Outcome


def followed(household: Facts, k1s: Sequence[Facts], years: Sequence[Mapping[str, Any]]) -> list[Year]:
    """The answers of several years; `years` says what is new in each: `k1s` (changes by name) and household facts."""
    told: list[Year] = []
    for number, new in enumerate(years):
        changes = new.get("k1s", {})
        own = [{**k1, **changes.get(k1["name"], {})} for k1 in k1s]
        facts = {**household, **{name: value for name, value in new.items() if name != "k1s"}, "k1": own}
        facts["tax_year"] = household["tax_year"] + number
        step = answer(facts)
        assert step.answer is not None, (facts["tax_year"], step.question, step.out_of_scope)
        told.append(Year(facts, step.answer))
        k1s = [next_year(k1, step.answer) for k1 in own]
    return told


def next_year(k1: Facts, outcome: Outcome) -> Facts:
    """The K-1 as the next year begins: opening balances are last year's closing ones."""
    name = k1["name"]
    closing = next(each for each in outcome.closing if each.k1 == name)
    after = {**k1, **carried(outcome, name)}
    if isinstance(closing, PartnerClosing):
        after |= {f"beginning_{kind}": k1[f"ending_{kind}"] for kind in DEBTS}
        basis = {"beginning_basis": closing.outside_basis}
    else:
        basis = {"beginning_stock_basis": closing.stock_basis}
        if k1.get("loan"):
            after["loan"] = [next_loan(k1["loan"][0], closing.debt_basis)]
    return after | {fact: exact(amount) for fact, amount in basis.items() if amount is not None}


def next_loan(loan: Facts, basis: Amount | None) -> Facts:
    """A single loan a year later."""
    owed = loan["beginning_balance"] + loan["new_advances"] - loan["repayments"]
    assert basis is not None
    return {**loan, "beginning_balance": owed, "beginning_debt_basis": exact(basis), "new_advances": 0, "repayments": 0}


def carried(outcome: Outcome, k1: str) -> Facts:
    """The K-1's suspended losses by limit and character."""
    held: dict[str, dict[str, Decimal]] = {f"suspended_{limit}_loss": {} for limit in ("basis", "at_risk", "passive")}
    for row in outcome.carryforwards:
        if row.k1 == k1 and row.carries_as not in GONE:
            held[row.carries_as][row.character] = exact(row.amount)
    return {fact: amounts or 0 for fact, amounts in held.items()}


def exact(amount: Amount) -> Any:
    """Dollars of a figure."""
    assert amount.certain
    return Decimal(amount.low) / 100


def reconciled(years: Sequence[Year]) -> None:
    """Over all years: what came in was deducted, is gone by name, or is still carried. And so for each single year."""
    came = went = Decimal(0)
    for year in years:
        out = sum((exact(row.amount) for row in year.outcome.carryforwards), Decimal(0))
        assert exact(year.outcome.loss) + exact(year.outcome.carried_in) == exact(year.outcome.deductible) + out
        came += exact(year.outcome.loss)
        went += exact(year.outcome.deductible) + gone(year.outcome)
    opening, last = exact(years[0].outcome.carried_in), years[-1].outcome
    left = sum((exact(row.amount) for row in last.carryforwards if row.carries_as not in GONE), Decimal(0))
    assert opening + came == went + left


def gone(outcome: Outcome) -> Decimal:
    """What leaves the K-1s for good: lost, added to a gift's basis, or a carryforward of the household."""
    return sum((exact(row.amount) for row in outcome.carryforwards if row.carries_as in GONE), Decimal(0))


def balances(year: Year) -> dict[str, Any]:
    """Carryforwards by name over the household, zeros left out."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in year.outcome.carryforwards:
        found[row.carries_as] += exact(row.amount)
    return dict(found)
