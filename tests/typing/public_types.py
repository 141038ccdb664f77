"""What the type checkers must say of the public names: nothing runs here, it is only checked.

The ``types`` session checks this file with the rest. Where a public type
changes, ``assert_type`` fails; where a mistake is no longer found, its ``type:
ignore`` is one too many, which is an error for both checkers.
"""

# pyright: reportUnnecessaryTypeIgnoreComment=true

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import assert_type

from childconcern import (
    Case,
    Concern,
    Condition,
    Decision,
    Gathered,
    Journey,
    Pack,
    Questionnaire,
    Reason,
    RequestForService,
    RoutingPolicy,
    Rule,
    Vocabulary,
    decide,
    explain,
    explanation_text,
    gather,
    load_pack,
    pack_in_force,
    parse_condition,
    prepare,
    read_concern,
    walk,
)
from childconcern.decision import Treated
from childconcern.explanation import Explanation
from childconcern.gathering import Difference
from childconcern.journey import Unasked
from childconcern.pack import CaseResult
from childconcern.policy import RespondWithin

__all__: list[str] = []


def a_pack(folder: Path, packs: list[Pack], on: dt.date) -> None:
    pack = load_pack(folder)
    assert_type(pack, Pack)
    assert_type(load_pack("riverbank"), Pack)
    assert_type(pack_in_force(packs, on), Pack)

    assert_type(pack.id, str)
    assert_type(pack.version, str)
    assert_type(pack.digest, str)
    assert_type(pack.effective_from, dt.date | None)
    assert_type(pack.effective_until, dt.date | None)
    assert_type(pack.vocabulary, Vocabulary)
    assert_type(pack.questionnaires, tuple[Questionnaire, ...])
    assert_type(pack.questionnaire(), Questionnaire)
    assert_type(pack.questionnaire("request"), Questionnaire)
    assert_type(pack.policy, RoutingPolicy)
    assert_type(pack.policy.digest, str)
    assert_type(pack.cases, tuple[Case, ...])


def a_journey(pack: Pack, answers: dict[str, object], given: Concern, on: dt.date) -> None:
    journey = walk(pack.questionnaire(), answers, given=given, on=on)
    assert_type(journey, Journey)
    assert_type(walk(pack.questionnaire(), {"danger": True}, on=on), Journey)

    assert_type(journey.questionnaire, str)
    assert_type(journey.path, tuple[str, ...])
    assert_type(journey.next, str | None)
    assert_type(journey.set_aside, tuple[str, ...])
    assert_type(journey.at_least_to_come, int)
    assert_type(journey.at_most_to_come, int)
    assert_type(journey.concern, Concern)
    assert_type(journey.complete, bool)
    assert_type(journey.not_explored, tuple[str, ...])
    assert_type(journey.unasked, Unasked)
    assert_type(pack.walk(answers, questionnaire="request", given=journey, on=on), Journey)
    assert_type(pack.walk(answers, questionnaire="request", given=given, on=on), Journey)
    assert_type(pack.then_asked("screener"), tuple[Questionnaire, ...])


def a_concern(document: object, vocabulary: Vocabulary, journey: Journey) -> None:
    concern = read_concern(document, vocabulary)
    assert_type(concern, Concern)
    assert_type(read_concern({}, vocabulary, partial=True), Concern)

    gathered = gather(concern, journey)
    assert_type(gathered, Gathered)
    assert_type(gathered.concern, Concern)
    assert_type(gathered.differences, tuple[Difference, ...])
    assert_type(gathered.complete, bool | None)
    assert_type(gathered.unasked, Unasked)
    assert_type(gather(gathered, journey), Gathered)


def a_decision(pack: Pack, concern: Concern, on: dt.date) -> None:
    decision = decide(concern, pack.policy, on=on, complete=True)
    assert_type(decision, Decision)
    assert_type(decide(concern, pack.policy, on=on), Decision)
    assert_type(pack.decide(concern, on=on), Decision)
    assert_type(pack.decide_case(pack.cases[0]), Decision)
    assert_type(pack.run_case(pack.cases[0]), CaseResult)

    assert_type(decision.route, str)
    assert_type(decision.variant, str | None)
    assert_type(decision.duties, tuple[str, ...])
    assert_type(decision.level, int | None)
    assert_type(decision.level_may_be_higher, bool)
    assert_type(decision.levels, dict[str, int])
    assert_type(decision.name, str)
    assert_type(decision.next_step, str)
    assert_type(decision.respond_within, RespondWithin | None)
    assert_type(decision.then_ask, str | None)
    assert_type(decision.readers, tuple[str, ...])
    assert_type(decision.destinations, tuple[str, ...])
    assert_type(decision.reasons, tuple[Reason, ...])
    assert_type(decision.treated_as, tuple[Treated, ...])
    assert_type(decision.concern_digest, str)
    assert_type(decision.concern, Concern)
    assert_type(decision.policy, RoutingPolicy)
    assert_type(decision.on, dt.date)
    assert_type(decision.complete, bool | None)
    assert_type(decision.not_explored, tuple[str, ...])


def what_follows(pack: Pack, concern: Concern, decision: Decision, on: dt.date) -> None:
    assert_type(explain(decision, pack), Explanation)
    assert_type(explanation_text(explain(decision, pack)), str)

    request = prepare(pack, concern, reference="RB-1", on=on, screened=decision, send_anyway=True)
    assert_type(request, RequestForService)
    assert_type(request.pack, tuple[str, str, str])
    assert_type(request.decision, Decision)
    assert_type(request.screened, Decision | None)
    assert_type(request.standing, Decision)
    assert_type(request.route, str)
    assert_type(request.destinations, tuple[str, ...])


def a_rule_built_by_hand() -> None:
    when = parse_condition("immediate_danger")
    assert_type(when, Condition)
    rule = Rule(id="danger", when=when, route="emergency", because="A child is in danger")
    assert_type(rule.when, Condition)
    assert_type(rule.source, str | None)


def mistakes_about_what_is_asked(
    questionnaire: Questionnaire, answers: Mapping[str, object], on: dt.date
) -> None:
    load_pack(1)  # type: ignore[arg-type]  # a folder is a path
    walk(questionnaire, answers)  # type: ignore[call-arg]  # the day is never guessed
    walk(questionnaire, answers, on="2026-11-24")  # type: ignore[arg-type]  # nor read
    walk(questionnaire, answers, on)  # type: ignore[call-arg, arg-type]  # nor said without its name
    key: str = walk(questionnaire, answers, on=on).next  # type: ignore[assignment]  # may be None
    read_concern(answers)  # type: ignore[call-arg]  # of which vocabulary?
    gather(answers)  # type: ignore[arg-type]  # answers are not yet a concern
    del key


def mistakes_about_what_is_decided(
    pack: Pack, concern: Concern, decision: Decision, on: dt.date
) -> None:
    decide(concern, pack, on=on)  # type: ignore[arg-type]  # the policy decides, not the pack
    decide(concern, pack.policy)  # type: ignore[call-arg]  # on which day?
    prepare(pack, concern, on=on)  # type: ignore[call-arg]  # the caller gives the reference
    explain(decision)  # type: ignore[call-arg]  # in whose words?
    decision.route = "consult"  # type: ignore[misc]  # a decision is never changed
    pack.version = "2"  # type: ignore[misc]  # nor is a pack
    Rule(id="a", when="danger", route="b", because="c")  # type: ignore[arg-type]  # text is not read
