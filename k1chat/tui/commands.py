"""The list of all commands, Textual's own, with a mend."""

from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette


class Commands(CommandPalette):
    """A second Enter or click on its way while the list closes does nothing; Textual would crash on it."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close the list, once."""
        return super().dismiss(result) if self.is_current else AwaitComplete()
