"""Case files: TOML or JSON text -> Case, and Case -> TOML. The contract is shared/design/CASE.md.

The keys are the facts' keys, from `k1chat.facts` alone: the pydantic models below are made from it. Values are read
by `k1chat.answers`, so a file and a person are told the same reasons. Errors name file, line and key.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import tomli_w
from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError, WithJsonSchema, create_model

from k1chat import answers, tax_years
from k1chat.boxes import ACTIVITY_BOXES, BOX_BY_NAME, CHARACTERS, MAIN_BOXES
from k1chat.case import Case
from k1chat.case_problem import first_problem, line_of
from k1chat.errors import CaseFileError, InvalidAnswer, UnknownYear
from k1chat.facts import (
    ACTIVITY_COUNT,
    ACTIVITY_NAME,
    BOXES,
    FACTS,
    K1_COUNT,
    LOAN_COUNT,
    TAX_YEAR,
    UNKNOWN,
    Fact,
    Place,
    Scope,
)
from k1chat.money import plain

MOST_BYTES = 50_000_000
COUNTS = {K1_COUNT.name, ACTIVITY_COUNT.name, LOAN_COUNT.name}


class Table(BaseModel):
    """A table of a case file: nothing extra, nothing changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def read(path: Path, text: str | None = None) -> Case:
    """The case in a file (or in `text` that came from `path`); CaseFileError says what to put right."""
    text = _text_of(path) if text is None else text
    tables = _tables(path, text)
    try:
        household = model().model_validate(tables)
    except ValidationError as error:
        raise CaseFileError(first_problem(path, text, error)) from None
    except RecursionError:
        raise CaseFileError(f"{path}: the file is nested too deeply to be a case file.") from None
    return _with_activities(path, text, household)


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
    """TOML, or JSON when the text starts with a brace; numbers exact, no NaN."""
    try:
        if not text.lstrip().startswith("{"):
            return tomllib.loads(text, parse_float=Decimal)
        loaded = json.loads(text, parse_float=Decimal, parse_constant=Decimal, object_pairs_hook=_no_twice)
    except tomllib.TOMLDecodeError as error:
        raise CaseFileError(f"{path}: not readable as TOML: {error}. Correct that place and try again.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CaseFileError(f"{path}: not readable as JSON: {error.msg} ({where}). Correct it and try again.") from None
    except RecursionError:
        raise CaseFileError(f"{path}: the file is nested too deeply to be a case file.") from None
    except ValueError as error:
        raise CaseFileError(f"{path}: {str(error)[:200]}. Correct it and try again.") from None
    return loaded if isinstance(loaded, dict) else {}


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a key stand twice and keeps the last; here one of two figures would be lost without a word."""
    seen = dict(pairs)
    if len(seen) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice!r} stands twice in one table")
    return seen


@cache
def model() -> type[Table]:
    """The model of a case file, made from the facts."""
    loan = create_model("Loan", __base__=Table, **_fields("loan"))
    activity = create_model("Activity", __base__=Table, **_fields("activity"))
    k1_fields = {
        **_fields("activity", without={ACTIVITY_NAME.name}),
        **_fields("k1"),
        "loan": (list[loan] | _unknown_count(LOAN_COUNT) | None, None),  # type: ignore[valid-type]
        "activity": (list[activity] | _unknown_count(ACTIVITY_COUNT) | None, None),  # type: ignore[valid-type]
    }
    k1 = create_model("K1", __base__=Table, **k1_fields)
    fields = {**_fields("household"), "k1": (list[k1] | None, None)}  # type: ignore[valid-type]
    return create_model("Case", __base__=Table, **fields)


def _unknown_count(fact: Fact[int]) -> Any:
    return Annotated[Any, PlainValidator(lambda raw: _unknown(fact, raw)), WithJsonSchema({"const": "unknown"})]


def _unknown(fact: Fact[int], raw: object) -> Any:
    if raw == "unknown":
        return UNKNOWN
    raise ValueError(f"Give a [[k1.{fact.key}]] table for each {fact.key}, or {fact.key} = [] for none.")


def _fields(scope: Scope, without: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    facts = [fact for fact in FACTS.values() if fact.scope == scope and fact.name not in COUNTS | without]
    return {fact.key: (_type(fact) | None, None) for fact in facts}


def _type(fact: Fact[Any]) -> Any:
    def value(raw: object) -> Any:
        try:
            return answers.given(fact, raw)
        except InvalidAnswer as error:
            raise ValueError(str(error)) from None

    return Annotated[Any, PlainValidator(value), WithJsonSchema(_json_schema(fact))]


def _json_schema(fact: Fact[Any]) -> dict[str, Any]:
    number = {"type": "number", "minimum": fact.low / 100 if fact.kind == "money" else fact.low}
    shapes: dict[str, dict[str, Any]] = {
        "money": number,
        "losses": {"anyOf": [number, {"type": "object", "propertyNames": {"enum": [*CHARACTERS]}}]},
        "count": {"type": "integer", "minimum": fact.low, "maximum": fact.high},
        "year": {"type": "integer", "enum": [*tax_years.KNOWN]},
        "hours": {"type": "number", "minimum": 0, "maximum": fact.high},
        "number": {"type": "number", "minimum": 0, "maximum": fact.high},
        "yes_no": {"type": "boolean"},
        "choice": {"enum": [*fact.choices, *([True, False] if "yes" in fact.choices else [])]},
        "text": {"type": "string", "minLength": 1, "maxLength": 80},
        "boxes": {"type": "array", "items": {"enum": [*BOX_BY_NAME]}},
    }
    return {"anyOf": [shapes[fact.kind], {"const": "unknown"}]}


def _with_activities(path: Path, text: str, household: Any) -> Case:
    """The answers by place; the tables of a file say how many K-1s, activities and loans there are."""
    places: dict[Place, dict[str, Any]] = {(): dict(_given(household, "household"))}
    year = places[()].get(TAX_YEAR.name)
    try:
        tax_years.require(year) if isinstance(year, int) else None
    except UnknownYear as error:
        raise CaseFileError(f"{path}, line {line_of(text, ('tax_year',))}: {error}") from None
    for number, k1 in enumerate(household.k1 or ()):
        problem = _add_k1(places, number, k1)
        if problem:
            raise CaseFileError(f"{path}, line {line_of(text, ('k1', number))}: {problem}")
    if household.k1:
        places[()][K1_COUNT.name] = len(household.k1)
    return Case({place: facts for place, facts in places.items() if facts})


def _add_k1(places: dict[Place, dict[str, Any]], number: int, k1: Any) -> str | None:
    """One K-1 onto the places; a reason why its tables cannot stand together, or None."""
    places[number,] = dict(_given(k1, "k1"))
    own = dict(_given(k1, "activity"))
    if k1.loan is not None:
        places[number,][LOAN_COUNT.name] = UNKNOWN if k1.loan is UNKNOWN else len(k1.loan)
        for index, loan in enumerate(() if k1.loan is UNKNOWN else k1.loan):
            places[number, index] = dict(_given(loan, "loan"))
    if k1.activity is None or k1.activity is UNKNOWN:
        places[number,][ACTIVITY_COUNT.name] = UNKNOWN if k1.activity is UNKNOWN else 1
        return _add_activity(places, (number, 0), own)
    beside = [key for key in own if key not in BOX_BY_NAME or key in ACTIVITY_BOXES]
    if beside:
        return f"{beside[0]} belongs in one of the [[k1.activity]] tables, since this K-1 has them."
    tables = [dict(_given(activity, "activity")) for activity in k1.activity]
    if own:
        tables.append({ACTIVITY_NAME.name: places[number,].get("name", "the K-1 itself"), **_nothing_carried(), **own})
    places[number,][ACTIVITY_COUNT.name] = len(tables)
    problems = [_add_activity(places, (number, index), table) for index, table in enumerate(tables)]
    return next(filter(None, problems), None) if tables else "activity = [] names no activity. Leave it out."


def _add_activity(places: dict[Place, dict[str, Any]], place: Place, facts: dict[str, Any]) -> str | None:
    """An activity with the boxes that have a figure."""
    named = facts.pop(BOXES.name, ())
    boxes = [name for name in BOX_BY_NAME if name in facts or (named is not UNKNOWN and name in named)]
    if sum(name in MAIN_BOXES for name in boxes) > 1:
        return "boxes 1, 2 and 3 are always separate activities: give each its own [[k1.activity]] table."
    merged = places.setdefault(place, {})
    merged.update(facts)
    if boxes or named is UNKNOWN:
        merged[BOXES.name] = UNKNOWN if named is UNKNOWN else tuple(boxes)
    return None


def _nothing_carried() -> dict[str, Any]:
    """Items beside several activities carry in nothing of their own: carryforwards belong to an activity's table."""
    return {name: {} for name in ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss")}


def _given(table: Any, scope: Scope) -> Iterator[tuple[str, Any]]:
    for fact in FACTS.values():
        if fact.scope == scope and fact.name not in COUNTS:
            value = getattr(table, fact.key, None)
            if value is not None and not (
                scope == "activity" and fact is ACTIVITY_NAME and "entity" in table.__class__.model_fields
            ):
                yield fact.name, value


def write(case: Case) -> str:
    """A case as TOML that `read` takes back; facts in the order they were given."""
    tables: dict[str, Any] = _plain_facts(case, ())
    count = case.get(K1_COUNT, ())
    highest = max((place[0] + 1 for place in case.answers if place), default=0)
    number = max(count if isinstance(count, int) else 0, highest)
    if number:
        tables["k1"] = [_k1_table(case, (index,)) for index in range(number)]
    return tomli_w.dumps(tables)


def _k1_table(case: Case, place: Place) -> dict[str, Any]:
    table = _plain_facts(case, place)
    activities, loans = case.get(ACTIVITY_COUNT, place), case.get(LOAN_COUNT, place)
    if loans is not None:
        table["loan"] = _several(case, place, loans, "loan")
    if activities is not None and activities != 1 and activities is not UNKNOWN:
        table["activity"] = _several(case, place, activities, "activity")
        return table
    return {
        **table,
        **_plain_facts(case, (*place, 0), "activity"),
        **({"activity": "unknown"} if activities is UNKNOWN else {}),
    }


def _several(case: Case, place: Place, count: Any, scope: Scope) -> Any:
    return "unknown" if count is UNKNOWN else [_plain_facts(case, (*place, index), scope) for index in range(count)]


def _plain_facts(case: Case, place: Place, scope: Scope | None = None) -> dict[str, Any]:
    facts = {FACTS[name]: value for name, value in case.answers.get(place, {}).items() if name not in COUNTS}
    return {
        fact.key: _plain_value(fact, value)
        for fact, value in facts.items()
        if (scope is None or fact.scope == scope) and not _implied(fact, value, case.answers[place])
    }


def _implied(fact: Fact[Any], value: Any, beside: Mapping[str, Any]) -> bool:
    """Boxes whose figures all stand in the table need no list of their own."""
    return fact is BOXES and value is not UNKNOWN and all(name in beside for name in value)


def _plain_value(fact: Fact[Any], value: Any) -> Any:
    if value is UNKNOWN:
        return "unknown"
    if fact.kind == "money":
        return _dollars(value)
    if fact.kind == "losses":
        named = {character: _dollars(amount) for character, amount in value.items()}
        return named.get("", 0) if set(named) <= {""} else named
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value
    return list(value) if isinstance(value, tuple) else value


def _dollars(cents: int) -> int | Decimal:
    return cents // 100 if cents % 100 == 0 else Decimal(plain(cents))
