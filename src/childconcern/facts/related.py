"""What one person is to others, as a value that a concern can hold."""

from __future__ import annotations

from attrs import frozen

__all__ = ["Related"]


@frozen(repr=False)
class Related:
    """What one person is to some items of a group, such as the children.

    Attributes:
        pairs: Item ids, each with what the person is to that item, in the order of the ids.
    """

    pairs: tuple[tuple[str, str], ...]

    @property
    def item_ids(self) -> frozenset[str]:
        """The items that something is said of."""
        return frozenset(item_id for item_id, _ in self.pairs)

    def joined(self, later: Related) -> Related:
        """Return both together; of one item the later stands, of the others nothing is lost."""
        return Related(tuple(sorted({**dict(self.pairs), **dict(later.pairs)}.items())))

    def contradicts(self, later: Related) -> bool:
        """Return whether both speak of one item and say different things."""
        said = dict(later.pairs)
        return any(said.get(item_id, what) != what for item_id, what in self.pairs)

    def __repr__(self) -> str:
        """Hide everything: who is whose parent is an answer."""
        return "Related(...)"
