"""``childconcern suggest-cases``: what the cases of a pack leave out, as cases to be judged."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import cast

import click
from attrs import evolve

from childconcern.cli.inputs import on_option, pack_argument
from childconcern.cli.output import console, json_option, plain_table, print_json, working
from childconcern.packfile import load_pack, pack_files
from childconcern.testing.coverage import (
    Coverage,
    Suggestion,
    coverage,
    coverage_document,
    suggest_cases,
)

__all__ = ["suggest_cases_verb"]


@click.command("suggest-cases", short_help="Suggest the cases that a pack leaves out.")
@pack_argument
@click.option("--most", type=click.IntRange(min=0), help="Suggest so many at most; 0 only counts.")
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write them into this file, and print how much they show.",
)
@on_option
@json_option
def suggest_cases_verb(
    pack: Path,
    most: int | None,
    write: Path | None,
    on: dt.date,
    as_json: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Suggest cases that show what those of PACK leave out.

    Every rule that applies and that decides, every test that holds and that does
    not, numbers on both sides of a threshold, every option, everything that is not
    known, every question that is asked or passed over, and for each test two
    cases between which only that test decides. What no answers can show is
    proved to be so. What a suggested case expects is what PACK decides today:
    whether that is right is for people to say, before they take it over.
    """
    loaded, waiting = load_pack(pack), console(stderr=True)
    with working(waiting, "looking"):
        if most == 0:
            measured = coverage(loaded)
            found = Suggestion(cases=(), before=measured, after=measured)
        else:
            found = suggest_cases(loaded, on=on, most=most)
    text = pack_files(evolve(loaded, cases=found.cases))["cases.toml"] if found.cases else ""
    if as_json:
        document = {
            "before": coverage_document(found.before),
            "after": coverage_document(found.after),
            "cases": [case.id for case in found.cases],
            "toml": text,
        }
        print_json(document)
        return
    if write is not None:
        write.write_text(text, encoding="utf-8", newline="\n")
    elif text:
        click.echo(text)
    _tell(found.before, found.after, len(found.cases), to_stdout=write is not None or not text)


def _tell(before: Coverage, after: Coverage, cases: int, *, to_stdout: bool) -> None:
    """Say how much is shown, where it is not in the way of the cases."""
    out = console(stderr=not to_stdout)
    table = plain_table("what", "of", "shown by the cases", "with those suggested", "impossible")
    first, second = _sorts(before), _sorts(after)
    for sort, counted in second.items():
        table.add_row(
            sort,
            str(counted["all"]),
            str(first[sort]["shown"]),
            str(counted["shown"]),
            str(counted["impossible"]),
        )
    out.print(table)
    out.print(f"{cases} cases suggested, for people to judge")


def _sorts(found: Coverage) -> dict[str, dict[str, int]]:
    return cast("dict[str, dict[str, int]]", coverage_document(found)["sorts"])
