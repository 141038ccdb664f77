"""A worse answer never lowers the response, and not knowing is never an all-clear.

Two complete journeys share every answer but one. What both come to hold of any
other fact is the same, whichever question asked for it: people do not change
their minds between two questions. Facts that only one of them asks for may be
anything in it, so nothing hangs on what a person would have said.

A concern for which no rule spoke is not on the ladder, so what goes from or to
``otherwise`` is not compared; a rule that takes a concern from ``otherwise`` to
a route that nobody reads is noted. A duty is lost only where all that it reads
is asked still: a worse answer may end the journey early, and then the request asks.

Not knowing a safety fact gives at least the response of its most worrying
answer, and not knowing any other with an order at least that of its least
worrying one. It is not known where it is so at the end: somebody who is asked
once more, and then knows, knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from childconcern.facts import AnyOf
from childconcern.policy import Duty
from childconcern.verify.asking import Asking
from childconcern.verify.claims.orders import mildest, more, word, worse_pairs, worst
from childconcern.verify.encoding.reading import Slots
from childconcern.verify.encoding.states import agree
from childconcern.verify.encoding.worlds import Choice, World
from childconcern.verify.engine.solver import FALSE, TRUE, Literal
from childconcern.verify.report import Finding, Note

__all__ = ["changing_findings"]


@frozen(kw_only=True)
class _Step:
    """One answer that changes.

    Attributes:
        claim: What is claimed of it.
        says: What changes, in ids.
        holds: Whether the two journeys differ so.
        duties: Whether no duty may be lost either.
    """

    claim: str
    says: str
    holds: Literal
    duties: bool = False


def changing_findings(asking: Asking) -> Iterator[Finding | Note]:
    """Yield for each choice whether a worse answer, or not knowing, ever lowers anything.

    Of the others it is noted where not knowing them can change the route.
    """
    for key, before in asking.world.choices.items():
        if before.live != FALSE and before.fact.rules_can_read_it:
            changing = _Changing(asking, key, before, asking.world.but(key))
            if before.fact.worse is not None:
                yield from changing.findings()
            yield from changing.unknown_matters()


@frozen
class _Changing:
    """One choice, made in two ways."""

    asking: Asking
    key: str
    before: Choice
    other: World

    @property
    def after(self) -> Choice:
        return self.other.choices[self.key]

    def findings(self) -> Iterator[Finding | Note]:
        world, gates = self.asking.world, self.asking.gates
        so = self._so()
        spoken = (-world.decided.otherwise, -self.other.decided.otherwise)
        lower = self._lower()
        for step in self._steps():
            about = f"{self.key}: {step.says}"
            yield self.asking.impossible(
                step.claim,
                about,
                (*so, step.holds, lower, *spoken),
                "the route is never less urgent",
                "the route of the second is less urgent",
                self.other,
            )
            if step.duties:
                yield self._duties_finding(about, (*so, step.holds))
        yield from self._unread(so, gates.any_of([s.holds for s in self._steps() if s.duties]))

    def unknown_matters(self) -> Iterator[Note]:
        """Yield that not knowing what was known can change the route, where it can."""
        world, gates = self.asking.world, self.asking.gates
        routes = [
            gates.all_of((one, -self.other.decided.routes[name]))
            for name, one in world.decided.routes.items()
        ]
        known = (self.before.state.given(gates), self._not_known_at_the_end())
        wanted = (*self._so(), *known, self.after.state.not_known, gates.any_of(routes))
        if self._is_the_first() and self.asking.solve(wanted):
            says = "not knowing it can change the route"
            yield self.asking.note("not-knowing-changes-the-route", self.key, says)

    def _is_the_first(self) -> bool:
        """Return whether it is of the whole, or of the first item: the others are like that."""
        return not self.before.place

    def _so(self) -> tuple[Literal, ...]:
        """Return what is so of both journeys: they are complete, and all else is equal."""
        both = (self.asking.world.complete, self.other.complete, self.before.live, self.after.live)
        # A skip is no answer, so it is no worse one either.
        answered = (-self.before.skipped, -self.after.skipped)
        return (*both, *answered, self._alone(), *self._all_else_equal())

    def _duties_finding(self, about: str, so: tuple[Literal, ...]) -> Finding:
        duties = self.asking.world.decided.policy.duties
        lost = self.asking.gates.any_of([self._lost(duty) for duty in duties])
        return self.asking.impossible(
            "a-worse-answer-never-loses-a-duty",
            about,
            (*so, lost),
            "no duty is lost",
            "a duty of the first is not one of the second",
            self.other,
        )

    def _unread(self, so: tuple[Literal, ...], worse: Literal) -> Iterator[Note]:
        """Yield that a worse answer takes from ``otherwise`` to a route that nobody reads."""
        world = self.asking.world
        for route in world.decided.policy.routes:
            if not route.is_read_by_a_person:
                taken = (world.decided.otherwise, self.other.decided.asked[route.id])
                wanted = (*so, worse, *taken, self.other.decided.routes[route.id])
                if self.asking.solve(wanted):
                    says = f"a worse answer takes it from {world.decided.policy.otherwise}, which"
                    says = f"{says} a person reads, to {route.id}, which nobody does"
                    shown = self.asking.smallest(wanted, self.other)
                    yield self.asking.note("from-a-person-to-nobody", self.key, says, shown)

    def _alone(self) -> Literal:
        """Return whether this is the item that stands for all others like it.

        Items of a list are alike to every condition, so what holds of the first
        that was given and of the first that was not holds of them all.
        """
        place, gates = self.before.place, self.asking.gates
        if place is None or place == 0:
            return TRUE
        given = self._given()
        return gates.all_of((given[place - 1], -given[place]))

    def _all_else_equal(self) -> Iterator[Literal]:
        """Yield for every fact but the one that changes that both hold the same, or one nothing."""
        world, other = self.asking.world, self.other
        pairs: list[tuple[int | None, Slots, Slots]] = [(None, world.top, other.top)]
        for group_id, items in world.groups.items():
            slots = zip(items.slots, other.groups[group_id].slots, strict=True)
            pairs += [(place, *both) for place, both in enumerate(slots)]
        for place, before, after in pairs:
            for fact_id, state in before.items():
                same = state.literals == after[fact_id].literals
                if not same and (fact_id, place) != (self.before.fact.id, self.before.place):
                    yield agree(self.asking.gates, state, after[fact_id])

    def _given(self) -> list[Literal]:
        """Return for each place of the choice's group whether its item was given."""
        world, stage_id = self.asking.world, self.key.partition("/")[0]
        group_id = world.model.vocabulary.group_of[self.before.fact.id]
        begun = [s.start for s in world.stages if s.questionnaire.id == stage_id] or [world.start]
        return [*begun[0].listed[str(group_id)].given]

    def _lower(self) -> Literal:
        gates, first, second = self.asking.gates, self.asking.world.decided, self.other.decided
        return gates.any_of(
            [
                gates.all_of((one, -second.at_least[name]))
                for name, one in first.at_least.items()
                if one != second.at_least[name]
            ]
        )

    def _lost(self, duty: Duty) -> Literal:
        """Return whether a duty is owed before and not after, though all that it reads is asked."""
        gates, world = self.asking.gates, self.asking.world
        before, after = world.decided.duties[duty.id], self.other.decided.duties[duty.id]
        if before == after:
            return FALSE
        still = [
            gates.any_of((-had, has))
            for fact_id in sorted(self._read_by(duty))
            for had, has in self._asked(fact_id)
        ]
        return gates.all_of((before, -after, *still))

    def _read_by(self, duty: Duty) -> frozenset[str]:
        """Return the facts that a duty reads, those that give areas their levels included."""
        model, policy = self.asking.world.model, self.asking.world.decided.policy
        meaning = model.meaning(duty.when, policy.terms)
        if not meaning.levels:
            return meaning.facts
        indicators = (model.meaning(one.when, policy.terms).facts for one in policy.indicators)
        return meaning.facts.union(*indicators)

    def _asked(self, fact_id: str) -> Iterator[tuple[Literal, Literal]]:
        """Yield whether a fact is asked before and after, of the whole or of each item."""
        world, other = self.asking.world, self.other
        group_id = world.model.vocabulary.group_of[fact_id]
        if group_id is None:
            pairs = [(world.top, other.top)]
        else:
            slots = (world.groups[group_id].slots, other.groups[group_id].slots)
            pairs = [*zip(*slots, strict=True)]
        for before, after in pairs:
            yield -before[fact_id].not_asked, -after[fact_id].not_asked

    def _steps(self) -> Iterator[_Step]:
        yield from self._worse()
        if self.before.question is None or self.before.question.unknown_allowed:
            yield from self._unknown()

    def _worse(self) -> Iterator[_Step]:
        fact, gates, claim = self.before.fact, self.asking.gates, _NEVER_LOWERS
        first, second = self.before.state, self.after.state
        if isinstance(fact.kind, AnyOf):
            holds = more(gates, fact, first, second)
            yield _Step(claim=claim, says="more options", holds=holds, duties=True)
            return
        domain = self.asking.world.model.domains[fact.id]
        for milder, holds in worse_pairs(fact, first, second, gates):
            # Not only the next one: between two rungs there may be `otherwise`.
            says = f"{word(milder, domain)} to anything worse"
            yield _Step(claim=claim, says=says, holds=holds, duties=True)

    def _unknown(self) -> Iterator[_Step]:
        fact, gates = self.before.fact, self.asking.gates
        domain = self.asking.world.model.domains[fact.id]
        end, which = (worst, "most") if fact.is_safety_fact else (mildest, "least")
        holds = end(gates, fact, domain, self.before.state)
        says = f"the {which} worrying answer to not known"
        still = gates.all_of((holds, self.after.state.not_known, self._not_known_at_the_end()))
        yield _Step(claim="not-knowing-never-lowers-the-response", says=says, holds=still)

    def _not_known_at_the_end(self) -> Literal:
        fact_id, place = self.before.fact.id, self.before.place
        group_id = self.other.model.vocabulary.group_of[fact_id]
        if group_id is None or place is None:
            return self.other.top[fact_id].not_known
        return self.other.groups[group_id].slots[place][fact_id].not_known


_NEVER_LOWERS = "a-worse-answer-never-lowers-the-response"
