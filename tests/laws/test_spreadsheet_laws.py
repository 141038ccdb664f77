"""What is promised of spreadsheets of cases, whatever the pack and whatever the damage."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, cast

import openpyxl
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from childconcern.errors import ConcernError
from childconcern.pack import Case, Pack
from childconcern.packfile import pack_files, read_pack
from childconcern.spreadsheet import (
    SpreadsheetError,
    kept_cases,
    read_cases,
    write_cases,
)
from childconcern.spreadsheet.texts import bare, listed, shown, shown_part
from support.making_packs import packs
from support.trying import tried

HILLSHIRE: Final = read_pack(Path(__file__).parents[2] / "examples" / "packs" / "hillshire").pack
assert HILLSHIRE is not None
FEW: Final = evolve(HILLSHIRE, cases=HILLSHIRE.cases[:2])
WRITTEN: Final = write_cases(FEW)
CANARY: Final = "Wilhelmina-Canary"
_TEXTS: Final = st.text(st.characters() | st.sampled_from('",\\:\n _x0D'))


def as_expected(case: Case, levels: set[int]) -> Case:
    """Return the case, without a level that the policy does not have: that is refused."""
    known = case.expect.level in levels
    return case if known else evolve(case, expect=evolve(case.expect, level=None))


def as_read(case: Case) -> Case:
    return evolve(case, given=case.given or None)


@tried(40)
@given(pack=packs())
def test_cases_come_back_from_a_spreadsheet_as_they_were(pack: Pack) -> None:
    levels = {one.number for one in pack.policy.levels}
    pack = evolve(pack, cases=tuple(as_expected(case, levels) for case in pack.cases))
    read = read_cases(write_cases(pack), pack, decidable=False)

    assert read == tuple(map(as_read, pack.cases))
    assert kept_cases_of(pack, read) == ()


def kept_cases_of(pack: Pack, read: tuple[Case, ...]) -> tuple[object, ...]:
    text = cases_text(pack)
    kept = kept_cases(text, pack, read)
    assert kept.text == text
    return kept.changes


def cases_text(pack: Pack) -> str:
    return pack_files(pack).get("cases.toml", "")


@given(_TEXTS)
def test_every_text_comes_back_from_a_cell(text: str) -> None:
    assert bare(shown(text)) == text


@given(st.lists(_TEXTS.filter(lambda text: text != "")))
def test_every_list_of_texts_comes_back_from_a_cell(texts: list[str]) -> None:
    joined = ", ".join(map(shown_part, texts))

    assert [bare(one) for one in listed(joined)] == texts


@tried(100)
@given(st.data())
def test_a_damaged_file_is_refused_in_our_own_words_or_read(data: st.DataObject) -> None:
    content = bytearray(WRITTEN)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.just(len(content)) | st.integers(0, len(content)))
    with suppress(SpreadsheetError):
        assert read_cases(bytes(content[:cut]), FEW) == FEW.cases


@tried(60)
@given(st.data())
def test_a_damaged_part_is_refused_in_our_own_words_or_read(data: st.DataObject) -> None:
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WRITTEN)) as old, zipfile.ZipFile(damaged, "w") as new:
        names = old.namelist()
        chosen = data.draw(st.sampled_from(names))
        for name in names:
            part = old.read(name)
            if name == chosen:
                start = data.draw(st.integers(0, len(part)))
                end = start + data.draw(st.integers(0, 40))
                part = part[:start] + data.draw(st.binary(max_size=4)) + part[end:]
            new.writestr(name, part)
    with suppress(SpreadsheetError):
        read_cases(damaged.getvalue(), FEW)


@tried(15)
@given(st.data())
def test_whatever_stands_in_cells_only_our_errors_come_and_tell_nothing(
    data: st.DataObject,
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(WRITTEN))
    values = st.sampled_from(
        [
            CANARY,
            f"={CANARY}",
            f'"{CANARY}',
            1.5,
            10**20,
            -3,
            True,
            "unknown",
            "none",
            None,
            f"not asked: {CANARY}",
            f"{CANARY}@",
            f"2026-13-{CANARY}",
            '"\\ud800"',
            "#REF!",
        ]
    )
    for _ in range(data.draw(st.integers(1, 6))):
        sheet = book[data.draw(st.sampled_from(["Answers", "Concerns"]))]
        row = data.draw(st.sampled_from([3, 3, 3, 4, 1, 2]))
        column = data.draw(st.integers(1, sheet.max_column))
        cast("Any", sheet.cell(row=row, column=column)).value = data.draw(values)
    file = io.BytesIO()
    book.save(file)
    told = ""
    try:
        read_cases(file.getvalue(), FEW)
    except ConcernError as refused:
        told = str(refused)
    assert CANARY.casefold() not in told.casefold()
