"""The matrix of mistakes by what notices them: what became of each, and how it is told."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

from childconcern.packfile import load_pack
from childconcern.testing.mutation import (
    Fate,
    Judgement,
    Matrix,
    Mutant,
    case_killers,
    chosen,
    judged,
    matrix_document,
    matrix_markdown,
)

HILLSHIRE: Final = load_pack(Path(__file__).parents[2] / "examples/packs/hillshire")


@frozen
class Notices:
    """A property that notices some mutants, and cannot tell of others."""

    name: str
    kills_ids: frozenset[str] = frozenset()
    unsure_ids: frozenset[str] = frozenset()

    def kills(self, mutant: Mutant) -> bool | None:
        """Return what the test says of a mutant."""
        return None if mutant.id in self.unsure_ids else mutant.id in self.kills_ids


@frozen
class Compares:
    """What is known of survivors, by id."""

    known: Mapping[str, Judgement]

    def compare(self, mutant: Mutant) -> Judgement:
        """Return what the test says of a survivor."""
        return self.known[mutant.id]


@pytest.fixture(scope="module")
def few() -> tuple[Mutant, ...]:
    """Return eight mutants of Hillshire."""
    return chosen(HILLSHIRE, 8)


def matrix_of(few: Sequence[Mutant]) -> Matrix:
    """Return two that are killed, and one of every other fate."""
    ids = [mutant.id for mutant in few]
    killers = (
        Notices("guarantee danger-first", frozenset(ids[:1])),
        Notices("case baby", frozenset(ids[:2])),
        Notices("law", unsure_ids=frozenset({ids[1], ids[7]})),
    )
    comparer = Compares(
        {
            ids[2]: Judgement(fate=Fate.EQUIVALENT),
            ids[3]: Judgement(fate=Fate.SURVIVED, lowers_response=False, example="up | one"),
            ids[4]: Judgement(fate=Fate.UNKNOWN),
            ids[5]: Judgement(fate=Fate.SURVIVED, lowers_response=True, example="down"),
            ids[6]: Judgement(fate=Fate.SURVIVED),
            ids[7]: Judgement(fate=Fate.SURVIVED, lowers_response=True, example="down"),
        }
    )
    return judged(HILLSHIRE, few, killers, comparer)


def test_a_mutant_is_killed_by_everything_that_notices_it(few: tuple[Mutant, ...]) -> None:
    matrix = matrix_of(few)

    assert [row.judgement.by for row in matrix.rows[:3]] == [
        ("guarantee danger-first", "case baby"),
        ("case baby",),
        (),
    ]
    assert [row.fate for row in matrix.rows] == [
        Fate.KILLED,
        Fate.KILLED,
        Fate.EQUIVALENT,
        Fate.SURVIVED,
        Fate.UNKNOWN,
        Fate.SURVIVED,
        Fate.SURVIVED,
        Fate.UNKNOWN,
    ]
    assert matrix.kills == {"guarantee danger-first": 1, "case baby": 2, "law": 0}
    assert matrix.idle == ("law",)


def test_what_could_not_tell_may_have_noticed_so_nothing_is_known_of_the_survivor(
    few: tuple[Mutant, ...],
) -> None:
    row = matrix_of(few).rows[7]

    assert row.fate is Fate.UNKNOWN
    assert row.undecided == ("law",)
    assert row.judgement.lowers_response is True
    assert matrix_of(few).rows[1].undecided == ("law",)


def test_what_makes_no_difference_does_not_count_and_what_is_not_known_does(
    few: tuple[Mutant, ...],
) -> None:
    matrix = matrix_of(few)

    assert matrix.counted == 7
    assert matrix.score == pytest.approx(2 / 7)
    assert matrix.number(Fate.UNKNOWN) == 2
    assert sum(matrix.number(Fate.KILLED, one.mutant.family) for one in matrix.rows) == 2


def test_there_is_no_score_where_there_was_nothing_to_notice(few: tuple[Mutant, ...]) -> None:
    same = Compares({few[0].id: Judgement(fate=Fate.EQUIVALENT)})

    assert judged(HILLSHIRE, few[:1], (), same).score is None
    assert "there are none" in matrix_markdown(judged(HILLSHIRE, few[:1], (), same))
    assert judged(HILLSHIRE, (), ()).score is None


def test_survivors_that_lower_a_response_come_first(few: tuple[Mutant, ...]) -> None:
    survivors = [row.mutant.id for row in matrix_of(few).survivors]

    assert survivors == [few[n].id for n in (5, 7, 6, 4, 3)]


def test_without_a_comparison_a_survivor_may_lower_a_response(few: tuple[Mutant, ...]) -> None:
    row = judged(HILLSHIRE, few[:1], (Notices("nothing"),)).rows[0]

    assert row.fate is Fate.SURVIVED
    assert row.judgement.lowers_response is None


def test_the_matrix_as_json_holds_every_mutant_and_everything_that_killed_it(
    few: tuple[Mutant, ...],
) -> None:
    matrix = matrix_of(few)
    document = matrix_document(matrix)

    assert json.loads(json.dumps(document)) == document
    assert document["pack"] == "hillshire"
    assert document["digest"] == HILLSHIRE.digest
    assert (document["mutants"], document["killed"], document["survived"]) == (8, 2, 3)
    assert (document["equivalent"], document["unknown"]) == (1, 2)
    assert document["score_per_thousand"] == 285
    assert document["columns"] == [
        {"name": "guarantee danger-first", "kills": 1},
        {"name": "case baby", "kills": 2},
        {"name": "law", "kills": 0},
    ]
    assert document["survivors"] == [row.mutant.id for row in matrix.survivors]
    rows = document["rows"]
    assert isinstance(rows, list)
    assert rows[0] == {
        "id": few[0].id,
        "operator": few[0].operator,
        "family": few[0].family.value,
        "file": few[0].place.file,
        "path": list(few[0].place.path),
        "says": few[0].says,
        "fate": "killed",
        "killed_by": ["guarantee danger-first", "case baby"],
        "undecided": [],
        "lowers_response": None,
        "example": "",
    }


def test_the_matrix_as_markdown_tells_what_was_missed_first() -> None:
    matrix = matrix_of(chosen(HILLSHIRE, 8))
    text = matrix_markdown(matrix)
    lines = text.splitlines()

    assert lines[0] == "# Mistakes planted in hillshire"
    assert "Noticed of those that may make a difference: 28%." in lines
    missed = lines[lines.index("## What was missed") :]
    assert missed[4].split(" | ")[-2:] == ["yes", "down |"]
    assert [line.split(" | ")[-2] for line in missed[4:9]] == [
        "yes",
        "yes",
        "not known",
        "not known",
        "no",
    ]
    assert missed[8].endswith("| no | up \\| one |")
    noticed = lines[lines.index("## What noticed how much") :]
    assert noticed[4:7] == ["| case baby | 2 |", "| guarantee danger-first | 1 |", "| law | 0 |"]
    assert text.endswith("\n")


def test_a_matrix_in_which_everything_was_noticed_says_so(few: tuple[Mutant, ...]) -> None:
    everything = frozenset(mutant.id for mutant in few)
    killers = [Notices(f"case {n}", everything) for n in range(5)]
    text = matrix_markdown(judged(HILLSHIRE, few, killers))

    assert "## What was missed\n\nNothing.\n" in text
    assert "100%" in text
    assert "case 0, case 1, case 2 and 2 more" in text


def test_nothing_in_a_pack_can_break_a_table(few: tuple[Mutant, ...]) -> None:
    text = matrix_markdown(matrix_of(few))
    tables = [line for line in text.splitlines() if line.startswith("|")]

    for line in tables:
        unescaped = line.replace("\\\\", "").replace("\\|", "")
        assert unescaped.count("|") in {3, 5, 6}, line


def test_the_cases_of_a_pack_are_columns_that_share_their_runs(few: tuple[Mutant, ...]) -> None:
    killers = case_killers(HILLSHIRE)
    matrix = judged(HILLSHIRE, few, killers)

    assert matrix.columns == tuple(f"case {case.id}" for case in HILLSHIRE.cases)
    assert 0 < matrix.number(Fate.KILLED) < len(few)
