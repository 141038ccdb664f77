"""Going through a questionnaire that finishes early: after each answer it is walked anew.

What can still matter hangs on every answer so far and on all that the policy
says, so nothing less than a walk tells what is asked next.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from attrs import define

from childconcern.facts import Concern, Json, Relationships
from childconcern.journey import Journey
from childconcern.pack import Pack
from childconcern.testing.courses import Asker, Course, Gone, listing_of

__all__ = ["gone_step_by_step"]


def gone_step_by_step(
    pack: Pack,
    course: Course,
    asker: Asker,
    given: Concern,
    on: dt.date,
    before: Mapping[str, Json],
) -> Gone:
    """Return how far an asker goes; with the first thing that it leaves open it ends.

    Args:
        pack: Whose policy says what can still matter.
        course: A questionnaire of the pack.
        asker: Answers what nobody answered before.
        given: What counts as live from the start.
        on: The day on which ages and dates are read.
        before: Answers that fit, from before; those that are not live are kept.
    """
    stepper = _Stepper(pack, course, asker, given, on, dict(before))
    journey = stepper.walked()
    while journey.next is not None and stepper.goes_on(journey, journey.next):
        journey = stepper.walked()
    answers, aside = stepper.answers, set(journey.set_aside)
    lists = (key for key in answers if key.startswith("@"))
    said = (key for key in journey.path if key in answers and key not in aside)
    return Gone(path=journey.path, said=(*lists, *said), answers=answers, complete=journey.complete)


@define(eq=False, repr=False)
class _Stepper:
    pack: Pack
    course: Course
    asker: Asker
    given: Concern
    on: dt.date
    answers: dict[str, Json]

    def walked(self) -> Journey:
        asked = self.course.questionnaire.id
        return self.pack.walk(self.answers, questionnaire=asked, given=self.given, on=self.on)

    def goes_on(self, journey: Journey, key: str) -> bool:
        """Answer what is next; return whether it was answered."""
        if key.startswith("@"):
            ids = self._listed(key.removeprefix("@"))
            if ids is not None:
                self.answers[key] = [*ids]
            return ids is not None
        stretch, asking = self.course.place_of(key)
        kind, others = asking.fact.kind, tuple[str, ...]()
        if isinstance(kind, Relationships):
            own = None if stretch.group is None else (stretch.group.id, key.partition("@")[2])
            there = [item.id for item in journey.concern.items(kind.to)]
            others = kind.others({kind.to: there}, own)
        said = self.asker.answer(key, asking, others)
        if said is not None:
            self.answers[key] = said[0]
        return said is not None

    def _listed(self, group_id: str) -> Sequence[str] | None:
        group = self.pack.vocabulary.group(group_id)
        given = [item.id for item in self.given.items(group_id)]
        own = self.answers.get(f"@{group_id}")
        listed = [*map(str, own)] if isinstance(own, list) else []
        return self.asker.items(listing_of(self.course.questionnaire, group, given, listed))
