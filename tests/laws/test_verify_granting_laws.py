"""Wishes are granted as they would be one by one, however many are asked for at once."""

from hypothesis import assume, given
from hypothesis import strategies as st

from childconcern.verify.engine.granting import grant
from childconcern.verify.engine.solver import Solver

VARIABLES = 8

literals = st.integers(2, VARIABLES + 1).flatmap(lambda one: st.sampled_from((one, -one)))
clauses = st.lists(st.lists(literals, min_size=1, max_size=3), max_size=20)


def solver_of(formula: list[list[int]]) -> Solver:
    solver = Solver()
    for _ in range(VARIABLES):
        solver.fresh()
    for clause in formula:
        solver.add(*clause)
    return solver


@given(clauses, st.lists(literals, max_size=2), st.lists(literals | st.sampled_from((1, -1))))
def test_a_wish_is_met_where_it_can_be_with_all_before_it(
    formula: list[list[int]], demands: list[int], wishes: list[int]
) -> None:
    solver, other = solver_of(formula), solver_of(formula)
    assume(solver.solve(demands))
    met = list[int]()
    for wish in wishes:
        met += [wish] if other.solve([*demands, *met, wish]) else []

    grant(solver, demands, wishes)

    assert [one for one in wishes if solver.says(one)] == [one for one in wishes if one in met]
    assert all(map(solver.says, demands))


@given(clauses, st.lists(literals))
def test_nothing_that_was_granted_binds_what_is_asked_afterwards(
    formula: list[list[int]], wishes: list[int]
) -> None:
    solver, other = solver_of(formula), solver_of(formula)
    assume(solver.solve())

    grant(solver, (), wishes)

    for number in range(2, VARIABLES + 2):
        for literal in (number, -number):
            assert solver.solve([literal]) == other.solve([literal])


@given(clauses, st.lists(literals, min_size=1))
def test_what_the_time_does_not_suffice_for_is_refused(
    formula: list[list[int]], wishes: list[int]
) -> None:
    solver = solver_of(formula)
    assume(solver.solve())
    before = [solver.says(one) for one in wishes]
    solver.stop = lambda: True

    grant(solver, (), wishes)

    assert [solver.says(one) for one in wishes] == before
