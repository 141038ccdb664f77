"""What holds of every journey through the reference pack."""

import datetime as dt
from pathlib import Path
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from childconcern.conditions import ConcernView, expand, truth
from childconcern.decision import decide
from childconcern.facts import Concern, concern_document, read_concern
from childconcern.gathering import gather
from childconcern.journey import Journey, walk
from childconcern.packfile import load_pack
from childconcern.policy import Claim
from childconcern.questionnaire import Questionnaire
from support.asking import ITEM_IDS, answer_to
from support.generating import Document
from support.trying import tried

RIVERBANK: Final = load_pack(Path(__file__).parents[2] / "examples" / "packs" / "riverbank")
ON: Final = dt.date(2026, 11, 23)
MOST_ROUNDS: Final = 60


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
            answers[journey.next] = list(ITEM_IDS[: draw(st.integers(1, 3))])
        for key in journey.path:
            question = questionnaire.questions[key.partition("@")[0]][1]
            fact = RIVERBANK.vocabulary.by_id[question.records]
            answer = answers.get(key, ...)
            while answer is ...:
                answer = draw(answer_to(question, fact))
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
