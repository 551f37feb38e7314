"""The `k1` script: one clear line when something is missing, and arguments passed on from anywhere."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(os.name != "posix", reason="k1 is a shell script")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The script with what it looks at, nothing set up."""
    home = tmp_path / "a checkout"
    home.mkdir()
    for name in ("k1", "pyproject.toml", "hatch_build.py"):
        shutil.copy(ROOT / name, home / name)
    return home


def program(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def tools(folder: Path) -> Path:
    """A PATH with the usual tools but no Python."""
    folder.mkdir(exist_ok=True)
    for name in ("sh", "readlink", "dirname", "cat", "cksum", "mkdir", "rm", "tail", "grep", "kill", "sleep"):
        found = shutil.which(name)
        if found and not (folder / name).exists():
            (folder / name).symlink_to(found)
    return folder


def k1(checkout: Path, path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(checkout / "k1"), *arguments], capture_output=True, text=True, check=False, env={"PATH": str(path)}
    )


def test_no_python_at_all(checkout: Path, tmp_path: Path) -> None:
    done = k1(checkout, tools(tmp_path / "bin"))
    assert done.returncode == 2
    assert done.stderr == "k1: Python 3.11 or newer is needed. Install it, or set K1_PYTHON to one.\n"


def test_an_old_python(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    program(path, "python3", 'case "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac')
    done = k1(checkout, path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "found only 3.9.2" in done.stderr


def test_no_venv_module(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    program(path, "python3", 'case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac')
    done = k1(checkout, path)
    assert done.returncode == 2
    assert "apt install python3-venv" in done.stderr
    assert not (checkout / ".venv.lock").exists()


def test_a_failed_install_is_one_line_and_is_not_taken_for_a_good_one(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    pip = 'printf "#!/bin/sh\\necho no network >&2; exit 1\\n" > "$3/bin/python"'
    make = f'mkdir -p "$3/bin"; {pip}; chmod +x "$3/bin/python"'
    (path / "chmod").symlink_to(shutil.which("chmod") or "")
    program(path, "python3", f'case "$1$2" in -mvenv) {make};; *) exit 0;; esac')
    for _ in range(2):
        done = k1(checkout, path)
        assert done.returncode == 2
        assert "installing failed (is the network there?): no network" in done.stderr
    assert not (checkout / ".venv" / "k1-run").exists()


def test_arguments_are_passed_on_from_any_folder_through_a_link(checkout: Path, tmp_path: Path) -> None:
    """Set up as the script would: the stamp says nothing is to be done."""
    path = tools(tmp_path / "bin")
    program(checkout / ".venv", "unused", "")
    program(checkout / ".venv" / "bin", "python", "")
    program(checkout / ".venv" / "bin", "k1chat", 'printf "%s|" "$PWD" "$@"; exit 7')
    print_stamp = 'printf "run %s %s " "$1" ""; cat "$1/pyproject.toml" "$1/hatch_build.py" | cksum'
    stamp = subprocess.run(["sh", "-c", print_stamp, "sh", str(checkout)], capture_output=True, text=True, check=True)
    (checkout / ".venv" / "k1-run").write_text(stamp.stdout)
    link = tmp_path / "link to k1"
    link.symlink_to(checkout / "k1")
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    done = subprocess.run(
        [str(link), "explain", "my case.toml", ""],
        capture_output=True,
        check=False,
        text=True,
        cwd=elsewhere,
        env={"PATH": str(path)},
    )
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout == f"{elsewhere}|explain|my case.toml||"
