"""What can go wrong with the conditions of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from attrs import frozen

from childconcern.conditions import AllItems, AnyItem, Condition, CountItems, facts_in
from childconcern.conditions.tree import Test
from childconcern.problems import Place
from childconcern.testing.mutation.drafts import Draft
from childconcern.testing.mutation.mistaken_facts import fact_slips
from childconcern.testing.mutation.mistaken_logic import logic_slips
from childconcern.testing.mutation.mistaken_numbers import number_slips
from childconcern.testing.mutation.mistaken_parts import added_parts, always, dropped_parts
from childconcern.testing.mutation.originals import Original
from childconcern.testing.mutation.sites import Site, sites
from childconcern.testing.mutation.slips import Slip, in_words
from childconcern.testing.mutation.trees import Spot, replaced, spots

__all__ = ["condition_drafts"]


def condition_drafts(original: Original) -> Iterator[Draft]:
    """Yield what can go wrong with every condition of a pack."""
    every = tuple(_Nearby.of(site) for site in sites(original))
    for at, place in enumerate(every):
        site = place.site
        for spot in spots(site.condition, site.group):
            for slip in chain(_slips(original, spot), _added(original, spot, at, every)):
                yield _draft(original, site, spot, slip)
        before = every[at - 1].site if at else None
        if before is not None and _stand_in_one_list(before.place, site.place):
            yield _copied(original, site, before)
        fact = original.top_fact(site.condition)
        if site.seen is None and site.kind != "sign" and fact is not None:
            yield _for_everybody(site, always(fact))


def _stand_in_one_list(one: Place, other: Place) -> bool:
    return (one.file, one.path[:-2]) == (other.file, other.path[:-2])


def _slips(original: Original, spot: Spot) -> Iterator[Slip]:
    terms = original.policy.terms
    # Any for all comes before one fewer: of two options they are the same, and the first says more.
    yield from logic_slips(spot)
    yield from number_slips(spot.node, terms)
    yield from dropped_parts(spot.node)
    yield from fact_slips(spot.node, terms)


def _draft(original: Original, site: Site, spot: Spot, slip: Slip) -> Draft:
    whole = replaced(site.condition, spot.path, slip.now)
    return Draft(
        operator=slip.operator,
        subject=site.subject,
        detail=slip.detail(spot.node),
        place=site.place,
        was=site.condition,
        now=whole,
        says=lambda: f"In {site.subject}, {slip.says(spot.node, original.wording)}",
        make=lambda: site.put(whole),
        faults=lambda pack: site.faults(whole, pack),
    )


def _copied(original: Original, site: Site, before: Site) -> Draft:
    whole = before.condition
    return Draft(
        operator="condition-copied",
        subject=site.subject,
        detail=f"condition-copied from {before.id}",
        place=site.place,
        was=site.condition,
        now=whole,
        says=lambda: (
            f"{site.subject.capitalize()} has the condition of {before.subject}: "
            f"{in_words(whole, original.wording)}."
        ),
        make=lambda: site.put(whole),
        faults=lambda pack: site.faults(whole, pack),
    )


def _for_everybody(site: Site, whole: Condition) -> Draft:
    return Draft(
        operator="condition-dropped",
        subject=site.subject,
        detail="condition-dropped",
        place=site.place,
        was=site.condition,
        now=whole,
        says=lambda: f"{site.subject.capitalize()} applies to everybody.",
        make=lambda: site.put(whole),
        faults=lambda pack: site.faults(whole, pack),
    )


@frozen(kw_only=True)
class _Nearby:
    """A site, and the tests that could stray from it into another.

    Attributes:
        site: The site.
        tests: For each group the first test inside its item conditions, and, for None, outside.
    """

    site: Site
    tests: Mapping[str | None, Test]

    @classmethod
    def of(cls, site: Site) -> _Nearby:
        found: dict[str | None, Test] = {}
        for spot in spots(site.condition, site.group):
            if isinstance(spot.node, Test):
                found.setdefault(spot.group, spot.node)
        return cls(site=site, tests=found)


def _added(original: Original, spot: Spot, at: int, every: Sequence[_Nearby]) -> Iterator[Slip]:
    """Yield what a condition, or one over items, becomes with a stray test from near by."""
    if spot.parent is not None and not isinstance(spot.parent, AnyItem | AllItems | CountItems):
        return
    terms, seen = original.policy.terms, every[at].site.seen
    # Near by is likelier: people copy from the sentence that they have just written.
    near = sorted(range(len(every)), key=lambda other: (abs(other - at), other < at))
    tests = (every[other].tests.get(spot.group) for other in near)
    fitting = (
        test
        for test in tests
        if test is not None and (seen is None or facts_in(test, terms) <= seen)
    )
    yield from added_parts(spot.node, fitting, terms)
