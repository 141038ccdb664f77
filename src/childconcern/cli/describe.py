"""``childconcern describe``: the policy as a document in plain English."""

from __future__ import annotations

from pathlib import Path

import click

from childconcern.cli.describe_html import description_html
from childconcern.cli.inputs import pack_argument
from childconcern.explanation import describe, description_markdown
from childconcern.packfile import load_pack

__all__ = ["describe_verb"]


@click.command("describe", short_help="Say in sentences and tables what a pack does.")
@pack_argument
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one self-contained page here instead.",
)
def describe_verb(pack: Path, html: Path | None) -> None:
    """Say what PACK does, in sentences and tables, as Markdown or a page to print."""
    description = describe(load_pack(pack))
    if html is None:
        click.echo(description_markdown(description))
        return
    html.write_text(description_html(description), encoding="utf-8")
    click.echo(f"wrote {html}")
