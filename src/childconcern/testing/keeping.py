"""Answers that a completed sheet must keep, as literals of every way through a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from attrs import frozen

from childconcern.facts import Json, Relationships
from childconcern.journey.answers import read_answers
from childconcern.testing.courses import SKIP
from childconcern.testing.guided import So
from childconcern.testing.journeys import Journeys
from childconcern.testing.of_facts import held_so
from childconcern.verify import World
from childconcern.verify.encoding.journeys import Answered, key_of
from childconcern.verify.encoding.starting import Listed
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["Kept", "as_present"]


def _said_as(ways: World, one: Answered, said: Json) -> So:
    """Return what is so where just this is said to a question."""
    if said == SKIP:
        return (one.skipped, -one.silent)
    fact = ways.model.vocabulary.by_id[one.question.records]
    return (-one.skipped, -one.silent, *held_so(ways, fact, one.answer, said))


def as_present(present: Sequence[Literal], how_many: int) -> So:
    """Return what is so where the first so many places are taken, and no other."""
    if how_many > len(present):
        return (FALSE,)
    return tuple(one if place < how_many else -one for place, one in enumerate(present))


@frozen(kw_only=True, repr=False)
class Kept:
    """Answers to one questionnaire that must stand in the completed sheet.

    Attributes:
        answers: As they are in a sheet.
        lists: Of each group that is listed in them, the ids of its items.
        given: Of each group, the ids that they name and do not list: those were given.
        groups: By the id of each question that is asked of each item, the group.
    """

    answers: Mapping[str, Json]
    lists: Mapping[str, tuple[str, ...]]
    given: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, journeys: Journeys, answers: Mapping[str, Json]) -> Kept:
        """Return answers that must be kept.

        Raises:
            AnswersRefusedError: With every answer that does not fit its question.
        """
        questionnaire = journeys.course.questionnaire
        read_answers(answers, questionnaire, journeys.nothing)
        groups = {
            question.id: section.for_each
            for section, question in questionnaire.questions.values()
            if section.for_each is not None
        }
        lists, named = dict[str, tuple[str, ...]](), dict[str, dict[str, None]]()
        for key, said in answers.items():
            name, at, item = key.partition("@")
            if not name:
                lists[item] = tuple(map(str, said)) if isinstance(said, list) else ()
                continue
            if at:
                named.setdefault(groups[name], {})[item] = None
            kind = journeys.pack.vocabulary.by_id[questionnaire.questions[name][1].records].kind
            if isinstance(kind, Relationships) and isinstance(said, dict) and said != SKIP:
                named.setdefault(kind.to, {}).update(dict.fromkeys(said))
        given = {
            group_id: tuple(one for one in ids if one not in lists.get(group_id, ()))
            for group_id, ids in named.items()
        }
        return cls(answers=answers, lists=lists, given=given, groups=groups)

    def ids(self, group_id: str) -> tuple[str, ...]:
        """Return all the ids of a group's items that are spoken of, those given first."""
        return (*self.given.get(group_id, ()), *self.lists.get(group_id, ()))

    def ways(self, ways: World) -> Iterator[So]:
        """Yield what is so where all is kept, for each number of items that may be given before."""
        listed = ways.stages[-1].start.listed
        spoken_of = [who for group_id, who in listed.items() if self._speaks_of(group_id)]
        numbers = [self._numbers(who) for who in spoken_of]
        for given in product(*numbers):
            yield tuple(self._so(ways, [*zip(spoken_of, given, strict=True)]))

    def _speaks_of(self, group_id: str) -> bool:
        return group_id in self.lists or group_id in self.given

    def _numbers(self, who: Listed) -> range:
        most = sum(1 for one in who.given if one != FALSE)
        return range(len(self.given.get(who.group.id, ())), most + 1)

    def _so(self, ways: World, given: list[tuple[Listed, int]]) -> Iterator[Literal]:
        places = dict[tuple[str, str], int]()
        for who, number in given:
            yield from as_present(who.given, number)
            before, own = self.given.get(who.group.id, ()), self.lists.get(who.group.id)
            places |= {(who.group.id, one): place for place, one in enumerate(before)}
            if own is not None:
                yield who.said
                yield from as_present(who.present, number + len(own))
                places |= {(who.group.id, one): number + n for n, one in enumerate(own)}
        for key, said in self.answers.items():
            name, at, item = key.partition("@")
            if name:
                place = places[self.groups[name], item] if at else None
                one = ways.stages[-1].asked.get(key_of(name, place))
                yield from (FALSE,) if one is None else (one.live, *_said_as(ways, one, said))
