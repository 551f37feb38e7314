"""Arguments in, exit code out. The screen is imported late, and only when it is needed.

Exit codes: 0 answered; 1 a transcript's answer no longer holds, or a crash; 2 the command line or a file is wrong;
3 facts are missing; 4 out of scope. Standard output carries the answer only; messages go to standard error.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from k1chat import storage
from k1chat.errors import Contradiction, K1ChatError, UnknownYear
from k1chat.streams import take_any_letter, tell, write_nowhere

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.interview import Question
    from k1chat.signals import OutOfScope

ANSWERED, DIFFERS, WRONG, MISSING, OUT_OF_SCOPE = 0, 1, 2, 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    take_any_letter()
    gc.disable()  # a command is short-lived, and a conversation turns collection on again after its first screen
    code = ANSWERED
    try:
        try:
            code = run(_options(sys.argv[1:] if arguments is None else arguments))
        finally:  # help and the version leave by SystemExit
            sys.stdout.flush()
    except BrokenPipeError:
        write_nowhere(sys.stdout)
    except K1ChatError as error:
        return _wrong(str(error))
    except OSError as error:
        write_nowhere(sys.stdout)
        return _wrong(f"could not read or write ({error.strerror or error}). Make room or choose another place.")
    except KeyboardInterrupt:
        return 130
    return code


def _options(arguments: Sequence[str]) -> SimpleNamespace:
    """What was asked for. The bare command and `explain FILE`, as most people type them, need no parser."""
    options = SimpleNamespace(plain=False, transcripts=None, command=None)
    if not arguments:
        return options
    if len(arguments) == 2 and arguments[0] == "explain" and not arguments[1].startswith("-"):
        return SimpleNamespace(**{**vars(options), "command": "explain", "case": arguments[1], "format": "text"})
    from k1chat.command_line import parser

    return parser().parse_args(arguments, options)


def _wrong(said: str) -> int:
    tell(f"k1chat: {said}")
    return WRONG


def run(options: SimpleNamespace) -> int:
    """The command that was asked for."""
    commands = {
        "explain": _explain,
        "questions": _questions,
        "open": _converse,
        "schema": _schema,
        "replay": _replay,
        "transcripts": _transcripts,
        "law": _law,
        "ask": _ask,
    }
    return commands[options.command](options) if options.command else _converse(options)


def _converse(options: SimpleNamespace) -> int:
    folder = storage.folder(options.transcripts)
    page = _transcript(options) if options.command else None
    if options.plain or os.environ.get("K1CHAT_PLAIN") or not _can_draw():
        from k1chat.plain import converse

        return converse(folder, page=page)
    with _no_encryption():
        from k1chat.tui.session import converse as draw

    return draw(folder, page)


def _transcript(options: SimpleNamespace) -> Path:
    """The transcript that is named: by its path, or by its name in the folder."""
    path = Path(options.file)
    return path if path.exists() or path.is_absolute() else storage.folder(options.transcripts) / options.file


@contextmanager
def _no_encryption() -> Iterator[None]:
    """Asyncio takes the ssl module along where there is one. Nothing here is ever sent; the start is a part faster."""
    unloaded = sys.modules.setdefault("ssl", None) is None  # type: ignore[arg-type]
    try:
        yield
    finally:
        if unloaded:
            del sys.modules["ssl"]


def _can_draw() -> bool:
    """Whether there is a terminal to draw on; Textual draws on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM", "") not in ("", "dumb")


def _read_case(name: str) -> "tuple[Path, str | None]":
    if name != "-":
        return Path(name), None
    return Path("standard input"), sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


def _explain(options: SimpleNamespace) -> int:
    from k1chat import case_file, wording
    from k1chat.interview import next_step, still_missing

    case = case_file.read(*_read_case(options.case))
    try:
        step = next_step(case)
    except (UnknownYear, Contradiction) as error:
        return _wrong(f"{options.case}: {error}")
    if options.format == "preparer" and not step.out_of_scope:
        sys.stdout.write(wording.preparer_page(case, step))  # missing facts are its open questions
        return ANSWERED
    if step.question:
        return _say_missing(case, still_missing(case, step.question))
    if step.out_of_scope:
        return _say_out_of_scope(case, step.out_of_scope)
    if step.answer and options.format == "json":
        from k1chat import outcome_file

        sys.stdout.write(outcome_file.to_json(step.answer))
    elif step.answer:
        shapes: dict[str, Callable[[str], str]] = {"markdown": str, "text": wording.as_text, "html": wording.as_html}
        sys.stdout.write(shapes[options.format](wording.explain(step.answer, case)))
    return ANSWERED


def _say_missing(case: "Case", questions: "Sequence[Question]") -> int:
    from k1chat import wording

    many = "fact is" if len(questions) == 1 else "facts are"
    tell(f"k1chat: {len(questions)} {many} missing or may turn out to be needed:")
    for question in questions[:60]:
        whose = wording.heading(question, case)
        tell(f"  {question.fact.key}{f' ({whose})' if whose else ''}: {wording.why(question)}")
    if len(questions) > 60:
        tell(f"  and {len(questions) - 60} more")
    tell('Give each a value in the file, or "unknown".')
    return MISSING


def _say_out_of_scope(case: "Case", matter: "OutOfScope") -> int:
    from k1chat import wording

    said = wording.out_of_scope_words(matter, case)
    whose = wording.place_heading(case, matter.place)
    tell(f"k1chat: out of scope: {said['title']}{f' ({whose})' if whose else ''}.")
    tell(said["reason"], said["next"])
    return OUT_OF_SCOPE


def _questions(options: SimpleNamespace) -> int:
    import json

    from k1chat import case_file, wording
    from k1chat.interview import next_step, still_missing

    case = case_file.read(*_read_case(options.case))
    step = next_step(case)
    if step.out_of_scope:
        return _say_out_of_scope(case, step.out_of_scope)
    open_ones = still_missing(case, step.question) if step.question else step.further
    rows = [_row(case, question) for question in open_ones]
    if options.format == "json":
        print(json.dumps({"next": rows[0] if rows else None, "questions": rows}, indent=2))
        return ANSWERED
    sys.stdout.write(wording.questions_text(rows))
    return ANSWERED


def _row(case: "Case", question: "Question") -> dict[str, object]:
    from k1chat import wording

    words = wording.question_words(question, case)
    return {
        "fact": question.fact.key,
        "scope": question.fact.scope,
        "about": words.heading,
        "ask": words.ask,
        "why": words.why,
        "limit": question.limit,
        "authority": question.rule.citation.label,
        "where": words.where,
        "counts": words.help,
        "often_wrong": words.mistakes,
        "kind": question.fact.kind,
        "choices": [value for value, _ in words.choices],
    }


def _schema(options: SimpleNamespace) -> int:
    import json

    from k1chat import case_tables, outcome_file

    schema = case_tables.schema() if options.what == "case" else outcome_file.schema()
    print(json.dumps(schema, indent=2))
    return ANSWERED


def _law(options: SimpleNamespace) -> int:
    import json

    from k1chat import law

    sys.stdout.write(json.dumps(law.as_json(), indent=2) + "\n" if options.format == "json" else law.as_text())
    return ANSWERED


def _ask(options: SimpleNamespace) -> int:
    from k1chat import case_file, wording
    from k1chat.case import Case
    from k1chat.interview import next_step

    case, step = Case(), None
    if options.case:
        case = case_file.read(*_read_case(options.case))
        step = next_step(case)
    said = wording.reply(" ".join(options.question), case, step)
    if said.kind == "unsure":
        tell(*wording.as_text(said.text).splitlines())
        return MISSING
    sys.stdout.write(wording.as_text(said.text))
    return ANSWERED


def _replay(options: SimpleNamespace) -> int:
    from k1chat import transcript

    path = _transcript(options)
    found = transcript.replay(path)
    if found.step.question and not found.had_answer:
        tell(f"k1chat: {path}: the conversation was not finished. Go on with `{storage.command()} open {path.name}`.")
        return MISSING
    print(transcript.verdict(found))
    for difference in found.differences:
        print(f"  {difference}")
    return ANSWERED if found.holds else DIFFERS


def _transcripts(options: SimpleNamespace) -> int:
    from k1chat import transcript

    folder = storage.folder(options.transcripts)
    saved = transcript.saved(folder)
    print(f"{len(saved)} saved in {folder}")
    for path, title in saved:
        print(f"  {_printable(path.name)}: {_printable(title)}")
    return ANSWERED


def _printable(text: str) -> str:
    """A name or title without what would move the cursor."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
