"""What a year file must hold. No defaults: a missing number, status or authority is refused, an extra one too."""

import tomllib
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from k1chat.citation import Citation, other
from k1chat.money import Cents, dollars


class Numbers(BaseModel):
    """Base: nothing changes, nothing extra."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ByStatus(Numbers):
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
        return dollars(
            min(
                self.single,
                self.married_joint,
                self.married_separate,
                self.head_of_household,
                self.surviving_spouse,
            )
        )

    @property
    def citation(self) -> Citation:
        """Where the numbers come from."""
        return other(self.authority)


class NoLimit(Numbers):
    """A limit that does not apply this year, and on whose authority."""

    kind: ClassVar[Literal["none"]] = "none"
    authority: str

    @property
    def citation(self) -> Citation:
        """Why it does not apply."""
        return other(self.authority)


class RentalAllowance(Numbers):
    """IRC 469(i): married_separate stands for spouses who lived apart all year; together there is none."""

    maximum: ByStatus
    phaseout_starts: ByStatus
    phaseout_ends: ByStatus


class TaxYear(Numbers):
    """The numbers of one tax year."""

    year: int
    excess_business_loss_threshold: ByStatus | NoLimit
    rental_allowance: RentalAllowance
    capital_loss_limit: ByStatus


def read(text: str) -> TaxYear:
    """A year file's text as a checked model; pydantic's error names what is wrong in a file of ours."""
    return TaxYear.model_validate(tomllib.loads(text))
