"""``childconcern walk``: the journey that some answers make."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from rich.table import Table

from childconcern.cli.inputs import on_option, pack_argument, read_json
from childconcern.cli.output import console, json_option, print_json, verb, wants_json
from childconcern.facts import read_concern
from childconcern.journey import Journey, walk
from childconcern.packfile import load_pack

__all__ = ["walk_verb"]


@click.command("walk")
@pack_argument
@click.argument("answers")
@click.option("--questionnaire", help="Which one; the pack's first if left out.")
@click.option("--given", help="A concern that is known from the start, as JSON.")
@click.option("--why", is_flag=True, help="Also say why each question is asked or not.")
@on_option
@json_option
@verb
def walk_verb(  # noqa: PLR0913 - one parameter an option
    pack: Path,
    answers: str,
    questionnaire: str | None,
    given: str | None,
    why: bool,  # noqa: FBT001
    on: dt.date,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Show the journey of ANSWERS (JSON, - for standard input) through PACK.

    ANSWERS maps question or question@item to a value, null for "I don't know"
    or {"skipped": true}; and @group to a list of item ids.
    """
    loaded = load_pack(pack)
    known = read_json(given) if given else {}
    journey = walk(
        loaded.questionnaire(questionnaire),
        read_json(answers),
        given=read_concern(known, loaded.vocabulary, partial=True),
        on=on,
    )
    if wants_json(asked=as_json):
        print_json(_document(journey, why=why))
    else:
        _show(journey)


def _document(journey: Journey, *, why: bool) -> dict[str, object]:
    document: dict[str, object] = {
        "path": list(journey.path),
        "next": journey.next,
        "set_aside": list(journey.set_aside),
        "complete": journey.complete,
    }
    if why:
        document["why"] = {key: reason.value for key, reason in journey.why.items()}
        document["to_come"] = [journey.at_least_to_come, journey.at_most_to_come]
    return document


def _show(journey: Journey) -> None:
    out = console()
    table = Table("Question", "Asked", "Why")
    for key, reason in journey.why.items():
        table.add_row(key, "yes" if reason.is_asked else "no", reason.value)
    out.print(table)
    out.print(f"next: {journey.next or 'nothing, the journey is complete'}")
    out.print(f"still to come: {journey.at_least_to_come} to {journey.at_most_to_come}")
    out.print(f"set aside: {', '.join(journey.set_aside) or 'nothing'}")
