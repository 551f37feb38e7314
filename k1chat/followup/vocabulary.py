"""What typed questions are understood by: the topics, how people say things, and how they name facts."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from k1chat.followup.index import Index, TopicWords
from k1chat.followup.reading import Reader, plain
from k1chat.followup.supposing import Supposing


class Vocabulary:
    """Made once; then every question is read by it."""

    def __init__(self, topics: Iterable[TopicWords], said: Mapping[str, Any], ways: Mapping[str, Any]) -> None:
        """`said`: what prompts/vocabulary.toml says; `ways`: what prompts/supposing.toml does."""
        self.reader = Reader(said["meanings"], said["unimportant"])
        self.index = Index(topics, self.reader)
        self.supposing = Supposing(ways, self.reader)
        self.elsewhere = re.compile(rf"\b(?:{'|'.join(map(re.escape, said['elsewhere']))})\b")
        self.named = {phrase(text): id_ for id_, topic in self.topics.items() for text in reversed(topic.phrases)}

    def is_of_elsewhere(self, text: str, id_: str) -> bool:
        """Whether a text names a matter of other law, and the topic does not speak of it."""
        found = self.elsewhere.search(plain(text))
        topic = self.topics[id_]
        spoken = plain(" ".join((*topic.phrases, *topic.words, topic.answer)))
        return found is not None and found[0] not in spoken

    @property
    def topics(self) -> Mapping[str, TopicWords]:
        """The topics by their id."""
        return self.index.topics


def phrase(text: str) -> str:
    """A text as a phrase that it may be word for word."""
    return plain(text).rstrip("?.! ")
