"""How many answer combinations there are of which something is so, exactly or not at all.

An answer combination is what somebody could hand in: what the service set, how
many people were listed, and an answer, a skip or *not known* for each question
that was asked. A number counts as itself, an age or a date as each way in which
it can be said, words as one. What is not asked is not counted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping

from attrs import define, evolve, field

from childconcern.facts import Age, Date, Fact, WholeNumber
from childconcern.verify.encoding.weighing import weights_of
from childconcern.verify.encoding.worlds import Choice, World
from childconcern.verify.engine.diagram import Budget, Diagram
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal
from childconcern.verify.engine.variables import Variable

__all__ = ["JourneyCounter", "count_per_route", "counts_in"]


@define(eq=False, repr=False)
class JourneyCounter:
    """Counts journeys of one world, or of two that share answers.

    Attributes:
        worlds: Of which.
        budget: How much may be spent on each count.
    """

    worlds: tuple[World, ...]
    budget: Budget
    _diagram: Diagram | None = None
    _premise: Literal = TRUE
    _absent: dict[tuple[Literal, ...], Literal] = field(factory=dict[tuple[Literal, ...], Literal])
    _weights: dict[str, Mapping[Hashable, int]] = field(factory=dict[str, Mapping[Hashable, int]])

    @property
    def gates(self) -> Gates:
        """Where the formulas are."""
        return self.worlds[0].model.gates

    def count(self, formula: Literal) -> int | None:
        """Return how many journeys make a formula true; None where that is too much."""
        if self._diagram is None:
            self._premise = self.gates.all_of(self._canonical())
            self._diagram = Diagram(
                gates=self.gates, variables=[*self._variables()], budget=self.budget
            )
        return self._diagram.count(self.gates.all_of((self._premise, formula)))

    # -------------------------------------------------------------- variables

    def _variables(self) -> Iterator[Variable]:
        """Yield what can be chosen, in the order in which people choose it, each once."""
        seen = set[Literal]()
        for number, variable in enumerate(self._all_variables()):
            literals = {abs(literal) for literal, _ in variable.values}
            if not literals <= seen:
                seen |= literals
                yield evolve(variable, name=f"{number} {variable.name}")

    def _all_variables(self) -> Iterator[Variable]:
        for world in self.worlds:
            for begun in (world.start, *(stage.start for stage in world.stages[1:])):
                for group_id, listed in begun.listed.items():
                    for literal in (
                        *(listed.was_given, listed.said),
                        *(*listed.present, *listed.given),
                    ):
                        if self._is_free(literal):
                            yield _either(f"@{group_id}", literal)
            for key, choice in world.choices.items():
                for literal in (choice.skipped, choice.silent):
                    if self._is_free(literal):
                        yield _either(key, literal)
                yield from self._values(key, choice, world)

    def _is_free(self, literal: Literal) -> bool:
        return abs(literal) != TRUE and abs(literal) not in self.gates.parts

    def _values(self, key: str, choice: Choice, world: World) -> Iterator[Variable]:
        state, weights = choice.state, self._weights_of(choice.fact, world)
        others = [one for one in (state.not_known, state.not_asked) if one != FALSE]
        if state.several:
            yield from (_either(key, literal) for literal in (*others, *state.values.values()))
            return
        values = [(literal, weights.get(value, 1)) for value, literal in state.values.items()]
        # What stands for no answer has a value of its own, so that it counts once.
        others.append(self._nothing(choice))
        yield Variable(name=key, values=(*values, *((one, 1) for one in others)))

    def _nothing(self, choice: Choice) -> Literal:
        """Return the literal that a choice of one value stands for no answer."""
        name = choice.state.literals
        if name not in self._absent:
            self._absent[name] = self.gates.fresh()
        return self._absent[name]

    def _plain(self, choice: Choice) -> list[Literal]:
        """Return that an answer stands for none; of options, that it is the first alone."""
        if not choice.state.several:
            return [self._nothing(choice)]
        first, *rest = choice.state.values.values()
        absent = (-choice.state.not_known, -choice.state.not_asked)
        return [first, *(-one for one in rest), *absent]

    def _weights_of(self, fact: Fact, world: World) -> Mapping[Hashable, int]:
        if not isinstance(fact.kind, WholeNumber | Age | Date):
            return {}
        if fact.id not in self._weights:
            model = world.model
            self._weights[fact.id] = weights_of(fact, model.cuts.get(fact.id, ()), model.on)
        return self._weights[fact.id]

    # -------------------------------------------------------------- what counts once

    def _canonical(self) -> Iterator[Literal]:
        """Yield that what is not said counts as one answer, and what is demanded of answers."""
        gates, live = self.gates, dict[tuple[Literal, ...], list[Literal]]()
        choices = [choice for world in self.worlds for choice in world.choices.values()]
        for one in choices:
            live.setdefault(one.state.literals, []).append(one.live)
        for one in choices:
            asked = gates.any_of(live[one.state.literals])
            plain = gates.all_of(self._plain(one))
            yield gates.any_of((asked, gates.all_of((plain, -one.skipped, -one.silent))))
            yield gates.any_of((plain, -gates.any_of((one.skipped, one.silent))))
            yield -gates.all_of((one.skipped, one.silent))
            if not one.state.several:
                yield gates.any_of((-plain, -asked, one.skipped, one.silent))
        known = {abs(literal) for each in self._variables() for literal, _ in each.values}
        single = [
            frozenset(map(abs, one.state.literals)) for one in choices if not one.state.several
        ]
        for clause in gates.demands:
            if any(literals.issuperset(map(abs, clause)) for literals in single):
                continue  # that a choice has one value a variable does by itself, or it has none
            # The rest says of one choice that it has one value, which a variable does by itself.
            if all(abs(one) in known or abs(one) in gates.parts for one in clause):
                yield gates.any_of(clause)


def _either(name: str, literal: Literal) -> Variable:
    return Variable(name=name, values=((literal, 1), (-literal, 1)))


def count_per_route(counter: JourneyCounter) -> Mapping[str | None, int | None]:
    """Return how many complete journeys come to each route, and under None how many there are.

    They are counted from what does not apply: a journey comes to a route or a more
    urgent one unless no rule asks for any of those.
    """
    world = counter.worlds[0]
    decided, complete, gates = world.decided, world.complete, counter.gates
    total = counter.count(complete)
    found: dict[str | None, int | None] = {None: total}
    silent, before = total, total
    for route_id, asked in decided.asked.items():
        silent = None if silent is None else counter.count(gates.all_of((complete, -asked)))
        found[route_id] = None if silent is None or before is None else before - silent
        before = silent
    otherwise = decided.policy.otherwise
    own = found[otherwise]
    found[otherwise] = None if own is None or silent is None else own + silent
    return found


def counts_in(nodes: int) -> Callable[[World, World, Literal], int | None]:
    """Return what counts combinations of answers in two worlds, within a budget for each count."""
    counters = dict[tuple[int, int], JourneyCounter]()

    def count(one: World, other: World, formula: Literal) -> int | None:
        counter = counters.get((id(one), id(other)))
        if counter is None:
            counter = JourneyCounter((one, other), Budget(nodes=nodes))
            counters[id(one), id(other)] = counter
        return counter.count(formula)

    return count
