"""Made-up vocabularies: few facts and few options, so that tests of them come out every way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from childconcern.facts import (
    FORM_KINDS,
    Age,
    AnyOf,
    Code,
    Date,
    Fact,
    Group,
    Kind,
    LongText,
    OneOf,
    Option,
    PersonName,
    Relationships,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
    code_sets,
)
from childconcern.testing.drawing import chance, number, pick

__all__ = ["MOST_ITEMS", "vocabularies", "with_service_facts"]

MOST_ITEMS: Final = 3
"""The most items that a made-up group has."""

_OPTIONS: Final = ("home", "school", "street", "online")
_FEW_FORMS: Final[tuple[Kind, ...]] = (PersonName(), LongText())
_RELATED_AS: Final = ("parent", "other")


@st.composite
def vocabularies(draw: st.DrawFn, *, every_kind: bool = False) -> Vocabulary:
    """Return vocabularies of one to five facts and none to two groups.

    Args:
        draw: Hypothesis'.
        every_kind: Whether there are all kinds that forms hold, codes and relationships
            among them, and an order in which most facts worsen.
    """
    maker = _RichMaker if every_kind else _Maker
    made = maker(draw)
    facts = tuple(made.fact(f"fact_{n}", readable=n == 0) for n in range(number(draw, 1, 5)))
    named = ("children", "adults")[: number(draw, 0, 2)]
    return made.finished(Vocabulary(facts=facts, groups=tuple(made.group(name) for name in named)))


@st.composite
def with_service_facts(draw: st.DrawFn, vocabulary: Vocabulary) -> Vocabulary:
    """Return a vocabulary of which the service sets a fact here and there."""

    def set_some(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(evolve(fact, set_by_service=chance(draw, 2)) for fact in facts)

    # The first fact of all is asked for, so that there is something to ask.
    groups = tuple(evolve(group, facts=set_some(group.facts)) for group in vocabulary.groups)
    facts = (*vocabulary.facts[:1], *set_some(vocabulary.facts[1:]))
    return Vocabulary(facts=facts, groups=groups)


class _Maker:
    """Makes facts of the kinds that rules read, with words here and there."""

    tenths_of_forms = 1

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def fact(self, name: str, *, readable: bool) -> Fact:
        if not readable and chance(self.draw, self.tenths_of_forms):
            return Fact(id=name, kind=pick(self.draw, self.forms()))
        kind = _readable_kind(self.draw)
        counts_as = _counts_as(self.draw, kind) if chance(self.draw, 3) else None
        return Fact(id=name, kind=kind, unknown_counts_as=counts_as)

    def forms(self) -> tuple[Kind, ...]:
        return _FEW_FORMS

    def group(self, name: str) -> Group:
        how_many = number(self.draw, 1, 3)
        facts = tuple(self.fact(f"{name}_{n}", readable=n == 0) for n in range(how_many))
        at_least = int(chance(self.draw, 5))
        return Group(id=name, at_least=at_least, at_most=MOST_ITEMS, facts=facts)

    def finished(self, vocabulary: Vocabulary) -> Vocabulary:
        return vocabulary


class _RichMaker(_Maker):
    """Makes facts of every kind there is, most of them with an order in which they worsen."""

    tenths_of_forms = 4

    def fact(self, name: str, *, readable: bool) -> Fact:
        made = super().fact(name, readable=readable)
        return evolve(made, worse=pick(self.draw, (*_orders(made.kind), None)))

    def forms(self) -> tuple[Kind, ...]:
        codes = (Code(code_set=one, many=many) for one in code_sets()[:2] for many in (False, True))
        return (*(kind() for kind in FORM_KINDS), *codes)

    def finished(self, vocabulary: Vocabulary) -> Vocabulary:
        """Let somebody be related to the items of a group, if there is one."""
        if not vocabulary.groups or not chance(self.draw, 3):
            return vocabulary
        kind = Relationships(to=pick(self.draw, vocabulary.groups).id, options=_RELATED_AS)
        home = pick(self.draw, (None, *vocabulary.groups))
        if home is None:
            facts = (*vocabulary.facts, Fact(id="related_to", kind=kind))
            return evolve(vocabulary, facts=facts)
        related = evolve(home, facts=(*home.facts, Fact(id="related_to", kind=kind)))
        groups = tuple(related if one is home else one for one in vocabulary.groups)
        return evolve(vocabulary, groups=groups)


def _readable_kind(draw: st.DrawFn) -> Kind:
    match number(draw, 0, 5):
        case 0:
            return YesNo()
        case 1:
            return OneOf(_OPTIONS[: number(draw, 1, 4)])
        case 2:
            several = tuple(map(Option, _OPTIONS[: number(draw, 1, 3)]))
            return AnyOf((*several, Option("none", exclusive=True)))
        case 3:
            at_least = number(draw, -2, 3)
            at_most = max(at_least, 0) + number(draw, 1, 9)
            return WholeNumber(at_least=at_least, at_most=at_most)
        case 4:
            return Age()
        case _:
            return Date()


def _counts_as(draw: st.DrawFn, kind: Kind) -> Value | None:
    match kind:
        case YesNo():
            return pick(draw, (True, False))
        case OneOf(options):
            return pick(draw, options)
        case AnyOf():
            return frozenset({pick(draw, kind.ids)})
        case WholeNumber():
            return number(draw, kind.at_least, kind.at_most)
        case _:
            return None


def _orders(kind: Kind) -> Sequence[str | tuple[str, ...]]:
    """Return some orders in which a fact of a kind can worsen."""
    return tuple(_orders_of(kind))


def _orders_of(kind: Kind) -> Iterator[str | tuple[str, ...]]:
    match kind:
        case YesNo():
            yield from ("yes", "no")
        case OneOf(options):
            yield from (options, options[::-1], options[:1])
        case AnyOf():
            yield from ("more", kind.ids[:1])
        case WholeNumber() | Age() | Date():
            yield from ("higher", "lower")
        case _:
            pass
