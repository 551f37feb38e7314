"""Answers as people type them (shared/users/INSIGHTS.md section 3), and refusals with a reason."""

import time
from decimal import Decimal
from typing import Any

import pytest

from k1chat import boxes
from k1chat.answers import given, typed
from k1chat.boxes import BOX_BY_NAME
from k1chat.errors import InvalidAnswer
from k1chat.facts import (
    APPROVES_TENANTS_AND_TERMS,
    AVERAGE_STAY_DAYS,
    BEGINNING_BASIS,
    BOXES,
    ENTITY,
    FILING_STATUS,
    HOURS,
    K1_COUNT,
    K1_NAME,
    MAY_MANAGE,
    OTHER_BUSINESS_INCOME,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    TAX_YEAR,
    UNKNOWN,
    Fact,
)
from k1chat.wording import choices


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12500", 1_250_000),
        ("$12,500", 1_250_000),
        ("12.5k", 1_250_000),
        ("$45K", 4_500_000),
        ("1.1M", 110_000_000),
        ("1.1 million", 110_000_000),
        ("-45,000", -4_500_000),
        ("(45,000)", -4_500_000),
        ("$(45,000)", -4_500_000),
        ("-$45,000.50", -4_500_050),
        ("$-45,000", -4_500_000),
        ("\u221245,000", -4_500_000),
        (" 23654 ", 2_365_400),
        (".50", 50),
        ("0", 0),
        ("none", 0),
        ("99,999,999,999.99", 9_999_999_999_999),
    ],
)
def test_amounts_as_people_type_them(text: str, cents: int) -> None:
    assert typed(OTHER_BUSINESS_INCOME, text) == cents


@pytest.mark.parametrize(
    "text",
    ["", "abc", "12,50", "12.345", "1.2.3", "12.500,00", "about 100", "10-20", "--5", "(-5)", "1e5", "nan", "inf",
     "100000000000.00", "9" * 5000, "$", "-", "()", "5 5", "\u0661\u0662x"],
)  # fmt: skip
def test_anything_else_is_refused_with_what_would_do(text: str) -> None:
    with pytest.raises(InvalidAnswer, match=r"[A-Z].*\."):
        typed(OTHER_BUSINESS_INCOME, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((text, "is a range") for text in ("10k to 20k", "10-20k", "$5,000 - $6,000", "between 5 and 6", "1 or 2")),
        *((text, "at most or at least") for text in ("5k+", "less than 5000", "<5000", "over 5k", "5000 or more")),
        *((text, "is a rough figure") for text in ("about 5000", "~5000", "5000ish", "approx. 5000", "$5,000 or so")),
    ],
)
@pytest.mark.parametrize("fact", [BEGINNING_BASIS, SUSPENDED_PASSIVE_LOSS, HOURS, K1_COUNT])
def test_what_is_not_one_figure_is_named_for_what_it_is(fact: Fact[Any], text: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer, match=rf"{reason}.* one (whole )?(amount|number).*don't know"):
        typed(fact, text)


@pytest.mark.parametrize("text", ["-5", "(45,000)", "-45,000", "- 5", "1,200", "$-45,000", ".50"])
def test_a_sign_is_no_range(text: str) -> None:
    assert typed(OTHER_BUSINESS_INCOME, text)


@pytest.mark.parametrize("text", ["1 ?" * 100_000 + "x", "a" + ":" * 200_000 + " b c", "1 " * 200_000, "<" * 200_000])
def test_a_long_text_is_refused_at_once(text: str) -> None:
    before = time.perf_counter()
    for fact in (BEGINNING_BASIS, SUSPENDED_PASSIVE_LOSS, HOURS, K1_COUNT):
        with pytest.raises(InvalidAnswer):
            typed(fact, text)
    assert time.perf_counter() - before < 5


def test_a_refusal_offers_a_loss_only_where_it_may_be_one() -> None:
    for fact, offered in ((OTHER_BUSINESS_INCOME, True), (BEGINNING_BASIS, False), (SUSPENDED_PASSIVE_LOSS, False)):
        with pytest.raises(InvalidAnswer) as refused:
            typed(fact, "much")
        assert ("(45,000)" in str(refused.value)) == offered


def test_an_amount_that_cannot_be_negative_says_so() -> None:
    with pytest.raises(InvalidAnswer, match="below zero"):
        typed(BEGINNING_BASIS, "-1")


def test_a_loss_too_large_is_not_refused_for_its_sign() -> None:
    box = BOX_BY_NAME["ordinary_business_income"].fact
    for text in ("-100000000000", "-200000000000", "200000000000"):
        with pytest.raises(InvalidAnswer, match=r"100 billion|outside what is possible") as refused:
            typed(box, text)
        assert "below zero" not in str(refused.value)


@pytest.mark.parametrize("text", ["no", "No", "none", "nothing", "no."])
def test_no_is_no_amount(text: str) -> None:
    assert typed(BEGINNING_BASIS, text) == 0
    assert typed(SUSPENDED_PASSIVE_LOSS, text) == {}


@pytest.mark.parametrize("text", ["don't know", "I don\u2019t know", "dont know", "unknown", "?", "not sure", "IDK"])
def test_i_dont_know_is_always_an_answer(text: str) -> None:
    for fact in (BEGINNING_BASIS, HOURS, MAY_MANAGE, ENTITY, BOXES, K1_COUNT, TAX_YEAR, SUSPENDED_PASSIVE_LOSS):
        assert typed(fact, text) is UNKNOWN


def test_hours_and_numbers() -> None:
    assert typed(HOURS, "1,200.5 hours") == Decimal("1200.5")
    assert typed(HOURS, "120h") == 120
    assert typed(HOURS, "8784") == 8784
    for wrong in ("8785", "-5", "ten", "5 a week"):
        with pytest.raises(InvalidAnswer):
            typed(HOURS, wrong)


def test_yes_and_no() -> None:
    assert [typed(MAY_MANAGE, text) for text in ("y", "Yes", "yeah", "1")] == [True] * 4
    assert [typed(MAY_MANAGE, text) for text in ("n", "No", "nope", "2")] == [False] * 4
    with pytest.raises(InvalidAnswer, match="neither"):
        typed(MAY_MANAGE, "maybe")


def test_choices_by_number_name_or_words() -> None:
    labels = {"partnership": "Form 1065", "s_corporation": "Form 1120-S", "trust": "Form 1041"}
    for text in ("2", "s_corporation", "s corporation", "form 1120-s"):
        assert typed(ENTITY, text, labels) == "s_corporation"
    for wrong in ("0", "4", "form", "llc"):
        with pytest.raises(InvalidAnswer, match=r"Type its number, 1 to 3, or how it begins\.$"):
            typed(ENTITY, wrong, labels)
    assert typed(APPROVES_TENANTS_AND_TERMS, "y") == "yes"
    assert given(APPROVES_TENANTS_AND_TERMS, False) == "no"


def test_boxes_by_number_and_never_two_activities_in_one() -> None:
    assert typed(BOXES, "1, 5") == ("ordinary_business_income", "interest_income")
    assert typed(BOXES, "5 1") == ("ordinary_business_income", "interest_income")
    for several in ("1,2", "1,2,3"):
        with pytest.raises(InvalidAnswer, match=rf"how many separate .*, answer {several[-1]}, and"):
            typed(BOXES, several)
    for wrong in ("23", "0", "box", "1, box", "9" * 5000, "0" * 9 + "99"):
        with pytest.raises(InvalidAnswer, match=r"numbers at the left of the list, 1 to 22"):
            typed(BOXES, wrong)
    assert set(boxes.MAIN_BOXES) < set(boxes.BOX_BY_NAME)


LABELS = {"ordinary": "business loss", "section_1231": "section 1231 loss", "section_179": "section 179 deduction"}


@pytest.mark.parametrize(
    "text",
    [
        "ordinary 4000, section 1231 1000",
        "business loss $4,000, section 1231 loss $1,000",
        "Business: 4k; section_1231 1k",
    ],
)
def test_losses_by_kind_in_the_words_they_are_shown_by(text: str) -> None:
    assert typed(SUSPENDED_PASSIVE_LOSS, text, LABELS) == {"ordinary": 400_000, "section_1231": 100_000}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ordinary 5, frogs 6", r"'frogs' is not a kind of loss. The kinds are: business loss, section 1231 loss"),
        ("frogs 6", r"'frogs 6' is not an amount I can read.* by kind, such as"),
        ("section 5", r"not an amount I can read"),
        ("ordinary 5, business loss 6", r"named twice"),
        ("ordinary -5", r"positive"),
    ],
)
def test_losses_by_kind_are_refused_without_the_keys_of_a_file(text: str, reason: str) -> None:
    with pytest.raises(InvalidAnswer, match=reason) as refused:
        typed(SUSPENDED_PASSIVE_LOSS, text, LABELS)
    assert "_" not in str(refused.value)


def test_basis_holds_no_loss_on_a_sale() -> None:
    """It is what basis is left, no item of IRC 704(d) or 1366(d); limits 2 and 3 can hold one."""
    assert typed(SUSPENDED_PASSIVE_LOSS, "loss on sale 5") == {"loss_on_sale": 500}
    with pytest.raises(InvalidAnswer, match="never held back by basis") as refused:
        typed(SUSPENDED_BASIS_LOSS, "loss on sale 5")
    assert "_" not in str(refused.value)
    with pytest.raises(InvalidAnswer, match="never held back by basis"):
        given(SUSPENDED_BASIS_LOSS, {"loss_on_sale": 5})


def test_losses_without_a_kind() -> None:
    assert typed(SUSPENDED_PASSIVE_LOSS, "4,000") == {"": 400_000}
    assert typed(SUSPENDED_PASSIVE_LOSS, "0") == {}
    with pytest.raises(InvalidAnswer, match="positive"):
        typed(SUSPENDED_PASSIVE_LOSS, "-5")


def test_names_lose_what_could_move_the_cursor() -> None:
    assert typed(K1_NAME, "Acme\x1b[31m [b]LLC") == "Acme[31m [b]LLC"
    with pytest.raises(InvalidAnswer):
        typed(K1_NAME, "x" * 81)


def test_files_give_types_not_text() -> None:
    assert given(HOURS, 120) == 120
    assert given(BEGINNING_BASIS, "unknown") is UNKNOWN
    for fact, wrong in ((HOURS, "120"), (HOURS, True), (MAY_MANAGE, 1), (ENTITY, "1"), (K1_NAME, 5), (BOXES, "1")):
        with pytest.raises(InvalidAnswer):
            given(fact, wrong)


@pytest.mark.parametrize(
    ("text", "entity"),
    [("1120-S", "s_corporation"), ("1120s", "s_corporation"), ("Form 1065", "partnership"), ("1041", "trust")],
)
def test_the_form_number_answers_the_question_for_it(text: str, entity: str) -> None:
    labels = dict(choices(ENTITY))
    assert typed(ENTITY, text, labels) == entity
    with pytest.raises(InvalidAnswer):
        typed(ENTITY, "1099", labels)


def test_an_average_stay_of_no_days_is_refused() -> None:
    """Temp. Reg. 1.469-1T(e)(3)(iii)(C): days of use by the number of uses; a use takes some time, if only hours."""
    for take in (lambda: given(AVERAGE_STAY_DAYS, 0), lambda: typed(AVERAGE_STAY_DAYS, "0"), none_stayed):
        with pytest.raises(InvalidAnswer, match="No stay takes 0 days"):
            take()
    assert given(AVERAGE_STAY_DAYS, Decimal("0.5")) == typed(AVERAGE_STAY_DAYS, "0.5 days") == Decimal("0.5")


def none_stayed() -> None:
    """ "None", typed."""
    typed(AVERAGE_STAY_DAYS, "none")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("married filing jointly", "married_joint"),
        ("Married filing separately", "married_separate"),
        ("I am single", "single"),
        ("head of household", "head_of_household"),
        ("married", None),
        ("filing", None),
    ],
)
def test_a_choice_is_taken_in_the_persons_words(text: str, value: str | None) -> None:
    labels = dict(choices(FILING_STATUS))
    if value is None:
        with pytest.raises(InvalidAnswer):
            typed(FILING_STATUS, text, labels)
    else:
        assert typed(FILING_STATUS, text, labels) == value
