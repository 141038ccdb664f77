"""Made-up conditions without a problem: thresholds near the values, so that all comes true."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen
from hypothesis import strategies as st

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
    Terms,
    walk_tree,
)
from childconcern.facts import Age, AnyOf, Fact, Group, OneOf, Vocabulary, WholeNumber, YesNo
from childconcern.testing.drawing import chance, number, pick, some

__all__ = ["condition", "conditions", "signs"]

_SPANS: Final = {
    Measure.MONTHS: (-1, 40),
    Measure.YEARS: (-1, 12),
    Measure.DAYS_SINCE: (-400, 900),
}
_DEEPEST: Final = 3


@st.composite
def conditions(draw: st.DrawFn, terms: Terms, *, levels: bool = False) -> Condition:
    """Return conditions without a problem, three deep and items deeper.

    Args:
        draw: Hypothesis'.
        terms: What they can speak of.
        levels: Whether tests of levels may stand in them.
    """
    return condition(draw, terms, levels=levels, depth=_DEEPEST)


@frozen(kw_only=True)
class _Scope:
    """What a condition may speak of where it stands."""

    facts: tuple[Fact, ...]
    own: tuple[Fact, ...] = ()
    signs: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    terms: Terms
    levels: bool = False
    known: bool = True


def condition(
    draw: st.DrawFn, terms: Terms, *, levels: bool = False, known: bool = True, depth: int = 2
) -> Condition:
    """Return a condition without a problem.

    Args:
        draw: Hypothesis'.
        terms: What it can speak of.
        levels: Whether tests of levels may stand in it.
        known: Whether ``known`` and ``asked`` may.
        depth: How often parts may be joined to larger ones.
    """
    scope = _Scope(
        facts=_readable(terms.vocabulary.facts),
        signs=tuple(sign.id for sign in terms.signs),
        groups=terms.vocabulary.groups,
        terms=terms,
        levels=levels and bool(terms.areas),
        known=known,
    )
    return _grown(draw, scope, depth)


def signs(draw: st.DrawFn, vocabulary: Vocabulary, *, known: bool) -> tuple[Sign, ...]:
    """Return none to two signs, each of which may use those before it."""
    made: tuple[Sign, ...] = ()
    for n in range(number(draw, 0, 2)):
        before = Terms(vocabulary=vocabulary, signs=made)
        made = (*made, Sign(id=f"sign_{n}", when=condition(draw, before, known=known)))
    return made


def _readable(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.rules_can_read_it)


def _compare(draw: st.DrawFn, fact: Fact, measure: Measure) -> Compare:
    lowest, highest = _SPANS.get(measure, (0, 0))
    if isinstance(fact.kind, WholeNumber):
        lowest, highest = fact.kind.at_least, fact.kind.at_most
    # Constants are 0 or more, and each leaves both outcomes possible.
    end = pick(draw, ("low", "high", "both") if highest - lowest > 1 else ("low", "high"))
    low = high = None
    small = number(draw, max(lowest + 1, 0), highest - (end == "both"))
    if end != "high":
        inclusive = small == 0 or chance(draw, 5)
        low = Bound(small if inclusive else small - 1, inclusive=inclusive)
    if end != "low":
        large = number(draw, small if end == "both" else max(lowest, -1), highest - 1)
        inclusive = large >= 0 and chance(draw, 5)
        high = Bound(large if inclusive else large + 1, inclusive=inclusive)
    return Compare(fact=fact.id, measure=measure, low=low, high=high)


def _fact_test(draw: st.DrawFn, fact: Fact, scope: _Scope) -> Condition:
    if scope.known and chance(draw, 2):
        return Known(fact.id) if chance(draw, 5) else Asked(fact.id)
    match fact.kind:
        case YesNo():
            return Named(fact.id)
        case OneOf(options):
            return Is(fact.id, some(draw, options))
        case AnyOf():
            chosen = some(draw, fact.kind.ids)
            return Has(fact.id, chosen, number(draw, 1, len(chosen)))
        case WholeNumber():
            return _compare(draw, fact, Measure.NUMBER)
        case Age():
            return _compare(draw, fact, pick(draw, (Measure.MONTHS, Measure.YEARS)))
        case _:
            return _compare(draw, fact, Measure.DAYS_SINCE)


def _level_test(draw: st.DrawFn, terms: Terms) -> Condition:
    level = number(draw, terms.levels[0] + 1, terms.levels[-1])
    match number(draw, 0, 2):
        case 0:
            return Level(level)
        case 1:
            return LevelOf(pick(draw, terms.areas), level)
        case _:
            return AreasAt(level, number(draw, 1, len(terms.areas)))


def _leaf(draw: st.DrawFn, scope: _Scope) -> Condition:
    choice = number(draw, 0, 9)
    if scope.levels and choice < 3:  # noqa: PLR2004 - so many times in ten
        return _level_test(draw, scope.terms)
    if scope.signs and choice in {3, 4}:
        return Named(pick(draw, scope.signs))
    if scope.groups and choice > 6:  # noqa: PLR2004 - so many times in ten
        return _item_condition(draw, scope)
    facts = scope.own if scope.own and choice > 2 else scope.facts  # noqa: PLR2004 - as above
    return _fact_test(draw, pick(draw, facts), scope)


def _item_condition(draw: st.DrawFn, scope: _Scope) -> Condition:
    group = pick(draw, scope.groups)
    own = _readable(group.facts)
    flat = tuple(name for name in scope.signs if not _looks_at_items(scope.terms.meanings[name]))
    inside = evolve(scope, own=own, groups=(), levels=False, signs=flat)
    part = _fact_test(draw, pick(draw, own), inside)
    if chance(draw, 5):
        parts = (part, _grown(draw, inside, 1))
        part = And(parts) if chance(draw, 5) else Or(parts)
    if chance(draw, 4):
        part = Not(part)
    match number(draw, 0, 2):
        case 0:
            return AnyItem(group.id, part)
        case 1:
            return AllItems(group.id, part)
        case _:
            return CountItems(group.id, part, number(draw, 1, group.at_most))


def _looks_at_items(condition: Condition) -> bool:
    return any(isinstance(one, AnyItem | AllItems | CountItems) for one in walk_tree(condition))


def _grown(draw: st.DrawFn, scope: _Scope, depth: int) -> Condition:
    choice = number(draw, 0, 9) if depth else 0
    match choice:
        case 0 | 1 | 2 | 3:
            return _leaf(draw, scope)
        case 4:
            return Not(_grown(draw, evolve(scope, levels=False), depth - 1))
        case _:
            return _joined(draw, scope, depth - 1, choice)


def _joined(draw: st.DrawFn, scope: _Scope, depth: int, choice: int) -> Condition:
    how_many = number(draw, 2, 3)
    parts = tuple(_grown(draw, scope, depth) for _ in range(how_many))
    match choice:
        case 5 | 6:
            return Or(parts)
        case 7 | 8:
            return And(parts)
        case _:
            return Count(parts, number(draw, 1, how_many))
