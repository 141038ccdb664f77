"""The difference of two packs, as one value: what is decided otherwise, and what only reads so."""

from __future__ import annotations

from attrs import frozen

from childconcern.errors import ConcernError
from childconcern.facts import digest
from childconcern.verify.difference.apart import NOT_COMPARED
from childconcern.verify.difference.edits import Edit
from childconcern.verify.difference.regions import OneSided, Region
from childconcern.verify.difference.ways import Direction
from childconcern.verify.report import Note, Verdict

__all__ = [
    "Compared",
    "Difference",
    "UnsettledDifferenceError",
    "difference_digest",
]


class UnsettledDifferenceError(ConcernError):
    """A difference has no digest while it is not known whether it is all of it."""

    code = "unsettled-difference"

    def __init__(self) -> None:
        super().__init__(
            "the budget of steps or the time ran out before the whole difference was found",
            remedy="compare the packs with more of both, or with no limit",
        )


@frozen(kw_only=True)
class Compared:
    """One of the two packs.

    Attributes:
        id: Its id.
        version: Its version.
        digest: The digest of all that it says.
    """

    id: str
    version: str
    digest: str


@frozen(kw_only=True)
class Difference:
    """What two packs decide otherwise, of the same person who says the same to both.

    Attributes:
        old: The pack before.
        new: The pack now.
        on: The day on which ages and dates were read, as ISO text.
        scopes: Over whose journeys, in order, by ids of the new pack.
        regions: What is decided otherwise, scope by scope.
        one_sided: Answers that only one pack allows, where both ask; nothing is compared of them.
        added: What only the new pack has, such as ``question screener/danger``.
        removed: What only the old pack has.
        notes: What is ``not-shared`` though both have it, so that it is free in each; which
            scopes are ``not-compared``; what was ``perhaps-renamed``. With the reason.
        edits: What is written otherwise, whether or not it decides anything.
        unknown: What could not be settled, because the budget or the time ran out.
        steps: How many steps the solver took; the same on any machine.
    """

    old: Compared
    new: Compared
    on: str
    scopes: tuple[str, ...]
    regions: tuple[Region, ...]
    one_sided: tuple[OneSided, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    edits: tuple[Edit, ...] = ()
    unknown: tuple[str, ...] = ()
    steps: int = 0

    @property
    def verdict(self) -> Verdict:
        """PROVED where nothing differs, VIOLATED where something does, or else UNKNOWN.

        Scopes and answers that only one of the packs has are a difference.
        """
        apart = any(note.sort == NOT_COMPARED for note in self.notes)
        if self.regions or self.one_sided or apart:
            return Verdict.VIOLATED
        return Verdict.UNKNOWN if self.unknown else Verdict.PROVED

    @property
    def same(self) -> bool:
        """Whether the same is decided of whatever can be said to either pack."""
        return self.verdict is Verdict.PROVED

    @property
    def lowers(self) -> bool:
        """Whether some response is lowered or a duty lost, or nobody can say that none is."""
        return bool(self.unknown) or any(region.lowers for region in self.regions)

    @property
    def up(self) -> tuple[Region, ...]:
        """What is more urgent now, or a duty more."""
        return self._of(Direction.UP)

    @property
    def down(self) -> tuple[Region, ...]:
        """What is less urgent now, or a duty less."""
        return self._of(Direction.DOWN)

    @property
    def sideways(self) -> tuple[Region, ...]:
        """What is neither, or cannot be compared."""
        return self._of(Direction.SIDEWAYS)

    def _of(self, direction: Direction) -> tuple[Region, ...]:
        return tuple(one for one in self.regions if one.direction is direction)

    @property
    def texts(self) -> tuple[Edit, ...]:
        """What is written otherwise and cannot decide anything."""
        return tuple(edit for edit in self.edits if not edit.decides)


def difference_digest(difference: Difference) -> str:
    """Return the SHA-256 of what is agreed to when a difference is, in hexadecimal.

    It is made of the digests of both packs and of what is decided otherwise, so it
    is the same on any machine and under any budget that suffices; examples and
    counts are no part of it.

    Raises:
        UnsettledDifferenceError: When the budget or the time did not suffice.
    """
    if difference.unknown:
        raise UnsettledDifferenceError
    return digest(
        {
            "old": difference.old.digest,
            "new": difference.new.digest,
            "regions": [_named(region) for region in difference.regions],
        }
    )


def _named(region: Region) -> list[str]:
    return [region.scope, region.kind, region.about, region.old, region.new]
