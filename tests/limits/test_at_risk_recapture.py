"""Recapture of a negative amount at risk (IRC 465(e)): the cap, the income, next year's deduction. Whole dollars."""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, IDLE, PARTNER, idle, rental, told, works
from tests.limits.test_basis_entry import corporation
from tests.properties.test_unknown import assert_holds
from tests.scenarios.scenario import answer, figure, verdict


def below(amount: int, earlier: int | str, **facts: Any) -> dict[str, Any]:
    """A business worked in whose amount at risk is so far below zero at year end."""
    box = {"ordinary_business_income": 0, **facts}
    return works(amount_at_risk=-amount, earlier_losses_at_risk=earlier, **box)


def carried(outcome: Outcome, name: str = "Works") -> Any:
    return figure(outcome, f"carried forward as suspended at risk loss, {name}")


@pytest.mark.parametrize(
    ("earlier", "back", "left"), [(0, 0, -100), (60, 60, -40), (99, 99, -1), (100, 100, 0), (101, 100, 0)]
)
def test_the_cap(earlier: int, back: int, left: int) -> None:
    """IRC 465(e)(2): no more than the losses allowed before less what came back; what is left stays below zero."""
    outcome = told(below(100, earlier))
    assert figure(outcome, "recapture, Works") == back
    assert carried(outcome) == back
    assert figure(outcome, "closing amount at risk, Works") == left


def test_not_netted_with_the_loss_of_the_year() -> None:
    """IRC 465(d): income is determined without the recapture, so it frees nothing of this year's or a held loss."""
    outcome = told(below(100, 500, ordinary_business_income=-300, suspended_at_risk_loss=50))
    assert figure(outcome, "recapture, Works") == 100
    assert figure(outcome, "at risk allowed") == 0
    assert figure(outcome, "at risk suspended") == 350
    assert carried(outcome) == 450  # 350 held, and 100 that came back (465(e)(1)(B))
    assert figure(outcome, "closing amount at risk, Works") == 0


@pytest.mark.parametrize(("debt", "back"), [(9_999, 0), (10_000, 0), (10_001, 1), (12_000, 2_000)])
def test_figured_from_basis(debt: int, back: int) -> None:
    """IRC 465(b)(6), (e)(1): debts nobody owes personally beyond basis; the loss of the year is held whole then."""
    debts = {"beginning_nonrecourse": debt, "ending_nonrecourse": debt}
    facts = {"earlier_losses_at_risk": 9_000} if back else {}
    outcome = told(works(ordinary_business_income=-10_000, beginning_basis=10_000, **debts, **facts))
    assert figure(outcome, "recapture, Works") == back
    assert figure(outcome, "at risk allowed") == max(0, 10_000 - debt)


def test_all_that_is_not_at_risk_counts() -> None:
    """IRC 465(b)(3), (4), (6): debts of 10,000 beyond a basis of 9,000, protection of 500 and a loan of 300."""
    debts = {"beginning_nonrecourse": 10_000, "ending_nonrecourse": 10_000}
    facts = {"protected_against_loss": 500, "borrowed_from_interested_person": 300, "earlier_losses_at_risk": 9_000}
    for loss in (0, -10_000):
        outcome = told(works(ordinary_business_income=loss, beginning_basis=9_000, **debts, **facts))
        assert figure(outcome, "recapture, Works") == 1_800


@pytest.mark.parametrize(("given", "back"), [(-5_001, 5_001), (-1, 1), (0, 0)])
def test_income_covers_its_own_part_of_the_loss(given: int, back: int) -> None:
    """IRC 465(d): of 8,000 the 5,000 of income are covered; year-end amount is what was brought, before this year."""
    boxes = {"ordinary_business_income": -8_000, "net_section_1231_gain": 5_000}
    outcome = told(works(amount_at_risk=given, earlier_losses_at_risk=9_000, **boxes))
    assert figure(outcome, "recapture, Works") == back
    assert figure(outcome, "at risk allowed") == 5_000


@pytest.mark.parametrize(("given", "back"), [(-1_001, 1), (-1_000, 0), (-999, 0)])
def test_income_beyond_the_loss_lifts_the_amount(given: int, back: int) -> None:
    """IRC 465(e)(1): 5,000 of income less 4,000 of loss adds 1,000 before the close of the year."""
    boxes = {"ordinary_business_income": -4_000, "net_section_1231_gain": 5_000}
    outcome = told(works(amount_at_risk=given, earlier_losses_at_risk=9_000, **boxes))
    assert figure(outcome, "recapture, Works") == back
    assert figure(outcome, "at risk allowed") == 4_000


def test_it_raises_no_basis() -> None:
    """IRC 705(a), 733: the inclusion is no item of the partnership."""
    debts = {"beginning_nonrecourse": 12_000, "ending_nonrecourse": 12_000}
    outcome = told(works(ordinary_business_income=0, beginning_basis=10_000, earlier_losses_at_risk=9_000, **debts))
    assert figure(outcome, "closing outside basis, Works") == 10_000


def test_next_year_it_is_a_deduction_up_to_what_is_put_in() -> None:
    """IRC 465(e)(1)(B), (a)(1), (b)(5): three years in a row.

    Year 1: 12,000 of basis, 10,000 of it recourse debt; a loss of 8,000 passes. Year 2: the debt turns nonrecourse, so
    4,000 of basis less 10,000 is 6,000 below zero, all of which comes back. Year 3: 5,000 are paid in; 5,000 of the
    6,000 pass and 1,000 wait. Basis never takes the deduction twice.
    """
    recourse = {"beginning_recourse": 10_000, "ending_recourse": 10_000}
    first = told(works(beginning_basis=12_000, ordinary_business_income=-8_000, **recourse))
    assert figure(first, "at risk allowed") == 8_000
    assert figure(first, "closing outside basis, Works") == 4_000
    turned = {"beginning_recourse": 10_000, "ending_nonrecourse": 10_000}
    second = told(works(beginning_basis=4_000, ordinary_business_income=0, earlier_losses_at_risk=8_000, **turned))
    assert figure(second, "recapture, Works") == 6_000
    assert figure(second, "closing outside basis, Works") == 4_000
    assert figure(second, "closing amount at risk, Works") == 0
    nonrecourse = {"beginning_nonrecourse": 10_000, "ending_nonrecourse": 10_000}
    third = told(
        works(
            beginning_basis=4_000,
            contributions=5_000,
            ordinary_business_income=0,
            suspended_at_risk_loss=figure(second, "carried forward as suspended at risk loss, Works"),
            **nonrecourse,
        )
    )
    assert figure(third, "at risk allowed") == 5_000
    assert carried(third) == 1_000
    assert figure(third, "closing outside basis, Works") == 9_000
    assert figure(third, "closing amount at risk, Works") == 0
    assert figure(third, "recapture, Works") == 0


# The limits that follow


def test_it_is_passive_income_of_a_passive_business() -> None:
    """IRC 465(e)(1)(A), 469(d)(1): income of the activity, so it frees passive losses of another."""
    lost = idle(name="Other", ordinary_business_income=-5_000)
    back = {**below(2_000, 9_000), **IDLE, "name": "Back"}
    outcome = told(back, lost)
    assert figure(outcome, "passive allowed, Other") == 2_000
    assert figure(outcome, "against passive income") == 2_000
    assert figure(told({**back, "amount_at_risk": 0}, lost), "passive allowed, Other") == 0


def test_it_frees_a_passive_loss_of_its_own_activity() -> None:
    """IRC 469(b), (d)(1): the activity's own loss of earlier years meets the income."""
    outcome = told({**below(2_000, 9_000), **IDLE, "suspended_passive_loss": 5_000})
    assert figure(outcome, "passive allowed") == 2_000
    assert figure(outcome, "passive suspended") == 3_000


def test_of_a_business_worked_in_it_is_no_passive_income() -> None:
    """IRC 469(d)(1): income of a business its owner works in covers no passive loss."""
    outcome = told(below(2_000, 9_000), idle(name="Other", ordinary_business_income=-5_000))
    assert figure(outcome, "passive allowed, Other") == 0


@pytest.mark.parametrize(("back", "agi"), [(0, 100_000), (1, 100_001), (2_000, 102_000)])
def test_it_is_in_modified_agi_where_it_is_not_passive(back: int, agi: int) -> None:
    """IRC 469(i)(3)(E): gross income outside the passive rules; every two dollars take one of the allowance."""
    outcome = told(below(back, 9_000), rental(), wages=100_000)
    assert figure(outcome, "line modified agi") == agi
    assert figure(outcome, "line allowance") == 25_000 - back / 2


def test_passive_it_is_not_in_modified_agi() -> None:
    """IRC 469(i)(3)(E)(iv) and Form 8582: passive income stands on that form."""
    outcome = told({**below(2_000, 9_000), **IDLE}, rental(), wages=100_000)
    assert figure(outcome, "line modified agi") == 100_000
    assert figure(outcome, "against passive income") == 2_000


@pytest.mark.parametrize(("back", "excess"), [(0, 4_000), (1, 3_999), (4_000, 0), (5_000, 0)])
def test_it_is_business_income_at_limit_4(back: int, excess: int) -> None:
    """IRC 461(l)(3)(A)(ii): gross income of a business; 2025, joint return: 626,000."""
    outcome = told(below(back, 9_000), works(name="Loser", ordinary_business_income=-630_000), tax_year=2025)
    assert figure(outcome, "excess business loss") == excess


def test_of_investments_it_is_no_business_income() -> None:
    """IRC 461(l)(3)(A)(ii), 469(e)(1): investments alone are no business."""
    fund = {
        name: value for name, value in below(4_000, 9_000).items() if name not in ("kind", "ordinary_business_income")
    }
    outcome = told(
        {**fund, "interest_income": 10}, works(name="Loser", ordinary_business_income=-630_000), tax_year=2025
    )
    assert figure(outcome, "recapture, Works") == 3_990  # the interest of the year lifts the amount by 10
    assert figure(outcome, "excess business loss") == 4_000


# Several activities


def test_activities_that_count_as_one_share_it_by_their_earlier_losses() -> None:
    """IRC 465(c)(3)(B), (e)(1): each activity's deduction next year; no rule divides it, so in proportion."""
    own = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss", "sold_entire_interest", "kind")
    each = {"hours": 600, "ordinary_business_income": 0, **{name: PARTNER[name] for name in own}}
    k1 = {name: value for name, value in PARTNER.items() if name not in each}
    activities = [
        {"name": "First", "earlier_losses_at_risk": 600, **each},
        {"name": "Second", "earlier_losses_at_risk": 300, **each},
    ]
    outcome = told({**k1, "name": "Works", "amount_at_risk": -90, "activity": activities})
    assert figure(outcome, "recapture, Works") == 90
    assert carried(outcome, "First") == 60
    assert carried(outcome, "Second") == 30


@pytest.mark.parametrize(
    ("boxes", "character"),
    [
        ({"ordinary_business_income": 0}, "ordinary"),
        ({"net_rental_real_estate_income": 0, "kind": "rental_real_estate"}, "rental_real_estate"),
        ({"k1_long_term_capital_gain": 0}, "other"),
    ],
)
def test_the_kind_of_the_deduction_next_year(boxes: dict[str, Any], character: str) -> None:
    """IRC 465(e)(1)(B): a deduction allocable to the activity; never a capital loss."""
    k1 = {name: value for name, value in below(100, 500).items() if name != "ordinary_business_income"}
    assert {row.character for row in told({**k1, **boxes}).carryforwards} == {character}


# What is not known


def test_an_amount_that_only_may_be_below_zero_is_not_asked_about() -> None:
    """Only unknown amounts may bring it below zero: nobody is asked of earlier losses, and none are left out."""
    k1 = works(ordinary_business_income=-10_000, beginning_basis=10_000, protected_against_loss="unknown")
    outcome = told(k1)
    assert outcome.out_of_scope_if == ()
    assert [(each.fact, each.matters) for each in outcome.unknowns] == [
        ("protected_against_loss", True),
        ("earlier_losses_at_risk", True),
    ]
    (gain,) = outcome.gains
    assert (gain.what, gain.amount.low, gain.amount.high) == ("at_risk_recapture", 0, None)


UNSURE: list[dict[str, Any]] = [
    {"protected_against_loss": "unknown"},
    {"amount_at_risk": "unknown"},
    {"beginning_basis": "unknown", "beginning_nonrecourse": 6_000, "ending_nonrecourse": 6_000},
    {"distributions": "unknown", "beginning_nonrecourse": 6_000, "ending_nonrecourse": 6_000},
    {"ending_nonrecourse": "unknown", "distributions": 14_000},
]


def truths(unsure: dict[str, Any]) -> list[dict[str, Any]]:
    """What the unknown amount may be, around the edge and far off, with earlier losses of each size."""
    (name,) = (name for name, value in unsure.items() if value == "unknown")
    amounts = [-20_000, -3_000, 0, 4_000] if name == "amount_at_risk" else [0, 4_000, 9_999, 10_001, 12_000, 40_000]
    each = ((amount, earlier) for amount in amounts for earlier in (0, 3_000, 90_000))
    return [{**unsure, name: amount, "earlier_losses_at_risk": earlier} for amount, earlier in each]


@pytest.mark.parametrize("unsure", UNSURE, ids=lambda unsure: next(iter(unsure)))
@pytest.mark.parametrize("loss", [0, -10_000])
@pytest.mark.parametrize("budget", [600, 1])
def test_the_range_holds_what_comes_back_too(
    unsure: dict[str, Any], loss: int, budget: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """465(e)(1), 469(d)(1), (i)(3)(E): beside a passive loss and a rental's allowance; within any budget of runs."""
    lost = idle(name="Other", ordinary_business_income=-5_000)
    let = rental(name="Let", net_rental_real_estate_income=-20_000)
    for own in (idle, works):
        k1 = own(
            **{"ordinary_business_income": loss, "beginning_basis": 10_000, "suspended_passive_loss": 700, **unsure}
        )
        monkeypatch.setattr("k1chat.unknowns.BUDGET", budget)
        wide = told(k1, lost, let, wages=110_000)
        assert "at_risk_recapture" not in wide.out_of_scope_if
        monkeypatch.setattr("k1chat.unknowns.BUDGET", 600)
        for truth in truths(unsure):
            assert_holds(wide, told({**k1, **truth}, lost, let, wages=110_000))


@pytest.mark.parametrize("debt", [7_999, 8_000, 8_001, 10_000])
@pytest.mark.parametrize("guaranteed", [0, 2_000, 10_000])
def test_what_is_told_not_to_be_at_risk_counts_below_zero_too(debt: int, guaranteed: int) -> None:
    """465(b)(3), (4), (6): distributions may take all basis; 3,000 protected and 500 borrowed lower what is left."""
    debts = {"beginning_nonrecourse": debt, "ending_nonrecourse": debt}
    facts = {"protected_against_loss": 3_000, "borrowed_from_interested_person": 500, "suspended_at_risk_loss": 8_000}
    if guaranteed:
        facts["guaranteed_without_reimbursement"] = guaranteed
    k1 = works(ordinary_business_income=0, beginning_basis=10_000, **debts, **facts)
    wide = told({**k1, "distributions": "unknown"})
    for paid in (0, 12_000, 20_000):
        assert_holds(wide, told({**k1, "distributions": paid, "earlier_losses_at_risk": 90_000}))


def test_who_told_of_the_earlier_losses_of_one_activity_is_not_asked_for_anothers() -> None:
    """465(e): the amount at risk is not known, so whether anything comes back is not either."""
    own = ("kind", "hours", "sold_entire_interest", "suspended_basis_loss", "suspended_at_risk_loss")
    k1 = works(amount_at_risk="unknown")
    each = {name: k1.pop(name) for name in (*own, "suspended_passive_loss")}
    first = {**each, "name": "First", "ordinary_business_income": -5_000, "earlier_losses_at_risk": 3_000}
    second = {**each, "name": "Second", "ordinary_business_income": -4_000}
    (gain,) = told({**k1, "activity": [first, second]}).gains
    assert (gain.what, gain.amount.low, gain.amount.high) == ("at_risk_recapture", 0, None)


def test_with_the_earlier_losses_told_the_range_holds_all() -> None:
    """From no recapture to all of it, and the other business's loss with it; nothing is out of scope."""
    k1 = idle(ordinary_business_income=-10_000, beginning_basis=10_000, protected_against_loss="unknown")
    lost = idle(name="Other", ordinary_business_income=-5_000)
    outcome = told({**k1, "earlier_losses_at_risk": 3_000}, lost)
    assert outcome.out_of_scope_if == ()
    assert figure(outcome, "recapture, Idle") == [(0, 3_000)]
    assert figure(outcome, "passive allowed, Other") == [(0, 5_000)]
    for protected in (0, 10_000, 11_000, 20_000):
        exact = told({**k1, "protected_against_loss": protected, "earlier_losses_at_risk": 3_000}, lost)
        low, high = figure(outcome, "deductible")
        assert low <= figure(exact, "deductible") <= high


def test_earlier_losses_that_are_not_known() -> None:
    """From nothing to all that is below zero."""
    outcome = told(below(100, "unknown"))
    assert figure(outcome, "recapture, Works") == [(0, 100)]
    assert carried(outcome) == [(0, 100)]
    assert figure(outcome, "closing amount at risk, Works") == (-100, 0)
    assert [(each.fact, each.matters) for each in outcome.unknowns] == [("earlier_losses_at_risk", True)]


def test_it_is_asked_only_where_it_counts() -> None:
    """A household with an amount at risk of zero or more is not asked of earlier years."""
    for given, says in ((-1, "missing: earlier_losses_at_risk"), (0, "answered")):
        case = {**HOUSEHOLD, "k1": [works(ordinary_business_income=0, amount_at_risk=given)]}
        assert verdict(answer(case)) == says


def test_the_lines_tell_how_it_came_about() -> None:
    """IRC 465(e)(2): what is below zero, what may come back, what does."""
    outcome = told(below(100, 60))
    assert figure(outcome, "line amount at risk below zero") == -100
    assert figure(outcome, "line earlier losses at risk") == 60
    assert figure(outcome, "line at risk recapture") == 60


SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}


@pytest.mark.parametrize(("gain", "back", "left"), [(0, 100, 0), (99, 1, 0), (100, 0, 0), (101, 0, 0)])
def test_a_gain_on_the_sale_lifts_the_amount_before_anything_comes_back(gain: int, back: int, left: int) -> None:
    """Prop. Reg. 1.465-66(a), 465(e)(1): 100 below zero; the gain is income of the activity, counted once."""
    outcome = told(below(100, 500, gain_on_sale=gain, **SOLD))
    assert figure(outcome, "recapture, Works") == back
    assert figure(outcome, "gain on sale, Works") == gain
    assert figure(outcome, "closing amount at risk, Works") == left


@pytest.mark.parametrize(("gain", "passes", "back"), [(0, 0, 100), (200, 200, 100), (300, 300, 100), (350, 300, 50)])
def test_the_gain_is_income_of_the_year(gain: int, passes: int, back: int) -> None:
    """465(d): a loss of 300 is a loss only beyond the gain of the year; what is below zero comes back as before."""
    outcome = told(below(100, 500, ordinary_business_income=-300, gain_on_sale=gain, **SOLD))
    assert figure(outcome, "at risk allowed") == passes
    assert figure(outcome, "recapture, Works") == back
    assert figure(outcome, "at risk suspended") == 300 - passes


def test_form_6198_part_iii_and_a_gain() -> None:
    """Form 6198 lines 5, 20: 2,000 in detail, more than the 1,000 of basis at risk; with the gain of 500, 2,500."""
    debts = {"beginning_nonrecourse": 9_000, "ending_nonrecourse": 9_000, "beginning_basis": 10_000}
    detail = {"amount_at_risk_last_year": 1_500, "at_risk_increases": 700, "at_risk_decreases": 200}
    sold = works(ordinary_business_income=-4_000, gain_on_sale=500, **debts, **detail, **SOLD)
    outcome = told(sold)
    assert figure(outcome, "at risk allowed") == 2_500
    assert figure(outcome, "carried forward as suspended at risk loss") == 1_500


def test_a_part_sold_leaves_no_gain_at_risk() -> None:
    """705, 465(b)(5): 50,000 less 10,000 of loss; the 4,000 of gain on a part was paid to the owner."""
    outcome = told(works(ordinary_business_income=-10_000, beginning_basis=50_000, gain_on_sale=4_000))
    assert figure(outcome, "closing amount at risk, Works") == 40_000
    assert figure(outcome, "closing outside basis, Works") == 40_000


NO_LOSS = {"ordinary_business_income": 0, "beginning_nonrecourse": 12_000, "ending_nonrecourse": 12_000}


def without(k1: dict[str, Any], *names: str) -> dict[str, Any]:
    """The K-1 with less told of it."""
    return {name: value for name, value in k1.items() if name not in names}


def test_who_tells_of_earlier_losses_has_the_amount_at_risk_figured_in_a_year_without_loss() -> None:
    """465(e)(1): it is the amount at the close of the year, loss or none; what is not told of it is asked for."""
    told_of = works(**NO_LOSS, earlier_losses_at_risk=9_000)
    bare = without(told_of, "beginning_basis", "protected_against_loss", "borrowed_from_interested_person")
    for given, says in (
        ({}, "missing: beginning_basis"),
        ({"beginning_basis": 12_500}, "missing: protected_against_loss"),
        ({"beginning_basis": 12_500, "protected_against_loss": 0}, "missing: borrowed_from_interested_person"),
    ):
        assert verdict(answer({**HOUSEHOLD, "k1": [{**bare, **given}]})) == says
    for protected, back in ((499, 0), (500, 0), (501, 1), (20_000, 9_000)):
        outcome = told({**told_of, "beginning_basis": 12_500, "protected_against_loss": protected})
        assert figure(outcome, "recapture, Works") == back
        assert carried(outcome) == back


@pytest.mark.parametrize("facts", [{"earlier_losses_at_risk": 0}, {}])
def test_with_no_earlier_losses_nothing_can_come_back(facts: dict[str, Any]) -> None:
    """465(e)(2)(A): no more than the losses allowed before; nobody is asked for basis."""
    outcome = told(without(works(**NO_LOSS, **facts), "beginning_basis"))
    assert outcome.gains == ()


@pytest.mark.parametrize("entity", ["partnership", "s_corporation"])
@pytest.mark.parametrize(("earlier", "back"), [(200, 200), (299, 299), (300, 300), (301, 300)])
def test_a_file_with_earlier_losses_is_answered_whatever_the_entity(entity: str, earlier: int, back: int) -> None:
    """465(e): protected of 1,300 beside a basis of 1,000; income of the year raises the basis first."""
    own = works(ordinary_business_income=400, protected_against_loss=1_300, earlier_losses_at_risk=earlier)
    own |= {"beginning_basis": 600}
    if entity == "s_corporation":
        own = {name: value for name, value in own.items() if "recourse" not in name and name != "interest"}
        own |= {"entity": entity, "loan": [], "beginning_stock_basis": own.pop("beginning_basis")}
    outcome = told(own)
    assert figure(outcome, "recapture, Works") == back


def test_of_several_activities_each_one_is_asked_for() -> None:
    """465(e)(1)(B): the deduction next year is each activity's own."""
    own = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss", "sold_entire_interest", "kind")
    each = {"hours": 600, "ordinary_business_income": 0, **{name: PARTNER[name] for name in own}}
    k1 = {name: value for name, value in PARTNER.items() if name not in each}
    both = [{"name": "First", "earlier_losses_at_risk": 600, **each}, {"name": "Second", **each}]
    case = {**HOUSEHOLD, "k1": [{**k1, "name": "Works", "amount_at_risk": -90, "activity": both}]}
    assert verdict(answer(case)) == "missing: earlier_losses_at_risk"


def test_what_comes_back_between_the_ends_of_an_unknown_box_is_in_its_range() -> None:
    """465(d), (e)(1): income of 20,000 lets as much of a held loss pass, of which 1,000 is not at risk.

    With little income nothing passes, with much income basis holds nothing: at neither end anything comes back.
    """
    debts = {"beginning_nonrecourse": 1_000, "ending_nonrecourse": 1_000, "earlier_losses_at_risk": 5_000}
    own = works(beginning_basis=0, suspended_basis_loss=30_000, **debts)
    unknown = told({**own, "ordinary_business_income": "unknown"})
    back = next(gain.amount for gain in unknown.gains if gain.what == "at_risk_recapture")
    assert (back.low, back.high) == (0, 1_000_00)
    for income in (0, 1, 999, 1_000, 20_000, 29_999, 30_000, 31_000, 90_000):
        known = told({**own, "ordinary_business_income": income})
        assert figure(known, "recapture, Works") <= 1_000
        assert unknown.deductible.low <= known.deductible.low
        assert unknown.deductible.high is None or known.deductible.low <= unknown.deductible.high
    assert figure(told({**own, "ordinary_business_income": 20_000}), "recapture, Works") == 1_000


@pytest.mark.parametrize(("interest", "gain"), [(0, 20), (15, 5), (19, 1), (20, 0), (2_600, 0)])
def test_interest_that_comes_back_into_basis_is_at_risk_again(interest: int, gain: int) -> None:
    """163(j)(4)(B)(iii)(II), 465(e)(1): 100 of basis less 120 of debts nobody owes, which the buyer takes over.

    Sold for nothing else to someone related, so a loss is none (707(b)(1)); the gain lifts the amount at risk to zero,
    and where basis is more than the debts nothing is below zero: what comes back is never less than nothing.
    """
    sold = {"final_k1": True, "how_interest_ended": "sold", "buyer_related": True, "sale_price": 0}
    debts = {"beginning_nonrecourse": 120, "ending_nonrecourse": 120, "beginning_basis": 100}
    own = works(ordinary_business_income=0, earlier_losses_at_risk=500, **sold, **debts)
    outcome = told({**own, "unused_excess_business_interest": interest})
    assert figure(outcome, "gain on sale, Works") == gain
    assert figure(outcome, "recapture, Works") == 0
    assert outcome.carryforwards == ()


def test_without_a_loss_the_election_of_losses_first_lifts_nothing() -> None:
    """Reg. 1.1367-1(g): 20,000 less 12,000 of expenses and 10,000 protected: 2,000 come back, elected or not."""
    facts = {"beginning_stock_basis": 20_000, "nondeductible_expenses": 12_000, "protected_against_loss": 10_000}
    k1 = corporation(ordinary_business_income=0, earlier_losses_at_risk=5_000, **facts)
    for elects in (False, True):
        outcome = told({**k1, "elects_losses_before_nondeductible": elects})
        assert figure(outcome, "recapture, Corp") == 2_000


def test_earlier_losses_that_only_divide_next_years_deduction_matter() -> None:
    """465(e)(1)(B): whatever one activity's earlier losses are, 90 comes back; whose deduction it is turns on them."""
    own = ("suspended_basis_loss", "suspended_at_risk_loss", "suspended_passive_loss", "sold_entire_interest", "kind")
    each = {"hours": 600, "ordinary_business_income": 0, **{name: PARTNER[name] for name in own}}
    k1 = {name: value for name, value in PARTNER.items() if name not in each}
    both = [
        {"name": "First", "earlier_losses_at_risk": 600, **each},
        {"name": "Second", "earlier_losses_at_risk": "unknown", **each},
    ]
    outcome = told({**k1, "name": "Works", "amount_at_risk": -90, "activity": both})
    assert figure(outcome, "recapture, Works") == 90
    assert [(unknown.fact, unknown.matters) for unknown in outcome.unknowns] == [("earlier_losses_at_risk", True)]
