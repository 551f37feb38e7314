"""The person's own questions on the screen: once the answer stands, and before."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from k1chat.conversation import Conversation
from k1chat.facts import HOURS, TAX_YEAR
from k1chat.tui.app import Conversing
from k1chat.tui.widgets.ask import Ask
from k1chat.tui.widgets.choices import Choices
from tests.tui.test_screen import Act, answer, lines

TOLD = {
    "boxes": "1",
    "years_materially_participated_of_last_10": "0",
    "filing_status": "1",
    "interest": "3",
    "ordinary_business_income": "-50,000",
    "beginning_basis": "80,000",
    "ending_recourse": "80,000",
    "hours": "120",
    "most_hours_by_another": "900",
}
SIZES = [(80, 24), (60, 20), (200, 60)]


def finished(folder: Path) -> Conversation:
    """A conversation whose answer stands: a business worked in 120 hours, a loss that the passive limit holds."""
    talk = Conversation(folder)
    for text in ("2025", "1", "Acme", "1", "1"):
        talk.answer(text)
    while talk.question:
        if talk.question.fact.name in TOLD:
            talk.answer(TOLD[talk.question.fact.name])
        elif talk.question.fact.kind == "several":
            talk.give(talk.question, ("none",))
        elif talk.question.fact.kind == "yes_no":
            talk.answer("no")
        elif talk.question.fact.kind == "money":
            talk.answer("0")
        else:
            talk.dont_know()
    return talk


def play(talk: Conversation, act: Act, size: tuple[int, int] = (80, 24)) -> Conversing:
    """Start the screen, do something, end it."""
    app = Conversing(talk)

    async def go() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await act(pilot, app)

    asyncio.run(go())
    talk.close()
    return app


async def typed(pilot: Pilot[None], text: str) -> None:
    """Type a text and Enter."""
    await pilot.press(*("space" if letter == " " else letter for letter in text), "enter")
    await pilot.pause()
    await pilot.pause()


def seen(app: Conversing) -> str:
    """The lines left of the panel, as one."""
    return " ".join(" ".join(line.split("│")[0] for line in lines(app).split("\n")).split())


@pytest.mark.parametrize("size", SIZES)
def test_below_the_answer_stands_a_box_to_ask(own_folder: Path, size: tuple[int, int]) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        assert "Ask: what is basis?" in lines(app)
        assert app.query_one(Ask).has_focus
        await typed(pilot, "what is basis?")
        assert "what is basis? you" in seen(app)
        assert "Basis is what you have in the business" in seen(app)
        assert app.query_one(Ask).value == ""

    play(finished(own_folder), act, size)


def test_a_what_if_shows_both_sides(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await typed(pilot, "what if I worked 600 hours?")
        assert "now" in lines(app)
        assert "600 hours" in seen(app)
        assert app.conversation.case.get(HOURS, (0, 0)) != 600

    play(finished(own_folder), act)


def test_a_reply_is_kept_on_the_page_when_wanted(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await typed(pilot, "keep")
        assert "There is no reply to keep yet" in seen(app)
        await typed(pilot, "what is basis?")
        await typed(pilot, "keep")
        assert "The reply is kept." in seen(app)

    play(finished(own_folder), act)
    page = next(own_folder.glob("*.md")).read_text("utf-8")
    assert "## What you asked" in page
    assert "Basis is what you have in the business" in page


def test_at_a_question_f5_asks_and_the_question_stays(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025")
        await pilot.press("f5")
        await pilot.pause()
        await typed(pilot, "what is basis?")
        assert "Basis is what you have" in seen(app)
        assert app.conversation.question is not None
        await pilot.press("f5")
        await pilot.pause()
        assert not app.query(Ask)
        await answer(pilot, "1")
        assert app.conversation.case.get(TAX_YEAR, ()) == 2025

    play(Conversation(own_folder), act, (80, 40))


@pytest.mark.parametrize("asked", ["ask what is basis?", "what is basis?"])
def test_a_question_in_place_of_an_answer_is_replied_to(own_folder: Path, asked: str) -> None:
    """Typed in the box, and typed at a list."""

    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await answer(pilot, "2025")
        await typed(pilot, asked)
        assert "Basis is what you have" in seen(app)
        await answer(pilot, "1", "Acme")
        assert app.query(Choices)
        await typed(pilot, asked)
        assert "Basis is what you have" in seen(app)

    play(Conversation(own_folder), act, (80, 40))


def test_the_list_of_commands_finds_topics_and_answers(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        for wanted in ("What is basis?", "Change: Tax year: 2025", "Copy", "Colours"):
            found = [command.title for command in app.get_system_commands(app.screen)]
            assert any(wanted in title for title in found), wanted
        await pilot.press("ctrl+p")
        await pilot.pause()
        await typed(pilot, "what is basis")
        assert "Basis is what you have" in seen(app)

    play(finished(own_folder), act)


def test_the_answer_is_copied_and_where_its_file_is_told(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await pilot.press("f8")
        await pilot.pause()
        assert "your $50,000 loss" in app.clipboard
        assert "Copied, if your terminal lets" in seen(app)
        await typed(pilot, "what is basis?")
        await pilot.press("f8")
        await pilot.pause()
        assert "Basis is what you have" in app.clipboard

    play(finished(own_folder), act)


def test_the_theme_is_remembered(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        assert app.theme == "ansi-dark"
        await pilot.press("f7")
        await pilot.pause()
        assert app.theme == "ansi-light"

    play(Conversation(own_folder), act)
    again = Conversation(own_folder)
    assert Conversing(again).theme == "ansi-light"
    again.close()
    (own_folder / "theme").write_text("no such theme")
    again = Conversation(own_folder)
    assert Conversing(again).theme == "ansi-dark"
    again.close()


def test_help_stands_on_every_screen(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await pilot.press("f1")
        await pilot.pause()
        assert "Type a question at the foot" in seen(app)

    play(finished(own_folder), act)


def test_an_answer_is_changed_by_its_number_as_in_plain_mode(own_folder: Path) -> None:
    async def act(pilot: Pilot[None], app: Conversing) -> None:
        await typed(pilot, "change 1")
        assert app.conversation.question is not None
        assert app.conversation.question.fact is TAX_YEAR

    play(finished(own_folder), act)
