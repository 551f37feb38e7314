"""What is not passive whatever the hours: working interests without limited liability, and trading for the owners.

IRC 469(c)(3), (4); Temp. Reg. 1.469-1T(e)(4), (6). Modelled: which interest limits liability ((e)(4)(v): stock, a
limited partner's and an LLC member's interest do; indemnities and insurance do not), net income of a well whose loss
was once nonpassive for that reason (469(c)(3)(B)).
Not modelled: liability limited in a part of the year (Temp. Reg. 1.469-1T(e)(4)(ii)); who became a limited partner in
the year says what the interest was. Interest of a trading fund as investment interest (163(d)): said.
"""

from k1chat.boxes import ACTIVITY_BOXES, NEVER_PASSIVE
from k1chat.citation import temp_reg, usc
from k1chat.facts import ENTITY, INTEREST, KIND, WORKING_INTEREST_LOSS_BEFORE
from k1chat.run import Activity
from k1chat.worksheet import Worksheet, rule


def told_never_passive(w: Worksheet) -> bool:
    """Whether what is told already settles it, before any hours are asked."""
    return trading(w) or (w[KIND] == "oil_gas_working_interest" and w.given(INTEREST) and unlimited_liability(w))


@rule(temp_reg("1.469-1T(e)(6)"))
def trading(w: Worksheet) -> bool:
    """Trading stocks, futures and the like for the owners' account."""
    if w[KIND] != "trading":
        return False
    w.finding("trading_is_not_passive")
    w.note("trading_interest_apart")
    return True


@rule(usc("469(c)(3)(A)"))
def unlimited_liability(w: Worksheet) -> bool:
    """A working interest held through an entity that does not limit the owner's liability."""
    unlimited = w[ENTITY] == "partnership" and w[INTEREST] == "general_partner"
    w.finding("working_interest" if unlimited else "working_interest_limited", temp_reg("1.469-1T(e)(4)(v)"))
    return unlimited


@rule(usc("469(c)(3)(B)"))
def income_after_nonpassive_loss(w: Worksheet, activity: Activity) -> bool:
    """Net income of a well is nonpassive once a loss of it was, though the liability is limited now."""
    income = sum(amount for box, amount in activity.incomes.items() if box in ACTIVITY_BOXES)
    if income <= sum(amount for character, amount in activity.losses.items() if character not in NEVER_PASSIVE):
        return False
    if w.supposes(KIND):
        raise w.refuse("oil_gas_working_interest")
    if w[WORKING_INTEREST_LOSS_BEFORE]:
        w.finding("working_interest_income")
    return w[WORKING_INTEREST_LOSS_BEFORE]
