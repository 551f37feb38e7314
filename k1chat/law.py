"""The law in the program, told from its code: every rule with its authority and limit, and what is not modelled.

Rules are the functions marked `@rule`; a module belongs to the limit whose sections most of its rules cite. What is not
modelled stands in the modules' docstrings, what is refused in the calls of `refuse`. No rule is listed here by hand.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import ModuleType

from k1chat import citation, limits, reported
from k1chat.frozen import frozen
from k1chat.wording import words
from k1chat.worksheet import RULES

SECTIONS = {
    "k1": "441 702 707",
    "basis": "163 170 704 705 721 722 731 732 733 742 752 1271 1366 1367 1368 1371 1377",
    "at_risk": "465",
    "passive": "62 469",
    "excess_business_loss": "461",
    "capital_loss": "1211 1212 1222",
    "net_operating_loss": "63 172 179",
    "amt": "55 56 57 58 59",
}
"""Where a rule can belong, in order: reading the K-1s, the limits, what comes after, AMT; the sections each is of."""

USED_FOR = {"modified_agi": "passive", "reported": "k1"}
"""Modules that cite other limits' sections most, and what they are used for."""


@frozen
class RuleOfLaw:
    """A rule in the program; `says` completes "asked because"."""

    limit: str
    rule: str
    authority: str
    address: str
    says: str
    module: str


@frozen
class NotModelled:
    """What a module's docstring says it leaves out."""

    limit: str
    module: str
    says: str


@frozen
class Refusal:
    """A matter that is refused, with the authorities under which it is."""

    topic: str
    title: str
    authority: tuple[str, ...]
    reason: str


@frozen
class Law:
    """All of it."""

    rules: tuple[RuleOfLaw, ...]
    not_modelled: tuple[NotModelled, ...]
    out_of_scope: tuple[Refusal, ...]


def law() -> Law:
    """The law in the program, in the order of the limits."""
    by_limit = sorted(modules(), key=lambda module: list(SECTIONS).index(limit_of(module)))
    return Law(
        tuple(rule for module in by_limit for rule in rules_in(module)),
        tuple(NotModelled(limit_of(m), short(m), left) for m in by_limit if (left := left_out(m))),
        tuple(refusals()),
    )


@cache
def modules() -> tuple[ModuleType, ...]:
    """Every module that holds law."""
    names = [f"{limits.__name__}.{each.name}" for each in pkgutil.iter_modules(limits.__path__)]
    return (reported, *map(importlib.import_module, names))


@cache
def limit_of(module: ModuleType) -> str:
    """The limit that a module is of, by the sections its rules cite."""
    name = short(module).removeprefix("limits.")
    if name in USED_FOR:
        return USED_FOR[name]
    cited = Counter(place for function in functions(module) for place in cites(RULES[function].citation.label))
    return max(SECTIONS, key=lambda place: cited[place]) if cited else next(iter(SECTIONS))


def cites(label: str) -> list[str]:
    """The limits whose sections a citation names; `Reg. 1.469-4` is of section 469."""
    sections = re.findall(r"(?:^|[ ;])(?:1\.)?(\d+)(?=[-(]|$|;)", label)
    return [place for place, own in SECTIONS.items() if set(sections) & set(own.split())]


def functions(module: ModuleType) -> list[str]:
    """The names of a module's rules, in the order in which they are written."""
    return [value.__name__ for value in vars(module).values() if _is_rule(value, module)]


def rules_in(module: ModuleType) -> Iterator[RuleOfLaw]:
    """The rules of a module, in the order in which they are written."""
    for function in functions(module):
        rule = RULES[function]
        authority = rule.citation
        said = words("rules")[rule.name]
        yield RuleOfLaw(limit_of(module), rule.name, authority.label, authority.address, said, short(module))


def _is_rule(value: object, module: ModuleType) -> bool:
    name = getattr(value, "__name__", "")
    own = getattr(value, "__module__", "") == module.__name__
    return own and name in RULES and hasattr(value, "__wrapped__")


def short(module: ModuleType) -> str:
    """The module without the package."""
    return module.__name__.removeprefix("k1chat.")


def left_out(module: ModuleType) -> str:
    """What the docstring says is not modelled; empty where it says nothing."""
    said = " ".join(inspect.getdoc(module).split()) if module.__doc__ else ""  # type: ignore[union-attr]
    found = re.search(r"Not modelled(?: yet)?: (.*?)(?<!Temp)(?<!Reg)(?<!Rev)(?<!Rul)\.(?: (?=[A-Z])|$)", said)
    return found[1] if found else ""


def refusals() -> Iterator[Refusal]:
    """Every topic that some rule refuses, in the order of its words."""
    found: dict[str, dict[str, None]] = {}
    for module in modules():
        for topic, authority in _refused_in(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            found.setdefault(topic, {}).update(dict.fromkeys(authority))
    for topic, said in words("out_of_scope").items():
        if topic in found:
            yield Refusal(topic, said["title"], tuple(found[topic]), said["reason"])


def _refused_in(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "refuse":
                    for topic in _texts(call.args[0]):
                        yield topic, _authority(call, function.name)


def _authority(call: ast.Call, function: str) -> list[str]:
    """That of the call itself, or of the rule it stands in."""
    if len(call.args) > 1 and isinstance(call.args[1], ast.Call) and isinstance(call.args[1].func, ast.Name):
        cited: Callable[[str], citation.Citation] = getattr(citation, call.args[1].func.id)
        return [cited(text).label for text in _results(call.args[1].args[0])]
    return [RULES[function].citation.label] if function in RULES else []


def _results(node: ast.expr) -> list[str]:
    """What an argument can be: a text, or one of two."""
    return _results(node.body) + _results(node.orelse) if isinstance(node, ast.IfExp) else _texts(node)


def _texts(node: ast.AST) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def as_json() -> dict[str, object]:
    """The law as JSON holds it."""
    return asdict(law())


def as_text() -> str:
    """The law as a person reads it."""
    every, said = law(), words("law")
    titles = {name: own["title"] for name, own in (*words("limits").items(), *words("after").items())}
    lines: list[str] = []
    for place in SECTIONS:
        lines += ["", titles.get(place) or said[place]]
        lines += [f"  {rule.authority}: {rule.says} [{rule.rule}]" for rule in every.rules if rule.limit == place]
        lines += [f"  {said['not_modelled']}: {each.says}." for each in every.not_modelled if each.limit == place]
    lines += ["", said["out_of_scope"]]
    lines += [f"  {each.title} ({'; '.join(each.authority)}). {each.reason}" for each in every.out_of_scope]
    return "\n".join(lines[1:]) + "\n"
