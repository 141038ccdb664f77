"""A report as JSON, as JUnit XML, and a document as plain text."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from attrs import evolve

from childconcern.explanation import (
    Boxes,
    Bullets,
    Clause,
    Code,
    Dash,
    Definition,
    Definitions,
    DocumentSection,
    Lines,
    Paragraph,
    Picture,
    PolicyDescription,
    Room,
    Table,
    description_markdown,
)
from childconcern.explanation.phrases import Together
from childconcern.pack import Pack
from childconcern.reporting import (
    describe_report,
    document_text,
    report_document,
    report_junit,
)
from childconcern.verify import Finding, Report, Verdict
from support.planted_packs import planted, proved

NIGHT = ("policy.toml", 'when = "danger"\nbecause', 'when = "danger and not closed"\nbecause')
NASTY = "</failure> & \x1b[31m \x00 \ud800 ]]> <b>"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Pack, Report]:
    """Return a pack with a broken guarantee, and its report, with a claim that found no answer."""
    pack = planted(tmp_path_factory.mktemp("broken"), NIGHT)
    report = proved(pack, "guaranteed", "settled")
    late = Finding(
        claim="guaranteed",
        scope="policy",
        about="guarantee late",
        verdict=Verdict.UNKNOWN,
        says="out of steps",
    )
    return pack, evolve(report, findings=(*report.findings, late))


# -------------------------------------------------------------------------------- JSON


def test_the_document_has_what_a_program_needs_under_names_that_stay(
    broken: tuple[Pack, Report],
) -> None:
    pack, report = broken
    document: Any = report_document(report, pack)

    assert json.loads(json.dumps(document)) == document
    assert list(document) == [
        "schema",
        "verdict",
        "pack",
        "on",
        "scopes",
        "counts",
        "steps",
        "left_out",
        "findings",
        "notes",
    ]
    assert document["schema"] == 1
    assert document["verdict"] == "violated"
    assert document["pack"] == {"id": "small", "version": "2026.1", "digest": pack.digest}
    assert document["left_out"] == ["role-is-nothing"]
    assert document["counts"][0] == {
        "claim": "guaranteed",
        "scope": "screener",
        "proved": 0,
        "violated": 1,
        "unknown": 0,
    }


def test_a_finding_that_does_not_hold_is_told_in_the_document_and_one_that_does_is_not(
    broken: tuple[Pack, Report],
) -> None:
    pack, report = broken
    document: Any = report_document(report, pack)
    found = {(one["claim"], one["scope"]): one for one in document["findings"]}
    violated = found["guaranteed", "screener"]

    assert violated["verdict"] == "violated"
    assert violated["heading"] == "A guarantee is broken: danger-first"
    assert violated["told"][0] == "A guarantee is broken: danger-first"
    assert "- Is a child in danger now? Yes \u2190 the guarantee speaks of this" in violated["told"]
    assert violated["examples"][0]["matter"] == ["given/closed", "screener/danger"]
    assert violated["examples"][0]["route"] == "consult"
    assert found["exactly-one-route", "screener"]["told"] == []
    assert found["guaranteed", "policy"]["verdict"] == "unknown"
    assert "danger" in document["notes"][0]["examples"][0]["answers"]["screener"]


# --------------------------------------------------------------------------- JUnit XML


def parsed(text: str) -> ET.Element:
    """Return the XML that a text is."""
    return ET.fromstring(text.encode())  # noqa: S314 - of our own making


def test_each_finding_is_a_test_case_with_its_claim_and_scope_as_class(
    broken: tuple[Pack, Report],
) -> None:
    pack, report = broken
    root = parsed(report_junit(report, pack))
    [suite] = root
    cases = suite.findall("testcase")

    assert len(cases) == len(report.findings)
    assert len({(one.get("classname"), one.get("name")) for one in cases}) == len(cases)
    assert {one.get("classname") for one in cases} >= {"guaranteed.screener", "no-dead-end.policy"}
    for tag in (root, suite):
        assert (tag.get("tests"), tag.get("failures"), tag.get("errors")) == (
            str(len(cases)),
            "3",
            "1",
        )
    properties = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert properties == {"digest": pack.digest, "on": "2026-11-23", "steps": str(report.steps)}


def test_a_violated_claim_is_a_failure_and_an_unknown_one_an_error(
    broken: tuple[Pack, Report],
) -> None:
    pack, report = broken
    root = parsed(report_junit(report, pack))
    failure, error = root.find(".//failure"), root.find(".//error")

    assert failure is not None
    assert failure.get("message") == "A guarantee is broken: danger-first"
    assert "- Is a child in danger now? Yes" in str(failure.text)
    assert error is not None
    assert (error.get("type"), error.text) == ("unknown", "out of steps")


def test_no_text_of_a_pack_can_break_out_of_the_xml(broken: tuple[Pack, Report]) -> None:
    pack, report = broken
    nasty = tuple(evolve(one, about=f"guarantee {NASTY}", says=NASTY) for one in report.findings)
    named = evolve(report, findings=nasty, version=NASTY)
    text = report_junit(named, pack)
    root = parsed(text)

    [suite] = root
    assert suite.get("name") == "small </failure> & \ufffd[31m \ufffd \ufffd ]]> <b>"
    assert len(root.findall(".//testcase")) == len(report.findings)


def test_the_same_report_is_the_same_text_in_every_form(broken: tuple[Pack, Report]) -> None:
    pack, report = broken

    assert report_junit(report, pack) == report_junit(report, pack)
    assert report_document(report, pack) == report_document(report, pack)
    assert description_markdown(describe_report(report, pack)).startswith(
        "# small 2026.1: what is proved\n\nVIOLATED. 3 of"
    )


# -------------------------------------------------------------------------- plain text


def whole(*blocks: Any, sections: tuple[DocumentSection, ...] = ()) -> str:  # noqa: ANN401 - any block
    """Return a document of one section as plain text."""
    section = DocumentSection(id="s", title="Section", blocks=blocks, sections=sections)
    return document_text(
        PolicyDescription(title="Title", language="en", lead="Lead.", sections=(section,))
    )


def test_a_heading_stands_over_its_block_and_a_lead_over_its_list() -> None:
    inner = DocumentSection(id="i", title="Inner", blocks=(Paragraph("Deep."),))
    text = whole(
        Paragraph("One."),
        Paragraph("These:"),
        Bullets((Clause("a"), Together((Clause("b"), Clause("c"))))),
        Bullets((Clause("d"),)),
        sections=(inner, DocumentSection(id="e", title="Empty")),
    )

    assert text == (
        "Title\nLead.\n\nSection\nOne.\n\nThese:\n- A\n- All of these are so:\n  - b\n  - c\n\n- D"
        "\n\nInner\nDeep.\n\nEmpty"
    )


def test_a_small_table_has_columns_and_a_wide_one_is_a_list() -> None:
    rows = ((Clause("one"), Code("x"), Dash()), (Clause("two"), Clause("y"), Clause("z")))
    small = Table(caption="Caption", columns=("A", "B", "C"), rows=rows)
    lines = Lines((Clause("w" * 90), Code("v")))
    wide = evolve(small, rows=((Clause("one"), lines, Boxes(("p", "q"))),))

    assert whole(small).endswith("Section\nCaption\nA     B   C\nOne   x   \u2013\nTwo   Y   Z")
    assert whole(wide).endswith(
        f"Section\nCaption\n- One\n  B: W{'w' * 89}\n     v\n  C: p\n     q"
    )


def test_a_table_of_two_columns_is_a_list_of_questions_with_answers() -> None:
    rows = ((Clause("is it so?"), Clause("yes")), (Clause("which"), Room()))
    table = Table(caption="Caption", columns=("Question", "Answer"), rows=rows)

    assert whole(table).endswith(f"Caption\n- Is it so? Yes\n- Which: {'_' * 24}")


def test_every_block_that_a_document_can_have_is_written() -> None:
    entry = Definition(sign="s", term="A sign", meaning=Clause("it is so"))
    text = whole(
        Definitions((entry,)), Picture(svg="<svg></svg>", caption="A ladder"), Room(lines=2)
    )

    assert text.endswith(
        "Section\nA sign\n- It is so\n\n(A ladder: the picture stands in the HTML page)\n\n"
        f"{'_' * 24}\n{'_' * 24}"
    )


def test_a_pack_with_a_broken_guarantee_reads_the_same_as_markdown(tmp_path: Path) -> None:
    pack = planted(tmp_path, NIGHT)
    text = description_markdown(describe_report(proved(pack, "guaranteed"), pack))

    assert "| Is a child in danger now? | Yes \u2190 the guarantee speaks of this |" in text
    assert "### 1. A guarantee is broken: danger-first" in text
