"""Plain mode is an equal: the whole conversation in numbered lines, every feature a word."""

import io
import re
from decimal import Decimal
from pathlib import Path

from k1chat.conversation import Conversation
from k1chat.plain import Plain, converse

TO_THE_LIMITS = ["2025", "1", "Acme", "1", "1", "1", "-50,000", "0", "0", "0"]


def talk(folder: Path, *lines: str, page: Path | None = None) -> str:
    out = io.StringIO()
    converse(folder, io.StringIO("".join(f"{line}\n" for line in lines)), out, page=page)
    return out.getvalue()


def in_one_line(folder: Path, *lines: str) -> str:
    """What was said, without its line breaks."""
    return " ".join(talk(folder, *lines).split())


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


def asked(said: str) -> list[tuple[int, str]]:
    """The questions on the screen, each with the number before it."""
    found = re.findall(r"^(\d+)\. ((?:.|\n(?! {3}|>|\n))*\?)", said, re.MULTILINE)
    return [(int(number), " ".join(text.split())) for number, text in found]


def test_a_number_stays_with_its_question(own_folder: Path) -> None:
    """Property handed out is asked after what is protected, but stands before it in the order of the law."""
    said = talk(own_folder, *TO_THE_LIMITS, *["don't know"] * 16, "save", "quit")
    first = dict(asked(said))
    first.popitem()  # asked again after `save`, and not answered
    assert list(first) == list(range(1, len(first) + 1))
    page = next(own_folder.glob("*.md")).read_text("utf-8").replace("\\", "")
    order = [page.index(f"- {text} **") for text in first.values()]
    assert order == sorted(order)


def test_change_asks_the_question_that_had_the_number(own_folder: Path) -> None:
    lines = [*TO_THE_LIMITS, *["don't know"] * 20]
    first = asked(talk(own_folder, *lines))
    again = talk(own_folder, *(line for number in range(1, 30) for line in (f"change {number}", "")), "quit")
    assert asked(again)[1:-1:2] == first[:29]  # each in turn, and between them the question that is next
    assert {asked(again)[0], *asked(again)[::2]} == {first[-1]}


def test_a_question_that_gives_way_to_another_leaves_its_number(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS, "no", "change 4", "2", "0", "answers", "change 12", "change 4", "1", "quit")
    assert [number for number, _ in asked(said)[-8:]] == [12, 4, 13, 14, 14, 14, 4, 12]
    assert "No answer has the number 12." in said
    assert "\n13. Acme: Stock basis" in said


def test_two_k1s_of_one_name_are_told_apart(own_folder: Path) -> None:
    lines = ["2025", "2", *TO_THE_LIMITS[2:], "Acme", "1", "2", "Acme", "1", "-100", "0", "0", "0", "Acme", "2"]
    said = talk(own_folder, *lines, "answers", "save", "quit")
    assert asked(said)[11] == (12, "Which form number is printed on the K-1 from Acme (2)?")
    assert "12. Acme (2): Kind of K-1: Form 1065" in said
    assert "16. Acme (2): Acme: Box 1: -$100" in said
    questions = dict(asked(said))
    assert len({*questions.values()}) == len(questions) == 22


def test_refusals_are_in_the_words_on_the_screen(own_folder: Path) -> None:
    again = "business loss 4,000, section 1231 loss 10"
    said = talk(
        own_folder, *TO_THE_LIMITS[:3], "llc", *TO_THE_LIMITS[3:7], "about 5000", again, "change 8", "ordinary 5, x 6",
        "", "0", "gifts 5", "0", "2", "no", "no", "quit",
    )  # fmt: skip
    assert not re.search(r"[a-z]_[a-z]", said.replace(str(own_folder), ""))
    assert f"answered before: {again}".replace("loss ", "loss $") in said
    assert "Check which limit held them." in " ".join(said.split())


def test_boxes_1_and_2_are_two_businesses_and_it_is_said_where_to_say_so(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "1", "Acme", "2", "1", "1,2", "back", "2", "Shop", "1, 4", "0", "0", "quit")
    assert "answer 2, and give each its own boxes" in " ".join(said.split())
    assert "What do you call this business" in " ".join(said.split())
    assert "What is the figure for interest in box 4 for Acme?" in " ".join(said.split())
    assert "uaranteed" not in said


def test_change_without_a_number_says_what_to_type(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "1", "change", "change #1", "", "Change Capital", "Change 2", "quit")
    assert [number for number, _ in asked(said)] == [1, 2, 3, 3, 1, 3, 4, 2]
    assert "such as: change 3" in said
    assert "printed on the K-1 from Change Capital?" in said  # a business of that name


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
    talk(own_folder, "new", "2025")
    assert "1 answer is kept. Type new" in talk(own_folder, "quit")
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


INCOME_ONLY = [*TO_THE_LIMITS[:6], "50,000", "0", "0", "0"]


def test_a_finished_conversation_is_opened_again_to_change_an_answer(own_folder: Path) -> None:
    said = talk(own_folder, *INCOME_ONLY, "quit")
    assert said.endswith("Goodbye. To change an answer later: k1chat open 2025-acme.md\n")
    page = own_folder / "2025-acme.md"
    before = page.read_bytes()
    again = talk(own_folder, "change 8", "1,000", "", "don't know", "quit", page=page)
    assert asked(again)[0] == (8, asked(said)[7][1])
    assert asked(again)[1][0] == 11
    talk(own_folder, "new", "2025", "quit")
    assert page.read_bytes() == before
    assert "still waits because your basis was too low? **$1,000**" in (own_folder / "2025-acme-2.md").read_text(
        "utf-8"
    )


def test_to_look_at_a_page_changes_nothing(own_folder: Path) -> None:
    talk(own_folder, *INCOME_ONLY, "quit")
    before = {path.name: path.read_bytes() for path in own_folder.iterdir()}
    elsewhere = (own_folder / "2025-acme.md").rename(own_folder.parent / "a page.md")
    said = talk(own_folder, "answers", "save", "quit", page=elsewhere)
    assert "".join(f"k1chat open {elsewhere}".split()) in "".join(said.split())
    elsewhere.rename(own_folder / "2025-acme.md")
    assert "7. Acme: Box 1: $50,000" in said
    assert {path.name: path.read_bytes() for path in own_folder.iterdir() if path.suffix != ".lock"} == {
        name: content for name, content in before.items() if not name.endswith(".lock")
    }


def test_an_unfinished_page_goes_on_after_another_was_started(own_folder: Path) -> None:
    """As the page says: `k1chat` goes on, or once another is started `k1chat open`."""
    said = talk(own_folder, *INCOME_ONLY[:-1], "save", "quit")
    assert asked(talk(own_folder, "quit"))[-1] == asked(said)[-1]
    talk(own_folder, "new", "2024", "quit")
    page = own_folder / "2025-acme.md"
    assert "`k1chat open`" in page.read_text("utf-8")
    assert asked(talk(own_folder, "quit", page=page)) == asked(said)[-1:]
    assert asked(talk(own_folder, "quit")) == asked(said)[-1:]
    talk(own_folder, "0", "quit")
    assert "An unfinished" not in page.read_text("utf-8")
    assert asked(talk(own_folder, "quit")) == [(2, asked(said)[1][1])]


def test_out_of_scope_is_said_and_can_be_changed(own_folder: Path) -> None:
    said = talk(own_folder, "2025", "1", "Acme", "3", "change 4", "1", "quit")
    assert "IRC 642(h)" in said
    conversation = Conversation(own_folder)
    assert conversation.question is not None
    plain = Plain(conversation, io.StringIO(), io.StringIO())
    assert plain.words.ask


GIVEN = {"boxes": ("ordinary_business_income", "amt_other_items"), "ordinary_business_income": -5_000_000}
BY_KIND = {"money": 0, "losses": {}, "yes_no": False, "hours": Decimal(600), "count": 1, "text": "Acme", "year": 2025}


def up_to_amt(folder: Path) -> Conversation:
    """A conversation that asks its first question for AMT alone."""
    talk = Conversation(folder)
    for _ in range(100):
        if talk.before_the_question:
            return talk
        assert talk.question is not None
        fact = talk.question.fact
        value = fact.choices[0] if fact.kind == "choice" else GIVEN.get(fact.name) or BY_KIND[fact.kind]
        talk.give(talk.question, 10_000_000 if fact.name == "beginning_basis" else value)
    raise AssertionError("no question for AMT")


def test_before_the_first_question_for_amt_it_says_that_the_regular_answer_stands(own_folder: Path) -> None:
    """Once; and not where an answer is being changed, nor beside the next question for AMT."""
    begun = up_to_amt(own_folder)
    assert begun.step.outcome is not None
    assert begun.step.outcome.deductible.low == 5_000_000
    begun.close(finished=False)
    line = "Your answer for the regular tax stands now."
    said = talk(own_folder, "1,000", "back", "", "change 8", "", "quit")
    assert said.count(line) == 1
    before, after = said.split(line)
    assert asked(before) == []
    assert "box 17 F" in after.split(">")[0]


def test_without_amt_items_nothing_is_said_of_it(own_folder: Path) -> None:
    assert "regular tax stands" not in talk(own_folder, *TO_THE_LIMITS, *["no"] * 20)


def test_the_page_for_a_preparer_is_saved_beside_the_transcript(own_folder: Path) -> None:
    said = talk(own_folder, *TO_THE_LIMITS, *["don't know"] * 60, "preparer", "preparer")
    assert "2025-acme-preparer.md" in "".join(said.split())
    assert sorted(path.name for path in own_folder.glob("*.md")) == ["2025-acme-preparer.md", "2025-acme.md"]
    page = (own_folder / "2025-acme-preparer.md").read_text("utf-8")
    assert page.startswith("# For the preparer")
    assert "| Basis limit | $50,000 |" in page


def test_before_the_end_what_is_missing_is_an_open_question_for_the_preparer(own_folder: Path) -> None:
    talk(own_folder, *TO_THE_LIMITS, "preparer", "quit")
    page = (own_folder / "2025-acme-preparer.md").read_text("utf-8")
    assert "- Not given: basis at the start of the year (Acme)" in page


def test_no_conversation_is_overwritten_by_a_page_for_a_preparer(own_folder: Path) -> None:
    own_folder.mkdir(parents=True, exist_ok=True)
    other = own_folder / "2025-acme-preparer.md"
    other.write_text("```toml k1chat-case\ntax_year = 2025\n```\n", "utf-8")
    talk(own_folder, *TO_THE_LIMITS, "preparer", "quit")
    assert "k1chat-case" in other.read_text("utf-8")
    assert (own_folder / "2025-acme-preparer-2.md").exists()
