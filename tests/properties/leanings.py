"""Households that come up too rarely by themselves: what some of their answers are.

A household leans one way in what it is (`LEANINGS`) and another in what happens to it this year (`HAPPENINGS`, which
win where both say something): so a sale meets a rental, a large loss, an AMT item.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from k1chat.boxes import AMT_BOXES, MAIN_BOXES
from tests.properties.values import HELD, LARGE, NONE, cents, one_of

Leaning = Mapping[str, st.SearchStrategy[Any]]

BOX_1, BOX_2 = st.just(MAIN_BOXES[:1]), st.just(MAIN_BOXES[1:2])
SOME_HOURS = one_of(*map(Decimal, (101, 200, 251, 300, 400, 500)))
LEANINGS: dict[str, Leaning] = {
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
"""What a household is, by what some of its answers are."""

YES, NO = st.just(True), st.just(False)
MOSTLY = one_of(True, True, True, False)
BUSINESS_OR_RENTAL = one_of(MAIN_BOXES[0], MAIN_BOXES[0], MAIN_BOXES[1])
FEW_HOURS = one_of(Decimal(0), Decimal(0), Decimal(60), Decimal(60), Decimal(60), Decimal(600))
IDLE: Leaning = {
    "interest": one_of("limited_partner", "limited_partner", "general_partner", "llc_member"),
    "hours": FEW_HOURS,
    "years_materially_participated_of_last_10": st.just(0),
    "personal_service_activity": NO,
    "average_stay_days": st.just(Decimal(365)),
    "suspended_passive_loss": st.one_of(NONE, HELD["suspended_passive_loss"], HELD["suspended_passive_loss"]),
}
"""An activity whose owner hardly works in it: what it loses is passive."""
FINAL: Leaning = {
    **IDLE,
    "k1": one_of(1, 2, 2),
    "activity": one_of(1, 1, 1, 2),
    "main": BUSINESS_OR_RENTAL,
    "ordinary_business_income": st.one_of(cents(-60_000_00, -1_00), cents(-60_000_00, -1_00), cents(1_00, 60_000_00)),
    "net_rental_real_estate_income": cents(-60_000_00, 20_000_00),
    "final_k1": MOSTLY,
    "buyer_related": NO,
    "fully_taxable_sale": MOSTLY,
    "gain_on_sale": st.one_of(cents(-40_000_00, 40_000_00), cents(-40_000_00, 40_000_00), LARGE),
}
"""An interest that ends this year."""
SOLD: Leaning = {
    "k1": one_of(1, 2, 2),
    "final_k1": one_of(False, False, False, True),
    "sold_entire_interest": YES,
    "hours": one_of(Decimal(0), Decimal(60)),
    "other_passive_income": one_of(0, 0, 5_000_00),
    "ordinary_business_income": cents(-60_000_00, -1_00),
    "net_rental_real_estate_income": cents(-60_000_00, -1_00),
    "ending_nonrecourse": st.just(0),
    "beginning_basis": cents(80_000_00, 200_000_00),
    "beginning_stock_basis": cents(80_000_00, 200_000_00),
}
"""An activity that is sold whole by its entity, or of which its owner tells."""
HAPPENINGS: dict[str, Leaning] = {
    "nothing": {},
    "the interest is sold": {**FINAL, "how_interest_ended": st.just("sold")},
    "the interest is sold at a loss": {
        **FINAL,
        "how_interest_ended": one_of("sold", "sold", "sold", "wound_up"),
        "beginning_basis": cents(40_000_00, 200_000_00),
        "beginning_stock_basis": cents(40_000_00, 200_000_00),
        "sale_price": cents(0, 60_000_00),
    },
    "it is sold to someone related": {
        **FINAL,
        "how_interest_ended": one_of("sold", "sold", "sold_on_instalments"),
        "buyer_related": MOSTLY,
    },
    "it is given away": {**FINAL, "how_interest_ended": one_of("given_away", "given_away", "given_to_spouse")},
    "its owner dies": {
        **FINAL,
        "how_interest_ended": st.just("owner_died"),
        "step_up_at_death": st.one_of(cents(0, 30_000_00), cents(0, 200_000_00)),
    },
    "it is sold on instalments": {
        **FINAL,
        "how_interest_ended": one_of("sold_on_instalments", "sold_on_instalments", "exchanged", "wound_up"),
        "gain_on_sale": cents(0, 40_000_00),
        "gain_still_to_come": cents(0, 90_000_00),
    },
    "an activity is sold": {
        **IDLE,
        **SOLD,
        "main": BUSINESS_OR_RENTAL,
        "fully_taxable_sale": MOSTLY,
        "buyer_related": one_of(False, False, False, True),
        "gain_still_to_come": cents(0, 90_000_00),
    },
    "the partnership is publicly traded": {
        **IDLE,
        "k1": one_of(2, 3),
        "entity": one_of("partnership", "partnership", "partnership", "partnership", "s_corporation"),
        "main": BUSINESS_OR_RENTAL,
        "publicly_traded": MOSTLY,
        "ordinary_business_income": st.one_of(cents(-60_000_00, -1_00), cents(1_00, 60_000_00)),
        "net_rental_real_estate_income": cents(-60_000_00, 60_000_00),
        "beginning_basis": cents(80_000_00, 200_000_00),
        "ending_nonrecourse": st.just(0),
        "final_k1": one_of(False, False, False, True),
        "how_interest_ended": one_of("sold", "sold", "owner_died", "given_away", "sold_on_instalments"),
    },
    "it was passive before": {
        "main": BUSINESS_OR_RENTAL,
        "suspended_passive_loss": HELD["suspended_passive_loss"],
        "interest": st.just("general_partner"),
        "hours": one_of(Decimal(501), Decimal(600), Decimal(60)),
        "ordinary_business_income": cents(-20_000_00, 60_000_00),
        "final_k1": one_of(False, False, False, True),
    },
    "real estate is one's profession": {
        "main": one_of(MAIN_BOXES[1], MAIN_BOXES[1], MAIN_BOXES[1], MAIN_BOXES[0]),
        "net_rental_real_estate_income": cents(-90_000_00, 20_000_00),
        "average_stay_days": st.just(Decimal(365)),
        "rented_to_own_business": NO,
        "real_property_hours": one_of(Decimal(751), Decimal(1502), Decimal(750)),
        "total_work_hours": one_of(Decimal(1501), Decimal(1600), Decimal(1502)),
        "spouse_total_work_hours": one_of(Decimal(1501), Decimal(1600)),
        "hours": one_of(Decimal(60), Decimal(101), Decimal(400), Decimal(501)),
        "sold_entire_interest": one_of(False, False, False, True),
    },
    "rent comes from one's own business": {
        **IDLE,
        "k1": one_of(2, 3),
        "main": one_of(MAIN_BOXES[0], MAIN_BOXES[1], MAIN_BOXES[1]),
        "ordinary_business_income": cents(-60_000_00, -1_00),
        "net_rental_real_estate_income": st.one_of(cents(1_00, 60_000_00), cents(-60_000_00, 60_000_00)),
        "rented_to_own_business": MOSTLY,
        "tenant_hours": one_of(Decimal(501), Decimal(501), Decimal(501), Decimal(101)),
        "other_passive_income": one_of(0, 0, 0, 5_000_00, -5_000_00),
        "suspended_passive_loss": st.one_of(NONE, NONE, HELD["suspended_passive_loss"]),
        "ending_nonrecourse": st.just(0),
        "beginning_basis": cents(40_000_00, 200_000_00),
        "beginning_stock_basis": cents(40_000_00, 200_000_00),
    },
    "work in several businesses that pay": {
        **IDLE,
        "k1": one_of(2, 3, 3),
        "boxes": BOX_1,
        "interest": one_of("general_partner", "general_partner", "general_partner", "limited_partner"),
        "hours": one_of(Decimal(60), Decimal(101), Decimal(120), Decimal(160)),
        "most_hours_by_another": st.just(Decimal(900)),
        "total_hours_by_others": st.just(Decimal(900)),
        "ordinary_business_income": cents(-60_000_00, 60_000_00),
        "suspended_passive_loss": st.one_of(NONE, HELD["suspended_passive_loss"]),
        "beginning_basis": cents(40_000_00, 200_000_00),
        "beginning_stock_basis": cents(40_000_00, 200_000_00),
    },
    "capital is lost": {
        "boxes": one_of(
            (MAIN_BOXES[0], "k1_short_term_capital_gain"),
            (MAIN_BOXES[0], "k1_long_term_capital_gain"),
            (MAIN_BOXES[1], "k1_short_term_capital_gain", "k1_long_term_capital_gain"),
        ),
        "k1_short_term_capital_gain": cents(-60_000_00, 10_000_00),
        "k1_long_term_capital_gain": cents(-60_000_00, 10_000_00),
        "beginning_basis": cents(40_000_00, 200_000_00),
        "beginning_stock_basis": cents(40_000_00, 200_000_00),
        "ending_nonrecourse": st.just(0),
    },
    "more is lost than earned": {
        "beginning_basis": st.just(2_000_000_00),
        "beginning_stock_basis": st.just(2_000_000_00),
        "ending_nonrecourse": st.just(0),
        "main": one_of(MAIN_BOXES[0], MAIN_BOXES[0], MAIN_BOXES[1]),
        "ordinary_business_income": st.one_of(LARGE, cents(-60_000_00, -1_00)),
        "wages": cents(0, 90_000_00),
        "hours": one_of(Decimal(501), Decimal(600)),
    },
}
"""What happens to a household this year."""
GO_ON = ("capital is lost", "more is lost than earned", "the interest is sold at a loss", "the interest is sold")
"""Happenings whose households answer the questions for what comes after the four limits, too."""
TIMES = {
    "nothing": 16,
    "its owner dies": 2,
    "it is sold on instalments": 2,
    "an activity is sold": 3,
    "the partnership is publicly traded": 3,
    "real estate is one's profession": 3,
    "rent comes from one's own business": 3,
    "work in several businesses that pay": 3,
    "capital is lost": 3,
    "more is lost than earned": 2,
}
"""How often a happening is drawn, where not once: those more often that show only where more comes together."""
