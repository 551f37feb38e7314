"""A wheel, an editable install and `uv run` all find the words. Nothing here needs the network.

The environments made here borrow the packages of the one the tests run in.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CASE = ROOT / "tests" / "cases" / "riverside.toml"
pytestmark = pytest.mark.slow


def run(*command: str | Path, at: Path, **environment: str) -> str:
    """A command's output; its errors are shown when it fails."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, cwd=at, env={**clean, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what belongs to the project, where building may leave things behind."""
    copy = tmp_path_factory.mktemp("checkout with blanks") / "k1chat"
    skip = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info", "dist")
    shutil.copytree(ROOT, copy, ignore=skip)
    for leftover in ("hours.toml~", ".hours.toml.swp", "#hours.toml#"):
        (copy / "prompts" / "questions" / leftover).touch()
    return copy


def environment(folder: Path) -> Path:
    """A fresh virtual environment that sees this one's packages, but not this checkout."""
    run(sys.executable, "-m", "venv", "--without-pip", folder, at=folder.parent)
    python = folder / "bin" / "python"
    theirs = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", at=folder).strip())
    (theirs / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def install(python: Path, *what: str | Path) -> None:
    """Install into an environment with this one's pip, without the network."""
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-build-isolation",
        "--no-index", "--force-reinstall", *what, at=python.parent,
    )  # fmt: skip


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(
        sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
        "--wheel-dir", out, checkout, at=out,
    )  # fmt: skip
    return next(out.glob("*.whl"))


def test_the_wheel_holds_the_words_and_the_years_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "k1chat/prompts/questions/hours.toml" in names
    assert "k1chat/prompts/explanations/answer.md.j2" in names
    assert "k1chat/tax_years/2026.toml" in names
    assert "k1chat/tui/widgets/bubble.tcss" in names
    files = (ROOT / "prompts").rglob("[a-zA-Z_]*.*[a-z0-9]")
    words = {str(file.relative_to(ROOT)) for file in files if file.parent.name != "__pycache__"}
    assert {name.removeprefix("k1chat/") for name in names if name.startswith("k1chat/prompts/")} == words
    assert {name.split("/")[0] for name in names} == {"k1chat", "k1chat-0.1.0.dist-info"}


def test_the_wheel_works_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    install(python, wheel)
    program = python.parent / "k1chat"
    assert run(program, "--version", at=tmp_path) == "k1chat 0.1.0\n"
    assert "Of your $50,000 loss" in run(program, "explain", CASE, at=tmp_path)
    where = run(python, "-c", "import k1chat.wording as w; print(w.folder())", at=tmp_path)
    assert where.strip() == str(python.parent.parent / "lib" / python_name() / "site-packages" / "k1chat" / "prompts")


def python_name() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def test_an_editable_install_reads_the_words_of_the_checkout(checkout: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "env")
    install(python, "--editable", checkout)
    where = run(python, "-c", "import k1chat.wording as w; print(w.folder())", at=tmp_path)
    assert where.strip() == str(checkout / "prompts")
    assert not (checkout / "k1chat" / "prompts").exists()
    assert not list((tmp_path / "env").rglob("prompts"))
    assert "Of your $50,000 loss" in run(python.parent / "k1chat", "explain", CASE, at=tmp_path)


def test_uv_run_finds_everything(checkout: Path, tmp_path: Path) -> None:
    """Offline: uv is given an environment that holds the program, as `uv sync` would have made it."""
    uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
    if not Path(uv).exists():
        pytest.skip("uv is not installed here")
    python = environment(tmp_path / "env")
    install(python, "--editable", checkout)
    said = run(
        uv, "run", "--no-sync", "--offline", "k1chat", "explain", CASE,
        at=checkout, UV_PROJECT_ENVIRONMENT=str(tmp_path / "env"), UV_CACHE_DIR=str(tmp_path / "cache"),
    )  # fmt: skip
    assert "Of your $50,000 loss" in said
