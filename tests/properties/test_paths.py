"""Every path through each limit's questions is walked: it ends, asks nothing twice, and reaches an answer or a reason.

Each limit has its own household; the facts of the limit branch over the answers that decide something, in all
combinations, the other facts are fixed.
"""

import contextlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, UNKNOWN, Place
from k1chat.interview import NextStep, Question, next_step

THOUSAND = 100_000
Branches = Mapping[str, tuple[Any, ...]]

FIXED: dict[str, Any] = {
    "tax_year": 2025,
    "k1": 1,
    "name": "Acme",
    "entity": "partnership",
    "activity": 1,
    "boxes": ("ordinary_business_income",),
    "ordinary_business_income": -40 * THOUSAND,
    "interest": "general_partner",
    "beginning_basis": 100 * THOUSAND,
    "beginning_stock_basis": 100 * THOUSAND,
    "loan": 0,
    "how_interest_ended": "sold",
    "filing_status": "single",
    "average_stay_days": Decimal(365),
    "ownership_percent": Decimal(50),
    "approves_tenants_and_terms": "yes",
    "kind": "trade_or_business",
    "hours": Decimal(501),
    "total_work_hours": Decimal(2000),
    "spouse_total_work_hours": Decimal(2000),
}
MONEY = (0, 10 * THOUSAND)
LOSS: tuple[Any, ...] = ({}, {"": 5 * THOUSAND})

PARTNER: Branches = {
    "beginning_basis": (0, 30 * THOUSAND, 90 * THOUSAND),
    "contributions": MONEY,
    "beginning_recourse": MONEY,
    "ending_recourse": MONEY,
    "tax_exempt_income": MONEY,
    "distributions": (0, 60 * THOUSAND),
    "distributed_property_basis": MONEY,
    "nondeductible_expenses": MONEY,
    "suspended_basis_loss": LOSS,
    "final_k1": (False, True),
}
SHAREHOLDER: Branches = {
    "entity": ("s_corporation",),
    "boxes": (("ordinary_business_income", "interest_income"),),
    "ordinary_business_income": (-5 * THOUSAND, -40 * THOUSAND),
    "interest_income": (20 * THOUSAND,),
    "beginning_stock_basis": (0, 30 * THOUSAND),
    "distributions": MONEY,
    "nondeductible_expenses": MONEY,
    "elects_losses_before_nondeductible": (False, True),
    "loan": (0, 1, 2),
    "beginning_balance": (0, 10 * THOUSAND),
    "beginning_debt_basis": (0, 10 * THOUSAND),
    "new_advances": MONEY,
    "repayments": (0, 5 * THOUSAND),
    "loan_kind": ("note", "open_account"),
}
AT_RISK: Branches = {
    "beginning_basis": (30 * THOUSAND, 100 * THOUSAND),
    "ending_recourse": MONEY,
    "ending_qualified_nonrecourse": MONEY,
    "ending_nonrecourse": (0, 10 * THOUSAND, 80 * THOUSAND),
    "protected_against_loss": (0, 35 * THOUSAND),
    "borrowed_from_interested_person": (0, 35 * THOUSAND),
    "suspended_at_risk_loss": LOSS,
}
PARTICIPATION: Branches = {
    "entity": ("partnership", "s_corporation"),
    "interest": ("general_partner", "limited_partner", "llc_member"),
    "may_manage": (False, True),
    "filing_status": ("single", "married_joint"),
    "hours": tuple(map(Decimal, (0, 100, 101, 500, 501))),
    "spouse_hours": tuple(map(Decimal, (0, 400))),
    "most_hours_by_another": tuple(map(Decimal, (101, 102))),
    "total_hours_by_others": tuple(map(Decimal, (0, 1))),
    "years_materially_participated_of_last_10": (2, 3, 5),
    "personal_service_activity": (False, True),
    "years_materially_participated_before_last_10": (0, 1),
    "paid_manager": (False, True),
    "publicly_traded": (False, True),
    "sold_entire_interest": (False, True),
    "suspended_passive_loss": LOSS,
}
RENTAL: Branches = {
    "boxes": (("net_rental_real_estate_income",), ("other_net_rental_income",)),
    "net_rental_real_estate_income": (-40 * THOUSAND,),
    "other_net_rental_income": (-40 * THOUSAND,),
    "interest": ("general_partner", "limited_partner"),
    "average_stay_days": tuple(map(Decimal, (30, 31))),
    "filing_status": FACTS["filing_status"].choices,
    "lived_apart_all_year": (False, True),
    "ownership_percent": tuple(map(Decimal, ("9.99", "10"))),
    "approves_tenants_and_terms": ("yes", "no", "this_year_only"),
    "wages": (40 * THOUSAND, 120 * THOUSAND, 900 * THOUSAND),
    "other_business_income": (0, -300 * THOUSAND),
    "other_passive_income": (-1, 0, 10 * THOUSAND, 50 * THOUSAND),
    "real_property_hours": tuple(map(Decimal, (750, 751))),
    "total_work_hours": tuple(map(Decimal, (1501, 1502))),
    "spouse_real_property_hours": tuple(map(Decimal, (750, 751))),
    "suspended_passive_loss": LOSS,
}
EXCESS: Branches = {
    "tax_year": (2020, 2021, 2026),
    "boxes": (("ordinary_business_income", "guaranteed_payments", "net_section_1231_gain"),),
    "ordinary_business_income": (-250 * THOUSAND, -700 * THOUSAND),
    "guaranteed_payments": (0, 20 * THOUSAND),
    "net_section_1231_gain": (-30 * THOUSAND, 30 * THOUSAND),
    "beginning_basis": (900 * THOUSAND,),
    "filing_status": FACTS["filing_status"].choices,
    "other_business_income": (-100 * THOUSAND, 0, 100 * THOUSAND),
    "other_passive_income": (0, 50 * THOUSAND),
    "net_short_term_capital_gain": (-50 * THOUSAND, 0),
    "net_long_term_capital_gain": (0, 50 * THOUSAND),
}
LIMITS = {
    "basis, partner": PARTNER,
    "basis, shareholder": SHAREHOLDER,
    "at risk": AT_RISK,
    "passive, participation": PARTICIPATION,
    "passive, rental": RENTAL,
    "excess business loss": EXCESS,
}


def answers(name: str, branches: Branches) -> tuple[Any, ...]:
    """What a question is answered with on the paths."""
    fact = FACTS[name]
    if name in branches:
        return branches[name]
    plain = {"money": 0, "losses": {}, "hours": Decimal(0), "count": 0, "yes_no": False, "number": Decimal(0)}
    return (FIXED[name],) if name in FIXED else (plain[fact.kind],)


def paths(case: Case, branches: Branches, asked: tuple[tuple[Place, str], ...] = ()) -> Iterator[NextStep]:
    """The end of every path; a path whose facts contradict each other has none."""
    try:
        step = next_step(case)
    except Contradiction:
        return
    question = step.question
    if question is None:
        yield step
        return
    key = (question.place, question.fact.name)
    assert key not in asked
    assert len(asked) < 100
    for value in answers(question.fact.name, branches):
        yield from paths(case.having(question.fact, question.place, value), branches, (*asked, key))


@pytest.mark.parametrize("name", LIMITS)
def test_every_path_ends_in_an_answer_or_a_reason(name: str) -> None:
    ends = list(paths(Case(), LIMITS[name]))
    assert len(ends) > 50
    assert all((end.outcome is None) != (end.out_of_scope is None) for end in ends)
    for end in ends:
        for limit in end.outcome.limits if end.outcome else ():
            assert limit.entering.low + limit.carried_in.low == limit.allowed.low + limit.suspended.low
            assert limit.allowed.certain


@pytest.mark.parametrize("name", LIMITS)
def test_every_branch_is_reached(name: str) -> None:
    """A fact of the limit that no path asks would be a branch nobody walked."""
    asked = {fact for end in paths(Case(), LIMITS[name]) for _, fact in end.read}
    assert set(LIMITS[name]) <= asked


def first_asking(name: str, case: Case, branches: Branches) -> tuple[Case, Question] | None:
    """The first place on the paths where a fact is asked."""
    question = next_step(case).question
    if question is None:
        return None
    if question.fact.name == name:
        return case, question
    for value in answers(question.fact.name, branches):
        with contextlib.suppress(Contradiction):
            if found := first_asking(name, case.having(question.fact, question.place, value), branches):
                return found
    return None


@pytest.mark.parametrize("fact", sorted({fact for branches in LIMITS.values() for fact in branches}))
def test_dont_know_is_an_answer_to_every_question(fact: str) -> None:
    """It leads on, to an answer or a reason, and the answer lists it."""
    branches = next(branches for branches in LIMITS.values() if fact in branches)
    found = first_asking(fact, Case(), branches)
    assert found
    case, question = found
    ends = list(
        paths(case.having(question.fact, question.place, UNKNOWN), {name: own[:1] for name, own in branches.items()})
    )
    assert ends
    for end in ends:
        assert end.out_of_scope or (end.answer and question.fact.key in {each.fact for each in end.answer.unknowns})
