"""A region: all concerns of which something is decided otherwise, from one thing to another."""

from __future__ import annotations

from attrs import frozen

from childconcern.verify.difference.ways import Direction
from childconcern.verify.report import Example

__all__ = ["OneSided", "Region"]


@frozen(kw_only=True)
class Region:
    """Concerns of which one thing was decided and another is now.

    Attributes:
        scope: The questionnaire over whose journeys, or ``policy``.
        kind: ``route``; ``variant``, ``promise``, ``readers`` or ``then-ask`` where the route
            is the same; ``level`` and ``area``; ``duty``.
        about: The area, duty or route, in ids of the new pack; else empty.
        old: What was decided: an id, a number, a time; ``owed`` or ``not owed`` of a duty.
        new: What is decided now.
        direction: Which way that is.
        because: Why, where that is not plain.
        from_otherwise: Whether in some of them no rule spoke before, so that a person read it.
        to_otherwise: Whether in some of them no rule speaks now.
        complete: Whether complete journeys show it; if not, only some that are cut short do.
        examples: The smallest example, as each pack decides it; of one person.
        count: How many combinations of answers there are; None where that is not known.
    """

    scope: str
    kind: str
    about: str
    old: str
    new: str
    direction: Direction
    because: str = ""
    from_otherwise: bool = False
    to_otherwise: bool = False
    complete: bool = True
    examples: tuple[Example, Example]
    count: int | None = None

    @property
    def lowers(self) -> bool:
        """Whether it lowers a response, or nobody can say that it does not."""
        # There is a reason where routes cannot be compared, or only by one of the ladders.
        disputed = self.kind == "route" and bool(self.because)
        return disputed or self.direction is Direction.DOWN


@frozen(kw_only=True)
class OneSided:
    """An answer that only one of the packs allows, where both ask: nothing is compared of it.

    Attributes:
        scope: As of a region.
        in_new: Whether the new pack allows it, or else the old one.
        about: The question and the answer, such as ``screener/injuries: burn``.
        routes: Which routes complete journeys with that answer come to there, in the
            order of its ladder.
        examples: A smallest example for each.
    """

    scope: str
    in_new: bool
    about: str
    routes: tuple[str, ...]
    examples: tuple[Example, ...]
