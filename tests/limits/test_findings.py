"""What is told beside the figures: findings and notes where the law has it so, with their authority, and only there."""

from typing import Any

import pytest

from tests.limits.household import HOUSEHOLD, idle, lines, notes, rental, says, told, works
from tests.limits.test_capital_loss import after
from tests.limits.test_grouping import shop
from tests.scenarios.scenario import answer, figure

SOLD = {"final_k1": True, "sold_entire_interest": True, "fully_taxable_sale": True, "buyer_related": False}
PROFESSIONAL = {"real_property_hours": 1_500, "total_work_hours": 2_000}
OTHERS = {
    "most_hours_by_another": 900,
    "total_hours_by_others": 900,
    "years_materially_participated_of_last_10": 0,
    "spouse_hours": 0,
}
APART = {"elects_rentals_as_one": False}
LOSES = {"ordinary_business_income": -10_000}
SHORT = rental(average_stay_days=7, hours=10, **{**OTHERS, "personal_service_activity": False})


def of(finding: str, *k1s: dict[str, Any], **household: Any) -> str:
    """The authority of a finding or line; empty where it is not told."""
    found = lines(told(*k1s, **household))
    return found[finding].citation if finding in found else ""


# What is passive


def test_a_rental_is_told_by_what_is_let() -> None:
    """IRC 469(c)(2)."""
    equipment = rental(kind="other_rental", other_net_rental_income=-20_000)
    del equipment["net_rental_real_estate_income"]
    assert of("rental_is_passive", rental()) == of("other_rental_is_passive", equipment) == "IRC 469(c)(2)"
    assert of("rental_is_passive", equipment) == of("other_rental_is_passive", rental()) == ""


def test_a_professionals_rental_by_itself_and_with_all_others() -> None:
    """Reg. 1.469-9(e)(1), (g)."""
    worked = rental(**PROFESSIONAL, hours=600, spouse_hours=0)
    assert of("rental_by_itself", worked, **APART) == "IRC 469(c)(7)(A)"
    assert of("rentals_as_one", worked, elects_rentals_as_one=True) == "Reg. 1.469-9(g)"
    assert of("rental_by_itself", worked, elects_rentals_as_one=True) == of("rentals_as_one", worked, **APART) == ""


@pytest.mark.parametrize(("hours", "passive"), [(500, True), (501, False)])
def test_a_professionals_rental_without_the_hours_is_passive(hours: int, passive: bool) -> None:
    """Reg. 1.469-9(e)(1)."""
    house = rental(**PROFESSIONAL, **OTHERS, hours=hours)
    assert bool(of("professional_rental_is_passive", house, **APART)) == passive


@pytest.mark.parametrize(("percent", "hours", "told_of"), [(49.9, 600, False), (50, 600, True), (50, 90, False)])
def test_several_properties_of_one_entity_that_the_owner_controls(percent: float, hours: int, told_of: bool) -> None:
    """Reg. 1.469-9(h)(1): from 50 percent on each property is an activity unless elected; told where it matters."""
    house = rental(**PROFESSIONAL, **OTHERS, hours=hours, ownership_percent=percent)
    assert ("properties_apart_without_election" in notes(told(house, modified_agi=200_000, **APART))) == told_of


@pytest.mark.parametrize(("may", "note"), [(True, "llc_member_may_manage"), (False, "llc_member_may_not_manage")])
def test_what_a_member_of_an_llc_may_do(may: bool, note: str) -> None:
    """Garnett, 132 T.C. 368."""
    member = idle(interest="llc_member", may_manage=may, **{**OTHERS, "hours": 90}, **LOSES)
    assert notes(told(member)) & {"llc_member_may_manage", "llc_member_may_not_manage"} == {note}


@pytest.mark.parametrize(("years", "met"), [(4, False), (5, True)])
def test_a_retired_farmer(years: int, met: bool) -> None:
    """IRC 469(h)(3), 2032A(b)(4): five of the last eight years."""
    farm = idle(farm_years_of_eight=years, interest="general_partner", **OTHERS, **LOSES)
    assert bool(of("retired_farmer", farm)) == met
    assert bool(of("retired_farmer_not_met", farm)) != met
    assert figure(told(farm), "passive suspended") == (0 if met else 10_000)


def test_a_group_is_told_at_each_of_its_parts() -> None:
    """Reg. 1.469-4(c); of a couple's partnership Temp. Reg. 1.469-1T(j)(1)."""
    first, second = (shop(name, grouped_as="Shops") for name in "AB")
    assert of("grouped_with_others", first, second) == "Reg. 1.469-4(c)"
    couple = [shop("A", owner=owner) for owner in ("taxpayer", "spouse")]
    assert of("one_with_spouse", *couple) == "Temp. Reg. 1.469-1T(j)(1)"
    assert of("grouped_with_others", *couple) == of("one_with_spouse", first, second) == ""


@pytest.mark.parametrize(("days", "told_of"), [(7, True), (7.1, False)])
def test_stays_that_are_no_rental(days: float, told_of: bool) -> None:
    """Temp. Reg. 1.469-1T(e)(3)(ii)(A)."""
    stays = of("not_a_rental_short_stays", {**SHORT, "average_stay_days": days, "guest_services_percent": 0})
    assert stays == ("Temp. Reg. 1.469-1T(e)(3)(ii)(A)" if told_of else "")


@pytest.mark.parametrize(("percent", "told_of"), [(50, False), (51, True)])
def test_services_that_make_no_rental(percent: int, told_of: bool) -> None:
    """Temp. Reg. 1.469-1T(e)(3)(ii)(B), (iv)."""
    services = of("not_a_rental_services", {**SHORT, "average_stay_days": 30, "guest_services_percent": percent})
    assert services == ("Temp. Reg. 1.469-1T(e)(3)(ii)(B)" if told_of else "")


@pytest.mark.parametrize(
    ("use", "finding", "authority"),
    [
        ("with_services", "not_a_rental_use", "(ii)(C)"),
        ("employees_live_there", "not_a_rental_use", "(ii)(D)"),
        ("open_to_many", "not_a_rental_use", "(ii)(E)"),
        ("own_venture", "not_a_rental_use", "(ii)(F)"),
        ("own_business_before", "not_a_rental_own_business", "(vi)(C)"),
        ("held_for_growth", "held_for_investment", "(vi)(B)"),
    ],
)
def test_the_use_that_makes_no_rental(use: str, finding: str, authority: str) -> None:
    """Temp. Reg. 1.469-1T(e)(3)(ii), (vi); interest of an investment is investment interest (163(d))."""
    worth = {"gross_rent": 1_000, "property_unadjusted_basis": 100_000, "property_market_value": 100_000}
    house = {**SHORT, "property_use": use, "average_stay_days": 365, **worth}
    assert of(finding, house) == f"Temp. Reg. 1.469-1T(e)(3){authority}"
    assert ("investment_interest_apart" in notes(told(house))) == (use == "held_for_growth")


@pytest.mark.parametrize(("hours", "tried"), [(0, False), (100, False), (101, True), (500, True)])
def test_a_tenant_one_does_not_work_in(hours: int, tried: bool) -> None:
    """Reg. 1.469-2(f)(6), Temp. Reg. 1.469-5T(a)(4): from more than 100 hours on, test 4 might be met."""
    tenant = {"tenant_hours": hours, "tenant_most_hours_by_another": 900, "tenant_years": 0, "tenant_service_years": 0}
    house = rental(net_rental_real_estate_income=5_000, rented_to_own_business=True, **tenant)
    outcome = told(house, idle(**LOSES))
    assert lines(outcome)["tenant_not_worked_in"].citation == "Temp. Reg. 1.469-5T(a)"
    assert ("tenant_test_4_not_tried" in notes(outcome)) == tried


def test_who_works_no_hour_for_a_tenant_is_not_asked_who_worked_most() -> None:
    tenant = {"tenant_hours": 0, "tenant_years": 0, "tenant_service_years": 0}
    house = rental(net_rental_real_estate_income=5_000, rented_to_own_business=True, **tenant)
    assert figure(told(house, idle(**LOSES)), "against passive income") == 5_000


# Sales


@pytest.mark.parametrize(
    ("how", "finding", "authority"),
    [
        ("sold", "ended_sold", "IRC 469(g)(1)(A)"),
        ("sold_on_instalments", "ended_sold_on_instalments", "IRC 469(g)(3)"),
        ("given_away", "ended_given_away", "IRC 469(j)(6)"),
        ("given_to_spouse", "ended_given_to_spouse", "IRC 1041(b)"),
        ("owner_died", "ended_owner_died", "IRC 469(g)(2)"),
        ("exchanged", "ended_exchanged", "IRC 469(g)(1)(A)"),
    ],
)
@pytest.mark.parametrize("related", [False, True])
def test_how_it_ended_is_told_with_its_authority(how: str, finding: str, authority: str, related: bool) -> None:
    """IRC 469(g)(1)(B): to someone related, a sale is told as that."""
    facts = {"gain_on_sale": 0, "gain_still_to_come": 1_000, "step_up_at_death": 0, "buyer_related": related}
    if how == "sold":
        del facts["gain_still_to_come"]
    outcome = told(idle(final_k1=True, how_interest_ended=how, **facts, **LOSES))
    ended = {name: line.citation for name, line in lines(outcome).items() if name.startswith("ended")}
    if related and how.startswith("sold"):
        assert ended == {"ended_to_related": "IRC 469(g)(1)(B)"}
    else:
        assert ended == {finding: authority}


@pytest.mark.parametrize(
    ("how", "authority"),
    [("sold", "IRC 469(g)(1)(A)"), ("sold_on_instalments", "IRC 469(g)(3)"), ("owner_died", "IRC 469(g)(2)")],
)
def test_what_is_freed_is_told_with_its_authority(how: str, authority: str) -> None:
    facts = {"gain_on_sale": 2_000 if how == "sold_on_instalments" else 0, "step_up_at_death": 0}
    facts |= {"gain_still_to_come": 2_000} if how == "sold_on_instalments" else {}
    k1 = idle(final_k1=True, how_interest_ended=how, buyer_related=False, **facts, **LOSES)
    outcome = told(k1, other_passive_income=1_000)
    assert lines(outcome)["released"].citation == authority
    if how != "sold_on_instalments":  # there the loss that goes on waiting meets the income first
        assert figure(outcome, "line released against passive income, Idle") == 1_000


def test_nothing_is_told_of_other_passive_income_where_there_is_none() -> None:
    outcome = told(idle(gain_on_sale=0, **SOLD, **LOSES))
    assert "released_against_passive_income" not in lines(outcome)


@pytest.mark.parametrize("amount", [-5_000, 0, 5_000])
def test_a_gain_or_loss_on_a_sale_is_taken_as_long_term(amount: int) -> None:
    """IRC 1222: the holding period is not asked; told where there is a gain or loss."""
    k1 = works(gain_on_sale=amount, ordinary_business_income=-1_000, **SOLD)
    carried = {"nol_carryforward": 1, "nol_from_before_2018": 0, "wages": 100_000, "itemized_deductions": 0}
    outcome = told(k1, **carried)
    assert ("sale_taken_as_long_term" in notes(outcome)) == (amount != 0)


# After the limits


def test_what_wages_do_to_a_net_operating_loss_is_told_with_its_authority() -> None:
    """IRC 172(c), (d)(4); Reg. 1.172-3(a)(3)(i)."""
    covered = {line.name: line for line in after(works(**LOSES), wages=10_000).lines}
    assert covered["business_result"].citation == "IRC 172(d)(4)"
    assert covered["wages_counted"].citation == "Reg. 1.172-3(a)(3)(i)"
    assert covered["wages_cover_business_losses"].citation == "IRC 172(c)"
    short = {line.name: line for line in after(works(**LOSES), wages=9_999, itemized_deductions=0).lines}
    assert short["business_result"].citation == "IRC 172(d)(4)"
    assert "wages_cover_business_losses" not in short


def test_nonbusiness_income_is_told_where_there_is_any() -> None:
    """IRC 172(d)(4)."""
    household = {"wages": 0, "itemized_deductions": 0}
    none = {line.name for line in after(works(**LOSES), other_income=0, **household).lines}
    some = {line.name for line in after(works(**LOSES), other_income=0.01, **household).lines}
    assert "nonbusiness_income" not in none
    assert "nonbusiness_income" in some


@pytest.mark.parametrize(("gain", "limited"), [(0, False), (-1, True)])
def test_the_classes_of_capital_are_told_and_the_limit_where_there_is_a_loss(gain: int, limited: bool) -> None:
    """IRC 1222(5) to (8), 1211(b)."""
    section = after(
        works(ordinary_business_income=0, k1_long_term_capital_gain=-5),
        wages=9_000,
        itemized_deductions=0,
        net_long_term_capital_gain=5 + gain,
    )
    found = {line.name: line.citation for line in section.lines}
    assert found["net_short_term"] == "IRC 1222(5), (6)"
    assert found["net_long_term"] == "IRC 1222(7), (8)"
    assert ("capital_loss_limit" in found) == ("capital_loss_deducted" in found) == limited


@pytest.mark.parametrize(("year", "told_of"), [(2020, False), (2021, True)])
def test_the_limit_of_80_percent_is_told_from_2021_on(year: int, told_of: bool) -> None:
    """IRC 172(a)(2)(A); CARES Act sec. 2303(a)."""
    facts = {"nol_carryforward": 1_000, "nol_from_before_2018": 400, "wages": 90_000, "itemized_deductions": 0}
    section = after(works(**LOSES), tax_year=year, **facts)
    found = {line.name for line in section.lines}
    assert ("nol_limit" in found) == ("nol_before_2018_counted" in found) == told_of
    assert "nol_before_2018_left" in found


# Limits 1 and 4


def test_a_basis_that_nothing_needs_is_not_figured() -> None:
    """IRC 704(d): there is nothing to limit; said, as a gain on payouts is not looked for either."""
    k1 = works(ordinary_business_income=5_000)
    del k1["beginning_basis"]
    assert "basis_not_needed" in notes(told(k1))
    assert "basis_not_needed" not in notes(told(works(**LOSES)))


@pytest.mark.parametrize(("second", "shared"), [(0, False), (-1, True)])
def test_an_excess_that_several_losses_share(second: int, shared: bool) -> None:
    """IRC 461(l): no rule says which loss is the excess."""
    outcome = told(works(ordinary_business_income=-700_000), works(name="Two", ordinary_business_income=second))
    assert ("excess_shared_in_proportion" in notes(outcome)) == shared


@pytest.mark.parametrize(("pay", "counted"), [(0, False), (1, True)])
def test_guaranteed_payments_are_told_where_they_count(pay: int, counted: bool) -> None:
    """IRC 461(l): told where the loss is near the threshold."""
    outcome = told(works(ordinary_business_income=-700_000, guaranteed_payments=pay))
    assert ("guaranteed_payments_are_business_income" in notes(outcome)) == counted
    assert ("guaranteed_payments_counted" in lines(outcome)) == counted


def test_business_losses_are_told_at_limit_4() -> None:
    """IRC 461(l)(3)(A)(i)."""
    assert figure(told(works(**LOSES)), "line business losses") == 10_000


# Tests of participation that are not assumed; wells and trading


@pytest.mark.parametrize(
    ("hours", "manager", "said"), [(100, False, False), (101, False, True), (101, True, False), (450, False, True)]
)
def test_facts_and_circumstances_may_be_argued(hours: int, manager: bool, said: bool) -> None:
    """Temp. Reg. 1.469-5T(a)(7), (b)(2): more than 100 hours, and nobody paid to manage; of this year's loss."""
    k1 = shop("A", hours=hours, paid_manager=manager, suspended_passive_loss=3_000)
    found = {note.name: note.amount.low for note in told(k1).notes}
    assert found.get("test_7_arguable") == (10_000_00 if said else None)


@pytest.mark.parametrize(("hours", "others", "asked"), [(0, None, False), (100, None, True), (101, None, False)])
def test_who_worked_how_much_in_all_is_asked_of_up_to_100_hours(hours: int, others: None, asked: bool) -> None:
    """Temp. Reg. 1.469-5T(a)(2): above it test 3 is met by whoever did nearly all of the work."""
    k1 = shop("A", hours=hours)
    del k1["total_hours_by_others"]
    assert says(k1) == ("missing: total_hours_by_others" if asked else "answered")


@pytest.mark.parametrize(
    ("entity", "interest", "unlimited"),
    [
        ("partnership", "general_partner", True),
        ("partnership", "limited_partner", False),
        ("partnership", "llc_member", False),
    ],
)
def test_a_working_interest_is_told_by_what_it_limits(entity: str, interest: str, unlimited: bool) -> None:
    """IRC 469(c)(3)(A); Temp. Reg. 1.469-1T(e)(4)(v)."""
    never = {"years_materially_participated_of_last_10": 0, "personal_service_activity": False, "may_manage": False}
    well = works(
        kind="oil_gas_working_interest", interest=interest, entity=entity, **{**OTHERS, **never, "hours": 10}, **LOSES
    )
    outcome = told(well)
    name = "working_interest" if unlimited else "working_interest_limited"
    assert {line for line in lines(outcome) if line.startswith("working")} == {name}
    assert lines(outcome)[name].citation == "Temp. Reg. 1.469-1T(e)(4)(v)"


@pytest.mark.parametrize(("before", "waits"), [(True, 9_000), (False, 4_000)])
@pytest.mark.parametrize("loss", [0, -4_999])
def test_income_of_a_well_whose_loss_was_not_passive(before: bool, waits: int, loss: int) -> None:
    """IRC 469(c)(3)(B): net income alone; it covers no passive loss."""
    never = {"years_materially_participated_of_last_10": 0, "personal_service_activity": False}
    well = idle(
        name="Well",
        kind="oil_gas_working_interest",
        working_interest_loss_before=before,
        **never | {"ordinary_business_income": 5_000, "net_section_1231_gain": loss, "interest": "limited_partner"},
    )
    outcome = told(well, idle(ordinary_business_income=-9_000))
    held = figure(outcome, "passive suspended, Idle")
    assert held == (waits if before else waits - loss)
    assert ("working_interest_income" in lines(outcome)) == before


def test_interest_of_a_trading_fund_is_said_to_be_apart() -> None:
    """IRC 163(d)(5)(A)(ii)."""
    assert "trading_interest_apart" in notes(told(idle(kind="trading", **LOSES)))


def test_who_has_a_say_is_not_told_that_there_is_none() -> None:
    outcome = told(rental(), wages=60_000)
    assert "no_allowance_without_a_say" not in lines(outcome)
    assert "no_allowance_lived_together" not in lines(outcome)


# All rentals as one


@pytest.mark.parametrize(
    ("hours", "most", "test"),
    [(101, 101, "test_3"), (101, 102, "test_3_not_met"), (100, 0, "test_2"), (100, 1, "test_2_not_met")],
)
def test_the_test_of_all_rentals_as_one_is_named(hours: int, most: int, test: str) -> None:
    """Temp. Reg. 1.469-5T(a)(2), (3) on all rentals (Reg. 1.469-9(e)(1), (g))."""
    one = {"elects_rentals_as_one": True, "hours_in_other_rentals": 0, "rentals_most_hours_by_another": most}
    outcome = told(
        rental(**PROFESSIONAL, hours=hours, spouse_hours=0),
        years_in_all_rentals_of_last_10=0,
        modified_agi=200_000,
        **one,
    )
    names = {name for name in lines(outcome) if name.startswith(("test_2", "test_3"))}
    assert names == {test}
    assert ("test_5_not_met" in lines(outcome)) == test.endswith("not_met")


def test_alone_in_a_rental_test_2_is_met() -> None:
    """Temp. Reg. 1.469-5T(a)(2)."""
    alone = {**OTHERS, "hours": 50, "most_hours_by_another": 0, "total_hours_by_others": 0}
    assert figure(told(rental(**PROFESSIONAL, **alone), modified_agi=200_000, **APART), "passive suspended") == 0


# Groups


def test_a_group_that_is_sold_whole_is_free() -> None:
    """Reg. 1.469-4(g), IRC 469(g)(1)."""
    first, second = (shop(name, grouped_as="Shops", gain_on_sale=0, **SOLD) for name in "AB")
    assert figure(told(first, second), "passive suspended") == 0


def test_a_part_of_a_group_that_ended_is_refused_as_one_that_was_sold() -> None:
    first, second = (shop(name, grouped_as="Shops") for name in "AB")
    ended = {**first, "final_k1": True, "how_interest_ended": "exchanged", "gain_on_sale": 0}
    del ended["sold_entire_interest"]
    assert says(ended, second) == "out of scope: grouped_sale"


@pytest.mark.parametrize(("kind", "authority"), [("trading", "(d)(6)"), ("oil_gas_working_interest", "(d)(3)")])
def test_why_a_group_is_barred(kind: str, authority: str) -> None:
    """Reg. 1.469-4(d)."""
    first, second = (shop(name, grouped_as="Shops", kind=kind) for name in "AB")
    step = answer({**HOUSEHOLD, "k1": [first, second]})
    assert step.out_of_scope is not None
    assert step.out_of_scope.citation.label == f"Reg. 1.469-4{authority}"


def test_a_couples_trading_fund_is_no_group_that_is_barred() -> None:
    """Temp. Reg. 1.469-1T(j)(1): it is one activity of theirs anyway."""
    k1s = [shop("Fund", owner=owner, kind="trading") for owner in ("taxpayer", "spouse")]
    assert figure(told(*k1s), "passive suspended") == 0


def test_land_held_to_rise_in_value_joins_no_business() -> None:
    """Reg. 1.469-4(b)(1), (d)(1): an investment is neither rental nor business, however it is owned."""
    worth = {"gross_rent": 1_000, "property_unadjusted_basis": 100_000, "property_market_value": 100_000}
    land = {**SHORT, "average_stay_days": 365, "property_use": "held_for_growth", **worth}
    joined = {"grouped_as": "All", "rental_beside_business": "owned_alike", "group_most_hours_by_another": 1_800}
    assert says({**land, **joined}, {**shop("A"), **joined}) == "out of scope: grouping_barred"


def test_the_share_of_a_couple_is_of_one_partnership() -> None:
    """469(i)(6)(A): 4 and 4 percent of one house; the half of another in the same group is not of it."""
    own = {"grouped_as": "Houses", "ownership_percent": 4, "owner": "taxpayer"}
    first, second = rental(name="One", **own), rental(name="One", **{**own, "owner": "spouse"})
    other = rental(name="Two", **{**own, "owner": "spouse", "ownership_percent": 50})
    outcome = told(first, second, other, wages=50_000)
    assert figure(outcome, "passive suspended") == 40_000  # the other house alone has an allowance, for its 20,000
    assert "no_allowance_small_share" in lines(outcome)


# What counts towards test 4


@pytest.mark.parametrize(("hours", "waits"), [(350, 10_000), (351, 0)])
def test_a_rental_whose_use_makes_it_a_business_counts(hours: int, waits: int) -> None:
    """Temp. Reg. 1.469-5T(a)(4), 1.469-1T(e)(3)(ii)(C): 150 hours and these are more than 500."""
    house = rental(property_use="with_services", net_rental_real_estate_income=0, hours=hours, **OTHERS)
    house |= {"personal_service_activity": False}
    del house["average_stay_days"]
    outcome = told(shop("A", hours=150), house)
    assert figure(outcome, "passive suspended, A") == waits


def test_a_fund_of_investments_counts_for_no_business() -> None:
    """Temp. Reg. 1.469-5T(c)(2): a trade or business; who only gets interest is asked nothing of it."""
    fund = idle(name="Fund", interest_income=500, hours=450)
    del fund["kind"]
    outcome = told(shop("A", hours=150), fund)
    assert figure(outcome, "passive suspended, A") == 10_000


def test_what_a_publicly_traded_partnership_holds_is_argued_for_too() -> None:
    """Temp. Reg. 1.469-5T(a)(7), IRC 469(k)."""
    assert "test_7_arguable" in notes(told(shop("A", hours=150, paid_manager=False, publicly_traded=True)))


@pytest.mark.parametrize(("sold", "finding"), [(True, "ended_sold"), (False, "ended_wound_up")])
def test_a_partnership_wound_up_is_told_by_what_it_sold(sold: bool, finding: str) -> None:
    """IRC 469(g)(1)(A)."""
    ended = {"final_k1": True, "how_interest_ended": "wound_up", "fully_taxable_sale": sold}
    outcome = told(idle(beginning_basis=10_000, **ended, **LOSES))
    assert {name for name in lines(outcome) if name.startswith("ended")} == {finding}


def test_a_small_share_outside_of_the_groups_is_its_own() -> None:
    """469(i)(6)(A): other K-1s are grouped, this one is not."""
    house = rental(ownership_percent=4)
    outcome = told(house, *(shop(name, grouped_as="Shops") for name in "AB"), wages=50_000)
    assert "no_allowance_small_share" in lines(outcome)
    assert figure(outcome, "passive suspended, Rental") == 20_000


@pytest.mark.parametrize(
    ("loss", "asked"), [({"net_section_1231_gain": -5_000}, False), ({"charitable_contributions": 5_000}, True)]
)
def test_what_is_net_income_of_a_well(loss: dict[str, int], asked: bool) -> None:
    """IRC 469(c)(3)(B): income less the activity's own deductions; a gift to charity is the owner's."""
    facts = {"kind": "oil_gas_working_interest", "ordinary_business_income": 5_000, **loss}
    well = idle(name="Well", **facts)
    said = says(well, idle(**LOSES))
    assert said == ("missing: working_interest_loss_before" if asked else "answered")


@pytest.mark.parametrize(("hours", "spouse", "waits"), [(500, 0, 10_000), (500, 1, 0), (1, 500, 0), (501, None, 0)])
def test_a_spouses_hours_are_added_up_to_more_than_500(hours: int, spouse: int | None, waits: int) -> None:
    """IRC 469(h)(5), Temp. Reg. 1.469-5T(a)(1): asked only where one's own are not enough."""
    k1 = shop("A", hours=hours, spouse_hours=spouse)
    if spouse is None:
        del k1["spouse_hours"]
    assert figure(told(k1), "passive suspended") == waits
