"""`./k1 bench`: what speed and memory cost, each beside its reference measured in the same run.

Ratios, not milliseconds, are the bars: the machine drifts, both sides drift with it. So each run is set beside the run
of the reference next to it, and the median of those ratios is taken. Exit code 1 when a bar is missed.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from k1chat import case_file
from k1chat.case import Case
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.facts import BEGINNING_BASIS, HOURS, K1_COUNT, K1_NAME, UNKNOWN
from k1chat.interview import next_step

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("READY TO READ")
Hello().run()
"""
ONE_TEMPLATE = "import pydantic, jinja2; print(jinja2.Template('Hello {{ name }}').render(name='you'))"
CASE = Path(__file__).parent / "cases" / "riverside.toml"
FIRST_QUESTION = "tax year"


def main() -> int:
    """Measure everything or the rows named, print a table, say whether the bars hold."""
    every = {measure.__name__: measure for measure in (start, explain, in_process, per_k1, many_unknown, keys, memory)}
    parser = argparse.ArgumentParser(prog="k1 bench", description="Speed and memory, each beside its reference.")
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"only these rows: {', '.join(every)}")
    names = parser.parse_args().rows or list(every)
    if unknown := [name for name in names if name not in every]:
        parser.error(f"no row is called {unknown[0]}: {', '.join(every)}")
    rows = [every[name]() for name in names]
    print(f"{'what':<58} {'measured':>12} {'reference':>12} {'ratio':>6} {'bar':>6}")
    for what, measured, reference, ratio, bar in rows:
        print(f"{what:<58} {measured:>12} {reference:>12} {ratio:>6.2f} {bar:>6.2f} {'' if ratio <= bar else 'MISSED'}")
    return int(any(ratio > bar for *_, ratio, bar in rows))


Row = tuple[str, str, str, float, float]


def _row(what: str, ours: float, reference: float, bar: float, ratio: float | None = None) -> Row:
    return (what, f"{ours * 1000:.2f} ms", f"{reference * 1000:.2f} ms", ratio or ours / reference, bar)


def _paired(what: str, bar: float, times: int, ours: Callable[[], float], reference: Callable[[], float]) -> Row:
    """Both in turns, first one then the other in front, after one round that does not count."""
    ours(), reference()
    pairs: list[tuple[float, float]] = []
    for number in range(times):
        if number % 2:
            theirs = reference()
            pairs.append((ours(), theirs))
        else:
            pairs.append((ours(), reference()))
    middle = [statistics.median(column) for column in zip(*pairs, strict=True)]
    return _row(what, middle[0], middle[1], bar, statistics.median(mine / theirs for mine, theirs in pairs))


def start() -> Row:
    """Process start to the first question on the screen, as the bare command, against a bare Textual program."""
    with tempfile.TemporaryDirectory() as folder:
        hello, ours = [sys.executable, "-c", HELLO], [sys.executable, "-m", "k1chat"]
        here = {"K1CHAT_TRANSCRIPTS": folder}
        return _paired(
            "start to the first painted question / Textual hello", 1.3, 25,
            lambda: _until(ours, FIRST_QUESTION, here), lambda: _until(hello, "READY TO READ", here),
        )  # fmt: skip


def _until(command: list[str], text: str, environment: dict[str, str]) -> float:
    from tests.terminal import Terminal  # needs what --help does without

    began = time.perf_counter()
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for(text)
        return time.perf_counter() - began


def explain() -> Row:
    """`explain` as a process, against one that imports pydantic and jinja2 and renders one template."""
    ours = [sys.executable, "-m", "k1chat", "explain", str(CASE)]
    return _paired(
        "explain, a process / pydantic and jinja2, a process", 1.3, 25,
        lambda: _process(ours), lambda: _process([sys.executable, "-c", ONE_TEMPLATE]),
    )  # fmt: skip


def _process(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def in_process() -> Row:
    """One case with one K-1, facts to outcome; the bar is a time, so the reference is the bar."""
    case = case_file.read(CASE)
    return _row("one case in process / 0.3 ms", _best(lambda: next_step(case), 300), 0.0003, 1.0)


def _best(act: Callable[[], object], times: int) -> float:
    """The median of batches, with the collection of cycles off as `k1chat.cli.main` has it."""
    gc.collect()
    gc.disable()
    batches = []
    for _ in range(7):
        began = time.perf_counter()
        for _ in range(times):
            act()
        batches.append((time.perf_counter() - began) / times)
    gc.enable()
    return statistics.median(batches)


def per_k1() -> Row:
    """The cost of each K-1 in a household of 1,000, against one of 10."""
    few, many = _household(10), _household(1000)
    return _paired(
        "each K-1 of 1,000 / each K-1 of 10", 1.2, 5,
        lambda: _best(lambda: next_step(many), 1) / 1000, lambda: _best(lambda: next_step(few), 30) / 10,
    )  # fmt: skip


def many_unknown() -> Row:
    """A step with eight K-1s whose hours and basis nobody knows, against the same with all known (some 3 ms)."""
    known = case = _household(8)
    for number in range(8):
        case = case.having(HOURS, (number, 0), UNKNOWN).having(BEGINNING_BASIS, (number,), UNKNOWN)
    return _paired(
        "a step with 16 unknown facts of 8 K-1s / with none", 120, 9,
        lambda: _best(lambda: next_step(case), 1), lambda: _best(lambda: next_step(known), 30),
    )  # fmt: skip


def _household(size: int) -> Case:
    """The K-1 of the case file, many times over."""
    case = case_file.read(CASE)
    places = {place: facts for place, facts in case.answers.items() if not place}
    for number in range(size):
        for place, facts in case.answers.items():
            if place:
                places[number, *place[1:]] = facts
    return Case({**places, (): {**places[()], K1_COUNT.name: size}})


def keys() -> Row:
    """Enter to the next question on the screen, at the 200th bubble against the first ones."""
    with tempfile.TemporaryDirectory() as early, tempfile.TemporaryDirectory() as late:
        _draft(Path(early), 3)
        _draft(Path(late), 100)
        return _paired(
            "key to paint at the 200th bubble / at the first", 1.3, 15,
            lambda: _key_to_paint(Path(late)), lambda: _key_to_paint(Path(early)),
        )  # fmt: skip


def _draft(folder: Path, least: int) -> None:
    """A conversation with at least so many answers that stands at the name of a K-1."""
    conversation = Conversation(folder)
    while conversation.question and not (
        len(conversation.history()) >= least and conversation.question.fact is K1_NAME
    ):
        _answer(conversation)
    conversation.close()


def _answer(conversation: Conversation) -> None:
    for text in ("2025", "20", "1", "0", "Acme", "yes"):
        try:
            conversation.answer("20" if conversation.question and conversation.question.fact is K1_COUNT else text)
        except InvalidAnswer:
            continue
        return


def _key_to_paint(folder: Path) -> float:
    from tests.terminal import Terminal

    draft = (folder / "draft.json").read_text("utf-8")
    try:
        with Terminal([sys.executable, "-m", "k1chat", "--transcripts", str(folder)]) as terminal:
            terminal.wait_for("Type your answer")
            terminal.settle()
            terminal.send("Acme LLC")
            terminal.settle()
            began = time.perf_counter()
            terminal.send("\r")
            terminal.wait_for("Form 1120-S")
            return time.perf_counter() - began
    finally:
        (folder / "draft.json").write_text(draft, "utf-8")


def memory() -> Row:
    """The most memory `explain` holds, against 60 MB."""
    code = (
        "import json, resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, capture_output=True);"
        "print(json.dumps(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))"
    )
    command = [sys.executable, "-c", code, sys.executable, "-m", "k1chat", "explain", str(CASE)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    megabytes = json.loads(done.stdout) / 1024
    return ("peak memory of explain / 60 MB", f"{megabytes:.1f} MB", "60.0 MB", megabytes / 60, 1.0)


if __name__ == "__main__":
    raise SystemExit(main())
