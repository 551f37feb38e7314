"""An unfinished conversation on disk: every answer, in the order given, saved the moment it is given.

Plain JSON, read without pydantic so that a resumed conversation paints as fast as a new one. Each running program
has a draft of its own: draft.json, or draft-2.json where another one is open.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from k1chat import storage
from k1chat.errors import TranscriptError
from k1chat.facts import FACTS, UNKNOWN, Fact, Place

FORMAT = 1
Answer = tuple[Place, Fact[Any], Any]


@dataclass(slots=True)
class Draft:
    """A claimed draft file with what was in it; `message` says what happened to a damaged one."""

    path: Path | None
    claim: storage.Claim | None
    answers: list[Answer] = field(default_factory=list)
    saved_as: str = ""
    message: str = ""

    def save(self, answers: Iterable[Answer], saved_as: str) -> None:
        """Write all answers; TranscriptError when the disk does not take them."""
        self.saved_as = saved_as
        if self.path is not None:
            rows = [[list(place), fact.name, _plain(value)] for place, fact, value in answers]
            content = {"k1chat_draft": FORMAT, "saved_as": saved_as, "answers": rows}
            storage.write(self.path, json.dumps(content, indent=0))

    def discard(self) -> None:
        """The conversation is over: its transcript holds everything."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def claim(folder: Path) -> Draft:
    """The first draft no other program holds. Where nothing can be written, a draft that says so."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(1, 100):
            name = "draft" if number == 1 else f"draft-{number}"
            held = storage.Claim.on(folder / f".{name}.lock")
            if held:
                return _opened(folder / f"{name}.json", held)
    except OSError as error:
        reason = error.strerror or str(error)
        return Draft(None, None, message=f"Nothing can be saved in {folder} ({reason}). Your answers live only here.")
    return Draft(None, None, message=f"Too many conversations are open in {folder}. Your answers live only here.")


def _opened(path: Path, held: storage.Claim) -> Draft:
    if not path.exists():
        return Draft(path, held)
    try:
        content = json.loads(storage.read(path))
        if content["k1chat_draft"] != FORMAT:
            raise ValueError("another format")
        return Draft(path, held, _answers(content["answers"]), str(content["saved_as"]))
    except (TranscriptError, ValueError, KeyError, TypeError, InvalidOperation, RecursionError):
        return Draft(path, held, message=_set_aside(path))


def _set_aside(path: Path) -> str:
    """A damaged draft is kept under another name, never overwritten."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    path.rename(kept)
    return f"The unfinished conversation could not be read. It is kept as {kept.name}; this is a new one."


def _answers(rows: Sequence[Any]) -> list[Answer]:
    answers = []
    for place, name, value in rows:
        fact = FACTS[name]
        if not all(isinstance(index, int) and index >= 0 for index in place):
            raise ValueError("not a place")
        answers.append((tuple(place), fact, _typed(fact, value)))
    return answers


def _plain(value: Any) -> Any:
    if value is UNKNOWN:
        return None
    return str(value) if isinstance(value, Decimal) else value


def _typed(fact: Fact[Any], value: Any) -> Any:
    """What JSON kept as the value it was: null is "I don't know"."""
    if value is None:
        return UNKNOWN
    if fact.kind in ("hours", "number"):
        return Decimal(value)
    if fact.kind == "boxes":
        return tuple(value)
    expected = {"money": int, "count": int, "year": int, "yes_no": bool, "losses": dict}.get(fact.kind, str)
    if not isinstance(value, expected):
        raise ValueError("not a value of this fact")
    return value
