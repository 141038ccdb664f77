"""The pack that mutants are made of, and packs with one part exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import TypeVar

from attrs import evolve, frozen

from childconcern.conditions import Condition, Sign, facts_in, walk_tree
from childconcern.conditions.tree import Test
from childconcern.explanation import Wording, pack_wording
from childconcern.facts import Vocabulary
from childconcern.pack import Pack
from childconcern.policy import RoutingPolicy
from childconcern.problems import Problem
from childconcern.questionnaire import Question, Questionnaire, Section, questionnaire_problems

__all__ = [
    "Original",
    "exchanged",
    "questionnaire_faults",
    "tests_in",
    "with_question",
    "with_section",
    "with_signs",
    "with_vocabulary",
]

_T = TypeVar("_T")


@frozen(kw_only=True, eq=False)
class Original:
    """A pack without an error, and what those who make mutants of it look up.

    Attributes:
        pack: The pack.
    """

    pack: Pack

    @property
    def policy(self) -> RoutingPolicy:
        """Its policy."""
        return self.pack.policy

    @property
    def vocabulary(self) -> Vocabulary:
        """Its vocabulary."""
        return self.pack.vocabulary

    @cached_property
    def wording(self) -> Wording:
        """Its words."""
        return pack_wording(self.pack)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """Ids of the facts that can matter to a decision: those read, and those that open a way.

        Whatever is done to a question for any other fact, no decision changes.
        """
        found = self.policy.reads
        while True:
            gates = [
                gate
                for questionnaire in self.pack.questionnaires
                for gate in _gates(questionnaire, found)
            ]
            more = found.union(*(facts_in(gate, self.policy.terms) for gate in gates))
            if more == found:
                return found
            found = more

    def recorded_before(self, position: int, n: int, m: int = 0) -> tuple[str, ...]:
        """Return the facts that a question's condition can read, or a section's, in order.

        Args:
            position: Of the questionnaire.
            n: Of the section in it.
            m: Of the question in that; 0 for the section.
        """
        asked = self.pack.questionnaires
        by_service = (one.id for one in self.vocabulary.by_id.values() if one.set_by_service)
        earlier = (fact for one in asked[:position] for fact in one.recorded())
        sections = asked[position].sections
        above = (one.records for section in sections[:n] for one in section.questions)
        here = (one.records for one in sections[n].questions[:m])
        return tuple(dict.fromkeys(chain(by_service, earlier, above, here)))

    def top_fact(self, condition: Condition) -> str | None:
        """Return a fact of the whole concern that a condition reads, or could; None without any."""
        own = facts_in(condition, self.policy.terms)
        facts = [fact.id for fact in self.vocabulary.facts if fact.rules_can_read_it]
        return next((fact for fact in facts if fact in own), next(iter(facts), None))


def _gates(questionnaire: Questionnaire, facts: frozenset[str]) -> Iterator[Condition]:
    """Yield the conditions under which one of these facts is asked for."""
    for section, question in questionnaire.questions.values():
        if question.records in facts:
            gates = (section.ask_when, question.ask_when)
            yield from (gate for gate in gates if gate is not None)


def tests_in(condition: Condition) -> tuple[Test, ...]:
    """Return the tests of facts in a condition, in order."""
    return tuple(node for node in walk_tree(condition) if isinstance(node, Test))


def exchanged(row: tuple[_T, ...], at: int, new: _T) -> tuple[_T, ...]:
    """Return a row with another member at one position."""
    return (*row[:at], new, *row[at + 1 :])


def with_signs(pack: Pack, signs: tuple[Sign, ...]) -> Pack:
    """Return a pack with other signs, which its policy and its questionnaires share."""
    return evolve(
        pack,
        policy=evolve(pack.policy, signs=signs),
        questionnaires=tuple(evolve(one, signs=signs) for one in pack.questionnaires),
    )


def with_vocabulary(pack: Pack, vocabulary: Vocabulary) -> Pack:
    """Return a pack with another vocabulary, which all its parts share."""
    return evolve(
        pack,
        vocabulary=vocabulary,
        policy=evolve(pack.policy, vocabulary=vocabulary),
        questionnaires=tuple(evolve(one, vocabulary=vocabulary) for one in pack.questionnaires),
    )


def with_section(pack: Pack, position: int, n: int, section: Section) -> Pack:
    """Return a pack with another section in one of its questionnaires."""
    before = pack.questionnaires[position]
    after = evolve(before, sections=exchanged(before.sections, n, section))
    return evolve(pack, questionnaires=exchanged(pack.questionnaires, position, after))


def with_question(pack: Pack, at: tuple[int, int, int], question: Question) -> Pack:
    """Return a pack with another question.

    Args:
        pack: The pack.
        at: The positions of its questionnaire, of its section in that, and its own.
        question: What is asked there.
    """
    position, n, m = at
    section = pack.questionnaires[position].sections[n]
    after = evolve(section, questions=exchanged(section.questions, m, question))
    return with_section(pack, position, n, after)


def questionnaire_faults(
    original: Original, position: int
) -> Callable[[Pack], tuple[Problem, ...]]:
    """Return what says what is wrong with one questionnaire of a pack, all else being right."""
    earlier = original.pack.questionnaires[:position]
    return lambda pack: questionnaire_problems(pack.questionnaires[position], earlier)
