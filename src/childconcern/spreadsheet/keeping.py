"""``cases.toml`` with other cases in it: what did not change stays as it is written.

A case that changed is written anew. Comments that stood inside it are kept,
above it; nothing else of the file is touched.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, Literal

from attrs import evolve, frozen

from childconcern.pack import Case, Pack
from childconcern.packfile import positions, toml_text
from childconcern.packfile.pack_file import cases_document
from childconcern.packfile.structuring import plain_tables
from childconcern.spreadsheet.errors import CasesNotWrittenError

__all__ = ["Change", "Kept", "differences", "kept_cases"]

_PARTS: Final = ("given", "answers", "concern")
_FIELDS: Final = ("story", "on", "source", "signed_off_by")
_EXPECTED: Final = ("route", "variant", "duties", "level", "complete")


@frozen(kw_only=True)
class Change:
    """What becomes of one case.

    Attributes:
        case: Its id.
        what: Whether it is new, changed, taken out, or kept although the spreadsheet lacks it.
        where: What differs, as ``answers.danger``; never what it says.
    """

    case: str
    what: Literal["new", "changed", "removed", "kept"]
    where: tuple[str, ...] = ()


@frozen(kw_only=True)
class Kept:
    """A text for ``cases.toml``, and how its cases differ from those before."""

    text: str
    changes: tuple[Change, ...]


def kept_cases(text: str, pack: Pack, cases: tuple[Case, ...], *, remove: bool = False) -> Kept:
    """Return the text of ``cases.toml`` with these cases.

    Args:
        text: As it is; empty where there is none.
        pack: As it was read from that text and other files.
        cases: Those to be in it.
        remove: Whether cases that are not among them are taken out; else they are kept.

    Raises:
        CasesNotWrittenError: When cases are not written each under its own ``[[cases]]``.
    """
    wanted = {case.id: case for case in cases}
    before = {case.id: evolve(case, given=case.given or None) for case in pack.cases}
    head, blocks = _blocks(text, len(pack.cases))
    pieces = [head]
    changes: list[Change] = []
    for old, (block, after) in zip(before.values(), blocks, strict=True):
        new = wanted.get(old.id)
        if new is None:
            changes.append(Change(case=old.id, what="removed" if remove else "kept"))
        elif new != old:
            changes.append(Change(case=old.id, what="changed", where=differences(old, new)))
        pieces.append(_piece(block, old, new, remove=remove) + after)
    for case in cases:
        if case.id not in before:
            changes.append(Change(case=case.id, what="new"))
            pieces.append(f"{_gap(''.join(pieces))}{_written(case)}")
    return Kept(text="".join(pieces), changes=tuple(changes))


def _blocks(text: str, number: int) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first case, and each case with what stands after it."""
    lines = _lines(text)
    places = positions(text)
    starts = [places["cases", n][0] - 1 for n in range(number)]
    if not all(lines[start].lstrip().startswith("[[") for start in starts):
        message = "cases.toml does not write each case under a line [[cases]]"
        raise CasesNotWrittenError(message, remedy="write it so, by hand, once")
    blocks = [_split(lines[start:end]) for start, end in pairwise((*starts, len(lines)))]
    return "".join(lines[: starts[0]] if starts else lines), blocks


def _lines(text: str) -> list[str]:
    """Return the lines as TOML has them, whatever else Python takes for the end of one."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + list(
        filter(None, text.split("\n")[-1:])
    )


def _split(lines: list[str]) -> tuple[str, str]:
    """Return a case's own lines, and the empty lines and comments after it."""
    last = len(lines)
    while last > 1 and lines[last - 1].lstrip()[:1] in {"", "#"} and _same(lines, last - 1):
        last -= 1
    return "".join(lines[:last]), "".join(lines[last:])


def _same(lines: list[str], last: int) -> bool:
    """Return whether what follows these lines says nothing; it may be inside a text."""
    return _says("".join(lines[:last])) == _says("".join(lines))


def _says(text: str) -> object:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _piece(block: str, old: Case, new: Case | None, *, remove: bool) -> str:
    if new is None:
        return "".join(_comments(block)) if remove else block
    return block if new == old else "".join(_comments(block)) + _written(new)


def _comments(block: str) -> Iterator[str]:
    """Yield the comments inside a case, a line each: what can be cut off and says nothing."""
    lines = _lines(block)
    whole = _says(block)
    for number, line in enumerate(lines):
        for place, character in enumerate(line):
            cut = [*lines[:number], f"{line[:place]}\n", *lines[number + 1 :]]
            if character == "#" and _says("".join(cut)) == whole:
                yield f"{line[place:].rstrip()}\n"
                break


def _gap(before: str) -> str:
    if not before:
        return ""
    return "\n" if before.endswith("\n") else "\n\n"


def _written(case: Case) -> str:
    return toml_text(plain_tables(cases_document((case,))))


def differences(old: Case, new: Case) -> tuple[str, ...]:
    """Return where two cases differ, as ``answers.danger``; never what they say there."""
    own = (name for name in _FIELDS if getattr(old, name) != getattr(new, name))
    parts = (
        f"{part}.{key}"
        for part in _PARTS
        for key in _keys(getattr(old, part) or {}, getattr(new, part) or {})
    )
    expected = (
        f"expect.{name}"
        for name in _EXPECTED
        if getattr(old.expect, name) != getattr(new.expect, name)
    )
    return (*own, *parts, *expected)


def _keys(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key, ...) != new.get(key, ...):
            yield key
