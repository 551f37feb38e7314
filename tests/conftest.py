"""What several tests use: the case of the design, and a folder of one's own for what is saved."""

from pathlib import Path

import pytest

from k1chat import case_file
from k1chat.case import Case

RIVERSIDE = Path(__file__).parent / "cases" / "riverside.toml"


@pytest.fixture
def riverside() -> Case:
    """The example of shared/design/CASE.md with every fact given."""
    return case_file.read(RIVERSIDE)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches what a person saved."""
    folder = tmp_path / "kept"
    monkeypatch.setenv("K1CHAT_TRANSCRIPTS", str(folder))
    monkeypatch.delenv("K1CHAT_PLAIN", raising=False)
    return folder
