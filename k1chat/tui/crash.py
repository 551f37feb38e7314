"""What is left behind by a bug: a report of places in the code, without a single figure or name."""

import traceback
from pathlib import Path

from k1chat import __version__, storage
from k1chat.errors import TranscriptError


def write_report(error: BaseException, folder: Path) -> str:
    """Write the report to the folder; the one line a person sees."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    report = "\n".join([f"k1chat {__version__}", type(error).__name__, *places, ""])
    said = "k1chat stopped because of a mistake in the program. Your answers are kept; start it again to go on."
    try:
        storage.write(folder / "crash-report.txt", report)
    except TranscriptError:
        return said
    return f"{said} A report without your figures: {folder / 'crash-report.txt'}"
