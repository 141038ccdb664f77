"""``childconcern decide``: what a pack says of a concern, with every reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from childconcern.cli.inputs import on_option, pack_argument, read_json
from childconcern.cli.output import console, json_option, print_json, say, wants_json
from childconcern.decision import decide, decision_document
from childconcern.explanation import Reader, explain, explanation_text
from childconcern.facts import read_concern
from childconcern.packfile import load_pack

__all__ = ["decide_verb"]


@click.command("decide", short_help="Decide about a concern, with every reason.")
@pack_argument
@click.argument("concern")
@on_option
@json_option
def decide_verb(pack: Path, concern: str, on: dt.date, as_json: bool) -> None:  # noqa: FBT001
    """Decide about CONCERN by PACK.

    CONCERN is a JSON file, or - for standard input. It maps fact ids to values:
    true or false, an option's id, a list of them, a number, a date or an age as
    text, null for not known, {"not_asked": "question-id"}; and groups to lists
    of objects with an id.

    A program that reads the output gets JSON without asking for it.
    """
    loaded = load_pack(pack)
    decision = decide(read_concern(read_json(concern), loaded.vocabulary), loaded.policy, on=on)
    if wants_json(asked=as_json):
        print_json(decision_document(decision))
    else:
        say(console(), explanation_text(explain(decision, loaded, reader=Reader.WORKER)))
