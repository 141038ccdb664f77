"""The nearest other outcome: the fewest answers whose change would alter the route."""

from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve

from childconcern.journey.answers import AnswersRefusedError
from childconcern.pack import NoQuestionnaireError, Pack
from childconcern.verify import ReplayError, World, nearby
from childconcern.verify.encoding import saying
from childconcern.verify.examples.telling import Sheet
from childconcern.verify.nearest import Change, Nearest, Toward, UnsettledNearestError, nearest
from support.comparing_packs import ON, Reader, replays
from support.small_pack import CALM, PackFolder


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Return what reads the small pack with edits."""
    return Reader(PackFolder(tmp_path_factory.mktemp("packs") / "."))


@pytest.fixture(scope="module")
def small(read: Reader) -> Pack:
    """Return the small pack as it is."""
    return read()


def sheet_with(answers: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> Sheet:
    """Return a sheet of what is JSON, though no type says so."""
    return Sheet(given=given or {}, answers=answers)


def near(
    pack: Pack,
    answers: Mapping[str, object],
    toward: Toward = Toward.ANY,
    *,
    given: Mapping[str, object] | None = None,
    request: Mapping[str, object] | None = None,
    most: int | None = None,
) -> Nearest | None:
    """Return the nearest other outcome of answers, which comes out as it says."""
    sheet = sheet_with(
        {"screener": answers} | ({} if request is None else {"request": request}), given
    )
    found = nearest(pack, sheet, on=ON, toward=toward, most=most)
    if found is not None:
        assert found.example.route == found.to != found.route
        assert replays(found.example, pack)
        assert found.example.matter == {change.key for change in found.changes}
    return found


def changed(found: Nearest | None) -> list[tuple[str, object, object]]:
    """Return what would be changed."""
    assert found is not None
    return [(one.key, one.before, one.after) for one in found.changes]


def test_one_answer_that_alters_the_route_is_told_with_all_that_follows(small: Pack) -> None:
    found = near(small, CALM)

    assert changed(found) == [("screener/hurt@ann", ["unhurt"], ["burn"])]
    assert found is not None
    assert (found.route, found.to) == ("consult", "social-care")
    assert found.then_asked == {"screener/moves@ann": False}
    assert found.not_asked == ("screener/matters",)
    assert found.sheet.answers["screener"]["age@ann"] == "5 years"


def test_the_nearest_rung_is_looked_for_and_then_what_comes_last(read: Reader) -> None:
    pack = read(
        (
            "policy.toml",
            "level_of('harm') >= 4 or areas_at(2) >= 2",
            "'school' in matters or not danger and role == 'parent'",
        )
    )

    found = near(pack, CALM)

    # The role would do as well, and comes earlier.
    assert changed(found) == [("screener/matters", ["none"], ["school"])]
    assert found is not None
    assert found.then_asked == {"screener/weeks": 0}


def test_more_urgent_and_less_urgent_are_looked_for_by_themselves(small: Pack) -> None:
    worried = {**CALM, "hurt@ann": ["bruise"], "moves@ann": False}

    more, less = (near(small, worried, one) for one in (Toward.MORE_URGENT, Toward.LESS_URGENT))

    assert changed(more) == [("screener/danger", False, True)]
    assert more is not None
    assert more.to == "emergency"
    assert more.not_asked == (
        "screener/age@ann",
        "screener/hurt@ann",
        "screener/moves@ann",
        "screener/matters",
    )
    assert changed(less) == [("screener/moves@ann", False, True)]
    assert near(small, {**CALM, "danger": True}, Toward.MORE_URGENT) is None


def test_a_route_that_nothing_leads_to_is_not_found(small: Pack) -> None:
    policy = small.policy
    quiet = evolve(small, policy=evolve(policy, rules=policy.rules[1:], indicators=()))

    assert near(quiet, CALM) is None


def test_no_more_changes_are_looked_at_than_may_be(read: Reader) -> None:
    pack = read(
        (
            "policy.toml",
            'when = "danger"\nbecause',
            "when = \"role == 'police' and 'home' in matters\"\nbecause",
        ),
        (
            "policy.toml",
            "level_of('harm') >= 4 or areas_at(2) >= 2",
            "danger and role == 'parent' and 'home' in matters",
        ),
    )

    found = near(pack, CALM)

    assert [one[0] for one in changed(found)] == ["screener/you", "screener/matters"]
    assert near(pack, CALM, most=1) is None
    assert near(pack, CALM, most=2) == found


def test_an_answer_that_was_set_aside_counts_again_where_it_is_asked_again(small: Pack) -> None:
    aside = {**CALM, "danger": True, "hurt@ann": ["burn"], "moves@ann": False}

    found = near(small, aside)

    assert changed(found) == [("screener/danger", True, False)]
    assert found is not None
    assert found.to == "social-care"
    assert found.sheet.answers["screener"]["hurt@ann"] == ["burn"]


def test_what_is_not_answered_yet_is_a_change_where_the_journey_goes_on(small: Pack) -> None:
    begun = {"danger": False}

    found = near(small, begun)

    # Somebody who is listed may be hurt; nobody who is not listed can be.
    assert changed(found) == [("screener/@children", None, ["item-1"])]
    said = {**begun, "@children": ["ann"], "age@ann": "5 years"}
    assert near(small, said, most=1) is not None
    waiting = near(small, {**said, "hurt@ann": ["bruise"]}, Toward.LESS_URGENT)
    assert changed(waiting) == [("screener/moves@ann", None, True)]
    assert waiting is not None
    assert waiting.changes[0].answered is False


def test_a_list_that_is_waited_for_is_a_change_and_gets_ids_of_its_own(small: Pack) -> None:
    begun = {"danger": False, "you": "teacher", "matters": ["none"], "@adults": []}

    found = near(small, begun, Toward.MORE_URGENT)

    assert found is not None
    assert found.changes == (
        Change(key="screener/@children", before=None, after=["item-1"], answered=False),
    )
    assert found.then_asked["screener/hurt@item-1"] == ["burn"]
    assert found.to == "social-care"


def test_who_was_not_asked_for_may_be_listed_where_it_is_asked(small: Pack) -> None:
    calm = {"danger": True, "you": "teacher", "matters": ["none"], "@adults": []}

    found = near(small, calm)

    assert changed(found) == [("screener/danger", True, False)]
    assert found is not None
    assert found.to == "social-care"
    assert found.then_asked["screener/@children"] == ["item-1"]
    assert found.then_asked["screener/hurt@item-1"] == ["burn"]


def test_new_items_of_those_given_get_ids_that_nobody_has(read: Reader) -> None:
    pack = read(
        (
            "facts.toml",
            '[groups.adults.facts.harmful]\nkind = "yes-no"',
            (
                '[groups.adults.facts.harmful]\nkind = "yes-no"\n\n'
                '[groups.adults.facts.known_before]\nkind = "yes-no"\nset_by = "service"'
            ),
        ),
        ("screener.toml", 'for_each = "adults"', 'for_each = "adults"\nask_for_more = true'),
        (
            "policy.toml",
            'when = "danger"\nbecause',
            'when = "count_items(adults, harmful) >= 2"\nbecause',
        ),
    )
    given = {"adults": [{"id": "item-2", "known_before": True}], "closed": None}
    begun = {"danger": True, "you": "teacher", "matters": ["none"], "harmful@item-2": True}

    found = near(pack, begun, Toward.MORE_URGENT, given=given)

    assert changed(found) == [("screener/@adults", None, ["item-2", "new-item-2"])]
    assert found is not None
    assert found.then_asked == {"screener/harmful@new-item-2": True}
    assert found.sheet.given == given


def test_what_was_given_stays(small: Pack) -> None:
    found = near(small, CALM, given={"closed": True, "seen": "2026-11-01", "weeks": 5})

    assert found is not None
    assert found.example.given == {"closed": True, "seen": "2026-11-01", "weeks": 5}
    assert changed(found) == [("screener/hurt@ann", ["unhurt"], ["burn"])]


def test_a_request_is_walked_after_the_screener(read: Reader) -> None:
    pack = read(
        ("policy.toml", "level_of('harm') >= 4 or areas_at(2) >= 2", "days_since(seen) <= 7")
    )
    given = {"closed": True}

    found = near(
        pack, CALM, given=given, request={"story": {"skipped": True}, "seen": "2026-10-01"}
    )

    assert changed(found) == [("request/seen", "2026-10-01", "2026-11-24")]
    assert found is not None
    assert found.sheet.answers["request"]["story"] == {"skipped": True}
    alone = near(pack, CALM, given=given)
    assert alone is not None
    assert alone.changes[0].key == "screener/danger"


def test_a_list_that_another_questionnaire_made_is_left_alone(read: Reader) -> None:
    pack = read(
        (
            "screener.toml",
            '[[sections]]\nid = "each-adult"\ntitle = "Each adult"\nfor_each = "adults"\n',
            (
                '[[sections]]\nid = "each-adult"\ntitle = "Each adult"\nfor_each = "adults"\n'
                'ask_when = "danger"\n'
            ),
        ),
        (
            "request.toml",
            'id = "request"\n',
            (
                'id = "request"\n\n[[sections]]\nid = "adults"\ntitle = "Adults"\n'
                'for_each = "adults"\n'
                '\n[[sections.questions]]\nid = "harmful"\ntext = "Is this adult harmful?"\n'
            ),
        ),
        ("policy.toml", "level_of('harm') >= 4 or areas_at(2) >= 2", "any_item(adults, harmful)"),
    )
    screener = {key: one for key, one in CALM.items() if key != "@adults"}

    found = near(pack, screener, request={"@adults": ["bob"], "harmful@bob": False, "story": None})

    assert changed(found) == [("request/harmful@bob", False, True)]


def test_relationships_are_with_those_who_are_listed(read: Reader) -> None:
    pack = read(
        (
            "facts.toml",
            "[groups.adults]\n",
            (
                '[groups.adults.facts.related]\nkind = "relationships"\nto = "children"\n'
                'options = ["aunt"]\n\n[groups.adults]\n'
            ),
        ),
        (
            "screener.toml",
            'text = "Is this adult harmful?"',
            (
                'text = "Is this adult harmful?"\n\n'
                '[[sections.questions]]\nid = "related"\ntext = "Who is it?"\n'
                'option_text = { aunt = "Aunt" }\nask_when = "harmful"'
            ),
        ),
        (
            "policy.toml",
            "level_of('harm') >= 4 or areas_at(2) >= 2",
            "any_item(adults, known(harmful) and harmful)",
        ),
    )
    said = {**CALM, "@adults": ["bob"], "harmful@bob": False}

    found = near(pack, said)

    assert changed(found) == [("screener/harmful@bob", False, True)]
    assert found is not None
    assert found.then_asked == {"screener/related@bob": {"ann": "aunt"}}
    related = {**said, "harmful@bob": True, "related@bob": {"ann": "aunt"}}
    back = near(pack, related, Toward.LESS_URGENT)
    assert changed(back) == [("screener/harmful@bob", True, False)]


def test_what_is_refused_is_refused_as_anywhere(small: Pack) -> None:
    with pytest.raises(AnswersRefusedError):
        near(small, {"danger": "perhaps"})
    with pytest.raises(NoQuestionnaireError):
        nearest(small, sheet_with({}), on=ON, questionnaire="nowhere")


def test_a_pack_without_answers_begins_with_its_first_questionnaire(small: Pack) -> None:
    found = nearest(small, sheet_with({}), on=ON)

    assert found is not None
    assert (found.route, found.to) == ("emergency", "consult")


def test_where_the_budget_does_not_suffice_nothing_is_said_to_be_nearest(small: Pack) -> None:
    sheet = sheet_with({"screener": CALM})

    with pytest.raises(UnsettledNearestError):
        nearest(small, sheet, on=ON, budget=1)
    with pytest.raises(UnsettledNearestError):
        nearest(small, sheet, on=ON, stop=lambda: True)


def test_answers_that_the_solver_sees_otherwise_than_they_were_decided_are_told(
    small: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(*_: object) -> frozenset[object]:
        return frozenset()

    monkeypatch.setattr(saying, "seen_as", nothing)

    with pytest.raises(ReplayError):
        near(small, CALM)


def test_an_outcome_that_does_not_come_out_is_told(
    small: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    calm = {key.replace("ann", "item-1"): said for key, said in CALM.items()}
    told = sheet_with({"screener": calm})

    def always(_: World) -> Sheet:
        return told

    monkeypatch.setattr(nearby, "sheet_of", always)

    with pytest.raises(ReplayError):
        near(small, CALM)
