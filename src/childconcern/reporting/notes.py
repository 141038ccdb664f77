"""What fails nothing, and somebody should know of: in a few lines, or with examples."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from typing import Final

from childconcern.explanation import Bullets, Clause, DocumentSection, Paragraph, Phrase, Several
from childconcern.explanation.phrases import capitalised
from childconcern.explanation.sentences import full_stop
from childconcern.pack.wording import id_words
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import scope_name
from childconcern.reporting.examples import examples_blocks
from childconcern.reporting.headings import about_words, choice_of
from childconcern.verify import Note

__all__ = ["NotesTold", "notes_section"]


class NotesTold(enum.Enum):
    """How much is told of what fails nothing."""

    NONE = "none"
    BRIEFLY = "briefly"
    IN_FULL = "in full"


_IDLE: Final = "never-changes-a-decision"

_SORTS: Final[Mapping[str, str]] = {
    _IDLE: "Without these every decision would be the same",
    "no-rule-speaks": "Where no rule speaks",
    "from-a-person-to-nobody": (
        "A worse answer to these can take it from a person, as no rule spoke,"
        " to a route that nobody reads"
    ),
    "not-knowing-changes-the-route": "Not knowing the answer can change the route",
}


def notes_section(
    notes: tuple[Note, ...], words: PackWords, told: NotesTold
) -> DocumentSection | None:
    """Return what fails nothing, by sort and scope; None where nothing is told.

    Args:
        notes: In order.
        words: Those of the pack of which they are.
        told: How much is told.
    """
    if not notes or told is NotesTold.NONE:
        return None
    lead = Paragraph("These fail nothing. Somebody should know of them.")
    return DocumentSection(
        id="notes",
        title="Worth knowing",
        blocks=(lead, Bullets(tuple(_by_sort(notes)))),
        sections=tuple(_in_full(notes, words)) if told is NotesTold.IN_FULL else (),
    )


def _by_sort(notes: tuple[Note, ...]) -> Iterator[Phrase]:
    for sort in dict.fromkeys(one.sort for one in notes):
        alike = [one for one in notes if one.sort == sort]
        scopes = dict.fromkeys(one.scope for one in alike)
        yield Several(_lead(sort), tuple(_of_scope(alike, scope) for scope in scopes))


def _lead(sort: str) -> str:
    return _SORTS.get(sort) or capitalised(id_words(sort))


def _of_scope(notes: list[Note], scope: str) -> Phrase:
    """Return what the notes of one sort and scope are about, in a row."""
    here = [one for one in notes if one.scope == scope]
    about = dict.fromkeys(_name(one) for one in here)
    return Clause(f"{scope_name(scope)}: {'; '.join(about)}")


def _name(note: Note) -> str:
    key = choice_of(note.about)
    if key:
        return key.partition("/")[2]
    return note.about if note.sort == _IDLE else note.says


def _in_full(notes: tuple[Note, ...], words: PackWords) -> Iterator[DocumentSection]:
    shown = [one for one in notes if one.examples]
    for number, note in enumerate(shown, 1):
        yield DocumentSection(
            id=f"note-{number}",
            title=f"{_lead(note.sort)}: an example ({scope_name(note.scope)})",
            blocks=(
                Paragraph(f"{capitalised(about_words(note.about, words))}: {full_stop(note.says)}"),
                *examples_blocks(note.examples, words),
            ),
        )
