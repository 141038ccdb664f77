"""Mutants and the solver: what breaks a guarantee, what differs, and what makes no difference."""

import datetime as dt
from pathlib import Path

import pytest
from attrs import evolve

from childconcern import load_pack
from childconcern.conditions import parse_condition
from childconcern.pack import Pack
from childconcern.policy import Claim, Guarantee, WithinHours
from childconcern.testing.mutation import Family, Fate, chosen, mutation_run, told_survivors
from childconcern.testing.mutation.proving import ProvingComparer, guarantee_killers, workshop
from support.command_line import as_json, run

ON = dt.date(2026, 11, 28)


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the starter pack, with a promise that only a baseline can be held to."""
    folder = tmp_path_factory.mktemp("packs") / "starter"
    assert run("new", "pack", folder).exit_code == 0
    pack = load_pack(folder)
    promise = Guarantee(id="same", claim=Claim.UNCHANGED_EXCEPT, facts=("worry",))
    policy = evolve(pack.policy, guarantees=(*pack.policy.guarantees, promise))
    return evolve(pack, policy=policy)


def test_every_fate_is_met_and_told(starter: Pack) -> None:
    matrix = mutation_run(starter, on=ON, most=10_000)
    told = list(told_survivors(matrix))

    assert {row.fate for row in matrix.rows} >= {Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT}
    assert told
    assert all(line.startswith("not noticed, and it ") for line in told)
    assert "guarantee danger-is-never-routed-away" in matrix.columns
    assert "guarantee same" not in matrix.columns


def test_a_guarantee_kills_what_breaks_it_and_nothing_else(starter: Pack) -> None:
    all_of_them = chosen(starter, 10_000)
    at = workshop(starter, all_of_them, on=ON)
    [killer] = guarantee_killers(at)
    killed = {one.id for one in all_of_them if killer.kills(one)}

    assert any(name.startswith("rule danger-now") for name in killed)
    assert not any(name.startswith("duty medical-view-today") for name in killed)


def test_numbers_that_are_not_cut_where_a_mutant_cuts_are_compared_as_packs() -> None:
    hillshire = load_pack("examples/packs/hillshire")
    at = workshop(hillshire, (), on=ON)
    thresholds = [one for one in chosen(hillshire, 400) if one.family is Family.THRESHOLD]
    moved = next(one for one in thresholds if at.mutated(one) is None)

    assert [killer.kills(moved) for killer in guarantee_killers(at)[:2]] == [None, None]
    assert ProvingComparer(workshop=at).compare(moved).fate is not Fate.KILLED


def test_numbers_are_cut_where_mutants_cut_so_that_one_proof_serves_all() -> None:
    hillshire = load_pack("examples/packs/hillshire")
    thresholds = [one for one in chosen(hillshire, 400) if one.family is Family.THRESHOLD][:3]
    at = workshop(hillshire, thresholds, on=ON)

    assert thresholds
    assert all(at.mutated(one) is not None for one in thresholds)


def test_what_is_promised_otherwise_where_nobody_comes_makes_no_difference(starter: Pack) -> None:
    [duty, *others] = starter.policy.duties
    never = evolve(duty, when=parse_condition("immediate_danger and not immediate_danger"))
    pack = evolve(starter, policy=evolve(starter.policy, duties=(never, *others)))
    slower = evolve(never, respond_within=WithinHours(200))
    later = evolve(pack, policy=evolve(pack.policy, duties=(slower, *others)))
    mutant = evolve(chosen(pack, 10_000)[0], pack=later)
    at = workshop(pack, (), on=ON)

    assert ProvingComparer(workshop=at).compare(mutant).fate is Fate.EQUIVALENT


def test_a_pack_without_questions_is_proved_of_its_policy_alone(starter: Pack) -> None:
    matrix = mutation_run(evolve(starter, questionnaires=(), cases=()), on=ON, most=60)

    assert matrix.rows
    assert {row.fate for row in matrix.rows} >= {Fate.KILLED, Fate.SURVIVED}


def test_the_verb_tells_survivors_and_writes_the_matrix(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    run("new", "pack", folder)
    told = run("mutate", folder, "--most", "60", "--markdown", tmp_path / "matrix.md")
    document = as_json(run("mutate", folder, "--most", "60", "--json").stdout)

    assert told.exit_code == 1
    assert told.stdout.startswith("60 mistakes planted in starter")
    assert "not noticed, and it lowers a response" in told.stdout
    assert (tmp_path / "matrix.md").read_text(encoding="utf-8").startswith("#")
    assert document["pack"] == "starter"
