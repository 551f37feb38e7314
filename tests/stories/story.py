"""A story file, and how one is told: what must be seen, then what the person does."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

QUIT = "quit"
TEMPLATE = re.compile(r"\{\w+\}")
"""What is to be filled in before a person reads it."""

Step = Sequence[Any]


@dataclass(frozen=True)
class Story:
    """One file of this folder; README.md says what each part holds."""

    title: str
    source: str
    about: str
    steps: Sequence[Step]
    page: Sequence[str]
    figures: Mapping[str, Any] = field(default_factory=dict)
    situation: str = ""
    oracle: str = ""
    narrow: bool = False

    @property
    def told(self) -> list[tuple[list[str], str]]:
        """Each step: the pieces that must be seen, and what is then typed."""
        return [([seen] if isinstance(seen, str) else list(seen), typed) for seen, typed in self.steps]

    @property
    def sittings(self) -> list[list[str]]:
        """What is typed, from each start of the program to where it is left."""
        sittings: list[list[str]] = [[]]
        for _, typed in self.told:
            sittings[-1].append(typed)
            if typed == QUIT:
                sittings.append([])
        return [sitting for sitting in sittings if sitting]


class Player(Protocol):
    """A way to hold the conversation: in plain lines, or on the screen."""

    async def start(self) -> None:
        """Start the program; answers of before are gone on with."""

    async def sees(self, piece: str) -> bool:
        """Whether these words stand there, blanks and line ends aside."""

    async def does(self, typed: str) -> None:
        """What the person does: an answer, a word of plain mode or the key for it; `quit` ends the program."""

    async def close(self) -> None:
        """End the program, where it runs still."""

    def shown(self) -> str:
        """What stands there, for the message of a failed test."""


def load(path: Path) -> Story:
    """The story of a file; a misspelled key is an error."""
    return Story(**tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))


async def tell(story: Story, player: Player) -> None:
    """Tell the story from the first start of the program to its last end."""
    running = False
    try:
        for number, (pieces, typed) in enumerate(story.told, 1):
            if not running:
                await player.start()
            for piece in pieces:
                assert await player.sees(piece), f"step {number}: {piece!r} is not in\n{player.shown()}"
            assert not TEMPLATE.search(player.shown()), f"step {number}: not filled in\n{player.shown()}"
            await player.does(typed)
            running = typed != QUIT
    finally:
        await player.close()
    assert not running, "a story ends with quit"
