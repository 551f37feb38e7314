"""However the program ends, it ends in order: signals leave the terminal sound, a bug is told without a figure."""

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Any

from k1chat.conversation import Conversation
from k1chat.tui.in_order import InOrder

if TYPE_CHECKING:
    from k1chat.tui.crash import Crash


class Ending(InOrder):
    """A program whose crash exits 1 with a report in the folder of its conversation."""

    conversation: Conversation

    def on_load(self) -> None:
        """Before the terminal is touched: a signal from here on ends the program in order, before it the usual way."""
        if os.name == "posix":
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT):
                asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """A bug: give the terminal back, exit 1, and say where the report is. No figure is shown or written."""
        from k1chat.tui.crash import Crash

        self._crash(Crash.of(error), error)

    def panic(self, *renderables: Any) -> None:
        """What Textual's own threads fail on goes the way of every bug."""
        from k1chat.tui.crash import Crash

        crash = Crash.of_panic(renderables)
        self._crash(crash, RuntimeError(crash.line))

    def _crash(self, crash: "Crash", error: Exception) -> None:
        from k1chat.tui.crash import write_report

        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._exit_renderables.append(write_report(crash, self.conversation.folder))
        self._close_messages_no_wait()
