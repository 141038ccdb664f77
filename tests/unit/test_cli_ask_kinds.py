"""Codes, national numbers and relationships, as they are asked and answered in a terminal."""

import datetime as dt
import io
from typing import Final

import pytest
from rich.console import Console

from childconcern.cli.asked import Asked, asked_question
from childconcern.cli.fault_words import fault_words
from childconcern.cli.interview import Interview, StoppedError
from childconcern.facts import (
    Code,
    Fact,
    Group,
    Json,
    Kind,
    NhsNumber,
    Relationships,
    Upn,
    Vocabulary,
    code_set,
    read_concern,
)
from childconcern.problems import Fault
from childconcern.questionnaire import Question, Questionnaire, Section
from support.asking_packs import pack_that_asks

DAY: Final = dt.date(2026, 11, 23)
SIBLINGS: Final = Relationships(to="children", options=("sister", "half-brother"))
WORDS: Final = {"half-brother": "Half-brother, or stepbrother"}
OTHERS: Final = (("x", "child 1"), ("y", "child 2"))


def coded(set_id: str, *, many: bool = False) -> Code:
    named = code_set(set_id)
    assert named is not None
    return Code(code_set=named, many=many)


def asked(kind: Kind, others: tuple[tuple[str, str], ...] = (), **words: str) -> Asked:
    question = Question(id="q", text="?", records="q", option_text=words)
    return asked_question(question, Fact(id="q", kind=kind), others)


def test_a_person_sees_labels_and_chooses_them_by_number() -> None:
    sex = asked(coded("dfe-sex-2025"))

    assert sex.options == (("M", "Male"), ("F", "Female"), ("U", "Not known, or unborn"))
    assert (sex.read("2"), sex.read("female"), sex.read("f")) == ("F", "F", "F")
    assert sex.words("U") == "Not known, or unborn"
    assert isinstance(sex.read("4"), Fault)


def test_the_number_that_is_shown_counts_and_not_a_code_that_looks_like_one() -> None:
    source = asked(coded("dfe-referral-source-2024"))

    assert source.options[3][0] == "1D"
    assert source.read("4") == "1D"


def test_the_pack_may_say_it_in_other_words() -> None:
    sex = asked(coded("dfe-sex-2025"), U="We do not know yet")

    assert sex.options[2] == ("U", "We do not know yet")
    assert sex.words("U") == "We do not know yet"


def test_several_codes_are_chosen_with_commas_between() -> None:
    disability = asked(coded("dfe-disability-2024", many=True))

    assert disability.read("2, autism, hear") == ["MOB", "HEAR", "AUT"]
    assert disability.read("no disability") == ["NONE"]
    assert disability.words(["MOB", "AUT"]) == "Getting about, Autism"
    assert "one number or several, with commas between" in disability.ways
    assert str(disability.read("1,2")).startswith("exclusive-option")


def test_each_relationship_is_a_number_in_the_order_that_is_shown() -> None:
    siblings = asked(SIBLINGS, OTHERS, **WORDS)

    assert siblings.ways[0].startswith("a number for each, with commas between: child 1, child 2;")
    assert siblings.read("1, 2") == {"x": "sister", "y": "half-brother"}
    assert siblings.read("-, sister") == {"y": "sister"}
    assert siblings.read("?") is None
    assert siblings.words({"x": "sister", "y": "half-brother"}) == (
        "child 1: Sister, child 2: Half-brother, or stepbrother"
    )
    assert siblings.words({"y": "sister"}) == "child 2: Sister"
    assert siblings.words({"skipped": True}) == "skipped"
    assert siblings.words(None) == "I don't know"


def test_of_one_other_there_is_one_number() -> None:
    siblings = asked(SIBLINGS, OTHERS[:1])

    assert siblings.ways == ("a number, for child 1",)
    assert siblings.read("2") == {"x": "half-brother"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1", "number-of-relationships"),
        ("1,2,1", "number-of-relationships"),
        ("1,3", "not-an-option"),
        ("-,?", "no-relationship"),
    ],
)
def test_an_answer_that_names_too_few_or_nobody_is_refused(typed: str, code: str) -> None:
    read = asked(SIBLINGS, OTHERS).read(typed)

    assert isinstance(read, Fault)
    assert read.code == code
    assert fault_words(read).endswith(".")


KINDS: Final[tuple[Kind, ...]] = (
    NhsNumber(),
    Upn(),
    coded("dfe-factors-2024", many=True),
    coded("dfe-ethnicity-2024"),
    SIBLINGS,
)


@pytest.mark.parametrize("kind", KINDS, ids=range(len(KINDS)))
@pytest.mark.parametrize(
    "typed",
    ["1", "x", "1,1", "18A", "0000000000", "999 000 0018", "A95", "A123456789123", "a: b", "1,21"],
)
def test_whatever_is_typed_is_used_or_refused_in_a_sentence(kind: Kind, typed: str) -> None:
    read = asked(kind, OTHERS).read(typed)

    if isinstance(read, Fault):
        said = fault_words(read, kind)
        assert said.endswith(".")
        assert "{" not in said
        assert not said.startswith("It cannot be used")
    else:
        assert kind.from_json(read) is not None


@pytest.mark.parametrize(
    "fault",
    ["not-relationships", "no-code", "not-codes", "not-a-code", "number-of-relationships"],
)
def test_a_fault_of_these_kinds_has_a_sentence(fault: str) -> None:
    assert not fault_words(Fault(fault, (("people", 2),))).startswith("It cannot")


FAMILY: Final = Questionnaire(
    id="family",
    vocabulary=Vocabulary(
        groups=(
            Group(id="children", at_most=4, facts=(Fact(id="siblings", kind=SIBLINGS),)),
            Group(id="adults", at_most=2),
        )
    ),
    sections=(
        Section(
            id="each",
            title="Each child",
            for_each="children",
            questions=(Question(id="siblings", text="What is each to them?", records="siblings"),),
        ),
    ),
)


def conversation(*typed: str, answers: dict[str, Json] | None = None) -> tuple[Json, str]:
    out, lines = io.StringIO(), iter(typed)

    def read() -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    interview = Interview(
        pack=pack_that_asks(FAMILY),
        questionnaire=FAMILY,
        given=read_concern({}, FAMILY.vocabulary, partial=True),
        on=DAY,
        out=Console(file=out, width=100, markup=False, highlight=False),
        read=read,
        keep=lambda _: None,
        answers=dict(answers or {}),
    )
    try:
        interview.run()
    except StoppedError:
        out.write("[stopped]")
    return interview.answers, out.getvalue()


def test_children_are_called_by_number_and_a_child_is_not_asked_about_itself() -> None:
    answers, shown = conversation("3", "1,2", "-,1", "?", "")

    assert answers == {
        "@children": ["child-1", "child-2", "child-3"],
        "siblings@child-1": {"child-2": "sister", "child-3": "half-brother"},
        "siblings@child-2": {"child-3": "sister"},
        "siblings@child-3": None,
    }
    assert "with commas between: child 2, child 3;" in shown
    assert "child 2: Sister, child 3: Half brother" in shown
    assert "[stopped]" not in shown


def test_what_was_said_of_a_child_who_is_no_longer_listed_is_asked_again() -> None:
    kept: dict[str, Json] = {
        "@children": ["child-1", "child-2"],
        "siblings@child-1": {"child-3": "sister"},
        "siblings@child-2": {"child-1": "sister"},
    }
    answers, shown = conversation("2", "", answers=kept)

    assert answers == {**kept, "siblings@child-1": {"child-2": "half-brother"}}
    assert "Enter to keep" not in shown.partition("Check your answers")[0]
