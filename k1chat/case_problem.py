"""What is wrong with a case file, as a person needs to hear it: file, line, key, reason, remedy."""

import difflib
import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from k1chat.facts import FACTS


def first_problem(path: Path, text: str, error: ValidationError) -> str:
    """The first thing to put right: file, line, key, reason, remedy."""
    problem = error.errors()[0]
    where = tuple(part for part in problem["loc"] if not isinstance(part, str) or part.isidentifier())
    keys = [part for part in where if isinstance(part, str)]
    start = f"{path}, line {line_of(text, where)}: "
    if problem["type"] == "extra_forbidden":
        return (
            f"{start}{str(problem['loc'][-1])[:60]!r} is not a key here. {_nearest(str(problem['loc'][-1]), keys[:-1])}"
        )
    reason = str(problem.get("ctx", {}).get("error", problem["msg"]))
    return f"{start}{keys[-1] if keys else 'the file'}: {reason}"


def _nearest(key: str, tables: list[str]) -> str:
    scopes = {"": ("household",), "k1": ("k1", "activity"), "activity": ("activity",), "loan": ("loan",)}
    scope = scopes.get(tables[-1] if tables else "", ("household",))
    known = [fact.key for fact in FACTS.values() if fact.scope in scope]
    near = difflib.get_close_matches(key, known, 1, 0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    elsewhere = next((fact for fact in FACTS.values() if fact.key == key), None)
    if elsewhere:
        table = {"household": "at the top of the file, before [[k1]]", "k1": "in [[k1]]"}
        return f"It belongs {table.get(elsewhere.scope, f'in [[k1.{elsewhere.scope}]]')}."
    return "See `k1chat schema case` for the keys."


def line_of(text: str, where: tuple[Any, ...]) -> int:
    """The line a key stands in, found by walking the text's tables; the best guess for one-line JSON."""
    if text.lstrip().startswith("{"):
        key = next((part for part in reversed(where) if isinstance(part, str)), "k1")
        at = max(text.find(f'"{key}"'), 0)
        return text.count("\n", 0, at) + 1
    tables = {("k1",): -1, ("k1", "activity"): -1, ("k1", "loan"): -1}
    path: list[Any] = []
    best = 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\[\s*([\w.]+)\s*\]\]", line)
        if header:
            names = tuple(header[1].split("."))
            tables[names] = tables.get(names, -1) + 1
            if names == ("k1",):
                tables["k1", "activity"] = tables["k1", "loan"] = -1
            path = ["k1", tables["k1",], *([names[1], tables[names]] if len(names) > 1 else [])]
            best = number if tuple(path) == where[: len(path)] else best
        assigned = re.match(r"\s*\"?([\w-]+)\"?\s*=", line)
        if assigned and (*path, assigned[1]) == where[: len(path) + 1]:
            return number
    return best
