"""What typed questions are understood by: the topics, how people say things, and how they name facts."""

from collections.abc import Iterable, Mapping

from k1chat.followup.index import Index, TopicWords
from k1chat.followup.reading import Reader


class Vocabulary:
    """Made once; then every question is read by it."""

    def __init__(
        self, topics: Iterable[TopicWords], meanings: Mapping[str, Iterable[str]], unimportant: Iterable[str]
    ) -> None:
        self.reader = Reader(meanings, unimportant)
        self.index = Index(topics, self.reader)

    @property
    def topics(self) -> Mapping[str, TopicWords]:
        """The topics by their id."""
        return self.index.topics
