"""What comes next for a case: the question the law asks, the answer, or that the matter is out of scope.

There is no list of questions here. A question is a fact that some rule read and nobody gave yet; the order of the
questions is the order in which the law reads. Every step starts from the answers alone.
"""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from k1chat.case import Case
from k1chat.circumstances import unlisted, untold
from k1chat.errors import Contradiction
from k1chat.facts import BEGINNING_BASIS, BEGINNING_STOCK_BASIS, BOXES, FACTS, GAIN_ON_SALE, SALE_PRICE, Fact, Place
from k1chat.frozen import frozen
from k1chat.limits.amt import TELLING, shows_amt, shows_amt_boxes
from k1chat.pipeline import carry_out, on_amt_figures
from k1chat.run import Gathering, Run
from k1chat.signals import MissingFact, OutOfScope, Rule
from k1chat.unknowns import examine

if TYPE_CHECKING:
    from k1chat.outcome import Outcome

OPENINGS = (BEGINNING_BASIS.name, BEGINNING_STOCK_BASIS.name, "amt_beginning_basis", "amt_beginning_stock_basis")


@frozen
class Question:
    """A fact to be asked: where it belongs, and the limit and rule that read it. `offered`: a part of its choices."""

    fact: Fact[Any]
    place: Place
    limit: str
    rule: Rule
    offered: tuple[str, ...] = ()


@frozen
class NextStep:
    """One of: a question, a matter out of scope, the final answer. `outcome` beside a question is what is certain.

    `further`: what can be asked beside the answer of the four limits, for what comes after them.
    `for_amt`: the question is for AMT alone; the answer for the regular tax stands.
    """

    question: Question | None
    out_of_scope: OutOfScope | None
    outcome: "Outcome | None"
    runs: tuple[Run, ...]
    further: tuple[Question, ...] = ()
    for_amt: bool = False

    @property
    def answer(self) -> "Outcome | None":
        """The final answer; None while a question is open or the matter is out of scope."""
        return None if self.question else self.outcome

    @property
    def read(self) -> dict[tuple[Place, str], Question]:
        """Every fact that a rule read, with the question it answers; other answers are set aside."""
        found: dict[tuple[Place, str], Question] = {}
        for run in self.runs:
            for (place, name), reason in run.reads.items():
                found.setdefault((place, name), Question(FACTS[name], place, *reason))
        return found


def next_step(case: Case) -> NextStep:
    """Where the conversation stands. Raises UnknownYear and Contradiction, which the last answer caused."""
    found = examine(case)
    missing = found.missing or (untold(case, found.runs) if found.outcome else None)
    question = _question(missing) if missing else None
    further = () if question else tuple(map(_question, found.further))
    return NextStep(question, found.out_of_scope, found.outcome, found.runs, further, found.for_amt)


def next_said(case: Case) -> NextStep:
    """Where a conversation stands: `next_step` of what counts in it.

    Once the four limits are settled it asks on: for rare things that could change them, then for what comes after
    them; a file is answered without.
    """
    case, step = as_said(case)
    if step.answer and (found := unlisted(case, step.runs, step.answer)):
        return replace(step, question=_question(*found), further=())
    return replace(step, question=step.further[0], further=()) if step.further else step


def as_said(case: Case) -> tuple[Case, NextStep]:
    """A conversation's case without what is set aside in it, and where the law stands then.

    A file brings an opening basis to have it rolled on. In a conversation it was asked for; when a changed answer
    leaves nothing to limit it is set aside like any other answer, until the law asks for it again. So are AMT amounts
    once no box has an AMT figure, or only one that is set aside itself; and a gain where the law asks for the price.
    """
    step = next_step(case)
    if shows_amt(case) and not shows_amt_boxes(case.keeping(step.read)):
        kept = {(place, fact.name) for place, fact, _ in case if not _tells_of_amt(step, place, fact)}
        if len(kept) < len(list(case)):
            return as_said(case.keeping(kept))
    unasked = [key for key in step.read if _only_brought(step, key) or _is_priced(step, case, key)]
    for place, name in unasked:
        case = case.without(FACTS[name], place)
    return as_said(case) if unasked else (case, step)


def _tells_of_amt(step: NextStep, place: Place, fact: Fact[Any]) -> bool:
    """Whether it is an AMT amount, or boxes that are set aside: of a K-1 or an activity that is no longer there."""
    return fact.name in TELLING or (fact is BOXES and (place, fact.name) not in step.read)


def _only_brought(step: NextStep, opening: tuple[Place, str]) -> bool:
    """Whether it is an opening basis, and every run that read it did so for its own sake."""
    place, name = opening
    return name in OPENINGS and all(place in run.brought for run in step.runs if name in run.page(place).reads)


def _is_priced(step: NextStep, case: Case, gain: tuple[Place, str]) -> bool:
    """Whether it is a gain that was told for another kind of end: now the price tells it."""
    place, name = gain
    k1 = place[:1]
    if name != GAIN_ON_SALE.name or case.get(SALE_PRICE, k1) is None:
        return False
    ends = [(run.ends.get(k1), run) for run in step.runs]
    return all(end and end.by_price and len(run.by_k1[k1[0]]) == 1 for end, run in ends)


def still_missing(case: Case, first: Question) -> list[Question]:
    """The question that is asked, then every fact that is missing or may turn out needed, in the order of the law."""
    found = {(first.place, first.fact.name): first}
    for helps in (True, False):
        gathering = Gathering(helps)
        with suppress(Contradiction):  # told by next_step, once it rests on given facts alone
            regular = carry_out(Run(case, gathering=gathering))
            if shows_amt(case):
                on_amt_figures(regular)
        for missing in gathering.missing.values():
            found.setdefault((missing.place, missing.fact.name), _question(missing))
    return list(found.values())


def _question(missing: MissingFact, offered: tuple[str, ...] = ()) -> Question:
    return Question(missing.fact, missing.place, missing.limit, missing.rule, offered)
