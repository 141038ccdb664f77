"""What a condition means with its signs written out, and what it has to be told to be read."""

from __future__ import annotations

from attrs import define, field, frozen

from childconcern.conditions import (
    AllItems,
    AnyItem,
    AreasAt,
    Condition,
    CountItems,
    Level,
    LevelOf,
    Named,
)
from childconcern.conditions.tree import children
from childconcern.facts import Vocabulary

__all__ = ["Changes", "Meaning", "meaning_of"]


@frozen(kw_only=True)
class Meaning:
    """A condition that stands for itself, and what it reads.

    Attributes:
        condition: With its signs written out.
        bare: Facts read outside item conditions: of the whole, or of the item that it is about.
        inside: Facts of items read inside item conditions, of every item.
        groups: Groups whose items are counted.
        levels: Whether a level is tested.
    """

    condition: Condition
    bare: frozenset[str]
    inside: frozenset[str]
    groups: frozenset[str]
    levels: bool

    @property
    def facts(self) -> frozenset[str]:
        """All facts that are read, wherever."""
        return self.bare | self.inside


@define(kw_only=True, eq=False)
class Changes:
    """What differs between two ways of answering.

    Attributes:
        facts: Facts, each with the place of its item, or None.
        groups: Groups with other items.
    """

    facts: set[tuple[str, int | None]] = field(factory=set[tuple[str, int | None]])
    groups: set[str] = field(factory=set[str])

    def note(self, fact_id: str, place: int | None, *, differs: bool) -> None:
        """Note whether what is held of a fact differs from now on."""
        (self.facts.add if differs else self.facts.discard)((fact_id, place))

    def touch(self, meaning: Meaning, place: int | None) -> bool:
        """Return whether a condition can come out otherwise, of the whole or of an item."""
        return (
            any((one, None) in self.facts or (one, place) in self.facts for one in meaning.bare)
            or (bool(meaning.inside) and any(fact in meaning.inside for fact, _ in self.facts))
            or not self.groups.isdisjoint(meaning.groups)
        )


def meaning_of(condition: Condition, vocabulary: Vocabulary) -> Meaning:
    """Return the meaning of a condition whose signs are written out."""
    bare, inside, groups, levels = set[str](), set[str](), set[str](), False
    waiting: list[tuple[Condition, bool]] = [(condition, False)]
    while waiting:
        node, within = waiting.pop()
        match node:
            case AnyItem(group, _) | AllItems(group, _) | CountItems(group, _, _):
                groups.add(group)
                within = True
            case Level() | LevelOf() | AreasAt():
                levels = True
            case _:
                fact = node.name if isinstance(node, Named) else getattr(node, "fact", None)
                if fact is not None:
                    home = vocabulary.group_of[fact]
                    (inside if within and home is not None else bare).add(fact)
        waiting.extend((part, within) for part in children(node))
    return Meaning(
        condition=condition,
        bare=frozenset(bare),
        inside=frozenset(inside),
        groups=frozenset(groups),
        levels=levels,
    )
