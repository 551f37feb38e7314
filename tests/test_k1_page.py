"""The K-1 as on the paper: boxes by the number each year's form gives them, what they do, and the traps.

Schedule K-1 of Forms 1065 and 1120-S, Part III, and their instructions.
"""

from pathlib import Path
from typing import Any

import pytest

from k1chat import case_file
from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.conversation import Conversation
from k1chat.facts import BOXES, FACTS
from k1chat.k1_page import PARTNERSHIP, S_CORPORATION, TRAPS, amounts, boxes_of, effect, places_of, typed_line, with_box
from k1chat.outcome import Amount
from k1chat.wording import choices, words
from tests.test_plain import in_one_line as talk

RIVERSIDE = Path(__file__).parent / "cases" / "riverside.toml"
TO_THE_BOXES = ["2025", "1", "Acme", "1", "1"]


def riverside() -> Case:
    return case_file.read(RIVERSIDE, RIVERSIDE.read_text("utf-8"))


@pytest.mark.parametrize(
    ("typed", "entity", "year", "fact", "amount"),
    [
        ("1 -50,000", "partnership", 2025, "ordinary_business_income", "-50,000"),
        ("box 1: (50,000)", "partnership", 2025, "ordinary_business_income", "(50,000)"),
        ("4c 100", "partnership", 2019, "guaranteed_payments", "100"),
        ("4 100", "partnership", 2018, "guaranteed_payments", "100"),
        ("4 100", "s_corporation", 2025, "interest_income", "100"),
        ("5 100", "partnership", 2025, "interest_income", "100"),
        ("5a 100", "s_corporation", 2025, "ordinary_dividends", "100"),
        ("10 -7", "partnership", 2025, "net_section_1231_gain", "-7"),
        ("10 -7", "s_corporation", 2025, "other_income_loss", "-7"),
        ("12 5k", "partnership", 2025, "section_179_deduction", "5k"),
        ("11 5k", "s_corporation", 2025, "section_179_deduction", "5k"),
        ("13 C 50", "partnership", 2025, "charitable_contributions", "50"),
        ("13H 50", "partnership", 2025, "investment_interest_expense", "50"),
        ("13 W 50", "partnership", 2025, "other_deductions", "50"),
        ("13K 50", "partnership", 2025, "excess_business_interest", "50"),
        ("21 5", "partnership", 2021, "foreign_taxes", "5"),
        ("16 5", "partnership", 2020, "foreign_taxes", "5"),
        ("16F 5", "s_corporation", 2021, "foreign_taxes", "5"),
        ("14 5", "s_corporation", 2020, "foreign_taxes", "5"),
        ("19A 5", "partnership", 2025, "distributions", "5"),
        ("16D 5", "s_corporation", 2025, "distributions", "5"),
        ("18 B 5", "partnership", 2025, "tax_exempt_income", "5"),
        ("1 none", "partnership", 2025, "ordinary_business_income", "none"),
        ("1 don't know", "partnership", 2025, "ordinary_business_income", "don't know"),
    ],
)
def test_a_box_is_known_by_the_number_its_form_gives_it(
    typed: str, entity: str, year: int, fact: str, amount: str
) -> None:
    line = typed_line(typed, entity, year)
    assert line is not None
    assert line.box is not None
    assert (line.box.fact.name, line.amount) == (fact, amount)


@pytest.mark.parametrize(
    ("typed", "entity", "trap"),
    [
        ("9c 4,000", "partnership", "unrecaptured_gain"),
        ("8c 4,000", "s_corporation", "unrecaptured_gain"),
        ("L 35,000", "partnership", "capital_account"),
        ("item L -35,000", "partnership", "capital_account"),
        ("20 AJ 90,000", "partnership", "information"),
        ("20Z", "partnership", "information"),
        ("17 V 5", "s_corporation", "information"),
        ("17AC 5", "s_corporation", "information"),
        ("14A -50,000", "partnership", "self_employment"),
        ("6b 5", "partnership", "qualified_dividends_inside"),
        ("4a 5", "partnership", "part_of_guaranteed_payments"),
        ("16E 5", "s_corporation", "repayments"),
        ("99 5", "partnership", "no_such_box"),
    ],
)
def test_what_is_no_figure_of_the_loss_is_a_trap(typed: str, entity: str, trap: str) -> None:
    line = typed_line(typed, entity, 2025)
    assert line is not None
    assert (line.box, line.trap) == (None, trap)
    assert words("k1_page")["traps"][trap]


@pytest.mark.parametrize("text", ["hello", "-50,000", "50,000", "", "hours 600", "1"])
def test_other_lines_are_told_from_boxes(text: str) -> None:
    line = typed_line(text, "partnership", 2025)
    assert line is None or not line.amount


def test_the_page_has_every_box_of_the_interview_but_the_statement_of_gifts() -> None:
    """One source of truth: what the interview asks for stands on the page, under the number its label has."""
    beside = {"appreciation_in_gifts"}
    for entity, table in (("partnership", PARTNERSHIP), ("s_corporation", S_CORPORATION)):
        of_form = {name for name, label in choices(BOXES, entity) if label}
        assert of_form - beside == set(table.values()) & set(BOX_BY_NAME)
        for number, name in table.items():
            label = dict(choices(BOXES, entity)).get(name)
            assert label is None or f"Box {number[:2].rstrip('ACHKFBD')}" in label, name
        assert set(TRAPS[entity].values()) <= set(words("k1_page")["traps"])


def test_a_figure_is_the_fact_the_interview_asks_for() -> None:
    case, box = riverside(), boxes_of("partnership", 2025)[0]
    assert box.number == "1"
    changed = with_box(case, 0, box, -70_000_00)
    assert changed.get(FACTS["ordinary_business_income"], (0, 0)) == -70_000_00
    assert amounts(changed, 0)["ordinary_business_income"] == ((0, 0), -70_000_00)
    assert with_box(changed, 0, box, None).get(BOXES, (0, 0)) is None


def test_boxes_1_and_2_are_two_activities() -> None:
    """Two main boxes are never one activity: the second opens one of its own, the others stay with the first."""
    case = riverside()
    one, two, interest = (next(b for b in boxes_of("partnership", 2025) if b.number == n) for n in ("1", "2", "5"))
    case = with_box(with_box(case, 0, two, -9_000_00), 0, interest, 300_00)
    assert case.get(FACTS["activity"], (0,)) == 2
    assert case.get(BOXES, (0, 0)) == ("ordinary_business_income", "interest_income")
    assert case.get(BOXES, (0, 1)) == ("net_rental_real_estate_income",)
    assert with_box(case, 0, one, -1_00).get(FACTS["ordinary_business_income"], (0, 0)) == -1_00


def test_a_box_stays_with_its_activity_and_one_of_several_is_not_guessed() -> None:
    case = riverside().having(FACTS["activity"], (0,), 2)
    case = case.having(BOXES, (0, 1), ("ordinary_business_income", "interest_income"))
    one, interest = (next(box for box in boxes_of("partnership", 2025) if box.number == n) for n in ("1", "5"))
    assert with_box(case, 0, interest, 7_00).get(FACTS["interest_income"], (0, 1)) == 7_00
    assert places_of(case, 0, one.fact) == [(0, 0), (0, 1)]


def test_of_two_businesses_box_1_is_changed_at_its_question(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "1", "Acme", "1", "2", "Shop", "1", "-5", *["0"] * 3, "Bar", "1", "-6", "k1",
                "1 -9", "1 none", "quit")  # fmt: skip
    assert said.count("Box 1 has figures for several businesses of this K-1.") == 2


def test_what_a_box_does_is_the_answer_with_it_and_without_it() -> None:
    """Riverside: of 50,000 basis lets 10,000 pass (704(d)), and the passive limit holds those (469(a)(1))."""
    does = effect(riverside(), (0, 0), FACTS["ordinary_business_income"])
    assert does is not None
    assert does.deductible == (Amount(0, 0), Amount(0, 0))
    assert does.held["suspended_basis_loss"] == (Amount(0, 0), Amount(40_000_00, 40_000_00))
    assert does.held["suspended_passive_loss"] == (Amount(0, 0), Amount(10_000_00, 10_000_00))
    assert does.changes


def test_a_figure_that_does_nothing_is_said_to() -> None:
    case = with_box(riverside(), 0, boxes_of("partnership", 2025)[0], 0)
    does = effect(case, (0, 0), FACTS["ordinary_business_income"])
    assert does is not None
    assert not does.changes


def test_the_page_in_plain_mode_fills_the_boxes_and_goes_on(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_BOXES, "k1", "1 -50,000", "5 120", "13 C -40", "13 C 40", "9c 4,000", "L 35,000",
                "20 AJ 9", "nonsense", "2", "leave", "answers", "quit")  # fmt: skip
    assert "Schedule K-1 (Form 1065) of Acme, 2025" in said
    assert "Box 1: -$50,000." in said
    assert "Deductions stand on the K-1 without a minus sign" in said
    assert "would count it twice" in said
    assert "It is not your basis" in said
    assert "is information, not an amount to deduct" in said
    assert "nonsense: not a line of the page" in said
    assert "Box 2: type its figure too" in said
    assert "Acme: Box 1: -$50,000" in said
    assert "How much loss of Acme from earlier years still waits because your basis was too low" in said


def test_a_page_before_the_form_is_known_says_what_is_needed(own_folder: Path) -> None:
    assert "needs the year and the form" in talk(own_folder, "k1", "2025", "1", "Acme", "k1", "quit")


def test_a_business_may_be_called_k1(own_folder: Path) -> None:
    assert "printed on the K-1 from k1" in talk(own_folder, "2025", "1", "k1", "quit")


def test_a_k1_is_opened_by_its_number(own_folder: Path) -> None:
    second = ["Beta", "2"]
    said = talk(own_folder, "2025", "2", *TO_THE_BOXES[2:], "1", "-50,000", "0", "0", "0", *second, "k1", "leave",
                "k1 1", "leave", "k1 3", "rebuild 1", "quit")  # fmt: skip
    assert "Schedule K-1 (Form 1120-S) of Beta, 2025" in said
    assert "Schedule K-1 (Form 1065) of Acme, 2025" in said
    assert "There is no K-1 with the number 3 yet." in said
    assert "Your basis in Acme, year by year" in said


def test_what_each_box_does_in_the_end(own_folder: Path) -> None:
    """The sentence has both figures: the deduction without the box and with it."""
    conversation = Conversation(own_folder)
    conversation.take_over(riverside())
    conversation.close(finished=False)
    said = talk(own_folder, "k1", "1 -8,000", "what 1", "1 none", "leave", "quit")
    assert "Held by the passive limit: $0 without it, $8,000 with it." in said
    assert "Box 1 is empty now." in said


@pytest.mark.parametrize(
    ("line", "fact", "value"),
    [
        ("1 12,000", "suspended_passive_loss", {"": 12_000_00}),
        ("paper 2 500", "suspended_at_risk_loss", {"": 500_00}),
        ("3) 40", "suspended_basis_loss", {"": 40_00}),
        ("4 9,000", "nol_carryforward", 9_000_00),
    ],
)
def test_an_earlier_loss_goes_where_its_paper_says(own_folder: Path, line: str, fact: str, value: Any) -> None:
    """IRC 469(b), 465(a)(2), 704(d)(2), 172(b): each waits in a place of its own."""
    talk(own_folder, *TO_THE_BOXES, "1", "-50,000", "which bucket", line, "quit")
    place = () if fact == "nol_carryforward" else (0, 0)
    conversation = Conversation(own_folder)
    assert conversation.case.get(FACTS[fact], place) == value
    conversation.close(finished=False)


@pytest.mark.parametrize(
    ("form", "year", "says"),
    [
        ("1", "2025", ("Form 8582, Part VII", "Your own basis worksheet", "Form 172")),
        ("1", "2021", ("Form 8582, Worksheet 5", "Your own basis worksheet")),
        ("2", "2022", ("Form 8582, Part VII", "Form 7203, Part III, column (e)")),
        ("2", "2021", ("Form 8582, Worksheet 5", "Your own worksheet of stock and debt basis")),
    ],
)
def test_the_papers_are_those_of_last_year(own_folder: Path, form: str, year: str, says: tuple[str, ...]) -> None:
    """Form 8582 has Parts since tax year 2021, Form 7203 came in 2021, Form 172 in 2024."""
    said = talk(own_folder, year, "1", "Acme", form, "1", "1", "-50,000", "which bucket", "5 100", "leave", "quit")
    assert all(each in said for each in says)
    assert ("Form 172" in said) is (year == "2025")
    assert "Nothing was taken over" in said


def test_a_bucket_before_the_k1_is_told_says_so(own_folder: Path) -> None:
    assert "then type which bucket" in talk(own_folder, "2025", "1", "Acme", "which bucket", "quit")
