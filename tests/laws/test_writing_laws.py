"""Whatever is written as TOML is read back the same."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

from hypothesis import given
from hypothesis import strategies as st

from childconcern.packfile.positions import KeyPath, positions
from childconcern.packfile.writing import toml_text

Document: TypeAlias = dict[str, object]

KEYS = st.sampled_from(["id", "when", "a b"]) | st.text(max_size=4)
TEXTS = (
    st.text()
    | st.text("ab\"'\\ \t\r\n", max_size=12)
    | st.text("abcdefgh ", min_size=30, max_size=60)
)
SCALARS = st.booleans() | st.integers() | st.dates() | TEXTS


def containers(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    tables = st.dictionaries(KEYS, values, max_size=4)
    return tables | st.lists(values, max_size=4) | st.lists(tables, max_size=3)


DOCUMENTS = st.dictionaries(KEYS, st.recursive(SCALARS, containers, max_leaves=12), max_size=5)


def paths_of(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield where everything in a document is, in the order it holds."""
    members: list[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        members.extend(cast("Mapping[str, object]", value).items())
    elif isinstance(value, list):
        members.extend(enumerate(cast("list[object]", value)))
    for step, member in members:
        yield (*path, step)
        yield from paths_of(member, (*path, step))


@given(DOCUMENTS)
def test_what_was_written_reads_back_equal_with_its_keys_in_order(document: Document) -> None:
    text = toml_text(document)
    back = tomllib.loads(text)

    assert back == document
    assert list(paths_of(back)) == list(paths_of(document))
    assert toml_text(back) == text


@given(DOCUMENTS)
def test_what_was_written_can_be_kept_in_a_file_and_seen_in_full(document: Document) -> None:
    text = toml_text(document)

    assert tomllib.loads(text.encode().decode("utf-8")) == document
    assert all(character >= " " or character == "\n" for character in text)
    assert text.splitlines() == text.split("\n")[:-1]


@given(DOCUMENTS)
def test_everything_written_is_found_at_its_place(document: Document) -> None:
    text = toml_text(document)

    assert set(positions(text)) == set(paths_of(document))


@given(st.lists(st.integers() | st.booleans() | st.dates(), max_size=60))
def test_a_list_of_short_values_never_makes_a_line_too_long(values: list[object]) -> None:
    text = toml_text({"list": values})

    assert max(map(len, text.splitlines())) <= 100
