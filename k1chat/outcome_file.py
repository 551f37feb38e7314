"""Outcome <-> JSON, exactly; and its JSON Schema. Pydantic over the plain dataclasses of `k1chat.outcome`."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter

from k1chat.outcome import Outcome


@cache
def _adapter() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)


def to_json(outcome: Outcome) -> str:
    """The outcome as indented JSON; amounts are strings with two decimals."""
    return _adapter().dump_json(outcome, indent=2).decode() + "\n"


def from_json(text: str) -> Outcome:
    """The outcome that `to_json` wrote; ValueError (pydantic's ValidationError) for anything else."""
    return _adapter().validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema of an outcome."""
    return _adapter().json_schema()
