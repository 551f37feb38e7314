"""What keys and typed words do on the screen, and the help that names them."""

HELP = """\
Type an answer and press Enter, or pick from the list.
Arrow up and Enter change an earlier answer; the later ones stay.
^B back  F2 why  F3 where it is  F4 I don't know
F5 ask something: what is basis?  what if I worked 600 hours?
F6 show panel  ^S save  ^N start over  ^P all  ^Q quit
Answers are kept as you give them. Quit at any time."""

HELP_AT_THE_END = """\
Type a question at the foot and press Enter. It can be about the law
(what is basis?), about your answer (why is it limited?), or what if
(what if I worked 600 hours?). Type keep to keep a reply on your page.
Page Up, Page Down and the mouse wheel move through the answer.
Arrow up and Enter change an earlier answer; Esc comes back.
Type preparer for one page to hand to whoever prepares your return.
F8 copy  ^S save  ^N another conversation  ^P all  ^Q quit"""

ASKED_NOTHING = "Type a question, such as: what is basis?  Or: what if I worked 600 hours?  F1 says more."
KEPT = "The reply is kept."
NOTHING_TO_KEEP = "There is no reply to keep yet. Ask something first."
KEEP = "Type keep and Enter to have this on your saved page."
COPIED = "Copied, if your terminal lets programs do that. The whole answer stands in a file too. "

ACTIONS = (
    ("ctrl+b", "back", "Back", "Ask the question before again"),
    ("f1", "help_me", "Help", "The keys"),
    ("f2", "why", "Why", "Why this is asked, with its authority"),
    ("f3", "where", "Where is it", "Where on the paper the figure stands"),
    ("f4", "dont_know", "I don't know", "Go on without it; the answer becomes a range"),
    ("f5", "ask", "Ask", "Ask something: what is basis? what if I worked 600 hours?"),
    ("f6", "panel", "Panel", "Show or hide what is certain so far"),
    ("ctrl+s", "save", "Save", "Save the conversation as a page"),
    ("ctrl+n", "new", "Start over", "A new conversation; this one is kept"),
    ("f7", "light_or_dark", "Light or dark", "Colours for a light or a dark terminal"),
    ("f8", "copy", "Copy", "The answer, or the last reply, to the clipboard"),
    ("ctrl+q", "leave", "Quit", "Every answer is kept"),
)

FOR_A_PREPARER = "Save one page to attach for whoever prepares it"

PAPERS = (
    ("quick", "Quick start", "Five questions for a first range"),
    ("k1", "K-1 page", "The K-1 as on the paper: box by box, and what each box does"),
    ("rebuild", "Rebuild my basis", "Your basis, year by year from your K-1s"),
    ("which bucket", "Which bucket", "Where an earlier loss waits, by the paper it stands on"),
)
"""Papers that take lines of their own (`k1chat.papers`): the word that opens one, its name, what it is."""

TYPED = (
    {"?": "help_me", "help": "help_me", "new": "new", "quit": "leave", "exit": "leave"}
    | {word: word for word in ("ask", "back", "copy", "keep", "save", "where", "why")}
    | {"preparer": "save(True)"}
    | {word: f"paper('{word}')" for word, _, _ in PAPERS}
)
"""Words of plain mode that do the same when typed here."""

HOW_TO_ANSWER = {
    True: "Type your answer and press Enter; F4 if you don't know.",
    False: "Pick from the list first; F4 if you don't know.",
}
"""What an Enter without an answer is told, by whether the answer is typed."""

NO_QUESTION = "There is no question now. Arrow up to an answer and Enter to change it; Esc back to the answer."
START_OVER = "Start over? Your answers are kept, to go on with later. ^N again starts over; Esc goes on here."
QUIT = "^Q quits; your answers are kept."
