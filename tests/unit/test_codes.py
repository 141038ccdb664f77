"""Codes of national returns: what is kept, what is refused, and what people read."""

from pathlib import Path

import pytest

from childconcern.facts import (
    Code,
    CodeSet,
    Fact,
    Json,
    ListedCode,
    Relationships,
    Value,
    Vocabulary,
    code_set,
    code_sets,
    concern_document,
    read_concern,
)
from childconcern.facts.faults import vocabulary_problems
from childconcern.pack.wording.catalogue import question_strings
from childconcern.packfile import dump_pack, load_pack
from childconcern.policy import vocabulary_document
from childconcern.problems import Fault
from childconcern.questionnaire import Question
from support.small_pack import SMALL_PACK, PackFolder, with_edit


def named(set_id: str) -> CodeSet:
    found = code_set(set_id)
    assert found is not None
    return found


SOURCE = Code(code_set=named("dfe-referral-source-2024"))
FACTORS = Code(code_set=named("dfe-factors-2024"), many=True)
DISABILITY = Code(code_set=named("dfe-disability-2024"), many=True)


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        (SOURCE, "5D", "5D"),
        (SOURCE, "5d", "not-a-code"),
        (SOURCE, "11", "not-a-code"),
        (SOURCE, ["5D"], "not-a-code"),
        (SOURCE, 4, "not-a-code"),
        (SOURCE, True, "not-a-code"),
        (FACTORS, ["1A", "24A"], frozenset({"1A", "24A"})),
        (FACTORS, ["21"], frozenset({"21"})),
        (FACTORS, ["21", "1A"], "exclusive-option"),
        (FACTORS, ["1A", "1A"], "repeated-option"),
        (FACTORS, [], "no-code"),
        (FACTORS, "1A", "not-codes"),
        (FACTORS, ["1A", 2], "not-codes"),
        (FACTORS, ["18A"], "retired-code"),
        (FACTORS, ["19A", "99Z"], "retired-code"),
        (FACTORS, ["99Z"], "not-a-code"),
        (DISABILITY, ["NONE", "MOB"], "exclusive-option"),
    ],
)
def test_json_holds_codes_of_the_set_and_nothing_else(
    kind: Code, raw: object, expected: object
) -> None:
    read = kind.from_json(raw)

    assert (read.code if isinstance(read, Fault) else read) == expected


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (SOURCE, " 5d ", "5D"),
        (SOURCE, "", "not-a-code"),
        (DISABILITY, "mob, hear,", frozenset({"MOB", "HEAR"})),
        (DISABILITY, " ", "no-code"),
    ],
)
def test_codes_are_typed_small_or_large(kind: Code, typed: str, expected: object) -> None:
    read = kind.from_typing(typed)

    assert (read.code if isinstance(read, Fault) else read) == expected


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (SOURCE, "2A", None),
        (SOURCE, frozenset({"2A"}), "not-a-code"),
        (DISABILITY, frozenset({"MOB"}), None),
        (DISABILITY, {"MOB"}, "not-codes"),
        (DISABILITY, frozenset({1}), "not-codes"),
        (DISABILITY, frozenset[str](), "no-code"),
        (DISABILITY, "MOB", "not-codes"),
    ],
)
def test_a_value_put_together_by_hand_is_judged_as_strictly(
    kind: Code, value: object, code: str | None
) -> None:
    refusal = kind.refusal(value)

    assert (refusal.code if refusal else None) == code


def test_codes_are_written_in_the_order_of_their_set() -> None:
    assert DISABILITY.to_json(frozenset({"AUT", "MOB"})) == ["MOB", "AUT"]
    assert SOURCE.to_json("6") == "6"


def test_a_worker_reads_labels_and_codes() -> None:
    assert SOURCE.words("6") == "The police (6)"
    assert DISABILITY.words(frozenset({"HEAR", "LD"})) == "Learning (LD), Hearing (HEAR)"


def test_a_refusal_names_the_set_and_never_the_code_that_was_given() -> None:
    retired = FACTORS.from_json(["19A"])

    assert str(retired) == "retired-code (code_set: dfe-factors-2024, retired: 18A, 19A)"
    assert str(SOURCE.from_json("canary")) == "not-a-code (code_set: dfe-referral-source-2024)"


@pytest.mark.parametrize("listed", code_sets(), ids=lambda one: one.id)
def test_a_code_set_says_its_year_its_source_and_a_label_for_every_code(listed: CodeSet) -> None:
    labels = [one.label for one in listed.codes]

    assert code_set(listed.id) is listed
    assert listed.name
    assert listed.years
    assert listed.source
    assert all(labels)
    assert len(set(labels)) == len(labels) == len(listed.labels)
    for one in listed.retired:
        assert one.label
        assert one.code not in listed.labels
        assert set(one.instead) <= set(listed.labels)


@pytest.mark.parametrize(
    ("set_id", "number"),
    [
        ("dfe-referral-source-2024", 22),
        ("ofsted-contact-source-2024", 21),
        ("dfe-ethnicity-2024", 20),
        ("dfe-disability-2024", 13),
        ("dfe-primary-need-2024", 10),
        ("dfe-factors-2024", 42),
        ("dfe-gender-2024", 4),
        ("dfe-sex-2025", 3),
    ],
)
def test_every_code_of_a_return_is_there(set_id: str, number: int) -> None:
    assert len(named(set_id).codes) == number


def test_a_source_of_early_help_is_in_the_census_and_not_in_annex_a() -> None:
    census, annex_a = named("dfe-referral-source-2024"), named("ofsted-contact-source-2024")

    assert set(census.labels) - set(annex_a.labels) == {"5D"}


def test_sex_replaced_gender_in_2024_25() -> None:
    assert (named("dfe-gender-2024").years, named("dfe-sex-2025").years) == (
        "to 2023-24",
        "from 2024-25",
    )


def test_there_is_no_set_without_a_year() -> None:
    assert code_set("dfe-ethnicity") is None
    assert all(one.id[-4:].isdecimal() for one in code_sets())


def test_codes_come_back_from_json_as_they_went() -> None:
    vocabulary = Vocabulary(
        facts=(Fact(id="source", kind=SOURCE), Fact(id="disabilities", kind=DISABILITY))
    )
    document: dict[str, Json] = {"source": "3A", "disabilities": ["HAND", "AUT"]}

    assert concern_document(read_concern(document, vocabulary)) == document


def test_a_pack_is_another_pack_when_it_names_another_set() -> None:
    census = named("dfe-referral-source-2024")
    annex_a = named("ofsted-contact-source-2024")
    kinds = (SOURCE, Code(code_set=census, many=True), Code(code_set=annex_a))
    vocabularies = [Vocabulary(facts=(Fact(id="source", kind=kind),)) for kind in kinds]
    documents = [str(vocabulary_document(one)) for one in vocabularies]

    assert len(set(documents)) == 3


def faults(kind: Code, counts_as: Value | None = None) -> list[tuple[str, str]]:
    fact = Fact(id="source", kind=kind, unknown_counts_as=counts_as)
    problems = vocabulary_problems(Vocabulary(facts=(fact,)))
    return [(problem.code, str(problem.place)) for problem in problems]


def test_a_set_that_packs_cannot_name_is_a_problem() -> None:
    own = CodeSet(id="ours-2026", name="", years="", source="", codes=(ListedCode("A", "A"),))

    assert faults(SOURCE) == []
    assert faults(Code(code_set=own)) == [("unknown-code-set", "facts.source")]


def test_no_rule_reads_a_code_so_it_is_no_safety_fact() -> None:
    assert not Fact(id="source", kind=SOURCE).rules_can_read_it
    assert faults(SOURCE, "10") == [("unknown-counts-as", "facts.source.unknown_counts_as")]


def test_a_pack_that_asks_for_codes_and_relationships_is_written_and_read_back(
    tmp_path: Path,
) -> None:
    asked = (
        '[facts.extra]\nset_by = "service"\nkind = "code"\ncode_set = "dfe-sex-2025"\n'
        '[facts.more]\nset_by = "service"\nkind = "code"\ncode_set = "dfe-factors-2024"\n'
        'many = true\n[facts.kin]\nset_by = "service"\nkind = "relationships"\nto = "adults"\n'
        'options = ["aunt", "uncle"]\n[facts.seen]'
    )
    files = with_edit(SMALL_PACK, "facts.toml", "[facts.seen]", asked)
    pack = load_pack(PackFolder(tmp_path).holds(files))
    dump_pack(pack, tmp_path / "again")
    again = load_pack(tmp_path / "again")

    assert again.vocabulary == pack.vocabulary
    assert again.digest == pack.digest
    assert pack.vocabulary.by_id["extra"].kind == Code(code_set=named("dfe-sex-2025"))
    assert pack.vocabulary.by_id["more"].kind == FACTORS
    assert pack.vocabulary.by_id["kin"].kind == Relationships(
        to="adults", options=("aunt", "uncle")
    )


def test_a_translator_is_shown_the_labels_of_codes_and_the_words_of_relationships() -> None:
    sex = Fact(id="sex", kind=Code(code_set=named("dfe-sex-2025")))
    kin = Fact(id="kin", kind=Relationships(to="adults", options=("half-brother",)))
    asked = Question(id="q", text="?", records="q", option_text={"F": "A girl"})

    def words(fact: Fact) -> list[str]:
        found = question_strings(("here",), asked, fact)
        return [one.english for one in found if "option_text" in one.key]

    assert words(sex) == ["Male", "A girl", "Not known, or unborn"]
    assert words(kin) == ["Half brother", "A girl"]
