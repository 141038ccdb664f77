"""Made-up concerns of a pack's vocabulary: values, not known, not asked, groups to their bounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen
from hypothesis import strategies as st

from childconcern.facts import Concern, Fact, Json, Relationships, read_concern
from childconcern.pack import Pack
from childconcern.testing.choices import Choices, answer, choices_for, relationships
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.journeys import Printer, new_ids
from childconcern.testing.sheets import day_for

__all__ = ["concerns"]

_FEW: Final = 2
_NOTHING: Final[dict[str, Json]] = {}
_SAID: Final = 6
_UNKNOWN: Final = 4
"""Of ten facts so many have a value, and of ten safety facts so many have none."""


def concerns(pack: Pack, *, on: dt.date | None = None) -> st.SearchStrategy[Concern]:
    """Return strategies of concerns that a pack's vocabulary allows, plain ones first.

    They are not journeys: any fact may be known beside any other.

    Args:
        pack: The pack.
        on: The day near which ages and dates lie; one on which the pack is in force where
            it is None.
    """
    day = on or day_for(pack)
    maker = _Maker(pack=pack, choices=choices_for(pack, day), asking=_asking(pack))
    return _concerns(maker)


@st.composite
def _concerns(draw: st.DrawFn, maker: _Maker) -> Concern:
    return read_concern(maker.document(draw), maker.pack.vocabulary)


def _asking(pack: Pack) -> dict[str, str]:
    """Return for each fact and group the first question that asks for it."""
    found: dict[str, str] = {}
    for questionnaire in pack.questionnaires:
        for section, question in questionnaire.questions.values():
            found.setdefault(question.records, question.id)
            if section.for_each is not None:
                found.setdefault(section.for_each, question.id)
    return found


@frozen(kw_only=True, eq=False, repr=False)
class _Maker:
    pack: Pack
    choices: Mapping[str, Choices]
    asking: Mapping[str, str]

    def _repr_pretty_(self, printer: Printer, _cycle: object) -> None:
        """Keep the pack out of what Hypothesis shows of a strategy."""
        printer.text(self.pack.id)

    def document(self, draw: st.DrawFn) -> dict[str, Json]:
        vocabulary = self.pack.vocabulary
        listed = dict(self._listed(draw))
        others = {group: ids for group, ids in listed.items() if ids is not None}
        document = dict(self._values(draw, vocabulary.facts, others, None))
        for group in vocabulary.groups:
            ids = listed[group.id]
            if ids is not None:
                document[group.id] = [
                    {"id": one, **dict(self._values(draw, group.facts, others, (group.id, one)))}
                    for one in ids
                ]
            elif group.at_least or chance(draw, 5):  # or it is simply not there
                document[group.id] = self._not_asked(group.id)
        return document

    def _listed(self, draw: st.DrawFn) -> Iterator[tuple[str, tuple[str, ...] | None]]:
        for group in self.pack.vocabulary.groups:
            few = min(group.at_most, group.at_least + _FEW)
            most = group.at_most if chance(draw, 1) else few
            fewest = group.at_least or -1
            how_many = number(draw, 0, most - fewest) + fewest
            unlisted = how_many < 0 or (group.at_least > 0 and chance(draw, 1))
            yield group.id, None if unlisted else new_ids(group, how_many, ())

    def _not_asked(self, name: str) -> Json:
        return {"not_asked": self.asking.get(name, name.replace("_", "-"))}

    def _values(
        self,
        draw: st.DrawFn,
        facts: Sequence[Fact],
        listed: Mapping[str, Sequence[str]],
        own: tuple[str, str] | None,
    ) -> Iterator[tuple[str, Json]]:
        # What only forms hold is no matter for a policy, so it is often left out in one go.
        forms = chance(draw, 3)
        for fact in facts:
            if forms or fact.rules_can_read_it:
                yield from self._value(draw, fact, listed, own)

    def _value(
        self,
        draw: st.DrawFn,
        fact: Fact,
        listed: Mapping[str, Sequence[str]],
        own: tuple[str, str] | None,
    ) -> Iterator[tuple[str, Json]]:
        ways: tuple[Json, ...] = (None, self._not_asked(fact.id))
        if fact.is_safety_fact:
            valued = not chance(draw, _UNKNOWN)
        else:
            valued, ways = chance(draw, _SAID), (_NOTHING, *ways)
        if not valued:
            way = pick(draw, ways)
            if way != _NOTHING:
                yield fact.id, way
            return
        if not isinstance(fact.kind, Relationships):
            yield fact.id, answer(draw, self.choices[fact.id])
            return
        others = fact.kind.others(listed, own)
        if others:
            yield fact.id, relationships(draw, fact.kind, others)
