"""A passive activity in the making of Form 8582: its income, its losses by row, what is allowed and held of them."""

from dataclasses import dataclass

from k1chat.boxes import ACTIVITY_BOXES, BOX_BY_NAME, NEVER_PASSIVE, PORTFOLIO, Character
from k1chat.limits.at_risk_recapture import recaptured
from k1chat.limits.limit import Loss
from k1chat.money import Cents
from k1chat.run import Activity
from k1chat.worksheet import Worksheet

FORMS_OF_THEIR_OWN: frozenset[Character] = PORTFOLIO | {"section_1231", "loss_on_sale"}


@dataclass(slots=True, eq=False, repr=False)
class Passive:
    """A passive activity: its income and losses by row, and what Form 8582 makes of them. `part` is IV or V.

    `current` is this year's part of the losses; `covered` what income in another part covers of them.
    `gain`: what of the income is gain on the interest itself, in no box; `back`: what is earlier losses come back;
    `interest`: what is the owner's own interest from the entity. Its end frees (`released`) or bars a part of the net
    loss; `freed` is what of it no passive income meets. `former`: nonpassive this year (469(f)).
    """

    activity: Activity
    income: Cents
    rows: dict[int, Cents]
    part: str = "V"
    allowance: Cents = 0
    unallowed: Cents = 0
    current: Cents = 0
    covered: Cents = 0
    gain: Cents = 0
    back: Cents = 0
    interest: Cents = 0
    released: Cents = 0
    barred: Cents = 0
    freed: Cents = 0
    former: bool = False

    @property
    def loss(self) -> Cents:
        """All its losses, carried in and current."""
        return sum(self.rows.values())

    @property
    def net_loss(self) -> Cents:
        """What its own income does not cover."""
        return max(0, self.subject - self.income - self.covered)

    @property
    def subject(self) -> Cents:
        """Its losses without what its end frees or bars: what Form 8582 judges."""
        return self.loss - self.released - self.barred


def passive_income_of(activity: Activity) -> Cents:
    """Income of the activity itself: not pay for services or capital (469(e)(3)), not portfolio income (469(e)(1))."""
    return sum(amount for box, amount in activity.incomes.items() if box in ACTIVITY_BOXES)


def passive_part(loss: Loss) -> Cents:
    """What of a passive activity's loss is a passive deduction.

    Portfolio losses (469(e)(1)) and the owner's own deductions are not; what section 469 once held is.
    """
    return loss.carried_in if loss.character in NEVER_PASSIVE else loss.total


def current_part(loss: Loss) -> Cents:
    """What of the passive deduction is this year's."""
    return min(loss.entering, passive_part(loss))


def passive_activity(w: Worksheet, activity: Activity, rows: dict[int, Cents], current: Cents = 0) -> Passive:
    """A passive activity with its own income and these losses."""
    back, gain = recaptured(w, activity), w.run.sale_gains.get(activity.place, 0)
    income = passive_income_of(activity) + back + gain
    return Passive(activity, income, rows, current=current, gain=gain, back=back)


def income_of(w: Worksheet, activity: Activity) -> Cents:
    """Passive income of a passive activity: its boxes, the gain on its sale, earlier losses that come back (465(e))."""
    return passive_activity(w, activity, {}).income


def form_of(character: Character | None) -> str:
    """The form an item goes on: capital items and section 1231 by themselves, all else together on Schedule E."""
    return character if character in FORMS_OF_THEIR_OWN else "schedule_e"


def income_on(each: Passive, form: str) -> Cents:
    """The activity's passive income on a form; where a part of it is not passive after all, in proportion."""
    if not each.income:
        return 0
    whole = passive_income_of(each.activity) + each.gain + each.interest + each.back
    incomes = each.activity.incomes.items()
    own = sum(
        amount for box, amount in incomes if box in ACTIVITY_BOXES and form_of(BOX_BY_NAME[box].character) == form
    )
    own += each.gain if form == "long_term_capital" else 0
    own += each.back if form == "schedule_e" else 0
    return own if each.income == whole else own * each.income // whole
