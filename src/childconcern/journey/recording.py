"""What a walk leaves behind: a concern in which silence is told apart."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, field

from childconcern.facts import NOT_ASKED, NOT_KNOWN, Concern, Fact, Held, Item, NotAsked
from childconcern.journey.live import Live
from childconcern.questionnaire import Questionnaire

__all__ = ["recorded_concern"]


def recorded_concern(
    questionnaire: Questionnaire,
    live: Live,
    given: Concern,
    unanswered: frozenset[tuple[str | None, str]],
) -> Concern:
    """Return the concern that a walk recorded.

    A safety fact whose live question has no answer is *not known*, and so is
    one that the service should have set and did not. One without a live
    question is *not asked*, naming its first question; where another
    questionnaire has that, the id which such a question has by default. So a
    concern can be written down and read back with nothing refused as missing.

    Args:
        questionnaire: What was walked.
        live: What is recorded at the end.
        given: What the walk began with.
        unanswered: Item (or None) and fact of live questions without an answer.
    """
    recorder = _Recorder(questionnaire, unanswered, dict(given.questions))
    vocabulary = questionnaire.vocabulary
    values = recorder.values(vocabulary.facts, live.top, (), None)
    groups = tuple(recorder.group(group.id, live) for group in vocabulary.groups)
    return Concern(
        vocabulary=vocabulary, values=values, groups=groups, questions=tuple(recorder.named)
    )


@define(repr=False)
class _Recorder:
    questionnaire: Questionnaire
    unanswered: frozenset[tuple[str | None, str]]
    given: dict[tuple[str, ...], str]
    named: list[tuple[tuple[str, ...], str]] = field(factory=list[tuple[tuple[str, ...], str]])

    def values(
        self,
        facts: tuple[Fact, ...],
        row: dict[str, Held],
        path: tuple[str, ...],
        item_id: str | None,
    ) -> tuple[Held, ...]:
        return tuple(self._held(fact, row[fact.id], (*path, fact.id), item_id) for fact in facts)

    def group(self, group_id: str, live: Live) -> tuple[Item, ...] | NotAsked:
        listed = live.items.get(group_id)
        if listed is None:
            self._name((group_id,), next(self._asking(group_id), None) or _default(group_id))
            return NOT_ASKED
        facts = self.questionnaire.vocabulary.group(group_id).facts
        return tuple(
            Item(item_id, self.values(facts, row, (group_id, item_id), item_id))
            for item_id, row in listed.items()
        )

    def _held(self, fact: Fact, held: Held, path: tuple[str, ...], item_id: str | None) -> Held:
        if not isinstance(held, NotAsked):
            return held
        if not fact.is_safety_fact:
            self._name(path, None)
            return NOT_ASKED
        if fact.set_by_service or (item_id, fact.id) in self.unanswered:
            return NOT_KNOWN
        self._name(path, self.questionnaire.first_question(fact.id) or _default(fact.id))
        return NOT_ASKED

    def _name(self, path: tuple[str, ...], question: str | None) -> None:
        named = self.given.get(path, question)
        if named is not None:
            self.named.append((path, named))

    def _asking(self, group_id: str) -> Iterator[str]:
        for section in self.questionnaire.sections:
            if section.for_each == group_id:
                yield from (question.id for question in section.questions)


def _default(fact_id: str) -> str:
    return fact_id.replace("_", "-")
