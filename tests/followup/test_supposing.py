"""What a typed "what if" supposes: the fact, whose it is, and the value, in the ways real people type them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from k1chat import case_file
from k1chat.case import Case
from k1chat.facts import FACTS, UNKNOWN
from k1chat.followup import Understood, understand
from k1chat.interview import next_step
from k1chat.wording import words
from k1chat.wording.topics import reply, topics, vocabulary

CASES = Path(__file__).parent.parent / "cases"


def understood(text: str, case: Case) -> Understood:
    return understand(text, vocabulary(), case, None)


def supposed(text: str, case: Case) -> dict[str, Any]:
    """What a text changes of a case, by the names of the facts."""
    found = understood(text, case)
    assert found.kind == "what_if", found
    return {change.fact.name: change.value for change in found.changes}


@pytest.fixture
def corporation() -> Case:
    """An S corporation with three loans."""
    return case_file.read(CASES / "loans-to-the-corporation.toml")


@pytest.fixture
def two(riverside: Case) -> Case:
    """Riverside and a second partnership, Oakdale."""
    case = riverside.having(FACTS["k1"], (), 2)
    for place, fact, value in list(riverside):
        if place[:1] == (0,):
            case = case.having(fact, (1, *place[1:]), value)
    return case.having(FACTS["name"], (1,), "Oakdale LLC")


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("what if I worked 600 hours?", "hours", 600),
        ("What if I'd worked 600 hrs", "hours", 600),
        ("whatif i worekd 600 hours", "hours", 600),
        ("suppose I put in 499.5 hours", "hours", Decimal("499.5")),
        ("what if I worked five hundred hours", "hours", 500),
        ("what if I worked more than 500 hours", "hours", 501),
        ("what if I worked less than 100 hours", "hours", 99),
        ("what if I worked another 100 hours", "hours", 220),
        ("what if I had 100 more hours", "hours", 220),
        ("what if I had 20 hours less", "hours", 100),
        ("what if I raised my hours from 120 to 600", "hours", 600),
        ("what if I doubled my hours", "hours", 240),
        ("what if I worked half the hours", "hours", 60),
        ("what if my wages were twice as much", "wages", 40_000_000),
        ("what if my wife did 200 hours", "spouse_hours", 200),
        ("and if my husband worked 200?", "spouse_hours", 200),
        ("what if nobody else worked more than me", "most_hours_by_another", 0),
        ("what if the manager worked 400 hours", "most_hours_by_another", 400),
        ("what if I put in another 20k", "contributions", 2_000_000),
        ("How much would count if I had paid in $20,000?", "contributions", 2_000_000),
        ("what if I add twenty thousand dollars before year end", "contributions", 2_000_000),
        ("what if contributions were increased by 5000", "contributions", 500_000),
        ("what if my income were 90,000", "wages", 9_000_000),
        ("what if my salary was $90k", "wages", 9_000_000),
        ("what if I had passive income of 1.1M", "other_passive_income", 110_000_000),
        ("what if my MAGI were 90k", "modified_agi", 9_000_000),
        ("suppose my basis was 50k", "beginning_basis", 5_000_000),
        ("what if my bassis was 23654", "beginning_basis", 2_365_400),
        ("what if I had $5,000 more basis", "beginning_basis", 1_500_000),
        ("what if my basis was 5,000 less", "beginning_basis", 500_000),
        ("and with 0 distributions?", "distributions", 0),
        ("what if I took no distributions", "distributions", 0),
        ("what if I hadn't taken any distributions", "distributions", 0),
        ("what if I took out 3k", "distributions", 300_000),
        ("what if the loss was (45,000)", "ordinary_business_income", -4_500_000),
        ("what if the loss was -45,000", "ordinary_business_income", -4_500_000),
        ("what if it was a $45k loss", "ordinary_business_income", -4_500_000),
        ("what if box 1 was -30,000", "ordinary_business_income", -3_000_000),
        ("what if it made a profit of 10k", "ordinary_business_income", 1_000_000),
        ("what if the business made 10k", "ordinary_business_income", 1_000_000),
        ("what if I had 10k of other business income", "other_business_income", 1_000_000),
        ("what if I invested 5,000 more", "contributions", 500_000),
        ("what if I put 10k more in", "contributions", 1_000_000),
        ("what if I guaranteed 20k of the debt", "guaranteed_without_reimbursement", 2_000_000),
        ("what if I had lent it $15,000", "ending_recourse", 1_500_000),
        ("what if I was a limited partner", "interest", "limited_partner"),
        ("what if I couldn't manage", "may_manage", False),
        ("what if we filed separately", "filing_status", "married_separate"),
        ("if I were single", "filing_status", "single"),
        ("what if it were 2026", "tax_year", 2026),
        ("what if it was publicly traded", "publicly_traded", True),
    ],
)
def test_one_fact_is_supposed(text: str, fact: str, value: Any, riverside: Case) -> None:
    assert supposed(text, riverside) == {fact: value}


def test_two_facts_are_supposed_together(riverside: Case) -> None:
    assert supposed("what if I put in 20k and worked 600 hours", riverside) == {
        "contributions": 2_000_000,
        "hours": 600,
    }
    assert supposed("what if I worked 300 hours, and my wife 250", riverside) == {"hours": 300, "spouse_hours": 250}


def test_a_sale_ends_the_interest(riverside: Case) -> None:
    assert supposed("if I sold it?", riverside) == {"final_k1": True, "how_interest_ended": "sold"}
    sold = supposed("what if I sell it for 40,000", riverside)
    assert sold == {"final_k1": True, "how_interest_ended": "sold", "sale_price": 4_000_000}


def test_a_loan_goes_to_the_corporation_there_is(corporation: Case) -> None:
    assert supposed("what if I had lent it $15,000", corporation) == {"new_advances": 1_500_000}
    without = corporation.having(FACTS["loan"], (0,), 0)
    made = supposed("what if I had loaned it another $15,000", without)
    assert made["loan"] == 1
    assert made["new_advances"] == 1_500_000
    assert made["beginning_balance"] == made["repayments"] == made["beginning_debt_basis"] == 0
    assert next_step(without).outcome is not None


def test_basis_is_that_of_the_kind_of_k1(corporation: Case) -> None:
    assert supposed("suppose my basis was 50k", corporation) == {"beginning_stock_basis": 5_000_000}


def test_the_k1_that_is_named_is_meant(two: Case) -> None:
    found = understood("what if I worked 600 hours in Oakdale?", two)
    assert [change.place for change in found.changes] == [(1, 0)]
    found = understood("what if my income were 90,000", two)
    assert [change.place for change in found.changes] == [()]


def test_which_k1_is_asked_where_several_could_be_meant(two: Case) -> None:
    found = understood("what if I worked 600 hours?", two)
    assert found.kind == "unsure"
    assert found.missing is not None
    assert found.missing.reason == "which"
    said = reply("what if I worked 600 hours?", two, None)
    assert "Riverside Partners" in said.text
    assert "2. Oakdale LLC" in said.text
    again = understood(said.offered[1][1], two)
    assert [(change.place, change.value) for change in again.changes] == [((1, 0), 600)]


def test_nothing_is_added_to_what_is_not_known(riverside: Case) -> None:
    case = riverside.having(FACTS["hours"], (0, 0), UNKNOWN)
    found = understood("what if I worked another 100 hours", case)
    assert found.missing is not None
    assert found.missing.reason == "current"
    assert supposed("what if I worked 100 hours", case) == {"hours": 100}


def test_a_figure_by_the_week_is_not_taken_for_the_year(riverside: Case) -> None:
    for text in ("what if I worked 12 hours a week", "what if I put in $500 every month"):
        found = understood(text, riverside)
        assert (found.kind, found.missing and found.missing.reason) == ("unsure", "rate")
    assert "year" in reply("what if I worked 12 hours per week?", riverside, None).text


@pytest.mark.parametrize("text", ["what if I worked 9000 hours", "what if it had -500 distributions"])
def test_what_cannot_be_is_not_compared(text: str, riverside: Case) -> None:
    found = understood(text, riverside)
    assert (found.kind, found.missing and found.missing.reason) == ("unsure", "bounds")
    assert reply(text, riverside, None).kind == "unsure"


@pytest.mark.parametrize(
    "text",
    [
        "what if we lived on the moon",
        "what if I got back some of my money, not all: is it at risk?",
        "what happens if I have an excess business loss?",
        "if he lends it money in 2021, is that basis for 2020?",
        "if box 20 has code AJ, do I need form 461?",
        "what if?",
        "if",
        "what if 600",
        "what if box 2 was -30,000",
        "what if I put in 20k next year",
        "what if there was no at-risk limit",
        "what if I converted 20k of my loan to stock",
        "what if I materially participated",
        "what if I paid 20k in taxes",
    ],
)
def test_what_supposes_nothing_is_no_what_if(text: str, riverside: Case) -> None:
    found = understood(text, riverside)
    assert found.kind != "what_if"
    assert found.missing is None


def test_without_a_case_the_topic_of_the_fact_answers() -> None:
    found = understood("what if I worked 600 hours?", Case())
    assert found.kind == "topic"
    assert found.topics[0][0] in ("material-participation",)


def test_every_fact_and_topic_that_is_named_exists() -> None:
    for entry in words("supposing")["fact"]:
        fact = entry["fact"]
        names = fact.values() if isinstance(fact, dict) else [fact] if isinstance(fact, str) else fact
        for name in (*names, *entry.get("also", {}), *entry.get("adds", ())):
            assert name in FACTS
        assert entry["topic"] in topics()
        assert ("unit" in entry) != ("value" in entry)
        if isinstance(entry.get("value"), str):
            assert all(entry["value"] in FACTS[name].choices for name in names)


def test_the_comparison_is_shown(riverside: Case) -> None:
    step = next_step(riverside)
    said = reply("what if I worked 600 hours?", riverside, step)
    assert said.kind == "what_if"
    assert "600 hours instead of 120 hours" in said.text
    assert "$10,000 more counts this year" in said.text
    assert not said.text.startswith("## ")


def test_facts_that_cannot_both_be_true_are_told(riverside: Case) -> None:
    said = reply("what if it were 2031", riverside, next_step(riverside))
    assert said.kind == "unsure"
    assert "2031" in said.text


def test_the_income_of_a_k1_that_is_named_is_not_the_households(two: Case) -> None:
    assert supposed("what if Oakdale income was 100k", two) == {"ordinary_business_income": 10_000_000}
    assert supposed("what if my income was 100k", two) == {"wages": 10_000_000}


@pytest.mark.parametrize("text", ["what if I gave it to my son", "what if I gave my share to my daughter"])
def test_a_gift_is_no_sale(text: str, riverside: Case) -> None:
    assert supposed(text, riverside) == {"final_k1": True, "how_interest_ended": "given_away"}


@pytest.mark.parametrize("text", ["what if I sold half", "what if I sold some of my interest for 20k"])
def test_a_part_that_is_sold_is_no_sale_of_the_whole(text: str, riverside: Case) -> None:
    """469(g)(1): a part frees nothing; the topic says so."""
    assert understood(text, riverside).kind != "what_if"


@pytest.mark.parametrize("text", ["sales tax on a boat", "how do I fill in my ira form", "my 1099-K is wrong"])
def test_what_belongs_elsewhere_is_not_told_with_confidence(text: str) -> None:
    assert understood(text, Case()).kind == "unsure"
