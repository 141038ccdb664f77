"""Relationships: whatever is answered, a concern never holds one with nobody."""

import datetime as dt
from typing import Any, Final

from hypothesis import example, given
from hypothesis import strategies as st

from childconcern.facts import (
    Fact,
    Group,
    Relationships,
    Vocabulary,
    canonical_json,
    concern_document,
    read_concern,
)
from childconcern.facts.concern import Concern, ConcernRefusedError
from childconcern.gathering import gather
from childconcern.journey import walk
from childconcern.questionnaire import Question, Questionnaire, Section

ON: Final = dt.date(2026, 11, 23)
KIN: Final[tuple[str, ...]] = ("parent", "sibling", "other")
TO_CHILDREN: Final = Relationships(to="children", options=KIN)
FAMILY: Final = Vocabulary(
    facts=(Fact(id="teller", kind=TO_CHILDREN),),
    groups=(
        Group(id="children", at_least=1, at_most=3, facts=(Fact(id="kin", kind=TO_CHILDREN),)),
        Group(id="adults", at_most=3, facts=(Fact(id="to_kids", kind=TO_CHILDREN),)),
    ),
)


def _section(name: str, records: str, group: str | None, *, more: bool = False) -> Section:
    asked = Question(id=name, text="?", records=records, optional=name == "adult")
    return Section(id=name, title="?", questions=(asked,), for_each=group, ask_for_more=more)


ORDERS: Final = st.permutations(
    (
        _section("child", "kin", "children", more=True),
        _section("adult", "to_kids", "adults"),
        _section("you", "teller", None),
    )
)
IDS: Final[tuple[str, ...]] = ("a", "b", "c")
SAID: Final[st.SearchStrategy[Any]] = st.one_of(
    st.none(), st.dictionaries(st.sampled_from((*IDS, "z")), st.sampled_from(KIN), min_size=1)
)
LISTS: Final[st.SearchStrategy[list[str]]] = st.lists(st.sampled_from(IDS), unique=True)
ANSWERS: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {},
    optional={
        "@children": LISTS,
        "@adults": LISTS,
        "you": SAID,
        **{f"child@{one}": SAID for one in IDS},
        **{f"adult@{one}": SAID for one in IDS},
    },
)


def asking(sections: list[Section]) -> Questionnaire:
    return Questionnaire(id="family", vocabulary=FAMILY, sections=tuple(sections))


def read_back(concern: Concern) -> Concern:
    return read_concern(concern_document(concern), FAMILY, partial=True)


@given(ORDERS, ANSWERS)
@example(
    [_section("you", "teller", None), _section("child", "kin", "children")],
    {"@children": ["a"], "you": {"b": "parent"}},
)
def test_what_a_walk_records_can_be_read_back(
    sections: list[Section], said: dict[str, Any]
) -> None:
    journey = walk(asking(sections), said, on=ON)

    assert read_back(journey.concern) == journey.concern
    used = set(journey.path) - set(journey.set_aside)
    answered = {key for key in said if not key.startswith("@")}
    assert answered == (answered & used) | set(journey.set_aside)


@given(ORDERS, ANSWERS, st.data())
def test_answering_what_is_next_ends_within_the_bounds_of_what_was_to_come(
    sections: list[Section], said: dict[str, Any], data: st.DataObject
) -> None:
    questionnaire, answers, told = asking(sections), dict(said), list[tuple[int, int]]()
    journey = walk(questionnaire, answers, on=ON)
    while journey.next is not None:
        told.append((journey.at_least_to_come, journey.at_most_to_come))
        if journey.next.startswith("@"):
            listed = data.draw(LISTS.filter(bool), label=journey.next)
            answers[journey.next] = list(dict.fromkeys([*answers.get(journey.next, ()), *listed]))
        else:
            own = journey.next.partition("@")[2] if journey.next.startswith("child") else ""
            others = [one for one in answers.get("@children", ()) if one != own]
            kin = st.dictionaries(st.sampled_from(others), st.sampled_from(KIN), min_size=1)
            answers[journey.next] = data.draw(st.one_of(st.none(), kin), label=journey.next)
        journey = walk(questionnaire, answers, on=ON)

    assert (journey.at_least_to_come, journey.at_most_to_come) == (0, 0)
    for came, (fewest, most) in zip(range(len(told), 0, -1), told, strict=True):
        assert 1 <= fewest <= came <= most


@given(ANSWERS, ANSWERS)
def test_gathering_loses_no_relationship_and_adds_none(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    sections = [
        _section("child", "kin", "children"),
        _section("adult", "to_kids", "adults"),
        _section("you", "teller", None),
    ]
    first, later = (walk(asking(sections), said, on=ON).concern for said in (one, two))
    whole = concern_document(gather(first, later).concern)
    before, after = concern_document(first), concern_document(later)

    assert concern_document(read_concern(whole, FAMILY, partial=True)) == whole
    pairs: dict[str, dict[str, Any]] = {}
    for source, document in (("first", before), ("later", after), ("whole", whole)):
        said = document.get("teller")
        pairs[source] = said if isinstance(said, dict) else {}
    if after.get("teller", {}) is not None and before.get("teller", {}) is not None:
        assert pairs["whole"] == {**pairs["first"], **pairs["later"]}


ITEMS: Final[st.SearchStrategy[list[dict[str, Any]]]] = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(IDS)}, optional={"kin": SAID}), max_size=3
)


@given(ITEMS, SAID)
def test_a_concern_is_refused_or_holds_relationships_with_those_who_are_listed(
    children: list[dict[str, Any]],
    teller: Any,  # noqa: ANN401 - as JSON
) -> None:
    listed = {one["id"] for one in children}
    try:
        read = read_concern({"children": children, "teller": teller}, FAMILY, partial=True)
    except ConcernRefusedError as refused:
        for problem in refused.problems:
            assert "parent" not in str(problem)
            assert "sibling" not in str(problem)
        return
    assert set(teller or ()) <= listed
    assert all(set(one.get("kin") or ()) <= listed - {one["id"]} for one in children)
    assert canonical_json(concern_document(read)) == canonical_json(
        concern_document(read_back(read))
    )
