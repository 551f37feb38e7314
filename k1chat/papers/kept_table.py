"""How an opening basis was worked out, as a part of the saved page: the years, for whoever checks the return."""

from collections.abc import Iterator

from k1chat.case import Case
from k1chat.errors import Contradiction
from k1chat.facts import TAX_YEAR
from k1chat.opening import result
from k1chat.papers.room import filled
from k1chat.papers.years_table import cross_check, gains, summary, table
from k1chat.rebuild import Told, can_rebuild, rows
from k1chat.wording import entity_of, escaped, words


def section(case: Case, told: Told) -> Iterator[str]:
    """The table as Markdown; nothing where it is not told to its end, or its figures are not the answers."""
    if not told.came or not can_rebuild(case, told.k1):
        return
    try:
        years = rows(case, told)
    except Contradiction:
        return
    found = result(case, told, years)
    if not years or found is None or any(case.get(fact, place) != value for place, fact, value in found.facts[:1]):
        return
    own, year = words("rebuild"), case.get(TAX_YEAR, ())
    yield f"\n## {filled(own['kept'], k1=escaped(case.k1_name((told.k1,))), year=str(year))}\n"
    yield "```\n" + "\n".join(table(years, own)) + "\n```\n"
    for line in (*gains(years, own), *summary(found, entity_of(case, (told.k1,)), year, own)):
        yield f"{escaped(line)}\n"
    for line in cross_check(years, told, own):
        yield f"{escaped(line)}\n"
