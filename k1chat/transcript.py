"""Transcripts: a conversation as a Markdown page to read and hand on, which carries its facts and its result.

`replay` takes the facts through the law as it stands in this program and says whether the answer still holds;
`reopened` makes a conversation of them again.
A page has fenced blocks, `toml k1chat-case`, `json k1chat-outcome` and, where replies to typed questions were kept,
`json k1chat-asked`; the rest is for people.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from k1chat import __version__, case_file, draft, outcome_file, storage, wording
from k1chat.answered import answer_page, answer_text
from k1chat.case import Case
from k1chat.conversation import Conversation, Given
from k1chat.errors import CaseFileError, TranscriptError
from k1chat.facts import TAX_YEAR
from k1chat.frozen import frozen
from k1chat.interview import NextStep, as_said, next_step
from k1chat.outcome import ZERO, Amount, Outcome

UNFINISHED = (
    "# An unfinished conversation\n\n"
    "`k1chat` goes on where you stopped. Once you have started another conversation: "
    "`k1chat open` and the name of this file.\n"
)
CASE_FENCE, OUTCOME_FENCE = "```toml k1chat-case", "```json k1chat-outcome"
ASKED_FENCE = "```json k1chat-asked"


@frozen
class Replay:
    """What a transcript says now: where its case stands, and each figure that differs from what was saved."""

    step: NextStep
    had_answer: bool
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing that was saved is answered otherwise now."""
        changed = self.step.question or self.step.out_of_scope
        return not self.differences and not (self.had_answer and changed)


def page(
    case: Case,
    step: NextStep,
    history: Sequence[Given],
    asked: Sequence[str] = (),
    *,
    rebuilt: Sequence[str] = (),
    answer: str | None = None,
) -> str:
    """The page of a conversation, finished or not; `asked`: the typed questions whose replies are kept.

    `rebuilt`: how opening bases were worked out, year by year. `answer`: the answer in words, where it is there.
    """
    answer = answer_text(case, step.out_of_scope, step.answer) if answer is None else answer
    facts = case_file.write(case.keeping(step.read))
    change = "To change an answer later: `k1chat open` and the name of this file.\n"
    parts = [answer or UNFINISHED, "## What you answered\n", change, *_answers(case, history)]
    parts += [*rebuilt, *_asked(case, step, asked)]
    parts += ["", "## The facts, for `k1chat replay`\n", f"{CASE_FENCE}\n{facts}```", ""]
    if asked:
        parts += [f"{ASKED_FENCE}\n{json.dumps(list(asked))}\n```", ""]
    if step.answer:
        parts += [f"{OUTCOME_FENCE}\n{outcome_file.to_json(step.answer)}```", ""]
    return "\n".join([*parts, f"Saved by k1chat {__version__}.", ""])


def _asked(case: Case, step: NextStep, asked: Sequence[str]) -> Iterator[str]:
    """Each typed question with its reply, worked out again for the facts as they are."""
    if asked:
        yield "\n## What you asked\n"
    for text in asked:
        yield f"You asked: {wording.escaped(text)}\n\n{wording.reply(text, case, step, said=True).text}"


def _answers(case: Case, history: Sequence[Given]) -> Iterator[str]:
    for given in history:
        words = wording.question_words(given.question, case)
        aside = "" if given.counts else " (set aside: not needed now)"
        value = wording.escaped(wording.answer_words(given.question, given.value, case))
        yield f"- {wording.escaped(words.in_full)} **{value}**{aside}"


def save(conversation: Conversation) -> Path:
    """Save the conversation's page under its name, a new one the first time; TranscriptError when it cannot be.

    A page that was opened again and still says what is so is left alone.
    """
    if conversation.page and conversation.page.name != conversation.saved_as:
        return conversation.page
    given, asked = conversation.history(), conversation.kept_questions
    told = answer_page(conversation) if conversation.step.question is None else None
    rebuilt = list(_rebuilt(conversation))
    text = page(conversation.case, conversation.step, given, asked, rebuilt=rebuilt, answer=told)
    if conversation.saved_as:
        path = conversation.folder / conversation.saved_as
        storage.write(path, text)
    else:
        path = _written_new(conversation.folder, conversation.case, text)
    conversation.draft.saved_as, conversation.page = path.name, path
    conversation.keep()
    return path


def _rebuilt(conversation: Conversation) -> Iterator[str]:
    """The years behind an opening basis that was rebuilt."""
    if conversation.draft.rebuilt:
        from k1chat.papers.kept_table import section

        for told in conversation.draft.rebuilt.values():
            yield from section(conversation.case, told)


def save_for_preparer(conversation: Conversation) -> Path:
    """Save the conversation's page, and beside it the page for whoever prepares the return; that one's path."""
    beside, number = save(conversation), 1
    path = beside.with_name(f"{beside.stem}-preparer.md")
    while path.exists() and CASE_FENCE in storage.read(path):  # a conversation of a business of that name
        number += 1
        path = beside.with_name(f"{beside.stem}-preparer-{number}.md")
    case, step = as_said(conversation.case)
    storage.write(path, wording.preparer_page(case, step))
    return path


def reopened(folder: Path, path: Path) -> Conversation:
    """The conversation of a saved page, in a draft of its own, to go on with or to change.

    An unfinished page is the conversation's own again; an answer stays as it was saved, beside that of changed facts.
    """
    case, before = load(path)
    found = replay(path)
    asked = {key: number for number, key in enumerate(found.step.read)}
    own = draft.claim(folder, new=True)
    own.asked = asked_on(path)
    own.answers = sorted(case, key=lambda each: asked.get((each[0], each[1].name), len(asked)))
    if not before and found.step.question and path.parent.resolve() == folder.resolve():
        own.saved_as = path.name
    conversation = Conversation(folder, own)
    if found.step.question:
        conversation.keep()
    elif found.holds:
        conversation.page = path
    return conversation


def _written_new(folder: Path, case: Case, text: str) -> Path:
    """A page named by year and first K-1, numbered when there is one of that name, be it made this very moment."""
    year = case.get(TAX_YEAR, ())
    plain = re.sub(r"[^a-z0-9]+", "-", case.k1_name((0,)).lower()).strip("-")[:40] or "k1"
    stem, number = f"{year if isinstance(year, int) else 'year'}-{plain}", 1
    path = folder / f"{stem}.md"
    while path.exists() or not storage.write(path, text, new=True):
        number += 1
        path = folder / f"{stem}-{number}.md"
    return path


def saved(folder: Path) -> list[tuple[Path, str]]:
    """Every transcript in the folder with its first line, by name; files that are no transcripts are left out."""
    found = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else []:
        try:
            text = storage.read(path)
        except TranscriptError as error:
            found.append((path, str(error)))
            continue
        if CASE_FENCE in text:
            found.append((path, text.lstrip("# ").split("\n", 1)[0]))
    return found


def load(path: Path) -> tuple[Case, Outcome | None]:
    """The facts and the result that a transcript carries."""
    text = storage.read(path)
    facts = _block(path, text, CASE_FENCE)
    if facts is None:
        raise TranscriptError(f"{path}: not a k1chat transcript (it has no block of facts). Nothing was changed.")
    try:
        case = case_file.read(path, facts)
        result = _block(path, text, OUTCOME_FENCE)
        return case, None if result is None else _whole(outcome_file.from_json(result))
    except CaseFileError as error:
        raise TranscriptError(f"The facts in this transcript cannot be read. {error}") from None
    except ValueError:
        raise TranscriptError(f"{path}: the saved result is damaged. The facts above it can still be read.") from None


def asked_on(path: Path) -> list[str]:
    """The typed questions whose replies a transcript keeps; TranscriptError where they are damaged."""
    kept = _block(path, storage.read(path), ASKED_FENCE)
    try:
        return draft.typed_questions(json.loads(kept)) if kept else []
    except ValueError:
        raise TranscriptError(f"{path}: the typed questions in it are damaged. The facts can still be read.") from None


def _whole(outcome: Outcome) -> Outcome:
    """The outcome, if it has each limit once and in order."""
    if [limit.limit for limit in outcome.limits] != list(wording.limit_titles()):
        raise ValueError("a limit is missing or stands twice")
    return outcome


def _block(path: Path, text: str, fence: str) -> str | None:
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [number for number, line in enumerate(lines) if line.strip() == fence]
    if not starts:
        return None
    end = next((number for number in range(starts[-1] + 1, len(lines)) if lines[number].strip() == "```"), None)
    if end is None or len(starts) > 1:
        raise TranscriptError(f"{path}: the transcript is damaged: a block of it is cut off or stands twice.")
    return "\n".join(lines[starts[-1] + 1 : end]) + "\n"


def replay(path: Path) -> Replay:
    """Work a transcript's facts out again and compare with the result it carries."""
    case, before = load(path)
    step = next_step(case)
    now = None if step.out_of_scope else step.answer
    differences = tuple(_differences(before, now)) if before and now else ()
    return Replay(step, before is not None, differences)


def verdict(found: Replay) -> str:
    """One sentence: whether the saved answer still holds."""
    if found.step.out_of_scope:
        return "These facts are out of scope for this program" + (
            ", though an answer was saved." if found.had_answer else ", as when they were saved."
        )
    if found.step.question and found.had_answer:
        return f"An answer was saved, but the program now needs another fact: {found.step.question.fact.key}."
    if found.differences:
        return "The answer differs from the one saved. The law or the program changed, or the facts were edited:"
    return (
        "The answer still holds, to the cent." if found.had_answer else "This transcript carries no answer to compare."
    )


AT_A_LIMIT = {
    "entering": "coming to it",
    "carried_in": "from earlier years",
    "allowed": "let through",
    "suspended": "held back",
}


def _differences(before: Outcome, now: Outcome) -> Iterator[str]:
    """Each figure that changed, named; a change in wording of the law's lines alone is no difference of the answer."""
    for name in ("tax_year", "binding_limit"):
        if getattr(before, name) != getattr(now, name):
            yield f"{name.replace('_', ' ')}: {getattr(before, name)} when saved, {getattr(now, name)} now."
    for name in ("loss", "carried_in", "deductible", "against_passive_income", "against_other_income"):
        if getattr(before, name) != getattr(now, name):
            yield _changed(name.replace("_", " "), getattr(before, name), getattr(now, name))
    for name in ("capital_loss_deducted", "net_operating_loss", "nol_deduction") if before.after and now.after else ():
        if getattr(before.after, name) != getattr(now.after, name):
            yield _changed(name.replace("_", " "), getattr(before.after, name), getattr(now.after, name))
    for old, new in zip(before.limits, now.limits, strict=True):
        title = wording.limit_titles()[old.limit]
        changed = [name for name in AT_A_LIMIT if getattr(old, name) != getattr(new, name)]
        for name in changed:
            yield _changed(f"{title}, {AT_A_LIMIT[name]}", getattr(old, name), getattr(new, name))
        if not changed and old.losses != new.losses:
            yield f"{title}: split differently among the losses."
    for name in ("closing", "gains", "carryforwards"):
        yield from _rows_changed(name, getattr(before, name), getattr(now, name))


def _rows_changed(name: str, before: Sequence[Any], now: Sequence[Any]) -> Iterator[str]:
    """Each amount of closing, gains or carryforwards that is not what it was, with the row it stands in."""
    old, new = _amounts(before), _amounts(now)
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield _changed(f"{name}, {', '.join(filter(None, key))}", old.get(key, ZERO), new.get(key, ZERO))


def _amounts(rows: Sequence[Any]) -> dict[tuple[str, ...], Amount]:
    """The amounts of rows by the words beside them and the part's own name."""
    found = {}
    for row in rows:
        parts = [(part.name, getattr(row, part.name)) for part in fields(row)]
        words = [value for _, value in parts if isinstance(value, str)]
        found.update({(*words, name): value for name, value in parts if isinstance(value, Amount)})
    return found


def _changed(what: str, before: object, now: object) -> str:
    return f"{what}: {wording.dollars(before)} when saved, {wording.dollars(now)} now."  # type: ignore[arg-type]
