"""`python -m tests.make_samples`: plays each case file as a conversation and writes transcripts/sample-<case>.md.

The samples are answers of the program, kept so that a change of an answer is seen; what is right is tested elsewhere.
"""

import tempfile
from pathlib import Path

from k1chat import case_file, transcript
from k1chat.conversation import Conversation
from k1chat.picked import NONE

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.toml"))


def main() -> None:
    """Write every sample anew."""
    for path in CASES:
        text = played(path)
        (HERE.parent / "transcripts" / f"sample-{path.stem}.md").write_text(text, "utf-8")


def played(path: Path) -> str:
    """The page of a conversation in which each question is answered with what the case file says."""
    case = case_file.read(path)
    with tempfile.TemporaryDirectory() as folder:
        conversation = Conversation(Path(folder))
        while conversation.question:
            question = conversation.question
            value = (NONE,) if question.fact.kind == "several" else case.get(question.fact, question.place)
            if value is None:
                raise SystemExit(f"{path.name}: {question.fact.key} is missing")
            conversation.give(question, value)
        page = transcript.page(conversation.case, conversation.step, conversation.history())
        conversation.close()
    return page


if __name__ == "__main__":
    main()
