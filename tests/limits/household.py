"""A household with every fact told, for tests that change one: a partnership worked in, and a rental."""

from pathlib import Path
from typing import Any

import tomli_w

from k1chat import case_file
from k1chat.case import Case
from k1chat.outcome import Outcome, OutcomeLine
from tests.scenarios.scenario import answer, verdict

PARTNER: dict[str, Any] = {
    "entity": "partnership",
    "interest": "general_partner",
    "beginning_basis": 2_000_000,
    "publicly_traded": False,
    "final_k1": False,
    "contributions": 0,
    "distributions": 0,
    "distributed_property_basis": 0,
    "beginning_recourse": 0,
    "beginning_qualified_nonrecourse": 0,
    "beginning_nonrecourse": 0,
    "ending_recourse": 0,
    "ending_qualified_nonrecourse": 0,
    "ending_nonrecourse": 0,
    "tax_exempt_income": 0,
    "nondeductible_expenses": 0,
    "protected_against_loss": 0,
    "borrowed_from_interested_person": 0,
    "suspended_basis_loss": 0,
    "suspended_at_risk_loss": 0,
    "suspended_passive_loss": 0,
    "sold_entire_interest": False,
    "kind": "trade_or_business",
    "hours": 600,
}
HOUSEHOLD: dict[str, Any] = {
    "tax_year": 2025,
    "filing_status": "married_joint",
    "wages": 0,
    "other_income": 0,
    "qualified_dividends": 0,
    "other_passive_income": 0,
    "other_business_income": 0,
    "net_short_term_capital_gain": 0,
    "net_long_term_capital_gain": 0,
}
RENTAL: dict[str, Any] = {
    "kind": "rental_real_estate",
    "net_rental_real_estate_income": -20_000,
    "approves_tenants_and_terms": "yes",
    "ownership_percent": 50,
    "average_stay_days": 365,
    "rented_to_own_business": False,
    "real_property_hours": 80,
    "total_work_hours": 2000,
    "spouse_real_property_hours": 0,
    "spouse_total_work_hours": 0,
}
IDLE: dict[str, Any] = {
    "interest": "limited_partner",
    "hours": 10,
    "spouse_hours": 0,
    "years_materially_participated_of_last_10": 0,
    "personal_service_activity": False,
}
"""A partner who does not work in the business."""


def case_of(*k1s: dict[str, Any], **household: Any) -> Case:
    """The case of these K-1s, as a file gives it."""
    return case_file.read(Path("case.toml"), tomli_w.dumps({**HOUSEHOLD, **household, "k1": [*k1s]}))


def works(**facts: Any) -> dict[str, Any]:
    """A business its owner works in: what it reports is nonpassive."""
    return {**PARTNER, "name": "Works", **facts}


def idle(**facts: Any) -> dict[str, Any]:
    """A business its owner does not work in: what it reports is passive."""
    return {**PARTNER, **IDLE, "name": "Idle", **facts}


def rental(**facts: Any) -> dict[str, Any]:
    """A rental with active participation, with a loss of 20,000."""
    return {**PARTNER, **RENTAL, "name": "Rental", **facts}


def told(*k1s: dict[str, Any], **household: Any) -> Outcome:
    """The answer of the household with these K-1s."""
    outcome = answer({**HOUSEHOLD, **household, "k1": list(k1s)}).answer
    assert outcome is not None
    return outcome


def lines(outcome: Outcome) -> dict[str, OutcomeLine]:
    """The lines and findings of the four limits, by name."""
    return {line.name: line for limit in outcome.limits for line in limit.lines}


def notes(outcome: Outcome) -> set[str]:
    """The names of what is noted."""
    return {note.name for note in outcome.notes}


def says(*k1s: dict[str, Any], **household: Any) -> str:
    """What kind of answer the household gets; a fact that is None is not told."""
    facts = {fact: value for fact, value in {**HOUSEHOLD, **household}.items() if value is not None}
    return verdict(answer({**facts, "k1": list(k1s)}))


def without(k1: dict[str, Any], *facts: str) -> dict[str, Any]:
    """The same K-1, these facts untold."""
    return {fact: value for fact, value in k1.items() if fact not in facts}
