"""What K-1s and activities are called in an outcome."""

from k1chat.case import Case
from k1chat.facts import FACTS, Place
from k1chat.frozen import frozen
from k1chat.pipeline import Trial


@frozen
class Names:
    """What K-1s and activities are called in the outcome: as the questions call them, told apart where alike."""

    case: Case
    of: dict[Place, tuple[str, str]]

    @classmethod
    def in_run(cls, trial: Trial) -> "Names":
        """Every place of a run with its names."""
        case = trial.run.case
        of: dict[Place, tuple[str, str]] = {(): ("", "")}
        for number, activities in enumerate(trial.run.by_k1):
            name = of[number,] = (case.k1_name((number,)), "")
            for activity in activities:
                of[activity.place] = (name[0], case.activity_name(activity.place))
        return cls(case, of)

    def told_of(self, fact: str, place: Place) -> tuple[str, str]:
        """Whose fact it is; a loan is the K-1's, though its place is numbered like an activity's."""
        return self[place[:1] if FACTS[fact].scope == "loan" else place]

    def __getitem__(self, place: Place) -> tuple[str, str]:
        if place in self.of:
            return self.of[place]
        return (self.of[place[:1]][0] if place[:1] in self.of else self.case.k1_name(place), "")
