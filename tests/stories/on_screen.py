"""A story on the screen: keys pressed, and what then stands there.

The keys of a line come all at once, as a fast typist's or a paste's do: the program keeps them in order itself, and
a pilot's pause after each letter would make a story ten times as long.
"""

import asyncio
import re
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from k1chat.conversation import Conversation
from k1chat.tui.app import Conversing
from k1chat.tui.paper import PaperScreen
from k1chat.tui.widgets.choices import Choices
from tests.stories.story import QUIT
from tests.tui.test_screen import lines

KEYS = {
    "don't know": "f4",
    "why": "f2",
    "where": "f3",
    "help": "f1",
    "back": "ctrl+b",
    "save": "ctrl+s",
    "leave": "escape",
    "": "escape",
    QUIT: "ctrl+q",
}
"""Words of plain mode that have a key here. An empty line leaves an answer that is being changed as it is."""

CHANGE = re.compile(r"change (\d+)")
SCROLLBAR = re.compile(r"[▁-█]\s*$")
LONGEST = 60
"""Presses of Page Down after which any page has come to its end."""

SLOWEST = 120
"""Seconds after which a key that is still acted on is taken for a crash of the program."""


class OnScreen:
    """The program on a screen of a size, started and left as often as the story does."""

    def __init__(self, folder: Path, size: tuple[int, int]) -> None:
        self.folder, self.size = folder, size
        self.program: AbstractAsyncContextManager[Pilot[None]] | None = None
        self.read = ""

    async def start(self) -> None:
        self.app = Conversing(Conversation(self.folder))
        self.program = self.app.run_test(size=self.size)
        self.pilot = await self.program.__aenter__()
        await self._drawn()

    async def sees(self, piece: str) -> bool:
        """On the screen as it stands; of an answer longer than the screen, also further down."""
        if piece in self._joined(self._chat()):
            return True
        if not self.read and (self.app.conversation.finished or self._on_paper):
            self.read = await self._read_on()
        return piece in self.read

    async def does(self, typed: str) -> None:
        self.read = ""
        if change := CHANGE.fullmatch(typed):
            await self._change(int(change[1]))
        elif typed in KEYS:
            await self._press(KEYS[typed])
        else:
            await self._type(typed)
        if typed == QUIT:
            await self.close()

    async def close(self) -> None:
        if self.program is not None:
            program, self.program = self.program, None
            await program.__aexit__(None, None, None)
            self.app.conversation.close(finished=self.app.conversation.finished)

    def shown(self) -> str:
        return f"{lines(self.app)}\n{self.read}"

    @property
    def _on_paper(self) -> bool:
        return isinstance(self.app.screen, PaperScreen)

    def _chat(self) -> list[str]:
        """The lines of the chat, left of the panel; on a paper those of the screen."""
        shown = lines(self.app).split("\n")
        if not self._on_paper:
            shown = shown[self.app.chat.region.y : self.app.chat.region.bottom]
        return [SCROLLBAR.sub("", line.split("│")[0]) for line in shown]

    @staticmethod
    def _joined(shown: list[str]) -> str:
        return " ".join(" ".join(shown).split())

    async def _read_on(self) -> str:
        """From here to the end, page by page."""
        pages = [self._chat()]
        for _ in range(LONGEST):
            await self._press("pagedown")
            if self._chat() == pages[-1]:
                break
            pages.append(self._chat())
        return self._joined([line for page in pages for line in page])

    async def _press(self, *keys: str) -> None:
        """Each key by its name; a letter by itself."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            letter = len(key) == 1
            driver.send_message(Key(_character_to_key(key) if letter else key, key if letter else None))
        await self._drawn()

    async def _drawn(self) -> None:
        """All that was pressed has been acted on, and what came of it is drawn."""
        await self.pilot.pause(0)
        async with asyncio.timeout(SLOWEST):
            while self.app.line or self.app.acting:
                await self.pilot.pause(0.005)
        await self.pilot.pause(0)

    async def _type(self, text: str) -> None:
        """Into the box that has the keys, in the place of what stands there; in a list a digit answers at once."""
        box = self.app.focused
        if isinstance(box, Input) and box.value:
            await self._press("ctrl+u")
        at_once = isinstance(box, Choices) and not box.collects and len(text) == 1
        await self._press(*text, *([] if at_once else ["enter"]))

    async def _change(self, number: int) -> None:
        """Arrow up to the answer of a question with this number, and Enter."""
        for _ in self.app.conversation.history():
            await self._press("up")
            marked = self.app.chat.marked
            if marked and self.app.conversation.number_of(marked) == number:
                break
        await self._press("enter")
