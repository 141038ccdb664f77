"""Finishing early, sentence by sentence: what is passed over, and what never is."""

import datetime as dt
from typing import Any, Final

import pytest
from attrs import evolve

from childconcern.conditions import Sign, parse_condition
from childconcern.facts import (
    Date,
    Fact,
    Group,
    PersonName,
    Relationships,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from childconcern.journey import Journey, OtherGivenError, Why, walk
from childconcern.policy import (
    Area,
    BeforeFact,
    Duty,
    Indicator,
    NamedLevel,
    PolicyError,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
)
from childconcern.questionnaire import Question, Questionnaire, Section

ON: Final = dt.date(2026, 11, 28)


def yes_no(name: str, **how: Any) -> Fact:  # noqa: ANN401 - of many types
    return Fact(id=name, kind=YesNo(), **how)


VOCABULARY: Final = Vocabulary(
    facts=(
        yes_no("danger", unknown_counts_as=True),
        yes_no("unsafe", unknown_counts_as=True),
        yes_no("hurt"),
        yes_no("hungry"),
        yes_no("absent"),
        yes_no("agreed"),
        yes_no("interpreter"),
        yes_no("closed", set_by_service=True),
        Fact(id="weeks", kind=WholeNumber(at_least=0, at_most=52)),
        Fact(id="home_time", kind=Date()),
        Fact(id="your_name", kind=PersonName()),
    ),
    groups=(
        Group(id="adults", at_most=3, facts=(yes_no("harmful"), yes_no("violent"))),
        Group(
            id="children",
            at_least=1,
            at_most=2,
            facts=(
                yes_no("small"),
                Fact(id="to_adults", kind=Relationships(to="adults", options=("child", "niece"))),
            ),
        ),
    ),
)


def rule(route: str, when: str) -> Rule:
    return Rule(id=f"{route}-rule", route=route, when=parse_condition(when), because="So it is.")


def indicator(area: str, level: int, when: str) -> Indicator:
    return Indicator(
        id=f"{area}-{level}",
        area=area,
        level=level,
        when=parse_condition(when),
        because="So it is.",
        source="local",
    )


def duty(when: str, **how: Any) -> Duty:  # noqa: ANN401 - of many types
    return Duty(id="tell", when=parse_condition(when), because="So it is.", **how)


def variant(name: str, when: str, **how: Any) -> Variant:  # noqa: ANN401 - of many types
    return Variant(id=name, when=parse_condition(when), **how)


URGENT: Final = Route(id="urgent", name="Now", next_step="Ring.", destinations=("team",))
SOON: Final = Route(id="soon", name="Soon", next_step="Write.", destinations=("team",))
LATER: Final = Route(id="later", name="Later", next_step="Wait.")


def policy(*rules: Rule, **how: Any) -> RoutingPolicy:  # noqa: ANN401 - of many types
    parts: dict[str, Any] = {"routes": (URGENT, SOON, LATER), **how}
    return RoutingPolicy(
        id="small",
        version="1",
        vocabulary=VOCABULARY,
        otherwise="soon",
        areas=(Area(id="harm", name="Harm"), Area(id="care", name="Care")),
        levels=tuple(NamedLevel(number=n, name=f"Level {n}") for n in (1, 2, 3)),
        rules=rules,
        **parts,
    )


def question(records: str, when: str | None = None, **how: Any) -> Question:  # noqa: ANN401 - of many types
    gate = None if when is None else parse_condition(when)
    name = how.pop("id", records.replace("_", "-"))
    return Question(id=name, text="What?", records=records, ask_when=gate, **how)


def section(*questions: Question, when: str | None = None, **how: Any) -> Section:  # noqa: ANN401 - of many types
    gate = None if when is None else parse_condition(when)
    name = f"about-{questions[0].id}"
    return Section(id=name, title="About", questions=questions, ask_when=gate, **how)


def asking(*parts: Question | Section, name: str = "screener") -> Questionnaire:
    """Return a questionnaire that finishes early; a question alone is a section."""
    sections = tuple(section(one) if isinstance(one, Question) else one for one in parts)
    return Questionnaire(id=name, vocabulary=VOCABULARY, sections=sections, finish_early=True)


def walked(
    asked: Questionnaire,
    decides: RoutingPolicy | None,
    answers: dict[str, object],
    before: dict[str, object] | None = None,
    then: tuple[Questionnaire, ...] = (),
) -> Journey:
    given = read_concern(before or {}, VOCABULARY, partial=True)
    return walk(asked, answers, given=given, on=ON, policy=decides, then=then)


HURT_OR_HUNGRY: Final = policy(rule("urgent", "hurt"), rule("later", "hungry and not absent"))
THREE: Final = asking(question("hurt"), question("hungry"), question("absent"))


# ------------------------------------------------------------------------- what is at stake


def test_what_no_answer_can_change_any_more_is_passed_over() -> None:
    journey = walked(THREE, HURT_OR_HUNGRY, {"hurt": True})

    assert journey.path == ("hurt",)
    assert journey.complete
    assert journey.why["hungry"] is Why.CANNOT_MATTER
    assert not Why.CANNOT_MATTER.is_asked


def test_what_can_still_change_the_route_is_asked() -> None:
    journey = walked(THREE, HURT_OR_HUNGRY, {"hurt": False, "hungry": True})

    assert (journey.path, journey.next) == (("hurt", "hungry", "absent"), "absent")


def test_a_rule_that_surely_does_not_apply_asks_for_nothing() -> None:
    journey = walked(THREE, HURT_OR_HUNGRY, {"hurt": False, "hungry": False})

    assert journey.path == ("hurt", "hungry")
    assert journey.complete


def test_a_less_urgent_rule_than_one_that_surely_applies_asks_for_nothing() -> None:
    decides = policy(rule("soon", "hurt"), rule("later", "hungry"), rule("urgent", "absent"))

    assert walked(THREE, decides, {"hurt": True}).path == ("hurt", "absent")


def test_rules_that_all_lead_where_nobody_spoke_ask_for_nothing() -> None:
    asked = asking(question("hurt"), question("hungry"))
    journey = walked(asked, policy(rule("soon", "hurt and hungry")), {})

    assert journey.path == ()
    assert journey.complete


def test_everything_is_asked_where_it_does_not_finish_early_or_nobody_said_what_decides() -> None:
    always = evolve(THREE, finish_early=False)

    assert walked(always, HURT_OR_HUNGRY, {"hurt": True}).path == ("hurt", "hungry", "absent")
    assert walked(THREE, None, {"hurt": True}).path == ("hurt", "hungry", "absent")


def test_an_answer_to_what_is_passed_over_is_kept_aside_and_comes_back() -> None:
    answers: dict[str, object] = {"hurt": True, "hungry": True, "absent": False}
    early = walked(THREE, HURT_OR_HUNGRY, answers)
    back = walked(THREE, HURT_OR_HUNGRY, {**answers, "hurt": False})

    assert early.set_aside == ("absent", "hungry")
    assert early.concern == walked(THREE, HURT_OR_HUNGRY, {"hurt": True}).concern
    assert back.path == ("hurt", "hungry", "absent")
    assert back.set_aside == ()


def test_after_the_first_question_without_an_answer_nothing_is_settled() -> None:
    # Were the first left out for good, the answer to the second would settle the third.
    decides = policy(rule("urgent", "hurt"), rule("later", "hungry and absent"))
    journey = walked(THREE, decides, {"hungry": False})

    assert journey.path == ("hurt", "hungry", "absent")
    assert walked(THREE, decides, {"hurt": False, "hungry": False}).path == ("hurt", "hungry")


def test_a_duty_that_may_still_be_owed_asks_for_what_it_reads() -> None:
    decides = policy(rule("urgent", "hurt"), rule("later", "absent"), duties=(duty("hungry"),))

    assert walked(THREE, decides, {"hurt": True, "hungry": None}).path == ("hurt", "hungry")


def test_only_the_variants_of_routes_that_can_be_reached_ask_for_anything() -> None:
    urgent = evolve(URGENT, variants=(variant("hungry", "hungry"), variant("absent", "absent")))
    later = evolve(LATER, variants=(variant("other", "absent"),))
    decides = policy(rule("urgent", "hurt"), routes=(urgent, SOON, later))

    assert walked(THREE, decides, {"hurt": False}).path == ("hurt",)
    assert walked(THREE, decides, {"hurt": True, "hungry": False}).path[1:] == ("hungry", "absent")
    assert walked(THREE, decides, {"hurt": True, "hungry": True}).path == ("hurt", "hungry")


def test_a_promise_asks_for_the_time_that_it_names_while_it_may_be_made() -> None:
    before = BeforeFact("home_time")
    asked = asking(question("hurt"), question("hungry"), question("home_time"))
    of_route = policy(
        rule("urgent", "hurt"),
        rule("soon", "hungry"),
        routes=(evolve(URGENT, respond_within=before), SOON, LATER),
    )
    named = evolve(URGENT, variants=(variant("fed", "not hungry", respond_within=before),))
    of_variant = policy(rule("urgent", "hurt"), routes=(named, SOON, LATER))
    of_duty = policy(rule("soon", "hungry"), duties=(duty("hurt", respond_within=before),))

    assert walked(asked, of_route, {"hurt": True}).path == ("hurt", "home-time")
    assert walked(asked, of_route, {"hurt": False}).path == ("hurt",)
    assert walked(asked, of_variant, {"hurt": True, "hungry": False}).next == "home-time"
    assert walked(asked, of_variant, {"hurt": True, "hungry": True}).complete
    assert walked(asked, of_duty, {"hurt": True}).path == ("hurt", "home-time")
    assert walked(asked, of_duty, {"hurt": False}).path == ("hurt",)


# --------------------------------------------------------------------------------- levels

GRADED: Final = asking(question("hurt"), question("weeks"), question("hungry"), question("absent"))


@pytest.mark.parametrize(
    ("when", "reached", "asked"),
    [
        # Of harm at 3, nothing more is needed for any test of harm or of the whole.
        ("level >= 3", True, ("hurt",)),
        ("level_of('harm') >= 2", True, ("hurt",)),
        ("level_of('care') >= 2", True, ("weeks", "hungry")),
        ("areas_at(2) >= 2", True, ("hurt", "weeks", "hungry")),
        ("areas_at(3) >= 2", True, ("hurt", "weeks")),
        ("level >= 3", False, ("hurt", "weeks", "absent")),
        ("level_of('harm') >= 3", False, ("hurt", "absent")),
    ],
)
def test_a_test_of_levels_asks_for_what_may_still_raise_them(
    when: str,
    reached: bool,  # noqa: FBT001 - a table of examples
    asked: tuple[str, ...],
) -> None:
    decides = policy(
        rule("urgent", when),
        indicators=(
            indicator("harm", 3, "hurt"),
            indicator("care", 3, "weeks >= 4"),
            indicator("care", 2, "hungry"),
            evolve(indicator("harm", 3, "absent"), id="harm-again"),
        ),
    )
    answers: dict[str, object] = {"hurt": reached, "weeks": 1, "hungry": False, "absent": False}

    assert walked(GRADED, decides, answers).path == asked


# ----------------------------------------------------------------- what is never passed over


def test_a_question_about_safety_is_never_passed_over() -> None:
    asked = asking(question("hurt"), question("danger"))
    decides = policy(rule("urgent", "hurt or danger"))

    assert walked(asked, decides, {"hurt": True}).path == ("hurt", "danger")


def test_what_opens_a_question_about_safety_is_not_passed_over_either() -> None:
    asked = asking(question("hurt"), question("hungry"), question("danger", "not hungry"))

    assert walked(asked, policy(rule("urgent", "hurt or danger")), {"hurt": True}).next == "hungry"


def test_what_is_there_for_people_is_always_asked() -> None:
    # No rule can read a name, and no rule reads whether an interpreter is needed.
    asked = asking(
        question("hurt"),
        question("your_name"),
        question("agreed"),
        question("interpreter", "agreed"),
        question("hungry"),
    )
    decides = policy(rule("urgent", "hurt or hungry or agreed"))
    journey = walked(asked, decides, {"hurt": True, "agreed": True})

    assert journey.path == ("hurt", "your-name", "agreed", "interpreter")


def test_what_decides_whether_something_is_asked_that_matters_is_asked() -> None:
    asked = asking(
        question("hurt"),
        question("agreed"),
        section(question("hungry"), when="known(agreed) and agreed"),
    )
    decides = policy(rule("later", "hungry"), rule("urgent", "hurt"))

    assert walked(asked, decides, {"hurt": False}).path == ("hurt", "agreed")
    assert walked(asked, decides, {"hurt": True}).path == ("hurt",)
    assert walked(asked, decides, {"hurt": False, "agreed": True}).next == "hungry"


def test_a_gate_that_can_no_longer_open_asks_for_nothing() -> None:
    asked = asking(
        question("hurt"),
        question("agreed"),
        question("hungry", "agreed and not hurt"),
    )

    assert walked(asked, policy(rule("later", "hungry")), {"hurt": True}).path == ("hurt",)


def test_signs_are_read_through() -> None:
    signs = (Sign(id="worse", when=parse_condition("hungry and absent")),)
    decides = policy(rule("urgent", "hurt"), rule("later", "worse"), signs=signs)
    asked = asking(question("hurt"), question("hungry"), question("absent"), question("agreed"))

    assert walked(asked, decides, {"hurt": False, "hungry": True}).next == "absent"
    assert walked(asked, decides, {"hurt": False, "hungry": False}).next == "agreed"


def test_a_question_that_asks_again_may_change_what_was_settled() -> None:
    again = question("hurt", id="hurt-again", ask_again=True)
    asked = asking(question("hurt"), question("hungry"), again)
    decides = policy(rule("urgent", "hurt"), rule("later", "hungry"))

    assert walked(asked, decides, {"hurt": True}).path == ("hurt", "hungry", "hurt-again")
    assert walked(asked, decides, {"hurt": True}, {"hurt": False}).path == ("hungry", "hurt-again")


def test_not_knowing_settles_what_it_is_read_as_and_no_more() -> None:
    decides = policy(rule("urgent", "unsafe"), rule("later", "hungry and not hurt"))
    asked = asking(question("unsafe"), question("hurt"), question("hungry"))

    assert walked(asked, decides, {"unsafe": None}).complete
    assert walked(asked, decides, {"unsafe": False, "hurt": None}).complete
    assert walked(asked, decides, {"unsafe": False, "hurt": False}).next == "hungry"


# ---------------------------------------------------------------------------------- others


def test_what_the_service_sets_is_open_at_any_time_of_the_day() -> None:
    decides = policy(rule("urgent", "closed and hurt"))
    asked = asking(question("hurt"))

    for known in ({}, {"closed": True}, {"closed": False}):
        assert walked(asked, decides, {}, dict(known)).next == "hurt"


def test_what_is_not_asked_here_may_be_known_elsewhere_unless_it_was_given() -> None:
    decides = policy(rule("urgent", "absent and hurt and any_item(adults, harmful)"))
    asked = asking(question("hurt"))

    assert walked(asked, decides, {}).next == "hurt"
    assert walked(asked, decides, {}, {"absent": False}).complete
    assert walked(asked, decides, {}, {"adults": []}).complete


def test_what_a_questionnaire_asks_that_may_follow_can_matter_too() -> None:
    request = asking(question("absent", "known(agreed) and agreed"), name="request")
    decides = policy(rule("urgent", "hurt and absent"), rule("later", "agreed and not hurt"))
    asked = asking(question("hurt"), question("absent", optional=True), question("agreed"))
    skipped: dict[str, object] = {"hurt": True, "absent": {"skipped": True}}
    answered: dict[str, object] = {"hurt": True, "absent": True}

    # The request asks for what was skipped, and only of those who agreed.
    assert walked(asked, decides, skipped).complete
    assert walked(asked, decides, skipped, then=(request,)).next == "agreed"
    assert walked(asked, decides, answered, then=(request,)).complete


def test_a_questionnaire_that_follows_may_ask_again_and_list_more() -> None:
    again = question("hurt", ask_again=True)
    more = section(question("harmful"), for_each="adults", ask_for_more=True)
    decides = policy(rule("urgent", "hurt"), rule("later", "hungry and any_item(adults, harmful)"))
    asked = asking(
        question("hurt"), section(question("harmful"), for_each="adults"), question("hungry")
    )
    answers: dict[str, object] = {"hurt": True}
    nobody: dict[str, object] = {"hurt": False, "@adults": []}

    assert walked(asked, decides, answers).complete
    assert walked(asked, decides, answers, then=(asking(again, name="b"),)).next == "@adults"
    assert walked(asked, decides, nobody).complete
    assert walked(asked, decides, nobody, then=(asking(more, name="b"),)).next == "hungry"
    assert walked(asked, decides, nobody, then=(asking(question("hurt"), name="b"),)).complete


# ---------------------------------------------------------------------------------- lists

ADULTS: Final = section(question("harmful"), question("violent"), for_each="adults")


def test_nobody_is_asked_to_list_those_of_whom_nothing_can_matter() -> None:
    decides = policy(rule("urgent", "hurt"), rule("later", "any_item(adults, harmful or violent)"))
    asked = asking(question("hurt"), ADULTS)
    listed = walked(asked, decides, {"hurt": True, "@adults": ["a"], "harmful@a": True})

    assert walked(asked, decides, {"hurt": True}).complete
    assert walked(asked, decides, {"hurt": False}).next == "@adults"
    assert listed.path == ("hurt",)
    assert listed.why["harmful@a"] is Why.CANNOT_MATTER
    assert listed.set_aside == ("harmful@a",)
    assert [item.id for item in listed.concern.items("adults")] == ["a"]


def test_items_are_asked_about_while_one_more_can_matter() -> None:
    decides = policy(rule("later", "count_items(adults, harmful) >= 2"))
    asked = asking(section(question("harmful"), for_each="adults"))
    answers: dict[str, object] = {"@adults": ["a", "b", "c"], "harmful@a": False}

    assert walked(asked, decides, answers).next == "harmful@b"
    assert walked(asked, decides, {**answers, "harmful@b": False}).complete
    assert walked(asked, decides, {"@adults": ["a"]}).complete


def test_who_must_be_listed_is_asked_for_whatever_happens() -> None:
    asked = asking(question("hurt"), section(question("small"), for_each="children"))
    decides = policy(rule("urgent", "hurt or any_item(children, small)"))
    journey = walked(asked, decides, {"hurt": True, "@children": ["a"]})

    assert walked(asked, decides, {"hurt": True}).next == "@children"
    assert journey.path == ("hurt",)
    assert journey.complete


def test_who_can_be_related_to_is_listed_where_it_is_asked_who_is_whose() -> None:
    related = section(question("to_adults"), for_each="children")
    asked = asking(question("hurt"), section(question("harmful"), for_each="adults"), related)
    decides = policy(rule("urgent", "hurt or any_item(adults, harmful)"))
    answers: dict[str, object] = {"hurt": True, "@adults": ["a"], "@children": ["c"]}

    assert walked(asked, decides, {"hurt": True}).next == "@adults"
    assert walked(asked, decides, answers).path == ("hurt", "to-adults@c")


def test_more_are_asked_for_only_while_one_more_can_matter() -> None:
    adults = section(question("harmful"), for_each="adults", ask_for_more=True)
    asked = asking(question("hurt"), adults, evolve(ADULTS, id="again"))
    decides = policy(rule("urgent", "hurt"), rule("later", "any_item(adults, harmful or violent)"))
    before: dict[str, object] = {"adults": [{"id": "x", "harmful": False, "violent": False}]}
    told = walked(
        asked, decides, {"hurt": False, "@adults": ["x", "y"], "harmful@y": False}, before
    )

    assert walked(asked, decides, {"hurt": True}, before).complete
    assert walked(asked, decides, {"hurt": False}, before).next == "@adults"
    assert told.path == ("hurt", "harmful@y", "violent@y")


# --------------------------------------------------------------------------- how many are left


def test_the_bounds_leave_out_what_cannot_matter() -> None:
    asked = asking(
        question("hurt"), question("hungry"), ADULTS, question("absent"), question("danger")
    )
    decides = policy(rule("urgent", "hurt or danger"), rule("later", "hungry and absent"))
    start = walked(asked, decides, {})
    settled = walked(asked, decides, {"hurt": True})
    open_ = walked(asked, decides, {"hurt": False})

    # For sure comes what is next, what is about safety, and who the adults are: no rule reads
    # whether they are violent, so that is asked for people.
    assert (start.next, start.at_least_to_come, start.at_most_to_come) == ("hurt", 3, 11)
    assert (settled.next, settled.at_least_to_come, settled.at_most_to_come) == ("@adults", 2, 8)
    assert (open_.next, open_.at_least_to_come, open_.at_most_to_come) == ("hungry", 3, 10)


# ------------------------------------------------------------------------- areas not explored


def graded(*indicators: Indicator) -> RoutingPolicy:
    return policy(rule("urgent", "hurt"), rule("later", "level >= 2"), indicators=indicators)


def test_areas_are_not_explored_whose_level_might_be_higher() -> None:
    decides = graded(
        indicator("harm", 2, "hurt"),
        evolve(indicator("harm", 2, "absent"), id="no-higher"),
        indicator("care", 2, "hungry"),
    )

    assert walked(THREE, decides, {"hurt": True}).not_explored == ("care",)
    assert walked(THREE, decides, {"hurt": False, "hungry": False}).not_explored == ()
    assert walked(THREE, None, {"hurt": True}).not_explored == ()
    assert walked(asking(question("hungry")), policy(), {}).not_explored == ()


def test_an_area_is_explored_that_what_was_passed_over_could_not_raise() -> None:
    asked = asking(question("absent"), question("hurt"), question("hungry"))
    decides = graded(indicator("care", 2, "hungry and absent"))

    assert walked(asked, decides, {"absent": False, "hurt": True}).not_explored == ()
    assert walked(asked, decides, {"absent": True, "hurt": True}).not_explored == ("care",)


@pytest.mark.parametrize(
    "gated",
    [
        question("absent", "known(hungry) and hungry"),
        section(question("absent"), when="known(hungry) and hungry"),
    ],
)
def test_what_would_have_been_asked_besides_was_not_explored_either(
    gated: Question | Section,
) -> None:
    asked = asking(question("hurt"), question("hungry"), gated)

    assert walked(asked, graded(indicator("care", 2, "absent")), {"hurt": True}).not_explored == (
        "care",
    )


def test_whom_nobody_was_asked_to_list_leaves_an_area_unexplored() -> None:
    decides = graded(indicator("care", 2, "any_item(adults, harmful)"))
    adults = section(question("harmful"), for_each="adults")
    gated = section(question("harmful"), for_each="adults", when="known(hungry) and hungry")
    shut = section(question("harmful"), for_each="adults", when="known(hurt) and not hurt")

    def unexplored(*parts: Question | Section) -> tuple[str, ...]:
        return walked(asking(*parts), decides, {"hurt": True}).not_explored

    assert unexplored(question("hurt"), adults) == ("care",)
    assert unexplored(question("hurt"), question("hungry"), gated) == ("care",)
    assert unexplored(question("hurt"), question("hungry"), shut) == ()


# -------------------------------------------------------------------------------- refusals


def test_a_policy_of_another_vocabulary_is_refused() -> None:
    other = evolve(HURT_OR_HUNGRY, vocabulary=Vocabulary(facts=VOCABULARY.facts))
    always = evolve(THREE, finish_early=False)

    with pytest.raises(OtherGivenError, match="the policy is of another vocabulary"):
        walked(THREE, other, {})
    assert walked(always, other, {}).next == "hurt"


def test_a_policy_with_errors_is_refused() -> None:
    with pytest.raises(PolicyError):
        walked(THREE, evolve(HURT_OR_HUNGRY, otherwise="nowhere"), {})
