"""``childconcern prove``: what holds of every answer combination, and what does not."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import click
from attrs import evolve, frozen

from childconcern.cli.inputs import on_option, pack_argument
from childconcern.cli.output import console, json_option, print_json, say, working
from childconcern.cli.proofs import (
    budget_option,
    checked,
    clock,
    scope_option,
    seconds_option,
    verdict_code,
)
from childconcern.explanation import description_markdown
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.reporting import (
    NotesTold,
    describe_report,
    document_text,
    report_document,
    report_junit,
)
from childconcern.verify import CLAIMS, Report, prove
from childconcern.verify.difference import unchanged_except_findings

__all__ = ["prove_verb"]

_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@frozen(kw_only=True)
class _Limits:
    """Over what is proved, and how long it may take.

    Attributes:
        on: The day on which ages and days are read.
        scopes: The ids of scopes; None for all.
        budget: Steps of the solver for one question; None for any number.
        stop: Says whether the time is over; None where it never is.
    """

    on: dt.date
    scopes: tuple[str, ...] | None
    budget: int | None
    stop: Callable[[], bool] | None


@click.command("prove", short_help="Prove what holds of every answer combination.")
@pack_argument
@click.option(
    "--only",
    "claims",
    multiple=True,
    type=click.Choice([*CLAIMS]),
    help="Only claims of this sort; may be said again.",
)
@scope_option
@budget_option
@seconds_option
@click.option(
    "--against",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="OLD",
    help="The version before, with which guarantees of the sort `unchanged except` compare.",
)
@click.option("--notes/--no-notes", default=True, help="Tell what fails nothing, too.")
@click.option("--markdown", type=_FILE, metavar="FILE", help="Write it here for people.")
@click.option("--junit", type=_FILE, metavar="FILE", help="Write it here as JUnit XML, for CI.")
@on_option
@json_option
def prove_verb(  # noqa: PLR0913, PLR0917 - click passes each option by name
    pack: Path,
    claims: tuple[str, ...],
    scopes: tuple[str, ...],
    budget: int | None,
    seconds: float | None,
    against: Path | None,
    markdown: Path | None,
    junit: Path | None,
    on: dt.date,
    *,
    notes: bool,
    as_json: bool,
) -> None:
    """Prove what holds of PACK for every answer combination that its questions allow.

    Shows the smallest example of what does not hold, walked and decided by the
    library itself, in the words of the pack.

    Ends with 0 when all is proved, 1 when something does not hold, 2 when the
    input cannot be used, and 3 when the budget or the time ran out before
    there was an answer. A fault of the program ends with 3 too; then nothing
    is printed but a message on standard error.
    """
    loaded, before = load_pack(pack), None if against is None else load_pack(against)
    limits = _Limits(on=on, scopes=checked(scopes, loaded), budget=budget, stop=clock(seconds))
    with working(console(stderr=True), "proving"):
        report = _proved(loaded, before, [one for one in CLAIMS if one in claims], limits)
    if not report.findings and not report.notes:
        raise click.UsageError("the pack has nothing of which this is claimed; that is no pass")
    _write(report, loaded, before, markdown=markdown, junit=junit)
    if as_json:
        print_json(report_document(report, loaded, before))
    else:
        told = NotesTold.BRIEFLY if notes else NotesTold.NONE
        described = describe_report(report, loaded, notes=told, against=before)
        say(console(), document_text(described))
    sys.exit(verdict_code(report.verdict))


def _proved(pack: Pack, before: Pack | None, claims: Sequence[str], limits: _Limits) -> Report:
    """Return what is proved of a pack, with what compares it with the version before, if any."""
    on, scopes, budget, stop = limits.on, limits.scopes, limits.budget, limits.stop
    wanted = claims or [*CLAIMS]
    report = prove(pack, on=on, scopes=scopes, claims=wanted, budget=budget, stop=stop)
    if before is None or "guaranteed" not in wanted:
        return report
    found = unchanged_except_findings(before, pack, on=on, scopes=scopes, budget=budget, stop=stop)
    return evolve(report, findings=(*report.findings, *found), left_out=())


def _write(
    report: Report, pack: Pack, before: Pack | None, *, markdown: Path | None, junit: Path | None
) -> None:
    if markdown is not None:
        text = description_markdown(describe_report(report, pack, against=before))
        markdown.write_text(f"{text}\n", encoding="utf-8")
    if junit is not None:
        junit.write_text(report_junit(report, pack, before), encoding="utf-8")
