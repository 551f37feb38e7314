"""Markdown as plain text for a terminal, and as one HTML page."""

import re
import textwrap

WIDTH = 78


def as_text(markdown: str) -> str:
    """Markdown as plain text for a terminal: headings, lists and pictures kept, marks and escapes gone."""
    out: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            out.append(f"  {line}")
        else:
            out += _plain_line(line)
    return "\n".join(out).strip() + "\n"


def _plain_line(line: str) -> list[str]:
    level = len(line) - len(line.lstrip("#"))
    bare = _unmarked(line[level:].strip() if level else line)
    if level:
        wrapped = textwrap.wrap(bare, WIDTH)
        return [*wrapped, ("=" if level == 1 else "-") * max(map(len, wrapped))] if level < 3 else wrapped
    indent = re.match(r"\s*(?:[-*] |\d+\. )?", bare)
    return textwrap.wrap(bare, WIDTH, subsequent_indent=" " * len(indent[0] if indent else "")) or [""]


def _unmarked(text: str) -> str:
    text = re.sub(r"(?<!\\)\*\*|(?<!\\)`", "", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|<>&~])", r"\1", text)


def as_html(markdown: str, title: str = "k1chat") -> str:
    """Markdown as one HTML page without scripts or anything fetched; raw HTML in names stays text."""
    from markdown_it import MarkdownIt

    from k1chat.wording.explanation import render

    body = MarkdownIt("commonmark", {"html": False}).render(markdown)
    return render("explanations/page.html.j2", title=title, body=body)
