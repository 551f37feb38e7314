"""The most that the at-risk limit can hold while basis is not known (IRC 465(b)): what of basis is not at risk."""

from typing import Any

import pytest

from tests.limits.household import told, works
from tests.scenarios.scenario import figure

NOT_AT_RISK: list[dict[str, int]] = [
    {"beginning_nonrecourse": 20_000, "ending_nonrecourse": 20_000},
    {"protected_against_loss": 20_000},
    {"borrowed_from_interested_person": 12_000, "protected_against_loss": 8_000},
]


@pytest.mark.parametrize("facts", NOT_AT_RISK)
@pytest.mark.parametrize("carried_in", [0, 5_000])
def test_no_more_than_what_is_not_at_risk_is_held(facts: dict[str, int], carried_in: int) -> None:
    """A loss of 50,000 with 20,000 not at risk: with 50,000 of basis 20,000 is held, with any other basis no more."""
    k1 = works(ordinary_business_income=-50_000, suspended_at_risk_loss=carried_in, **facts)
    unknown = told({**k1, "beginning_basis": "unknown"})
    (low, high) = figure(unknown, "at risk suspended")[0]
    assert (low, high) == (0, 20_000)
    known = [
        figure(told({**k1, "beginning_basis": basis}), "at risk suspended") for basis in range(20_000, 90_001, 5_000)
    ]
    assert max(known) == 20_000


def test_the_most_is_of_the_k1_and_not_of_each_loss() -> None:
    """Two losses of 30,000 share what is held: 20,000 together, and what another K-1 holds comes on top."""
    both: dict[str, Any] = {"ordinary_business_income": -30_000, "net_section_1231_gain": -30_000}
    first = works(**both, **NOT_AT_RISK[0])
    second = works(name="Other", ordinary_business_income=-40_000, amount_at_risk=15_000)
    outcome = told({**first, "beginning_basis": "unknown"}, second)
    assert figure(outcome, "at risk suspended, Other") == 25_000
    total = outcome.limits[1].suspended
    assert (total.low, total.high) == (0, 45_000_00)
