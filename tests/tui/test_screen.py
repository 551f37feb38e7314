"""The screen, driven through Textual's pilot: what a person does and what then stands there."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.traceback import Traceback
from textual.pilot import Pilot
from textual.widgets import Input

from k1chat.conversation import Conversation
from k1chat.facts import BOXES, ENTITY, TAX_YEAR, UNKNOWN
from k1chat.tui import session
from k1chat.tui.app import Conversing
from k1chat.tui.widgets.bubble import Answered, Said
from k1chat.tui.widgets.choices import Choices
from k1chat.tui.widgets.panel import Panel
from tests.test_plain import up_to_amt

Act = Callable[[Pilot[None], Conversing], Awaitable[None]]
SIZES = [(80, 24), (60, 20), (200, 60)]


def lines(app: Conversing) -> str:
    """What a person sees, as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def play(folder: Path, act: Act, size: tuple[int, int] = (80, 24)) -> Conversing:
    """Start the screen, do something, end it."""
    app = Conversing(Conversation(folder))

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(pilot, app)

    asyncio.run(go())
    app.conversation.close()
    return app


async def answer(pilot: Pilot[None], *answers: str) -> None:
    """Type answers; a digit picks from a list at once, where no numbers are typed in it."""
    for text in answers:
        listed = bool(pilot.app.query(Choices)) and not pilot.app.query_one(Choices).collects
        await pilot.press(*text, *([] if listed else ["enter"]))
        await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
def test_the_first_question_stands_at_every_size(own_folder: Path, size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        seen = lines(app)
        assert "k1chat" in seen
        assert "tax year" in seen
        assert "^B back" in seen
        assert ("Counts this year" in seen) == (size[0] >= 72)

    play(own_folder, act, size)


def test_a_whole_conversation_to_the_answer(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1", "1", "-50,000", "0", "0", "0")
        for _ in range(60):
            if app.conversation.finished:
                break
            await pilot.press("f4")
            await pilot.pause()
        assert "Of your $50,000 loss" in lines(app)

    play(own_folder, act)
    assert [path.name for path in own_folder.glob("*.md")] == ["2025-acme.md"]


def test_a_refused_answer_stays_in_the_box_with_the_reason(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "soon")
        assert app.query_one(Input).value == "soon"
        assert "is not a year" in lines(app)
        assert app.conversation.case.get(TAX_YEAR, ()) is None

    play(own_folder, act)


def test_digits_arrows_and_the_mouse_choose(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) == "s_corporation"
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "(x)" in lines(app)
        await pilot.click(Choices, offset=(5, 0))
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) == "partnership"

    play(own_folder, act)


@pytest.mark.parametrize(
    ("typed", "entity"),
    [("1120-S", "s_corporation"), ("1065", "partnership"), ("1041", "trust"), ("2", "s_corporation")],
)
def test_the_form_number_is_typed_as_it_is_printed(own_folder: Path, typed: str, entity: str) -> None:
    """Its first digit picks no line: 1120-S is not the first form of the list."""

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press(*typed)
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) is None
        await pilot.press("enter")
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) == entity

    play(own_folder, act)


def test_an_enter_too_many_after_a_digit_answers_nothing(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press("enter")
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) is None
        assert "Nothing was typed or picked" not in lines(app)
        assert "Pick from the list first; F4" in lines(app)
        assert not app.query(".-reason")
        await answer(pilot, "1")
        await pilot.press("enter")
        await pilot.pause()
        assert "Type your answer and press Enter; F4" in lines(app)
        assert not app.query(".-reason")
        await answer(pilot, "1")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.conversation.question is not None
        assert app.conversation.question.fact is BOXES

    play(own_folder, act)


def test_the_boxes_stand_as_the_paper_numbers_them(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "2", "1")
        seen = lines(app)
        assert "Box 4: interest" in seen
        assert "guaranteed payments" not in seen
        await answer(pilot, "1")
        assert "Box 1: ordinary business income or loss" in lines(app)

    play(own_folder, act)


def test_the_words_of_plain_mode_can_be_typed_here_too(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "why")
        assert "Why: IRC 702(a)" in lines(app)
        await answer(pilot, "Where", "back")
        assert app.conversation.revisiting is not None
        assert app.conversation.revisiting.fact is TAX_YEAR

    play(own_folder, act)


def test_several_boxes_are_marked_and_taken_together(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1")
        await pilot.press("1", "space", "5", "space")
        await pilot.pause()
        assert lines(app).count("[x]") == 2
        await pilot.press("enter")
        await pilot.pause()
        assert app.conversation.case.get(app.conversation.history()[5].question.fact, (0, 0)) == (
            "ordinary_business_income",
            "interest_income",
        )

    play(own_folder, act)


@pytest.mark.parametrize(
    ("keys", "boxes"),
    [
        ("1 0 enter", {10}),
        ("1 comma space 1 6 enter", {1, 16}),
        ("1 6 space 1 6 space 1 space 4 enter", {1, 4}),
        ("2 3 enter enter 9 enter", {9}),
        ("1 2 3 4 backspace enter", {12}),
        ("1 6 up space enter", {15}),
    ],
)
def test_every_box_can_be_typed_by_its_number(own_folder: Path, keys: str, boxes: set[int]) -> None:
    """`10` marked box 1 before, and `16` box 1 and box 6."""

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1")
        listed = [value for value, _ in app.query_one(Choices).values]
        await pilot.press(*keys.split())
        await pilot.pause()
        assert set(app.conversation.case.get(BOXES, (0, 0))) == {listed[number - 1] for number in boxes}

    play(own_folder, act)


def test_arrow_up_to_an_earlier_answer_and_enter_asks_it_again(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "2", "Acme")
        await pilot.press("up", "up", "enter")
        await pilot.pause()
        assert app.conversation.revisiting is not None
        assert app.conversation.revisiting.fact.name == "k1"
        await pilot.press("backspace")
        await answer(pilot, "1")
        assert app.conversation.case.get(ENTITY, (0,)) is None
        assert app.conversation.question is not None
        assert app.conversation.question.fact is ENTITY

    play(own_folder, act)


def test_a_click_on_an_answer_asks_it_again_and_escape_leaves_it(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1")
        await pilot.click(next(iter(app.query(Answered))))
        await pilot.pause()
        assert app.conversation.revisiting is not None
        await pilot.press("escape")
        await pilot.pause()
        assert app.conversation.revisiting is None

    play(own_folder, act)


def test_why_where_help_and_dont_know(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        for key, piece in (("f2", "IRC 441(a)"), ("f3", "Where:"), ("f1", "F6 show")):
            await pilot.press(key)
            await pilot.pause()
            assert any(piece in str(said.render()) for said in app.query(Said)), key
        await pilot.press("f4")
        await pilot.pause()
        assert app.conversation.case.get(TAX_YEAR, ()) is UNKNOWN

    play(own_folder, act)


def test_what_is_typed_is_never_markup(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1")
        app.query_one(Input).value = "[red]Acme[/] [b"
        await pilot.press("enter")
        await pilot.pause()
        assert "[red]Acme[/] [b" in lines(app)

    play(own_folder, act)


def test_the_panel_shows_what_is_certain_and_hides_when_narrow(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1", "1", "-50,000", "0", "0", "0")
        assert "50,000" in str(app.query_one(Panel).render())
        assert app.query_one(Panel).display
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert not app.query_one(Panel).display
        await pilot.press("f6")
        await pilot.pause()
        assert app.query_one(Panel).display
        assert "50,000" in lines(app)

    play(own_folder, act)


def test_a_click_on_the_keys_and_a_key_at_the_same_time_draw_one_after_the_other(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await asyncio.gather(*(each() for each in (app.action_back, app.action_why, app.action_back, app.action_where)))
        await pilot.pause()
        assert len(app.query("Typed, Choices")) == 1
        assert len(app.query(Answered)) == 3

    play(own_folder, act)


def test_preparer_is_typed_or_found_in_the_palette(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1", "preparer")
        await pilot.pause()
        assert (own_folder / "2025-acme-preparer.md").read_text("utf-8").startswith("# For the preparer")
        command = next(each for each in app.get_system_commands(app.screen) if each.title == "For a preparer")
        (own_folder / "2025-acme-preparer.md").unlink()
        await command.callback()
        assert (own_folder / "2025-acme-preparer.md").exists()
        assert "2025-acme-preparer.md" in lines(app).replace("\n", "").replace(" ", "")

    play(own_folder, act)


def test_save_and_start_over(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert (own_folder / "2025-acme.md").exists()
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert "^N again starts over" in lines(app)
        assert app.conversation.case.get(TAX_YEAR, ()) == 2025
        await pilot.press("f2", "ctrl+n")  # asked anew, after something else
        await pilot.pause()
        assert app.conversation.case.get(TAX_YEAR, ()) == 2025
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert app.conversation.history() == []
        assert "Your earlier answers are kept." in lines(app)

    play(own_folder, act)
    assert Conversation(own_folder).resumed == 3


def test_at_the_end_the_keys_are_those_that_do_something(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        assert "F2 why" in lines(app)
        await answer(pilot, "2025", "1", "Acme", "3")
        foot = lines(app).split("\n")[-1]
        assert "F2" not in foot
        assert "^N new" in foot
        for key in ("f2", "f3", "f4"):
            await pilot.press(key)
            await pilot.pause()
            assert lines(app).count("There is no question now.") == 1
        await pilot.click("Keys", offset=(3, 0))
        await pilot.pause()
        assert app.chat.marked
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "^Q quits; your answers are kept." in lines(app)

    play(own_folder, act)


@pytest.mark.parametrize("size", SIZES)
def test_help_stands_once_and_leaves_the_question_in_sight(own_folder: Path, size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        for _ in range(2):
            await pilot.press("f1")
            await pilot.pause()
            assert lines(app).count("F6 show") == 1
            assert "Type your answer, or F4" in lines(app)
            assert "Which tax year is this about?" in lines(app)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "^Q quits; your answers are kept." in lines(app)
        assert "F6 show" not in lines(app)

    play(own_folder, act, size)


def test_a_second_window_says_that_there_is_another(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        assert "Another k1chat is open in this folder." in " ".join(str(said.render()) for said in app.query(Said))

    first = Conversation(own_folder)
    play(own_folder, act)
    first.close()


def test_nothing_is_told_by_colour_alone(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press("down")
        assert "> ( ) 1." in lines(app)
        await pilot.press("f7")
        await pilot.pause()
        assert "> ( ) 1." in lines(app)

    play(own_folder, act)


def test_a_bug_in_a_thread_of_textual_is_named_without_figures(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        typed = "12,345"
        try:
            raise ValueError(typed)
        except ValueError:
            app.panic(Traceback(show_locals=True))

    with pytest.raises(RuntimeError, match=r"^ValueError in test_screen.py, line \d+$"):
        play(own_folder, act)
    report = (own_folder / "crash-report.txt").read_text("utf-8")
    assert "12,345" not in report
    assert "ValueError" in report
    assert "test_screen.py:" in report


def test_what_textual_draws_of_a_bug_is_not_shown(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        app.panic("Traceback: 12,345")

    with pytest.raises(RuntimeError):
        play(own_folder, act)
    assert "12,345" not in (own_folder / "crash-report.txt").read_text("utf-8")


def test_a_bug_outside_the_screen_is_reported_without_figures(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(folder: Path, page: Path | None) -> int:
        raise ValueError("12,345")

    monkeypatch.setattr(session, "_converse", broken)
    assert session.converse(own_folder) == 1
    assert "12,345" not in capsys.readouterr().err + (own_folder / "crash-report.txt").read_text("utf-8")


def test_starting_over_on_a_full_disk_stays(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        monkeypatch.setattr(os, "fsync", full)
        await pilot.press("ctrl+n", "ctrl+n")
        await pilot.pause()
        assert app.conversation.case.get(TAX_YEAR, ()) == 2025
        assert "Not started over" in " ".join(lines(app).split())

    play(own_folder, act)


def test_before_the_first_question_for_amt_the_screen_says_that_the_regular_answer_stands(own_folder: Path) -> None:
    up_to_amt(own_folder).close(finished=False)

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await pilot.pause()
        assert "Your answer for the regular tax stands now." in " ".join(lines(app).split())
        await answer(pilot, "1000")
        assert "regular tax stands now" not in " ".join(lines(app).split())

    play(own_folder, act, (60, 24))


@pytest.mark.parametrize(
    ("typed", "entity"),
    [("partner", "partnership"), ("s corp", "s_corporation"), ("Trust", "trust"), ("xpp\b\b\bpart", "partnership")],
)
def test_words_go_to_their_line_of_a_list(own_folder: Path, typed: str, entity: str) -> None:
    """Who does not see that digits pick types the word; Enter takes it, and nothing before."""

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press(
            *("space" if letter == " " else "backspace" if letter == "\b" else letter for letter in typed)
        )
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) is None
        assert ": Enter takes it" in lines(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) == entity

    play(own_folder, act)


def test_i_dont_know_is_typed_at_a_list_too(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme")
        await pilot.press(*"I", "space", *"don't", "enter")
        await pilot.pause()
        assert app.conversation.case.get(ENTITY, (0,)) is UNKNOWN

    play(own_folder, act)
