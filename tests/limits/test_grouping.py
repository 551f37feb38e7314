"""Activities that are one: Reg. 1.469-4; of a couple on a joint return, Temp. Reg. 1.469-1T(j)(1)."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from k1chat import case_file
from k1chat.facts import FILING_STATUS, OWNER
from k1chat.interview import next_step
from tests.limits.household import HOUSEHOLD, idle, rental, told, without, works
from tests.scenarios.scenario import answer, figure, verdict

OTHERS_WORK = {
    "most_hours_by_another": 900,
    "total_hours_by_others": 1_500,
    "years_materially_participated_of_last_10": 0,
    "years_materially_participated_before_last_10": 0,
    "personal_service_activity": False,
    "spouse_hours": 0,
    "paid_manager": True,
    "group_most_hours_by_another": 1_800,
}


def shop(name: str, **facts: Any) -> dict[str, Any]:
    """A business with a loss of 10,000 in which others work more than the owner."""
    return works(**{**OTHERS_WORK, "name": name, "ordinary_business_income": -10_000, "hours": 90, **facts})


def grouped(*k1s: dict[str, Any]) -> list[dict[str, Any]]:
    """The same K-1s as one activity."""
    return [{**k1, "grouped_as": "Shops"} for k1 in k1s]


def says(*k1s: dict[str, Any], **household: Any) -> str:
    """The verdict on the household."""
    return verdict(answer({**HOUSEHOLD, "modified_agi": 200_000, **household, "k1": list(k1s)}))


# Hours


@pytest.mark.parametrize(("second", "waits"), [(409, 20_000), (410, 20_000), (411, 0)])
def test_the_hours_of_a_group_add_up(second: int, waits: int) -> None:
    """Reg. 1.469-4(c), (a)(1): 90 and `second` hours in one activity; apart, 90 are not significant."""
    apart = [shop("A"), shop("B", hours=second)]
    assert figure(told(*grouped(*apart)), "passive suspended") == waits
    assert figure(told(*apart), "passive suspended") == 20_000


@pytest.mark.parametrize(("most", "waits"), [(119, 0), (120, 0), (121, 20_000)])
def test_the_other_person_is_measured_over_the_group(most: int, waits: int) -> None:
    """(a)(3): 60 and 60 hours; the other person's hours in all of it count."""
    outcome = told(*grouped(*(shop(n, hours=60, group_most_hours_by_another=most) for n in "AB")))
    assert figure(outcome, "passive suspended") == waits
    assert figure(outcome, "test met, A") == (0 if waits else 3)


@pytest.mark.parametrize(("others", "waits"), [(0, 0), (1, 20_000)])
def test_all_the_work_of_a_group(others: int, waits: int) -> None:
    """(a)(2): alone in each of its parts."""
    own = {"hours": 20, "most_hours_by_another": 0}
    parts = grouped(shop("A", total_hours_by_others=0, **own), shop("B", total_hours_by_others=others, **own))
    assert figure(told(*parts), "passive suspended") == waits


@pytest.mark.parametrize(("years", "waits"), [(4, 20_000), (5, 0)])
def test_earlier_years_in_a_part_of_the_group(years: int, waits: int) -> None:
    """Reg. 1.469-5(j)(1), (a)(5): a year counts in which the activity had a substantial part in common."""
    parts = grouped(shop("A"), shop("B", years_materially_participated_of_last_10=years))
    assert figure(told(*parts), "passive suspended") == waits


@pytest.mark.parametrize(("third", "waits"), [(380, 30_000), (381, 0)])
def test_a_group_is_one_significant_participation_activity(third: int, waits: int) -> None:
    """(a)(4), (c): 60 and 60 hours are one activity of 120, with `third` in another more than 500 or not."""
    parts = grouped(*(shop(n, hours=60) for n in "AB"))
    assert figure(told(*parts, shop("C", hours=third)), "passive suspended") == waits


@pytest.mark.parametrize(("other", "waits"), [(380, 40_000), (381, 0)])
def test_the_hours_of_three_parts_count_once(other: int, waits: int) -> None:
    """(a)(4): 40 hours in each of three parts are one activity's 120, not each part's."""
    parts = grouped(*(shop(n, hours=40) for n in "ABC"))
    assert figure(told(*parts, shop("D", hours=other)), "passive suspended") == waits


def test_who_else_worked_in_a_group_is_asked_once() -> None:
    """Reg. 1.469-4(c): one activity has one other person who worked most."""
    first, second = grouped(*(shop(n, hours=60, group_most_hours_by_another=121) for n in "AB"))
    outcome = told(first, without(second, "group_most_hours_by_another"))
    assert figure(outcome, "passive suspended") == 20_000
    assert figure(outcome, "test met, B") == 0


def test_names_differ_by_blanks_and_capitals_only() -> None:
    """The same name typed twice."""
    first, second = shop("A", hours=250, grouped_as="Shops"), shop("B", hours=251, grouped_as=" shops ")
    assert figure(told(first, second), "passive suspended") == 0


# Its result


def test_income_of_a_part_covers_the_other_part_first() -> None:
    """Reg. 1.469-4(a), 1.469-1T(f)(2): a group that loses 4,000 bears 4/14 of 10,000 held, not 10/20."""
    parts = grouped(shop("A"), shop("B", ordinary_business_income=6_000))
    outcome = told(*parts, shop("C"), other_passive_income=4_000)
    assert figure(outcome, "passive suspended") == 10_000
    assert round(float(figure(outcome, "passive suspended, A")), 2) == 2_857.14
    assert round(float(figure(outcome, "passive suspended, C")), 2) == 7_142.86


def test_conservation_in_a_group_without_a_net_loss() -> None:
    """Its own income covers its loss, whatever else waits."""
    parts = grouped(shop("A"), shop("B", ordinary_business_income=10_000))
    outcome = told(*parts, shop("C"))
    assert figure(outcome, "passive suspended, A") == 0
    assert figure(outcome, "passive suspended, C") == 10_000


# What may be grouped


def let(**facts: Any) -> dict[str, Any]:
    """A rental with a loss of 20,000 beside the business it is grouped with."""
    return rental(**{**OTHERS_WORK, "hours": 0, **facts})


@pytest.mark.parametrize(("how", "waits"), [("owned_alike", 0), ("rental_small", 0), ("business_small", 30_000)])
def test_a_rental_with_a_business(how: str, waits: int) -> None:
    """Reg. 1.469-4(d)(1)(i), (ii) Example 1: owned alike or small, it joins the business of more than 500 hours."""
    parts = grouped(shop("A", hours=501, rental_beside_business=how), let(rental_beside_business=how))
    assert figure(told(*parts, modified_agi=200_000), "passive suspended") == waits


@pytest.mark.parametrize(("how", "waits"), [("business_small", 40_000), ("rental_small", 0)])
def test_a_business_in_a_rental_is_no_significant_participation(how: str, waits: int) -> None:
    """Temp. Reg. 1.469-5T(c)(1)(i): a trade or business; 300 hours in what is a rental do not join 250 in another."""
    joined = {"rental_beside_business": how}
    parts = grouped(shop("A", hours=300, **joined), let(**joined))
    assert figure(told(*parts, shop("C", hours=250), modified_agi=200_000), "passive suspended") == waits


@pytest.mark.parametrize(("second", "waits"), [(200, 40_000), (201, 0)])
def test_a_group_of_rentals_keeps_all_its_hours_for_a_professional(second: int, waits: int) -> None:
    """Reg. 1.469-9(e)(1), (g): 300 hours in one of the rentals and `second` in the other, all as one by election."""
    work = {"real_property_hours": 1_000, "total_work_hours": 1_500}
    parts = grouped(*(let(name=n, hours=hours, **work) for n, hours in (("A", 300), ("B", second))))
    one = {"hours_in_other_rentals": 0, "rentals_most_hours_by_another": 2_000, "years_in_all_rentals_of_last_10": 0}
    outcome = told(*parts, elects_rentals_as_one=True, modified_agi=200_000, **one)
    assert figure(outcome, "passive suspended") == waits


def test_a_rental_in_a_business_group_has_no_allowance() -> None:
    """IRC 469(i)(1): it is no rental any more."""
    parts = grouped(shop("A", rental_beside_business="owned_alike"), let())
    assert figure(told(*parts, modified_agi=0), "passive suspended") == 30_000


@pytest.mark.parametrize(
    ("parts", "topic"),
    [
        ([shop("A", rental_beside_business="neither"), let()], "grouping_barred"),
        ([let(), let(name="B", kind="other_rental", other_net_rental_income=-1_000)], "grouping_barred"),
        ([shop("A"), shop("B", kind="trading")], "grouping_barred"),
        ([shop("A"), shop("B", interest="limited_partner")], "grouping_limited_partner"),
    ],
)
def test_what_may_not_be_grouped(parts: list[dict[str, Any]], topic: str) -> None:
    """Reg. 1.469-4(d)(1), (2), (3), (6)."""
    for part in parts:
        if "other_net_rental_income" in part:
            part.pop("net_rental_real_estate_income", None)
    assert says(*grouped(*parts)) == f"out of scope: {topic}"


# Couples


def of_both(**facts: Any) -> list[dict[str, Any]]:
    """A partnership of which each spouse has a K-1: 150 hours of one, 160 of the other."""
    hers = shop("Ours", owner="taxpayer", **{"hours": 150, "spouse_hours": 160, **facts})
    return [hers, {**hers, "owner": "spouse", "hours": hers["spouse_hours"], "spouse_hours": hers["hours"]}]


@pytest.mark.parametrize(("third", "waits"), [(190, 30_000), (191, 0)])
def test_the_hours_of_a_couples_partnership_count_once(third: int, waits: int) -> None:
    """Temp. Reg. 1.469-1T(j)(1), 5T(a)(4): 310 hours, not 620, with `third` in another business."""
    assert figure(told(*of_both(), shop("Third", hours=third)), "passive suspended") == waits


def test_a_partnership_of_each_with_the_same_name_is_two_on_one_owners_k1s() -> None:
    """Two K-1s of one owner that are called alike are two businesses: 310 and 310 hours are significant together."""
    first, second = of_both()
    assert figure(told(first, {**second, "owner": "taxpayer"}), "passive suspended") == 0


@pytest.mark.parametrize(("second", "waits"), [(250, 20_000), (251, 0)])
def test_a_k1_of_the_same_name_without_an_owner_is_not_the_spouses(second: int, waits: int) -> None:
    """1.469-1T(j)(1) is of both spouses' interests; where nobody tells of two owners the hours of both K-1s count."""
    first, other = grouped(shop("Ours", owner="taxpayer", hours=250), shop("Ours", hours=second))
    for both in ((first, other), (other, first)):
        assert figure(told(*both), "passive suspended") == waits


def test_on_another_return_than_a_joint_one_nobody_has_a_spouses_k1() -> None:
    """1.469-1T(j)(1): on a joint return. Whose K-1 it is, told before the filing status was changed, is set aside."""
    facts = {**HOUSEHOLD, "k1": [*of_both(), shop("Third", hours=191)]}
    case = case_file.read(Path("case.toml"), tomli_w.dumps(facts))
    for status, is_read in (("married_joint", True), ("single", False)):
        step = next_step(case.having(FILING_STATUS, (), status))
        assert step.answer
        assert (((1,), OWNER.name) in step.read) is is_read


def test_together_they_meet_test_1_for_both_k1s() -> None:
    """IRC 469(h)(5): 250 and 251 hours."""
    assert figure(told(*of_both(hours=250, spouse_hours=251)), "passive suspended") == 0


@pytest.mark.parametrize("whose", ["taxpayer", "spouse"])
def test_a_professional_spouse_makes_both_spouses_rentals_nonpassive(whose: str) -> None:
    """IRC 469(c)(7)(B), 1.469-1T(j): on a joint return the couple is one taxpayer."""
    work = {"real_property_hours": 1_000, "total_work_hours": 1_000}
    k1 = let(owner=whose, hours=501, **work)
    assert figure(told(k1, modified_agi=200_000, elects_rentals_as_one=False), "passive suspended") == 0


@pytest.mark.parametrize(("spouse", "waits"), [(200, 10_000), (201, 0)])
def test_apart_a_spouses_hours_count_all_the_same(spouse: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(f)(3): whether or not the spouses file jointly."""
    k1 = shop("A", hours=300, spouse_hours=spouse)
    outcome = told(k1, filing_status="married_separate", lived_apart_all_year=False)
    assert figure(outcome, "passive suspended") == waits


def test_part_of_a_group_sold() -> None:
    """Reg. 1.469-4(g): only the whole, or substantially all, frees the losses."""
    first, second = grouped(shop("A"), shop("B"))
    sold = {"sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False, "gain_on_sale": 0}
    assert says({**first, **sold}, second).startswith("out of scope: ")


def test_others_are_asked_nothing_of_groups() -> None:
    """Nothing is read of a grouping where none is told."""
    assert figure(told(shop("A"), idle(name="B", ordinary_business_income=-1)), "passive suspended") == 10_001


@pytest.mark.parametrize(("second", "waits"), [("3.9", 30_000), ("4", 5_000), ("4.1", 5_000)])
def test_the_shares_of_a_couple_add_up(second: str, waits: int) -> None:
    """IRC 469(i)(6)(A), (2): 6 percent and the spouse's are 10 or not; one allowance of 25,000 for 30,000."""
    first = let(name="Elm", owner="taxpayer", net_rental_real_estate_income=-15_000, ownership_percent=6)
    both = [first, {**first, "owner": "spouse", "ownership_percent": float(second)}]
    assert figure(told(*both, modified_agi=0), "passive suspended") == waits


def test_the_shares_of_a_couple_whose_filing_status_is_unknown() -> None:
    """IRC 469(i)(6)(A): on a joint return 6 and 4 percent are 10, and 5,000 waits; on another return 6 are 6."""
    first = let(name="Elm", owner="taxpayer", net_rental_real_estate_income=-15_000, ownership_percent=6)
    both = [first, {**first, "owner": "spouse", "ownership_percent": 4}]
    outcome = told(*both, modified_agi=0, filing_status="unknown", lived_apart_all_year=True)
    assert figure(outcome, "passive suspended") == [(5_000, 30_000)]


@pytest.mark.parametrize("owner", ["taxpayer", None])
def test_a_share_of_the_owners_own_in_another_partnership_is_not_the_spouses(owner: str | None) -> None:
    """IRC 469(i)(6)(A): 10 percent of all interests; 6 of one partnership and 5 of another called alike are not."""
    first = let(name="Elm", owner="taxpayer", ownership_percent=6)
    second = {**without(first, "owner"), "ownership_percent": 5, **({"owner": owner} if owner else {})}
    for both in ((first, second), (second, first)):
        assert figure(told(*grouped(*both), modified_agi=0), "passive suspended") == 40_000


def test_the_shares_of_two_partnerships_do_not() -> None:
    """IRC 469(i)(6)(A): the interest in the activity."""
    first = let(name="Elm", owner="taxpayer", ownership_percent=6)
    both = [first, {**first, "name": "Oak", "owner": "spouse"}]
    for k1s in (both, grouped(*both)):
        assert figure(told(*k1s, modified_agi=0), "passive suspended") == 40_000


# Publicly traded partnerships in a group (IRC 469(k)(1)): their items meet those of nobody else


@pytest.mark.parametrize("kind", ["business", "rental"])
def test_a_traded_partnership_in_a_passive_group_is_judged_alone(kind: str) -> None:
    """469(k)(1): the section is applied to each such partnership separately, whatever is one with it."""
    loss, income = (shop, shop) if kind == "business" else (let, let)
    box = "ordinary_business_income" if kind == "business" else "net_rental_real_estate_income"
    traded = loss(name="Traded", publicly_traded=True, **{box: -10_000})
    other = income(name="Other", **{box: 10_000})
    outcome = told(*grouped(traded, other), modified_agi=0, other_passive_income=5_000)
    assert figure(outcome, "passive suspended, Traded") == 10_000
    turned = told(*grouped({**traded, box: 10_000}, {**other, box: -10_000}), modified_agi=200_000)
    assert figure(turned, "passive suspended, Other") == 10_000
    two = told(*grouped(traded, {**other, "publicly_traded": True}), modified_agi=0)
    assert figure(two, "passive suspended, Traded") == 10_000


def test_a_traded_partnership_in_a_group_that_is_worked_in_is_not_passive() -> None:
    """469(k)(1) is of passive activities: with 511 hours in the group its loss passes."""
    outcome = told(*grouped(shop("A", publicly_traded=True), shop("B", hours=421)))
    assert figure(outcome, "passive suspended") == 0
    assert figure(outcome, "against passive income") == 0


# A group that was passive before (IRC 469(f)(1)): the activity is the group


@pytest.mark.parametrize(("income", "used"), [(0, 0), (8_999, 8_999), (9_000, 9_000), (9_001, 9_000)])
def test_earlier_losses_of_a_part_meet_income_of_the_whole(income: int, used: int) -> None:
    """469(f)(1)(A); Reg. 1.469-4(a): income from the activity, which is both; apart, B earns nothing for A."""
    a = shop("A", ordinary_business_income=0, suspended_passive_loss=9_000, hours=300)
    b = shop("B", ordinary_business_income=income, hours=300)
    outcome = told(*grouped(a, b))
    assert figure(outcome, "passive allowed") == used
    assert figure(outcome, "against passive income") == 0
    assert figure(outcome, "carried forward as suspended passive loss, A") == 9_000 - used
    alone = told({**a, "hours": 600}, {**b, "hours": 600})
    assert figure(alone, "passive allowed") == 0


def test_losses_of_this_year_anywhere_in_the_group_come_first() -> None:
    """Net income of the activity: 10,000 less 4,000 leave 6,000, shared by the earlier losses of both parts."""
    a = shop("A", ordinary_business_income=-4_000, suspended_passive_loss=9_000, hours=300)
    b = shop("B", ordinary_business_income=10_000, suspended_passive_loss=3_000, hours=300)
    outcome = told(*grouped(a, b))
    assert figure(outcome, "passive allowed") == 4_000 + 6_000
    assert figure(outcome, "passive suspended, A") == 4_500
    assert figure(outcome, "passive suspended, B") == 1_500


def test_the_rest_of_a_group_meets_other_passive_income() -> None:
    """469(f)(1)(C)."""
    a = shop("A", ordinary_business_income=0, suspended_passive_loss=9_000, hours=300)
    b = shop("B", ordinary_business_income=2_000, hours=300)
    outcome = told(*grouped(a, b), other_passive_income=3_000)
    assert figure(outcome, "passive allowed") == 5_000
    assert figure(outcome, "against passive income") == 3_000


def test_earlier_losses_of_a_traded_part_meet_its_own_income_alone() -> None:
    """469(k)(1), (f)(1): neither the other part's income nor other passive income uses them."""
    a = shop("A", ordinary_business_income=1_000, suspended_passive_loss=9_000, hours=300, publicly_traded=True)
    b = shop("B", ordinary_business_income=20_000, hours=300)
    outcome = told(*grouped(a, b), other_passive_income=50_000)
    assert figure(outcome, "passive allowed") == 1_000
    assert figure(outcome, "passive suspended, A") == 8_000
    turned = told(*grouped({**a, "publicly_traded": False}, {**b, "publicly_traded": True}), other_passive_income=0)
    assert figure(turned, "passive allowed") == 1_000


def test_a_couples_partnership_is_one_activity_for_earlier_losses() -> None:
    """469(f)(1)(A), Temp. Reg. 1.469-1T(j)(1): the couple is one taxpayer, the partnership one activity."""
    hers, his = of_both(hours=300, spouse_hours=300, ordinary_business_income=0)
    outcome = told({**hers, "suspended_passive_loss": 5_000}, {**his, "ordinary_business_income": 4_000})
    assert figure(outcome, "passive allowed") == 4_000


def test_what_covers_a_part_of_a_rental_group_covers_this_years_loss_first() -> None:
    """469(i)(1): of 1,000 this year and 5,000 before, income of the other part of 3,000 leaves 3,000 of before."""
    own = {"approves_tenants_and_terms": "this_year_only", "net_rental_real_estate_income": -1_000}
    a = let(name="A", suspended_passive_loss=5_000, **own)
    b = let(name="B", net_rental_real_estate_income=3_000)
    c = rental(name="C", net_rental_real_estate_income=-8_000, approves_tenants_and_terms="yes")
    outcome = told(*grouped(a, b), c, modified_agi=142_000)  # an allowance of 4,000, all for C
    assert figure(outcome, "passive suspended, A") == 3_000
    assert figure(outcome, "passive suspended, C") == 4_000
