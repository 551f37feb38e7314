"""The interview is the order in which the law reads facts: nothing else asks, and nothing asks twice."""

import contextlib
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.boxes import AMT_BOXES, BOX_BY_NAME
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import BOXES, CONTRIBUTIONS, K1_COUNT, TAX_YEAR, UNKNOWN, Fact
from k1chat.interview import NextStep, Question, next_said, next_step, still_missing
from tests.limits.household import HOUSEHOLD, PARTNER

RARELY = ("publicly_traded", "final_k1", "sold_entire_interest", "rented_to_own_business")
"""Yes to these mostly leads out of scope."""

OWN: dict[str, tuple[Any, ...]] = {
    "tax_year": (2019, 2025, 2026),
    "k1": (1, 1, 2),
    "activity": (1, 1, 2),
    "loan": (0, 1, 1, 2),
    "entity": ("partnership", "s_corporation"),
    "other_business_income": (0, 5_000_000, -30_000_000, -900_000_000),
    "other_income": (0, 0, 1_000_000, 5_000_000, 30_000_000, -5_000_000),
    "qualified_dividends": (0, 5_000_000, 200_000_000),
    "net_short_term_capital_gain": (0, 5_000_000, 200_000_000, -30_000_000),
    "net_long_term_capital_gain": (0, 5_000_000, 200_000_000, -30_000_000),
    "repayments": (0, 0, 100_000),
    "beginning_debt_basis": (0, 0, 100_000, 1_000_000, 5_000_000, 30_000_000),
    "years_materially_participated_of_last_10": (0, 0, 3, 5),
    "average_stay_days": (Decimal(3), Decimal(30), Decimal(31), Decimal(365), Decimal(365)),
    "ownership_percent": (Decimal(5), Decimal(10), Decimal(50)),
    "guest_services_percent": (Decimal(0), Decimal(10), Decimal(51)),
    "total_work_hours": (Decimal(0), Decimal(1400), Decimal(2000), Decimal(8784)),
    "spouse_total_work_hours": (Decimal(0), Decimal(1400), Decimal(2000), Decimal(8784)),
    "limited_partner_rent_percent": (Decimal(5), Decimal(10), Decimal(100)),
    "kind": ("trade_or_business", "rental_real_estate", "other_rental") * 2 + ("oil_gas_working_interest", "trading"),
}
"""Answers to facts by name, the likely ones several times."""


def some_value(fact: Fact[Any], chance: random.Random) -> Any:
    """A plausible answer."""
    if fact is BOXES:
        names = list(BOX_BY_NAME)
        return (chance.choice(names[:3]), *chance.sample(names[3:], chance.choice([0, 0, 1, 3])))
    if fact.name in OWN:
        return chance.choice(OWN[fact.name])
    if fact.kind in ("choice", "yes_no"):
        return chance.choice(fact.choices or ((False,) * (19 if fact.name in RARELY else 3) + (True,)))
    if fact.kind == "losses":
        return {"": chance.choice([100_000, 5_000_000])} if chance.random() < 0.3 else {}
    if fact.kind == "count":
        return chance.choice([fact.low, fact.low, min(fact.high, 3)])
    if fact.kind in ("hours", "number"):
        return Decimal(chance.choice([0, 50, 100, 101, 300, 500, 501, 751, 1400, 2000, 4010]))
    if fact.kind == "text":
        return "".join(chance.choice("abc") for _ in range(6))
    low = -90_000_000 if fact.low < 0 else 0
    return chance.choice([0, 0, low, low // 3, 100_000, 1_000_000, 5_000_000, 30_000_000])


@pytest.mark.parametrize("seed", range(300))
def test_every_conversation_ends_and_asks_nothing_twice(seed: int) -> None:
    """At every step what is still missing can be told, starting with the question that is asked."""
    chance, case, asked = random.Random(seed), Case(), set()
    for _ in range(400):
        step = next_step(case)
        if step.question is None:
            break
        key = (step.question.place, step.question.fact.name)
        assert key not in asked
        names = [(each.place, each.fact.name) for each in still_missing(case, step.question)]
        assert names[0] == key
        assert len(set(names)) == len(names)
        asked.add(key)
        value = UNKNOWN if chance.random() < 0.02 else some_value(step.question.fact, chance)
        case = case.having(step.question.fact, step.question.place, value)
        with contextlib.suppress(Contradiction):
            next_step(case)
            continue
        break
    else:
        pytest.fail("the conversation does not end")


@pytest.mark.parametrize("seed", range(40))
def test_a_conversation_with_amt_items_ends_with_the_same_regular_answer(seed: int) -> None:
    """AMT questions come once the regular answer stands, and change nothing of it (what only AMT needs comes too)."""
    chance, case, before = random.Random(seed), Case(), None
    with contextlib.suppress(Contradiction):
        while question := (step := next_step(case)).question:
            if question.fact.name.startswith("amt_"):
                assert step.outcome is not None
                before = before or step.outcome
            value = UNKNOWN if chance.random() < 0.02 else some_value(question.fact, chance)
            if question.fact is BOXES and value is not UNKNOWN:
                value = (*value, *chance.sample(sorted(AMT_BOXES), 1))
            case = case.having(question.fact, question.place, value)
        if before and step.outcome:
            assert step.outcome.amt is not None
            if any(gain.what == "at_risk_recapture" for gain in step.outcome.gains):
                return  # what AMT asked shows an amount at risk below zero, which no loss asked for (465(e))
            for part in (
                "loss",
                "carried_in",
                "deductible",
                "against_passive_income",
                "carryforwards",
                "out_of_scope_if",
            ):
                assert getattr(step.outcome, part) == getattr(before, part)


def test_a_conversation_keeps_what_was_told_for_amt_while_a_box_has_an_amt_figure() -> None:
    """What `next_said` sets aside it would ask for again."""
    k1 = {**PARTNER, "name": "Works", "ordinary_business_income": -10_000, "amt_other_items": 400}
    text = tomli_w.dumps({**HOUSEHOLD, "k1": [{**k1, "amt_differed_before": False}]})
    asked = next_said(case_file.read(Path("case.toml"), text)).question
    assert asked is None or not asked.fact.name.startswith("amt_")


def test_the_first_question_is_the_year_and_a_given_fact_is_not_asked() -> None:
    first = next_step(Case()).question
    assert first is not None
    assert first.fact is TAX_YEAR
    then = next_step(Case().having(TAX_YEAR, (), 2025)).question
    assert then is not None
    assert then.fact is K1_COUNT


def test_no_blank_is_zero(riverside: Case) -> None:
    """Every fact that was read is asked for when it is taken away."""
    for place, name in next_step(riverside).read:
        if name in ("k1", "activity", "boxes"):
            continue
        fact = next(fact for at, fact, _ in riverside if (at, fact.name) == (place, name))
        step = next_step(riverside.without(fact, place))
        assert step.question is not None, name
        assert (step.question.place, step.question.fact) == (place, fact)


def test_what_is_still_missing_starts_with_the_next_question() -> None:
    case = Case().having(TAX_YEAR, (), 2025)
    first = next_step(case).question
    assert first is not None
    names = [question.fact.name for question in still_missing(case, first)]
    assert {"beginning_basis", "hours", "protected_against_loss"} <= set(names)


def test_what_is_certain_is_never_contradicted(riverside: Case) -> None:
    """Answer after answer, each figure stays within what was shown before."""
    final = next_step(riverside).outcome
    assert final is not None
    case = Case()
    for place, name in next_step(riverside).read:
        fact = next(fact for at, fact, _ in riverside if (at, fact.name) == (place, name))
        case = case.having(fact, place, riverside.get(fact, place))
        shown = next_step(case).outcome
        if shown is None:
            continue
        pairs = [(shown.deductible, final.deductible), (shown.loss, final.loss)]
        pairs += [(a.suspended, b.suspended) for a, b in zip(shown.limits, final.limits, strict=True)]
        for before, after in pairs:
            assert before.low <= after.low
            assert before.high is None or (after.high is not None and after.high <= before.high)


def finished(case: Case, chance: random.Random) -> tuple[Case, NextStep]:
    """A case with every missing fact answered."""
    while question := (step := next_step(case)).question:
        case = case.having(question.fact, question.place, some_value(question.fact, chance))
    return case, step


NEXT_YEAR = ("nondeductible_carried_over", "debt_basis_restored")
"""Lines that next year's opening balances rest on."""


def told(step: NextStep) -> object:
    """What a person is told of the four limits at the end, without the way there."""
    if step.out_of_scope or not step.outcome:
        return step.out_of_scope and step.out_of_scope.topic
    bare = tuple(
        replace(limit, lines=tuple(line for line in limit.lines if line.name in NEXT_YEAR))
        for limit in step.outcome.limits
    )
    return replace(step.outcome, limits=bare, after=None, after_needs=())


def show(case: Case) -> str:
    """A case for a message."""
    return "\n" + case_file.write(case)


def any_value(fact: Fact[Any], chance: random.Random) -> Any:
    """A plausible answer, or one that outweighs every other amount of the case."""
    if fact.kind == "money" and chance.random() < 0.3:
        return chance.choice((max(fact.low, -(10**10)), min(fact.high, 10**10)))
    return some_value(fact, chance)


def can_change_the_answer(case: Case, question: Question, chance: random.Random) -> bool:
    """Whether two answers to a question can end differently, everything else being the same.

    Also true where every end is out of scope by then: which fact shows that is not known before it is read.
    """
    fact, place = question.fact, question.place
    answered = False
    for _ in range(1000):
        with contextlib.suppress(Contradiction):
            one, step = finished(case.having(fact, place, any_value(fact, chance)), chance)
            answered |= step.outcome is not None
            for _ in range(6):
                _, other = finished(one.having(fact, place, any_value(fact, chance)), chance)
                if told(step) != told(other):
                    return True
    return not answered


@pytest.mark.parametrize("seed", range(30))
def test_a_question_is_asked_only_where_it_can_change_the_answer(seed: int) -> None:
    """At every question about a K-1 there are two answers that end differently."""
    chance, case = random.Random(seed), Case().having(K1_COUNT, (), 1)
    with contextlib.suppress(Contradiction):
        while question := next_step(case).question:
            named = question.fact.kind == "text"  # a name tells questions and rows apart
            where = f"{question.fact.name} {question.place}{show(case)}"
            assert named or can_change_the_answer(case, question, chance), where
            case = case.having(question.fact, question.place, some_value(question.fact, chance))


def test_a_basis_asked_for_a_loss_that_was_a_slip_is_set_aside(riverside: Case) -> None:
    """Box 1 typed with the wrong sign: income needs no basis, so no more of it is asked; it returns with the loss."""
    box, contributions = BOX_BY_NAME["ordinary_business_income"].fact, CONTRIBUTIONS
    begun = riverside.without(contributions, (0,))
    assert next_said(begun).question == next_step(begun).question
    slip = next_said(begun.having(box, (0, 0), 50_000_00))
    assert slip.question is None or slip.question.limit != "basis"
    assert ((0,), "beginning_basis") not in slip.read
    again = next_said(begun.having(box, (0, 0), 50_000_00).having(box, (0, 0), -50_000_00))
    assert again.question
    assert again.question.fact is contributions
