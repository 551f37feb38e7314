"""Arguments in, exit code out. The screen is imported late, and only when it is needed.

Exit codes: 0 answered; 1 a transcript's answer no longer holds, or a crash; 2 the command line or a file is wrong;
3 facts are missing; 4 out of scope. Standard output carries the answer only; messages go to standard error.
"""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from k1chat import __version__, storage
from k1chat.errors import Contradiction, K1ChatError, UnknownYear

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.interview import Question
    from k1chat.signals import OutOfScope

ANSWERED, DIFFERS, WRONG, MISSING, OUT_OF_SCOPE = 0, 1, 2, 3, 4

EPILOG = f"""\
Without a command the conversation opens: full screen, or plain lines with --plain, $K1CHAT_PLAIN, or where there
is no terminal to draw on. Conversations are kept in {{folder}}
(change it with --transcripts DIR or ${storage.VARIABLE}); your answers never leave this machine.
Exit codes: 0 answered, 1 a replayed answer no longer holds, 2 wrong command or file, 3 facts missing, 4 out of scope.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    _take_any_letter()
    gc.disable()  # a command is short-lived, and a conversation turns collection on again after its first screen
    code = ANSWERED
    try:
        try:
            code = run(parser().parse_args(arguments))
        finally:  # help and the version leave by SystemExit
            sys.stdout.flush()
    except BrokenPipeError:
        _write_nowhere(sys.stdout)
    except K1ChatError as error:
        return _wrong(str(error))
    except OSError as error:
        _write_nowhere(sys.stdout)
        return _wrong(f"could not read or write ({error.strerror or error}). Make room or choose another place.")
    except KeyboardInterrupt:
        return 130
    return code


def _take_any_letter() -> None:
    """What the terminal's encoding lacks is written or read in place of; a stream that is closed is nowhere."""
    for name, mode, errors in (
        ("stdin", "r", "replace"),
        ("stdout", "w", "backslashreplace"),
        ("stderr", "w", "backslashreplace"),
    ):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)


def _write_nowhere(stream: TextIO) -> None:
    """What is left in the buffer of a stream that is gone is not written again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell(*lines: str) -> None:
    """A message on standard error; where that is gone, the exit code alone says it."""
    try:
        print(*lines, sep="\n", file=sys.stderr)
    except OSError:
        _write_nowhere(sys.stderr)


def _wrong(said: str) -> int:
    _tell(f"k1chat: {said}")
    return WRONG


class Parser(argparse.ArgumentParser):
    """Says where conversations are kept only when help is asked for: finding the folder costs start-up time."""

    def format_help(self) -> str:
        """Help with the folder named."""
        if self.epilog:
            self.epilog = EPILOG.format(folder=str(storage.folder()).replace("%", "%%"))
        return super().format_help()

    def _print_message(self, message: str, file: Any = None) -> None:
        """Argparse passes over an output that is full; here it is told like any other."""
        if file is sys.stdout:
            file.write(message)
        elif message:
            _tell(message.rstrip("\n"))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = Parser(
        prog="k1chat",
        description="Why a K-1 loss did not reduce the tax on your wages: how much counts, where the rest went.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"k1chat {__version__}")
    top.add_argument("--plain", action="store_true", help="plain lines instead of the full screen")
    top.add_argument("--transcripts", metavar="DIR", help="where conversations are kept")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    explain = commands.add_parser("explain", help="answer a case file; no questions asked")
    explain.add_argument("case", metavar="CASE", help="a case file (TOML or JSON), or - for standard input")
    explain.add_argument("--format", choices=("text", "markdown", "json", "html"), default="text")
    questions = commands.add_parser("questions", help="what would be asked next for a case, and why")
    questions.add_argument("case", metavar="CASE", help="a case file, or - for standard input")
    questions.add_argument("--format", choices=("text", "json"), default="text")
    schema = commands.add_parser("schema", help="the JSON Schema of a case or of an outcome")
    schema.add_argument("what", choices=("case", "outcome"))
    again = commands.add_parser("open", help="go on with a saved conversation, or change an answer of it")
    again.add_argument("file", metavar="FILE", help="a transcript, by path or by its name in the folder")
    replay = commands.add_parser("replay", help="work a transcript out again: does its answer still hold?")
    replay.add_argument("file", metavar="FILE", help="a transcript, by path or by its name in the folder")
    commands.add_parser("transcripts", help="list what is saved")
    return top


def run(options: argparse.Namespace) -> int:
    """The command that was asked for."""
    commands = {
        "explain": _explain,
        "questions": _questions,
        "open": _converse,
        "schema": _schema,
        "replay": _replay,
        "transcripts": _transcripts,
    }
    return commands[options.command](options) if options.command else _converse(options)


def _converse(options: argparse.Namespace) -> int:
    folder = storage.folder(options.transcripts)
    page = _transcript(options) if options.command else None
    if options.plain or os.environ.get("K1CHAT_PLAIN") or not _can_draw():
        from k1chat.plain import converse

        return converse(folder, page=page)
    from k1chat.tui.app import converse as draw

    return draw(folder, page)


def _transcript(options: argparse.Namespace) -> Path:
    """The transcript that is named: by its path, or by its name in the folder."""
    path = Path(options.file)
    return path if path.exists() or path.is_absolute() else storage.folder(options.transcripts) / options.file


def _can_draw() -> bool:
    """Whether there is a terminal to draw on; Textual draws on standard error."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream.isatty() for stream in streams) and os.environ.get("TERM", "") not in ("", "dumb")


def _read_case(name: str) -> "tuple[Path, str | None]":
    if name != "-":
        return Path(name), None
    return Path("standard input"), sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")


def _explain(options: argparse.Namespace) -> int:
    from k1chat import case_file, wording
    from k1chat.interview import next_step, still_missing

    case = case_file.read(*_read_case(options.case))
    try:
        step = next_step(case)
    except (UnknownYear, Contradiction) as error:
        return _wrong(f"{options.case}: {error}")
    if step.question:
        return _say_missing(case, still_missing(case, step.question))
    if step.out_of_scope:
        return _say_out_of_scope(case, step.out_of_scope)
    if step.answer and options.format == "json":
        from k1chat import outcome_file

        sys.stdout.write(outcome_file.to_json(step.answer))
    elif step.answer:
        shapes: dict[str, Callable[[str], str]] = {"markdown": str, "text": wording.as_text, "html": wording.as_html}
        sys.stdout.write(shapes[options.format](wording.explain(step.answer)))
    return ANSWERED


def _say_missing(case: "Case", questions: "Sequence[Question]") -> int:
    from k1chat import wording

    many = "fact is" if len(questions) == 1 else "facts are"
    _tell(f"k1chat: {len(questions)} {many} missing or may turn out to be needed:")
    for question in questions[:60]:
        whose = wording.heading(question, case)
        _tell(f"  {question.fact.key}{f' ({whose})' if whose else ''}: {wording.why(question)}")
    if len(questions) > 60:
        _tell(f"  and {len(questions) - 60} more")
    _tell('Give each a value in the file, or "unknown".')
    return MISSING


def _say_out_of_scope(case: "Case", matter: "OutOfScope") -> int:
    from k1chat import wording

    said = wording.out_of_scope_words(matter, case)
    whose = wording.place_heading(case, matter.place)
    _tell(f"k1chat: out of scope: {said['title']}{f' ({whose})' if whose else ''}.")
    _tell(said["reason"], said["next"])
    return OUT_OF_SCOPE


def _questions(options: argparse.Namespace) -> int:
    from k1chat import case_file, wording
    from k1chat.interview import next_step, still_missing

    case = case_file.read(*_read_case(options.case))
    step = next_step(case)
    if step.out_of_scope:
        return _say_out_of_scope(case, step.out_of_scope)
    rows = [_row(case, question) for question in still_missing(case, step.question)] if step.question else []
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


def _schema(options: argparse.Namespace) -> int:
    from k1chat import case_tables, outcome_file

    schema = case_tables.schema() if options.what == "case" else outcome_file.schema()
    print(json.dumps(schema, indent=2))
    return ANSWERED


def _replay(options: argparse.Namespace) -> int:
    from k1chat import transcript

    path = _transcript(options)
    found = transcript.replay(path)
    if found.step.question and not found.had_answer:
        _tell(f"k1chat: {path}: the conversation was not finished. Go on with `k1chat open {path.name}`.")
        return MISSING
    print(transcript.verdict(found))
    for difference in found.differences:
        print(f"  {difference}")
    return ANSWERED if found.holds else DIFFERS


def _transcripts(options: argparse.Namespace) -> int:
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
