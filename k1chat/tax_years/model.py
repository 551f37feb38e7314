"""What a year file must hold. No defaults: a missing number, status or authority is refused, an extra one too.

Plain dataclasses, because every answer loads a year and pydantic would double its start-up; the tests hold the files
to the same shapes with pydantic.
"""

import tomllib
from typing import Any, ClassVar, Literal

from k1chat.citation import Citation, other
from k1chat.frozen import frozen
from k1chat.money import Cents, dollars


@frozen
class ByStatus:
    """Whole dollars by filing status; all five are required. The cents are what rules read."""

    kind: ClassVar[Literal["amounts"]] = "amounts"
    authority: str
    single: int
    married_joint: int
    married_separate: int
    head_of_household: int
    surviving_spouse: int

    def cents(self, filing_status: str) -> Cents:
        """The number for a filing status, in cents."""
        return dollars(getattr(self, filing_status))

    @property
    def lowest(self) -> Cents:
        """The smallest number any filing status has, in cents."""
        married = min(self.married_joint, self.married_separate, self.surviving_spouse)
        return dollars(min(self.single, self.head_of_household, married))

    @property
    def citation(self) -> Citation:
        """Where the numbers come from."""
        return other(self.authority)


@frozen
class NoLimit:
    """A limit that does not apply this year, and on whose authority."""

    kind: ClassVar[Literal["none"]] = "none"
    authority: str

    @property
    def citation(self) -> Citation:
        """Why it does not apply."""
        return other(self.authority)


@frozen
class Percent:
    """A part of an amount, in whole percent."""

    authority: str
    percent: int

    def of(self, amount: Cents) -> Cents:
        """That part of an amount, a fraction of a cent dropped."""
        return amount * self.percent // 100

    @property
    def citation(self) -> Citation:
        """Where the number comes from."""
        return other(self.authority)


@frozen
class RentalAllowance:
    """IRC 469(i): married_separate stands for spouses who lived apart all year; together there is none."""

    maximum: ByStatus
    phaseout_starts: ByStatus
    phaseout_ends: ByStatus


@frozen
class TaxYear:
    """The numbers of one tax year."""

    year: int
    excess_business_loss_threshold: ByStatus | NoLimit
    rental_allowance: RentalAllowance
    capital_loss_limit: ByStatus
    standard_deduction: ByStatus
    nol_income_percent: Percent


def read(text: str) -> TaxYear:
    """A year file's text; TypeError names what is missing or extra in a file of ours."""
    tables: dict[str, Any] = tomllib.loads(text)
    threshold = tables.pop("excess_business_loss_threshold")
    allowance = tables.pop("rental_allowance")
    return TaxYear(
        excess_business_loss_threshold=ByStatus(**threshold) if "single" in threshold else NoLimit(**threshold),
        rental_allowance=RentalAllowance(**{name: ByStatus(**table) for name, table in allowance.items()}),
        capital_loss_limit=ByStatus(**tables.pop("capital_loss_limit")),
        standard_deduction=ByStatus(**tables.pop("standard_deduction")),
        nol_income_percent=Percent(**tables.pop("nol_income_percent")),
        **tables,
    )
