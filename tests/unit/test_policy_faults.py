"""What is wrong with a policy: one fault each, each with its code and place."""

import pytest
from attrs import evolve

from childconcern.conditions import Named, Sign, parse_condition
from childconcern.facts import Fact, Vocabulary, YesNo
from childconcern.policy import (
    Area,
    BeforeFact,
    Claim,
    Duty,
    Engine,
    Guarantee,
    Immediately,
    Indicator,
    NamedLevel,
    PolicyError,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
    WithinHours,
    WithinWorkingDays,
    WrittenPolicy,
    policy_problems,
    problems,
)
from childconcern.problems import Severity
from support.sample import POLICY

DANGER = parse_condition("danger")
INDICATOR = Indicator(
    id="hurt", area="harm", level=2, when=DANGER, because="A child is hurt", source="local"
)
RULE = Rule(id="danger", route="urgent", when=DANGER, because="A child is in danger")
DUTY = Duty(id="police", when=DANGER, because="The police must be told")
URGENT = Route(id="urgent", name="Urgent", next_step="Ring.", destinations=("social-care",))
CONSULT = Route(id="consult", name="Consult", next_step="Ring.", destinations=("early-help",))
NIGHT = Variant(id="night", when=DANGER)
PROMISE = Guarantee(id="kept", claim=Claim.NEVER_BELOW, route="urgent", when=DANGER)
GOOD = RoutingPolicy(
    id="small",
    version="1",
    vocabulary=Vocabulary(facts=(Fact(id="danger", kind=YesNo()),)),
    otherwise="consult",
    routes=(URGENT, CONSULT),
    areas=(Area(id="harm", name="Harm"),),
    levels=(NamedLevel(number=1, name="Universal"), NamedLevel(number=2, name="Early help")),
    signs=(Sign(id="grave", when=DANGER),),
    indicators=(INDICATOR,),
    rules=(RULE,),
    duties=(DUTY,),
    guarantees=(PROMISE,),
)


def with_indicator(indicator: Indicator) -> RoutingPolicy:
    """Return the good policy with another indicator."""
    return evolve(GOOD, indicators=(indicator,))


def with_route(route: Route) -> RoutingPolicy:
    """Return the good policy with another most urgent route."""
    return evolve(GOOD, routes=(route, CONSULT))


def with_variant(variant: Variant) -> RoutingPolicy:
    """Return the good policy with a variant of its most urgent route."""
    return with_route(evolve(URGENT, variants=(variant,)))


def with_rule(rule: Rule) -> RoutingPolicy:
    """Return the good policy with another rule."""
    return evolve(GOOD, rules=(rule,))


def with_duty(duty: Duty) -> RoutingPolicy:
    """Return the good policy with another duty."""
    return evolve(GOOD, duties=(duty,))


def with_guarantee(guarantee: Guarantee) -> RoutingPolicy:
    """Return the good policy with another guarantee."""
    return evolve(GOOD, guarantees=(guarantee,))


def found(policy: WrittenPolicy) -> list[tuple[str, str]]:
    """Return code and place of everything that is wrong."""
    return [(problem.code, str(problem.place)) for problem in problems(policy)]


def test_a_good_policy_has_no_problem() -> None:
    assert problems(GOOD) == ()
    assert policy_problems(POLICY) == ()


@pytest.mark.parametrize(
    ("faulty", "code", "place"),
    [
        # The ladder.
        (evolve(GOOD, otherwise=""), "otherwise-missing", "otherwise"),
        (evolve(GOOD, otherwise="nowhere"), "unknown-route", "otherwise"),
        (
            evolve(GOOD, routes=(URGENT, evolve(CONSULT, destinations=()))),
            "otherwise-unread",
            "otherwise",
        ),
        (evolve(GOOD, routes=(URGENT, CONSULT, CONSULT)), "duplicate-id", "routes[2].id"),
        (
            evolve(GOOD, routes=(URGENT, CONSULT, evolve(CONSULT, id="Consult"))),
            "bad-id",
            "routes[2].id",
        ),
        (with_route(evolve(URGENT, name=" ")), "missing-wording", "routes[0].name"),
        (
            with_route(evolve(URGENT, destinations=("Social Care",))),
            "bad-id",
            "routes[0].destinations",
        ),
        (
            with_route(evolve(URGENT, destinations=("a", "b", "a"))),
            "duplicate-id",
            "routes[0].destinations",
        ),
        (
            with_route(evolve(URGENT, respond_within=BeforeFact("home_time"))),
            "unknown-fact",
            "routes[0].respond_within",
        ),
        (
            with_route(evolve(URGENT, respond_within=WithinHours(0))),
            "bad-response-time",
            "routes[0].respond_within",
        ),
        (
            with_duty(evolve(DUTY, respond_within=WithinWorkingDays(-1))),
            "bad-response-time",
            "duties[0].respond_within",
        ),
        # Variants.
        (
            with_route(evolve(URGENT, variants=(NIGHT, NIGHT))),
            "duplicate-id",
            "routes[0].variants[1].id",
        ),
        (
            with_variant(evolve(NIGHT, when=parse_condition("dark"))),
            "unknown-fact",
            "routes[0].variants[0].when",
        ),
        (
            with_variant(evolve(NIGHT, when=parse_condition("level >= 2"))),
            "level-not-allowed",
            "routes[0].variants[0].when",
        ),
        (
            with_variant(evolve(NIGHT, destinations=("a b",))),
            "bad-id",
            "routes[0].variants[0].destinations",
        ),
        (
            with_variant(evolve(NIGHT, destinations=())),
            "variant-unread",
            "routes[0].variants[0].destinations",
        ),
        (
            with_variant(evolve(NIGHT, respond_within=BeforeFact("home_time"))),
            "unknown-fact",
            "routes[0].variants[0].respond_within",
        ),
        # The scheme.
        (
            evolve(GOOD, areas=(Area(id="harm", name="Harm"), Area(id="harm", name="Harm"))),
            "duplicate-id",
            "areas[1].id",
        ),
        (
            evolve(GOOD, areas=(Area(id="harm", name="Harm"), Area(id="n_e", name="N"))),
            "bad-id",
            "areas[1].id",
        ),
        (
            evolve(GOOD, areas=(Area(id="harm", name=""),)),
            "missing-wording",
            "areas[0].name",
        ),
        (
            evolve(GOOD, levels=(NamedLevel(number=1, name=""), NamedLevel(number=2, name="B"))),
            "missing-wording",
            "levels[0].name",
        ),
        (
            evolve(GOOD, levels=(NamedLevel(number=2, name="A"), NamedLevel(number=2, name="B"))),
            "levels-not-ascending",
            "levels[1].number",
        ),
        (
            evolve(GOOD, levels=(NamedLevel(number=3, name="A"), NamedLevel(number=2, name="B"))),
            "levels-not-ascending",
            "levels[1].number",
        ),
        (evolve(GOOD, levels=(), indicators=()), "no-levels", "levels"),
        # Signs.
        (evolve(GOOD, signs=(Sign(id="Grave", when=DANGER),)), "bad-id", "signs.Grave"),
        (evolve(GOOD, signs=(Sign(id="level", when=DANGER),)), "bad-id", "signs.level"),
        (
            evolve(GOOD, signs=(Sign(id="danger", when=parse_condition("known(danger)")),)),
            "duplicate-id",
            "signs.danger",
        ),
        (
            evolve(GOOD, signs=(Sign(id="a", when=DANGER), Sign(id="a", when=DANGER))),
            "duplicate-id",
            "signs.a",
        ),
        (
            evolve(GOOD, signs=(Sign(id="a", when=parse_condition("not a")),)),
            "circular-signs",
            "signs.a",
        ),
        (
            evolve(GOOD, signs=(Sign(id="a", when=parse_condition("dark")),)),
            "unknown-fact",
            "signs.a.when",
        ),
        (
            evolve(GOOD, signs=(Sign(id="a", when=parse_condition("level >= 2")),)),
            "level-not-allowed",
            "signs.a.when",
        ),
        # Indicators.
        (evolve(GOOD, indicators=(INDICATOR, INDICATOR)), "duplicate-id", "indicators[1].id"),
        (with_indicator(evolve(INDICATOR, area="wealth")), "unknown-area", "indicators[0].area"),
        (with_indicator(evolve(INDICATOR, level=3)), "unknown-level", "indicators[0].level"),
        (with_indicator(evolve(INDICATOR, because="")), "missing-wording", "indicators[0].because"),
        (with_indicator(evolve(INDICATOR, source=" ")), "missing-source", "indicators[0].source"),
        (
            with_indicator(evolve(INDICATOR, when=parse_condition("dark"))),
            "unknown-fact",
            "indicators[0].when",
        ),
        (
            with_indicator(evolve(INDICATOR, when=parse_condition("level >= 2"))),
            "level-not-allowed",
            "indicators[0].when",
        ),
        # Rules and duties.
        (evolve(GOOD, rules=(RULE, RULE)), "duplicate-id", "rules[1].id"),
        (with_rule(evolve(RULE, id="R 1")), "bad-id", "rules[0].id"),
        (with_rule(evolve(RULE, route="nowhere")), "unknown-route", "rules[0].route"),
        (with_rule(evolve(RULE, because="")), "missing-wording", "rules[0].because"),
        (with_rule(evolve(RULE, when=parse_condition("dark"))), "unknown-fact", "rules[0].when"),
        (
            with_rule(evolve(RULE, when=parse_condition("not level >= 2"))),
            "level-under-not",
            "rules[0].when",
        ),
        (evolve(GOOD, duties=(DUTY, DUTY)), "duplicate-id", "duties[1].id"),
        (with_duty(evolve(DUTY, because="\n")), "missing-wording", "duties[0].because"),
        (with_duty(evolve(DUTY, when=parse_condition("dark"))), "unknown-fact", "duties[0].when"),
        (
            with_duty(evolve(DUTY, destinations=("a", "a"))),
            "duplicate-id",
            "duties[0].destinations",
        ),
        (
            with_duty(evolve(DUTY, respond_within=BeforeFact("home_time"))),
            "unknown-fact",
            "duties[0].respond_within",
        ),
        # Guarantees.
        (evolve(GOOD, guarantees=(PROMISE, PROMISE)), "duplicate-id", "guarantees[1].id"),
        (with_guarantee(evolve(PROMISE, route="nowhere")), "unknown-route", "guarantees[0].route"),
        (with_guarantee(evolve(PROMISE, duty="nobody")), "unknown-duty", "guarantees[0].duty"),
        (with_guarantee(evolve(PROMISE, level=3)), "unknown-level", "guarantees[0].level"),
        (with_guarantee(evolve(PROMISE, facts=("dark",))), "unknown-fact", "guarantees[0].facts"),
        (
            with_guarantee(evolve(PROMISE, when=parse_condition("dark"))),
            "unknown-fact",
            "guarantees[0].when",
        ),
        (with_guarantee(evolve(PROMISE, route=None)), "incomplete-guarantee", "guarantees[0]"),
        (
            with_guarantee(evolve(PROMISE, claim=Claim.UNCHANGED_EXCEPT, when=None)),
            "incomplete-guarantee",
            "guarantees[0]",
        ),
        (
            with_guarantee(evolve(PROMISE, claim=Claim.NEVER, route=None)),
            "incomplete-guarantee",
            "guarantees[0]",
        ),
        # The vocabulary.
        (
            evolve(GOOD, vocabulary=Vocabulary(facts=GOOD.vocabulary.facts * 2)),
            "duplicate-id",
            "facts.danger",
        ),
    ],
)
def test_one_fault_is_one_problem(faulty: RoutingPolicy, code: str, place: str) -> None:
    assert found(faulty) == [(code, place)]
    with pytest.raises(PolicyError) as raised:
        Engine(faulty)
    assert raised.value.problems == problems(faulty)


@pytest.mark.parametrize(
    "good",
    [
        with_guarantee(evolve(PROMISE, when=None)),
        with_guarantee(evolve(PROMISE, claim=Claim.ALWAYS, route=None, duty="police")),
        with_guarantee(evolve(PROMISE, claim=Claim.ONLY_IF, route=None, level=2)),
        with_guarantee(evolve(PROMISE, claim=Claim.UNCHANGED_EXCEPT, facts=("danger",))),
        with_guarantee(evolve(PROMISE, when=parse_condition("level >= 2"))),
        with_duty(evolve(DUTY, when=parse_condition("areas_at(2) >= 1"))),
        with_rule(evolve(RULE, when=parse_condition("level_of('harm') >= 2"))),
        with_rule(evolve(RULE, when=parse_condition("grave"))),
        with_route(
            evolve(
                URGENT,
                variants=(evolve(NIGHT, destinations=("night-team",)), evolve(NIGHT, id="b")),
            )
        ),
        with_route(evolve(URGENT, respond_within=BeforeFact("danger"))),
        with_route(evolve(URGENT, respond_within=WithinHours(9999))),
        with_route(evolve(URGENT, respond_within=Immediately())),
        evolve(GOOD, levels=(NamedLevel(number=0, name="A"), NamedLevel(number=2, name="B"))),
        evolve(GOOD, areas=(), levels=(), indicators=()),
        evolve(GOOD, signs=(Sign(id="use", when=parse_condition("grave")), *GOOD.signs)),
    ],
)
def test_what_a_council_may_write_is_no_problem(good: RoutingPolicy) -> None:
    assert found(good) == []


def test_a_route_without_a_next_step_is_worth_a_look() -> None:
    unsaid = evolve(GOOD, routes=(evolve(URGENT, next_step=" "), CONSULT))
    (problem,) = problems(unsaid)

    assert (problem.code, str(problem.place)) == ("missing-next-step", "routes[0].next_step")
    assert problem.severity is Severity.WARNING
    assert unsaid.engine is not None


def test_a_policy_without_routes_says_everything_that_this_breaks() -> None:
    empty = evolve(GOOD, routes=())

    assert found(empty) == [
        ("no-routes", "routes"),
        ("unknown-route", "otherwise"),
        ("unknown-route", "rules[0].route"),
        ("unknown-route", "guarantees[0].route"),
    ]


def test_an_indicator_of_a_policy_without_a_scheme_is_told_so() -> None:
    bare = evolve(GOOD, areas=(), levels=(), rules=(), guarantees=())
    messages = [(problem.code, problem.remedy) for problem in problems(bare)]

    assert messages == [("unknown-area", "there are none"), ("unknown-level", "there are none")]


def test_two_variants_of_different_routes_may_share_an_id() -> None:
    shared = evolve(
        GOOD, routes=(evolve(URGENT, variants=(NIGHT,)), evolve(CONSULT, variants=(NIGHT,)))
    )

    assert found(shared) == []


def test_a_policy_reads_what_indicators_rules_duties_variants_and_promises_do() -> None:
    names = ("indicator", "rule", "sign", "unused", "duty", "variant", "route", "promise")
    promised = evolve(
        URGENT,
        respond_within=BeforeFact("route"),
        variants=(evolve(NIGHT, when=Named("variant")),),
    )
    policy = evolve(
        GOOD,
        vocabulary=Vocabulary(
            facts=tuple(Fact(id=name, kind=YesNo()) for name in (*names, "danger"))
        ),
        signs=(Sign(id="used", when=Named("sign")), Sign(id="idle", when=Named("unused"))),
        indicators=(evolve(INDICATOR, when=Named("indicator")),),
        rules=(evolve(RULE, when=parse_condition("rule or used")),),
        duties=(evolve(DUTY, when=Named("duty"), respond_within=BeforeFact("promise")),),
        routes=(promised, CONSULT),
    )

    assert found(policy) == []
    # A guarantee is a claim about decisions, and no part of any.
    assert policy.reads == {*names} - {"unused"}


def test_a_policy_knows_its_ladder() -> None:
    assert POLICY.rungs == {"emergency": 0, "social-care": 1, "consult": 2, "universal": 3}
    assert POLICY.at_least_as_urgent("emergency", "consult")
    assert POLICY.at_least_as_urgent("consult", "consult")
    assert not POLICY.at_least_as_urgent("universal", "consult")
    assert POLICY.route("consult").is_read_by_a_person
    assert not POLICY.route("universal").is_read_by_a_person
    with pytest.raises(KeyError):
        POLICY.route("nowhere")
