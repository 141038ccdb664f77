"""Made-up questionnaires in which every fact is asked for, and some of them again."""

from collections.abc import Iterator
from math import prod
from typing import Final

from attrs import define, evolve, field

from childconcern.conditions import Condition, Sign, Terms, facts_in, group_facts_in
from childconcern.facts import (
    AnyOf,
    Fact,
    Group,
    OneOf,
    Relationships,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.questionnaire import Question, Questionnaire, Section
from trust.dice import Dice
from trust.random_conditions import Scope, condition

__all__ = ["ways_to_answer", "ways_to_list", "write_questionnaire"]

_SAID_AGES: Final = 8
"""About so many ages or dates are told apart by the tests of one pack."""


def ways_to_answer(fact: Fact) -> int:
    """Return about how many answers a question has, not known, skipped and none among them."""
    match fact.kind:
        case YesNo():
            number = 2
        case OneOf(options):
            number = len(options)
        case AnyOf():
            plain = sum(1 for option in fact.kind.options if not option.exclusive)
            number = (1 << plain) - 1 + len(fact.kind.options) - plain
        case WholeNumber(at_least=lowest, at_most=highest):
            number = highest - lowest + 1
        case _:
            number = _SAID_AGES if fact.rules_can_read_it else 1
    return number + (2 if fact.is_safety_fact else 3)


def ways_to_list(group: Group, facts: tuple[Fact, ...]) -> int:
    """Return about how many ways there are to list a group and to answer for each item."""
    each = prod(ways_to_answer(fact) for fact in facts)
    return 1 + sum(prod([each] * number) for number in range(group.at_most + 1))


@define(eq=False, repr=False)
class _Author:
    """Writes one questionnaire, and keeps in mind what has been asked.

    Attributes:
        dice: Chance.
        vocabulary: What is recorded.
        signs: What conditions may use.
        seen: Facts that an ``ask_when`` may read by now.
        before_section: Those of them that were recorded in earlier sections.
        room: How many times more ways to answer there may be, by questions asked again.
        number: Of questions so far.
    """

    dice: Dice
    vocabulary: Vocabulary
    signs: tuple[Sign, ...]
    seen: set[str]
    room: int
    before_section: set[str] = field(factory=set[str])
    number: int = 0

    def sections(self, facts: tuple[Fact, ...]) -> Iterator[Section]:
        """Yield sections that ask for these facts, each once, and for some again."""
        for number, (group, asked) in enumerate(self._parts(facts)):
            self.before_section = set(self.seen)
            opens = self._gate(None)
            questions = tuple(self._questions(group, asked))
            yield Section(
                id=f"s{number}",
                title=f"Part {number}",
                questions=questions,
                ask_when=opens,
                for_each=None if group is None else group.id,
                at_most=self._most(group),
                ask_for_more=group is not None and self.dice.chance(30),
            )

    def _parts(self, facts: tuple[Fact, ...]) -> list[tuple[Group | None, list[Fact]]]:
        """Return the facts in parts of one to three, in any order, a part of one group each."""
        parts: list[tuple[Group | None, list[Fact]]] = []
        for group in (None, *self.vocabulary.groups):
            own = self.vocabulary.facts if group is None else group.facts
            waiting = self.dice.shuffled([fact for fact in own if fact in facts])
            while waiting:
                size = self.dice.number(1, 3)
                parts.append((group, waiting[:size]))
                waiting = waiting[size:]
        return self.dice.shuffled(parts)

    def _most(self, group: Group | None) -> int | None:
        if group is None or not self.dice.chance(25):
            return None
        return self.dice.number(max(1, group.at_least), group.at_most)

    def _questions(self, group: Group | None, asked: list[Fact]) -> Iterator[Question]:
        for fact in asked:
            yield self._question(fact, group)
            again = self._to_ask_again(group)
            if again is not None:
                yield self._question(again, group)

    def _to_ask_again(self, group: Group | None) -> Fact | None:
        """Return a fact to ask for once more, now and then, while there is room."""
        own = self.vocabulary.facts if group is None else group.facts
        asked = [one for one in own if one.id in self.seen and not one.set_by_service]
        fact = self.dice.pick(asked)
        ways = prod([ways_to_answer(fact)] * (1 if group is None else group.at_most))
        if ways > self.room or not self.dice.chance(30):
            return None
        self.room //= ways
        return fact

    def _question(self, fact: Fact, group: Group | None) -> Question:
        self.number += 1
        gate = self._gate(group)
        was_asked = fact.id in self.seen
        self.seen.add(fact.id)
        options = fact.kind.options if isinstance(fact.kind, OneOf | Relationships) else ()
        return Question(
            id=f"q{self.number}",
            text="What?",
            records=fact.id,
            option_text={option: option.upper() for option in options},
            ask_when=gate,
            ask_again=self.dice.chance(50 if was_asked else 10),
            optional=not fact.is_safety_fact and self.dice.chance(25),
            unknown_allowed=self.dice.chance(80),
        )

    def _gate(self, group: Group | None) -> Condition | None:
        """Return what opens a section (outside any item) or a question, or None."""
        scope = self._scope(group)
        if scope.is_empty or self.dice.chance(40):
            return None
        return condition(self.dice, scope, self.dice.number(0, 2))

    def _scope(self, group: Group | None) -> Scope:
        inside = (
            evolve(one, facts=self._readable(one.facts, self.before_section))
            for one in self.vocabulary.groups
        )
        return Scope(
            facts=self._readable(self.vocabulary.facts, self.seen),
            own=() if group is None else self._readable(group.facts, self.seen),
            groups=tuple(one for one in inside if one.facts),
            signs=tuple(sign for sign in self.signs if self._is_usable(sign)),
        )

    def _is_usable(self, sign: Sign) -> bool:
        whole = Terms(vocabulary=self.vocabulary, signs=self.signs)
        looked_at = group_facts_in(sign.when, whole) - set(self.vocabulary.index)
        return facts_in(sign.when, whole) <= self.seen and looked_at <= self.before_section

    def _readable(self, facts: tuple[Fact, ...], among: set[str]) -> tuple[Fact, ...]:
        return tuple(one for one in facts if one.rules_can_read_it and one.id in among)


def write_questionnaire(
    dice: Dice,
    vocabulary: Vocabulary,
    signs: tuple[Sign, ...],
    *,
    name: str,
    facts: tuple[Fact, ...],
    known: frozenset[str],
    room: int,
) -> Questionnaire:
    """Return a questionnaire without a problem.

    Args:
        dice: Chance.
        vocabulary: What it records.
        signs: What its conditions may use.
        name: Its id.
        facts: What it asks for, each once at least.
        known: Facts that may be known before: set by the service, or asked earlier.
        room: How many times more ways to answer there may be, by questions asked again.
    """
    author = _Author(dice, vocabulary, signs, set(known), room)
    sections = tuple(author.sections(facts))
    return Questionnaire(id=name, vocabulary=vocabulary, sections=sections, signs=signs)
