"""Every answer is safe the moment it is given, and a damaged draft is kept, not overwritten."""

import io
import json
import os
import stat
from pathlib import Path

import pytest

from k1chat import draft, transcript
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer
from k1chat.facts import FILING_STATUS, TAX_YEAR
from k1chat.plain import Plain


def started(folder: Path) -> Conversation:
    conversation = Conversation(folder)
    for text in ("2025", "1", "Acme", "1", "1", "1", "-50,000", "don't know", "0", "0"):
        conversation.answer(text)
    return conversation


def test_an_abandoned_conversation_goes_on_at_the_same_question(own_folder: Path) -> None:
    before = started(own_folder)
    assert before.question is not None
    assert before.draft.claim is not None
    before.draft.claim.release()  # as the system does when a program is killed
    after = Conversation(own_folder)
    assert after.question is not None
    assert (after.question.fact, after.question.place) == (before.question.fact, before.question.place)
    assert after.case == before.case
    assert after.resumed == 10


def test_the_draft_is_for_its_owner_only(own_folder: Path) -> None:
    started(own_folder)
    assert stat.S_IMODE((own_folder / "draft.json").stat().st_mode) == 0o600


def test_two_open_conversations_do_not_share_a_draft(own_folder: Path) -> None:
    first, second = started(own_folder), Conversation(own_folder)
    second.answer("2024")
    assert first.case.get(TAX_YEAR, ()) == 2025
    assert {path.name for path in own_folder.glob("draft*.json")} == {"draft.json", "draft-2.json"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"k1chat_draft": 2}', "\x00" * 50,
             '{"k1chat_draft": 1, "saved_as": "", "answers": [[[], "x", 1]]}',
             '{"k1chat_draft": 1, "saved_as": "", "answers": [[[], "wages", "much"]]}'],
)  # fmt: skip
def test_a_damaged_draft_is_kept_under_another_name(own_folder: Path, text: str) -> None:
    own_folder.mkdir()
    (own_folder / "draft.json").write_text(text)
    conversation = Conversation(own_folder)
    assert conversation.question is not None
    assert conversation.question.fact is TAX_YEAR
    assert "draft.damaged-1.json" in conversation.trouble
    assert (own_folder / "draft.damaged-1.json").read_text() == text


def test_where_nothing_can_be_written_the_conversation_says_so_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    conversation = Conversation(tmp_path / "file")
    assert "Nothing can be saved" in conversation.trouble
    conversation.answer("2025")
    assert conversation.case.get(TAX_YEAR, ()) == 2025


def test_a_refused_answer_changes_nothing(own_folder: Path) -> None:
    conversation = started(own_folder)
    before = conversation.case, json.loads((own_folder / "draft.json").read_text())
    with pytest.raises(InvalidAnswer):
        conversation.answer("what?")
    assert (conversation.case, json.loads((own_folder / "draft.json").read_text())) == before


def test_back_and_change_keep_the_later_answers(own_folder: Path) -> None:
    conversation = started(own_folder)
    asked = conversation.question
    given = conversation.history()
    conversation.change(given[3].question)  # the entity
    conversation.answer("2")
    assert conversation.case.get(given[6].question.fact, given[6].question.place) == -5_000_000
    conversation.change(given[3].question)
    conversation.answer("1")
    assert conversation.question is not None
    assert asked is not None
    assert conversation.question.fact is asked.fact
    assert conversation.back()
    assert conversation.question.fact is given[-1].question.fact


def test_an_answer_no_rule_reads_is_set_aside_and_comes_back(own_folder: Path) -> None:
    conversation = started(own_folder)
    boxes = next(each for each in conversation.history() if each.question.fact.name == "boxes")
    amount = next(each for each in conversation.history() if each.question.fact.name == "ordinary_business_income")
    conversation.change(boxes.question)
    conversation.answer("2")
    aside = [each.question.fact for each in conversation.history() if not each.counts]
    assert amount.question.fact in aside
    conversation.change(boxes.question)
    conversation.answer("1")
    assert all(each.counts for each in conversation.history())


def test_an_unknown_year_is_refused_with_the_list(own_folder: Path) -> None:
    conversation = Conversation(own_folder)
    with pytest.raises(InvalidAnswer, match="2018, 2019"):
        conversation.answer("2031")
    assert conversation.case.get(TAX_YEAR, ()) is None


def test_a_finished_conversation_leaves_no_draft(own_folder: Path) -> None:
    conversation = Conversation(own_folder)
    for text in ("2025", "1", "Acme", "1", "1", "1", "50,000", "0", "0", "0"):
        conversation.answer(text)
    assert conversation.finished
    transcript.save(conversation)
    conversation.close()
    assert list(own_folder.glob("draft*.json")) == []
    assert draft.claim(own_folder).answers == []
    assert FILING_STATUS.name not in conversation.case.answers[()]


def full_disk(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


def test_starting_over_on_a_full_disk_loses_nothing(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    plain = Plain(started(own_folder), io.StringIO(), out)
    monkeypatch.setattr(os, "fsync", full_disk)
    plain.take("new")
    assert plain.conversation.case.get(TAX_YEAR, ()) == 2025
    assert "Not started over" in out.getvalue()


def test_starting_over_keeps_the_draft_and_it_comes_back(own_folder: Path) -> None:
    first = started(own_folder)
    first.start_over()
    assert first.left
    assert first.history() == []
    first.close()
    second = Conversation(own_folder)
    assert second.resumed == 10  # nothing was answered since
    second.start_over()
    second.answer("2024")
    second.close()
    third = Conversation(own_folder)
    assert third.case.get(TAX_YEAR, ()) == 2024  # the one written last
    for text in ("1", "Acme", "3"):
        third.answer(text)
    transcript.save(third)
    third.close()
    assert Conversation(own_folder).resumed == 10


def test_starting_over_after_a_saved_answer_leaves_nothing_behind(own_folder: Path) -> None:
    conversation = Conversation(own_folder)
    for text in ("2025", "1", "Acme", "3"):
        conversation.answer(text)
    transcript.save(conversation)
    conversation.start_over()
    assert not conversation.left
    conversation.close()
    assert Conversation(own_folder).resumed == 0


def test_a_second_conversation_knows_that_another_is_open(own_folder: Path) -> None:
    first = Conversation(own_folder)
    assert not first.beside
    assert Conversation(own_folder).beside
    first.start_over()
    first.close()


def test_a_draft_stays_while_the_last_answer_is_in_no_page(own_folder: Path) -> None:
    conversation = Conversation(own_folder)
    for text in ("2025", "1", "Acme", "1", "1", "1", "50,000", "0", "0", "0"):
        conversation.answer(text)
    transcript.save(conversation)
    conversation.back()
    conversation.answer("0")
    conversation.close()
    assert (own_folder / "draft.json").exists()


def test_a_draft_left_behind_goes_on_before_a_new_one_is_made(own_folder: Path) -> None:
    first, second = Conversation(own_folder), started(own_folder)
    assert second.draft.claim
    second.draft.claim.release()  # killed
    first.close()
    assert Conversation(own_folder).resumed == 10


def test_of_two_drafts_left_behind_the_last_one_goes_on(own_folder: Path) -> None:
    first, second = started(own_folder), Conversation(own_folder)
    second.answer("2024")
    os.utime(own_folder / "draft.json", (1, 1))
    for each in (first, second):
        each.close()
    assert Conversation(own_folder).case.get(TAX_YEAR, ()) == 2024
    assert Conversation(own_folder).case.get(TAX_YEAR, ()) == 2025


@pytest.mark.parametrize(
    "row", [[[0, 0], "boxes", ["x"]], [[0, 0], "boxes", [1]], [[0, 0], "boxes", [[]]], [[], "tax_year", True],
            [[0, 0], "suspended_basis_loss", {"x": 5}], [[0, 0], "suspended_basis_loss", {"": "5"}],
            [[0], "entity", "club"], [[], "wages", -1], [[], "wages", 10**20], [[0, 0], "hours", "NaN"],
            [[0, 0], "hours", "1e999999999"], [[0, 0], "hours", 5], [[True], "entity", "partnership"],
            [[], "entity", "partnership"], [[0], "name", ""]],
)  # fmt: skip
def test_a_draft_with_a_value_its_fact_does_not_take_is_set_aside(own_folder: Path, row: list[object]) -> None:
    own_folder.mkdir()
    rows = [[[], "tax_year", 2025], row]
    (own_folder / "draft.json").write_text(json.dumps({"k1chat_draft": 1, "saved_as": "", "answers": rows}))
    assert "draft.damaged-1.json" in Conversation(own_folder).trouble


def test_answers_that_no_longer_go_together_are_kept_aside_and_new_ones_saved(own_folder: Path) -> None:
    own_folder.mkdir()
    rows = [[[], "tax_year", 2031]]
    (own_folder / "draft.json").write_text(json.dumps({"k1chat_draft": 1, "saved_as": "", "answers": rows}))
    conversation = Conversation(own_folder)
    assert "draft.damaged-1.json" in conversation.trouble
    conversation.answer("2025")
    assert "2025" in (own_folder / "draft.json").read_text()
    assert "2031" in (own_folder / "draft.damaged-1.json").read_text()


@pytest.mark.parametrize("name", ["../precious.txt", "/etc/x.md", "a\\b.md", "..", 5, "draft.json"])
def test_a_draft_names_no_file_outside_its_folder(own_folder: Path, name: object) -> None:
    own_folder.mkdir()
    (own_folder / "draft.json").write_text(json.dumps({"k1chat_draft": 1, "saved_as": name, "answers": []}))
    conversation = Conversation(own_folder)
    assert conversation.saved_as == ""
    assert "draft.damaged-1.json" in conversation.trouble


def test_what_a_dead_program_had_half_written_is_removed(own_folder: Path) -> None:
    own_folder.mkdir()
    (own_folder / ".draft.json.0123.tmp").write_text("half")
    (own_folder / ".draft-2.json.0123.tmp").write_text("another program's")
    Conversation(own_folder)
    assert [path.name for path in own_folder.glob(".*.tmp")] == [".draft-2.json.0123.tmp"]


def test_answers_that_are_set_aside_are_listed_after_a_restart_too(own_folder: Path) -> None:
    """Box 1 was answered, then the boxes changed to 2: the answer waits, and shows that it does, before and after."""
    first = Conversation(own_folder)
    for text in ("2025", "1", "Acme", "1", "1", "1", "-5000"):
        first.answer(text)
    boxes = next(each for each in first.history() if each.question.fact.name == "boxes")
    first.change(boxes.question)
    first.answer("2")
    before = [(each.number, each.question.fact.name, each.value, each.counts) for each in first.history()]
    assert ("ordinary_business_income", -500_000, False) in [each[1:] for each in before]
    first.close(finished=False)
    again = Conversation(own_folder)
    assert [(each.number, each.question.fact.name, each.value, each.counts) for each in again.history()] == before
    aside = next(each for each in again.history() if not each.counts)
    again.change(aside.question)
    assert again.words is not None
    again.close(finished=False)
