"""A report as JSON, for programs: names that stay, everything in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.facts import Json
from childconcern.pack import Pack
from childconcern.reporting.answers import PackWords
from childconcern.reporting.describing import words_of
from childconcern.reporting.findings import finding_section
from childconcern.reporting.headings import heading
from childconcern.reporting.plain_text import section_text
from childconcern.verify import Example, Finding, Note, Report, Verdict

__all__ = ["SCHEMA", "example_document", "report_document"]

SCHEMA: Final = 1
"""The version of the document: a field that changes its meaning or goes away raises it."""


def report_document(report: Report, pack: Pack, against: Pack | None = None) -> dict[str, Json]:
    """Return a report as JSON.

    Args:
        report: What was found.
        pack: Of what; the words are its.
        against: The version before, where some guarantees compare with it.
    """
    words = words_of(report, pack, against)
    return {
        "schema": SCHEMA,
        "verdict": report.verdict.value,
        "pack": {"id": report.pack, "version": report.version, "digest": report.digest},
        "on": report.on,
        "scopes": [*report.scopes],
        "counts": _counts(report),
        "steps": report.steps,
        "left_out": [*report.left_out],
        "findings": [_finding(one, words) for one in report.findings],
        "notes": [_note(one) for one in report.notes],
    }


def _counts(report: Report) -> list[Json]:
    sorts = dict.fromkeys((one.claim, one.scope) for one in report.findings)
    return [
        {"claim": claim, "scope": scope, **_tally(report, claim, scope)} for claim, scope in sorts
    ]


def _tally(report: Report, claim: str, scope: str) -> Mapping[str, Json]:
    found = [one.verdict for one in report.findings if (one.claim, one.scope) == (claim, scope)]
    return {verdict.value: found.count(verdict) for verdict in Verdict}


def _finding(finding: Finding, words: PackWords) -> Json:
    told = finding.verdict is Verdict.VIOLATED
    section = finding_section((finding,), words) if told else None
    return {
        "claim": finding.claim,
        "scope": finding.scope,
        "about": finding.about,
        "verdict": finding.verdict.value,
        "says": finding.says,
        "heading": heading(finding, words),
        "because": [*finding.because],
        "told": [] if section is None else [*section_text(section).split("\n")],
        "examples": [example_document(one) for one in finding.examples],
    }


def _note(note: Note) -> Json:
    return {
        "sort": note.sort,
        "scope": note.scope,
        "about": note.about,
        "says": note.says,
        "examples": [example_document(one) for one in note.examples],
    }


def example_document(example: Example) -> dict[str, Json]:
    """Return an example as JSON: it can be walked and decided again."""
    return {
        "given": dict(example.given),
        "answers": {name: dict(answers) for name, answers in example.answers.items()},
        "matter": [*sorted(example.matter)],
        "route": example.route,
        "variant": example.variant,
        "level": example.level,
        "duties": [*example.duties],
        "rules": [*example.rules],
        "indicators": [*example.indicators],
        "questions": example.questions,
        "complete": example.complete,
    }
