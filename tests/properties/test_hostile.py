"""Bad input is told, never crashed on: typed text, case files, transcripts and drafts of any content."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k1chat import answers, case_file, outcome_file, transcript
from k1chat.conversation import Conversation
from k1chat.errors import InvalidAnswer, K1ChatError
from k1chat.facts import FACTS, UNKNOWN, Fact
from k1chat.interview import next_step
from k1chat.wording import as_html, as_text, choices, explain, value_words
from tests.properties.examples import examples

ROOT = Path(__file__).parent.parent
CASE = (ROOT / "cases" / "riverside.toml").read_text("utf-8")
SAMPLE = sorted((ROOT.parent / "transcripts").glob("sample-*.md"))[0].read_text("utf-8")
EXAMPLES = examples(150)

PEOPLE_TYPE = st.one_of(
    st.text(max_size=40),
    st.text("0123456789,.$()-+kKmM% ", max_size=14),
    st.sampled_from(["unknown", "Yes", "(1,000)", "-$1.5k", "1e9", "\u0661\u0662", "\x1b[2J", "[red]x", "NaN", "1_0"]),
)


@EXAMPLES
@given(st.sampled_from(sorted(FACTS)), PEOPLE_TYPE)
def test_whatever_is_typed_is_a_value_or_a_reason(name: str, text: str) -> None:
    fact: Fact[Any] = FACTS[name]
    try:
        value = answers.typed(fact, text, dict(choices(fact)))
    except InvalidAnswer:
        return
    if fact.kind == "money" and value is not UNKNOWN:
        assert isinstance(value, int)
        assert fact.low <= value <= fact.high
    assert value_words(fact, value)


@EXAMPLES
@given(st.integers(-(10**11), 10**11), st.booleans())
def test_an_amount_is_read_back_as_it_is_shown(cents: int, commas: bool) -> None:
    """`$1,234.50` typed is 1,234.50 and nothing else."""
    fact = FACTS["ordinary_business_income"]
    shown = f"{abs(cents) // 100:{',' if commas else ''}}.{abs(cents) % 100:02}"
    for text in (f"-{shown}", f"({shown})", f"-${shown}", f"$({shown})") if cents < 0 else (shown, f"${shown}"):
        assert answers.typed(fact, text) == cents


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """A text with a piece cut out, repeated or replaced."""
    start, length = draw(st.integers(0, len(text))), draw(st.integers(0, 400))
    inserted = draw(st.one_of(st.just(""), st.text(max_size=12), st.just(text[start : start + length] * 2)))
    return text[:start] + inserted + text[start + length :]


@EXAMPLES
@given(st.one_of(damaged(CASE), st.text(max_size=200), damaged(json.dumps({"k1": [{"hours": 5}], "tax_year": 2025}))))
def test_a_damaged_case_file_is_told_or_answered(text: str) -> None:
    try:
        step = next_step(case_file.read(Path("case.toml"), text))
    except K1ChatError:
        return
    assert step.question or step.out_of_scope or (step.answer and explain(step.answer))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from([*FACTS, "k1"]), inner)),
    max_leaves=12,
)


@EXAMPLES
@given(st.dictionaries(st.sampled_from([*FACTS, "k1", "loan"]), JSON))
def test_any_json_is_told_or_answered(content: dict[str, Any]) -> None:
    with contextlib.suppress(K1ChatError):
        next_step(case_file.read(Path("case.json"), json.dumps(content)))


@EXAMPLES
@given(damaged(SAMPLE))
def test_a_damaged_transcript_is_told_or_replayed(own_folder: Path, text: str) -> None:
    own_folder.mkdir(exist_ok=True)
    path = own_folder / "page.md"
    path.write_text(text, "utf-8")
    with contextlib.suppress(K1ChatError):
        assert transcript.verdict(transcript.replay(path))
    assert path.read_text("utf-8") == text.replace("\r\n", "\n").replace("\r", "\n")


DRAFT = json.dumps(
    {
        "k1chat_draft": 1,
        "saved_as": "",
        "answers": [[[], "tax_year", 2025], [[], "k1", 1], [[0], "name", "Acme"], [[0], "entity", "partnership"]],
    }
)


@EXAMPLES
@given(st.one_of(damaged(DRAFT), st.text(max_size=60)))
def test_a_damaged_draft_is_kept_aside_and_a_new_conversation_begins(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    (folder / "draft.json").write_text(text, "utf-8")
    conversation = Conversation(folder)
    assert conversation.question
    conversation.answer("2025") if conversation.question.fact.name == "tax_year" else conversation.dont_know()
    conversation.close()
    if not conversation.resumed and conversation.trouble:
        assert any(path.read_bytes() == (text.encode()) for path in folder.iterdir())


@EXAMPLES
@given(damaged(outcome_file.to_json(next_step(case_file.read(ROOT / "cases" / "riverside.toml")).answer)))  # type: ignore[arg-type]
def test_a_damaged_outcome_is_a_value_error_or_an_outcome(text: str) -> None:
    with contextlib.suppress(ValueError):
        outcome_file.from_json(text)


HOSTILE_NAMES = [
    "[bold red]x[/]",
    "\x1b[31mred\x1b[0m",
    "a\nb\tc",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "# `x` | **y**",
    "\u202etxet",
    "x" * 80,
]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_is_text_and_does_nothing(name: str) -> None:
    """Markup, control characters and template syntax in names are shown, not obeyed."""
    try:
        case = case_file.read(Path("case.toml"), CASE.replace('"Riverside Partners"', json.dumps(name)))
    except K1ChatError:
        return
    step = next_step(case)
    assert step.answer
    said = explain(step.answer)
    assert "{{" not in name or "7\\*7" in said
    assert "\x1b" not in said + as_text(said) + as_html(said)
    assert "<script>" not in as_html(said)
    assert "\u202e" not in said
