"""Phrases that know what in them hangs together, so that "and" and "or" are never in doubt.

A phrase is written in two ways: in one line, with brackets where they are
needed, or as an outline, whose lists need none.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from attrs import frozen

__all__ = [
    "Clause",
    "Either",
    "Led",
    "Outline",
    "Phrase",
    "Several",
    "Together",
    "all_so",
    "capitalised",
    "in_one_line",
    "listed",
    "lower_first",
    "one_so",
    "opened",
    "outline",
    "quoted",
]

_IN_QUOTES: Final = re.compile("“[^”]*”")
_JOINED: Final = re.compile(r"[,;:]| and | or ")


@frozen
class Clause:
    """One statement.

    Attributes:
        text: Without a capital or a full stop.
        sign: The sign that it stands for, or empty.
    """

    text: str
    sign: str = ""


@frozen
class Together:
    """All of them are so."""

    parts: tuple[Phrase, ...]


@frozen
class Either:
    """One of them at least is so."""

    parts: tuple[Phrase, ...]


@frozen
class Several:
    """Something is said of a list, such as that two of it are so."""

    lead: str
    parts: tuple[Phrase, ...]


@frozen
class Led:
    """Something is so under an opening: "for at least one child, ...", "when ..."."""

    lead: str
    part: Phrase


Phrase: TypeAlias = Clause | Together | Either | Several | Led
"""Words that hang together."""


@frozen
class Outline:
    """A line, and the lines of a list under it.

    Attributes:
        text: The line; a colon follows where there are parts.
        parts: The list under it.
        sign: The sign that the line stands for, or empty.
    """

    text: str
    parts: tuple[Outline, ...] = ()
    sign: str = ""


def all_so(parts: tuple[Phrase, ...]) -> Phrase:
    """Return that all parts are so; what is joined alike is written as one list."""
    flat = _flat(parts, Together)
    return flat[0] if len(flat) == 1 else Together(flat)


def one_so(parts: tuple[Phrase, ...]) -> Phrase:
    """Return that one part at least is so; what is joined alike is written as one list."""
    flat = _flat(parts, Either)
    return flat[0] if len(flat) == 1 else Either(flat)


def opened(word: str, phrase: Phrase) -> Phrase:
    """Return a phrase after a word such as "when", with a comma where it needs one."""
    of_items = isinstance(phrase, Led | Several) and phrase.lead.startswith("for ")
    return Led(f"{word}," if of_items else word, phrase)


def _flat(parts: tuple[Phrase, ...], kind: type[Together | Either]) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for part in parts:
        if isinstance(part, Together | Either) and isinstance(part, kind):
            found.extend(part.parts)
        else:
            found.append(part)
    return tuple(found)


def in_one_line(phrase: Phrase) -> str:
    """Return a phrase in one line; brackets keep apart what a reader could join wrongly."""
    match phrase:
        case Clause(text):
            return text
        case Together(parts):
            return " and ".join(map(_guarded, parts))
        case Either(parts):
            return f"either {' or '.join(map(_guarded, parts))}"
        case Several(lead, parts):
            return f"{lead}: {'; '.join(map(_guarded, parts))}"
        case Led(lead, Together() | Either() as part) if lead.endswith(","):
            return f"{lead[:-1]}: {in_one_line(part)}"
        case _:
            return f"{phrase.lead} {in_one_line(phrase.part)}"


def _guarded(phrase: Phrase) -> str:
    text = in_one_line(phrase)
    plain = isinstance(phrase, Clause) and not _JOINED.search(_IN_QUOTES.sub("", text))
    return text if plain else f"({text})"


def outline(phrase: Phrase) -> Outline:
    """Return a phrase as lines and lists, which need no brackets."""
    match phrase:
        case Clause(text, sign):
            return Outline(text, sign=sign)
        case Together(parts):
            return Outline("all of these are so", tuple(map(outline, parts)))
        case Either(parts):
            return Outline("at least one of these is so", tuple(map(outline, parts)))
        case Several(lead, parts):
            return Outline(lead, tuple(map(outline, parts)))
        case _:
            inner = outline(phrase.part)
            return Outline(f"{phrase.lead} {inner.text}", inner.parts, inner.sign)


def quoted(text: str) -> str:
    """Return the council's own words between quotation marks."""
    return f"“{text}”"


def listed(parts: tuple[str, ...], word: str = "and") -> str:
    """Return parts in a row, with ``word`` before the last."""
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def capitalised(text: str) -> str:
    """Return ``text`` with a capital letter first."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return a sentence as it stands inside another: no capital first, no full stop last.

    "I" and a first word with another capital in it, such as FGM, stay as they are.
    """
    plain = text.strip().removesuffix(".")
    first = re.split(r"[^A-Za-z]", plain, maxsplit=1)[0]
    keep = first == "I" or first[1:] != first[1:].lower()
    return plain if keep else plain[:1].lower() + plain[1:]
