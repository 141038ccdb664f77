"""Which things of two packs are the same one: those of one id, and those that were renamed.

A rename that speaks of a version before the old pack has nothing to rename any
more, so it may stay where it stands: the thing then has its new id in both.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property

from attrs import frozen

from childconcern.facts import AnyOf, Fact, OneOf, WholeNumber
from childconcern.pack import WrittenPack
from childconcern.pack.renaming import ids_of
from childconcern.pack.written import Renaming
from childconcern.verify.encoding.domains import Cuts, cuts_in
from childconcern.verify.encoding.model import conditions_of

__all__ = ["Matching"]

_OWNERS = {
    Renaming.OPTIONS: Renaming.FACTS,
    Renaming.QUESTIONS: Renaming.QUESTIONNAIRES,
    Renaming.VARIANTS: Renaming.ROUTES,
}


@frozen(kw_only=True, slots=False)
class Matching:
    """What is the same in two packs.

    Attributes:
        old: The pack that is compared with.
        new: The pack that says what it renamed.
    """

    old: WrittenPack
    new: WrittenPack

    @cached_property
    def _found(self) -> dict[tuple[Renaming, str | None], dict[str, str]]:
        return {}

    def same(self, kind: Renaming, of: str | None = None) -> Mapping[str, str]:
        """Return the old id of everything that is in both packs, by its new one, in order.

        Args:
            kind: What sort of thing.
            of: The new id of what things of that sort belong to, if they belong to one.
        """
        if (kind, of) not in self._found:
            self._found[kind, of] = self._match(kind, of)
        return self._found[kind, of]

    def _match(self, kind: Renaming, of: str | None) -> dict[str, str]:
        was = None if of is None else self.same(_OWNERS[kind]).get(of)
        before = (ids_of(self.old, kind, was) or ()) if of is None or was is not None else ()
        now = ids_of(self.new, kind, of) or ()
        said = {
            one.new: one.old
            for one in self.new.renamed
            if (one.kind, one.of) == (kind, of) and one.old in before and one.new in now
        }
        taken = set(said.values())
        return {
            name: said.get(name, name)
            for name in now
            if name in said or (name in before and name not in taken)
        }

    def now(self, kind: Renaming, of: str | None = None) -> Mapping[str, str]:
        """Return the new id of everything that is in both packs, by its old one.

        Args:
            kind: What sort of thing.
            of: As of :meth:`same`: a new id.
        """
        return {old: new for new, old in self.same(kind, of).items()}

    @cached_property
    def facts(self) -> Mapping[str, str]:
        """The old id of each fact of which the same can be said in both, by its new id.

        The two are of one kind, and of the whole concern or of items of the same group.
        """
        before, now = self.old.vocabulary, self.new.vocabulary
        homes = self.same(Renaming.GROUPS)
        return {
            new: old
            for new, old in self.same(Renaming.FACTS).items()
            if _kind(now.by_id[new]) == _kind(before.by_id[old])
            and before.group_of[old] == homes.get(str(now.group_of[new]))
            and (now.group_of[new] is None or now.group_of[new] in homes)
        }

    def was(self, new: str, value: Hashable) -> Hashable | None:
        """Return what a value of a fact was in the old pack; None where it could not be said.

        Args:
            new: The fact's new id.
            value: One of those that are told apart.
        """
        fact = self.new.vocabulary.by_id[new]
        if isinstance(fact.kind, OneOf | AnyOf):
            return self.same(Renaming.OPTIONS, new).get(str(value))
        return value

    @cached_property
    def cuts(self) -> Mapping[str, Cuts]:
        """Where the numbers of each fact in both packs are cut in either, by its new id.

        Where the bounds of a number differ, it is cut at all of them.
        """
        before = cuts_in(conditions_of(self.old))
        now = cuts_in(conditions_of(self.new))
        return {
            new: tuple(sorted({*now.get(new, ()), *before.get(old, ()), *self._bounds(new, old)}))
            for new, old in self.facts.items()
        }

    def _bounds(self, new: str, old: str) -> tuple[int, ...]:
        kinds = [
            fact.kind
            for fact in (self.new.vocabulary.by_id[new], self.old.vocabulary.by_id[old])
            if isinstance(fact.kind, WholeNumber)
        ]
        bounds = {(kind.at_least, kind.at_most + 1) for kind in kinds}
        return () if len(bounds) < 2 else tuple(n for pair in bounds for n in pair)  # noqa: PLR2004 - two that differ


def _kind(fact: Fact) -> str:
    """Return what sort of thing a fact holds; what no rule reads is all of one sort."""
    return fact.kind.name if fact.rules_can_read_it else ""
