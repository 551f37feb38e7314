"""The answer: what entered each limit, what it allowed and suspended, and what is carried forward.

Frozen dataclasses: the contract of `k1chat explain --format json` (CASE.md). In and out: `k1chat.outcome_file`.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar, Literal

from k1chat.boxes import Character
from k1chat.frozen import frozen
from k1chat.limits.limit import AfterName, CarriesAs, LimitName
from k1chat.money import UNBOUNDED, Cents, plain


class Written:
    """Base of what is written to JSON and read back: nothing extra is accepted."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


ENDLESS: Cents = UNBOUNDED // 2


@frozen
class Amount:
    """Cents from `low` to `high`; the same twice is a figure, `high` None has no upper end."""

    low: Cents
    high: Cents | None

    @classmethod
    @lru_cache(10_000)  # the same figures stand in many rows
    def of(cls, cents: Cents) -> "Amount":
        """One figure; an amount that only a supposed fact reaches has no end."""
        return cls(cents, None if cents >= ENDLESS else cents) if cents else ZERO

    @property
    def certain(self) -> bool:
        """Whether it is one figure."""
        return self.low == self.high

    def joined(self, other: "Amount") -> "Amount":
        """The range that holds both."""
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Amount(min(self.low, other.low), high)

    def as_json(self) -> Any:
        """`"10.00"`, or `{"low": "0.00", "high": "10.00"}`; no end is null."""
        if self.certain:
            return plain(self.low)
        return {"low": plain(self.low), "high": None if self.high is None else plain(self.high)}

    @classmethod
    def from_json(cls, raw: Any) -> "Amount":
        """The inverse of `as_json`; ValueError for anything else."""
        if isinstance(raw, Amount):
            return raw
        if isinstance(raw, dict) and set(raw) == {"low", "high"}:
            return cls(_cents(raw["low"]), None if raw["high"] is None else _cents(raw["high"]))
        return cls(_cents(raw), _cents(raw))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls.from_json,
            serialization=core_schema.plain_serializer_function_ser_schema(cls.as_json),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        figure = {"type": "string", "pattern": r"^-?\d+\.\d{2}$"}
        high = {"anyOf": [figure, {"type": "null"}]}
        bounds = {"type": "object", "properties": {"low": figure, "high": high}, "required": ["low", "high"]}
        return {"anyOf": [figure, {**bounds, "additionalProperties": False}]}


def _cents(raw: Any) -> Cents:
    sign, _, digits = str(raw).rpartition("-")
    whole, _, part = digits.partition(".")
    if not isinstance(raw, str) or sign or not (whole + part).isdecimal() or len(part) != 2:
        raise ValueError("an amount is a string such as '10.00'")
    return (-1 if raw.startswith("-") else 1) * (int(whole) * 100 + int(part))


ZERO = Amount(0, 0)


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, ranges included."""
    low, high = 0, 0
    endless = False
    for amount in amounts:
        low += amount.low
        if amount.high is None:
            endless = True
        else:
            high += amount.high
    return Amount(low, None if endless else high)


@frozen
class LossRow(Written):
    """A loss of one character of one activity at one limit: entering + carried_in = allowed + suspended."""

    k1: str
    activity: str
    character: Character
    entering: Amount
    carried_in: Amount
    allowed: Amount
    suspended: Amount


@frozen
class OutcomeLine(Written):
    """A figure of a limit with its authority, or a finding (value None); no `k1` where it is the household's.

    A finding may rest on the owner's `hours`, on those of `others` they are measured against, on earlier `years`:
    each a number as text, empty where it plays no part.
    `loan` is the number of the K-1's loan that a figure is of, from 1.
    """

    name: str
    value: Amount | None
    citation: str
    k1: str = ""
    activity: str = ""
    hours: str = ""
    others: str = ""
    years: str = ""
    loan: str = ""


@frozen
class LimitOutcome(Written):
    """One limit over the household."""

    limit: LimitName
    entering: Amount
    carried_in: Amount
    allowed: Amount
    suspended: Amount
    losses: tuple[LossRow, ...]
    lines: tuple[OutcomeLine, ...]


@frozen
class Carryforward(Written):
    """A suspended amount, under the name it has next year."""

    k1: str
    activity: str
    character: Character
    limit: LimitName
    carries_as: CarriesAs
    amount: Amount


@frozen
class PartnerClosing(Written):
    """A partner's basis and amount at risk at year end; None where nothing needed it."""

    k1: str
    outside_basis: Amount | None
    amount_at_risk: Amount | None


@frozen
class ShareholderClosing(Written):
    """A shareholder's basis and amount at risk at year end; None where nothing needed it."""

    k1: str
    stock_basis: Amount | None
    debt_basis: Amount | None
    amount_at_risk: Amount | None


Closing = PartnerClosing | ShareholderClosing
AmtLine = Literal["2c", "2d", "2k", "2l", "2m", "2n", "3", "open", "none"]


GainOf = Literal["distribution_in_excess_of_basis", "loan_repayment", "at_risk_recapture", "sale"]


@frozen
class Gain(Written):
    """A gain that the same facts produce."""

    k1: str
    what: GainOf
    amount: Amount


@frozen
class UnknownFact(Written):
    """A fact answered "I don't know" that some rule read; `matters` when it can change a figure."""

    fact: str
    k1: str
    activity: str
    limit: LimitName | AfterName | Literal["k1"]
    matters: bool


@frozen
class Note(Written):
    """Something assumed, unsettled or not modelled that touches this answer: words in prompts/notes.toml."""

    name: str
    k1: str
    activity: str
    amount: Amount


@frozen
class AmtDifference(Written):
    """How much more income an activity adds for AMT than for the regular tax; negative where it adds less.

    `line` is the line of Form 6251 it goes to: `open` where nothing told whether the activity is passive (then 2m, else
    the lines of its items), `none` where the form has no line for it. `of` is what differs: `schedule_e`, a character,
    a box, a gain, `excess_business_loss`; `activity`: all of it, where a loss carried in is not known, nor its kinds.
    """

    line: AmtLine
    k1: str
    activity: str
    of: str
    amount: Amount | None


@frozen
class Amt(Written):
    """The four limits on AMT figures (IRC 59(h), 58(b)): each figure means what it means in `Outcome`."""

    loss: Amount
    carried_in: Amount
    limits: tuple[LimitOutcome, ...]
    deductible: Amount
    against_passive_income: Amount
    against_other_income: Amount
    binding_limit: LimitName | None
    differences: tuple[AmtDifference, ...]
    carryforwards: tuple[Carryforward, ...]
    closing: tuple[Closing, ...]
    gains: tuple[Gain, ...]
    unknowns: tuple[UnknownFact, ...]
    notes: tuple[Note, ...]
    out_of_scope_if: tuple[str, ...] = ()


@frozen
class AfterCarryforward(Written):
    """What the rules after the four limits leave for next year: of `this_year`, or left `of` earlier years."""

    limit: AfterName
    carries_as: CarriesAs
    character: Character
    of: Literal["this_year", "earlier_years"]
    amount: Amount


@frozen
class AfterLimits(Written):
    """What the return makes of the losses after the four limits: IRC 1211, 1212, then 172; no excess business loss."""

    capital_loss_deducted: Amount
    net_operating_loss: Amount
    nol_deduction: Amount
    carryforwards: tuple[AfterCarryforward, ...]
    lines: tuple[OutcomeLine, ...]


@frozen
class Outcome(Written):
    """The whole answer. See shared/design/CASE.md for what each figure promises.

    `after`: None where nothing of it can matter, or where `after_needs` names the facts it waits for.
    """

    tax_year: int | None
    loss: Amount
    carried_in: Amount
    limits: tuple[LimitOutcome, ...]
    deductible: Amount
    against_passive_income: Amount
    against_other_income: Amount
    binding_limit: LimitName | None
    carryforwards: tuple[Carryforward, ...]
    closing: tuple[Closing, ...]
    gains: tuple[Gain, ...]
    unknowns: tuple[UnknownFact, ...]
    notes: tuple[Note, ...]
    out_of_scope_if: tuple[str, ...] = ()
    amt: Amt | None = None
    after: AfterLimits | None = None
    after_needs: tuple[str, ...] = ()
