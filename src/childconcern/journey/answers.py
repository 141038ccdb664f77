"""What people answered, checked: every answer is, whether its question is live or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias, cast, final

from attrs import define, field, frozen

from childconcern.errors import ProblemsError
from childconcern.facts import Concern, Fact, Group, Held, Related, Relationships, read_held
from childconcern.facts.ids import is_item_id, is_kebab_case
from childconcern.problems import Fault, Place, Problem
from childconcern.questionnaire import Question, Questionnaire, Section

__all__ = ["SKIPPED", "Answer", "Answers", "AnswersRefusedError", "Skipped", "read_answers"]


@final
class Skipped:
    """An optional question was passed by, and that was recorded."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Return the name of the one instance."""
        return "SKIPPED"


SKIPPED: Final = Skipped()
"""What an answer is where an optional question was skipped."""

Answer: TypeAlias = Held | Skipped
"""A value, *not known*, or a skip."""


class AnswersRefusedError(ProblemsError):
    """An answer is to no question, or is not what its question allows."""

    code = "answers-refused"


@frozen(repr=False, kw_only=True)
class Answers:
    """Answers that fit their questionnaire.

    Attributes:
        by_key: By ``question`` or ``question@item``.
        items: For each group the ids of its items: those given, then those listed.
            A group without a list is not in it.
        listed: Groups whose items were listed here, beyond those given.
        outdated: Keys of relationships to an item that is not listed, or no longer.
            They are kept aside, and their questions are asked again.
    """

    by_key: Mapping[str, Answer]
    items: Mapping[str, tuple[str, ...]]
    listed: frozenset[str] = frozenset()
    outdated: frozenset[str] = frozenset()

    def lacks_items(self, group: Group) -> bool:
        """Return whether nobody listed a group, or fewer of it than there must be."""
        items = self.items.get(group.id)
        return items is None or len(items) < group.at_least

    def may_lack_more(self, group: Group) -> bool:
        """Return whether nobody said here which more there are than were given."""
        return group.id not in self.listed and len(self.items.get(group.id, ())) < group.at_most

    def __repr__(self) -> str:
        """Hide the answers."""
        return "Answers(...)"


def read_answers(document: object, questionnaire: Questionnaire, given: Concern) -> Answers:
    """Return the answers of a JSON ``document``.

    It maps ``question`` or ``question@item`` to a value, ``null`` for "I don't
    know" or ``{"skipped": true}``; and ``@group`` to a list of item ids.

    Raises:
        AnswersRefusedError: With every answer that is wrong, by question and what
            it allows; never with what was given.
    """
    reader = _Reader(questionnaire, given)
    answers = reader.read(document)
    if reader.problems:
        message = "these answers cannot be used"
        raise AnswersRefusedError(message, tuple(reader.problems)) from None
    return answers


@define
class _Reader:
    questionnaire: Questionnaire
    given: Concern
    problems: list[Problem] = field(factory=list[Problem])

    def read(self, document: object) -> Answers:
        answers: Mapping[object, object] = {}
        if isinstance(document, Mapping):
            answers = cast("Mapping[object, object]", document)
        else:
            self._refuse((), Fault("not-an-object"), "answers are an object of questions to values")
        items = {
            group.id: ids for group in self._groups() if (ids := self._given(group)) is not None
        }
        by_key: dict[str, Answer] = {}
        for key, raw in answers.items():
            if not isinstance(key, str):
                self._refuse(("?",), Fault("unknown-question"), "keys are texts")
            elif key.startswith("@"):
                self._list(key.removeprefix("@"), raw, items)
            elif (answer := self._answer(key, raw)) is not None:
                by_key[key] = answer
        outdated = frozenset(key for key in by_key if self._is_outdated(key, by_key[key], items))
        fitting = {key: answer for key, answer in by_key.items() if key not in outdated}
        listed = frozenset(key.removeprefix("@") for key in map(str, answers) if key[:1] == "@")
        return Answers(by_key=fitting, items=items, listed=listed, outdated=outdated)

    def _is_outdated(self, key: str, answer: Answer, items: Mapping[str, tuple[str, ...]]) -> bool:
        section, question = self.questionnaire.questions[key.partition("@")[0]]
        kind = self.questionnaire.vocabulary.by_id[question.records].kind
        if not isinstance(kind, Relationships) or not isinstance(answer, Related):
            return False
        own = (section.for_each, key.partition("@")[2]) if section.for_each else None
        return kind.misfit(answer, items, own) is not None

    def _groups(self) -> tuple[Group, ...]:
        return self.questionnaire.vocabulary.groups

    def _given(self, group: Group) -> tuple[str, ...] | None:
        listed = self.given.groups[self.given.vocabulary.group_index[group.id]]
        return tuple(item.id for item in listed) if isinstance(listed, tuple) else None

    def _list(self, name: str, raw: object, items: dict[str, tuple[str, ...]]) -> None:
        if name not in self.questionnaire.vocabulary.group_index:
            shown = f"@{name}" if is_kebab_case(name.replace("_", "-")) else "@?"
            self._refuse((shown,), Fault("unknown-group"), "see facts.toml for the groups")
            return
        path = (f"@{name}",)
        listed = cast("list[object]", raw) if isinstance(raw, list) else [raw]
        ids = tuple(one for one in listed if isinstance(one, str) and is_item_id(one))
        if not isinstance(raw, list) or len(ids) < len(listed):
            remedy = "list ids of at most 100 printable characters, without @"
            self._refuse(path, Fault("not-item-ids"), remedy)
        elif len(set(ids)) < len(ids):
            self._refuse(path, Fault("item-id"), "ids are distinct")
        else:
            items[name] = tuple(dict.fromkeys((*items.get(name, ()), *ids)))
            self._count(self.questionnaire.vocabulary.group(name), items[name])

    def _count(self, group: Group, ids: tuple[str, ...]) -> None:
        """Refuse more items than the group allows, or than are listed here beyond those given."""
        own = len(self._given(group) or ()) + self.questionnaire.at_most(group)
        at_most = min(group.at_most, own)
        if len(ids) > at_most:
            fault = Fault("number-of-items", (("at_most", at_most),))
            self._refuse((f"@{group.id}",), fault, "list fewer")

    def _answer(self, key: str, raw: object) -> Answer | None:
        name, at, item = key.partition("@")
        found = self.questionnaire.questions.get(name)
        if found is None or bool(at) != (found[0].for_each is not None):
            shown = name if is_kebab_case(name) else "?"
            remedy = "keys are questions, with @item where they are asked of each"
            self._refuse((shown,), Fault("unknown-question"), remedy)
            return None
        if at and not is_item_id(item):
            remedy = "ids have at most 100 printable characters, without @"
            self._refuse((name,), Fault("item-id"), remedy)
            return None
        section, question = found
        return self._value(section, question, raw)

    def _value(self, section: Section, question: Question, raw: object) -> Answer | None:
        fact = self.questionnaire.vocabulary.by_id[question.records]
        whole = raw  # as it came: what follows looks only at its shape
        if isinstance(raw, Mapping):
            said = cast("Mapping[object, object]", raw)
            if len(said) == 1 and said.get("skipped") is True and question.optional:
                return SKIPPED
            if not isinstance(fact.kind, Relationships):
                remedy = 'give a value; {"skipped": true} is for optional questions'
                self._refuse((question.id,), Fault("not-an-answer"), remedy)
                return None
        if raw is None and not question.unknown_allowed:
            self._refuse((question.id,), Fault("unknown-not-allowed"), "give a value")
            return None
        held = read_held(fact, whole)
        if isinstance(held, Fault):
            self._refuse((question.id,), held, _asked_about(fact, section))
            return None
        return held

    def _refuse(self, path: tuple[str | int, ...], fault: Fault, remedy: str) -> None:
        self.problems.append(
            Problem(
                code=fault.code, place=Place(path=path), message=f"refused: {fault}", remedy=remedy
            )
        )


def _asked_about(fact: Fact, section: Section) -> str:
    of = f" of each of {section.for_each}" if section.for_each else ""
    return f"it records {fact.id}{of}, a {fact.kind.name} fact"
