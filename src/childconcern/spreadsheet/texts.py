"""Texts that come back from a cell as they were put in.

A cell loses what Excel takes for its own (control characters, ``_x000D_``) and
what people cannot see (blanks at either end). A text with any of these, or one
that would be read as something else, stands between double quotes, as in JSON.
"""

from __future__ import annotations

import json
import re
from typing import Final

__all__ = ["bare", "listed", "quoted", "shown", "shown_part"]

_NOT_KEPT: Final = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# Quotes hold commas together; one that nothing closes is a character like others.
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\[\s\S])*+(?P<end>"?)|[,\n]|[^",\n]+')
_BREAK: Final = re.compile(r"[,\n]")
_IN_A_LIST: Final = re.compile(r'[,:"\n]')


def quoted(text: str) -> str:
    """Return a text as JSON has it, in ASCII, with nothing that Excel would read in its own way."""
    return _NOT_KEPT.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text))


def bare(text: str) -> str:
    """Return what a cell says: the text between quotes, or the text without blanks around it."""
    plain = text.strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        try:
            return str(json.loads(plain))
        except ValueError:
            return plain
    return plain


def shown(text: str) -> str:
    """Return what a cell must say for a text to come back from it."""
    return quoted(text) if _NOT_KEPT.search(text) or bare(text) != text else text


def shown_part(text: str) -> str:
    """Return what a text is written as between commas."""
    return quoted(text) if _IN_A_LIST.search(text) else shown(text)


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a cell, with commas or line breaks between them; empty ones are none."""
    parts = [""]
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in {",", "\n"}:
            parts.append("")
        elif token.startswith('"') and not found["end"]:
            # Nor does any later quote find its end, so none is looked for: that would be slow.
            first, *others = _BREAK.split(text[found.start() :])
            parts[-1] += first
            parts += others
            break
        else:
            parts[-1] += token
    return tuple(part for part in map(str.strip, parts) if part)
