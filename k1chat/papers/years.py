"""The opening basis year by year (`k1chat.rebuild`), told in lines: a table that can be left and gone on with."""

import re
from collections.abc import Sequence
from dataclasses import replace

from k1chat import answers
from k1chat.conversation import Conversation
from k1chat.errors import Contradiction, InvalidAnswer
from k1chat.facts import BOXES, LOAN_COUNT, OTHER_INCOME, TAX_YEAR, UNKNOWN
from k1chat.interview import Question
from k1chat.opening import Result, result
from k1chat.papers.room import Paper, filled, k1_at_hand
from k1chat.papers.typed_boxes import boxes_of_year
from k1chat.papers.year_words import listed, short, words_of
from k1chat.papers.years_table import cross_check, gains, summary, table
from k1chat.rebuild import SUMMED, WAYS_IN, Row, Told, can_rebuild, loans_owed, rows
from k1chat.rebuilt import OPENING_DEBTS
from k1chat.wording import QuestionWords, choices, entity_of, value_words, words
from k1chat.worksheet import RULES

AN_AMOUNT = OTHER_INCOME
"""Reads what is typed for item L: any amount, minus too."""
BY_ITSELF = RULES["read_k1s"]
"""Stands for the rule that asked, of an answer that is given again."""


class Years(Paper):
    """The table of one K-1's earlier years."""

    def __init__(self, conversation: Conversation, k1: int | None = None) -> None:
        super().__init__(conversation, k1)
        self.words = words("rebuild")
        if not any(place for place, _, _ in conversation.case):
            raise InvalidAnswer(self.words["too_few_facts"])
        self.k1 = k1_at_hand(conversation, k1)
        if not can_rebuild(conversation.case, self.k1):
            raise InvalidAnswer(self.words["not_yet"])
        self.year: int = conversation.case.get(TAX_YEAR, ())
        self.name = conversation.case.k1_name((self.k1,))
        self.title = self._said("title")
        self.entity = entity_of(conversation.case, (self.k1,))
        self.again: tuple[int, Question] | None = None
        kept = conversation.draft.rebuilt.get(self.k1)
        self.told = kept if kept and (kept.first or 0) <= self.year else Told(self.k1)
        self.table: list[Row] = []
        self._work_out(self.told)

    def _said(self, name: str, **values: str) -> str:
        return filled(self.words[name], **{"k1": self.name, "year": str(self.year), **values})

    def _work_out(self, told: Told) -> None:
        """Take what is told, if it holds together, and keep it."""
        try:
            found = rows(self.conversation.case, told) if told.came else []
        except Contradiction as error:
            raise InvalidAnswer(str(error)) from None
        self.table, self.told = found, told
        if told.came:
            self.conversation.draft.rebuilt[self.k1] = told
            self.conversation.keep()

    @property
    def result(self) -> Result | None:
        """The opening figures, once every year is told."""
        return result(self.conversation.case, self.told, self.table) if self.told.first else None

    def shown(self) -> str:
        """The table so far, and what it comes to once every year is told."""
        lines = [self.title, ""]
        if not self.table:
            lines += [self._said("came_this_year" if self.result else "intro"), ""]
        else:
            lines += [*table(self.table, self.words), "", *self._so_far(), *self._notes()]
        return "\n".join([*lines, self._said("words")])

    def _so_far(self) -> list[str]:
        """What is told of the year that still asks."""
        last = self.table[-1]
        given = self._given(last.year) if last.question else []
        told = [f"{short(each)}: {self._value(last.year, each)}" for each in given if each.fact is not BOXES]
        return [filled(self.words["so_far"], year=str(last.year), told="; ".join(told)), ""] if told else []

    def _value(self, year: int, question: Question) -> str:
        return value_words(question.fact, self.told.years[year].get(question.fact, question.place), self.entity)

    def _notes(self) -> list[str]:
        said = list(gains(self.table, self.words))
        if self.table[0].year == SUMMED:
            said.append(self._said("summed" if self.table[0].exact else "summed_unsure"))
        if self.result:
            said += summary(self.result, self.entity, self.year, self.words)
        said += cross_check(self.table, self.told, self.words)
        return [*said, ""] if said else []

    def asks(self) -> str:
        """The next question."""
        if not self.told.came:
            return listed(self._said("how"), [self.words["choices"][each] for each in WAYS_IN])
        if self.told.first is None:
            more = f" {self.words['known_facts']}" if self.told.came == "known" else ""
            return f"{self._said(f'year_{self.told.came}')}\n   {self.words['year_help']}{more}"
        asked = self._asked()
        if asked is None:
            return self._said("done") if self.result else self._refusal()
        return self._in_words(*asked)

    def _asked(self) -> tuple[int, Question] | None:
        if self.again:
            return self.again
        last = self.table[-1] if self.table else None
        return (last.year, last.question) if last and last.question else None

    def _refusal(self) -> str:
        from k1chat.wording import out_of_scope_words

        row = self.table[-1]
        matter = row.refused.out_of_scope if row.refused else None
        reason = out_of_scope_words(matter, row.cases[0])["reason"] if matter else ""
        return filled(self.words["refused"], year=str(row.year), reason=reason)

    def _in_words(self, year: int, question: Question) -> str:
        said = self._words_of(year, question)
        label = str(year) if year > SUMMED else self.words["table"]["before"]
        lines = [f"[{label}] {said.in_full}"]
        if question.fact is BOXES:
            return "\n".join([*lines, f"   {self.words['boxes_help']}"])
        lines += [f"   {said.where}"] if said.where else []
        return listed("\n".join(lines), [each for _, each in said.choices])

    def _words_of(self, year: int, question: Question) -> QuestionWords:
        return words_of(next(row for row in self.table if row.year == year), question)

    def take(self, line: str) -> str:
        """An answer for a year, or a word."""
        word = " ".join(line.lower().split())
        self.turned = False
        simple = {
            "table": self._whole,
            "why": lambda: self._about("why"),
            "where": lambda: self._about("where"),
            "help": lambda: self._about("help"),
            "back": self._back,
            "start again": self._start_again,
            "use": self._use,
            "leave": self._leave,
            "done": self._leave,
        }
        if word in simple:
            return simple[word]()
        if word.startswith("change"):
            return self._change(word)
        if found := re.fullmatch(r"(?:item )?l\s+(?:(\d{4})\s+)?(.+)", word):
            return self._capital(found[1], found[2])
        return self._answer(line)

    def _whole(self) -> str:
        self.turned = True
        return ""

    def _about(self, what: str) -> str:
        asked = self._asked()
        if asked is None:
            return self._said("words")
        said = self._words_of(*asked)
        watch = f"\nWatch out: {said.mistakes}" if what == "help" and said.mistakes else ""
        return f"{getattr(said, what)}{watch}"

    def _answer(self, line: str) -> str:
        if not self.told.came:
            return self._came(line)
        if self.told.first is None:
            return self._first(line)
        asked = self._asked()
        if asked is None:
            raise InvalidAnswer(self._said("done") if self.result else self._refusal())
        year, question = asked
        before = len(self.table), bool(self.result), None
        self._work_out(self._with(year, question, line))
        now, self.again = (len(self.table), bool(self.result), self.again), None
        self.turned = now != before
        return ""

    def _with(self, year: int, question: Question, line: str) -> Told:
        if question.fact is BOXES and line.lower().strip() not in answers.DONT_KNOW:
            told = boxes_of_year(line, self.told, year, question, self.entity)
            if told is None:
                raise InvalidAnswer(self.words["no_same" if line.lower().strip() == "same" else "boxes_help"])
            return told
        labels = dict(choices(question.fact, self.entity, question.offered))
        if question.fact.kind == "losses":
            labels = dict(words("characters"))
        value = answers.typed(question.fact, line, labels)
        if question.fact is LOAN_COUNT and value is not UNKNOWN:
            owed = loans_owed(next(row for row in self.table if row.year == year).cases[0])
            if value < owed:
                raise InvalidAnswer(filled(self.words["loans_owed"], amount=str(owed)))
        return self.told.having(year, question, value)

    def _came(self, line: str) -> str:
        listed = {str(number): way for number, way in enumerate(WAYS_IN, 1)}
        way = listed.get(line.strip().rstrip(").")) or next((w for w in WAYS_IN if w == line.strip().lower()), "")
        if not way:
            raise InvalidAnswer(self.asks())
        self._work_out(replace(self.told, came=way))
        return ""

    def _first(self, line: str) -> str:
        known = self.told.came == "known"
        low, high = (SUMMED + 1, self.year - 1) if known else (1900, self.year)
        text = line.strip()
        if not re.fullmatch(r"\d{4}", text) or not low <= int(text) <= high:
            raise InvalidAnswer(self._said("bad_known_year" if known else "bad_year", year=str(high)))
        self._work_out(replace(self.told, first=int(text)))
        return self._said("summed") if int(text) <= SUMMED else self._comes_at_once()

    def _comes_at_once(self) -> str:
        return "" if self.table else self._said("came_this_year")

    def _back(self) -> str:
        """Take the last answer back, to be given again."""
        if self.again:
            self.again = None
            return ""
        for year in sorted(self.told.years, reverse=True):
            given = [(place, fact, value) for place, fact, value in self.told.years[year]]
            if given:
                place, fact, value = given[-1]
                row = next((row for row in self.table if row.year == year), None)
                self._work_out(self.told.without(year, Question(fact, place, "", BY_ITSELF)))
                return filled(self.words["was"], amount=value_words(fact, value, self.entity)) if row else ""
        if self.told.first is not None or self.told.came:
            return self._start_again()
        raise InvalidAnswer(self.words["first_question"])

    def _start_again(self) -> str:
        self.again = None
        self.conversation.draft.rebuilt.pop(self.k1, None)
        self._work_out(Told(self.k1))
        self.conversation.keep()
        return ""

    def _change(self, word: str) -> str:
        found = re.fullmatch(r"change (\d{4}|to 2017)(?: #?(\d+))?", word)
        if not found:
            raise InvalidAnswer(self.words["change_which"])
        year = SUMMED if found[1] == "to 2017" else int(found[1])
        given = self._given(year)
        if not given:
            raise InvalidAnswer(self.words["no_such_year"])
        if not found[2] or not 1 <= int(found[2]) <= len(given):
            return "\n".join([*self._numbered(year, given), f"Type change {found[1]} and a number."])
        self.again = (year, given[int(found[2]) - 1])
        return ""

    def _given(self, year: int) -> list[Question]:
        row = next((row for row in self.table if row.year == year), None)
        if row is None or year not in self.told.years:
            return []
        read = row.steps[0].read
        return [
            read.get((place, fact.name)) or Question(fact, place, "basis", BY_ITSELF)
            for place, fact, _ in self.told.years[year]
        ]

    def _numbered(self, year: int, given: Sequence[Question]) -> list[str]:
        lines = [filled(self.words["change_what"], year=str(year))]
        for number, question in enumerate(given, 1):
            lines.append(f"   {number}) {short(question)}: {self._value(year, question)}")
        return lines

    def _capital(self, year: str | None, text: str) -> str:
        if self.entity != "partnership":
            return str(self.words["capital"]["none"])
        if not self.table:
            raise InvalidAnswer(self.words["capital"]["how"])
        of = int(year or self.year - 1)
        value = answers.typed(AN_AMOUNT, text)
        if value is UNKNOWN or not any(row.year == of for row in self.table):
            raise InvalidAnswer(self.words["capital"]["how"])
        self._work_out(replace(self.told, capital={**self.told.capital, of: value}))
        return self._whole()

    def _use(self) -> str:
        """Take the opening figures over as answers of the conversation."""
        found = self.result
        if found is None:
            raise InvalidAnswer(self.asks())
        case = self.conversation.case
        for place, fact, value in found.facts:
            if fact not in OPENING_DEBTS or case.get(fact, place) is None:  # this year's K-1 tells them too
                case = case.having(fact, place, value)
        self.conversation.take_over(case)
        self.over = True
        return self._said("used")

    def _leave(self) -> str:
        self.over = True
        return self._said("left") if self.told.came else ""
