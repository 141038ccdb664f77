"""Mistakes planted in a pack: each is one mistake, in a valid pack, at the place that it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import pytest
from attrs import evolve

from childconcern.conditions import Named, Not, parse_condition
from childconcern.facts import Json, canonical_json
from childconcern.pack import Pack, pack_document, pack_problems
from childconcern.packfile import load_pack
from childconcern.problems import errors_among
from childconcern.testing.mutation import OPERATORS, Family, Mutant, chosen, family_of, mutants
from childconcern.testing.mutation.trees import replaced
from support.planting import PLANTED_PACK

HILLSHIRE: Final = Path(__file__).parents[2] / "examples/packs/hillshire"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack, in which every operator finds something."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in PLANTED_PACK.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_pack(folder)


@pytest.fixture(scope="module")
def planted(small: Pack) -> tuple[Mutant, ...]:
    """Return all its mutants."""
    return tuple(mutants(small))


@pytest.fixture(scope="module")
def hillshire() -> Pack:
    """Return the pack of Hillshire."""
    return load_pack(HILLSHIRE)


def by_id(planted: tuple[Mutant, ...], mutant_id: str) -> Mutant:
    return next(mutant for mutant in planted if mutant.id == mutant_id)


# -------------------------------------------------------------------------- what is made


def test_every_way_to_go_wrong_is_tried_on_a_pack_that_has_a_place_for_it(
    planted: tuple[Mutant, ...],
) -> None:
    assert {mutant.operator for mutant in planted} == {operator.id for operator in OPERATORS}


def test_each_operator_has_an_id_of_its_own_and_one_family() -> None:
    ids = [operator.id for operator in OPERATORS]

    assert len(set(ids)) == len(ids) >= 60
    assert {operator.family for operator in OPERATORS} == set(Family)
    assert all(family_of(operator.id) is operator.family for operator in OPERATORS)


def test_no_mutant_would_be_refused_when_it_is_read(planted: tuple[Mutant, ...]) -> None:
    faulty = [
        (mutant.id, str(problem))
        for mutant in planted
        for problem in errors_among(pack_problems(mutant.pack))
    ]

    assert faulty == []


def test_each_mutant_has_an_id_and_a_document_of_its_own(
    small: Pack, planted: tuple[Mutant, ...]
) -> None:
    documents = {canonical_json(pack_document(mutant.pack)) for mutant in planted}

    assert len({mutant.id for mutant in planted}) == len(planted) == len(documents)
    assert canonical_json(pack_document(small)) not in documents


def test_a_mutant_differs_from_its_pack_in_the_declared_place_and_nowhere_else(
    small: Pack, planted: tuple[Mutant, ...]
) -> None:
    original = _by_file(small)
    for mutant in planted:
        files = _by_file(mutant.pack)
        changed = {
            (file, path)
            for file in original
            for path in _differences(original[file], files[file], ())
        }
        declared = (mutant.place.file, mutant.place.path)

        assert changed, mutant.id
        assert {(file, path[: len(declared[1])]) for file, path in changed} == {declared}, mutant.id
        assert mutant.pack.cases == small.cases
        assert all(one.signs == mutant.pack.policy.signs for one in mutant.pack.questionnaires)
        assert all(
            one.vocabulary == mutant.pack.vocabulary == mutant.pack.policy.vocabulary
            for one in mutant.pack.questionnaires
        )


def _by_file(pack: Pack) -> dict[str, object]:
    """Return what each file says, with lists of things by the ids of those."""
    whole = cast("dict[str, Any]", pack_document(pack))
    policy = dict(whole["policy"])
    asked = {f"{one['id']}.toml": _keyed(one) for one in whole["questionnaires"]}
    return {"facts.toml": _keyed(policy.pop("vocabulary")), "policy.toml": _keyed(policy), **asked}


def _keyed(document: Json) -> object:
    match document:
        case dict():
            return {key: _keyed(value) for key, value in document.items()}
        case [dict(), *_]:
            entries = [cast("dict[str, Json]", entry) for entry in document]
            named = {str(one.get("id", one.get("number"))): _keyed(one) for one in entries}
            return {"in this order": tuple(named), **named}
        case _:
            return document


def _differences(one: object, other: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the paths at which two documents differ; an order only where nothing is missing."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        if one != other:
            yield path
        return
    first, second = cast("dict[str, object]", one), cast("dict[str, object]", other)
    missing = first.keys() ^ second.keys()
    yield from ((*path, key) for key in sorted(missing))
    for key in sorted(first.keys() & second.keys()):
        if key != "in this order":
            yield from _differences(first[key], second[key], (*path, key))
        elif not missing and first[key] != second[key]:
            yield path


def test_the_same_pack_gives_the_same_mutants_in_the_same_order(
    small: Pack, planted: tuple[Mutant, ...]
) -> None:
    again = tuple(mutants(small))

    assert again == planted
    assert [one.pack.digest for one in again[::9]] == [one.pack.digest for one in planted[::9]]


@pytest.mark.parametrize(
    ("mutant_id", "operator", "says"),
    [
        (
            "rule statutory: route social-care -> consult",
            "route-lower",
            "Rule statutory asks for “Talk it over” in place of “Social care”.",
        ),
        (
            "policy: otherwise social-care -> consult",
            "otherwise-lower",
            "What no rule speaks of goes to “Talk it over” in place of “Social care”.",
        ),
        (
            "policy: social-care above emergency",
            "ladder-swapped",
            "“Social care” counts as more urgent than “Call 999”.",
        ),
        (
            "indicator missing-school: weeks >= 4 -> weeks > 4",
            "bound-inclusive-swapped",
            (
                "In indicator missing-school, this is asked: "
                "the answer on the weeks is at least 5 weeks. "
                "It should be: the answer on the weeks is at least 4 weeks."
            ),
        ),
        (
            "indicator hurt-and-not-mobile: level 4 -> 2",
            "indicator-level-lower",
            "Indicator hurt-and-not-mobile gives level 2 in place of level 4.",
        ),
        (
            "indicator hurt-and-not-mobile: area harm -> school",
            "indicator-area-swapped",
            "Indicator hurt-and-not-mobile counts for “School” in place of “Harm”.",
        ),
        (
            "rule in-danger: rule-dropped",
            "rule-dropped",
            "Rule in-danger is missing: A child is in danger.",
        ),
        (
            "duty tell-police: respond_within 1 working day -> 2 working days",
            "promise-slackened",
            "Duty tell-police: the response comes within 2 working days, not 1 working day.",
        ),
        (
            "fact danger: unknown_counts_as yes -> no",
            "unknown-counts-as-least",
            "Fact danger: not knowing it counts as its least worrying answer.",
        ),
        (
            "fact hurt: unknown_counts_as bruise -> unhurt",
            "unknown-counts-as-least",
            "Fact hurt: not knowing it counts as its least worrying answer.",
        ),
        (
            "question screener/danger: unknown_allowed true -> false",
            "unknown-not-allowed",
            "Question screener/danger no longer takes “I don't know”.",
        ),
        (
            "section screener/each-child: never asked",
            "section-never-asked",
            "Section screener/each-child is asked of nobody.",
        ),
        (
            "sign lonely: guard-dropped not known(weeks)",
            "guard-dropped",
            "In sign lonely, this no longer counts: no answer was given on the weeks.",
        ),
        (
            "duty tell-police: duty-dropped",
            "duty-dropped",
            "Duty tell-police applies to nobody.",
        ),
    ],
)
def test_a_mutant_says_what_is_wrong_in_a_sentence_that_a_practitioner_can_read(
    planted: tuple[Mutant, ...], mutant_id: str, operator: str, says: str
) -> None:
    mutant = by_id(planted, mutant_id)

    assert mutant.operator == operator
    assert mutant.family is family_of(operator)
    assert mutant.says == says


def test_a_mutant_shows_neither_its_pack_nor_more_of_a_condition_than_fits_in_a_line(
    hillshire: Pack,
) -> None:
    for mutant in chosen(hillshire, 40):
        assert "Pack(" not in repr(mutant)
        assert len(mutant.id) < 240, mutant.id
        assert len(mutant.says) < 640, mutant.says


# -------------------------------------------------------------------- what cannot go wrong


def test_a_safety_question_is_not_made_optional_because_such_a_pack_is_refused(
    planted: tuple[Mutant, ...],
) -> None:
    optional = {mutant.id for mutant in planted if mutant.operator == "question-made-optional"}

    assert "question screener/alone: optional false -> true" in optional
    assert "question screener/danger: optional false -> true" not in optional


def test_a_question_that_no_decision_depends_on_has_no_mutants(planted: tuple[Mutant, ...]) -> None:
    assert not any("question request/story" in mutant.id for mutant in planted)
    assert any("question request/seen" in mutant.id for mutant in planted)  # a promise reads it


def test_a_level_is_never_put_under_not(planted: tuple[Mutant, ...]) -> None:
    assert not any("not level" in mutant.id or "not areas_at" in mutant.id for mutant in planted)


def test_what_is_joined_to_an_and_becomes_part_of_it() -> None:
    whole = parse_condition("danger and (closed or alone)")
    both = parse_condition("closed and alone")

    assert replaced(whole, (1,), both) == parse_condition("danger and closed and alone")
    assert replaced(whole, (1, 0), Named("lit")) == parse_condition("danger and (lit or alone)")


def test_a_way_that_leads_to_no_piece_of_a_condition_is_an_error() -> None:
    with pytest.raises(IndexError):
        replaced(Not(Named("danger")), (0, 0), Named("closed"))


# ------------------------------------------------------------------------- what is chosen


def test_those_chosen_are_among_all_and_more_of_them_begin_with_the_same(
    small: Pack, planted: tuple[Mutant, ...]
) -> None:
    few, more = chosen(small, 40), chosen(small, 100)

    assert len(few) == 40
    assert more[:40] == few
    assert set(more) <= set(planted)
    assert chosen(small, 100) == more


def test_all_are_chosen_where_as_many_are_wanted(small: Pack, planted: tuple[Mutant, ...]) -> None:
    assert sorted(one.id for one in chosen(small, 10_000)) == sorted(one.id for one in planted)


def test_those_chosen_are_spread_over_families_operators_and_places(hillshire: Pack) -> None:
    few = chosen(hillshire, 66)
    number = {family: sum(1 for one in few if one.family is family) for family in Family}

    assert set(number.values()) == {6}, number
    assert len({one.operator for one in few}) > 40
    assert len({one.place for one in few}) > 40
    assert {one.place.file for one in few} == {
        "facts.toml",
        "policy.toml",
        "screener.toml",
        "request.toml",
    }
    assert errors_among(pack_problems(few[-1].pack)) == ()


def test_nothing_is_chosen_where_nothing_is_wanted(small: Pack) -> None:
    assert chosen(small, 0) == ()


def test_an_id_stays_as_it_is_when_another_part_of_the_pack_is_changed(
    small: Pack, planted: tuple[Mutant, ...]
) -> None:
    without = evolve(small, policy=evolve(small.policy, indicators=(), duties=()))
    about_facts = [one.id for one in planted if one.place.file == "facts.toml"]

    still = {one.id for one in mutants(without)}

    assert {one for one in about_facts if "weeks" in one or "danger" in one} <= still
    assert {one.id for one in planted if one.id.startswith("policy: ")} <= still
