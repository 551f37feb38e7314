"""Generated households: the conversation itself is walked, each question answered with something that can be true.

So a household holds exactly the facts the law asked of it, and every path through the questions can come up.
"""

import os
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st

from k1chat import case_file
from k1chat.boxes import BOX_BY_NAME, CHARACTERS, MAIN_BOXES
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, UNKNOWN, Fact
from k1chat.interview import NextStep, Question, next_said

MORE = int(os.environ.get("K1CHAT_EXAMPLES", "1"))


def examples(number: int) -> settings:
    """So many examples, the same in every run; K1CHAT_EXAMPLES=20 looks at twenty times as many, each run others."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=number * MORE, derandomize=MORE == 1, deadline=None, suppress_health_check=checks, database=None
    )


RARELY = {"publicly_traded", "final_k1", "sold_entire_interest", "rented_to_own_business"}
"""Facts that mostly lead out of scope: yes only now and then, so that most households reach an answer."""


class Household:
    """A finished conversation: its facts, every question on the way, and every step before the answer.

    Not a dataclass: Hypothesis would print every field of an example instead of the case file.
    """

    def __init__(self, case: Case, final: NextStep, asked: list[Question], steps: list[NextStep]) -> None:
        self.case, self.final, self.asked, self.steps = case, final, asked, steps

    def __repr__(self) -> str:
        return f"\n{case_file.write(self.case)}"


def cents(low: int, high: int) -> st.SearchStrategy[int]:
    """Amounts people have: round ones, odd cents, and nothing."""
    whole = st.integers(low // 100, high // 100).map(lambda dollars: dollars * 100)
    return st.one_of(st.just(0), whole, st.integers(low, high), st.sampled_from([1, 99, high]))


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    """One of a few values; the first is likeliest in small examples."""
    return st.sampled_from(values)


def boxes() -> st.SearchStrategy[tuple[str, ...]]:
    """A box that makes the activity, and up to two beside it; now and then none of the first three."""
    main = one_of(MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[2], "")
    beside = one_of("", "", "", *(name for name in BOX_BY_NAME if name not in MAIN_BOXES))
    names = st.tuples(main, beside, beside).filter(any)
    return names.map(lambda chosen: tuple(name for name in BOX_BY_NAME if name in chosen))


def losses() -> st.SearchStrategy[Mapping[str, int]]:
    """Nothing; an amount of the activity's main character; or one or two of characters that are named."""
    amount = st.integers(1, 40_000_00)
    pair = st.tuples(one_of(*CHARACTERS), amount)
    named = st.tuples(pair, pair).map(lambda pairs: dict(sorted(pairs, key=lambda each: CHARACTERS.index(each[0]))))
    return st.one_of(st.just({}), amount.map(lambda cents: {"": cents}), named)


OWN: dict[str, st.SearchStrategy[Any]] = {
    "tax_year": one_of(2025, 2024, 2021, 2020, 2018, 2026),
    "k1": one_of(1, 1, 1, 2, 3),
    "activity": one_of(1, 1, 1, 2),
    "loan": one_of(0, 1, 2),
    "entity": one_of("partnership", "s_corporation"),
    "boxes": boxes(),
    "kind": one_of("trade_or_business", "trade_or_business", "rental_real_estate", "other_rental", "trading"),
    "ownership_percent": one_of(Decimal(40), Decimal(10), Decimal("9.99"), Decimal(100)),
    "average_stay_days": one_of(Decimal(365), Decimal(90), Decimal(31), Decimal(30)),
    "wages": cents(0, 300_000_00),
    "ordinary_business_income": cents(-900_000_00, 50_000_00),
    "net_rental_real_estate_income": cents(-60_000_00, 20_000_00),
    "amount_at_risk": cents(0, 80_000_00),
    "modified_agi": cents(0, 200_000_00),
    "years_materially_participated_of_last_10": one_of(0, 2, 3, 4, 5, 10),
    "years_materially_participated_before_last_10": one_of(0, 1, 3),
    "real_property_hours": one_of(Decimal(0), Decimal(750), Decimal(751)),
    "spouse_real_property_hours": one_of(Decimal(0), Decimal(750), Decimal(751)),
    "total_work_hours": one_of(Decimal(2000), Decimal(1502), Decimal(1501)),
    "spouse_total_work_hours": one_of(Decimal(2000), Decimal(1502), Decimal(1501)),
}


@cache
def values(fact: Fact[Any]) -> st.SearchStrategy[Any]:
    """What a person can answer to the question for `fact`."""
    if fact.name in OWN:
        return OWN[fact.name]
    if fact.kind == "yes_no":
        return st.integers(0, 15).map(bool).map(lambda yes: not yes) if fact.name in RARELY else st.booleans()
    if fact.kind == "choice":
        return one_of(*fact.choices)
    if fact.kind == "losses":
        return losses()
    if fact.kind == "hours":
        return one_of(*map(Decimal, (0, 60, 100, 101, 250, 400, 499, 500, 501, 900)))
    if fact.kind == "text":
        return st.text("abcXYZ ", min_size=1, max_size=8).map(lambda name: f"n{name}".strip())
    return cents(-60_000_00 if fact.low < 0 else 0, 60_000_00)


@st.composite
def households(draw: Callable[..., Any], answered: bool = True) -> Household:
    """A household walked to its end; `answered` keeps to those that get an answer (not: out of scope)."""
    return walked(draw, Case(), answered)


@st.composite
def blurred(draw: Callable[..., Any], most: int = 3) -> tuple[Household, Household]:
    """A household that is known in full, and the same with one to `most` facts unknown."""
    known = draw(households())
    read = [(place, FACTS[name]) for place, name in known.final.read if FACTS[name].kind != "text"]
    case = known.case
    for number in draw(st.tuples(*[st.integers(0, len(read) - 1)] * most)):
        place, fact = read[number]
        case = case.having(fact, place, UNKNOWN)
    return known, walked(draw, case, answered=True)


def walked(draw: Callable[..., Any], case: Case, answered: bool) -> Household:
    """Every question of a case answered, to the end."""
    asked, steps = [], []
    step = possible(case)
    while question := step.question:
        asked.append(question)
        steps.append(step)
        case = case.having(question.fact, question.place, draw(values(question.fact)))
        step = possible(case)
    assume(not answered or step.outcome is not None)
    return Household(case, step, asked, steps)


def possible(case: Case) -> NextStep:
    """The next step of a conversation with facts that can be true together; not, say, of more repaid than was owed."""
    try:
        return next_said(case)
    except Contradiction:
        assume(False)
        raise
