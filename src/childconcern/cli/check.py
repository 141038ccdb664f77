"""``childconcern check``: problems or none, and the worked examples."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from childconcern.cli.inputs import pack_argument
from childconcern.cli.output import (
    BAD_NEWS,
    console,
    hang,
    json_option,
    print_json,
    problem_document,
    show_problems,
    working,
)
from childconcern.explanation import readability_warnings
from childconcern.pack import CaseResult, Pack, run_case
from childconcern.packfile import PackReport, read_pack
from childconcern.packfile.placing import placed
from childconcern.packfile.reading import read_folder
from childconcern.problems import Severity, errors_among

__all__ = ["check"]


@click.command(short_help="Look for problems in a pack, and run its cases.")
@pack_argument
@json_option
def check(pack: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Look for problems in PACK, and run its cases.

    Ends with 1 when there is an error or a case that disagrees.
    """
    waiting = console(stderr=True)
    with working(waiting, "reading"):
        report = _report(pack)
    results = () if report.pack is None else _results(waiting, report.pack)
    if as_json:
        print_json(_document(report, results))
    else:
        _show(report, results)
    if errors_among(report.problems) or not all(result.agrees for result in results):
        sys.exit(BAD_NEWS)


def _report(folder: Path) -> PackReport:
    report = read_pack(folder)
    if report.pack is None:
        return report
    files, _ = read_folder(folder)
    problems = placed((*report.problems, *readability_warnings(report.pack)), files)
    return PackReport(pack=report.pack, problems=problems)


def _results(out: Console, pack: Pack) -> tuple[CaseResult, ...]:
    results: list[CaseResult] = []
    questionnaire = pack.questionnaire() if pack.questionnaires else None
    with working(out, "running cases", total=len(pack.cases)) as step:
        for case in pack.cases:
            results.append(run_case(case, questionnaire, pack.policy))
            step("running cases")
    return tuple(results)


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
    show_problems(out, report.problems)
    agreeing = sum(result.agrees for result in results)
    if agreeing < len(results):
        out.print("Cases that disagree", style="bold")
    for result in results:
        if not result.agrees:
            out.print(f"case: {result.case.id}", style="bold red")
            for difference in (*result.disagreements, *map(str, result.refusals)):
                hang(out, f"  {difference}")
    pack = report.pack
    if pack is not None:
        out.print(f"{pack.id} {pack.version}, digest {pack.digest[:16]}")
    out.print(_counts(report))
    if pack is None:
        out.print("no case was run: cases wait until there is no error")
    else:
        out.print(f"{agreeing} of {len(results)} cases agree")


def _counts(report: PackReport) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    warnings = len(report.problems) - errors
    return f"{errors} error{_s(errors)}, {warnings} warning{_s(warnings)}"


def _s(number: int) -> str:
    return "" if number == 1 else "s"
