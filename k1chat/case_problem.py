"""What is wrong with a case file, as a person needs to hear it: file, line, key, reason, remedy."""

import re
from pathlib import Path
from typing import Any

from k1chat.facts import FACTS


class Misfit(Exception):
    """A place in a case file that does not fit: keys and indices down to it, and why; no reason: an unknown key."""

    def __init__(self, where: tuple[Any, ...], reason: str) -> None:
        super().__init__(where, reason)
        self.where, self.reason = where, reason


def told(path: Path, text: str, misfit: Misfit) -> str:
    """One line: file, line, key, reason, remedy."""
    keys = [str(part) for part in misfit.where if isinstance(part, str)]
    start = f"{path}, line {line_of(text, misfit.where)}: "
    if not misfit.reason:
        return f"{start}{keys[-1][:60]!r} is not a key here. {_remedy(keys[-1], keys[:-1])}"
    return f"{start}{keys[-1]}: {misfit.reason}"


def _remedy(key: str, tables: list[str]) -> str:
    scopes = {"": ("household",), "k1": ("k1", "activity"), "activity": ("activity",), "loan": ("loan",)}
    scope = scopes[tables[-1] if tables else ""]
    known = [fact.key for fact in FACTS.values() if fact.scope in scope]
    import difflib  # only a misspelled key needs it

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
        return text.count("\n", 0, max(text.find(f'"{key}"'), 0)) + 1
    counts: dict[tuple[str, ...], int] = {}
    path: tuple[Any, ...] = ()
    best = 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\[\s*([\w.]+)\s*\]\]", line)
        if header:
            path = _entered(counts, tuple(header[1].split(".")))
            best = number if path == where[: len(path)] else best
        assigned = re.match(r"\s*\"?([\w-]+)\"?\s*=", line)
        if assigned and (*path, assigned[1]) == where[: len(path) + 1]:
            return number
    return best


def _entered(counts: dict[tuple[str, ...], int], names: tuple[str, ...]) -> tuple[Any, ...]:
    """The keys and indices of a table that a header opens; a new K-1 starts its inner lists anew."""
    counts[names] = counts.get(names, -1) + 1
    if names == ("k1",):
        counts.pop(("k1", "activity"), None)
        counts.pop(("k1", "loan"), None)
    outer = ("k1", counts.get(("k1",), 0))
    return (*outer, names[1], counts[names]) if len(names) > 1 else outer
