"""An opening basis rebuilt from the years before: amounts worked out from the law, in the comments beside them.

IRC 704(d), 705, 752; 1366(d), 1367; 465.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from k1chat.case import Case
from k1chat.conversation import Conversation
from k1chat.facts import FACTS, UNKNOWN
from k1chat.interview import Question
from k1chat.opening import Result, result
from k1chat.outcome import Amount
from k1chat.rebuild import Row, Told, can_rebuild, rows, years_of
from k1chat.transcript import replay
from tests.test_plain import talk

PARTNER = {"contributions": 0, "distributions": 0, "ending_recourse": 0, "ending_nonrecourse": 0}
SHORT_TERM = "k1_short_term_capital_gain"
Year = Mapping[str, Any]


def case(year: int, entity: str = "partnership", activities: int = 1) -> Case:
    """A conversation that has come as far as the opening basis."""
    told = Case().having(FACTS["tax_year"], (), year).having(FACTS["k1"], (), 1)
    for name, value in {"name": "Acme", "entity": entity, "activity": activities}.items():
        told = told.having(FACTS[name], (0,), value)
    return told


def rebuilt(now: Case, told: Told, years: Mapping[int, Year]) -> tuple[Told, list[Row]]:
    """Every question of the years answered: by name, in dollars, else with nothing."""
    for _ in range(300):
        table = rows(now, told)
        question = table[-1].question if table else None
        if question is None:
            return told, table
        year, fact = table[-1].year, question.fact
        told = told.having(year, question, value(fact.kind, years[year].get(fact.name, 0)))
    raise AssertionError("the years never end")


def value(kind: str, told: Any) -> Any:
    """What a test tells, as a value of a fact."""
    if told is UNKNOWN or kind not in ("money", "losses"):
        return told
    return ({"": told * 100} if told else {}) if kind == "losses" else told * 100


def loss(amount: int, **facts: Any) -> Year:
    """A year whose K-1 has one figure, in box 1."""
    return {"boxes": ("ordinary_business_income",), "ordinary_business_income": amount, **facts}


def opening(now: Case, told: Told, years: Mapping[int, Year]) -> Result:
    told, table = rebuilt(now, told, years)
    found = result(now, told, table)
    assert found is not None
    return found


def figures(found: Result) -> dict[str, Any]:
    """The facts for the conversation in dollars, by name and loan or activity."""
    names = {}
    for place, fact, told in found.facts:
        name = fact.name if len(place) == 1 or place[1] == 0 else f"{fact.name} {place[1]}"
        names[name] = told if told is UNKNOWN else amounts(told)
    return names


def amounts(told: Any) -> Any:
    return {kind: each // 100 for kind, each in told.items()} if isinstance(told, dict) else told // 100


FIVE_YEARS = {
    # 704(d): 50,000 + 20,000 of debt (752(a)) = 70,000 of 80,000. At risk 70,000 - 20,000 (465(b)(6)) = 50,000.
    2020: loss(-80_000, contributions=50_000, ending_nonrecourse=20_000),
    # 15,000 + 10,000 = 25,000: the 10,000 that waited pass, 15,000 stay. At risk 25,000 + 20,000 - 20,000 of 30,000.
    2021: loss(10_000, contributions=15_000, ending_nonrecourse=20_000),
    # 15,000 - 5,000. At risk 15,000 + 5,000 that took basis before - 10,000 = 10,000: 5,000 + 5,000 pass.
    2022: loss(-5_000, ending_recourse=10_000, ending_nonrecourse=10_000),
    # 10,000 + 30,000 - 12,000.
    2023: loss(30_000, distributions=12_000, ending_recourse=10_000, ending_nonrecourse=10_000),
    # 28,000 of 40,000. At risk 28,000 - 10,000 of 28,000.
    2024: loss(-40_000, ending_recourse=10_000, ending_nonrecourse=10_000),
}


def test_a_partner_over_five_years_with_what_two_limits_held() -> None:
    """Basis and suspended losses come out together: 704(d)(2), 465(a)(2)."""
    told, table = rebuilt(case(2025), Told(0, 2020, "paid_in"), FIVE_YEARS)
    assert [row.year for row in table] == [2020, 2021, 2022, 2023, 2024]
    basis = [row.closes[0].get(FACTS["beginning_basis"], (0,)) // 100 for row in table]
    held = [row.closes[0].get(FACTS["suspended_basis_loss"], (0, 0)) for row in table]
    risk = [row.closes[0].get(FACTS["suspended_at_risk_loss"], (0, 0)) for row in table]
    assert basis == [0, 15_000, 10_000, 28_000, 0]
    assert [sum(each.values()) // 100 for each in held] == [10_000, 0, 0, 0, 12_000]
    assert [sum(each.values()) // 100 for each in risk] == [20_000, 5_000, 0, 0, 10_000]
    found = result(case(2025), told, table)
    assert found is not None
    assert found.sure
    assert not found.passive  # what passed both limits may wait at the third: Form 8582 tells
    assert figures(found) == {
        "beginning_basis": 0,
        "beginning_recourse": 10_000,
        "beginning_qualified_nonrecourse": 0,
        "beginning_nonrecourse": 10_000,
        "suspended_basis_loss": {"ordinary": 12_000},
        "suspended_at_risk_loss": {"ordinary": 10_000},
    }


def test_a_shareholder_whose_loan_is_used_restored_and_partly_repaid() -> None:
    """Stock before debt; the net increase restores debt first (Reg. 1.1367-2(c)); a loan whole again is repaid free."""
    years = {
        2020: loss(-60_000, contributions=20_000, loan=1, new_advances=30_000),  # 50,000 of 60,000
        2021: loss(24_000, loan=1),  # restores 24,000 of the loan; the 10,000 that waited take it to 14,000
        2022: loss(-20_000, contributions=5_000, loan=1),  # 5,000 + 14,000 of 20,000
        2023: loss(50_000, distributions=8_000, loan=1),  # 42,000 up: 30,000 to the loan; 1,000 waited
        2024: loss(5_000, loan=1, repayments=15_000),
    }
    assert figures(opening(case(2025, "s_corporation"), Told(0, 2020, "paid_in"), years)) == {
        "beginning_stock_basis": 16_000,
        "beginning_balance": 15_000,
        "beginning_debt_basis": 15_000,
        "suspended_basis_loss": {},
        "suspended_at_risk_loss": {},
    }


def test_two_loans_keep_their_own_basis_and_one_paid_back_leaves_its_number() -> None:
    """Reg. 1.1367-2(b)(3): each loan falls in proportion to its basis; only what is owed at year end is reduced."""
    lent = {"loan": 2, "new_advances": 30_000}
    both, told = case(2022, "s_corporation"), Told(0, 2020, "paid_in")
    years = {2020: loss(-30_000, **lent), 2021: loss(0, loan=2)}
    assert figures(opening(both, told, years)) == {
        "beginning_stock_basis": 0,
        "beginning_balance": 30_000,
        "beginning_debt_basis": 15_000,
        "beginning_balance 1": 30_000,
        "beginning_debt_basis 1": 15_000,
        "suspended_basis_loss": {},
        "suspended_at_risk_loss": {},
    }


def test_a_loan_that_is_still_owed_is_not_forgotten(own_folder: Path) -> None:
    """Its basis would be gone with it: too few loans are asked for again."""
    first = ["1 -10,000", "20,000", "0", "0", "0", "1", "30,000", "0", "0", "0"]
    loans = ["rebuild", "1", "2023", *first, "1 -1", "0", "0", "0", "0", "0", "1", "0", "0", "0", "0"]
    said = " ".join(talk(own_folder, "2025", "1", "Beta", "2", *TO_BASIS[4:], *loans, "use", "quit").split())
    assert "Loans still owed to you from the year before: 1." in said
    assert "your basis is $39,999, stock and loans together." in said
    assert "Loan 1 still owed to you: $30,000, of which $30,000 is basis." in said
    told, table = rebuilt(case(2025, "s_corporation"), Told(0, 2023, "paid_in"), {
        2023: loss(0, loan=0), 2024: loss(0, loan=0)})  # fmt: skip
    changed = told.having(2023, _question(table[0], "loan"), 1)
    assert rows(case(2025, "s_corporation"), changed)[-1].question is not None


def _question(row: Row, name: str) -> Question:
    return next(each for (_, fact), each in row.steps[0].read.items() if fact == name)


def test_rev_rul_66_94() -> None:
    """50,000 in, 30,000 out, a loss of 60,000: 20,000 pass, 40,000 wait, and nothing was taken out beyond basis."""
    years = {2021: loss(-60_000, contributions=50_000, distributions=30_000)}
    found = opening(case(2022), Told(0, 2021, "paid_in"), years)
    assert (found.basis, found.held_by_basis) == (Amount(0, 0), Amount(4_000_000, 4_000_000))


def test_a_share_that_was_bought_has_its_price_for_basis() -> None:
    """IRC 742; the share of debts comes by itself (752(d))."""
    told, now = Told(0, 2023, "bought"), case(2024)
    first = rows(now, told)[-1].question
    assert first is not None
    assert first.fact.name == "purchase_price"
    years = {2023: loss(-10_000, purchase_price=40_000, ending_recourse=5_000)}
    assert figures(opening(now, told, years))["beginning_basis"] == 35_000


def test_an_opening_basis_that_is_known_is_where_the_table_starts() -> None:
    years = {2023: loss(-10_000, beginning_basis=25_000, suspended_basis_loss=20_000)}
    found = figures(opening(case(2024), Told(0, 2023, "known"), years))
    assert (found["beginning_basis"], found["suspended_basis_loss"]) == (0, {"ordinary": 5_000})


def test_the_years_through_2017_are_one_row() -> None:
    """Without a payout beyond basis, basis less what waits is all that came in less all that went out."""
    now, told = case(2019), Told(0, 2009, "paid_in")
    assert list(years_of(now, told)) == [2017, 2018]
    years = {2017: loss(-70_000, contributions=60_000, ending_recourse=5_000), 2018: loss(8_000, ending_recourse=5_000)}
    found = opening(now, told, years)
    assert found.sure
    # through 2017: 65,000 of 70,000; 2018: 8,000 come in, the 5,000 that waited pass
    assert figures(found)["beginning_basis"] == 3_000
    assert figures(found)["suspended_basis_loss"] == {}


@pytest.mark.parametrize(
    ("entity", "facts"),
    [
        ("s_corporation", {"loan": 1, "new_advances": 5_000}),
        ("partnership", {"boxes": ("ordinary_business_income", "foreign_taxes"), "foreign_taxes": 100}),
        ("partnership", {"boxes": ("ordinary_business_income", SHORT_TERM), SHORT_TERM: -9_000}),
    ],
)  # fmt: skip
def test_what_cannot_be_added_up_leaves_the_opening_unknown(entity: str, facts: Year) -> None:
    """Reg. 1.1367-2(c): a loan is used and restored by year; 704(d)(3) is of 2018; kinds share by year."""
    years = {2017: {**loss(-70_000, contributions=6_000), **facts}}
    found = opening(case(2018, entity), Told(0, 2010, "paid_in"), years)
    assert not found.sure
    name = "beginning_basis" if entity == "partnership" else "beginning_stock_basis"
    assert figures(found)[name] is UNKNOWN


def test_what_is_not_known_leaves_two_ends_and_no_figure() -> None:
    """Cash taken out in 2021 is not known: of 50,000 between nothing and all is left; then 20,000 come in."""
    years = {2021: loss(0, contributions=50_000, distributions=UNKNOWN), 2022: loss(-30_000, contributions=20_000)}
    found = opening(case(2023), Told(0, 2021, "paid_in"), years)
    assert found.basis == Amount(0, 40_000_00)  # 50,000 + 20,000 - 30,000
    assert found.held_by_basis == Amount(0, 10_000_00)  # 20,000 of 30,000
    assert figures(found)["beginning_basis"] is UNKNOWN
    assert figures(found)["suspended_basis_loss"] is UNKNOWN
    assert not found.sure


def test_whoever_came_in_this_year_begins_with_nothing() -> None:
    found = result(case(2025), Told(0, 2025, "paid_in"), [])
    assert found is not None
    assert figures(found)["beginning_basis"] == 0
    assert found.sure
    assert found.passive  # nothing of earlier years can wait anywhere


def test_a_second_activity_shares_the_basis_of_its_k1() -> None:
    """Reg. 1.704-1(d)(2): a shortfall is shared in proportion, whatever the activity."""
    now = case(2022, activities=2)
    now = now.having(FACTS["activity_name"], (0, 0), "Shop").having(FACTS["activity_name"], (0, 1), "House")
    told = Told(0, 2021, "paid_in")
    wanted: dict[str, Any] = {
        "contributions": 10_000_00,
        "ordinary_business_income": -30_000_00,
        "net_rental_real_estate_income": -10_000_00,
    }
    while question := (table := rows(now, told))[-1].question:
        wanted = {
            "contributions": 10_000_00,
            "ordinary_business_income": -30_000_00,
            "net_rental_real_estate_income": -10_000_00,
        }
        boxes = ("ordinary_business_income" if question.place == (0, 0) else "net_rental_real_estate_income",)
        told = told.having(
            2021, question, boxes if question.fact.name == "boxes" else wanted.get(question.fact.name, 0)
        )
    found = result(now, told, table)
    assert found is not None
    assert figures(found)["suspended_basis_loss"] == {"ordinary": 22_500}
    assert figures(found)["suspended_basis_loss 1"] == {"rental_real_estate": 7_500}


@pytest.mark.parametrize("missing", ["tax_year", "entity", "activity"])
def test_it_needs_the_year_the_form_and_the_number_of_activities(missing: str) -> None:
    now = case(2025)
    assert can_rebuild(now, 0)
    place = () if missing == "tax_year" else (0,)
    assert not can_rebuild(now.having(FACTS[missing], place, UNKNOWN), 0)
    assert not can_rebuild(now.without(FACTS[missing], place), 0)


TO_BASIS = ["2025", "1", "Acme", "1", "1", "1", "-50,000", "0", "0", "0", "no"]
YEAR_2023 = ["1 -80,000", "50,000", "0", "0", "20,000", "0", "0", "0", "0", "0", "0"]
YEAR_2024 = ["1 10,000", "15,000", "0", "0", "20,000", "0", "0", "0", "0", "0", "0"]


def test_in_plain_mode_it_is_offered_told_and_taken_over(own_folder: Path) -> None:
    said = talk(
        own_folder, *TO_BASIS, "rebuild", "1", "2023", *YEAR_2023, *YEAR_2024, "L -5,000", "use", "answers", "quit"
    )
    flat = " ".join(said.split())
    assert "Not known? Type rebuild" in flat
    assert "2023 0 +70,000 70,000 0 10,000 20,000" in flat
    assert "2024 0 +25,000 10,000 15,000 0 5,000" in flat
    assert "At the start of 2025 your basis is $15,000." in flat
    assert "It is not your basis" in flat
    assert "It agrees" in flat  # 15,000 - 20,000 of debts - 0 held
    assert "Acme: Basis at the start of the year: $15,000" in flat
    assert "Acme: Earlier loss held by the at-risk limit: business loss $5,000" in flat
    conversation = Conversation(own_folder)
    assert conversation.case.get(FACTS["beginning_nonrecourse"], (0,)) == 20_000_00
    conversation.close(finished=False)


def test_figures_too_long_for_a_table_are_told_in_lines(own_folder: Path) -> None:
    many = ["1 -8,000,000,000", "5,000,000,000", "0", "0", "2,000,000,000", *["0"] * 6]
    said = talk(own_folder, *TO_BASIS, "rebuild", "1", "2023", *many, "1 -9,000,000,000.25", "8,000,000,000.55", "quit")
    assert "2023: start 0; in and out +7,000,000,000; losses used 7,000,000,000; end 0;" in " ".join(said.split())
    assert max(map(len, said.splitlines())) <= 80


def test_it_is_left_and_gone_on_with_in_another_run(own_folder: Path) -> None:
    talk(own_folder, *TO_BASIS, "rebuild", "1", "2023", *YEAR_2023, "1 10,000", "quit")
    said = " ".join(talk(own_folder, "rebuild", "15,000", "leave", "quit").split())
    assert "2023 0 +70,000 70,000 0 10,000 20,000" in said
    assert "[2024] How much did you put into Acme during 2024" in said
    assert "[2024] What was your share of recourse debts" in said
    assert "The table is kept. Type rebuild to go on with it." in said


def test_an_answer_of_a_year_is_changed_and_the_later_years_stay(own_folder: Path) -> None:
    years = ["rebuild", "1", "2023", *YEAR_2023, *YEAR_2024]
    said = " ".join(
        talk(own_folder, *TO_BASIS, *years, "change 2023", "change 2023 3", "60,000", "use", "quit").split()
    )
    assert "3) Paid in this year: $50,000" in said
    assert "At the start of 2025 your basis is $25,000." in said


def test_what_is_not_known_is_answered_with_i_dont_know(own_folder: Path) -> None:
    years = ["rebuild", "1", "2024", "1 -10,000", "50,000", "0", "0", "0", "0", "don't know", *["0"] * 4]
    said = " ".join(talk(own_folder, *TO_BASIS, *years, "use", "answers", "quit").split())
    assert "your basis is between $0 and $40,000." in said
    assert 'is taken over as "I don\'t know"' in said
    assert "Acme: Earlier loss held by basis: I don't know" in said
    assert "Acme: Basis at the start of the year: I don't know" in said


def test_words_of_the_table_and_what_it_refuses(own_folder: Path) -> None:
    said = " ".join(
        talk(own_folder, "rebuild", *TO_BASIS, "rebuild", "9", "3", "2017", "2026", "start again", "1", "3000", "2024",
             "9c 5", "same", "why", "where", "help", "1 5", "x", "back", "L 5", "change 2024", "change", "table",
             "leave", "quit").split()
    )  # fmt: skip
    for piece in (
        "Nothing is told of a K-1 yet",
        "Type a year from 2018 to 2024",
        "Type a year from 1900 to 2025",
        "There is no year before with boxes",
        "IRC 702(a)",
        "Was: $5.",
        "Type change and a year, such as: change 2021.",
        "Item L, the capital account, at the end of 2024: $5",
    ):
        assert piece in said, piece


def test_years_through_2017_are_asked_for_as_a_sum(own_folder: Path) -> None:
    said = " ".join(talk(own_folder, "2018", *TO_BASIS[1:], "rebuild", "1", "2009", "1 -5", "0", "quit").split())
    assert "[to 2017] How much did you put into Acme in all years through 2017, added up" in said
    assert "share of recourse debts of Acme at the end of 2017" in said
    assert "add that gain to what you paid in" in said


def test_a_draft_of_before_opens_and_one_that_makes_no_sense_is_set_aside(own_folder: Path) -> None:
    talk(own_folder, *TO_BASIS, "rebuild", "1", "2023", "1 -80,000", "quit")
    path = own_folder / "draft.json"
    content = json.loads(path.read_text("utf-8"))
    assert content["rebuilt"][0]["first"] == 2023
    wrongs: tuple[dict[str, Any], ...] = (
        {"k1": -1},
        {"came": "by train"},
        {"years": []},
        {"years": {"2023": [[[0], "no_fact", 1]]}},
    )
    for wrong in wrongs:
        content["rebuilt"][0] |= wrong
        path.write_text(json.dumps(content), "utf-8")
        assert "could not be read" in talk(own_folder, "quit")
        (own_folder / "draft.damaged-1.json").rename(path)
        content = json.loads(path.read_text("utf-8"))
        content["rebuilt"][0] = {"k1": 0, "first": 2023, "came": "paid_in", "years": {}, "capital": {}}
    del content["rebuilt"]
    path.write_text(json.dumps(content), "utf-8")
    assert "Going on where you stopped" in talk(own_folder, "quit")


def test_the_saved_page_has_the_years_behind_the_basis(own_folder: Path) -> None:
    """What was taken over is shown with how it came about; what was only tried is not."""
    years = ["rebuild", "1", "2023", *YEAR_2023, *YEAR_2024]
    talk(own_folder, *TO_BASIS, *years, "leave", "5,000", "save", "rebuild", "L -5,000", "quit")
    page = next(own_folder.glob("*.md"))
    assert "year by year" not in page.read_text("utf-8")
    talk(own_folder, "rebuild", "use", "save", "quit")
    text = page.read_text("utf-8")
    assert "## Basis of Acme before 2025, year by year" in text
    assert "2023      0     +70,000       70,000       0        10,000   20,000" in text
    assert "Item L, the capital account, at the end of 2024: -$5,000." in text
    assert replay(page).holds
