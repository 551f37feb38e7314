"""What got through the four limits, and the income of the K-1s beside it: where the rules after them start.

Amounts in cents, by character of loss. Gain on payouts beyond basis, on repaid notes and on sales, and a loss on a
sale, are taken as long-term results of an investment: how long they were held is not asked (IRC 741, 1222; Reg.
1.172-3(a)(3)). Not modelled: the part of a gain on a sale that is ordinary income (IRC 751), recapture of earlier net
section 1231 losses (IRC 1231(c)).
"""

from collections import defaultdict
from collections.abc import Iterable

from k1chat.boxes import BUSINESS, BUSINESS_BOXES, Character
from k1chat.frozen import frozen
from k1chat.limits.income_items import guaranteed_payments
from k1chat.limits.k1_results import gains_on_interests, gains_on_sales
from k1chat.limits.shareholder_loans import ORDINARY, gains_on_loans
from k1chat.money import Cents
from k1chat.worksheet import Worksheet

CAPITAL: tuple[Character, ...] = ("short_term_capital", "long_term_capital", "loss_on_sale")
PORTFOLIO_BOXES = ("interest_income", "ordinary_dividends", "royalties")


@frozen
class Passed:
    """The K-1s' results after the four limits: losses by character, income by box."""

    losses: dict[Character, Cents]
    incomes: dict[str, Cents]
    pay: Cents
    recaptured: Cents
    gains_on_interests: Cents
    ordinary_gains_on_loans: Cents

    @property
    def section_1231(self) -> Cents:
        """Gains less losses: a net gain is long-term capital gain, a net loss an ordinary loss (IRC 1231(a))."""
        return self.incomes["net_section_1231_gain"] - self.losses["section_1231"]

    @property
    def business(self) -> Cents:
        """Business income less business losses, without section 179 deductions and without a net section 1231 gain."""
        income = sum(self.incomes[box] for box in sorted(BUSINESS_BOXES)) + self.pay + self.recaptured
        lost = sum(self.losses[character] for character in sorted(BUSINESS) if character != "section_179")
        return income - lost + min(0, self.section_1231)

    @property
    def portfolio(self) -> Cents:
        """Interest, dividends, royalties, and the ordinary gain on repaid advances."""
        return sum(self.incomes[box] for box in PORTFOLIO_BOXES) + self.ordinary_gains_on_loans

    @property
    def short_term(self) -> Cents:
        """Box 8 (of Form 1120-S: 7), gains less losses."""
        return self.incomes["k1_short_term_capital_gain"] - self.losses["short_term_capital"]

    @property
    def long_term(self) -> Cents:
        """Box 9a (of Form 1120-S: 8a) and gain on the interest, a sale of it or a loan, gains less losses."""
        lost = self.losses["long_term_capital"] + self.losses["loss_on_sale"]
        return self.incomes["k1_long_term_capital_gain"] + self.gains_on_interests - lost


def passed_the_limits(w: Worksheet, allowed: Iterable[tuple[Character, Cents]]) -> Passed:
    """What the last limit allowed, by character, with the K-1s' incomes."""
    losses: dict[Character, Cents] = defaultdict(int)
    for character, amount in allowed:
        losses[character] += amount
    incomes: dict[str, Cents] = defaultdict(int)
    for activity in w.activities:
        for box, amount in activity.incomes.items():
            incomes[box] += amount
    pay = guaranteed_payments(w)
    back = sum(w.run.recaptured.values())
    gains = gains_on_interests(w) + gains_on_sales(w)
    return Passed(losses, incomes, pay, back, gains, gains_on_loans(w.run, ORDINARY))
