"""Material participation where its tests meet: a spouse's hours, significant participation, earlier years.

Temp. Reg. 1.469-5T(a), (c), (e), (f)(3). Someone else always works more, so test 3 is met only where a test says so.
"""

from typing import Any

import pytest

from k1chat.outcome import Outcome
from k1chat.wording import words
from tests.scenarios.scenario import figure
from tests.scenarios.test_boundaries import ask, business, nonpassive, rental


def joint(*k1s: dict[str, Any], **household: Any) -> Outcome:
    return ask(*k1s, filing_status="married_joint", **household)


def held(outcome: Outcome, number: int) -> Any:
    """What the passive limit holds of one K-1's loss of 10,000."""
    return figure(outcome, f"passive suspended, K-1 {number}")


# A spouse's hours


@pytest.mark.parametrize(("spouse", "met"), [(199, False), (200, False), (201, True)])
@pytest.mark.parametrize("status", ["married_joint", "married_separate"])
@pytest.mark.parametrize("interest", ["limited_partner", "general_partner"])
def test_a_spouses_hours_are_the_owners(interest: str, status: str, spouse: int, met: bool) -> None:
    """IRC 469(h)(5), (f)(3): joint return or not, and for a limited partner's test 1 too; 300 of the owner's own."""
    outcome = ask(business(interest=interest, hours=300, spouse_hours=spouse), filing_status=status)
    assert nonpassive(outcome) is met
    assert figure(outcome, "test met, K-1 1") == (1 if met else 0)


@pytest.mark.parametrize(("spouse", "met"), [(39, False), (40, False), (41, True)])
def test_together_more_than_anyone_else(spouse: int, met: bool) -> None:
    """(a)(3), IRC 469(h)(5): 60 hours and the spouse's are more than 100, and nobody else has more than 80."""
    k1 = business(hours=60, spouse_hours=spouse, most_hours_by_another=80, total_hours_by_others=90)
    assert nonpassive(joint(k1)) is met


@pytest.mark.parametrize(("spouse", "met"), [(39, False), (40, False), (41, True)])
def test_significant_through_a_spouses_hours(spouse: int, met: bool) -> None:
    """(c)(2), (f)(3): 60 and the spouse's hours make one business significant; with 400 in another more than 500."""
    outcome = joint(business(hours=60, spouse_hours=spouse), business(hours=400))
    assert (held(outcome, 1), held(outcome, 2)) == ((0, 0) if met else (10_000, 10_000))


@pytest.mark.parametrize(("spouse", "met"), [(99, False), (100, False), (101, True)])
def test_significant_hours_add_up_with_a_spouses(spouse: int, met: bool) -> None:
    """(a)(4), (f)(3): 200 in one business; 200 and the spouse's in the other: more than 500 in all."""
    outcome = joint(business(hours=150, spouse_hours=50), business(hours=200, spouse_hours=spouse))
    assert (figure(outcome, "passive suspended") == 0) is met
    assert figure(outcome, "test met, K-1 2") == (4 if met else 0)


# Significant participation


@pytest.mark.parametrize(("second", "met"), [(99, False), (100, False), (101, True)])
def test_exactly_500_hours_and_a_second_business(second: int, met: bool) -> None:
    """(a)(1), (4), (c)(2): 500 are not more than 500, alone or with a business that is not significant."""
    outcome = ask(business(hours=500), business(hours=second))
    assert (held(outcome, 1), held(outcome, 2)) == ((0, 0) if met else (10_000, 10_000))
    assert figure(outcome, "test met, K-1 1") == (4 if met else 0)


@pytest.mark.parametrize(("third", "met"), [(197, False), (198, False), (199, True)])
def test_three_significant_businesses(third: int, met: bool) -> None:
    """(a)(4): 101, 201 and `third` hours; 500 in all is not enough."""
    outcome = ask(business(hours=101), business(hours=201), business(hours=third))
    assert figure(outcome, "passive suspended") == (0 if met else 30_000)


def test_a_business_with_profit_counts_too() -> None:
    """(a)(4): participation in all significant activities, with a loss or not: 300 and 201."""
    outcome = ask(business(hours=300), business(hours=201, ordinary_business_income=5_000))
    assert held(outcome, 1) == 0


def test_a_limited_partner_brings_no_hours_to_the_others() -> None:
    """(e)(2): test 4 is closed to the limited partner's own business; 400 hours elsewhere are not enough alone.

    (c) makes no exception for limited partners, so the 300 hours count towards the other business's 500.
    """
    outcome = ask(business(hours=300, interest="limited_partner"), business(hours=400))
    assert held(outcome, 1) == 10_000
    assert held(outcome, 2) == 0


# Alone; earlier years


@pytest.mark.parametrize("hours", [1, 99, 100])
def test_alone_whatever_the_hours(hours: int) -> None:
    """(a)(2): all the work there was, which asks for no number of hours; exactly 100 too."""
    outcome = ask(business(hours=hours, most_hours_by_another=0, total_hours_by_others=0))
    assert nonpassive(outcome)
    assert figure(outcome, "test met, K-1 1") == 2


@pytest.mark.parametrize("hours", [0, 99, 100])
def test_not_alone(hours: int) -> None:
    """(a)(2), (3): another with as many hours; up to 100 hours test 3 is closed."""
    assert not nonpassive(ask(business(hours=hours, most_hours_by_another=hours, total_hours_by_others=2 * hours + 1)))


@pytest.mark.parametrize(
    ("recent", "before", "met"), [(2, 0, False), (2, 1, True), (2, 2, True), (0, 2, False), (0, 3, True), (3, 0, True)]
)
@pytest.mark.parametrize("interest", ["general_partner", "limited_partner"])
def test_a_personal_service_activity_in_any_three_years(interest: str, recent: int, before: int, met: bool) -> None:
    """(a)(6), (e)(2): any three earlier years, however long ago, in a row or not; limited partners too."""
    years = {
        "years_materially_participated_of_last_10": recent,
        "years_materially_participated_before_last_10": before,
    }
    outcome = ask(business(interest=interest, personal_service_activity=True, **years))
    assert nonpassive(outcome) is met
    assert figure(outcome, "test met, K-1 1") == (6 if met else 0)
    assert not nonpassive(ask(business(interest=interest, personal_service_activity=False, **years)))


# A business that box 1 does not name


def by_kind(**facts: Any) -> dict[str, Any]:
    """A K-1 with a loss of 10,000 in box 10 alone; the owner says that it is a business."""
    return {**{key: value for key, value in business().items() if key != "ordinary_business_income"}, **facts}


@pytest.mark.parametrize(("hours", "met"), [(499, False), (500, False), (501, True)])
@pytest.mark.parametrize("box", [{"net_section_1231_gain": -10_000}, {"other_deductions": 10_000}])
def test_a_business_without_box_1(box: dict[str, int], hours: int, met: bool) -> None:
    """IRC 469(c)(1): the activity decides, not the box; box 10 or 13 of a business are tested like box 1."""
    assert nonpassive(ask(by_kind(hours=hours, **box))) is met


@pytest.mark.parametrize(("hours", "met"), [(249, False), (250, False), (251, True)])
def test_a_business_without_box_1_is_significant_too(hours: int, met: bool) -> None:
    """(c)(1)(i): a trade or business, whatever it reports."""
    outcome = ask(business(hours=250), by_kind(hours=hours, net_section_1231_gain=-10_000))
    assert (held(outcome, 1), held(outcome, 2)) == ((0, 0) if met else (10_000, 10_000))


def test_a_rental_without_box_2_is_not_significant() -> None:
    """(c)(1)(i): box 10 of a rental; 300 hours there do not help 400 in a business."""
    k1 = {key: value for key, value in rental().items() if key != "net_rental_real_estate_income"}
    k1 |= {"kind": "rental_real_estate", "net_section_1231_gain": -10_000, "hours": 300}
    outcome = ask(business(hours=400), k1, modified_agi=200_000)
    assert held(outcome, 1) == 10_000


# Significant participation outside the K-1s; retired farmers


@pytest.mark.parametrize(("elsewhere", "met"), [(199, False), (200, False), (201, True)])
def test_hours_in_significant_businesses_outside_the_k1s(elsewhere: int, met: bool) -> None:
    """(a)(4): all significant participation activities count, on these K-1s or not; the note goes."""
    outcome = ask(business(hours=300), hours_in_other_significant_businesses=elsewhere)
    assert nonpassive(outcome) is met
    assert "test_4_counts_only_these_k1s" not in {note.name for note in outcome.notes}


def test_without_them_the_note_says_so() -> None:
    """Not asked: what is left out is said."""
    outcome = ask(business(hours=300))
    assert "test_4_counts_only_these_k1s" in {note.name for note in outcome.notes}


def test_hours_elsewhere_do_not_make_a_business_of_100_hours_significant() -> None:
    """(c)(2): more than 100 hours in the business itself."""
    assert not nonpassive(ask(business(hours=100), hours_in_other_significant_businesses=900))


@pytest.mark.parametrize(("years", "met"), [(4, False), (5, True), (8, True)])
def test_a_retired_farmer(years: int, met: bool) -> None:
    """IRC 469(h)(3), 2032A(b)(1)(C)(ii), (4): five of the eight years before retirement."""
    assert nonpassive(ask(business(farm_years_of_eight=years))) is met


def test_a_retired_farmer_who_is_a_limited_partner() -> None:
    """Temp. Reg. 1.469-5T(e)(2): tests 1, 5 and 6 alone."""
    assert not nonpassive(ask(business(farm_years_of_eight=8, interest="limited_partner")))


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("hours", "a year of its own"),  # Temp. Reg. 1.469-2T(e)(1): the entity's tax year
        ("hours", "what an investor does"),  # Temp. Reg. 1.469-5T(f)(2)(ii)
        ("hours", "done mainly to pass a test"),  # Temp. Reg. 1.469-5T(f)(2)(i)
        ("spouse_hours", "done mainly to pass a test"),
        ("most_hours_by_another", "a hired manager"),  # (a)(3): any individual, owner or not
        ("years_materially_participated_of_last_10", "because of five earlier years"),  # (a)(5)
        ("interest", "beside a limited interest"),  # (e)(3)(ii)
        ("real_property_hours", "more than 5 percent of the employer"),  # IRC 469(c)(7)(D)(ii)
    ],
)
def test_the_question_says_what_counts(fact: str, said: str) -> None:
    """What no figure can tell is in the question's words."""
    assert said in " ".join(map(str, words(f"questions/{fact}").values()))
