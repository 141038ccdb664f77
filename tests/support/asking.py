"""Made-up questionnaires, what was given before them, and answers to them.

Conditions come from :mod:`support.generating`, over what has been asked before
the place they stand at, so that every questionnaire is one that a pack may have.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast

from attrs import define, evolve, field, frozen
from hypothesis import strategies as st

from childconcern.conditions import (
    And,
    Asked,
    Condition,
    Known,
    Or,
    Sign,
    Terms,
    facts_in,
    group_facts_in,
    walk_tree,
)
from childconcern.facts import (
    Email,
    Fact,
    Group,
    OneOf,
    Postcode,
    Telephone,
    Vocabulary,
    read_concern,
)
from childconcern.journey import Journey, walk
from childconcern.questionnaire import Question, Questionnaire, Section
from support.generating import Document, conditions, days, documents, terms

__all__ = [
    "ITEM_IDS",
    "STRAY_ID",
    "Asking",
    "answer_to",
    "answers_for",
    "askings",
    "givens",
    "listed_in",
    "questionnaires",
    "walked",
    "with_service_facts",
]

_T = TypeVar("_T")

ITEM_IDS: Final = ("ann", "ben", "cat")
"""Ids of items, of which a group never has more."""

_CONTACTS: Final = {
    Email.name: "zoe@example.org",
    Telephone.name: "01632 960001",
    Postcode.name: "ZZ99 3AA",
}

STRAY_ID: Final = "zoe"
"""The id of an item that nobody lists."""

_numbers: Final = cache(st.integers)


def _pick(draw: st.DrawFn, of: Sequence[_T]) -> _T:
    return of[draw(_numbers(0, len(of) - 1))]


def _chance(draw: st.DrawFn, tenths: int) -> bool:
    # What shrinks goes to 0, so the likely case is the plain one.
    return draw(_numbers(0, 9)) >= 10 - tenths


@frozen(kw_only=True)
class Asking:
    """A questionnaire, and one way in which it was gone through.

    Attributes:
        questionnaire: What is asked.
        given: A partial concern, as JSON.
        answers: As JSON.
        on: The day.
    """

    questionnaire: Questionnaire
    given: Document
    answers: Document
    on: dt.date


def walked(asking: Asking, answers: Document | None = None) -> Journey:
    """Return the journey of an asking, perhaps with other answers."""
    given = read_concern(asking.given, asking.questionnaire.vocabulary, partial=True)
    told = asking.answers if answers is None else answers
    return walk(asking.questionnaire, told, given=given, on=asking.on)


# -------------------------------------------------------------------- questionnaires


@st.composite
def with_service_facts(draw: st.DrawFn, vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary of which the service sets a fact here and there."""

    def some(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(evolve(fact, set_by_service=_chance(draw, 2)) for fact in facts)

    # The first fact of all is asked for, so that there is something to ask.
    groups = tuple(evolve(group, facts=some(group.facts)) for group in vocabulary.groups)
    facts = (*vocabulary.facts[:1], *some(vocabulary.facts[1:]))
    return Vocabulary(facts=facts, groups=groups)


@define
class _Author:
    """Writes one questionnaire, and keeps in mind what has been asked."""

    draw: st.DrawFn
    vocabulary: Vocabulary
    signs: tuple[Sign, ...]
    plain: bool
    seen: set[str]
    before_section: set[str] = field(factory=set[str])
    taken: set[str] = field(factory=set[str])
    number: int = 0

    def sections(self) -> Iterator[Section]:
        groups = [None, None, *(group for group in self.vocabulary.groups if self.askable(group))]
        for number in range(self.draw(_numbers(2, 4))):
            group = _pick(self.draw, groups)
            self.before_section = set(self.seen)
            gate = self.gate(None)
            questions = tuple(self.questions(group, self.draw(_numbers(1, 3))))
            if questions:
                yield Section(
                    id=f"s{number}",
                    title=f"Part {number}",
                    questions=questions,
                    ask_when=gate,
                    for_each=group.id if group else None,
                    at_most=self.most(group),
                    ask_for_more=group is not None and _chance(self.draw, 3),
                )

    def most(self, group: Group | None) -> int | None:
        """Return a bound of a section's own, now and then."""
        if group is None or group.at_most == 0 or not _chance(self.draw, 3):
            return None
        return self.draw(_numbers(max(1, group.at_least), group.at_most))

    def rest(self) -> Iterator[Section]:
        """Yield sections that ask for every fact that has not been asked for."""
        for group in (None, *self.vocabulary.groups):
            facts = [one for one in self.askable(group) if one.id not in self.seen]
            questions = tuple(self.question(fact, group) for fact in facts)
            if questions:
                home = group.id if group else None
                yield Section(
                    id=f"rest-{home or 'all'}".replace("_", "-"),
                    title="The rest",
                    questions=questions,
                    for_each=home,
                )

    def askable(self, group: Group | None) -> list[Fact]:
        facts = group.facts if group else self.vocabulary.facts
        return [fact for fact in facts if not fact.set_by_service and fact.id not in self.taken]

    def questions(self, group: Group | None, number: int) -> Iterator[Question]:
        for _ in range(number):
            facts = self.askable(group)
            if facts:
                yield self.question(_pick(self.draw, facts), group)

    def question(self, fact: Fact, group: Group | None) -> Question:
        self.number += 1
        gate = self.gate(group)
        self.seen.add(fact.id)
        if self.plain:
            self.taken.add(fact.id)
        words = {one: f"Word {one}" for one in _options(fact)} if _chance(self.draw, 5) else {}
        return Question(
            id=f"q{self.number}",
            text="What?",
            records=fact.id,
            hint=_pick(self.draw, ("", "A hint")),
            option_text=words,
            ask_when=gate,
            ask_again=not self.plain and _chance(self.draw, 2),
            optional=not fact.is_safety_fact and _chance(self.draw, 3),
            unknown_allowed=not _chance(self.draw, 2),
        )

    def gate(self, group: Group | None) -> Condition | None:
        """Return what opens a section (outside any item) or a question, or None."""
        if _chance(self.draw, 4):
            return None
        outer, own = self.outer(), self.own(group)
        if outer and own:
            return Or((outer, own)) if _chance(self.draw, 5) else And((outer, own))
        return outer or own

    def outer(self) -> Condition | None:
        facts = self.readable(self.vocabulary.facts, self.seen)
        if not facts or _chance(self.draw, 3):
            return None
        groups = tuple(
            evolve(group, facts=facts)
            for group in self.vocabulary.groups
            if (facts := self.readable(group.facts, self.before_section))
        )
        known = Vocabulary(facts=self.readable(self.vocabulary.facts, self.seen), groups=groups)
        return self.condition(Terms(vocabulary=known, signs=self.usable()))

    def own(self, group: Group | None) -> Condition | None:
        facts = self.readable(group.facts, self.seen) if group else ()
        if not facts:
            return None
        return self.condition(Terms(vocabulary=Vocabulary(facts=facts)))

    def condition(self, speaking_of: Terms) -> Condition | None:
        for _ in range(4):
            condition = self.draw(conditions(speaking_of))
            if not self.plain or not _tells_of_asking(condition):
                return condition
        return None

    def usable(self) -> tuple[Sign, ...]:
        if self.plain:
            return ()
        whole = Terms(vocabulary=self.vocabulary, signs=self.signs)
        return tuple(
            sign
            for sign in self.signs
            if facts_in(sign.when, whole) <= self.seen
            and not group_facts_in(sign.when, whole) - self.before_section - set(self.top())
        )

    def top(self) -> Iterator[str]:
        return (fact.id for fact in self.vocabulary.facts)

    def readable(self, facts: tuple[Fact, ...], among: set[str]) -> tuple[Fact, ...]:
        return tuple(one for one in facts if one.rules_can_read_it and one.id in among)


def _tells_of_asking(condition: Condition) -> bool:
    return any(isinstance(node, Known | Asked) for node in walk_tree(condition))


def _options(fact: Fact) -> tuple[str, ...]:
    return fact.kind.options if isinstance(fact.kind, OneOf) else getattr(fact.kind, "ids", ())


@st.composite
def questionnaires(
    draw: st.DrawFn,
    vocabulary: Vocabulary,
    signs: tuple[Sign, ...] = (),
    *,
    name: str = "made-up",
    plain: bool = False,
    whole: bool = False,
    earlier: frozenset[str] = frozenset(),
) -> Questionnaire:
    """Return questionnaires without a problem.

    Args:
        draw: Hypothesis'.
        vocabulary: What they record.
        signs: What their conditions may use.
        name: Their id.
        plain: Whether no fact has more than one question, and no condition looks
            at whether something was asked or known.
        whole: Whether every fact that the service does not set has a question.
        earlier: Facts that questionnaires before it record.
    """
    by_service = (fact.id for fact in vocabulary.by_id.values() if fact.set_by_service)
    author = _Author(draw, vocabulary, signs, plain, {*by_service, *earlier})
    sections = [*author.sections(), *(author.rest() if whole else ())]
    sections = sections or [*author.rest()]
    return Questionnaire(id=name, vocabulary=vocabulary, sections=tuple(sections), signs=signs)


# ------------------------------------------------------------------ given, answers


@st.composite
def givens(draw: st.DrawFn, vocabulary: Vocabulary) -> Document:
    """Return partial concerns, often with nothing but what the service set."""
    document = draw(documents(vocabulary))
    keep = _pick(draw, (0, 1, 5))
    by_service = {fact.id for fact in vocabulary.facts if fact.set_by_service}
    return {
        key: value for key, value in document.items() if key in by_service or _chance(draw, keep)
    }


def listed_in(document: Document, group_id: str) -> list[str]:
    """Return the ids of the items that a concern as JSON lists in a group."""
    held = document.get(group_id)
    items = cast("list[Document]", held) if isinstance(held, list) else []
    return [str(item["id"]) for item in items]


@st.composite
def answer_to(draw: st.DrawFn, question: Question, fact: Fact) -> Any:  # noqa: ANN401 - as JSON
    """Return an answer that fits a question; ``...`` for none."""
    if question.optional and _chance(draw, 3):
        return {"skipped": True}
    drawn = draw(documents(Vocabulary(facts=(fact,)))).get(fact.id, ...)
    if isinstance(drawn, str):
        drawn = _CONTACTS.get(fact.kind.name, drawn)
    if isinstance(drawn, dict) or (drawn is None and not question.unknown_allowed):
        return ...
    return drawn


@st.composite
def answers_for(draw: st.DrawFn, questionnaire: Questionnaire, given: Document) -> Document:
    """Return answers that fit, to live questions and others, of listed items and a stray."""
    answers: Document = {}
    items: dict[str | None, list[str]] = {}
    for group in questionnaire.vocabulary.groups:
        before = listed_in(given, group.id)
        free = max(0, min(group.at_most - len(before), questionnaire.at_most(group)))
        if _chance(draw, 8):
            listed = list(ITEM_IDS[: draw(_numbers(0, min(free, len(ITEM_IDS))))])
            answers[f"@{group.id}"] = [*before[:1], *listed] if _chance(draw, 2) else listed
        items[group.id] = [*before, *ITEM_IDS[:2], STRAY_ID]
    for section, question in questionnaire.questions.values():
        fact = questionnaire.vocabulary.by_id[question.records]
        for item in items.get(section.for_each, [""]):
            answer = draw(answer_to(question, fact))
            if answer is not ...:
                answers[f"{question.id}@{item}" if item else question.id] = answer
    return answers


@st.composite
def askings(draw: st.DrawFn, *, plain: bool = False, whole: bool = False) -> Asking:
    """Return a questionnaire with what was given and answered."""
    made = draw(terms())
    vocabulary = draw(with_service_facts(made.vocabulary))
    questionnaire = draw(questionnaires(vocabulary, made.signs, plain=plain, whole=whole))
    given = draw(givens(vocabulary))
    answers = draw(answers_for(questionnaire, given))
    return Asking(questionnaire=questionnaire, given=given, answers=answers, on=draw(days()))
