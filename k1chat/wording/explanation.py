"""The answer in words: an Outcome -> Markdown, by the templates of prompts/. The only module that knows Jinja2.

Templates choose words and never compute. Names people typed are escaped, so that they do nothing in Markdown.
"""

import contextlib
import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from k1chat.boxes import OWNERS_OWN_DEDUCTIONS, PORTFOLIO
from k1chat.facts import FACTS
from k1chat.picture import HASH, waterfall
from k1chat.wording.questions import dollars, escaped, folder, words

if TYPE_CHECKING:
    from k1chat.outcome import Amount, Closing, Note, Outcome, UnknownFact


def explain(outcome: "Outcome") -> str:
    """The whole answer as Markdown."""
    said = render(
        "explanations/answer.md.j2",
        outcome=outcome,
        picture=picture(outcome),
        entities={closing.k1: _entity(closing) for closing in outcome.closing},
        unknown_words=unknown_words,
        note_words=note_words,
        turns_on=turns_on,
        limited_further=limited_further(outcome),
    )
    return re.sub(r"\n{3,}", "\n\n", said).strip() + "\n"


def _entity(closing: "Closing") -> str:
    from k1chat.outcome import ShareholderClosing

    return "s_corporation" if isinstance(closing, ShareholderClosing) else "partnership"


def unknown_words(unknown: "UnknownFact") -> str:
    """An unknown fact by its short name, and whose it is."""
    whose = escaped(unknown.activity or unknown.k1)
    return f"{_short_name(unknown)}{f' ({whose})' if whose else ''}."


def _short_name(unknown: "UnknownFact") -> str:
    of_key = [each for each in FACTS.values() if each.key == unknown.fact and bool(each.depth) == bool(unknown.k1)]
    fact = min(of_key, key=lambda each: each.name != unknown.fact)  # a loan has a `kind` too
    return str(words(f"questions/{fact.name}")["short"])


def turns_on(outcome: "Outcome") -> str:
    """What decides a range, in a few words; past three the list further down is nearer."""
    names = dict.fromkeys(_short_name(unknown).lower() for unknown in outcome.unknowns if unknown.matters)
    if not names or len(names) > 3:
        return "It turns on what you did not know; the list is below."
    return f"It turns on: {' and '.join(names)}."


def limited_further(outcome: "Outcome") -> "Amount":
    """What passes the four limits but has one of its own after them: capital losses, gifts and the like."""
    from k1chat.summary import total

    kinds = PORTFOLIO | OWNERS_OWN_DEDUCTIONS | {"section_179"}
    return total(row.allowed for row in outcome.limits[-1].losses if row.character in kinds)


def note_words(note: "Note") -> str:
    """A note with its names and amount filled in."""
    activity = escaped(note.activity or note.k1)
    names = {"{k1}": escaped(note.k1), "{activity}": activity, "{amount}": dollars(note.amount)}
    return re.sub(r"\{\w+\}", lambda found: names.get(found[0], found[0]), words("notes")[note.name])


def picture(outcome: "Outcome", width: int = 60, mark: str = HASH) -> str:
    """The waterfall, drawn for files and plain mode."""
    return "\n".join(waterfall(outcome, limit_titles(), width, mark, ranges=True))


@cache
def limit_titles() -> Mapping[str, str]:
    """The limits' names as people read them."""
    return {name: own["title"] for name, own in words("limits").items()}


def render(template: str, **given: Any) -> str:
    """A template of prompts/ with its values."""
    return str(_environment().get_template(template).render(**given))


@cache
def _environment(write: bool = False) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(folder()),
        bytecode_cache=_compiled_templates(write),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - Markdown, not HTML: names are escaped by the filter `name`
    )
    environment.filters.update(money=dollars, name=escaped, by_entity=_by_entity, capitalized=_capitalized)
    environment.globals.update({"words": words, "zero": lambda amount: amount.high == 0})
    return environment


def compile_templates() -> None:
    """Compile every template now, as `python -m compileall` does for code: at set-up."""
    for path in folder().rglob("*.j2"):
        _environment(write=True).get_template(path.relative_to(folder()).as_posix())


def _compiled_templates(write: bool) -> Any:
    """Compiled templates are kept in a `__pycache__` beside the words, where Python would keep its own."""
    from jinja2 import BytecodeCache

    class Beside(BytecodeCache):
        def load_bytecode(self, bucket: Any) -> None:
            with contextlib.suppress(OSError), self.path(bucket).open("rb") as file:
                bucket.load_bytecode(file)

        def dump_bytecode(self, bucket: Any) -> None:
            if write or not sys.dont_write_bytecode:
                with contextlib.suppress(OSError):
                    self.path(bucket).parent.mkdir(exist_ok=True)
                    whole = self.path(bucket).with_suffix(f".{os.getpid()}")
                    whole.write_bytes(bucket.bytecode_to_string())
                    whole.replace(self.path(bucket))

        def path(self, bucket: Any) -> Path:
            return folder() / "__pycache__" / f"{bucket.key}.{sys.implementation.cache_tag}.jinja"

    return Beside()


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_entity(text: Any, entity: Any) -> str:
    if isinstance(text, Mapping):
        return str(text.get(entity) or next(iter(text.values())))
    return str(text)
