"""Where one sentence ends and the next begins."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["full_stop", "sentences"]

_END: Final = re.compile(r"[.!?][\"'\u2019\u201d)\]]*(?=\s+[\"'\u2018\u201c(\[]*[A-Z0-9])|\n\s*\n")
_SHORT: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|st|dr|mr|mrs|ms|prof)|\b[A-Z])\.$", re.IGNORECASE
)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``, in order, with nothing lost but spaces between them.

    "e.g.", "St." and a single letter with a full stop end none.
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        sentence = text[start : end.end()].strip()
        if not sentence or _SHORT.search(sentence):
            continue
        found.append(" ".join(sentence.split()))
        start = end.end()
    last = " ".join(text[start:].split())
    return (*found, last) if last else tuple(found)


def full_stop(text: str) -> str:
    """Return ``text`` with an end, where it has none."""
    plain = text.strip()
    return plain if plain.endswith((".", "!", "?", "”", ":")) or not plain else f"{plain}."
