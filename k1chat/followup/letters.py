"""How like the letters of a text are to a topic's phrases: what typing and word forms change least.

Runs of four letters, weighted by how rare they are; the nearest phrase counts. All is done in the order of the text, so
that sums are the same to the last digit in every run of the program.
"""

import re
from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

from k1chat.followup.reading import plain

RUN = 4
"""Letters in a run, blanks included."""

LONGEST = 600
"""Letters of a text that are looked at."""


class Letters:
    """The phrases of all topics by their runs of letters."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        runs = [(id_, _runs(text)) for id_, text in phrases]
        many = Counter(run for _, own in runs for run in own)
        self.rarity = {run: log(1 + len(runs) / count) for run, count in many.items()}
        self.owner = [id_ for id_, _ in runs]
        self.found: dict[str, list[tuple[int, float]]] = {}
        for number, (_, own) in enumerate(runs):
            for run, weight in self._weights(own).items():
                self.found.setdefault(run, []).append((number, weight))

    def _weights(self, runs: Iterable[str]) -> dict[str, float]:
        """Runs by weight, of length one."""
        length = sqrt(sum(self.rarity.get(run, 0.0) ** 2 for run in runs))
        return {run: self.rarity[run] / length for run in runs if run in self.rarity} if length else {}

    def likest(self, text: str) -> dict[str, float]:
        """By topic, how like its nearest phrase is to a text."""
        like: dict[int, float] = {}
        for run, weight in self._weights(_runs(text[:LONGEST])).items():
            for number, own in self.found[run]:
                like[number] = like.get(number, 0.0) + weight * own
        best: dict[str, float] = {}
        for number, share in like.items():
            best[self.owner[number]] = max(best.get(self.owner[number], 0.0), share)
        return best


def _runs(text: str) -> tuple[str, ...]:
    bare = f" {re.sub('[^a-z0-9 ]', '', plain(text))} "
    return tuple(dict.fromkeys(bare[at : at + RUN] for at in range(len(bare) - RUN + 1)))
