"""Generated households: the conversation itself is walked, each question answered with something that can be true.

So a household holds exactly the facts the law asked of it, and every path through the questions can come up. Amounts
hang together (a basis near the loss, a loan's basis within its balance), so that each limit binds often and few
households are out of scope. What is only ever brought (an amount at risk, modified AGI) is brought now and then.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from k1chat import case_file
from k1chat.boxes import AMT_BOXES, BOX_BY_NAME, CHARACTERS, MAIN_BOXES, OWNERS_OWN_DEDUCTIONS
from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import FACTS, UNKNOWN, Fact, Place
from k1chat.interview import Question, next_step
from k1chat.limits.amt import shows_amt
from k1chat.pipeline import try_out
from k1chat.signals import MissingFact

Draw = Callable[..., Any]
RARELY = {"publicly_traded", "final_k1", "sold_entire_interest", "rented_to_own_business"}
"""Facts that mostly lead out of scope: yes only now and then, so that most households reach an answer."""


class Household:
    """A finished conversation: its facts, every question on the way, and the facts told before each.

    Not a dataclass: Hypothesis would print every field of an example instead of the case file.
    """

    def __init__(self, case: Case, asked: list[Question], before: list[Case]) -> None:
        self.case, self.final, self.asked, self.before = case, next_step(case), asked, before

    def __repr__(self) -> str:
        return f"\n{case_file.write(self.case)}"


def cents(low: int, high: int) -> st.SearchStrategy[int]:
    """Amounts people have: round ones, odd cents, and nothing."""
    whole = st.integers(low // 100, high // 100).map(lambda dollars: dollars * 100)
    return st.one_of(st.just(0), whole, st.integers(low, high), st.sampled_from([1, 99, high]))


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    """One of a few values, each as likely; said twice, twice as likely."""
    return st.sampled_from(values)


def boxes(case: Case, place: Place) -> st.SearchStrategy[tuple[str, ...]]:
    """A box that makes the activity, and up to two beside it; now and then none of the first three."""
    main = one_of(MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[2], "")
    pay = case.get(FACTS["entity"], place[:1]) == "partnership"
    others = [name for name, box in BOX_BY_NAME.items() if not (box.main or box.amt) and (pay or not box.partner)]
    others.remove("appreciation_in_gifts")  # a part of another box
    beside, amt = one_of("", "", "", *others), one_of(*[""] * 20, *AMT_BOXES)
    names = st.tuples(main, beside, beside, amt).filter(any)
    return names.map(lambda chosen: tuple(name for name in BOX_BY_NAME if name in chosen))


def losses(characters: Sequence[str]) -> st.SearchStrategy[Mapping[str, int]]:
    """An amount of the activity's main character; or one or two of characters that are named."""
    amount = st.integers(1, 40_000_00)
    pair = st.tuples(one_of(*characters), amount)
    named = st.tuples(pair, pair).map(lambda pairs: dict(sorted(pairs, key=lambda each: CHARACTERS.index(each[0]))))
    return st.one_of(amount.map(lambda cents: {"": cents}), named)


NONE: st.SearchStrategy[Mapping[str, int]] = st.just({})
UNLUCKY = st.sampled_from([1, 99, 33_333_33, 99_999_99, 100_000_01, 149_999_99, 313_000_01, 626_000_00])
HELD = {
    "suspended_basis_loss": losses([name for name in CHARACTERS if name != "loss_on_sale"]),
    "suspended_at_risk_loss": losses(CHARACTERS),
    "suspended_passive_loss": losses([name for name in CHARACTERS if name not in OWNERS_OWN_DEDUCTIONS]),
}
LARGE = st.integers(-900_000_00, -100_000_00)
OWN: dict[str, st.SearchStrategy[Any]] = {
    "tax_year": one_of(2025, 2025, 2024, 2021, 2020, 2018, 2026),
    "k1": one_of(1, 1, 2, 2, 3, 3),
    "activity": one_of(1, 1, 1, 1, 2),
    "loan": one_of(0, 1, 2),
    "entity": one_of("partnership", "s_corporation"),
    "kind": one_of("trade_or_business", "trade_or_business", "rental_real_estate", "other_rental", "trading"),
    "limited_partner_rent_percent": one_of(Decimal("9.9"), Decimal(10), Decimal(100)),
    "guest_services_percent": one_of(Decimal(5), Decimal(30), Decimal(60)),
    "ownership_percent": one_of(Decimal(40), Decimal(10), Decimal("9.99"), Decimal(100)),
    "average_stay_days": one_of(*map(Decimal, (365, 365, 365, 365, 90, 90, 31, 31, 31, 31, 31, 30))),
    "wages": st.one_of(cents(0, 130_000_00), cents(0, 130_000_00), cents(0, 700_000_00), UNLUCKY),
    "ordinary_business_income": st.one_of(cents(-60_000_00, -1_00), LARGE, LARGE, cents(1_00, 90_000_00)),
    "net_rental_real_estate_income": st.one_of(cents(-60_000_00, -1_00), cents(-60_000_00, 20_000_00)),
    "other_business_income": st.one_of(st.just(0), cents(-60_000_00, 60_000_00), LARGE),
    "amount_at_risk": st.one_of(cents(0, 80_000_00), UNLUCKY),
    "modified_agi": st.one_of(cents(0, 100_000_00), cents(90_000_00, 160_000_00), UNLUCKY),
    "hours": one_of(*map(Decimal, (0, 60, 100, 101, 200, 251, 300, 400, 499, 500, 501, 900))),
    "most_hours_by_another": one_of(*map(Decimal, (0, 101, 400, 900, 900, 2000))),
    "years_materially_participated_of_last_10": one_of(0, 0, 0, 2, 3, 4, 5, 10),
    "years_materially_participated_before_last_10": one_of(0, 1, 3),
    "real_property_hours": one_of(*map(Decimal, (0, 0, 750, 751))),
    "spouse_real_property_hours": one_of(*map(Decimal, (0, 0, 750, 751))),
    "total_work_hours": one_of(*map(Decimal, (2000, 1502, 1502, 1501))),
    "tenant_hours": one_of(*map(Decimal, (0, 60, 101, 500, 501, 501, 501))),
    "tenant_years": one_of(0, 4, 5),
    "tenant_service_years": one_of(0, 0, 2, 3),
    "spouse_total_work_hours": one_of(*map(Decimal, (2000, 1502, 1502, 1501))),
}


@cache
def values(fact: Fact[Any]) -> st.SearchStrategy[Any]:
    """What a person can answer to the question for `fact`, whatever else is told."""
    if fact.name in OWN:
        return OWN[fact.name]
    if fact.kind == "yes_no":
        return st.integers(0, 31).map(bool).map(lambda yes: not yes) if fact.name in RARELY else st.booleans()
    if fact.kind == "choice":
        return one_of(*fact.choices)
    if fact.kind == "losses":
        return st.one_of(st.just({}), HELD[fact.name.removeprefix("amt_")])
    if fact.kind == "boxes":
        return boxes(Case(), ())
    if fact.kind == "hours":
        return one_of(*map(Decimal, (0, 60, 100, 101, 250, 400, 499, 500, 501, 900)))
    if fact.kind == "text":
        return st.text("abcXYZ ", min_size=1, max_size=8).map(lambda name: f"n{name}".strip())
    return cents(-60_000_00 if fact.low < 0 else 0, 60_000_00)


SHARES: dict[str, tuple[str, tuple[int, ...]]] = {
    "beginning_basis": ("loss", (0, 30, 70, 100, 101, 150, 300)),
    "beginning_stock_basis": ("loss", (0, 30, 70, 100, 101, 150, 300)),
    "amount_at_risk": ("loss", (0, 50, 90, 100, 120)),
    "contributions": ("basis", (0, 0, 10, 40)),
    "distributions": ("basis", (0, 0, 0, 0, 10, 50, 100, 120)),
    "distributed_property_basis": ("basis", (0, 0, 0, 10, 50)),
    "nondeductible_expenses": ("basis", (0, 0, 10, 50)),
    "beginning_nonrecourse": ("basis", (0, 0, 10, 40)),
    "ending_nonrecourse": ("basis", (0, 0, 0, 0, 0, 10, 40)),
    "protected_against_loss": ("basis", (0, 0, 0, 0, 0, 10, 40)),
    "borrowed_from_interested_person": ("basis", (0, 0, 0, 0, 0, 10, 40)),
    "beginning_balance": ("loss", (10, 40, 100)),
    "beginning_debt_basis": ("balance", (0, 40, 70, 100, 100, 100)),
    "self_rental_income": ("income", (0, 30, 100, 100)),
    "interest_from_own_loan": ("loss", (0, 5, 10)),
    "owner_interest_deducted": ("loss", (0, 5, 10)),
    "repayments": ("balance", (0, 0, 0, 0, 0, 0, 50, 100)),
}
"""Amounts that hang together with one told before, in percent of it."""


BOX_1, BOX_2 = st.just(MAIN_BOXES[:1]), st.just(MAIN_BOXES[1:2])
SOME_HOURS = one_of(*map(Decimal, (101, 200, 251, 300, 400, 500)))
LEANINGS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "none": {},
    "large losses of one's own business": {
        "tax_year": one_of(2021, 2022, 2023, 2024, 2025, 2026),
        "beginning_basis": st.just(2_000_000_00),
        "beginning_stock_basis": st.just(2_000_000_00),
        "ordinary_business_income": LARGE,
        "suspended_passive_loss": NONE,
        "hours": one_of(Decimal(501), Decimal(900)),
    },
    "several businesses worked in a little": {
        "k1": one_of(2, 3),
        "boxes": BOX_1,
        "interest": one_of("general_partner", "general_partner", "llc_member"),
        "hours": SOME_HOURS,
        "most_hours_by_another": st.just(Decimal(900)),
        "suspended_passive_loss": NONE,
        "years_materially_participated_of_last_10": one_of(0, 2),
    },
    "rentals with an allowance": {
        "boxes": BOX_2,
        "interest": one_of("general_partner", "llc_member"),
        "ownership_percent": one_of(Decimal(10), Decimal(40)),
        "net_rental_real_estate_income": cents(-90_000_00, -1_00),
        "approves_tenants_and_terms": one_of("yes", "yes", "this_year_only"),
        "wages": cents(0, 160_000_00),
    },
    "a loan to be restored": {
        "entity": st.just("s_corporation"),
        "ordinary_business_income": cents(1_00, 90_000_00),
        "suspended_basis_loss": HELD["suspended_basis_loss"],
        "loan": one_of(1, 2),
        "beginning_balance": cents(1_00, 90_000_00),
        "distributions": st.just(0),
    },
    "items of the alternative minimum tax": {
        "boxes": st.tuples(one_of(*MAIN_BOXES[:2]), one_of("", "net_section_1231_gain"), one_of(*AMT_BOXES)).map(
            lambda names: tuple(filter(None, names))
        ),
        "amt_depreciation_adjustment": cents(-30_000_00, 60_000_00),
        "wages": cents(0, 160_000_00),
    },
    "items of the alternative minimum tax where losses are judged apart": {
        "boxes": st.tuples(one_of(*MAIN_BOXES[:2]), one_of(*AMT_BOXES)),
        "entity": one_of("partnership", "partnership", "s_corporation"),
        "publicly_traded": st.booleans(),
        "suspended_passive_loss": one_of({"": 1_000_00}, {"": 20_000_00}, {}),
        "amt_suspended_passive_loss": one_of({"": 1_00}, {"": 7_000_00}, {}),
        "amt_differed_before": st.booleans(),
        "hours": one_of(*map(Decimal, (0, 60, 499, 600))),
        "beginning_basis": cents(0, 300_000_00),
        "amt_beginning_basis": cents(0, 300_000_00),
    },
    "income that is not passive after all": {
        "k1": one_of(2, 3),
        "boxes": one_of(MAIN_BOXES[:1], MAIN_BOXES[1:2]),
        "interest": st.just("general_partner"),
        "hours": SOME_HOURS,
        "most_hours_by_another": st.just(Decimal(900)),
        "years_materially_participated_of_last_10": st.just(0),
        "ordinary_business_income": cents(-40_000_00, 60_000_00),
        "net_rental_real_estate_income": cents(-40_000_00, 60_000_00),
        "rented_to_own_business": st.booleans(),
        "average_stay_days": st.just(Decimal(365)),
        "suspended_passive_loss": NONE,
    },
    "a passive loss outside the K-1s": {
        "boxes": one_of(MAIN_BOXES[:1], MAIN_BOXES[1:2]),
        "interest": one_of("general_partner", "llc_member"),
        "hours": one_of(Decimal(0), Decimal(60)),
        "average_stay_days": st.just(Decimal(365)),
        "approves_tenants_and_terms": one_of("yes", "yes", "this_year_only", "no"),
        "other_passive_income": cents(-60_000_00, -1_00),
        "wages": cents(0, 160_000_00),
    },
    "payouts beyond basis": {
        "k1": one_of(2, 3),
        "boxes": BOX_1,
        "hours": one_of(Decimal(0), Decimal(60), Decimal(600)),
        "ordinary_business_income": cents(-40_000_00, 20_000_00),
        "beginning_basis": cents(0, 30_000_00),
        "beginning_stock_basis": cents(0, 30_000_00),
        "distributions": cents(0, 60_000_00),
    },
    "elected losses first": {
        "k1": one_of(1, 2),
        "entity": st.just("s_corporation"),
        "boxes": BOX_1,
        "ordinary_business_income": cents(-60_000_00, -20_000_00),
        "beginning_stock_basis": cents(20_000_00, 60_000_00),
        "nondeductible_expenses": cents(20_000_00, 60_000_00),
        "elects_losses_before_nondeductible": st.just(True),
        "loan": one_of(0, 0, 1),
    },
}
"""Households that come up too rarely by themselves: what some of their answers are."""


def answers(fact: Fact[Any], place: Place, case: Case, leaning: str = "none") -> st.SearchStrategy[Any]:
    """What a person can answer to the question for `fact`, so that it can be true with what is told already."""
    if fact.name in LEANINGS[leaning]:
        return LEANINGS[leaning][fact.name]
    if fact.kind == "boxes":
        return boxes(case, place)
    if fact.kind == "losses":
        held = HELD[fact.name.removeprefix("amt_")]
        return st.integers(0, 3 if loss_of(case, *place) else 1).flatmap(lambda n: held if n == 0 else NONE)
    if fact.name == "hours" and case.get(FACTS["suspended_passive_loss"], place):
        return one_of(*map(Decimal, (0, 60, 100)))
    if (name := fact.name.removeprefix("amt_")) in SHARES:
        of, percents = SHARES[name]
        whole = WHOLE[of](case, *place)
        if whole:
            return one_of(*percents).map(lambda percent: whole * percent // 100)
    if fact.name == "kind" and FACTS["ordinary_business_income"].name in (case.get(FACTS["boxes"], place) or ()):
        return one_of("trade_or_business", "trade_or_business", "trade_or_business", "trading")
    return values(fact)


def loss_of(case: Case, k1: int, *_: int) -> int:
    """This year's losses and deductions of a K-1, as far as they are told."""
    boxes = ((BOX_BY_NAME[fact.name], value) for place, fact, value in case if _is_box(place, fact, k1))
    return sum(max(0, -value * box.sign) for box, value in boxes if box.character and value is not UNKNOWN)


def _is_box(place: Place, fact: Fact[Any], k1: int) -> bool:
    return place[:1] == (k1,) and fact.name in BOX_BY_NAME


def basis_of(case: Case, k1: int, *_: int) -> int:
    """The opening basis of a K-1."""
    told = (case.get(FACTS[name], (k1,)) for name in ("beginning_basis", "beginning_stock_basis"))
    return sum(each for each in told if isinstance(each, int))


def balance_of(case: Case, *place: int) -> int:
    """What was owed on a loan at the start of the year."""
    owed = case.get(FACTS["beginning_balance"], place)
    return owed if isinstance(owed, int) else 0


def income_of(case: Case, *place: int) -> int:
    """This year's profits of an activity, as far as they are told."""
    boxes = ((BOX_BY_NAME[fact.name], value) for at, fact, value in case if at == place and fact.name in BOX_BY_NAME)
    return sum(value for box, value in boxes if box.main and isinstance(value, int) and value > 0)


WHOLE: dict[str, Callable[..., int]] = {"income": income_of, "loss": loss_of, "basis": basis_of, "balance": balance_of}


@st.composite
def households(draw: Draw, answered: bool = True) -> Household:
    """A household walked to its end; `answered` keeps to those that get an answer (not: out of scope)."""
    return walked(draw, Case(), answered, draw(one_of("none", *LEANINGS)))


@st.composite
def blurred(draw: Draw, most: int = 3) -> tuple[Household, Household]:
    """A household that is known in full, and the same with one to `most` facts unknown."""
    known = draw(households())
    read = [(place, FACTS[name]) for place, name in known.final.read if FACTS[name].kind != "text"]
    case = known.case
    for number in draw(st.tuples(*[st.integers(0, len(read) - 1)] * most)):
        place, fact = read[number]
        case = case.having(fact, place, UNKNOWN)
    return known, walked(draw, case, answered=True)


def walked(draw: Draw, case: Case, answered: bool, leaning: str = "none", bringing: bool = True) -> Household:
    """Every question of a case answered, to the end; `bringing` unasked facts too, as a file does."""
    asked, before = [], []
    while question := question_of(case):
        asked.append(question)
        before.append(case)
        answer = draw(answers(question.fact, question.place, case, leaning))
        case = case.having(question.fact, question.place, answer)
        case = brought(draw, case, question) if bringing else case
    household = Household(case, asked, before)
    assume(not answered or household.final.outcome is not None)
    return household


BROUGHT = {"tax_year": "modified_agi", "final_k1": "amount_at_risk"}
"""Facts that nobody asks for, each with the question it is brought after."""


def brought(draw: Draw, case: Case, question: Question) -> Case:
    """The case with what the owner brings unasked, one time in three."""
    if question.fact.name not in BROUGHT or draw(st.integers(0, 2)):
        return case
    fact = FACTS[BROUGHT[question.fact.name]]
    return case.having(fact, question.place, draw(answers(fact, question.place, case)))


def question_of(case: Case) -> Question | None:
    """The next question on facts that can be true together; not, say, of more repaid than was owed.

    The whole of `next_step` is needed for unknown facts only; without them one run says the same, sooner.
    """
    try:
        if any(value is UNKNOWN for _, _, value in case):
            return next_step(case).question
        stopped = try_out(case).stopped
        if stopped is None and shows_amt(case):
            stopped = try_out(case, amt=True).stopped
    except Contradiction:
        assume(False)
    if isinstance(stopped, MissingFact):
        return Question(stopped.fact, stopped.place, stopped.limit, stopped.rule)
    return None
