"""Rough figures, ranges and bounds that people type in place of one figure, and a stay of no days: not taken, and why.

An answer is worked out to the dollar, so "about 5000" is not read as 5000 behind the person's back.
"""

import re

NUMBER = r"\(?[-+]?\$?\s*[\d.,]*\d\s*(?:k|mm?|thousand|million|hours?|hrs?|h|days?|%)?\)?"
RANGE = rf"(?:between|from)?\s*{NUMBER}\s*(?:-|\u2013|\u2014|to|through|until|till|and|or)\s*{NUMBER}"
BOUND = r"[<>\u2264\u2265]|\d\s*k?\+|\b(?:more|less|fewer|over|under|above|below|least|most|up to|max|min)\b"
ROUGH = (
    r"[~\u2248]|\d.*\?|\d\s*k?-?ish\b"
    r"|\b(?:about|around|roughly|approx\w*|circa|ca|almost|nearly|maybe|perhaps|probably|think|guess|or so)\b"
)
NO_STAY = (
    "No stay takes 0 days. A stay of some hours is a part of a day, such as 0.5. If nobody rented it this year, give "
    "the days it was on offer for: 365 where it was meant for a yearly lease."
)
"""Why an average stay of no days is not taken."""


def told(text: str, one: str) -> str:
    """Why what was typed is not one figure and what would do; empty where it is no figure of any sort.

    `one`: what is wanted, such as "one amount".
    """
    low = text[:200].lower()  # no figure is longer, and a long text costs time
    if not re.search(r"\d", low):
        return ""
    shown = repr(text[:40])
    if re.fullmatch(RANGE, low):
        return (
            f"{shown} is a range, and I take {one}. Type the one you can stand by, or: don't know, and "
            "the answer becomes a range. To see what both ends give, type one now and change it later."
        )
    if re.search(BOUND, low):
        return f"{shown} says how much at most or at least. Type {one}, or: don't know, and the answer becomes a range."
    if re.search(ROUGH, low):
        return (
            f"{shown} is a rough figure, and the answer is worked out to the dollar. Type {one} you can stand by, "
            'without "about", or: don\'t know, and the answer becomes a range.'
        )
    return ""
