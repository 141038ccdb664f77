"""What the diagram promises: it counts every answer that makes a formula true, and no other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from childconcern.verify.engine.diagram import Budget, Diagram, count, sampler
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal
from childconcern.verify.engine.variables import Variable
from support.trying import tried

ENOUGH = Budget(nodes=100_000)

Answer = tuple[int, ...]
"""For each variable the place of its value."""


@frozen(kw_only=True)
class Asked:
    """Formulas over a few variables.

    Attributes:
        gates: Of the formulas.
        variables: All that the formulas can read, and perhaps more.
        formulas: Of growing size.
    """

    gates: Gates
    variables: tuple[Variable, ...]
    formulas: tuple[Literal, ...]

    def answers(self) -> Iterator[tuple[Answer, int, frozenset[Literal]]]:
        """Yield every answer, how many it stands for, and the literals that it makes true."""
        values = [
            [place for place, (literal, _) in enumerate(each.values) if literal != FALSE]
            for each in self.variables
        ]
        for answer in product(*values):
            weight, true = 1, {TRUE}
            for place, variable in zip(answer, self.variables, strict=True):
                weight *= variable.values[place][1]
                for other, (literal, _) in enumerate(variable.values):
                    true.add(literal if other == place else -literal)
            if all(-literal not in true for literal in true):
                yield answer, weight, frozenset(true)

    def found(self, formula: Literal) -> Counter[Answer]:
        """Return the answers that make a formula true, as often as they stand for answers."""
        return Counter(
            {
                answer: weight
                for answer, weight, true in self.answers()
                if holds(self.gates, formula, true)
            }
        )


def holds(gates: Gates, formula: Literal, true: frozenset[Literal]) -> bool:
    """Return whether a formula is true where some free literals are."""
    if formula < 0:
        return not holds(gates, -formula, true)
    if formula in gates.parts:
        return all(holds(gates, part, true) for part in gates.parts[formula])
    return formula in true


@st.composite
def several_valued(draw: st.DrawFn, gates: Gates, name: str) -> Variable:
    """Return a variable, or one that is simply true or false."""
    if draw(st.booleans()):
        literal = gates.fresh()
        literals = [literal, -literal]
    else:
        literals = [gates.fresh() for _ in range(draw(st.integers(1, 4)))]
        if draw(st.integers(0, 5)) == 0:
            literals.insert(
                draw(st.integers(0, len(literals))), draw(st.sampled_from([TRUE, FALSE]))
            )
    weights = st.integers(1, 3)
    values = tuple((literal, draw(weights)) for literal in literals)
    return Variable(name=name, values=values)


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    """Return formulas that mix conjunctions, counts and choices over a few variables."""
    gates = Gates()
    names = [f"v{place}" for place in range(draw(st.integers(1, 5)))]
    variables = [draw(several_valued(gates, name)) for name in names]
    made = [literal for variable in variables for literal, _ in variable.values]
    formulas = list[Literal]()
    for _ in range(draw(st.integers(1, 10))):
        some = st.sampled_from([*made, *formulas, *formulas]).flatmap(
            lambda literal: st.sampled_from([literal, -literal])
        )
        parts = draw(st.lists(some, min_size=1, max_size=5))
        formulas.append(drawn(draw, gates, parts))
    order = draw(st.permutations(variables))
    return Asked(gates=gates, variables=tuple(order), formulas=tuple(formulas))


def drawn(draw: st.DrawFn, gates: Gates, parts: Sequence[Literal]) -> Literal:
    """Return one formula of some parts."""
    match draw(st.sampled_from(["all", "any", "count", "choose"])):
        case "all":
            return gates.all_of(parts)
        case "any":
            return gates.any_of(parts)
        case "count":
            return gates.at_least(draw(st.integers(1, 3)), parts)
        case _:
            return gates.choose(parts[0], parts[len(parts) // 2], parts[-1])


@tried(150)
@given(asked())
def test_every_answer_that_makes_a_formula_true_is_counted_and_no_other(made: Asked) -> None:
    shared = Diagram(made.gates, made.variables, ENOUGH)
    for formula in (*made.formulas, -made.formulas[-1]):
        expected = made.found(formula).total()

        assert count(made.gates, formula, made.variables, ENOUGH) == expected
        assert shared.count(formula) == expected


@tried(60)
@given(asked())
def test_variables_that_are_settled_in_one_step_are_counted_as_those_that_are_not(
    made: Asked,
) -> None:
    # So many variables are there that several of those that matter are of one step.
    many = tuple(Variable(name=f"other {n}", values=((TRUE, 1),)) for n in range(250))
    for formula in made.formulas:
        expected = made.found(formula).total()

        assert count(made.gates, formula, (*made.variables, *many), ENOUGH) == expected


@tried(100)
@given(asked())
def test_the_numbers_below_the_count_lead_to_every_answer_as_often_as_it_counts(
    made: Asked,
) -> None:
    for formula in (made.formulas[-1], -made.formulas[-1]):
        found = sampler(made.gates, formula, made.variables, ENOUGH)
        assert found is not None
        drawn_answers = Counter(tuple(found.nth(number).values()) for number in range(found.count))

        assert drawn_answers == made.found(formula)


@tried(50)
@given(asked(), st.integers(0, 60))
def test_a_budget_gives_the_exact_count_or_none_and_the_same_each_time(
    made: Asked, nodes: int
) -> None:
    formula, budget = made.formulas[-1], Budget(nodes=nodes)
    found = count(made.gates, formula, made.variables, budget)

    assert found in (None, made.found(formula).total())
    assert count(made.gates, formula, made.variables, budget) == found


@tried(50)
@given(asked(), st.integers(1, 20))
def test_whoever_tries_again_with_more_goes_on_from_there_to_the_exact_count(
    made: Asked, nodes: int
) -> None:
    formula = made.formulas[-1]
    diagram = Diagram(made.gates, made.variables, Budget(nodes=nodes))
    found = diagram.count(formula)
    while found is None:
        diagram.budget = Budget(nodes=2 * diagram.budget.nodes)
        found = diagram.count(formula)

    assert found == made.found(formula).total()
    assert diagram.count(formula) == found
    assert diagram.spent == 0
