"""How wide text is at most, without a font at hand: sans-serif letters, rounded up.

The reader's own font draws the picture, so a letter counts as in the widest of
the common ones.
"""

from __future__ import annotations

from typing import Final

__all__ = ["drawable", "text_width", "wrapped"]

_GROUPS: Final = (
    (0.29, "ijl'|"),
    (0.33, " .,:;"),
    (0.40, "ft!()[]/\\-I"),
    (0.43, 'r`"'),
    (0.53, "sczxJ"),
    (0.60, "kvy"),
    (0.64, "abdeghnopqu0123456789_?*$L"),
    (0.69, "FTESYZXP"),
    (0.77, "ABCKRV"),
    (0.79, "DGHNOQU&"),
    (0.85, "w+=<>~^#{}"),
    (1.00, "mMW%@"),
)
_OF_A_LETTER: Final = {ord(letter): width for width, letters in _GROUPS for letter in letters}
_LATIN: Final = 0x250
_WIDE_LATIN: Final = 0.86
_OTHER: Final = 1.4
_BOLD: Final = 1.12
_PUNCTUATION: Final = {0x2018: 0.33, 0x2019: 0.33, 0x201C: 0.53, 0x201D: 0.53, 0x2013: 0.55}
_UNSEEN: Final = 0xFFFD
_FIRST_DRAWN: Final = 0x20
_TURNERS: Final = frozenset(
    {0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
)


def drawable(text: str) -> str:
    """Return text in one line, with a mark for each character that cannot or must not be drawn.

    Characters that turn the direction of what follows are among them.
    """
    return "".join(map(_drawn, " ".join(text.split())))


def _drawn(letter: str) -> str:
    code = ord(letter)
    hidden = code < _FIRST_DRAWN or 0x7F <= code < 0xA0 or code in _TURNERS  # noqa: PLR2004
    unwritable = 0xD800 <= code < 0xE000 or code & 0xFFFF in {0xFFFE, 0xFFFF}  # noqa: PLR2004
    return chr(_UNSEEN) if hidden or unwritable else letter


def text_width(text: str, size: int, *, bold: bool = False) -> float:
    """Return how wide a line is at most, in the units of its size."""
    return size * (_BOLD if bold else 1.0) * sum(_letter(ord(letter)) for letter in text)


def _letter(code: int) -> float:
    known = _OF_A_LETTER.get(code) or _PUNCTUATION.get(code)
    if known is not None:
        return known
    return _WIDE_LATIN if code < _LATIN else _OTHER


def wrapped(text: str, width: float, size: int, *, bold: bool = False) -> tuple[str, ...]:
    """Return the lines of a text, none wider than ``width``; a long word is broken."""
    lines: list[str] = []
    line = ""
    for word in drawable(text).split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *broken, line = _broken(word, width, size, bold=bold)
        lines.extend(broken)
    return (*lines, line)


def _broken(word: str, width: float, size: int, *, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        longer = pieces[-1] + letter
        if pieces[-1] and text_width(longer, size, bold=bold) > width:
            pieces.append(letter)
        else:
            pieces[-1] = longer
    return pieces
