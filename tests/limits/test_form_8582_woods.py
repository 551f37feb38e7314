"""Form 8582 of IRS Pub. 925's comprehensive example (Charles and Lily Woods), line by line, in whole dollars.

The outcome is laid out as the form says and each line is held against the publication, as renumbered since 2021 (no
commercial revitalization deductions). Partnerships 2 and 3 were sold: 2 is publicly traded and has an overall gain, 3
an overall loss, so neither is on the form, but both are in modified AGI. Their losses were 12,645 in all; how they
divide into 3,645 and 9,000 is recalled, not read. The rentals were held directly; here they stand on K-1s.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from k1chat.outcome import Amount, LossRow, Outcome
from tests.limits.household import idle, rental, told
from tests.scenarios.scenario import figure

SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
ON_THE_FORM: dict[str, dict[str, Any]] = {
    "A": {
        "net_rental_real_estate_income": -15_000,
        "net_section_1231_gain": 2_776,
        "suspended_passive_loss": 6_667,
    },
    "B": {"net_rental_real_estate_income": -11_600, "suspended_passive_loss": 8_225},
    "1": {"ordinary_business_income": 4_000, "suspended_passive_loss": 2_600},
    "4": {"ordinary_business_income": -2_400, "suspended_passive_loss": 1_500},
}
OFF_THE_FORM: dict[str, dict[str, Any]] = {
    "2": {"ordinary_business_income": -3_645, "gain_on_sale": 15_300, "publicly_traded": True, **SOLD},
    "3": {"ordinary_business_income": -9_000, "gain_on_sale": 4_000, **SOLD},
}
RENTALS, OTHERS = ("A", "B"), ("1", "4")


@pytest.fixture(scope="module")
def woods() -> Outcome:
    """The answer; modified AGI is not given but figured."""
    rentals = [rental(name=name, **ON_THE_FORM[name]) for name in RENTALS]
    partnerships = [idle(name=name, **facts) for name, facts in ({**ON_THE_FORM, **OFF_THE_FORM}).items()]
    return told(*rentals, *partnerships[2:], tax_year=2025, wages=132_000, itemized_deductions=0)


def whole(amount: Decimal | Amount) -> int:
    """Whole dollars, half a dollar up."""
    dollars = Decimal(amount.low) / 100 if isinstance(amount, Amount) else amount
    return int(dollars.quantize(Decimal(1), ROUND_HALF_UP))


def passive_rows(outcome: Outcome) -> dict[str, LossRow]:
    """The rows of limit 3, by activity: each has one."""
    rows = outcome.limits[2].losses
    assert len({row.activity for row in rows}) == len(rows)
    return {row.activity: row for row in rows}


def worksheet(outcome: Outcome, names: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Part IV or V: income (a), loss (b), unallowed before (c), overall gain (d) or loss (e)."""
    rows, sheet = passive_rows(outcome), {}
    for name in names:
        income = sum(max(0, value) for box, value in ON_THE_FORM[name].items() if box != "suspended_passive_loss")
        loss, before = whole(rows[name].entering), whole(rows[name].carried_in)
        overall = income - loss - before
        sheet[name] = {"a": income, "b": loss, "c": before, "d": max(0, overall), "e": max(0, -overall)}
    return sheet


def form_8582(outcome: Outcome) -> dict[str, int]:
    """Parts I to III: sums of the worksheets, and the lines of the allowance as the outcome has them."""
    lines: dict[str, int] = {}
    for part, names in (("1", RENTALS), ("2", OTHERS)):
        sheet = worksheet(outcome, names)
        a, b, c = (sum(row[column] for row in sheet.values()) for column in "abc")
        lines |= {f"{part}a": a, f"{part}b": -b, f"{part}c": -c, f"{part}d": a - b - c}
    allowance = {name: whole(figure(outcome, f"line {name}")) for name in ("modified agi", "allowance")}
    lines["3"] = -whole(figure(outcome, "line shortfall"))
    lines["4"] = whole(figure(outcome, "line active rental loss"))
    lines["5"] = 150_000
    lines["6"] = allowance["modified agi"]
    lines["7"] = lines["5"] - lines["6"]
    lines["8"] = allowance["allowance"]
    lines["9"] = whole(figure(outcome, "line allowance used"))
    lines["10"] = lines["1a"] + lines["2a"]
    lines["11"] = whole(
        sum((Decimal(passive_rows(outcome)[name].allowed.low) / 100 for name in ON_THE_FORM), Decimal())
    )
    return lines


def test_parts_i_to_iii(woods: Outcome) -> None:
    lines = form_8582(woods)
    assert lines == {
        "1a": 2_776,
        "1b": -26_600,
        "1c": -14_892,
        "1d": -38_716,
        "2a": 4_000,
        "2b": -2_400,
        "2c": -4_100,
        "2d": -2_500,
        "3": -41_216,
        "4": 38_716,
        "5": 150_000,
        "6": 138_655,
        "7": 11_345,
        "8": 5_673,
        "9": 5_673,
        "10": 6_776,
        "11": 12_449,
    }
    # The form's own arithmetic.
    assert lines["3"] == lines["1d"] + lines["2d"]
    assert lines["4"] == min(-lines["1d"], -lines["3"])
    assert lines["9"] == min(lines["4"], lines["8"])
    assert lines["11"] == lines["9"] + lines["10"]


def test_modified_agi_has_the_sold_partnerships_and_nothing_of_the_form(woods: Outcome) -> None:
    """469(i)(3)(F): wages, gains of 15,300 and 4,000, losses of 12,645."""
    assert figure(woods, "line modified agi") == 132_000 + 15_300 + 4_000 - 12_645
    assert figure(woods, "passive allowed, 2") + figure(woods, "passive allowed, 3") == 12_645
    assert figure(woods, "line released not passive, 3") == 5_000


def test_parts_iv_and_v(woods: Outcome) -> None:
    rentals, others = worksheet(woods, RENTALS), worksheet(woods, OTHERS)
    assert rentals["A"] == {"a": 2_776, "b": 15_000, "c": 6_667, "d": 0, "e": 18_891}
    assert rentals["B"] == {"a": 0, "b": 11_600, "c": 8_225, "d": 0, "e": 19_825}
    assert others["1"] == {"a": 4_000, "b": 0, "c": 2_600, "d": 1_400, "e": 0}
    assert others["4"] == {"a": 0, "b": 2_400, "c": 1_500, "d": 0, "e": 3_900}


def shares(amounts: Mapping[str, int]) -> dict[str, Decimal]:
    """The ratios of a worksheet, six places."""
    total = sum(amounts.values())
    return {name: (Decimal(amount) / total).quantize(Decimal("0.000001")) for name, amount in amounts.items()}


def losses_after_the_allowance(outcome: Outcome) -> dict[str, int]:
    """Part VI column (d) of the rentals, then the overall losses of Part V: Part VII column (a)."""
    used = figure(outcome, "line allowance used")
    losses = {name: row["e"] for name, row in worksheet(outcome, RENTALS).items()}
    left = {name: whole(loss - used * loss / sum(losses.values())) for name, loss in losses.items()}
    return left | {name: row["e"] for name, row in worksheet(outcome, OTHERS).items() if row["e"]}


def test_part_vi(woods: Outcome) -> None:
    """The allowance in proportion to the losses of the rentals."""
    losses = {name: row["e"] for name, row in worksheet(woods, RENTALS).items()}
    assert shares(losses) == {"A": Decimal("0.487938"), "B": Decimal("0.512062")}
    left = losses_after_the_allowance(woods)
    assert {name: losses[name] - left[name] for name in RENTALS} == {"A": 2_768, "B": 2_905}
    assert {name: left[name] for name in RENTALS} == {"A": 16_123, "B": 16_920}


def test_part_vii(woods: Outcome) -> None:
    """What is unallowed, by the program's own rows; in proportion to column (a)."""
    left = losses_after_the_allowance(woods)
    assert left == {"A": 16_123, "B": 16_920, "4": 3_900}
    assert shares(left) == {"A": Decimal("0.436429"), "B": Decimal("0.458003"), "4": Decimal("0.105568")}
    unallowed = {name: whole(passive_rows(woods)[name].suspended) for name in left}
    assert unallowed == {"A": 15_512, "B": 16_279, "4": 3_752}
    assert sum(unallowed.values()) == 35_543 == -form_8582(woods)["3"] - form_8582(woods)["9"]
    carried = {row.activity: whole(row.amount) for row in woods.carryforwards}
    assert carried == unallowed


def test_part_viii(woods: Outcome) -> None:
    """What is allowed: all losses of the activity less what is unallowed."""
    rows = passive_rows(woods)
    losses = {name: whole(rows[name].entering) + whole(rows[name].carried_in) for name in ON_THE_FORM}
    assert losses == {"A": 21_667, "B": 19_825, "1": 2_600, "4": 3_900}
    allowed = {name: whole(rows[name].allowed) for name in ON_THE_FORM}
    assert allowed == {"A": 6_155, "B": 3_546, "1": 2_600, "4": 148}


def test_schedules_d_and_e(woods: Outcome) -> None:
    """Rentals -9,701; partnerships 4,000 less 15,393; in all -21,094. Long-term gains of 22,076."""
    allowed = {name: Decimal(row.allowed.low) / 100 for name, row in passive_rows(woods).items()}
    assert whole(-allowed["A"]) + whole(-allowed["B"]) == -9_701
    partnerships = sum((allowed[name] for name in ("1", "2", "3", "4")), Decimal())
    assert whole(partnerships) == 15_393
    assert -9_701 + 4_000 - whole(partnerships) == -21_094
    assert sum(gain.amount.low for gain in woods.gains) // 100 + 2_776 == 22_076
