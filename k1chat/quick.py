"""A first range from five answers: everything else is unknown, and nothing is taken as nothing.

The five: the tax year, the form, the loss with its box, what the owner could lose, the owner's hours. What could be
lost is asked all in all, at the end of the year and before its loss: the least of basis and amount at risk, with all
that moved them during the year. So it tells the facts of these two limits: the opening basis is that amount, and
nothing moves it. How a shortfall parts between the two limits is left to the exact answer.
The range is for one K-1 with this one figure, an interest that goes on, and nothing of earlier years: all said.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import (
    ACTIVITY_COUNT,
    AMOUNT_AT_RISK,
    BEGINNING_BASIS,
    BEGINNING_NONRECOURSE,
    BEGINNING_QUALIFIED_NONRECOURSE,
    BEGINNING_RECOURSE,
    BEGINNING_STOCK_BASIS,
    BOXES,
    CONTRIBUTIONS,
    DISTRIBUTED_PROPERTY_BASIS,
    DISTRIBUTIONS,
    ENDING_NONRECOURSE,
    ENDING_QUALIFIED_NONRECOURSE,
    ENDING_RECOURSE,
    ENTITY,
    FACTS,
    FINAL_K1,
    HOURS,
    K1_COUNT,
    K1_NAME,
    LOAN_COUNT,
    NONDEDUCTIBLE_EXPENSES,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    TAX_EXEMPT_INCOME,
    TAX_YEAR,
    UNKNOWN,
    Fact,
    Place,
)
from k1chat.frozen import frozen
from k1chat.interview import NextStep, next_step
from k1chat.money import Cents
from k1chat.pipeline import ORDER, carry_out
from k1chat.run import Gathering, Run
from k1chat.unknowns import BUDGET, Tried, Way

if TYPE_CHECKING:
    from k1chat.outcome import Amount

K1: Place = (0,)
ACTIVITY: Place = (0, 0)
MOVES: dict[str, tuple[Fact[int], ...]] = {
    "partnership": (
        CONTRIBUTIONS,
        DISTRIBUTIONS,
        DISTRIBUTED_PROPERTY_BASIS,
        BEGINNING_RECOURSE,
        BEGINNING_QUALIFIED_NONRECOURSE,
        BEGINNING_NONRECOURSE,
        ENDING_RECOURSE,
        ENDING_QUALIFIED_NONRECOURSE,
        ENDING_NONRECOURSE,
        TAX_EXEMPT_INCOME,
        NONDEDUCTIBLE_EXPENSES,
    ),
    "s_corporation": (CONTRIBUTIONS, DISTRIBUTIONS, TAX_EXEMPT_INCOME, NONDEDUCTIBLE_EXPENSES, LOAN_COUNT),
}
"""What moves the basis in a year: it is in what could be lost at the end of it."""


@frozen
class Five:
    """The five answers, amounts positive; None is "I don't know". `box` is the fact of box 1, 2 or 3."""

    year: int
    entity: str
    box: str
    loss: Cents
    could_lose: Cents | None
    hours: Any


def first_case(five: Five, name: str = "") -> Case:
    """What the five answers say, as the facts of a case; nothing of the rest."""
    case = Case().having(TAX_YEAR, (), five.year).having(K1_COUNT, (), 1)
    of_k1: tuple[tuple[Fact[Any], Any], ...] = (
        (K1_NAME, name),
        (ENTITY, five.entity),
        (ACTIVITY_COUNT, 1),
        (FINAL_K1, False),
    )
    for fact, value in of_k1:
        case = case.having(fact, K1, value)
    case = case.having(BOXES, ACTIVITY, (five.box,)).having(FACTS[five.box], ACTIVITY, -five.loss)
    for held in (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS, SUSPENDED_PASSIVE_LOSS):
        case = case.having(held, ACTIVITY, {})
    case = case.having(HOURS, ACTIVITY, UNKNOWN if five.hours is None else five.hours)
    return case if five.could_lose is None else _with_basis(case, five.entity, five.could_lose)


def _with_basis(case: Case, entity: str, could_lose: Cents) -> Case:
    opening = BEGINNING_BASIS if entity == "partnership" else BEGINNING_STOCK_BASIS
    case = case.having(opening, K1, could_lose).having(AMOUNT_AT_RISK, K1, could_lose)
    for fact in MOVES[entity]:
        case = case.having(fact, K1, 0)
    return case


@frozen
class FirstRange:
    """Where the five answers lead: the step with everything else unknown, and what the first three limits let through.

    That is told apart because the fourth turns on the owner's other businesses, which the five say nothing of.
    """

    step: NextStep
    through_three: "Amount | None"


def first_range(five: Five, name: str = "") -> FirstRange:
    """The range of a case with these five answers, everything else unknown."""
    case = _unknown_rest(first_case(five, name))
    step = next_step(case)
    while step.question:
        case = _unknown_rest(case.having(step.question.fact, step.question.place, UNKNOWN))
        step = next_step(case)
    return FirstRange(step, _through_three(case))


def _unknown_rest(case: Case) -> Case:
    """The case with everything unknown that a run would ask for; a run that does not stop finds them all at once."""
    for helps in (True, False) * 6:
        gathering = Gathering(helps)
        with suppress(Contradiction):  # of what is only supposed
            carry_out(Run(case, gathering=gathering))
        for missing in gathering.missing.values():
            case = case.having(missing.fact, missing.place, UNKNOWN)
    return case


def _through_three(case: Case) -> "Amount | None":
    """What the first three limits let through, over every run; None where those are too many or leave the scope."""
    from k1chat.outcome import Amount

    tried = Tried(Way(ORDER[:3]), BUDGET)
    tried.each([(case, {})])
    if not tried.complete or any(trial.stopped for _, trial in tried.trials):
        return None
    amounts = [sum(trial.steps[-1].allowed) for _, trial in tried.trials]
    return Amount(min(amounts), max(amounts))


def kept(five: Five) -> Iterator[tuple[Place, Fact[Any], Any]]:
    """The answers for the ordinary conversation, each at its place; what was not known is asked for again."""
    yield (), TAX_YEAR, five.year
    yield K1, ENTITY, five.entity
    yield ACTIVITY, FACTS[five.box], -five.loss
    if five.could_lose is not None:
        yield K1, AMOUNT_AT_RISK, five.could_lose
    if five.hours is not None:
        yield ACTIVITY, HOURS, five.hours
