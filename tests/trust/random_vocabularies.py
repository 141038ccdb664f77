"""Made-up vocabularies that leave so many ways to answer and no more."""

from typing import Final

from attrs import define, evolve, frozen

from childconcern.facts import (
    Age,
    AnyOf,
    Date,
    Fact,
    Group,
    Kind,
    OneOf,
    Option,
    PersonName,
    Relationships,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from trust.dice import Dice
from trust.random_questions import ways_to_answer, ways_to_list

__all__ = ["SMALL", "TINY", "Size", "random_vocabulary"]

_OPTIONS: Final = ("home", "school", "street", "online")
_GROUPS: Final = ("children", "adults")


@frozen(kw_only=True)
class Size:
    """How much there may be in a pack.

    Attributes:
        ways: The most ways to answer, about; how many there are hangs on what is asked when.
        facts: The most facts of the whole concern.
        options: The most options of a fact.
        highest: The most that a whole number can be.
        rules: The most rules.
    """

    ways: tuple[int, ...]
    facts: int
    options: int
    highest: int
    rules: int


TINY: Final = Size(ways=(60, 180, 550, 1600), facts=5, options=3, highest=3, rules=4)
"""Packs whose journeys can all be gone through, one by one."""

SMALL: Final = Size(ways=(10**4, 10**6, 10**8), facts=6, options=4, highest=12, rules=7)
"""Packs that have far too many journeys for that, and are small enough for z3."""


def random_vocabulary(dice: Dice, size: Size) -> tuple[Vocabulary, int]:
    """Return a vocabulary, and how many times more ways to answer there still may be."""
    maker = _Maker(dice, size, dice.pick(size.ways))
    facts = maker.facts(())
    groups = tuple(maker.groups())
    others = maker.facts(facts)
    if groups and dice.chance(12):
        related = Relationships(to=dice.pick(groups).id, options=("parent", "friend"))
        groups, others = maker.with_related(Fact(id="related", kind=related), groups, others)
    # Some room is kept for asking once more what was asked already.
    return Vocabulary(facts=(*facts, *others), groups=groups), max(
        maker.room, dice.pick((1, 6, 30))
    )


@define(eq=False, repr=False)
class _Maker:
    dice: Dice
    size: Size
    room: int

    def facts(self, before: tuple[Fact, ...]) -> tuple[Fact, ...]:
        """Return some facts of the whole concern: a first, and then more while there is room."""
        if not before:
            first = self._fact("fact_0", readable=True)
            self.room //= ways_to_answer(first)
            return (first,)
        made: list[Fact] = []
        for number in range(1, self.dice.number(1, self.size.facts)):
            fact = self._fact(f"fact_{number}", readable=False)
            if ways_to_answer(fact) <= self.room:
                self.room //= ways_to_answer(fact)
                made.append(evolve(fact, set_by_service=self.dice.chance(20)))
        return tuple(made)

    def groups(self) -> list[Group]:
        """Return none to two groups, while there is room."""
        made: list[Group] = []
        for name in _GROUPS[: self.dice.pick((0, 1, 1, 1, 2))]:
            group = self._group(name)
            while group.at_most > max(1, group.at_least) and self._ways(group) > self.room:
                group = evolve(group, at_most=group.at_most - 1)
            if self._ways(group) <= self.room:
                self.room //= self._ways(group)
                made.append(group)
        return made

    def with_related(
        self, fact: Fact, groups: tuple[Group, ...], others: tuple[Fact, ...]
    ) -> tuple[tuple[Group, ...], tuple[Fact, ...]]:
        """Return groups and facts with one more, of the whole concern or of each of a group."""
        if self.dice.chance(50):
            return groups, (*others, fact)
        first, *rest = groups
        return (evolve(first, facts=(*first.facts, fact)), *rest), others

    def _ways(self, group: Group) -> int:
        return ways_to_list(group, group.facts)

    def _group(self, name: str) -> Group:
        first = self._fact(f"{name}_0", readable=True)
        others = [self._fact(f"{name}_{n}", readable=False) for n in range(1, self._more())]
        facts = tuple(
            evolve(one, set_by_service=self.dice.chance(percent))
            for one, percent in zip((first, *others), (6, *[15 for _ in others]), strict=True)
        )
        at_most = self.dice.pick((1, 2, 2, 3))
        at_least = self.dice.pick((0, 0, 1, min(2, at_most)))
        return Group(id=name, at_least=at_least, at_most=at_most, facts=facts)

    def _more(self) -> int:
        return self.dice.pick((1, 1, 2, 2, 3))

    def _fact(self, name: str, *, readable: bool) -> Fact:
        if not readable and self.dice.chance(4):
            return Fact(id=name, kind=PersonName())
        kind = self._kind()
        counts_as = self._counts_as(kind) if self.dice.chance(30) else None
        worse = self._worse(kind) if self.dice.chance(65) else None
        return Fact(id=name, kind=kind, worse=worse, unknown_counts_as=counts_as)

    def _kind(self) -> Kind:
        dice, most = self.dice, self.size.options
        match dice.number(0, 9):
            case 0 | 1 | 2 | 3:
                return YesNo()
            case 4 | 5:
                return OneOf(_OPTIONS[: dice.number(1, most)])
            case 6:
                plain = tuple(map(Option, _OPTIONS[: dice.number(1, most - 1)]))
                alone = Option("none", exclusive=True, ordered=self.dice.chance(80))
                return AnyOf(dice.pick([(*plain, alone), (*plain, alone), plain]))
            case 7:
                lowest = dice.number(-1, 1)
                most_of_all = dice.number(max(1, lowest + 1), self.size.highest)
                return WholeNumber(at_least=lowest, at_most=most_of_all)
            case 8:
                return Age()
            case _:
                return Date()

    def _counts_as(self, kind: Kind) -> Value | None:
        match kind:
            case YesNo():
                return self.dice.pick((True, False))
            case OneOf(options):
                return self.dice.pick(options)
            case AnyOf():
                alone = [one.id for one in kind.options if one.exclusive]
                plain = [one.id for one in kind.options if not one.exclusive]
                return frozenset(alone if alone and self.dice.chance(40) else self.dice.some(plain))
            case WholeNumber():
                return self.dice.number(kind.at_least, kind.at_most)
            case _:
                return None

    def _worse(self, kind: Kind) -> str | tuple[str, ...] | None:
        match kind:
            case YesNo():
                return self.dice.pick(("yes", "yes", "no"))
            case OneOf(options):
                return self.dice.some(options)
            case AnyOf():
                return self.dice.some(kind.ids) if self.dice.chance(35) else "more"
            case WholeNumber() | Age() | Date():
                return self.dice.pick(("higher", "lower"))
            case _:
                return None
