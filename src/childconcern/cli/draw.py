"""``childconcern draw``: a questionnaire as a picture, a table, or text for drawing programs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from childconcern.cli.inputs import pack_argument
from childconcern.explanation import PolicyDescription, description_markdown
from childconcern.packfile import load_pack
from childconcern.pictures import (
    Ladder,
    ladder,
    ladder_dot,
    ladder_mermaid,
    ladder_section,
    ladder_svg,
)

__all__ = ["draw"]


def _table(drawn: Ladder) -> str:
    section = ladder_section(drawn)
    lead = "What is asked, in order, and what each answer leads to."
    whole = PolicyDescription(
        title=section.title, language="en", lead=lead, sections=section.sections
    )
    return f"{description_markdown(whole)}\n"


_FORMS: Final = {
    "svg": ladder_svg,
    "table": _table,
    "dot": ladder_dot,
    "mermaid": ladder_mermaid,
}


@click.command("draw", short_help="Show a questionnaire and what each answer leads to.")
@pack_argument
@click.option("--questionnaire", metavar="ID", help="Which one; the first if left out.")
@click.option(
    "--as",
    "form",
    type=click.Choice(list(_FORMS)),
    default="svg",
    show_default=True,
    help="A picture, the same as a table in Markdown, or text for Graphviz or Mermaid.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it here instead of printing it.",
)
def draw(pack: Path, questionnaire: str | None, form: str, out: Path | None) -> None:
    """Show a questionnaire of PACK: each question, and what its answers lead to."""
    text = _FORMS[form](ladder(load_pack(pack), questionnaire))
    if out is None:
        click.echo(text, nl=False)
        return
    out.write_bytes(text.encode())
    click.echo(f"wrote {out}")
