"""Questions typed in a conversation and on the command line: answered, kept in the draft and the page, brought back."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from k1chat import case_file, cli, transcript
from k1chat.case import Case
from k1chat.conversation import Conversation
from k1chat.errors import TranscriptError
from k1chat.interview import next_step
from k1chat.wording.topics import here, reply, topics
from tests.conftest import RIVERSIDE

WORDS = [
    "what if ",
    "if I had $",
    "suppose my basis was -",
    "what if I worked ",
    "and with no ",
    "basis ",
    "box 20",
    "(1,",
]
NONSENSE = ["", "  ", "?", "asdf", "hi", "what is the capital of France", "\x00\x1b[2J", "$" * 400, "(((", "x" * 5000]


@pytest.fixture
def finished(riverside: Case, own_folder: Path) -> Conversation:
    page = own_folder / "page.md"
    own_folder.mkdir()
    page.write_text(transcript.page(riverside, next_step(riverside), []), "utf-8")
    conversation = transcript.reopened(own_folder, page)
    while question := conversation.question:
        conversation.give(question, ("none",) if question.fact.kind == "several" else 0)
    return conversation


def test_a_reply_has_the_case_s_own_figures(finished: Conversation) -> None:
    said = finished.ask("what is basis?")
    assert said.kind == "topic"
    assert said.title == topics()["basis"]["title"]
    assert "$40,000" in said.text
    assert "Authority: IRC" in said.text
    assert said.offered


def test_a_question_before_the_answer_is_told_without_figures(own_folder: Path) -> None:
    said = Conversation(own_folder).ask("why is it limited?")
    assert said.kind == "topic"
    assert "In your case" not in said.text


@pytest.mark.parametrize("text", NONSENSE)
def test_what_means_nothing_is_not_answered(text: str, riverside: Case) -> None:
    for case in (Case(), riverside):
        said = reply(text, case, None)
        assert said.kind == "unsure"
        assert 1 <= len(said.offered) <= 3


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=120) | st.sampled_from(WORDS).flatmap(lambda word: st.text(max_size=30).map(word.__add__)))
def test_whatever_is_typed_is_replied_to(text: str) -> None:
    """Also in Markdown, controls and other scripts; with a case, whose "what if" may be anything."""
    case = case_file.read(RIVERSIDE)
    for said in (reply(text, Case(), None), reply(text, case, next_step(case))):
        assert said.text.strip()
        assert said.kind in ("topic", "what_if", "unsure")


def test_a_topic_that_was_offered_is_picked_by_its_number(finished: Conversation) -> None:
    offered = finished.ask("asdf").offered
    assert finished.ask("2").title == offered[1][1]
    assert finished.ask("9").kind == "unsure"


def test_a_kept_reply_is_in_the_draft_and_on_the_page(finished: Conversation, own_folder: Path) -> None:
    finished.ask("what is basis?")
    finished.keep_reply()
    finished.keep_reply()
    finished.ask("where did the <rest> go?")
    finished.keep_reply()
    assert finished.page is None
    text = transcript.save(finished).read_text("utf-8")
    assert text.count("## What you asked") == 1
    assert text.count(topics()["basis"]["title"]) >= 1
    assert "\\<rest>" in text
    assert here("basis", finished.step, finished.case) in text
    kept = ["what is basis?", "where did the <rest> go?"]
    assert finished.draft.path is not None
    assert json.loads(finished.draft.path.read_text("utf-8"))["asked"] == kept
    assert here("basis", finished.step, finished.case) != ""
    assert cli.main(["replay", str(finished.page)]) == 0
    again = transcript.reopened(own_folder, transcript.save(finished))
    assert again.kept_questions == kept
    asked = text[text.index("## What you asked") : text.index("## The facts")]
    assert asked in transcript.page(again.case, again.step, again.history(), again.kept_questions)


def test_a_kept_question_survives_a_stop(own_folder: Path) -> None:
    before = Conversation(own_folder)
    before.ask("what is basis?")
    before.keep_reply()
    assert before.draft.claim is not None
    before.draft.claim.release()
    after = Conversation(own_folder)
    assert after.kept_questions == ["what is basis?"]
    after.start_over()
    assert after.kept_questions == []


def test_what_was_not_kept_is_on_no_page(finished: Conversation) -> None:
    finished.ask("what is basis?")
    text = transcript.page(finished.case, finished.step, finished.history(), finished.kept_questions)
    assert "What you asked" not in text
    assert "k1chat-asked" not in text


@pytest.mark.parametrize("damage", ["{", "{}", "[1]", '"x"'])
def test_damaged_questions_on_a_page_are_one_clear_line(finished: Conversation, damage: str) -> None:
    finished.ask("what is basis?")
    finished.keep_reply()
    path = transcript.save(finished)
    path.write_text(path.read_text("utf-8").replace('["what is basis?"]', damage), "utf-8")
    with pytest.raises(TranscriptError, match="typed questions"):
        transcript.asked_on(path)
    assert cli.main(["replay", str(path)]) == 0


def test_the_command_answers_with_and_without_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "what is basis?"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("What is basis?")
    assert "In your case" not in out
    assert err == ""
    assert cli.main(["ask", "what", "is", "basis", "--case", str(RIVERSIDE)]) == 0
    assert "$40,000" in capsys.readouterr().out


def test_the_command_says_where_it_is_unsure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "what is the capital of France"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "1." in err


def test_the_command_names_a_wrong_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "case.toml"
    wrong.write_text("tax_yeer = 2025\n")
    assert cli.main(["ask", "basis?", "--case", str(wrong)]) == 2
    assert cli.main(["ask", "basis?", "--case", str(tmp_path / "none.toml")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "tax_yeer" in err
