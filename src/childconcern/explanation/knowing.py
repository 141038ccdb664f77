"""What was not known and what was not asked, without a word of what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from childconcern.decision import Decision
from childconcern.explanation.nouns import NotKnownWords, Reader
from childconcern.explanation.wording import Wording, item_noun
from childconcern.facts import Fact, Group, Held, Item, NotAsked, NotKnown
from childconcern.pack.wording.catalogue import group_strings

__all__ = ["not_asked_words", "not_known_words"]


def not_known_words(
    decision: Decision, wording: Wording, reader: Reader
) -> tuple[NotKnownWords, ...]:
    """Return what was not known, and what it counted as.

    A referrer is told of safety facts, whose silence counts as something; a
    worker of every fact that the policy can read.
    """
    read = decision.policy.reads

    def told(fact: Fact) -> bool:
        return fact.is_safety_fact or (reader is Reader.WORKER and fact.id in read)

    return tuple(
        NotKnownWords(about=about, counted_as=_counted_as(fact, wording))
        for fact, about in _held(decision, wording, reader, lambda held: isinstance(held, NotKnown))
        if told(fact)
    )


def not_asked_words(decision: Decision, wording: Wording) -> tuple[str, ...]:
    """Return what was not asked although the policy could have read it."""
    read = decision.policy.reads
    facts = _held(decision, wording, Reader.WORKER, lambda held: isinstance(held, NotAsked))
    unlisted = tuple(
        f"who is among the {item_noun(group.id)[1]}, and all that is asked of each"
        for group, items in _groups(decision)
        if isinstance(items, NotAsked) and not read.isdisjoint(group.index)
    )
    return (*(_missing(fact, about) for fact, about in facts if fact.id in read), *unlisted)


def _missing(fact: Fact, about: str) -> str:
    return f"{about}; the service can set this, and did not" if fact.set_by_service else about


def _groups(decision: Decision) -> Iterator[tuple[Group, tuple[Item, ...] | NotAsked]]:
    concern = decision.concern
    yield from zip(concern.vocabulary.groups, concern.groups, strict=True)


def _held(
    decision: Decision, wording: Wording, reader: Reader, chosen: Callable[[Held], bool]
) -> Iterator[tuple[Fact, str]]:
    """Yield each fact of which something chosen is held, and what it is about, with its items.

    A referrer who spoke of one child needs no "(child 1)".
    """
    concern = decision.concern
    for fact, held in zip(concern.vocabulary.facts, concern.values, strict=True):
        if chosen(held):
            yield fact, wording.topic(fact.id)
    for group, items in _groups(decision):
        if not isinstance(items, NotAsked):
            for n, fact in enumerate(group.facts):
                where = [at for at, item in enumerate(items, 1) if chosen(item.values[n])]
                alone = len(items) == 1 and reader is Reader.REFERRER
                if where:
                    yield fact, _topic_of_items(fact, group, [] if alone else where, wording)


def _topic_of_items(fact: Fact, group: Group, where: list[int], wording: Wording) -> str:
    what = wording.topic(fact.id)
    if not where:
        return what
    return wording.words.say("of-items", what=what, items=_places(group, where, wording))


def _places(group: Group, where: list[int], wording: Wording) -> str:
    called = group_strings(group)["item"]
    return wording.row(tuple(wording.words.fill(called, n=at) for at in where))


def _counted_as(fact: Fact, wording: Wording) -> str:
    if fact.unknown_counts_as is None:
        return ""
    return wording.value(fact.id, fact.kind.to_json(fact.unknown_counts_as))
