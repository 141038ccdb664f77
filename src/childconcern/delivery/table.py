"""What follows what: the states of a submission and every move between them, as data.

Lost is worse than sent twice, and silent is worst. So nothing is ever dropped:
what was not accepted is tried again, or a person is called, or both. What may
have arrived is looked up before it is sent again, and it is sent again with the
same bytes under the same key.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Final

from attrs import frozen

__all__ = [
    "END_STATES",
    "MOVES",
    "TRANSITIONS",
    "Action",
    "Call",
    "DeliveryState",
    "Event",
    "Resend",
    "Row",
]


class DeliveryState(enum.Enum):
    """Where one submission stands."""

    WAITING = "waiting"
    LEASED = "leased"
    UNCONFIRMED = "unconfirmed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NEEDS_PERSON = "needs-person"


class Action(enum.Enum):
    """What a worker does with a submission that it holds."""

    SUBMIT = "submit"
    LOOK_UP = "look-up"


class Call(enum.Enum):
    """Why a person is called.

    ``LATE`` and ``NOT_SET_UP`` go with trying on; ``POSSIBLE_DUPLICATE`` stands
    after a receipt too, until a person has looked for the second copy.
    """

    REJECTED = "rejected"
    UNCONFIRMED = "unconfirmed"
    POSSIBLE_DUPLICATE = "possible-duplicate"
    LATE = "late"
    NOT_SET_UP = "not-set-up"
    DAMAGED = "damaged"


class Event(enum.Enum):
    """What can happen to a submission that a worker holds."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_SENT = "not-sent"
    NOT_SET_UP = "not-set-up"
    UNKNOWN_CAN_LOOK_UP = "unknown-can-look-up"
    UNKNOWN = "unknown"
    FOUND = "found"
    ABSENT = "absent"
    CANNOT_TELL = "cannot-tell"


class Resend(enum.Enum):
    """What sending again would mean while nobody knows whether it arrived."""

    HARMLESS = "harmless"
    MARKED = "marked"
    FORBIDDEN = "forbidden"


@frozen(kw_only=True)
class Row:
    """One cell of the table.

    Attributes:
        state: Where it stands from now on; None where that stays as it was.
        waits: Whether there is a wait first.
        call: Why a person is called, if for this alone.
    """

    state: DeliveryState | None
    waits: bool = False
    call: Call | None = None


END_STATES: Final = frozenset(
    {DeliveryState.ACCEPTED, DeliveryState.REJECTED, DeliveryState.NEEDS_PERSON}
)
"""Where nothing more happens by itself; all but ``ACCEPTED`` call for a person."""

MOVES: Final[Mapping[DeliveryState, frozenset[DeliveryState]]] = {
    DeliveryState.WAITING: frozenset({DeliveryState.LEASED, DeliveryState.NEEDS_PERSON}),
    DeliveryState.UNCONFIRMED: frozenset({DeliveryState.LEASED, DeliveryState.NEEDS_PERSON}),
    DeliveryState.LEASED: frozenset(DeliveryState),
    DeliveryState.REJECTED: frozenset({DeliveryState.WAITING, DeliveryState.ACCEPTED}),
    DeliveryState.NEEDS_PERSON: frozenset({DeliveryState.WAITING, DeliveryState.ACCEPTED}),
    DeliveryState.ACCEPTED: frozenset(),
}
"""Every move there is. Workers move what they leased; what has ended only a person moves."""

_ACCEPTED = Row(state=DeliveryState.ACCEPTED)
_TRY_LATER = Row(state=None, waits=True)
_ASK = Row(state=DeliveryState.NEEDS_PERSON, call=Call.UNCONFIRMED)


def _always(row: Row) -> Mapping[Resend, Row]:
    return dict.fromkeys(Resend, row)


def _in_doubt(then: DeliveryState) -> Mapping[Resend, Row]:
    return {
        Resend.HARMLESS: Row(state=then, waits=True),
        Resend.MARKED: Row(state=then, waits=True, call=Call.POSSIBLE_DUPLICATE),
        Resend.FORBIDDEN: _ASK,
    }


TRANSITIONS: Final[Mapping[Event, Mapping[Resend, Row]]] = {
    Event.ACCEPTED: _always(_ACCEPTED),
    Event.REJECTED: _always(Row(state=DeliveryState.REJECTED, call=Call.REJECTED)),
    Event.NOT_SENT: _always(_TRY_LATER),
    Event.NOT_SET_UP: _always(Row(state=None, waits=True, call=Call.NOT_SET_UP)),
    # The other side may still be storing it: look after the wait, not at once.
    Event.UNKNOWN_CAN_LOOK_UP: _always(Row(state=DeliveryState.UNCONFIRMED, waits=True)),
    Event.UNKNOWN: _in_doubt(DeliveryState.UNCONFIRMED),
    Event.FOUND: _always(_ACCEPTED),
    Event.ABSENT: _always(Row(state=DeliveryState.WAITING)),
    # It was looked up in vain: the next step sends, it does not look up again.
    Event.CANNOT_TELL: _in_doubt(DeliveryState.WAITING),
}
"""The whole machine: what happened, what sending again would mean, what follows."""
