"""Which version of a pack decides on a day."""

import datetime as dt
from pathlib import Path
from typing import Final

import pytest
from attrs import evolve

from childconcern import Pack, load_pack, pack_in_force
from childconcern.pack import PackInForceError

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples/packs/riverbank")


def version(name: str, first: dt.date | None, last: dt.date | None = None) -> Pack:
    return evolve(RIVERBANK, version=name, effective_from=first, effective_until=last)


OLD: Final = version("1", dt.date(2026, 1, 1))
NEW: Final = version("2", dt.date(2026, 9, 1), dt.date(2026, 12, 31))


def test_a_new_version_takes_over_on_its_first_day_and_not_before() -> None:
    assert pack_in_force([OLD, NEW], dt.date(2026, 8, 31)) is OLD
    assert pack_in_force([NEW, OLD], dt.date(2026, 9, 1)) is NEW


def test_the_last_day_counts_and_the_older_version_has_the_next_one() -> None:
    assert pack_in_force([OLD, NEW], dt.date(2026, 12, 31)) is NEW
    assert pack_in_force([OLD, NEW], dt.date(2027, 1, 1)) is OLD


def test_a_version_without_dates_is_always_in_force_until_another_begins() -> None:
    always = version("0", None)

    assert pack_in_force([always, NEW], dt.date(2000, 1, 1)) is always
    assert pack_in_force([always, NEW], dt.date(2026, 10, 1)) is NEW


def test_the_same_pack_twice_is_one() -> None:
    assert pack_in_force([OLD, version("1", OLD.effective_from)], dt.date(2026, 2, 1)) == OLD


@pytest.mark.parametrize(
    ("packs", "why"),
    [
        ([], "no version"),
        ([NEW], "no version"),
        ([OLD, version("1b", OLD.effective_from)], "the same day"),
        ([OLD, evolve(NEW, id="elsewhere")], "not versions of one"),
    ],
)
def test_where_one_version_cannot_be_named_none_is(packs: list[Pack], why: str) -> None:
    with pytest.raises(PackInForceError, match=why) as refused:
        pack_in_force(packs, dt.date(2026, 2, 1))

    assert refused.value.code == "pack-in-force"
    assert refused.value.remedy
