"""Made-up packs, all of them well formed: vocabulary, questionnaires, policy and cases."""

import datetime as dt

from attrs import evolve
from hypothesis import strategies as st

from childconcern.facts import Vocabulary
from childconcern.pack import Approval, Case, Expectation, Language, Pack
from childconcern.policy import Claim, Guarantee, RoutingPolicy
from childconcern.questionnaire import Questionnaire
from support.asking import answers_for, givens, questionnaires, with_service_facts
from support.generating import days, documents, policies, vocabularies

__all__ = ["packs"]

_WORDS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'\\#[]=\n\t"), min_size=1
).filter(lambda text: bool(text.strip()))
"""What people may write: any character, with those that a file could trip over."""


def _guarantees(draw: st.DrawFn, policy: RoutingPolicy) -> tuple[Guarantee, ...]:
    route = draw(st.sampled_from(policy.routes)).id
    when = draw(st.sampled_from([None, *(rule.when for rule in policy.rules)]))
    claimed = Guarantee(id="first", claim=Claim.NEVER_BELOW, when=when, route=route)
    fact = policy.vocabulary.facts[0].id
    changed = Guarantee(
        id="second",
        claim=Claim.UNCHANGED_EXCEPT,
        facts=(fact,),
        because=draw(_WORDS),
        source=draw(st.none() | _WORDS),
    )
    return (claimed, changed)[: draw(st.integers(0, 2))]


def _case(draw: st.DrawFn, number: int, policy: RoutingPolicy, screener: Questionnaire) -> Case:
    vocabulary, route = policy.vocabulary, draw(st.sampled_from(policy.routes))
    expect = Expectation(
        route=route.id,
        variant=draw(st.sampled_from([None, *(one.id for one in route.variants)])),
        duties=draw(st.sampled_from([None, tuple(duty.id for duty in policy.duties)])),
        level=draw(st.none() | st.integers(0, 4)),
        complete=draw(st.none() | st.booleans()),
    )
    case = Case(
        id=f"case-{number}",
        story=draw(_WORDS),
        on=draw(days()),
        expect=expect,
        source=draw(st.just("") | _WORDS),
    )
    if draw(st.booleans()):
        return evolve(case, concern=draw(documents(vocabulary)))
    given = draw(givens(vocabulary))
    answers = draw(answers_for(screener, given))
    return evolve(case, answers=answers, given=given or None)


def _questionnaires(
    draw: st.DrawFn, vocabulary: Vocabulary, policy: RoutingPolicy
) -> tuple[Questionnaire, ...]:
    screener = draw(questionnaires(vocabulary, policy.signs, name="screener", whole=True))
    earlier = frozenset(screener.recorded())
    request = questionnaires(vocabulary, policy.signs, name="request", earlier=earlier)
    return (screener, draw(request)) if draw(st.booleans()) else (screener,)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Return packs without an error, of one or two questionnaires and no case to two."""
    vocabulary = draw(with_service_facts(draw(vocabularies())))
    policy = draw(policies(vocabulary))
    asked = _questionnaires(draw, vocabulary, policy)
    policy = evolve(
        policy, id="made-up", version=draw(_WORDS), guarantees=_guarantees(draw, policy)
    )
    first = draw(st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)))
    return Pack(
        id=policy.id,
        version=policy.version,
        title=draw(st.just("") | _WORDS),
        council=draw(st.just("") | _WORDS),
        effective_from=first,
        effective_until=draw(st.sampled_from([None, first])),
        languages=(Language(id="en", checked_by=draw(st.just("") | _WORDS)),),
        approvals=(Approval(by="A. Lead (fictional)", on=first),) if draw(st.booleans()) else (),
        vocabulary=vocabulary,
        questionnaires=asked,
        policy=policy,
        cases=tuple(
            _case(draw, number, policy, asked[0]) for number in range(draw(st.integers(0, 2)))
        ),
    )
