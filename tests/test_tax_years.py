"""The numbers of the years, against the research they come from (shared/law/parameters.json)."""

import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from k1chat import tax_years
from k1chat.errors import UnknownYear
from k1chat.tax_years.model import ByStatus, NoLimit, TaxYear, read

PARAMETERS = Path(__file__).parent.parent.parent / "shared" / "law" / "parameters.json"
STATUSES = ("single", "married_joint", "married_separate", "head_of_household", "surviving_spouse")


def test_2018_to_2026_are_known_and_no_other_year_is_guessed() -> None:
    assert tuple(range(2018, 2027)) == tax_years.KNOWN
    for year in (2017, 2027):
        with pytest.raises(UnknownYear, match=r"2018, 2019, .* 2026"):
            tax_years.load(year)


@pytest.mark.parametrize(
    ("year", "single", "joint"),
    [
        (2021, 262_000, 524_000),
        (2022, 270_000, 540_000),
        (2023, 289_000, 578_000),
        (2024, 305_000, 610_000),
        (2025, 313_000, 626_000),
        (2026, 256_000, 512_000),
    ],
)
def test_excess_business_loss_thresholds(year: int, single: int, joint: int) -> None:
    """IRC 461(l)(3)(A), the yearly Rev. Procs.; only a joint return doubles."""
    threshold = tax_years.load(year).excess_business_loss_threshold
    assert isinstance(threshold, ByStatus)
    assert [getattr(threshold, s) for s in STATUSES] == [single, joint, single, single, single]


@pytest.mark.parametrize("year", [2018, 2019, 2020])
def test_no_excess_business_loss_limit_before_2021(year: int) -> None:
    """CARES Act sec. 2304."""
    assert isinstance(tax_years.load(year).excess_business_loss_threshold, NoLimit)


@pytest.mark.skipif(not PARAMETERS.exists(), reason="shared/ is not beside this checkout")
@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_number_agrees_with_the_research(year: int) -> None:
    known: dict[str, Any] = json.loads(PARAMETERS.read_text("utf-8"))[str(year)]
    numbers = tax_years.load(year)
    for status in STATUSES:
        apart = "married_separate_lived_apart_all_year" if status == "married_separate" else status
        assert numbers.rental_allowance.maximum.cents(status) == known["pal_469i_allowance"][apart] * 100
        assert numbers.rental_allowance.phaseout_ends.cents(status) == known["pal_469i_phaseout_end_magi"][apart] * 100
        assert numbers.capital_loss_limit.cents(status) == known["capital_loss_limit_1211b"][status] * 100
        threshold = numbers.excess_business_loss_threshold
        expected = known["ebl_threshold"][status]
        assert (threshold.cents(status) if isinstance(threshold, ByStatus) else None) == (expected and expected * 100)


@pytest.mark.parametrize("year", range(2018, 2027))
def test_the_allowance_phases_out_from_100_000(year: int) -> None:
    """IRC 469(i)(3)(A), (5)(A)(ii): from 100,000, apart 50,000; half a dollar each, so gone at 150,000, 75,000."""
    allowance = tax_years.load(year).rental_allowance
    for status in STATUSES:
        starts = allowance.phaseout_starts.cents(status)
        assert starts == (50_000 if status == "married_separate" else 100_000) * 100
        assert allowance.phaseout_ends.cents(status) == starts + 2 * allowance.maximum.cents(status)


def test_a_year_file_with_a_gap_is_refused() -> None:
    text = (Path(tax_years.__file__).parent / "2025.toml").read_text("utf-8")
    for broken in (
        text.replace("head_of_household = 313_000\n", ""),
        text.replace("year = 2025", "year = 2025\nx = 1"),
    ):
        with pytest.raises(TypeError):
            read(broken)


@pytest.mark.parametrize("year", range(2018, 2027))
def test_year_files_hold_whole_dollars_and_authorities(year: int) -> None:
    """Strict types, which the plain loader does not look at."""
    text = (Path(tax_years.__file__).parent / f"{year}.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    assert tables["year"] == year
    checked = TypeAdapter(TaxYear).validate_json(json.dumps(asdict(read(text))), strict=True)
    assert checked == tax_years.load(year)
    for number in (checked.capital_loss_limit, checked.rental_allowance.maximum):
        assert isinstance(number.single, int)
        assert number.authority.startswith("IRC")
