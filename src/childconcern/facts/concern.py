"""A concern: what is known about a worry, frozen, and silent about what it holds."""

from __future__ import annotations

from attrs import Attribute, field, frozen

from childconcern.errors import ConcernError, ProblemsError
from childconcern.facts.misfits import misfits
from childconcern.facts.values import NOT_ASKED, NOT_KNOWN, Held, NotAsked
from childconcern.facts.vocabulary import Fact, Vocabulary

__all__ = ["Concern", "ConcernRefusedError", "ConcernShapeError", "Item"]


class ConcernRefusedError(ProblemsError):
    """A concern holds what its vocabulary does not allow, or lacks a safety fact."""

    code = "concern-refused"


class ConcernShapeError(ConcernError):
    """Values were put together by hand that do not fit their vocabulary."""

    code = "concern-shape"

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} does not fit the vocabulary",
            remedy="build concerns with read_concern, which says what is allowed",
        )


@frozen(repr=False)
class Item:
    """One of a group, such as one child.

    Attributes:
        id: Opaque, given by the caller; nothing personal.
        values: What is known of it, a value for each fact of its group, in order.
    """

    id: str
    values: tuple[Held, ...]

    def __repr__(self) -> str:
        """Hide everything but that it is one."""
        return "Item(...)"


def _fits(facts: tuple[Fact, ...], values: tuple[Held, ...]) -> bool:
    return len(facts) == len(values) and all(
        held is NOT_KNOWN or held is NOT_ASKED or fact.kind.refusal(held) is None
        for fact, held in zip(facts, values, strict=True)
    )


def _values_fit(concern: Concern, _: Attribute[tuple[Held, ...]], values: tuple[Held, ...]) -> None:
    if not _fits(concern.vocabulary.facts, values):
        raise ConcernShapeError("a value, or the number of values,") from None


def _groups_fit(
    concern: Concern,
    _: Attribute[tuple[tuple[Item, ...] | NotAsked, ...]],
    groups: tuple[tuple[Item, ...] | NotAsked, ...],
) -> None:
    declared = concern.vocabulary.groups
    fit = len(groups) == len(declared) and all(
        isinstance(items, NotAsked)
        or (
            len({item.id for item in items}) == len(items) <= group.at_most
            and all(_fits(group.facts, item.values) for item in items)
        )
        for group, items in zip(declared, groups, strict=True)
    )
    if not fit:
        raise ConcernShapeError("a group") from None
    rows = {
        group.id: [(item.id, item.values) for item in items]
        for group, items in zip(declared, groups, strict=True)
        if not isinstance(items, NotAsked)
    }
    if any(misfits(concern.vocabulary, concern.values, rows)):
        raise ConcernShapeError("a relationship") from None


@frozen(repr=False, kw_only=True)
class Concern:
    """What is known about one worry.

    Build one with :func:`~childconcern.facts.read_concern`. Two concerns are
    equal when they hold the same; it can be a key of a dict in memory, and its
    ``repr`` shows nothing.

    Attributes:
        vocabulary: What can be known.
        values: What is held, one for each fact of the vocabulary, in order.
        groups: The items of each group, in order; NOT_ASKED where nobody listed any.
        questions: For what was not asked, the question that was not live:
            ``((fact,), question)``, or ``((group, item id, fact), question)``.
    """

    vocabulary: Vocabulary = field(hash=False)
    values: tuple[Held, ...] = field(validator=_values_fit)
    groups: tuple[tuple[Item, ...] | NotAsked, ...] = field(validator=_groups_fit)
    questions: tuple[tuple[tuple[str, ...], str], ...] = ()

    def __getitem__(self, fact_id: str) -> Held:
        """Return what is held for a top-level fact; KeyError where there is no such fact."""
        return self.values[self.vocabulary.index[fact_id]]

    def items(self, group_id: str) -> tuple[Item, ...]:
        """Return a group's items; none where nobody listed any."""
        listed = self.groups[self.vocabulary.group_index[group_id]]
        return () if isinstance(listed, NotAsked) else listed

    def __repr__(self) -> str:
        """Hide everything: a concern passes through logs and tracebacks."""
        return "Concern(...)"
