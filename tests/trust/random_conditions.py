"""Made-up conditions of every sort, well formed wherever they stand."""

from collections.abc import Iterable
from typing import Final

from attrs import evolve, frozen

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Bound,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    Measure,
    Named,
    Not,
    Or,
    Sign,
)
from childconcern.facts import Age, AnyOf, Date, Fact, Group, OneOf, Vocabulary, WholeNumber, YesNo
from trust.dice import Dice

__all__ = ["FLAT", "Scope", "condition", "scope_of"]

FLAT: Final = "flat_sign"
"""How the ids of signs begin that look at no items."""

_MONTHS: Final = (0, 6, 12)
_YEARS: Final = (0, 1, 5)
_DAYS: Final = (0, 14, 365)
"""Few, so that the tests of one pack tell few ages and days apart."""


@frozen(kw_only=True)
class Scope:
    """What a condition may speak of where it stands.

    Attributes:
        facts: Facts of the whole concern.
        own: Facts of the item that is spoken of, which stand bare.
        groups: Groups with those of their facts that may be looked at.
        signs: Signs that may be used.
        areas: Areas whose level may be tested; none where no level may be.
        levels: Numbers of the levels.
    """

    facts: tuple[Fact, ...] = ()
    own: tuple[Fact, ...] = ()
    groups: tuple[Group, ...] = ()
    signs: tuple[Sign, ...] = ()
    areas: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to speak of."""
        return not (self.facts or self.own or self.groups or self.signs)

    @property
    def flat_signs(self) -> tuple[Sign, ...]:
        """The signs that look at no items, and so may stand where one item is spoken of."""
        return tuple(sign for sign in self.signs if sign.id.startswith(FLAT))


def scope_of(vocabulary: Vocabulary, signs: tuple[Sign, ...] = ()) -> Scope:
    """Return a scope of all that conditions of a policy can read."""
    groups = (evolve(group, facts=_readable(group.facts)) for group in vocabulary.groups)
    return Scope(
        facts=_readable(vocabulary.facts),
        groups=tuple(group for group in groups if group.facts),
        signs=signs,
    )


def _readable(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.rules_can_read_it)


def condition(dice: Dice, scope: Scope, depth: int = 2) -> Condition:
    """Return a condition that may stand where the scope says; the scope is not empty."""
    choice = dice.number(0, 99) if depth else 0
    if choice < 45:
        return _leaf(dice, scope)
    if choice < 57:
        inner = evolve(scope, areas=())
        return Not(condition(dice, inner, depth - 1))
    parts = tuple(condition(dice, scope, depth - 1) for _ in range(dice.number(2, 3)))
    if choice < 70:
        return Count(parts, dice.number(1, len(parts)))
    return Or(parts) if choice < 85 else And(parts)


def _leaf(dice: Dice, scope: Scope) -> Condition:
    if scope.areas and dice.chance(25):
        return _level_test(dice, scope)
    if scope.signs and (dice.chance(20) or not (scope.facts or scope.own or scope.groups)):
        return Named(dice.pick(scope.signs).id)
    if scope.groups and (dice.chance(35) or not (scope.facts or scope.own)):
        return _item_condition(dice, scope)
    own = scope.own and (dice.chance(70) or not scope.facts)
    return _fact_test(dice, dice.pick(scope.own if own else scope.facts))


def _level_test(dice: Dice, scope: Scope) -> Condition:
    number = dice.pick(scope.levels[1:])
    match dice.number(0, 2):
        case 0:
            return Level(number)
        case 1:
            return LevelOf(dice.pick(scope.areas), number)
        case _:
            return AreasAt(number, dice.number(1, len(scope.areas)))


def _item_condition(dice: Dice, scope: Scope) -> Condition:
    group = dice.pick(scope.groups)
    inside = Scope(facts=scope.facts, own=group.facts, signs=scope.flat_signs)
    part = _fact_test(dice, dice.pick(group.facts))
    if dice.chance(40):
        parts = (part, condition(dice, inside, 1))
        part = And(parts) if dice.chance(50) else Or(parts)
    if dice.chance(35):
        part = Not(part)
    match dice.number(0, 3):
        case 0:
            return AnyItem(group.id, part)
        case 1 | 2:
            return AllItems(group.id, part)
        case _:
            return CountItems(group.id, part, dice.number(1, group.at_most))


def _fact_test(dice: Dice, fact: Fact) -> Condition:
    if dice.chance(12):
        return Known(fact.id) if dice.chance(50) else Asked(fact.id)
    match fact.kind:
        case YesNo():
            return Named(fact.id)
        case OneOf(options):
            return Is(fact.id, dice.some(options))
        case AnyOf():
            chosen = dice.some(fact.kind.ids)
            return Has(fact.id, chosen, dice.number(1, len(chosen)))
        case WholeNumber(at_least=lowest, at_most=highest):
            cuts = tuple(range(max(lowest + 1, 0), highest + 1))
            return _compare(dice, fact, Measure.NUMBER, cuts)
        case Age():
            if dice.chance(50):
                return _compare(dice, fact, Measure.MONTHS, _MONTHS)
            return _compare(dice, fact, Measure.YEARS, _YEARS)
        case Date():
            return _compare(dice, fact, Measure.DAYS_SINCE, _DAYS)
        case _:
            return Known(fact.id)


def _compare(dice: Dice, fact: Fact, measure: Measure, cuts: tuple[int, ...]) -> Compare:
    """Return a comparison whose outcome changes at one or two of these numbers."""
    first, second = dice.pick(cuts), dice.pick(cuts)
    low, high = min(first, second), max(first, second)
    match dice.number(0, 2):
        case 0:
            return Compare(fact=fact.id, measure=measure, low=_low(dice, first))
        case 1:
            return Compare(fact=fact.id, measure=measure, high=_high(dice, first - 1))
        case 2 if low < high:
            both = (_low(dice, low), _high(dice, high - 1))
            return Compare(fact=fact.id, measure=measure, low=both[0], high=both[1])
        case _:
            return Compare(fact=fact.id, measure=measure, low=_low(dice, first))


def _low(dice: Dice, smallest: int) -> Bound:
    inclusive = smallest == 0 or dice.chance(60)
    return Bound(smallest if inclusive else smallest - 1, inclusive=inclusive)


def _high(dice: Dice, largest: int) -> Bound:
    inclusive = largest >= 0 and dice.chance(60)
    return Bound(largest if inclusive else largest + 1, inclusive=inclusive)
