"""What the answer says in each kind of case: no sentence that is false there, and the figure that decided."""

import re
from typing import Any

import pytest

from k1chat.boxes import LIMITED_FURTHER
from k1chat.facts import FACTS, Fact
from k1chat.outcome import UnknownFact
from k1chat.wording import as_text, explain, words
from k1chat.wording.explanation import unknown_words
from k1chat.wording.questions import worded
from tests.limits.household import HOUSEHOLD, PARTNER, RENTAL
from tests.scenarios.scenario import answer

WORKED: dict[str, Any] = {
    **PARTNER,
    "name": "Acme",
    "hours": 120,
    "spouse_hours": 0,
    "most_hours_by_another": 900,
    "total_hours_by_others": 2000,
    "years_materially_participated_of_last_10": 2,
    "personal_service_activity": False,
    "paid_manager": True,
}
SHAREHOLDER: dict[str, Any] = {
    **{key: PARTNER[key] for key in ("contributions", "tax_exempt_income", "nondeductible_expenses", "final_k1")},
    **{key: PARTNER[key] for key in PARTNER if key.startswith(("suspended", "sold", "protected", "borrowed"))},
    "name": "Bayou",
    "entity": "s_corporation",
    "kind": "trade_or_business",
    "loan": [],
    "beginning_stock_basis": 10_000,
    "distributions": 0,
    "hours": 900,
}


def said(k1: dict[str, Any], *others: dict[str, Any], **household: Any) -> str:
    """The whole answer on one line."""
    outcome = answer({**HOUSEHOLD, **household, "k1": [k1, *others]}).answer
    assert outcome is not None
    return " ".join(as_text(explain(outcome)).split())


@pytest.mark.parametrize(
    ("box", "loss", "kind", "law"),
    [
        ("k1_long_term_capital_gain", -10_000, "long-term capital loss", "only $3,000"),
        ("investment_interest_expense", 2_000, "investment interest", "163(d)"),
        ("charitable_contributions", 1_000, "gifts to charity", "170(b)"),
        ("foreign_taxes", 500, "foreign taxes", "904"),
    ],
)
def test_what_has_a_limit_of_its_own_is_not_said_to_count(box: str, loss: int, kind: str, law: str) -> None:
    text = said({**WORKED, box: loss})
    assert f"passes all four limits this year. All of it ({kind}) has a further limit of its own" in text
    assert law in text
    assert "counts this year against" not in text
    assert "Counts this year" not in text
    assert f"Outside this limit: {kind} (IRC 469(e)(1)" in text
    assert "You worked enough" not in text


def test_kinds_with_a_further_limit_have_words() -> None:
    assert set(words("further_limits")) == LIMITED_FURTHER


def test_a_test_that_is_not_met_says_by_what_it_is_missed() -> None:
    text = said({**WORKED, "ordinary_business_income": -10_000})
    for piece in (
        "Test 1 (more than 500 hours): not met. Hours that count as yours: 120 (",
        "Hours that count as yours: 120; of all others together: 900 or more (",
        "Hours that count as yours: 120; of the other person who worked most: 900 (",
        "Years that count: 2 (",
        "It is not a business of personal services",
        "One test of taking part is enough",
    ):
        assert piece in text, piece
    alone = said({**WORKED, "hours": 60, "ordinary_business_income": -10_000})
    assert "Hours that count as yours: 60; of all others together: 2,000 or more (" in alone


def test_hours_that_are_not_known_say_what_would_settle_them() -> None:
    text = said({**WORKED, "hours": "unknown", "ordinary_business_income": -10_000})
    assert "Not known, and it can change this limit: Your hours (Acme). More than 500 hours are enough" in text
    assert "It turns on what you did not know: your hours." in text


def test_the_rental_allowance_is_told_where_it_is_used_and_only_there() -> None:
    rental = {**PARTNER, **RENTAL, "name": "Elm"}
    text = said(rental, wages=120_000)
    assert "or as far as the rental allowance goes" in text
    assert "up to $25,000 against other income" in text
    assert "the rental allowance can use it too" in text
    assert "allowance" not in said({**WORKED, "ordinary_business_income": -10_000})
    limited = said({**rental, "interest": "limited_partner"}, wages=120_000)
    assert "the rental allowance can use it too" not in limited


def test_a_rental_of_other_things_is_not_told_of_real_estate_work() -> None:
    equipment = {key: value for key, value in RENTAL.items() if key != "net_rental_real_estate_income"}
    text = said({**PARTNER, **equipment, "name": "Rig", "kind": "other_rental", "other_net_rental_income": -5_000})
    assert "A rental is passive whatever the hours (IRC 469(c)(2))" in text
    assert "real estate" not in text.split("3. Passive limit")[1].split("4. Excess")[0]


@pytest.mark.parametrize(("year", "none"), [(2020, True), (2021, False)])
def test_a_year_without_the_limit_says_so(year: int, none: bool) -> None:
    text = said({**WORKED, "hours": 600, "ordinary_business_income": -10_000}, tax_year=year)
    assert (f"There was no such limit for {year}" in text) is none
    assert ("even the lowest of all filing statuses: $262,000" in text) is not none


@pytest.mark.parametrize(("year", "form"), [(2020, False), (2021, True)])
def test_form_7203_is_named_for_the_years_that_have_it(year: int, form: bool) -> None:
    text = said({**SHAREHOLDER, "ordinary_business_income": -50_000}, tax_year=year)
    assert ("Form 7203" in text) is form


def test_a_loss_that_counts_in_full_is_not_given_twice() -> None:
    text = said({**WORKED, "hours": 600, "ordinary_business_income": -10_000})
    assert text.startswith("All of your $10,000 loss counts this year against wages and other income.")


def test_no_loss_shows_no_limit_without_figures() -> None:
    bare = {key: value for key, value in WORKED.items() if key != "beginning_basis"}
    text = said({**bare, "ordinary_business_income": 10_000})
    assert text.startswith("Your K-1 shows no loss")
    assert "Why" not in text
    assert "basis was not needed" in text
    assert said(
        {**bare, "ordinary_business_income": 1}, {**bare, "name": "B", "ordinary_business_income": 1}
    ).startswith("Your K-1s show no loss")


def test_only_earlier_losses_read_as_one_sentence() -> None:
    text = said({**WORKED, "ordinary_business_income": 1_000, "suspended_passive_loss": 8_000})
    assert text.startswith("Of the $8,000 loss carried over from earlier years, $1,000 counts this year")
    assert "$8,000 from earlier years came to this limit." in text
    assert "$0 came" not in text


def test_what_waits_is_told_by_limit_and_k1_with_its_parts() -> None:
    text = said({**SHAREHOLDER, "ordinary_business_income": -40_000, "section_179_deduction": 10_000})
    waits = "$40,000 from Bayou is held by the basis limit: $32,000 of business loss, $8,000 of section 179 deduction."
    assert waits in text
    assert "(IRC 1366(d)(2))" in text


def test_the_part_of_the_excess_outside_the_k1s_is_not_lost() -> None:
    text = said({**WORKED, "hours": 600, "ordinary_business_income": -300_000}, other_business_income=-500_000)
    assert "$65,250 is held by the limit on excess business losses: business loss of Acme." in text
    assert "$108,750 more belongs to losses outside these K-1s" in text


def test_the_column_of_basis_adds_up_as_it_stands() -> None:
    """A fall in debts counts like cash paid out, so it stands below what comes before distributions."""
    k1 = {**WORKED, "beginning_recourse": 30_000, "distributions": 5_000, "ordinary_business_income": -1}
    text = said(k1)
    order = [
        "Basis at the start",
        "Basis before distributions",
        "Less: fall in your share",
        "Basis that losses may use",
    ]
    assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
    assert "qualified business income" in text


def test_a_range_that_rests_on_what_is_out_of_scope_says_so_first() -> None:
    text = said({**WORKED, "final_k1": "unknown", "ordinary_business_income": -10_000})
    assert "This does not hold in one case, which is out of scope: a sale or end of your share." in text.split("Why")[0]
    assert "A sale or end of your share. Whether" in text


def test_expenses_that_come_after_losses_do_not_stand_in_the_column_before_them() -> None:
    expenses = {"nondeductible_expenses": 3_000, "elects_losses_before_nondeductible": True}
    text = said({**SHAREHOLDER, **expenses, "ordinary_business_income": -8_000})
    assert "Less: nondeductible expenses" not in text
    assert "Nondeductible expenses taken after losses: $2,000" in text


@pytest.mark.parametrize(("elsewhere", "told"), [(-700_000, True), (-626_000, False), (0, False)])
def test_a_business_loss_in_modified_agi_is_told_where_there_is_one_beyond_the_threshold(
    elsewhere: int, told: bool
) -> None:
    text = said({**PARTNER, **RENTAL, "name": "Elm"}, wages=700_000, other_business_income=elsewhere)
    assert ("A business loss was counted in modified adjusted gross income only" in text) is told


def test_every_dot_and_bracket_of_a_page_is_in_order() -> None:
    for text in (
        said({**WORKED, "ordinary_business_income": "unknown"}),
        said({**WORKED, "hours": 600, "ordinary_business_income": -10_000, "k1_short_term_capital_gain": -5}),
        said({**SHAREHOLDER, "ordinary_business_income": -50_000}, {**WORKED, "ordinary_business_income": -7_000}),
    ):
        assert not re.search(r"\.\.|,\.| ,| \.|\( |\(\)|0\.00|\bNone\b(?! of)", text), text


def test_an_unknown_kind_of_loan_is_not_called_what_an_activity_does() -> None:
    loan = UnknownFact("kind", "Oak", "", "basis", matters=True)
    business = UnknownFact("kind", "Oak", "Shop", "passive", matters=True)
    not_read_yet = UnknownFact("kind", "Oak", "", "passive", matters=True)
    assert (unknown_words(loan), unknown_words(business)) == ("Kind of loan (Oak)", "What it mainly does (Shop)")
    assert unknown_words(not_read_yet) == "What it mainly does (Oak)"


@pytest.mark.parametrize("fact", [*FACTS.values()], ids=[*FACTS])
def test_every_fact_that_is_not_known_has_its_name(fact: Fact[Any]) -> None:
    own = words(f"questions/{fact.name}")["short"]
    whose = {"household": ("", ""), "k1": ("Oak", ""), "loan": ("Oak", ""), "activity": ("Oak", "Shop")}[fact.scope]
    limit: Any = "basis" if fact.scope == "loan" else "passive"
    assert unknown_words(UnknownFact(fact.key, *whose, limit, matters=True)).startswith(own)
    assert unknown_words(UnknownFact(fact.key, "", "", limit, matters=True))


def test_boxes_that_are_not_known_leave_the_answer_open_in_one_sentence() -> None:
    bare = {key: value for key, value in WORKED.items() if key not in ("ordinary_business_income", "hours")}
    text = said({**bare, "boxes": "unknown", "hours": "unknown"})
    assert text.startswith("How much of your loss")
    assert "It turns on" in text
    assert "How much passes is not known." in text
    assert "()" not in text


def test_a_year_that_is_not_known_leaves_no_false_reason() -> None:
    text = said({**WORKED, "hours": 600, "ordinary_business_income": -10_000}, tax_year="unknown")
    assert "Whichever year it is, this limit holds none of it" in text
    assert "Nothing in it counts as a business loss" not in text
    assert "Nothing in it counts as a business loss here" in said({**WORKED, "charitable_contributions": 10})


def test_words_may_differ_by_entity_and_year() -> None:
    own = {"partnership": "p", "s_corporation": {"since_2021": "new", "before_2021": "old"}}
    assert [worded(own, "s_corporation", year) for year in (2020, 2021, None)] == ["old", "new", "new"]
    assert (worded(own, "", 2020), worded("same", "", None)) == ("p", "same")


def test_what_is_lost_with_the_s_election_is_told() -> None:
    """IRC 1366(d)(3): 30,000 against a stock basis of 12,000; no later year uses the rest; a loan keeps its basis."""
    ended = {"suspended_basis_loss": 30_000, "stock_basis_after_election": 12_000}
    text = said({**SHAREHOLDER, "ordinary_business_income": 0, **ended})
    assert "$18,000 from Bayou is lost: the S election has ended" in text
    assert "debt basis" not in text


def test_stock_given_to_a_spouse_takes_its_losses_along() -> None:
    """IRC 1366(d)(2)(B)."""
    given = {"final_k1": True, "how_interest_ended": "given_to_spouse", "beginning_stock_basis": 0}
    text = said({**SHAREHOLDER, **given, "ordinary_business_income": -1_000, "suspended_basis_loss": 7_000})
    assert "next year it is your spouse's" in text
    assert "is lost" not in text
