"""A finding told in full: what is claimed, what shows that it is not so, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from childconcern.explanation import Block, Bullets, Clause, DocumentSection, Paragraph, Several
from childconcern.explanation.describing_duties import guarantee_phrase
from childconcern.explanation.sentences import full_stop
from childconcern.policy import Guarantee
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import claim_words, scope_name, scope_words
from childconcern.reporting.examples import examples_blocks
from childconcern.reporting.expecting import expected
from childconcern.reporting.headings import about_words, choice_of, heading
from childconcern.reporting.renames import new_keys
from childconcern.reporting.sentences import in_a_few_words, in_a_sentence
from childconcern.reporting.telling import told
from childconcern.reporting.telling_two import Side, told_together
from childconcern.reporting.unreachable import contradiction, unreachable
from childconcern.reporting.weighing import weighed
from childconcern.verify import POLICY_ALONE, Example, Finding

__all__ = ["finding_section", "findings_alike", "open_section"]


def findings_alike(
    findings: Sequence[Finding], words: PackWords
) -> tuple[tuple[Finding, ...], ...]:
    """Return findings that say the same of several scopes, or of several answers, together.

    The order of the first of each stays.
    """
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        key = choice_of(one.about)
        about = words.fact_of(key) if key else one.about
        found.setdefault((one.claim, about), []).append(one)
    return tuple(map(tuple, found.values()))


def finding_section(
    alike: tuple[Finding, ...], words: PackWords, number: int = 0
) -> DocumentSection:
    """Return the first of some findings told in full, and each of the others in a line.

    Args:
        alike: Findings that say the same of several scopes or answers.
        words: Those of the pack of which they were found.
        number: Their place among those that are told, from 1; 0 where they stand alone.
    """
    first, *others = alike
    place = f"{number}. " if number else ""
    return DocumentSection(
        id=f"finding-{number}",
        title=f"{place}{heading(first, words)}",
        blocks=(*_blocks(first, words), *_others(others, words)),
    )


def _others(others: Sequence[Finding], words: PackWords) -> Iterator[Block]:
    if others:
        lines = (
            Clause(f"{scope_name(one.scope)}{_which(one)}: {in_a_few_words(one, words)}")
            for one in others
        )
        yield Paragraph("The same is found of these:")
        yield Bullets(tuple(lines))


def _which(finding: Finding) -> str:
    key = choice_of(finding.about)
    return f" ({key.partition('/')[2]}: {finding.about.removeprefix(f'{key}: ')})" if key else ""


def open_section(findings: Sequence[Finding], words: PackWords) -> DocumentSection:
    """Return the claims that found no answer, in a list."""
    sorts = dict.fromkeys((one.claim, one.scope) for one in findings)
    items = tuple(
        Several(
            f"{claim_words(claim)} ({scope_name(scope)})",
            tuple(
                Clause(about_words(one.about, words))
                for one in findings
                if (one.claim, one.scope) == (claim, scope)
            ),
        )
        for claim, scope in sorts
    )
    blocks = (Paragraph(_LATE), Bullets(items))
    return DocumentSection(id="open", title="What found no answer", blocks=blocks)


_LATE: Final = (
    "The budget of steps or the time ran out before there was an answer. That is no pass:"
    " give more of either, or ask fewer claims at once."
)


def _blocks(finding: Finding, words: PackWords) -> Iterator[Block]:
    if finding.claim == "reachable":
        yield from unreachable(finding, words)
        return
    if finding.claim == "guaranteed":
        yield from _guarantee_blocks(finding, words)
        return
    where = scope_words(finding.scope, words.pack)
    yield Paragraph(f"Claimed of {where}. {in_a_sentence(finding, words)}")
    yield from examples_blocks(finding.examples, words)
    yield from contradiction(finding.because, words.wording)


def _guarantee_blocks(finding: Finding, words: PackWords) -> Iterator[Block]:
    name = finding.about.removeprefix("guarantee ")
    found = next((one for one in words.pack.policy.guarantees if one.id == name), None)
    if found is not None:
        yield Paragraph("What is guaranteed:")
        yield Bullets((guarantee_phrase(found, words.wording),))
        if found.because:
            yield Paragraph(f"Why it is guaranteed: {full_stop(found.because)}")
    if not finding.examples:
        yield Paragraph(_EMPTY)
        return
    walked = "" if finding.scope == POLICY_ALONE else ", complete or cut short"
    yield Paragraph(f"Claimed of {scope_words(finding.scope, words.pack)}{walked}.")
    match finding.examples:
        case (before, now):
            yield from _compared(before, now, words)
        case _:
            for example in finding.examples:
                yield from _breaking(example, found, words)


def _compared(before: Example, now: Example, words: PackWords) -> Iterator[Block]:
    """Yield what two versions make of one person, where they should have made the same."""
    old = words.before or words
    first = Side(name="Before", example=before, words=old)
    renamed = new_keys(before, old.pack, words.pack)
    yield from told_together(first, Side(name="Now", example=now, words=words), renamed)


def _breaking(example: Example, guarantee: Guarantee | None, words: PackWords) -> Iterator[Block]:
    if guarantee is None:
        yield from told(example, words)
        return
    found = weighed(example, words)
    about = frozenset[str]() if guarantee.when is None else found.speaks_of(guarantee.when)
    yield from told(example, words, about=about, mark=_MARK)
    yield from expected(guarantee, found)


_MARK: Final = "the guarantee speaks of this"
_EMPTY: Final = (
    "Nothing that people can answer is ever as this guarantee supposes, in no questionnaire and"
    " not even for the policy alone. So it claims nothing. Either its condition is not what was"
    " meant, or what it speaks of cannot be answered any more."
)
