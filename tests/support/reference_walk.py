"""Walking, as the pages about the exact reading tell it: JSON in, JSON out, and nobody's copy.

Facts are held as the raw JSON that was given, a group as a table of raw items.
A condition is asked one question only, whether it or its opposite may be so,
and only for a single test of a single value it asks :mod:`support.reference`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

from attrs import define, field

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    Asked,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Named,
    Not,
    Or,
)
from childconcern.facts import Fact, Group
from childconcern.questionnaire import Question, Questionnaire, Section
from support.generating import Document
from support.reference import Sight, tells

__all__ = ["reference_walk"]

_Item = tuple[str, str] | None
"""The group and id of the item that is asked about."""


def reference_walk(
    questionnaire: Questionnaire, answers: Document, given: Document, on: dt.date
) -> Document:
    """Return path, next, what is set aside, whether it is complete, and the concern."""
    walk = _Walk(questionnaire, answers, given, on)
    walk.begin()
    for section in questionnaire.sections:
        walk.section(section)
    asked = [key for key in answers if not key.startswith("@")]
    return {
        "path": walk.path,
        "next": walk.to_do[0] if walk.to_do else None,
        "set_aside": sorted(key for key in asked if key not in walk.path),
        "complete": not walk.to_do,
        "concern": walk.concern(),
    }


@define
class _Walk:
    questionnaire: Questionnaire
    answers: Document
    given: Document
    on: dt.date
    top: Document = field(factory=dict[str, Any])
    groups: dict[str, dict[str, Document]] = field(factory=dict[str, dict[str, Document]])
    path: list[str] = field(factory=list[str])
    to_do: list[str] = field(factory=list[str])
    silent: set[tuple[_Item, str]] = field(factory=set[tuple[_Item, str]])

    def begin(self) -> None:
        vocabulary = self.questionnaire.vocabulary
        self.top = _said(self.given, [fact.id for fact in vocabulary.facts])
        for group in vocabulary.groups:
            items: dict[str, Document] = {}
            listed = self.given.get(group.id)
            for item in cast("list[Document]", listed if isinstance(listed, list) else []):
                items[item["id"]] = _said(item, [fact.id for fact in group.facts])
            for item_id in self.answers.get(f"@{group.id}", []):
                items.setdefault(item_id, {})
            if isinstance(listed, list) or f"@{group.id}" in self.answers:
                self.groups[group.id] = items

    def section(self, section: Section) -> None:
        is_open = section.ask_when is None or self.may_be(section.ask_when, None, so=True)
        if section.for_each is None:
            for question in section.questions:
                self.question(question, None, is_open=is_open)
            return
        [group] = [
            one for one in self.questionnaire.vocabulary.groups if one.id == section.for_each
        ]
        items = self.groups.get(group.id)
        said = f"@{group.id}" in self.answers
        more = section.ask_for_more and not said and len(items or ()) < group.at_most
        if is_open and (items is None or len(items) < group.at_least or more):
            self.to_do.append(f"@{group.id}")
        for item_id in items or {}:
            for question in section.questions:
                self.question(question, (group.id, item_id), is_open=is_open)

    def question(self, question: Question, item: _Item, *, is_open: bool) -> None:
        held = self.top if item is None else self.groups[item[0]][item[1]]
        if not is_open or (question.records in held and not question.ask_again):
            return
        if question.ask_when is not None and not self.may_be(question.ask_when, item, so=True):
            return
        key = question.id if item is None else f"{question.id}@{item[1]}"
        self.path.append(key)
        if key not in self.answers:
            self.to_do.append(key)
            self.silent.add((item, question.records))
        elif self.answers[key] != {"skipped": True}:
            held[question.records] = self.answers[key]

    # ---------------------------------------------------------------- conditions

    def may_be(self, condition: Condition, item: _Item, *, so: bool) -> bool:
        """Return whether a condition (or where not ``so``, its opposite) may be satisfied."""
        match condition:
            case Named(name) if name in {sign.id for sign in self.questionnaire.signs}:
                [sign] = [sign for sign in self.questionnaire.signs if sign.id == name]
                return self.may_be(sign.when, None, so=so)
            case Not(part):
                return self.may_be(part, item, so=not so)
            case And(parts):
                each = [self.may_be(part, item, so=so) for part in parts]
                return all(each) if so else any(each)
            case Or(parts):
                each = [self.may_be(part, item, so=so) for part in parts]
                return any(each) if so else all(each)
            case Count(parts, at_least):
                return _enough([self.may_be(part, item, so=so) for part in parts], at_least, so=so)
            case AnyItem() | AllItems() | CountItems():
                return self.may_be_of_items(condition, so=so)
            case Named() | Compare() | Is() | Has() | Known() | Asked():
                return self.test(condition, item, so=so)
            case _:
                return False

    def may_be_of_items(self, condition: AnyItem | AllItems | CountItems, *, so: bool) -> bool:
        if condition.group not in self.groups:
            return False
        ids = list(self.groups[condition.group])
        each = [self.may_be(condition.part, (condition.group, one), so=so) for one in ids]
        match condition:
            case AnyItem():
                return _enough(each, 1, so=so)
            case CountItems(_, _, at_least):
                return _enough(each, at_least, so=so)
            case AllItems():
                return bool(ids) and _enough(each, len(ids), so=so)

    def test(
        self, test: Named | Compare | Is | Has | Known | Asked, item: _Item, *, so: bool
    ) -> bool:
        name = test.name if isinstance(test, Named) else test.fact
        top_level = any(fact.id == name for fact in self.questionnaire.vocabulary.facts)
        held = self.top if top_level or item is None else self.groups[item[0]][item[1]]
        if isinstance(test, Asked):
            return (name in held) is so
        if isinstance(test, Known):
            return (held.get(name) is not None) is so
        if name not in held:
            return False
        if held[name] is None:
            return True
        told = tells(
            test,
            Sight(
                document=held,
                item=held,
                vocabulary=self.questionnaire.vocabulary,
                on=self.on,
                signs={},
            ),
        )
        return told is None or told is so

    # -------------------------------------------------------------------- concern

    def concern(self) -> Document:
        document: Document = {}
        vocabulary = self.questionnaire.vocabulary
        for fact in vocabulary.facts:
            self.write(document, self.given, fact, self.top, None)
        for group in vocabulary.groups:
            before = self.given.get(group.id)
            if group.id in self.groups:
                document[group.id] = list(self.written_items(group))
            elif isinstance(before, dict):
                document[group.id] = before
            else:
                asked = [question.id for question in self.questions_of(group.id)]
                document[group.id] = {"not_asked": [*asked, group.id.replace("_", "-")][0]}
        return document

    def written_items(self, group: Group) -> Iterator[Document]:
        listed = self.given.get(group.id)
        before = {
            str(item["id"]): item
            for item in cast("list[Document]", listed if isinstance(listed, list) else [])
        }
        for item_id, held in self.groups[group.id].items():
            written: Document = {"id": item_id}
            for fact in group.facts:
                self.write(written, before.get(item_id, {}), fact, held, (group.id, item_id))
            yield written

    def questions_of(self, group_id: str) -> Iterator[Question]:
        for section in self.questionnaire.sections:
            if section.for_each == group_id:
                yield from section.questions

    def write(
        self, into: Document, given: Document, fact: Fact, held: Document, item: _Item
    ) -> None:
        if fact.id in held:
            into[fact.id] = held[fact.id]
        elif fact.is_safety_fact and (fact.set_by_service or (item, fact.id) in self.silent):
            into[fact.id] = None
        elif isinstance(given.get(fact.id), dict):
            into[fact.id] = given[fact.id]
        elif fact.is_safety_fact:
            # A question of another questionnaire is taken to have its fact's name.
            asked = [
                question.id
                for section in self.questionnaire.sections
                for question in section.questions
                if question.records == fact.id
            ]
            into[fact.id] = {"not_asked": [*asked, fact.id.replace("_", "-")][0]}


def _said(document: Document, names: list[str]) -> Document:
    return {
        name: document[name]
        for name in names
        if name in document and not isinstance(document[name], dict)
    }


def _enough(each: list[bool], at_least: int, *, so: bool) -> bool:
    # At least k are so, or: those that are not so leave fewer than k.
    passing = len([one for one in each if one])
    return passing >= at_least if so else passing > len(each) - at_least
