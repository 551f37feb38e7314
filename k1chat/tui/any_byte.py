"""Bytes that are no letters, from a terminal of another encoding or a bad line; Textual would end at the first."""

import codecs
import os
from collections.abc import Callable


def take_any_byte() -> None:
    """Have Textual read such a byte as the letter that stands for it; Windows gives letters, not bytes."""
    if os.name == "posix":
        from textual.drivers import linux_driver

        linux_driver.__dict__["getincrementaldecoder"] = _forgiving


def _forgiving(encoding: str) -> "Callable[[], codecs.IncrementalDecoder]":
    return lambda: codecs.getincrementaldecoder(encoding)("replace")
