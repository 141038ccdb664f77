"""A part of a pack that nothing comes to: when it would apply, and what cannot all be so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from childconcern.conditions import Condition, ConditionError, parse_condition
from childconcern.explanation import (
    Block,
    Bullets,
    Clause,
    Paragraph,
    Phrase,
    Wording,
    condition_phrase,
)
from childconcern.explanation.phrases import opened
from childconcern.pack import WrittenPack
from childconcern.policy import Duty, Indicator, Rule, WrittenPolicy
from childconcern.reporting.answers import PackWords
from childconcern.reporting.outcomes import because
from childconcern.verify import Finding

__all__ = ["contradiction", "unreachable"]


def unreachable(finding: Finding, words: PackWords) -> Iterator[Block]:
    """Yield what a part is that nothing comes to, and what cannot all be so at once."""
    sort, _, name = finding.about.partition(" ")
    wording = words.wording
    asks = sort in {"question", "option"}
    where = f"the {finding.scope}" if asks else "any questionnaire"
    yield Paragraph(f"No complete way through {where} comes to it.")
    yield from (Paragraph(one) for one in _says(sort, name, words))
    gates = tuple(
        opened("It needs that", condition_phrase(one, wording))
        for one in _needs(sort, name, finding.scope, words.pack)
    )
    if gates:
        yield Bullets(gates)
    yield from contradiction(finding.because, wording)


def contradiction(pieces: tuple[str, ...], wording: Wording) -> Iterator[Block]:
    """Yield what cannot all be so at once, in words."""
    said = tuple(one for one in (_piece(each, wording) for each in pieces) if one is not None)
    if len(said) == 1:
        yield Paragraph("This is never so:")
    elif said:
        yield Paragraph("These are never all so at once:")
    if said:
        yield Bullets(said)


def _piece(text: str, wording: Wording) -> Phrase | None:
    """Return a demand in words; None for that which only says that it is reached."""
    try:
        return condition_phrase(parse_condition(text), wording)
    except ConditionError:
        return None if text.endswith(" is reached") or text == _COMPLETE else Clause(text)


_COMPLETE = "the journey is complete"


def _named(sort: str, name: str, policy: WrittenPolicy) -> Indicator | Rule | Duty | None:
    """Return the part of a policy that a finding is about, where it is one that gives a reason."""
    parts: Mapping[str, Sequence[Indicator | Rule | Duty]] = {
        "indicator": policy.indicators,
        "rule": policy.rules,
        "duty": policy.duties,
    }
    return next((one for one in parts.get(sort, ()) if one.id == name), None)


def _says(sort: str, name: str, words: PackWords) -> Iterator[str]:
    """Yield the reason that a part gives, or that nothing asks for it."""
    policy = words.pack.policy
    part = _named(sort, name, policy)
    if part is not None:
        yield because(part)
    if sort == "route" and not any(one.route == name for one in policy.rules):
        yield "No rule asks for it."


def _needs(sort: str, name: str, scope: str, pack: WrittenPack) -> Iterator[Condition]:
    """Yield the conditions under which a part comes about."""
    policy = pack.policy
    part = _named(sort, name, policy)
    if part is not None:
        yield part.when
    home, _, inner = name.partition("/")
    match sort:
        case "sign":
            yield from (one.when for one in policy.signs if one.id == name)
        case "variant":
            variants = (one.variants for one in policy.routes if one.id == home)
            yield from (one.when for each in variants for one in each if one.id == inner)
        case "question" | "option":
            yield from _gates(home, scope, pack)
        case _:
            return


def _gates(question_id: str, scope: str, pack: WrittenPack) -> Iterator[Condition]:
    """Yield the conditions under which a question of a questionnaire is asked."""
    for asked in pack.questionnaires:
        if asked.id == scope and question_id in asked.questions:
            section, question = asked.questions[question_id]
            gates = (section.ask_when, question.ask_when)
            yield from (one for one in gates if one is not None)
