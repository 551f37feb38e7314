"""Money: exact cents, and a split whose parts always sum."""

from decimal import Decimal

import pytest

from k1chat.money import from_decimal, plain, prorate


def test_a_shortfall_is_split_in_proportion() -> None:
    """The fraction of Reg. 1.704-1(d)(2): 5,000 over losses of 4,000 and 2,000."""
    assert prorate(500_000, [400_000, 200_000]) == [333_333, 166_667]


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (0, [5, 5], [0, 0]),
        (7, [0, 0], [0, 0]),
        (1, [1, 2], [0, 1]),
        (200, [0, 3, 0], [0, 200, 0]),
    ],
)
def test_left_over_cents_go_to_the_largest_remainders(amount: int, weights: list[int], parts: list[int]) -> None:
    assert prorate(amount, weights) == parts


def test_part_of_a_cent_is_refused_not_rounded() -> None:
    assert from_decimal(Decimal("12.34")) == 1234
    with pytest.raises(ValueError, match="two decimals"):
        from_decimal(Decimal("12.345"))


def test_plain_form() -> None:
    assert [plain(-5), plain(100), plain(-1_234_567)] == ["-0.05", "1.00", "-12345.67"]


def test_decimals_are_counted_exactly() -> None:
    assert [from_decimal(Decimal(text)) for text in ("1.500000", "-2e3", "0e-50", "1.10")] == [150, -200_000, 0, 110]
    for text in ("1.000000000000000000000000000000000001", "1e-9999999", "NaN"):
        with pytest.raises(ValueError, match=r"decimals|not a number"):
            from_decimal(Decimal(text))
