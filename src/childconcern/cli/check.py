"""``childconcern check``: problems or none, and the worked examples."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.table import Table

from childconcern.cli.inputs import pack_argument
from childconcern.cli.output import (
    BAD_NEWS,
    console,
    json_option,
    print_json,
    problem_document,
    problem_table,
    verb,
)
from childconcern.explain import readability_warnings
from childconcern.pack import CaseResult, Pack
from childconcern.packfile import PackReport, read_pack
from childconcern.problems import errors_among

__all__ = ["check"]


@click.command()
@pack_argument
@json_option
@verb
def check(pack: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Look for problems in PACK, and run its cases.

    Ends with 1 when there is an error or a case that disagrees.
    """
    report = read_pack(pack)
    results = () if report.pack is None else report.pack.run_cases()
    warnings = () if report.pack is None else readability_warnings(report.pack)
    report = PackReport(pack=report.pack, problems=(*report.problems, *warnings))
    if as_json:
        print_json(_document(report, results))
    else:
        _show(report, results)
    if errors_among(report.problems) or not all(result.agrees for result in results):
        sys.exit(BAD_NEWS)


def _document(report: PackReport, results: tuple[CaseResult, ...]) -> dict[str, object]:
    return {
        "pack": None if report.pack is None else _identity(report.pack),
        "problems": [problem_document(problem) for problem in report.problems],
        "cases": [
            {
                "id": result.case.id,
                "agrees": result.agrees,
                "route": None if result.decision is None else result.decision.route,
                "disagreements": list(result.disagreements),
                "refusals": [problem_document(problem) for problem in result.refusals],
            }
            for result in results
        ],
    }


def _identity(pack: Pack) -> dict[str, str]:
    return {"id": pack.id, "version": pack.version, "digest": pack.digest}


def _show(report: PackReport, results: tuple[CaseResult, ...]) -> None:
    out = console()
    if report.problems:
        out.print(problem_table(report.problems))
    errors = len(errors_among(report.problems))
    warnings = len(report.problems) - errors
    disagreeing = tuple(result for result in results if not result.agrees)
    if disagreeing:
        out.print(_cases_table(disagreeing))
    if report.pack is not None:
        pack = report.pack
        out.print(f"{pack.id} {pack.version}, digest {pack.digest[:16]}")
    out.print(f"{errors} errors, {warnings} warnings")
    out.print(f"{len(results) - len(disagreeing)} of {len(results)} cases agree")


def _cases_table(results: tuple[CaseResult, ...]) -> Table:
    table = Table("Case", "What differs", title="Cases that disagree", title_justify="left")
    for result in results:
        refused = (str(problem) for problem in result.refusals)
        table.add_row(result.case.id, "\n".join((*result.disagreements, *refused)))
    return table
