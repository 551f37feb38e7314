"""The interview is the order in which the law reads facts: nothing else asks, and nothing asks twice."""

import contextlib
import random
from decimal import Decimal
from typing import Any

import pytest

from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import BOXES, ENTITY, K1_COUNT, TAX_YEAR, UNKNOWN, Fact
from k1chat.interview import next_step, still_missing


def some_value(fact: Fact[Any], chance: random.Random) -> Any:
    """A plausible answer."""
    if fact.kind == "year":
        return chance.choice([2019, 2025, 2026])
    if fact is K1_COUNT:
        return chance.choice([1, 1, 2])
    if fact is BOXES:
        main = chance.choice(list(BOX_BY_NAME)[:3])
        return (main, *chance.sample(list(BOX_BY_NAME)[3:], chance.choice([0, 0, 1, 3])))
    if fact is ENTITY:
        return chance.choice(["partnership", "s_corporation"])
    if fact.kind in ("choice", "yes_no"):
        return chance.choice(fact.choices or (False, False, False, True))
    if fact.kind == "losses":
        return {"": chance.choice([100_000, 5_000_000])} if chance.random() < 0.3 else {}
    if fact.kind == "count":
        return chance.choice([fact.low, fact.low, min(fact.high, 3)])
    if fact.kind in ("hours", "number"):
        return Decimal(chance.choice([0, 50, 100, 101, 300, 500, 501]))
    if fact.kind == "text":
        return "".join(chance.choice("abc") for _ in range(6))
    low = -90_000_000 if fact.low < 0 else 0
    return chance.choice([0, 0, low // 3, 1_000_000, 5_000_000])


@pytest.mark.parametrize("seed", range(300))
def test_every_conversation_ends_and_asks_nothing_twice(seed: int) -> None:
    chance, case, asked = random.Random(seed), Case(), set()
    for _ in range(400):
        step = next_step(case)
        if step.question is None:
            break
        key = (step.question.place, step.question.fact.name)
        assert key not in asked
        asked.add(key)
        value = UNKNOWN if chance.random() < 0.02 else some_value(step.question.fact, chance)
        case = case.having(step.question.fact, step.question.place, value)
        with contextlib.suppress(Contradiction):
            next_step(case)
            continue
        break
    else:
        pytest.fail("the conversation does not end")


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
    missing = still_missing(case)
    first = next_step(case).question
    assert first is not None
    assert missing[0].fact is first.fact
    names = [question.fact.name for question in missing]
    assert len(set(names)) == len(names)
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
