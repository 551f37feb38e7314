"""A bubble of the chat: what k1chat said, or what the person answered. One Static each; typed text is never markup."""

from textual.message import Message
from textual.widgets import Static

from k1chat.interview import Question


class Said(Static):
    """Something k1chat says; `about` names what, for who asks it later."""

    def __init__(self, text: str, heading: str = "", about: str = "") -> None:
        self.about = about
        super().__init__(f"{heading}\n{text}" if heading else text, markup=False)


class Answered(Static):
    """An answer; picked with the mouse or with arrow up and Enter, it is asked again."""

    class Picked(Message):
        """The person wants to change this answer."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question = question

    def __init__(self, question: Question, text: str, counts: bool) -> None:
        self.question, self.text = question, text
        self.aside = "" if counts else " (set aside: not needed now)"
        super().__init__(self._shown(chosen=False), markup=False)

    def choose(self, chosen: bool) -> None:
        """Show that Enter would change this one; told by a mark, not by colour alone."""
        self.update(self._shown(chosen))
        self.set_class(chosen, "-chosen")

    def on_click(self) -> None:
        """A click asks it again."""
        self.post_message(self.Picked(self.question))

    def _shown(self, chosen: bool) -> str:
        mark = "change with Enter > " if chosen else ""
        return f"{mark}{self.text}  you{self.aside}"
