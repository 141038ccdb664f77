"""Journeys and rules of no pack, as formulas to be counted: sections behind gates.

Each section has eight questions; the first opens the others, and some of those
open more. An answer to a question that is not asked is *absent*, so that each
complete sheet of answers is one. Everything is drawn with a fixed seed.
"""

from __future__ import annotations

import random
from typing import Final

from attrs import define, field, frozen

from childconcern.verify.engine.diagram import Variable
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import TRUE, Literal

__all__ = ["MadeJourneys", "made_journeys"]

ROUTES: Final = 7
QUESTIONS_IN_A_SECTION: Final = 8
KINDS: Final = ("yes-no", "one-of", "whole-number", "any-of")
OF_A_HUNDRED: Final = (45, 15, 20, 20)


@frozen(kw_only=True)
class MadeJourneys:
    """Formulas that somebody wants counted.

    Attributes:
        gates: Of all of them.
        variables: What can be answered, in the order of the questions.
        wanted: For each route that a journey is complete and no rule asks for that route or a
            more urgent one.
    """

    gates: Gates
    variables: tuple[Variable, ...]
    wanted: tuple[Literal, ...]


def made_journeys(questions: int, rules: int, joining: float, seed: int) -> MadeJourneys:
    """Return journeys through so many questions, with so many rules.

    Args:
        questions: A multiple of eight.
        rules: Over all routes.
        joining: The share of rules that read two sections.
        seed: The same for the same journeys.
    """
    chance = random.Random(seed)  # noqa: S311  the same journeys in every run, and no secret
    maker = _Maker(chance=chance)
    sections = [maker.section(place) for place in range(questions // QUESTIONS_IN_A_SECTION)]
    gates, so_far = maker.gates, [*maker.demanded]
    ruled = [maker.rule(sections, joining) for _ in range(rules)]
    wanted = list[Literal]()
    for route in range(ROUTES):
        so_far += [-rule for n, rule in enumerate(ruled) if n * ROUTES // rules == route]
        wanted.append(gates.all_of(so_far))
    return MadeJourneys(gates=gates, variables=tuple(maker.variables), wanted=tuple(wanted))


@define(kw_only=True, eq=False, repr=False)
class _Maker:
    chance: random.Random
    gates: Gates = field(factory=Gates)
    variables: list[Variable] = field(factory=list[Variable])
    demanded: list[Literal] = field(factory=list[Literal])

    def section(self, place: int) -> list[Literal]:
        """Make a section, and return tests of its answers."""
        chance, gates = self.chance, self.gates
        tests, opens = self._question(f"section {place}", "yes-no", TRUE)
        openings = list[Literal]()
        for number in range(1, QUESTIONS_IN_A_SECTION):
            kind = chance.choices(KINDS, OF_A_HUNDRED)[0]
            nested = chance.choice(openings) if openings and chance.random() < 0.4 else TRUE
            live = gates.all_of([opens, nested])
            found, opening = self._question(f"section {place} question {number}", kind, live)
            tests += found
            if kind == "yes-no":
                openings.append(opening)
        return tests

    def rule(self, sections: list[list[Literal]], joining: float) -> Literal:
        """Return whether a rule applies: some of its tests pass, or so many do."""
        chance = self.chance
        read = chance.sample(sections, 2 if chance.random() < joining else 1)
        counts = chance.random() < 0.3
        number = chance.randint(4, 6) if counts else chance.randint(2, 4)
        tests = [chance.choice(read[place % len(read)]) for place in range(number)]
        return self.gates.at_least(chance.randint(2, 3) if counts else number, tests)

    def _question(self, name: str, kind: str, live: Literal) -> tuple[list[Literal], Literal]:
        """Make a question; return tests of its answer, and whether it may be a yes."""
        if kind == "any-of":
            return self._options(name, live), TRUE
        values = {"yes-no": 2, "one-of": self.chance.randint(3, 6)}.get(kind, 0)
        values = values or self.chance.randint(3, 5)
        weights = [self.chance.randint(1, 200) if kind == "whole-number" else 1] * values
        literals = self._variable(name, live, weights)
        first, *others = literals[:values]
        unknown = literals[values]
        if kind == "yes-no":
            opening = self._held(live, [first, unknown])
            return [self._held(live, [first])] * 2 + [opening], opening
        cut = self.chance.randint(1, values - 1)
        low, high = literals[:cut], literals[cut:values]
        one = self._held(live, [self.chance.choice([first, *others])])
        return [one, self._held(live, low), self._held(live, high)], TRUE

    def _options(self, name: str, live: Literal) -> list[Literal]:
        """Make a question to which several options can be said; one at least, if any is."""
        gates, chance = self.gates, self.chance
        given, *_ = self._variable(name, live, [1])
        options = [gates.fresh() for _ in range(chance.randint(5, 12))]
        for place, option in enumerate(options):
            values = ((option, 1), (-option, 1))
            self.variables.append(Variable(name=f"{name} option {place}", values=values))
            self.demanded.append(gates.any_of([given, -option]))
        self.demanded.append(gates.any_of([-given, *options]))
        if chance.random() < 0.4:
            self.demanded += [gates.any_of([-options[0], -option]) for option in options[1:]]
        held = [self._held(live, [option]) for option in options]
        several = gates.at_least(chance.randint(2, 3), chance.sample(held, 5))
        return [*chance.sample(held, 3), gates.any_of(chance.sample(held, 3)), several]

    def _variable(self, name: str, live: Literal, weights: list[int]) -> list[Literal]:
        """Make what can be answered: some values, *not known*, or nothing where nobody asks."""
        gates = self.gates
        *literals, absent = [gates.fresh() for _ in range(len(weights) + 2)]
        values = zip((*literals, absent), (*weights, 1, 1), strict=True)
        self.variables.append(Variable(name=name, values=tuple(values)))
        self.demanded += [gates.any_of([live, absent]), gates.any_of([-live, -absent])]
        return literals

    def _held(self, live: Literal, values: list[Literal]) -> Literal:
        return self.gates.all_of([live, self.gates.any_of(values)])
