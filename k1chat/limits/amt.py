"""The limits on AMT figures: 704(d), 1366(d) and 465 by IRC 59(h), 469 by IRC 58(b); the rest by Reg. 1.55-1(a).

The same rules run a second time. The items of the K-1 differ (`amt_items`), and so does what earlier years left:
where a rule names a fact that has one of its own for AMT, that is read here, so the law's own reading asks for it.
Who never had a difference before says so once a K-1, and the regular figures stand for both.
The rental allowance goes by the modified AGI of the regular tax (Reg. 1.55-1(b)): it is figured in the run beside.
Not modelled: the tax itself, farms (58(a): said), the AMT net operating loss deduction (56(d)), AMT differences of
income outside these K-1s, AMT foreign tax credit. No authority says how IRC 461(l) works on AMT figures: the same
threshold is used (order.md).
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from k1chat.amt_facts import (
    AMT_AMOUNT_AT_RISK,
    AMT_BEGINNING_BASIS,
    AMT_BEGINNING_DEBT_BASIS,
    AMT_BEGINNING_STOCK_BASIS,
    AMT_DIFFERED_BEFORE,
    AMT_EARLIER_LOSSES_AT_RISK,
    AMT_GAIN_ON_SALE,
    AMT_NONDEDUCTIBLE_CARRIED_IN,
    AMT_SUSPENDED_AT_RISK_LOSS,
    AMT_SUSPENDED_BASIS_LOSS,
    AMT_SUSPENDED_EXCESS_INTEREST,
    AMT_SUSPENDED_PASSIVE_LOSS,
)
from k1chat.boxes import AMT_BOXES
from k1chat.case import Case
from k1chat.citation import reg, usc
from k1chat.facts import (
    AMOUNT_AT_RISK,
    BEGINNING_BASIS,
    BEGINNING_DEBT_BASIS,
    BEGINNING_STOCK_BASIS,
    BOXES,
    EARLIER_LOSSES_AT_RISK,
    GAIN_ON_SALE,
    NONDEDUCTIBLE_CARRIED_IN,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_EXCESS_INTEREST,
    SUSPENDED_PASSIVE_LOSS,
    Fact,
    Place,
)
from k1chat.limits.allowance import room_of_others
from k1chat.limits.passive import beyond_income, income_not_passive, passive_incomes, passive_losses
from k1chat.limits.publicly_traded import apart
from k1chat.limits.recharacterized import forget_income_not_passive
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

T = TypeVar("T")

OWN: dict[str, Fact[Any]] = {
    BEGINNING_BASIS.name: AMT_BEGINNING_BASIS,
    BEGINNING_STOCK_BASIS.name: AMT_BEGINNING_STOCK_BASIS,
    BEGINNING_DEBT_BASIS.name: AMT_BEGINNING_DEBT_BASIS,
    AMOUNT_AT_RISK.name: AMT_AMOUNT_AT_RISK,
    SUSPENDED_BASIS_LOSS.name: AMT_SUSPENDED_BASIS_LOSS,
    SUSPENDED_AT_RISK_LOSS.name: AMT_SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_PASSIVE_LOSS.name: AMT_SUSPENDED_PASSIVE_LOSS,
    SUSPENDED_EXCESS_INTEREST.name: AMT_SUSPENDED_EXCESS_INTEREST,
    NONDEDUCTIBLE_CARRIED_IN.name: AMT_NONDEDUCTIBLE_CARRIED_IN,
    EARLIER_LOSSES_AT_RISK.name: AMT_EARLIER_LOSSES_AT_RISK,
    GAIN_ON_SALE.name: AMT_GAIN_ON_SALE,
}
"""What AMT has of its own, by the name of the regular fact."""

OPENINGS = (BEGINNING_BASIS, BEGINNING_STOCK_BASIS)
SHOWN = ("allowance_maximum", "modified_agi", "modified_agi_at_least", "allowance")
"""What is told of the allowance: the figures of the regular tax."""
BY_BASIS = ("gain_on_distribution", "gain_on_loan_repayment", "at_risk_recapture", "debts_passed_on")
"""Figures of a K-1 that come from its basis, or meet it, and are counted apart from its boxes."""
TELLING = frozenset({AMT_DIFFERED_BEFORE.name, *(fact.name for fact in OWN.values())})
FROM_BEFORE = TELLING - {AMT_DIFFERED_BEFORE.name, AMT_GAIN_ON_SALE.name}


@rule(usc("59(h)"))
def differed_before(w: Worksheet) -> bool:
    """Whether earlier years left anything else for AMT than for the regular tax."""
    return w[AMT_DIFFERED_BEFORE]


@rule(reg("1.55-1(b)"))
def regular_allowance(w: Worksheet) -> Cents:
    """The allowance by the modified AGI of the regular tax."""
    beside = w.run.beside
    assert beside is not None
    regular = Worksheet(beside.run, (), w.reason)
    if not regular.has_figure("allowance"):
        losses = regular.run.met_passive
        passive = passive_losses(regular, losses)
        passive += passive_incomes(regular, {each.activity.place for each in passive if not each.former})
        passive, _ = apart(regular, passive)
        forget_income_not_passive(regular)
        netted = income_not_passive if not any(each.net_loss for each in passive) else beyond_income
        netted(regular, passive)
        room_of_others(regular, passive, losses)
    for name in SHOWN:
        if regular.has_figure(name):
            w.line(name, regular.figure(name))
    return regular.figure("allowance")


class AmtWorksheet(Worksheet):
    """A worksheet on AMT figures."""

    __slots__ = ()

    def at(self, place: Place) -> "AmtWorksheet":
        """The same run seen from another place."""
        return AmtWorksheet(self.run, place, self.reason)

    def __getitem__(self, fact: Fact[T]) -> T:
        """The fact's value for AMT."""
        return super().__getitem__(self._own(fact) if fact.name in OWN else fact)

    def unasked(self, fact: Fact[T]) -> T:
        """The fact's value for AMT where either was given; else what is supposed of AMT's own."""
        return super().unasked(self._own(fact) if fact.name in OWN and not self.given(fact) else fact)

    def given(self, fact: Fact[Any]) -> bool:
        """Whether a fact was given, for AMT or for the regular tax: who brings one is asked for the other.

        But an opening basis that is only brought is rolled on for AMT where AMT's is known without asking, or where
        the regular one led to a gain or a loss of its own: AMT's would be another.
        """
        own = OWN.get(fact.name)
        if own is None or super().given(own):
            return own is not None or super().given(fact)
        if fact in OPENINGS and super().given(fact) and self._own(fact) is own:
            return self._regular_basis_told
        return super().given(fact)

    @property
    def _regular_basis_told(self) -> bool:
        """Whether the basis of the K-1 decided over a gain or over the result of a sale for the regular tax."""
        beside = self.run.beside
        figures = beside.run.page(self.place[:1]).figures if beside else {}
        return "basis_at_end" in figures or any(figures.get(name) for name in BY_BASIS)

    def known(self, fact: Fact[T]) -> T | None:
        """The fact's value for AMT where it was given and is not unknown; asks nobody."""
        own = OWN.get(fact.name)
        return super().known(own if own is not None and super().given(own) else fact)

    def supposes(self, fact: Fact[Any]) -> bool:
        """Whether this run only supposes the fact, the regular one or AMT's own."""
        own = OWN.get(fact.name)
        return super().supposes(fact) or (own is not None and super().supposes(own))

    def _own(self, fact: Fact[T]) -> Fact[T]:
        """AMT's own fact, unless no earlier year left a difference; a sale of this year always may."""
        own = OWN[fact.name]
        if own is AMT_GAIN_ON_SALE:
            return own
        k1 = self.at(self.place[:1])
        if not k1.given(AMT_DIFFERED_BEFORE) and _any_given(k1):
            return own
        return own if differed_before(k1) else fact


def _any_given(k1: Worksheet) -> bool:
    """Whether anything that earlier years left for AMT was given for a K-1: then each of the others is asked for."""
    if "amt_given" not in k1.page.figures:
        own = (facts for place, facts in k1.run.case.answers.items() if place[:1] == k1.place)
        k1.page.figures["amt_given"] = any(not FROM_BEFORE.isdisjoint(facts) for facts in own)
    return bool(k1.page.figures["amt_given"])


def is_of_amt(name: str) -> bool:
    """Whether a fact is read on AMT figures alone."""
    return name in TELLING or name in AMT_BOXES


def shows_amt(case: Case) -> bool:
    """Whether the facts tell of AMT: a box that has an AMT figure, or something that earlier years left."""
    return any(not TELLING.isdisjoint(facts) or _has_amt_box(facts) for facts in case.answers.values())


def shows_amt_boxes(case: Case) -> bool:
    """Whether a K-1 shows a box with an AMT figure."""
    return any(map(_has_amt_box, case.answers.values()))


def _has_amt_box(facts: Mapping[str, Any]) -> bool:
    boxes = facts.get(BOXES.name)
    return isinstance(boxes, tuple) and not AMT_BOXES.isdisjoint(boxes)
