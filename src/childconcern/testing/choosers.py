"""Who says what is left open: somebody drawn by Hypothesis, or somebody with plain answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen

from childconcern.facts import Fact, Json, Relationships
from childconcern.testing.choices import Choices, answer
from childconcern.testing.courses import Asking, Listing
from childconcern.testing.drawing import chance, number
from childconcern.testing.journeys import Answering, new_ids

__all__ = ["Chooser", "Drawn", "Plain", "plain_answers"]


class Chooser(Protocol):
    """Says what it would say if all could be said."""

    @property
    def choices(self) -> Mapping[str, Choices]:
        """What can be said of each fact."""
        ...

    def answer(self, key: str, asking: Asking, others: Sequence[str], /) -> tuple[Json]:
        """Return an answer that the question allows."""
        ...

    def items(self, listing: Listing, /) -> Sequence[str]:
        """Return the ids of items beyond those given."""
        ...

    def known(self, fact_id: str, /) -> tuple[Json] | None:
        """Return what the service set of a fact; None where it did not."""
        ...

    def how_many_given(self, at_most: int, /) -> int | None:
        """Return how many items the service gave; None where it gave no list."""
        ...


def plain_answers(
    fact: Fact, choices: Mapping[str, Choices], others: Sequence[str]
) -> tuple[Json, ...]:
    """Return what can be said of a fact, the plainest first.

    Args:
        fact: The fact.
        choices: What can be said of each.
        others: For relationships, the items that can be spoken of.
    """
    if isinstance(fact.kind, Relationships):
        return tuple({others[0]: option} for option in fact.kind.options)
    return choices[fact.id].whole


@frozen(kw_only=True, eq=False, repr=False)
class Drawn:
    """Says what Hypothesis draws.

    Attributes:
        answering: Draws answers.
    """

    answering: Answering

    @property
    def choices(self) -> Mapping[str, Choices]:
        """What can be said of each fact."""
        return self.answering.choices

    def answer(self, key: str, asking: Asking, others: Sequence[str]) -> tuple[Json]:
        """Return any answer, the plainest first."""
        return self.answering.answer(key, asking, others)

    def items(self, listing: Listing) -> Sequence[str]:
        """List a few."""
        return self.answering.items(listing)

    def known(self, fact_id: str) -> tuple[Json] | None:
        """Return a value or *not known*, somewhat more often than nothing."""
        draw = self.answering.draw
        return (answer(draw, self.choices[fact_id], (None,)),) if chance(draw, 6) else None

    def how_many_given(self, at_most: int) -> int | None:
        """Return any number, or none."""
        draw = self.answering.draw
        return number(draw, 0, at_most) if chance(draw, 5) else None


@frozen(kw_only=True, eq=False, repr=False)
class Plain:
    """Says what is plainest, each time the same.

    Attributes:
        choices: What can be said of each fact.
    """

    choices: Mapping[str, Choices]

    def answer(self, key: str, asking: Asking, others: Sequence[str]) -> tuple[Json]:  # noqa: ARG002 - as an asker is asked
        """Return the plainest answer."""
        return (plain_answers(asking.fact, self.choices, others)[0],)

    def items(self, listing: Listing) -> Sequence[str]:
        """List as few as there may be."""
        return new_ids(listing.group, listing.at_least, listing.given)

    def known(self, fact_id: str) -> tuple[Json] | None:  # noqa: ARG002 - of no fact
        """Return that the service set nothing."""
        return None

    def how_many_given(self, at_most: int) -> int | None:  # noqa: ARG002 - none at all
        """Return that the service gave no list."""
        return None
