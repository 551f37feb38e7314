"""Compiled words: read in place of the words they were made of, and only of these."""

import os
import sys
from pathlib import Path

import pytest

from k1chat.wording import compiled

WORDS = '[hours]\nask = "How many hours?"\nyears = [1, 2]\n'


@pytest.fixture(autouse=True)
def python_writes_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def kept(source: Path) -> Path:
    return compiled.path(source.name, source.parent)


def written(folder: Path, text: str = WORDS) -> Path:
    source = folder / "words.toml"
    source.write_text(text, "utf-8")
    return source


def test_the_copy_says_what_the_words_say(tmp_path: Path) -> None:
    source = written(tmp_path)
    first = compiled.toml(source)
    assert kept(source).exists()
    assert compiled.toml(source) == first == {"hours": {"ask": "How many hours?", "years": [1, 2]}}


def test_the_copy_is_what_is_read(tmp_path: Path) -> None:
    source = written(tmp_path)
    compiled.toml(source)
    kept(source).write_bytes(kept(source).read_bytes().replace(b"many", b"MANY"))
    assert compiled.toml(source)["hours"]["ask"] == "How MANY hours?"


def test_changed_words_are_read_anew(tmp_path: Path) -> None:
    source = written(tmp_path)
    compiled.toml(source)
    before = source.stat()
    written(tmp_path, WORDS.replace("many", "MANY"))
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert compiled.toml(source)["hours"]["ask"] == "How MANY hours?"


@pytest.mark.parametrize("damaged", [b"", b"[]", b"{}", b"\xff", b'{"of": null, "says": {}}'])
def test_a_damaged_copy_is_passed_over(tmp_path: Path, damaged: bytes) -> None:
    source = written(tmp_path)
    compiled.toml(source)
    kept(source).write_bytes(damaged)
    assert compiled.toml(source)["hours"]["ask"] == "How many hours?"


def test_nothing_is_written_where_python_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    source = written(tmp_path)
    compiled.toml(source)
    assert list(tmp_path.iterdir()) == [source]
    compiled.toml(source, always=True)
    assert kept(source).exists()
