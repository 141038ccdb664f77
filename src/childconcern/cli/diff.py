"""``childconcern diff``: what two versions of a pack decide otherwise."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Final

import click

from childconcern.cli.describe_html import description_html
from childconcern.cli.inputs import on_option
from childconcern.cli.output import console, json_option, print_json, say, working
from childconcern.cli.proofs import (
    budget_option,
    checked,
    clock,
    scope_option,
    seconds_option,
    verdict_code,
)
from childconcern.explanation import PolicyDescription, description_markdown
from childconcern.packfile import load_pack
from childconcern.reporting import describe_difference, document_text
from childconcern.verify.counting import counts_in
from childconcern.verify.difference import difference, difference_document

__all__ = ["diff_verb"]

_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@click.command("diff", short_help="Tell what two versions of a pack decide otherwise.")
@click.argument("old", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, file_okay=False, path_type=Path))
@scope_option
@budget_option
@seconds_option
@click.option(
    "--nodes",
    type=click.IntRange(min=0),
    default=100_000,
    show_default=True,
    help="The most nodes for exact counts, for each scope; the same on any machine.",
)
@click.option("--html", type=_FILE, metavar="FILE", help="Write one self-contained page here.")
@click.option("--markdown", type=_FILE, metavar="FILE", help="Write it here as Markdown.")
@on_option
@json_option
def diff_verb(  # noqa: PLR0913, PLR0917 - click passes each option by name
    old: Path,
    new: Path,
    scopes: tuple[str, ...],
    budget: int | None,
    seconds: float | None,
    nodes: int,
    html: Path | None,
    markdown: Path | None,
    on: dt.date,
    *,
    as_json: bool,
) -> None:
    """Tell what NEW decides otherwise than OLD, of the same person who says the same to both.

    Ends with 0 when nothing is decided otherwise, 1 when something is, 2 when
    the input cannot be used, and 3 when the budget or the time ran out before
    everything was compared.
    """
    before, now = load_pack(old), load_pack(new)
    wanted = checked(scopes, now)
    with working(console(stderr=True), "comparing"):
        found = difference(
            before,
            now,
            on=on,
            scopes=wanted,
            budget=budget,
            stop=clock(seconds),
            count=counts_in(nodes),
        )
    described = describe_difference(found, before, now)
    _write(described, html=html, markdown=markdown)
    if as_json:
        print_json(difference_document(found))
    else:
        say(console(), document_text(described))
    sys.exit(verdict_code(found.verdict))


def _write(described: PolicyDescription, *, html: Path | None, markdown: Path | None) -> None:
    if html is not None:
        html.write_text(description_html(described), encoding="utf-8")
    if markdown is not None:
        markdown.write_text(f"{description_markdown(described)}\n", encoding="utf-8")
