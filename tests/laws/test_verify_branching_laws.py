"""Gates made again with other parts, and solvers that branch off and are forgotten."""

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from childconcern.verify.engine.gates import Gates
from childconcern.verify.engine.solver import FALSE, TRUE, Literal
from childconcern.verify.engine.substituting import FanOut

FREE = (2, 3, 4, 5)
"""The variables of which nothing is said; whatever comes later is a gate."""

Made = tuple[bool, tuple[int, ...]]
"""Whether all parts are so or some are; parts by their place among all that was made before."""

made = st.lists(
    st.tuples(st.booleans(), st.lists(st.integers(-40, 40), max_size=4).map(tuple)), max_size=12
)
truths = st.fixed_dictionaries({one: st.booleans() for one in FREE})
others = st.dictionaries(st.sampled_from(FREE), st.sampled_from((TRUE, FALSE, *FREE, -2, -3)))


def built(gates: Gates, formulas: Sequence[Made], *, again: bool = False) -> list[Literal]:
    """Return all literals, free ones first, then a gate for each formula.

    Args:
        gates: Where they are made.
        formulas: Each of literals that stand before it.
        again: Over the free ones that there are.
    """
    literals = [TRUE, *(FREE if again else (gates.fresh() for _ in FREE))]
    for together, parts in formulas:
        chosen = [literals[abs(n) % len(literals)] * (1 if n >= 0 else -1) for n in parts]
        literals.append(gates.all_of(chosen) if together else gates.any_of(chosen))
    return literals


def true_ones(gates: Gates, truth: Mapping[int, bool], literals: Iterable[int]) -> list[bool]:
    """Return what literals come to, which the free ones alone decide."""
    assert gates.solver.solve(one if so else -one for one, so in truth.items())
    return [gates.solver.says(one) for one in literals]


@given(made, others, truths)
def test_what_is_put_in_the_place_of_a_gate_is_so_where_it_would_be(
    formulas: Sequence[Made], instead: dict[int, int], truth: dict[int, bool]
) -> None:
    trunk = Gates()
    literals = built(trunk, formulas)
    before = [*trunk.solver.clauses]
    branch = trunk.branch()
    put = FanOut(trunk, literals).put(instead, branch)

    # What stands in the place of each free one says what that one would have been.
    free = true_ones(branch, truth, [put.get(one, one) for one in FREE])
    now = true_ones(branch, truth, [put.get(one, one) for one in literals])
    opposite = true_ones(branch, truth, [put.get(-one, -one) for one in literals])
    assert now == true_ones(trunk, dict(zip(FREE, free, strict=True)), literals)
    assert opposite == [not one for one in now]
    assert trunk.solver.clauses == before


@given(made, made, truths)
def test_what_a_branch_makes_is_never_made_again_or_meant_by_its_trunk(
    formulas: Sequence[Made], more: Sequence[Made], truth: dict[int, bool]
) -> None:
    trunk = Gates()
    literals = built(trunk, formulas)
    branch = trunk.branch()

    assert built(branch, formulas, again=True) == literals  # gates of the trunk serve too
    shared = {1, *map(abs, literals)}
    own = {branch.fresh(), *map(abs, built(branch, more))} - shared
    later = {trunk.fresh(), *map(abs, built(trunk, more))} - shared
    own |= {branch.fresh(), *map(abs, built(branch, more))} - shared
    assert own.isdisjoint(later)
    assert true_ones(trunk, truth, literals) == true_ones(branch, truth, literals)
