"""Losses by kind as people type them: `ordinary 4000, section 1231 loss $1,000`."""

import re
from collections.abc import Mapping

from k1chat.boxes import CHARACTERS
from k1chat.errors import InvalidAnswer


def amounts(text: str, labels: Mapping[str, str]) -> dict[str, str]:
    """The amounts as typed, by kind; empty where no kind is named. `labels` are the words the kinds are shown by."""
    if len(text) > 1000:  # a long text costs time, and is no answer
        return {}
    parts = [re.fullmatch(r"(.*?[^\W_])[:\s]+(\S+)", part.strip()) for part in re.split(r",\s+|;", text)]
    pairs = [(match[1], match[2]) for match in parts if match]
    kinds = [_kind(name, labels) for name, _ in pairs]
    if len(pairs) < len(parts) or not any(kinds):
        return {}
    if not all(kinds):
        known = ", ".join(labels.values() or CHARACTERS)
        raise InvalidAnswer(f"{pairs[kinds.index('')][0][:40]!r} is not a kind of loss. The kinds are: {known}.")
    if len({*kinds}) < len(kinds):
        raise InvalidAnswer("One kind of loss is named twice. Give one amount for each kind.")
    return {kind: amount for kind, (_, amount) in zip(kinds, pairs, strict=True)}


def _kind(name: str, labels: Mapping[str, str]) -> str:
    """The kind that a person's words name or begin; empty for none."""
    wanted = name.lower().replace("_", " ")
    named: dict[str, str] = {character.replace("_", " "): character for character in CHARACTERS}
    named |= {label.lower(): character for character, label in labels.items()}
    begun = {character for label, character in named.items() if label.startswith(wanted)}
    return named.get(wanted) or (begun.pop() if len(begun) == 1 else "")
