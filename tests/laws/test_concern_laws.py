"""A concern written and read again is the same, and canonical JSON is one text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from childconcern.facts import (
    NOT_ASKED,
    Concern,
    ConcernRefusedError,
    Vocabulary,
    canonical_json,
    concern_document,
    digest,
    read_concern,
)
from support.generating import Document, documents, vocabularies

SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner)
)


@st.composite
def concerns(draw: st.DrawFn) -> tuple[Document, Concern]:
    vocabulary = draw(vocabularies())
    document = draw(documents(vocabulary))
    return document, read_concern(document, vocabulary)


@given(concerns())
def test_a_concern_written_and_read_again_is_equal(pair: tuple[Document, Concern]) -> None:
    _, concern = pair
    written = concern_document(concern)
    again = read_concern(json.loads(canonical_json(written)), concern.vocabulary)

    assert again == concern
    assert hash(again) == hash(concern)
    assert canonical_json(concern_document(again)) == canonical_json(written)


@given(concerns(), st.data())
def test_the_order_of_keys_in_a_document_is_nothing(
    pair: tuple[Document, Concern], data: st.DataObject
) -> None:
    document, concern = pair
    keys = data.draw(st.permutations(list(document)))

    assert read_concern({key: document[key] for key in keys}, concern.vocabulary) == concern


@given(concerns())
def test_a_concern_written_in_part_holds_those_facts_and_no_others(
    pair: tuple[Document, Concern],
) -> None:
    _, concern = pair
    whole = concern_document(concern)
    for fact_id in concern.vocabulary.index:
        part = concern_document(concern, frozenset({fact_id}))

        assert part == {key: whole[key] for key in whole if key == fact_id}


@given(JSON)
def test_canonical_json_says_what_was_said(document: object) -> None:
    written = canonical_json(document)

    assert json.loads(written) == document
    assert canonical_json(json.loads(written)) == written
    assert digest(json.loads(written)) == digest(document)


@given(st.dictionaries(st.text(max_size=4), SCALARS, min_size=2), st.data())
def test_canonical_json_does_not_see_the_order_of_keys(
    document: dict[str, object], data: st.DataObject
) -> None:
    keys = data.draw(st.permutations(list(document)))

    assert canonical_json({key: document[key] for key in keys}) == canonical_json(document)


WRONG: dict[str, tuple[object, ...]] = {
    "yes-no": ("yes", "no", "", 0, 1, "false", [], [True]),
    "one-of": ("hom", "", "Home", 0, False, ["home"], "unknown", "home "),
    "any-of": ([], "home", ["hom"], ["home", "none"], ["home", "home"], [["home"]], True, [None]),
    "whole-number": ("1", 1.0, True, -3, 10**6, [1], 1e400),
    "age": (5, "five", "2019-02-30", "-1 years", "2000 months", "due 2026", "", "1899", ["7"]),
    "date": (2019, "2019-13", "03/04/2019", "2019-2-3", "1899", "", ["2019"]),
    "person-name": (7, "", "a\nb", " ", ["a"], "n" * 201),
    "long-text": (7, "", "\x00", ["a"]),
}


@given(vocabularies(), st.data())
def test_one_wrong_value_refuses_the_concern_and_names_the_fact(
    vocabulary: Vocabulary, data: st.DataObject
) -> None:
    document = data.draw(documents(vocabulary))
    fact = data.draw(st.sampled_from(vocabulary.facts))
    for wrong in WRONG[fact.kind.name]:
        with pytest.raises(ConcernRefusedError) as refused:
            read_concern({**document, fact.id: wrong}, vocabulary)

        assert [problem.place.path for problem in refused.value.problems] == [(fact.id,)]


@given(vocabularies(), st.data())
def test_a_safety_fact_that_is_missing_is_refused_unless_the_concern_is_partial(
    vocabulary: Vocabulary, data: st.DataObject
) -> None:
    document = data.draw(documents(vocabulary))
    fact = data.draw(st.sampled_from(vocabulary.facts))
    shorter = {key: value for key, value in document.items() if key != fact.id}
    partial = read_concern(shorter, vocabulary, partial=True)
    if not fact.is_safety_fact:
        assert read_concern(shorter, vocabulary) == partial
        return
    with pytest.raises(ConcernRefusedError) as refused:
        read_concern(shorter, vocabulary)

    assert [problem.code for problem in refused.value.problems] == ["missing-safety-fact"]
    assert partial[fact.id] is NOT_ASKED
