"""The first line: the year and the filing status, and what the question is about."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from k1chat.case import Case
from k1chat.facts import FILING_STATUS, TAX_YEAR
from k1chat.interview import Question
from k1chat.wording import choices, heading


class Title(Horizontal):
    """What stands over the chat and the panel."""

    def compose(self) -> ComposeResult:
        """Left and right."""
        yield Static("", id="household", markup=False)
        yield Static("", id="about", markup=False)

    def tell(self, case: Case, question: Question | None) -> None:
        """Show what is known of the household, and the K-1 or activity of the question."""
        year, status = case.get(TAX_YEAR, ()), case.get(FILING_STATUS, ())
        told = [str(year) if isinstance(year, int) else "", _status(status)]
        self.query_one("#household", Static).update(" · ".join(["k1chat", *filter(None, told)]))
        self.query_one("#about", Static).update(heading(question, case) if question else "")


def _status(status: object) -> str:
    return dict(choices(FILING_STATUS))[status].lower() if isinstance(status, str) else ""
