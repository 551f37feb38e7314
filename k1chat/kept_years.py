"""A table of years (`k1chat.rebuild`) as a draft keeps it: read only by conversations that have one."""

from collections.abc import Mapping
from typing import Any

from k1chat.case import Case
from k1chat.draft import answers_of, as_kept
from k1chat.rebuild import WAYS_IN, Told


def as_rows(told: Told) -> dict[str, Any]:
    """A table as JSON."""
    years = {
        str(year): [[list(place), fact.name, as_kept(value)] for place, fact, value in case]
        for year, case in told.years.items()
    }
    capital = {str(year): amount for year, amount in told.capital.items()}
    return {"k1": told.k1, "first": told.first, "came": told.came, "years": years, "capital": capital}


def from_rows(row: Mapping[str, Any]) -> Told:
    """The inverse of `as_rows`; ValueError and the like for anything else."""
    k1, first, came = row["k1"], row["first"], row["came"]
    if type(k1) is not int or k1 < 0 or not (first is None or type(first) is int) or came not in ("", *WAYS_IN):
        raise ValueError("not a table of years")
    if not isinstance(row["capital"], dict) or not isinstance(row["years"], dict):
        raise ValueError("not years")
    capital = {int(year): amount for year, amount in row["capital"].items()}
    if not all(type(amount) is int for amount in capital.values()):
        raise ValueError("not an amount")
    return Told(k1, first, came, {int(year): _case(answers) for year, answers in row["years"].items()}, capital)


def _case(answers: Any) -> Case:
    case = Case()
    for place, fact, value in answers_of(answers):
        case = case.having(fact, place, value)
    return case
