"""Which rehearsals see that a vocabulary differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from attrs import evolve

from childconcern.facts import Fact, Group, Held, NotAsked, NotKnown, Vocabulary
from childconcern.journey import Skipped
from childconcern.testing.mutation.rehearsing import Rehearsal

__all__ = ["vocabulary_touches"]


def vocabulary_touches(
    before: Vocabulary, after: Vocabulary
) -> Iterator[Callable[[Rehearsal], bool]]:
    """Yield for each fact that differs what tells whether a rehearsal sees it."""
    if before is after:
        return
    if _shape(before) != _shape(after):
        yield lambda _: True
        return
    for group, changed in zip(before.groups, after.groups, strict=True):
        if (group.at_least, group.at_most) != (changed.at_least, changed.at_most):
            yield partial(_counts, group, changed)
    for fact in before.by_id.values():
        other = after.by_id[fact.id]
        if fact != other:
            yield partial(_sees, fact, other)


def _shape(vocabulary: Vocabulary) -> object:
    """Return everything but what single facts are, and how many items groups have."""
    groups = [
        (evolve(group, at_least=0, at_most=1, facts=()), tuple(group.index))
        for group in vocabulary.groups
    ]
    return tuple(vocabulary.index), groups


def _counts(group: Group, changed: Group, rehearsal: Rehearsal) -> bool:
    """Return whether a rehearsal lists so many items, or so few, that the bounds matter."""
    walked = rehearsal.walked
    if walked is not None:
        listed = walked.answers.items.get(group.id)
    else:
        held = rehearsal.concern.groups[rehearsal.concern.vocabulary.group_index[group.id]]
        listed = None if isinstance(held, NotAsked) else tuple(item.id for item in held)
    most, least = min(group.at_most, changed.at_most), max(group.at_least, changed.at_least)
    return listed is None or not least <= len(listed) < most


def _sees(fact: Fact, other: Fact, rehearsal: Rehearsal) -> bool:
    if evolve(fact, unknown_counts_as=None, kind=other.kind) != evolve(
        other, unknown_counts_as=None
    ):
        return True
    held = tuple(_held(rehearsal, fact.id))
    counts = fact.unknown_counts_as != other.unknown_counts_as
    # Whether it is a safety fact also decides what a question without an answer leaves behind.
    if counts and (not fact.is_safety_fact or any(isinstance(one, NotKnown) for one in held)):
        return True
    values = [one for one in held if not isinstance(one, NotKnown | NotAsked)]
    return any(fact.kind.refusal(one) != other.kind.refusal(one) for one in values)


def _held(rehearsal: Rehearsal, fact_id: str) -> Iterator[Held]:
    """Yield all that was said of a fact, in answers that were set aside as well."""
    concern = rehearsal.concern
    home = concern.vocabulary.group_of[fact_id]
    if home is None:
        yield concern[fact_id]
    else:
        at = concern.vocabulary.group(home).index[fact_id]
        yield from (item.values[at] for item in concern.items(home))
    walked = rehearsal.walked
    if walked is not None:
        for key, answer in walked.answers.by_key.items():
            _, question = walked.questionnaire.questions[key.partition("@")[0]]
            if question.records == fact_id and not isinstance(answer, Skipped):
                yield answer
