"""Several of a list: the boxes of a K-1 that have a figure, the rare things that are true of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from k1chat.boxes import BOX_BY_NAME, MAIN_BOXES
from k1chat.errors import InvalidAnswer
from k1chat.facts import Fact

DIGITS = 20
"""No figure on a return has more; within these nothing is rounded."""
BEYOND = 10**DIGITS

SEVERAL = ("boxes", "several")
"""The kinds of facts of which more than one thing of a list is picked."""

NONE = "none"
"""Stands in a list for: nothing of it."""


def boxes(names: Sequence[object]) -> tuple[str, ...]:
    """The boxes with a figure, in the order of the paper; boxes 1, 2 and 3 are never one activity."""
    wrong = [found(name) for name in names if not isinstance(name, str) or name not in BOX_BY_NAME]
    if wrong or not names:
        raise InvalidAnswer(f"Not a K-1 box: {', '.join(wrong)}." if wrong else "At least one box has a figure.")
    if sum(name in MAIN_BOXES for name in names) > 1:
        raise InvalidAnswer(
            "Boxes 1, 2 and 3 are always separate activities. Count them as separate ones and give each its own."
        )
    return tuple(name for name in BOX_BY_NAME if name in names)


def several(fact: Fact[Any], names: Sequence[object]) -> tuple[str, ...]:
    """Names of a list, in its order; "none" stands alone."""
    wrong = [found(name) for name in names if name not in fact.choices]
    if wrong or not names:
        raise InvalidAnswer(f"{', '.join(wrong) or 'Nothing'} is not on the list. {one_or_more(fact)}")
    if NONE in names and len(names) > 1:
        raise InvalidAnswer("That none of these is so does not go with something that is. Pick one or the other.")
    return tuple(name for name in fact.choices if name in names)


def one_or_more(fact: Fact[Any]) -> str:
    """What a list takes, in one sentence."""
    return f"Give a list of one or more of: {', '.join(fact.choices)}."


def typed_boxes(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Names, or the numbers of the list as shown, separated by commas or blanks."""
    picked = _picked(text, list(labels or BOX_BY_NAME))
    many = sum(name in MAIN_BOXES for name in picked)
    if many > 1:
        raise InvalidAnswer(
            "Boxes 1, 2 and 3 are always separate businesses or rentals, so one cannot have two of them. Go back to "
            f"the question how many separate businesses or rentals the K-1 reports, answer {many}, and give each "
            "its own boxes."
        )
    return boxes(picked)


def typed_several(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> tuple[str, ...]:
    """Names, or the numbers of the list as shown."""
    return several(fact, _picked(text, list(labels or fact.choices)))


def _picked(text: str, names: Sequence[str]) -> list[str]:
    picked = [_named(word, names) for word in re.split(r"[,\s]+", text.strip(", "))]
    if not all(picked):
        raise InvalidAnswer(f"Type the numbers at the left of the list, 1 to {len(names)}, separated by commas.")
    return picked


def _named(word: str, names: Sequence[str]) -> str:
    """What a number of the list stands for, or a name of it; empty for neither."""
    if word.isdecimal():
        number = int(word[:9])
        return names[number - 1] if 1 <= number <= len(names) else ""
    return word if word in names or word in BOX_BY_NAME else ""


def found(raw: object) -> str:
    """What stood where something else belongs, for a message."""
    if isinstance(raw, int) and abs(raw) >= BEYOND:
        return "A number this large"
    return "A list" if isinstance(raw, list) else "A table" if isinstance(raw, Mapping) else f"{str(raw)[:40]!r}"
