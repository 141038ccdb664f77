"""Sentences 10 to 13 of the architecture, example by example."""

import datetime as dt
import json
from typing import Any

import pytest
from attrs import evolve

from childconcern.conditions import parse_condition
from childconcern.decision import (
    Decision,
    OtherVocabularyError,
    Reason,
    decide,
    decision_document,
)
from childconcern.errors import ConcernError
from childconcern.facts import (
    AnyOf,
    ConcernRefusedError,
    Fact,
    Group,
    OneOf,
    Option,
    Vocabulary,
    canonical_json,
    read_concern,
)
from childconcern.policy import (
    Area,
    Immediately,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
    WithinHours,
    WithinWorkingDays,
)
from support.sample import BRUISED_BABY, POLICY, VOCABULARY

ON = dt.date(2026, 11, 23)
QUIET: dict[str, Any] = {
    "immediate_danger": False,
    "weeks_missed": 0,
    "children": [{"id": "child-1", "injuries": ["none"], "moves_alone": True}],
}


def decided(document: dict[str, Any], policy: RoutingPolicy = POLICY) -> Decision:
    """Return what a policy says of a document."""
    return decide(read_concern(document, policy.vocabulary), policy, on=ON)


def child(**facts: object) -> dict[str, object]:
    """Return a list of one child."""
    return {"children": [{**QUIET["children"][0], **facts}]}


def test_a_bruised_baby_goes_to_social_care_with_every_reason() -> None:
    decision = decided(BRUISED_BABY)

    assert decision.route == "social-care"
    assert decision.level == 4
    assert decision.levels == {"harm": 4, "school": 1}
    assert decision.reasons == (
        Reason(
            id="injury-not-yet-mobile",
            kind="indicator",
            because="Any injury to a child who cannot move around alone",
            source="section 4.2",
        ),
        Reason(id="injury", kind="indicator", because="A child is hurt", source="local"),
        Reason(id="level-4", kind="rule", because="An area is at level 4", source="section 2"),
    )
    assert decision.treated_as == ()


# ------------------------------------------------------------------ levels


def test_a_level_is_the_highest_of_the_indicators_that_apply() -> None:
    hurt = decided({**QUIET, **child(injuries=["bruise"])})
    hurt_and_missing = decided({**QUIET, **child(injuries=["bruise"]), "weeks_missed": 4})

    assert (hurt.levels, hurt.level) == ({"harm": 2, "school": 1}, 2)
    assert (hurt_and_missing.levels, hurt_and_missing.level) == ({"harm": 2, "school": 2}, 2)


def test_where_no_indicator_applies_every_area_is_at_the_lowest_level() -> None:
    decision = decided(QUIET)

    assert (decision.levels, decision.level) == ({"harm": 1, "school": 1}, 1)


def test_a_policy_without_levels_gives_none() -> None:
    bare = evolve(POLICY, areas=(), levels=(), indicators=(), rules=POLICY.rules[2:])
    scheme = evolve(POLICY, areas=(), indicators=(), rules=POLICY.rules[2:])

    assert (decided(QUIET, bare).levels, decided(QUIET, bare).level) == ({}, None)
    assert (decided(QUIET, scheme).levels, decided(QUIET, scheme).level) == ({}, 1)


def test_areas_at_a_level_are_those_at_it_or_above() -> None:
    rule = Rule(
        id="two-areas",
        route="social-care",
        when=parse_condition("areas_at(2) >= 2"),
        because="Two areas",
    )
    policy = evolve(POLICY, rules=(rule,))
    baby = {**QUIET, **child(injuries=["burn"], moves_alone=False)}

    assert decided(baby, policy).route == "consult"
    assert decided({**baby, "weeks_missed": 4}, policy).levels == {"harm": 4, "school": 2}
    assert decided({**baby, "weeks_missed": 4}, policy).route == "social-care"


def test_one_areas_level_is_not_anothers() -> None:
    rule = Rule(
        id="school",
        route="social-care",
        when=parse_condition("level_of('school') >= 2"),
        because="School",
    )
    policy = evolve(POLICY, rules=(rule,))

    assert decided({**QUIET, **child(injuries=["bruise"])}, policy).route == "consult"
    assert decided({**QUIET, "weeks_missed": 52}, policy).route == "social-care"


# ------------------------------------------------------------------- rules


def test_the_most_urgent_route_wins_and_the_others_stay_as_reasons() -> None:
    decision = decided({**BRUISED_BABY, "immediate_danger": True})

    assert decision.route == "emergency"
    assert [one.id for one in decision.reasons if one.kind == "rule"] == ["level-4", "danger"]


def test_when_no_rule_applies_a_person_reads_it() -> None:
    unsure = decided({**QUIET, "weeks_missed": None})

    assert unsure.route == POLICY.otherwise == "consult"
    assert unsure.reasons == ()
    assert unsure.destinations == ("early-help",)


def test_a_rule_may_name_the_route_that_is_taken_otherwise() -> None:
    rule = evolve(POLICY.rules[2], route="consult")
    decision = decided({**QUIET, "immediate_danger": True}, evolve(POLICY, rules=(rule,)))

    assert decision.route == "consult"
    assert [one.id for one in decision.reasons] == ["danger"]


def test_nothing_worrying_is_said_only_where_it_was_said() -> None:
    assert decided(QUIET).route == "universal"
    assert decided({**QUIET, "weeks_missed": {"not_asked": "school"}}).route == "consult"
    assert decided({**QUIET, "children": {"not_asked": "who"}}).route == "consult"
    assert decided({**QUIET, **child(injuries={"not_asked": "injuries"})}).route == "consult"


# -------------------------------------------------- duties, variants, words


def test_a_duty_is_added_to_the_route_and_never_instead_of_it() -> None:
    decision = decided({**BRUISED_BABY, **child(injuries=["fracture"], moves_alone=False)})

    assert decision.route == "social-care"
    assert decision.duties == ("police",)
    assert decision.reasons[-1] == Reason(
        id="police", kind="duty", because="A fracture may be a crime", source="section 5"
    )
    assert decision.destinations == ("social-care", "police")


def test_the_first_variant_that_applies_is_taken() -> None:
    baby = {**BRUISED_BABY, "referrer_role": "police", "out_of_hours": True}

    assert decided(BRUISED_BABY).variant is None
    assert decided(baby).variant == "police"
    assert decided({**baby, "referrer_role": "teacher"}).variant == "by-night"
    assert decided({**baby, "referrer_role": None}).variant == "by-night"


def test_a_variant_says_what_it_says_and_leaves_the_rest_to_the_route() -> None:
    danger = {**QUIET, "immediate_danger": True}
    day, night = decided(danger), decided({**danger, "out_of_hours": True})

    assert (day.name, day.next_step) == ("Call 999 now", "Call 999.")
    assert (day.respond_within, day.then_ask) == (Immediately(), "request")
    assert (night.name, night.next_step) == (
        "Call 999 now, then the night team",
        "Call 999, then the night team.",
    )
    assert (night.respond_within, night.then_ask) == (WithinHours(1), "night")
    assert night.destinations == ("night-team",)


def test_a_variant_that_says_nothing_changes_nothing() -> None:
    baby = {**BRUISED_BABY, "referrer_role": "police"}
    plain, police = decided(BRUISED_BABY), decided(baby)

    assert (police.variant, plain.variant) == ("police", None)
    assert police.name == plain.name == "Social care"
    assert police.next_step == plain.next_step == "Stay by the telephone."
    assert police.respond_within == plain.respond_within == WithinWorkingDays(1)
    assert police.then_ask is plain.then_ask is None
    assert police.destinations == plain.destinations == ("social-care",)


# ------------------------------------------------------------- not knowing


def test_what_is_not_known_of_a_safety_fact_counts_as_declared_and_is_told() -> None:
    decision = decided({**QUIET, "immediate_danger": None, **child(injuries=None)})

    assert decision.route == "emergency"
    assert [(one.fact, one.item, one.value) for one in decision.treated_as] == [
        ("immediate_danger", None, True),
        ("injuries", "child-1", ["bruise"]),
    ]


def test_what_was_not_asked_counts_as_nothing() -> None:
    decision = decided({**QUIET, "immediate_danger": {"not_asked": "danger"}})

    assert decision.route == "consult"
    assert decision.treated_as == ()


def test_of_a_group_that_was_not_asked_nothing_is_replaced() -> None:
    decision = decided({**QUIET, "children": {"not_asked": "who"}})

    assert decision.treated_as == ()
    assert decision.level == 1


def test_replacements_are_told_facts_first_and_then_item_by_item() -> None:
    children = [
        {"id": "b", "injuries": None, "moves_alone": None},
        {"id": "a", "injuries": ["none"], "moves_alone": None},
    ]
    decision = decided({"immediate_danger": None, "children": children})

    assert [(one.fact, one.item) for one in decision.treated_as] == [
        ("immediate_danger", None),
        ("injuries", "b"),
        ("moves_alone", "b"),
        ("moves_alone", "a"),
    ]
    assert repr(decision.treated_as[0]) == "Treated(fact='immediate_danger', ...)"


# --------------------------------------------- the case that engines failed

SURVEY = RoutingPolicy(
    id="survey",
    version="1",
    vocabulary=Vocabulary(
        groups=(
            Group(
                id="children",
                at_least=1,
                at_most=4,
                facts=(
                    Fact(
                        id="injury",
                        kind=OneOf(("none", "minor", "serious")),
                        unknown_counts_as="serious",
                    ),
                    Fact(
                        id="marks", kind=AnyOf((Option("bruise"), Option("none", exclusive=True)))
                    ),
                ),
            ),
        ),
    ),
    otherwise="consult",
    areas=(Area(id="harm", name="Harm"),),
    levels=(NamedLevel(number=1, name="Universal"), NamedLevel(number=4, name="Statutory")),
    indicators=(
        Indicator(
            id="serious-injury",
            area="harm",
            level=4,
            when=parse_condition("any_item(children, injury == 'serious')"),
            because="A child is seriously hurt",
            source="local",
        ),
    ),
    routes=(
        Route(id="social-care", name="Social care", next_step="Ring.", destinations=("sc",)),
        Route(id="consult", name="Consult", next_step="Ring.", destinations=("eh",)),
        Route(id="universal", name="Universal services", next_step="Look."),
    ),
    rules=(
        Rule(
            id="level-4",
            route="social-care",
            when=parse_condition("level >= 4"),
            because="A statutory concern",
        ),
        Rule(
            id="not-hurt",
            route="universal",
            when=parse_condition("all_items(children, injury != 'serious')"),
            because="Nobody is seriously hurt",
        ),
    ),
)


def test_a_serious_injury_is_a_statutory_concern() -> None:
    assert decided({"children": [{"id": "a", "injury": "serious"}]}, SURVEY).route == "social-care"
    assert decided({"children": [{"id": "a", "injury": "minor"}]}, SURVEY).route == "universal"


@pytest.mark.parametrize(
    ("injury", "code"),
    [
        ({"injury": "serius"}, "not-an-option"),
        ({"injury": "Serious"}, "not-an-option"),
        ({"injury": ""}, "not-an-option"),
        ({"injury": True}, "not-an-option"),
        ({"injury": ["serious"]}, "not-an-option"),
        ({"injruy": "serious", "injury": None}, "unknown-fact"),
        ({}, "missing-safety-fact"),
    ],
)
def test_an_injury_misspelt_or_missing_is_refused_and_never_universal_services(
    injury: dict[str, object], code: str
) -> None:
    with pytest.raises(ConcernRefusedError) as raised:
        read_concern({"children": [{"id": "a", **injury}]}, SURVEY.vocabulary)

    assert [problem.code for problem in raised.value.problems] == [code]


def test_an_injury_that_is_not_known_is_treated_as_worrying() -> None:
    decision = decided({"children": [{"id": "a", "injury": None}]}, SURVEY)

    assert decision.route == "social-care"
    assert [(one.fact, one.value) for one in decision.treated_as] == [("injury", "serious")]


def test_an_injury_that_was_not_asked_is_read_by_a_person() -> None:
    unasked = {"id": "b", "injury": {"not_asked": "injury"}}

    assert decided({"children": [unasked]}, SURVEY).route == "consult"
    assert decided({"children": {"not_asked": "who"}}, SURVEY).route == "consult"
    hurt = {"id": "a", "injury": "serious"}
    assert decided({"children": [hurt, unasked]}, SURVEY).route == "social-care"


# --------------------------------------------------- decisions as documents


def test_a_decision_is_one_json_document() -> None:
    document = decision_document(decided({**QUIET, "immediate_danger": None}))

    assert json.loads(canonical_json(document)) == {
        "route": "emergency",
        "variant": None,
        "duties": [],
        "level": 1,
        "levels": {"harm": 1, "school": 1},
        "reasons": [
            {
                "id": "danger",
                "kind": "rule",
                "because": "A child is in danger now",
                "source": None,
            }
        ],
        "treated_as": [{"fact": "immediate_danger", "item": None, "value": True}],
        "respond_within": "immediately",
        "on": "2026-11-23",
        "complete": None,
        "policy": {"id": "sample", "version": "2026.1", "digest": POLICY.digest},
        "concern_digest": decided({**QUIET, "immediate_danger": None}).concern_digest,
    }


def test_a_route_without_a_promise_promises_null() -> None:
    assert decision_document(decided(QUIET))["respond_within"] is None


def test_whether_the_journey_was_complete_is_only_recorded() -> None:
    concern = read_concern(QUIET, VOCABULARY)
    whole, part = (decide(concern, POLICY, on=ON, complete=one) for one in (True, False))

    assert decision_document(whole)["complete"] is True
    assert decision_document(part)["complete"] is False
    assert whole.outcome == part.outcome


def test_the_digest_of_a_concern_covers_what_the_policy_reads_and_no_words() -> None:
    baby = decided(BRUISED_BABY).concern_digest

    assert decided({**BRUISED_BABY, "story": "Something else."}).concern_digest == baby
    assert decided({**BRUISED_BABY, "referrer_name": None}).concern_digest == baby
    assert decided({**BRUISED_BABY, "weeks_missed": 1}).concern_digest != baby
    assert decided({**BRUISED_BABY, "home_time": "2026-11-24"}).concern_digest != baby


@pytest.mark.parametrize(
    "when",
    [
        "any_item(children, months(age) < 6)",
        "any_item(children, years(age) < 0) or days_since(home_time) < 183",
    ],
)
def test_deciding_reads_the_day_that_it_is_given(when: str) -> None:
    rule = Rule(id="young", route="social-care", when=parse_condition(when), because="A baby")
    policy = evolve(POLICY, rules=(rule,))
    document = {**QUIET, **child(age="2026-06-23"), "home_time": "2026-06-23"}
    concern = read_concern(document, VOCABULARY)

    assert decide(concern, policy, on=dt.date(2026, 12, 22)).route == "social-care"
    assert decide(concern, policy, on=dt.date(2026, 12, 23)).route == "consult"
    assert decide(concern, policy, on=dt.date(2026, 12, 22)).route == "social-care"


@pytest.mark.parametrize("graded", [True, False])
def test_a_policy_whose_memory_is_full_forgets_and_decides_on(
    monkeypatch: pytest.MonkeyPatch, *, graded: bool
) -> None:
    monkeypatch.setattr("childconcern.policy.engine._MOST_REMEMBERED", 2)
    ungraded = evolve(POLICY, indicators=(), rules=POLICY.rules[::2])
    policy = evolve(POLICY) if graded else ungraded
    documents = [
        {**QUIET, "immediate_danger": danger, "out_of_hours": dark, "weeks_missed": weeks}
        for danger in (True, False)
        for dark in (True, False)
        for weeks in (0, 4)
    ]

    routes = [decided(document, policy).route for document in documents * 2]
    quiet = ["universal", "consult"] * 2
    assert routes == ([*["emergency"] * 4, *quiet]) * 2


def test_a_concern_of_another_vocabulary_is_refused() -> None:
    other = read_concern({"children": [{"id": "a", "injury": "none"}]}, SURVEY.vocabulary)

    with pytest.raises(OtherVocabularyError) as raised:
        decide(other, POLICY, on=ON)
    assert isinstance(raised.value, ConcernError)
    assert raised.value.code == "other-vocabulary"


def test_an_equal_vocabulary_is_as_good_as_the_same() -> None:
    again = Vocabulary(facts=VOCABULARY.facts, groups=VOCABULARY.groups)
    concern = read_concern(BRUISED_BABY, again)

    assert decide(concern, POLICY, on=ON).route == "social-care"


def test_a_decision_shows_its_route_and_nothing_of_the_concern() -> None:
    assert repr(decided(BRUISED_BABY)) == "Decision(route='social-care', on=2026-11-23, ...)"


def test_equal_concerns_have_equal_decisions() -> None:
    assert decided(BRUISED_BABY) == decided(dict(BRUISED_BABY))
    assert hash(decided(BRUISED_BABY)) == hash(decided(dict(BRUISED_BABY)))
    assert decided(BRUISED_BABY) != decided({**BRUISED_BABY, "weeks_missed": 1})
