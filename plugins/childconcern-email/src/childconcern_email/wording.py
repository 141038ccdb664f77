"""What a message says: the reference and no more, or also everything that was said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.submission import RequestForService, submission_key
from childconcern_email.config import Content, EmailConfig, link_to
from childconcern_email.everything import everything

__all__ = ["message_text"]

_OPEN_IT: Final = "Open it now with the link below, and sign in as usual."
_READ_ON: Final = "Read what follows now, and enter it where requests are kept."


def message_text(request: RequestForService, key: str, config: EmailConfig) -> str:
    """Return the text of the message under ``key``, as the configuration wants it.

    With ``reference-only`` nothing of the concern is read, and of the decisions
    only how soon somebody must respond.
    """
    paragraphs = [*_reference_only(request, key, config)]
    if config.content is Content.FULL:
        paragraphs += everything(request)
    return "\n\n".join(paragraphs) + "\n"


def _reference_only(request: RequestForService, key: str, config: EmailConfig) -> Iterator[str]:
    yield "A request for service is waiting for you."
    yield "\n".join(_particulars(request, key))
    yield config.what_to_do or (_OPEN_IT if config.link else _READ_ON)
    if config.link:
        yield link_to(config.link, request.reference)
    yield (
        "A machine sent this message, and nobody reads replies to it.\n"
        "If you have had another message with this reference, it is the same request."
    )


def _particulars(request: RequestForService, key: str) -> Iterator[str]:
    yield f"Reference: {request.reference}"
    yield f"Day of the request: {request.on.isoformat()}"
    if promises := tuple(dict.fromkeys(_promises(request, key))):
        yield f"How soon: {'; '.join(promises)}"


def _promises(request: RequestForService, key: str) -> Iterator[str]:
    """Yield how soon the receiver must respond: by the route that stands, and by each duty.

    Who receives it is told by the key, which belongs to one destination; under
    any other key all of them count.
    """
    reference, everybody = request.reference, request.destinations
    receivers = {one for one in everybody if submission_key(reference, one) == key} or {*everybody}
    decisions = [one for one in (request.decision, request.screened) if one is not None]
    standing = [one for one in decisions if one.route == request.route][:1]
    routes = (one.respond_within for one in standing if receivers.intersection(one.readers))
    duties = (
        duty.respond_within
        for one in decisions
        for duty in one.outcome.duties
        if receivers.intersection(duty.destinations)
    )
    for promise in (*routes, *duties):
        if promise is not None:
            yield promise.text.replace("_", " ")
