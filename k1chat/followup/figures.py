"""Figures in running text: -45,000, (45,000), $45k, 1.1M, 23654, 20 grand, "five hundred"; and how each is meant.

A figure is an amount, or a change of one ("another 20k", "100 hours more", "cut by 5,000"). What is NOT read: rough
figures as ranges ("about 100" is 100 here: a "what if" can be asked again).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from k1chat.frozen import frozen

Unit = Literal["money", "hours", "days", "percent", "year", ""]
"""What a figure is counted in; empty where the text does not say."""

SCALE = {"k": 1000, "m": 1_000_000, "mm": 1_000_000, "thousand": 1000, "grand": 1000, "million": 1_000_000}
UNITS: dict[str, Unit] = {"h": "hours", "d": "days", "n": "days", "%": "percent", "p": "percent", "b": "money"}
"""By the first letter: hours and hrs, days and nights, percent; bucks. "dollars" is told apart."""

FIGURE = re.compile(
    r"(?P<sign>\(\s*-?|-)?\s*(?P<dollar>\$)?\s*(?P<inner>-)?(?<![\w.])(?P<digits>\d{1,3}(?:,\d{3})+|\d{1,12})(?P<part>\.\d{1,6})?"
    r"\s*(?P<scale>(?:k|mm|m|thousand|grand|million)\b)?\s*\)?"
    r"\s*(?P<unit>hours?\b|hrs?\b|h\b|days?\b|nights?\b|%|percent\b|dollars?\b|bucks\b)?"
)
NEAR = 3
"""How many words before a figure, or after it, may say that it is a change."""


@frozen
class Figure:
    """A figure that was read: its size, its unit, and -1 or 1 where it is so much less or more than now, else 0.

    `beyond`: 1 for "more than 500", -1 for "less than 100". `times`: it is so many times what it is now.
    `rate`: it is by the week or the month, not for the year.
    """

    value: Decimal
    unit: Unit
    change: int = 0
    beyond: int = 0
    times: Decimal | None = None
    rate: bool = False


class FigureReader:
    """Reads figures by the words it is given (prompts/supposing.toml)."""

    def __init__(self, ways: Mapping[str, Any]) -> None:
        self.words: Mapping[str, int] = ways["figures"]
        self.more, self.less = frozenset(ways["more"]), frozenset(ways["less"])
        self.rates = tuple(ways["rates"])
        self.times: Mapping[str, str] = ways["times"]
        self.up, self.down = frozenset(ways["up"]), frozenset(ways["down"])
        self.not_after, self.years_after = frozenset(ways["no_figures_after"]), frozenset(ways["years_after"])

    def first(self, clause: str) -> Figure | None:
        """The figure that a clause names; of "from 120 to 600" the second."""
        text = self.in_digits(clause)
        found = [figure for figure in FIGURE.finditer(text) if self._counts(text, figure)]
        at = 1 if len(found) > 1 and re.search(r"\bfrom\s*$", text[: found[0].start()]) else 0
        if found:
            return self._figure(text, found[at])
        times = next((self.times[word] for word in text.split() if word in self.times), None)
        return Figure(Decimal(0), "", times=Decimal(times)) if times else None

    def in_digits(self, text: str) -> str:
        """A text with number words as digits: "five hundred" as 500; a lone "one" to "nine" stays a word."""
        out: list[str] = []
        group: list[int] = []
        for word in [*text.split(" "), ""]:
            if word in self.words and not (
                group == [] and self.words[word] >= 1000 and out[-1:] and _is_digits(out[-1])
            ):
                group.append(self.words[word])
                continue
            out += _said(group, self.words)
            group = []
            out.append(word)
        return " ".join(out).strip()

    def _counts(self, text: str, found: "re.Match[str]") -> bool:
        before = text[: found.start()].split()[-1:]
        bare = not (found["dollar"] or found["scale"] or found["unit"])
        return not (bare and before and (before[0] in self.not_after or self._is_year(found, before)))

    def _is_year(self, found: "re.Match[str]", before: Sequence[str]) -> bool:
        return bool(re.fullmatch(r"(19|20)\d\d", found["digits"])) and before[0] in self.years_after - {"year"}

    def _figure(self, text: str, found: "re.Match[str]") -> Figure:
        value = Decimal(found["digits"].replace(",", "") + (found["part"] or "")) * SCALE.get(found["scale"] or "", 1)
        before = re.findall(r"[a-z']+", text[: found.start()])[-NEAR:]
        after = re.findall(r"[a-z']+", text[found.end() :])[: NEAR - 1]
        beyond = _beyond(" ".join(before[-2:]))
        negative = found["inner"] or (found["sign"] and (found["sign"] != "(" or ")" in found[0]))
        change = 0 if beyond else self._change(before, after, text)
        rate = any(f" {each} " in f"{text} " for each in self.rates)
        return Figure(-value if negative else value, _unit(found), change, beyond, rate=rate)

    def _change(self, before: Sequence[str], after: Sequence[str], text: str) -> int:
        near = {*before, *after}
        if before[-1:] == ["by"]:
            return -1 if self.down & set(text.split()) else 1
        return 1 if self.more & near else -1 if self.less & near else 0


def _beyond(before: str) -> int:
    over, under = (r"(more than|over|above)$", r"(less than|fewer than|under|below)$")
    return 1 if re.search(over, before) else -1 if re.search(under, before) else 0


def _unit(found: "re.Match[str]") -> Unit:
    unit = found["unit"] or ""
    if found["dollar"] or unit.startswith("dollar"):
        return "money"
    if unit:
        return UNITS[unit[0]]
    if not (found["scale"] or found["part"]) and re.fullmatch(r"20\d\d", found["digits"]):
        return "year"
    return "money" if found["scale"] or "," in found["digits"] else ""


def _is_digits(word: str) -> bool:
    return bool(re.fullmatch(r"[-($]*[\d.,]+", word))


def _said(group: Sequence[int], words: Mapping[str, int]) -> Iterator[str]:
    """A run of number words as digits, or as it was where it is a lone small one."""
    if len(group) == 1 and group[0] < 10:
        yield next(word for word, value in words.items() if value == group[0])
    elif group:
        whole = part = 0
        for value in group:
            if value == 100:
                part = max(part, 1) * 100
            elif value >= 1000:
                whole, part = whole + max(part, 1) * value, 0
            else:
                part += value
        yield str(whole + part)
