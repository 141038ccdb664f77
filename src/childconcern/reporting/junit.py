"""A report as JUnit XML, which CI servers read: a test case for each finding.

A claim that does not hold is a failure, with what shows it in words; one that
found no answer is an error. Neither is a pass.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from childconcern.pack import Pack
from childconcern.reporting.answers import PackWords
from childconcern.reporting.describing import words_of
from childconcern.reporting.findings import finding_section
from childconcern.reporting.headings import heading
from childconcern.reporting.plain_text import section_text
from childconcern.verify import Finding, Report, Verdict

__all__ = ["report_junit"]

_NO_XML: Final = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that no XML document may hold, however they are escaped."""


def report_junit(report: Report, pack: Pack, against: Pack | None = None) -> str:
    """Return a report as JUnit XML, with its declaration and a last line break.

    Args:
        report: What was found.
        pack: Of what; the words are its.
        against: The version before, where some guarantees compare with it.
    """
    words = words_of(report, pack, against)
    counts = {
        "tests": str(len(report.findings)),
        "failures": str(_number(report, Verdict.VIOLATED)),
        "errors": str(_number(report, Verdict.UNKNOWN)),
        "skipped": "0",
    }
    root = ET.Element("testsuites", {"name": "childconcern prove", **counts})
    name = _plain(f"{report.pack} {report.version}")
    suite = ET.SubElement(root, "testsuite", {"name": name, **counts, "time": "0"})
    _properties(suite, report)
    for finding in report.findings:
        _case(suite, finding, words)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _number(report: Report, verdict: Verdict) -> int:
    return sum(one.verdict is verdict for one in report.findings)


def _properties(suite: ET.Element, report: Report) -> None:
    properties = ET.SubElement(suite, "properties")
    told = {"digest": report.digest, "on": report.on, "steps": str(report.steps)}
    for name, value in told.items():
        ET.SubElement(properties, "property", {"name": name, "value": _plain(value)})


def _case(suite: ET.Element, finding: Finding, words: PackWords) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        {
            "classname": _plain(f"{finding.claim}.{finding.scope}"),
            "name": _plain(finding.about),
            "time": "0",
        },
    )
    match finding.verdict:
        case Verdict.PROVED:
            return
        case Verdict.VIOLATED:
            told = section_text(finding_section((finding,), words))
            inner = ET.SubElement(case, "failure", _what(finding, words, "violated"))
            inner.text = _plain(told)
        case _:
            inner = ET.SubElement(case, "error", _what(finding, words, "unknown"))
            inner.text = _plain(finding.says)


def _what(finding: Finding, words: PackWords, sort: str) -> dict[str, str]:
    return {"message": _plain(heading(finding, words)), "type": sort}


def _plain(text: str) -> str:
    """Return text without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
