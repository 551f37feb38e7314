"""Every story, on the screen and in plain lines: what is seen at each step, the saved page and its figures."""

import asyncio
import json
from pathlib import Path

import pytest

from k1chat.transcript import load as load_page
from k1chat.transcript import replay
from tests.scenarios.scenario import figure
from tests.stories.on_screen import OnScreen
from tests.stories.plainly import Plainly
from tests.stories.story import Player, Story, load, tell

STORIES = {path.stem: load(path) for path in sorted(Path(__file__).parent.glob("*.toml"))}
SHARED = Path(__file__).parents[3] / "shared"
WIDE, NARROW = (80, 24), (60, 20)
TOLD_NARROW = [name for name, story in STORIES.items() if story.narrow]


@pytest.mark.parametrize("name", STORIES)
def test_a_story_in_both_modes(name: str, own_folder: Path) -> None:
    """The page is the same, to the letter, whether the story was told on the screen or in plain lines."""
    story, plain, screen = STORIES[name], own_folder / "plain", own_folder / "screen"
    page = told(story, Plainly(plain, story), plain)
    holds_what_it_must(story, page)
    assert told(story, OnScreen(screen, WIDE), screen).read_text("utf-8") == page.read_text("utf-8")


@pytest.mark.parametrize("name", TOLD_NARROW)
def test_a_story_on_a_narrow_screen(name: str, own_folder: Path) -> None:
    story = STORIES[name]
    holds_what_it_must(story, told(story, OnScreen(own_folder, NARROW), own_folder))


def told(story: Story, player: Player, folder: Path) -> Path:
    """The page that is left when the story was told."""
    asyncio.run(tell(story, player))
    pages = list(folder.glob("*.md"))
    assert len(pages) == 1
    return pages[0]


def holds_what_it_must(story: Story, page: Path) -> None:
    """The words and the figures of the story; worked out again, they are the same."""
    text = " ".join(page.read_text("utf-8").split())
    assert [piece for piece in story.page if piece not in text] == []
    outcome = load_page(page)[1]
    assert {words: figure(outcome, words) for words in story.figures} == story.figures
    assert replay(page).holds


def test_there_are_stories_enough() -> None:
    """At least twelve, two of them on a narrow screen too; each says where its amounts come from."""
    assert len(STORIES) >= 12
    assert len(TOLD_NARROW) >= 2
    assert all(story.source and story.page for story in STORIES.values())


@pytest.mark.skipif(not SHARED.exists(), reason="the situations are not beside this checkout")
def test_what_a_story_is_from_is_there() -> None:
    """The question people asked and the official example it names stand in `shared`."""
    situations = {each["id"] for each in json.loads((SHARED / "users" / "questions.json").read_text("utf-8"))}
    examples = {
        each["id"] for path in (SHARED / "oracle").glob("*.json") for each in json.loads(path.read_text("utf-8"))
    }
    assert {story.situation for story in STORIES.values()} - {""} <= situations
    assert {story.oracle for story in STORIES.values()} - {""} <= examples
