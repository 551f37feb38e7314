"""Signals a run of the law may end with. They are not errors, and no `except Exception` swallows them."""

from typing import TYPE_CHECKING, Any

from k1chat.frozen import frozen

if TYPE_CHECKING:
    from k1chat.citation import Citation
    from k1chat.facts import Fact, Place


@frozen
class Rule:
    """A rule of law that reads facts: its name in the code and its authority."""

    name: str
    citation: "Citation"


class Signal(BaseException):
    """Base of what can stop a run: the facts do not (yet) lead to an answer."""


class MissingFact(Signal):
    """A rule read a fact that was not given: it is the next question."""

    def __init__(self, fact: "Fact[Any]", place: "Place", limit: str, rule: Rule) -> None:
        super().__init__(fact.name, place)
        self.fact, self.place, self.limit, self.rule = fact, place, limit, rule


class OutOfScope(Signal):
    """A fact shows a matter that is not modelled. `topic` names its words in prompts/out_of_scope.toml.

    `others`: where each thing that an unknown fact can be is out of scope, the reasons of the rest.
    """

    def __init__(self, topic: str, place: "Place", citation: "Citation") -> None:
        super().__init__(topic)
        self.topic, self.place, self.citation = topic, place, citation
        self.others: tuple[OutOfScope, ...] = ()


class OpenEnded(Signal):
    """The person does not know how many things there are: beyond this point only bounds are certain."""

    def __init__(self, fact: "Fact[Any]", place: "Place") -> None:
        super().__init__(fact.name, place)
        self.fact, self.place = fact, place


class Fork(Signal):
    """A rule read a fact that is unknown: the run is repeated for each thing the fact can be."""

    def __init__(self, group: "tuple[str, Place]", sides: int) -> None:
        super().__init__(group)
        self.group, self.sides = group, sides
