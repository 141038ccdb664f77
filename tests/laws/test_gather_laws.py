"""What holds of gathering, over made-up concerns."""

from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from childconcern.facts import Concern, concern_document, read_concern
from childconcern.gathering import gather
from support.generating import Document, documents, vocabularies
from support.trying import tried


@st.composite
def partial_concerns(draw: st.DrawFn) -> list[Concern]:
    """Return some concerns of one vocabulary."""
    vocabulary = draw(vocabularies())
    made = draw(st.lists(documents(vocabulary), min_size=1, max_size=3))
    return [read_concern(document, vocabulary) for document in made]


def merged(earlier: Document, later: Document) -> Document:
    """Return what two documents say together, naively."""
    whole = {**earlier}
    for key, value in later.items():
        if isinstance(value, dict) and key in earlier and not isinstance(earlier[key], dict):
            continue
        whole[key] = value
        if isinstance(value, list) and isinstance(earlier.get(key), list) and is_items(key):
            rows = {item["id"]: item for item in earlier[key]}
            for item in cast("list[Document]", value):
                rows[item["id"]] = merged(rows.get(item["id"], {}), item)
            whole[key] = list(rows.values())
    return whole


def is_items(key: str) -> bool:
    """Return whether a key of a made-up document is a group's."""
    return key in {"children", "adults"}


@tried(60)
@given(partial_concerns())
def test_gathering_is_a_merge_in_which_the_later_wins(concerns: list[Concern]) -> None:
    expected: Document = {}
    for concern in concerns:
        expected = merged(expected, concern_document(concern))

    assert concern_document(gather(*concerns).concern) == expected


@given(partial_concerns())
def test_a_difference_is_told_exactly_where_a_value_was_replaced(concerns: list[Concern]) -> None:
    told = {(one.fact, one.item) for one in gather(*concerns).differences}

    replaced = set[tuple[str, str | None]]()
    so_far: dict[tuple[str, str | None], object] = {}
    for concern in concerns:
        document = concern_document(concern)
        for key, value in [*document.items(), *in_items(document)]:
            place = key if isinstance(key, tuple) else (key, None)
            if is_items(place[0]) or isinstance(value, dict):
                continue
            if so_far.get(place) is not None and so_far[place] != value:
                replaced.add(place)
            so_far[place] = value
    assert told == replaced


def in_items(document: Document) -> list[tuple[tuple[str, str], object]]:
    """Return what is held for each item, by fact and item id."""
    return [
        ((fact, item["id"]), value)
        for group in document
        if is_items(group) and isinstance(document[group], list)
        for item in document[group]
        for fact, value in item.items()
        if fact != "id"
    ]


@given(partial_concerns())
def test_gathering_step_by_step_comes_to_the_same_concern(concerns: list[Concern]) -> None:
    one_by_one = concerns[0]
    for concern in concerns[1:]:
        one_by_one = gather(one_by_one, concern).concern

    together = gather(*concerns).concern
    assert concern_document(one_by_one) == concern_document(together)
    assert gather(together, together).differences == ()
