"""Riverbank's request for service: who is asked what, and who need not say who they are."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from childconcern import decide, gather, load_pack, prepare, walk
from childconcern.facts import NOT_ASKED, NOT_KNOWN, concern_document, read_concern
from childconcern.journey import AnswersRefusedError, Journey, Why
from childconcern.pack import Pack
from childconcern.questionnaire import Question, Questionnaire, Section

ON: Final = dt.date(2026, 11, 23)
SAFETY: Final = ("injuries", "moves_alone", "injury_account", "disclosure", "age", "circumstances")
PROFESSIONALS: Final = frozenset(
    {
        *("teacher", "school-staff", "early-years", "health-regulated", "health-other"),
        *("social-worker", "police", "council-or-housing", "voluntary"),
    }
)


@cache
def riverbank() -> Pack:
    return load_pack(Path(__file__).parents[2] / "examples" / "packs" / "riverbank")


def request() -> Questionnaire:
    return riverbank().questionnaire("request")


def given(**facts: Any) -> Any:  # noqa: ANN401 - as JSON
    return read_concern({"out_of_hours": False, **facts}, riverbank().vocabulary, partial=True)


def asked(answers: dict[str, Any], **facts: Any) -> Journey:  # noqa: ANN401 - as JSON
    return walk(request(), answers, given=given(**facts), on=ON)


def words(questionnaire: Questionnaire, fact: str) -> list[tuple[Section, Question]]:
    return [one for one in questionnaire.questions.values() if one[1].records == fact]


@pytest.mark.parametrize(
    "fact",
    [
        *("referrer_name", "referrer_role", "referrer_telephone", "referrer_email"),
        *("referrer_organisation", "referral_source", "safe_to_contact", "keep_identity_private"),
        *("identity_reason", "involvement", "child_name", "age", "sex", "gender", "ethnicity"),
        *("disabilities", "first_language", "interpreter_needed", "communication_needs"),
        *("religion", "school", "pupil_number", "nhs_number", "gp", "home_address"),
        *("home_postcode", "where_now", "own_words", "to_other_children", "lives_here"),
        *("mother_known", "father_known", "person_name", "to_children"),
        *("parental_responsibility", "main_carer", "person_age", "person_telephone"),
        *("person_email", "person_address", "professional_name", "professional_role"),
        *("professional_telephone", "may_be_contacted", "support_sought", "spoken_to_parents"),
        *("parents_views", "parents_know", "not_told_reason", "agreement", "lawful_basis"),
        *("what_happened", "when_happened", "daily_life", "what_works", "what_was_tried"),
        *("places_and_people", "key_dates", "police_log_number", "spoke_to_social_worker"),
        *("social_worker_name", "spoke_when", "assessment_to_send", "family_network"),
    ],
)
def test_the_request_has_a_place_for_all_that_councils_ask(fact: str) -> None:
    assert words(request(), fact)


@pytest.mark.parametrize("fact", SAFETY)
def test_a_child_is_asked_about_in_the_same_words_in_both_forms(fact: str) -> None:
    (_, first), *_ = words(riverbank().questionnaire(), fact)
    (_, later), *_ = words(request(), fact)

    assert (later.text, later.error) == (first.text, first.error)
    assert dict(later.option_text) == dict(first.option_text)
    assert later.hint == first.hint.replace("Answer for the child you are most worried about. ", "")


def test_every_other_child_is_listed_and_asked_what_the_screener_asks_about_one() -> None:
    first = {
        "id": "a",
        "injuries": ["none"],
        "disclosure": "no",
        "age": "7 years",
        "circumstances": ["none"],
    }
    both = asked({"@children": ["b"], "injuries@b": ["bruise"]}, children=[first])

    for question in ("injuries", "disclosure", "age", "circumstances"):
        assert both.why[f"{question}@a"] is Why.ALREADY_RECORDED
        assert f"{question}@b" in both.path
    assert "moves-alone@b" in both.path


def test_nobody_gets_to_the_end_without_saying_whether_there_are_other_children() -> None:
    answers: dict[str, Any] = {}
    facts: dict[str, Any] = {"children": [{"id": "a"}], "referrer_role": "parent"}
    journey = asked(answers, **facts)
    lists = list[str]()
    while journey.next is not None:
        key = journey.next
        question = None if key.startswith("@") else request().questions[key.partition("@")[0]][1]
        if question is None:
            lists.append(key)
            answers[key] = []
        else:
            answers[key] = {"skipped": True} if question.optional else None
        journey = asked(answers, **facts)

    assert lists == ["@children", "@household", "@professionals"]


def test_a_bruised_baby_who_is_the_other_child_makes_it_more_urgent() -> None:
    pack = riverbank()
    first = {"id": "a", "injuries": ["none"], "disclosure": "no", "age": "7 years"}
    known = given(
        immediate_danger=False,
        whereabouts="safe",
        referrer_role="teacher",
        special_matters=["none"],
        children=[{**first, "circumstances": ["none"]}],
    )
    later = walk(
        request(),
        {"@children": ["b"], "injuries@b": ["bruise"], "moves-alone@b": False, "age@b": "5 months"},
        given=known,
        on=ON,
    )
    screened = decide(known, pack.policy, on=ON)
    whole = gather(known, later).concern
    prepared = prepare(pack, whole, reference="RB-2026-000001", on=ON, screened=screened)

    rungs = [route.id for route in pack.policy.routes]
    assert prepared.route == decide(whole, pack.policy, on=ON).route
    assert rungs.index(prepared.route) < rungs.index(screened.route)


@pytest.mark.parametrize("role", sorted(PROFESSIONALS))
def test_who_tells_as_part_of_their_work_says_who_they_are(role: str) -> None:
    journey = asked({"your-name": "Alex Example"}, referrer_role=role)

    assert {"your-name", "your-telephone"} <= set(journey.path)
    assert "name-if-you-wish" not in journey.path
    for compulsory in ("your-name", "your-telephone"):
        for nothing in (None, {"skipped": True}):
            with pytest.raises(AnswersRefusedError):
                asked({compulsory: nothing}, referrer_role=role)


def test_nobody_else_need_say_who_they_are_or_how_to_reach_them() -> None:
    (kind,) = {riverbank().vocabulary.by_id["referrer_role"].kind}
    others: set[str | None] = {*getattr(kind, "options", ()), None} - PROFESSIONALS

    assert {"parent", "family", "child", "friend-or-neighbour", "other", None} == others
    for role in others:
        journey = asked({}, referrer_role=role)
        assert {"your-name", "your-telephone", "lawful-basis"}.isdisjoint(journey.path)
        for key in ("name-if-you-wish", "telephone-if-you-wish", "email-if-you-wish"):
            assert key in journey.path
            assert request().questions[key][1].optional


def test_only_a_professional_must_give_more_than_i_do_not_know() -> None:
    strict = {one.id for _, one in request().questions.values() if not one.unknown_allowed}

    assert strict == {"your-name", "your-telephone", "date-of-birth"}
    assert request().questions["date-of-birth"][1].optional


def test_what_an_urgent_screener_never_came_to_is_asked_here() -> None:
    screener = walk(riverbank().questionnaire(), {"danger": True}, given=given(), on=ON)
    journey = walk(request(), {"@children": ["a"]}, given=screener.concern, on=ON)

    assert screener.complete
    asked_now = {"request-role", "request-special-matters", "request-lives-here"}
    assert asked_now <= set(journey.path)
    assert {"injuries@a", "disclosure@a", "age@a", "circumstances@a"} <= set(journey.path)


def test_what_is_known_of_the_parents_is_kept_child_by_child() -> None:
    answers = {
        "@children": ["a", "b"],
        "@household": ["m"],
        "to-children@m": {"a": "mother", "b": "step-parent"},
        "parental-responsibility@m": {"a": "has-it"},
        "to-other-children@a": {"b": "half-or-step"},
        "ethnicity@a": "WBRI",
        "disabilities@a": ["LD", "HEAR"],
        "nhs-number@a": "999 000 0018",
        "pupil-number@a": None,
    }
    journey = asked(answers, referrer_role="parent")
    document = concern_document(journey.concern)
    again = read_concern(document, riverbank().vocabulary, partial=True)

    assert document["household"] == [
        {
            "id": "m",
            "to_children": {"a": "mother", "b": "step-parent"},
            "parental_responsibility": {"a": "has-it"},
        }
    ]
    child = dict(
        zip(
            riverbank().vocabulary.group("children").index,
            again.items("children")[0].values,
            strict=True,
        )
    )
    assert child["nhs_number"] == "9990000018"
    assert child["disabilities"] == frozenset({"LD", "HEAR"})
    assert child["pupil_number"] is NOT_KNOWN
    assert child["gp"] is NOT_ASKED


def test_a_baby_who_is_not_born_is_asked_nothing_that_a_child_must_be_born_for() -> None:
    journey = asked({"injuries@a": ["unborn"], "age@a": "due 2027-02-01", "@children": ["a"]})

    for question in ("disclosure", "own-words", "school", "disabilities", "nhs-number", "gender"):
        assert f"{question}@a" not in journey.path
    assert {"child-name@a", "gp@a", "date-of-birth@a"} <= set(journey.path)
