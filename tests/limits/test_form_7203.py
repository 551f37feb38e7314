"""Form 7203, Parts I to III, and the partner's basis worksheet, added up for generated K-1s as the papers say.

Written from the forms (Form 7203, Rev. 12-2022; Worksheet for Adjusting the Basis of a Partner's Interest, 2023 and
later), not from the program: each line is figured here by its own wording, in exact fractions. The program shares to
the cent, so a share may differ by as much as there are shares.
"""

import random
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import PARTNER, told
from tests.scenarios.scenario import figure

SEEDS = range(150)
CENT = Fraction(1, 100)
LOSS_ROWS = {
    "ordinary_business_income": "ordinary",
    "net_section_1231_gain": "section_1231",
    "k1_long_term_capital_gain": "long_term_capital",
    "section_179_deduction": "section_179",
    "charitable_contributions": "charitable",
    "investment_interest_expense": "investment_interest",
    "foreign_taxes": "foreign_taxes",
    "other_deductions": "other",
}
SIGNED = ("ordinary_business_income", "net_section_1231_gain", "k1_long_term_capital_gain")
INCOMES = ("interest_income", "ordinary_dividends", "royalties")


@dataclass
class K1:
    """The figures of a K-1 and of its owner, in whole dollars."""

    boxes: dict[str, int]
    facts: dict[str, int]
    carried: dict[str, int]
    loans: list[dict[str, int]] = field(default_factory=list)

    @property
    def income(self) -> int:
        """Lines 3a to 3m without tax-exempt income: what is positive."""
        return sum(max(0, amount) for box, amount in self.boxes.items() if box in SIGNED or box in INCOMES)

    @property
    def current(self) -> dict[str, int]:
        """Part III column (a), by row."""
        losses = {
            LOSS_ROWS[box]: -amount if box in SIGNED else amount
            for box, amount in self.boxes.items()
            if box in LOSS_ROWS
        }
        return {row: amount for row, amount in losses.items() if amount > 0}

    @property
    def rows(self) -> dict[str, int]:
        """Columns (a) and (b) of Part III together."""
        rows = dict.fromkeys([*self.current, *self.carried])
        return {row: self.current.get(row, 0) + self.carried.get(row, 0) for row in rows}


def some(chance: random.Random, *shares: int) -> int:
    """An amount: nothing, a round one or an odd one."""
    return chance.choice([0, 0, 1_000, 5_000, 12_345, 40_000, *shares])


def generated(seed: int, *, loans: bool) -> K1:
    """A K-1 with a few boxes and an owner with a few loans."""
    chance = random.Random(seed)
    names = [chance.choice(SIGNED), *chance.sample([*LOSS_ROWS, *INCOMES], chance.choice([0, 1, 3]))]
    boxes = {name: some(chance, 7_777) * (chance.choice([-1, -1, 1]) if name in SIGNED else 1) for name in names}
    carried = {
        chance.choice([*LOSS_ROWS.values()]): chance.choice([1_000, 3_333]) for _ in range(chance.choice([0, 0, 1, 2]))
    }
    names = ["contributions", "distributions", "tax_exempt_income", "nondeductible_expenses"]
    facts = {name: some(chance) // chance.choice([1, 3]) for name in names}
    k1 = K1(boxes, facts | {"opening": some(chance, 20_000)}, carried)
    for _ in range(chance.choice([0, 1, 1, 2, 3]) if loans else 0):
        owed = chance.choice([1_000, 9_000, 30_000])
        basis, lent = owed * chance.choice([0, 1, 2, 3, 3]) // 3, chance.choice([0, 0, 2_000])
        repaid = (owed + lent) * chance.choice([0, 0, 0, 1, 2, 4]) // 4
        k1.loans.append({"owed": owed, "basis": basis, "lent": lent, "repaid": repaid})
    return k1


def shared(amount: Fraction, weights: list[Any]) -> list[Fraction]:
    """An amount in proportion to weights, each weight at the most."""
    total = sum(weights)
    return [min(Fraction(amount), Fraction(total)) * weight / total if total else Fraction(0) for weight in weights]


@dataclass
class Form7203:
    """The lines that the program has too."""

    line_15: Fraction
    line_31: list[Fraction]
    line_34: Fraction
    excess_of_line_6: int
    allowed: dict[str, Fraction]


def line_23(k1: K1) -> list[Fraction]:
    """Debt basis restoration: the net increase, first to the loans repaid, then in proportion to what is missing."""
    facts = k1.facts
    decreases = facts["distributions"] + facts["nondeductible_expenses"] + sum(k1.current.values())
    net_increase = Fraction(max(0, k1.income + facts["tax_exempt_income"] - decreases))
    missing = [loan["owed"] - loan["basis"] for loan in k1.loans]
    first = shared(
        net_increase, [short if loan["repaid"] else 0 for short, loan in zip(missing, k1.loans, strict=True)]
    )
    rest = [short - done for short, done in zip(missing, first, strict=True)]
    then = shared(net_increase - sum(first), rest)
    return [a + b for a, b in zip(first, then, strict=True)]


def form_7203(k1: K1) -> Form7203:
    """The form, line by line."""
    facts, restored = k1.facts, line_23(k1)
    line_5 = facts["opening"] + facts["contributions"] + k1.income + facts["tax_exempt_income"]
    line_7 = max(0, line_5 - facts["distributions"])
    line_10 = max(Fraction(0), Fraction(line_7 - facts["nondeductible_expenses"]))
    line_12 = sum(restored, Fraction(0))
    losses = sum(k1.rows.values())
    column_c = min(Fraction(losses), line_10 - line_12)
    line_18 = [loan["owed"] + loan["lent"] for loan in k1.loans]
    line_24 = [loan["basis"] + loan["lent"] + back for loan, back in zip(k1.loans, restored, strict=True)]
    line_25 = [basis / owed for basis, owed in zip(line_24, line_18, strict=True)]
    line_26 = [ratio * loan["repaid"] for ratio, loan in zip(line_25, k1.loans, strict=True)]
    line_27 = [basis - back for basis, back in zip(line_24, line_26, strict=True)]
    line_28 = shared(Fraction(max(0, facts["nondeductible_expenses"] - line_7)), line_27)
    line_29 = [basis - borne for basis, borne in zip(line_27, line_28, strict=True)]
    column_d = min(losses - column_c, sum(line_29, Fraction(0)))
    line_30 = shared(column_d, line_29)
    part = (column_c + column_d) / losses if losses else Fraction(0)
    return Form7203(
        line_15=line_10 - line_12 - column_c,
        line_31=[basis - borne for basis, borne in zip(line_29, line_30, strict=True)],
        line_34=sum((loan["repaid"] - back for loan, back in zip(k1.loans, line_26, strict=True)), Fraction(0)),
        excess_of_line_6=max(0, facts["distributions"] - line_5),
        allowed={row: amount * part for row, amount in k1.rows.items()},
    )


def basis_worksheet(k1: K1) -> tuple[Fraction, int, dict[str, Fraction]]:
    """The partner's worksheet: line 18, the gain on line 8 beyond basis, and Part II by row."""
    facts = k1.facts
    debts = facts["ending_recourse"] - facts["beginning_recourse"]
    line_7 = facts["opening"] + facts["contributions"] + max(0, debts) + k1.income + facts["tax_exempt_income"]
    money = facts["distributions"] + max(0, -debts)
    left = max(0, line_7 - money)
    left -= min(left, facts["distributed_property_basis"])
    left = max(0, left - facts["nondeductible_expenses"])
    losses = sum(k1.rows.values())
    allowed = Fraction(min(losses, left))
    return left - allowed, max(0, money - line_7), {row: amount * allowed / losses for row, amount in k1.rows.items()}


def outcome_of(k1: K1, **own: Any) -> Outcome:
    """What the program says."""
    facts = {name: amount for name, amount in k1.facts.items() if name != "opening"}
    return told({**PARTNER, **k1.boxes, **facts, "suspended_basis_loss": k1.carried, "name": "Firm", **own})


def close(found: Any, line: Fraction | int, cents: int = 1) -> bool:
    """The same to the cent, or to as many cents as amounts were shared."""
    return abs(Fraction(found) - line) <= cents * CENT


@pytest.mark.parametrize("seed", SEEDS)
def test_form_7203(seed: int) -> None:
    k1 = generated(seed, loans=True)
    names = {
        "owed": "beginning_balance",
        "basis": "beginning_debt_basis",
        "lent": "new_advances",
        "repaid": "repayments",
    }
    loans = [{"kind": "note"} | {names[key]: amount for key, amount in loan.items()} for loan in k1.loans]
    own = {"entity": "s_corporation", "loan": loans, "beginning_stock_basis": k1.facts["opening"]}
    outcome = outcome_of(k1, **own, elects_losses_before_nondeductible=False)
    form = form_7203(k1)
    slack = 2 + len(k1.loans)
    assert close(figure(outcome, "gain on distribution, Firm"), form.excess_of_line_6, 0)
    assert close(figure(outcome, "closing stock basis, Firm"), form.line_15, slack)
    assert close(figure(outcome, "closing debt basis, Firm"), sum(form.line_31), slack)
    assert close(figure(outcome, "gain on loan repayment, Firm"), form.line_34, slack)
    for number, line_31 in enumerate(form.line_31 if len(k1.loans) > 1 else [], 1):
        assert close(figure(outcome, f"line loan basis at year end, Firm, loan {number}"), line_31, slack)
    for row, allowed in form.allowed.items():
        assert close(figure(outcome, f"basis allowed, Firm, {row}"), allowed, slack)
        assert close(figure(outcome, f"basis suspended, Firm, {row}"), k1.rows[row] - allowed, slack)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_partners_worksheet(seed: int) -> None:
    chance = random.Random(-seed)
    k1 = generated(seed, loans=False)
    for name in ("beginning_recourse", "ending_recourse", "distributed_property_basis"):
        k1.facts[name] = some(chance)
    line_18, gain, allowed = basis_worksheet(k1)
    outcome = outcome_of(k1, beginning_basis=k1.facts["opening"])
    assert figure(outcome, "gain on distribution, Firm") == gain
    assert close(figure(outcome, "closing outside basis, Firm"), line_18)
    for row, amount in allowed.items():
        assert close(figure(outcome, f"basis allowed, Firm, {row}"), amount)
        assert close(figure(outcome, f"basis suspended, Firm, {row}"), k1.rows[row] - amount)


def test_what_was_generated_meets_every_part_of_the_form() -> None:
    """Enough of the generated K-1s have a loss held, debt basis restored, and gains, to tell anything."""
    k1s = [generated(seed, loans=True) for seed in SEEDS]
    forms = [form_7203(k1) for k1 in k1s]
    assert sum(any(line_23(k1)) for k1 in k1s) >= 10
    assert sum(form.line_34 > 0 for form in forms) >= 10
    assert sum(form.excess_of_line_6 > 0 for form in forms) >= 10
    assert sum(sum(form.allowed.values()) < sum(k1.rows.values()) for k1, form in zip(k1s, forms, strict=True)) >= 30
    assert (
        sum(
            0 < sum(form.line_31) < sum(loan["basis"] for loan in k1.loans) for k1, form in zip(k1s, forms, strict=True)
        )
        >= 10
    )
