"""What a condition lacks to hold of an example: the parts of it that are not certainly so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from attrs import evolve, frozen

from childconcern.conditions import (
    And,
    AnyItem,
    AreasAt,
    ConcernView,
    Condition,
    Level,
    LevelOf,
    LevelTest,
    Named,
    expand,
    facts_in,
    truth,
    walk_tree,
)
from childconcern.decision import Decision, decide
from childconcern.explanation import Clause, Led, Phrase, Several, Wording, condition_phrase
from childconcern.facts import Concern, read_concern
from childconcern.journey import walk
from childconcern.pack import Pack
from childconcern.reporting.answers import PackWords
from childconcern.reporting.keys import place_words
from childconcern.verify import Example

__all__ = ["Weighed", "reads", "weighed"]


@frozen(kw_only=True, repr=False, slots=False)
class Weighed:
    """An example, decided anew, so that its conditions can be looked into.

    Attributes:
        pack: Whose policy decides.
        decision: What it says.
        wording: Words for conditions.
    """

    pack: Pack
    decision: Decision
    wording: Wording

    @property
    def concern(self) -> Concern:
        """What is known."""
        return self.decision.concern

    @cached_property
    def _view(self) -> ConcernView:
        return ConcernView(concern=self.concern, on=self.decision.on, levels=self._level)

    def _level(self, test: LevelTest) -> bool:
        highest, levels = self.decision.level, self.decision.levels
        match test:
            case Level(at_least):
                return highest is not None and highest >= at_least
            case LevelOf(area, at_least):
                return levels[area] >= at_least
            case _:
                return sum(one >= test.level for one in levels.values()) >= test.at_least

    def holds(self, condition: Condition) -> bool:
        """Return whether a condition certainly holds."""
        return self._holds(condition, self._view)

    def speaks_of(self, condition: Condition) -> frozenset[str]:
        """Return the ids of the facts that a condition reads, and of those that gave its levels."""
        terms = self.wording.terms
        found = set(facts_in(condition, terms))
        for test in walk_tree(expand(condition, terms.meanings)):
            for when in _raising(test, self.wording):
                if self.holds(when):
                    found.update(facts_in(when, terms))
        return frozenset(found)

    def _holds(self, condition: Condition, view: ConcernView) -> bool:
        return truth(expand(condition, self.wording.terms.meanings), view)[0]

    def lacking(self, condition: Condition) -> tuple[Phrase, ...]:
        """Return the parts of a condition that do not certainly hold, in words, in order."""
        return self._lacking(condition, self._view)

    def _lacking(self, condition: Condition, view: ConcernView) -> tuple[Phrase, ...]:
        if self._holds(condition, view):
            return ()
        match condition:
            case And(parts):
                return tuple(one for part in parts for one in self._lacking(part, view))
            case Named(name) if name in self.wording.signs:
                return (self._sign(condition, name, view),)
            case AnyItem(group, part):
                return self._nobody(condition, group, part, view)
            case _:
                return (condition_phrase(condition, self.wording),)

    def _sign(self, condition: Condition, name: str, view: ConcernView) -> Phrase:
        """Return a sign that is not so, and the parts of it that are missing where it has parts."""
        meaning = next(one.when for one in self.wording.policy.signs if one.id == name)
        words = condition_phrase(condition, self.wording)
        inside = meaning.part if isinstance(meaning, AnyItem) else meaning
        if not isinstance(words, Clause) or not isinstance(inside, And):
            return words
        return Several(f"{words.text}, and for that", self._lacking(meaning, view))

    def _nobody(
        self, condition: Condition, group: str, part: Condition, view: ConcernView
    ) -> tuple[Phrase, ...]:
        """Return what the item that comes nearest lacks."""
        listed = view.items(group) or ()
        if not listed:
            return (condition_phrase(condition, self.wording),)
        lacks = [self._lacking(part, evolve(view, item=(group, at))) for at in range(len(listed))]
        nearest = min(range(len(lacks)), key=lambda at: len(lacks[at]))
        if len(lacks) == 1:
            return lacks[0]
        whose = f"for the {place_words(nearest, group)},"
        return tuple(Led(whose, one) for one in lacks[nearest])


def weighed(example: Example, words: PackWords) -> Weighed:
    """Return an example decided anew by the pack that it is of."""
    pack = words.pack
    concern = read_concern(example.given, pack.vocabulary, partial=bool(example.answers))
    for questionnaire_id, answers in example.answers.items():
        asked = pack.questionnaire(questionnaire_id)
        concern = walk(asked, answers, given=concern, on=words.on).concern
    decision = decide(concern, pack.policy, on=words.on)
    return Weighed(pack=pack, decision=decision, wording=words.wording)


def reads(condition: Condition, wording: Wording) -> frozenset[str]:
    """Return the ids of the facts that can make a condition hold, through levels too."""
    terms = wording.terms
    found = set(facts_in(condition, terms))
    for test in walk_tree(expand(condition, terms.meanings)):
        found.update(*(facts_in(when, terms) for when in _raising(test, wording)))
    return frozenset(found)


def _raising(test: Condition, wording: Wording) -> Sequence[Condition]:
    """Return when an indicator applies that counts towards a level test."""
    indicators = wording.policy.indicators
    match test:
        case Level(at_least):
            return [one.when for one in indicators if one.level >= at_least]
        case LevelOf(area, at_least):
            return [one.when for one in indicators if one.level >= at_least and one.area == area]
        case AreasAt(level, _):
            return [one.when for one in indicators if one.level >= level]
        case _:
            return ()
