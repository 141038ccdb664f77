"""``childconcern check``: problems or none, and the worked examples."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from attrs import asdict, fields
from rich.console import Console

from childconcern.cli.approve import agreed_between
from childconcern.cli.inputs import on_option, pack_argument
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
from childconcern.decision import Decision
from childconcern.explanation import readability_warnings
from childconcern.pack import CaseResult, Expectation, Pack, approval_problems
from childconcern.packfile import PackReport, read_pack
from childconcern.packfile.placing import placed
from childconcern.packfile.reading import read_folder
from childconcern.problems import Severity, errors_among

__all__ = ["check"]


@click.command(short_help="Look for problems in a pack, and run its cases.")
@pack_argument
@click.option("--approved", is_flag=True, help="Refuse a pack that nobody approved as it stands.")
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="With --approved: what differs from this earlier pack must be approved too.",
)
@on_option
@json_option
def check(
    pack: Path,
    approved: bool,  # noqa: FBT001 - click passes flags by name
    against: Path | None,
    on: dt.date,
    as_json: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Look for problems in PACK, and run its cases.

    Of a case that disagrees it tells what was expected and what it came to,
    its story, what in the policy gave that, and what to do.

    With --approved somebody must have approved the pack as it stands, and two
    people where a response is lowered; an approval of something else is an
    error too. See `childconcern approve`.

    Ends with 1 when there is an error or a case that disagrees.
    """
    waiting = console(stderr=True)
    if against is not None and not approved:
        raise click.UsageError("--against goes with --approved")
    with working(waiting, "reading"):
        report = _report(pack)
    if approved and report.pack is not None:
        agreed = None if against is None else agreed_between(against, pack, on)
        found = approval_problems(report.pack, agreed)
        report = PackReport(pack=report.pack, problems=(*report.problems, *found))
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
    with working(out, "running cases", total=len(pack.cases)) as step:
        for case in pack.cases:
            results.append(pack.run_case(case))
            step("running cases")
    return tuple(results)


def _document(report: PackReport, results: tuple[CaseResult, ...]) -> dict[str, object]:
    return {
        "pack": None if report.pack is None else _identity(report.pack),
        "problems": [problem_document(problem) for problem in report.problems],
        "cases": [_case_document(result) for result in results],
    }


def _case_document(result: CaseResult) -> dict[str, object]:
    decision = result.decision
    return {
        "id": result.case.id,
        "agrees": result.agrees,
        "route": None if decision is None else decision.route,
        "disagreements": list(result.disagreements),
        "refusals": [problem_document(problem) for problem in result.refusals],
        "story": result.case.story,
        "signed_off_by": result.case.signed_off_by,
        "expected": asdict(result.case.expect),
        "decided": None if decision is None else _decided(decision),
        "not_explored": [] if decision is None else list(decision.not_explored),
        "reasons": [] if decision is None else list(_reasons(decision)),
        "treated_as": [] if decision is None else [asdict(one) for one in decision.treated_as],
        "remedy": "" if result.agrees else _remedy(result),
    }


def _decided(decision: Decision) -> dict[str, object]:
    """Return what was decided, under the names that an expectation has."""
    return {part.name: getattr(decision, part.name) for part in fields(Expectation)}


def _reasons(decision: Decision) -> Iterator[dict[str, object]]:
    """Yield all that applied, in the policy's order, each with what it gave."""
    outcome = decision.outcome
    for indicator in outcome.standing.indicators:
        gave = {"area": indicator.area, "level": indicator.level}
        yield {"kind": "indicator", "id": indicator.id, **gave}
    for rule in outcome.rules:
        yield {"kind": "rule", "id": rule.id, "route": rule.route}
    for duty in outcome.duties:
        yield {"kind": "duty", "id": duty.id}


def _remedy(result: CaseResult) -> str:
    """Return what to do about a case that disagrees, and who must agree."""
    signed = result.case.signed_off_by
    who = f"{signed}, who signed the case off," if signed else "whoever answers for the thresholds"
    if result.decision is None:
        return (
            "mend what the case says in cases.toml, so that it can be read;"
            f" ask {who} before its story or what it expects changes"
        )
    return (
        "if the case is right, mend what gave this in the policy or the questions;"
        " if not, change the case in cases.toml, and write down why;"
        f" ask {who} before either"
    )


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
            _show_case(out, result)
    pack = report.pack
    if pack is not None:
        out.print(f"{pack.id} {pack.version}, digest {pack.digest[:16]}")
    out.print(_counts(report))
    if pack is None:
        out.print("no case was run: cases wait until there is no error")
    else:
        out.print(f"{agreeing} of {len(results)} cases agree")


def _show_case(out: Console, result: CaseResult) -> None:
    out.print(f"case: {result.case.id}", style="bold red")
    for difference in (*result.disagreements, *map(str, result.refusals)):
        hang(out, f"  {difference}")
    hang(out, f"  story: {result.case.story}")
    if result.decision is not None:
        for line in _because(result.decision):
            hang(out, f"  {line}")
    hang(out, f"  to do: {_remedy(result)}")


def _because(decision: Decision) -> Iterator[str]:
    """Yield what gave the decision, a line each, after what was not known."""
    for treated in decision.treated_as:
        whose = "" if treated.item is None else f" of {treated.item}"
        counts_as = json.dumps(treated.value, ensure_ascii=False)
        yield f"not known: {treated.fact}{whose}, counts as {counts_as}"
    for reason in _reasons(decision):
        kind, name, *gave = reason.items()
        yield ", ".join([f"{kind[1]} {name[1]}", *(f"{what} {which}" for what, which in gave)])
    if not decision.outcome.rules:
        yield f"no rule applies, so route {decision.policy.otherwise}"


def _counts(report: PackReport) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    warnings = len(report.problems) - errors
    return f"{errors} error{_s(errors)}, {warnings} warning{_s(warnings)}"


def _s(number: int) -> str:
    return "" if number == 1 else "s"
