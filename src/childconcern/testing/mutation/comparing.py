"""Survivors held against the pack with sampled answers: what shows a difference, and no proof."""

from __future__ import annotations

from attrs import frozen

from childconcern.pack import Pack
from childconcern.testing.mutation.differing import differs_on
from childconcern.testing.mutation.drafts import Mutant
from childconcern.testing.mutation.matrix import Fate, Judgement
from childconcern.testing.mutation.rehearsing import Rehearsal

__all__ = ["SampledComparer"]


@frozen(kw_only=True, eq=False)
class SampledComparer:
    """Looks for a difference in answers that somebody drew.

    Where they show none nothing is known: that a mutant makes no difference can
    only be proved.

    Attributes:
        pack: The pack as it should be.
        rehearsals: What ``rehearsed`` made of the answers.
    """

    pack: Pack
    rehearsals: tuple[Rehearsal, ...]

    def compare(self, mutant: Mutant) -> Judgement:
        """Return SURVIVED with what differs, or UNKNOWN."""
        difference = differs_on(self.pack, mutant, self.rehearsals)
        if difference is None:
            return Judgement(fate=Fate.UNKNOWN)
        return Judgement(
            fate=Fate.SURVIVED,
            lowers_response=difference.lowers,
            example="; ".join(difference.changes),
        )
