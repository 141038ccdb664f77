"""``childconcern mutate``: mistakes planted in a pack, and what notices them."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from childconcern.cli.inputs import on_option, pack_argument
from childconcern.cli.output import BAD_NEWS, console, hang, json_option, print_json, working
from childconcern.packfile import load_pack
from childconcern.testing.mutation import (
    Fate,
    Matrix,
    matrix_document,
    matrix_markdown,
    mutation_run,
    told_survivors,
)

__all__ = ["mutate"]


@click.command("mutate", short_help="Plant mistakes in a pack, and see what notices them.")
@pack_argument
@click.option("--most", type=click.IntRange(min=1), default=200, show_default=True)
@click.option(
    "--markdown",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the whole matrix into this file.",
)
@on_option
@json_option
def mutate(
    pack: Path,
    most: int,
    markdown: Path | None,
    on: dt.date,
    as_json: bool,  # noqa: FBT001 - click passes flags by name
) -> None:
    """Plant mistakes in copies of PACK, one at a time, and see what notices them.

    Mistakes are of the kinds that people make in rules and questions. Its cases
    and guarantees should notice each; one that none notices is proved to make no
    difference, or is told: first those that lower somebody's response.

    Ends with 1 when a mistake that lowers a response, or may, is not noticed.
    """
    loaded = load_pack(pack)
    with working(console(stderr=True), "planting"):
        matrix = mutation_run(loaded, on=on, most=most)
    if markdown is not None:
        markdown.write_text(matrix_markdown(matrix), encoding="utf-8", newline="\n")
    if as_json:
        print_json(matrix_document(matrix))
    else:
        _show(matrix)
    if any(told_survivors(matrix)):
        sys.exit(BAD_NEWS)


def _show(matrix: Matrix) -> None:
    out = console()
    out.print(f"{len(matrix.rows)} mistakes planted in {matrix.pack}", style="bold")
    for fate, words in (
        (Fate.KILLED, "noticed by a case or a guarantee"),
        (Fate.EQUIVALENT, "proved to make no difference"),
        (Fate.SURVIVED, "not noticed, though they make a difference"),
        (Fate.UNKNOWN, "not noticed, and not known to make a difference"),
    ):
        out.print(f"  {matrix.number(fate):4} {words}")
    if matrix.score is not None:
        out.print(f"  {matrix.score:.0%} of those that may make a difference are noticed")
    for line in told_survivors(matrix):
        hang(out, f"- {line}")
