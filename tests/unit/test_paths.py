"""How many ways there are through the questions, and how long they are."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from childconcern.pack import Pack
from childconcern.reporting import describe_paths, document_text, paths_document
from childconcern.verify import World, askings_of
from childconcern.verify.paths import Paths, paths
from support.planted_packs import ON, planted

CONSULT = '[[routes]]\nid = "consult"'
UNUSED = '[[routes]]\nid = "unused"\nname = "Unused"\nnext_step = "Wait."'


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the small pack, with a route that nothing comes to."""
    folder = tmp_path_factory.mktemp("small")
    return planted(folder, ("policy.toml", CONSULT, f"{UNUSED}\n\n{CONSULT}"))


def of(pack: Pack, scope: str, budget: int | None = None) -> Paths:
    """Return the ways of a scope."""
    [asking] = askings_of(pack, on=ON, scopes=(scope,), budget=budget)
    return paths(asking)


def test_the_ways_are_told_of_all_and_of_each_route_that_is_reached(pack: Pack) -> None:
    found = of(pack, "screener")

    assert found.whole is not None
    assert (found.whole.shortest.questions, found.whole.longest.questions) == (2, 19)
    assert [(one.route, one.shortest.questions, one.longest.questions) for one in found.routes] == [
        ("emergency", 2, 19),
        ("social-care", 5, 19),
        ("consult", 3, 19),
    ]
    assert (found.unreached, found.unknown) == (("unused",), ())
    assert found.whole.number is None


def test_questions_of_both_questionnaires_are_counted_where_one_follows_the_other(
    pack: Pack,
) -> None:
    found = of(pack, "request")

    assert found.questionnaires == ("screener", "request")
    assert found.whole is not None
    assert found.whole.longest.questions == 21


def test_whoever_counts_is_asked_once_for_all_and_each_route(pack: Pack) -> None:
    [asking] = askings_of(pack, on=ON, scopes=("screener",))
    asked = list[World]()

    def count(world: World) -> dict[str | None, int | None]:
        asked.append(world)
        return {None: 4000, "social-care": 2000, "consult": 3000}

    found = paths(asking, count)

    assert asked == [asking.world]
    assert [one.number for one in found.routes] == [None, 2000, 3000]
    assert found.whole is not None
    assert found.whole.number == 4000


def test_with_too_small_a_budget_nothing_is_said_to_be_certain(pack: Pack) -> None:
    found = of(pack, "screener", budget=3)
    told = document_text(describe_paths((found,), pack))

    assert set(found.unknown) | {one.route for one in found.routes} == {
        "emergency",
        "social-care",
        "consult",
    }
    assert not all(one.sure for one in found.routes) or found.unknown
    assert "The budget ran out before it was known whether any comes to" in told


def test_where_nothing_is_known_nothing_is_told_as_a_way(pack: Pack) -> None:
    found = evolve(of(pack, "screener"), whole=None, routes=(), unreached=(), unknown=("consult",))
    told = document_text(describe_paths((found,), pack))

    assert told.endswith(
        "The budget ran out before it was known whether any comes to “Talk it over”."
    )


def test_what_is_not_certain_is_told_as_a_bound(pack: Pack) -> None:
    found = of(pack, "screener")
    assert found.whole is not None
    unsure = evolve(found, whole=evolve(found.whole, sure=False, number=1204), routes=())
    told = document_text(describe_paths((unsure,), pack))

    assert "All of them 2 or fewer 19 or more 1,204" in " ".join(told.split())
    assert "there may be others still" in told


def test_ways_are_told_as_a_table_and_what_is_never_reached_by_name(pack: Pack) -> None:
    told = document_text(describe_paths((of(pack, "screener"),), pack))

    assert [" ".join(line.split()) for line in told.split("\n")] == [
        "small 2026.1: the ways through its questions",
        "Only complete ways are told of: every question that is asked has an answer.",
        "",
        "Screener: every way through the screener",
        "How many questions are asked",
        "Route Fewest Most",
        "All of them 2 19",
        "“Call 999” 2 19",
        "“Social care” 5 19",
        "“Talk it over” 3 19",
        "",
        "No complete way comes to “Unused”.",
    ]


def test_a_questionnaire_that_nobody_can_complete_is_said_to_be_one(pack: Pack) -> None:
    found = of(pack, "screener")
    stuck = evolve(found, whole=None, routes=(), unreached=("consult",))
    told = document_text(describe_paths((stuck,), pack))

    assert "There is no complete way through it." in told


def test_ways_that_some_are_counted_of_say_which_are_not(pack: Pack) -> None:
    found = of(pack, "screener")
    assert found.whole is not None
    counted = evolve(found, whole=evolve(found.whole, number=7))
    told = document_text(describe_paths((counted,), pack))

    assert "Answer combinations" in told
    assert "Not counted" in told


def test_the_document_of_ways_can_be_walked_again(pack: Pack) -> None:
    document: Any = paths_document((of(pack, "screener"),), pack, ON.isoformat())
    [found] = document["paths"]

    assert json.loads(json.dumps(document)) == document
    assert (document["schema"], document["pack"]["id"]) == (1, "small")
    assert (found["whole"]["fewest"], found["whole"]["most"]) == (2, 19)
    assert found["routes"][0]["shortest"]["answers"]["screener"]["danger"] in {True, None}
    assert found["unreached"] == ["unused"]
    assert paths_document((of(pack, "screener"),), pack, ON.isoformat()) == document


def test_no_complete_way_is_no_way_in_the_document(pack: Pack) -> None:
    stuck = evolve(of(pack, "screener"), whole=None, routes=())
    document: Any = paths_document((stuck,), pack, ON.isoformat())

    assert document["paths"][0]["whole"] is None


def test_the_longest_is_found_though_the_first_guess_is_short(tmp_path: Path) -> None:
    # Whoever is listed first closes what the second would open.
    edit = (
        "screener.toml",
        "ask_when = \"not any_item(children, 'burn' in hurt)\"",
        "ask_when = \"all_items(children, 'unhurt' in hurt)\"",
    )
    found = of(planted(tmp_path, edit), "screener")

    assert found.whole is not None
    assert found.whole.longest.questions > found.whole.shortest.questions
