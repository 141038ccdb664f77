"""Explaining: from a decision to what it means, for a referrer or a worker."""

from __future__ import annotations

from collections.abc import Iterator

from childconcern.conditions import given
from childconcern.decision import Decision
from childconcern.errors import ConcernError
from childconcern.explanation.knowing import not_asked_words, not_known_words
from childconcern.explanation.nouns import (
    DutyWords,
    Explanation,
    LevelWords,
    PolicyWords,
    Reader,
    ReasonWords,
)
from childconcern.explanation.sentences import full_stop, sentences
from childconcern.explanation.wording import Wording, pack_wording, promise_words
from childconcern.pack import WrittenPack
from childconcern.policy import (
    BeforeFact,
    Duty,
    Indicator,
    RespondWithin,
    Rule,
    WithinHours,
    WithinWorkingDays,
)

__all__ = ["OtherPackError", "explain"]

_ALWAYS = (
    "You can send a request whatever this says, and a person will read it.",
    "If your worry stays or grows, or you learn something new, tell us again.",
    "If a child is in immediate danger, call 999.",
)


_NOTHING_SENT = "Nothing is sent to us from here, so nobody will get in touch because of it."
_NOBODY = "Nobody will get in touch with you because of this result."
_ASK = "If you want somebody to respond, ring us or send a request."


class OtherPackError(ConcernError):
    """A decision should be explained in the words of a pack that did not make it."""

    code = "other-pack"

    def __init__(self) -> None:
        super().__init__(
            "the decision was made by another policy than the pack's",
            remedy="explain it with the version of the pack that decided",
        )


def explain(
    decision: Decision, pack: WrittenPack, *, reader: Reader = Reader.REFERRER
) -> Explanation:
    """Return what a decision means, for the person who reads it.

    Nothing in it is what a person typed. It always gives the reasons for the
    route, or says that no rule spoke, which is not an all-clear.

    Args:
        decision: What was decided.
        pack: The pack whose policy decided; the words are its.
        reader: A referrer is told what happens next, in plain words; a worker
            also every reason with its source, levels, and what was not known.

    Raises:
        OtherPackError: When another policy decided.
    """
    if decision.policy is not pack.policy and decision.policy != pack.policy:
        raise OtherPackError
    return _explanation(decision, pack, reader)


def _explanation(decision: Decision, pack: WrittenPack, reader: Reader) -> Explanation:
    wording = pack_wording(pack)
    for_worker = reader is Reader.WORKER
    policy = decision.policy
    return Explanation(
        reader=reader,
        route=decision.route,
        variant=decision.variant,
        title=decision.name,
        next_step=sentences(decision.next_step),
        promise=_promise(decision, wording, reader),
        duties=tuple(_duty(duty, wording) for duty in decision.outcome.duties),
        no_rule_spoke=_no_rule_spoke(decision, wording, reader),
        reasons=tuple(_reasons(decision, wording) if for_worker else _plain_reasons(decision)),
        not_known=not_known_words(decision, wording, reader),
        not_asked=not_asked_words(decision, wording) if for_worker else (),
        levels=tuple(_levels(decision, wording)) if for_worker else (),
        journey=_journey(decision, reader),
        always=_ALWAYS,
        advice=_advice(pack, reader),
        policy=PolicyWords(
            council=pack.council, id=policy.id, version=policy.version, digest=policy.digest
        ),
        on=decision.on,
    )


def _promise(decision: Decision, wording: Wording, reader: Reader) -> str:
    """Return when somebody will respond; a promise that nobody can keep is not made."""
    promise = decision.respond_within
    if reader is Reader.WORKER:
        readers = wording.readers(decision.readers)
        by_when = "no time is promised" if promise is None else promise_words(promise, wording)
        return f"Read by: {readers}. Response: {by_when}."
    if not decision.readers:
        return f"{_NOBODY if decision.destinations else _NOTHING_SENT} {_ASK}"
    if promise is None:
        return "No time is promised for a response."
    when = f"Somebody will respond {_from_contact(promise, wording)}."
    if isinstance(promise, BeforeFact) and not given(decision.concern[promise.fact]):
        return f"{when} We do not know when that is, so say it when you get in touch."
    return when


def _from_contact(promise: RespondWithin, wording: Wording) -> str:
    words = promise_words(promise, wording)
    counted = isinstance(promise, WithinHours | WithinWorkingDays)
    return f"{words} of hearing from you" if counted else words


def _duty(duty: Duty, wording: Wording) -> DutyWords:
    promise = duty.respond_within
    return DutyWords(
        id=duty.id,
        next_step=sentences(duty.next_step or ""),
        by_when="" if promise is None else promise_words(promise, wording),
        because=full_stop(duty.because),
        told=wording.readers(duty.destinations) if duty.destinations else "",
    )


def _no_rule_spoke(decision: Decision, wording: Wording, reader: Reader) -> tuple[str, ...]:
    if decision.outcome.rules:
        return ()
    if reader is Reader.REFERRER:
        return (
            "None of our rules speaks to what you have told us.",
            "That is not an all-clear: a person will read it and decide with you what to do.",
        )
    return (
        f"No rule spoke, so the route is {wording.route(decision.policy.otherwise)}.",
        "That is not an all-clear: a person reads it and decides.",
    )


def _plain_reasons(decision: Decision) -> Iterator[ReasonWords]:
    """Yield what led to the route, then what else was noted, most serious first.

    Rules that ask for a less urgent route are left out: their steps are not
    what happens next.
    """
    outcome = decision.outcome
    rules = tuple(rule for rule in outcome.rules if rule.route == decision.route)
    noted = sorted(outcome.standing.indicators, key=lambda one: -one.level)
    said = {full_stop(rule.because) for rule in rules}
    for rule in rules:
        yield _reason(rule)
    for indicator in noted:
        if full_stop(indicator.because) not in said:
            yield _reason(indicator)


def _reason(applied: Indicator | Rule, leads_to: str = "") -> ReasonWords:
    return ReasonWords(
        id=applied.id,
        kind="rule" if isinstance(applied, Rule) else "indicator",
        because=full_stop(applied.because),
        leads_to=leads_to,
        source=applied.source or "",
    )


def _reasons(decision: Decision, wording: Wording) -> Iterator[ReasonWords]:
    outcome = decision.outcome
    for indicator in outcome.standing.indicators:
        area, level = wording.area(indicator.area), wording.level(indicator.level)
        yield _reason(indicator, f"{area} at level {level}")
    for rule in outcome.rules:
        yield _reason(rule, f"at least {wording.route(rule.route)}")
    for duty in outcome.duties:
        because = full_stop(duty.because)
        yield ReasonWords(id=duty.id, kind="duty", because=because, source=duty.source or "")


def _levels(decision: Decision, wording: Wording) -> Iterator[LevelWords]:
    names = {level.number: level.name for level in decision.policy.levels}
    lowest = min(names, default=0)
    for area, level in decision.levels.items():
        name = names.get(level, "")
        raised = level > lowest
        yield LevelWords(area=wording.area(area), level=level, name=name, raised=raised)


def _journey(decision: Decision, reader: Reader) -> str:
    if reader is Reader.REFERRER:
        return (
            ""
            if decision.complete is not False
            else (
                "You have not answered every question, so this is what we can say so far."
                " Do not wait to finish if a child may be in danger."
            )
        )
    if decision.complete is None:
        return "No questions were walked through: the facts were handed over."
    return f"The questions were {'' if decision.complete else 'not '}all answered."


def _advice(pack: WrittenPack, reader: Reader) -> tuple[str, ...]:
    whose = pack.council or "the council"
    if reader is Reader.WORKER:
        return (
            f"This is advice, worked out from rules that {whose} has written.",
            "You decide: confirm it, or choose another route and say why.",
        )
    return (
        f"This is advice, worked out from rules that {whose} has written.",
        "A person decides what happens, and may decide differently.",
    )
