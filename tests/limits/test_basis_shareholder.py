"""Limit 1 for a shareholder: what restores a loan's basis, and where nondeductible expenses come (IRC 1367(b)(2)).

Reg. 1.1367-1(f), (g), 1.1367-2(b) to (d). A loan's basis is below what is owed by as much as earlier losses took of it.
"""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.errors import Contradiction
from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, PARTNER, rental, told
from tests.properties.test_unknown import assert_holds
from tests.scenarios.scenario import answer, figure, verdict


def loan(owed: int, basis: int, *, advances: int = 0, repaid: int = 0) -> dict[str, Any]:
    """A loan to the corporation: what was owed and its basis at the start of the year, and the year's payments."""
    return {
        "kind": "note",
        "beginning_balance": owed,
        "beginning_debt_basis": basis,
        "new_advances": advances,
        "repayments": repaid,
    }


REDUCED = loan(10_000, 4_000)
"""A loan that earlier losses took 6,000 of."""


def of_kind(kind: str) -> dict[str, Any]:
    """The same loan, half of it repaid: 3,000 of 5,000 are gain."""
    return {**loan(10_000, 4_000, repaid=5_000), "kind": kind}


def owner(*loans: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A shareholder who works in the business, with 3,000 of stock basis at the start."""
    partner = {key: value for key, value in PARTNER.items() if key not in ("interest", "beginning_basis")}
    corporation = {"name": "Corp", "entity": "s_corporation", "beginning_stock_basis": 3_000}
    return {**partner, **corporation, "loan": list(loans), **facts}


def says(k1: dict[str, Any]) -> str:
    return verdict(answer({**HOUSEHOLD, "k1": [k1]}))


def closing(outcome: Outcome) -> tuple[Any, Any]:
    """Stock and debt basis at year end."""
    return figure(outcome, "closing stock basis, Corp"), figure(outcome, "closing debt basis, Corp")


# The net increase


@pytest.mark.parametrize(
    ("facts", "increase"),
    [
        ({}, 5_000),
        ({"tax_exempt_income": 600}, 5_600),
        ({"nondeductible_expenses": 1_500}, 3_500),
        ({"distributions": 500}, 4_500),
        ({"net_section_1231_gain": -1_000}, 4_000),
        ({"charitable_contributions": 1_000}, 4_000),
        ({"interest_income": 400}, 5_400),
        ({"contributions": 700}, 5_000),
        ({"tax_exempt_income": 2_000, "nondeductible_expenses": 1_500, "distributions": 500}, 5_000),
    ],
)
def test_what_the_net_increase_is_made_of(facts: dict[str, int], increase: int) -> None:
    """Reg. 1.1367-2(c)(1): items of 1367(a)(1), tax-exempt too, less all of 1367(a)(2), distributions too; box 1 5,000.

    A contribution is no such item. The loan comes first, so the stock is left with what it had and was paid in.
    """
    outcome = told(owner(REDUCED, ordinary_business_income=5_000, **facts))
    assert figure(outcome, "line debt basis restored") == increase
    assert closing(outcome) == (3_000 + facts.get("contributions", 0), 4_000 + increase)


@pytest.mark.parametrize(("income", "restored"), [(5_999, 5_999), (6_000, 6_000), (6_001, 6_000), (20_000, 6_000)])
def test_a_loan_is_restored_up_to_what_was_taken_of_it(income: int, restored: int) -> None:
    """Reg. 1.1367-2(c)(1): never above its basis without reductions; the rest raises the stock."""
    outcome = told(owner(REDUCED, ordinary_business_income=income))
    assert closing(outcome) == (3_000 + income - restored, 4_000 + restored)


@pytest.mark.parametrize(("paid", "restored"), [(4_999, 1), (5_000, 0), (5_001, 0)])
def test_no_net_increase_restores_nothing(paid: int, restored: int) -> None:
    """Reg. 1.1367-2(c)(1): distributions as large as the income leave no net increase; stock pays them."""
    outcome = told(owner(REDUCED, ordinary_business_income=5_000, distributions=paid))
    assert closing(outcome) == (8_000 - paid - restored, 4_000 + restored)


def test_two_loans_are_restored_together() -> None:
    """Reg. 1.1367-2(c)(2): 3,000 over shortfalls of 6,000 and 3,000."""
    outcome = told(owner(REDUCED, loan(5_000, 2_000), ordinary_business_income=3_000))
    assert figure(outcome, "line debt basis restored") == 3_000
    assert closing(outcome) == (3_000, 9_000)


@pytest.mark.parametrize(
    ("income", "gain", "closing_debt"),
    [(0, "600", "4400"), (2_999, "0.20", "7999.20"), (3_000, "0", "8000"), (3_001, "0", "8001")],
)
def test_a_loan_that_is_repaid_is_restored_first(income: int, gain: str, closing_debt: str) -> None:
    """Reg. 1.1367-2(c)(2), (d): 3,000 make the second loan whole before its repayment, so there is no gain.

    Of 1,000 repaid on 5,000 owed a fifth of what is not restored is gain: of 3,000 missing 600, of a dollar 20 cents.
    """
    k1 = owner(REDUCED, loan(5_000, 2_000, repaid=1_000), ordinary_business_income=income)
    outcome = told(k1)
    assert figure(outcome, "gain on loan repayment, Corp") == Decimal(gain)
    stock, debt = closing(outcome)
    assert (stock, debt) == (
        3_000,
        4_000 + max(0, income - 3_000) + 2_000 + min(income, 3_000) - (1_000 - Decimal(gain)),
    )
    if income in (3_000, 3_001):
        assert debt == Decimal(closing_debt)


@pytest.mark.parametrize(
    ("income", "gains", "restored", "shared"),
    [
        (0, (6_000, 1_500), (0, 0), False),
        (3_000, (4_000, 1_000), (2_000, 1_000), True),
        (8_997, (2, Decimal("0.50")), (5_998, 2_999), True),
        (9_000, (0, 0), (6_000, 3_000), False),
        (12_000, (0, 0), (6_000, 3_000), False),
    ],
)
def test_two_loans_that_are_repaid(income: int, gains: Any, restored: Any, shared: bool) -> None:
    """Reg. 1.1367-2(c)(2): both are restored by what was taken of each (6,000 and 3,000), in proportion.

    10,000 are repaid on 10,000 owed and 2,500 on 5,000: after 3,000 are shared, 4,000/10,000 and 2,000/5,000 are gain.
    """
    outcome = told(
        owner(loan(10_000, 4_000, repaid=10_000), loan(5_000, 2_000, repaid=2_500), ordinary_business_income=income)
    )
    assert figure(outcome, "gain on loan repayment, Corp") == sum(gains)
    if any(gains):
        assert [figure(outcome, f"line loan gain, Corp, loan {number}") for number in (1, 2)] == list(gains)
    if restored:
        assert [figure(outcome, f"line loan basis restored, Corp, loan {number}") for number in (1, 2)] == list(
            restored
        )
    assert ("restoration_shared_by_repaid_loans" in {note.name for note in outcome.notes}) is shared


@pytest.mark.parametrize(
    ("repaid", "gain", "allowed"),
    [
        (1, Decimal("0.60"), Decimal("6999.60")),
        (5_000, 3_000, 5_000),
        (9_999, Decimal("5999.40"), Decimal("3000.40")),
        (10_000, 6_000, 3_000),
    ],
)
def test_a_reduced_loan_that_is_repaid_without_a_net_increase(repaid: int, gain: Any, allowed: Any) -> None:
    """Rev. Rul. 64-162, 68-537: of 10,000 owed with 4,000 of basis, six tenths of each dollar are gain.

    What is left of basis (3,000 of stock, 4,000 less four tenths of the repayment) takes a loss; the gain adds none.
    A loan repaid whole is not there at year end to be reduced (1.1367-2(b)(1)).
    """
    outcome = told(owner(loan(10_000, 4_000, repaid=repaid), ordinary_business_income=-20_000))
    assert figure(outcome, "gain on loan repayment, Corp") == gain
    assert figure(outcome, "basis allowed") == allowed
    assert closing(outcome) == (0, 0)


def test_a_loan_repaid_whole_bears_no_loss_and_the_other_does() -> None:
    """Reg. 1.1367-2(b)(1): a loss of 5,000 takes 3,000 of stock and 2,000 of the loan still owed."""
    outcome = told(owner(loan(10_000, 4_000, repaid=10_000), loan(8_000, 8_000), ordinary_business_income=-5_000))
    assert figure(outcome, "gain on loan repayment, Corp") == 6_000
    assert [figure(outcome, f"line loan basis at year end, Corp, loan {number}") for number in (1, 2)] == [0, 6_000]


@pytest.mark.parametrize(
    ("kind", "note"), [("note", "loan_gain_is_capital"), ("open_account", "loan_gain_is_ordinary")]
)
def test_the_gain_is_capital_on_a_note_and_ordinary_on_an_open_account(kind: str, note: str) -> None:
    """Rev. Rul. 64-162; Rev. Rul. 68-537; Form 7203 instructions, lines 32 to 34."""
    outcome = told(owner(of_kind(kind), ordinary_business_income=-1_000))
    assert {each.name: each.amount.low for each in outcome.notes if each.name.startswith("loan_gain")} == {
        note: 3_000_00
    }


@pytest.mark.parametrize(
    ("kind", "losses", "agi"), [("note", 0, 143_000), ("note", 10_000, 137_000), ("open_account", 10_000, 140_000)]
)
def test_the_gain_is_in_modified_agi(kind: str, losses: int, agi: int) -> None:
    """IRC 469(i)(3)(E): 140,000 of wages and 3,000 of gain; beside capital losses only a capital gain is netted.

    10,000 of capital losses less 3,000 of gain are held to 3,000; beside an ordinary gain they are held so too.
    """
    k1 = owner(of_kind(kind), ordinary_business_income=0)
    outcome = told(k1, rental(), wages=140_000, net_long_term_capital_gain=-losses)
    assert figure(outcome, "line modified agi") == agi


@pytest.mark.parametrize(("repaid", "debt"), [(0, 5_000), (2_000, 3_000), (5_000, 0)])
def test_this_years_advance_repaid_this_year(repaid: int, debt: int) -> None:
    """IRC 1012: money lent gives as much basis, money paid back takes it; a loss of 20,000 uses what is left."""
    outcome = told(owner(loan(0, 0, advances=5_000, repaid=repaid), ordinary_business_income=-20_000))
    assert figure(outcome, "basis allowed") == 3_000 + debt
    assert closing(outcome) == (0, 0)


@pytest.mark.parametrize(("repaid", "debt"), [(0, 15_000), (12_000, 3_000), (15_000, 0)])
def test_an_old_loan_with_an_advance_repaid(repaid: int, debt: int) -> None:
    """Form 7203 lines 16 to 27: of 10,000 owed and 5,000 lent, all of it with basis, what is left after repayment."""
    outcome = told(owner(loan(10_000, 10_000, advances=5_000, repaid=repaid), ordinary_business_income=-20_000))
    assert figure(outcome, "basis allowed") == min(20_000, 3_000 + debt)


# Losses of earlier years, and the note


@pytest.mark.parametrize(
    ("loans", "income", "carried", "told_so"),
    [
        ([REDUCED], 5_000, 2_000, True),
        ([REDUCED], 5_000, 0, False),
        ([loan(10_000, 10_000)], 5_000, 2_000, False),
        ([REDUCED], 0, 2_000, False),
        ([], 5_000, 2_000, False),
    ],
)
def test_the_note_on_losses_carried_in(loans: list[dict[str, int]], income: int, carried: int, told_so: bool) -> None:
    """Open (law/order.md): the net increase counts this year's items only; told where that decides something."""
    outcome = told(owner(*loans, ordinary_business_income=income, suspended_basis_loss=carried))
    assert ("carryover_left_out_of_net_increase" in {note.name for note in outcome.notes}) is told_so


def test_a_loss_carried_in_beside_a_restored_loan() -> None:
    """Reg. 1.1367-2(c)(1): 5,000 go to the loan; of the stock's 3,000 the 2,000 of earlier years are taken."""
    outcome = told(owner(REDUCED, ordinary_business_income=5_000, suspended_basis_loss=2_000))
    assert figure(outcome, "basis allowed") == 2_000
    assert closing(outcome) == (1_000, 9_000)


# Nondeductible expenses


@pytest.mark.parametrize(
    ("expenses", "allowed"), [(0, 13_000), (2_999, 10_001), (3_000, 10_000), (3_001, 9_999), (13_000, 0), (13_001, 0)]
)
def test_expenses_beyond_stock_take_debt_basis(expenses: int, allowed: int) -> None:
    """Reg. 1.1367-1(f), 1.1367-2(b)(1): before losses, of 3,000 of stock and then of 10,000 of debt."""
    k1 = owner(loan(10_000, 10_000), ordinary_business_income=-20_000, elects_losses_before_nondeductible=False)
    outcome = told({**k1, "nondeductible_expenses": expenses})
    assert figure(outcome, "basis allowed") == allowed
    assert closing(outcome) == (0, 0)


@pytest.mark.parametrize("expenses", [2_999, 3_000, 3_001, 13_000])
def test_expenses_alone_take_stock_and_then_debt(expenses: int) -> None:
    """Reg. 1.1367-2(b)(1), with no loss beside them: what is left of 3,000 and of 10,000."""
    k1 = owner(loan(10_000, 10_000), ordinary_business_income=0, nondeductible_expenses=expenses)
    assert closing(told(k1)) == (max(0, 3_000 - expenses), min(10_000, 13_000 - expenses))


@pytest.mark.parametrize(
    ("expenses", "elected", "allowed", "stock", "carried_over"),
    [
        (1_999, False, 8_000, 1, 0),
        (1_999, True, 8_000, 1, 0),
        (2_000, False, 8_000, 0, 0),
        (2_000, True, 8_000, 0, 0),
        (2_001, False, 7_999, 0, 0),
        (2_001, True, 8_000, 0, 1),
        (10_000, False, 0, 0, 0),
        (10_000, True, 8_000, 0, 8_000),
    ],
)
def test_the_election_around_where_basis_is_short(
    expenses: int, elected: bool, allowed: int, stock: int, carried_over: int
) -> None:
    """Reg. 1.1367-1(f), (g): basis 10,000, loss 8,000; elected, the loss comes before the expenses.

    Expenses that then find no basis are carried over; without the election they are gone.
    """
    k1 = owner(beginning_stock_basis=10_000, ordinary_business_income=-8_000, nondeductible_expenses=expenses)
    outcome = told({**k1, "elects_losses_before_nondeductible": elected})
    assert figure(outcome, "basis allowed") == allowed
    assert figure(outcome, "closing stock basis, Corp") == stock
    assert (figure(outcome, "line nondeductible carried over") or 0) == carried_over


@pytest.mark.parametrize(
    ("expenses", "verdict"),
    [(1_999, "answered"), (2_000, "answered"), (2_001, "missing: elects_losses_before_nondeductible")],
)
def test_the_election_is_asked_about_where_it_decides(expenses: int, verdict: str) -> None:
    """Reg. 1.1367-1(g): where basis is enough for both, the order does not matter."""
    k1 = owner(beginning_stock_basis=10_000, ordinary_business_income=-8_000, nondeductible_expenses=expenses)
    assert says(k1) == verdict


def test_elected_losses_take_stock_and_debt_before_the_expenses() -> None:
    """Reg. 1.1367-1(g): 13,000 of basis for a loss of 12,000; of 4,000 of expenses 1,000 find basis."""
    k1 = owner(loan(10_000, 10_000), ordinary_business_income=-12_000, nondeductible_expenses=4_000)
    outcome = told({**k1, "elects_losses_before_nondeductible": True})
    assert figure(outcome, "basis allowed") == 12_000
    assert figure(outcome, "line nondeductible carried over") == 3_000
    assert closing(outcome) == (0, 0)


# Where it is on paper


@pytest.mark.parametrize(("year", "on_form"), [(2018, False), (2020, False), (2021, True), (2025, True)])
def test_form_7203_is_named_from_2021(year: int, on_form: bool) -> None:
    """Form 7203 is first of December 2021; before, the law itself is the authority."""
    outcome = told(owner(REDUCED, ordinary_business_income=-20_000), tax_year=year)
    assert any("7203" in line.citation for line in outcome.limits[0].lines) is on_form


def test_a_loan_of_unknown_size_and_repayment_may_be_restored_first() -> None:
    """Reg. 1.1367-2(c)(2): a repaid loan shares the 2,000 of net increase with another, and a loss can use its part.

    Of 5,000 owed with 500 repaid 1,000 are restored, and 900 of that are left for the loss carried in.
    """
    k1 = owner(loan(5_000, 0, repaid=500), loan(5_000, 0, repaid=5_000), beginning_stock_basis=0, distributions=2_000)
    k1 |= {"ordinary_business_income": 4_000, "suspended_basis_loss": 2_000}
    assert figure(told(k1), "deductible") == 900
    first, second = k1["loan"]
    unknown = {**first, "beginning_balance": "unknown", "repayments": "unknown"}
    (low, high) = figure(told({**k1, "loan": [unknown, second]}), "deductible")
    assert low == 0
    assert high >= 900


# What cannot be, and what nobody knows


@pytest.mark.parametrize(("repaid", "fits"), [(10_500, True), (10_501, False)])
def test_no_more_is_repaid_than_was_owed_and_lent(repaid: int, fits: bool) -> None:
    """Reg. 1.1367-2(c): 10,000 and 500 lent this year."""
    k1 = owner(loan(10_000, 10_000, advances=500, repaid=repaid), ordinary_business_income=-1)
    if fits:
        assert says(k1) == "answered"
    else:
        with pytest.raises(Contradiction, match="More was repaid"):
            says(k1)


@pytest.mark.parametrize(("basis", "fits"), [(10_000, True), (10_001, False)])
def test_a_loans_basis_is_no_more_than_what_is_owed(basis: int, fits: bool) -> None:
    """Reg. 1.1367-2(b)(1)."""
    k1 = owner(loan(10_000, basis), ordinary_business_income=-1)
    if fits:
        assert says(k1) == "answered"
    else:
        with pytest.raises(Contradiction, match="cannot be more than what was owed"):
            says(k1)


@pytest.mark.parametrize("unknown", ["repayments", "new_advances", "beginning_balance", "beginning_debt_basis"])
def test_an_unknown_amount_of_a_loan_stays_within_what_the_others_allow(unknown: str) -> None:
    """The range holds the answer at every amount that can be, and no contradiction is met on the way."""
    known = loan(10_000, 4_000, advances=1_000, repaid=5_000)
    k1 = owner({**known, unknown: "unknown"}, ordinary_business_income=-30_000)
    wide = told(k1).deductible
    for amount in {"repayments": (0, 11_000), "new_advances": (0, 90_000)}.get(unknown, (4_000, 10_000)):
        one = told(owner({**known, unknown: amount}, ordinary_business_income=-30_000)).deductible
        assert wide.joined(one) == wide


def test_of_a_loan_with_basis_at_least_that_is_owed() -> None:
    """Reg. 1.1367-2(b)(1): basis is a part of what is owed, so none of 400 is lost where the balance is not known."""
    unknown = {**loan(0, 400), "beginning_balance": "unknown"}
    outcome = told(owner(unknown, beginning_stock_basis=0, ordinary_business_income=-10_000))
    assert figure(outcome, "deductible") == 400


def test_of_a_loan_nobody_knows_there_may_be_nothing() -> None:
    """Reg. 1.1367-2(c)(2): where nothing is owed nothing is restored, and all of the income raises stock basis."""
    k1 = owner(loan(0, 0), ordinary_business_income=5_000, suspended_basis_loss=100)
    unknown = {**loan(0, 0), "beginning_balance": "unknown", "beginning_debt_basis": "unknown"}
    assert_holds(told({**k1, "loan": [unknown]}), told(k1))


@pytest.mark.parametrize("lent", [4_000, 4_001, 90_000])
def test_at_least_what_was_repaid_beyond_the_balance_was_lent(lent: int) -> None:
    """Reg. 1.1367-2(a), (d): 5,000 repaid on a loan of 1,000 with a basis of 400; what was lent is not known."""
    k1 = owner(loan(1_000, 400, advances=lent, repaid=5_000), ordinary_business_income=-10_000)
    (unknown,) = ({**each, "new_advances": "unknown"} for each in k1["loan"])
    assert_holds(told({**k1, "loan": [unknown]}), told(k1))


@pytest.mark.parametrize(("second", "netted"), [(15_000, True), (15_000.01, False)])
def test_open_accounts_of_25_000_together_are_netted(second: float, netted: bool) -> None:
    """Reg. 1.1367-2(a)(2)(i), (d)(2): 2,000 lent and 2,000 repaid are nothing; of a note 1,200 of it is gain.

    Reduced by 6,000 of 10,000, with 2,000 lent: 6,000 of 12,000 are basis, so half of the 2,000 is gain.
    """
    account = {**loan(10_000, 4_000, advances=2_000, repaid=2_000), "kind": "open_account"}
    other = {**loan(0, 0), "beginning_balance": second, "beginning_debt_basis": second, "kind": "open_account"}
    outcome = told(owner(account, other, ordinary_business_income=0))
    assert figure(outcome, "gain on loan repayment, Corp") == (0 if netted else 1_000)


def test_an_account_of_another_kind_does_not_count_among_them() -> None:
    account = {**loan(10_000, 4_000, advances=2_000, repaid=2_000), "kind": "open_account"}
    outcome = told(owner(loan(90_000, 90_000), account, ordinary_business_income=0))
    assert figure(outcome, "gain on loan repayment, Corp") == 0


def test_by_loan_what_came_back_of_basis_is_told() -> None:
    """Form 7203 line 33 and Reg. 1.1367-2(c): 2,000 of 5,000 of the first, all of 1,000 of the second."""
    outcome = told(
        owner(loan(10_000, 4_000, repaid=5_000), loan(6_000, 6_000, repaid=1_000), ordinary_business_income=0)
    )
    assert figure(outcome, "line loan repaid out of basis, Corp, loan 1") == 2_000
    assert figure(outcome, "line loan repaid out of basis, Corp, loan 2") == 1_000
    assert figure(outcome, "gain on loan repayment, Corp") == 3_000


def test_of_a_loan_that_no_loss_took_anything_of_its_kind_does_not_matter() -> None:
    """Reg. 1.1367-2(d): lent and repaid, its basis comes back whole, account or note."""
    lent = loan(10_000, 10_000, advances=500, repaid=500)
    del lent["kind"]
    assert says(owner(lent, ordinary_business_income=-1_000)) == "answered"


@pytest.mark.parametrize("second", [0, 1_000])
def test_a_restoration_that_repaid_loans_share_is_said(second: int) -> None:
    """Reg. 1.1367-2(c)(2): how several repaid loans share what does not restore all of them, the rule leaves open."""
    loans = loan(10_000, 4_000, repaid=1_000), loan(10_000, 4_000, repaid=second)
    outcome = told(owner(*loans, ordinary_business_income=2_000))
    assert ("restoration_shared_by_repaid_loans" in {note.name for note in outcome.notes}) == bool(second)


def test_the_election_of_losses_first_is_asked_only_beside_a_loss() -> None:
    """Reg. 1.1367-1(g)."""
    facts = {"nondeductible_expenses": 5_000, "beginning_stock_basis": 1_000}
    assert says(owner(loan(1, 1), ordinary_business_income=1, **facts)) == "answered"
    assert says(owner(loan(1, 1), ordinary_business_income=-1, **facts)) == (
        "missing: elects_losses_before_nondeductible"
    )


def test_a_loan_is_repaid_though_as_much_was_lent_as_was_owed() -> None:
    """Rev. Rul. 64-162: 2,000 + 6,000 of basis in 12,000: a third of the 3,000 is gain."""
    outcome = told(owner(loan(6_000, 2_000, advances=6_000, repaid=3_000), ordinary_business_income=0))
    assert figure(outcome, "gain on loan repayment, Corp") == 1_000


@pytest.mark.parametrize(("stock", "said"), [(0, "answered"), (0.01, "missing: elects_losses_before_nondeductible")])
def test_whether_losses_come_first_matters_from_the_first_cent_of_basis(stock: float, said: str) -> None:
    """Reg. 1.1367-1(f), (g): the loss has that cent, or the expenses."""
    assert says(owner(beginning_stock_basis=stock, nondeductible_expenses=5, ordinary_business_income=-10)) == said
