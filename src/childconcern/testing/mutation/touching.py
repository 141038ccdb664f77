"""Which rehearsals a mutant could change: all others need not be run again.

To be told apart from what was decided before, a mutant must be seen: an answer
must be read otherwise, a question asked that was not, or a sentence of the policy
apply that did not. Each part that differs is looked for by itself. Where it is not
plain what a difference does, every rehearsal counts as touched.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from childconcern.pack import Pack
from childconcern.testing.mutation.rehearsing import Rehearsal
from childconcern.testing.mutation.touching_policies import policy_touches
from childconcern.testing.mutation.touching_questionnaires import questionnaire_touches
from childconcern.testing.mutation.touching_vocabularies import vocabulary_touches

__all__ = ["Touch", "touched"]


@frozen(kw_only=True, eq=False)
class Touch:
    """What a mutant could change.

    Attributes:
        known: Each says whether a rehearsal may come to know something else.
        decided: Each says whether what is known may be decided otherwise.
    """

    known: tuple[Callable[[Rehearsal], bool], ...]
    decided: tuple[Callable[[Rehearsal], bool], ...]

    def knows_otherwise(self, rehearsal: Rehearsal) -> bool:
        """Return whether a rehearsal could come to know something else, or end elsewhere."""
        return any(touch(rehearsal) for touch in self.known)

    def decides_otherwise(self, rehearsal: Rehearsal) -> bool:
        """Return whether what was known could be decided otherwise."""
        return any(touch(rehearsal) for touch in self.decided)


def touched(pack: Pack, mutated: Pack) -> Touch:
    """Return what ``mutated`` could change in the rehearsals of ``pack``."""
    return Touch(
        known=(
            *vocabulary_touches(pack.vocabulary, mutated.vocabulary),
            *questionnaire_touches(pack, mutated),
        ),
        decided=tuple(policy_touches(pack.policy, mutated.policy)),
    )
