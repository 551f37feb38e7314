"""Words: prompts/ -> questions, reasons and explanations. The only room that knows Jinja2.

Templates choose words and never compute; what they are given is an Outcome and these filters. Questions are plain
TOML, so that the first screen needs no template engine. Names people typed are escaped in Markdown.
"""

import contextlib
import os
import re
import sys
import textwrap
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.facts import ENTITY, FACTS, TAX_YEAR, UNKNOWN, Fact, Place
from k1chat.interview import Question
from k1chat.outcome import Amount, Closing, Note, Outcome, ShareholderClosing, UnknownFact
from k1chat.picture import HASH, figure, waterfall
from k1chat.signals import OutOfScope

WIDTH = 78


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as a person reads it; `choices` are (value, words), in order, empty where an answer is typed."""

    heading: str
    ask: str
    term: str
    help: str
    where: str
    mistakes: str
    why: str
    short: str
    choices: tuple[tuple[str, str], ...]


@cache
def folder() -> Path:
    """Where the words are: beside the package when installed, at the checkout otherwise."""
    beside = Path(__file__).parent / "prompts"
    return beside if beside.is_dir() else Path(__file__).parent.parent / "prompts"


@cache
def words(name: str) -> Mapping[str, Any]:
    """One TOML file of prompts/, such as `limits` or `questions/hours`."""
    return tomllib.loads((folder() / f"{name}.toml").read_text("utf-8"))


def question_words(question: Question, case: Case) -> QuestionWords:
    """A question in words, with the reason it is asked now."""
    fact, place = question.fact, question.place
    own = words(f"questions/{fact.name}")
    said = {key: _filled(own.get(key, ""), case, place) for key in ("ask", "term", "help", "where", "mistakes")}
    return QuestionWords(
        heading=heading(case, place), **said, why=why(question), short=own["short"], choices=choices(fact)
    )


def why(question: Question) -> str:
    """The limit and the authority, from the rule that read the fact."""
    limit = words("limits").get(question.limit, {}).get("title", "")
    said = words("rules")[question.rule.name]
    return f"{f'{limit}: ' if limit else ''}{question.rule.citation.label}: {said}"


def heading(case: Case, place: Place) -> str:
    """The K-1 or the activity that a question is about; empty for the household."""
    if not place:
        return ""
    return case.k1_name(place) if len(place) == 1 else _joined_names(case, place)


def _joined_names(case: Case, place: Place) -> str:
    k1, activity = case.k1_name(place), case.activity_name(place)
    return k1 if k1 == activity else f"{k1}: {activity}"


def choices(fact: Fact[Any]) -> tuple[tuple[str, str], ...]:
    """What can be picked, with its words; "I don't know" is added by the screen."""
    if fact.kind == "yes_no":
        return (("yes", "Yes"), ("no", "No"))
    own = words(f"questions/{fact.name}").get("choices", {})
    names = tuple(BOX_BY_NAME) if fact.kind == "boxes" else fact.choices
    return tuple((name, own.get(name, name)) for name in names)


def _filled(text: Any, case: Case, place: Place) -> str:
    entity = case.get(ENTITY, place[:1]) if place else None
    if isinstance(text, Mapping):
        text = text.get(entity if isinstance(entity, str) else "partnership") or next(iter(text.values()))
    year = case.get(TAX_YEAR, ())
    names = {
        "{year}": str(year) if isinstance(year, int) else "the year",
        "{k1}": case.k1_name(place) if place else "the K-1",
        "{activity}": case.activity_name(place) if place else "the activity",
    }
    return re.sub(r"\{\w+\}", lambda found: names.get(found[0], found[0]), text)


def questions_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Questions as text: the next one in full, the others with their reason."""
    if not rows:
        return "Nothing: every fact that matters is given.\n"
    first, *others = rows
    about = f"{first['about']}. " if first["about"] else ""
    said = [f"{about}{first['ask']}", f"Why: {first['why']}", f"Where: {first['where']}"]
    lines = [f"Next: {first['fact']}", *(f"  {line}" for line in said)]
    lines += ["", "Then, as far as the answers need them:"] if others else []
    lines += [f"  {row['fact']}{' (' + row['about'] + ')' if row['about'] else ''}: {row['why']}" for row in others]
    return "\n".join(lines) + "\n"


def value_words(fact: Fact[Any], value: Any) -> str:
    """An answer as a person reads it back."""
    if value is UNKNOWN:
        return "I don't know"
    if fact.kind == "money":
        return dollars(Amount(value, value))
    if fact.kind == "losses":
        kinds = {"": "", **words("characters")}
        parts = [f"{kinds[name]} ${figure(amount)}".strip() for name, amount in value.items()]
        return ", ".join(parts) or "$0"
    if fact.kind == "boxes":
        return ", ".join(dict(choices(fact))[name] for name in value)
    if fact.kind in ("choice", "yes_no"):
        return dict(choices(fact))[("yes" if value else "no") if isinstance(value, bool) else value]
    return f"{value:,} hours" if fact.kind == "hours" else str(value)


def dollars(amount: Amount) -> str:
    """`$40,000`, `between $0 and $40,000`, `$0 or more`."""
    if amount.certain:
        return f"-${figure(-amount.low)}" if amount.low < 0 else f"${figure(amount.low)}"
    if amount.high is None:
        return f"${figure(amount.low)} or more"
    return f"between {dollars(Amount(amount.low, amount.low))} and {dollars(Amount(amount.high, amount.high))}"


def escaped(text: str) -> str:
    """A name people typed, as Markdown that shows it and does nothing."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>&~])", r"\\\1", re.sub(r"\s+", " ", text))


def out_of_scope_words(signal: OutOfScope, case: Case) -> Mapping[str, str]:
    """Title, reason and what to do, for a matter that is not modelled."""
    said = {key: _filled(text, case, signal.place) for key, text in words("out_of_scope")[signal.topic].items()}
    return {**said, "citation": signal.citation.label}


def explain(outcome: Outcome) -> str:
    """The whole answer as Markdown."""
    said = render(
        "explanations/answer.md.j2",
        outcome=outcome,
        picture=picture(outcome),
        entities={closing.k1: _entity(closing) for closing in outcome.closing},
        unknown_words=unknown_words,
        note_words=note_words,
    )
    return re.sub(r"\n{3,}", "\n\n", said).strip() + "\n"


def _entity(closing: Closing) -> str:
    return "s_corporation" if isinstance(closing, ShareholderClosing) else "partnership"


def unknown_words(unknown: UnknownFact) -> str:
    """An unknown fact by its short name, and whose it is."""
    fact = next(each for each in FACTS.values() if each.key == unknown.fact and bool(each.depth) == bool(unknown.k1))
    whose = escaped(unknown.activity or unknown.k1)
    return f"{words(f'questions/{fact.name}')['short']}{f' ({whose})' if whose else ''}."


def note_words(note: Note) -> str:
    """A note with its names and amount filled in."""
    activity = escaped(note.activity or note.k1)
    names = {"{k1}": escaped(note.k1), "{activity}": activity, "{amount}": dollars(note.amount)}
    return re.sub(r"\{\w+\}", lambda found: names.get(found[0], found[0]), words("notes")[note.name])


def picture(outcome: Outcome, width: int = 60, mark: str = HASH) -> str:
    """The waterfall, drawn for files and plain mode."""
    return "\n".join(waterfall(outcome, limit_titles(), width, mark))


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
    environment.filters.update(
        {"money": dollars, "name": escaped, "by_entity": _by_entity, "short": figure, "answer": value_words}
    )
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


def _by_entity(text: Any, entity: Any) -> str:
    if isinstance(text, Mapping):
        return str(text.get(entity) or next(iter(text.values())))
    return str(text)


def as_text(markdown: str) -> str:
    """Markdown as plain text for a terminal: headings, lists and pictures kept, marks and escapes gone."""
    out: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            out.append(f"  {line}")
        else:
            out += _plain_line(line)
    return "\n".join(out).strip() + "\n"


def _plain_line(line: str) -> list[str]:
    level = len(line) - len(line.lstrip("#"))
    bare = _unmarked(line[level:].strip() if level else line)
    if level:
        wrapped = textwrap.wrap(bare, WIDTH)
        return [*wrapped, ("=" if level == 1 else "-") * max(map(len, wrapped))] if level < 3 else wrapped
    indent = re.match(r"\s*(?:[-*] |\d+\. )?", bare)
    return textwrap.wrap(bare, WIDTH, subsequent_indent=" " * len(indent[0] if indent else "")) or [""]


def _unmarked(text: str) -> str:
    text = re.sub(r"(?<!\\)\*\*|(?<!\\)`", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>&~])", r"\1", text)


def as_html(markdown: str, title: str = "k1chat") -> str:
    """Markdown as one HTML page without scripts or anything fetched; raw HTML in names stays text."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).render(markdown)
    return render("explanations/page.html.j2", title=title, body=body)
