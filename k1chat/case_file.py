"""Case files: TOML or JSON text -> Case, and Case -> TOML. The contract is shared/design/CASE.md.

The keys are the facts' keys, from `k1chat.facts` alone, and values are read by `k1chat.answers`: a file and a person
are told the same reasons. Nothing extra is accepted. Errors name file, line, key and remedy (`case_problem`).
No pydantic here: building a model of a hundred facts would cost more than reading and answering the file.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from k1chat import answers, tax_years
from k1chat.boxes import ACTIVITY_BOXES, AMT_BOXES, BOX_BY_NAME, MAIN_BOXES
from k1chat.case import Case
from k1chat.case_problem import Misfit, told
from k1chat.errors import CaseFileError, InvalidAnswer, UnknownYear
from k1chat.facts import (
    ACTIVITY_COUNT,
    ACTIVITY_NAME,
    BOXES,
    FACTS,
    FILING_STATUS,
    K1_COUNT,
    KIND,
    LOAN_COUNT,
    OWNER,
    TAX_YEAR,
    UNKNOWN,
    Fact,
    Place,
)

MOST_BYTES = 50_000_000
COUNTS = {K1_COUNT.name, ACTIVITY_COUNT.name, LOAN_COUNT.name}
KEYS: dict[str, dict[str, Fact[Any]]] = {
    scope: {fact.key: fact for fact in FACTS.values() if fact.scope == scope and fact.name not in COUNTS}
    for scope in ("household", "k1", "activity", "loan")
}
"""The keys of each table. A K-1 with one activity holds that activity's facts too, under the K-1's own name."""

K1_COUNT_KEY = "k1_count"
"""`k1_count = "unknown"`: there may be K-1s beside those in the file. Otherwise the tables are counted."""

OWN_ACTIVITY = {key: fact for key, fact in KEYS["activity"].items() if fact is not ACTIVITY_NAME}
RENTAL_BOXES = MAIN_BOXES[1:]
CARRIED_IN = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss")
Places = dict[Place, dict[str, Any]]


def read(path: Path, text: str | None = None) -> Case:
    """The case in a file (or in `text` that came from `path`); CaseFileError says what to put right."""
    text = _text_of(path) if text is None else text
    try:
        return _case(_tables(path, text))
    except Misfit as misfit:
        raise CaseFileError(told(path, text, misfit)) from None


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CaseFileError(f"{path}: larger than 50 MB. A case file holds one household.")
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise CaseFileError(f"{path}: there is no such file. Check the name and the folder.") from None
    except IsADirectoryError:
        raise CaseFileError(f"{path}: this is a folder. Name the case file in it.") from None
    except UnicodeDecodeError:
        raise CaseFileError(f"{path}: not a text file in UTF-8. Save it as plain text and try again.") from None
    except (OSError, ValueError) as error:
        raise CaseFileError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error}).") from None


def _tables(path: Path, text: str) -> dict[str, Any]:
    """TOML, or JSON when the text starts with a brace; numbers exact, no key twice."""
    try:
        loaded = _json(path, text) if text.lstrip().startswith("{") else tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        if path.suffix == ".md":
            raise CaseFileError(f"{path}: a saved page, not a case file. `replay` and `open` take it.") from None
        raise CaseFileError(f"{path}: not readable as TOML: {error}. Correct that place and try again.") from None
    except RecursionError:
        raise CaseFileError(f"{path}: the file is nested too deeply to be a case file.") from None
    except ArithmeticError:
        raise CaseFileError(f"{path}: a number in it is too large to be read. Correct it and try again.") from None
    except ValueError as error:
        raise CaseFileError(f"{path}: {str(error)[:200]}. Correct it and try again.") from None
    return loaded if isinstance(loaded, dict) else {}


def _json(path: Path, text: str) -> Any:
    import json  # most case files are TOML

    try:
        return json.loads(text, parse_float=Decimal, parse_constant=Decimal, object_pairs_hook=_no_twice)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CaseFileError(f"{path}: not readable as JSON: {error.msg} ({where}). Correct it and try again.") from None


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and keeps the last; here one of two figures would be lost without a word."""
    seen = dict(pairs)
    if len(seen) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {twice!r} stands twice in one table")
    return seen


def _case(tables: dict[str, Any]) -> Case:
    """The answers by place; the tables of a file say how many K-1s, activities and loans there are."""
    k1s = _list(tables.pop("k1", None), ("k1",))
    more = tables.pop(K1_COUNT_KEY, None)
    if more not in (None, "unknown"):
        raise Misfit((K1_COUNT_KEY,), 'can only be "unknown". Known K-1s are counted by their [[k1]] tables.')
    household = _facts(tables, KEYS["household"], ())
    year = household.get(TAX_YEAR.name)
    try:
        tax_years.require(year) if isinstance(year, int) else None
    except UnknownYear as error:
        raise Misfit(("tax_year",), str(error)) from None
    places: Places = {(): household}
    for number, k1 in enumerate(k1s or ()):
        _add_k1(places, number, k1)
    for number in range(len(k1s or ())):
        _check_owner(household, places[number,], number)
    if k1s or more:
        household[K1_COUNT.name] = UNKNOWN if more else len(k1s or ())
    return Case({place: facts for place, facts in places.items() if facts})


def _list(raw: object, where: tuple[Any, ...]) -> list[dict[str, Any]] | None:
    """Tables in a list, such as `[[k1]]`."""
    if raw is None:
        return None
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        raise Misfit(where, f"write [[{'.'.join(part for part in where if isinstance(part, str))}]] above each table.")
    return list(raw)


def _facts(table: Mapping[str, Any], keys: Mapping[str, Fact[Any]], where: tuple[Any, ...]) -> dict[str, Any]:
    """The values of a table by the facts' names; Misfit for a key that does not belong or a value that does not do."""
    facts = {}
    for key, raw in table.items():
        if key not in keys:
            raise Misfit((*where, key), "")
        try:
            facts[keys[key].name] = answers.given(keys[key], raw)
        except InvalidAnswer as error:
            raise Misfit((*where, key), str(error)) from None
    return facts


def _add_k1(places: Places, number: int, table: dict[str, Any]) -> None:
    where = ("k1", number)
    loans = _several(table, LOAN_COUNT, where)
    activities = _several(table, ACTIVITY_COUNT, where)
    mixed = _facts(table, {**OWN_ACTIVITY, **KEYS["k1"]}, where)
    own = {name: value for name, value in mixed.items() if FACTS[name].scope == "activity"}
    k1 = places[number,] = {name: value for name, value in mixed.items() if FACTS[name].scope == "k1"}
    if loans is not None:
        k1[LOAN_COUNT.name] = UNKNOWN if loans is UNKNOWN else len(loans)
        for index, loan in enumerate(() if loans is UNKNOWN else loans):
            places[number, index] = _facts(loan, KEYS["loan"], (*where, "loan", index))
    if activities is None or activities is UNKNOWN:
        k1[ACTIVITY_COUNT.name] = UNKNOWN if activities is UNKNOWN else 1
        _add_activity(places, (number, 0), own, where)
    else:
        _add_activities(places, number, own, activities)


def _several(table: dict[str, Any], fact: Fact[int], where: tuple[Any, ...]) -> Any:
    """The tables of a list inside a K-1, taken out of it; UNKNOWN, or None where the key is left out."""
    raw = table.pop(fact.key, None)
    return UNKNOWN if raw == "unknown" else _list(raw, (*where, fact.key))


def _add_activities(places: Places, number: int, own: dict[str, Any], tables: list[dict[str, Any]]) -> None:
    """Several activities; boxes that belong to none of them stand beside as one more that carries nothing in."""
    where = ("k1", number)
    stray = next((name for name in own if name not in BOX_BY_NAME or name in ACTIVITY_BOXES | AMT_BOXES), None)
    if stray:
        raise Misfit((*where, stray), "belongs in one of the [[k1.activity]] tables, since this K-1 has them.")
    if not tables:
        raise Misfit(where, "activity = [] names no activity. Leave it out.")
    for index, table in enumerate(tables):
        inside = (*where, "activity", index)
        _add_activity(places, (number, index), _facts(table, KEYS["activity"], inside), inside)
    if own:
        held = [*CARRIED_IN, *(f"amt_{key}" for key in CARRIED_IN if _tells_of_amt(places, number))]
        beside = {ACTIVITY_NAME.name: places[number,].get("name", "the K-1 itself"), **{key: {} for key in held}}
        _add_activity(places, (number, len(tables)), {**beside, **own}, where)
    places[number,][ACTIVITY_COUNT.name] = len(tables) + bool(own)


def _tells_of_amt(places: Places, number: int) -> bool:
    """Whether a K-1 has AMT amounts: then so has what stands beside its activities, and it carries none in."""
    return any(name.startswith("amt_") for place, facts in places.items() if place[:1] == (number,) for name in facts)


def _add_activity(places: Places, place: Place, facts: dict[str, Any], where: tuple[Any, ...]) -> None:
    """An activity with the boxes that have a figure."""
    named = facts.pop(BOXES.name, ())
    boxes = tuple(name for name in BOX_BY_NAME if name in facts or (named is not UNKNOWN and name in named))
    if sum(name in MAIN_BOXES for name in boxes) > 1:
        raise Misfit(where, "boxes 1, 2 and 3 are always separate activities: give each its own [[k1.activity]] table.")
    _check_kind(facts, boxes, where)
    if boxes or named is UNKNOWN:
        facts[BOXES.name] = UNKNOWN if named is UNKNOWN else boxes
    places.setdefault(place, {}).update(facts)


def _check_owner(household: Mapping[str, Any], k1: Mapping[str, Any], number: int) -> None:
    """A spouse's K-1 stands on a joint return, or on the spouse's own."""
    joint = household.get(FILING_STATUS.name) in (None, UNKNOWN, "married_joint")
    if k1.get(OWNER.name) == "spouse" and not joint:
        raise Misfit(("k1", number, OWNER.key), "a spouse's K-1 belongs on the spouse's own return. Leave it out here.")


def _check_kind(facts: dict[str, Any], boxes: tuple[str, ...], where: tuple[Any, ...]) -> None:
    """Boxes 2 and 3 say what the activity is; a `kind` beside them must say the same."""
    rental = next((box.character for name, box in BOX_BY_NAME.items() if name in boxes and name in RENTAL_BOXES), None)
    if rental and facts.get(KIND.name, rental) not in (rental, UNKNOWN):
        raise Misfit((*where, KIND.key), f"the box says {rental}, kind says {facts[KIND.name]}. Check both.")


def write(case: Case) -> str:
    """A case as TOML that `read` takes back; facts in the order they were given."""
    import tomli_w

    from k1chat.case_tables import tables

    return tomli_w.dumps(tables(case))
