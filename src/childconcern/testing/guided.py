"""One person's way to what is to be reached: before each answer the solver is asked what it leaves.

Whatever is said next still allows a journey that comes to what is wanted, so no
way ends elsewhere. Only whether there is such a journey is asked of the solver,
never which: so the same wishes lead to the same answers, whatever it was asked before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias, TypeVar

from attrs import define, field

from childconcern.errors import ConcernError
from childconcern.testing.choosers import Chooser
from childconcern.testing.possible import Ways
from childconcern.verify import ReplayError
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["Guide", "So", "UnsettledReachError", "from_wish"]

_T = TypeVar("_T")
_FIRST_LOOK: Final = 3

So: TypeAlias = tuple[Literal, ...]
"""Literals that are all true where something is said."""


class UnsettledReachError(ConcernError):
    """Whether any sheet reaches what is asked for was not found out."""

    code = "unsettled-reach"

    def __init__(self) -> None:
        super().__init__(
            "the budget or the tries ran out before it was known whether a sheet reaches"
            " what is asked for",
            remedy="give `completer_of` a larger budget, or none; or keep other answers",
        )


def from_wish(wish: _T, of: Sequence[_T]) -> Iterator[_T]:
    """Yield what was wished for, then what stands behind it among several, and then the others.

    Nothing is drawn for it: a wish that is not granted makes nothing longer.
    """
    yield wish
    start = of.index(wish) if wish in of else 0
    yield from (*of[start:], *of[:start])


@define(eq=False, repr=False)
class Guide:
    """Knows what was said so far, and what can still be said.

    Attributes:
        ways: Every way through the questionnaires.
        chooser: Says what is left open.
        always: What is so of every journey that is looked at.
        wanted: What must be so in the end.
        never_matters: Facts of which anything may be said.
        said: What was said so far.
    """

    ways: Ways
    chooser: Chooser
    always: So
    wanted: So
    never_matters: frozenset[str]
    said: list[Literal] = field(factory=list[Literal])
    _is_settled: bool = False
    _granted: int = 0
    """How many wishes were granted since the last look at whether it is settled."""
    _looks_after: int = _FIRST_LOOK
    _is_shown: bool = False
    """Whether what the solver found last has all that was said, and is what is wanted."""

    @property
    def gates(self) -> Gates:
        """Where gates are made."""
        return self.ways.world.model.gates

    def is_possible(self) -> bool:
        """Return whether what is wanted can be had; to be asked before anything else."""
        return self._solves(())

    def not_again(self) -> None:
        """Rule out what was said, for it does not come to what is wanted; begin anew."""
        self.wanted = (*self.wanted, -self.gates.all_of(self.said))
        self.said, self._is_shown = [], False
        self._is_settled, self._granted, self._looks_after = False, 0, _FIRST_LOOK

    def grants(self, so: So) -> bool:
        """Return whether a wish can be granted; where it can, it is so from now on."""
        is_granted = self._is_settled_now() or self.may_be(so)
        self._granted = self._granted + 1 if is_granted else 0
        self.said += so if is_granted else ()
        return is_granted

    def _is_settled_now(self) -> bool:
        """Return whether whatever may be said from now on comes to what is wanted.

        It saves all other questions. It is looked at where wishes are granted one after the other,
        and less and less often.
        """
        if self._granted >= self._looks_after and not self._is_settled and self.ways.is_never_stuck:
            self._granted, self._looks_after = 0, 2 * self._looks_after
            fails = -self.gates.all_of(self.wanted)
            answer = self.gates.solver.solve((*self.always, *self.said, fails))
            self._is_settled, self._is_shown = answer is False, False
        return self._is_settled

    def may_be(self, so: Sequence[Literal]) -> bool:
        """Return whether something can be said on top of what was said."""
        says = self.gates.solver.says
        return (self._is_shown and all(map(says, so))) or self._solves(so)

    def _solves(self, so: Sequence[Literal]) -> bool:
        answer = self.gates.solver.solve((*self.always, *self.wanted, *self.said, *so))
        if answer is None:
            raise UnsettledReachError
        self._is_shown = self._is_shown or answer
        return answer

    def first(self, offers: Iterable[tuple[_T, So]]) -> _T:
        """Return the first of several things that can be said; it is said from now on.

        Raises:
            ReplayError: When none can, so that the solver was wrong.
        """
        refused = set[So]()
        for one, so in offers:
            if so not in refused and self.may_be(so):
                self.said += so
                return one
            refused.add(so)
        raise ReplayError("nothing that can be said leads on")

    def first_place(self, places: Mapping[Literal, int], so: So) -> Literal | None:
        """Return the literal that can be true and stands first, of some of which just one is.

        Args:
            places: Where each stands.
            so: What is so besides.
        """
        found, says = None, self.gates.solver.says
        left = [one for one in places if one != FALSE]
        while left and self.may_be((*so, *(-one for one in places if one not in left))):
            found = next(one for one in left if says(one))
            left = [one for one in left if places[one] < places[found]]
        return found
