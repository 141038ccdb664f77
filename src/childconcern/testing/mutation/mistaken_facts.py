"""Slips over facts: the wrong options, the wrong fact, and knowing taken for being asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from childconcern.conditions import (
    AllItems,
    AnyItem,
    Asked,
    Compare,
    Condition,
    CountItems,
    Has,
    Is,
    Known,
    LevelOf,
    Named,
    Terms,
    walk_tree,
)
from childconcern.facts import AnyOf, Fact, OneOf
from childconcern.testing.mutation.slips import Slip

__all__ = ["fact_slips", "ids_of_options"]


def ids_of_options(fact: Fact) -> tuple[str, ...]:
    """Return the ids of a fact's options, in its order; none where it has no options."""
    match fact.kind:
        case OneOf(options):
            return options
        case AnyOf():
            return fact.kind.ids
        case _:
            return ()


def fact_slips(node: Condition, terms: Terms) -> Iterator[Slip]:
    """Yield what a test becomes when it names the wrong options, or speaks of something else."""
    match node:
        case Is(fact, options) | Has(fact, options):
            yield from _options(node, ids_of_options(terms.vocabulary.by_id[fact]))
            yield from _other_facts(node, fact, options, terms)
        case Known(fact):
            yield Slip(operator="asked-for-known", now=Asked(fact))
            yield from _other_facts(node, fact, (), terms)
        case Asked(fact):
            yield Slip(operator="known-for-asked", now=Known(fact))
            yield from _other_facts(node, fact, (), terms)
        case Compare():
            yield from _other_facts(node, node.fact, (), terms)
        case Named(name) if name in terms.vocabulary.by_id:
            yield from _other_facts(node, name, (), terms)
        case Named(name):
            for sign in _beside(name, _like_signs(name, terms)):
                yield Slip(operator="wrong-sign", now=Named(sign))
        case LevelOf(area):
            for other in _beside(area, terms.areas):
                yield Slip(operator="wrong-area", now=evolve(node, area=other))
        case _:
            pass


def _beside(one: str, row: Sequence[str]) -> tuple[str, ...]:
    """Return what stands before and after one of a row, as in a list to choose from."""
    at = row.index(one)
    return tuple(dict.fromkeys((*row[max(0, at - 1) : at], *row[at + 1 : at + 2])))


def _options(node: Is | Has, declared: tuple[str, ...]) -> Iterator[Slip]:
    named = node.options
    every = isinstance(node, Has) and node.at_least == len(named)
    if len(named) > 1:
        for option in named:
            rest = tuple(one for one in named if one != option)
            yield Slip(operator="option-dropped", now=_with_options(node, rest, every=every))
    spare = [option for option in declared if option not in named]
    for option in _nearest(named, declared, spare):
        more = tuple(one for one in declared if one in named or one == option)
        yield Slip(operator="option-added", now=_with_options(node, more, every=every))
    for option in named:
        for other in _nearest((option,), declared, spare)[:1]:
            swapped = tuple(other if one == option else one for one in named)
            yield Slip(operator="option-swapped", now=_with_options(node, swapped, every=every))


def _with_options(node: Is | Has, options: tuple[str, ...], *, every: bool) -> Condition:
    if isinstance(node, Is):
        return Is(node.fact, options)
    at_least = len(options) if every and len(node.options) > 1 else node.at_least
    return Has(node.fact, options, min(at_least, len(options)))


def _nearest(
    named: tuple[str, ...], declared: tuple[str, ...], spare: list[str]
) -> tuple[str, ...]:
    """Return the spare option after those that are named, and the one before them."""
    places = [declared.index(option) for option in named]
    after = [option for option in spare if declared.index(option) > max(places)]
    before = [option for option in spare if declared.index(option) < min(places)]
    return (*after[:1], *before[-1:])


def _other_facts(
    node: Named | Compare | Is | Has | Known | Asked,
    fact_id: str,
    options: tuple[str, ...],
    terms: Terms,
) -> Iterator[Slip]:
    for other in _beside(fact_id, _like_facts(fact_id, options, terms)):
        now = Named(other) if isinstance(node, Named) else evolve(node, fact=other)
        yield Slip(operator="wrong-fact", now=now)


def _like_facts(fact_id: str, options: tuple[str, ...], terms: Terms) -> list[str]:
    """Return a fact and those for which it could be mistaken, in the vocabulary's order."""
    vocabulary = terms.vocabulary
    fact, home = vocabulary.by_id[fact_id], vocabulary.group_of[fact_id]
    facts = vocabulary.facts if home is None else vocabulary.group(home).facts
    return [
        one.id
        for one in facts
        if type(one.kind) is type(fact.kind) and set(options) <= set(ids_of_options(one))
    ]


def _like_signs(name: str, terms: Terms) -> list[str]:
    over_items = _looks_at_items(name, terms)
    return [sign.id for sign in terms.signs if _looks_at_items(sign.id, terms) == over_items]


def _looks_at_items(name: str, terms: Terms) -> bool:
    return any(
        isinstance(node, AnyItem | AllItems | CountItems)
        for node in walk_tree(terms.meanings[name])
    )
