"""Explaining: from a decision to what it means, for a referrer or a worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

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
from childconcern.pack import ENGLISH, Said, Words, WrittenPack
from childconcern.pack.wording import StringKey
from childconcern.policy import (
    BeforeFact,
    Duty,
    Indicator,
    Rule,
    WithinHours,
    WithinWorkingDays,
)

__all__ = ["OtherPackError", "explain"]

_ALWAYS = ("always-send", "always-again", "always-999")


class OtherPackError(ConcernError):
    """A decision should be explained in the words of a pack that did not make it."""

    code = "other-pack"

    def __init__(self) -> None:
        super().__init__(
            "the decision was made by another policy than the pack's",
            remedy="explain it with the version of the pack that decided",
        )


def explain(
    decision: Decision,
    pack: WrittenPack,
    *,
    reader: Reader = Reader.REFERRER,
    words: Words = ENGLISH,
    nearest: Sequence[str] = (),
) -> Explanation:
    """Return what a decision means, for the person who reads it.

    Nothing in it is what a person typed. It always gives the reasons for the
    route, or says that no rule spoke, which is not an all-clear.

    Args:
        decision: What was decided.
        pack: The pack whose policy decided; the words are its.
        reader: A referrer is told what happens next, in plain words; a worker
            also every reason with its source, levels, and what was not known.
        words: Those of the language that a referrer reads, from
            :meth:`Pack.in_language`. A worker reads what the pack is written in.
        nearest: Which few other answers would alter the route, a sentence each, as
            :func:`childconcern.reporting.nearest_words` says what
            :func:`childconcern.verify.nearest.nearest` found. A referrer is not told:
            it would teach which answers get more.

    Raises:
        OtherPackError: When another policy decided.
    """
    if decision.policy is not pack.policy and decision.policy != pack.policy:
        raise OtherPackError
    if reader is Reader.REFERRER:
        return _explanation(decision, pack, reader, words)
    return evolve(_explanation(decision, pack, reader, ENGLISH), nearest=tuple(nearest))


def _explanation(
    decision: Decision, pack: WrittenPack, reader: Reader, words: Words
) -> Explanation:
    wording = pack_wording(pack, words)
    for_worker = reader is Reader.WORKER
    policy = decision.policy
    return Explanation(
        reader=reader,
        route=decision.route,
        variant=decision.variant,
        title=words.of(_place(decision, "name"), decision.name),
        next_step=_sentences(_place(decision, "next_step"), decision.next_step, words),
        promise=_promise(decision, wording, reader),
        duties=tuple(_duty(duty, wording) for duty in decision.outcome.duties),
        no_rule_spoke=_no_rule_spoke(decision, wording, reader),
        reasons=tuple(
            _reasons(decision, wording) if for_worker else _plain_reasons(decision, words)
        ),
        not_known=not_known_words(decision, wording, reader),
        not_asked=not_asked_words(decision, wording) if for_worker else (),
        levels=tuple(_levels(decision, wording)) if for_worker else (),
        journey=_journey(decision, reader, words),
        always=tuple(map(words.say, _ALWAYS)),
        advice=_advice(pack, reader, words),
        policy=PolicyWords(
            council=words.of(("pack", "council"), pack.council),
            id=policy.id,
            version=policy.version,
            digest=policy.digest,
        ),
        on=decision.on,
        language=words.language,
    )


def _place(decision: Decision, name: str) -> StringKey:
    """Return where the words of a decision's route stand: in its variant, or in the route."""
    at: StringKey = ("policy", "routes", decision.route)
    variant = decision.outcome.variant
    own = variant is not None and (variant.name if name == "name" else variant.next_step)
    return (*at, "variants", variant.id, name) if variant is not None and own else (*at, name)


def _sentences(key: StringKey, english: str, words: Words) -> tuple[str, ...]:
    """Return the sentences of a string of the pack; each that is in English has its mark."""
    said = words.said(key, english)
    return tuple(words.marked(Said(one, said.language)) for one in sentences(said.text))


def _promise(decision: Decision, wording: Wording, reader: Reader) -> str:
    """Return when somebody will respond; a promise that nobody can keep is not made."""
    promise = decision.respond_within
    if reader is Reader.WORKER:
        readers = wording.readers(decision.readers)
        by_when = "no time is promised" if promise is None else promise_words(promise, wording)
        return f"Read by: {readers}. Response: {by_when}."
    words = wording.words
    if not decision.readers:
        why = words.say("nobody-responds" if decision.destinations else "nothing-sent")
        return f"{why} {words.say('ask-for-response')}"
    if promise is None:
        return words.say("no-time-promised")
    counted = isinstance(promise, WithinHours | WithinWorkingDays)
    name = "somebody-responds-after-contact" if counted else "somebody-responds"
    when = words.say(name, when=promise_words(promise, wording))
    if isinstance(promise, BeforeFact) and not given(decision.concern[promise.fact]):
        return f"{when} {words.say('time-not-known')}"
    return when


def _duty(duty: Duty, wording: Wording) -> DutyWords:
    promise = duty.respond_within
    at: StringKey = ("policy", "duties", duty.id)
    return DutyWords(
        id=duty.id,
        next_step=_sentences((*at, "next_step"), duty.next_step or "", wording.words),
        by_when="" if promise is None else promise_words(promise, wording),
        because=full_stop(wording.words.of((*at, "because"), duty.because)),
        told=wording.readers(duty.destinations) if duty.destinations else "",
    )


def _no_rule_spoke(decision: Decision, wording: Wording, reader: Reader) -> tuple[str, ...]:
    if decision.outcome.rules:
        return ()
    if reader is Reader.REFERRER:
        return wording.words.say("no-rule-speaks"), wording.words.say("no-all-clear")
    return (
        f"No rule spoke, so the route is {wording.route(decision.policy.otherwise)}.",
        "That is not an all-clear: a person reads it and decides.",
    )


def _plain_reasons(decision: Decision, words: Words) -> Iterator[ReasonWords]:
    """Yield what led to the route, then what else was noted, most serious first.

    Rules that ask for a less urgent route are left out: their steps are not
    what happens next.
    """
    outcome = decision.outcome
    rules = tuple(rule for rule in outcome.rules if rule.route == decision.route)
    noted = sorted(outcome.standing.indicators, key=lambda one: -one.level)
    said = {full_stop(rule.because) for rule in rules}
    for rule in rules:
        yield _reason(rule, words)
    for indicator in noted:
        if full_stop(indicator.because) not in said:
            yield _reason(indicator, words)


def _reason(applied: Indicator | Rule, words: Words, leads_to: str = "") -> ReasonWords:
    is_rule = isinstance(applied, Rule)
    at = ("policy", "rules" if is_rule else "indicators", applied.id, "because")
    return ReasonWords(
        id=applied.id,
        kind="rule" if is_rule else "indicator",
        because=full_stop(words.of(at, applied.because)),
        leads_to=leads_to,
        source=applied.source or "",
    )


def _reasons(decision: Decision, wording: Wording) -> Iterator[ReasonWords]:
    outcome = decision.outcome
    for indicator in outcome.standing.indicators:
        area, level = wording.area(indicator.area), wording.level(indicator.level)
        yield _reason(indicator, wording.words, f"{area} at level {level}")
    for rule in outcome.rules:
        yield _reason(rule, wording.words, f"at least {wording.route(rule.route)}")
    for duty in outcome.duties:
        because = full_stop(duty.because)
        yield ReasonWords(id=duty.id, kind="duty", because=because, source=duty.source or "")


def _levels(decision: Decision, wording: Wording) -> Iterator[LevelWords]:
    names = {level.number: level.name for level in decision.policy.levels}
    lowest = min(names, default=0)
    for area, level in decision.levels.items():
        name = names.get(level, "")
        yield LevelWords(
            area=wording.area(area),
            level=level,
            name=name,
            raised=level > lowest,
            explored=area not in decision.not_explored,
        )


def _journey(decision: Decision, reader: Reader, words: Words) -> str:
    if reader is Reader.REFERRER:
        if decision.complete is not False:
            return ""
        return f"{words.say('so-far')} {words.say('do-not-wait')}"
    if decision.complete is None:
        return "No questions were walked through: the facts were handed over."
    return f"The questions were {'' if decision.complete else 'not '}all answered."


def _advice(pack: WrittenPack, reader: Reader, words: Words) -> tuple[str, ...]:
    whose = words.of(("pack", "council"), pack.council) or words.say("the-council")
    advice = words.say("advice", council=whose)
    if reader is Reader.WORKER:
        return advice, "You decide: confirm it, or choose another route and say why."
    return advice, words.say("a-person-decides")
