"""A report as a document: the verdict, a table of what was claimed, and all that is not proved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from childconcern.explanation import (
    Block,
    Bullets,
    Clause,
    Code,
    DocumentSection,
    Lines,
    Paragraph,
    PolicyDescription,
    Table,
)
from childconcern.explanation.document import Cell, said
from childconcern.explanation.wording import day_words
from childconcern.pack import Pack
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import MEANING, claim_words, scope_name, scope_words
from childconcern.reporting.findings import finding_section, findings_alike, open_section
from childconcern.reporting.notes import NotesTold, notes_section
from childconcern.verify import Finding, Report, Verdict

__all__ = ["counted", "describe_report", "words_of"]


def words_of(report: Report, pack: Pack, against: Pack | None = None) -> PackWords:
    """Return the words in which a report of a pack is told, compared with another or not."""
    on = dt.date.fromisoformat(report.on)
    if against is None:
        return PackWords(pack=pack, on=on)
    before = PackWords(pack=against, on=on, beside=(pack,))
    return PackWords(pack=pack, on=on, beside=(against,), before=before)


def describe_report(
    report: Report,
    pack: Pack,
    *,
    notes: NotesTold = NotesTold.IN_FULL,
    against: Pack | None = None,
) -> PolicyDescription:
    """Return a report as a document that people can read: what is not proved is told in full.

    Args:
        report: What was found.
        pack: Of what; the words are its.
        notes: How much is told of what fails nothing.
        against: The version before, where some guarantees compare with it.
    """
    words = words_of(report, pack, against)
    sections = (
        _summary(report, pack),
        *_not_proved(report, words),
        notes_section(report.notes, words, notes),
        _particulars(report),
    )
    return PolicyDescription(
        title=f"{report.pack} {report.version}: what is proved",
        language="en",
        lead=_lead(report),
        sections=tuple(one for one in sections if one is not None),
    )


def counted(report: Report, verdict: Verdict) -> int:
    """Return how many findings have a verdict."""
    return sum(one.verdict is verdict for one in report.findings)


def _lead(report: Report) -> str:
    number, broken = len(report.findings), counted(report, Verdict.VIOLATED)
    open_ones = counted(report, Verdict.UNKNOWN)
    late = f"{_claims(open_ones)} found no answer in the budget or the time that it had"
    match report.verdict:
        case Verdict.PROVED if not number:
            return "Nothing was claimed, so nothing is proved."
        case Verdict.PROVED:
            return f"PROVED. All of {_claims(number)} hold."
        case Verdict.VIOLATED:
            rest = f" Of {late}." if open_ones else ""
            return f"VIOLATED. {broken} of {_claims(number)} {_do(broken)} not hold.{rest}"
        case _:
            return f"UNKNOWN. None was found to be broken, but {late}. That is no pass."


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number:,} claims"


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def _summary(report: Report, pack: Pack) -> DocumentSection:
    columns = ("What is claimed", *map(scope_name, report.scopes))
    claims = dict.fromkeys(one.claim for one in report.findings)
    rows = tuple((said(claim_words(one)), *_cells(one, report)) for one in claims)
    table = Table(caption="How many claims are proved", columns=columns, rows=rows)
    scopes = Bullets(
        tuple(Clause(f"{scope_name(one)}: {scope_words(one, pack)}") for one in report.scopes)
    )
    over = Paragraph("Of which answer combinations it is claimed:")
    blocks: tuple[Block, ...] = (table, over, scopes, Paragraph(MEANING))
    return DocumentSection(id="summary", title="What was asked", blocks=blocks)


def _cells(claim: str, report: Report) -> Iterator[Cell]:
    for scope in report.scopes:
        found = [one for one in report.findings if (one.claim, one.scope) == (claim, scope)]
        yield said(_share(found))


def _share(findings: list[Finding]) -> str:
    if not findings:
        return "\u2013"
    proved = sum(one.verdict is Verdict.PROVED for one in findings)
    if proved == len(findings):
        return f"all {proved:,}" if proved > 1 else "yes"
    return f"{proved:,} of {len(findings):,}" if len(findings) > 1 else "no"


def _not_proved(report: Report, words: PackWords) -> Iterator[DocumentSection]:
    broken = [one for one in report.findings if one.verdict is Verdict.VIOLATED]
    if broken:
        alike = findings_alike(broken, words)
        inner = tuple(finding_section(one, words, at) for at, one in enumerate(alike, 1))
        yield DocumentSection(id="broken", title="What does not hold", sections=inner)
    late = [one for one in report.findings if one.verdict is Verdict.UNKNOWN]
    if late:
        yield open_section(late, words)


def _particulars(report: Report) -> DocumentSection:
    day = dt.date.fromisoformat(report.on)
    rows: list[tuple[Cell, ...]] = [
        (said("Pack and version"), Code(f"{report.pack} {report.version}")),
        (said("Fingerprint (SHA-256)"), Code(report.digest)),
        (said("Ages and days as on"), said(day_words(day))),
        (said("Steps of the solver"), said(f"{report.steps:,}")),
    ]
    if report.left_out:
        names = Lines(tuple(map(Code, report.left_out)))
        rows.append((said("Not asked, as they compare two versions"), names))
    table = Table(caption="What was proved", columns=("What", "This proof"), rows=tuple(rows))
    return DocumentSection(id="particulars", title="Of which pack", blocks=(table,))
