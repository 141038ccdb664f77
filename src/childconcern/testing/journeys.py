"""Complete journeys, drawn in order of visibility: nothing that is drawn is thrown away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Protocol

from attrs import frozen
from hypothesis import strategies as st

from childconcern.facts import (
    Concern,
    Fact,
    Group,
    Json,
    Relationships,
    concern_document,
    read_concern,
)
from childconcern.pack import Pack
from childconcern.pack.wording import item_noun
from childconcern.testing.choices import Choices, answer, choices_for, relationships
from childconcern.testing.courses import (
    SKIP,
    Asker,
    Asking,
    Course,
    Gone,
    Listing,
    course_of,
)
from childconcern.testing.drawing import chance, number, pick
from childconcern.testing.sheets import Sheet, day_for
from childconcern.testing.stepping import gone_step_by_step

__all__ = ["Answering", "Journeys", "Printer", "new_ids"]

_FEW: Final = 2
_CALM: Final = (1, 3)


class Printer(Protocol):
    """What Hypothesis writes examples with."""

    def text(self, obj: str) -> None:
        """Write a text as it stands."""
        ...


def new_ids(group: Group, how_many: int, taken: Iterable[str]) -> tuple[str, ...]:
    """Return ids that say nothing of anybody, such as ``child-1``, and are not taken yet."""
    noun, used = item_noun(group.id)[0].replace(" ", "-"), {*taken}
    names = (f"{noun}-{place}" for place in range(1, how_many + len(used) + 1))
    return tuple(name for name in names if name not in used)[:how_many]


@frozen(kw_only=True, eq=False, repr=False)
class Answering:
    """Draws an answer to whatever is asked.

    Attributes:
        draw: Hypothesis'.
        choices: What can be said of each fact.
        calm: Once in so many times anything is said, and else what is plainest: answers
            that worry end a journey early, and what lies behind would be seen seldom.
    """

    draw: st.DrawFn
    choices: Mapping[str, Choices]
    calm: int = 1

    def items(self, listing: Listing) -> tuple[str, ...]:
        """List a few, now and then as many as there may be."""
        fewest = max(listing.at_least, len(listing.listed))
        few = min(listing.at_most, fewest + _FEW)
        most = listing.at_most if chance(self.draw, 1) else few
        how_many = number(self.draw, fewest, max(fewest, most))
        taken = (*listing.given, *listing.listed)
        return (
            *listing.listed,
            *new_ids(listing.group, how_many - len(listing.listed), taken),
        )

    def answer(self, key: str, asking: Asking, others: Sequence[str]) -> tuple[Json]:  # noqa: ARG002 - as an asker is asked
        """Return any answer that the question allows, the plainest first."""
        question, kind = asking.question, asking.fact.kind
        extras: list[Json] = [None] * question.unknown_allowed
        extras += [SKIP] * question.optional
        if not isinstance(kind, Relationships):
            return (answer(self.draw, self.choices[asking.fact.id], extras, calm=self.calm),)
        place = number(self.draw, 0, 3 + len(extras))
        beyond = place - 4
        return (relationships(self.draw, kind, others) if beyond < 0 else extras[beyond],)


@frozen(kw_only=True, eq=False, repr=False)
class Journeys:
    """What is needed to draw journeys through one questionnaire, made ready once.

    Attributes:
        pack: The pack.
        on: The day on which ages and dates are read.
        course: The questionnaire.
        earlier: Those before it in the pack's list.
        choices: What can be said of each fact.
        nothing: A concern of which nothing is known.
    """

    pack: Pack
    on: dt.date
    course: Course
    earlier: tuple[Course, ...]
    choices: Mapping[str, Choices]
    nothing: Concern

    @classmethod
    def of(
        cls, pack: Pack, questionnaire: str | None = None, on: dt.date | None = None
    ) -> Journeys:
        """Return what is needed to draw journeys.

        Args:
            pack: The pack.
            questionnaire: Its id; the first of the pack where it is None.
            on: The day; one on which the pack is in force where it is None.

        Raises:
            NoQuestionnaireError: When the pack has no such questionnaire.
        """
        asked, day = pack.questionnaire(questionnaire), on or day_for(pack)
        place = pack.questionnaires.index(asked)
        return cls(
            pack=pack,
            on=day,
            course=course_of(asked),
            earlier=tuple(map(course_of, pack.questionnaires[:place])),
            choices=choices_for(pack, day),
            nothing=read_concern({}, pack.vocabulary, partial=True),
        )

    def __repr__(self) -> str:
        """Return whose journeys they are."""
        return f"Journeys({self.pack.id}/{self.course.questionnaire.id})"

    def _repr_pretty_(self, printer: Printer, _cycle: object) -> None:
        """Keep the pack out of what Hypothesis shows of a strategy."""
        printer.text(repr(self))

    def drawn(self, draw: st.DrawFn) -> Sheet:
        """Return the sheet of a complete journey."""
        given, concern = self.start(draw)
        return self.sheet(given, self.go(self.answering(draw), concern).live())

    def go(self, asker: Asker, given: Concern, before: Mapping[str, Json] | None = None) -> Gone:
        """Return how far an asker goes through the questionnaire.

        Args:
            asker: Answers what nobody answered before.
            given: What counts as live from the start.
            before: Answers that fit, from before; those that are not live are kept.
        """
        return self._gone(self.course, asker, given, before or {})

    def _gone(
        self, course: Course, asker: Asker, given: Concern, before: Mapping[str, Json]
    ) -> Gone:
        if course.questionnaire.finish_early:
            return gone_step_by_step(self.pack, course, asker, given, self.on, before)
        return course.go(asker, given, self.on, before)

    def answering(self, draw: st.DrawFn) -> Answering:
        """Return who answers whatever is asked."""
        return Answering(draw=draw, choices=self.choices, calm=pick(draw, _CALM))

    def sheet(self, given: Mapping[str, Json], answers: Mapping[str, Json]) -> Sheet:
        """Return a sheet of this questionnaire and day."""
        asked = self.course.questionnaire.id
        return Sheet(on=self.on, questionnaire=asked, given=given, answers=answers)

    def start(self, draw: st.DrawFn) -> tuple[Mapping[str, Json], Concern]:
        """Return what is given before the first question, as JSON and as a concern.

        It is what the service set; before a later questionnaire also all that the first
        recorded, and now and then those between.
        """
        given = self._set_by_service(draw)
        concern = self._read(given)
        for place, course in enumerate(self.earlier):
            if not place or chance(draw, 5):
                gone = self._gone(course, self.answering(draw), concern, {})
                walked = self.pack.walk(
                    gone.live(), questionnaire=course.questionnaire.id, given=concern, on=self.on
                )
                concern = walked.concern
                given = concern_document(concern)
        return given, self._read(given)

    def _read(self, given: Mapping[str, Json]) -> Concern:
        if not given:
            return self.nothing
        return read_concern(given, self.pack.vocabulary, partial=True)

    def _set_by_service(self, draw: st.DrawFn) -> dict[str, Json]:
        vocabulary = self.pack.vocabulary
        given = self._values(draw, vocabulary.facts)
        for group in vocabulary.groups:
            if any(fact.set_by_service for fact in group.facts) and chance(draw, 5):
                names = new_ids(group, number(draw, 0, group.at_most), ())
                given[group.id] = [
                    {"id": name, **self._values(draw, group.facts)} for name in names
                ]
        return given

    def _values(self, draw: st.DrawFn, facts: Sequence[Fact]) -> dict[str, Json]:
        """Return what the service set of some facts; relationships it never does."""
        said: dict[str, Json] = {}
        for fact in facts:
            choices = self.choices.get(fact.id)
            if fact.set_by_service and choices is not None and chance(draw, 6):
                said[fact.id] = answer(draw, choices, (None,))
        return said
