"""What a condition comes to, for z3: two formulas, that it holds and that its opposite does.

Written from the sentences about conditions, not from the prover's encoding.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import evolve, frozen

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    LevelTest,
    Measure,
    Named,
    Not,
    Or,
)
from childconcern.facts import Fact, OneOf, Vocabulary
from trust.z3_door import Term, at_least, every, opposite, same, some
from trust.z3_facts import Holding, Listing

__all__ = ["Pair", "Reader"]

Pair: TypeAlias = tuple[Term, Term]
"""Whether it holds, and whether its opposite holds."""

_ValueTest: TypeAlias = Named | Compare | Is | Has


@frozen(kw_only=True, eq=False, repr=False)
class Reader:
    """Reads conditions of what is held.

    Attributes:
        vocabulary: What can be known.
        top: What is held of the whole concern.
        groups: The items of each group.
        visibility: Whether it is read as ``ask_when`` is: a test that nothing settles is
            passed, and its opposite too; or else as decisions read.
        levels: Whether a level test is so; by default none is.
        own: What is held of the item that is spoken of.
    """

    vocabulary: Vocabulary
    top: Mapping[str, Holding]
    groups: Mapping[str, Listing]
    visibility: bool
    levels: Callable[[LevelTest], Term] = lambda _: False
    own: Mapping[str, Holding] | None = None

    def read(self, condition: Condition) -> Pair:
        """Return what a condition, its signs written out, comes to."""
        match condition:
            case Not(part):
                holds, fails = self.read(part)
                return fails, holds
            case And(parts):
                pairs = [self.read(part) for part in parts]
                return every(holds for holds, _ in pairs), some(fails for _, fails in pairs)
            case Or(parts):
                pairs = [self.read(part) for part in parts]
                return some(holds for holds, _ in pairs), every(fails for _, fails in pairs)
            case Count(parts, number):
                return _counted(number, [self.read(part) for part in parts])
            case AnyItem(group, part):
                return self._counted_items(group, part, 1)
            case CountItems(group, part, number):
                return self._counted_items(group, part, number)
            case AllItems(group, part):
                return self._all_items(group, part)
            case Level() | LevelOf() | AreasAt():
                so = self.levels(condition)
                return so, opposite(so)
            case _:
                return self._test(condition)

    def _of_items(self, group: str, part: Condition) -> Iterable[tuple[Term, Pair]]:
        listing = self.groups[group]
        for present, row in zip(listing.present, listing.rows, strict=True):
            yield present, evolve(self, own=row).read(part)

    def _counted_items(self, group: str, part: Condition, number: int) -> Pair:
        listed, pairs = self.groups[group].listed, [*self._of_items(group, part)]
        holding = [every((present, holds)) for present, (holds, _) in pairs]
        # Whoever is not there does not hold either: with so few left it cannot be reached.
        failing = [some((opposite(present), fails)) for present, (_, fails) in pairs]
        return (
            every((listed, at_least(number, holding))),
            every((listed, at_least(len(pairs) - number + 1, failing))),
        )

    def _all_items(self, group: str, part: Condition) -> Pair:
        """Return whether it is so of every item; of no items nothing is said."""
        listing, pairs = self.groups[group], [*self._of_items(group, part)]
        somebody = every((listing.listed, some(present for present, _ in pairs)))
        each = [some((opposite(present), holds)) for present, (holds, _) in pairs]
        one_not = some(every((present, fails)) for present, (_, fails) in pairs)
        return every((somebody, *each)), every((somebody, one_not))

    def _test(self, test: _ValueTest | Known | Asked) -> Pair:
        fact_id = test.name if isinstance(test, Named) else test.fact
        fact, held = self.vocabulary.by_id[fact_id], self._held(fact_id)
        if isinstance(test, Known):
            return held.given, opposite(held.given)
        if isinstance(test, Asked):
            return held.asked, opposite(held.asked)
        passes, fails = _settled(test, fact, held)
        passes, fails = every((held.given, passes)), every((held.given, fails))
        if self.visibility:
            return every((held.asked, opposite(fails))), every((held.asked, opposite(passes)))
        if fact.unknown_counts_as is None:
            return passes, fails
        counted = _settled_constant(test, fact)
        if counted:
            return some((passes, held.not_known)), fails
        return passes, some((fails, held.not_known))

    def _held(self, fact_id: str) -> Holding:
        if self.vocabulary.group_of[fact_id] is None or self.own is None:
            return self.top[fact_id]
        return self.own[fact_id]


def _counted(number: int, pairs: Sequence[Pair]) -> Pair:
    holding = at_least(number, [holds for holds, _ in pairs])
    return holding, at_least(len(pairs) - number + 1, [fails for _, fails in pairs])


def _settled(test: _ValueTest, fact: Fact, held: Holding) -> Pair:
    """Return whether a value that was given passes, and whether it fails."""
    match test:
        case Named():
            return held.yes, opposite(held.yes)
        case Is(_, options):
            of = fact.kind.options if isinstance(fact.kind, OneOf) else ()
            passes = some(same(held.low, of.index(option)) for option in options)
            return passes, opposite(passes)
        case Has(_, options, number):
            passes = at_least(number, [held.options[option] for option in options])
            return passes, opposite(passes)
        case Compare(measure=Measure.NUMBER):
            return _within(test, held, 1, exact=True)
        case Compare(measure=measure):
            return _within(test, held, 12 if measure is Measure.YEARS else 1, exact=False)


def _within(test: Compare, held: Holding, unit: int, *, exact: bool) -> Pair:
    """Return whether both ends are within bounds, and whether both are beyond one of them."""
    low, high = held.low, held.low if exact else held.high
    inside: list[Term] = []
    outside: list[Term] = []
    if test.smallest is not None:
        first = test.smallest * unit
        inside.append(low >= first)
        outside.append(high < first)
    if test.largest is not None:
        last = test.largest * unit + unit - 1
        inside.append(high <= last)
        outside.append(low > last)
    return every(inside), some(outside)


def _settled_constant(test: _ValueTest, fact: Fact) -> bool:
    """Return whether what *not known* counts as passes a test."""
    value = fact.unknown_counts_as
    match test:
        case Named():
            return value is True
        case Is(_, options):
            return value in options
        case Has(_, options, number):
            held = value if isinstance(value, frozenset) else frozenset[str]()
            return sum(1 for option in options if option in held) >= number
        case Compare():
            number = int(str(value))
            above = test.smallest is None or number >= test.smallest
            return above and (test.largest is None or number <= test.largest)
