"""An explanation as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from childconcern.explanation.nouns import (
    DutyWords,
    Explanation,
    NotKnownWords,
    Reader,
    ReasonWords,
)
from childconcern.explanation.phrases import capitalised
from childconcern.explanation.wording import day_words
from childconcern.pack import ENGLISH, Words

__all__ = ["explanation_text"]

_NOT_EXPLORED: Final = "Not asked about, because the answers already decide what happens"


def explanation_text(explanation: Explanation, words: Words = ENGLISH) -> str:
    """Return an explanation as lines of plain text: headings, and lists with dashes.

    What happens next comes first, and the reasons always stand with it.

    Args:
        explanation: What is written.
        words: Those that a referrer's explanation was made with.
    """
    for_worker = explanation.reader is Reader.WORKER
    blocks = _worker_blocks(explanation) if for_worker else _referrer_blocks(explanation, words)
    return "\n\n".join(block for block in blocks if block)


def _referrer_blocks(explanation: Explanation, words: Words) -> Iterator[str]:
    say = words.say
    yield explanation.title
    yield _section(say("what-to-do-now"), explanation.next_step)
    yield _section(say("when-we-respond"), (explanation.promise,), dash="")
    yield _section(say("you-must-also"), (_duty(one, words) for one in explanation.duties))
    yield explanation.journey
    rules = [one.because for one in explanation.reasons if one.kind == "rule"]
    noted = [one.because for one in explanation.reasons if one.kind != "rule"]
    yield _section(say("why-we-say-this"), (*explanation.no_rule_spoke, *rules))
    yield _section(say("what-we-noted"), noted)
    unknown = (_not_known(one, words) for one in explanation.not_known)
    yield _section(say("what-was-not-known"), unknown)
    yield _section(say("what-you-can-always-do"), explanation.always)
    yield _section(say("who-decides"), explanation.advice, dash="")
    policy, day = explanation.policy, day_words(explanation.on, words)
    name = "rules-of" if policy.council else "rules"
    yield say(name, council=policy.council, id=policy.id, version=policy.version, day=day)


def _worker_blocks(explanation: Explanation) -> Iterator[str]:
    yield explanation.title
    variant = f", variant {explanation.variant}" if explanation.variant else ""
    yield f"Route {explanation.route}{variant}. {explanation.promise}"
    yield _section("What the referrer is told to do", explanation.next_step)
    yield _section("Duties", map(_worker_duty, explanation.duties))
    yield _section("Why", (*explanation.no_rule_spoke, *map(_reason, explanation.reasons)))
    yield _section("Levels", _levels(explanation))
    unexplored = (one.area for one in explanation.levels if not one.explored)
    yield _section(_NOT_EXPLORED, unexplored)
    unknown = (_not_known(one, ENGLISH) for one in explanation.not_known)
    yield _section("Not known", unknown)
    yield _section("Not asked", map(capitalised, explanation.not_asked))
    yield _section("The questions", (explanation.journey,), dash="")
    yield _section("What would alter the route", explanation.nearest)
    yield _section("What every referrer is told", explanation.always)
    yield _section("Who decides", explanation.advice, dash="")
    policy = explanation.policy
    whose = f"{policy.council}, policy" if policy.council else "Policy"
    yield (
        f"{whose} {policy.id}, version {policy.version}, digest {policy.digest}."
        f" Decided for {day_words(explanation.on)}."
    )


def _section(title: str, lines: Iterable[str], *, dash: str = "- ") -> str:
    body = [f"{dash}{line}" for line in lines]
    return "\n".join((title, *body)) if body else ""


def _duty(duty: DutyWords, words: Words) -> str:
    lines = [" ".join(duty.next_step) or duty.because]
    if duty.by_when:
        lines.append(words.say("do-this", when=duty.by_when))
    if duty.next_step:
        lines.append(words.say("why", because=duty.because))
    return "\n  ".join(lines)


def _worker_duty(duty: DutyWords) -> str:
    by_when = f" ({duty.by_when})" if duty.by_when else ""
    lines = [f"{duty.id}{by_when}: {' '.join(duty.next_step) or duty.because}"]
    if duty.told:
        lines.append(f"Sent to: {duty.told}.")
    return "\n  ".join(lines)


def _reason(reason: ReasonWords) -> str:
    leads_to = f": {reason.leads_to}" if reason.leads_to else ""
    lines = [f"{capitalised(reason.kind)} {reason.id}{leads_to}", reason.because]
    lines.append(f"Source: {reason.source or 'none given'}")
    return "\n  ".join(lines)


def _levels(explanation: Explanation) -> Iterator[str]:
    rest = [one for one in explanation.levels if not one.raised and one.explored]
    for one in explanation.levels:
        if one.raised:
            more = "" if one.explored else ", or higher"
            yield f"{one.area}: level {one.level} ({one.name}){more}"
    if rest:
        whose = "Every other area" if len(rest) < len(explanation.levels) else "Every area"
        explored = "" if all(one.explored for one in explanation.levels) else " that was explored"
        yield f"{whose}{explored}: level {rest[0].level} ({rest[0].name})"


def _not_known(one: NotKnownWords, words: Words) -> str:
    what = capitalised(one.about)
    if not one.counted_as:
        return words.say("not-known", what=what)
    return words.say("not-known-counted", what=what, value=one.counted_as)
