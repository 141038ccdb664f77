"""Made-up packs: none has an error, all come from their seed alone, and they hold every sort."""

import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from childconcern.conditions import (
    AllItems,
    And,
    AnyItem,
    AreasAt,
    Asked,
    Compare,
    Condition,
    Count,
    CountItems,
    Has,
    Is,
    Known,
    Level,
    LevelOf,
    Named,
    Not,
    Or,
    walk_tree,
)
from childconcern.facts import Age, AnyOf, Date, OneOf, Relationships, WholeNumber, YesNo
from childconcern.pack import Pack
from childconcern.pack.faults import pack_problems
from childconcern.policy import Claim
from childconcern.problems import errors_among
from childconcern.verify import scopes_of
from trust.brute import conditions_of
from trust.changed_packs import changed
from trust.random_packs import SMALL, TINY, made_up_pack
from trust.random_vocabularies import Size

TESTS: Final = Path(__file__).parents[1]


@cache
def packs() -> tuple[Pack, ...]:
    return tuple(made_up_pack(f"sorts/{n}", SMALL if n % 4 == 0 else TINY) for n in range(200))


@pytest.mark.parametrize("size", [TINY, SMALL], ids=["tiny", "small"])
def test_no_made_up_pack_has_an_error(size: Size) -> None:
    made = (made_up_pack(f"right/{n}", size) for n in range(150))

    assert [errors_among(pack_problems(pack)) for pack in made] == [()] * 150


def test_no_pack_has_an_error_after_edits() -> None:
    edited = (changed(f"edit/{n}", made_up_pack(f"edit/{n}", TINY)) for n in range(150))

    assert [errors_among(pack_problems(pack)) for pack in edited] == [()] * 150


def test_most_edits_change_the_pack() -> None:
    made = [made_up_pack(f"edit/{n}", TINY) for n in range(60)]
    same = [pack for n, pack in enumerate(made) if changed(f"edit/{n}", pack) == pack]

    assert len(same) < 20


def test_a_seed_makes_the_same_pack_whatever_order_sets_have() -> None:
    program = (
        "from trust.random_packs import *; "
        "print([made_up_pack(str(n), TINY).digest for n in range(20)])"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(TESTS)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert told[0] == told[1]


def test_seeds_make_different_packs() -> None:
    assert len({pack.digest for pack in packs()}) == len(packs())


def test_every_kind_that_rules_read_is_among_them_and_relationships() -> None:
    kinds = Counter(type(one.kind) for pack in packs() for one in pack.vocabulary.by_id.values())

    assert min(kinds[kind] for kind in (YesNo, OneOf, AnyOf, WholeNumber, Age, Date)) > 20
    assert kinds[Relationships] > 2


@pytest.mark.parametrize(
    "sort",
    [
        *(Named, Is, Has, Compare, Known, Asked, Not, And, Or, Count),
        *(AnyItem, AllItems, CountItems, Level, LevelOf, AreasAt),
    ],
)
def test_every_sort_of_condition_is_among_them(sort: type[Condition]) -> None:
    nodes = (one for pack in packs() for when in conditions_of(pack) for one in walk_tree(when))

    assert any(isinstance(one, sort) for one in nodes)


def test_every_claim_is_among_them() -> None:
    assert {one.claim for pack in packs() for one in pack.policy.guarantees} == {*Claim}


def test_questionnaires_ask_in_every_way() -> None:
    sections = [one for p in packs() for asked in p.questionnaires for one in asked.sections]
    questions = [one for section in sections for one in section.questions]

    assert {bool(one.ask_when) for one in sections} == {True, False}
    assert {one.for_each for one in sections} == {None, "children", "adults"}
    assert {one.ask_for_more for one in sections} == {True, False}
    assert {one.at_most for one in sections} >= {None, 1, 2}
    for how in ("optional", "unknown_allowed", "ask_again"):
        assert {getattr(one, how) for one in questions} == {True, False}


def test_a_request_follows_a_screener_or_stands_by_itself() -> None:
    walked = {len(scope.questionnaires) for pack in packs() for scope in scopes_of(pack)}
    by_itself = [
        scope.id for p in packs() for scope in scopes_of(p) if len(scope.questionnaires) == 1
    ]

    assert walked == {0, 1, 2}
    assert {*by_itself} == {"screener", "request"}


def test_what_the_service_sets_and_what_silence_counts_as_is_among_them() -> None:
    facts = [one for pack in packs() for one in pack.vocabulary.by_id.values()]
    inside = [one for p in packs() for group in p.vocabulary.groups for one in group.facts]

    assert sum(one.set_by_service for one in facts) > 10
    assert any(one.set_by_service for one in inside)
    assert sum(one.is_safety_fact for one in facts) > 50
    assert {one.worse for one in facts} >= {"yes", "no", "higher", "lower", "more", None}
