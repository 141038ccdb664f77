"""A pack made ready for proofs: the values of its facts, and one solver."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import field, frozen

from childconcern.conditions import Condition, Terms, expand
from childconcern.facts import Fact, Vocabulary
from childconcern.pack import WrittenPack
from childconcern.verify.encoding.domains import Cuts, Domain, cuts_in, domain_of
from childconcern.verify.encoding.meanings import Meaning, meaning_of
from childconcern.verify.encoding.reading import Items, Reading, Slots
from childconcern.verify.encoding.states import State, free_state, never_asked
from childconcern.verify.engine.gates import Gates

__all__ = ["Model", "conditions_of"]


def conditions_of(pack: WrittenPack) -> Iterator[Condition]:
    """Yield every condition of a pack."""
    policy = pack.policy
    yield from policy.deciding_conditions()
    yield from (sign.when for sign in policy.signs)
    yield from (one.when for one in policy.guarantees if one.when is not None)
    for questionnaire in pack.questionnaires:
        for section in questionnaire.sections:
            gates = (section.ask_when, *(question.ask_when for question in section.questions))
            yield from (gate for gate in gates if gate is not None)


@frozen(kw_only=True, repr=False)
class Model:
    """What proofs about one pack share.

    Attributes:
        pack: Which one.
        on: The day on which ages and dates are read.
        gates: Over the one solver.
        beside: Packs that it is compared with; numbers are cut where any of them cuts.
        also_cut: Where numbers are cut besides, by the ids of facts in this pack.
        like: Another over the same pack, cut alike on the same day: what it worked out holds.
    """

    pack: WrittenPack
    on: dt.date
    gates: Gates = field(factory=Gates)
    beside: tuple[WrittenPack, ...] = ()
    also_cut: Mapping[str, Cuts] = field(factory=dict[str, Cuts])
    like: Model | None = None
    _nothing: dict[str, State] = field(factory=dict[str, State], init=False)
    _meanings: dict[tuple[int, int], tuple[Condition, Terms, Meaning]] = field(
        factory=dict[tuple[int, int], tuple[Condition, Terms, Meaning]], init=False
    )

    @property
    def vocabulary(self) -> Vocabulary:
        """What can be known."""
        return self.pack.policy.vocabulary

    @cached_property
    def cuts(self) -> Mapping[str, Cuts]:
        """Where the numbers of each fact are cut."""
        if self.like is not None:
            return self.like.cuts
        packs = (self.pack, *self.beside)
        own = cuts_in(when for pack in packs for when in conditions_of(pack))
        more = self.also_cut
        return own | {
            fact: tuple(sorted({*own.get(fact, ()), *cuts})) for fact, cuts in more.items()
        }

    @cached_property
    def domains(self) -> Mapping[str, Domain]:
        """The values of each fact that are told apart."""
        if self.like is not None:
            return self.like.domains
        facts = self.vocabulary.by_id.values()
        return {fact.id: domain_of(fact, self.cuts.get(fact.id, ()), self.on) for fact in facts}

    def free(self, fact: Fact, *, not_known: bool = True, not_asked: bool = False) -> State:
        """Return a state that can be anything the fact allows."""
        domain = self.domains[fact.id]
        return free_state(self.gates, fact, domain, not_known=not_known, not_asked=not_asked)

    def nothing(self, fact_id: str) -> State:
        """Return the state of a fact of which nothing is recorded."""
        if fact_id not in self._nothing:
            fact = self.vocabulary.by_id[fact_id]
            self._nothing[fact_id] = never_asked(fact, self.domains[fact_id])
        return self._nothing[fact_id]

    def meaning(self, condition: Condition, terms: Terms) -> Meaning:
        """Return a condition of the pack with its signs written out, and what it reads."""
        if self.like is not None:
            return self.like.meaning(condition, terms)
        known = self._meanings.get((id(condition), id(terms)))
        if known is None:
            meaning = meaning_of(expand(condition, terms.meanings), self.vocabulary)
            # Both are kept beside it, so that no others can come to have their ids.
            known = (condition, terms, meaning)
            self._meanings[id(condition), id(terms)] = known
        return known[2]

    def reading(self, *, top: Slots, groups: Mapping[str, Items], asking: bool) -> Reading:
        """Return how conditions are read of what is held."""
        return Reading(
            gates=self.gates,
            vocabulary=self.vocabulary,
            cuts=self.cuts,
            on=self.on,
            top=top,
            groups=groups,
            asking=asking,
        )
