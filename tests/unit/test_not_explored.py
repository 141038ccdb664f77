"""Areas that nobody explored, from one journey to the next, and into what is sent."""

import datetime as dt
from typing import Final

import pytest
from attrs import evolve

from childconcern import decide, gather, prepare
from childconcern.conditions import parse_condition
from childconcern.decision import decision_document
from childconcern.facts import Concern, Fact, Group, Json, Vocabulary, YesNo, read_concern
from childconcern.gathering import Gathered
from childconcern.journey import NOTHING_UNASKED, Journey, OtherGivenError, Unasked, walk
from childconcern.pack import Pack
from childconcern.policy import Area, Indicator, NamedLevel, Route, RoutingPolicy, Rule
from childconcern.questionnaire import Question, Questionnaire, Section
from support.sample import POLICY as OTHER

ON: Final = dt.date(2026, 11, 23)
VOCABULARY: Final = Vocabulary(
    facts=(
        Fact(id="danger", kind=YesNo(), unknown_counts_as=True),
        Fact(id="low_mood", kind=YesNo()),
        Fact(id="for_long", kind=YesNo()),
        Fact(id="cold", kind=YesNo()),
    ),
    groups=(Group(id="children", at_least=0, at_most=2, facts=(Fact(id="hurt", kind=YesNo()),)),),
)


def question(name: str) -> Question:
    return Question(id=name.replace("_", "-"), text=f"{name}?", records=name)


def section(*names: str, for_each: str | None = None) -> Section:
    asked = tuple(question(name) for name in names)
    return Section(id=f"about-{asked[0].id}", title="About", for_each=for_each, questions=asked)


def questionnaire(name: str, *sections: Section, early: bool = False) -> Questionnaire:
    return Questionnaire(
        id=name, vocabulary=VOCABULARY, title=name, sections=sections, finish_early=early
    )


def raises(name: str, area: str, level: int, when: str) -> Indicator:
    condition = parse_condition(when)
    return Indicator(
        id=name, area=area, level=level, when=condition, because=f"{name}.", source="S 1"
    )


def rule(name: str, route: str, when: str) -> Rule:
    return Rule(id=name, route=route, when=parse_condition(when), because=f"{name}.")


def route(name: str, then_ask: str | None = None) -> Route:
    told = ("front-door",)
    return Route(id=name, name=name, next_step="Ring.", then_ask=then_ask, destinations=told)


# Whoever is low in mood is seen: neither how long it has lasted nor who is hurt changes that.
POLICY: Final = RoutingPolicy(
    id="moods",
    version="1",
    vocabulary=VOCABULARY,
    otherwise="talk",
    routes=(route("now"), route("see", "request"), route("talk")),
    areas=tuple(Area(id=name, name=name) for name in ("harm", "feelings", "home")),
    levels=tuple(NamedLevel(number=number, name=f"Level {number}") for number in (1, 2, 3)),
    indicators=(
        raises("sad", "feelings", 2, "low_mood"),
        raises("sad-for-long", "feelings", 3, "low_mood and for_long"),
        raises("anybody-hurt", "harm", 3, "any_item(children, hurt)"),
        raises("in-the-cold", "home", 2, "cold"),
    ),
    rules=(
        rule("in-danger", "now", "danger"),
        rule("low", "see", "low_mood"),
        rule("high", "see", "level >= 2"),
    ),
)
CHILDREN: Final = section("hurt", for_each="children")
SCREENER: Final = questionnaire(
    "screener", section("danger", "low_mood", "for_long", "cold"), CHILDREN, early=True
)
REQUEST: Final = questionnaire("request", section("for_long"), CHILDREN)
PACK: Final = Pack(
    id="moods",
    version="1",
    vocabulary=VOCABULARY,
    policy=POLICY,
    questionnaires=(SCREENER, REQUEST),
)
LOW: Final = {"danger": False, "low-mood": True}
ALL: Final = ("harm", "feelings", "home")


def concern(**facts: Json) -> Concern:
    return read_concern(facts, VOCABULARY, partial=True)


def screened() -> Journey:
    return PACK.walk(LOW, on=ON)


def followed(answers: dict[str, Json], given: Concern | Journey | Gathered) -> Journey:
    return PACK.walk(answers, questionnaire="request", given=given, on=ON)


# ------------------------------------------------------------------------ one decision


def test_a_pack_decides_about_a_journey_and_says_what_nobody_explored() -> None:
    journey = screened()
    decision = PACK.decide(journey, on=ON)

    assert journey.complete
    assert journey.path == ("danger", "low-mood")
    assert journey.not_explored == decision.not_explored == ALL
    assert (decision.route, decision.complete) == ("see", True)
    assert decision_document(decision)["not_explored"] == [*ALL]


def test_of_a_concern_a_pack_knows_nothing_that_was_left_unasked() -> None:
    decision = PACK.decide(screened().concern, on=ON)

    assert decision == decide(screened().concern, POLICY, on=ON)
    assert (decision.complete, decision.not_explored) == (None, ())


def test_a_level_may_be_higher_where_an_area_was_not_explored_that_could_raise_it() -> None:
    decision = PACK.decide(screened(), on=ON)

    assert decision.level == 2
    assert decision.level_may_be_higher
    assert not evolve(decision, not_explored=("home",)).level_may_be_higher
    assert not evolve(decision, not_explored=()).level_may_be_higher
    assert not decide(concern(danger=False), evolve(OTHERLESS), on=ON).level_may_be_higher


OTHERLESS: Final = evolve(POLICY, areas=(), levels=(), indicators=(), rules=POLICY.rules[:2])


# ------------------------------------------------------------------- the questions that follow


def test_what_is_asked_later_is_explored_then() -> None:
    asked = followed({"for-long": False, "@children": []}, screened())

    assert asked.complete
    assert asked.not_explored == ("home",)
    assert PACK.decide(asked, on=ON).not_explored == ("home",)


def test_what_is_asked_and_not_answered_stays_unexplored() -> None:
    cut_short = followed({}, screened())

    assert cut_short.path == ("for-long",)
    assert cut_short.not_explored == ALL


def test_what_is_not_asked_later_stays_unexplored() -> None:
    hurt = followed({"for-long": None, "@children": ["a"], "hurt@a": True}, screened())
    decision = PACK.decide(hurt, on=ON)

    assert (decision.level, decision.not_explored) == (3, ("home",))
    # The level is the highest that there is: what was not explored could not raise it.
    assert not decision.level_may_be_higher


def test_of_items_that_are_listed_later_only_what_is_asked_is_explored() -> None:
    elsewhere = questionnaire("request", section("for_long"), section("hurt", for_each="children"))
    gate = evolve(
        elsewhere.sections[1],
        questions=(evolve(question("hurt"), ask_when=parse_condition("cold")),),
    )
    pack = evolve(
        PACK,
        questionnaires=(SCREENER, evolve(elsewhere, sections=(elsewhere.sections[0], gate))),
    )
    asked = pack.walk(
        {"for-long": False, "@children": ["a"]},
        questionnaire="request",
        given=screened(),
        on=ON,
    )

    assert asked.not_explored == ("harm", "home")


def test_what_is_known_of_an_item_is_explored_though_others_are_listed_later() -> None:
    asked = walk(
        questionnaire("request", evolve(CHILDREN, ask_for_more=True)),
        {"@children": ["a"], "hurt@a": None},
        given=concern(children=[{"id": "b", "hurt": False}]),
        on=ON,
        unasked=Unasked(lists=frozenset({"children"})),
    )

    assert asked.complete
    assert asked.unasked == NOTHING_UNASKED


def test_a_journey_without_a_policy_hands_on_what_was_left_unasked() -> None:
    before = screened()
    more: dict[str, Json] = {"for-long": False, "@children": []}
    asked = walk(REQUEST, more, given=before.concern, on=ON, unasked=before.unasked)

    assert asked.not_explored == ()
    assert asked.unasked.facts == {(None, "cold")}
    assert PACK.decide(asked, on=ON).not_explored == ("home",)
    with pytest.raises(OtherGivenError, match="the policy"):
        walk(REQUEST, {}, on=ON, policy=OTHER, unasked=before.unasked)


# --------------------------------------------------------------------------------- gathering


def test_gathering_keeps_what_no_source_asked() -> None:
    first = screened()
    second = followed({"for-long": False, "@children": []}, first)
    whole = gather(first, second)

    assert whole.complete
    assert PACK.decide(whole, on=ON).not_explored == ("home",)
    assert gather(whole, concern(cold=True)).unasked == NOTHING_UNASKED
    assert PACK.decide(gather(first, concern(cold=False)), on=ON).not_explored == ALL[:2]
    assert PACK.decide(gather(concern(cold=False), first), on=ON).not_explored == ALL


def test_gathering_is_complete_where_every_journey_is() -> None:
    cut_short = PACK.walk({"danger": False}, on=ON)

    assert gather(concern(), concern()).complete is None
    assert gather(concern(), screened()).complete is True
    assert gather(screened(), cut_short).complete is False


def test_of_items_that_others_list_later_nobody_was_asked_here() -> None:
    listed = concern(children=[{"id": "a"}, {"id": "b", "hurt": False}])
    whole = gather(screened(), listed)

    assert whole.unasked.lists == frozenset()
    assert (("children", "a"), "hurt") in whole.unasked.facts
    assert (("children", "b"), "hurt") not in whole.unasked.facts
    assert PACK.decide(whole, on=ON).not_explored == ALL
    hurt = gather(screened(), concern(children=[{"id": "b", "hurt": False}]))
    assert PACK.decide(hurt, on=ON).not_explored == ("feelings", "home")


def test_a_questionnaire_can_begin_with_what_was_gathered() -> None:
    whole = gather(screened(), concern(cold=False))

    assert followed({"for-long": True, "@children": []}, whole).not_explored == ()


def test_a_later_answer_may_still_be_what_an_earlier_one_was_given() -> None:
    again = Unasked(facts=frozenset({(None, "cold")}))
    known = concern(cold=False)

    # It was known, and would have been asked again: what a later source says stands beside it.
    assert again.after(known, [known]) == again
    assert again.after(concern(), [known]) == NOTHING_UNASKED
    assert again.areas(POLICY, known, ON) == ("home",)


def test_what_was_left_unasked_shows_no_name_of_an_item() -> None:
    asked = Unasked(facts=frozenset({(("children", "sam"), "hurt")}), lists=frozenset({"children"}))

    assert repr(asked) == "Unasked(facts=1, lists=1)"


# ------------------------------------------------------------------------------ what is sent


def test_what_is_sent_says_which_areas_nobody_explored() -> None:
    first = screened()
    second = followed({"for-long": False, "@children": []}, first)
    decision = PACK.decide(first, on=ON)
    request = prepare(PACK, gather(first, second), reference="M-000001", on=ON, screened=decision)

    assert request.decision.not_explored == ("home",)
    assert request.decision.complete
    assert request.screened is not None
    assert request.screened.not_explored == ALL


def test_whoever_hands_over_a_bare_concern_loses_no_area_of_the_screener() -> None:
    decision = PACK.decide(screened(), on=ON)

    def sent(**facts: Json) -> tuple[str, ...]:
        told = concern(danger=False, low_mood=True, **facts)
        request = prepare(PACK, told, reference="M-000001", on=ON, screened=decision)
        return request.decision.not_explored

    assert sent() == ALL
    assert sent(for_long=False) == ("harm", "home")
    assert sent(for_long=False, cold=True, children=[]) == ()
    assert sent(children=[{"id": "a"}], cold=True) == ("harm", "feelings")
