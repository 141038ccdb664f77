"""A document: sections of paragraphs, lists and tables, in no markup."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from childconcern.explanation.phrases import Clause, Phrase

__all__ = [
    "Block",
    "Boxes",
    "Bullets",
    "Cell",
    "Code",
    "Dash",
    "Definition",
    "Definitions",
    "DocumentSection",
    "Lines",
    "Paragraph",
    "Picture",
    "PolicyDescription",
    "Room",
    "Table",
    "said",
]


@frozen
class Code:
    """An id or a digest: shown as it is, letter by letter."""

    text: str


@frozen
class Dash:
    """Nothing is asked for here: anything will do."""


@frozen
class Boxes:
    """Choices to tick with a pen.

    Attributes:
        choices: In order.
        room: Whether there is room to write after the last.
    """

    choices: tuple[str, ...]
    room: bool = False


@frozen
class Room:
    """Empty room to write in with a pen.

    Attributes:
        lines: How many lines of writing fit.
    """

    lines: int = 1


@frozen
class Lines:
    """Several things in one field, one under the other."""

    parts: tuple[Phrase | Code, ...]


Cell: TypeAlias = Phrase | Code | Dash | Boxes | Room | Lines
"""What one field of a table says."""


@frozen
class Paragraph:
    """One or more sentences."""

    text: str


@frozen
class Bullets:
    """A list, a phrase each."""

    items: tuple[Phrase, ...]


@frozen(kw_only=True)
class Table:
    """Rows and columns.

    Attributes:
        caption: What it shows.
        columns: The headings.
        rows: A cell for each column.
        heading: The position of the column whose cell says what its row is about.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    heading: int = 0


@frozen(kw_only=True)
class Definition:
    """What a sign means.

    Attributes:
        sign: Its id.
        term: What it is called, as a sentence.
        meaning: When it is so.
    """

    sign: str
    term: str
    meaning: Phrase


@frozen
class Definitions:
    """Signs and their meanings."""

    entries: tuple[Definition, ...]


@frozen(kw_only=True)
class Picture:
    """A drawing; what it shows is always said in words beside it too.

    Attributes:
        svg: One whole SVG element, every word in it escaped by whoever drew it.
        caption: What it shows.
    """

    svg: str
    caption: str


Block: TypeAlias = Paragraph | Bullets | Table | Definitions | Picture | Room
"""A part of a section."""


@frozen(kw_only=True)
class DocumentSection:
    """A heading and what stands under it.

    Attributes:
        id: Kebab-case and unique in its document, for links.
        title: The heading.
        blocks: What stands directly under it.
        sections: Those under it.
        new_page: It begins a page when it is printed.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[DocumentSection, ...] = ()
    new_page: bool = False


@frozen(kw_only=True)
class PolicyDescription:
    """A policy as a document.

    Attributes:
        title: Of the document.
        language: That of its sentences, such as ``en``.
        lead: What it is, in a sentence or two.
        sections: In order.
    """

    title: str
    language: str
    lead: str
    sections: tuple[DocumentSection, ...]


def said(text: str) -> Clause:
    """Return plain words as a cell."""
    return Clause(text)
