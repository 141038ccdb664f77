"""The prover says what brute force and z3 say, of packs nobody chose."""

import sys
from collections.abc import Sequence
from functools import cache

import pytest

from trust import run
from trust.comparing import (
    Held,
    Seconds,
    hold,
    hold_changed,
    hold_small,
    hold_tiny,
    insufficient,
)
from trust.found_packs import FOUND
from trust.knowing import by_brute_force
from trust.planting_encodings import Does, Thing, instead
from trust.random_packs import DAYS, TINY, day_of, made_up_pack
from trust.truths import (
    CLEAR,
    GUARANTEED,
    IDLE,
    LEADS_ON,
    LOSES,
    LOWERS,
    REACHED,
    SILENCE,
    UNSURE,
    differences,
)
from trust.wrong_journeys import the_least_urgent_wins


@cache
def held(number: int) -> Held:
    """Return one pack, held to brute force; every eighth is held to z3 too."""
    return hold_tiny(f"suite/{number}", Seconds(), thorough=number % 8 == 0)


@pytest.mark.parametrize("number", range(32))
def test_brute_force_and_z3_and_the_prover_agree(number: int) -> None:
    assert not held(number).disagreements, held(number).text()


@pytest.mark.parametrize("number", range(16))
def test_brute_force_and_the_prover_agree_on_what_an_edit_changes(number: int) -> None:
    one = hold_changed(f"suite/{number}", Seconds())

    assert not one.disagreements, one.text()


@pytest.mark.parametrize("number", range(4))
def test_z3_and_the_prover_agree_where_there_is_too_much_to_go_through(number: int) -> None:
    one = hold_small(f"suite/{number}", Seconds())

    assert not one.disagreements, one.text()


@pytest.mark.parametrize("name", FOUND)
def test_what_was_got_wrong_once_is_right(name: str) -> None:
    one = hold(FOUND[name], DAYS[1], Seconds(), thorough=True)

    assert not one.disagreements, one.text()


def test_of_every_sort_of_claim_something_is_so_and_something_is_not() -> None:
    each = [held(number).truths for number in range(32)]
    said = {(claim, so) for truths in each for (claim, _, _), so in truths.items()}

    for claim in (REACHED, GUARANTEED, LOWERS, LOSES, CLEAR, LEADS_ON, IDLE, SILENCE, UNSURE):
        assert {(claim, True), (claim, False)} <= said


def test_less_than_what_matters_does_not_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(matters: Does) -> Does:
        def less(*given: Thing) -> Thing:
            return frozenset(sorted(matters(*given))[1:])

        return less

    instead(monkeypatch, "asking.what_matters", make)
    seeds = [f"suite/{number}" for number in range(12)]
    packs = [(made_up_pack(seed, TINY), day_of(seed)) for seed in seeds]

    assert any(any(insufficient(by_brute_force(*one), *one)) for one in packs)


def test_what_one_leaves_out_is_disputed_only_where_every_claim_is_told() -> None:
    truths = {(REACHED, "", "rule a"): True, (LOWERS, "", "q"): True, (LOSES, "", "q"): False}

    assert [key[0] for key, _, _ in differences(truths, {})] == [LOSES, REACHED]
    assert [*differences(truths, {}, but=(REACHED, LOSES))] == []


def ran(arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["run.py", *arguments])
    return run.main()


def test_the_runner_says_at_last_how_many_passed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(["--packs", "2", "--seed", "suite"], monkeypatch) == 0

    assert capsys.readouterr().out.splitlines()[-1] == "4 passed, 0 failed"


def test_the_runner_fails_when_time_is_over(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ran(["--packs", "5", "--minutes", "0"], monkeypatch) == 1

    assert "time was over after 1 of 5 packs" in capsys.readouterr().out


def test_the_runner_shows_the_seed_and_the_pack_that_is_disputed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    the_least_urgent_wins(monkeypatch)

    assert ran(["--only", "suite/6"], monkeypatch) == 1

    told = capsys.readouterr().out
    assert "seed 'suite/6'" in told
    assert "exactly-one-route / screener / : brute force says True, the prover says False" in told
    assert "[[rules]]" in told
    assert told.splitlines()[-1].endswith(" failed")
