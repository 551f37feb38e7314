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
    home = tmp_path / "a checkout (1) [dev]"
    (home / ".ci").mkdir(parents=True)
    for name in ("k1", "pyproject.toml", "hatch_build.py", ".ci/constraints.txt"):
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
    for name in (
        "sh",
        "readlink",
        "dirname",
        "cat",
        "cksum",
        "mkdir",
        "rm",
        "tail",
        "grep",
        "sleep",
        "chmod",
        "printf",
    ):
        found = shutil.which(name)
        if found and not (folder / name).exists():
            (folder / name).symlink_to(found)
    return folder


def k1(checkout: Path, path: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(checkout / "k1"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(path), **environment},
    )


def python_that_makes(path: Path, text: str, name: str = "python3") -> Path:
    """A Python new enough, whose environments hold a Python that does `text`."""
    made = path / "made"
    made.write_text(f"#!/bin/sh\n{text}\n")
    make = f'mkdir -p "$3/bin"; cat "{made}" >"$3/bin/python"; chmod +x "$3/bin/python"; echo made >&2'
    return program(path, name, f'case "$1$2" in -mvenv) {make};; *_base_executable*) echo "$0";; esac')


WORKS = 'case "$*" in *--version) echo k1chat 0;; "-P -m k1chat"*) printf "%s|" "$PWD" "$@"; exit 7;; esac'


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
    program(path, "python3", 'case "$2" in *ensurepip*) exit 1;; *) echo "$0";; esac')
    done = k1(checkout, path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "apt install python3-venv" in done.stderr
    assert not (checkout / ".venv.lock").exists()


def test_a_python_without_venv_is_passed_over_for_one_with(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    program(path, "python3", 'case "$2" in *ensurepip*) exit 1;; *) echo "$0";; esac')
    python_that_makes(path, WORKS, "python3.12")
    assert k1(checkout, path).returncode == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "is not there.\n"),
        ('case "$2" in *version_info*) exit 1;; *) echo 3.9.2;; esac', "is Python 3.9.2; "),
        ("exit 1", "does not run; "),
    ],
)
def test_a_k1_python_that_is_no_use_is_one_line(checkout: Path, tmp_path: Path, text: str | None, said: str) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    named = tmp_path / "my python"
    if text:
        program(tmp_path, named.name, text)
    done = k1(checkout, path, K1_PYTHON=str(named))
    assert done.returncode == 2
    assert done.stderr.startswith(f"k1: K1_PYTHON ({named}) {said}")
    assert done.stderr.count("\n") == 1


def test_k1_python_makes_the_environment_and_is_not_asked_for_again(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    named = python_that_makes(tools(tmp_path / "other"), WORKS, "mine")
    assert "setting up" in k1(checkout, path, K1_PYTHON=str(named)).stderr
    assert k1(checkout, path).stderr == ""
    assert k1(checkout, path, K1_PYTHON="/nonexistent").stderr == ""


@pytest.mark.parametrize(
    ("pip", "said"),
    [
        ("echo no network", "no network"),
        ("echo ERROR: No match; echo note: see above", "No match"),
        ("echo 'OSError: [Errno 28] No space left on device'", "the disk is full"),
        (":", "nothing was said (is the disk full?)"),
    ],
)
def test_a_failed_install_is_one_line_and_is_not_taken_for_a_good_one(
    checkout: Path, tmp_path: Path, pip: str, said: str
) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, f"{pip} >&2; exit 1")
    for _ in range(2):
        done = k1(checkout, path)
        assert done.returncode == 2
        assert done.stderr.endswith(f"k1: installing failed (is the network there?): {said}\n")
    assert not (checkout / ".venv" / "k1-run").exists()


def test_an_install_that_does_not_start_is_not_taken_for_a_good_one(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, 'case "$*" in *--version) echo broken >&2; exit 1;; esac')
    assert k1(checkout, path).stderr.endswith("k1: installed, but k1chat does not start: broken\n")
    assert not (checkout / ".venv" / "k1-run").exists()


@pytest.mark.parametrize("change", ["python gone", "python exchanged", "moved", "packages"])
def test_what_no_longer_fits_is_made_anew(checkout: Path, tmp_path: Path, change: str) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    assert k1(checkout, path).returncode == 7
    (checkout / ".venv" / "old").touch()
    if change == "python gone":
        (checkout / ".venv" / "bin" / "python").unlink()
    elif change == "python exchanged":
        (checkout / ".venv" / "bin" / "python").rename(checkout / ".venv" / "bin" / "python3.99")
        (checkout / ".venv" / "bin" / "python").symlink_to("python3.99")
    elif change == "moved":
        checkout = checkout.rename(tmp_path / "moved")
    else:
        with (checkout / ".ci" / "constraints.txt").open("a") as constraints:
            constraints.write("more==1\n")
    done = k1(checkout, path)
    assert done.returncode == 7
    assert "setting up" in done.stderr
    assert not (checkout / ".venv" / "old").exists()


def test_the_checks_are_added_to_what_is_there(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    k1(checkout, path)
    (checkout / ".venv" / "old").touch()
    assert "setting up the checks" in k1(checkout, path, "test").stderr
    assert (checkout / ".venv" / "old").exists()
    assert k1(checkout, path, "test").stderr == ""


def test_help_of_the_bench_needs_no_checks(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    assert "setting up the checks" not in k1(checkout, path, "bench", "--help").stderr
    assert not (checkout / ".venv" / "k1-test").exists()
    assert "setting up the checks" in k1(checkout, path, "bench", "keys").stderr


@pytest.mark.parametrize("owner", ["", "999999999"])
def test_a_lock_of_nobody_is_taken_over(checkout: Path, tmp_path: Path, owner: str) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    (checkout / ".venv.lock").mkdir()
    (checkout / ".venv.lock" / "owner").write_text(owner)
    assert k1(checkout, path).returncode == 7
    assert not (checkout / ".venv.lock").exists()


def test_waiting_for_another_is_said(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    lock = checkout / ".venv.lock"
    lock.mkdir()
    (lock / "owner").write_text(str(os.getpid()))
    with subprocess.Popen([str(checkout / "k1")], stderr=subprocess.PIPE, text=True, env={"PATH": str(path)}) as waits:
        assert waits.stderr
        assert waits.stderr.readline().startswith(f"k1: waiting for another set-up ({lock};")
        shutil.rmtree(lock)
        assert waits.wait() == 7


def test_arguments_are_passed_on_from_any_folder_through_a_link(checkout: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    python_that_makes(path, WORKS)
    k1(checkout, path)
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
    assert done.stdout == f"{elsewhere}|-P|-m|k1chat|explain|my case.toml||"
