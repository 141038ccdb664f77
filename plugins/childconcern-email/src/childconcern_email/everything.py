"""A whole request as plain text, for councils that agreed to have it by email.

Each fact stands under its meaning, each answer is indented, so that no answer
can look like a part of the message. Not known, not asked and no are three
things here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.decision import Decision, Treated
from childconcern.facts import (
    Code,
    Concern,
    Fact,
    Held,
    Json,
    NotAsked,
    NotKnown,
    Related,
    Relationships,
    WholeNumber,
    held_document,
)
from childconcern.submission import RequestForService

__all__ = ["everything"]

_NOT_EXPLORED: Final = (
    "not everything about it was asked, because the answers already decide what happens"
)


def everything(request: RequestForService) -> Iterator[str]:
    """Give the paragraphs that say all of a request: what was decided, and what was said."""
    pack, version, _ = request.pack
    yield f"WHAT THE RULES SAY (pack {pack}, version {version})"
    yield _entry("Route that stands", request.route)
    yield from _decision(request.decision)
    if request.sent_anyway:
        yield "The person who told us asked for this to be sent, although no rule did."
    if request.screened is not None:
        yield "WHAT THE RULES SAID AFTER THE FIRST QUESTIONS"
        yield from _decision(request.screened)
    yield "WHAT WAS SAID"
    yield from _concern(request.concern)


def _decision(decision: Decision) -> Iterator[str]:
    yield _entry("Route", f"{decision.route}: {decision.name}")
    for area in decision.policy.areas:
        yield _entry(f"Area: {area.name}", _level(decision, area.id))
    for reason in decision.reasons:
        source = f" ({reason.source})" if reason.source else ""
        yield _entry(f"Reason: {reason.kind} {reason.id}", reason.because + source)
    for treated in decision.treated_as:
        yield _entry(*_assumption(treated, decision.concern))
    if decision.complete is False:
        yield "Not every question was answered."


def _level(decision: Decision, area: str) -> str:
    """Return the level of an area; never a low one that stands for nobody having asked."""
    names = {level.number: level.name for level in decision.policy.levels}
    number = decision.levels[area]
    level = f"{number} {names.get(number, '')}".rstrip()
    if area not in decision.not_explored:
        return level
    raised = number > min(names, default=number)
    return f"{level}, or higher: {_NOT_EXPLORED}" if raised else f"Not known: {_NOT_EXPLORED}"


def _assumption(treated: Treated, concern: Concern) -> tuple[str, str]:
    fact = concern.vocabulary.by_id[treated.fact]
    return f"Not known: {_meaning(fact)}", f"the rules took it as {_words(fact, treated.value)}"


def _concern(concern: Concern) -> Iterator[str]:
    vocabulary = concern.vocabulary
    yield from _facts(concern, vocabulary.facts, concern.values)
    for group, items in zip(vocabulary.groups, concern.groups, strict=True):
        if isinstance(items, NotAsked):
            yield f"{group.id.upper()}: not asked"
            continue
        yield f"{group.id.upper()}: {len(items)}"
        for number, item in enumerate(items, start=1):
            yield f"{group.id.upper()}: {number} of {len(items)}"
            yield from _facts(concern, group.facts, item.values)


def _facts(concern: Concern, facts: tuple[Fact, ...], values: tuple[Held, ...]) -> Iterator[str]:
    for fact, held in zip(facts, values, strict=True):
        yield _entry(_meaning(fact), _said(concern, fact, held))


def _said(concern: Concern, fact: Fact, held: Held) -> str:
    if isinstance(held, NotAsked):
        return "not asked"
    if isinstance(held, NotKnown):
        return "not known"
    if isinstance(fact.kind, Relationships) and isinstance(held, Related):
        return fact.kind.words(held, (item.id for item in concern.items(fact.kind.to)))
    if isinstance(fact.kind, Code):
        return fact.kind.words(held)
    return _words(fact, held_document(fact, held))


def _words(fact: Fact, value: Json) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    unit = fact.kind.unit if isinstance(fact.kind, WholeNumber) else ""
    return f"{value} {unit}".rstrip()


def _meaning(fact: Fact) -> str:
    return " ".join(fact.about.split()) or fact.id


def _entry(heading: str, text: str) -> str:
    lines = "".join(f"\n    {line}" for line in text.splitlines())
    return f"{heading}:{lines}"
