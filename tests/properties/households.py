"""Generated households: the conversation itself is walked, each question answered with something that can be true.

So a household holds exactly the facts the law asked of it, and every path through the questions can come up. Amounts
hang together (a basis near the loss, a loan's basis within its balance), so that each limit binds often and few
households are out of scope. What is only ever brought (an amount at risk, modified AGI) is brought now and then.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from k1chat import case_file
from k1chat.after import all_missing
from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, UNKNOWN, Fact, Place
from k1chat.interview import Question, next_step
from k1chat.limits.amt import shows_amt
from k1chat.pipeline import try_out
from k1chat.signals import MissingFact
from tests.properties.leanings import GO_ON, HAPPENINGS, LEANINGS, TIMES, Leaning
from tests.properties.values import HELD, NONE, boxes, one_of, values

Draw = Callable[..., Any]


class Household:
    """A finished conversation: its facts, every question on the way, and the facts told before each.

    Not a dataclass: Hypothesis would print every field of an example instead of the case file.
    """

    def __init__(self, case: Case, asked: list[Question], before: list[Case]) -> None:
        self.case, self.final, self.asked, self.before = case, next_step(case), asked, before

    def __repr__(self) -> str:
        return f"\n{case_file.write(self.case)}"


SHARES: dict[str, tuple[str, tuple[int, ...]]] = {
    "beginning_basis": ("loss", (0, 30, 70, 100, 101, 150, 300)),
    "beginning_stock_basis": ("loss", (0, 30, 70, 100, 101, 150, 300)),
    "amount_at_risk": ("loss", (0, 50, 90, 100, 120)),
    "contributions": ("basis", (0, 0, 10, 40)),
    "distributions": ("basis", (0, 0, 0, 0, 10, 50, 100, 120)),
    "distributed_property_basis": ("basis", (0, 0, 0, 10, 50)),
    "nondeductible_expenses": ("basis", (0, 0, 10, 50)),
    "beginning_nonrecourse": ("basis", (0, 0, 10, 40)),
    "ending_nonrecourse": ("basis", (0, 0, 0, 0, 0, 10, 40)),
    "protected_against_loss": ("basis", (0, 0, 0, 0, 0, 10, 40)),
    "borrowed_from_interested_person": ("basis", (0, 0, 0, 0, 0, 10, 40)),
    "beginning_balance": ("loss", (10, 40, 100)),
    "beginning_debt_basis": ("balance", (0, 40, 70, 100, 100, 100)),
    "self_rental_income": ("income", (0, 30, 100, 100)),
    "interest_from_own_loan": ("loss", (0, 5, 10)),
    "owner_interest_deducted": ("loss", (0, 5, 10)),
    "repayments": ("balance", (0, 0, 0, 0, 0, 0, 50, 100)),
}
"""Amounts that hang together with one told before, in percent of it."""


def answers(fact: Fact[Any], place: Place, case: Case, leaning: Leaning | None = None) -> st.SearchStrategy[Any]:
    """What a person can answer to the question for `fact`, so that it can be true with what is told already."""
    if leaning and fact.name in leaning:
        return leaning[fact.name]
    if fact.kind == "boxes":
        return boxes(case, place, leaning["main"]) if leaning and "main" in leaning else boxes(case, place)
    if fact.kind == "losses":
        held = HELD[fact.name.removeprefix("amt_")]
        return st.integers(0, 3 if loss_of(case, *place) else 1).flatmap(lambda n: held if n == 0 else NONE)
    if fact.name == "hours" and case.get(FACTS["suspended_passive_loss"], place):
        return one_of(*map(Decimal, (0, 60, 100)))
    if (name := fact.name.removeprefix("amt_")) in SHARES:
        of, percents = SHARES[name]
        whole = WHOLE[of](case, *place)
        if whole:
            return one_of(*percents).map(lambda percent: whole * percent // 100)
    if fact.name == "kind" and FACTS["ordinary_business_income"].name in (case.get(FACTS["boxes"], place) or ()):
        return one_of("trade_or_business", "trade_or_business", "trade_or_business", "trading")
    return values(fact)


def loss_of(case: Case, k1: int, *_: int) -> int:
    """This year's losses and deductions of a K-1, as far as they are told."""
    boxes = ((BOX_BY_NAME[fact.name], value) for place, fact, value in case if _is_box(place, fact, k1))
    return sum(max(0, -value * box.sign) for box, value in boxes if box.character and value is not UNKNOWN)


def _is_box(place: Place, fact: Fact[Any], k1: int) -> bool:
    return place[:1] == (k1,) and fact.name in BOX_BY_NAME


def basis_of(case: Case, k1: int, *_: int) -> int:
    """The opening basis of a K-1."""
    told = (case.get(FACTS[name], (k1,)) for name in ("beginning_basis", "beginning_stock_basis"))
    return sum(each for each in told if isinstance(each, int))


def balance_of(case: Case, *place: int) -> int:
    """What was owed on a loan at the start of the year."""
    owed = case.get(FACTS["beginning_balance"], place)
    return owed if isinstance(owed, int) else 0


def income_of(case: Case, *place: int) -> int:
    """This year's profits of an activity, as far as they are told."""
    boxes = ((BOX_BY_NAME[fact.name], value) for at, fact, value in case if at == place and fact.name in BOX_BY_NAME)
    return sum(value for box, value in boxes if box.main and isinstance(value, int) and value > 0)


WHOLE: dict[str, Callable[..., int]] = {"income": income_of, "loss": loss_of, "basis": basis_of, "balance": balance_of}


@st.composite
def households(draw: Draw, answered: bool = True) -> Household:
    """A household walked to its end; `answered` keeps to those that get an answer (not: out of scope)."""
    kind, happening = draw(one_of("none", *LEANINGS)), draw(one_of(*HAPPENS))
    leaning = {**LEANINGS[kind], **HAPPENINGS[happening]}
    return walked(draw, Case(), answered, leaning, goes_on=happening in GO_ON)


HAPPENS = [name for name in HAPPENINGS for _ in range(TIMES.get(name, 1))]


@st.composite
def blurred(draw: Draw, most: int = 3) -> tuple[Household, Household]:
    """A household that is known in full, and the same with one to `most` facts unknown."""
    known = draw(households())
    read = [(place, FACTS[name]) for place, name in known.final.read if FACTS[name].kind != "text"]
    case = known.case
    for number in draw(st.tuples(*[st.integers(0, len(read) - 1)] * most)):
        place, fact = read[number]
        case = case.having(fact, place, UNKNOWN)
    return known, walked(draw, case, answered=True)


def walked(
    draw: Draw,
    case: Case,
    answered: bool,
    leaning: Leaning | None = None,
    *,
    bringing: bool = True,
    goes_on: bool = False,
) -> Household:
    """Every question of a case answered, to the end; `bringing` unasked facts too, as a file does.

    `goes_on`: the questions for what comes after the four limits too.
    """
    asked, before = [], []
    while question := question_of(case, goes_on):
        asked.append(question)
        before.append(case)
        answer = draw(answers(question.fact, question.place, case, leaning))
        case = case.having(question.fact, question.place, answer)
        case = brought(draw, case, question, leaning) if bringing else case
    household = Household(case, asked, before)
    assume(not answered or household.final.outcome is not None)
    return household


BROUGHT = {
    "tax_year": ("modified_agi", 3),
    "final_k1": ("amount_at_risk", 3),
    "itemized_deductions": ("nol_carryforward", 2),
    "boxes": ("gain_on_sale", 30),
}
"""Facts that nobody asks for, each with the question it is brought after, and in which part of the cases."""


def brought(draw: Draw, case: Case, question: Question, leaning: Leaning | None) -> Case:
    """The case with what the owner brings unasked now and then; who sells tells of the gain as often as not."""
    if question.fact.name not in BROUGHT:
        return case
    name, one_in = BROUGHT[question.fact.name]
    sells = leaning is not None and "sold_entire_interest" in leaning
    if draw(st.integers(1, 2 if sells and name == "gain_on_sale" else one_in)) > 1:
        return case
    return case.having(FACTS[name], question.place, draw(answers(FACTS[name], question.place, case, leaning)))


def question_of(case: Case, goes_on: bool = False) -> Question | None:
    """The next question on facts that can be true together; not, say, of more repaid than was owed.

    The whole of `next_step` is needed for unknown facts only; without them one run says the same, sooner.
    """
    try:
        if any(value is UNKNOWN for _, _, value in case):
            return next_step(case).question
        trial = try_out(case)
        stopped = trial.stopped
        if stopped is None and shows_amt(case):
            stopped = try_out(case, amt=True).stopped
        if stopped is None and goes_on:
            stopped = next(iter(all_missing(trial)), None)
    except Contradiction:
        assume(False)
    if isinstance(stopped, MissingFact):
        return Question(stopped.fact, stopped.place, stopped.limit, stopped.rule)
    return None
