"""An explanation as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from childconcern.explanation.nouns import (
    DutyWords,
    Explanation,
    NotKnownWords,
    Reader,
    ReasonWords,
)
from childconcern.explanation.phrases import capitalised
from childconcern.explanation.wording import day_words

__all__ = ["explanation_text"]


def explanation_text(explanation: Explanation) -> str:
    """Return an explanation as lines of plain text: headings, and lists with dashes.

    What happens next comes first, and the reasons always stand with it.
    """
    for_worker = explanation.reader is Reader.WORKER
    blocks = _worker_blocks(explanation) if for_worker else _referrer_blocks(explanation)
    return "\n\n".join(block for block in blocks if block)


def _referrer_blocks(explanation: Explanation) -> Iterator[str]:
    yield explanation.title
    yield _section("What to do now", explanation.next_step)
    yield _section("When somebody will respond", (explanation.promise,), dash="")
    yield _section("You must also", map(_duty, explanation.duties))
    yield explanation.journey
    rules = [one.because for one in explanation.reasons if one.kind == "rule"]
    noted = [one.because for one in explanation.reasons if one.kind != "rule"]
    yield _section("Why we say this", (*explanation.no_rule_spoke, *rules))
    yield _section("What we noted from the answers", noted)
    yield _section("What was not known", map(_not_known, explanation.not_known))
    yield _section("What you can always do", explanation.always)
    yield _section("Who decides", explanation.advice, dash="")
    policy = explanation.policy
    whose = f"{policy.council}, rules" if policy.council else "Rules"
    day = day_words(explanation.on)
    yield f"{whose} {policy.id}, version {policy.version}. Worked out for {day}."


def _worker_blocks(explanation: Explanation) -> Iterator[str]:
    yield explanation.title
    variant = f", variant {explanation.variant}" if explanation.variant else ""
    yield f"Route {explanation.route}{variant}. {explanation.promise}"
    yield _section("What the referrer is told to do", explanation.next_step)
    yield _section("Duties", map(_worker_duty, explanation.duties))
    yield _section("Why", (*explanation.no_rule_spoke, *map(_reason, explanation.reasons)))
    yield _section("Levels", _levels(explanation))
    yield _section("Not known", map(_not_known, explanation.not_known))
    yield _section("Not asked", map(capitalised, explanation.not_asked))
    yield _section("The questions", (explanation.journey,), dash="")
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


def _duty(duty: DutyWords) -> str:
    lines = [" ".join(duty.next_step) or duty.because]
    if duty.by_when:
        lines.append(f"Do this {duty.by_when}.")
    if duty.next_step:
        lines.append(f"Why: {duty.because}")
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
    rest = [one for one in explanation.levels if not one.raised]
    for one in explanation.levels:
        if one.raised:
            yield f"{one.area}: level {one.level} ({one.name})"
    if rest:
        whose = "Every other area" if len(rest) < len(explanation.levels) else "Every area"
        yield f"{whose}: level {rest[0].level} ({rest[0].name})"


def _not_known(one: NotKnownWords) -> str:
    counted = (
        f"so to be safe it counted as {one.counted_as}"
        if one.counted_as
        else "and not read as any answer"
    )
    return f"{capitalised(one.about)}: not known, {counted}."
