"""Who answers a questionnaire so that it can still come to what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import define

from childconcern.facts import Concern, Group, Json
from childconcern.testing.choosers import plain_answers
from childconcern.testing.courses import SKIP, Asking, Course, Listing
from childconcern.testing.guided import Guide, So, from_wish
from childconcern.testing.journeys import new_ids
from childconcern.testing.keeping import Kept, as_present
from childconcern.testing.of_facts import OfFact
from childconcern.verify.encoding.journeys import Stage, key_of
from childconcern.verify.encoding.starting import Listed

__all__ = ["LedAsker", "names_of"]


def names_of(group: Group, how_many: int, kept: Kept, there: Sequence[str] = ()) -> list[str]:
    """Return ids of items, first those that must be given before the last questionnaire.

    Args:
        group: The group.
        how_many: So many ids.
        kept: What must be said to the last questionnaire.
        there: Ids of items that are there already.
    """
    must = [one for one in kept.given.get(group.id, ()) if one not in there]
    return [*must, *new_ids(group, how_many, (*there, *kept.ids(group.id)))][:how_many]


@define(kw_only=True, eq=False, repr=False)
class LedAsker:
    """Answers what is asked, each time with something that leads on.

    Attributes:
        guide: Tells what leads on.
        course: The questionnaire.
        stage: All ways through it.
        kept: What must be said to the last questionnaire.
        answers: What must be said to this one.
        there: Of each group the ids of its items, those given first.
    """

    guide: Guide
    course: Course
    stage: Stage
    kept: Kept
    answers: Mapping[str, Json]
    there: dict[str, list[str]]

    @classmethod
    def of(cls, guide: Guide, course: Course, stage: Stage, given: Concern, kept: Kept) -> LedAsker:
        """Return who answers a questionnaire after some concern is known."""
        is_last = stage is guide.ways.world.stages[-1]
        lists = kept.lists if is_last else dict[str, tuple[str, ...]]()
        return cls(
            guide=guide,
            course=course,
            stage=stage,
            kept=kept,
            answers=kept.answers if is_last else {},
            there={
                group.id: [*(item.id for item in given.items(group.id)), *lists.get(group.id, ())]
                for group in given.vocabulary.groups
            },
        )

    def unasked(self) -> Iterator[tuple[str, Json]]:
        """Yield lists that somebody makes whom nobody asked for them."""
        for group_id, who in self.stage.start.listed.items():
            if who.own and f"@{group_id}" not in self.answers:
                before = len(self.there[group_id])
                numbers = range(min(who.own, len(who.present) - before) + 1)
                offers = from_wish(None, (None, *numbers))
                number = self.guide.first((one, _listed(who, before, one)) for one in offers)
                if number is not None:
                    yield f"@{group_id}", [*self._names(who.group, number)]

    def items(self, listing: Listing) -> Sequence[str]:
        """List so many that it leads on."""
        who, before = self.stage.start.listed[listing.group.id], len(listing.given)
        wish = len(self.guide.chooser.items(listing))
        offers = from_wish(wish, range(listing.at_least, listing.at_most + 1))
        number = self.guide.first((one, _listed(who, before, one)) for one in offers)
        return self._names(listing.group, number)

    def _names(self, group: Group, number: int) -> list[str]:
        names = names_of(group, number, self.kept, self.there[group.id])
        self.there[group.id] += names
        return names

    def answer(self, key: str, asking: Asking, others: Sequence[str]) -> tuple[Json]:
        """Return an answer that leads on: what must be said, or else one that can be."""
        if key in self.answers:
            return (self.answers[key],)
        group, item = self.course.place_of(key)[0].group, key.partition("@")[2]
        place = None if group is None else self.there[group.id].index(item)
        one = self.stage.asked[key_of(asking.question.id, place)]
        about = OfFact(guide=self.guide, fact=asking.fact, state=one.answer, question=one)
        wish = self.guide.chooser.answer(key, asking, others)
        return about.said(wish, [*self._others(asking, others)]) or wish

    def _others(self, asking: Asking, others: Sequence[str]) -> Iterator[tuple[Json]]:
        choices = self.guide.chooser.choices
        yield from ((one,) for one in plain_answers(asking.fact, choices, others))
        if asking.question.unknown_allowed:
            yield (None,)
        if asking.question.optional:
            yield (SKIP,)


def _listed(who: Listed, before: int, own: int | None) -> So:
    """Return what is so where so many are listed besides those before; None where nobody lists."""
    return (-who.said,) if own is None else (who.said, *as_present(who.present, before + own))
