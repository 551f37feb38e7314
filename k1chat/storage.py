"""Files on this machine: where conversations are kept, written whole or not at all, for their owner only.

The folder is `--transcripts DIR`, else $K1CHAT_TRANSCRIPTS, else the user's data folder. Nothing is sent anywhere.
"""

import contextlib
import os
from pathlib import Path

from k1chat.errors import TranscriptError

VARIABLE = "K1CHAT_TRANSCRIPTS"


def command() -> str:
    """What the program was started with, for hints: `./k1` from a checkout, `k1chat` where it is installed."""
    return os.environ.get("K1CHAT_COMMAND") or "k1chat"


def folder(chosen: str | None = None) -> Path:
    """Where transcripts and drafts are kept; it need not exist yet."""
    named = chosen or os.environ.get(VARIABLE)
    try:
        if named:
            return Path(named).expanduser()
        import platformdirs

        return platformdirs.user_data_path("k1chat", appauthor=False) / "transcripts"
    except RuntimeError:
        raise TranscriptError(
            f"{named or 'The data folder'}: there is no such home folder. "
            f"Choose a folder with --transcripts DIR or ${VARIABLE}."
        ) from None


def make(folder: Path) -> None:
    """Make a folder, with those above it that are missing, for the owner only whatever the umask is."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=0o700, exist_ok=True)


def write(path: Path, text: str, *, new: bool = False) -> bool:
    """Write a file whole, readable by its owner only; on any failure what was there stays as it was.

    With `new` a file that has the name already is left alone, and False says so.
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    try:
        make(path.parent)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        placed = _placed_new(temporary, path) if new else _replaced(temporary, path)
        _settle(path.parent)
        return placed
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise TranscriptError(
            f"{path}: could not be saved ({error.strerror or error}). "
            f"Make room or choose another folder with --transcripts DIR or ${VARIABLE}."
        ) from None


def _replaced(temporary: Path, path: Path) -> bool:
    temporary.replace(path)
    return True


def _placed_new(temporary: Path, path: Path) -> bool:
    """Give a written file its name, in one step; False where that is taken."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        return _placed_without_links(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def _placed_without_links(temporary: Path, path: Path) -> bool:
    """The same in two steps: take the name, then replace what stands for it."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return _replaced(temporary, path)


def read(path: Path) -> str:
    """A saved file's text; TranscriptError when it cannot be read."""
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise TranscriptError(
            f"{path}: there is no such file. `{command()} transcripts` lists what is saved."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a text file"
        raise TranscriptError(f"{path}: cannot be read ({reason}).") from None


def _settle(directory: Path) -> None:
    """Have the new name survive a power cut; Windows has no such call."""
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class Claim:
    """A file only one running program holds at a time; the system lets go of it when the program dies."""

    def __init__(self, path: Path) -> None:
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    @classmethod
    def on(cls, path: Path) -> "Claim | None":
        """Claim the file, or None when another program holds it."""
        claim = cls(path)
        try:
            _lock(claim.descriptor)
        except OSError:
            claim.release()
            return None
        return claim

    def release(self) -> None:
        """Let go."""
        os.close(self.descriptor)


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
