"""``childconcern describe``: the policy as a document in plain English."""

from __future__ import annotations

from pathlib import Path

import click

from childconcern.cli.describe_html import description_html
from childconcern.cli.inputs import pack_argument
from childconcern.explanation import Block, Picture, describe, description_markdown, workshop
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.pictures import ladder, ladder_svg, ladder_table

__all__ = ["describe_verb"]


@click.command("describe", short_help="Say in sentences and tables what a pack does.")
@pack_argument
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write one self-contained page here instead.",
)
@click.option(
    "--workshop",
    "for_workshop",
    is_flag=True,
    help="A page an area, with room to agree or dispute, for a threshold workshop.",
)
def describe_verb(pack: Path, html: Path | None, *, for_workshop: bool) -> None:
    """Say what PACK does, in sentences and tables, as Markdown or a page to print."""
    loaded = load_pack(pack)
    description = workshop(loaded) if for_workshop else describe(loaded, drawn=_drawn(loaded))
    if html is None:
        click.echo(description_markdown(description))
        return
    html.write_text(description_html(description), encoding="utf-8")
    click.echo(f"wrote {html}")


def _drawn(pack: Pack) -> dict[str, tuple[Block, ...]]:
    """Return the ladder of each questionnaire, as a picture and as a table that says the same."""
    drawn: dict[str, tuple[Block, ...]] = {}
    for questionnaire in pack.questionnaires:
        found = ladder(pack, questionnaire.id)
        caption = f"{found.title}: the questions, and what each answer leads to"
        picture = Picture(svg=ladder_svg(found), caption=caption)
        drawn[questionnaire.id] = (picture, ladder_table(found))
    return drawn
