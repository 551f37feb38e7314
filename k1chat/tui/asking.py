"""The person's own questions on the screen: where they are typed, what is replied, and what is kept of it."""

import re
from functools import partial

from k1chat.asking import question_in
from k1chat.conversation import Conversation
from k1chat.interview import Question
from k1chat.tui.actions import ASKED_NOTHING, KEPT, NOTHING_TO_KEEP
from k1chat.tui.chat import Chat
from k1chat.tui.ending import Ending
from k1chat.tui.patience import told_if_slow
from k1chat.tui.widgets.ask import Ask
from k1chat.tui.widgets.keys import Keys


class Asking(Ending):
    """A program that can be asked; the conversation replies."""

    conversation: Conversation
    chat: Chat

    @property
    def ask_box(self) -> Ask | None:
        """The box, where it stands."""
        return next(iter(self.query(Ask)), None)

    async def show_ask(self, wanted: bool) -> None:
        """Have the box, or have it no more; what stands typed in it stays."""
        box = self.ask_box
        if wanted and box is None:
            await self.mount(Ask(), before=self.query_one(Keys))
        elif box is not None and not wanted:
            await box.remove()

    async def action_ask(self) -> None:
        """To the box; from the box back to the question."""
        box = self.ask_box
        if box is not None and box.has_focus and not self.conversation.finished:
            await self.show_ask(False)
            self.chat.focus_answer()
            return
        await self.show_ask(True)
        if self.ask_box is not None:
            self.ask_box.focus()

    async def take_question(self, typed: str) -> None:
        """What was typed in the box: a question, the number of a topic that was offered, or of an answer to change."""
        numbered = re.fullmatch(r"change #?(\d+)\.?", typed.strip().lower())
        given = [each for each in self.conversation.history() if numbered and each.number == int(numbered[1])]
        if given:
            await self.change(given[0].question)
            return
        text = question_in(typed) or typed
        if not text.strip():
            await self.chat.aside(ASKED_NOTHING)
            return
        reply = await told_if_slow(partial(self.conversation.ask, text), self.chat.working)
        await self.chat.tell_reply(self.conversation.asked_last or text, reply.text)

    async def change(self, question: Question) -> None:
        """Ask an earlier answer again."""
        self.conversation.change(question)
        await self._again()

    async def _again(self, welcome: bool = False) -> None:
        """Draw the conversation as it is now."""
        raise NotImplementedError

    async def action_keep(self) -> None:
        """Keep the last reply on the saved page."""
        kept = self.conversation.keep_reply()
        await self.chat.aside(f"{KEPT} {self.chat.save()}" if kept else NOTHING_TO_KEEP)
