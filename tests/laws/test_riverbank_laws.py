"""What holds of every journey through the reference pack."""

import datetime as dt
from pathlib import Path
from typing import Final, cast

from hypothesis import given
from hypothesis import strategies as st

from childconcern.conditions import ConcernView, expand, truth
from childconcern.decision import decide
from childconcern.facts import (
    AnyOf,
    Code,
    Concern,
    Fact,
    OneOf,
    YesNo,
    concern_document,
    read_concern,
)
from childconcern.gathering import gather
from childconcern.journey import Journey, walk
from childconcern.packfile import load_pack
from childconcern.policy import Claim
from childconcern.questionnaire import Question, Questionnaire
from support.asking import ITEM_IDS, answer_to
from support.generating import Document
from support.trying import tried

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples" / "packs" / "riverbank")
ON: Final = dt.date(2026, 11, 23)
MOST_ROUNDS: Final = 60
SCREENER: Final = RIVERBANK.questionnaire()
CHILDREN: Final = "@children"
CHILD: Final = "ann"
CALM: Final[Document] = {
    "danger": False,
    "whereabouts": "safe",
    "special-matters": ["none"],
    f"injuries@{CHILD}": ["none"],
    f"moves-alone@{CHILD}": True,
    f"disclosure@{CHILD}": "no",
    f"age@{CHILD}": "9",
    f"injury-account@{CHILD}": "fits",
    f"circumstances@{CHILD}": ["none"],
    "lives-here": True,
    "how-often": "once",
    "how-long": "new",
    "how-bad": "mild",
    "effect-on-child": "none-seen",
    "parents-response": "working-with-help",
    "agreement": "given",
}
SAFE: Final = {"danger", "whereabouts", "special-matters", f"disclosure@{CHILD}", f"age@{CHILD}"}
"""The questions that end most journeys if they are answered at random."""

WHEREABOUTS: Final = ("safe", "safe-until-they-leave", "not-safe", None)
MOST_QUESTIONS: Final = 20
MOST_WHERE_A_CHILD_IS_HURT: Final = 8


def fact_of(key: str) -> Fact:
    """Return the fact that the question of a key records."""
    question = SCREENER.questions[key.partition("@")[0]][1]
    return RIVERBANK.vocabulary.by_id[question.records]


@st.composite
def sheets(draw: st.DrawFn) -> Document:
    """Return answers to the screener, from which a walk sets aside what is not asked."""
    answers: Document = {CHILDREN: [CHILD]}
    for section in SCREENER.sections:
        for question in section.questions:
            key = f"{question.id}@{CHILD}" if section.for_each else question.id
            answer = draw(answers_to(question, fact_of(key)))
            if answer is ...:
                answer = None if question.unknown_allowed else ["something-else"]
            answers[key] = answer
    calm = draw(st.sets(st.sampled_from(sorted(CALM))))
    if draw(st.booleans()):
        calm |= SAFE
    answers |= {key: CALM[key] for key in sorted(calm)}
    return answers


def worsened(fact: Fact, answer: object) -> list[object]:
    """Return what is worse than an answer, by the order that the pack declares."""
    if fact.worse is None or answer is None:
        return []
    if isinstance(fact.kind, YesNo):
        return [] if answer is (fact.worse == "yes") else [fact.worse == "yes"]
    if isinstance(fact.kind, OneOf):
        return list(fact.worse[list(fact.worse).index(str(answer)) + 1 :])
    assert isinstance(fact.kind, AnyOf)
    chosen = cast("list[str]", answer)
    alone = {one.id for one in fact.kind.options if one.exclusive}
    if "unborn" in chosen:  # not less than another answer, but about somebody else
        return []
    kept = [one for one in chosen if one not in alone]
    return [
        [*kept, one.id] for one in fact.kind.options if one.id not in alone and one.id not in kept
    ]


def route_of(answers: Document) -> str:
    """Return the route of a journey with these answers."""
    journey = walk(SCREENER, answers, on=ON)
    return decide(journey.concern, RIVERBANK.policy, on=ON, complete=journey.complete).route


def is_unborn(answer: object) -> bool:
    """Return whether an answer says that the baby is not born yet."""
    return isinstance(answer, list) and "unborn" in cast("list[object]", answer)


def answers_to(question: Question, fact: Fact) -> st.SearchStrategy[object]:
    """Return answers to a question; what only a form asks is a code, or not known."""
    if isinstance(fact.kind, Code):
        codes = st.sampled_from(fact.kind.ids)
        return codes.map(lambda one: [one]) if fact.kind.many else codes
    if fact.kind.name in {"relationships", "nhs-number", "upn"}:
        return st.just(None if question.unknown_allowed else {"skipped": True})

    def alone(answer: object) -> object:
        return ["unborn"] if is_unborn(answer) else answer

    return answer_to(question, fact).map(alone)


def most_listed(questionnaire: Questionnaire) -> int:
    """Return how many items to list at the most: fewer where the questionnaire allows fewer."""
    return min([3, *(one.at_most for one in questionnaire.sections if one.at_most is not None)])


def journey_of(
    draw: st.DrawFn, questionnaire: Questionnaire, before: Concern | None = None
) -> Journey:
    """Return a journey to its end: in each round all that is live is answered."""
    answers: Document = {}
    journey = walk(questionnaire, answers, given=before, on=ON)
    for _ in range(MOST_ROUNDS):
        if journey.next is None:
            return journey
        if journey.next.startswith("@"):
            answers[journey.next] = list(
                ITEM_IDS[: draw(st.integers(1, most_listed(questionnaire)))]
            )
        for key in journey.path:
            question = questionnaire.questions[key.partition("@")[0]][1]
            fact = RIVERBANK.vocabulary.by_id[question.records]
            answer = answers.get(key, ...)
            while answer is ...:
                answer = draw(answers_to(question, fact))
            answers[key] = answer
        journey = walk(questionnaire, answers, given=before, on=ON)
    raise AssertionError("a journey through Riverbank does not end")


@st.composite
def screened(draw: st.DrawFn) -> Journey:
    """Return journeys through the screener."""
    return journey_of(draw, RIVERBANK.questionnaire())


@st.composite
def requested(draw: st.DrawFn) -> tuple[Journey, Journey]:
    """Return journeys through the screener, and then through the request form."""
    before = journey_of(draw, RIVERBANK.questionnaire())
    return before, journey_of(draw, RIVERBANK.questionnaire("request"), before.concern)


@tried(10)
@given(requested())
def test_every_journey_ends_and_what_it_recorded_is_a_whole_concern(
    journeys: tuple[Journey, Journey],
) -> None:
    whole = gather(*journeys).concern

    assert read_concern(concern_document(whole), RIVERBANK.vocabulary) == whole
    decision = decide(whole, RIVERBANK.policy, on=ON, complete=journeys[1].complete)
    assert decision.route in RIVERBANK.policy.rungs


@tried(10)
@given(screened())
def test_no_journey_is_routed_below_what_is_guaranteed(journey: Journey) -> None:
    policy = RIVERBANK.policy
    route = decide(journey.concern, policy, on=ON).route
    view = ConcernView(concern=journey.concern, on=ON)
    claims = [one for one in policy.guarantees if one.claim is Claim.NEVER_BELOW]

    assert claims
    for one in claims:
        if one.when is not None and truth(expand(one.when, policy.terms.meanings), view)[0]:
            assert one.route is not None
            assert policy.at_least_as_urgent(route, one.route), one.id


@tried(150)
@given(sheets())
def test_nobody_is_asked_more_than_twenty_questions(answers: Document) -> None:
    assert len(walk(SCREENER, answers, on=ON).path) <= MOST_QUESTIONS


@tried(30)
@given(sheets(), st.sampled_from([True, False, None]), st.sampled_from(WHEREABOUTS))
def test_a_hurt_child_who_cannot_move_or_who_tells_is_asked_eight_questions(
    answers: Document, moves: object, whereabouts: object
) -> None:
    answers |= {"danger": None, "danger-check": False, "whereabouts": whereabouts}
    answers |= {f"injuries@{CHILD}": ["bruise"], f"moves-alone@{CHILD}": moves}
    answers |= {f"disclosure@{CHILD}": "yes"}
    journey = walk(SCREENER, answers, on=ON)

    assert journey.complete
    assert len(journey.path) <= MOST_WHERE_A_CHILD_IS_HURT
    assert route_of(answers) == "social-care-today"


@tried(150)
@given(sheets(), st.data())
def test_a_worse_answer_never_leads_to_a_less_urgent_route(
    answers: Document, data: st.DataObject
) -> None:
    path = walk(SCREENER, answers, on=ON).path
    worse = [(key, one) for key in path for one in worsened(fact_of(key), answers.get(key))]
    before = route_of(answers)
    for key, one in data.draw(st.permutations(worse))[:4] if worse else []:
        after = route_of({**answers, key: one})
        assert RIVERBANK.policy.at_least_as_urgent(after, before), (key, answers.get(key), one)


@tried(30)
@given(sheets(), st.data())
def test_an_answer_that_is_not_known_is_never_sent_to_services_for_everyone_on_safety(
    answers: Document, data: st.DataObject
) -> None:
    safety = [
        key
        for key in walk(SCREENER, answers, on=ON).path
        if fact_of(key).unknown_counts_as is not None
    ]
    key = data.draw(st.sampled_from(safety))

    # The second question about danger may answer what the first left open.
    unknown = {**answers, key: None} | ({"danger-check": None} if key == "danger" else {})
    assert route_of(unknown) != "universal"
