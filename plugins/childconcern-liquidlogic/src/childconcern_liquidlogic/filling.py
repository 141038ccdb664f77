"""From a request for service to every text of its message, with the place of each.

They are listed before anything is built, so that a refusal can name the fact,
and what is built can be compared with what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define, frozen

from childconcern.facts import Fact, Held
from childconcern.submission import RequestForService, UnrepresentableError
from childconcern_liquidlogic.answers import (
    Row,
    absent_texts,
    answer_texts,
    coded,
    item_rows,
    other_answers,
    refuse_unaccounted,
)
from childconcern_liquidlogic.documents import Steps, cannot_be_written
from childconcern_liquidlogic.mapping import (
    REQUEST_VALUES,
    Constant,
    Element,
    FromFact,
    FromRequest,
    MessageMapping,
    Repeat,
)
from childconcern_liquidlogic.request_values import (
    areas_not_explored,
    duties,
    reason_values,
    reasons,
    request_value,
)

__all__ = ["Filled", "fill"]


@frozen(repr=False)
class Filled:
    """One element of a message that has a text, or nothing in it at all.

    Attributes:
        steps: Where it stands.
        text: What it says; None for an item of which nothing is said.
        origin: Where it comes from, for refusals; never what it says.
    """

    steps: Steps
    text: str | None
    origin: str

    def __repr__(self) -> str:
        """Show where it comes from, and not what it says."""
        return f"Filled({self.origin!r}, ...)"


def fill(mapping: MessageMapping, request: RequestForService, key: str) -> tuple[Filled, ...]:
    """Return all that the message for ``request`` says, in the mapping's order.

    It reads no clock, no network and no file, so it is the same every time.

    Raises:
        UnrepresentableError: Naming the fact that cannot be carried.
    """
    refuse_unaccounted(mapping, request.concern)
    return tuple(_Filler(mapping, request, key).filled())


@define
class _Filler:
    mapping: MessageMapping
    request: RequestForService
    key: str

    def filled(self) -> Iterator[Filled]:
        for element in self.mapping.elements:
            for position, (text, origin) in enumerate(self._texts(element, Row())):
                yield Filled(_steps(element.path, position), text, origin)
        for repeat in self.mapping.repeats:
            # An item of which nothing is known still stands in the message.
            has_parts = any(element.path for element in repeat.elements)
            yield from self._items(repeat) if has_parts else self._plain_items(repeat)

    def _items(self, repeat: Repeat) -> Iterator[Filled]:
        for number, row in enumerate(self._rows(repeat)):
            above = _steps(repeat.path, number)
            inside = [
                Filled((*above, *_steps(element.path, position)), text, origin)
                for element in repeat.elements
                for position, (text, origin) in enumerate(self._texts(element, row))
            ]
            yield from inside or [Filled(above, None, row.label.rstrip(": "))]

    def _plain_items(self, repeat: Repeat) -> Iterator[Filled]:
        texts = (
            found
            for row in self._rows(repeat)
            for element in repeat.elements
            for found in self._texts(element, row)
        )
        for number, (text, origin) in enumerate(texts):
            yield Filled(_steps(repeat.path, number), text, origin)

    def _rows(self, repeat: Repeat) -> Iterator[Row]:
        if repeat.group is not None:
            yield from item_rows(self.request.concern, repeat.group)
        elif repeat.list == "reasons":
            for reason in reasons(self.request):
                yield Row(f"reason {reason.id}: ", reason_values(reason))
        elif repeat.list == "duties":
            for duty in duties(self.request):
                yield Row(f"duty {duty}: ", {"duty-id": duty})
        elif repeat.list == "areas-not-explored":
            for area in areas_not_explored(self.request):
                yield Row(f"area {area.id}: ", {"area-id": area.id, "area-name": area.name})
        else:
            yield from other_answers(self.mapping, repeat, self.request.concern)

    def _texts(self, element: Element, row: Row) -> Iterator[tuple[str, str]]:
        origin = f"{row.label}{_source_label(element)}"
        for text in self._source_texts(element, origin, row):
            _refuse_text(element, text, origin)
            yield text, origin

    def _source_texts(self, element: Element, origin: str, row: Row) -> tuple[str, ...]:
        match element.source:
            case Constant(text):
                return (text,)
            case FromRequest(name):
                in_request = name in REQUEST_VALUES
                value = (
                    request_value(name, self.request, self.key)
                    if in_request
                    else row.values.get(name)
                )
                if value is None:
                    return absent_texts(element.not_asked, origin, "it has no value")
                return (coded(element, value, origin),)
            case FromFact(fact_id, part):
                fact, held = self._held(fact_id, row)
                return answer_texts(element, fact, held, part, origin)

    def _held(self, fact_id: str, row: Row) -> tuple[Fact, Held]:
        if row.group is not None and row.item is not None and fact_id in row.group.index:
            at = row.group.index[fact_id]
            return row.group.facts[at], row.item.values[at]
        concern = self.request.concern
        if fact_id not in concern.vocabulary.index:
            raise UnrepresentableError(f"fact {fact_id}", "the pack has no such fact here")
        return concern.vocabulary.by_id[fact_id], concern[fact_id]


def _steps(path: tuple[str, ...], position: int) -> Steps:
    return (*((name, 0) for name in path[:-1]), *((name, position) for name in path[-1:]))


def _refuse_text(element: Element, text: str, origin: str) -> None:
    if cannot_be_written(text):
        raise UnrepresentableError(origin, "XML cannot hold one of its characters")
    if element.at_most is not None and len(text) > element.at_most:
        reason = f"it is longer than the {element.at_most} characters that the mapping allows"
        raise UnrepresentableError(origin, reason)


def _source_label(element: Element) -> str:
    match element.source:
        case FromFact(fact):
            return f"fact {fact}"
        case FromRequest(name):
            return f"the request's {name}"
        case Constant():
            return f"the fixed text of {'/'.join(element.path)}"
