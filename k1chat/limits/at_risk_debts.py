"""What the owner tells of debts and of earlier years that moves the amount at risk (IRC 465(b)(2), (6); Form 6198).

Read only where it is told. Modelled: a nonrecourse debt that the owner guaranteed without a right to be paid back, or
secured by property not used in the activity, is at risk (465(b)(2); CCA 201308028); in an S corporation neither is,
as the debt is not the shareholder's (Prop. Reg. 1.465-6(d)). Financing is qualified only in the activity of holding
real property (465(b)(6)(A)): item K1 is taken as the partnership prints it, unless the owner says it holds none.
The detailed computation of Form 6198 Part III: the larger of the two counts (line 20).
Not modelled: what a guarantee does to the debt for the other partners (AM 2014-003). Amounts in cents.
"""

from k1chat.citation import form_line, other, usc
from k1chat.facts import (
    AMOUNT_AT_RISK_LAST_YEAR,
    AT_RISK_DECREASES,
    AT_RISK_INCREASES,
    ENDING_NONRECOURSE,
    ENDING_QUALIFIED_NONRECOURSE,
    ENTITY,
    GUARANTEED_WITHOUT_REIMBURSEMENT,
    HOLDS_REAL_PROPERTY,
    PLEDGED_OWN_PROPERTY,
)
from k1chat.limits.income_items import income_items
from k1chat.money import Cents
from k1chat.worksheet import Worksheet, rule

TOLD = frozenset(
    fact.name
    for fact in (AMOUNT_AT_RISK_LAST_YEAR, GUARANTEED_WITHOUT_REIMBURSEMENT, HOLDS_REAL_PROPERTY, PLEDGED_OWN_PROPERTY)
)


def is_told(w: Worksheet) -> bool:
    """Whether the owner of the K-1 tells of any of this; asks nobody."""
    return not TOLD.isdisjoint(w.page.answers)


@rule(usc("465(b)(2)"))
def debts_made_good(w: Worksheet) -> Cents:
    """What of the debts nobody owes personally the owner answers for all the same, less what is not qualified."""
    if w[ENTITY] != "partnership":
        if w.given(GUARANTEED_WITHOUT_REIMBURSEMENT) or w.given(PLEDGED_OWN_PROPERTY):
            w.note("shareholder_answers_for_debt")
        return 0
    not_qualified = qualified_elsewhere(w)
    debts = w[ENDING_NONRECOURSE] + not_qualified
    guaranteed = min(debts, guarantee(w))
    return guaranteed + min(debts - guaranteed, pledge(w)) - not_qualified


def tell_of_qualified_financing(w: Worksheet, amount: Cents, losses: Cents) -> None:
    """That item K1's qualified column decides, where the K-1 has no rental of real estate and nobody was asked."""
    printed = w.page.answers.get(ENDING_QUALIFIED_NONRECOURSE.name)
    if not printed or not isinstance(printed, int) or amount - printed >= losses or w.given(HOLDS_REAL_PROPERTY):
        return
    if not any(activity.main == "rental_real_estate" for activity in w.activities_of_k1):
        w.note("qualified_financing_as_printed")


@rule(usc("465(b)(6)(A)"))
def qualified_elsewhere(w: Worksheet) -> Cents:
    """Qualified financing that is none: the activity is not that of holding real property."""
    if not w.given(HOLDS_REAL_PROPERTY) or w[HOLDS_REAL_PROPERTY]:
        return 0
    return w.line("qualified_without_real_property", w[ENDING_QUALIFIED_NONRECOURSE])


@rule(other("CCA 201308028"))
def guarantee(w: Worksheet) -> Cents:
    """A guarantee that is the owner's own in the end: nobody would pay it back."""
    if not w.given(GUARANTEED_WITHOUT_REIMBURSEMENT):
        return 0
    return w.line("guaranteed", w[GUARANTEED_WITHOUT_REIMBURSEMENT])


@rule(usc("465(b)(2)(B)"))
def pledge(w: Worksheet) -> Cents:
    """The net value of own property outside the activity that secures its debts."""
    return w.line("pledged", w[PLEDGED_OWN_PROPERTY]) if w.given(PLEDGED_OWN_PROPERTY) else 0


@rule(form_line("Form 6198", "lines 15 to 20"))
def larger_amount(w: Worksheet, figured: Cents) -> Cents:
    """The detailed amount, with the income of the year, where it is told and larger."""
    if not w.given(AMOUNT_AT_RISK_LAST_YEAR):
        return figured
    moved = w[AMOUNT_AT_RISK_LAST_YEAR] + w[AT_RISK_INCREASES] - w[AT_RISK_DECREASES]
    detailed = w.line("amount_at_risk_in_detail", moved, form_line("Form 6198", "line 19a")) + income_items(w)
    return max(figured, detailed)
