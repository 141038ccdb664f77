"""Which question of one pack is asked again by which of the other: whose answers are the same.

The same person, asked by both packs, says the same to the same question. A
question is the same where its questionnaire and its id are, or were renamed,
and it records the same fact. Where a fact is left with one question in each
pack that matches nothing, those two are the same as well, in one questionnaire
first and then in all that are walked; so is a fact that the service sets in one
pack and that a question of the other asks for. All others are answered freely:
a person who is asked for a fact once more may know better, so several questions
about one fact are never taken for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from childconcern.pack.written import Renaming
from childconcern.questionnaire import Question
from childconcern.verify.difference.matching import Matching
from childconcern.verify.encoding.worlds import Scope

__all__ = ["Source", "asked_again", "sources_of"]


@frozen(kw_only=True)
class Source:
    """Where what is held of a fact comes from.

    Attributes:
        fact: Its id.
        questionnaire: In which it is asked for; None for what is known before.
        question: Which asks for it; None for what is known before.
    """

    fact: str
    questionnaire: str | None = None
    question: Question | None = None

    def key(self, group: str | None, item: str | None) -> str:
        """Return the key of what is said there, of the whole or of an item of a group."""
        if self.question is None:
            return f"given/{self.fact}" if item is None else f"given/{group}@{item}/{self.fact}"
        name = self.question.id if item is None else f"{self.question.id}@{item}"
        return f"{self.questionnaire}/{name}"


def sources_of(scope: Scope, known: Iterable[str]) -> tuple[Source, ...]:
    """Return all sources of facts in a scope, in order.

    Args:
        scope: Of a pack.
        known: The ids of facts that may be known before the first question.
    """
    asked = (
        Source(fact=one.records, questionnaire=asked.id, question=one)
        for asked in scope.questionnaires
        for _, one in asked.questions.values()
    )
    return (*(Source(fact=one) for one in known), *asked)


def asked_again(
    matching: Matching, new: Iterable[Source], old: Iterable[Source]
) -> Mapping[Source, Source]:
    """Return for each source of the new pack the old one that says the same, if there is one."""
    pairing = _Pairing(matching=matching, new=(*new,), old=(*old,))
    found = dict(pairing.by_name())
    found |= pairing.left_over(found, within_one=True)
    found |= pairing.left_over(found, within_one=False)
    return {one: found[one] for one in pairing.new if one in found}


@frozen(kw_only=True)
class _Pairing:
    matching: Matching
    new: tuple[Source, ...]
    old: tuple[Source, ...]

    def by_name(self) -> Iterator[tuple[Source, Source]]:
        """Yield those that have the same name, or were renamed, and are about the same fact."""
        before = {self._name(one): one for one in self.old}
        for one in self.new:
            fact = self.matching.facts.get(one.fact)
            name = self._old_name(one)
            was = None if name is None else before.get(name)
            if was is not None and was.fact == fact:
                yield one, was

    def left_over(
        self, found: Mapping[Source, Source], *, within_one: bool
    ) -> Iterator[tuple[Source, Source]]:
        """Yield those that are alone in being left for their fact, in a questionnaire or in all."""
        taken = set(found.values())
        for new, old in self.matching.facts.items():
            mine = [one for one in self.new if one.fact == new and one not in found]
            theirs = [one for one in self.old if one.fact == old and one not in taken]
            for here, there in self._together(mine, theirs) if within_one else ((mine, theirs),):
                if len(here) == len(there) == 1:
                    yield here[0], there[0]

    def _together(
        self, mine: list[Source], theirs: list[Source]
    ) -> Iterator[tuple[list[Source], list[Source]]]:
        """Yield the sources of each questionnaire that is in both packs."""
        for new, old in self.matching.same(Renaming.QUESTIONNAIRES).items():
            here = [one for one in mine if one.questionnaire == new]
            yield here, [one for one in theirs if one.questionnaire == old]

    def _name(self, one: Source) -> tuple[str | None, str]:
        return one.questionnaire, one.fact if one.question is None else one.question.id

    def _old_name(self, one: Source) -> tuple[str | None, str] | None:
        if one.questionnaire is None or one.question is None:
            return None, self.matching.facts.get(one.fact, "")
        home = self.matching.same(Renaming.QUESTIONNAIRES).get(one.questionnaire)
        names = self.matching.same(Renaming.QUESTIONS, one.questionnaire)
        return (home, names[one.question.id]) if home and one.question.id in names else None
