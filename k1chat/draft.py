"""An unfinished conversation on disk: every answer, in the order given, saved the moment it is given.

Plain JSON, read without pydantic so that a resumed conversation paints as fast as a new one. Each running program
has a draft of its own: draft.json, or draft-2.json where another one is open or an earlier conversation waits. A start
goes on with the one of those left behind that was written last.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from k1chat import answers as readers
from k1chat import storage
from k1chat.boxes import CHARACTERS
from k1chat.errors import InvalidAnswer, TranscriptError
from k1chat.facts import FACTS, UNKNOWN, Fact, Place

if TYPE_CHECKING:
    from k1chat.rebuild import Told

FORMAT = 1
Answer = tuple[Place, Fact[Any], Any]


@dataclass(slots=True)
class Draft:
    """A claimed draft file with what was in it; `message` says what happened to a damaged one.

    `beside` tells that another program has a conversation open in the folder.
    """

    path: Path | None
    claim: storage.Claim | None
    answers: list[Answer] = field(default_factory=list)
    saved_as: str = ""
    asked: list[str] = field(default_factory=list)
    """The typed questions whose replies are kept, in order."""
    message: str = ""
    beside: bool = False
    rebuilt: "dict[int, Told]" = field(default_factory=dict)
    """Opening bases that are being rebuilt, by K-1; drafts of before have none."""

    def save(self, answers: Iterable[Answer], saved_as: str) -> None:
        """Write all answers; TranscriptError when the disk does not take them."""
        import json

        self.saved_as = saved_as
        if self.path is not None:
            rows = [[list(place), fact.name, as_kept(value)] for place, fact, value in answers]
            content = {"k1chat_draft": FORMAT, "saved_as": saved_as, "answers": rows, "asked": self.asked}
            content |= self._tables()
            storage.write(self.path, json.dumps(content, indent=0))

    def _tables(self) -> dict[str, Any]:
        """The tables of years, where there are any."""
        if not self.rebuilt:
            return {}
        from k1chat.kept_years import as_rows

        return {"rebuilt": [as_rows(told) for told in self.rebuilt.values()]}

    def set_aside(self) -> str:
        """Keep the file under another name and go on with an empty draft; what to tell the person."""
        self.answers, self.saved_as, self.asked, self.rebuilt = [], "", [], {}
        if self.path is None:
            return ""
        try:
            return f"The earlier answers are kept as {_set_aside(self.path)}; this is a new conversation."
        except OSError as error:
            kept, self.path = self.path, None
            return f"The earlier answers stay in {kept} ({error.strerror or error}). New ones live only here."

    def discard(self) -> None:
        """The conversation is over: its transcript holds everything."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Another program, or a later start, may go on with it."""
        if self.claim:
            self.claim.release()
            self.claim = None


def claim(folder: Path, *, new: bool = False) -> Draft:
    """The first draft no other program holds, one left behind before a new one; or one that says nothing is saved.

    With `new` one with nothing in it.
    """
    beside = False
    try:
        storage.make(folder)
        paths = [folder / "draft.json", *(folder / f"draft-{number}.json" for number in range(2, 100))]
        for path in [path for path in paths if not path.exists()] if new else sorted(paths, key=_age):
            held = storage.Claim.on(folder / f".{path.stem}.lock")
            if held:
                return replace(_opened(path, held), beside=beside)
            beside = True
    except OSError as error:
        reason = error.strerror or str(error)
        return Draft(None, None, message=f"Nothing can be saved in {folder} ({reason}). Your answers live only here.")
    return Draft(None, None, message=f"Too many conversations are open in {folder}. Your answers live only here.")


def _age(path: Path) -> float:
    """How long ago a draft was written, beside others; one that is not there yet is the oldest."""
    try:
        return -path.stat().st_mtime
    except FileNotFoundError:
        return 0


def _opened(path: Path, held: storage.Claim) -> Draft:
    """What a claimed draft holds; what a program that died had half written is removed."""
    for half_written in path.parent.glob(f".{path.name}.*.tmp"):
        half_written.unlink(missing_ok=True)
    if not path.exists():
        return Draft(path, held)
    import json  # a new conversation paints without

    try:
        content = json.loads(storage.read(path))
        if content["k1chat_draft"] != FORMAT:
            raise ValueError("another format")
        answers, saved_as = answers_of(content["answers"]), _page_name(content["saved_as"])
        rebuilt = _rebuilt(content["rebuilt"]) if content.get("rebuilt") else {}
        return Draft(path, held, answers, saved_as, typed_questions(content.get("asked", [])), rebuilt=rebuilt)
    except (TranscriptError, InvalidAnswer, ValueError, KeyError, TypeError, InvalidOperation, RecursionError):
        kept = _set_aside(path)
        said = f"The unfinished conversation could not be read. It is kept as {kept}; this is a new one."
        return Draft(path, held, message=said)


def _rebuilt(rows: Sequence[Any]) -> "dict[int, Told]":
    from k1chat.kept_years import from_rows

    tables = [from_rows(row) for row in rows]
    return {told.k1: told for told in tables}


def _set_aside(path: Path) -> str:
    """A draft that cannot be used is kept under another name, never overwritten; that name."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.damaged-{number}.json")).exists():
        number += 1
    path.rename(kept)
    return kept.name


def _page_name(name: object) -> str:
    """The bare name of a page in the folder: a draft never names a file elsewhere."""
    if not isinstance(name, str) or (name and not re.fullmatch(r"[a-z0-9][a-z0-9-]*\.md", name)):
        raise ValueError("not the name of a page")
    return name


def typed_questions(texts: object) -> list[str]:
    """The typed questions that a file kept; ValueError for anything else."""
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError("not typed questions")
    return texts


def answers_of(rows: Sequence[Any]) -> list[Answer]:
    """Answers as a draft holds them; ValueError and the like for anything else."""
    answers = []
    for place, name, value in rows:
        fact = FACTS[name]
        if len(place) != fact.depth or not all(type(index) is int and index >= 0 for index in place):
            raise ValueError("not a place")
        answers.append((tuple(place), fact, _typed(fact, value)))
    return answers


def as_kept(value: Any) -> Any:
    """A value as JSON keeps it."""
    if value is UNKNOWN:
        return None
    return str(value) if isinstance(value, Decimal) else value


def _typed(fact: Fact[Any], value: Any) -> Any:
    """What JSON kept as the value it was, if the fact takes it: null is "I don't know"."""
    if value is None:
        return UNKNOWN
    kept_as: dict[str, type[Any]] = {
        "money": int,
        "count": int,
        "year": int,
        "yes_no": bool,
        "losses": dict,
        "boxes": list,
        "several": list,
    }
    if type(value) is not kept_as.get(fact.kind, str):
        raise ValueError("not a value of this fact")
    if fact.kind == "money":
        return _cents(fact, value)
    if fact.kind == "losses":
        return {_character(name): _cents(fact, amount) for name, amount in value.items()}
    return readers.given(fact, Decimal(value) if fact.kind in ("hours", "number") else value)


def _cents(fact: Fact[Any], value: Any) -> int:
    if type(value) is not int or not fact.low <= value <= fact.high:
        raise ValueError("not an amount of this fact")
    return value


def _character(name: str) -> str:
    if name and name not in CHARACTERS:
        raise ValueError("not a kind of loss")
    return name
