"""The numbers of each tax year: one TOML file a year, every number with its authority.

A year without a file is refused with the list of known years; no other year's numbers are used instead.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from k1chat.errors import UnknownYear

if TYPE_CHECKING:
    from k1chat.tax_years.model import TaxYear

FOLDER = Path(__file__).parent
KNOWN: tuple[int, ...] = tuple(sorted(int(file.stem) for file in FOLDER.glob("*.toml")))


def require(year: int) -> None:
    """UnknownYear, with the list, when there is no file for `year`."""
    if year not in KNOWN:
        raise UnknownYear(f"Tax year {year} is not known here. Known years: {', '.join(map(str, KNOWN))}.")


@cache
def load(year: int) -> "TaxYear":
    """The numbers of `year`; their shapes are imported when the first limit needs them."""
    from k1chat.tax_years.model import read

    require(year)
    return read((FOLDER / f"{year}.toml").read_text("utf-8"))
