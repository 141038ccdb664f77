"""Every fault that is put into the prover is noticed on some pack: a wrong PROVED cannot hide."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Final

import pytest
from attrs import frozen

from childconcern.pack import Pack
from childconcern.pack.faults import pack_problems
from childconcern.problems import errors_among
from trust.comparing import BRUTE, disputed, miscounted
from trust.found_packs import FOUND
from trust.knowing import Known, by_brute_force
from trust.planting_encodings import Plant
from trust.random_packs import DAYS, TINY, day_of, made_up_pack
from trust.wrong_counts import WRONG_COUNTS
from trust.wrong_formulas import WRONG_FORMULAS
from trust.wrong_journeys import WRONG_JOURNEYS

_SOON: Final = (14, 34, 66, 109, 117)
"""Numbers of packs that show what few others do."""

_NUMBERS: Final = (*range(12), *_SOON, *range(12, 120))
"""So many packs at most are looked at."""


@frozen(eq=False)
class Case:
    """A pack, the day on which it is proved, and what is true of it."""

    pack: Pack
    on: dt.date
    known: Known

    @property
    def is_disputed(self) -> bool:
        """Whether the prover, as it stands, says anything else."""
        return any(disputed(self.known, BRUTE, self.pack, self.on, lengths=False))

    @property
    def is_miscounted(self) -> bool:
        """Whether the prover counts other numbers of journeys."""
        return any(miscounted(self.known, self.pack, self.on))


def looked_through(pack: Pack, on: dt.date) -> Case:
    return Case(pack, on, by_brute_force(pack, on))


@cache
def found() -> tuple[Case, ...]:
    return tuple(looked_through(pack, DAYS[1]) for pack in FOUND.values())


@cache
def made_up(number: int) -> Case:
    seed = f"planted/{number}"
    return looked_through(made_up_pack(seed, TINY), day_of(seed))


def cases() -> Iterator[Case]:
    """Yield packs of which something was got wrong once, and then made-up ones."""
    yield from found()
    yield from map(made_up, _NUMBERS)


@pytest.mark.parametrize("plant", WRONG_FORMULAS + WRONG_JOURNEYS, ids=lambda plant: plant.__name__)
def test_a_wrong_encoding_is_noticed(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)

    assert any(case.is_disputed for case in cases())


@pytest.mark.parametrize("plant", WRONG_COUNTS, ids=lambda plant: plant.__name__)
def test_a_wrong_count_is_noticed(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)

    assert any(case.is_miscounted for case in cases())


@pytest.mark.parametrize("name", FOUND)
def test_what_was_got_wrong_once_is_a_pack_without_an_error(name: str) -> None:
    assert errors_among(pack_problems(FOUND[name])) == ()


def test_without_a_fault_nothing_is_disputed_of_the_same_packs() -> None:
    cases = (*found(), *map(made_up, _NUMBERS[:20]))

    assert not any(case.is_disputed or case.is_miscounted for case in cases)
