"""Real estate professionals: IRC 469(c)(7); Reg. 1.469-9.

The rental loses 20,000; modified AGI of 200,000 leaves no allowance, so a passive loss waits whole.
"""

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.errors import Contradiction
from k1chat.interview import next_step, still_missing
from k1chat.limits.real_estate_professional import PERSONAL
from tests.limits.household import HOUSEHOLD, idle, rental, says, told, without, works
from tests.scenarios.scenario import answer, figure, verdict

MAIN_WORK = {"real_property_hours": 1_000, "total_work_hours": 1_500}
OTHERS_WORK = {
    "most_hours_by_another": 900,
    "total_hours_by_others": 1_500,
    "years_materially_participated_of_last_10": 0,
    "spouse_hours": 0,
}
IN_NEITHER = {"real_property_hours": 0, "total_work_hours": 0}
PARTNERS = ("general_partner", "limited_partner")


def professionals(**facts: Any) -> dict[str, Any]:
    """A rental whose owner mainly works in real estate; in the rental itself others work more."""
    return rental(**{**MAIN_WORK, **OTHERS_WORK, **facts})


def held(*k1s: dict[str, Any], **household: Any) -> Any:
    """What the passive limit holds."""
    whole = {"modified_agi": 200_000, "elects_rentals_as_one": False, **household}
    return figure(told(*k1s, **whole), "passive suspended")


# Who is one


@pytest.mark.parametrize(
    ("real", "all_work", "professional"),
    [
        (749, 749, False),
        (750, 750, False),
        (751, 751, True),
        (1_000, 2_001, False),
        (1_000, 2_000, False),
        (1_000, 1_999, True),
    ],
)
@pytest.mark.parametrize("whose", ["", "spouse_"])
def test_either_spouse_alone_may_be_the_professional(whose: str, real: int, all_work: int, professional: bool) -> None:
    """IRC 469(c)(7)(B): more than 750 hours and more than half of all work, by either spouse of a joint return."""
    work = {f"{whose}real_property_hours": real, f"{whose}total_work_hours": all_work}
    assert held(rental(**OTHERS_WORK, **work, hours=501)) == (0 if professional else 20_000)


@pytest.mark.parametrize("apart", [True, False])
def test_a_spouse_who_files_separately_does_not_make_the_owner_one(apart: bool) -> None:
    """IRC 469(c)(7)(B): only on a joint return is it enough that the spouse is one; not asked, and no matter."""
    k1 = rental(**OTHERS_WORK, hours=501, spouse_real_property_hours=2_000, spouse_total_work_hours=2_000)
    status = {"filing_status": "married_separate", "lived_apart_all_year": apart}
    assert held(k1, **status) == 20_000
    for fact in ("spouse_real_property_hours", "spouse_total_work_hours"):
        del k1[fact]
    assert held(k1, **status) == 20_000
    assert held({**k1, "real_property_hours": 2_001}, **status) == 0


def test_spouses_do_not_add_up_to_a_professional() -> None:
    """IRC 469(c)(7)(B), Reg. 1.469-9(c)(4): each alone; 700 hours each are not 1,400."""
    work = {f"{whose}{what}": 700 for whose in ("", "spouse_") for what in ("real_property_hours", "total_work_hours")}
    assert held(rental(**OTHERS_WORK, hours=501, **work)) == 20_000


# Rental by rental


@pytest.mark.parametrize(("hours", "spouse", "waits"), [(300, 199, 20_000), (300, 200, 20_000), (300, 201, 0)])
def test_a_spouses_hours_count_in_the_rental(hours: int, spouse: int, waits: int) -> None:
    """Reg. 1.469-9(c)(4), IRC 469(h)(5): for material participation they do."""
    assert held(professionals(hours=hours, spouse_hours=spouse)) == waits


@pytest.mark.parametrize(("hours", "waits"), [(100, 20_000), (101, 0)])
def test_more_than_anyone_else_in_the_rental(hours: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(3): more than 100 hours, and nobody more."""
    assert held(professionals(hours=hours, most_hours_by_another=100)) == waits


@pytest.mark.parametrize(("years", "waits"), [(4, 20_000), (5, 0)])
@pytest.mark.parametrize("interest", ["general_partner", "limited_partner"])
def test_five_earlier_years_in_the_rental(interest: str, years: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(5), (e)(2)."""
    own = {"interest": interest, "years_materially_participated_of_last_10": years, "hours": 0}
    assert held(professionals(**own)) == waits


@pytest.mark.parametrize(("interest", "waits"), [("general_partner", 0), ("limited_partner", 20_000)])
def test_a_limited_partner_has_no_test_3(interest: str, waits: int) -> None:
    """IRC 469(h)(2); Temp. Reg. 1.469-5T(e)(2)."""
    assert held(professionals(interest=interest, hours=200, most_hours_by_another=0)) == waits


def test_rentals_are_no_significant_participation() -> None:
    """Temp. Reg. 1.469-5T(c)(1)(i): two rentals of 300 hours each are not 600 without the election."""
    assert held(*(professionals(name=name, hours=300) for name in ("A", "B"))) == 40_000


def test_each_rental_by_itself() -> None:
    """IRC 469(c)(7)(A)(ii): 501 hours in one free its loss, not the other's."""
    first, second = professionals(name="A", hours=501), professionals(name="B", hours=499)
    outcome = told(first, second, modified_agi=200_000, elects_rentals_as_one=False)
    assert figure(outcome, "passive suspended, A") == 0
    assert figure(outcome, "passive suspended, B") == 20_000
    assert figure(outcome, "test met, A") == 1


def test_other_rentals_are_passive_at_any_hours() -> None:
    """IRC 469(c)(7)(A): rental real estate only; machines let by a real estate professional stay passive."""
    machines = professionals(kind="other_rental", other_net_rental_income=-20_000, hours=2_000)
    del machines["net_rental_real_estate_income"]
    assert held(machines) == 20_000


# All rentals as one


def elected(*k1s: dict[str, Any], **household: Any) -> Any:
    """What is held where all rentals are one by election, others doing more work in them."""
    one = {"elects_rentals_as_one": True, "hours_in_other_rentals": 0, "rentals_most_hours_by_another": 2_000}
    return held(*k1s, **{**one, "years_in_all_rentals_of_last_10": 0, **household})


@pytest.mark.parametrize(("second", "waits"), [(199, 40_000), (200, 40_000), (201, 0)])
def test_the_hours_of_all_rentals_add_up(second: int, waits: int) -> None:
    """Reg. 1.469-9(e)(1), (g): 300 and `second` hours as one activity, more than 500 or not."""
    assert elected(professionals(name="A", hours=300), professionals(name="B", hours=second)) == waits


@pytest.mark.parametrize(("elsewhere", "waits"), [(200, 20_000), (201, 0)])
def test_hours_in_rentals_outside_the_k1s_count(elsewhere: int, waits: int) -> None:
    """Reg. 1.469-9(g): all interests in rental real estate, on these K-1s or not."""
    assert elected(professionals(hours=300), hours_in_other_rentals=elsewhere) == waits


@pytest.mark.parametrize(
    ("hours", "most", "years", "waits"),
    [(101, 101, 0, 0), (101, 102, 0, 20_000), (100, 1, 0, 20_000), (100, 0, 0, 0), (0, 0, 0, 20_000), (0, 9, 5, 0)],
)
def test_other_tests_on_all_rentals_as_one(hours: int, most: int, years: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(2), (3), (5) on the one activity."""
    whole = {"rentals_most_hours_by_another": most, "years_in_all_rentals_of_last_10": years}
    assert elected(professionals(hours=hours), **whole) == waits


@pytest.mark.parametrize(("percent", "waits"), [("9.9", 0), ("10", 40_000), ("10.1", 40_000)])
def test_a_limited_partners_interest_among_them(percent: str, waits: int) -> None:
    """Reg. 1.469-9(f)(1), (2): tests 1 and 5 only, unless less than ten percent of the rents come from it."""
    general, limited = (
        professionals(name=name, hours=200, interest=name) for name in ("general_partner", "limited_partner")
    )
    whole = {"rentals_most_hours_by_another": 100, "limited_partner_rent_percent": float(percent)}
    assert elected(general, limited, **whole) == waits


def test_more_than_500_hours_are_enough_with_a_limited_partners_interest() -> None:
    """Reg. 1.469-9(f)(1): test 1 stays open; how much rent comes from where is not asked."""
    general, limited = (
        professionals(name=name, hours=251, interest=name) for name in ("general_partner", "limited_partner")
    )
    assert elected(general, limited) == 0


@pytest.mark.parametrize(
    ("hours", "most", "cited"),
    [
        (251, 0, ["Temp. Reg. 1.469-5T(a)(1)"]),
        (150, 9_000, ["Temp. Reg. 1.469-5T(a)(1)", "Temp. Reg. 1.469-5T(a)(5)"]),
    ],
)
def test_each_test_of_all_rentals_is_cited_by_itself(hours: int, most: int, cited: list[str]) -> None:
    """Temp. Reg. 1.469-5T(a)(1), (5), (e)(2): a limited partner's interest leaves these; the election is no test."""
    general, limited = (
        professionals(name=name, hours=hours, interest=name) for name in ("general_partner", "limited_partner")
    )
    outcome = told(
        general,
        limited,
        elects_rentals_as_one=True,
        hours_in_other_rentals=0,
        limited_partner_rent_percent=50,
        years_in_all_rentals_of_last_10=0,
    )
    lines = [line for line in outcome.limits[2].lines if line.name.startswith("test_")]
    assert [line.citation for line in lines if line.k1 == "general_partner"] == cited


# What follows


def test_nonpassive_rental_income_covers_no_passive_loss() -> None:
    """IRC 469(c)(7)(A), (d)(1): a professional's net rent is not passive income."""
    profit = professionals(net_rental_real_estate_income=30_000, hours=501)
    assert held(profit, idle(ordinary_business_income=-30_000)) == 30_000
    assert held({**profit, "hours": 499}, idle(ordinary_business_income=-30_000)) == 0


def test_the_losses_do_not_lower_modified_agi() -> None:
    """IRC 469(i)(3)(E)(iv): 120,000 stays 120,000 whatever the professional's rental loses; allowance of 15,000."""
    worked = professionals(name="Worked", net_rental_real_estate_income=-50_000, hours=501)
    outcome = told(worked, professionals(name="Other", hours=0), wages=120_000, elects_rentals_as_one=False)
    assert figure(outcome, "line modified agi") == 120_000
    assert figure(outcome, "passive suspended, Other") == 5_000
    assert figure(outcome, "passive suspended, Worked") == 0


def test_as_one_a_profit_among_them_is_not_passive_either() -> None:
    """Reg. 1.469-9(g): the hours in one building make the other's profit nonpassive; it covers no passive loss."""
    first = professionals(name="A", net_rental_real_estate_income=-50_000, hours=501)
    second = professionals(name="B", net_rental_real_estate_income=20_000, hours=0)
    outcome = told(first, second, idle(ordinary_business_income=-9_000), elects_rentals_as_one=True)
    assert figure(outcome, "passive suspended") == 9_000
    assert figure(outcome, "against other income") == 50_000


def test_the_loss_is_a_business_loss_of_the_return() -> None:
    """IRC 461(l): what 469 lets pass still meets the threshold: 400,000 less 313,000 waits (single, 2025)."""
    k1 = professionals(net_rental_real_estate_income=-400_000, hours=501)
    outcome = told(k1, filing_status="single", elects_rentals_as_one=False)
    assert figure(outcome, "excess business loss") == 87_000


def test_nobody_is_asked_where_nothing_waits() -> None:
    """A loss that other passive income covers passes either way: neither hours nor election are asked for."""
    k1 = {key: value for key, value in professionals().items() if key != "hours"}
    assert figure(told(k1, other_passive_income=50_000), "passive suspended") == 0


@pytest.mark.parametrize(
    ("given", "missing"), [({}, "elects_rentals_as_one"), ({"elects_rentals_as_one": False}, "hours")]
)
def test_what_is_asked_of_a_professional(given: dict[str, Any], missing: str) -> None:
    """The election first, then the hours in the rental."""
    k1 = {key: value for key, value in professionals().items() if key != "hours"}
    step = answer({**HOUSEHOLD, "modified_agi": 200_000, **given, "k1": [k1]})
    assert verdict(step) == f"missing: {missing}"


def test_unknown_hours_in_real_estate_leave_the_figures_of_a_rental_unless() -> None:
    """Without the hours in the rental: held, unless real estate is the main work."""
    k1 = {key: value for key, value in professionals(real_property_hours="unknown").items() if key != "hours"}
    outcome = told(k1, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 20_000
    assert outcome.out_of_scope_if == ("real_estate_professional",)


def test_unknown_hours_told_for_another_rental_than_the_rest_leave_them_too() -> None:
    """They are one person's: in real estate told of one rental, in all work of the other; nobody is asked for hours."""
    told_of_all = without(professionals(name="A"), "real_property_hours", "hours")
    told_of_these = without(professionals(name="B", real_property_hours="unknown"), "total_work_hours", "hours")
    outcome = told(told_of_all, told_of_these, modified_agi=200_000)
    assert figure(outcome, "passive suspended") == 40_000
    assert outcome.out_of_scope_if == ("real_estate_professional",)


@pytest.mark.parametrize("fact", ["total_work_hours", "spouse_total_work_hours"])
def test_unknown_hours_in_real_estate_still_ask_for_all_work(fact: str) -> None:
    """IRC 469(c)(7)(B)(i): hours in real estate are more than half of all work, or not, whatever they are."""
    unknown = {fact.replace("total_work", "real_property"): "unknown"}
    assert says(without(professionals(**{**IN_NEITHER, **unknown}), fact), modified_agi=200_000) == f"missing: {fact}"


def test_what_makes_a_rental_nonpassive_is_told_to_be_open_from_the_start() -> None:
    """IRC 469(c)(7)(A): whose main work is not told yet may turn out to be asked for the election and the hours."""
    k1 = without(rental(), *(fact.name for fact in PERSONAL), "hours")
    case = case_file.read(Path("case.toml"), tomli_w.dumps({**HOUSEHOLD, "modified_agi": 200_000, "k1": [k1]}))
    first = next_step(case).question
    assert first is not None
    names = [question.fact.name for question in still_missing(case, first)]
    assert names[0] == "real_property_hours"
    assert {"elects_rentals_as_one", "hours"} <= set(names)


def test_a_business_beside_it_keeps_its_tests() -> None:
    """The election is about rental real estate: a business of 400 hours does not join it."""
    other = works(ordinary_business_income=-5_000, **OTHERS_WORK, personal_service_activity=False, paid_manager=True)
    other["hours"] = 400
    outcome = told(professionals(hours=501), other, modified_agi=200_000, elects_rentals_as_one=False)
    assert figure(outcome, "passive suspended, Works") == 5_000
    assert figure(outcome, "passive suspended, Rental") == 0


def test_hours_that_differ_matter_only_where_a_loss_turns_on_them() -> None:
    """A person's hours told twice and not alike: a contradiction where a rental's loss waits, else no matter."""
    first, second = professionals(name="A"), professionals(name="B", real_property_hours=80)
    assert figure(told(first, second, other_passive_income=50_000), "passive suspended") == 0
    with pytest.raises(Contradiction):
        held(first, second)


@pytest.mark.parametrize(
    "beside",
    [
        works(name="Shop", ordinary_business_income=1_000, hours=600),
        rental(name="Stays", net_rental_real_estate_income=1_000, average_stay_days=5, hours=600, spouse_hours=0),
    ],
    ids=["a business", "short stays"],
)
def test_only_rental_real_estate_is_one_by_election(beside: dict[str, Any]) -> None:
    """Reg. 1.469-9(b)(3), (g)(1): 200 hours in the rental; 600 in what is none do not count."""
    none = {"hours_in_other_rentals": 0, "rentals_most_hours_by_another": 900, "years_in_all_rentals_of_last_10": 0}
    work = {"real_property_hours": 1_500, "total_work_hours": 2_000}
    house = rental(**work, hours=200, spouse_hours=0)
    beside = {**beside, **work} if beside["name"] == "Stays" else beside
    outcome = told(house, beside, elects_rentals_as_one=True, modified_agi=200_000, **none)
    assert figure(outcome, "passive suspended, Rental") == 20_000
