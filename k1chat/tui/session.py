"""A conversation on the screen from start to exit code; a bug before or after the screen is reported like one on it."""

import sys
from pathlib import Path

from k1chat.conversation import Conversation
from k1chat.errors import K1ChatError
from k1chat.tui.any_byte import take_any_byte
from k1chat.tui.app import Conversing


def converse(folder: Path, page: Path | None = None) -> int:
    """Hold the conversation on the screen; the exit code. A bug before or after the screen is reported as one on it."""
    try:
        return _converse(folder, page)
    except K1ChatError:
        raise
    except Exception as error:  # a traceback would show figures
        from k1chat.tui.crash import Crash, write_report

        sys.stderr.write(f"{write_report(Crash.of(error), folder)}\n")
        return 1


def _converse(folder: Path, page: Path | None) -> int:
    take_any_byte()
    if page is None:
        conversation = Conversation(folder)
    else:
        from k1chat.transcript import reopened

        conversation = reopened(folder, page)
    app = Conversing(conversation)
    app.run()
    app.conversation.close(finished=not app.return_code)
    if app.conversation.trouble:
        sys.stderr.write(f"{app.conversation.trouble}\n")
    sys.stdout.flush()
    return app.return_code or 0
