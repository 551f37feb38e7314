"""What would change the answer, in words: the best one or two ways for each limit that holds something."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from k1chat.frozen import frozen
from k1chat.picture import figure
from k1chat.wording.questions import cash, entity_of, words
from k1chat.wording.text import escaped

if TYPE_CHECKING:
    from k1chat.case import Case
    from k1chat.levers import Found, Lever, Reach
    from k1chat.outcome import Outcome, UnknownFact

MOST_TOLD = 2
"""How many ways are told for one limit."""


@frozen
class Way:
    """A lever as it is told: amounts as money, hours as numbers; `each_dollar`: every dollar frees one from the first.

    `counts`: `all`, `part`, `none`, or `turns_on` a fact that is not known (`question`, empty where that is several).
    """

    limit: str
    kind: str
    name: str
    what: str
    cite: str
    now: str
    first: str
    whole: str
    freed: str
    held: str
    frees_all: bool
    each_dollar: bool
    counts: str
    counted: str
    held_by: str
    question: str
    test: str
    couple: str
    less: str
    sooner: bool
    lost: str
    unknown: Sequence["UnknownFact"]


@frozen
class Ways:
    """What would change an answer: the ways, and what the first of each limit do together (empty: no more than one)."""

    ways: Sequence[Way]
    together: str
    in_year: bool


def ways(outcome: "Outcome", case: "Case") -> Ways:
    """The ways that are told."""
    from k1chat.levers import find

    found = find(case, outcome, MOST_TOLD)
    best = _best(found.levers)
    in_year = any(lever.whole.changes for lever in best)
    return Ways([_told(lever, case) for lever in best], _together(found, best), in_year)


def _best(found: Sequence["Lever"]) -> list["Lever"]:
    """The first ways of each limit; the sale of everything only where there is hardly another."""
    best: list[Lever] = []
    for lever in sorted(found, key=lambda lever: lever.kind == "full_sale"):
        if sum(each.limit == lever.limit for each in best) < MOST_TOLD:
            best.append(lever)
    return [lever for lever in found if lever in best]


def _together(found: "Found", best: Sequence["Lever"]) -> str:
    """How much more counts with the first way of each limit at once; empty where one alone does as much."""
    firsts = {lever.limit: lever for lever in reversed(best) if lever.whole.changes}
    if len(firsts) < 2:
        return ""
    all_of_them = found.together(sorted(firsts.values(), key=best.index))
    most = max(lever.whole.counts or 0 for lever in best)
    return cash(all_of_them.counts) if all_of_them and (all_of_them.counts or 0) > most else ""  # type: ignore[arg-type]


def _told(lever: "Lever", case: "Case") -> Way:
    own, first, whole = words("levers").get(lever.kind, {}), lever.first, lever.whole
    k1 = escaped(case.k1_name(lever.place)) if lever.place else ""
    name = escaped(case.activity_name(lever.place)) if len(lever.place) > 1 else k1
    return Way(
        lever.limit,
        lever.kind,
        name,
        _filled(own.get("what", ""), k1, name),
        _cite(lever, own, entity_of(case, lever.place)),
        _number(lever.now),
        _amount(lever, first),
        _amount(lever, whole),
        cash(whole.freed),
        cash(lever.held),
        lever.frees_all,
        first.by == first.freed and whole.by == whole.freed,
        _counts(whole),
        cash(whole.counts or 0),
        whole.held_by[0][0] if whole.held_by else "",
        words(f"questions/{whole.turns_on.fact.name}")["short"] if whole.turns_on else "",
        words("levers")["tests"].get(lever.test, ""),
        _number(lever.couple),
        _number(whole.value - 1) if lever.kind == "hours" and lever.less == "nothing" and whole.value > 1 else "",
        lever.less == "others",
        cash(lever.lost) if lever.lost else "",
        lever.unknown,
    )


def _filled(text: str, k1: str, activity: str) -> str:
    return text.replace("{k1}", k1).replace("{activity}", activity)


def _cite(lever: "Lever", own: Any, entity: str) -> str:
    """The authority: of hours the test's, else the kind's at the limit, for the entity where it differs."""
    if lever.test:
        return str(words("levers")["tests"]["cite"][lever.test])
    cite = own.get(lever.limit, "")
    return str(cite if isinstance(cite, str) else cite[entity or "partnership"])


def _amount(lever: "Lever", reach: "Reach") -> str:
    if lever.kind in ("full_sale", "net_operating_loss", "find_out"):
        return ""
    if lever.kind == "hours":
        return _number(reach.value)
    return cash(reach.value if lever.kind == "modified_agi" else reach.by)


def _number(value: Any) -> str:
    """Hours as people write them, or an amount."""
    if value is None:
        return ""
    return figure(value) if isinstance(value, int) else f"{value.normalize():,f}"


def _counts(reach: "Reach") -> str:
    if reach.counts is None:
        return "turns_on"
    if reach.counts <= 0:
        return "none"
    return "all" if reach.counts >= reach.freed else "part"
