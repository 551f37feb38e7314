"""What a person typed, or a file holds -> a typed value; or InvalidAnswer with the reason and what would do.

Amounts: 12500  $12,500  12.5k  1.1M  -45,000  (45,000).  Hours: 120  120 hours  1,200.5.  Yes/no: y yes n no.
Not accepted: rough figures ("about 100"), ranges, European decimals: the person is told what would be accepted.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from k1chat import inexact, loss_kinds
from k1chat.boxes import CHARACTERS, kinds_held
from k1chat.errors import InvalidAnswer
from k1chat.facts import AVERAGE_STAY_DAYS, UNKNOWN, Fact
from k1chat.money import from_decimal, plain
from k1chat.picked import BEYOND, DIGITS, SEVERAL, boxes, found, one_or_more, several, typed_boxes, typed_several

AMOUNT = re.compile(
    r"(?P<sign>[-+]?)\s*\$?\s*(?P<inner>[-+]?)\s*(?P<digits>\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?P<part>\.\d*)?\s*"
    r"(?P<scale>k|m|mm|thousand|million)?\s*(?:dollars|usd)?",
    re.IGNORECASE,
)
SCALE = {"k": 1000, "thousand": 1000, "m": 1_000_000, "mm": 1_000_000, "million": 1_000_000}
NOTHING = {"none", "nothing", "zero", "nil"}
NO_AMOUNT = NOTHING | {"no", "n"}
"""Of an amount, "no" says that there is none."""
DONT_KNOW = {"unknown", "?", "idk", "don't know", "dont know", "i don't know", "i dont know", "not sure", "no idea"}
YES, NO = {"y", "yes", "yeah", "yep", "true"}, {"n", "no", "nope", "false"}
HOW_AMOUNT = "Type dollars, such as 12500, $12,500, 12.5k, 1.1M, -45,000 or (45,000)."
HOW_POSITIVE = "Type dollars, such as 12500, $12,500, 12.5k or 1.1M."
BY_KIND = "If it is mixed, give amounts by kind, such as: ordinary 4000, section 1231 1000."


def typed(fact: Fact[Any], text: str, labels: Mapping[str, str] | None = None) -> Any:
    """The value a person typed for `fact`; `labels` are the words its choices are shown by."""
    text = " ".join(text.replace("\u2212", "-").replace("\u2019", "'").split())
    if not text:
        raise InvalidAnswer("Nothing was typed or picked. If you do not know, say: don't know.")
    if text.lower().rstrip(".") in DONT_KNOW:
        return UNKNOWN
    return READERS[fact.kind](fact, text, labels or {})


def given(fact: Fact[Any], raw: object) -> Any:
    """The value a case file gives for `fact`: numbers, true/false and strings as TOML and JSON have them."""
    if raw == "unknown":
        return UNKNOWN
    if fact.kind == "losses" and isinstance(raw, Mapping):
        return _by_character(fact, {str(name): _number(fact, amount) for name, amount in raw.items()})
    if fact.kind in SEVERAL and isinstance(raw, list | tuple):
        return boxes(raw) if fact.kind == "boxes" else several(fact, raw)
    if isinstance(raw, bool):
        return _given_yes_no(fact, raw)
    if isinstance(raw, int | Decimal) and fact.kind not in ("text", "choice", "yes_no", *SEVERAL):
        return _bounded(fact, _number(fact, raw))
    if isinstance(raw, str) and (fact.kind == "text" or (fact.kind == "choice" and raw in fact.choices)):
        return _text(fact, raw, {}) if fact.kind == "text" else raw
    raise InvalidAnswer(f"{found(raw)} does not belong here. {accepted(fact)}")


def accepted(fact: Fact[Any]) -> str:
    """What a fact takes, in one sentence."""
    if fact.kind == "choice":
        return f"Give one of: {', '.join(fact.choices)}."
    return {
        "money": "Give dollars with at most two decimals.",
        "losses": "Give a positive amount, or a table of amounts by character.",
        "hours": "Give a number of hours in the year.",
        "count": f"Give a whole number from {fact.low} to {fact.high:,}.",
        "year": "Give a year, such as 2025.",
        "number": f"Give a number from {fact.low} to {fact.high:,}.",
        "yes_no": "Give yes or no (true or false in a file).",
        "text": "Give a name.",
        "boxes": "Give a list of box names.",
        "several": one_or_more(fact),
    }[fact.kind]


def _given_yes_no(fact: Fact[Any], raw: bool) -> Any:
    if fact.kind == "yes_no":
        return raw
    if "yes" in fact.choices:
        return "yes" if raw else "no"
    raise InvalidAnswer(f"A yes/no does not belong here. {accepted(fact)}")


def _number(fact: Fact[Any], raw: object) -> Any:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise InvalidAnswer(f"{found(raw)} is not a number. {accepted(fact)}")
    _check_size(fact, raw)
    number = Decimal(raw or 0)
    if fact.kind in ("count", "year"):
        if number != number.to_integral_value():
            raise InvalidAnswer(f"{found(raw)} is not a whole number.")
        return int(number)
    if fact.kind in ("hours", "number"):
        return number
    return _cents(number)


def _check_size(fact: Fact[Any], raw: int | Decimal) -> None:
    """Before any reckoning: a short text may stand for a number of a million digits."""
    if isinstance(raw, Decimal) and not raw.is_finite():
        raise InvalidAnswer(f"{found(raw)} is not a number. {accepted(fact)}")
    if raw and (abs(raw) >= BEYOND if isinstance(raw, int) else raw.adjusted() >= DIGITS):
        much = "That is more than 100 billion dollars." if fact.kind in ("money", "losses") else "That is too large."
        raise InvalidAnswer(f"{much} Check the number of digits. {accepted(fact)}")
    if raw and isinstance(raw, Decimal) and fact.kind not in ("money", "losses") and raw.adjusted() < -DIGITS:
        raise InvalidAnswer(f"That has too many decimals. {accepted(fact)}")


def _cents(number: Decimal) -> int:
    if number.copy_abs() > Decimal(10) ** 11:
        raise InvalidAnswer("That is more than 100 billion dollars. Check the number of digits.")
    try:
        return from_decimal(number)
    except ValueError:
        raise InvalidAnswer("That has more than two decimals. Give dollars and cents.") from None


def _bounded(fact: Fact[Any], value: Any) -> Any:
    if fact.kind == "losses":
        return _losses({"": value})
    if value == 0 and fact is AVERAGE_STAY_DAYS:
        raise InvalidAnswer(inexact.NO_STAY)
    if fact.low <= value <= fact.high:
        return value
    if fact.kind == "money" and value < 0 <= fact.low:
        raise InvalidAnswer("This amount cannot be below zero. Type it without the minus sign or brackets.")
    low, high = (plain(fact.low), plain(fact.high)) if fact.kind == "money" else (fact.low, f"{fact.high:,}")
    raise InvalidAnswer(f"That is outside what is possible here: from {low} to {high}.")


def _by_character(fact: Fact[Any], amounts: Mapping[str, int]) -> dict[str, int]:
    kinds = kinds_held(fact)
    for character in amounts:
        if character not in CHARACTERS:
            raise InvalidAnswer(f"{character!r} is not a kind of loss. Give one of: {', '.join(kinds)}.")
        if character not in kinds:
            raise InvalidAnswer("A loss on a sale is never held back by basis. Leave it out here.")
    return _losses(amounts)


def _losses(amounts: Mapping[str, int]) -> dict[str, int]:
    if any(amount < 0 for amount in amounts.values()):
        raise InvalidAnswer("A loss carried in is given as a positive amount. Leave out the minus sign.")
    return {name: amounts[name] for name in ("", *CHARACTERS) if amounts.get(name)}


def _read_number(fact: Fact[Any], text: str) -> Decimal:
    if text.lower().rstrip(".") in NO_AMOUNT:
        return Decimal(0)
    bracketed = text.startswith(("(", "$(", "$ (")) and text.endswith(")")
    bare = text.replace("(", "").replace(")", "").strip() if bracketed else text
    found = AMOUNT.fullmatch(bare)
    if (
        found is None
        or sum(map(str.isdecimal, bare)) > DIGITS
        or (found["sign"] and found["inner"])
        or (bracketed and (found["sign"] or found["inner"]))
    ):
        raise InvalidAnswer(inexact.told(text, "one amount") or _not_an_amount(fact, text))
    number = Decimal((found["digits"] or "0").replace(",", "") + (found["part"] or "").rstrip("."))
    negative = bracketed or "-" in (found["sign"], found["inner"])
    return number * SCALE.get((found["scale"] or "").lower(), 1) * (-1 if negative else 1)


def _not_an_amount(fact: Fact[Any], text: str) -> str:
    how = HOW_AMOUNT if fact.low < 0 else HOW_POSITIVE
    return f"{text[:40]!r} is not an amount I can read. {how}{f' {BY_KIND}' if fact.kind == 'losses' else ''}"


def _money(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> Any:
    return _bounded(fact, _cents(_read_number(fact, text)))


def _typed_losses(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> Any:
    """`4000`, or by kind: `ordinary 4000, section 1231 1000`."""
    by_kind = loss_kinds.amounts(text, labels)
    if not by_kind:
        return _bounded(fact, _cents(_read_number(fact, text)))
    return _by_character(fact, {kind: _cents(_read_number(fact, amount)) for kind, amount in by_kind.items()})


def _count(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> Any:
    if not re.fullmatch(r"\d{1,12}|" + "|".join(NOTHING), text.lower()):
        raise InvalidAnswer(
            inexact.told(text, "one whole number") or f"{text[:40]!r} is not a whole number. {accepted(fact)}"
        )
    return _bounded(fact, 0 if text.lower() in NOTHING else int(text))


def _measure(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> Any:
    bare = re.sub(r"\s*(hours?|hrs?|h|days?|%|percent)\.?$", "", text, flags=re.IGNORECASE)
    found = re.fullmatch(r"(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,6})?|\.\d{1,6}", bare)
    if bare.lower() not in NOTHING and not found:
        reason = inexact.told(text, "one number")
        said = f"{text[:40]!r} is not one number. {accepted(fact)} If you do not know, say: don't know."
        raise InvalidAnswer(reason or said)
    return _bounded(fact, Decimal(0) if bare.lower() in NOTHING else Decimal(bare.replace(",", "")))


def _yes_no(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> bool:
    if text.lower() in YES | {"1"}:
        return True
    if text.lower() in NO | {"2"}:
        return False
    raise InvalidAnswer(f"{text[:40]!r} is neither yes nor no. Type yes, no or don't know.")


def _choice(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> str:
    wanted = text.lower()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(fact.choices):
        return fact.choices[int(wanted) - 1]
    if "yes" in fact.choices:
        wanted = "yes" if wanted in YES else "no" if wanted in NO else wanted
    named = {**{name: name for name in fact.choices}, **{labels.get(name, name).lower(): name for name in fact.choices}}
    exact = named.get(wanted) or named.get(wanted.replace(" ", "_"))
    starts = {name for label, name in named.items() if label.startswith(wanted)}
    if exact or len(starts) == 1:
        return exact or starts.pop()
    digits = re.sub(r"\D", "", wanted)
    numbered = {name for label, name in named.items() if len(digits) >= 3 and label.startswith(f"form {digits}")}
    if len(numbered) == 1:
        return numbered.pop()  # "1120-S", "form 1065"
    alike = {name for label, name in named.items() if _alike(wanted, label)}
    if len(alike) == 1:
        return alike.pop()  # "married filing jointly", "I am single"
    which = f"Type its number, 1 to {len(fact.choices)}, or how it begins." if labels else accepted(fact)
    raise InvalidAnswer(f"{text[:40]!r} is not one of the answers. {which}")


SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "i",
        "i'm",
        "im",
        "am",
        "is",
        "it",
        "in",
        "of",
        "as",
        "my",
        "our",
        "we",
        "were",
        "was",
        "filing",
        "file",
        "filed",
        "return",
        "with",
    ]
)
"""Words that tell no answer of a list from another."""


def _alike(typed: str, label: str) -> bool:
    """Whether every word of what was typed begins like one of the label: four letters are enough, as in `jointly`."""
    words = [word for word in re.findall(r"[\w']+", typed) if word not in SMALL_WORDS]
    said = re.findall(r"[\w']+", label)
    return bool(words) and all(
        any(word == own or (len(own) > 3 and word[:4] == own[:4]) for own in said) for word in words
    )


def _text(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> str:
    clean = "".join(letter for letter in text if letter.isprintable()).strip()
    if not clean or len(clean) > 80:
        raise InvalidAnswer("Give a name of 1 to 80 letters.")
    return clean


def _year(fact: Fact[Any], text: str, labels: Mapping[str, str]) -> int:
    if not re.fullmatch(r"\d{4}", text):
        raise InvalidAnswer(f"{text[:40]!r} is not a year. {accepted(fact)}")
    return int(text)


READERS = {
    "money": _money,
    "losses": _typed_losses,
    "count": _count,
    "hours": _measure,
    "number": _measure,
    "yes_no": _yes_no,
    "choice": _choice,
    "text": _text,
    "boxes": typed_boxes,
    "several": typed_several,
    "year": _year,
}
