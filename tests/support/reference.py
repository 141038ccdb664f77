"""What the pages about the exact reading say, read naively: slow, short, and nobody's copy.

Nothing here is made of what it judges: documents are read as plain JSON, three
truths are True, False and None, an age is the set of all months it could be, day
by day, and a decision is a handful of loops. From the library it takes only the
shape of what a policy says.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeAlias, cast

from attrs import evolve, frozen

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    AtLeast,
    AtLeastItems,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    Literal,
    Measure,
    Named,
    Not,
    Or,
    Plain,
)
from childconcern.facts import AnyOf, Fact, Vocabulary
from childconcern.policy import RoutingPolicy, Variant

__all__ = ["Answer", "Sight", "possible_months", "reference_decision", "reference_plain", "tells"]

Answer: TypeAlias = bool | None
"""Certainly true, certainly false, or neither."""

Document: TypeAlias = Mapping[str, object]


# ------------------------------------------------------------------ ages and dates


@cache
def _days(text: str) -> tuple[dt.date, ...]:
    """Return every day that a partial date could be."""
    year = int(text[:4])
    all_days = (
        dt.date.fromordinal(number)
        for number in range(dt.date(year, 1, 1).toordinal(), dt.date(year, 12, 31).toordinal() + 1)
    )
    return tuple(day for day in all_days if day.isoformat().startswith(text))


def _months_old(birth: dt.date, on: dt.date) -> int:
    """Count the months that are over, one by one; -1 before birth."""
    if birth > on:
        return -1
    over, year, month = 0, birth.year, birth.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if (year, month, birth.day) > (on.year, on.month, on.day):
            return over
        over += 1


@cache
def possible_months(text: str, on: dt.date) -> frozenset[int]:
    """Return every number of completed months that an age as written could be."""
    words = text.split()
    if words[0] == "due":
        return frozenset({_months_old(dt.date.fromisoformat(words[1]), on)})
    if "-" in text or (len(words) == 1 and len(text) == 4):
        born_by_now = [day for day in _days(text) if day <= on]
        return frozenset(_months_old(day, on) for day in born_by_now or _days(text))
    about = words[0] == "about"
    said, unit, *_ = [*words[about:], "years"]
    numbers = [int(said) + step for step in ((-1, 0, 1) if about else (0,))]
    numbers = [number for number in numbers if number >= 0]
    if unit.startswith("month"):
        return frozenset(numbers)
    return frozenset(12 * number + month for number in numbers for month in range(12))


def _possible_numbers(test: Compare, raw: object, on: dt.date) -> Iterable[int]:
    match test.measure:
        case Measure.NUMBER:
            return (cast("int", raw),)
        case Measure.MONTHS:
            return possible_months(str(raw), on)
        case Measure.YEARS:
            return {months // 12 for months in possible_months(str(raw), on)}
        case Measure.DAYS_SINCE:
            return {(on - day).days for day in _days(str(raw))}


# ---------------------------------------------------------------------- conditions


@frozen(kw_only=True)
class Sight:
    """What a condition looks at: a document, perhaps from inside one of its items.

    Attributes:
        document: A concern as JSON.
        vocabulary: What can be known.
        on: The day of the decision.
        signs: What each sign stands for.
        levels: The level of each area, for level tests.
        item: The item whose facts are at hand.
    """

    document: Document
    vocabulary: Vocabulary
    on: dt.date
    signs: Mapping[str, Condition]
    levels: Mapping[str, int] | None = None
    item: Document | None = None

    def fact(self, name: str) -> tuple[Fact, object]:
        """Return a fact, and what the document holds for it: ``...`` for not asked."""
        for fact in self.vocabulary.facts:
            if fact.id == name:
                return fact, _raw(self.document, name)
        own = [one for group in self.vocabulary.groups for one in group.facts if one.id == name]
        assert self.item is not None
        return own[0], _raw(self.item, name)

    def items(self, group: str) -> list["Sight"] | None:
        """Return what is seen from inside each item, or None where nobody was asked."""
        listed = self.document.get(group)
        if not isinstance(listed, list):
            return None
        return [evolve(self, item=cast("Document", item)) for item in cast("list[object]", listed)]


def _raw(document: Document, name: str) -> object:
    raw = document.get(name, ...)
    return ... if isinstance(raw, dict) else raw


def _json(fact: Fact) -> object:
    counts_as = fact.unknown_counts_as
    return sorted(counts_as) if isinstance(counts_as, frozenset) else counts_as


def tells(condition: Condition, sight: Sight) -> Answer:
    """Return whether ``condition`` is certainly true, certainly false, or neither."""
    match condition:
        case Named(name) if name in sight.signs:
            return tells(sight.signs[name], sight)
        case Not(part):
            told = tells(part, sight)
            return None if told is None else not told
        case And(parts):
            told_all = [tells(part, sight) for part in parts]
            if False in told_all:
                return False
            return None if None in told_all else True
        case Or(parts):
            told_all = [tells(part, sight) for part in parts]
            if True in told_all:
                return True
            return None if None in told_all else False
        case Count(parts, at_least):
            return _reaches([tells(part, sight) for part in parts], at_least)
        case AnyItem() | AllItems() | CountItems():
            return _of_items(condition, sight)
        case Level() | LevelOf() | AreasAt():
            return _of_levels(condition, sight)
        case _:
            return _of_fact(condition, sight)


def _reaches(told: Sequence[Answer], at_least: int) -> Answer:
    surely = len([one for one in told if one is True])
    perhaps = len([one for one in told if one is None])
    if surely >= at_least:
        return True
    return False if surely + perhaps < at_least else None


def _of_items(condition: AnyItem | AllItems | CountItems, sight: Sight) -> Answer:
    inside = sight.items(condition.group)
    if inside is None:
        return None
    told = [tells(condition.part, one) for one in inside]
    match condition:
        case AnyItem():
            return _reaches(told, 1)
        case CountItems(_, _, at_least):
            return _reaches(told, at_least)
        case AllItems():
            if not told or (None in told and False not in told):
                return None
            return False not in told


def _of_levels(condition: Level | LevelOf | AreasAt, sight: Sight) -> bool:
    assert sight.levels is not None
    match condition:
        case Level(at_least):
            return any(level >= at_least for level in sight.levels.values())
        case LevelOf(area, at_least):
            return sight.levels[area] >= at_least
        case AreasAt(level, at_least):
            return len([one for one in sight.levels.values() if one >= level]) >= at_least


def _of_fact(test: Named | Compare | Is | Has | Known | Asked, sight: Sight) -> Answer:
    fact, raw = sight.fact(test.name if isinstance(test, Named) else test.fact)
    if isinstance(test, Known):
        return raw is not None and raw is not ...
    if isinstance(test, Asked):
        return raw is not ...
    if raw is None and fact.unknown_counts_as is not None:
        raw = _json(fact)
    if raw is None or raw is ...:
        return None
    match test:
        case Named():
            return raw is True
        case Is(_, options):
            return raw in options
        case Has(_, options, at_least):
            chosen = cast("list[str]", raw)
            return len([option for option in options if option in chosen]) >= at_least
        case Compare():
            numbers = _possible_numbers(test, raw, sight.on)
            outcomes = {_passes(test, number) for number in numbers}
            return outcomes.pop() if len(outcomes) == 1 else None


def _passes(test: Compare, number: int) -> bool:
    passes = True
    if test.low is not None:
        passes &= number > test.low.value or (number == test.low.value and test.low.inclusive)
    if test.high is not None:
        passes &= number < test.high.value or (number == test.high.value and test.high.inclusive)
    return passes


def reference_plain(formula: Plain, sight: Sight) -> bool:
    """Return whether a formula without ``not`` holds, by what its parts say of themselves."""
    match formula:
        case Literal(test, holds):
            return tells(test, sight) is holds
        case AtLeast(number, parts):
            return len([part for part in parts if reference_plain(part, sight)]) >= number
        case AtLeastItems(group, part, number, or_all_but, and_one):
            inside = sight.items(group)
            if inside is None or (and_one and not inside):
                return False
            needed = number if or_all_but is None else len(inside) - or_all_but
            return len([one for one in inside if reference_plain(part, one)]) >= needed


# ------------------------------------------------------------------------ deciding


def reference_decision(policy: RoutingPolicy, document: Document, on: dt.date) -> dict[str, object]:
    """Return what a decision's document must say, all but the digests."""
    signs = {sign.id: sign.when for sign in policy.signs}
    sight = Sight(document=document, vocabulary=policy.vocabulary, on=on, signs=signs)

    def applies(when: Condition) -> bool:
        return tells(when, sight) is True

    indicators = [one for one in policy.indicators if applies(one.when)]
    levels = {area.id: policy.levels[0].number for area in policy.areas}
    for indicator in indicators:
        levels[indicator.area] = max(levels[indicator.area], indicator.level)
    sight = evolve(sight, levels=levels)
    rules = [one for one in policy.rules if applies(one.when)]
    duties = [one for one in policy.duties if applies(one.when)]
    asked_for = {one.route for one in rules} or {policy.otherwise}
    route = next(one for one in policy.routes if one.id in asked_for)
    variant = _first_variant(route.variants, applies)
    promise = (variant and variant.respond_within) or route.respond_within
    numbers = [level.number for level in policy.levels]
    return {
        "route": route.id,
        "variant": variant.id if variant else None,
        "duties": [one.id for one in duties],
        "level": max([*levels.values(), *numbers[:1]], default=None),
        "levels": levels,
        "reasons": [
            {"id": one.id, "kind": kind, "because": one.because, "source": one.source}
            for kind, found in (("indicator", indicators), ("rule", rules), ("duty", duties))
            for one in found
        ],
        "treated_as": list(_treated_as(policy.vocabulary, document)),
        "respond_within": promise.text if promise else None,
        "on": on.isoformat(),
        "complete": None,
    }


def _first_variant(
    variants: Sequence[Variant], applies: Callable[[Condition], bool]
) -> Variant | None:
    for variant in variants:
        if applies(variant.when):
            return variant
    return None


def _treated_as(vocabulary: Vocabulary, document: Document) -> Iterator[dict[str, object]]:
    for fact in vocabulary.facts:
        yield from _treated(fact, document, None)
    for group in vocabulary.groups:
        listed = document.get(group.id)
        for item in cast("list[Document]", listed if isinstance(listed, list) else []):
            for fact in group.facts:
                yield from _treated(fact, item, item["id"])


def _treated(fact: Fact, document: Document, item: object) -> Iterator[dict[str, object]]:
    if document.get(fact.id, ...) is None and fact.unknown_counts_as is not None:
        yield {"fact": fact.id, "item": item, "value": _in_options_order(fact)}


def _in_options_order(fact: Fact) -> object:
    counts_as = fact.unknown_counts_as
    if not isinstance(fact.kind, AnyOf) or not isinstance(counts_as, frozenset):
        return counts_as
    return [option.id for option in fact.kind.options if option.id in counts_as]
