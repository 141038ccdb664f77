"""The vocabulary of a concern: every fact that can be known, and its domain."""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from childconcern.facts.codes import Code
from childconcern.facts.forms import FormKind
from childconcern.facts.kinds import Age, AnyOf, Date, OneOf, WholeNumber, YesNo
from childconcern.facts.relationships import Relationships
from childconcern.facts.values import Value

__all__ = ["Fact", "Group", "Kind", "Vocabulary"]

Kind: TypeAlias = YesNo | OneOf | AnyOf | WholeNumber | Age | Date | FormKind | Code | Relationships
"""The domain of a fact."""


@frozen(kw_only=True)
class Fact:
    """One thing that can be known about a worry.

    Attributes:
        id: Snake_case; unique among facts, groups and signs.
        kind: What it can hold.
        about: What it means, for those who review the pack.
        worse: The order in which it worsens, for the laws: ``yes`` or ``no``;
            the options from least to most worrying; ``higher`` or ``lower``;
            ``more`` for an any-of fact.
        unknown_counts_as: What *not known* is read as, where silence must never
            look like an all-clear; it makes this a safety fact.
        set_by_service: The service sets it; nobody is asked.
    """

    id: str
    kind: Kind
    about: str = ""
    worse: str | tuple[str, ...] | None = None
    unknown_counts_as: Value | None = None
    set_by_service: bool = False

    @property
    def is_safety_fact(self) -> bool:
        """Whether not knowing it is read as something."""
        return self.unknown_counts_as is not None

    @property
    def rules_can_read_it(self) -> bool:
        """Whether a condition may name it; what only forms hold it may not."""
        return not isinstance(self.kind, FormKind | Code | Relationships)


@frozen(kw_only=True)
class Group:
    """Several of one sort, such as the children of a concern, each with the same facts.

    Attributes:
        id: Snake_case.
        at_most: The most items there can be.
        at_least: The fewest; 1 or more means that a concern must list them.
        about: What it means.
        facts: What can be known of each item.
    """

    id: str
    at_most: int
    at_least: int = 0
    about: str = ""
    facts: tuple[Fact, ...] = ()

    @cached_property
    def index(self) -> dict[str, int]:
        """Each fact's position, by id."""
        return {fact.id: position for position, fact in enumerate(self.facts)}


@frozen(kw_only=True)
class Vocabulary:
    """Every fact and group, in the order of their file.

    Attributes:
        facts: Those of the concern as a whole.
        groups: Those that repeat.
    """

    facts: tuple[Fact, ...] = ()
    groups: tuple[Group, ...] = ()

    @cached_property
    def index(self) -> dict[str, int]:
        """Each top-level fact's position, by id."""
        return {fact.id: position for position, fact in enumerate(self.facts)}

    @cached_property
    def group_index(self) -> dict[str, int]:
        """Each group's position, by id."""
        return {group.id: position for position, group in enumerate(self.groups)}

    @cached_property
    def group_of(self) -> dict[str, str | None]:
        """For each fact's id the id of its group, or None for a top-level fact."""
        homes: dict[str, str | None] = dict.fromkeys(self.index)
        return homes | {fact.id: group.id for group in self.groups for fact in group.facts}

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """Every fact, those of groups included, by id."""
        inside = (fact for group in self.groups for fact in group.facts)
        return {fact.id: fact for fact in (*self.facts, *inside)}

    @cached_property
    def relationships(self) -> tuple[tuple[str | None, int, Relationships], ...]:
        """Every relationships fact: its group (None for the whole concern), position and kind."""
        homes = ((None, self.facts), *((group.id, group.facts) for group in self.groups))
        return tuple(
            (group_id, position, fact.kind)
            for group_id, facts in homes
            for position, fact in enumerate(facts)
            if isinstance(fact.kind, Relationships)
        )

    def group(self, group_id: str) -> Group:
        """Return the group of that id; KeyError where there is none."""
        return self.groups[self.group_index[group_id]]
