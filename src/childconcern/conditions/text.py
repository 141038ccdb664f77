"""The one way in which a condition is written.

``parse_condition(condition_text(c)) == c`` for every condition that a parser
could have made.
"""

from __future__ import annotations

from typing import Final

from childconcern.conditions.tree import (
    AllItems,
    And,
    AnyItem,
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
    Measure,
    Named,
    Not,
    Or,
)

__all__ = ["condition_text", "measured_text"]

_OR: Final = 1
_AND: Final = 2
_NOT: Final = 3


def condition_text(condition: Condition) -> str:
    """Return the canonical text of ``condition``, with no more brackets than it needs."""
    return _text(condition, _OR)


def measured_text(compare: Compare) -> str:
    """Return what a comparison reads: ``months(age)``, or the fact's own id."""
    if compare.measure is Measure.NUMBER:
        return compare.fact
    return f"{compare.measure.value}({compare.fact})"


def _text(condition: Condition, binds: int) -> str:
    match condition:
        case Or(parts):
            return _bracketed(" or ".join(_text(part, _AND) for part in parts), binds > _OR)
        case And(parts):
            return _bracketed(" and ".join(_text(part, _NOT) for part in parts), binds > _AND)
        case Not(Is(fact, options)):
            return _is(fact, options, "!=", "not in")
        case Not(Has(fact, options, 1)):
            return f"none_of({fact}, {_quoted(options)})"
        case Not(part):
            return f"not {_text(part, _NOT)}"
        case Named(name):
            return name
        case Is(fact, options):
            return _is(fact, options, "==", "in")
        case Has(fact, options, at_least):
            return _has(fact, options, at_least)
        case Known(fact):
            return f"known({fact})"
        case Asked(fact):
            return f"asked({fact})"
        case Compare():
            return _compared(condition)
        case Count(parts, at_least):
            return f"count({', '.join(map(condition_text, parts))}) >= {at_least}"
        case AnyItem(group, part):
            return f"any_item({group}, {condition_text(part)})"
        case AllItems(group, part):
            return f"all_items({group}, {condition_text(part)})"
        case CountItems(group, part, at_least):
            return f"count_items({group}, {condition_text(part)}) >= {at_least}"
        case Level(at_least):
            return f"level >= {at_least}"
        case LevelOf(area, at_least):
            return f"level_of('{area}') >= {at_least}"
        case _:
            return f"areas_at({condition.level}) >= {condition.at_least}"


def _has(fact: str, options: tuple[str, ...], at_least: int) -> str:
    if len(options) == at_least == 1:
        return f"{_quoted(options)} in {fact}"
    if at_least == 1:
        return f"any_of({fact}, {_quoted(options)})"
    if at_least == len(options):
        return f"all_of({fact}, {_quoted(options)})"
    return f"count_options({fact}, {_quoted(options)}) >= {at_least}"


def _is(fact: str, options: tuple[str, ...], one: str, several: str) -> str:
    if len(options) == 1:
        return f"{fact} {one} {_quoted(options)}"
    return f"{fact} {several} [{_quoted(options)}]"


def _compared(compare: Compare) -> str:
    measured = measured_text(compare)
    low, high = compare.low, compare.high
    if low is not None and high is not None:
        left = f"{low.value} {'<=' if low.inclusive else '<'}"
        return f"{left} {measured} {'<=' if high.inclusive else '<'} {high.value}"
    if low is not None:
        return f"{measured} {'>=' if low.inclusive else '>'} {low.value}"
    if high is not None:
        return f"{measured} {'<=' if high.inclusive else '<'} {high.value}"
    return measured


def _quoted(options: tuple[str, ...]) -> str:
    return ", ".join(f"'{option}'" for option in options)


def _bracketed(text: str, needed: bool) -> str:  # noqa: FBT001 - reads well at both calls
    return f"({text})" if needed else text
