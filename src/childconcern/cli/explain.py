"""``childconcern explain``: a decision in words, for the referrer or the worker."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from childconcern.cli.inputs import on_option, pack_argument, read_json
from childconcern.cli.output import verb
from childconcern.decide import decide
from childconcern.explain import Reader, explain, explanation_text
from childconcern.facts import read_concern
from childconcern.packfile import load_pack

__all__ = ["explain_verb"]


@click.command("explain")
@pack_argument
@click.argument("concern")
@click.option(
    "--for",
    "reader",
    type=click.Choice([reader.value for reader in Reader]),
    default=Reader.REFERRER.value,
    help="Who reads it.",
)
@on_option
@verb
def explain_verb(pack: Path, concern: str, reader: str, on: dt.date) -> None:
    """Say in words what PACK decides about CONCERN, and why."""
    loaded = load_pack(pack)
    decision = decide(read_concern(read_json(concern), loaded.vocabulary), loaded.policy, on=on)
    click.echo(explanation_text(explain(decision, loaded, reader=Reader(reader))))
