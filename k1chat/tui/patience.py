"""Work beside the screen: after many unknown answers the next one can take a while, and that is told."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 0.3
"""Seconds that a person waits without a word; less would make quick answers flicker."""


async def told_if_slow(work: Callable[[], T], tell: Callable[[], None]) -> T:
    """Do the work in a thread while the screen goes on painting; what it returns or raises is so here."""
    doing = asyncio.create_task(asyncio.to_thread(work))
    done, _ = await asyncio.wait({doing}, timeout=PATIENCE)
    if not done:
        tell()
    return await doing
