"""Two worlds in which the same person says the same: one journey through each pack.

What is said to a question that both ask is the same; what only one asks may be
anything. Where the packs allow different answers, what only one of them allows
cannot be said to both. Who is listed is the same, but where only one of the
packs asks for it: then the other may have no list.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import evolve, frozen

from childconcern.pack import WrittenPack
from childconcern.pack.written import Renaming
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.sharing import Sharing
from childconcern.verify.difference.sources import Source, asked_again, sources_of
from childconcern.verify.encoding.journeys import Stage, item_name
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.starting import Listed
from childconcern.verify.encoding.worlds import Choice, Scope, World, scopes_of, world
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, Literal, Solver

__all__ = ["Together", "scopes_together", "worlds_together"]


@frozen(kw_only=True, slots=False)
class Together:
    """One scope of two packs.

    Attributes:
        matching: What is the same in both.
        old: Every way in which a concern comes about in the old pack.
        new: Every way in which one does in the new pack, over the same solver.
        again: For each source of the new pack the old one that says the same.
    """

    matching: Matching
    old: World
    new: World
    again: Mapping[Source, Source]

    @property
    def scope(self) -> str:
        """The id of the scope, in the new pack."""
        return self.new.scope.id

    @property
    def gates(self) -> Gates:
        """Where gates are made."""
        return self.new.model.gates

    @cached_property
    def alike(self) -> Literal:
        """Whether both journeys are one person's."""
        return self.gates.all_of((*self._same_answers(), *self._same_lists()))

    @cached_property
    def complete(self) -> Literal:
        """Whether they are, and both are complete."""
        return self.gates.all_of((self.alike, self.old.complete, self.new.complete))

    @cached_property
    def begun(self) -> Literal:
        """Whether they are, and the last journey of each may be cut short."""
        return self.gates.all_of((self.alike, self.old.begun, self.new.begun))

    @cached_property
    def pairs(self) -> tuple[tuple[Source, Choice, Choice], ...]:
        """What is said to both, of the whole or of an item; the old, then the new."""
        homes = self.new.model.vocabulary.group_of
        before = self.old.model.vocabulary.group_of
        found = list[tuple[Source, Choice, Choice]]()
        for new, old in self.again.items():
            for item in self._items(homes[new.fact]):
                now = self.new.choices.get(new.key(homes[new.fact], item))
                was = self.old.choices.get(old.key(before[old.fact], item))
                if now is not None and was is not None:
                    found.append((new, was, now))
        return tuple(found)

    @cached_property
    def old_keys(self) -> Mapping[str, str]:
        """The old key of everything that is said to both, by its new one; of lists too."""
        said = {now.key: was.key for _, was, now in self.pairs}
        lists = self.matching.same(Renaming.GROUPS).items()
        return said | {f"@{new}": f"@{old}" for new, old in lists}

    def _items(self, group_id: str | None) -> Iterator[str | None]:
        if group_id is None:
            yield None
            return
        yield from map(item_name, range(self.new.model.vocabulary.group(group_id).at_most))

    def _same_answers(self) -> Iterator[Literal]:
        for source, was, now in self.pairs:
            asked, same = [was.live, now.live], [self._same_value(source.fact, was, now)]
            same.append(self._equal(was.state.not_known, now.state.not_known))
            if was.question is None and now.question is None:
                same.append(self._equal(was.state.not_asked, now.state.not_asked))
            else:
                asked += [-was.state.not_asked, -now.state.not_asked]
            same += [self._equal(was.skipped, now.skipped), self._equal(was.silent, now.silent)]
            yield self.gates.any_of((-self.gates.all_of(asked), self.gates.all_of(same)))

    def _same_value(self, fact: str, was: Choice, now: Choice) -> Literal:
        """Return whether the same value is said; what one pack does not know is not."""
        before, same = dict(was.state.values), list[Literal]()
        for value, literal in now.state.values.items():
            same.append(self._equal(literal, before.pop(self.matching.was(fact, value), FALSE)))
        return self.gates.all_of((*same, *(-one for one in before.values())))

    def _equal(self, one: Literal, other: Literal) -> Literal:
        gates = self.gates
        return gates.any_of((gates.all_of((one, other)), gates.all_of((-one, -other))))

    def _same_lists(self) -> Iterator[Literal]:
        groups = self.matching.same(Renaming.GROUPS).items()
        for new, old in groups:
            yield from self._same_given(self.old.start.listed[old], self.new.start.listed[new])
        yield from (self._same_list(*each) for each in self.lists())

    def lists(self) -> Iterator[tuple[Stage, Stage, str, str]]:
        """Yield the journeys through which both ask who is in a group, with its old and new id."""
        for before, now in self.stages():
            for new, old in self.matching.same(Renaming.GROUPS).items():
                if old in before.opened and new in now.opened:
                    yield before, now, old, new

    def stages(self) -> Iterator[tuple[Stage, Stage]]:
        """Yield the journeys through each questionnaire, of the old pack and of the new."""
        return zip(self.old.stages, self.new.stages, strict=True)

    def _same_given(self, was: Listed, now: Listed) -> Iterator[Literal]:
        """Yield that those who were given are the same, where some may be in both packs."""
        if FALSE not in {was.was_given, now.was_given}:
            yield self._equal(was.was_given, now.was_given)
            places = range(max(len(was.given), len(now.given)))
            yield from (self._equal(_at(was.given, n), _at(now.given, n)) for n in places)

    def _same_list(self, before: Stage, now: Stage, old: str, new: str) -> Literal:
        first, second, gates = before.start.listed[old], now.start.listed[new], self.gates
        places = range(max(len(first.present), len(second.present)))
        listed = [gates.any_of((one.was_given, one.said)) for one in (first, second)]
        present = [self._equal(_at(first.present, n), _at(second.present, n)) for n in places]
        same = gates.all_of((self._equal(*listed), *present))
        was_open, is_open = before.opened[old], now.opened[new]
        only_new = gates.all_of((-first.said, -was_open, is_open))
        only_old = gates.all_of((-second.said, -is_open, was_open))
        return gates.any_of((same, only_new, only_old))


def _at(literals: Sequence[Literal], place: int) -> Literal:
    return literals[place] if place < len(literals) else FALSE


def worlds_together(
    matching: Matching,
    *,
    on: dt.date,
    scopes: Collection[str] | None = None,
    budget: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> Iterator[Together]:
    """Yield the worlds of each scope that both packs have, each scope with its own solver.

    Args:
        matching: What is the same in both packs.
        on: The day on which ages and dates are read.
        scopes: The ids of questionnaires of the new pack and ``policy``; by default all.
        budget: The most steps that one question to the solver may take; None for any number.
        stop: Says whether the time is over; then what is left to ask is unknown.
    """
    cuts = matching.cuts
    was_cut = {old: cuts[new] for new, old in matching.facts.items()}
    old = Model(pack=matching.old, on=on, also_cut=was_cut)
    new = Model(pack=matching.new, on=on, also_cut=cuts)
    for scope, was in scopes_together(matching):
        if was is not None and (scopes is None or scope.id in scopes):
            gates = Gates(Solver(budget=budget, stop=stop))
            begun = world(evolve(old, gates=gates, like=old), was)
            yield _together(matching, begun, evolve(new, gates=gates, like=new), scope)


def scopes_together(matching: Matching) -> Iterator[tuple[Scope, Scope | None]]:
    """Yield each scope of the new pack with the old one in which the same is walked, if any."""
    homes = matching.same(Renaming.QUESTIONNAIRES)
    before = {
        tuple(asked.id for asked in one.questionnaires): one for one in scopes_of(matching.old)
    }
    for scope in scopes_of(matching.new):
        yield scope, before.get(tuple(homes.get(one.id, "") for one in scope.questionnaires))


def _together(matching: Matching, old: World, model: Model, scope: Scope) -> Together:
    known, was_known = _known(matching.new, scope), _known(matching.old, old.scope)
    again = asked_again(
        matching, sources_of(scope, sorted(known)), sources_of(old.scope, sorted(was_known))
    )
    sharing = Sharing(matching=matching, old=old, model=model, known=known, again=again)
    found = _beside(sharing, scope)
    while apart := frozenset(_opened_otherwise(found)):
        # Lists that one of the packs asks for more often than the other cannot be shared.
        sharing = evolve(sharing, apart=apart | sharing.apart)
        found = _beside(sharing, scope)
    return found


def _known(pack: WrittenPack, scope: Scope) -> frozenset[str]:
    """Return the facts that may be known before the first question of a scope."""
    facts = pack.policy.vocabulary.by_id.values()
    if scope.questionnaires:
        return frozenset(fact.id for fact in facts if fact.set_by_service)
    return frozenset(fact.id for fact in facts if fact.rules_can_read_it)


def _beside(sharing: Sharing, scope: Scope) -> Together:
    return Together(
        matching=sharing.matching,
        old=sharing.old,
        new=world(sharing.model, scope, beside=sharing),
        again=sharing.again,
    )


def _opened_otherwise(found: Together) -> Iterator[tuple[str | None, str]]:
    """Yield the lists that are shared though they are not asked for alike."""
    groups = found.matching.same(Renaming.GROUPS)
    for before, now in found.stages():
        for new, old in groups.items():
            shared = before.start.listed[old].said == now.start.listed[new].said != FALSE
            if shared and before.opened[old] != now.opened[new]:
                yield now.questionnaire.id, new
