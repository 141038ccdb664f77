"""A draft: a mutant that has been thought of and not been made yet.

A real pack has thousands. To list them must cost next to nothing, so that a few
hundred can be chosen from all of them; only what is chosen is made and checked.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, field, frozen

from childconcern.pack import Pack, pack_problems
from childconcern.problems import Place, Problem, errors_among
from childconcern.testing.mutation.operators import Family, family_of

__all__ = ["Draft", "Mutant", "no_faults", "pack_faults", "said"]


@frozen(kw_only=True)
class Mutant:
    """A pack with one mistake in it, which a good set of properties and cases would notice.

    Attributes:
        id: What changed and where, in one line; unique and stable.
        operator: The id of the operator.
        family: What sort of mistake it is.
        place: The file, and the ids that lead to what changed.
        says: The mistake in a sentence that a practitioner can read.
        pack: The whole pack with the mistake; valid, and otherwise as it was.
    """

    id: str
    operator: str
    family: Family
    place: Place
    says: str
    pack: Pack = field(eq=False, repr=False)


@frozen(kw_only=True, eq=False)
class Draft:
    """A mistake that could be made.

    Attributes:
        operator: The id of the operator.
        subject: What is mistaken, such as ``rule level-4``.
        detail: What changed, in one line.
        place: The file, and the ids that lead to what changed.
        was: What stands there.
        now: What would stand there: two drafts with one place and this are the same.
        says: Makes the sentence.
        make: Makes the pack.
        faults: Says what is wrong with that pack, as far as this could have made it so.
    """

    operator: str
    subject: str
    detail: str
    place: Place
    was: object
    now: object
    says: Callable[[], str]
    make: Callable[[], Pack]
    faults: Callable[[Pack], tuple[Problem, ...]]

    @property
    def id(self) -> str:
        """What changed and where, in one line; two drafts may share it."""
        return f"{self.subject}: {self.detail}"

    def mutant(self, unique_id: str) -> Mutant | None:
        """Return the mutant; None where such a pack would be refused when it is read."""
        pack = self.make()
        if errors_among(self.faults(pack)):
            return None
        return Mutant(
            id=unique_id,
            operator=self.operator,
            family=family_of(self.operator),
            place=self.place,
            says=self.says(),
            pack=pack,
        )


def said(sentence: str) -> Callable[[], str]:
    """Return what says a sentence that stands already."""
    return lambda: sentence


def no_faults(_: Pack) -> tuple[Problem, ...]:
    """Return nothing, for what is right by the way in which it is made."""
    return ()


def pack_faults(pack: Pack) -> tuple[Problem, ...]:
    """Return everything that is wrong with a pack but its words in other languages.

    A mistake may leave words over, which are worth a warning and no more; to
    look for them takes longer than all the rest.
    """
    return pack_problems(evolve(pack, translations=(), languages=pack.languages[:1]))
