"""The answer in words: an Outcome -> Markdown, by the templates of prompts/. The only module that knows Jinja2.

Templates choose words and never compute. Names people typed are escaped, so that they do nothing in Markdown.
"""

import contextlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from k1chat.facts import FACTS, Fact
from k1chat.picture import HASH, waterfall
from k1chat.wording import compiled, told, waiting
from k1chat.wording.questions import cash, dollars, folder, worded, words
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.outcome import Amount, Closing, Note, Outcome, UnknownFact
    from k1chat.what_if import Comparison


def explain(outcome: "Outcome", case: "Case | None" = None) -> str:
    """The whole answer as Markdown; with its case also what would change it."""
    found = what_would_change(outcome, case)
    said = render("explanations/answer.md.j2", picture=picture(outcome), found=found, **given(outcome))
    said = re.sub(r"(?<=\w)\.\.(?=\s)", ".", said)  # "Acme Inc." at the end of a sentence
    return re.sub(r"\n{3,}", "\n\n", said).strip() + "\n"


def what_would_change(outcome: "Outcome", case: "Case | None") -> Any:
    """The ways to free what is held; None without the case, or where nothing is held."""
    if case is None or all(limit.suspended.high == 0 for limit in outcome.limits):
        return None
    from k1chat.wording.levers import ways

    return ways(outcome, case)


def comparison(comparison: "Comparison", case: "Case") -> str:
    """A case before and after a change, side by side, as Markdown; `case` is the one that was changed."""
    from k1chat.wording import what_if  # not needed for a first screen or an answer

    return what_if.comparison(comparison, case)


def given(outcome: "Outcome") -> dict[str, Any]:
    """What the templates of an answer, and those of a topic that speak of it, are given."""
    return {
        "outcome": outcome,
        "entities": {closing.k1: _entity(closing) for closing in outcome.closing},
        "all_losses": _all_losses(outcome),
        "unknown_words": unknown_words,
        "note_words": note_words,
        "turning_on": turning_on(outcome),
        "told": told,
        "waiting": waiting,
    }


def _all_losses(outcome: "Outcome") -> "Amount":
    from k1chat.outcome import total

    return total((outcome.loss, outcome.carried_in))


def _entity(closing: "Closing") -> str:
    from k1chat.outcome import ShareholderClosing

    return "s_corporation" if isinstance(closing, ShareholderClosing) else "partnership"


def unknown_words(unknown: "UnknownFact") -> str:
    """An unknown fact by its short name, and whose it is."""
    whose = escaped(unknown.activity or unknown.k1)
    return f"{_short_name(unknown)}{f' ({whose})' if whose else ''}"


def _short_name(unknown: "UnknownFact") -> str:
    of_key = [each for each in FACTS.values() if each.key == unknown.fact]
    fact = max(of_key, key=lambda each: _likely(each, unknown))
    return str(words(f"questions/{fact.name}")["short"])


def _likely(fact: Fact[Any], unknown: "UnknownFact") -> int:
    """A loan and an activity both have a `kind`, a K-1 and an activity a `name`; one not read yet has no name."""
    whose = {
        "household": not unknown.k1,
        "k1": unknown.k1 and not unknown.activity,
        "loan": unknown.limit == "basis" and not unknown.activity,
        "activity": unknown.activity,
    }
    return 2 if whose[fact.scope] else int(fact.scope == "activity")


def turning_on(outcome: "Outcome") -> list[str]:
    """What decides a range, if it is at most three things; past that the list further down is nearer."""
    several = len(outcome.closing) > 1
    names = [unknown_words(each) if several else _short_name(each) for each in outcome.unknowns if each.matters]
    names = [f"{name[:1].lower()}{name[1:]}" for name in dict.fromkeys(names)]
    return names if len(names) <= 3 else []


def note_words(note: "Note") -> str:
    """A note with its names and amount filled in."""
    activity = escaped(note.activity or note.k1)
    unknown = "an unknown amount" if note.amount.high is None and note.amount.low <= 0 else ""
    names = {"{k1}": escaped(note.k1), "{activity}": activity, "{amount}": unknown or dollars(note.amount)}
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


def rendered(source: str, **given_: Any) -> str:
    """A short template that stands in a file of words, with its values."""
    return str(_compiled(source).render(**given_))


@cache
def _compiled(source: str) -> Any:
    return _environment().from_string(source)


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
    environment.filters.update(
        money=dollars, name=escaped, kind=_kind, worded=worded, capitalized=_capitalized, listed=_listed
    )
    environment.filters.update(unknown=unknown_words, in_year=_in_year, cash=cash, hours=_hours)
    environment.filters.update(held_by=lambda limit: words("limits")[limit]["held_by"])
    environment.globals.update(
        words=words,
        zero=lambda amount: amount.high == 0,
        open=lambda amount: amount.high is None and amount.low <= 0,
    )
    return environment


def compile_words() -> None:
    """Compile every template and file of words now, as `python -m compileall` does for code: at set-up."""
    for path in folder().rglob("*.j2"):
        _environment(write=True).get_template(path.relative_to(folder()).as_posix())
    for path in folder().rglob("*.toml"):
        compiled.toml(path, always=True)


def _compiled_templates(write: bool) -> Any:
    from jinja2 import BytecodeCache

    class Beside(BytecodeCache):
        def load_bytecode(self, bucket: Any) -> None:
            with contextlib.suppress(OSError), compiled.path(bucket.key, folder()).open("rb") as file:
                bucket.load_bytecode(file)

        def dump_bytecode(self, bucket: Any) -> None:
            compiled.keep(compiled.path(bucket.key, folder()), bucket.bytecode_to_string(), write)

    return Beside()


def _kind(character: str) -> str:
    return str(words("characters")[character])


def _hours(value: Any) -> str:
    """Hours as people write them."""
    return f"{value.normalize():,f}"


def _in_year(text: str, year: int | None) -> str:
    """The year in a sentence of prompts/."""
    return text.replace("{year}", str(year or "that year"))


def _listed(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *before, last = names
    return f"{', '.join(before)} and {last}" if before else last


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
