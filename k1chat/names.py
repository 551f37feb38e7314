"""What K-1s and activities are called in an outcome."""

from collections import Counter
from dataclasses import dataclass

from k1chat.case import Case
from k1chat.facts import ACTIVITY_NAME, FACTS, Place
from k1chat.pipeline import Trial


@dataclass(frozen=True, slots=True)
class Names:
    """What K-1s and activities are called in the outcome: as given, numbered where two would read alike."""

    case: Case
    of: dict[Place, tuple[str, str]]

    @classmethod
    def in_run(cls, trial: Trial) -> "Names":
        """Every place of a run with its names."""
        case, taken = trial.run.case, Counter[str]()
        of: dict[Place, tuple[str, str]] = {(): ("", "")}
        for number, activities in enumerate(trial.run.by_k1):
            name = _distinct(case.k1_name((number,)), taken)
            of[number,] = (name, "")
            own = Counter[str]()
            for activity in activities:
                given = case.get(ACTIVITY_NAME, activity.place)
                named = isinstance(given, str) and len(activities) > 1
                of[activity.place] = (name, _distinct(given, own) if named else name)
        return cls(case, of)

    def told_of(self, fact: str, place: Place) -> tuple[str, str]:
        """Whose fact it is; a loan is the K-1's, though its place is numbered like an activity's."""
        return self[place[:1] if FACTS[fact].scope == "loan" else place]

    def __getitem__(self, place: Place) -> tuple[str, str]:
        if place in self.of:
            return self.of[place]
        return (self.of[place[:1]][0] if place[:1] in self.of else self.case.k1_name(place), "")


def _distinct(name: str, taken: Counter[str]) -> str:
    taken[name] += 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"
