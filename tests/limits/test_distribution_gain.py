"""Gain on a distribution as passive income (Rev. Rul. 95-5; Temp. Reg. 1.469-2T(e)(3)): figures from the text cited."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, PARTNER, idle, rental, told, works
from tests.scenarios.scenario import answer, figure, verdict

HELD = idle(name="Held", ordinary_business_income=-30_000)


def two(first: dict[str, Any], second: dict[str, Any], **k1: Any) -> dict[str, Any]:
    """A partnership of two activities that paid out 12,000 beyond its basis of 10,000."""
    own = {"beginning_basis": 10_000, "distributions": 22_000, "name": "Pays", **k1}
    facts = {key: value for key, value in PARTNER.items() if key not in ("kind", "hours", "sold_entire_interest")}
    held = {key: 0 for key in facts if key.startswith("suspended")}
    facts = {key: value for key, value in facts.items() if key not in held}
    base = {"sold_entire_interest": False, **held}
    return {**facts, **own, "activity": [{**base, "name": "A", **first}, {**base, "name": "B", **second}]}


SILENT = {
    "kind": "trade_or_business",
    "ordinary_business_income": 0,
    "hours": 0,
    "spouse_hours": 0,
    "total_hours_by_others": 4_000,
    "most_hours_by_another": 2_000,
    "years_materially_participated_of_last_10": 0,
    "personal_service_activity": False,
}
WORKED = {"kind": "trade_or_business", "ordinary_business_income": 0, "hours": 600}


@pytest.mark.parametrize(("gains", "passes"), [((1, 0), 12_000), ((0, 1), 0), ((1, 3), 3_000), ((50, 50), 6_000)])
def test_the_gain_belongs_to_the_activities_that_have_gained(gains: tuple[int, int], passes: int) -> None:
    """Temp. Reg. 1.469-2T(e)(3)(ii)(B): by the gains on a sale of what is used in each."""
    pays = two({**SILENT, "gain_if_sold": gains[0]}, {**WORKED, "gain_if_sold": gains[1]})
    assert figure(told(HELD, pays), "against passive income") == passes


def test_investments_are_not_passive() -> None:
    """IRC 469(e)(1)(A)(ii)(II): a half of what has gained is held for investment."""
    pays = idle(name="Pays", interest_income=1_000, beginning_basis=10_000, distributions=23_000, gain_if_sold=5_000)
    outcome = told(HELD, {**pays, "ordinary_business_income": 0, "investment_gain_if_sold": 5_000})
    assert figure(outcome, "gain on distribution, Pays") == 12_000
    assert figure(outcome, "against passive income") == 6_000


def test_nothing_that_has_gained_is_refused() -> None:
    pays = two({**SILENT, "gain_if_sold": 0}, {**WORKED, "gain_if_sold": 0})
    assert verdict(answer({**HOUSEHOLD, "k1": [HELD, pays]})) == "out of scope: distribution_gain"


def test_the_shares_are_asked_only_where_the_activities_differ() -> None:
    """One activity has all of the gain; a firm that does nothing passive for the owner has none of passive income."""
    assert verdict(answer({**HOUSEHOLD, "k1": [HELD, two(WORKED, WORKED)]})) == "answered"
    assert verdict(answer({**HOUSEHOLD, "k1": [HELD, two(SILENT, WORKED)]})) == "missing: gain_if_sold"


def test_a_gain_of_the_activity_covers_its_own_loss_first() -> None:
    """Form 8582 Part V: the activity's overall gain or loss, the gain included; what is left goes to the others."""
    pays = idle(
        name="Pays", beginning_basis=0, distributions=10_000, ordinary_business_income=0, suspended_passive_loss=4_000
    )
    outcome = told(HELD, pays)
    assert figure(outcome, "passive allowed, Pays") == 4_000
    assert figure(outcome, "passive allowed, Held") == 6_000


def test_passive_gain_is_not_in_modified_agi() -> None:
    """IRC 469(i)(3)(E)(iv): AGI without any passive activity loss; income on Form 8582 stays out with the losses."""
    pays = idle(name="Pays", ordinary_business_income=0, beginning_basis=0, distributions=10_000)
    house = rental(net_rental_real_estate_income=-25_000)
    outcome = told(house, pays, wages=110_000)
    assert figure(outcome, "line modified agi") == 110_000
    assert figure(outcome, "against passive income") == 10_000
    assert figure(outcome, "passive allowed") == 25_000  # 10,000 of income, 15,000 of an allowance of 20,000
    worked = works(name="Pays", ordinary_business_income=0, beginning_basis=0, distributions=10_000)
    outcome = told(house, worked, wages=110_000)
    assert figure(outcome, "line modified agi") == 120_000
    assert figure(outcome, "passive allowed") == 15_000


def test_gain_of_a_significant_participation_activity_is_not_passive() -> None:
    """Temp. Reg. 1.469-2T(f)(2): passive gross income of the activity, gain included, is in the net of the group."""
    little = {"interest": "general_partner", "hours": 200, "most_hours_by_another": 900, "total_hours_by_others": 4_000}
    pays = idle(name="Pays", ordinary_business_income=0, beginning_basis=0, distributions=10_000, **little)
    outcome = told(HELD, {**pays, "paid_manager": True})
    assert figure(outcome, "against passive income") == 0
    assert figure(outcome, "line income not passive, Pays") == 10_000


@pytest.mark.parametrize("basis", [0, 4_000, 5_000, 6_000, 10_000, 20_000])
def test_an_unknown_basis_leaves_no_answer_out(basis: int) -> None:
    """Less basis holds the K-1's own loss, and makes a gain that lets another's pass: least passes in between."""
    pays = idle(name="Pays", ordinary_business_income=-5_000, distributions=5_000)
    case = [HELD, pays, idle(name="Gains", ordinary_business_income=2_000)]
    exact = told(case[0], {**pays, "beginning_basis": basis}, case[2]).deductible
    wide = told(case[0], {**pays, "beginning_basis": "unknown"}, case[2]).deductible
    assert wide.high is not None
    assert wide.low <= exact.low <= exact.high <= wide.high  # type: ignore[operator]


def test_the_gain_covers_the_rentals_own_loss_where_only_this_year_was_active() -> None:
    """469(i)(1): the gain stands in Part IV with this year's loss; the allowance is for what it leaves of that."""
    house = rental(
        beginning_basis=30_000,
        distributions=34_000,
        suspended_at_risk_loss=5_000,
        amount_at_risk=10_000,
        suspended_passive_loss=8_000,
        approves_tenants_and_terms="this_year_only",
    )
    outcome = told(house, wages=60_000)
    assert figure(outcome, "line allowance used") == 1_000
    assert (figure(outcome, "passive allowed"), figure(outcome, "passive suspended")) == (5_000, 8_000)


# What investments have gained


@pytest.mark.parametrize(
    ("gains", "said"),
    [((0, 5), "answered"), ((5, 0), "missing: investment_gain_if_sold"), ((0, 0), "missing: investment_gain_if_sold")],
)
def test_the_gain_of_investments_is_asked_where_some_of_it_could_be_passive(gains: tuple[int, int], said: str) -> None:
    """IRC 469(e)(1)(A)(ii): where only the business worked in has gained, none of it is passive anyway."""
    pays = two({**SILENT, "gain_if_sold": gains[0], "interest_income": 500}, {**WORKED, "gain_if_sold": gains[1]})
    assert verdict(answer({**HOUSEHOLD, "k1": [HELD, pays]})) == said


def test_one_of_two_passive_activities_that_has_gained_is_enough_to_ask() -> None:
    pays = two({**SILENT, "gain_if_sold": 5, "interest_income": 500}, {**SILENT, "gain_if_sold": 0})
    assert verdict(answer({**HOUSEHOLD, "k1": [HELD, pays]})) == "missing: investment_gain_if_sold"


@pytest.mark.parametrize("box", ["interest_income", "ordinary_dividends", "royalties", "k1_long_term_capital_gain"])
def test_boxes_5_to_9_are_of_investments(box: str) -> None:
    """Half of what has gained is held for investment: half of the gain beyond basis is not passive."""
    pays = idle(name="Pays", beginning_basis=10_000, distributions=23_000, gain_if_sold=5_000, **{box: 1_000})
    pays |= {"ordinary_business_income": 0, "investment_gain_if_sold": 5_000}
    assert figure(told(HELD, pays), "against passive income") == 6_000


@pytest.mark.parametrize("price", [0, 20_000])
def test_a_gain_on_a_sale_counts_once_beside_one_on_a_payout(price: int) -> None:
    """Two gains on interests, each once (731(a)(1), 741): losses of 30,000 meet 5,000 paid out beyond basis and 5,000
    on the sale, or 25,000 with a price higher by 20,000.
    """
    pays = idle(name="Pays", ordinary_business_income=0, beginning_basis=0, distributions=5_000)
    sold = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
    ended = idle(name="Ended", ordinary_business_income=0, beginning_basis=1_000, gain_on_sale=price + 5_000, **sold)
    assert figure(told(HELD, pays, ended), "against passive income") == price + 10_000


def test_a_k1_without_a_gain_is_asked_nothing_for_the_gain_of_another() -> None:
    """Rev. Rul. 95-5: 12,000 of gain, to the cent; what another K-1 does is not looked into."""
    pays = idle(name="Pays", ordinary_business_income=0, beginning_basis=10_000, distributions=22_000)
    quiet = {key: value for key, value in idle(name="Quiet", interest_income=5).items() if key in UNJUDGED}
    assert figure(told(HELD, pays, quiet), "against passive income") == 12_000
    earns = {key: value for key, value in idle(name="Earns").items() if key != "beginning_basis"}
    assert figure(told(HELD, pays, {**earns, "ordinary_business_income": 1}), "against passive income") == 12_001


UNJUDGED = {"name", "entity", "interest_income", "suspended_basis_loss", "suspended_at_risk_loss"}
UNJUDGED |= {"suspended_passive_loss", "publicly_traded", "kind", "final_k1"}


@pytest.mark.parametrize("elsewhere", [0, 500, 50_000])
def test_before_a_death_bars_a_loss_the_gain_of_its_own_activity_meets_it(elsewhere: int) -> None:
    """469(g)(2) takes what waits at death: 4,000 met the 5,000 of gain on a payout, whatever else there is."""
    died = {"final_k1": True, "how_interest_ended": "owner_died", "step_up_at_death": 9_000}
    own = idle(ordinary_business_income=0, suspended_passive_loss=4_000, beginning_basis=10_000, distributions=15_000)
    outcome = told({**own, **died}, other_passive_income=elsewhere)
    assert figure(outcome, "against passive income") == 4_000
    assert not figure(outcome, "carried forward as lost")
    assert not figure(outcome, "line barred by step up")
