"""Loans of a shareholder to the S corporation: what restores their basis, and what a repayment does (IRC 1367(b)(2)).

Reg. 1.1367-2; Form 7203 Part II, loan by loan. Modelled: restoration by the year's net increase, repaid loans first;
gain on the repayment of a loan with reduced basis, each dollar in part (Rev. Rul. 64-162, 68-537); open accounts and
their $25,000 line; reduction at year end in proportion, of what is still owed alone.
Not modelled: a loan bought at a discount, one that is forgiven or sold. Amounts in cents.
"""

from k1chat.citation import Citation, form_line, other, reg, usc
from k1chat.facts import (
    BEGINNING_BALANCE,
    BEGINNING_DEBT_BASIS,
    LOAN_COUNT,
    LOAN_KIND,
    NEW_ADVANCES,
    REPAYMENTS,
    TAX_YEAR,
)
from k1chat.frozen import frozen
from k1chat.money import Cents, prorate
from k1chat.run import Run
from k1chat.worksheet import Worksheet, rule

OPEN_ACCOUNT_AT_MOST: Cents = 25_000_00
"""Reg. 1.1367-2(a)(2)(i)."""

CAPITAL, ORDINARY = "capital_gain_on_loans", "ordinary_gain_on_loans"
"""Under what names a K-1's page holds the gain on its loans, for those who count income."""


@frozen
class Loan:
    """A shareholder's loan: what is owed and what basis it has, at the start of the year and with new advances."""

    owed: Cents
    basis: Cents
    opening_owed: Cents
    opening_basis: Cents
    repaid: Cents

    @property
    def reduced(self) -> Cents:
        """What earlier losses took of its basis and no income has restored."""
        return self.opening_owed - self.opening_basis

    def recovered(self, restored: Cents) -> Cents:
        """The part of what was repaid that is basis coming back (Form 7203 lines 25 and 26)."""
        basis = self.basis + restored
        return prorate(self.repaid, [basis, self.owed - basis])[0]

    def basis_left(self, restored: Cents) -> Cents:
        """Its basis after restoration and repayments, before the year's losses (Form 7203 line 27)."""
        return self.basis + restored - self.recovered(restored)


@rule(reg("1.1367-2(a)"))
def loan(w: Worksheet) -> Loan:
    """One loan made directly to the corporation (Form 7203 Part II, lines 16 to 22)."""
    owed, basis = opening(w)
    advances = w[NEW_ADVANCES]
    repaid = w[REPAYMENTS] if owed + advances else 0
    if w.supposes(REPAYMENTS):
        repaid = min(repaid, owed + advances)
    elif w.supposes(NEW_ADVANCES):
        advances = max(advances, repaid - owed)
    elif w.supposes(BEGINNING_BALANCE):
        owed = max(owed, repaid - advances)
    if repaid > owed + advances:
        raise w.contradiction(
            "More was repaid on a loan than was owed on it. Check what was paid back (repayments), what was owed at "
            "the start of the year (beginning_balance) and what was lent this year (new_advances).",
            REPAYMENTS,
            NEW_ADVANCES,
            BEGINNING_BALANCE,
        )
    if advances and repaid and basis < owed and is_open_account(w):
        advances, repaid = max(0, advances - repaid), max(0, repaid - advances)
    return Loan(owed + advances, basis + advances, owed, basis, repaid)


@rule(reg("1.1367-2(d)(2)"))
def is_open_account(w: Worksheet) -> bool:
    """Advances without a note are one debt, and the year's advances and repayments are netted at its close.

    An account of more than $25,000 at a year's end is treated as a note from the next year on (1.1367-2(a)(2)(ii)).
    """
    if w[BEGINNING_BALANCE] > OPEN_ACCOUNT_AT_MOST or w[LOAN_KIND] != "open_account":
        return False
    k1 = w.at(w.place[:1])
    loans = [k1.at((*k1.place, number)) for number in range(k1[LOAN_COUNT])]
    owed = sum(loan.known(BEGINNING_BALANCE) or 0 for loan in loans if loan.known(LOAN_KIND) == "open_account")
    return owed <= OPEN_ACCOUNT_AT_MOST


def opening(w: Worksheet) -> tuple[Cents, Cents]:
    """What was owed at the start of the year and its basis; an unknown one stays within what the other allows."""
    owed = w[BEGINNING_BALANCE]
    if w.supposes(BEGINNING_BALANCE):
        owed = max(owed, w.known(BEGINNING_DEBT_BASIS) or 0)
    basis = w[BEGINNING_DEBT_BASIS] if owed else 0
    if w.supposes(BEGINNING_DEBT_BASIS):
        return owed, min(basis, owed)
    if basis > owed:
        raise w.contradiction(
            "A loan's basis at the start of the year cannot be more than what was owed on it. Check both: its basis "
            "(beginning_debt_basis) and what was owed (beginning_balance).",
            BEGINNING_BALANCE,
            BEGINNING_DEBT_BASIS,
        )
    return owed, basis


@rule(reg("1.1367-2(c)(2)"))
def restoration(w: Worksheet, loans: list[Loan], increase: Cents) -> list[Cents]:
    """The net increase restores reduced loans before it raises stock: repaid ones first, then in proportion.

    It counts before the first repayment of the year (1.1367-2(d)(1)). Only a loan restored in full is repaid
    without gain, so of a repaid one all that was taken comes first.
    """
    if not any(loan.reduced for loan in loans):
        return [0] * len(loans)
    needs = [loan.reduced if loan.repaid else 0 for loan in loans]
    first = _in_proportion(increase, needs)
    if 0 < increase < sum(needs) and sum(map(bool, needs)) > 1:
        w.note("restoration_shared_by_repaid_loans")
    rest = [loan.reduced - done for loan, done in zip(loans, first, strict=True)]
    then = _in_proportion(increase - sum(first), rest)
    restored = [a + b for a, b in zip(first, then, strict=True)]
    line_23 = on_form_7203(w, "line 23", reg("1.1367-2(c)(2)"))
    w.line("debt_basis_restored", sum(restored), line_23)
    w.by_loan("loan_basis_restored", restored, line_23)
    return restored


@rule(reg("1.1367-2(d)"))
def debt_before_losses(w: Worksheet, loans: list[Loan], restored: list[Cents]) -> Cents:
    """Debt basis after restoration and repayments: a repayment takes of the basis only what it gives back."""
    if not loans:
        return 0
    gains_on_repayment(w, loans, restored)
    left = [loan.basis_left(back) for loan, back in zip(loans, restored, strict=True)]
    return w.line("debt_basis_before_losses", sum(left), on_form_7203(w, "lines 24 to 27", reg("1.1367-2(d)")))


@rule(other("Rev. Rul. 64-162, 1964-1 C.B. (Part 1) 304; Rev. Rul. 68-537, 1968-2 C.B. 372"))
def gains_on_repayment(w: Worksheet, loans: list[Loan], restored: list[Cents]) -> None:
    """Of a repaid loan whose basis is below what is owed, each dollar is basis in part and gain in part.

    The gain is the shareholder's own: it raises neither stock basis nor what is left of the loan's.
    """
    recovered = [loan.recovered(back) for loan, back in zip(loans, restored, strict=True)]
    gains = [loan.repaid - basis for loan, basis in zip(loans, recovered, strict=True)]
    if not any(gains):
        return
    line_33, line_34 = (on_form_7203(w, line, w.rule.citation) for line in ("line 33", "line 34"))
    w.line("repaid_out_of_basis", sum(recovered), line_33)
    w.by_loan("loan_repaid_out_of_basis", recovered, line_33)
    w.line("gain_on_loan_repayment", sum(gains), line_34)
    w.by_loan("loan_gain", gains, line_34)
    figures = w.page.figures
    for number, gain in enumerate(gains):
        name = character_of_gain(w.at((*w.place, number))) if gain else CAPITAL
        figures[name] = figures.get(name, 0) + gain
    if figures.get(CAPITAL):
        w.note("loan_gain_is_capital", figures[CAPITAL])
    if figures.get(ORDINARY):
        w.note("loan_gain_is_ordinary", figures[ORDINARY])


@rule(usc("1271(a)(1)"))
def character_of_gain(w: Worksheet) -> str:
    """A note is exchanged for what is paid on it, so its gain is capital; that of advances without a note is ordinary.

    Form 7203 instructions, lines 32 to 34: ordinary also where an account above $25,000 is treated as a note.
    """
    return ORDINARY if w[LOAN_KIND] == "open_account" else CAPITAL


def gains_on_loans(run: Run, name: str) -> Cents:
    """The household's gain of one character on repaid loans, as far as basis was figured."""
    return sum(run.page((k1,)).figures.get(name, 0) for k1 in range(len(run.by_k1)))


@rule(reg("1.1367-2(b)(3)"))
def reduce_loans(w: Worksheet, loans: list[Loan], restored: list[Cents], left: Cents) -> None:
    """What is left of debt basis at year end, by loan: each falls in proportion to its basis, not to what is owed."""
    bases = [loan.basis_left(back) for loan, back in zip(loans, restored, strict=True)]
    w.by_loan("loan_basis_at_year_end", prorate(left, bases), on_form_7203(w, "line 31", reg("1.1367-2(b)(3)")))


def on_form_7203(w: Worksheet, line: str, before: Citation) -> Citation:
    """Form 7203 is from tax year 2021; until then the law itself is named."""
    return form_line("Form 7203", line) if w[TAX_YEAR] >= 2021 else before


def _in_proportion(amount: Cents, needs: list[Cents]) -> list[Cents]:
    return needs if amount >= sum(needs) else prorate(amount, needs)
