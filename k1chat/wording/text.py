"""Text as Markdown; Markdown as plain text for a terminal, block by block or whole, and as one HTML page."""

import re
import textwrap
from collections.abc import Iterator

WIDTH = 78
HEADINGS = {"# ": "title", "## ": "heading", "### ": "subheading", "- ": "item"}

MARKS = r"""(?x)
    [`*~\[\]]                       # wherever they stand
    | \\ (?= [!-/:-@\[-`{-~] | $ )   # a backslash before punctuation
    | (?<![^\W_]) _ | _ (?![^\W_])   # an underscore that is not inside a word
    | < (?= [A-Za-z/!?] )            # a tag
    | & (?= \#?\w+; )               # an entity
    | ^ [#>] | ^ [-+=] (?![\w$])     # a heading, a quotation, a list or a line, at the start
"""
NUMBERED = r"^(\d{1,9})([.)])(?=\s|$)"


def escaped(text: str) -> str:
    """What people typed, as Markdown that shows it and does nothing; as it is wherever Markdown leaves it alone."""
    return re.sub(NUMBERED, r"\1\\\2", re.sub(MARKS, r"\\\g<0>", re.sub(r"\s+", " ", text)))


def blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """The pieces of a page: (`title`, `heading`, `subheading`, `item`, `text` or `picture`, its plain text)."""
    picture: list[str] | None = None
    for line in markdown.splitlines():
        if line.startswith("```"):
            if picture is not None:
                yield "picture", "\n".join(picture)
            picture = [] if picture is None else None
        elif picture is not None:
            picture.append(line)
        elif line.strip():
            start = next((mark for mark in HEADINGS if line.startswith(mark)), "")
            yield HEADINGS.get(start, "text"), _unmarked(line[len(start) :].strip())


def as_text(markdown: str) -> str:
    """Markdown as plain text for a terminal: headings, lists and pictures kept, marks and escapes gone."""
    out: list[str] = []
    before = ""
    for kind, text in blocks(markdown):
        out += [*([] if kind == before == "item" else [""]), *_lines(kind, text)]
        before = kind
    return "\n".join(out).strip() + "\n"


def _lines(kind: str, text: str) -> list[str]:
    if kind == "picture":
        return [f"  {line}" for line in text.split("\n")]
    if kind == "item":
        return textwrap.wrap(f"- {text}", WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    wrapped = textwrap.wrap(text, WIDTH, break_on_hyphens=False)
    under = {"title": "=", "heading": "-"}.get(kind)
    return [*wrapped, under * max(map(len, wrapped))] if under else wrapped


def _unmarked(text: str) -> str:
    text = re.sub(r"(?<!\\)\*\*|(?<!\\)`", "", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def as_html(markdown: str, title: str = "k1chat") -> str:
    """Markdown as one HTML page without scripts or anything fetched; raw HTML in names stays text."""
    from markdown_it import MarkdownIt

    from k1chat.wording.explanation import render

    body = MarkdownIt("commonmark", {"html": False}).render(markdown)
    return render("explanations/page.html.j2", title=title, body=body)
