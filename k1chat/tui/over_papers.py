"""Papers over the conversation (`k1chat.papers`): what opens one, what is typed for it, and the way back."""

from typing import TYPE_CHECKING

from k1chat.errors import InvalidAnswer
from k1chat.tui.actions import ACTIONS, PAPERS
from k1chat.tui.asking import Asking

if TYPE_CHECKING:
    from k1chat.conversation import Conversation
    from k1chat.tui.chat import Chat
    from k1chat.tui.paper import PaperScreen

OF_THE_PROGRAM = ("leave", "light_or_dark")
"""What keys do with a paper open, as without."""
OF_THE_CONVERSATION = frozenset(action for _, action, _, _ in ACTIONS if action not in OF_THE_PROGRAM) | {
    "scroll",
    "earlier",
    "ask_again",
    "to_answer",
    "command_palette",
}
"""What they do not: the paper has its own for some."""


class OverPapers(Asking):
    """A program with papers over its conversation."""

    conversation: "Conversation"
    chat: "Chat"
    paper: "PaperScreen | None" = None

    async def action_paper(self, word: str) -> None:
        """Open a paper over the conversation; what it needs first is said."""
        from k1chat.papers import opened
        from k1chat.tui.paper import PaperScreen

        try:
            paper = PaperScreen(opened(word, self.conversation))
        except InvalidAnswer as reason:
            await self.chat.aside(str(reason))
            return
        self.paper = paper
        await self.push_screen(paper)

    def names_something(self, word: str) -> bool:
        """Whether a word that opens a paper is a name here: a business may be called K1."""
        question = self.conversation.question
        return question is not None and question.fact.kind == "text" and word in {opener for opener, _, _ in PAPERS}

    async def for_paper(self, text: str) -> bool:
        """Whether a typed line is for a paper, which takes it."""
        if self.paper is None:
            return False
        await self.paper.take(text.strip())
        self.go_on()
        return True

    async def close_paper(self, said: str) -> None:
        """Back to the conversation, which may have changed."""
        self.paper = None
        self.pop_screen()
        await self._again()
        if said:
            await self.chat.aside(said)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a paper is open the keys of the conversation wait behind it."""
        return not (self.paper and action in OF_THE_CONVERSATION)
