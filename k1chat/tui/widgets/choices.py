"""A list to pick from: one of several, or several of many. It knows nothing of who asks; it tells what was picked.

Selected is told by `(x)` and `[x]`, never by colour alone. Digits choose, arrows move, Enter takes, Space marks.
Nothing is chosen beforehand: an Enter that came too early is no answer.

Of many, digits collect into a number, as in plain mode: `1, 10` or `1 10` and Enter. No pause ends it, so the same
keys always do the same. So they do where the choices have numbers of their own (Form 1065, Form 1120-S): who is asked
for a form number types it, and its first digit must not pick a line. Letters go to the line they begin, or to the
first that has a word they begin; Enter takes it. What is in no line is posted as it was typed: it may be a question.
"""

import re
import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Key
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from k1chat.tui.widgets.typed import Answer

NOWHERE = -1
DIGITS = tuple("0123456789")
LONGEST = {True: 3, False: 4}
"""Digits of a line's number where many are picked, of a form's number where one is; longer ones are in no list."""

OWN_NUMBER = re.compile(r"(?<=^Form )\d+")


class Choices(Static, can_focus=True):
    """The choices of a question. With `many`, Space marks and Enter takes all that are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("enter,ctrl+j", "take", show=False),
        Binding("space", "mark", show=False),
        Binding("comma", "end_number", show=False),
        Binding("backspace", "shorten_number", show=False),
    ]

    class Left(Message):
        """Arrow up at the first choice: the person goes up to earlier answers."""

    def __init__(self, choices: Sequence[tuple[str, str]], many: bool, picked: Sequence[str] = ()) -> None:
        self.values = [*choices, *([] if many else [("don't know", "I don't know")])]
        self.many = many
        self.collects = many or any(OWN_NUMBER.search(label) for _, label in choices)
        self.marked = set(picked)
        self.number = ""
        self.letters = ""
        self.at = next((i for i, (value, _) in enumerate(self.values) if value in self.marked), NOWHERE)
        super().__init__(markup=False)

    def on_mount(self) -> None:
        """Draw once there is a width."""
        self._show()

    def action_move(self, by: int) -> None:
        """One up or down; up from the first leaves the list."""
        if by < 0 and self.at <= 0:
            self.app.post_message(self.Left())
            return
        self.number, self.letters, self.at = "", "", min(self.at + by, len(self.values) - 1)
        self._show()
        self.keep_in_sight()

    def action_mark(self) -> None:
        """Mark or unmark; where one is picked, take it. Between words that are typed it is a blank."""
        if self.letters:
            self._spell(f"{self.letters} ")
            return
        if not self.many:
            self.action_take()
            return
        if self.at != NOWHERE:
            self.marked ^= {self.values[self.at][0]}
        self.number = ""
        self._show()

    def action_end_number(self) -> None:
        """A comma marks the line of a number that was typed; a blank after it is no second mark."""
        if self.number:
            self._mark_number()
            self.at = NOWHERE
            self._show()

    def action_shorten_number(self) -> None:
        """Take back the last digit or letter."""
        if self.letters:
            self._spell(self.letters[:-1])
        else:
            self._type(self.number[:-1])

    def action_take(self) -> None:
        """Post what is picked, or the words that are in no line; nothing, where there is no such number."""
        if (self.number or self.letters) and self.at == NOWHERE:
            said = self.letters.strip()
            self._type("")
            if said:
                self.app.post_message(Answer(said, self))
            return
        if self.many and self.letters:
            self.marked |= {self.values[self.at][0]}
        if not self.many and self.at != NOWHERE:
            self.marked = {self.values[self.at][0]}
        self._mark_number()
        self._show()
        self.app.post_message(Answer(",".join(value for value, _ in self.values if value in self.marked), self))

    def _mark_number(self) -> None:
        if self.number and self.at != NOWHERE:
            self.marked |= {self.values[self.at][0]}
        self.number = ""

    def on_key(self, event: Key) -> None:
        """A digit picks its line at once; where numbers are typed, it is part of one that goes to its line."""
        letter = event.character or ""
        if letter.isalpha() or letter == "?" or (self.letters and letter.isprintable() and letter):
            event.stop()
            self._spell(self.letters + letter)
        if self.letters or letter not in DIGITS or not letter:
            return
        event.stop()
        if self.collects:
            self._type((self.number + letter)[: LONGEST[self.many]])
        elif 0 < int(letter) <= len(self.values):
            self.at = int(letter) - 1
            self.action_take()

    def _spell(self, letters: str) -> None:
        self.number, self.letters = "", letters
        self.at = self._line_begun_by(letters) if letters else NOWHERE
        self._show()
        self.keep_in_sight()

    def _line_begun_by(self, letters: str) -> int:
        """The line whose words, from the first or from a later one, begin so."""
        labels = [re.sub(r"[^\w' -]", " ", label.lower()) for _, label in self.values]
        said = letters.lower()
        begun = [index for index, label in enumerate(labels) if label.startswith(said)]
        within = [index for index, label in enumerate(labels) if f" {said}" in label]
        return next(iter([*begun, *within]), NOWHERE)

    def _type(self, number: str) -> None:
        self.number, self.letters, self.at = number, "", self._line_of(number)
        self._show()
        self.keep_in_sight()

    def _line_of(self, number: str) -> int:
        """The line with this number before it, or the only one with a number of its own that begins so."""
        if not number:
            return NOWHERE
        if self.many or len(number) == 1:
            return int(number) - 1 if 0 < int(number) <= len(self.values) else NOWHERE
        found = self._begun_by(number)
        return found[0] if len(found) == 1 else NOWHERE

    def _begun_by(self, number: str) -> list[int]:
        own = [OWN_NUMBER.search(label) for _, label in self.values]
        return [index for index, named in enumerate(own) if named and named[0].startswith(number)]

    def on_click(self, event: Click) -> None:
        """A click on a line picks or marks it."""
        at = event.get_content_offset_capture(self).y
        line = 1
        for index in range(len(self.values)):
            line += self._height(index)
            if at < line:
                self.number, self.letters, self.at = "", "", index
                self.action_mark()
                return

    def on_resize(self) -> None:
        """Long choices are wrapped anew."""
        self._show()

    def _show(self) -> None:
        self.update(self._shown())

    def keep_in_sight(self) -> None:
        """A list longer than the screen is scrolled line by line; with the first line, to the keys above it."""
        if self.at == NOWHERE:
            return
        above = sum(map(self._height, range(self.at))) + bool(self.at)
        height = self._height(self.at) + (not self.at)
        place = self.virtual_region
        if isinstance(self.parent, Widget):
            self.parent.scroll_to_region(Region(place.x, place.y + above, place.width, height), animate=False)

    def _height(self, index: int) -> int:
        return self._wrapped(index, self.values[index][1]).count("\n") + 1

    def _shown(self) -> str:
        rows = [self._wrapped(index, label) for index, (_, label) in enumerate(self.values)]
        return "\n".join([self._keys(), *rows])

    def _keys(self) -> str:
        """How to pick, or what is being typed; one line even beside the panel, so that no line moves."""
        if self.letters:
            return f"{self.letters[-34:]}{': Enter takes it' if self.at != NOWHERE else ''}"
        if not self.collects:
            return "Arrows and Enter, or a digit"
        if self.number and self.at == NOWHERE:
            more = not self.many and self._begun_by(self.number)
            return f"Number {self.number} ..." if more else f"Number {self.number}: not in the list; Backspace"
        if not self.many:
            return f"Number {self.number}: Enter takes it" if self.number else "Arrows or the number, then Enter"
        if self.number:
            return f"Number {self.number}: Space marks it, Enter takes all"
        return f"Type 1, {max(2, min(10, len(self.values)))} (or arrows and Space), then Enter"

    def _wrapped(self, index: int, label: str) -> str:
        mark = "x" if self.values[index][0] in self.marked else " "
        mark = f"[{mark}]" if self.many else f"({mark})"
        start = f"{'>' if index == self.at else ' '} {mark} {index + 1}. "
        width = max(20, self.size.width if self.is_attached and self.size.width else 56)
        return "\n".join(
            textwrap.wrap(start + label, width, subsequent_indent=" " * len(start), drop_whitespace=True) or [start]
        )
