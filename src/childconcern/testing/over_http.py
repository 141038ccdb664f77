"""A council's running service as an implementation: a sheet by POST, a decision document back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from http.client import HTTPException
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from attrs import Attribute, field, frozen

from childconcern.errors import ConcernError
from childconcern.testing.outcomes import NoDecisionError, Outcome, read_outcome
from childconcern.testing.sheets import Sheet, sheet_document

__all__ = ["HttpImplementation", "NoServiceError"]

_MOST_BYTES: Final = 1_000_000
_PORTS: Final = {"http", "https"}


class NoServiceError(ConcernError):
    """A service cannot be asked at all, or not in time."""

    code = "no-service"

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"the service cannot be asked: {what}", remedy=remedy)


def _is_an_address(_: HttpImplementation, __: Attribute[str], url: str) -> None:
    try:
        parts = urlsplit(url)
        good = parts.scheme in _PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise NoServiceError("its address is none", "give one such as http://127.0.0.1:8000/decide")


def _is_some_time(_: HttpImplementation, __: Attribute[float], seconds: float) -> None:
    if not seconds > 0:
        raise NoServiceError("no time is left for it to answer", "give it a second or more")


@frozen(kw_only=True)
class HttpImplementation:
    """A service that decides about a sheet when it is sent one.

    The sheet is posted as JSON: ``questionnaire``, ``on``, ``given``, ``answers``.
    The service answers with status 200 and a decision document; of it ``route``,
    ``variant``, ``duties``, ``level``, ``complete`` and ``reasons`` are read.
    Redirections are not followed and no proxy is used, so that nothing but the
    service itself is asked. Ask a test service only: it is sent made-up concerns.

    Attributes:
        url: Where sheets are posted.
        timeout_seconds: The longest wait for the connection, and for each part of the answer.
        headers: What else is sent, such as a token.
    """

    url: str = field(validator=_is_an_address)
    timeout_seconds: float = field(default=10.0, validator=_is_some_time)
    headers: Mapping[str, str] = field(factory=dict[str, str], hash=False, repr=False)

    def __call__(self, sheet: Sheet) -> Outcome:
        """Return what the service decides.

        Raises:
            NoServiceError: When it cannot be reached, or does not answer in time.
            NoDecisionError: When it answers with no decision. No message holds an answer.
        """
        body = self._posted(json.dumps(sheet_document(sheet)).encode())
        if len(body) > _MOST_BYTES:
            raise NoDecisionError(f"its answer has more than {_MOST_BYTES} bytes")
        try:
            document: object = json.loads(body)
        except (ValueError, RecursionError):
            raise NoDecisionError("its answer is no JSON") from None
        return read_outcome(document)

    def _posted(self, body: bytes) -> bytes:
        headers = {**self.headers, "Content-Type": "application/json"}
        request = Request(self.url, data=body, headers=headers, method="POST")  # noqa: S310 - checked
        opener = build_opener(ProxyHandler({}), _NoRedirection())
        try:
            with opener.open(request, timeout=self.timeout_seconds) as answered:
                content: bytes = answered.read(_MOST_BYTES + 1)
                status: int = answered.status
        except HTTPError as refused:
            refused.close()
            raise NoDecisionError(f"it answers with status {refused.code}") from None
        except URLError as unreachable:
            raise self._unreachable(unreachable.reason) from None
        except TimeoutError as late:
            raise self._unreachable(late) from None
        except (HTTPException, OSError):
            raise NoDecisionError("it breaks off, or speaks no HTTP") from None
        if status != HTTPStatus.OK:
            raise NoDecisionError(f"it answers with status {status}")
        return content

    def _unreachable(self, reason: object) -> NoServiceError:
        if isinstance(reason, TimeoutError):
            what = f"it does not answer within {self.timeout_seconds:g} seconds"
            return NoServiceError(what, "give it more time, or find out what it waits for")
        return NoServiceError("no connection is made", "start it, and check the address")


class _NoRedirection(HTTPRedirectHandler):
    """Takes a redirection for what it is: no decision."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing."""
