"""One questionnaire asked in a terminal: an answer at a time, back and change allowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from attrs import define, field
from rich.console import Console

from childconcern.cli.asked import Asked, asked_list, asked_question
from childconcern.cli.fault_words import fault_words
from childconcern.cli.output import hang
from childconcern.facts import Json, Kind, Relationships, WholeNumber
from childconcern.gathering import Told, gathered
from childconcern.journey import Journey
from childconcern.pack import ENGLISH, Pack, Words
from childconcern.pack.wording.catalogue import group_strings
from childconcern.problems import Fault
from childconcern.questionnaire import Questionnaire, Section

__all__ = ["Interview", "StoppedError"]

_END: Final = "."


class StoppedError(Exception):
    """The person stopped before the end; what was answered is kept."""


@define
class Interview:
    """A conversation about one questionnaire.

    Attributes:
        pack: Whose questions are asked.
        questionnaire: Which of them, in the language in which they are asked.
        given: What is known from the start.
        on: The day it is.
        out: Where questions are shown.
        read: Reads one line; EOFError where there is no more.
        keep: Called with the answers after each one, so that none is lost.
        answers: So far, as JSON.
        words: Those of the language that the questionnaire is in.
    """

    pack: Pack
    questionnaire: Questionnaire
    given: Told
    on: dt.date
    out: Console
    read: Callable[[], str]
    keep: Callable[[dict[str, Json]], None]
    answers: dict[str, Json] = field(factory=dict[str, Json])
    words: Words = ENGLISH
    _title: str = field(default="", init=False)

    def run(self) -> Journey:
        """Ask until nothing is left to ask and the person agrees with their answers.

        Raises:
            StoppedError: When there is no more to read.
        """
        while True:
            asked = self.questionnaire.id
            journey = self.pack.walk(
                self.answers, questionnaire=asked, given=self.given, on=self.on
            )
            key = journey.next or self._review(journey)
            if key is None:
                return journey
            only = self._only_list(key)
            if only is None:
                self._ask(journey, key)
            else:
                self.answers[key] = only

    def _only_list(self, key: str) -> Json | None:
        """Return the ids of a list that can be no longer and no shorter, so is not asked for."""
        kind = self._asked(key).kind if key.startswith("@") else None
        if not isinstance(kind, WholeNumber) or kind.at_least != kind.at_most:
            return None
        read = self._asked(key).read(str(kind.at_least))
        return None if isinstance(read, Fault) else read

    def _ask(self, journey: Journey, key: str) -> None:
        """Ask until there is an answer; whoever goes back is asked the question before."""
        steps = list(self._steps(journey))
        while True:
            # What is next has no answer that would do, so there is none to keep.
            has_answer = key in self.answers and key != journey.next
            self._show(journey, key, has_answer=has_answer)
            answer = self._answer(key, has_answer=has_answer)
            if answer is not None:
                self.answers[key] = answer[0]
                self.keep(self.answers)
                return
            before = [step for step in steps[: steps.index(key)] if step in self.answers]
            if before:
                key = before[-1]
            else:
                self.out.print(self.words.say("first-question"), style="dim")

    def _answer(self, key: str, *, has_answer: bool) -> tuple[Json] | None:
        """Return an answer, or None to go back; Enter keeps the one there is."""
        asked = self._asked(key)
        while True:
            typed = self._typed(asked)
            if typed.strip().casefold() in self.words.typed("word-for-back"):
                return None
            if not typed.strip() and has_answer:
                return (self.answers[key],)
            read = asked.read(typed)
            if not isinstance(read, Fault):
                return (read,)
            cannot = self.words.say("cannot-be-used")
            self.out.print(asked.error or cannot, style="bold red")
            self.out.print(fault_words(read, asked.kind, self.words))

    def _typed(self, asked: Asked) -> str:
        """Return one line, or all lines of a story up to the full stop that ends it."""
        first = self._line()
        commands = {"", "?", _END, *self.words.typed("word-for-back", "word-for-skip")}
        if not asked.takes_lines or first.strip().casefold() in commands:
            return "" if asked.takes_lines and first.strip() == _END else first
        lines = [first]
        try:
            while (line := self.read()).strip() != _END:
                lines.append(line)
        except EOFError:
            pass  # what was written counts; the next question finds the end again
        except KeyboardInterrupt:
            raise StoppedError from None
        return "\n".join(lines)

    def _line(self) -> str:
        try:
            return self.read()
        except (EOFError, KeyboardInterrupt):
            raise StoppedError from None

    def _show(self, journey: Journey, key: str, *, has_answer: bool) -> None:
        title = self._heading(key)
        if title != self._title:
            self._title = title
            self.out.print(f"\n{title}", style="bold")
            if journey.at_most_to_come:
                self.out.print(self._left(journey), style="dim")
        asked = self._asked(key)
        self.out.print(f"\n{asked.text}")
        if asked.hint:
            self.out.print(asked.hint, style="dim")
        for number, (_, words) in enumerate(asked.options, 1):
            hang(self.out, f"  {number:>2}  {words}")
        if asked.unknown:
            hang(self.out, f"   ?  {asked.unknown}")
        say = self.words.say
        ways = [*asked.ways, say("back-goes-back", word=say("word-for-back"))]
        if has_answer:
            self.out.print(say("your-answer", answer=asked.words(self.answers[key])))
            ways.append(say("enter-keeps"))
        self.out.print(f"({'; '.join(ways)})", style="dim")

    def _left(self, journey: Journey) -> str:
        fewest, most = journey.at_least_to_come, journey.at_most_to_come
        if fewest == most:
            return self.words.count("questions-left", most)
        return self.words.count("questions-left-between", most, at_least=fewest)

    def _review(self, journey: Journey) -> str | None:
        """Show the answers; return the key of one to change, or None when all are right."""
        steps = [step for step in self._steps(journey) if step in self.answers]
        self.out.print(f"\n{self.words.say('check-your-answers')}", style="bold")
        title = ""
        for number, key in enumerate(steps, 1):
            if (heading := self._heading(key)) != title:
                title = heading
                self.out.print(f"\n{title}", style="bold")
            asked = self._asked(key)
            hang(self.out, f"  {number:>2}  {asked.text}")
            words = asked.words(self.answers[key])
            for line in words.split("\n"):
                hang(self.out, f"      {line}")
        self._title = ""
        self.out.print(f"\n{self.words.say('press-enter')}")
        while typed := self._line().strip():
            if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(steps):
                return steps[int(typed) - 1]
            self.out.print(self.words.say("type-a-number", at_most=len(steps)))
        return None

    def _steps(self, journey: Journey) -> Iterator[str]:
        """Yield what is asked, in order: live questions, and each list before its items."""
        seen: set[str] = set()
        for section in self.questionnaire.sections:
            own = {question.id for question in section.questions}
            keys = [key for key in journey.path if key.partition("@")[0] in own]
            listing = f"@{section.for_each}"
            listed = listing == journey.next or (keys and listing in self.answers)
            if section.for_each is not None and listed and listing not in seen:
                seen.add(listing)
                if self._only_list(listing) is None:
                    yield listing
            yield from keys

    def _asked(self, key: str) -> Asked:
        name, _, item = key.partition("@")
        if not name:
            group = self.questionnaire.vocabulary.group(item)
            most = self.questionnaire.at_most(group)
            given, listed = self._given(item), self._listed(item)
            return asked_list(group, given, listed, at_most=most, words=self.words)
        section, question = self.questionnaire.questions[name]
        fact = self.questionnaire.vocabulary.by_id[question.records]
        others = self._others(fact.kind, section.for_each, item)
        return asked_question(question, fact, others, self.words)

    def _heading(self, key: str) -> str:
        name, _, item = key.partition("@")
        if name:
            section = self.questionnaire.questions[name][0]
            return f"{section.title}{self._called(section, item)}"
        return next(one.title for one in self.questionnaire.sections if one.for_each == item)

    def _called(self, section: Section, item: str) -> str:
        """Return how an item is called in a terminal: by its number, never by a name."""
        group = section.for_each
        if group is None:
            return ""
        return f": {self._names(group)[item]}"

    def _names(self, group_id: str) -> dict[str, str]:
        ids = dict.fromkeys((*self._given(group_id), *self._listed(group_id)))
        called = group_strings(self.questionnaire.vocabulary.group(group_id))["item"]
        return {one: self.words.fill(called, n=number) for number, one in enumerate(ids, 1)}

    def _others(self, kind: Kind, group_id: str | None, item: str) -> tuple[tuple[str, str], ...]:
        """Return those whom an item can be related to, with what each is called."""
        if not isinstance(kind, Relationships):
            return ()
        names = self._names(kind.to)
        own = None if group_id is None else (group_id, item)
        return tuple((one, names[one]) for one in kind.others({kind.to: names}, own))

    def _given(self, group_id: str) -> tuple[str, ...]:
        return tuple(item.id for item in gathered(self.given).concern.items(group_id))

    def _listed(self, group_id: str) -> tuple[str, ...]:
        listed = self.answers.get(f"@{group_id}")
        return tuple(map(str, listed)) if isinstance(listed, list) else ()
