"""Papers on the side of a conversation: a page that takes typed lines, the same on the screen and in plain mode."""

from k1chat.papers.room import Paper, opened, opens

__all__ = ["Paper", "opened", "opens"]
