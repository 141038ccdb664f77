"""Second worlds, and the branches in which they are made and forgotten."""

import datetime as dt
from pathlib import Path

import pytest
from attrs import evolve

from childconcern.verify import askings_of
from childconcern.verify.asking import Asking
from childconcern.verify.claims.pairs import pairs_of
from childconcern.verify.encoding.branching import Branching
from childconcern.verify.engine.solver import Solver
from support.family_pack import FAMILY
from support.planted_packs import planted

ON = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """Return the screener of the small pack."""
    (found,) = askings_of(planted(tmp_path_factory.mktemp("small")), on=ON, scopes=["screener"])
    return found


def test_a_second_world_differs_in_one_choice_and_what_hangs_on_it(asking: Asking) -> None:
    branching = Branching(asking.world)
    first = branching.first()
    second = branching.but(first, "screener/danger")
    same = [key for key, one in second.choices.items() if one.state is first.choices[key].state]

    assert [key for key in second.choices if key not in same] == ["screener/danger"]
    assert second.top["role"] is first.top["role"]
    assert second.decided.rules["in-danger"] != first.decided.rules["in-danger"]
    assert second.decided.rules["statutory"] != first.decided.rules["statutory"]  # asks of children
    assert second.start == first.start


def test_another_second_world_says_something_else_of_the_same_choice(asking: Asking) -> None:
    branching = Branching(asking.world)
    first = branching.first()
    yes = [branching.but(first, "screener/danger").choices["screener/danger"] for _ in range(2)]
    solver = first.model.gates.solver

    told = (one.state.values[True] for one in yes)
    assert solver.solve(
        [first.complete, *(one * sign for one, sign in zip(told, (1, -1), strict=True))]
    )


def test_what_was_made_is_forgotten_once_there_is_as_much_of_it_as_there_was(
    asking: Asking,
) -> None:
    before = [*asking.gates.solver.clauses]
    branching, branches, made = Branching(asking.world), set[int](), 0
    for _ in range(40):
        first = branching.first()
        made += 1 if id(first) not in branches else 0
        branches.add(id(first))
        branching.but(first, "screener/danger")
        grown = first.model.gates.solver.variables
        assert grown < 3 * asking.gates.solver.variables

    assert 1 < made < 40
    assert asking.gates.solver.clauses == before


def test_steps_that_are_taken_in_a_branch_are_steps_of_its_trunk(asking: Asking) -> None:
    before = asking.gates.solver.steps
    pair = next(pair for pair in pairs_of(asking) if pair.key == "screener/danger")
    pair.asking.solve(pair.so())
    taken = pair.asking.gates.solver.steps

    assert taken > 0
    assert asking.gates.solver.steps == before + taken


def test_levels_are_told_of_a_second_world_as_of_the_first(asking: Asking) -> None:
    branching = Branching(asking.world)
    first = branching.first()
    second = branching.but(first, "screener/moves@item-1")
    (statutory,) = (one for one in first.decided.policy.rules if one.id == "statutory")

    assert first.decided.holds(statutory.when) == first.decided.rules["statutory"]
    assert second.decided.holds(statutory.when) == second.decided.rules["statutory"]
    assert second.decided.rules["statutory"] != first.decided.rules["statutory"]


def test_a_way_that_nobody_will_ask_for_is_not_kept() -> None:
    solver = Solver()
    first, second = solver.fresh(), solver.fresh()

    assert solver.solve([first, -second])
    assert solver.solve([-first, second], keep=False)
    assert (solver.says(first), solver.says(second)) == (True, False)
    assert solver.solve([-first, second])
    assert (solver.says(first), solver.says(second)) == (False, True)


def test_what_can_never_be_asked_has_no_second_world() -> None:
    (people,) = FAMILY.vocabulary.groups
    alone = evolve(FAMILY.vocabulary, groups=(evolve(people, at_most=1),))
    pack = evolve(
        FAMILY,
        vocabulary=alone,
        policy=evolve(FAMILY.policy, vocabulary=alone),
        questionnaires=(evolve(FAMILY.questionnaire(), vocabulary=alone),),
    )
    (asking,) = askings_of(pack, on=ON, scopes=["screener"])
    keys = [pair.key for pair in pairs_of(asking)]

    assert "screener/kin@item-1" in asking.world.choices
    assert keys == [key for key in asking.world.choices if key != "screener/kin@item-1"]


def test_scopes_share_what_is_worked_out_of_a_pack(tmp_path: Path) -> None:
    first, *others = askings_of(planted(tmp_path), on=ON)

    for other in others:
        assert other.world.model.domains is first.world.model.domains
        assert other.gates is not first.gates
