"""Chance from a seed, and nothing else: the same seed gives the same pack on any machine."""

import random
from collections.abc import Sequence
from typing import TypeVar

from attrs import frozen

__all__ = ["Dice"]

_T = TypeVar("_T")


@frozen(eq=False, repr=False)
class Dice:
    """Draws from one stream of chance.

    Attributes:
        stream: Where numbers come from.
    """

    stream: random.Random

    @classmethod
    def of(cls, seed: str) -> "Dice":
        """Return dice that fall the same way whenever they are made of this seed."""
        return cls(random.Random(seed))  # noqa: S311 - made-up packs, not secrets

    def number(self, lowest: int, highest: int) -> int:
        """Return a whole number within bounds, both included."""
        # Much quicker than randint, and the packs are as different.
        return lowest + int(self.stream.random() * (highest - lowest + 1))

    def chance(self, percent: int) -> bool:
        """Return yes so often in a hundred."""
        return self.stream.random() * 100 < percent

    def pick(self, of: Sequence[_T]) -> _T:
        """Return one of several."""
        return of[int(self.stream.random() * len(of))]

    def some(self, of: Sequence[_T]) -> tuple[_T, ...]:
        """Return one or more of several, in any order."""
        chosen = self.number(1, 2 ** len(of) - 1)
        some = [one for position, one in enumerate(of) if chosen >> position & 1]
        return tuple(self.shuffled(some))

    def shuffled(self, of: Sequence[_T]) -> list[_T]:
        """Return all of them in any order."""
        mixed = [*of]
        self.stream.shuffle(mixed)
        return mixed
