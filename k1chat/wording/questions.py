"""Questions, choices, answers and amounts in words: plain TOML, so that the first screen needs no template engine."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from k1chat.boxes import BOX_BY_NAME
from k1chat.case import Case
from k1chat.facts import ACTIVITY_COUNT, ACTIVITY_NAME, ENTITY, K1_NAME, LOAN_COUNT, TAX_YEAR, UNKNOWN, Fact, Place
from k1chat.frozen import frozen
from k1chat.interview import Question
from k1chat.picked import SEVERAL
from k1chat.picture import figure
from k1chat.signals import OutOfScope
from k1chat.wording import compiled

if TYPE_CHECKING:
    from k1chat.outcome import Amount


@frozen
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

    @property
    def in_full(self) -> str:
        """The question with what it is about before it, unless it names that itself."""
        k1, _, activity = self.heading.partition(": ")
        about = k1 if activity and activity in self.ask and k1 not in self.ask else self.heading
        return self.ask if not about or about in self.ask else f"{about}. {self.ask}"


@cache
def folder() -> Path:
    """Where the words are: beside the package when installed, at the checkout otherwise."""
    package = Path(__file__).parent.parent
    return package / "prompts" if (package / "prompts").is_dir() else package.parent / "prompts"


@cache
def words(name: str) -> Mapping[str, Any]:
    """One TOML file of prompts/, such as `limits` or `questions/hours`."""
    return compiled.toml(folder() / f"{name}.toml")


def question_words(question: Question, case: Case) -> QuestionWords:
    """A question in words, with the reason it is asked now."""
    fact, place = question.fact, question.place
    own = words(f"questions/{fact.name}")
    said = {key: _filled(own.get(key, ""), case, place) for key in ("ask", "term", "help", "where", "mistakes")}
    return QuestionWords(
        heading=heading(question, case),
        **said,
        why=why(question),
        short=own["short"],
        choices=choices(fact, entity_of(case, place), question.offered),
    )


def why(question: Question) -> str:
    """The limit and the authority, from the rule that read the fact."""
    limit = {**words("limits"), **words("after")}.get(question.limit, {}).get("title", "")
    said = words("rules")[question.rule.name]
    return f"{f'{limit}: ' if limit else ''}{question.rule.citation.label}: {said}"


def heading(question: Question, case: Case) -> str:
    """The K-1, the activity or the loan that a question is about; empty for the household."""
    fact, place = question.fact, question.place
    if fact is K1_NAME:
        return place_heading(case.without(fact, place), place)
    if fact is ACTIVITY_NAME:
        return _numbered(case, place, "number", ACTIVITY_COUNT)
    return _numbered(case, place, "loan", LOAN_COUNT) if fact.scope == "loan" else place_heading(case, place)


def place_heading(case: Case, place: Place) -> str:
    """The K-1 or the activity at a place; empty for the household."""
    if not place:
        return ""
    k1, activity = case.k1_name(place), case.activity_name(place)
    return k1 if len(place) == 1 or k1 == activity else f"{k1}: {activity}"


def _numbered(case: Case, place: Place, what: str, count: Fact[int]) -> str:
    """`Acme: loan 2 of 3`; the K-1 alone where it has one."""
    k1, several = case.k1_name(place), case.get(count, place[:1])
    return f"{k1}: {what} {place[1] + 1} of {several}" if isinstance(several, int) and several > 1 else k1


def entity_of(case: Case, place: Place) -> str:
    """`partnership` or `s_corporation`, whose paper the words are about; empty while not known."""
    entity = case.get(ENTITY, place[:1]) if place else None
    return entity if isinstance(entity, str) else ""


def choices(fact: Fact[Any], entity: str = "", offered: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """What can be picked, in the words of the entity's paper; "I don't know" is added by the screen."""
    if fact.kind == "yes_no":
        return (("yes", "Yes"), ("no", "No"))
    own = words(f"questions/{fact.name}").get("choices", {})
    names = tuple(BOX_BY_NAME) if fact.kind == "boxes" else offered or fact.choices
    labels = ((name, _label(own.get(name, name), entity)) for name in names)
    return tuple((name, label) for name, label in labels if label)


def _label(words_: str | Mapping[str, str], entity: str) -> str:
    """Words that differ by entity: the entity's own, none where its paper has no such thing, all while not known."""
    if isinstance(words_, str):
        return words_
    return words_.get(entity, "") if entity else " / ".join(words_.values())


def _filled(text: Any, case: Case, place: Place) -> str:
    year = case.get(TAX_YEAR, ())
    known = year if isinstance(year, int) else None
    text = worded(text, entity_of(case, place), known)
    names = {
        "{year}": str(known or "the year"),
        "{k1}": case.k1_name(place) if place else "the K-1",
        "{activity}": case.activity_name(place) if place else "the activity",
    }
    return re.sub(r"\{\w+\}", lambda found: names.get(found[0], found[0]), text)


def worded(text: Any, entity: str, year: int | None) -> str:
    """Words that differ by entity (`partnership`, `s_corporation`) or year (`since_2021`, `before_2021`).

    The first stand for an entity or a year that is not known.
    """
    while isinstance(text, Mapping):
        text = next((own for key, own in text.items() if _is_for(key, entity, year)), next(iter(text.values())))
    return str(text)


def _is_for(key: str, entity: str, year: int | None) -> bool:
    side, _, first = key.partition("_")
    if not first.isdecimal():
        return key == entity
    return year is not None and (year >= int(first)) == (side == "since")


def questions_text(rows: Sequence[Mapping[str, Any]]) -> str:
    """Questions as text: the next one in full, the others with their reason."""
    if not rows:
        return "Nothing: every fact that matters is given.\n"
    first, *others = rows
    about = f"{first['about']}. " if first["about"] and first["about"] not in first["ask"] else ""
    said = [f"{about}{first['ask']}", f"Why: {first['why']}", f"Where: {first['where']}"]
    lines = [f"Next: {first['fact']}", *(f"  {line}" for line in said)]
    lines += ["", "Then, as far as the answers need them:"] if others else []
    lines += [f"  {row['fact']}{' (' + row['about'] + ')' if row['about'] else ''}: {row['why']}" for row in others]
    return "\n".join(lines) + "\n"


def answer_words(question: Question, value: Any, case: Case) -> str:
    """An answer as a person reads it back, in the words of the K-1 it is about."""
    return value_words(question.fact, value, entity_of(case, question.place))


def value_words(fact: Fact[Any], value: Any, entity: str = "") -> str:
    """A value of a fact in words, boxes as the entity's paper numbers them."""
    if value is UNKNOWN:
        return "I don't know"
    if fact.kind == "money":
        return cash(value)
    if fact.kind == "losses":
        kinds = {"": "", **words("characters")}
        parts = [f"{kinds[name]} ${figure(amount)}".strip() for name, amount in value.items()]
        return ", ".join(parts) or "$0"
    if fact.kind in SEVERAL:
        shown = {**dict(choices(fact)), **dict(choices(fact, entity))}
        return ", ".join(shown[name] for name in value)
    if fact.kind in ("choice", "yes_no"):
        return dict(choices(fact))[("yes" if value else "no") if isinstance(value, bool) else value]
    return f"{value:,} hour{'' if value == 1 else 's'}" if fact.kind == "hours" else str(value)


def dollars(amount: "Amount") -> str:
    """`$40,000`, `between $0 and $40,000`, `$10,000 or more`, `an amount not known`."""
    if amount.certain:
        return cash(amount.low)
    if amount.high is None:
        return f"{cash(amount.low)} or more" if amount.low else "an amount not known"
    return f"between {cash(amount.low)} and {cash(amount.high)}"


def cash(cents: int) -> str:
    """`$40,000`, `-$12.50`."""
    return f"-${figure(-cents)}" if cents < 0 else f"${figure(cents)}"


def out_of_scope_words(signal: OutOfScope, case: Case) -> Mapping[str, str]:
    """Title, reason with its authority, and what to do; with every other reason where one of several must hold."""
    said = {key: _filled(text, case, signal.place) for key, text in words("out_of_scope")[signal.topic].items()}
    reason = f"{said['reason'].rstrip('.')} ({signal.citation.label})."
    told = {**said, "reason": reason, "citation": signal.citation.label}
    for other in signal.others:
        more = out_of_scope_words(other, case)
        told["title"] += f" / {more['title']}"
        told["reason"] += f" {more['reason']}"
        told["next"] += f" {more['next']}"
        told["citation"] += f"; {more['citation']}"
    return told
