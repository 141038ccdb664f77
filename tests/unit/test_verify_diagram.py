"""Exact counts and even draws: what a diagram says of formulas whose answers are known."""

from itertools import pairwise, permutations
from math import comb
from typing import Final

import pytest

from childconcern.verify.engine.diagram import Budget, Diagram, Variable, count, sampler
from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal
from childconcern.verify.engine.variables import NotCountableError

ENOUGH: Final = Budget(nodes=1_000_000)


def either(gates: Gates, number: int) -> list[Literal]:
    """Return free literals, each of a question with yes and no."""
    return [gates.fresh() for _ in range(number)]


def yes_or_no(literals: list[Literal]) -> list[Variable]:
    """Return a variable for each literal."""
    return [
        Variable(name=f"question {place}", values=((literal, 1), (-literal, 1)))
        for place, literal in enumerate(literals)
    ]


# ------------------------------------------------------------------------------ counts


def test_a_count_is_of_answers_and_not_of_values() -> None:
    gates = Gates()
    under_five, older, unknown = either(gates, 3)
    age = Variable(name="age", values=((under_five, 5), (older, 13), (unknown, 1)))

    assert count(gates, under_five, [age], ENOUGH) == 5
    assert count(gates, -unknown, [age], ENOUGH) == 18


def test_what_a_formula_does_not_read_multiplies_its_count() -> None:
    gates = Gates()
    danger, low, high = either(gates, 3)
    variables = [
        *yes_or_no([danger]),
        Variable(name="how many", values=((low, 3), (high, 4))),
    ]

    assert count(gates, danger, variables, ENOUGH) == 7
    assert count(gates, TRUE, variables, ENOUGH) == 14
    assert count(gates, FALSE, variables, ENOUGH) == 0


def test_of_no_variables_there_is_one_answer() -> None:
    assert count(Gates(), TRUE, [], ENOUGH) == 1
    assert count(Gates(), FALSE, [], ENOUGH) == 0


def test_only_one_value_of_a_variable_is_true_at_once() -> None:
    gates = Gates()
    home, school, unknown = either(gates, 3)
    where = Variable(name="where", values=((home, 1), (school, 1), (unknown, 1)))

    assert count(gates, gates.all_of([home, school]), [where], ENOUGH) == 0
    assert count(gates, gates.any_of([home, school]), [where], ENOUGH) == 2
    assert count(gates, gates.all_of([-home, -school]), [where], ENOUGH) == 1


def test_a_value_that_is_never_taken_is_not_counted() -> None:
    gates = Gates()
    yes, no = either(gates, 2)
    question = Variable(name="question", values=((yes, 1), (no, 1), (FALSE, 9)))

    assert count(gates, TRUE, [question], ENOUGH) == 2
    assert count(gates, -yes, [question], ENOUGH) == 1


def test_a_value_that_is_always_taken_is_the_only_one() -> None:
    gates = Gates()
    yes, no = either(gates, 2)
    question = Variable(name="question", values=((yes, 1), (TRUE, 4), (no, 1)))

    assert count(gates, TRUE, [question], ENOUGH) == 4
    assert count(gates, -gates.any_of([yes, no]), [question], ENOUGH) == 4
    assert count(gates, yes, [question], ENOUGH) == 0


@pytest.mark.parametrize("needed", range(12))
def test_so_many_of_some_are_as_many_as_the_binomials_say(needed: int) -> None:
    gates = Gates()
    signs = either(gates, 10)
    formula = gates.at_least(needed, signs)

    expected = sum(comb(10, number) for number in range(needed, 11))
    assert count(gates, formula, yes_or_no(signs), ENOUGH) == expected


def test_a_count_of_many_takes_no_more_than_who_and_how_many_are_left() -> None:
    gates = Gates()
    signs = either(gates, 60)
    # Decided from the last to the first, against the order in which the count is spelt out.
    diagram = Diagram(gates, yes_or_no(signs[::-1]), ENOUGH)

    expected = sum(comb(60, number) for number in range(20, 61))
    assert diagram.count(gates.at_least(20, signs)) == expected
    assert diagram.spent < 60 * 20 * 4


def test_a_count_that_must_not_be_reached_takes_no_more_beside_something_else() -> None:
    gates = Gates()
    signs, (other,) = either(gates, 60), either(gates, 1)
    diagram = Diagram(gates, yes_or_no([other, *signs[::-1]]), ENOUGH)
    formula = gates.all_of([-gates.at_least(20, signs), other])

    assert diagram.count(formula) == sum(comb(60, number) for number in range(20))
    assert diagram.spent < 60 * 20 * 4


def test_it_does_not_matter_in_which_order_parts_are_found_to_hang_together() -> None:
    for order in permutations(range(5)):
        gates = Gates()
        a, b, c, d, e, f, g = literals = either(gates, 7)
        pairs = ((a, b), (c, d), (f, g), (b, c), (d, e))
        formula = gates.all_of([gates.any_of(pairs[place]) for place in order])

        # In a row of five 13 ways have no two times no side by side; in one of two, 3.
        assert count(gates, formula, yes_or_no(literals), ENOUGH) == 13 * 3


def test_a_count_is_exact_however_large_it_is() -> None:
    gates = Gates()
    literals = either(gates, 400)
    diagram = Diagram(gates, yes_or_no(literals), ENOUGH)

    assert diagram.count(gates.any_of(literals)) == 2**400 - 1
    assert diagram.spent < 2_000


def test_what_was_counted_is_not_counted_again() -> None:
    gates = Gates()
    literals = either(gates, 6)
    diagram = Diagram(gates, yes_or_no(literals), ENOUGH)
    formula = gates.at_least(3, literals)

    assert diagram.count(formula) == 42
    assert diagram.spent > 0
    assert diagram.count(-formula) == 22
    assert diagram.spent == 0


def test_a_formula_that_is_made_after_its_diagram_is_counted_too() -> None:
    gates = Gates()
    one, other = either(gates, 2)
    diagram = Diagram(gates, yes_or_no([one, other]), ENOUGH)
    counts = diagram.count(gates.all_of([one, other])), diagram.count(gates.any_of([one, other]))

    assert counts == (1, 3)


def test_nothing_makes_true_what_contradicts_itself_though_no_single_part_does() -> None:
    gates = Gates()
    one, other, apart = either(gates, 3)
    clauses = [gates.any_of([a, b]) for a in (one, -one) for b in (other, -other)]
    formula = gates.all_of([gates.any_of([apart, -apart]), apart, *clauses])
    variables = yes_or_no([one, other, apart])
    opposite = sampler(gates, -formula, variables, ENOUGH)

    assert count(gates, formula, variables, ENOUGH) == 0
    assert opposite is not None
    assert len({tuple(opposite.nth(number).values()) for number in range(8)}) == 8


# ------------------------------------------------------------------------------ depth


def test_a_formula_that_nests_five_thousand_deep_is_counted() -> None:
    gates = Gates()
    literals = either(gates, 5_000)
    formula, expected = literals[0], 1
    for place, literal in enumerate(literals[1:], start=1):
        # Every other step asks for the literal, and the rest are content with it.
        formula = (gates.all_of if place % 2 else gates.any_of)([literal, formula])
        expected += 0 if place % 2 else 2**place

    assert count(gates, formula, yes_or_no(literals), ENOUGH) == expected


def test_a_variable_that_is_read_at_every_depth_is_settled_without_deep_calls() -> None:
    gates = Gates()
    shared, *literals = either(gates, 2_000)
    formula = shared
    for place, literal in enumerate(literals):
        formula = gates.choose(literal, formula, shared if place % 2 else -shared)
    expected = 0
    for is_so in (True, False):
        expected += is_so
        for place in range(len(literals)):
            expected += 2**place if is_so == bool(place % 2) else 0

    assert count(gates, formula, yes_or_no([shared, *literals]), ENOUGH) == expected


def test_parts_that_hang_together_in_a_long_chain_are_counted() -> None:
    gates = Gates()
    literals = either(gates, 2_000)
    formula = gates.all_of([gates.any_of(pair) for pair in pairwise(literals)])
    # Of a row of yes and no without two times no side by side there are as many as Fibonacci says.
    before, expected = 1, 2
    for _ in literals[1:]:
        before, expected = expected, before + expected

    assert count(gates, formula, yes_or_no(literals), ENOUGH) == expected


# ------------------------------------------------------------------------------ budget


def tangled(gates: Gates) -> tuple[Literal, list[Variable]]:
    """Return a formula that takes a few thousand nodes."""
    literals = either(gates, 13)
    parts = [
        gates.at_least(2, [literals[place * step % 13] for step in (1, 3, 5, 7)])
        for place in range(1, 10)
    ]
    return gates.at_least(5, parts), yes_or_no(literals)


def test_what_a_budget_does_not_reach_is_none_and_never_a_guess() -> None:
    gates = Gates()
    formula, variables = tangled(gates)
    whole = Diagram(gates, variables, ENOUGH)
    expected, needed = whole.count(formula), whole.spent

    assert needed > 1_000
    assert count(gates, formula, variables, Budget(nodes=needed)) == expected
    assert count(gates, formula, variables, Budget(nodes=needed - 1)) is None
    assert sampler(gates, formula, variables, Budget(nodes=needed - 1)) is None
    assert count(gates, formula, variables, Budget(nodes=0)) is None


def test_a_caller_can_stop_a_count_and_go_on_with_it() -> None:
    gates = Gates()
    formula, variables = tangled(gates)
    looks = list[int]()

    def stop() -> bool:
        looks.append(len(looks))
        return len(looks) == 1

    diagram = Diagram(gates, variables, Budget(nodes=1_000_000, stop=stop))

    assert diagram.count(formula) is None
    assert len(looks) == 1
    assert diagram.count(formula) == count(gates, formula, variables, ENOUGH)


# ------------------------------------------------------------------------------ samples


def test_numbers_lead_to_answers_as_often_as_these_stand_for_some() -> None:
    gates = Gates()
    low, high, danger = either(gates, 3)
    variables = [Variable(name="age", values=((low, 2), (high, 3))), *yes_or_no([danger])]
    found = sampler(gates, gates.any_of([low, danger]), variables, ENOUGH)

    assert found is not None
    assert found.count == 7
    drawn = [tuple(found.nth(number).values()) for number in range(7)]
    assert sorted(drawn) == [(0, 0), (0, 0), (0, 1), (0, 1), (1, 0), (1, 0), (1, 0)]
    assert list(found.nth(0)) == ["age", "question 0"]


def test_a_sample_of_what_is_always_so_is_any_answer() -> None:
    gates = Gates()
    one, other = either(gates, 2)
    found = sampler(gates, TRUE, yes_or_no([one, other]), ENOUGH)

    assert found is not None
    drawn = {tuple(found.nth(number).values()) for number in range(found.count)}
    assert drawn == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize("number", [-1, 3])
def test_a_number_that_no_answer_has_is_refused(number: int) -> None:
    gates = Gates()
    one, other = either(gates, 2)
    found = sampler(gates, gates.any_of([one, other]), yes_or_no([one, other]), ENOUGH)

    assert found is not None
    with pytest.raises(NotCountableError, match=f"there are 3 answers, .* number {number}"):
        found.nth(number)


def test_of_what_is_never_so_there_is_no_sample() -> None:
    gates = Gates()
    (one,) = either(gates, 1)
    found = sampler(gates, FALSE, yes_or_no([one]), ENOUGH)

    assert found is not None
    with pytest.raises(NotCountableError, match="there are 0 answers"):
        found.nth(0)


# ------------------------------------------------------------------------------ refusals


def test_a_literal_that_no_variable_speaks_of_is_refused() -> None:
    gates = Gates()
    one, other = either(gates, 2)
    formula = gates.all_of([one, other])

    with pytest.raises(NotCountableError, match=f"literal {other}, of which no variable") as told:
        count(gates, formula, yes_or_no([one]), ENOUGH)
    assert told.value.code == "not-countable"
    assert count(gates, formula, yes_or_no([one, other]), ENOUGH) == 1


def test_variables_that_are_not_free_of_each_other_are_refused() -> None:
    gates = Gates()
    one, other, third = either(gates, 3)
    gate = gates.all_of([one, other])
    first = Variable(name="first", values=((one, 1), (other, 1)))
    refused = {
        "'first' is there twice": [first, first],
        f"'second' shares literal {other}": [
            first,
            Variable(name="second", values=((other, 1), (third, 1))),
        ],
        f"'same' shares literal {one}": [
            Variable(name="same", values=((one, 1), (other, 1), (one, 1)))
        ],
        f"'opposite' shares literal {one}": [
            Variable(name="opposite", values=((one, 1), (-one, 1), (other, 1)))
        ],
        f"'gate' would choose literal {gate}": [Variable(name="gate", values=((gate, 1),))],
        "'nothing' cannot take": [Variable(name="nothing", values=((FALSE, 1),))],
        "'none' cannot take": [Variable(name="none", values=())],
        "'both' cannot take": [Variable(name="both", values=((TRUE, 1), (TRUE, 1)))],
        "'weightless' has a value": [Variable(name="weightless", values=((one, 0), (other, 1)))],
    }
    for what, variables in refused.items():
        with pytest.raises(NotCountableError, match=what):
            Diagram(gates, variables, ENOUGH)
