"""One questionnaire asked in a terminal: an answer at a time, back and change allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from attrs import define, field
from rich.console import Console

from childconcern.facts import AnyOf, Concern, Fact, Json, OneOf, YesNo
from childconcern.journey import Journey, walk
from childconcern.problems import Fault
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["Interview", "StoppedError"]

_UNKNOWN: Final = "?"
_BACK: Final = "back"
_SKIP: Final = "skip"


class StoppedError(Exception):
    """The person stopped before the end; what was answered is kept."""


@define
class Interview:
    """A conversation about one questionnaire.

    Attributes:
        questionnaire: What is asked.
        given: What is known from the start.
        on: The day it is.
        out: Where questions are shown.
        read: Reads one line; EOFError where there is no more.
        keep: Called with the answers after each one, so that none is lost.
        answers: So far, as JSON.
    """

    questionnaire: Questionnaire
    given: Concern
    on: dt.date
    out: Console
    read: Callable[[], str]
    keep: Callable[[dict[str, Json]], None]
    answers: dict[str, Json] = field(factory=dict[str, Json])

    def run(self) -> Journey:
        """Ask until nothing is left to ask and the person agrees with their answers.

        Raises:
            StoppedError: When there is no more to read.
        """
        shown: str | None = None
        while True:
            journey = self._walk()
            if journey.next is not None:
                shown = self._ask(journey, journey.next, shown)
            elif (change := self._review(journey)) is not None:
                shown = self._ask(journey, change, shown)
            else:
                return journey

    def _walk(self) -> Journey:
        return walk(self.questionnaire, self.answers, given=self.given, on=self.on)

    def _line(self) -> str:
        try:
            return self.read().strip()
        except (EOFError, KeyboardInterrupt):
            raise StoppedError from None

    def _ask(self, journey: Journey, key: str, shown: str | None) -> str | None:
        """Ask one question until it is answered, or the person goes back."""
        if key.startswith("@"):
            self._list(key)
            return shown
        name, _, item = key.partition("@")
        section, question = self.questionnaire.questions[name]
        title = section.title if not item else f"{section.title}: {self._called(section, item)}"
        if title != shown:
            fewest, most = journey.at_least_to_come, journey.at_most_to_come
            left = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            self.out.print(f"\n{title}", style="bold")
            self.out.print(f"questions left: {left}", style="dim")
        self._show(question)
        while True:
            typed = self._line()
            if typed == _BACK:
                self._go_back(journey, key)
                return None
            answer = self._read(question, typed)
            if not isinstance(answer, Fault):
                self._store(key, answer)
                return title
            self.out.print(question.error or "That cannot be used", style="red")
            self.out.print(f"({answer})", style="dim")

    def _show(self, question: Question) -> None:
        fact = self._fact(question)
        self.out.print(f"\n{question.text}")
        if question.hint:
            self.out.print(question.hint, style="dim")
        for number, (_, words) in enumerate(self._options(fact, question), 1):
            self.out.print(f"  {number}  {words}")
        ways = [f"{_BACK} goes back"]
        if isinstance(fact.kind, AnyOf):
            ways.insert(0, "choose one or more, with commas between")
        if question.unknown_allowed:
            words = question.option_text.get("unknown", "I don't know")
            ways.append(f"{_UNKNOWN} is {words!r}")
        if question.optional:
            ways.append(f"{_SKIP} passes it by")
        self.out.print(f"  {'; '.join(ways)}", style="dim")

    def _read(self, question: Question, typed: str) -> Json | Fault:
        fact = self._fact(question)
        if typed == _UNKNOWN:
            return None if question.unknown_allowed else Fault("unknown-not-allowed")
        if typed == _SKIP and question.optional:
            return {"skipped": True}
        held = fact.kind.from_typing(self._with_ids(fact, question, typed))
        return held if isinstance(held, Fault) else fact.kind.to_json(held)

    def _with_ids(self, fact: Fact, question: Question, typed: str) -> str:
        """Return what was typed with the numbers of options replaced by their ids."""
        numbered = {str(n): one for n, (one, _) in enumerate(self._options(fact, question), 1)}
        parts = typed.split(",") if isinstance(fact.kind, AnyOf) else [typed]
        return ",".join(numbered.get(part.strip(), part) for part in parts)

    def _options(self, fact: Fact, question: Question) -> tuple[tuple[str, str], ...]:
        match fact.kind:
            case YesNo():
                ids: tuple[str, ...] = ("yes", "no")
            case OneOf(options):
                ids = options
            case AnyOf():
                ids = fact.kind.ids
            case _:
                ids = ()
        return tuple((one, question.option_text.get(one, one.capitalize())) for one in ids)

    def _fact(self, question: Question) -> Fact:
        return self.questionnaire.vocabulary.by_id[question.records]

    def _called(self, section: Section, item: str) -> str:
        """Return how an item is called in a terminal: by its number, never by a name."""
        ids = self._ids(section.for_each or "")
        return f"number {ids.index(item) + 1}" if item in ids else "one"

    def _ids(self, group_id: str) -> list[str]:
        given = [item.id for item in self.given.items(group_id)] if group_id else []
        listed = self.answers.get(f"@{group_id}")
        return [*given, *(str(one) for one in listed)] if isinstance(listed, list) else given

    def _list(self, key: str) -> None:
        group = self.questionnaire.vocabulary.group(key.removeprefix("@"))
        least = max(group.at_least, 0)
        self.out.print(f"\nHow many {group.id}? ({least} to {group.at_most})")
        while True:
            typed = self._line()
            if typed.isascii() and typed.isdecimal() and least <= int(typed) <= group.at_most:
                self._store(key, [f"{group.id}-{n}" for n in range(1, int(typed) + 1)])
                return
            self.out.print(f"Type a number from {least} to {group.at_most}", style="red")

    def _go_back(self, journey: Journey, key: str) -> None:
        """Ask the question before this one again; its answer is shown no more, only asked anew."""
        answered = [one for one in journey.path if one in self.answers]
        before = [one for one in answered if journey.path.index(one) < self._at(journey, key)]
        if before:
            self.answers.pop(before[-1])
            self.keep(self.answers)
        else:
            self.out.print("This is the first question.", style="dim")

    def _at(self, journey: Journey, key: str) -> int:
        return journey.path.index(key) if key in journey.path else len(journey.path)

    def _review(self, journey: Journey) -> str | None:
        """Show the answers; return the key of one to change, or None when all are right."""
        answered = [key for key in journey.path if key in self.answers]
        self.out.print("\nCheck your answers", style="bold")
        for number, key in enumerate(answered, 1):
            self.out.print(f"  {number}  {self._shown(key)}")
        self.out.print("Press Enter if they are right, or type a number to change it.")
        while typed := self._line():
            if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(answered):
                return answered[int(typed) - 1]
            self.out.print(f"Type a number from 1 to {len(answered)}, or press Enter", style="red")
        return None

    def _shown(self, key: str) -> str:
        name, _, item = key.partition("@")
        section, question = self.questionnaire.questions[name]
        answer = self.answers[key]
        words = dict(self._options(self._fact(question), question))
        of = f" ({self._called(section, item)})" if item else ""
        return f"{question.text}{of}  {_words(answer, words)}"

    def _store(self, key: str, answer: Json) -> None:
        self.answers[key] = answer
        self.keep(self.answers)


def _words(answer: Json, words: dict[str, str]) -> str:
    match answer:
        case None:
            return "not known"
        case bool():
            return words.get("yes" if answer else "no", "")
        case list():
            return ", ".join(words.get(str(one), str(one)) for one in answer)
        case dict():
            return "skipped"
        case _:
            return words.get(str(answer), str(answer))
