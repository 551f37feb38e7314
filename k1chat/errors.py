"""What can go wrong, as people need to hear it.

K1ChatError                 everything a person can put right; the message says what, where and what to do
├── InvalidAnswer           a typed or given value that its fact does not take
├── Contradiction           facts that cannot all be true
├── UnknownYear             a tax year without a file of numbers
├── CaseFileError           a case file that cannot be read as one
└── TranscriptError         a transcript or draft that cannot be saved, found or read

Signals (a missing fact, a matter out of scope) are not errors: see `k1chat.signals`.
"""


class K1ChatError(Exception):
    """Base of every error a person can put right."""


class InvalidAnswer(K1ChatError):
    """A value its fact does not take; the message is the reason and what would be accepted."""


class Contradiction(K1ChatError):
    """Two facts that cannot both be true; the message names them and what to check.

    `supposed`: one of them was only supposed, because it is unknown; then it simply is not so.
    """

    def __init__(self, message: str, *, supposed: bool = False) -> None:
        super().__init__(message)
        self.supposed = supposed


class UnknownYear(K1ChatError):
    """A tax year for which no file of numbers exists; no other year's numbers are used instead."""


class CaseFileError(K1ChatError):
    """A case file that cannot be used; the message names file, line, key and remedy."""


class TranscriptError(K1ChatError):
    """A saved file that cannot be written, read or replayed; nothing that was there is changed."""
