"""One way to write things down: canonical JSON, and digests of it.

UTF-8, sorted keys, no spaces, integers only, any-of answers in the order of
their fact. The same thing has the same bytes on every Python, platform, locale
and hash seed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from childconcern.facts.concern import Concern, Item
from childconcern.facts.kinds import Json
from childconcern.facts.values import Held, NotAsked, NotKnown
from childconcern.facts.vocabulary import Fact

__all__ = ["canonical_json", "concern_document", "digest", "held_document"]


def canonical_json(document: object) -> bytes:
    """Return the one way in which a JSON document is written."""
    text = json.dumps(
        document, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def digest(document: object) -> str:
    """Return the SHA-256 of a document's canonical JSON, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def held_document(fact: Fact, held: Held) -> Json:
    """Return what JSON holds for a value or *not known*."""
    if isinstance(held, NotKnown | NotAsked):
        return None
    return fact.kind.to_json(held)


def concern_document(concern: Concern, only: frozenset[str] | None = None) -> dict[str, Json]:
    """Return a concern as JSON, from which ``read_concern`` makes an equal one.

    Args:
        concern: What is written.
        only: Ids of the facts to write; all of them where it is None. A group
            is written where one of its facts is.
    """
    questions = dict(concern.questions)
    vocabulary = concern.vocabulary
    document = _values(vocabulary.facts, concern.values, (), questions, only)
    for group, items in zip(vocabulary.groups, concern.groups, strict=True):
        if only is not None and only.isdisjoint(group.index):
            continue
        if not isinstance(items, NotAsked):
            document[group.id] = [
                _item(group.id, item, group.facts, questions, only) for item in items
            ]
        elif (group.id,) in questions:
            document[group.id] = {"not_asked": questions[(group.id,)]}
    return document


def _item(
    group_id: str,
    item: Item,
    facts: tuple[Fact, ...],
    questions: Mapping[tuple[str, ...], str],
    only: frozenset[str] | None,
) -> Json:
    path = (group_id, item.id)
    return {"id": item.id, **_values(facts, item.values, path, questions, only)}


def _values(
    facts: tuple[Fact, ...],
    values: tuple[Held, ...],
    path: tuple[str, ...],
    questions: Mapping[tuple[str, ...], str],
    only: frozenset[str] | None,
) -> dict[str, Json]:
    document: dict[str, Json] = {}
    for fact, held in zip(facts, values, strict=True):
        if only is not None and fact.id not in only:
            continue
        if not isinstance(held, NotAsked):
            document[fact.id] = held_document(fact, held)
        elif (*path, fact.id) in questions:
            document[fact.id] = {"not_asked": questions[(*path, fact.id)]}
    return document
