"""Interest an owner charges the entity (Reg. 1.469-7): figures from the regulation's formula."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, idle, rental, told, works
from tests.scenarios.scenario import answer, figure, verdict


def passes(interest: int, deducted: int, loss: int = -20_000) -> Any:
    """What passes of an idle business's loss beside the owner's interest from it."""
    k1 = idle(ordinary_business_income=loss, interest_from_own_loan=interest, owner_interest_deducted=deducted)
    return figure(told(k1), "against passive income")


@pytest.mark.parametrize(
    ("interest", "deducted", "amount"),
    [(5_000, 2_500, 2_500), (5_000, 0, 0), (5_000, 5_000, 5_000), (5_000, 8_000, 5_000), (0, 2_500, 0)],
)
def test_the_applicable_percentage(interest: int, deducted: int, amount: int) -> None:
    """Reg. 1.469-7(c)(3), (h) Example 1: 5,000 x 2,500 / the greater of 2,500 and 5,000 = 2,500."""
    assert passes(interest, deducted) == amount


def test_a_part_of_the_deduction_that_is_not_passive() -> None:
    """Reg. 1.469-7(c)(3): 9,000 x 2,000 / the greater of 6,000 and 9,000 = 2,000; of 4,000 x 2,000 / 6,000 = 1,333."""
    base = idle(name="Firm")
    held = {key: base.pop(key) for key in [*base] if key.startswith("suspended") or key == "sold_entire_interest"}
    silent = {"name": "A", "ordinary_business_income": -20_000, "owner_interest_deducted": 2_000, **held}
    worked = {"name": "B", "ordinary_business_income": -1_000, "owner_interest_deducted": 4_000, **held}
    idle_facts = {key: base.pop(key) for key in ("hours", "spouse_hours", "kind")}
    tests = {"years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    for key in tests:
        base.pop(key, None)
    activities = [{**silent, **idle_facts, **tests}, {**worked, "kind": "trade_or_business", "hours": 600}]
    for interest, amount in ((9_000, 2_000), (4_000, "1333.33")):
        outcome = told({**base, "interest_from_own_loan": interest, "activity": activities})
        assert float(figure(outcome, "against passive income")) == float(amount)


def test_passive_interest_leaves_modified_agi() -> None:
    """IRC 469(i)(3)(E)(iv): it is in other income and stands on Form 8582 with the losses it covers."""
    house = rental(net_rental_real_estate_income=-25_000, interest_from_own_loan=4_000, owner_interest_deducted=4_000)
    outcome = told(house, other_income=4_000, wages=110_000)
    assert figure(outcome, "line modified agi") == 110_000
    assert figure(outcome, "against passive income") == 4_000
    assert figure(outcome, "passive allowed") == 24_000


def test_in_a_business_worked_in_nothing_changes() -> None:
    """Reg. 1.469-7(c)(1): the deduction must be a passive one."""
    k1 = works(ordinary_business_income=-1_000, interest_from_own_loan=5_000, owner_interest_deducted=2_500)
    assert figure(told(k1, idle(name="Held", ordinary_business_income=-9_000)), "passive suspended") == 9_000


def test_the_share_is_asked_only_where_interest_is_told() -> None:
    k1 = idle(ordinary_business_income=-20_000, interest_from_own_loan=5_000)
    assert verdict(answer({**HOUSEHOLD, "k1": [k1]})) == "missing: owner_interest_deducted"


def test_interest_that_is_not_passive_after_all_stays_in_modified_agi() -> None:
    """Temp. Reg. 1.469-2T(f)(2)(i), IRC 469(i)(3)(E)(iv): with 200 hours the firm's 14,000 is not passive income.

    4,000 of it is the interest, in other income already: 96,000 + 4,000 + 10,000, an allowance of 20,000.
    """
    others = {"most_hours_by_another": 900, "total_hours_by_others": 900, "paid_manager": True}
    lent = {"interest_from_own_loan": 4_000, "owner_interest_deducted": 4_000, "interest": "general_partner"}
    firm = idle(ordinary_business_income=10_000, **{**others, **lent, "hours": 200})
    outcome = told(firm, rental(net_rental_real_estate_income=-30_000), other_income=4_000, wages=96_000)
    assert figure(outcome, "line modified agi") == 110_000
    assert figure(outcome, "passive suspended") == 10_000
