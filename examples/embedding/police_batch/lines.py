"""JSON lines, one at a time, and strictly: what could be read in two ways is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from attrs import frozen

__all__ = ["LONGEST_BYTES", "Fault", "RowRefusedError", "numbered_lines", "row_of"]

LONGEST_BYTES: Final = 1_000_000
"""The longest line that is read, its end included."""

Row = dict[str, object]


@frozen(kw_only=True)
class Fault:
    """What is wrong with a row: no answer, and no text of the feed.

    Attributes:
        code: Stable and short.
        fact: The fact, or the name that the mapping has for it; None for the row itself.
        item: Which of a list, from 1.
        at: Which column of the object, from 1, where its name may not be shown.
    """

    code: str
    fact: str | None = None
    item: int | None = None
    at: int | None = None


class RowRefusedError(Exception):
    """A row cannot be used; it says why, and holds nothing of what the row said."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line with its number from 1; None in place of one that is too long.

    No more than one line is ever held, however long the stream or a line of it.
    """
    number = 0
    while line := stream.readline(LONGEST_BYTES + 1):
        number += 1
        if len(line) <= LONGEST_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_BYTES)
        yield number, None


def row_of(line: bytes | None) -> Row:
    """Return the object on a line.

    Raises:
        RowRefusedError: When it is too long, not UTF-8, not JSON, no object, or
            says one thing twice: the second would silently replace the first.
    """
    if line is None:
        raise RowRefusedError(Fault(code="too-long"))
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise RowRefusedError(Fault(code="wrong-encoding")) from None
    try:
        row: object = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):  # its message would quote the line
        raise RowRefusedError(Fault(code="bad-json")) from None
    if not isinstance(row, dict):
        raise RowRefusedError(Fault(code="not-an-object"))
    return cast("Row", row)


def _once(pairs: list[tuple[str, object]]) -> Row:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise RowRefusedError(Fault(code="duplicate-key"))
    return row


def _no_number(name: str) -> object:
    del name
    raise ValueError("NaN and Infinity are not JSON")
