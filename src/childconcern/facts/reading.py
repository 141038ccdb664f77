"""A concern from a JSON document, with every refusal at once.

The document maps fact ids to values: true or false, an option's id, a list of
them, a number, a date or an age as text, ``null`` for not known,
``{"not_asked": "question-id"}``, for relationships an object of item ids to options;
and groups to lists of objects with an ``id``.
A misspelt, out-of-range or wrong-typed value is refused: never is it taken for
"no". So is a missing safety fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeGuard

from attrs import define, field

from childconcern.facts.concern import Concern, ConcernRefusedError, Item
from childconcern.facts.ids import is_item_id, is_kebab_case, is_snake_case
from childconcern.facts.misfits import misfits
from childconcern.facts.relationships import NOT_ASKED_KEY, Relationships
from childconcern.facts.values import NOT_ASKED, NOT_KNOWN, Held, NotAsked
from childconcern.facts.vocabulary import Fact, Group, Vocabulary
from childconcern.problems import Fault, Place, Problem

__all__ = ["read_concern", "read_held"]

_MOST_ITEMS_READ: Final = 1000


def read_concern(document: object, vocabulary: Vocabulary, *, partial: bool = False) -> Concern:
    """Return the concern that a JSON ``document`` describes.

    With ``partial`` nothing is refused as missing: so are facts that a service
    sets before anybody is asked.

    Raises:
        ConcernRefusedError: With every fact that is wrong or missing, by id and
            what it allows; never with what was given.
    """
    reader = _Reader(vocabulary, partial)
    concern = reader.read(document)
    if reader.problems:
        raise ConcernRefusedError("this concern cannot be used", tuple(reader.problems)) from None
    return concern


def read_held(fact: Fact, raw: object) -> Held | Fault:
    """Return what one JSON value means for ``fact``: ``null`` is not known."""
    return NOT_KNOWN if raw is None else fact.kind.from_json(raw)


@define
class _Reader:
    vocabulary: Vocabulary
    partial: bool
    problems: list[Problem] = field(factory=list[Problem])
    questions: list[tuple[tuple[str, ...], str]] = field(factory=list[tuple[tuple[str, ...], str]])

    def read(self, document: object) -> Concern:
        if not _is_object(document):
            self._refuse((), Fault("not-an-object"), "a concern is an object of fact ids to values")
            document = {}
        known = (*self.vocabulary.index, *self.vocabulary.group_index)
        self._refuse_unknown((), document, known)
        values = self._values(self.vocabulary.facts, document, ())
        groups = tuple(self._group(group, document) for group in self.vocabulary.groups)
        if not self.problems:
            self._refuse_misfits(values, groups)
        if self.problems:
            values, groups = (NOT_ASKED,) * len(values), (NOT_ASKED,) * len(groups)
        return Concern(
            vocabulary=self.vocabulary,
            values=values,
            groups=groups,
            questions=tuple(self.questions),
        )

    def _values(
        self,
        facts: tuple[Fact, ...],
        document: Mapping[object, object],
        path: tuple[str | int, ...],
    ) -> tuple[Held, ...]:
        return tuple(self._held(fact, document, (*path, fact.id)) for fact in facts)

    def _held(
        self, fact: Fact, document: Mapping[object, object], path: tuple[str | int, ...]
    ) -> Held:
        if fact.id not in document:
            if fact.is_safety_fact and not self.partial:
                self._refuse(path, Fault("missing-safety-fact"), _SAY_SO)
            return NOT_ASKED
        raw = document[fact.id]
        if _is_object(raw) and not _says_relationships(fact, raw):
            return self._not_asked(raw, path)
        held = read_held(fact, raw)
        if isinstance(held, Fault):
            self._refuse(path, held, f"{fact.id} is a {fact.kind.name} fact")
            return NOT_ASKED
        return held

    def _not_asked(self, raw: Mapping[object, object], path: tuple[str | int, ...]) -> NotAsked:
        question = raw.get("not_asked")
        if len(raw) == 1 and isinstance(question, str) and is_kebab_case(question):
            self.questions.append((tuple(map(str, path)), question))
        else:
            self._refuse(path, Fault("not-a-value"), 'write {"not_asked": "question-id"}')
        return NOT_ASKED

    def _group(
        self, group: Group, document: Mapping[object, object]
    ) -> tuple[Item, ...] | NotAsked:
        path = (group.id,)
        if group.id not in document:
            if group.at_least and not self.partial:
                self._refuse(path, Fault("missing-group", (("at_least", group.at_least),)), _SAY_SO)
            return NOT_ASKED
        raw = document[group.id]
        if _is_object(raw):
            return self._not_asked(raw, path)
        if not _is_list(raw):
            self._refuse(path, Fault("not-a-list"), "a group is a list of objects with an id")
            return NOT_ASKED
        self._refuse_number(group, len(raw))
        return tuple(self._items(group, raw))

    def _refuse_number(self, group: Group, number: int) -> None:
        fewest = 0 if self.partial else group.at_least
        if not fewest <= number <= group.at_most:
            bounds = (("at_least", fewest), ("at_most", group.at_most))
            self._refuse((group.id,), Fault("number-of-items", bounds), "list each item once")

    def _items(self, group: Group, raw: list[object]) -> Iterator[Item]:
        seen: set[str] = set()
        for position, entry in enumerate(raw[:_MOST_ITEMS_READ]):
            path = (group.id, position)
            item_id = entry.get("id") if _is_object(entry) else None
            if not _is_object(entry) or not isinstance(item_id, str):
                self._refuse(path, Fault("not-an-item"), "an item is an object with an id")
                continue
            if not is_item_id(item_id) or item_id in seen:
                remedy = "ids are distinct, at most 100 printable characters, without @"
                self._refuse((*path, "id"), Fault("item-id"), remedy)
            seen.add(item_id)
            self._refuse_unknown(path, entry, ("id", *group.index))
            yield self._item(group, item_id, entry, path)

    def _item(
        self,
        group: Group,
        item_id: str,
        entry: Mapping[object, object],
        path: tuple[str | int, ...],
    ) -> Item:
        before = len(self.questions)
        values = self._values(group.facts, entry, path)
        # Questions name the item by its id: positions change when one is added.
        self.questions[before:] = [
            ((group.id, item_id, steps[-1]), question)
            for steps, question in self.questions[before:]
        ]
        return Item(item_id, values)

    def _refuse_misfits(
        self, values: tuple[Held, ...], groups: tuple[tuple[Item, ...] | NotAsked, ...]
    ) -> None:
        # Only where the rest is right: an item that was refused is missing for no other reason.
        rows = {
            group.id: [(item.id, item.values) for item in items]
            for group, items in zip(self.vocabulary.groups, groups, strict=True)
            if not isinstance(items, NotAsked)
        }
        for path, fault in misfits(self.vocabulary, values, rows):
            self._refuse(path, fault, "name items that the group lists, and never itself")

    def _refuse_unknown(
        self,
        path: tuple[str | int, ...],
        document: Mapping[object, object],
        known: tuple[str, ...],
    ) -> None:
        for key in document:
            if key not in known:
                # A key that is no id may be anything, a name included: it is not shown.
                shown = key if isinstance(key, str) and is_snake_case(key) else "?"
                self._refuse((*path, shown), Fault("unknown-fact"), "see facts.toml for the ids")

    def _refuse(self, path: tuple[str | int, ...], fault: Fault, remedy: str) -> None:
        self.problems.append(
            Problem(
                code=fault.code, place=Place(path=path), message=f"refused: {fault}", remedy=remedy
            )
        )


def _is_object(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _says_relationships(fact: Fact, raw: Mapping[object, object]) -> bool:
    return isinstance(fact.kind, Relationships) and set(raw) != {NOT_ASKED_KEY}


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


_SAY_SO: Final = 'give it, or null for not known, or {"not_asked": "question-id"}'
