"""What a person must see stays on the screen, at every size of the window and whatever was pressed."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from k1chat.conversation import Conversation
from k1chat.tui.app import Conversing
from tests.tui.test_screen import lines
from tests.tui.test_terminal import AFTER_THE_DEBTS, DEBTS, ON_THE_K1

Act = Callable[[Pilot[None], Conversing], Awaitable[None]]
WHOLE = [keys.strip() for _, keys in ON_THE_K1 + DEBTS + AFTER_THE_DEBTS]
QUESTION, BOX = "What is your share of nondeductible expenses", "Type your answer"


def play(folder: Path, answers: list[str], size: tuple[int, int], act: Act) -> None:
    """Go on with a conversation on the screen after some answers."""
    conversation = Conversation(folder)
    for text in answers:
        conversation.answer(text)
    app = Conversing(conversation)

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await act(pilot, app)

    asyncio.run(go())
    conversation.close()


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(4):
        await pilot.pause()


def seen(app: Conversing) -> str:
    """The lines left of the panel, as one."""
    return " ".join(" ".join(line.split("│")[0] for line in lines(app).split("\n")).split())


def paragraph(app: Conversing) -> str:
    """The paragraph whose line stands at the top."""
    at = app.chat._at(app.chat.scroll_y)
    assert at is not None
    return str(at[0].render())


SIZES = [(80, 24), (200, 60), (80, 24), (60, 20), (120, 40), (60, 20)]


def test_the_question_and_its_box_are_seen_after_every_resize(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert QUESTION in seen(app), size
            assert BOX in seen(app), size

    play(own_folder, WHOLE[:22], (200, 60), act)


def test_a_list_longer_than_the_window_is_seen_from_its_question_and_where_it_is_marked(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "Which boxes of the K-1" in seen(app), size
            assert "1. Box 1:" in seen(app), size
        await pilot.press(*["down"] * 14)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "> [ ] 14." in seen(app), size

    play(own_folder, WHOLE[:5], (200, 60), act)


def test_the_answer_is_read_on_at_the_same_place_after_every_resize(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert "Of your $50,000 loss, none reduces" in seen(app), size
        await pilot.press("pagedown", "pagedown", "pagedown")
        await settle(pilot)
        place = paragraph(app)
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert paragraph(app) == place, size

    play(own_folder, WHOLE, (80, 24), act)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
def test_an_earlier_answer_is_seen_with_its_question(own_folder: Path, size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        rare = ("Is any of this true of your return", "Is any of this true of Acme?")
        for question in (*rare, "Was anybody else paid to manage Acme", "Was Acme sold", "net passive income outside"):
            await pilot.press("up")
            await settle(pilot)
            before, _, _ = seen(app).partition("change with Enter >")
            assert question in before, question

    play(own_folder, WHOLE, size, act)


def test_typing_brings_the_question_back_from_earlier_answers(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await pilot.press("up", "up", "up", "pageup")
        await pilot.press("5")
        await settle(pilot)
        assert QUESTION in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.conversation.history()[22].value == 500

    play(own_folder, WHOLE[:22], (80, 24), act)
