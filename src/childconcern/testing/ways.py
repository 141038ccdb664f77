"""One way through the questionnaires to what is to be reached, from what the service set on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from childconcern.facts import (
    Concern,
    Json,
    concern_document,
    read_concern,
)
from childconcern.journey import walk
from childconcern.testing.courses import Course
from childconcern.testing.guided import Guide, So, from_wish
from childconcern.testing.journeys import Journeys
from childconcern.testing.keeping import Kept, as_present
from childconcern.testing.led import LedAsker, names_of
from childconcern.testing.of_facts import OfFact, Said
from childconcern.testing.sheets import Sheet
from childconcern.verify.encoding.starting import Listed
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import FALSE

__all__ = ["Way"]


@frozen(kw_only=True, eq=False, repr=False)
class Way:
    """Somebody who goes through the questionnaires, and is told what can still be said.

    Attributes:
        journeys: Of the pack and the last questionnaire.
        courses: The questionnaires, in order.
        guide: Tells what can be said.
        kept: What must be said to the last questionnaire.
        unasked: Whether it is said who there is before anybody asks.
    """

    journeys: Journeys
    courses: Sequence[Course]
    guide: Guide
    kept: Kept
    unasked: bool

    def sheet(self) -> Sheet:
        """Return the sheet of the last questionnaire.

        Those before it are gone through to their ends, also where they would finish early.

        Raises:
            ReplayError: When nothing leads on, so that the solver was wrong.
            UnsettledReachError: When the budget ran out.
        """
        given, on = self._set_by_service(), self.journeys.on
        concern = self._read(given)
        for course, stage in zip(self.courses[:-1], self.guide.ways.world.stages, strict=False):
            asker = LedAsker.of(self.guide, course, stage, concern, self.kept)
            gone = course.go(asker, concern, on, self._lists(asker))
            concern = walk(course.questionnaire, gone.live(), given=concern, on=on).concern
            given = concern_document(concern)
        course, stage = self.courses[-1], self.guide.ways.world.stages[-1]
        asker = LedAsker.of(self.guide, course, stage, concern, self.kept)
        must = {key: one for key, one in self.kept.answers.items() if key.startswith("@")}
        gone = self.journeys.go(asker, concern, {**must, **self._lists(asker)})
        return self.journeys.sheet(given, gone.live())

    def _read(self, given: Mapping[str, Json]) -> Concern:
        return read_concern(given, self.journeys.pack.vocabulary, partial=True)

    def _lists(self, asker: LedAsker) -> dict[str, Json]:
        return dict(asker.unasked()) if self.unasked else {}

    def _set_by_service(self) -> dict[str, Json]:
        guide, start = self.guide, self.guide.ways.world.start
        told = dict(self._known(start.given))
        for group_id, who in start.listed.items():
            if who.was_given != FALSE:
                wish = guide.chooser.how_many_given(who.group.at_most)
                offers = from_wish(wish, (None, *range(len(who.given) + 1)))
                number = guide.first((one, _given(who, one)) for one in offers)
                if number is not None:
                    told[group_id] = [*self._items(who, number)]
        return told

    def _items(self, who: Listed, number: int) -> Iterator[Json]:
        names = names_of(who.group, number, self.kept)
        for name, raw in zip(names, who.raw, strict=False):
            yield {"id": name, **dict(self._known(raw))}

    def _known(self, slots: Mapping[str, State]) -> Iterator[tuple[str, Json]]:
        """Yield what the service set of some facts."""
        guide = self.guide
        for fact_id, state in slots.items():
            choices, wish = guide.chooser.choices[fact_id], guide.chooser.known(fact_id)
            others: list[Said] = [None, *((one,) for one in choices.whole), (None,)]
            fact = guide.ways.world.model.vocabulary.by_id[fact_id]
            said = OfFact(guide=guide, fact=fact, state=state).said(wish, others)
            if said is not None:
                yield fact_id, said[0]


def _given(who: Listed, how_many: int | None) -> So:
    """Return what is so where so many items are given; None where no list is."""
    if how_many is None:
        return (-who.was_given,)
    return (who.was_given, *as_present(who.given, how_many))
