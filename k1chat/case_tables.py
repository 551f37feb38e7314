"""Case -> the tables of a case file; and the JSON Schema of one. The inverse of `k1chat.case_file.read`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from k1chat import tax_years
from k1chat.boxes import BOX_BY_NAME, kinds_held
from k1chat.case import Case
from k1chat.case_file import COUNTS, K1_COUNT_KEY, KEYS, OWN_ACTIVITY
from k1chat.facts import (
    ACTIVITY_COUNT,
    ACTIVITY_NAME,
    AVERAGE_STAY_DAYS,
    BOXES,
    FACTS,
    K1_COUNT,
    LOAN_COUNT,
    UNKNOWN,
    Fact,
    Place,
    Scope,
)
from k1chat.money import plain


def tables(case: Case) -> dict[str, Any]:
    """The tables of a case; a fact that is unknown is "unknown"."""
    household = _table(case, (), "household")
    count = case.get(K1_COUNT, ())
    if count is UNKNOWN:
        household[K1_COUNT_KEY] = "unknown"
    number = max([count if isinstance(count, int) else 0, *(place[0] + 1 for place in case.answers if place)])
    return {**household, **({"k1": [_k1(case, (index,)) for index in range(number)]} if number else {})}


def _k1(case: Case, place: Place) -> dict[str, Any]:
    """A K-1; a single activity's facts stand in the K-1's own table."""
    table = _table(case, place, "k1")
    activities, loans = case.get(ACTIVITY_COUNT, place), case.get(LOAN_COUNT, place)
    if activities is None or activities is UNKNOWN or activities == 1:
        table |= _table(case.without(ACTIVITY_NAME, (*place, 0)), (*place, 0), "activity")
    if activities is UNKNOWN:
        table["activity"] = "unknown"
    elif activities is not None and activities > 1:
        table["activity"] = [_table(case, (*place, index), "activity") for index in range(activities)]
    if loans is not None:
        counted = "unknown" if loans is UNKNOWN else [_table(case, (*place, i), "loan") for i in range(loans)]
        table["loan"] = counted
    return table


def _table(case: Case, place: Place, scope: Scope) -> dict[str, Any]:
    facts = case.answers.get(place, {})
    return {
        FACTS[name].key: _value(FACTS[name], value)
        for name, value in facts.items()
        if FACTS[name].scope == scope and name not in COUNTS and not _implied(name, value, facts)
    }


def _implied(name: str, value: Any, beside: Mapping[str, Any]) -> bool:
    """Boxes whose figures all stand in the table need no list of their own."""
    return name == BOXES.name and value is not UNKNOWN and all(box in beside for box in value)


def _value(fact: Fact[Any], value: Any) -> Any:
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


def schema() -> dict[str, Any]:
    """The JSON Schema of a case file, from the facts."""
    definitions = {
        "K1": _object({**OWN_ACTIVITY, **KEYS["k1"]}, {"loan": _list_of("Loan"), "activity": _list_of("Activity")}),
        "Activity": _object(KEYS["activity"], {}),
        "Loan": _object(KEYS["loan"], {}),
    }
    k1s = {"k1": {"type": "array", "items": {"$ref": "#/$defs/K1"}}, K1_COUNT_KEY: {"const": "unknown"}}
    household = _object(KEYS["household"], k1s)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case",
        "$defs": definitions,
        **household,
    }


def _list_of(name: str) -> dict[str, Any]:
    return {"anyOf": [{"type": "array", "items": {"$ref": f"#/$defs/{name}"}}, {"const": "unknown"}]}


def _object(facts: Mapping[str, Fact[Any]], more: Mapping[str, Any]) -> dict[str, Any]:
    properties = {key: {"anyOf": [_shape(fact), {"const": "unknown"}]} for key, fact in facts.items()}
    return {"type": "object", "properties": {**properties, **more}, "additionalProperties": False}


def _shape(fact: Fact[Any]) -> dict[str, Any]:
    low, high = (fact.low / 100, fact.high / 100) if fact.kind in ("money", "losses") else (fact.low, fact.high)
    number = {"type": "number", "minimum": low, "maximum": high}
    shapes: dict[str, dict[str, Any]] = {
        "money": number,
        "losses": {
            "anyOf": [
                number,
                {"type": "object", "propertyNames": {"enum": [*kinds_held(fact)]}, "additionalProperties": number},
            ]
        },
        "count": {**number, "type": "integer"},
        "year": {"type": "integer", "enum": [*tax_years.KNOWN]},
        "hours": number,
        "number": {**number, "exclusiveMinimum": 0} if fact is AVERAGE_STAY_DAYS else number,
        "yes_no": {"type": "boolean"},
        "choice": {"enum": [*fact.choices, *([True, False] if "yes" in fact.choices else [])]},
        "text": {"type": "string", "minLength": 1, "maxLength": 80},
        "boxes": {"type": "array", "items": {"enum": [*BOX_BY_NAME]}},
        "several": {"type": "array", "items": {"enum": [*fact.choices]}},
    }
    return shapes[fact.kind]
