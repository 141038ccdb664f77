"""What a solver found is told only if somebody could answer so."""

import datetime as dt

import pytest

from childconcern.verify import ReplayError, askings_of
from childconcern.verify.asking import Asking
from childconcern.verify.engine.solver import TRUE
from childconcern.verify.examples.telling import replayed
from support.family_pack import FAMILY

ON = dt.date(2026, 11, 24)


def with_one_person(asking: Asking) -> bool | None:
    """Find a journey with one person, of whom it is asked who the others are."""
    world, people = asking.world, asking.world.start.listed["people"]
    kin = world.choices["screener/kin@item-1"]
    known = (-kin.state.not_known, -kin.skipped, -kin.silent)
    return asking.solve((world.complete, -people.present[1], kin.live, *known))


def test_nobody_is_related_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    (asking,) = askings_of(FAMILY, on=ON, scopes=["screener"])
    assert with_one_person(asking) is False

    def anybody(*_: object) -> int:
        return TRUE

    monkeypatch.setattr("childconcern.verify.encoding.journeys._Walker._has_somebody", anybody)
    (asking,) = askings_of(FAMILY, on=ON, scopes=["screener"])
    assert with_one_person(asking)
    with pytest.raises(ReplayError):
        replayed(asking.world)
