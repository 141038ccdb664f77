"""Relationships between people: what is said of whom, and of nobody who is not listed."""

import datetime as dt
from typing import Any, Final

import pytest
from attrs import evolve

from childconcern.facts import (
    NOT_ASKED,
    Concern,
    ConcernRefusedError,
    ConcernShapeError,
    Fact,
    Group,
    Item,
    PersonName,
    Related,
    Relationships,
    Vocabulary,
    canonical_json,
    concern_document,
    read_concern,
)
from childconcern.facts.faults import vocabulary_problems
from childconcern.gathering import Difference, gather
from childconcern.journey import Why, walk
from childconcern.policy import vocabulary_document
from childconcern.problems import Fault
from childconcern.questionnaire import Question, Questionnaire, Section, questionnaire_problems

ON: Final = dt.date(2026, 11, 23)
TO_CHILDREN: Final = Relationships(to="children", options=("mother", "father", "aunt"))
SIBLINGS: Final = Relationships(to="children", options=("sister", "brother"))
FAMILY: Final = Vocabulary(
    facts=(Fact(id="referrer_is", kind=TO_CHILDREN),),
    groups=(
        Group(
            id="children",
            at_most=4,
            facts=(Fact(id="child_name", kind=PersonName()), Fact(id="siblings", kind=SIBLINGS)),
        ),
        Group(id="adults", at_most=4, facts=(Fact(id="relation", kind=TO_CHILDREN),)),
    ),
)
TWO: Final = [{"id": "child-1"}, {"id": "child-2"}]


def family(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - as JSON
    adults = [{"id": "adult-1", "relation": {"child-1": "mother", "child-2": "aunt"}}]
    return {"children": TWO, "adults": adults, **changes}


def refusals(document: dict[str, Any], *, partial: bool = False) -> list[tuple[str, str]]:
    with pytest.raises(ConcernRefusedError) as raised:
        read_concern(document, FAMILY, partial=partial)
    assert "canary" not in str(raised.value)
    return [(problem.code, str(problem.place)) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"child-2": "aunt", "child-1": "mother"}, (("child-1", "mother"), ("child-2", "aunt"))),
        ({}, "no-relationship"),
        ("mother", "not-relationships"),
        (["child-1", "mother"], "not-relationships"),
        ({"child-1": True}, "not-relationships"),
        ({1: "mother"}, "not-relationships"),
        ({"child-1": "uncle"}, "not-an-option"),
        ({"a@b": "mother"}, "item-id"),
        ({"": "mother"}, "item-id"),
        ({"not_asked": "mother"}, "item-id"),
        ({"not_asked": "mother", "child-1": "mother"}, "item-id"),
    ],
)
def test_json_holds_an_option_for_each_item(raw: object, expected: object) -> None:
    read = TO_CHILDREN.from_json(raw)

    assert (read.code if isinstance(read, Fault) else read) == (
        expected if isinstance(expected, str) else Related(expected)  # type: ignore[arg-type]  # a table of many types
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("child-1: Mother, child-2 : aunt", {"child-1": "mother", "child-2": "aunt"}),
        ("child-1:mother,", {"child-1": "mother"}),
        ("a:b: mother", {"a:b": "mother"}),
        ("mother", "item-id"),
        ("", "no-relationship"),
        ("child-1: mother, child-1: aunt", "repeated-item"),
    ],
)
def test_relationships_are_typed_item_by_item(typed: str, expected: object) -> None:
    read = TO_CHILDREN.from_typing(typed)

    assert (read.code if isinstance(read, Fault) else TO_CHILDREN.to_json(read)) == expected


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (Related((("child-1", "mother"),)), None),
        (Related((("child-2", "mother"), ("child-1", "mother"))), "not-canonical"),
        (Related((("child-1", "mother"), ("child-1", "aunt"))), "not-canonical"),
        (Related((("child-1", "uncle"),)), "not-an-option"),
        (Related(()), "no-relationship"),
        ({"child-1": "mother"}, "not-relationships"),
    ],
)
def test_a_value_put_together_by_hand_is_judged_as_strictly(value: object, code: str) -> None:
    refusal = TO_CHILDREN.refusal(value)

    assert (refusal.code if refusal else None) == code


def test_a_kind_writes_nothing_for_what_is_of_another_kind() -> None:
    assert TO_CHILDREN.to_json("mother") is None


def test_who_is_whose_parent_is_shown_by_no_repr() -> None:
    assert repr(Related((("child-1", "mother"),))) == "Related(...)"


def test_relationships_come_back_from_json_as_they_went() -> None:
    document = family(
        children=[{"id": "child-1", "siblings": {"child-2": "sister"}}, {"id": "child-2"}],
        referrer_is={"child-2": "aunt"},
    )
    concern = read_concern(document, FAMILY)

    assert concern_document(concern) == document
    assert read_concern(concern_document(concern), FAMILY) == concern
    assert hash(concern) == hash(read_concern(document, FAMILY))


def test_the_order_in_which_relationships_were_given_makes_no_difference() -> None:
    other = {"child-2": "aunt", "child-1": "mother"}
    one = read_concern(family(), FAMILY)
    two = read_concern(family(adults=[{"id": "adult-1", "relation": other}]), FAMILY)

    assert canonical_json(concern_document(one)) == canonical_json(concern_document(two))
    assert one == two


@pytest.mark.parametrize("relation", [None, {"not_asked": "relation"}])
def test_a_relationship_may_be_not_known_or_not_asked(relation: object) -> None:
    document = family(adults=[{"id": "adult-1", "relation": relation}])

    assert concern_document(read_concern(document, FAMILY)) == document


@pytest.mark.parametrize("partial", [True, False])
def test_a_relationship_to_somebody_who_is_not_listed_is_refused(*, partial: bool) -> None:
    adults = [{"id": "adult-1"}, {"id": "adult-2", "relation": {"canary": "mother"}}]

    found = refusals(family(adults=adults), partial=partial)

    assert found == [("unlisted-item", "adults[1].relation")]
    assert refusals({"referrer_is": {"canary": "aunt"}}, partial=partial) == [
        ("unlisted-item", "referrer_is")
    ]


def test_nobody_is_related_to_themselves() -> None:
    children = [{"id": "canary", "siblings": {"canary": "sister"}}]

    assert refusals({"children": children}) == [("related-to-itself", "children[0].siblings")]


def test_an_adult_may_have_the_same_id_as_the_child_that_they_are_related_to() -> None:
    document = {"children": [{"id": "1"}], "adults": [{"id": "1", "relation": {"1": "mother"}}]}

    assert concern_document(read_concern(document, FAMILY)) == document


def test_an_item_that_is_refused_is_not_missed_by_those_related_to_it() -> None:
    children = [{"id": "child-1", "child_name": 7}]
    adults = [{"id": "adult-1", "relation": {"child-9": "mother"}}]

    assert refusals({"children": children, "adults": adults}) == [
        ("not-text", "children[0].child_name")
    ]


def test_a_concern_put_together_by_hand_cannot_hold_a_relationship_to_nobody() -> None:
    concern = read_concern(family(), FAMILY)
    adults = (Item("adult-1", (Related((("child-9", "mother"),)),)),)

    with pytest.raises(ConcernShapeError, match="a relationship does not fit"):
        evolve(concern, groups=(concern.groups[0], adults))


def test_a_worker_reads_who_is_what_to_which_by_number() -> None:
    said = Related((("x", "mother"), ("z", "aunt")))

    assert TO_CHILDREN.words(said, ["z", "y", "x"]) == "children 1: aunt, children 3: mother"


def test_gathering_keeps_what_only_the_earlier_source_said() -> None:
    first = read_concern(family(referrer_is={"child-1": "mother"}), FAMILY)
    later = read_concern(family(referrer_is={"child-2": "aunt"}), FAMILY)

    gathered = gather(first, later)

    assert gathered.concern["referrer_is"] == Related((("child-1", "mother"), ("child-2", "aunt")))
    assert gathered.differences == ()


def test_gathering_tells_where_sources_say_different_things_of_one_child() -> None:
    first = read_concern(family(referrer_is={"child-1": "mother", "child-2": "aunt"}), FAMILY)
    later = read_concern(family(referrer_is={"child-2": "mother"}), FAMILY)

    gathered = gather(first, later)

    assert gathered.concern["referrer_is"] == Related(
        (("child-1", "mother"), ("child-2", "mother"))
    )
    assert gathered.differences == (Difference("referrer_is"),)


def asking(*, children_first: bool = True) -> Questionnaire:
    siblings = Question(id="siblings", text="Siblings?", records="siblings")
    relation = Question(id="relation", text="Who?", records="relation", optional=True)
    referrer = Question(id="you", text="You?", records="referrer_is")
    children = Section(id="kids", title="Kids", for_each="children", questions=(siblings,))
    adults = Section(id="grown", title="Grown", for_each="adults", questions=(relation,))
    you = Section(id="you", title="You", questions=(referrer,))
    order = (children, adults, you) if children_first else (you, adults, children)
    return Questionnaire(id="family", vocabulary=FAMILY, sections=order)


LISTED: Final = {"@children": ["child-1", "child-2"], "@adults": ["adult-1"]}
ANSWERS: Final = {
    **LISTED,
    "siblings@child-1": {"child-2": "sister"},
    "siblings@child-2": None,
    "relation@adult-1": {"child-1": "mother"},
    "you": {"child-2": "aunt"},
}


@pytest.mark.parametrize("children_first", [True, False])
def test_a_walk_records_relationships_and_they_can_be_read_back(*, children_first: bool) -> None:
    journey = walk(asking(children_first=children_first), ANSWERS, on=ON)

    assert journey.complete
    assert journey.set_aside == ()
    assert read_concern(concern_document(journey.concern), FAMILY) == journey.concern
    assert concern_document(journey.concern)["referrer_is"] == {"child-2": "aunt"}


def test_an_answer_about_a_child_who_is_no_longer_listed_is_asked_again() -> None:
    journey = walk(asking(), {**ANSWERS, "@children": ["child-1"]}, on=ON)

    assert journey.next == "you"
    assert journey.set_aside == ("siblings@child-1", "siblings@child-2", "you")
    assert journey.at_least_to_come == journey.at_most_to_come == 1
    assert journey.concern["referrer_is"] is NOT_ASKED
    assert read_concern(concern_document(journey.concern), FAMILY) == journey.concern


def test_a_relationship_to_oneself_is_asked_again() -> None:
    journey = walk(asking(), {**ANSWERS, "siblings@child-1": {"child-1": "sister"}}, on=ON)

    assert journey.next == "siblings@child-1"
    assert "siblings@child-1" in journey.set_aside


def test_an_only_child_is_not_asked_about_other_children() -> None:
    journey = walk(asking(), {"@children": ["child-1"], "@adults": []}, on=ON)

    assert journey.why["siblings@child-1"] is Why.NOBODY_TO_RELATE_TO
    assert journey.path == ("you",)


def test_nobody_is_asked_what_they_are_to_children_who_do_not_exist() -> None:
    journey = walk(asking(), {"@children": [], "@adults": ["adult-1"]}, on=ON)

    assert journey.complete
    assert journey.path == ()
    assert journey.set_aside == ()


def test_questions_to_come_count_relationships_to_those_who_may_yet_be_listed() -> None:
    nothing = walk(asking(), {}, on=ON)
    nobody = walk(asking(), {"@children": []}, on=ON)
    everybody = walk(asking(), LISTED, on=ON)

    assert (nothing.at_least_to_come, nothing.at_most_to_come) == (2, 11)
    assert (nobody.at_least_to_come, nobody.at_most_to_come) == (1, 1)
    assert (everybody.at_least_to_come, everybody.at_most_to_come) == (4, 4)


def test_an_optional_relationship_may_be_skipped() -> None:
    journey = walk(asking(), {**ANSWERS, "relation@adult-1": {"skipped": True}}, on=ON)

    assert journey.complete
    assert journey.concern.items("adults")[0].values == (NOT_ASKED,)


def faults(*facts: Fact) -> list[tuple[str, str]]:
    group = Group(id="children", at_most=2, facts=facts)
    problems = vocabulary_problems(Vocabulary(facts=facts[:0], groups=(group,)))
    return [(problem.code, str(problem.place)) for problem in problems]


def test_relationships_are_to_a_group_that_there_is_and_are_one_of_good_options() -> None:
    good = Relationships(to="children", options=("sister",))
    home = "groups.children.facts.siblings"

    def fault_of(kind: Relationships) -> list[tuple[str, str]]:
        return faults(Fact(id="siblings", kind=kind))

    assert fault_of(good) == []
    assert fault_of(evolve(good, to="adults")) == [("unknown-group", f"{home}.to")]
    assert fault_of(evolve(good, options=())) == [("no-options", f"{home}.options")]
    assert fault_of(evolve(good, options=("x", "x"))) == [("duplicate-id", f"{home}.options[1]")]
    lost = Vocabulary(facts=(Fact(id="referrer_is", kind=evolve(good, to="x")),))
    assert [str(one.place) for one in vocabulary_problems(lost)] == ["facts.referrer_is.to"]


def test_no_rule_reads_relationships_so_they_make_no_safety_fact() -> None:
    counted = Fact(
        id="siblings", kind=SIBLINGS, unknown_counts_as=Related((("child-1", "sister"),))
    )

    assert not counted.rules_can_read_it
    assert [code for code, _ in faults(counted)] == ["unknown-counts-as"]


def test_a_question_needs_words_for_each_relationship_and_for_no_other() -> None:
    def found(**words: str) -> list[str]:
        asked = Question(id="you", text="You?", records="referrer_is", option_text=words)
        section = Section(id="you", title="You", questions=(asked,))
        one = Questionnaire(id="one", vocabulary=FAMILY, sections=(section,))
        return [problem.code for problem in questionnaire_problems(one)]

    assert found(mother="Mother", father="Father", aunt="Aunt") == []
    assert found() == ["missing-wording"]
    assert found(mother="Mother", father="Father", aunt="Aunt", cat="Cat") == ["unknown-option"]


def test_a_pack_is_another_pack_when_other_people_are_meant() -> None:
    kinds = (TO_CHILDREN, evolve(TO_CHILDREN, to="adults"), SIBLINGS)
    documents = {
        str(vocabulary_document(Vocabulary(facts=(Fact(id="is", kind=kind),)))) for kind in kinds
    }

    assert len(documents) == 3


def test_a_concern_without_relationships_costs_nothing_more() -> None:
    assert FAMILY.relationships[0][:2] == (None, 0)
    assert [group for group, _, _ in FAMILY.relationships] == [None, "children", "adults"]
    assert isinstance(read_concern({}, FAMILY), Concern)
