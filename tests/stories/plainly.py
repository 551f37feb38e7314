"""A story in plain mode: every line typed into `converse`, and what was said before the next."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from k1chat.plain import converse
from tests.stories.story import Story


class Plainly:
    """Each sitting is one run of the program; what it says is cut at the marks before which a line is typed."""

    def __init__(self, folder: Path, story: Story) -> None:
        self.folder, self.sittings = folder, iter(story.sittings)
        self.said: Iterator[str] = iter(())
        self.now = ""

    async def start(self) -> None:
        out = io.StringIO()
        converse(self.folder, io.StringIO("".join(f"{line}\n" for line in next(self.sittings))), out)
        self.said = iter(re.split(r"^> ", out.getvalue(), flags=re.MULTILINE))
        self.now = next(self.said)

    async def sees(self, piece: str) -> bool:
        return piece in " ".join(self.now.split())

    async def does(self, typed: str) -> None:
        self.now = next(self.said)

    async def close(self) -> None:
        """Nothing is left running."""

    def shown(self) -> str:
        return self.now
