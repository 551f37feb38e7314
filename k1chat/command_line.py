"""The command line and its help. Apart from `cli`, for most people type no more than the bare command."""

import argparse
import sys
from typing import Any

from k1chat import __version__, storage
from k1chat.streams import tell

EPILOG = f"""\
Without a command the conversation opens: full screen, or plain lines with --plain, $K1CHAT_PLAIN, or where there
is no terminal to draw on. Conversations are kept in {{folder}}
(change it with --transcripts DIR or ${storage.VARIABLE}); your answers never leave this machine.
Exit codes: 0 answered, 1 a replayed answer no longer holds, 2 wrong command or file, 3 facts missing (or a typed
question not understood), 4 out of scope.
"""


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
            tell(message.rstrip("\n"))


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
    shapes = ("text", "markdown", "json", "html", "preparer")
    explain.add_argument("--format", choices=shapes, default="text", help="preparer: one page to attach, in Markdown")
    questions = commands.add_parser("questions", help="what would be asked next for a case, and why")
    questions.add_argument("case", metavar="CASE", help="a case file, or - for standard input")
    questions.add_argument("--format", choices=("text", "json"), default="text")
    ask = commands.add_parser("ask", help="answer a typed question, with a case's own figures where there is one")
    ask.add_argument("question", metavar="QUESTION", nargs="+", help='such as "what is basis?"')
    ask.add_argument("--case", metavar="FILE", help="a case file, or - for standard input")
    schema = commands.add_parser("schema", help="the JSON Schema of a case or of an outcome")
    schema.add_argument("what", choices=("case", "outcome"))
    law = commands.add_parser("law", help="every rule of law in the program, and what is not modelled")
    law.add_argument("--format", choices=("text", "json"), default="text")
    again = commands.add_parser("open", help="go on with a saved conversation, or change an answer of it")
    again.add_argument("file", metavar="FILE", help="a transcript, by path or by its name in the folder")
    replay = commands.add_parser("replay", help="work a transcript out again: does its answer still hold?")
    replay.add_argument("file", metavar="FILE", help="a transcript, by path or by its name in the folder")
    commands.add_parser("transcripts", help="list what is saved")
    return top
