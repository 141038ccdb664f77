"""Made-up questionnaires without a problem: conditions look only back at what was asked before."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, evolve, field
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
from childconcern.facts import Fact, Group, OneOf, Relationships, Vocabulary
from childconcern.questionnaire import Question, Questionnaire, Section
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.made_conditions import conditions

__all__ = ["questionnaires"]


@st.composite
def questionnaires(
    draw: st.DrawFn,
    vocabulary: Vocabulary,
    signs: tuple[Sign, ...] = (),
    *,
    name: str = "made-up",
    plain: bool = False,
    whole: bool = False,
    worded: bool = False,
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
        worded: Whether every option has words, as it should; else some do.
        earlier: Facts that questionnaires before it record.
    """
    by_service = (fact.id for fact in vocabulary.by_id.values() if fact.set_by_service)
    author = _Author(
        draw=draw,
        vocabulary=vocabulary,
        signs=signs,
        plain=plain,
        worded=worded,
        seen={*by_service, *earlier},
    )
    sections = [*author.sections(), *(author.rest() if whole else ())]
    sections = sections or [*author.rest()]
    return Questionnaire(id=name, vocabulary=vocabulary, sections=tuple(sections), signs=signs)


@define(kw_only=True)
class _Author:
    """Writes one questionnaire, and keeps in mind what has been asked."""

    draw: st.DrawFn
    vocabulary: Vocabulary
    signs: tuple[Sign, ...]
    plain: bool
    worded: bool
    seen: set[str]
    before_section: set[str] = field(factory=set[str])
    taken: set[str] = field(factory=set[str])
    written: int = 0

    def sections(self) -> Iterator[Section]:
        groups = [None, None, *(group for group in self.vocabulary.groups if self.askable(group))]
        for place in range(number(self.draw, 2, 4)):
            group = pick(self.draw, groups)
            self.before_section = set(self.seen)
            gate = self.gate(None)
            questions = tuple(self.questions(group, number(self.draw, 1, 3)))
            if questions:
                yield Section(
                    id=f"s{place}",
                    title=f"Part {place}",
                    questions=questions,
                    ask_when=gate,
                    for_each=group.id if group else None,
                    at_most=self.most(group),
                    ask_for_more=group is not None and chance(self.draw, 3),
                )

    def most(self, group: Group | None) -> int | None:
        """Return a bound of a section's own, now and then."""
        if group is None or group.at_most == 0 or not chance(self.draw, 3):
            return None
        return number(self.draw, max(1, group.at_least), group.at_most)

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

    def questions(self, group: Group | None, how_many: int) -> Iterator[Question]:
        for _ in range(how_many):
            facts = self.askable(group)
            if facts:
                yield self.question(pick(self.draw, facts), group)

    def question(self, fact: Fact, group: Group | None) -> Question:
        self.written += 1
        gate = self.gate(group)
        self.seen.add(fact.id)
        if self.plain:
            self.taken.add(fact.id)
        worded = self.worded or chance(self.draw, 5)
        return Question(
            id=f"q{self.written}",
            text="What?",
            records=fact.id,
            hint=pick(self.draw, ("", "A hint")),
            option_text={one: f"Word {one}" for one in _options(fact)} if worded else {},
            ask_when=gate,
            ask_again=not self.plain and chance(self.draw, 2),
            optional=not fact.is_safety_fact and chance(self.draw, 3),
            unknown_allowed=not chance(self.draw, 2),
        )

    def gate(self, group: Group | None) -> Condition | None:
        """Return what opens a section (outside any item) or a question, or None."""
        if chance(self.draw, 4):
            return None
        outer, own = self.outer(), self.own(group)
        if outer and own:
            return Or((outer, own)) if chance(self.draw, 5) else And((outer, own))
        return outer or own

    def outer(self) -> Condition | None:
        facts = _readable(self.vocabulary.facts, self.seen)
        if not facts or chance(self.draw, 3):
            return None
        groups = tuple(
            evolve(group, facts=inside)
            for group in self.vocabulary.groups
            if (inside := _readable(group.facts, self.before_section))
        )
        known = Vocabulary(facts=facts, groups=groups)
        return self.condition(Terms(vocabulary=known, signs=self.usable()))

    def own(self, group: Group | None) -> Condition | None:
        facts = _readable(group.facts, self.seen) if group else ()
        if not facts:
            return None
        return self.condition(Terms(vocabulary=Vocabulary(facts=facts)))

    def condition(self, speaking_of: Terms) -> Condition | None:
        for _ in range(4):
            found = self.draw(conditions(speaking_of))
            if not self.plain or not _tells_of_asking(found):
                return found
        return None

    def usable(self) -> tuple[Sign, ...]:
        if self.plain:
            return ()
        whole = Terms(vocabulary=self.vocabulary, signs=self.signs)
        top = {fact.id for fact in self.vocabulary.facts}
        return tuple(
            sign
            for sign in self.signs
            if facts_in(sign.when, whole) <= self.seen
            and not group_facts_in(sign.when, whole) - self.before_section - top
        )


def _readable(facts: tuple[Fact, ...], among: set[str]) -> tuple[Fact, ...]:
    return tuple(one for one in facts if one.rules_can_read_it and one.id in among)


def _tells_of_asking(condition: Condition) -> bool:
    return any(isinstance(node, Known | Asked) for node in walk_tree(condition))


def _options(fact: Fact) -> tuple[str, ...]:
    if isinstance(fact.kind, OneOf | Relationships):
        return fact.kind.options
    return getattr(fact.kind, "ids", ())
