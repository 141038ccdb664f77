"""Codes go into elements of their own; relationships are told among the other answers."""

from __future__ import annotations

import pytest
from attrs import evolve
from liquidlogic_bench import MAPPING, POLICY

from childconcern.facts import (
    Code,
    Fact,
    Group,
    Kind,
    Related,
    Relationships,
    Vocabulary,
    code_set,
    read_concern,
)
from childconcern.submission import UnrepresentableError
from childconcern_liquidlogic import load_contract, pack_problems, read_mapping
from childconcern_liquidlogic.answers import answer_texts, other_answers
from childconcern_liquidlogic.mapping import Codes, Element, FromFact, LeaveOut, Repeat

SEXES = code_set("dfe-sex-2025")
DISABILITIES = code_set("dfe-disability-2024")
assert SEXES is not None
assert DISABILITIES is not None
SEX = Fact(id="sex", kind=Code(code_set=SEXES))
DISABLED = Fact(id="disabled", kind=Code(code_set=DISABILITIES, many=True))
KIN = Fact(id="kin", kind=Relationships(to="children", options=("mother", "aunt")))
ELEMENT = Element(path=("X",), source=FromFact("sex"), not_known=LeaveOut(), not_asked=LeaveOut())


def test_a_code_is_sent_as_it_is_or_in_the_other_sides_code() -> None:
    theirs = evolve(ELEMENT, codes=Codes("sex", {"M": "1", "F": "2"}))

    assert answer_texts(ELEMENT, SEX, "F", None, "fact sex") == ("F",)
    assert answer_texts(theirs, SEX, "F", None, "fact sex") == ("2",)
    assert answer_texts(ELEMENT, DISABLED, frozenset({"LD", "MOB"}), None, "") == ("MOB", "LD")


def test_one_element_never_says_a_relationship_without_saying_to_whom() -> None:
    with pytest.raises(UnrepresentableError, match="fact kin cannot be put") as raised:
        answer_texts(ELEMENT, KIN, Related((("x", "mother"),)), None, "fact kin")

    assert "mother" not in str(raised.value)


def test_the_other_answers_say_codes_and_relationships_in_words() -> None:
    vocabulary = Vocabulary(
        facts=(SEX, DISABLED),
        groups=(Group(id="children", at_most=2), Group(id="adults", at_most=2, facts=(KIN,))),
    )
    document = {
        "sex": None,
        "disabled": ["HEAR"],
        "children": [{"id": "x"}, {"id": "y"}],
        "adults": [{"id": "z", "kin": {"y": "mother", "x": "aunt"}}, {"id": "w", "kin": None}],
    }
    mapping = evolve(read_mapping(MAPPING.encode(), "m.toml"), elements=(), not_sent=frozenset())
    rows = other_answers(
        mapping,
        Repeat(path=("O",), list="other-answers", elements=()),
        read_concern(document, vocabulary),
    )

    assert [row.values["answer-said"] for row in rows] == [
        *("not known", "Hearing (HEAR)"),
        *("children 1: aunt, children 2: mother", "not known"),
    ]


@pytest.mark.parametrize(
    ("kind", "problems"),
    [
        (SEX.kind, set[str]()),
        (DISABLED.kind, {"several-options"}),
        (KIN.kind, {"relationships"}),
    ],
    ids=["one code", "many codes", "relationships"],
)
def test_a_mapping_is_told_what_one_element_cannot_carry(kind: Kind, problems: set[str]) -> None:
    facts = tuple(
        evolve(fact, kind=kind) if fact.id == "when_happened" else fact
        for fact in POLICY.vocabulary.facts
    )
    policy = evolve(POLICY, vocabulary=evolve(POLICY.vocabulary, facts=facts))
    mapping = read_mapping(MAPPING.encode(), "mapping.toml")

    found = pack_problems(mapping, load_contract(), policy)

    assert {problem.code for problem in found} == problems


def test_a_table_must_have_a_code_for_each_code_of_the_set() -> None:
    facts = tuple(
        evolve(fact, kind=SEX.kind) if fact.id == "agreement" else fact
        for fact in POLICY.vocabulary.facts
    )
    policy = evolve(POLICY, vocabulary=evolve(POLICY.vocabulary, facts=facts))

    found = pack_problems(read_mapping(MAPPING.encode(), "mapping.toml"), load_contract(), policy)

    assert [problem.code for problem in found] == ["unmapped"] * 3
