"""Plain mode is an equal: the whole conversation in numbered lines, every feature a word."""

import io
import re
from pathlib import Path

from k1chat.conversation import Conversation
from k1chat.plain import Plain, converse

TO_THE_LIMITS = ["2025", "1", "Acme", "1", "1", "1", "-50,000", "0", "0", "0"]


def talk(folder: Path, *lines: str) -> str:
    out = io.StringIO()
    converse(folder, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    return out.getvalue()


def test_a_whole_conversation_with_i_dont_know(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS, *["don't know"] * 60)
    assert "Of your $50,000 loss" in said
    assert "What you did not know" in said
    assert "Saved as" in said
    assert [path.name for path in own_folder.glob("*.md")] == ["2025-acme.md"]


def test_no_cursor_motion_and_no_colour(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS, *["don't know"] * 60)
    assert "\x1b" not in said
    assert not re.search(r"[\u2500-\u259f]", said)
    assert max(len(line) for line in said.splitlines() if str(own_folder) not in line) <= 80


def test_every_word_works(own_folder: Path) -> None:
    said = talk(
        own_folder, *TO_THE_LIMITS, "why", "where", "help", "answers", "so far", "save", "back", "", "change 7",
        "-60,000", "answers", "nonsense", "change 99", "quit",
    )  # fmt: skip
    for piece in ("IRC", "Schedule K-1", "Watch out", "7. Acme", "Saved as", "answered before", "-$60,000", "kept"):
        assert piece in said, piece


def test_a_refused_answer_is_asked_again_with_the_reason(own_folder: Path) -> None:
    said = talk(own_folder, "next year", "2025", "quit")
    assert "is not a year" in said
    assert said.count("1. ") >= 2


def test_a_question_asked_again_has_its_own_number(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "2", "back", "quit")
    assert re.findall(r"^(\d+)\. ", said, re.MULTILINE) == ["1", "2", "3", "2"]


def test_a_name_is_said_once(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS, "save", "quit")
    assert "What is the figure in box 1 for Acme?" in said
    assert "Acme. What is the figure in box 1 for Acme?" not in said
    page = (own_folder / "2025-acme.md").read_text("utf-8")
    assert "- What is the figure in box 1 for Acme? " in page


def test_several_boxes_are_typed_as_the_list_says(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS[:5], "1, 10 16", "answers", "quit")
    assert "Type all their numbers, with commas or blanks between: 1, 10" in said
    kept = said.split("Boxes with a figure: ")[1].split("8. ")[0]
    assert all(box in " ".join(kept.split()) for box in ("ordinary business", "section 1231", "other deductions"))


def test_so_far_says_why_there_are_no_figures(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "1", "Acme", "3", "so far", "quit")
    assert "No figures are worked out, because of this: The K-1 of a trust or estate." in said


def test_it_goes_on_where_it_stopped(own_folder: Path) -> None:
    talk(own_folder, *TO_THE_LIMITS)
    said = talk(own_folder, "answers", "quit")
    assert "10 answers are kept" in said
    assert "11. " in said


def test_answers_that_could_not_be_kept_are_not_called_kept(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("")
    said = talk(nowhere, "2025", "quit")
    assert "Nothing can be saved" in said.split("> ")[-1]
    assert "are kept" not in said


def test_new_keeps_what_was_there(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS, "new", "2024", "answers", "quit")
    assert (own_folder / "2025-acme.md").exists()
    assert "2024" in said.split("Saved as")[1]
    assert "Your earlier answers are kept." in said


def test_a_second_window_is_told(own_folder: Path) -> None:
    first = Conversation(own_folder)
    assert "Another k1chat is open in this folder." in talk(own_folder, "quit")
    first.close()
    assert "Another k1chat" not in talk(own_folder, "quit")


def test_out_of_scope_is_said_and_can_be_changed(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "1", "Acme", "3", "change 4", "1", "quit")
    assert "IRC 642(h)" in said
    conversation = Conversation(own_folder)
    assert conversation.question is not None
    plain = Plain(conversation, io.StringIO(), io.StringIO())
    assert plain.words.ask
