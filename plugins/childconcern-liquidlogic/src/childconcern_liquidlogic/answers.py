"""Answers as texts: what an element holds for each kind of fact, and for none."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from childconcern.facts import (
    Born,
    Code,
    Concern,
    Due,
    Fact,
    Group,
    Held,
    Item,
    NotAsked,
    NotKnown,
    Related,
    Relationships,
    held_document,
)
from childconcern.submission import UnrepresentableError
from childconcern_liquidlogic.mapping import (
    Absence,
    Element,
    LeaveOut,
    MessageMapping,
    Part,
    Repeat,
    Send,
)

__all__ = [
    "Row",
    "absent_texts",
    "answer_texts",
    "coded",
    "item_rows",
    "other_answers",
    "refuse_unaccounted",
]


@frozen(repr=False)
class Row:
    """One item that a repeated element stands for.

    Attributes:
        label: How refusals name it: by position, for ids belong to the caller.
        values: What ``from`` can take of it.
        group: The item's group; None for an entry of a list.
        item: The item; None for an entry of a list.
    """

    label: str = ""
    values: dict[str, str | None] = field(factory=dict[str, "str | None"])
    group: Group | None = None
    item: Item | None = None

    def __repr__(self) -> str:
        """Show the label, and no answer."""
        return f"Row({self.label!r}, ...)"


def item_rows(concern: Concern, group_id: str) -> Iterator[Row]:
    """Yield a row for each item of a group; none where nobody listed any.

    Raises:
        UnrepresentableError: The vocabulary has no such group.
    """
    if group_id not in concern.vocabulary.group_index:
        raise UnrepresentableError(f"group {group_id}", "the pack has no such group")
    group = concern.vocabulary.group(group_id)
    for number, item in enumerate(concern.items(group_id), 1):
        values: dict[str, str | None] = {"item-id": item.id, "item-number": str(number)}
        yield Row(f"{group_id} {number}: ", values, group, item)


def answer_texts(
    element: Element, fact: Fact, held: Held, part: Part | None, origin: str
) -> tuple[str, ...]:
    """Return the texts for one answer: several for an any-of fact, none where it is left out.

    Raises:
        UnrepresentableError: An option has no code, or a missing answer is refused.
    """
    if isinstance(held, NotKnown):
        return absent_texts(element.not_known, origin, "it is not known")
    if isinstance(held, NotAsked):
        return absent_texts(element.not_asked, origin, "it was not asked")
    if part is not None and _part_of(held) is not part:
        return ()
    document = held_document(fact, held)
    if isinstance(document, list):
        return tuple(coded(element, str(option), origin) for option in document)
    if isinstance(document, bool):
        words = ("no", "yes") if element.codes else ("false", "true")
        return (coded(element, words[document], origin),)
    if isinstance(document, dict):
        raise UnrepresentableError(origin, "one element cannot say to whom a relationship is")
    text = str(document)
    return (text.removeprefix("due ") if part is Part.DUE_DATE else coded(element, text, origin),)


def absent_texts(absence: Absence, origin: str, reason: str) -> tuple[str, ...]:
    """Return what is sent where there is no value.

    Raises:
        UnrepresentableError: The mapping refuses a request without it.
    """
    match absence:
        case LeaveOut():
            return ()
        case Send(text):
            return (text,)
        case _:
            raise UnrepresentableError(origin, f"{reason}, and the message must have it")


def coded(element: Element, text: str, origin: str) -> str:
    """Return a text in the other side's code, or the text itself where it has no codes.

    Raises:
        UnrepresentableError: The code table has no code for it.
    """
    if element.codes is None:
        return text
    code = element.codes.table.get(text)
    if code is None:
        reason = f"unmapped: the code table {element.codes.name} has no code for its value"
        raise UnrepresentableError(origin, reason)
    return code


def _part_of(held: Held) -> Part:
    match held:
        case Born(date) if date.day is not None:
            return Part.DATE_OF_BIRTH
        case Due():
            return Part.DUE_DATE
        case _:
            return Part.OTHER_AGE


def other_answers(mapping: MessageMapping, repeat: Repeat, concern: Concern) -> Iterator[Row]:
    """Yield a row for each answer that no element sends, and for everything not known.

    An element that is left out does not tell whether anybody was asked.
    """
    has_its_own = mapping.sent - frozenset(repeat.also)
    for fact, held, group_id, number in _answers(concern):
        if isinstance(held, NotAsked) or fact.id in mapping.not_sent:
            continue
        if fact.id not in has_its_own or isinstance(held, NotKnown):
            values: dict[str, str | None] = {
                "answer-fact": fact.id,
                "answer-group": group_id,
                "answer-item": None if number is None else str(number),
                "answer-said": _said(concern, fact, held),
            }
            within = "" if group_id is None else f"{group_id} {number}: "
            yield Row(f"{within}fact {fact.id}: ", values)


def refuse_unaccounted(mapping: MessageMapping, concern: Concern) -> None:
    """Refuse an answer that the mapping would lose without having said so.

    Raises:
        UnrepresentableError: Naming the fact.
    """
    if mapping.lists_other_answers:
        return
    accounted = mapping.sent | mapping.not_sent
    for fact, held, _, _ in _answers(concern):
        if fact.id not in accounted and not isinstance(held, NotKnown | NotAsked):
            reason = "no element sends it, and the mapping's not_sent does not list it"
            raise UnrepresentableError(f"fact {fact.id}", reason)


def _answers(concern: Concern) -> Iterator[tuple[Fact, Held, str | None, int | None]]:
    for fact, held in zip(concern.vocabulary.facts, concern.values, strict=True):
        yield fact, held, None, None
    for group in concern.vocabulary.groups:
        for number, item in enumerate(concern.items(group.id), 1):
            for fact, held in zip(group.facts, item.values, strict=True):
                yield fact, held, group.id, number


def _said(concern: Concern, fact: Fact, held: Held) -> str:
    if isinstance(fact.kind, Relationships) and isinstance(held, Related):
        return fact.kind.words(held, (item.id for item in concern.items(fact.kind.to)))
    if isinstance(fact.kind, Code) and not isinstance(held, NotKnown | NotAsked):
        return fact.kind.words(held)
    document = held_document(fact, held)
    match document:
        case None:
            return "not known"
        case bool():
            return "yes" if document else "no"
        case list():
            return ", ".join(map(str, document))
        case _:
            return str(document)
