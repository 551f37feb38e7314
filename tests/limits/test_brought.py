"""An opening basis where nothing is to be limited: kept in a conversation only where a loss on a sale will need it."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.interview import next_said
from tests.limits.household import HOUSEHOLD, PARTNER, works

SOLD = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
"""The partnership sold the business; its result stands beside the boxes."""


def keeps_basis(*k1s: dict[str, Any]) -> bool:
    case = case_file.read(Path("case.toml"), tomli_w.dumps({**HOUSEHOLD, "k1": list(k1s)}))
    return ((0,), "beginning_basis") in next_said(case).read


@pytest.mark.parametrize(("result", "kept"), [(-5_000, True), (0, False), (5_000, False)])
def test_a_loss_on_a_sale_needs_an_amount_at_risk_and_so_basis(result: int, kept: bool) -> None:
    """IRC 465(d): the loss is one of the activity, and its amount at risk begins with basis (465(b)(1))."""
    assert keeps_basis(works(ordinary_business_income=20_000, gain_on_sale=result, **SOLD)) is kept


def test_an_amount_at_risk_that_is_told_needs_no_basis() -> None:
    sold = works(ordinary_business_income=20_000, gain_on_sale=-5_000, amount_at_risk=100_000, **SOLD)
    assert keeps_basis(sold) is False


def test_one_loss_on_a_sale_is_enough() -> None:
    own = ("ordinary_business_income", "kind", "hours", "sold_entire_interest")
    carried = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss")
    each = {name: PARTNER.get(name, 20_000) for name in (*own, *carried)}
    both = [
        {**each, "name": "First", "gain_on_sale": -5_000, **SOLD},
        {**each, "name": "Second", "gain_on_sale": 5_000, **SOLD},
    ]
    k1 = {name: value for name, value in PARTNER.items() if name not in each}
    assert keeps_basis({**k1, "name": "Works", "activity": both}) is True
