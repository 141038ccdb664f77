"""Walking, sentence by sentence, through small questionnaires about fictional children."""

import datetime as dt
import json
import traceback
from typing import Any, Final

import pytest
from attrs import evolve

from childconcern.conditions import AreasAt, Condition, Level, LevelOf, Or, parse_condition
from childconcern.facts import (
    NOT_ASKED,
    NOT_KNOWN,
    Concern,
    Fact,
    Vocabulary,
    YesNo,
    concern_document,
    read_concern,
)
from childconcern.journey import (
    SKIPPED,
    AnswersRefusedError,
    Journey,
    OtherGivenError,
    Why,
    walk,
)
from childconcern.journey.answers import Answers, read_answers
from childconcern.journey.live import Live, LiveView
from childconcern.questionnaire import Question, Questionnaire, Section
from support.sample import VOCABULARY

ON: Final = dt.date(2026, 11, 23)


def question(name: str, records: str, when: str | Condition | None = None, **how: Any) -> Question:  # noqa: ANN401 - of many types
    gate = parse_condition(when) if isinstance(when, str) else when
    return Question(id=name, text="What?", records=records, ask_when=gate, **how)


def section(*questions: Question, when: str | None = None, each: str | None = None) -> Section:
    gate = None if when is None else parse_condition(when)
    name = f"about-{questions[0].id}"
    return Section(id=name, title="About", questions=questions, ask_when=gate, for_each=each)


def asking(*sections: Section, vocabulary: Vocabulary = VOCABULARY) -> Questionnaire:
    return Questionnaire(id="screener", vocabulary=vocabulary, sections=sections)


def given(document: dict[str, object], vocabulary: Vocabulary = VOCABULARY) -> Concern:
    return read_concern(document, vocabulary, partial=True)


def walked(
    questionnaire: Questionnaire, answers: dict[str, object], before: Concern | None = None
) -> Journey:
    return walk(questionnaire, answers, given=before, on=ON)


DANGER: Final = section(question("danger", "immediate_danger"))
ROLE: Final = question("role", "referrer_role", optional=True)
WEEKS: Final = question("weeks", "weeks_missed", "referrer_role == 'teacher'")
CHILDREN: Final = section(
    question("age", "age"),
    question("injuries", "injuries"),
    question("moves", "moves_alone", "none_of(injuries, 'none')"),
    when="not immediate_danger",
    each="children",
)
SCREENER: Final = asking(DANGER, CHILDREN, section(ROLE, WEEKS))


# ------------------------------------------------------------------ what is asked


def test_a_question_without_an_answer_does_not_stop_those_after_it() -> None:
    journey = walked(SCREENER, {"role": "teacher", "weeks": 3})

    assert journey.next == "danger"
    assert journey.path == ("danger", "role", "weeks")
    assert journey.concern["weeks_missed"] == 3
    assert not journey.complete


def test_a_section_over_items_asks_for_the_items_first_and_then_all_of_each() -> None:
    journey = walked(SCREENER, {"danger": False})
    listed = walked(SCREENER, {"danger": False, "@children": ["b", "a"]})

    assert (journey.path, journey.next) == (("danger", "role"), "@children")
    assert listed.path == ("danger", "age@b", "injuries@b", "age@a", "injuries@a", "role")
    assert listed.next == "age@b"


def test_too_few_items_are_asked_for_again() -> None:
    journey = walked(SCREENER, {"danger": False, "@children": []})

    assert journey.next == "@children"
    assert journey.concern.groups == ((),)


def test_given_items_come_before_listed_ones_and_count_once() -> None:
    before = given({"children": [{"id": "x", "age": "4"}]})
    journey = walked(SCREENER, {"danger": False, "@children": ["y", "x"]}, before)

    assert [item.id for item in journey.concern.items("children")] == ["x", "y"]
    assert journey.why["age@x"] is Why.ALREADY_RECORDED
    assert "age@y" in journey.path


def test_answers_about_a_child_whom_nobody_listed_are_set_aside() -> None:
    answers: dict[str, object] = {"danger": False, "@children": ["a"], "age@z": "7 years"}

    assert walked(SCREENER, answers).set_aside == ("age@z",)


@pytest.mark.parametrize(
    ("gate", "opens"),
    [
        ("immediate_danger", True),
        ("not immediate_danger", True),
        ("referrer_role == 'police' and immediate_danger", False),
        ("immediate_danger and not immediate_danger", True),
        ("known(immediate_danger)", False),
        ("not known(immediate_danger)", True),
        ("asked(immediate_danger)", True),
        ("weeks_missed >= 3", False),
        ("not weeks_missed >= 3", False),
        ("asked(weeks_missed)", False),
        ("not asked(weeks_missed)", True),
        ("any_item(children, moves_alone)", False),
        ("not any_item(children, moves_alone)", False),
        ("count_items(children, known(age)) >= 1", False),
    ],
)
def test_each_test_is_read_by_itself_and_what_was_not_asked_passes_none(
    gate: str, *, opens: bool
) -> None:
    # Danger is not known; weeks and children were not asked.
    first = section(question("danger", "immediate_danger"), ROLE)
    journey = walked(
        asking(first, section(question("when", "home_time", gate))),
        {"danger": None, "role": "teacher"},
    )

    assert journey.why["when"] is (Why.CONDITION_MET if opens else Why.CONDITION_NOT_MET)


@pytest.mark.parametrize(
    ("gate", "children", "opens"),
    [
        ("all_items(children, moves_alone)", [], False),
        ("not all_items(children, moves_alone)", [], False),
        ("any_item(children, moves_alone)", [], False),
        ("not any_item(children, moves_alone)", [], True),
        ("all_items(children, moves_alone)", [True, None], True),
        ("not all_items(children, moves_alone)", [True, None], True),
        ("all_items(children, moves_alone)", [True, False], False),
        ("count_items(children, moves_alone) >= 2", [True, None], True),
        ("count_items(children, moves_alone) >= 2", [True, False], False),
    ],
)
def test_items_are_counted_by_what_each_may_be(
    gate: str, children: list[object], *, opens: bool
) -> None:
    items = [{"id": f"c{n}", "moves_alone": moves} for n, moves in enumerate(children)]
    journey = walked(
        asking(section(question("when", "home_time", gate))), {}, given({"children": items})
    )

    assert journey.path == (("when",) if opens else ())


def test_an_age_that_does_not_settle_a_test_opens_it_both_ways() -> None:
    questions = (
        question("age", "age"),
        question("moves", "moves_alone", "years(age) < 8"),
        question("injuries", "injuries", "not years(age) < 8"),
    )
    journey = walked(
        asking(section(*questions, each="children")),
        {"@children": ["a", "b"], "age@a": "about 7", "age@b": "6"},
    )

    assert journey.path == ("age@a", "moves@a", "injuries@a", "age@b", "moves@b")


def test_a_gate_of_a_section_is_read_as_answers_were_given_not_as_they_count() -> None:
    journey = walked(asking(DANGER, section(ROLE, when="not immediate_danger")), {"danger": None})

    # Not known counts as danger when it is decided, and still opens what danger would close.
    assert journey.path == ("danger", "role")


def test_why_names_the_reason_of_each_question() -> None:
    answers: dict[str, object] = {"danger": True, "@children": ["a"], "role": "police"}
    journey = walked(SCREENER, answers)
    over = walked(SCREENER, {}, given({"immediate_danger": False, "referrer_role": "teacher"}))

    assert journey.why == {
        "danger": Why.ALWAYS_ASKED,
        "age@a": Why.SECTION_CLOSED,
        "injuries@a": Why.SECTION_CLOSED,
        "moves@a": Why.SECTION_CLOSED,
        "role": Why.ALWAYS_ASKED,
        "weeks": Why.CONDITION_NOT_MET,
    }
    assert over.why["danger"] is Why.ALREADY_RECORDED
    assert over.why["weeks"] is Why.CONDITION_MET


def test_a_level_opens_nothing_because_nothing_has_been_decided() -> None:
    tests = (Level(2), LevelOf("harm", 2), AreasAt(2, 1))
    journey = walked(
        asking(section(question("when", "home_time", Or((*tests, tests[0]))), ROLE)), {}
    )

    assert (journey.path, journey.at_most_to_come) == (("role",), 1)


# ------------------------------------------------------------- recorded, or passed over


def test_a_recorded_fact_is_passed_over_and_its_answer_set_aside() -> None:
    twice = asking(DANGER, section(question("still", "immediate_danger")))

    for said in (True, None):
        journey = walked(twice, {"danger": said, "still": False})
        assert (journey.path, journey.set_aside) == (("danger",), ("still",))


def test_a_question_that_asks_again_replaces_what_was_said() -> None:
    again = question("still", "immediate_danger", ask_again=True)
    questionnaire = asking(DANGER, section(again))

    told = walked(questionnaire, {"danger": True, "still": False})
    silent = walked(questionnaire, {"danger": True})

    assert told.concern["immediate_danger"] is False
    assert (silent.concern["immediate_danger"], silent.next) == (True, "still")


def test_a_skip_leaves_the_fact_as_it_was() -> None:
    again = question("now", "referrer_role", ask_again=True, optional=True)
    questionnaire = asking(section(ROLE, again))
    skip = {"skipped": True}

    assert (
        walked(questionnaire, {"role": "police", "now": skip}).concern["referrer_role"] == "police"
    )
    both = walked(questionnaire, {"role": skip, "now": skip})
    assert both.complete
    assert both.concern["referrer_role"] is NOT_ASKED


def test_silence_about_safety_is_told_apart() -> None:
    silent = walked(SCREENER, {"@children": ["a"]})
    closed = walked(SCREENER, {"danger": True, "@children": ["a"]})

    assert silent.concern["immediate_danger"] is NOT_KNOWN
    assert concern_document(closed.concern) == {
        "immediate_danger": True,
        "children": [
            {
                "id": "a",
                "injuries": {"not_asked": "injuries"},
                "moves_alone": {"not_asked": "moves"},
            }
        ],
    }


def test_children_whom_nobody_was_asked_to_list_are_not_asked() -> None:
    journey = walked(SCREENER, {"danger": True})

    assert concern_document(journey.concern)["children"] == {"not_asked": "age"}


def test_the_question_that_was_not_live_before_keeps_its_name() -> None:
    before = given({"immediate_danger": {"not_asked": "before"}, "children": {"not_asked": "b"}})
    journey = walked(asking(section(ROLE)), {}, before)

    assert concern_document(journey.concern) == {
        "immediate_danger": {"not_asked": "before"},
        "children": {"not_asked": "b"},
    }


def test_a_fact_that_the_service_should_have_set_is_not_known_rather_than_not_asked() -> None:
    alarm = Fact(id="alarm", kind=YesNo(), unknown_counts_as=True, set_by_service=True)
    vocabulary = evolve(VOCABULARY, facts=(*VOCABULARY.facts, alarm))
    journey = walked(asking(section(ROLE), vocabulary=vocabulary), {})

    assert journey.concern["alarm"] is NOT_KNOWN


def test_a_concern_of_another_vocabulary_cannot_be_given() -> None:
    with pytest.raises(OtherGivenError, match="another vocabulary"):
        walked(SCREENER, {}, given({}, Vocabulary()))

    equal = evolve(VOCABULARY, facts=VOCABULARY.facts)
    assert walked(SCREENER, {}, given({}, equal)) == walked(SCREENER, {})


# ------------------------------------------------------------------- what is to come


@pytest.mark.parametrize(
    ("answers", "fewest", "most"),
    [
        # Danger; children and each one's questions; role and weeks.
        ({}, 2, 1 + 1 + 3 * 8 + 2),
        ({"danger": True}, 1, 2),
        ({"danger": True, "role": "police"}, 0, 0),
        ({"danger": True, "role": {"skipped": True}}, 0, 0),
        ({"danger": True, "role": "teacher"}, 1, 1),
        ({"danger": False, "role": "police"}, 1 + 2, 1 + 3 * 8),
        ({"danger": False, "role": "police", "age@a": "4"}, 1 + 1, 1 + 3 * 8),
        ({"danger": False, "role": "police", "@children": ["a"]}, 2, 3),
        ({"danger": False, "role": "police", "@children": ["a"], "age@a": "4"}, 1, 2),
        ({"danger": False, "weeks": 4, "@children": []}, 1 + 2 + 1, 1 + 3 * 8 + 1),
    ],
)
def test_the_bounds_of_what_is_to_come_are_counted_question_by_question(
    answers: dict[str, object], fewest: int, most: int
) -> None:
    journey = walked(SCREENER, answers)

    assert (journey.at_least_to_come, journey.at_most_to_come) == (fewest, most)


def test_an_answer_that_may_still_open_or_close_a_question_widens_the_bounds() -> None:
    once = asking(DANGER, section(question("still", "immediate_danger"), ROLE))
    again = asking(section(ROLE, question("now", "referrer_role", ask_again=True)), section(WEEKS))

    assert walked(once, {}).at_least_to_come == 2
    assert walked(once, {}).at_most_to_come == 3
    assert walked(again, {"role": "teacher"}).at_most_to_come == 2
    assert walked(again, {"role": "teacher"}).at_least_to_come == 1


# --------------------------------------------------------------------------- refusals

CANARY: Final = "Zebedee-Canary"


@pytest.mark.parametrize(
    ("key", "answer", "place", "code"),
    [
        ("danger", "yes", ("danger",), "not-yes-or-no"),
        ("danger", {"skipped": True}, ("danger",), "not-an-answer"),
        ("role", {"skipped": 1}, ("role",), "not-an-answer"),
        ("role", {"skipped": True, "more": CANARY}, ("role",), "not-an-answer"),
        ("role", {}, ("role",), "not-an-answer"),
        ("role", CANARY, ("role",), "not-an-option"),
        ("sure", None, ("sure",), "unknown-not-allowed"),
        ("weeks", 2.0, ("weeks",), "not-a-whole-number"),
        ("weeks", True, ("weeks",), "not-a-whole-number"),
        ("weeks", 53, ("weeks",), "out-of-range"),
        ("injuries@a", ["bruise", "bruise"], ("injuries",), "repeated-option"),
        ("injuries@a", ["bruise", "none"], ("injuries",), "exclusive-option"),
        ("injuries@a", [], ("injuries",), "no-option"),
        ("age@a", "teenager", ("age",), "not-an-age"),
        ("age@not-listed", 7, ("age",), "not-an-age"),
        ("age", "7", ("age",), "unknown-question"),
        ("danger@a", True, ("danger",), "unknown-question"),
        ("no-such", True, ("no-such",), "unknown-question"),
        (CANARY, True, ("?",), "unknown-question"),
        (f"age@{CANARY}@b", "7", ("age",), "item-id"),
        ("age@", "7", ("age",), "item-id"),
        (7, CANARY, ("?",), "unknown-question"),
        ("@adults", [CANARY], ("@adults",), "unknown-group"),
        (f"@{CANARY}", [], ("@?",), "unknown-group"),
        ("@children", CANARY, ("@children",), "not-item-ids"),
        ("@children", ["a", 7], ("@children",), "not-item-ids"),
        ("@children", ["a@b"], ("@children",), "not-item-ids"),
        ("@children", ["a", "a"], ("@children",), "item-id"),
        ("@children", [f"c{n}" for n in range(9)], ("@children",), "number-of-items"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_live_or_not_and_never_shown(
    key: Any,  # noqa: ANN401 - a caller may give anything
    answer: object,
    place: tuple[str, ...],
    code: str,
) -> None:
    sure = question("sure", "out_of_hours", unknown_allowed=False)
    questionnaire = asking(*SCREENER.sections, section(sure))

    with pytest.raises(AnswersRefusedError) as caught:
        walked(questionnaire, {key: answer, "danger": True} | {key: answer})

    assert [(one.place.path, one.code) for one in caught.value.problems] == [(place, code)]
    shown = "".join(traceback.format_exception(caught.value))
    assert CANARY not in shown
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


ONE_CHILD: Final = asking(evolve(section(question("age", "age"), each="children"), at_most=1))


def test_a_questionnaire_may_list_fewer_than_its_group_allows() -> None:
    alone = walked(ONE_CHILD, {"@children": ["ann"]})

    assert (alone.path, alone.next) == (("age@ann",), "age@ann")
    with pytest.raises(AnswersRefusedError, match=r"@children: .*at_most: 1"):
        walked(ONE_CHILD, {"@children": ["ann", "ben"]})


def test_those_who_were_given_do_not_count_as_listed() -> None:
    before = given({"children": [{"id": "ann"}, {"id": "ben"}]})

    both = walked(ONE_CHILD, {}, before)
    third = walked(ONE_CHILD, {"@children": ["ann", "cat"]}, before)

    assert both.path == ("age@ann", "age@ben")
    assert third.path == ("age@ann", "age@ben", "age@cat")
    with pytest.raises(AnswersRefusedError):
        walked(ONE_CHILD, {"@children": ["cat", "dan"]}, before)


def test_what_is_to_come_counts_no_more_than_may_be_listed() -> None:
    assert walked(ONE_CHILD, {}).at_most_to_come == 2


ALL_CHILDREN: Final = asking(
    evolve(section(question("age", "age"), each="children"), ask_for_more=True)
)


def test_a_later_questionnaire_can_ask_which_more_there_are() -> None:
    before = given({"children": [{"id": "ann", "age": "5 months"}]})
    asked = walked(ALL_CHILDREN, {}, before)
    nobody = walked(ALL_CHILDREN, {"@children": []}, before)
    one_more = walked(ALL_CHILDREN, {"@children": ["ben"]}, before)

    assert (asked.next, asked.path, asked.at_least_to_come) == ("@children", (), 1)
    assert (nobody.next, nobody.path, nobody.at_most_to_come) == (None, (), 0)
    assert (one_more.next, one_more.path) == ("age@ben", ("age@ben",))
    assert one_more.why["age@ann"] is Why.ALREADY_RECORDED


def test_nobody_asks_for_more_than_a_group_can_hold() -> None:
    full = VOCABULARY.group("children").at_most
    before = given({"children": [{"id": f"child-{n}", "age": None} for n in range(full)]})
    journey = walked(ALL_CHILDREN, {}, before)

    assert (journey.next, journey.at_most_to_come) == (None, 0)


def test_what_is_to_come_counts_those_who_may_still_be_listed() -> None:
    most = VOCABULARY.group("children").at_most
    before = given({"children": [{"id": "ann", "age": "5 months"}]})
    asked = walked(ALL_CHILDREN, {}, before)

    assert (asked.at_least_to_come, asked.at_most_to_come) == (1, 1 + most - 1)


def test_a_list_that_a_closed_section_would_ask_for_is_not_to_come() -> None:
    more = evolve(section(question("moves", "moves_alone"), each="children"), ask_for_more=True)
    closed = evolve(more, id="later", ask_when=parse_condition("immediate_danger"))
    gated = asking(
        section(question("danger", "immediate_danger")),
        evolve(section(question("age", "age"), each="children"), id="each"),
        closed,
    )
    before = given({"children": [{"id": "ann"}]})
    journey = walked(gated, {"danger": False}, before)

    assert (journey.path, journey.next) == (("danger", "age@ann"), "age@ann")
    assert journey.at_least_to_come == 1


def test_more_are_asked_for_only_where_the_section_is_live() -> None:
    more = evolve(section(question("age", "age"), each="children"), ask_for_more=True)
    gated = asking(
        section(question("danger", "immediate_danger")),
        evolve(more, id="later", ask_when=parse_condition("immediate_danger")),
    )
    before = given({"children": [{"id": "ann", "age": "5 months"}]})

    assert walked(gated, {"danger": False}, before).next is None
    assert walked(gated, {"danger": True}, before).next == "@children"


def test_every_refusal_is_told_at_once() -> None:
    with pytest.raises(AnswersRefusedError) as caught:
        walked(SCREENER, {"danger": 1, "weeks": "three", "@children": {}, "nothing": 0})

    assert [one.code for one in caught.value.problems] == [
        "not-yes-or-no",
        "not-a-whole-number",
        "not-item-ids",
        "unknown-question",
    ]
    assert "it records weeks_missed, a whole-number fact" in str(caught.value)
    assert "of each of children" in refusal({"age@a": 7})


def refusal(answers: object) -> str:
    with pytest.raises(AnswersRefusedError) as caught:
        read_answers(answers, SCREENER, given({}))
    return str(caught.value)


@pytest.mark.parametrize("document", [None, [], "danger", 7, [["danger", True]]])
def test_answers_that_are_no_object_are_refused(document: object) -> None:
    assert "not-an-object" in refusal(document)


def test_nothing_that_carries_answers_shows_them() -> None:
    answers: dict[str, object] = {"danger": True, "@children": ["a"], "age@a": "2019-04-03"}
    journey = walked(SCREENER, answers)
    read = read_answers(answers, SCREENER, given({}))
    view = LiveView(live=Live.of(journey.concern, {}), on=ON)

    assert repr(read) == "Answers(...)"
    assert repr(journey) == "Journey(questionnaire='screener', next='role', ...)"
    for shown in (repr(view), repr(view.live), str(journey), repr(Answers(by_key={}, items={}))):
        assert "2019" not in shown
        assert "True" not in shown


def test_a_skip_says_that_it_is_one() -> None:
    assert repr(SKIPPED) == "SKIPPED"


def test_answers_as_json_gives_them_are_good() -> None:
    answers = json.loads(
        '{"danger": false, "@children": ["a"], "age@a": null, "role": {"skipped": true}}'
    )
    journey = walked(SCREENER, answers)

    assert journey.concern.items("children")[0].values[0] is NOT_KNOWN
    assert journey.next == "injuries@a"
