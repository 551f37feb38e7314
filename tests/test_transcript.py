"""Transcripts: a page to read and hand on that carries its facts; replayed, damaged, foreign, not writable."""

import os
import stat
from pathlib import Path

import pytest

from k1chat import cli, storage, transcript
from k1chat.case import Case
from k1chat.conversation import Conversation
from k1chat.errors import TranscriptError
from k1chat.facts import BEGINNING_BASIS, K1_NAME
from k1chat.interview import next_step

SAMPLES = sorted((Path(__file__).parent.parent / "transcripts").glob("sample-*.md"))


@pytest.fixture
def page(riverside: Case) -> str:
    step = next_step(riverside)
    return transcript.page(riverside, step, [])


@pytest.fixture
def saved(page: str, tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(page, "utf-8")
    return path


def test_a_saved_answer_still_holds(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["replay", str(saved)]) == 0
    assert "still holds" in capsys.readouterr().out


def test_a_changed_figure_is_named(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved.write_text(saved.read_text("utf-8").replace('"suspended": "40000.00"', '"suspended": "39999.00"'), "utf-8")
    assert cli.main(["replay", str(saved)]) == 1
    said = capsys.readouterr().out
    assert "differs" in said
    assert "$39,999" in said
    assert "$40,000" in said


def test_a_changed_fact_changes_the_answer(saved: Path) -> None:
    saved.write_text(saved.read_text("utf-8").replace("beginning_basis = 10000", "beginning_basis = 20000"), "utf-8")
    assert transcript.replay(saved).differences


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: text.index("```json")],
        lambda text: text.replace("tax_year = 2025", "tax_year = 1999"),
        lambda text: text.replace("tax_year = 2025", "tax_yeer = 2025"),
        lambda text: text.replace('"loss"', '"los"'),
        lambda text: text[: text.index("hours")],
        lambda text: text + text,
        lambda text: "# Notes\n\nNothing of ours.\n",
        lambda text: "",
    ],
)
def test_a_damaged_or_foreign_file_is_one_clear_line(
    saved: Path, damage: object, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(damage)
    text = damage(saved.read_text("utf-8"))
    saved.write_text(text, "utf-8")
    code = cli.main(["replay", str(saved)])
    out, err = capsys.readouterr()
    assert (code, err.count("\n")) == (2, 1) or "no answer to compare" in out
    assert saved.read_text("utf-8") == text


def test_names_do_nothing_in_the_page(riverside: Case) -> None:
    evil = "```\n# [x](http://x) <b>**y**"
    case = riverside.having(K1_NAME, (0,), evil.replace("\n", " "))
    text = transcript.page(case, next_step(case), [])
    assert "[x](http" not in text.split("## The facts")[0]
    assert not any(line.startswith("``` #") for line in text.splitlines())


def test_a_page_reads_well_as_it_stands(own_folder: Path) -> None:
    conversation = Conversation(own_folder)
    for text in ("2025", "1", "Smith-Jones & Co., Inc.", "1", "1", "1", "-50,000", "0", "section 1231 1,000"):
        conversation.answer(text)
    text = transcript.save(conversation).read_text("utf-8")
    conversation.close()
    assert "\\" not in text
    assert "- Which form number is printed on the K-1 from Smith-Jones & Co., Inc.? **Form 1065 (partnership" in text
    assert "**-$50,000**" in text


def test_saved_for_its_owner_only_and_whole(own_folder: Path, riverside: Case) -> None:
    conversation = Conversation(own_folder)
    conversation.case = riverside
    conversation.step = next_step(riverside)
    path = transcript.save(conversation)
    conversation.close()
    assert path.name == "2025-riverside-partners.md"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_folder.stat().st_mode) == 0o700
    assert [each.name for each in own_folder.iterdir() if each.suffix == ".tmp"] == []


def test_another_conversation_of_the_same_name_gets_a_number(own_folder: Path, riverside: Case) -> None:
    names = []
    for _ in range(2):
        conversation = Conversation(own_folder)
        conversation.case, conversation.step = riverside, next_step(riverside)
        names.append(transcript.save(conversation).name)
        conversation.close()
    assert names == ["2025-riverside-partners.md", "2025-riverside-partners-2.md"]


def test_a_full_disk_loses_nothing_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.md"
    storage.write(path, "before")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TranscriptError, match=r"No space left on device.*--transcripts"):
        storage.write(path, "after")
    assert path.read_text("utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(TranscriptError, match="could not be saved"):
        storage.write(tmp_path / "file" / "page.md", "text")


def test_the_list_names_what_is_saved(own_folder: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    storage.write(own_folder / "one.md", page)
    storage.write(own_folder / "notes.md", "# mine\n")
    assert cli.main(["transcripts"]) == 0
    out = capsys.readouterr().out
    assert "1 saved in" in out
    assert "one.md: Of your" in out
    assert "notes" not in out


def test_an_unknown_basis_replays_as_a_range(riverside: Case, tmp_path: Path) -> None:
    from k1chat.facts import UNKNOWN

    case = riverside.having(BEGINNING_BASIS, (0,), UNKNOWN)
    path = tmp_path / "page.md"
    path.write_text(transcript.page(case, next_step(case), []), "utf-8")
    assert transcript.replay(path).differences == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_still_hold(path: Path) -> None:
    found = transcript.replay(path)
    assert found.had_answer
    assert found.differences == ()


def test_the_samples_cover_both_entities_and_all_four_limits() -> None:
    texts = [path.read_text("utf-8") for path in SAMPLES]
    assert len(texts) >= 6
    assert any('entity = "partnership"' in text for text in texts)
    assert any('entity = "s_corporation"' in text for text in texts)
    for limit in ("basis", "at_risk", "passive", "excess_business_loss"):
        assert any(f'"binding_limit": "{limit}"' in text for text in texts), limit


@pytest.mark.parametrize("links", [True, False])
def test_a_new_page_never_replaces_one_made_the_same_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def no_links(old: Path, new: Path) -> None:
        raise OSError(95, "Operation not supported")

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "page.md"
    assert storage.write(path, "first", new=True)
    assert not storage.write(path, "second", new=True)
    assert path.read_text() == "first"
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_every_folder_that_is_made_is_the_owners_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        storage.write(tmp_path / "a" / "b" / "page.md", "text")
    finally:
        os.umask(before)
    assert {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a", "a/b")} == {0o700}


def replayed(saved: Path, old: str, new: str) -> tuple[int, str]:
    text = saved.read_text("utf-8")
    assert old in text
    saved.write_text(text.replace(old, new), "utf-8")
    code = cli.main(["replay", str(saved)])
    return code, transcript.verdict(transcript.replay(saved)) if code != 2 else ""


def test_a_limit_missing_or_doubled_is_damage(saved: Path) -> None:
    assert replayed(saved, '"limit": "at_risk",\n      "entering"', '"limit": "basis",\n      "entering"')[0] == 2


def test_an_answer_that_is_out_of_scope_now_no_longer_holds(saved: Path) -> None:
    code, said = replayed(saved, 'entity = "partnership"', 'entity = "trust"')
    assert code == 1
    assert "though an answer was saved" in said


def test_an_answer_whose_fact_is_missing_now_no_longer_holds(saved: Path) -> None:
    code, said = replayed(saved, "hours = 120\n", "")
    assert code == 1
    assert "now needs another fact: hours" in said


def test_a_changed_closing_and_binding_limit_are_named(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replayed(saved, '"outside_basis": "0.00"', '"outside_basis": "7.00"')[0] == 1
    assert replayed(saved, '"binding_limit": "passive"', '"binding_limit": "basis"')[0] == 1
    said = capsys.readouterr().out
    assert "$7 when saved, $0 now" in said
    assert "binding limit: basis when saved, passive now" in said


def test_the_list_moves_no_cursor(own_folder: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    storage.write(own_folder / "a\x1b[2Jb.md", "# Of \x1b[31myour\n" + page)
    assert cli.main(["transcripts"]) == 0
    out = capsys.readouterr().out
    assert "a?[2Jb.md: Of ?[31myour" in out
    assert "\x1b" not in out
