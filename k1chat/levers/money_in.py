"""What frees losses at the basis and the at-risk limit: money put in, and debts or promises that are otherwise.

Modelled: money paid in (IRC 722; 1016(a)), by a shareholder also lent directly (Reg. 1.1366-2(a)(2)(i)): both are own
money, so they are at risk too (465(b)(1)(A)). At risk: a guarantee of a partnership's nonrecourse debt without a
right to be paid back (CCA 201308028), an end of protection (465(b)(4)), a lender without an interest in the activity
(465(b)(3)). None for an S corporation's guarantee (Reg. 1.1366-2(a)(2)(ii)), nor for an interest that ended: what basis
held of it is lost. Not modelled: other ways to a larger share of debts. Amounts in cents.
"""

from collections.abc import Iterator

from k1chat.case import Case
from k1chat.facts import (
    ACTIVITY_AMOUNT_AT_RISK,
    AMOUNT_AT_RISK,
    AMOUNT_AT_RISK_LAST_YEAR,
    AT_RISK_INCREASES,
    BEGINNING_BALANCE,
    BORROWED_FROM_INTERESTED_PERSON,
    CONTRIBUTIONS,
    ENDING_NONRECOURSE,
    ENTITY,
    GUARANTEED_WITHOUT_REIMBURSEMENT,
    LOAN_COUNT,
    LOAN_KIND,
    NEW_ADVANCES,
    PROTECTED_AGAINST_LOSS,
    REPAYMENTS,
    Fact,
    Place,
)
from k1chat.levers.lever import Kind, Lever, Reach, Standing, Trying, first_and_whole
from k1chat.money import LARGEST, Cents
from k1chat.what_if import Change

AT_RISK_ALONE: tuple[Kind, ...] = ("guarantee", "protection", "lender")
"""What moves the amount at risk and leaves basis as it is."""


def of_basis(case: Case, base: Standing, k1: Place, quick: bool) -> Iterator[Lever]:
    """What frees losses of a K-1 at the basis limit."""
    trying = Trying(case, base, "basis", (k1,))
    yield from _by_amount(trying, "contribution", k1, quick)
    if case.get(ENTITY, k1) == "s_corporation":
        yield from _by_amount(trying, "direct_loan", k1, quick)


def of_at_risk(case: Case, base: Standing, k1: Place, quick: bool) -> Iterator[Lever]:
    """What frees losses of a K-1 at the at-risk limit."""
    apart = [
        place for place in case.answers if place[:1] == k1 and case.get(ACTIVITY_AMOUNT_AT_RISK, place) is not None
    ]
    for place in apart:
        yield from _by_amount(Trying(case, base, "at_risk", (place,)), "activity_at_risk", place, quick)
    if apart:
        return
    trying = Trying(case, base, "at_risk", (k1,))
    before = base.held("basis", (k1,))
    if not before:
        for kind in AT_RISK_ALONE:
            yield from _by_amount(trying, kind, k1, quick)
    yield from _by_amount(trying, "contribution", k1, quick, before)


def _by_amount(trying: Trying, kind: Kind, place: Place, quick: bool, guess: Cents = 0) -> Iterator[Lever]:
    """The lever of a kind, where it frees anything."""
    end = room(trying.case, kind, place)
    if not trying.held or not end:
        return

    def at(amount: Cents) -> Reach | None:
        changes = moved(trying.case, kind, place, amount)
        return trying.reach(changes[0].value, amount, changes) if changes else None

    found = first_and_whole(at, trying.held, guess=guess, end=end, quick=quick)
    if found:
        now = trying.case.get(found[0].changes[0].fact, found[0].changes[0].place)
        yield Lever(trying.limit, kind, place, now, trying.held, *found)


FALLING: dict[Kind, Fact[Cents]] = {
    "protection": PROTECTED_AGAINST_LOSS,
    "lender": BORROWED_FROM_INTERESTED_PERSON,
}
RISING: dict[Kind, Fact[Cents]] = {
    "contribution": CONTRIBUTIONS,
    "guarantee": GUARANTEED_WITHOUT_REIMBURSEMENT,
    "activity_at_risk": ACTIVITY_AMOUNT_AT_RISK,
}


def room(case: Case, kind: Kind, place: Place) -> Cents:
    """How far an amount of this kind can go, as the facts are told; zero where there is no such lever."""
    if kind in FALLING:
        given = case.get(AMOUNT_AT_RISK, place) is not None  # then none of this is read
        return 0 if given else known(case, FALLING[kind], place)
    if kind == "guarantee":
        debts = known(case, ENDING_NONRECOURSE, place) - known(case, GUARANTEED_WITHOUT_REIMBURSEMENT, place)
        return max(0, debts) if case.get(ENTITY, place) == "partnership" else 0
    if kind == "direct_loan":
        return LARGEST if isinstance(case.get(LOAN_COUNT, place), int) else 0
    return LARGEST


def known(case: Case, fact: Fact[Cents], place: Place) -> Cents:
    """An amount that is told, or nothing."""
    amount = case.get(fact, place)
    return amount if isinstance(amount, int) else 0


def moved(case: Case, kind: Kind, place: Place, by: Cents) -> tuple[Change, ...]:
    """The case's facts with an amount more, or less of what holds losses back; the fact that counts stands first."""
    if kind == "direct_loan":
        return (*lent(case, place, by), *own_money(case, place, by))
    if kind in FALLING:
        return (Change(FALLING[kind], place, known(case, FALLING[kind], place) - by),)
    paid = raised(case, RISING[kind], place, by)
    if kind != "contribution":
        return (paid,)
    told = case.get(CONTRIBUTIONS, place) is not None  # else no rule reads it: only the amount at risk counts
    return (*([paid] if told else []), *own_money(case, place, by))


def raised(case: Case, fact: Fact[Cents], place: Place, by: Cents) -> Change:
    """An amount, more by so much; where nobody told of it, it was nothing."""
    return Change(fact, place, known(case, fact, place) + by)


def lent(case: Case, k1: Place, by: Cents) -> tuple[Change, ...]:
    """A loan of this year to the corporation, on a note, beside those there are."""
    number = case.get(LOAN_COUNT, k1)
    place = (*k1, number)
    amounts = ((NEW_ADVANCES, by), (BEGINNING_BALANCE, 0), (REPAYMENTS, 0), (LOAN_KIND, "note"))
    return (*(Change(fact, place, value) for fact, value in amounts), Change(LOAN_COUNT, k1, number + 1))


def own_money(case: Case, k1: Place, by: Cents) -> tuple[Change, ...]:
    """Own money put in is at risk, also where that amount is given and not figured from basis."""
    facts = [(AMOUNT_AT_RISK, AMOUNT_AT_RISK), (AMOUNT_AT_RISK_LAST_YEAR, AT_RISK_INCREASES)]
    return tuple(raised(case, fact, k1, by) for told, fact in facts if isinstance(case.get(told, k1), int))
