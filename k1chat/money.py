"""Exact money: whole cents as `int`, and the one way to split an amount so that nothing is lost.

Amounts are never floats. `prorate` is the only place where a split is rounded; its parts always sum.
"""

from collections.abc import Sequence
from decimal import Decimal

Cents = int

UNBOUNDED: Cents = 10**24
"""How far an unknown amount may go: so far that of an amount shared beside it not half a cent is left."""

LARGEST: Cents = 10**13 - 1
"""The largest amount a person may give: 99,999,999,999.99 dollars."""


def dollars(amount: int) -> Cents:
    """Whole dollars as cents."""
    return amount * 100


def from_decimal(amount: Decimal) -> Cents:
    """Dollars with at most two decimals as cents; ValueError when a part of a cent would be lost."""
    sign, digits, exponent = amount.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("not a number")
    beyond = -exponent - 2
    if beyond > 0 and any(digits[-beyond:]):
        raise ValueError("more than two decimals")
    whole = digits[: max(len(digits) - beyond, 0)] if beyond > 0 else (*digits, *(0,) * -beyond)
    cents = int("".join(map(str, whole)) or "0")
    return -cents if sign else cents


def plain(amount: Cents) -> str:
    """`-1234550` as `-12345.50`: the form in files and JSON."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02}"


def prorate(amount: Cents, weights: Sequence[Cents]) -> list[Cents]:
    """Split `amount` over non-negative `weights` in proportion; the parts sum to `amount` exactly.

    Cents left over by rounding down go to the largest remainders, earlier items first
    (law/order.md, "always true" 3). With no weight at all there is nothing to split.
    """
    total = sum(weights)
    if total == 0 or amount == 0:
        return [0] * len(weights)
    parts = [amount * weight // total for weight in weights]
    left = amount - sum(parts)
    if left:
        by_remainder = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % total))
        for i in by_remainder[:left]:
            parts[i] += 1
    return parts
