"""Citations: every rule, number and line carries one, so that "why?" always has an answer."""

from functools import cache

from k1chat.frozen import frozen


@frozen
class Citation:
    """An authority: the label a person reads, and the address where its text stands."""

    label: str
    address: str

    def __str__(self) -> str:
        return self.label


@cache
def usc(section: str) -> Citation:
    """A section of the Internal Revenue Code (Title 26), such as `usc("469(h)(1)")`."""
    number = section.split("(", maxsplit=1)[0]
    address = f"https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title26-section{number}"
    return Citation(f"IRC {section}", address)


@cache
def reg(section: str) -> Citation:
    """A final regulation, such as `reg("1.704-1(d)(2)")`."""
    return Citation(f"Reg. {section}", _ecfr(section))


@cache
def temp_reg(section: str) -> Citation:
    """A temporary regulation, such as `temp_reg("1.469-5T(a)(3)")`."""
    return Citation(f"Temp. Reg. {section}", _ecfr(section))


@cache
def form_line(form: str, line: str) -> Citation:
    """A line or part of an IRS form, such as `form_line("Form 7203", "line 10")`."""
    return Citation(f"{form}, {line}", "https://www.irs.gov/forms-instructions")


@cache
def other(label: str, address: str = "") -> Citation:
    """A court decision, a ruling or a public law."""
    return Citation(label, address)


def _ecfr(section: str) -> str:
    return f"https://www.ecfr.gov/current/title-26/section-{section.split('(', maxsplit=1)[0]}"
