"""Typed questions answered: the topics of prompts/topics/, with the case's own figures where there is an answer.

A topic file is TOML: its title, the ways it is asked, its answer with its authority, and `here`, a template said when
the case has an answer. Read when the first question is typed, not before.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from k1chat.case import Case
from k1chat.errors import Contradiction, UnknownYear
from k1chat.followup import Missing, TopicWords, Understood, Vocabulary, understand
from k1chat.frozen import frozen
from k1chat.interview import as_said
from k1chat.wording import compiled
from k1chat.wording.explanation import given, render, rendered, what_would_change
from k1chat.wording.questions import folder, words
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.interview import NextStep

Kind = Literal["topic", "what_if", "unsure"]
OFFERED = 3
"""How many topics are offered where it is not sure which is meant."""


@frozen
class Reply:
    """A reply to a typed question, as Markdown; `offered`: topics by id and title, to be asked next.

    Where it is open which K-1 is meant, `offered` are the same question for each of them.
    """

    kind: Kind
    title: str
    text: str
    offered: tuple[tuple[str, str], ...] = ()


@cache
def topics() -> Mapping[str, Mapping[str, Any]]:
    """Every topic by its id."""
    return {path.stem: compiled.toml(path) for path in sorted((folder() / "topics").glob("*.toml"))}


@cache
def vocabulary() -> Vocabulary:
    """What questions are understood by."""
    return Vocabulary((_words_of(id_) for id_ in topics()), words("vocabulary"), words("supposing"))


def _words_of(id_: str) -> TopicWords:
    topic = topics()[id_]
    return TopicWords(id_, topic["title"], tuple(topic["asked"]), tuple(topic["words"]), _bare(topic["answer"]))


def _bare(answer: str) -> str:
    """An answer without its citations."""
    return re.sub(r"\([^)]*\)", "", answer)


def reply(text: str, case: Case, step: "NextStep | None", *, said: bool = False) -> Reply:
    """The reply to a typed question; `said`: the case is a conversation's."""
    understood = understand(text, vocabulary(), case, step)
    if understood.kind == "what_if":
        return _what_if(understood, case, said)
    if understood.kind == "topic":
        return topic_reply(understood.topics[0][0], step, as_said(case)[0] if said else case)
    return _not_clear(text, understood.missing) if understood.missing else _unsure(text, understood)


def _what_if(understood: Understood, case: Case, said: bool) -> Reply:
    """A case beside itself with what was supposed; facts that cannot all be true are told."""
    from k1chat import what_if
    from k1chat.wording.what_if import comparison

    try:
        text = comparison(what_if.compare(case, understood.changes, said=said), case)
    except (Contradiction, UnknownYear) as error:
        return Reply("unsure", words("asking")["cannot_be"], f"{words('asking')['cannot_be']} {escaped(str(error))}\n")
    return Reply("what_if", words("asking")["what_if"], re.sub(r"(?m)^## ", "### ", text))


def _not_clear(text: str, missing: Missing) -> Reply:
    """What a "what if" leaves open: what it is now, an amount that can be, or which K-1, to be picked by its number."""
    short, begin = words(f"questions/{missing.fact.name}")["short"], words("asking")[missing.reason]
    offered = tuple((asked, asked) for asked in (f"{text.strip()} ({name})" for name in missing.names))
    return Reply("unsure", begin, f"{short}: {begin}\n\n{_numbered(missing.names)}".rstrip() + "\n", offered)


def topic_reply(id_: str, step: "NextStep | None", case: Case) -> Reply:
    """What a topic says, and what it means here."""
    topic = topics()[id_]
    near = _titles(topic["see"][:OFFERED])
    text = render(
        "explanations/topic.md.j2",
        topic=topic,
        here=here(id_, step, case),
        near=[title for _, title in near],
    )
    return Reply("topic", topic["title"], text.strip() + "\n", near)


def here(id_: str, step: "NextStep | None", case: Case) -> str:
    """What a topic says of this case; empty without an answer, or where it does not fit. Headings are left out."""
    template = topics()[id_].get("here", "")
    outcome = step.answer if step else None
    if not template or not outcome:
        return ""
    said = rendered(template, ways=lambda: what_would_change(outcome, case), **given(outcome))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)^#+ .*$", "", said)).strip()


def _unsure(text: str, understood: Understood) -> Reply:
    """That it is not sure what is meant, with the nearest topics."""
    said = words("asking")
    near = [id_ for id_, _ in understood.topics[:OFFERED]]
    offered = _titles(near or said["first"])
    begin = said["nothing"] if not text.strip() else said["unsure"] if near else said["unsure_of_all"]
    listed = _numbered([title for _, title in offered])
    return Reply("unsure", begin, f"{begin}\n\n{listed}\n\n{said['pick']}\n", offered)


def _numbered(names: Sequence[str]) -> str:
    """What can be picked, by its number."""
    return "\n".join(f"{number}. {escaped(name)}" for number, name in enumerate(names, 1))


def _titles(ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((id_, topics()[id_]["title"]) for id_ in ids if id_ in topics())
