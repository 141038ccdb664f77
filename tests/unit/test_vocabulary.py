"""What is wrong with a vocabulary: one fault each, each with its code and place."""

import pytest

from childconcern.facts import (
    Age,
    Aged,
    AnyOf,
    Date,
    Fact,
    FormKind,
    Group,
    Kind,
    OneOf,
    Option,
    PartialDate,
    PersonName,
    Value,
    Vocabulary,
    WholeNumber,
    YesNo,
)
from childconcern.facts.faults import vocabulary_problems
from childconcern.facts.ids import is_item_id, is_kebab_case, is_name, is_snake_case
from support.sample import VOCABULARY

ROLE = OneOf(("teacher", "police"))
INJURIES = AnyOf((Option("bruise"), Option("burn"), Option("none", exclusive=True)))


def faults(*facts: Fact, groups: tuple[Group, ...] = ()) -> list[tuple[str, str]]:
    """Return code and place of everything that is wrong."""
    found = vocabulary_problems(Vocabulary(facts=facts, groups=groups))
    return [(problem.code, str(problem.place)) for problem in found]


def test_a_good_vocabulary_has_no_fault() -> None:
    assert vocabulary_problems(VOCABULARY) == ()
    assert faults() == []


@pytest.mark.parametrize(
    "fact_id",
    [
        *("Danger", "danger-now", "1st", "_danger", "a__b", "danger_", "", "é", "a" * 101),
        *("level", "any_item", "known", "months", "and", "lambda", "None"),
    ],
)
def test_a_fact_is_called_something_that_conditions_can_read(fact_id: str) -> None:
    assert faults(Fact(id=fact_id, kind=YesNo())) == [
        ("bad-id", f"facts.{fact_id}" if fact_id else "facts.")
    ]


@pytest.mark.parametrize("fact_id", ["danger", "fgm_known", "a1_2", "match", "a" * 100])
def test_ordinary_words_are_good_ids(fact_id: str) -> None:
    assert faults(Fact(id=fact_id, kind=YesNo())) == []


def test_facts_and_groups_share_their_names() -> None:
    danger, children = Fact(id="danger", kind=YesNo()), Fact(id="children", kind=YesNo())
    group = Group(id="children", at_most=2, facts=(danger,))

    assert faults(danger, danger) == [("duplicate-id", "facts.danger")]
    assert faults(danger, groups=(group,)) == [("duplicate-id", "groups.children.facts.danger")]
    assert faults(children, groups=(Group(id="children", at_most=2),)) == [
        ("duplicate-id", "groups.children")
    ]


def test_a_fact_of_a_group_is_not_called_id() -> None:
    named = Fact(id="id", kind=YesNo())

    assert faults(named) == []
    assert faults(groups=(Group(id="children", at_most=2, facts=(named,)),)) == [
        ("bad-id", "groups.children.facts.id")
    ]


@pytest.mark.parametrize(("at_least", "at_most"), [(0, 0), (2, 1), (-1, 2)])
def test_a_group_has_room_for_an_item(at_least: int, at_most: int) -> None:
    group = Group(id="children", at_least=at_least, at_most=at_most)

    assert faults(groups=(group,)) == [("bad-bounds", "groups.children")]


@pytest.mark.parametrize(
    ("kind", "code", "place"),
    [
        (OneOf(()), "no-options", "facts.x.options"),
        (OneOf(("a", "unknown")), "reserved-option", "facts.x.options[1]"),
        (OneOf(("a", "B")), "bad-id", "facts.x.options[1]"),
        (OneOf(("a", "b", "a")), "duplicate-id", "facts.x.options[2]"),
        (AnyOf(()), "no-options", "facts.x.options"),
        (AnyOf((Option("a b"),)), "bad-id", "facts.x.options[0]"),
        (AnyOf((Option("a"), Option("a", exclusive=True))), "duplicate-id", "facts.x.options[1]"),
        (WholeNumber(at_least=5, at_most=5), "bad-bounds", "facts.x"),
        (WholeNumber(at_least=6, at_most=5), "bad-bounds", "facts.x"),
    ],
)
def test_a_domain_is_well_made(kind: Kind, code: str, place: str) -> None:
    assert faults(Fact(id="x", kind=kind)) == [(code, place)]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (YesNo(), True),
        (YesNo(), False),
        (ROLE, "police"),
        (INJURIES, frozenset({"bruise", "burn"})),
        (WholeNumber(), 0),
    ],
)
def test_not_known_may_count_as_a_value_of_the_fact(kind: Kind, value: Value) -> None:
    fact = Fact(id="x", kind=kind, unknown_counts_as=value)

    assert faults(fact) == []
    assert fact.is_safety_fact


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (YesNo(), "yes"),
        (YesNo(), 1),
        (ROLE, "nurse"),
        (INJURIES, "burn"),
        (INJURIES, frozenset({"burn", "none"})),
        (INJURIES, frozenset[str]()),
        (WholeNumber(), 1000),
        (WholeNumber(), True),
        (WholeNumber(), PartialDate(2019)),
        (Age(), Aged(7, "years")),
        (Date(), PartialDate(2019)),
        (PersonName(), "Amelia"),
    ],
)
def test_not_known_counts_as_nothing_else(kind: Kind, value: Value) -> None:
    assert faults(Fact(id="x", kind=kind, unknown_counts_as=value)) == [
        ("unknown-counts-as", "facts.x.unknown_counts_as")
    ]


@pytest.mark.parametrize(
    ("kind", "worse"),
    [
        (YesNo(), "yes"),
        (YesNo(), "no"),
        (ROLE, ("police", "teacher")),
        (ROLE, ("police",)),
        (INJURIES, "more"),
        (INJURIES, ("none", "bruise")),
        (WholeNumber(), "higher"),
        (Age(), "lower"),
        (Date(), "higher"),
    ],
)
def test_a_fact_may_have_an_order_in_which_it_worsens(
    kind: Kind, worse: str | tuple[str, ...]
) -> None:
    assert faults(Fact(id="x", kind=kind, worse=worse)) == []


@pytest.mark.parametrize(
    ("kind", "worse"),
    [
        (YesNo(), "higher"),
        (YesNo(), ("yes",)),
        (ROLE, "police"),
        (ROLE, ()),
        (ROLE, ("police", "nurse")),
        (ROLE, ("police", "police")),
        (INJURIES, "higher"),
        (INJURIES, ()),
        (INJURIES, ("scald",)),
        (WholeNumber(), "more"),
        (Age(), ("1", "2")),
        (PersonName(), "higher"),
        (FormKind(), "yes"),
    ],
)
def test_an_order_is_one_that_the_kind_has(kind: Kind, worse: str | tuple[str, ...]) -> None:
    assert faults(Fact(id="x", kind=kind, worse=worse)) == [("bad-order", "facts.x.worse")]


def test_faults_of_group_facts_stand_in_their_group() -> None:
    group = Group(id="children", at_most=2, facts=(Fact(id="x", kind=OneOf(())),))

    assert faults(groups=(group,)) == [("no-options", "groups.children.facts.x.options")]


def test_a_vocabulary_knows_where_each_fact_lives() -> None:
    assert VOCABULARY.group_of["immediate_danger"] is None
    assert VOCABULARY.group_of["age"] == "children"
    assert VOCABULARY.by_id["age"] is VOCABULARY.group("children").facts[0]
    assert VOCABULARY.group("children").index == {"age": 0, "injuries": 1, "moves_alone": 2}
    with pytest.raises(KeyError):
        VOCABULARY.group("pets")


def test_rules_read_no_words_and_no_contact_details() -> None:
    readable = {fact.id for fact in VOCABULARY.by_id.values() if fact.rules_can_read_it}

    assert readable == {
        *("immediate_danger", "referrer_role", "weeks_missed", "home_time", "out_of_hours"),
        *("age", "injuries", "moves_alone"),
    }


def test_ids_are_made_in_one_way_each() -> None:
    assert is_snake_case("level")
    assert not is_name("level")
    assert is_kebab_case("level-4")
    assert not is_kebab_case("level_4")
    assert not is_kebab_case("a" * 101)
    assert is_item_id("child 1 / é")
    assert not is_item_id("")
