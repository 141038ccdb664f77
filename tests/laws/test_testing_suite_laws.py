"""What holds of every suite: it is read back the same, and a spoilt one is refused with reasons."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from hypothesis import given
from hypothesis import strategies as st

from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.testing import (
    BadSuiteError,
    complete_answers,
    decided_by,
    packs,
    read_suite,
    run_suite,
    suite_document,
)
from support.trying import tried

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples" / "packs" / "riverbank")
SHEETS: Final = complete_answers(RIVERBANK)
SECRET: Final = "Zoë was here"
ODD: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(SECRET),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything inside a document."""
    inside: list[tuple[object, object]] = []
    if isinstance(value, dict):
        inside = [*cast("dict[object, object]", value).items()]
    elif isinstance(value, list):
        inside = [*enumerate(cast("list[object]", value))]
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


@tried(20)
@given(packs(), st.data())
def test_a_pack_decides_what_its_own_suite_expects(pack: Pack, data: st.DataObject) -> None:
    drawn = st.lists(complete_answers(pack), min_size=1, max_size=3)
    document = suite_document(pack, data.draw(drawn))
    suite = read_suite(json.dumps(document))

    assert read_suite(document) == suite
    assert run_suite(suite, decided_by(pack)).agrees


@tried(60)
@given(st.data(), ODD)
def test_a_spoilt_suite_is_refused_or_read_and_nothing_that_it_holds_is_shown(
    data: st.DataObject, odd: object
) -> None:
    sheet = data.draw(SHEETS)
    spoilt = json.loads(json.dumps(suite_document(RIVERBANK, [sheet])))
    *steps, last = data.draw(st.sampled_from([*places(spoilt)]))
    place = spoilt
    for step in steps:
        place = place[step]
    if data.draw(st.booleans()):
        place[last] = odd
    else:
        del place[last]
    refuses_or_reads(spoilt)
    refuses_or_reads(json.dumps(spoilt))


@given(ODD)
def test_anything_at_all_is_refused_or_read(odd: object) -> None:
    refuses_or_reads(odd)


@given(st.text() | st.binary())
def test_any_text_at_all_is_refused(text: str | bytes) -> None:
    refuses_or_reads(text)


def refuses_or_reads(source: object) -> None:
    """Read a suite; what is refused is refused with reasons, and without what it holds."""
    refused: BadSuiteError | None = None
    try:
        suite = read_suite(source)
    except BadSuiteError as bad:
        refused = bad
    else:
        assert suite.pack
    assert refused is None or (refused.remedy and SECRET not in str(refused))
