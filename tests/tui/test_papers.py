"""Papers on the screen: opened by a word or from the list of commands, line by line, and back to the conversation."""

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from k1chat.facts import BOXES, FACTS
from k1chat.tui.app import Conversing
from k1chat.tui.paper import PaperScreen
from tests.tui.test_screen import answer, lines, play

TO_BASIS = ("2025", "1", "Acme", "1", "1", "1", "-50,000", "0", "0", "0", "2")


async def typed(pilot: Pilot[None], app: Conversing, *texts: str) -> None:
    """Lines typed on a paper."""
    for text in texts:
        app.screen.query_one(Input).value = text
        await pilot.press("enter")
        await pilot.pause()


def test_the_basis_is_rebuilt_on_the_screen_and_taken_over(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, *TO_BASIS)
        assert "Type rebuild" in lines(app)
        await answer(pilot, "rebuild")
        assert isinstance(app.screen, PaperScreen)
        assert "How did you come into Acme?" in lines(app)
        await typed(pilot, app, "1", "2024", "1 -30,000", "20,000", "0", "0", "0")
        await pilot.press("f2")
        await pilot.pause()
        assert "IRC 705(a)(1)(B)" in lines(app)
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "tax-exempt income" in lines(app)
        await typed(pilot, app, "0", "0", "0", "0", "0", "0")
        seen = lines(app)
        assert "At the start of 2025 your basis is $0." in seen
        assert "Held by the basis limit from earlier years: $10,000." in seen
        await typed(pilot, app, "use")
        assert not isinstance(app.screen, PaperScreen)
        assert app.conversation.case.get(FACTS["beginning_basis"], (0,)) == 0
        assert app.conversation.case.get(FACTS["suspended_basis_loss"], (0, 0)) == {"ordinary": 10_000_00}
        assert "Taken over" in lines(app)
        assert "How much did you put into Acme during 2025" in " ".join(lines(app).replace("│", " ").split())

    play(own_folder, act)


def test_a_paper_is_left_with_escape_and_gone_on_with(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, *TO_BASIS, "rebuild")
        await typed(pilot, app, "1", "2024", "soon")
        assert app.screen.query_one(Input).value == "soon"  # what is not taken stays
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, PaperScreen)
        await answer(pilot, "rebuild")
        assert "[2024] Which boxes" in lines(app)
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "[2024] Which boxes" in lines(app)

    play(own_folder, act)


def test_the_k1_page_is_in_the_list_of_commands_and_fills_the_boxes(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1")
        await pilot.press("ctrl+p", *"K-1 page")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.5)
        assert isinstance(app.screen, PaperScreen)
        await typed(pilot, app, "1 -50,000", "9c 400")
        assert "would count it twice" in " ".join(lines(app).split())
        await pilot.press("escape")
        await pilot.pause()
        assert app.conversation.case.get(BOXES, (0, 0)) == ("ordinary_business_income",)
        assert "from earlier years still waits" in " ".join(lines(app).replace("│", " ").split())

    play(own_folder, act)


def test_what_a_paper_needs_first_is_said(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "rebuild")
        assert "Nothing is told of a K-1 yet" in lines(app)
        await answer(pilot, "2025")
        assert "How many Schedules K-1" in lines(app)

    play(own_folder, act)


def test_a_bucket_is_picked_on_the_screen(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "Acme", "1", "1", "1", "-50,000", "which bucket")
        assert "Form 8582, Part VII" in lines(app)
        await typed(pilot, app, "1 12,000")
        assert app.conversation.case.get(FACTS["suspended_passive_loss"], (0, 0)) == {"": 12_000_00}

    play(own_folder, act)


def test_a_first_range_on_the_screen_and_on_to_the_exact_answer(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "quick")
        await typed(pilot, app, "2025", "1065", "1 -50,000", "20k", "600")
        for _ in range(100):
            if "counts this year" in lines(app):
                break
            await pilot.pause(0.1)
        assert "Of your $50,000 loss, between $0 and $20,000 counts this year." in " ".join(lines(app).split())
        await typed(pilot, app, "exact")
        assert not isinstance(app.screen, PaperScreen)
        assert "How many Schedules K-1" in lines(app)
        assert app.conversation.case.get(FACTS["ordinary_business_income"], (0, 0)) == -50_000_00

    play(own_folder, act)


def test_a_business_may_be_called_k1_on_the_screen_too(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025", "1", "K1")
        assert app.conversation.case.get(FACTS["name"], (0,)) == "K1"

    play(own_folder, act)
