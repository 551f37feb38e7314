"""Passive losses of earlier years in an activity that is not passive now (IRC 469(f)(1))."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, idle, notes, rental, told, works
from tests.scenarios.scenario import answer, figure, verdict


@pytest.mark.parametrize(("income", "used"), [(0, 0), (8_999, 8_999), (9_000, 9_000), (9_001, 9_000)])
def test_it_meets_the_activitys_own_net_income(income: int, used: int) -> None:
    outcome = told(works(ordinary_business_income=income, suspended_passive_loss=9_000))
    assert figure(outcome, "passive allowed") == used
    assert figure(outcome, "against passive income") == 0
    assert figure(outcome, "carried forward as suspended passive loss") == 9_000 - used


def test_this_years_losses_of_the_activity_come_first() -> None:
    """Net income: 10,000 less this year's section 179 deduction of 4,000 leaves 6,000."""
    own = works(ordinary_business_income=10_000, section_179_deduction=4_000, suspended_passive_loss=9_000)
    outcome = told(own)
    assert figure(outcome, "line former passive loss used") == 6_000
    assert figure(outcome, "passive suspended") == 3_000


def test_the_rest_meets_other_passive_income_and_shares_with_other_losses() -> None:
    """469(f)(1)(C): 7,000 left and another loss of 7,000 share 6,000 of passive income."""
    own = works(ordinary_business_income=2_000, suspended_passive_loss=9_000)
    other = idle(ordinary_business_income=-7_000)
    outcome = told(own, other, other_passive_income=6_000)
    assert figure(outcome, "passive suspended, Works") == 4_000
    assert figure(outcome, "passive suspended, Idle") == 4_000
    assert figure(outcome, "against passive income") == 6_000


def test_this_years_loss_of_it_is_not_passive() -> None:
    outcome = told(works(ordinary_business_income=-5_000, suspended_passive_loss=9_000))
    assert figure(outcome, "passive allowed") == 5_000
    assert figure(outcome, "passive suspended") == 9_000


SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
BROKER = {"real_property_hours": 1_500, "total_work_hours": 1_500, "hours": 600}


def building(name: str, **facts: Any) -> dict[str, Any]:
    """A building that a real estate professional works in."""
    return rental(name=name, **{"net_rental_real_estate_income": 0, **BROKER, **facts})


@pytest.mark.parametrize(("elects", "u_kept", "freed"), [(False, 0, 30_000), (True, 30_000, 0)])
def test_one_building_sold_of_several_that_are_one_by_election(elects: bool, u_kept: int, freed: int) -> None:
    """469(g)(1): the entire interest in the activity, and by election that is all of them (Reg. 1.469-9(g))."""
    u = building("U", suspended_passive_loss=30_000, gain_on_sale=0, **SOLD)
    v = building("V", suspended_passive_loss=10_000)
    outcome = told(u, v, elects_rentals_as_one=elects, modified_agi=200_000, filing_status="single")
    assert figure(outcome, "passive suspended, U") == u_kept
    assert figure(outcome, "passive suspended, V") == 10_000
    assert figure(outcome, "deductible") == freed
    assert ("one_of_all_rentals_sold" in {note.name for note in outcome.notes}) == elects


def test_all_buildings_sold_free_all_of_it() -> None:
    """469(g)(1): the one activity is gone; a third building with income alone was sold too."""
    u = building("U", suspended_passive_loss=30_000, gain_on_sale=0, **SOLD)
    v = building("V", suspended_passive_loss=10_000, gain_on_sale=0, **SOLD)
    third = building("W", net_rental_real_estate_income=10_000, gain_on_sale=0, **SOLD)
    household = {"elects_rentals_as_one": True, "modified_agi": 200_000, "filing_status": "single"}
    assert figure(told(u, v, third, **household), "deductible") == 40_000
    # With hours in rentals held elsewhere the one activity is not gone.
    assert figure(told(u, v, third, **household, hours_in_other_rentals=1), "deductible") == 10_000


def test_a_gain_on_one_building_bears_the_losses_of_all_by_election() -> None:
    """469(f)(1)(A); Reg. 1.469-9(e)(4): the gain of 12,000 is income of the one activity, whichever building lost."""
    u = building("U", gain_on_sale=12_000, **SOLD)
    v = building("V", suspended_passive_loss=10_000)
    household = {"modified_agi": 200_000, "filing_status": "single"}
    assert figure(told(u, v, elects_rentals_as_one=True, **household), "deductible") == 10_000
    assert figure(told(u, v, elects_rentals_as_one=False, **household), "deductible") == 0


@pytest.mark.parametrize("elects", [None, False, True])
@pytest.mark.parametrize(("earlier", "gain"), [(0, 15_000), (7_000, 15_000), (7_000, 3_000)])
def test_a_professionals_sale_names_no_passive_income(elects: bool | None, earlier: int, gain: int) -> None:
    """469(c)(7)(A): with 600 hours the building is not passive, as one with others or not, so nor is its gain."""
    u = building("U", net_rental_real_estate_income=-10_000, suspended_passive_loss=earlier, gain_on_sale=gain, **SOLD)
    choice = {} if elects is None else {"elects_rentals_as_one": elects}
    outcome = told(u, **choice, modified_agi=200_000, filing_status="single")
    assert figure(outcome, "deductible") == 10_000 + earlier
    assert figure(outcome, "against passive income") == 0


def test_of_several_buildings_one_sold_names_no_passive_income_either() -> None:
    """The same where nothing is carried in: then nothing turns on the election."""
    u = building("U", net_rental_real_estate_income=-10_000, gain_on_sale=15_000, **SOLD)
    outcome = told(u, building("V"), modified_agi=200_000, filing_status="single")
    assert figure(outcome, "deductible") == 10_000
    assert figure(outcome, "against passive income") == 0


def test_what_a_sale_frees_turns_on_the_election() -> None:
    """469(g)(1), Reg. 1.469-9(g): as one with V, which is kept, U frees nothing, so the election is asked for."""
    u = building("U", suspended_passive_loss=30_000, gain_on_sale=0, **SOLD)
    v, household = building("V"), {"modified_agi": 200_000, "filing_status": "single"}
    assert verdict(answer({**HOUSEHOLD, **household, "k1": [u, v]})) == "missing: elects_rentals_as_one"
    for elects, freed in ((False, 30_000), (True, 0)):
        assert figure(told(u, v, elects_rentals_as_one=elects, **household), "deductible") == freed


def test_each_activity_bears_its_own_earlier_loss() -> None:
    """469(f)(1)(A): 5,000 of A's income meets A's 3,000, and none of B's 4,000."""
    a = works(name="A", ordinary_business_income=5_000, suspended_passive_loss=3_000)
    b = works(name="B", ordinary_business_income=0, suspended_passive_loss=4_000)
    outcome = told(a, b)
    assert figure(outcome, "passive suspended, A") == 0
    assert figure(outcome, "passive suspended, B") == 4_000


def test_the_owners_own_deductions_do_not_lower_its_net_income() -> None:
    """Temp. Reg. 1.469-2T(d)(2): a gift to charity is no deduction of the activity."""
    own = works(ordinary_business_income=9_000, charitable_contributions=4_000, suspended_passive_loss=9_000)
    assert figure(told(own), "line former passive loss used") == 9_000


@pytest.mark.parametrize(("income", "agi"), [(0, 130_000), (2_000, 130_000), (9_500, 130_500)])
def test_modified_agi_counts_what_its_own_income_bore(income: int, agi: int) -> None:
    """469(f)(1)(C), (i)(3)(E): what is left is a passive loss still, and stays out."""
    own = works(ordinary_business_income=income, suspended_passive_loss=9_000)
    assert figure(told(own, rental(), wages=130_000), "line modified agi") == agi
    other = works(name="Other", ordinary_business_income=-1_000)
    assert figure(told(own, other, rental(), wages=130_000), "line modified agi") == agi - 1_000


def test_a_sale_of_another_business_frees_its_loss_beside_rentals_that_are_one() -> None:
    """Reg. 1.469-9(g)(3): the election is of rental real estate alone."""
    gone = idle(name="Gone", ordinary_business_income=-10_000, gain_on_sale=0, **SOLD)
    kept = building("V", suspended_passive_loss=10_000)
    outcome = told(gone, kept, elects_rentals_as_one=True, modified_agi=200_000, filing_status="single")
    assert figure(outcome, "passive suspended, Gone") == 0
    assert figure(outcome, "passive suspended, V") == 10_000


@pytest.mark.parametrize(("last", "freed"), [(["sold_entire_interest"], 40_000), ([], 10_000)])
def test_a_building_that_its_entity_sold_is_gone_too(last: list[str], freed: int) -> None:
    """469(g)(1): U and V ended with their interests; of W the entity goes on, and has sold it or kept it."""
    u = building("U", suspended_passive_loss=30_000, gain_on_sale=0, **SOLD)
    v = building("V", suspended_passive_loss=10_000, gain_on_sale=0, **SOLD)
    sold = {name: value for name, value in SOLD.items() if name != "final_k1"} if last else {}
    third = building("W", net_rental_real_estate_income=10_000, **sold)
    household = {"elects_rentals_as_one": True, "modified_agi": 200_000, "filing_status": "single"}
    outcome = told(u, v, third, **household)
    assert figure(outcome, "deductible") == freed
    assert ("one_of_all_rentals_sold" in notes(outcome)) == (not last)
