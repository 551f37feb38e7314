"""The end of an interest at each limit (IRC 469(g), (j)(6); Sennett, 80 T.C. 825; Prop. Reg. 1.465-66)."""

from pathlib import Path
from typing import Any

import pytest

from k1chat import case_file
from k1chat.errors import Contradiction
from k1chat.facts import FACTS
from k1chat.interview import next_said
from k1chat.outcome import Outcome
from tests.limits.household import HOUSEHOLD, idle, lines, notes, rental, told, without, works
from tests.limits.household import says as verdict_of
from tests.limits.test_basis_entry import corporation
from tests.properties.test_unknown import assert_holds
from tests.scenarios.scenario import answer, figure, verdict

SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
ENDED = {"final_k1": True}


def says(outcome: Outcome, **expected: Any) -> None:
    """The figures, by their words with underscores."""
    found = {words: figure(outcome, words.replace("_", " ")) for words in expected}
    assert found == expected


def test_the_price_and_the_debts_less_the_basis_after_this_years_losses() -> None:
    """752(d): basis 50,000 with debts of 20,000, loss 10,000, sold for 30,000: 30,000 + 20,000 - 40,000 = 10,000."""
    own = {"beginning_basis": 50_000, "beginning_recourse": 20_000, "ending_recourse": 20_000, "sale_price": 30_000}
    outcome = told(idle(ordinary_business_income=-10_000, **SOLD, **own))
    assert figure(outcome, "gain on sale, Idle") == 10_000
    assert figure(outcome, "closing outside basis, Idle") == 0
    says(outcome, passive_allowed=10_000, against_passive_income=10_000, passive_suspended=0)


@pytest.mark.parametrize(("price", "gain", "loss"), [(19_999, 0, 1), (20_000, 0, 0), (20_001, 1, 0)])
def test_where_a_gain_begins(price: int, gain: int, loss: int) -> None:
    outcome = told(idle(ordinary_business_income=-10_000, **SOLD, beginning_basis=30_000, sale_price=price))
    assert figure(outcome, "gain on sale, Idle") == gain
    assert figure(outcome, "basis entering, Idle, loss_on_sale") == loss
    says(outcome, deductible=10_000 + loss, passive_suspended=0)


@pytest.mark.parametrize(("income", "against"), [(0, 0), (9_999, 9_999), (10_000, 10_000), (10_001, 10_000)])
def test_an_overall_loss_meets_other_passive_income_first(income: int, against: int) -> None:
    """469(g)(1)(A): only the excess over the net income of all other passive activities is not passive."""
    outcome = told(idle(ordinary_business_income=-10_000, gain_on_sale=0, **SOLD), other_passive_income=income)
    says(outcome, deductible=10_000, against_passive_income=against, against_other_income=10_000 - against)


def test_a_loss_of_another_activity_is_not_freed_by_it() -> None:
    """The other's loss waits; what is freed is not shared with it (469(g)(1)(A)(ii): after the others' own losses)."""
    other = idle(name="Other", ordinary_business_income=-7_000)
    outcome = told(idle(ordinary_business_income=-10_000, gain_on_sale=0, **SOLD), other, other_passive_income=3_000)
    says(outcome, passive_allowed=13_000, passive_suspended=4_000, against_passive_income=3_000)
    assert figure(outcome, "passive suspended, Other") == 4_000


def test_an_overall_gain_covers_other_passive_losses() -> None:
    """Form 8582 instructions, Example 1: with an overall gain everything stays on the form."""
    other = idle(name="Other", ordinary_business_income=-7_000)
    sold = idle(ordinary_business_income=-10_000, gain_on_sale=15_000, **SOLD)
    outcome = told(sold, other)
    says(outcome, passive_allowed=15_000, passive_suspended=2_000, against_passive_income=15_000)


def test_three_limits_three_answers() -> None:
    """The Tax Adviser, Apr. 2023, with a partner: basis loss lost, at-risk loss up to the gain, passive loss free."""
    sold = (
        idle(
            ordinary_business_income=0,
            beginning_basis=0,
            suspended_basis_loss=1_000,
            suspended_at_risk_loss=4_000,
            suspended_passive_loss=6_000,
            borrowed_from_interested_person=4_000,
            gain_on_sale=3_000,
            **SOLD,
        )
        | {}
    )
    outcome = told(sold)
    says(
        outcome,
        basis_allowed=0,
        carried_forward_as_lost=1_000,
        at_risk_allowed=3_000,
        carried_forward_as_suspended_at_risk_loss=1_000,
        passive_allowed=9_000,
        against_passive_income=3_000,
        against_other_income=6_000,
    )


@pytest.mark.parametrize("related", [False, True])
def test_a_related_buyer_leaves_the_loss_waiting(related: bool) -> None:
    """469(g)(1)(B); a loss on the sale itself does not count (267(a)(1))."""
    sold = idle(ordinary_business_income=-10_000, gain_on_sale=-5_000, **{**SOLD, "buyer_related": related})
    held = 10_000 if related else 0
    says(told(sold), passive_suspended=held, carried_forward_as_suspended_passive_loss=held)
    assert figure(told(sold), "loss") == (10_000 if related else 15_000)


@pytest.mark.parametrize(("first", "loss", "freed"), [(10_000, 15_000, 2_600), (8_000, 10_400, 2_100)])
def test_instalments_free_the_loss_little_by_little(first: int, loss: int, freed: int) -> None:
    """469(g)(3); Form 8582 instructions: 2,000 of 10,000 is 20 %, the next year 2,000 of 8,000 is 25 %.

    Of the overall loss, after the 2,000 of gain: 13,000 x 20 % = 2,600, then 8,400 x 25 % = 2,100.
    """
    facts = {"final_k1": True, "how_interest_ended": "sold_on_instalments", "buyer_related": False}
    sold = idle(
        ordinary_business_income=0, suspended_passive_loss=loss, gain_on_sale=2_000, gain_still_to_come=first - 2_000
    )
    outcome = told({**sold, **facts})
    says(outcome, passive_allowed=2_000 + freed, passive_suspended=loss - 2_000 - freed, against_passive_income=2_000)
    assert figure(outcome, "carried forward as suspended passive loss") == loss - 2_000 - freed


@pytest.mark.parametrize("boxed", [2_000, 500])
def test_a_gain_that_the_entity_reports_is_of_the_instalments_too(boxed: int) -> None:
    """469(g)(3): an activity the entity sold, its gain in box 10 or partly beside it: 20 % of 13,000, as above."""
    beside = {"gain_on_sale": 2_000 - boxed} if boxed < 2_000 else {}
    sold = idle(
        ordinary_business_income=0,
        net_section_1231_gain=boxed,
        suspended_passive_loss=15_000,
        gain_still_to_come=8_000,
        **{**SOLD, "final_k1": False, "fully_taxable_sale": False},
        **beside,
    )
    says(told(sold), passive_allowed=4_600, passive_suspended=10_400, against_passive_income=2_000)


@pytest.mark.parametrize(("step_up", "allowed"), [(0, 10_000), (4_000, 6_000), (9_999, 1), (10_000, 0), (35_000, 0)])
@pytest.mark.parametrize("elsewhere", [0, 50_000])
def test_at_death_the_step_up_bars_the_loss(step_up: int, allowed: int, elsewhere: int) -> None:
    """469(g)(2): also against other passive income, for the barred part is never deducted."""
    died = {"final_k1": True, "how_interest_ended": "owner_died", "step_up_at_death": step_up}
    own = idle(ordinary_business_income=0, suspended_passive_loss=10_000)
    outcome = told({**own, **died}, other_passive_income=elsewhere)
    says(outcome, passive_allowed=allowed, carried_forward_as_lost=10_000 - allowed)
    assert figure(outcome, "against passive income") == (allowed if elsewhere else 0)


def test_a_gift_puts_the_loss_into_basis() -> None:
    """469(j)(6): what the year's passive income does not use is added to basis, and never deducted."""
    given = {"final_k1": True, "how_interest_ended": "given_away"}
    own = idle(ordinary_business_income=0, suspended_passive_loss=10_000, suspended_basis_loss=500, beginning_basis=0)
    outcome = told({**own, **given}, other_passive_income=3_000)
    says(outcome, passive_allowed=3_000, carried_forward_as_added_to_basis=7_000, carried_forward_as_lost=500)


def test_a_gift_to_a_spouse_is_a_gift_but_for_stock_and_debts() -> None:
    """1041(a), (b); 1366(d)(2)(B): no gain even where debts are beyond basis; S losses of basis go along."""
    given = {"final_k1": True, "how_interest_ended": "given_to_spouse", "beginning_basis": 12_000}
    debts = {"beginning_recourse": 20_000, "ending_recourse": 20_000}
    own = idle(ordinary_business_income=-2_000, suspended_basis_loss=15_000, suspended_passive_loss=500)
    outcome = told({**own, **given, **debts})
    assert figure(outcome, "gain on sale, Idle") == 0
    says(outcome, carried_forward_as_lost=5_000, carried_forward_as_added_to_basis=12_500)
    stock = {
        key: value for key, value in own.items() if "recourse" not in key and key not in ("interest", "may_manage")
    }
    stock |= {"entity": "s_corporation", "loan": [], "beginning_stock_basis": 12_000}
    stock |= {"total_hours_by_others": 2000, "most_hours_by_another": 2000, "paid_manager": True}
    outcome = told({**stock, **given})
    says(outcome, carried_forward_as_lost=0, carried_forward_as_suspended_basis_loss=5_000)


@pytest.mark.parametrize("still_to_come", [0, 1])
def test_gain_still_to_come_is_not_taxed_in_full(still_to_come: int) -> None:
    """453(a), 469(g)(3): an instalment sale is no sale that is taxed in full."""
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    own = idle(ordinary_business_income=-1_000, gain_on_sale=0, gain_still_to_come=still_to_come, **sold)
    if not still_to_come:
        says(told(own), passive_allowed=1_000)
        return
    with pytest.raises(Contradiction, match="gain_still_to_come"):
        told(own)


@pytest.mark.parametrize(("debts", "gain"), [(9_999, 0), (10_000, 0), (10_001, 1)])
def test_debts_beyond_basis_are_a_gain_on_a_gift(debts: int, gain: int) -> None:
    """Reg. 1.1001-1(e), 1.1001-2(a)(4)(iii)."""
    given = {"final_k1": True, "how_interest_ended": "given_away", "beginning_basis": 12_000}
    own = idle(ordinary_business_income=-2_000, beginning_recourse=debts, ending_recourse=debts)
    assert figure(told({**own, **given}), "gain on sale, Idle") == gain


def test_a_partnership_wound_up_leaves_a_loss_of_the_basis_that_is_left() -> None:
    """731(a)(2): paid out in money alone, all sold to outsiders: 30,000 - 10,000 loss - 12,000 paid = 8,000."""
    ended = {"final_k1": True, "how_interest_ended": "wound_up", "fully_taxable_sale": True, "distributions": 12_000}
    outcome = told({**idle(ordinary_business_income=-10_000, beginning_basis=30_000), **ended})
    says(outcome, deductible=18_000, passive_suspended=0, against_passive_income=0)
    assert figure(outcome, "basis entering, Idle, loss_on_sale") == 8_000


def test_a_trade_that_is_not_fully_taxed_frees_nothing() -> None:
    ended = {"final_k1": True, "how_interest_ended": "exchanged", "gain_on_sale": 1_000}
    outcome = told({**idle(ordinary_business_income=-10_000), **ended})
    says(outcome, passive_allowed=1_000, passive_suspended=9_000)


def test_a_part_sale_frees_nothing_and_its_gain_is_passive() -> None:
    outcome = told(idle(ordinary_business_income=-10_000, gain_on_sale=4_000))
    says(outcome, passive_allowed=4_000, passive_suspended=6_000, against_passive_income=4_000)
    assert "part_sale" in {note.name for note in outcome.notes}


def test_a_business_worked_in_passes_with_the_loss_on_its_sale() -> None:
    """The passive limit does not look at it; the loss on the sale is no business loss for 461(l)."""
    outcome = told(works(ordinary_business_income=-10_000, gain_on_sale=-900_000, **SOLD))
    says(outcome, passive_allowed=910_000, deductible=910_000, excess_business_loss=0)


@pytest.mark.parametrize("final", [False, True])
def test_one_of_two_activities_sold_by_the_entity(final: bool) -> None:
    """Without a final K-1 the interest goes on: basis losses wait, and only the sold activity is free."""
    facts = {**idle(), "final_k1": False}
    of_activity: tuple[str, ...] = (
        "suspended_basis_loss",
        "suspended_at_risk_loss",
        "suspended_passive_loss",
        "hours",
        "spouse_hours",
    )
    of_activity += ("years_materially_participated_of_last_10", "personal_service_activity", "kind")
    own = {name: facts.pop(name) for name in of_activity}
    facts.pop("sold_entire_interest")
    sold = {**own, "name": "A", "ordinary_business_income": -6_000, "suspended_passive_loss": 1_000}
    sold |= {name: value for name, value in SOLD.items() if name != "final_k1"}
    kept = {**own, "name": "B", "ordinary_business_income": -5_000, "sold_entire_interest": False}
    if final:
        facts["final_k1"], sold["gain_on_sale"], kept["gain_on_sale"] = True, 0, 0
    outcome = told({**facts, "activity": [sold, kept]})
    assert figure(outcome, "passive suspended, A") == 0
    assert figure(outcome, "passive suspended, B") == (0 if final else 5_000)


def test_the_loss_of_a_sold_activity_counts_in_modified_agi() -> None:
    """469(i)(3)(E): 130,000 of wages less the freed 20,000 leave 110,000, so 20,000 of allowance."""
    sold = idle(ordinary_business_income=-20_000, gain_on_sale=0, **SOLD)
    outcome = told(sold, rental(), wages=130_000)
    says(outcome, line_modified_agi=110_000, line_allowance=20_000, passive_suspended=0)


def test_a_sale_that_is_not_known_is_not_asked_how() -> None:
    """Answered as before: the figures hold unless the share ended."""
    outcome = told(idle(ordinary_business_income=-10_000, final_k1="unknown"))
    assert outcome.out_of_scope_if == ("disposition",)
    says(outcome, passive_suspended=10_000)


def test_of_a_sale_that_is_not_known_no_gain_is_told() -> None:
    """IRC 1001(a): without a sale nothing is realized, not a cent."""
    assert told(idle(ordinary_business_income=-10_000, sold_entire_interest="unknown")).gains == ()


def test_a_price_of_a_cent_is_a_price() -> None:
    """IRC 741, 1001(a): 20,000 of basis are left, and come back but for a cent."""
    outcome = told(idle(ordinary_business_income=-10_000, beginning_basis=30_000, sale_price=0.01, **SOLD))
    assert [row.allowed.low for row in outcome.limits[0].losses] == [10_000_00, 19_999_99]


@pytest.mark.parametrize("price", [0, 1, 50_000])
def test_debts_passed_on_are_a_gain_whatever_the_price(price: int) -> None:
    """IRC 752(d): without basis the debts of 3,000 are gain beside any price."""
    own = idle(ordinary_business_income=0, beginning_basis=0, suspended_passive_loss=1_000, ending_recourse=3_000)
    own |= {"beginning_recourse": 3_000, **SOLD}
    wide = told({**own, "sale_price": "unknown"})
    assert [gain.amount.low for gain in wide.gains] == [3_000_00]
    assert_holds(wide, told({**own, "sale_price": price}))


def test_a_price_nobody_knows_gives_a_range_that_holds_every_price() -> None:
    own = idle(ordinary_business_income=-10_000, **SOLD, beginning_basis=30_000, suspended_at_risk_loss=5_000)
    wide = told({**own, "sale_price": "unknown"})
    for price in (0, 10_000, 20_000, 20_001, 60_000):
        one = told({**own, "sale_price": price})
        assert wide.deductible.joined(one.deductible) == wide.deductible
        assert wide.against_passive_income.joined(one.against_passive_income) == wide.against_passive_income


def test_how_it_ended_is_asked_after_the_final_k1() -> None:
    assert verdict(answer({**HOUSEHOLD, "k1": [idle(ordinary_business_income=-1, **ENDED)]})) == (
        "missing: how_interest_ended"
    )


def test_a_loss_on_a_sale_needs_an_amount_at_risk_though_the_k1_shows_no_loss() -> None:
    """465(b): basis 4,000 with 1,000 borrowed from someone with an interest: 3,000 of the 5,000 pass."""
    own = works(ordinary_business_income=0, beginning_basis=4_000, borrowed_from_interested_person=1_000)
    outcome = told({**own, **SOLD, "gain_on_sale": -5_000})
    says(outcome, at_risk_allowed=3_000, at_risk_suspended=2_000)


@pytest.mark.parametrize("gain", ["", "gain_on_sale = -500"])
def test_an_opening_basis_that_only_a_sale_needs_is_asked_once(gain: str) -> None:
    """No loss meets basis this year; the gain on the sale, or the amount at risk for a loss on it, is figured from it.

    It is asked for, so the conversation does not set it aside as merely brought, and ask again.
    """
    text = f"""
        tax_year = 2025
        [[k1]]
        name = "Elm"
        entity = "s_corporation"
        final_k1 = true
        how_interest_ended = "sold"
        beginning_stock_basis = 0
        ordinary_business_income = 0
        suspended_basis_loss = 0
        suspended_at_risk_loss = 0
        suspended_passive_loss = 100
        buyer_related = false
        {gain}
    """
    case = case_file.read(Path("case"), text)
    step = next_said(case)
    assert step.question is not None
    assert step.question.fact.name != "beginning_stock_basis"
    bare = next_said(case.without(FACTS["beginning_stock_basis"], (0,))).question
    assert bare is not None
    assert bare.fact.name == "beginning_stock_basis"


@pytest.mark.parametrize(("gain", "later", "freed"), [(-5_000, 0, 10_000), (0, 0, 10_000), (0, 1, 0), (1, 0, 10_000)])
def test_with_nothing_to_come_later_all_is_taxed(gain: int, later: int, freed: int) -> None:
    """453(a), (b)(1): only gain is taxed by instalments; a loss is recognized at once, so 469(g)(1)(A) is met."""
    sold = {"final_k1": True, "how_interest_ended": "sold_on_instalments", "buyer_related": False}
    own = idle(ordinary_business_income=0, suspended_passive_loss=10_000, gain_on_sale=gain, gain_still_to_come=later)
    outcome = told({**own, **sold})
    says(outcome, passive_suspended=10_000 - freed)
    assert figure(outcome, "deductible") == freed + max(0, -gain)


def test_beside_a_price_nobody_is_asked_for_the_gain_though_how_it_ended_is_not_known() -> None:
    """1001(a): the price tells the whole gain; what of it is this year's lies between nothing and all (453(c))."""
    own = idle(ordinary_business_income=-10_000, beginning_basis=30_000, suspended_passive_loss=4_000, final_k1=True)
    other = idle(name="Other", ordinary_business_income=-50_000)
    facts = {"buyer_related": False, "fully_taxable_sale": True, "step_up_at_death": 5_000}
    for price in (15_000, 20_000, 26_000):
        whole = price - 20_000
        unsure = {**own, **facts, "how_interest_ended": "unknown", "sale_price": price}
        asked = answer({**HOUSEHOLD, "k1": [unsure, other]})
        assert verdict(asked) == "answered"
        wide = asked.outcome
        assert wide is not None
        truths: list[dict[str, Any]] = [{"how_interest_ended": how} for how in ("sold", "given_away", "owner_died")]
        for share in (0, 0.25, 0.5, 1):
            now = int(whole * share)
            gain = {"gain_on_sale": now, "gain_still_to_come": max(0, whole - now)}
            truths += [{"how_interest_ended": how, **gain} for how in ("sold_on_instalments", "exchanged")]
        for truth in truths:
            one = told({**own, **facts, "sale_price": price, **truth}, other)
            for part in ("deductible", "against_passive_income", "against_other_income"):
                assert getattr(wide, part).joined(getattr(one, part)) == getattr(wide, part), (price, truth, part)
            for mine, theirs in zip(wide.limits, one.limits, strict=True):
                assert mine.allowed.joined(theirs.allowed) == mine.allowed
                assert mine.suspended.joined(theirs.suspended) == mine.suspended


# A final K-1 without losses beside losses of others


def final(**facts: Any) -> dict[str, Any]:
    """A passive business without losses whose share ended; basis of 10,000 with this year's income of 5,000."""
    own = {"name": "Gone", "ordinary_business_income": 5_000, "beginning_basis": 5_000, "final_k1": True}
    return idle(**{**own, "how_interest_ended": "sold", "buyer_related": False, "sale_price": 22_000, **facts})


@pytest.mark.parametrize(("price", "passes"), [(9_999, 5_000), (10_000, 5_000), (10_001, 5_001), (22_000, 17_000)])
@pytest.mark.parametrize("related", [False, True])
def test_the_gain_on_a_final_k1_without_losses_frees_others(price: int, passes: int, related: bool) -> None:
    """Temp. Reg. 1.469-2T(c)(2)(i)(A), (e)(3): passive activity gross income, whoever bought (469(g) is of losses)."""
    other = idle(name="Other", ordinary_business_income=-40_000)
    outcome = told(final(sale_price=price, buyer_related=related), other)
    lost = max(0, 10_000 - price) if not related else 0  # a loss on the sale meets the income of the business first
    assert figure(outcome, "passive allowed, Other") == passes - lost
    assert figure(outcome, "deductible") == passes
    assert figure(outcome, "closing outside basis, Gone") == 0


def test_it_is_asked_how_a_final_k1_ended_where_others_have_losses() -> None:
    """The opening basis is asked too, as the gain is figured from it; without losses nobody is asked."""
    gone = without(final(), "how_interest_ended", "buyer_related", "sale_price", "beginning_basis")
    lost = idle(name="Other", ordinary_business_income=-40_000)
    carried = idle(name="Other", ordinary_business_income=0, suspended_passive_loss=9)
    for other in (lost, carried):
        assert verdict(answer({**HOUSEHOLD, "k1": [gone, other]})) == "missing: how_interest_ended"
    sold = {**gone, "how_interest_ended": "sold", "buyer_related": False}
    assert verdict(answer({**HOUSEHOLD, "k1": [sold, lost]})) == "missing: beginning_basis"
    brief = {**sold, "gain_on_sale": 12_000}
    assert figure(told(brief, lost), "passive allowed, Other") == 17_000
    alone = verdict(answer({**HOUSEHOLD, "k1": [gone, idle(name="Other", ordinary_business_income=1)]}))
    assert alone == "answered"
    for said in (False, None):
        quiet = without(gone, "final_k1") if said is None else {**gone, "final_k1": said}
        assert verdict(answer({**HOUSEHOLD, "k1": [quiet, lost]})) == "answered"


def test_of_a_k1_that_may_be_the_last_the_figures_hold_unless_it_is() -> None:
    """Who does not know whether the share ended is not asked how."""
    gone = without(final(final_k1="unknown"), "how_interest_ended", "beginning_basis")
    outcome = told(gone, idle(name="Other", ordinary_business_income=-40_000))
    assert outcome.out_of_scope_if == ("disposition",)
    says(outcome, passive_allowed=5_000)


def test_the_gain_on_a_business_worked_in_counts_in_modified_agi() -> None:
    """469(i)(3)(E): 100,000 of wages, 5,000 of the business, 12,000 of gain: 25,000 less half of 17,000."""
    gone = works(**{**without(final(), "interest", "hours"), "interest": "general_partner", "hours": 600})
    outcome = told(gone, rental(net_rental_real_estate_income=-30_000), wages=100_000)
    says(outcome, line_modified_agi=117_000, line_allowance=16_500, passive_allowed=16_500)
    assert figure(outcome, "against passive income") == 0


def test_the_gain_counts_in_the_returns_net_gain_of_limit_4() -> None:
    """461(l)(3)(B)(ii)(II): the return's net gain, a loss of 12,000 from elsewhere in it, lets 1231 gain count."""
    gone = works(**{**without(final(), "interest"), "interest": "general_partner", "hours": 600})
    loser = works(name="Loser", ordinary_business_income=-700_000, net_section_1231_gain=10_000)
    outcome = told(gone, loser, net_long_term_capital_gain=-15_000)
    # 700,000 - 5,000 - 626,000 = 69,000, less min(10,000, 10,000 + 12,000 - 15,000) = 7,000
    assert figure(outcome, "excess business loss") == 62_000


# A rental in which the owner helped this year alone (469(i)(1))

NEWLY_ACTIVE = {"approves_tenants_and_terms": "this_year_only", "suspended_passive_loss": 20_000}


def ended_rental(**facts: Any) -> dict[str, Any]:
    """A rental that ended, with a loss of 10,000 this year and of 20,000 from years without a say in it."""
    return rental(net_rental_real_estate_income=-10_000, final_k1=True, **NEWLY_ACTIVE, **facts)


@pytest.mark.parametrize(
    ("gain", "later", "freed", "covered", "held"),
    [
        (2_000, 6_000, 7_000, 6_000, 15_000),  # a quarter of 8,000 and of 20,000
        (10_000, 30_000, 5_000, 0, 15_000),  # the gain covers this year's loss: a quarter of 20,000
        (0, 8_000, 0, 10_000, 20_000),
        (2_000, 0, 28_000, 0, 0),
    ],
)
def test_instalments_free_the_same_portion_of_this_years_and_of_earlier_losses(
    gain: int, later: int, freed: int, covered: int, held: int
) -> None:
    """469(g)(3): "the portion of such losses"; of what is not free the allowance is for this year's part alone."""
    facts = {"how_interest_ended": "sold_on_instalments", "buyer_related": False}
    outcome = told(ended_rental(gain_on_sale=gain, gain_still_to_come=later, **facts), wages=60_000)
    says(outcome, passive_suspended=held, deductible=gain + freed + covered, against_passive_income=gain)
    if covered:
        assert figure(outcome, "line allowance used") == covered


@pytest.mark.parametrize(
    ("facts", "freed", "lost"),
    [
        ({"how_interest_ended": "owner_died", "step_up_at_death": 15_000}, 15_000, 15_000),
        ({"how_interest_ended": "owner_died", "step_up_at_death": 10_001}, 19_999, 10_001),
        ({"how_interest_ended": "sold", "buyer_related": False, "gain_on_sale": 0}, 30_000, 0),
    ],
)
def test_beside_another_rental_every_dollar_of_it_has_one_fate(facts: dict[str, Any], freed: int, lost: int) -> None:
    """469(g)(1), (2): the allowance is all for the other rental, however much of this one's loss is of this year."""
    other = rental(name="Other", net_rental_real_estate_income=-9_000)
    outcome = told(ended_rental(**facts), other, wages=60_000)
    assert figure(outcome, "carried forward as lost") == lost
    assert figure(outcome, "passive allowed, Rental") == freed
    assert figure(outcome, "passive allowed, Other") == 9_000
    assert figure(outcome, "against other income") == freed + 9_000


@pytest.mark.parametrize(("status", "said"), [("married_joint", True), ("single", False)])
def test_on_a_joint_return_a_gift_to_the_spouse_may_end_nothing(status: str, said: bool) -> None:
    """Temp. Reg. 1.469-1T(j)(1): one taxpayer; a former spouse in a divorce is another (1041(a)(2))."""
    k1 = idle(ordinary_business_income=-10_000, final_k1=True, how_interest_ended="given_to_spouse")
    outcome = told(k1, filing_status=status)
    assert ("spouses_are_one_taxpayer" in {note.name for note in outcome.notes}) is said
    assert figure(outcome, "carried forward as added to basis") == 10_000


@pytest.mark.parametrize(("price", "gain", "loss"), [(5_000, 4_000, 0), (1_000, 0, 0), (400, 0, 600)])
def test_what_a_corporation_pays_out_at_its_end_is_a_price(price: int, gain: int, loss: int) -> None:
    """331(a): in full payment for the stock, whoever its property went to; only what it frees turns on that."""
    ended = {"final_k1": True, "how_interest_ended": "wound_up", "fully_taxable_sale": False, "sale_price": price}
    stock = {"name": "S", "entity": "s_corporation", "beginning_stock_basis": 1_000, "loan": []}
    others = {"most_hours_by_another": 900, "total_hours_by_others": 2_000}
    outcome = told({**idle(ordinary_business_income=0, suspended_passive_loss=7_000), **stock, **others, **ended})
    assert figure(outcome, "gain on sale, S") == gain
    assert (figure(outcome, "basis entering, S, loss_on_sale") or 0) == loss
    assert figure(outcome, "passive suspended") == 7_000 + loss - gain


@pytest.mark.parametrize(("property_basis", "loss", "said"), [(0, 6_000, False), (1, 0, True), (6_000, 0, False)])
def test_money_alone_at_the_end_of_a_partnership_leaves_a_loss(property_basis: int, loss: int, said: bool) -> None:
    """731(a)(2); 732(b): 10,000 less 4,000 of money; other property takes what basis is left."""
    ended = {"final_k1": True, "how_interest_ended": "wound_up", "fully_taxable_sale": False, "distributions": 4_000}
    own = idle(ordinary_business_income=0, beginning_basis=10_000, distributed_property_basis=property_basis)
    outcome = told({**own, **ended})
    assert (figure(outcome, "basis entering, Idle, loss_on_sale") or 0) == loss
    assert ("basis_goes_to_property" in {note.name for note in outcome.notes}) is said


# What a sale is of, and what it frees


def test_all_debts_of_the_partner_are_passed_on() -> None:
    """752(d): 40,000 + 1,000 + 2,000 + 4,000 less the 40,000 of basis that the loss of 10,000 leaves."""
    debts = {"recourse": 1_000, "qualified_nonrecourse": 2_000, "nonrecourse": 4_000}
    owed = {f"{when}_{kind}": amount for when in ("beginning", "ending") for kind, amount in debts.items()}
    sold = idle(ordinary_business_income=-10_000, beginning_basis=50_000, sale_price=40_000, **SOLD, **owed)
    assert figure(told(sold), "gain on sale, Idle") == 7_000


def test_of_two_k1s_each_has_its_own_losses_off_its_basis() -> None:
    """1001(a): 30,000 less 20,000 - 5,000, whatever the other K-1 lost."""
    sold = idle(name="Gone", ordinary_business_income=-5_000, beginning_basis=20_000, sale_price=30_000, **SOLD)
    assert figure(told(works(ordinary_business_income=-8_000), sold), "gain on sale, Gone") == 15_000


def test_stock_is_sold_for_its_price_and_no_debts() -> None:
    """IRC 1367(a)(2)(B): 12,000 less the 10,000 - 4,000 that the loss leaves of the stock's basis."""
    sold = corporation(ordinary_business_income=-4_000, beginning_stock_basis=10_000, sale_price=12_000, **SOLD)
    assert figure(told(sold), "gain on sale, Corp") == 6_000


@pytest.mark.parametrize("related", [False, True])
def test_a_sale_at_no_gain_is_no_loss_that_is_barred(related: bool) -> None:
    """267(a)(1): a loss to someone related is said to be none; where there is none nothing is said."""
    sold = {**SOLD, "buyer_related": related}
    assert "no_loss_to_related_buyer" not in notes(told(works(ordinary_business_income=-1, gain_on_sale=0, **sold)))
    loses = told(works(ordinary_business_income=-1, gain_on_sale=-1, **sold))
    assert ("no_loss_to_related_buyer" in notes(loses)) == related


def test_debts_that_go_over_with_a_gift_are_told() -> None:
    """Reg. 1.1001-2(a)(4)(iii)."""
    given = {"final_k1": True, "how_interest_ended": "given_away"}
    for debts in (0, 4_000):
        owed = {"beginning_recourse": debts, "ending_recourse": debts}
        outcome = told(idle(ordinary_business_income=-1_000, beginning_basis=9_000, **given, **owed))
        assert ("gift_with_debts" in notes(outcome)) == bool(debts)
        assert figure(outcome, "line debts passed on, Idle") == (debts or None)


def test_a_loss_on_a_sale_needs_no_basis_where_the_amount_at_risk_is_brought() -> None:
    """465(b); without a loss of the year basis was not figured before, and the note that it was not goes."""
    own = works(ordinary_business_income=0, gain_on_sale=-5_000, **SOLD)
    assert verdict_of(without({**own, "amount_at_risk": 9_000}, "beginning_basis")) == "answered"
    assert verdict_of(without(own, "beginning_basis")) == "missing: beginning_basis"
    assert "basis_not_needed" not in notes(told(own))


def two_activities(first: dict[str, Any], second: dict[str, Any], **k1: Any) -> dict[str, Any]:
    """A K-1 of two businesses not worked in."""
    facts = {**idle(), **k1}
    of_activity = (
        *(name for name in facts if name.startswith(("suspended", "hours", "spouse", "years", "personal", "kind"))),
        "sold_entire_interest",
    )
    own = {name: facts.pop(name) for name in of_activity}
    return {**facts, "activity": [{**own, "name": "A", **first}, {**own, "name": "B", **second}]}


def test_of_several_activities_the_gain_is_asked_by_activity() -> None:
    """Temp. Reg. 1.469-2T(e)(3)(ii): a price is of the whole interest; no loss at all needs no basis."""
    loses = {"ordinary_business_income": 0, "suspended_passive_loss": 1_000, "sold_entire_interest": True}
    loses |= {name: value for name, value in SOLD.items() if name != "final_k1"}
    k1 = two_activities(loses, loses, final_k1=True, sale_price=5_000)
    assert verdict_of(without(k1, "beginning_basis")) == "missing: gain_on_sale"


def test_an_activity_that_the_entity_sold_has_its_gain_in_the_boxes() -> None:
    sold = {"ordinary_business_income": -6_000, **{name: SOLD[name] for name in SOLD if name != "final_k1"}}
    outcome = told(two_activities(sold, {"ordinary_business_income": -5_000}))
    says(outcome, passive_allowed=6_000, passive_suspended=5_000)
    assert "gain_on_sale" not in lines(outcome)
    assert "loss_on_sale" not in lines(outcome)


@pytest.mark.parametrize(("related", "waits"), [(False, 5_000), (True, 11_000)])
def test_who_took_an_activity_is_told_of_that_activity(related: bool, waits: int) -> None:
    """469(g)(1)(B): B went to someone related or not; A is kept."""
    sold = {"ordinary_business_income": -6_000, "sold_entire_interest": True, "fully_taxable_sale": True}
    outcome = told(two_activities({"ordinary_business_income": -5_000}, {**sold, "buyer_related": related}))
    says(outcome, passive_suspended=waits)


def test_a_trade_is_asked_neither_who_took_it_nor_for_a_rise_at_death() -> None:
    """469(g)(1)(A): what is not fully taxed frees nothing, whoever took it; all of the loss waits, none is lost."""
    traded = idle(ordinary_business_income=-10_000, sold_entire_interest=True, final_k1=True, gain_on_sale=0)
    traded |= {"fully_taxable_sale": False, "gain_still_to_come": 0}
    outcome = told(traded)
    assert "ended_exchanged" in lines(outcome)
    says(outcome, passive_suspended=10_000, passive_allowed=0, carried_forward_as_suspended_passive_loss=10_000)


def test_an_interest_of_one_who_died_without_a_loss_needs_no_rise() -> None:
    died = idle(
        ordinary_business_income=-5_000, suspended_passive_loss=0, final_k1=True, how_interest_ended="owner_died"
    )
    earns = {**died, "ordinary_business_income": 5_000, "net_section_1231_gain": -1_000}
    held = idle(name="Held", ordinary_business_income=-9_000)
    assert verdict_of(earns, held) == "answered"
    assert verdict_of(died, held) == "missing: step_up_at_death"


def test_at_death_what_is_freed_and_what_is_barred_are_all_of_it() -> None:
    """469(g)(2): 10,000 less the rise of 4,000."""
    died = {"final_k1": True, "how_interest_ended": "owner_died", "step_up_at_death": 4_000}
    outcome = told(idle(ordinary_business_income=0, suspended_passive_loss=10_000, **died))
    assert figure(outcome, "line released, Idle") == 6_000
    assert figure(outcome, "line released not passive, Idle") == 6_000
    assert figure(outcome, "line barred by step up, Idle") == 4_000


ON_INSTALMENTS = {"final_k1": True, "how_interest_ended": "sold_on_instalments", "buyer_related": False}


@pytest.mark.parametrize(("later", "waits"), [(0, 0), (0.01, 10_000), (5_000, 10_000)])
def test_instalments_without_a_gain_this_year_free_nothing(later: float, waits: int) -> None:
    """469(g)(3): the part that this year's gain is of all the gain; with none to come all is taxed (453(a))."""
    sold = idle(ordinary_business_income=-10_000, gain_on_sale=0, gain_still_to_come=later, **ON_INSTALMENTS)
    says(told(sold), passive_suspended=waits, carried_forward_as_suspended_passive_loss=waits)


def test_instalments_from_someone_related_free_nothing() -> None:
    """469(g)(1)(B), (3): nor is any of it barred."""
    sold = {**ON_INSTALMENTS, "buyer_related": True, "gain_on_sale": 2_000, "gain_still_to_come": 2_000}
    outcome = told(idle(ordinary_business_income=-10_000, **sold))
    says(outcome, passive_allowed=2_000, carried_forward_as_suspended_passive_loss=8_000)


@pytest.mark.parametrize(
    ("ended", "agi"),
    [
        ({**SOLD, "gain_on_sale": 0}, 120_000),
        ({**ON_INSTALMENTS, "gain_on_sale": 2_000, "gain_still_to_come": 6_000}, 128_000),
        ({"final_k1": True, "how_interest_ended": "owner_died", "step_up_at_death": 4_000}, 124_000),
    ],
)
def test_only_what_is_freed_counts_in_modified_agi(ended: dict[str, Any], agi: int) -> None:
    """469(i)(3)(E): 10,000 in full; a quarter of the overall loss of 8,000; 6,000 of 10,000. The rest is passive."""
    gone = idle(ordinary_business_income=-10_000, **ended)
    assert figure(told(gone, rental(), wages=130_000), "line modified agi") == agi


def test_stock_given_to_a_spouse_carries_passive_losses_in_its_basis() -> None:
    """1041(b), 469(j)(6); the spouse has the losses that basis held (1366(d)(2)(B))."""
    given = {"final_k1": True, "how_interest_ended": "given_to_spouse"}
    k1 = corporation(hours=10, beginning_stock_basis=5_000, ordinary_business_income=-7_000, **given)
    k1 |= {name: idle()[name] for name in ("spouse_hours", "years_materially_participated_of_last_10")}
    k1 |= {"personal_service_activity": False, "suspended_at_risk_loss": 0}
    outcome = told({**k1, "total_hours_by_others": 900})
    says(outcome, carried_forward_as_added_to_basis=5_000, carried_forward_as_suspended_basis_loss=2_000)


def test_a_gift_of_a_share_with_debts_is_a_price_also_without_losses() -> None:
    """Reg. 1.1001-1(e): 30,000 of debts go over; with a basis of 10,000 the gain of 20,000 frees another's loss."""
    lost = idle(name="Other", ordinary_business_income=-40_000)
    debts = {"beginning_recourse": 30_000, "ending_recourse": 30_000, "how_interest_ended": "given_away"}
    outcome = told(final(**debts), lost)
    assert figure(outcome, "gain on sale, Gone") == 20_000
    assert figure(outcome, "passive allowed, Other") == 25_000
    bare = without(final(**debts), "beginning_basis")
    assert verdict(answer({**HOUSEHOLD, "k1": [bare, lost]})) == "missing: beginning_basis"
    free = {**bare, "beginning_recourse": 0, "ending_recourse": 0}
    assert figure(told(free, lost), "passive allowed, Other") == 5_000


@pytest.mark.parametrize(
    ("facts", "least", "most"),
    [
        ({}, 10_000, None),  # how it ended is asked
        ({"how_interest_ended": "sold", "buyer_related": False}, 10_000, None),  # the price is asked
        ({"how_interest_ended": "exchanged"}, 10_000, None),  # the gain is asked
        ({"how_interest_ended": "sold", "gain_on_sale": -4_000}, 10_000, 14_000),  # whether to someone related
        ({"how_interest_ended": "given_away"}, 10_000, 10_000),  # basis is asked
    ],
)
def test_before_the_price_is_told_the_loss_on_the_sale_is_not_left_out(
    facts: dict[str, Any], least: int, most: int | None
) -> None:
    """1001(a): what is certain early is never contradicted by a later answer."""
    own = without(idle(ordinary_business_income=-10_000, final_k1=True, **facts), "beginning_basis")
    step = answer({**HOUSEHOLD, "k1": [own]})
    assert step.question is not None
    assert step.outcome is not None
    assert figure(step.outcome, "loss") == (least if least == most else (least, most))
    assert "loss_on_sale" not in {row.character for row in step.outcome.carryforwards if row.limit == "basis"}


def test_stock_is_sold_without_the_loans() -> None:
    """IRC 1367(b)(2)(A): the loss takes stock first; 12,000 less 10,000 - 4,000, whatever was lent."""
    sold = corporation(ordinary_business_income=-4_000, beginning_stock_basis=10_000, sale_price=12_000, **SOLD)
    lent = {
        "kind": "note",
        "beginning_balance": 5_000,
        "beginning_debt_basis": 5_000,
        "new_advances": 0,
        "repayments": 0,
    }
    assert figure(told({**sold, "loan": [lent]}), "gain on sale, Corp") == 6_000


def test_a_price_is_of_one_activity_alone() -> None:
    """Temp. Reg. 1.469-2T(e)(3)(ii): of two that lost this year too the gain is asked by activity."""
    loses = {"ordinary_business_income": -1_000, "sold_entire_interest": True}
    loses |= {name: value for name, value in SOLD.items() if name != "final_k1"}
    assert verdict_of(two_activities(loses, loses, final_k1=True, sale_price=5_000)) == "missing: gain_on_sale"


def test_an_activity_that_the_entity_sold_takes_no_loss_with_it_that_basis_holds() -> None:
    """Sennett, 80 T.C. 825, is of an interest that is gone; of this one the entity goes on."""
    sold = {"ordinary_business_income": -6_000, **{name: SOLD[name] for name in SOLD if name != "final_k1"}}
    outcome = told(two_activities(sold, {"ordinary_business_income": -5_000}, beginning_basis=0))
    says(outcome, carried_forward_as_lost=0, carried_forward_as_suspended_basis_loss=11_000)
