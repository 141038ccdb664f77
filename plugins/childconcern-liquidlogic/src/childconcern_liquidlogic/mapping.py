"""How a council's facts become its case system's message: data, not code.

A mapping says for every element of a message where its text comes from, which
codes the other side uses, and what is sent for an answer that is not known or
was never asked for. Whatever it does not account for is refused, never dropped.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import field, frozen

__all__ = [
    "ITEM_VALUES",
    "LISTS",
    "REQUEST_VALUES",
    "Absence",
    "Codes",
    "Constant",
    "ContractNames",
    "Element",
    "FromFact",
    "FromRequest",
    "LeaveOut",
    "MessageMapping",
    "Part",
    "Refuse",
    "Repeat",
    "Send",
    "Source",
]

REQUEST_VALUES: Final = (
    "key",
    "reference",
    "route",
    "sent-anyway",
    "pack-id",
    "pack-version",
    "pack-digest",
    "decided-on",
    "decided-route",
    "decided-variant",
    "decided-level",
    "decided-level-at-least",
    "respond-within",
    "policy-id",
    "policy-version",
    "policy-digest",
)
"""What a request for service has besides its facts, by the names that ``from`` takes."""

LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "reasons": ("reason-id", "reason-kind", "reason-because", "reason-source"),
    "duties": ("duty-id",),
    "areas-not-explored": ("area-id", "area-name"),
    "other-answers": ("answer-fact", "answer-group", "answer-item", "answer-said"),
}
"""The lists that an element can be repeated for, and what ``from`` can take of each."""

ITEM_VALUES: Final = ("item-id", "item-number")
"""What ``from`` can take of an item of a group; numbers count from 1."""


class Part(enum.Enum):
    """Which way of saying an age an element holds; the others leave it out."""

    DATE_OF_BIRTH = "date-of-birth"
    DUE_DATE = "due-date"
    OTHER_AGE = "other-age"


@frozen
class LeaveOut:
    """The element is not sent."""


@frozen
class Refuse:
    """The request is refused before it is queued."""


@frozen
class Send:
    """A fixed text is sent.

    Attributes:
        text: As the other side wants it; no code table is asked.
    """

    text: str


Absence: TypeAlias = LeaveOut | Refuse | Send
"""What becomes of an element when there is no value for it."""


@frozen
class FromFact:
    """An answer.

    Attributes:
        fact: Of the repeated item, or of the concern as a whole.
        part: For an age, which way of saying it; None takes any.
    """

    fact: str
    part: Part | None = None


@frozen
class FromRequest:
    """Something that the request has besides its facts.

    Attributes:
        name: One of :data:`REQUEST_VALUES`, :data:`LISTS` or :data:`ITEM_VALUES`.
    """

    name: str


@frozen
class Constant:
    """The same text in every message."""

    text: str


Source: TypeAlias = FromFact | FromRequest | Constant
"""Where an element's text comes from."""


@frozen
class Codes:
    """The other side's code for each option; an option without one is refused.

    Attributes:
        name: The table's, for messages.
        table: From option id, ``yes`` or ``no``, or a value of the request.
    """

    name: str
    table: Mapping[str, str] = field(hash=False)


@frozen(kw_only=True)
class Element:
    """One element with a text.

    Attributes:
        path: Names that lead to it, from the message or from its repeat; none where
            the repeated element itself holds the text.
        source: Where the text comes from.
        codes: What the text is translated by.
        at_most: The most characters; longer is refused, never cut.
        not_known: What becomes of it when somebody was asked and did not know.
        not_asked: The same when nobody was asked, or the request has no such value.
    """

    path: tuple[str, ...]
    source: Source
    codes: Codes | None = None
    at_most: int | None = None
    not_known: Absence
    not_asked: Absence


@frozen(kw_only=True)
class Repeat:
    """An element that stands once for each item of a group or of a list.

    Attributes:
        path: Names that lead to it.
        group: The group's id; None for a list.
        list: One of :data:`LISTS`; None for a group.
        also: For other answers: facts that are listed although an element sends them.
        elements: What each has in it.
    """

    path: tuple[str, ...]
    group: str | None = None
    list: str | None = None
    also: tuple[str, ...] = ()
    elements: tuple[Element, ...]


@frozen(kw_only=True)
class ContractNames:
    """What the contract calls the things that the adapter must find.

    Attributes:
        submit: The operation that stores a contact.
        find: The operation that looks a key up.
        key: The element with the key, in both requests and both replies.
        receipt: The element with the other side's own reference, in both replies.
        held: In the reply of ``find``, the element that says true or false.
        fault_code: In a fault's detail, the element with the code.
        permanent_faults: Codes that mean: refused, not stored, and so it will stay.
    """

    submit: str
    find: str
    key: str
    receipt: str
    held: str
    fault_code: str
    permanent_faults: frozenset[str] = frozenset()


@frozen(kw_only=True)
class MessageMapping:
    """A council's mapping file.

    Attributes:
        file: Its name, for messages.
        contract: Names in the contract.
        elements: Those that stand once.
        repeats: Those that stand once for each item.
        not_sent: Facts that the council has decided not to send.
    """

    file: str
    contract: ContractNames
    elements: tuple[Element, ...]
    repeats: tuple[Repeat, ...] = ()
    not_sent: frozenset[str] = frozenset()

    @property
    def lists_other_answers(self) -> bool:
        """Whether what no element sends is listed as other answers."""
        return any(repeat.list == "other-answers" for repeat in self.repeats)

    @property
    def sent(self) -> frozenset[str]:
        """The facts that have an element of their own."""
        inside = (element for repeat in self.repeats for element in repeat.elements)
        sources = (element.source for element in (*self.elements, *inside))
        return frozenset(source.fact for source in sources if isinstance(source, FromFact))
