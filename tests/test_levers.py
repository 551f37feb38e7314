"""What would change the answer, from the law: each kind of fact, with its boundaries in threes.

What the first dollar and all of it take is told by the statute; that running the case shows it too:
tests/properties/test_levers.py.
"""

from decimal import Decimal
from typing import Any

import pytest

from k1chat.case import Case
from k1chat.facts import FACTS, UNKNOWN, Place
from k1chat.interview import next_step
from k1chat.levers import MOST_K1S, Lever, levers
from k1chat.outcome import Outcome
from k1chat.what_if import Change, compare
from k1chat.wording import as_text, explain
from tests.limits.household import case_of, idle, rental, works

CORPORATION: dict[str, Any] = {"entity": "s_corporation", "interest": None, "beginning_basis": None, "loan": []}
PAPERS = ("beginning_recourse", "beginning_qualified_nonrecourse", "beginning_nonrecourse")
PARTNERS_ALONE = (*PAPERS, *(name.replace("beginning", "ending") for name in PAPERS), "distributed_property_basis")


def corporation(**facts: Any) -> dict[str, Any]:
    """An S corporation its owner works in."""
    own = {**works(), **CORPORATION, "beginning_stock_basis": 0, **facts}
    return {key: value for key, value in own.items() if value is not None and key not in PARTNERS_ALONE}


def outcome_of(case: Case) -> Outcome:
    """The answer."""
    answer = next_step(case).answer
    assert answer, next_step(case).question
    return answer


def found(case: Case, kind: str, limit: str = "") -> Lever:
    """The one lever of a kind."""
    (lever,) = [each for each in levers(case, outcome_of(case)) if each.kind == kind and limit in ("", each.limit)]
    return lever


def kinds(case: Case) -> list[tuple[str, str]]:
    """The limit and the kind of every lever, in order."""
    return [(lever.limit, lever.kind) for lever in levers(case, outcome_of(case))]


def held(case: Case, limit: str, *changes: tuple[str, Any, Place]) -> int:
    """What a limit holds with changes, in dollars and cents as cents."""
    done = compare(case, [Change(FACTS[name], place, value) for name, value, place in changes]).then
    assert done
    return next(each.suspended.low for each in done.limits if each.limit == limit)


def told(case: Case) -> str:
    """The section of the explanation, on one line."""
    said = " ".join(as_text(explain(outcome_of(case), case)).split())
    _, _, section = said.partition("What would change it ------")
    return section.partition(" What is left at year end ")[0]


def dollars(*amounts: int) -> list[int]:
    """In cents."""
    return [amount * 100 for amount in amounts]


# Basis


def test_money_paid_in_frees_dollar_by_dollar_what_basis_holds() -> None:
    """IRC 722, 704(d): a loss of 50,000 on a basis of 10,000."""
    case = case_of(works(ordinary_business_income=-50_000, beginning_basis=10_000))
    lever = found(case, "contribution")
    assert (lever.first.value, lever.whole.value, lever.whole.counts) == (100, 40_000_00, 40_000_00)
    paid = [held(case, "basis", ("contributions", cents, (0,))) for cents in dollars(39_999, 40_000, 40_001)]
    assert paid == dollars(1, 0, 0)


def test_money_paid_out_beyond_basis_takes_the_first_dollars_paid_in() -> None:
    """IRC 731(a)(1), 733: basis 10,000 and 15,000 paid out: the first 5,000 paid in only lower the gain."""
    case = case_of(works(ordinary_business_income=-20_000, beginning_basis=10_000, distributions=15_000))
    lever = found(case, "contribution")
    assert (lever.first.by, lever.whole.by) == (5_001_00, 25_000_00)
    paid = [held(case, "basis", ("contributions", cents, (0,))) for cents in dollars(5_000, 5_001, 5_002)]
    assert paid == dollars(20_000, 19_999, 19_998)


def test_a_loan_of_a_shareholder_is_not_used_up_by_distributions() -> None:
    """IRC 1368(b): distributions are measured by stock basis alone; 1366(d)(1)(B): losses use debt basis too."""
    case = case_of(corporation(ordinary_business_income=-10_000, distributions=5_000))
    paid_in, lent = found(case, "contribution"), found(case, "direct_loan")
    assert (paid_in.first.by, paid_in.whole.by) == (5_001_00, 15_000_00)
    assert (lent.first.by, lent.whole.by) == (100, 10_000_00)
    assert kinds(case)[0] == ("basis", "direct_loan")


def test_a_loan_is_added_to_those_there_are() -> None:
    own = {"beginning_balance": 4_000, "beginning_debt_basis": 1_000, "new_advances": 0, "repayments": 0}
    lever = found(case_of(corporation(ordinary_business_income=-10_000, loan=[own])), "direct_loan")
    assert lever.whole.by == 9_000_00
    assert {change.place for change in lever.whole.changes if change.fact.scope == "loan"} == {(0, 1)}


def test_a_partner_has_no_direct_loan_and_a_shareholder_no_guarantee() -> None:
    partner = case_of(works(ordinary_business_income=-50_000, beginning_basis=10_000))
    shareholder = case_of(
        corporation(ordinary_business_income=-9_000, protected_against_loss=2_000, contributions=9_000)
    )
    assert ("basis", "direct_loan") not in kinds(partner)
    assert [kind for _, kind in kinds(shareholder)] == ["protection", "contribution"]


def test_what_is_lost_with_the_interest_has_no_lever() -> None:
    """Sennett, 80 T.C. 825: what basis still holds when the share has ended is nobody's any more."""
    ended = works(ordinary_business_income=-50_000, beginning_basis=10_000, final_k1=True, sold_entire_interest=None)
    ended |= {"how_interest_ended": "sold", "sale_price": 1_000, "buyer_related": False}
    case = case_of({key: value for key, value in ended.items() if value is not None})
    assert outcome_of(case).limits[0].suspended.low == 40_000_00
    assert kinds(case) == []


def test_a_given_amount_at_risk_rises_with_own_money_paid_in() -> None:
    """IRC 465(b)(1)(A): else the at-risk limit would be said to hold what is really free."""
    case = case_of(works(ordinary_business_income=-50_000, beginning_basis=10_000, amount_at_risk=10_000))
    assert found(case, "contribution").whole.counts == 40_000_00


# At risk


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("guarantee", {"ending_nonrecourse": 30_000, "beginning_nonrecourse": 30_000}),
        ("protection", {"protected_against_loss": 30_000}),
        ("lender", {"borrowed_from_interested_person": 30_000}),
        ("contribution", {"protected_against_loss": 30_000}),
    ],
)
def test_what_is_not_at_risk_can_come_to_be(kind: str, facts: dict[str, Any]) -> None:
    """IRC 465(b)(2), (3), (4): of a basis of 50,000, 30,000 is not at risk, so 10,000 of a loss of 30,000 waits."""
    case = case_of(works(ordinary_business_income=-30_000, beginning_basis=50_000, **facts))
    lever = found(case, kind)
    assert (lever.limit, lever.first.by, lever.whole.by, lever.whole.counts) == (
        "at_risk",
        100,
        *dollars(10_000, 10_000),
    )
    done = lever.whole.changes[0]
    sign = -1 if kind in ("protection", "lender") else 1
    left = [held(case, "at_risk", (done.fact.name, done.value + sign * by, (0,))) for by in dollars(-1, 0, 1)]
    assert left == dollars(1, 0, 0)


def test_what_can_free_only_a_part_says_so() -> None:
    """3,000 is protected and 2,000 lent by a co-owner: an end of the protection frees 3,000 of the 5,000 held."""
    facts = {"protected_against_loss": 3_000, "borrowed_from_interested_person": 2_000}
    case = case_of(works(ordinary_business_income=-10_000, beginning_basis=10_000, **facts))
    lever = found(case, "protection")
    assert [lever.held, lever.first.by, lever.whole.by, lever.whole.freed] == dollars(5_000, 1, 3_000, 3_000)
    assert lever.whole.value == 0
    assert [kind for _, kind in kinds(case)] == ["contribution", "protection", "lender"]
    assert "frees $3,000 of the $5,000" in told(case)


def test_where_basis_holds_too_money_paid_in_frees_at_risk_after_it() -> None:
    """10,000 is held by basis and 5,000 at risk: 15,000 paid in for all."""
    case = case_of(works(ordinary_business_income=-30_000, beginning_basis=20_000, protected_against_loss=5_000))
    assert found(case, "contribution", "basis").whole.by == 10_000_00
    lever = found(case, "contribution", "at_risk")
    assert (lever.first.by, lever.whole.by) == (10_001_00, 15_000_00)


# Hours, at the passive limit


def business(**facts: Any) -> dict[str, Any]:
    """A member-managed LLC that loses 10,000: 10 hours, somebody else works 900."""
    others = {"most_hours_by_another": 900, "total_hours_by_others": 900, "may_manage": True, "paid_manager": True}
    own = {"interest": "llc_member", "ordinary_business_income": -10_000, "hours": 10}
    return idle(**{**own, **others, **facts})


@pytest.mark.parametrize(
    ("facts", "hours", "test"),
    [
        ({}, 501, "test_1"),
        ({"spouse_hours": 150}, 351, "test_1"),
        ({"spouse_hours": Decimal("150.5")}, 350, "test_1"),
        ({"most_hours_by_another": 300}, 300, "test_3"),
        ({"most_hours_by_another": 300, "spouse_hours": 40}, 260, "test_3"),
        ({"most_hours_by_another": 60}, 101, "test_3"),
        ({"most_hours_by_another": 0, "total_hours_by_others": 0, "hours": 0}, 1, "test_2"),
    ],
)
def test_the_fewest_hours_that_meet_a_test(facts: dict[str, Any], hours: int, test: str) -> None:
    """Temp. Reg. 1.469-5T(a)(1), (2), (3); IRC 469(h)(5): a spouse's hours count as one's own."""
    case = case_of(business(**facts))
    lever = found(case, "hours")
    assert (lever.whole.value, lever.test, lever.whole.freed) == (hours, test, 10_000_00)
    left = [held(case, "passive", ("hours", Decimal(hours + by), (0, 0))) for by in (-1, 0, 1)]
    assert left == dollars(10_000, 0, 0)


def test_a_limited_partner_needs_more_than_500_hours_whatever_others_work() -> None:
    """Temp. Reg. 1.469-5T(e)(2): of the tests of this year's hours, the first alone."""
    case = case_of(business(interest="limited_partner", most_hours_by_another=60))
    lever = found(case, "hours")
    assert (lever.whole.value, lever.test) == (501, "test_1")
    assert "501 hours of work in Idle instead of 10" in told(case)


def test_businesses_of_more_than_100_hours_count_together() -> None:
    """Temp. Reg. 1.469-5T(a)(4), (c): 300 hours in the one, so more than 200 in the other."""
    one, two = business(name="One", hours=150), business(name="Two", hours=300)
    case = case_of(one, two)
    lever = next(each for each in levers(case, outcome_of(case)) if each.kind == "hours" and each.place == (0, 0))
    assert (lever.whole.value, lever.test) == (201, "test_4")
    left = [held(case, "passive", ("hours", Decimal(hours), (0, 0))) for hours in (200, 201, 202)]
    assert left == dollars(20_000, 0, 0)


def test_hours_free_this_years_loss_and_not_that_of_earlier_years() -> None:
    """IRC 469(f)(1): an earlier passive loss meets what the business earns, or waits on."""
    lever = found(case_of(business(suspended_passive_loss=7_000)), "hours")
    assert (lever.held, lever.whole.freed, lever.frees_all) == (17_000_00, 10_000_00, False)


def test_hours_do_not_free_the_loss_of_a_rental() -> None:
    """IRC 469(c)(2): a rental is passive whatever the hours."""
    case = case_of(rental(hours=10), modified_agi=200_000)
    assert "hours" not in [kind for _, kind in kinds(case)]


@pytest.mark.parametrize(("all_work", "hours"), [(180, 751), (830, 751), (831, 752), (2080, 2001)])
def test_a_rental_is_not_passive_for_a_professional_who_works_in_it(all_work: int, hours: int) -> None:
    """IRC 469(c)(7)(B): more than 750 hours, and more than half of all work; 80 hours are in real estate now."""
    case = case_of(rental(hours=10, total_work_hours=all_work, spouse_hours=0), modified_agi=200_000)
    lever = found(case, "professional")
    assert (lever.whole.value, lever.couple, lever.whole.freed) == (hours, 501, 20_000_00)
    for by, left in ((-1, 20_000_00), (0, 0), (1, 0)):
        own = [("real_property_hours", Decimal(hours + by)), ("total_work_hours", Decimal(all_work - 80 + hours + by))]
        changes = [(name, value, (0, 0)) for name, value in [*own, ("hours", Decimal(501))]]
        assert held(case, "passive", *changes) == left


def test_a_professional_works_in_the_rental_too() -> None:
    """Reg. 1.469-9(e)(1): more than 500 hours in it, or another test; who is one already needs no more than that."""
    own = {"hours": 10, "spouse_hours": 0, "most_hours_by_another": 900, "total_hours_by_others": 900}
    own |= {"years_materially_participated_of_last_10": 0, "may_manage": True}
    professional = {"real_property_hours": 1500, "total_work_hours": 1600, "approves_tenants_and_terms": "yes"}
    case = case_of(rental(**own, **professional), modified_agi=200_000, elects_rentals_as_one=False)
    lever = found(case, "hours")
    assert (lever.whole.value, lever.test, lever.whole.freed) == (501, "test_1", 20_000_00)
    left = [held(case, "passive", ("hours", Decimal(hours), (0, 0))) for hours in (500, 501, 502)]
    assert left == dollars(20_000, 0, 0)


def test_hours_of_others_that_nobody_told_are_said_to_matter() -> None:
    """At most 100 hours: nobody was asked what the others worked, so only the first test is sure."""
    own = business()
    del own["most_hours_by_another"]
    case = case_of(own)
    assert found(case, "hours").less == "others"
    assert "From 101 hours on it may come free sooner: it turns on the hours of others" in told(case)
    assert "500 hours free nothing" not in told(case)


# Passive: income, modified AGI, a sale


def test_passive_income_from_elsewhere_frees_dollar_by_dollar() -> None:
    """IRC 469(d)(1)."""
    case = case_of(business(), other_passive_income=2_000)
    lever = found(case, "passive_income")
    assert (lever.now, lever.first.value, lever.whole.value) == (2_000_00, 2_001_00, 10_000_00)
    left = [held(case, "passive", ("other_passive_income", cents, ())) for cents in dollars(9_999, 10_000, 10_001)]
    assert left == dollars(1, 0, 0)
    assert "does not reduce the tax on your wages" in told(case)


def test_passive_income_meets_a_passive_loss_elsewhere_first() -> None:
    """What is told of elsewhere is net: 10,000 of income there only covers the loss there."""
    lever = found(case_of(business(), other_passive_income=-10_000), "passive_income")
    assert (lever.first.by, lever.whole.by) == (10_001_00, 20_000_00)


def test_income_of_the_same_publicly_traded_partnership_alone_uses_its_loss() -> None:
    """IRC 469(k)(1)."""
    case = case_of(business(publicly_traded=True), other_passive_income=0)
    assert [kind for _, kind in kinds(case)] == ["hours", "traded_income", "full_sale"]
    lever = found(case, "traded_income")
    assert (lever.first.by, lever.whole.by, lever.whole.counts) == (100, 10_000_00, 10_000_00)


@pytest.mark.parametrize(("agi", "first"), [(120_000, 119_998), (150_000, 149_998), (200_000, 149_998)])
def test_a_lower_modified_agi_lets_the_rental_allowance_cover_more(agi: int, first: int) -> None:
    """IRC 469(i)(2), (3): 25,000 less half of what goes beyond 100,000; for a loss of 20,000, 110,000 or less."""
    case = case_of(rental(), modified_agi=agi)
    lever = found(case, "modified_agi")
    assert (lever.first.value, lever.whole.value, lever.frees_all) == (first * 100, 110_000_00, True)
    left = [held(case, "passive", ("modified_agi", cents, ())) for cents in dollars(109_998, 110_000, 110_002)]
    assert left == dollars(0, 0, 1)


def test_the_allowance_never_covers_more_than_25_000() -> None:
    """IRC 469(i)(2)."""
    case = case_of(rental(net_rental_real_estate_income=-40_000), modified_agi=120_000)
    lever = found(case, "modified_agi")
    assert (lever.whole.value, lever.whole.freed, lever.held) == tuple(dollars(100_000, 10_000, 25_000))


def test_a_sale_frees_all_and_says_what_is_lost_with_it() -> None:
    """IRC 469(g)(1)(A); what basis holds ends with the interest (Sennett)."""
    case = case_of(business(beginning_basis=4_000))
    lever = found(case, "full_sale")
    assert (lever.whole.freed, lever.whole.counts, lever.lost) == tuple(dollars(4_000, 4_000, 6_000))
    assert [change.fact.name for change in lever.whole.changes][:4] == [
        "final_k1",
        "sold_entire_interest",
        "fully_taxable_sale",
        "buyer_related",
    ]


def test_what_was_sold_to_someone_related_cannot_be_sold_again() -> None:
    """IRC 469(g)(1)(B)."""
    sold = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": True, "gain_on_sale": 0}
    assert "full_sale" not in [kind for _, kind in kinds(case_of(business(final_k1=True, **sold)))]


# Excess business loss


def test_an_excess_business_loss_is_a_net_operating_loss_next_year() -> None:
    """IRC 461(l)(2), (3): 626,000 on a joint return of 2025; wages are no business income."""
    case = case_of(works(ordinary_business_income=-700_000), wages=900_000)
    assert kinds(case) == [
        ("excess_business_loss", "business_income"),
        ("excess_business_loss", "net_operating_loss"),
    ]
    assert found(case, "net_operating_loss").held == 74_000_00
    left = [
        held(case, "excess_business_loss", ("other_business_income", cents, ()))
        for cents in dollars(73_999, 74_000, 74_001)
    ]
    assert left == dollars(1, 0, 0)
    assert "next year the $74,000 is a net operating loss" in told(case)


# What is not known


def test_where_a_fact_decides_what_is_held_finding_it_out_is_the_lever() -> None:
    case = case_of(works(ordinary_business_income=-50_000, beginning_basis="unknown"))
    (lever,) = levers(case, outcome_of(case))
    assert (lever.limit, lever.kind) == ("basis", "find_out")
    assert "it holds between $0 and $50,000. How much, turns on what you do not know" in told(case)
    assert "Basis at the start of the year" in told(case)


def test_a_lever_stands_beside_unknown_facts_where_it_holds_whatever_they_are() -> None:
    """Basis holds 40,000 whatever the hours; how much then counts turns on them."""
    case = case_of(business(ordinary_business_income=-50_000, beginning_basis=10_000, hours="unknown"))
    lever = found(case, "contribution")
    assert (lever.whole.freed, lever.whole.counts) == (40_000_00, None)
    assert ("passive", "find_out") in kinds(case)


def test_a_later_question_is_named_where_what_comes_free_turns_on_it() -> None:
    """All is held by basis, so nobody was asked about the later limits."""
    own = works(ordinary_business_income=-50_000, beginning_basis=0, protected_against_loss=None)
    case = case_of({key: value for key, value in own.items() if value is not None})
    lever = found(case, "contribution")
    assert lever.whole.freed == 50_000_00
    assert lever.whole.counts is None
    assert lever.whole.turns_on
    assert lever.whole.turns_on.fact is FACTS["protected_against_loss"]
    assert "Between $0 and $50,000 of it then counts this year; that turns on one more fact: protected" in told(case)


# As told


def test_nothing_is_said_where_nothing_is_held() -> None:
    case = case_of(works(ordinary_business_income=-50_000))
    assert levers(case, outcome_of(case)) == ()
    assert "What would change it" not in explain(outcome_of(case), case)


def test_the_ways_of_several_limits_are_told_together_and_when_they_had_to_be() -> None:
    case = case_of(business(ordinary_business_income=-50_000, beginning_basis=10_000))
    said = told(case)
    assert "it must be so by December 31, 2025. After that it is for a later year." in said
    assert "$40,000 more of your own money, paid in to Idle as an owner, frees all $40,000, dollar by dollar" in said
    assert "But no more counts this year: the passive limit then holds it." in said
    assert "All together: with the first of these for each limit, $50,000 more counts this year." in said


def test_at_most_two_ways_are_told_for_a_limit() -> None:
    case = case_of(*(business(name=f"Number {number}") for number in range(5)))
    assert told(case).count("Passive limit:") == 2


def test_what_frees_most_for_least_comes_first() -> None:
    case = case_of(business())
    assert kinds(case) == [("passive", "hours"), ("passive", "passive_income"), ("passive", "full_sale")]


def test_with_very_many_k1s_nothing_is_looked_for() -> None:
    many = [business(name=f"Number {number}") for number in range(MOST_K1S + 1)]
    case = case_of(*many)
    assert levers(case, outcome_of(case)) == ()
    assert levers(case_of(*many[:-1]), outcome_of(case_of(*many[:-1])))


def test_names_do_nothing_in_markdown() -> None:
    case = case_of(business(name="*Star*"))
    assert r"work in \*Star\* instead" in explain(outcome_of(case), case)


def test_an_unknown_that_cannot_matter_leaves_every_lever() -> None:
    """Basis is enough, whatever tax-exempt income adds to it."""
    case = case_of(business())
    blurred = case.having(FACTS["tax_exempt_income"], (0,), UNKNOWN)
    assert levers(blurred, outcome_of(blurred)) == levers(case, outcome_of(case))
