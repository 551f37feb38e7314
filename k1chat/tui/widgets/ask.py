"""The box for a person's own questions, at the foot of the screen: once the answer stands, and on F5 before."""

from k1chat.tui.widgets.typed import Typed

PLACEHOLDER = "Ask: what is basis?   what if I worked 600 hours?"


class Ask(Typed):
    """One question. It stays where it is while the chat above is read."""

    def __init__(self) -> None:
        super().__init__(placeholder=PLACEHOLDER, compact=True)
