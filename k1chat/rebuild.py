"""The opening basis of a K-1, rebuilt from the years before: each year is a case of its own through the same limits.

What a year closes with is what the next begins with: basis (IRC 705(a), 1367(a)), what basis held back (704(d)(2),
1366(d)(2)) and what the at-risk limit held (465(a)(2)). A year asks what its interview asks for these two limits, no
more; what the passive limit held is certain only where nothing could come to it: Form 8582 tells of the rest.
Years before 2018 have no numbers here, and the basis limit needs none: they are one row, added up. That is exact while
no payout went beyond basis, for one kind of loss, and for a shareholder without loans (`sum_is_exact`). What the
at-risk limit held hangs on each of these years: Form 6198 of 2017 tells it.
An unknown fact splits the years that follow into the lowest and the highest basis; no figure in between is guessed.
Not modelled: a part of the interest sold or given away before; AMT basis. Amounts in cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from k1chat import tax_years
from k1chat.case import Case
from k1chat.facts import (
    ACTIVITY_COUNT,
    ACTIVITY_NAME,
    BEGINNING_BALANCE,
    BEGINNING_BASIS,
    BEGINNING_STOCK_BASIS,
    BOXES,
    ENTITY,
    FINAL_K1,
    K1_COUNT,
    K1_NAME,
    LOAN_COUNT,
    PURCHASE_PRICE,
    SUSPENDED_AT_RISK_LOSS,
    SUSPENDED_BASIS_LOSS,
    SUSPENDED_PASSIVE_LOSS,
    TAX_YEAR,
    UNKNOWN,
    Place,
)
from k1chat.frozen import frozen
from k1chat.interview import NextStep, Question, next_step
from k1chat.pipeline import K1_STAGE
from k1chat.rebuilt import OPENING_DEBTS, carried
from k1chat.worksheet import RULES

if TYPE_CHECKING:
    pass

HERE: Place = (0,)
"""Where the K-1 stands in the case of each year."""

SUMMED = tax_years.KNOWN[0] - 1
"""The year that stands for itself and all before it: their K-1s added up."""

WAYS_IN = ("paid_in", "bought", "known")
"""How the person came in: money or property put in, or a share bought; or the opening basis of a year is known."""

ASKED_FOR = frozenset({K1_STAGE, "basis", "at_risk"})
"""The stages whose questions a year asks."""

CARRIED_IN = (SUSPENDED_BASIS_LOSS, SUSPENDED_AT_RISK_LOSS, SUSPENDED_PASSIVE_LOSS)
Answers = Mapping[int, Case]


@frozen
class Told:
    """What was told of the years of one K-1: the first year and how the person came in, answers by year, items L.

    `capital`: the ending capital account of a year's K-1 (item L), to be shown beside the result.
    """

    k1: int
    first: int | None = None
    came: str = ""
    years: Answers = field(default_factory=dict)
    capital: Mapping[int, int] = field(default_factory=dict)

    def having(self, year: int, question: Question, value: Any) -> "Told":
        """With one answer of a year given or changed."""
        case = self.years.get(year, Case()).having(question.fact, question.place, value)
        return replace(self, years={**self.years, year: case})

    def without(self, year: int, question: Question) -> "Told":
        """With one answer of a year taken back."""
        case = self.years.get(year, Case()).without(question.fact, question.place)
        return replace(self, years={**self.years, year: case})


@frozen
class Row:
    """A year of the table as far as it is told: its case at the lowest and the highest opening basis, mostly one.

    `question`: what the year still asks; `closes`: what the next year begins with, one for each case.
    """

    year: int
    cases: tuple[Case, ...]
    steps: tuple[NextStep, ...]
    question: Question | None
    closes: tuple[Case, ...]
    exact: bool

    @property
    def refused(self) -> NextStep | None:
        """The step that met a matter out of scope: the years cannot be followed further."""
        return next((step for step in self.steps if step.out_of_scope), None)


def can_rebuild(case: Case, k1: int) -> bool:
    """Whether the K-1 is told far enough: its year, its form and how many activities it has."""
    told = (case.get(TAX_YEAR, ()), case.get(ENTITY, (k1,)), case.get(ACTIVITY_COUNT, (k1,)))
    return all(each is not None and each is not UNKNOWN for each in told)


def years_of(case: Case, told: Told) -> Sequence[int]:
    """The rows of the table: from the first year, or the years through 2017 as one, to the year before the K-1's."""
    if told.first is None:
        return ()
    return range(max(told.first, SUMMED), case.get(TAX_YEAR, ()))


def rows(case: Case, told: Told) -> list[Row]:
    """Every year as far as it can be told, the last of them the one that still asks something."""
    found: list[Row] = []
    begins: tuple[Case, ...] = (beginning(case, told),)
    exact = True
    for year in years_of(case, told):
        row = _row(year, begins, told, exact)
        found.append(row)
        if row.question or row.refused:
            break
        begins, exact = tuple(_as_next(case, told, closing) for closing in row.closes), row.exact
    return found


def _row(year: int, begins: Sequence[Case], told: Told, exact: bool) -> Row:
    own = told.years.get(year, Case())
    cases = tuple(_joined(begin, year, own) for begin in begins)
    steps = tuple(next_step(case) for case in cases)
    asked = (_still_asked(step, year) for step in steps)
    question = _price(year, told, cases[0]) or next(filter(None, asked), None)
    if question or any(step.out_of_scope for step in steps):
        return Row(year, cases, steps, question, (), exact)
    exact = exact and (year > SUMMED or (sum_is_exact(cases[0]) and _of_one_kind(steps[0])))
    closes = carried(cases, steps, exact=exact, summed=year == SUMMED)
    return Row(year, cases, steps, None, closes, exact)


def _joined(begin: Case, year: int, own: Case) -> Case:
    case = begin.having(TAX_YEAR, (), max(year, tax_years.KNOWN[0]))
    fewest = loans_owed(begin)
    for place, fact, value in own:
        if fact is not LOAN_COUNT or value is UNKNOWN or value >= fewest:  # else it is asked for again
            case = case.having(fact, place, value)
    return case


def loans_owed(begin: Case) -> int:
    """How many loans are still owed as a year begins."""
    return sum(fact is BEGINNING_BALANCE and value != 0 for _, fact, value in begin)


def _still_asked(step: NextStep, year: int) -> Question | None:
    """What the year asks; of what was at risk the years through 2017 as one tell nothing."""
    question = None if step.for_amt else step.question
    wanted = question is not None and question.limit in ASKED_FOR and (year > SUMMED or question.limit != "at_risk")
    return question if wanted else None


def _price(year: int, told: Told, case: Case) -> Question | None:
    """Who bought a share is asked its price first, in the year of it; nobody else is."""
    bought = told.came == "bought" and told.first is not None and year == max(told.first, SUMMED)
    if not bought or case.get(PURCHASE_PRICE, HERE) is not None:
        return None
    return Question(PURCHASE_PRICE, HERE, "basis", RULES["bought"])


def sum_is_exact(case: Case) -> bool:
    """Whether the years through 2017 may be added up: debts of the corporation to the owner change with each year.

    Nor where gifts or foreign taxes of a partnership stand in it: until 2017 they needed no basis (704(d)(3)).
    """
    told = [case.get(BOXES, (0, number)) for number in range(case.get(ACTIVITY_COUNT, HERE))]
    beside = {name for boxes in told if isinstance(boxes, tuple) for name in boxes} & NOT_ADDED_UP
    return case.get(LOAN_COUNT, HERE) in (None, 0) and not (beside and case.get(ENTITY, HERE) == "partnership")


MOST_LOANS = 20
"""So many loans of a shareholder begin with nothing owed before a year tells of them."""

NOT_ADDED_UP = frozenset({"charitable_contributions", "foreign_taxes", "excess_business_interest"})


def _of_one_kind(step: NextStep) -> bool:
    """Whether basis held back one kind of loss at the most: of several each year has its own proportion."""
    held = step.outcome.carryforwards if step.outcome else ()
    return sum(row.carries_as == SUSPENDED_BASIS_LOSS.name for row in held) <= 1


def beginning(case: Case, told: Told) -> Case:
    """The first year as it begins: with nothing, or with an opening basis that is asked for."""
    first = of_every_year(case, told)
    if told.came == "known":
        return first
    return with_nothing(first)


def of_every_year(case: Case, told: Told) -> Case:
    """What is so in every year: the K-1's name, form and activities, and that the interest went on."""
    of_k1, year = (told.k1,), Case().having(K1_COUNT, (), 1)
    for fact in (K1_NAME, ENTITY, ACTIVITY_COUNT):
        year = year.having(fact, HERE, case.get(fact, of_k1))
    year = year.having(FINAL_K1, HERE, False)
    for number in range(case.get(ACTIVITY_COUNT, of_k1)):
        name = case.get(ACTIVITY_NAME, (told.k1, number))
        year = year.having(ACTIVITY_NAME, (0, number), name) if name is not None else year
    return year


def with_nothing(year: Case) -> Case:
    """A first year that begins with nothing."""
    partner = year.get(ENTITY, HERE) == "partnership"
    nothing = (BEGINNING_BASIS, *OPENING_DEBTS) if partner else (BEGINNING_STOCK_BASIS,)
    for fact in nothing:
        year = year.having(fact, HERE, 0)
    for number in range(year.get(ACTIVITY_COUNT, HERE)):
        for held in CARRIED_IN:
            year = year.having(held, (0, number), {})
    for loan in range(0 if partner else MOST_LOANS):
        year = year.having(BEGINNING_BALANCE, (0, loan), 0)
    return year


def _as_next(case: Case, told: Told, closing: Case) -> Case:
    """The next year as it begins: what the last one closed with."""
    year = of_every_year(case, told)
    for place, fact, value in closing:
        year = year.having(fact, place, value)
    owed = sum(fact is BEGINNING_BALANCE for _, fact, _ in closing)
    if year.get(ENTITY, HERE) == "s_corporation":
        for loan in range(owed, MOST_LOANS):
            year = year.having(BEGINNING_BALANCE, (0, loan), 0)
    return year
