"""Typed questions: what a person means by them, understood from given words, without files, network or chance."""

from k1chat.followup.changes import Missing
from k1chat.followup.index import TopicWords
from k1chat.followup.understanding import Understood, understand
from k1chat.followup.vocabulary import Vocabulary

__all__ = ["Missing", "TopicWords", "Understood", "Vocabulary", "understand"]
