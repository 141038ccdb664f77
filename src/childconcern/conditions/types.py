"""What is wrong with a condition, held against the vocabulary it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from attrs import evolve, frozen

from childconcern.conditions.signs import (
    MOST_DEPTH_WRITTEN_OUT,
    MOST_PIECES,
    Extent,
    Sign,
    extent_of,
    extents_of,
    written_out,
)
from childconcern.conditions.tree import (
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
    Measure,
    Named,
    Not,
    Or,
    children,
    walk_tree,
)
from childconcern.facts import Age, AnyOf, Date, Fact, OneOf, Vocabulary, WholeNumber, YesNo
from childconcern.facts.ages import MOST_MONTHS, NOT_YET_BORN
from childconcern.problems import Place, Problem

__all__ = ["Terms", "condition_problems", "facts_in", "group_facts_in"]

_FEWEST_PARTS: Final = 2
_MOST_DAYS: Final = 73_414
"""From the first day of 1900 to the last of 2100."""

_READS: Final = {
    Measure.NUMBER: (WholeNumber, "a whole number"),
    Measure.MONTHS: (Age, "an age"),
    Measure.YEARS: (Age, "an age"),
    Measure.DAYS_SINCE: (Date, "a date"),
}
_SPANS: Final = {
    Measure.MONTHS: (NOT_YET_BORN, MOST_MONTHS),
    Measure.YEARS: (NOT_YET_BORN, MOST_MONTHS // 12),
    Measure.DAYS_SINCE: (-_MOST_DAYS, _MOST_DAYS),
}


@frozen(kw_only=True)
class Terms:
    """What conditions can speak of.

    Attributes:
        vocabulary: Facts and groups.
        signs: Named conditions.
        areas: Ids of the areas of a policy.
        levels: Numbers of the levels of a policy, ascending.
    """

    vocabulary: Vocabulary
    signs: tuple[Sign, ...] = ()
    areas: tuple[str, ...] = ()
    levels: tuple[int, ...] = ()

    @cached_property
    def meanings(self) -> dict[str, Condition]:
        """What each sign stands for, written out; circular and too large ones are missing."""
        return written_out(self.signs)

    @cached_property
    def extents(self) -> dict[str, Extent]:
        """How large each sign is when written out; circular ones are missing."""
        return extents_of(self.signs)


@frozen(kw_only=True)
class _Setting:
    """Where in a condition, and in what role it stands."""

    terms: Terms
    place: Place
    levels: bool
    own: str | None
    inside: str | None = None
    negated: bool = False

    def problem(self, code: str, message: str, remedy: str) -> Problem:
        return Problem(code=code, place=self.place, message=message, remedy=remedy)


_NOWHERE: Final = Place()


def condition_problems(
    condition: Condition,
    terms: Terms,
    *,
    levels: bool = False,
    own_group: str | None = None,
    place: Place = _NOWHERE,
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a condition.

    Args:
        condition: What is checked.
        terms: What it can speak of.
        levels: Whether level tests may stand in it: in rules, duties and guarantees.
        own_group: The group whose item's facts stand bare in it, for a question
            that is asked of each item.
        place: Where it stands, for the problems.
    """
    setting = _Setting(terms=terms, place=place, levels=levels, own=own_group)
    extent = extent_of(condition, terms.extents)
    if not extent.fits:
        return (_extent_problem(extent, setting),)
    return tuple(dict.fromkeys(_problems(condition, setting)))


def facts_in(condition: Condition, terms: Terms) -> frozenset[str]:
    """Return the ids of the facts that a condition reads, through signs too."""
    found: set[str] = set()
    for node in walk_tree(condition):
        match node:
            case Named(name) if name in terms.meanings:
                found |= facts_in(terms.meanings[name], terms)
            case (
                Named(name) | Compare(fact=name) | Is(name) | Has(name) | Known(name) | Asked(name)
            ):
                found.add(name)
            case _:
                pass
    return frozenset(found)


def group_facts_in(condition: Condition, terms: Terms) -> frozenset[str]:
    """Return the ids of the facts that a condition reads inside item conditions."""
    found: set[str] = set()
    for node in walk_tree(condition):
        if isinstance(node, AnyItem | AllItems | CountItems):
            found |= facts_in(node.part, terms)
        elif isinstance(node, Named) and node.name in terms.meanings:
            found |= group_facts_in(terms.meanings[node.name], terms)
    return frozenset(found)


def _extent_problem(extent: Extent, setting: _Setting) -> Problem:
    if extent.pieces > MOST_PIECES:
        message = f"the condition has over {MOST_PIECES} pieces once its signs are written out"
        return setting.problem("condition-too-large", message, "say it with fewer signs")
    message = f"the condition nests over {MOST_DEPTH_WRITTEN_OUT} deep once signs are written out"
    return setting.problem("condition-too-deep", message, "say it with fewer signs inside signs")


def _problems(condition: Condition, setting: _Setting) -> Iterator[Problem]:
    match condition:
        case Named(name):
            yield from _name_problems(name, setting)
        case Compare():
            yield from _compare_problems(condition, setting)
        case Is(fact, options):
            yield from _option_problems(fact, options, OneOf, "a one-of fact", setting)
        case Has(fact, options, at_least):
            yield from _option_problems(fact, options, AnyOf, "an any-of fact", setting)
            yield from _number_problems(at_least, len(options), "options named", setting)
        case Known(fact) | Asked(fact):
            _, problems = _find(fact, setting)
            yield from problems
        case Level() | LevelOf() | AreasAt():
            yield from _level_problems(condition, setting)
        case And(parts) | Or(parts) if len(parts) < _FEWEST_PARTS:
            message = "and, or: one of them joins fewer than two conditions"
            yield setting.problem("too-few-parts", message, "give it two or more")
        case Count(parts, at_least):
            yield from _number_problems(at_least, len(parts), "conditions counted", setting)
        case AnyItem(group) | AllItems(group) | CountItems(group):
            yield from _item_problems(condition, group, setting)
            return
        case _:
            pass
    inner = evolve(setting, negated=True) if isinstance(condition, Not) else setting
    for part in children(condition):
        yield from _problems(part, inner)


def _find(fact_id: str, setting: _Setting) -> tuple[Fact | None, tuple[Problem, ...]]:
    vocabulary = setting.terms.vocabulary
    fact = vocabulary.by_id.get(fact_id)
    if fact is None:
        problem = setting.problem(
            "unknown-fact", f"there is no fact {fact_id!r}", "see facts.toml for the ids"
        )
        return None, (problem,)
    if not fact.rules_can_read_it:
        message = f"{fact_id} is a {fact.kind.name} fact, which no condition reads"
        return None, (setting.problem("unreadable-kind", message, "ask for it as options"),)
    home = vocabulary.group_of[fact_id]
    if home is not None and home != (setting.inside or setting.own):
        message = f"{fact_id} is a fact of each of the group {home}"
        remedy = f"write any_item({home}, ...), all_items or count_items around it"
        return fact, (setting.problem("group-fact-outside-item", message, remedy),)
    return fact, ()


def _name_problems(name: str, setting: _Setting) -> Iterator[Problem]:
    terms = setting.terms
    if any(sign.id == name for sign in terms.signs):
        meaning = terms.meanings.get(name)
        over_items = meaning is not None and any(
            isinstance(node, AnyItem | AllItems | CountItems) for node in walk_tree(meaning)
        )
        if setting.inside and over_items:
            message = f"the sign {name} looks at items, so it cannot stand inside an item condition"
            yield setting.problem("nested-items", message, "write it beside, joined with and")
        return
    if name in terms.vocabulary.group_index:
        message = f"{name} is a group, and a group is not true or false"
        yield setting.problem("wrong-kind", message, f"write any_item({name}, ...)")
        return
    fact, problems = _find(name, setting)
    yield from problems
    if fact is not None and not isinstance(fact.kind, YesNo):
        message = f"{name} is a {fact.kind.name} fact; only a yes-no fact stands bare"
        yield setting.problem("wrong-kind", message, "compare it, or test its options")


def _compare_problems(compare: Compare, setting: _Setting) -> Iterator[Problem]:
    fact, problems = _find(compare.fact, setting)
    yield from problems
    if fact is None:
        return
    kind, shown = _READS[compare.measure]
    if not isinstance(fact.kind, kind):
        message = f"{fact.id} is a {fact.kind.name} fact, and {shown} is needed"
        yield setting.problem("wrong-kind", message, "use months() or years() for an age")
        return
    if isinstance(fact.kind, WholeNumber):
        lowest, highest = fact.kind.at_least, fact.kind.at_most
    else:
        lowest, highest = _SPANS[compare.measure]
    yield from _threshold_problems(compare, lowest, highest, setting)


def _threshold_problems(
    compare: Compare, lowest: int, highest: int, setting: _Setting
) -> Iterator[Problem]:
    small, large = compare.smallest, compare.largest
    settled = (small is not None and not lowest < small <= highest) or (
        large is not None and not lowest <= large < highest
    )
    if (small is None and large is None) or any(
        end is not None and end.value < 0 for end in (compare.low, compare.high)
    ):
        message = f"a comparison of {compare.fact} has no constant that could be written"
        yield setting.problem("threshold-out-of-bounds", message, "give it one, of 0 or more")
    elif settled or (small is not None and large is not None and small > large):
        message = f"a comparison of {compare.fact} always ends the same way"
        remedy = f"it can be {lowest} to {highest}; choose a constant that divides that"
        yield setting.problem("threshold-out-of-bounds", message, remedy)


def _option_problems(
    fact_id: str,
    options: tuple[str, ...],
    kind: type[OneOf | AnyOf],
    shown: str,
    setting: _Setting,
) -> Iterator[Problem]:
    fact, problems = _find(fact_id, setting)
    yield from problems
    if fact is None:
        return
    if not isinstance(fact.kind, OneOf | AnyOf) or not isinstance(fact.kind, kind):
        message = f"{fact_id} is a {fact.kind.name} fact, and {shown} is needed"
        yield setting.problem("wrong-kind", message, "use == or in for one-of, any_of for any-of")
        return
    if not options:
        message = f"a test of {fact_id} names no option"
        yield setting.problem("no-options", message, "name at least one")
    ids = fact.kind.options if isinstance(fact.kind, OneOf) else fact.kind.ids
    for option in dict.fromkeys(options):
        if option not in ids:
            message = f"{fact_id} has no option {option!r}"
            yield setting.problem("unknown-option", message, f"it has {', '.join(ids)}")
    if len(set(options)) < len(options):
        message = f"an option of {fact_id} is named twice in one test"
        yield setting.problem("repeated-option", message, "name each option once")


def _number_problems(at_least: int, most: int, what: str, setting: _Setting) -> Iterator[Problem]:
    if not 1 <= at_least <= most:
        message = f"a count of at least {at_least} always ends the same way"
        yield setting.problem("count-out-of-range", message, f"{most} {what}: write 1 to {most}")


def _level_problems(test: Level | LevelOf | AreasAt, setting: _Setting) -> Iterator[Problem]:
    terms = setting.terms
    if not setting.levels or setting.inside is not None:
        message = "a level is tested where none can be"
        remedy = "levels stand in rules, duties and guarantees only, outside item conditions"
        yield setting.problem("level-not-allowed", message, remedy)
        return
    if setting.negated:
        message = "a level stands under not, so a higher level could switch a rule off"
        yield setting.problem("level-under-not", message, "say what should happen from a level on")
    if isinstance(test, LevelOf) and test.area not in terms.areas:
        message = f"there is no area {test.area!r}"
        yield setting.problem("unknown-area", message, f"there are {', '.join(terms.areas)}")
    level = test.level if isinstance(test, AreasAt) else test.at_least
    if not (terms.levels and terms.levels[0] < level <= terms.levels[-1]):
        message = f"a level of at least {level} always ends the same way"
        remedy = "write a number above the lowest level and not above the highest"
        yield setting.problem("level-out-of-bounds", message, remedy)
    if isinstance(test, AreasAt):
        yield from _number_problems(test.at_least, len(terms.areas), "areas", setting)


def _item_problems(
    condition: AnyItem | AllItems | CountItems, group_id: str, setting: _Setting
) -> Iterator[Problem]:
    vocabulary = setting.terms.vocabulary
    if setting.inside is not None:
        message = "an item condition stands inside another"
        yield setting.problem("nested-items", message, "write them beside each other")
        return
    if group_id not in vocabulary.group_index:
        message = f"there is no group {group_id!r}"
        yield setting.problem("unknown-group", message, "see facts.toml for the ids")
        return
    group = vocabulary.group(group_id)
    if isinstance(condition, CountItems):
        yield from _number_problems(condition.at_least, group.at_most, "items at most", setting)
    if facts_in(condition.part, setting.terms).isdisjoint(group.index):
        message = f"nothing inside the item condition speaks of one of the group {group_id}"
        yield setting.problem("no-item-fact", message, f"use a fact of {group_id}, or leave it out")
    yield from _problems(condition.part, evolve(setting, inside=group_id))
