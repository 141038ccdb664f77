"""Edit sessions: somebody goes back, changes an answer, leaves for a while and goes on."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping, Sequence
from typing import Final, cast

from attrs import define, evolve, field, frozen
from hypothesis import strategies as st

from childconcern.facts import Concern, Json, Relationships
from childconcern.testing.courses import Asking, Gone, Listing
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.journeys import Answering, Journeys, new_ids
from childconcern.testing.sheets import Sheet

__all__ = ["Edit", "EditKind", "EditSession", "sessions"]

_MOST_ROUNDS: Final = 4
_MOST_IN_A_ROW: Final = 12


class EditKind(enum.Enum):
    """What a person does."""

    ANSWERED = "answered"
    CHANGED = "changed"
    REMOVED = "removed"
    LISTED = "listed"
    RESUMED = "resumed"


@frozen(kw_only=True)
class Edit:
    """One thing that a person does.

    Attributes:
        kind: What it is. LISTED says who is on a list from now on, be it more or fewer.
        key: Of the answer or the list, as in a sheet; empty for RESUMED.
        value: The answer or the ids; None where one is removed, and for RESUMED.
    """

    kind: EditKind
    key: str = ""
    value: Json = None


@frozen(kw_only=True)
class EditSession:
    """A person's way through a questionnaire, with its detours.

    Attributes:
        start: The sheet before the first answer.
        edits: In order.
    """

    start: Sheet
    edits: tuple[Edit, ...]

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheet at the start, and the one after each edit."""
        found = [self.start]
        for edit in self.edits:
            found.append(evolve(self.start, answers=_after(edit, found[-1].answers)))
        return tuple(found)


def _after(edit: Edit, answers: Mapping[str, Json]) -> Mapping[str, Json]:
    match edit.kind:
        case EditKind.REMOVED:
            return {key: one for key, one in answers.items() if key != edit.key}
        case EditKind.RESUMED:
            # What was stored comes back in an order of the store's own.
            return cast("dict[str, Json]", json.loads(json.dumps(answers, sort_keys=True)))
        case _:
            return {**answers, edit.key: edit.value}


@st.composite
def sessions(draw: st.DrawFn, journeys: Journeys) -> EditSession:
    """Return strategies of edit sessions; most of them end with a complete journey."""
    given, concern = journeys.start(draw)
    editor = _Editor(draw, journeys, concern, journeys.answering(draw))
    for _ in range(number(draw, 1, _MOST_ROUNDS)):
        editor.goes_on(number(draw, 1, _MOST_IN_A_ROW))
        editor.turns_back()
    if not chance(draw, 3):
        editor.goes_on(None)
    return EditSession(start=journeys.sheet(given, {}), edits=tuple(editor.edits))


@define(eq=False, repr=False)
class _Editor:
    draw: st.DrawFn
    journeys: Journeys
    given: Concern
    answering: Answering
    edits: list[Edit] = field(factory=list[Edit])
    gone: Gone = field(factory=lambda: Gone(path=(), said=(), answers={}, complete=False))

    def goes_on(self, most: int | None) -> None:
        """Answer what is asked next, so many times at the most."""
        self._goes(self.gone.answers, most)

    def _goes(self, answers: Mapping[str, Json], most: int | None) -> None:
        asker = _Noting(self.answering, self.edits, most)
        self.gone = self.journeys.go(asker, self.given, answers)

    def turns_back(self) -> None:
        """Change, remove, list, unlist, or leave and come back."""
        said = [key for key in self.gone.said if not key.startswith("@")]
        lists = [key for key in self.gone.said if key.startswith("@")]
        turn = number(self.draw, 0, 9)
        if said and turn > 3:  # noqa: PLR2004 - most people change an answer
            self._changes(pick(self.draw, said), removes=turn == 9)  # noqa: PLR2004 - now and then
        elif lists and turn > 0:
            self._lists(pick(self.draw, lists), longer=chance(self.draw, 5))
        else:
            self._edits(Edit(kind=EditKind.RESUMED))

    def _changes(self, key: str, *, removes: bool) -> None:
        if removes:
            self._edits(Edit(kind=EditKind.REMOVED, key=key))
            return
        asking, others = self._asked(key)
        said = self.answering.answer(key, asking, others)
        self._edits(Edit(kind=EditKind.CHANGED, key=key, value=said[0]))

    def _asked(self, key: str) -> tuple[Asking, Sequence[str]]:
        home, asking = self.journeys.course.place_of(key)
        kind = asking.fact.kind
        if not isinstance(kind, Relationships):
            return asking, ()
        own = None if home.group is None else (home.group.id, key.partition("@")[2])
        return asking, kind.others({kind.to: self._items(kind.to)}, own)

    def _items(self, group_id: str) -> tuple[str, ...]:
        given = (item.id for item in self.given.items(group_id))
        return tuple(dict.fromkeys((*given, *self._listed(f"@{group_id}"))))

    def _listed(self, key: str) -> tuple[str, ...]:
        listed = self.gone.answers.get(key)
        return tuple(map(str, listed)) if isinstance(listed, list) else ()

    def _lists(self, key: str, *, longer: bool) -> None:
        """List one more, or one fewer, where there can be."""
        group = self.journeys.pack.vocabulary.group(key.removeprefix("@"))
        listed, there = self._listed(key), self._items(group.id)
        own = min(group.at_most, self.journeys.course.questionnaire.at_most(group))
        if longer and len(there) < group.at_most and len(listed) < own:
            ids: tuple[str, ...] = (*listed, *new_ids(group, 1, there))
        else:
            gone = pick(self.draw, listed) if listed else ""
            ids = tuple(one for one in listed if one != gone)
        self._edits(Edit(kind=EditKind.LISTED, key=key, value=[*ids]))

    def _edits(self, edit: Edit) -> None:
        self.edits.append(edit)
        # Nothing is answered; it is only seen what is live now.
        self._goes(_after(edit, self.gone.answers), 0)


@define(eq=False, repr=False)
class _Noting:
    """Answers what is asked so many times, and notes it."""

    answering: Answering
    edits: list[Edit]
    left: int | None

    def items(self, listing: Listing) -> Sequence[str] | None:
        if not self._goes_on():
            return None
        ids = self.answering.items(listing)
        self.edits.append(Edit(kind=EditKind.LISTED, key=f"@{listing.group.id}", value=[*ids]))
        return ids

    def answer(self, key: str, asking: Asking, others: Sequence[str]) -> tuple[Json] | None:
        if not self._goes_on():
            return None
        said = self.answering.answer(key, asking, others)
        self.edits.append(Edit(kind=EditKind.ANSWERED, key=key, value=said[0]))
        return said

    def _goes_on(self) -> bool:
        if self.left is None:
            return True
        self.left -= 1
        return self.left >= 0
