"""Concerns: what is read, what is refused and how, and what a concern keeps to itself."""

import copy
import pickle
from collections.abc import Mapping
from typing import Any

import pytest

from childconcern.facts import (
    NOT_ASKED,
    NOT_KNOWN,
    Age,
    Born,
    Concern,
    ConcernRefusedError,
    ConcernShapeError,
    Fact,
    Group,
    Held,
    Item,
    NotAsked,
    OneOf,
    PartialDate,
    Vocabulary,
    YesNo,
    concern_document,
    read_concern,
)

VOCABULARY = Vocabulary(
    facts=(
        Fact(id="danger", kind=YesNo(), unknown_counts_as=True),
        Fact(id="role", kind=OneOf(("teacher", "police"))),
    ),
    groups=(
        Group(
            id="children",
            at_least=1,
            at_most=2,
            facts=(
                Fact(id="age", kind=Age()),
                Fact(id="moves_alone", kind=YesNo(), unknown_counts_as=False),
            ),
        ),
        Group(id="adults", at_most=3, facts=(Fact(id="at_home", kind=YesNo()),)),
    ),
)
CHILD: Mapping[str, object] = {"id": "child-1", "age": "7", "moves_alone": True}
WHOLE: Mapping[str, object] = {"danger": False, "role": "teacher", "children": [CHILD]}


def refused(document: object, *, partial: bool = False) -> list[tuple[str, str]]:
    """Return the code and the place of every problem of a document that is refused."""
    with pytest.raises(ConcernRefusedError) as raised:
        read_concern(document, VOCABULARY, partial=partial)
    return [(problem.code, str(problem.place)) for problem in raised.value.problems]


def test_a_concern_holds_what_was_given() -> None:
    concern = read_concern({**WHOLE, "adults": []}, VOCABULARY)

    assert concern["danger"] is False
    assert concern["role"] == "teacher"
    assert concern.items("children") == (Item("child-1", (concern.items("children")[0].values)),)
    assert concern.items("adults") == ()
    assert concern.groups[1] == ()


def test_not_known_not_asked_and_no_are_three_things() -> None:
    said = {
        "no": {**WHOLE, "danger": False},
        "not known": {**WHOLE, "danger": None},
        "not asked": {**WHOLE, "danger": {"not_asked": "danger-now"}},
    }
    held = {name: read_concern(document, VOCABULARY)["danger"] for name, document in said.items()}

    assert held == {"no": False, "not known": NOT_KNOWN, "not asked": NOT_ASKED}


def test_a_fact_that_is_left_out_is_not_asked_unless_it_is_a_safety_fact() -> None:
    concern = read_concern({"danger": None, "children": [{**CHILD, "age": None}]}, VOCABULARY)

    assert concern["role"] is NOT_ASKED
    assert concern.groups[1] is NOT_ASKED
    assert refused({"role": "teacher", "children": [{"id": "child-1"}]}) == [
        ("missing-safety-fact", "danger"),
        ("missing-safety-fact", "children[0].moves_alone"),
    ]


def test_nothing_is_missing_from_a_partial_concern() -> None:
    concern = read_concern({}, VOCABULARY, partial=True)

    assert concern.values == (NOT_ASKED, NOT_ASKED)
    assert concern.groups == (NOT_ASKED, NOT_ASKED)
    assert concern_document(concern) == {}
    assert read_concern({"children": []}, VOCABULARY, partial=True).groups[0] == ()
    assert refused({"role": "nurse"}, partial=True) == [("not-an-option", "role")]


def test_a_question_that_was_not_live_is_kept_with_what_it_left_out() -> None:
    document = {
        "danger": {"not_asked": "danger-now"},
        "children": [{"id": "child-1", "moves_alone": {"not_asked": "mobility"}}],
        "adults": {"not_asked": "who-lives-here"},
    }
    concern = read_concern(document, VOCABULARY)

    assert concern.questions == (
        (("danger",), "danger-now"),
        (("children", "child-1", "moves_alone"), "mobility"),
        (("adults",), "who-lives-here"),
    )
    assert concern_document(concern) == document


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        ({"danger": "no"}, "not-yes-or-no", "danger"),
        ({"danger": "serius"}, "not-yes-or-no", "danger"),
        ({"role": "techer"}, "not-an-option", "role"),
        ({"role": {"not_asked": "Not Kebab"}}, "not-a-value", "role"),
        ({"role": {"not_asked": "a", "more": 1}}, "not-a-value", "role"),
        ({"role": {"not_asked": None}}, "not-a-value", "role"),
        ({"role": {}}, "not-a-value", "role"),
        ({"dangr": True}, "unknown-fact", "dangr"),
        ({"Amelia Example": True}, "unknown-fact", "?"),
        ({7: True}, "unknown-fact", "?"),
        ({"children": None}, "not-a-list", "children"),
        ({"children": "child-1"}, "not-a-list", "children"),
        ({"children": {"not_asked": 3}}, "not-a-value", "children"),
        ({"children": []}, "number-of-items", "children"),
        ({"children": [{**CHILD, "id": str(n)} for n in range(3)]}, "number-of-items", "children"),
        ({"children": [CHILD, CHILD]}, "item-id", "children[1].id"),
        ({"children": [{**CHILD, "id": "a@b"}]}, "item-id", "children[0].id"),
        ({"children": [{**CHILD, "id": ""}]}, "item-id", "children[0].id"),
        ({"children": [{**CHILD, "id": "a\nb"}]}, "item-id", "children[0].id"),
        ({"children": [{**CHILD, "id": "x" * 101}]}, "item-id", "children[0].id"),
        ({"children": [{**CHILD, "id": 1}]}, "not-an-item", "children[0]"),
        ({"children": ["child-1"]}, "not-an-item", "children[0]"),
        ({"children": [{**CHILD, "name": "Amelia"}]}, "unknown-fact", "children[0].name"),
        ({"children": [{**CHILD, "danger": True}]}, "unknown-fact", "children[0].danger"),
        ({"children": [{**CHILD, "age": "2000 years"}]}, "age-out-of-range", "children[0].age"),
        ({"age": "7"}, "unknown-fact", "age"),
    ],
)
def test_a_wrong_document_is_refused_where_it_is_wrong(
    change: dict[Any, object], code: str, place: str
) -> None:
    assert refused({**WHOLE, **change}) == [(code, place)]


@pytest.mark.parametrize("document", [None, [], "concern", 7, [WHOLE]])
def test_a_concern_is_an_object(document: object) -> None:
    assert refused(document)[0] == ("not-an-object", "")


def test_every_refusal_is_told_at_once() -> None:
    document = {"dangr": True, "role": "techer", "children": [{"id": "child-1", "age": "x"}]}

    assert refused(document) == [
        ("unknown-fact", "dangr"),
        ("missing-safety-fact", "danger"),
        ("not-an-option", "role"),
        ("not-an-age", "children[0].age"),
        ("missing-safety-fact", "children[0].moves_alone"),
    ]


def test_a_group_that_must_be_listed_is_missed() -> None:
    assert refused({"danger": False}) == [("missing-group", "children")]


def test_a_million_items_are_not_read() -> None:
    codes = refused({**WHOLE, "children": ["x"] * 1_000_000})

    assert codes[0] == ("number-of-items", "children")
    assert len(codes) == 1001


def test_a_refusal_names_the_fact_and_what_it_allows_and_not_what_was_given() -> None:
    with pytest.raises(ConcernRefusedError) as raised:
        read_concern({**WHOLE, "role": "techer"}, VOCABULARY)

    assert str(raised.value) == (
        "this concern cannot be used: 1 problem\n"
        "  role: not-an-option: refused: not-an-option (options: teacher, police);"
        " role is a one-of fact"
    )


@pytest.mark.parametrize(
    ("values", "groups"),
    [
        ((True,), ((), ())),
        ((True, "nurse"), (NOT_ASKED, NOT_ASKED)),
        (("yes", NOT_KNOWN), (NOT_ASKED, NOT_ASKED)),
        ((True, NOT_KNOWN), (NOT_ASKED,)),
        ((True, NOT_KNOWN), ((Item("a", (NOT_KNOWN,)),), NOT_ASKED)),
        ((True, NOT_KNOWN), ((Item("a", (NOT_KNOWN, "no")),), NOT_ASKED)),
        ((True, NOT_KNOWN), ((Item("a", (NOT_KNOWN, True)), Item("a", (NOT_KNOWN, True))), ())),
        ((True, NOT_KNOWN), (tuple(Item(str(n), (NOT_KNOWN, True)) for n in range(3)), ())),
        ((True, NOT_KNOWN), ((Item("a", (Born(PartialDate(2019, 13)), True)),), ())),
    ],
)
def test_values_put_together_by_hand_must_fit(
    values: tuple[Held, ...], groups: tuple[tuple[Item, ...] | NotAsked, ...]
) -> None:
    with pytest.raises(ConcernShapeError) as raised:
        Concern(vocabulary=VOCABULARY, values=values, groups=groups)

    assert raised.value.code == "concern-shape"


def test_values_that_fit_may_be_put_together_by_hand() -> None:
    values: tuple[Held, ...] = (False, "teacher")
    items = (Item("child-1", (NOT_KNOWN, True)),)
    concern = Concern(vocabulary=VOCABULARY, values=values, groups=(items, NOT_ASKED))

    assert concern == read_concern({**WHOLE, "children": [{**CHILD, "age": None}]}, VOCABULARY)


def test_equal_concerns_are_one_key() -> None:
    one, other = read_concern(WHOLE, VOCABULARY), read_concern(dict(WHOLE), VOCABULARY)

    assert one == other
    assert {one: "kept"}[other] == "kept"
    assert one != read_concern({**WHOLE, "danger": True}, VOCABULARY)


def test_a_concern_cannot_be_changed() -> None:
    concern = read_concern(WHOLE, VOCABULARY)

    with pytest.raises(AttributeError):
        concern.values = ()  # type: ignore[misc] # the point of the test


def test_a_copied_concern_still_knows_what_is_not_known() -> None:
    concern = read_concern({**WHOLE, "danger": None}, VOCABULARY)

    for again in (copy.deepcopy(concern), pickle.loads(pickle.dumps(concern))):  # noqa: S301 - ours
        assert again == concern
        assert again["danger"] is NOT_KNOWN
        assert again.groups[1] is NOT_ASKED


def test_a_fact_that_does_not_exist_is_not_looked_up() -> None:
    concern = read_concern(WHOLE, VOCABULARY)

    with pytest.raises(KeyError):
        concern["age"]
    with pytest.raises(KeyError):
        concern.items("pets")


def test_a_concern_prints_nothing_of_itself() -> None:
    concern = read_concern(WHOLE, VOCABULARY)

    assert repr(concern) == str(concern) == "Concern(...)"
    assert repr(concern.items("children")) == "(Item(...),)"
    assert repr((NOT_KNOWN, NOT_ASKED)) == "(NOT_KNOWN, NOT_ASKED)"
