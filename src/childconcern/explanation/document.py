"""A document: sections of paragraphs, lists and tables, in no markup."""

from __future__ import annotations

from typing import TypeAlias

from attrs import frozen

from childconcern.explanation.phrases import Clause, Phrase

__all__ = [
    "Block",
    "Bullets",
    "Cell",
    "Code",
    "Definition",
    "Definitions",
    "DocumentSection",
    "Paragraph",
    "PolicyDescription",
    "Table",
    "said",
]


@frozen
class Code:
    """An id or a digest: shown as it is, letter by letter."""

    text: str


Cell: TypeAlias = Phrase | Code
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


Block: TypeAlias = Paragraph | Bullets | Table | Definitions
"""A part of a section."""


@frozen(kw_only=True)
class DocumentSection:
    """A heading and what stands under it.

    Attributes:
        id: Kebab-case and unique in its document, for links.
        title: The heading.
        blocks: What stands directly under it.
        sections: Those under it.
    """

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[DocumentSection, ...] = ()


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
