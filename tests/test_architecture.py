"""The house's rules that a machine can hold: imports point one way, rooms keep to themselves."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "k1chat"
LAYERS = (
    ("errors", "money", "citation", "signals", "inexact"),
    ("fact", "facts", "amt_facts", "rare_facts"),
    ("boxes", "loss_kinds"),
    ("case", "tax_years", "picked", "answers"),
    ("run",),
    ("worksheet",),
    ("limits", "reported"),
    ("pipeline", "names", "outcome", "lines", "after", "carryforwards", "closings", "summary"),
    (
        "unknowns",
        "peaks",
        "joining",
        "moving_figures",
        "held_at_risk",
        "open_recapture",
        "between",
        "shares",
        "ranges",
        "amt_section",
    ),
    ("circumstances", "interview"),
    ("rebuild", "rebuilt", "opening", "k1_page", "quick"),
    ("what_if", "levers", "followup"),
    ("picture",),
    (
        "streams",
        "wording",
        "storage",
        "draft",
        "case_problem",
        "case_file",
        "case_tables",
        "outcome_file",
        "kept_years",
    ),
    ("conversation", "law"),
    ("papers", "asking", "answered"),
    ("transcript",),
    ("plain",),
    ("tui",),
    ("command_line",),
    ("cli",),
    ("__main__",),
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    """The room a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path, *, everywhere: bool = True) -> list[str]:
    """The modules a file imports, without what only type checkers see."""
    return imports_of(path.read_text("utf-8"), path.relative_to(PACKAGE.parent).parts[:-1], everywhere=everywhere)


def imports_of(text: str, package: tuple[str, ...], *, everywhere: bool = True) -> list[str]:
    """The modules that a text imports as a module of `package`, by their full names."""
    tree = ast.parse(text)
    names: list[str] = []
    unseen = {id(n) for node in ast.walk(tree) if _type_checking(node) for n in ast.walk(node)}
    for node in ast.walk(tree) if everywhere else tree.body:
        if id(node) in unseen:
            continue
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            start = [*above, node.module] if node.module else above
            names += [".".join([*start, alias.name]) for alias in node.names]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return names


def _type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("from k1chat.tui import app", "k1chat.tui.app"),
        ("from k1chat import cli", "k1chat.cli"),
        ("import k1chat.tui.app", "k1chat.tui.app"),
        ("from .rental import allowance", "k1chat.limits.rental.allowance"),
        ("from . import rental", "k1chat.limits.rental"),
        ("from ..tui import app", "k1chat.tui.app"),
        ("from .. import cli", "k1chat.cli"),
        ("def late():\n    from ..tui.app import App", "k1chat.tui.app.App"),
    ],
)
def test_every_way_to_import_is_seen(text: str, name: str) -> None:
    assert imports_of(text, ("k1chat", "limits")) == [name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    if room(path) == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "k1chat" and len(parts) > 1 and parts[1] in RANK and parts[1] != room(path):
            assert RANK[parts[1]] <= RANK[room(path)], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_textual_jinja_and_the_network_keep_to_their_rooms(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    if room(path) != "tui":
        assert not tops & {"textual", "rich"}
    if room(path) != "wording":
        assert "jinja2" not in tops
    assert not tops & {"socket", "ssl", "http", "urllib", "requests", "httpx", "webbrowser"}
    if RANK.get(room(path), 99) <= RANK["interview"]:
        assert not tops & {"time", "datetime", "random", "os", "sys", "subprocess", "secrets"}


def test_the_interview_needs_no_screen_no_template_engine_and_no_pydantic() -> None:
    """In a fresh interpreter: what the first question needs stays light."""
    code = "import sys, k1chat.interview, k1chat.wording, k1chat.conversation; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert not loaded & {"textual", "rich", "jinja2", "pydantic", "markdown_it", "tomli_w"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_and_functions_stay_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module says what it is"
    assert text.count("\n") <= 300
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno <= 40, node.name
    for top in tree.body:
        if isinstance(top, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not top.name.startswith("_"):
            assert ast.get_docstring(top), f"{path.name}: {top.name} has no docstring"
