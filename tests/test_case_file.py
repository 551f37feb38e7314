"""Case files: the contract of shared/design/CASE.md, and errors that name file, line, key and remedy."""

from pathlib import Path

import pytest

from k1chat import case_file, case_tables
from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.errors import CaseFileError
from k1chat.facts import ACTIVITY_COUNT, BOXES, FACTS, HOURS, LOAN_COUNT, UNKNOWN, WAGES
from tests.conftest import RIVERSIDE

TEXT = RIVERSIDE.read_text("utf-8")


def read(text: str) -> Case:
    return case_file.read(Path("case.toml"), text)


def test_a_case_written_and_read_is_the_same_case(riverside: Case) -> None:
    assert read(case_file.write(riverside)) == riverside


def test_json_with_the_same_keys_is_the_same_case() -> None:
    toml = 'tax_year = 2025\nwages = 10.5\n[[k1]]\nname = "A"\nordinary_business_income = -5\n'
    json = '{"tax_year": 2025, "wages": 10.50, "k1": [{"name": "A", "ordinary_business_income": -5}]}'
    assert read(toml) == read(json)
    assert read(toml).get(WAGES, ()) == 1050


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("hours = 120", "huors = 120", 34, "Did you mean 'hours'"),
        ("tax_year = 2025", "tax_year = 2031", 2, "2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026"),
        ("hours = 120", "hours = nan", 34, "not a number"),
        ("hours = 120", "hours = true", 34, "yes/no does not belong"),
        ("hours = 120", 'hours = "many"', 34, "does not belong"),
        ("may_manage = true", "may_manage = 5", 12, "yes or no"),
        ("-50_000", "-50_000.555", 32, "two decimals"),
        ("beginning_basis = 10_000", "beginning_basis = -1", 15, "below zero"),
        ("beginning_basis = 10_000", "beginning_basis = 1e15", 15, "100 billion"),
        ("hours = 120", "hours = 9000", 34, "8,784"),
        ('"married_joint"', '"joint"', 3, "married_joint"),
        ("[[k1]]", "[[k1]]\nwages = 1", 9, "at the top of the file"),
        ("wages = 200_000", "wages = 200_000\nhours = 1", 5, "in [[k1.activity]]"),
        ("ordinary_business", "net_rental_real_estate_income = 5\nordinary_business", 8, "separate activities"),
    ],
)
def test_an_error_names_the_line_and_the_remedy(old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        read(TEXT.replace(old, new, 1))
    assert f"case.toml, line {line}:" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["a = [1,", "[k1]\nname = 'x'", '{"wages": NaN}', '{"wages": 1, "wages": 2}', "[" * 100_000, '{"k1":' * 50_000,
     '{"k1": [1]}', "k1 = 5", "{", '{"k1": {}}', "\x00", "tax_year = 2025\ntax_year = 2024",
     "[[k1]]\nloan = 5", "[[k1]]\nactivity = []", "[[k1]]\n[[k1.activity]]\n[[k1.loan]]\nhours = 3",
     "[[k1]]\nhours = 3\n[[k1.activity]]\nname = 'a'"],
)  # fmt: skip
def test_a_damaged_or_hostile_file_is_one_clear_line(text: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        read(text)
    assert str(caught.value).startswith("case.toml")
    assert "\n" not in str(caught.value).strip()


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.toml", "binary", "."):
        with pytest.raises(CaseFileError):
            case_file.read(tmp_path / name)


def test_a_box_left_out_is_an_empty_box_and_a_fact_left_out_is_missing() -> None:
    case = read("[[k1]]\nordinary_business_income = -5\ninterest_income = 0\n")
    assert case.get(BOXES, (0, 0)) == ("ordinary_business_income", "interest_income")
    assert case.get(HOURS, (0, 0)) is None


def test_loans_are_asked_about_unless_the_file_says_there_are_none() -> None:
    assert read("[[k1]]\nloan = []\n").get(LOAN_COUNT, (0,)) == 0
    assert read("[[k1]]\n").get(LOAN_COUNT, (0,)) is None
    assert read('[[k1]]\nloan = "unknown"\n').get(LOAN_COUNT, (0,)) is UNKNOWN


def test_items_beside_several_activities_stand_by_themselves() -> None:
    case = read(
        '[[k1]]\nname = "A"\ninterest_income = 5\n[[k1.activity]]\nname = "shop"\nordinary_business_income = -5\n'
        '[[k1.activity]]\nname = "flat"\nnet_rental_real_estate_income = -5\n'
    )
    assert case.get(ACTIVITY_COUNT, (0,)) == 3
    assert case.get(BOXES, (0, 2)) == ("interest_income",)


def test_every_fact_can_be_unknown_in_a_file() -> None:
    for fact in FACTS.values():
        if fact.scope == "household" and fact.name != "k1":
            assert read(f'{fact.key} = "unknown"').get(fact, ()) is UNKNOWN


def test_a_saved_page_is_named_for_what_it_is() -> None:
    with pytest.raises(CaseFileError, match="a saved page, not a case file"):
        case_file.read(Path("2025-acme.md"), "# Of your $50,000 loss, none reduces your wages\n\nTax year 2025.")


@pytest.mark.parametrize("wrong", ["[]", '["none", "nol_carryforward"]', '["hours"]', '"none"', "[1]"])
def test_a_list_holds_names_of_its_own(wrong: str) -> None:
    with pytest.raises(CaseFileError, match="return_circumstances"):
        read(f"return_circumstances = {wrong}")


def test_the_schema_knows_every_key() -> None:
    schema = case_tables.schema()
    activity = schema["$defs"]["Activity"]["properties"]
    assert set(BOX_BY_NAME) <= set(activity)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    "line",
    ["wages = 1e9999999", "wages = 1e999999999999999999999", "tax_year = 1e999999", "wages = 0x" + "f" * 400_000,
     "wages = 1.000000000000000000000000000000000001", "wages = 1e-9999999", "tax_year = 0x" + "f" * 400_000,
     "filing_status = 0x" + "f" * 20_000, "[[k1]]\nboxes = [{}]", '[[k1]]\nboxes = [["a"]]',
     '[[k1]]\nboxes = ["\\u001b[2J"]', "[[k1]]\nhours = 1e-9999999", "wages = -1e99"],
)  # fmt: skip
def test_a_figure_no_return_has_is_told_shortly(line: str) -> None:
    with pytest.raises(CaseFileError) as caught:
        read(line)
    assert len(str(caught.value)) < 600
    assert str(caught.value).isprintable()


def test_a_name_kept_of_a_single_activity_is_not_the_k1s(riverside: Case) -> None:
    case = riverside.having(FACTS["activity_name"], (0, 0), "Shop")
    assert read(case_file.write(case)).k1_name((0,)) == "Riverside Partners"
