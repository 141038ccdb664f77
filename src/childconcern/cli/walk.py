"""``childconcern walk``: the journey that some answers make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import click

from childconcern.cli.inputs import on_option, pack_argument, read_json
from childconcern.cli.output import console, json_option, plain_table, print_json, wants_json
from childconcern.facts import Json, read_concern
from childconcern.journey import Journey
from childconcern.packfile import load_pack

__all__ = ["walk_verb"]


@click.command("walk", short_help="Show the journey that answers make.")
@pack_argument
@click.argument("answers")
@click.option("--questionnaire", metavar="ID", help="Which one; the pack's first if left out.")
@click.option("--given", metavar="CONCERN", help="A concern that is known from the start, as JSON.")
@click.option("--why", is_flag=True, help="Also say why each question is asked or not.")
@on_option
@json_option
def walk_verb(
    pack: Path,
    answers: str,
    questionnaire: str | None,
    given: str | None,
    why: bool,  # noqa: FBT001
    on: dt.date,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Show the journey of ANSWERS through PACK.

    ANSWERS is a JSON file, or - for standard input. It maps question or
    question@item to a value, null for "I don't know" or {"skipped": true}; and
    @group to a list of item ids.

    A program that reads the output gets JSON without asking for it.
    """
    loaded = load_pack(pack)
    if given == answers == "-":
        raise click.UsageError("only one of ANSWERS and --given can be standard input")
    known: Json = read_json(given) if given else {}
    journey = loaded.walk(
        cast("Mapping[str, object]", read_json(answers)),  # what is no object is refused
        questionnaire=questionnaire,
        given=read_concern(known, loaded.vocabulary, partial=True),
        on=on,
    )
    if wants_json(asked=as_json):
        print_json(_document(journey, why=why))
    else:
        _show(journey, why=why)


def _document(journey: Journey, *, why: bool) -> dict[str, object]:
    document: dict[str, object] = {
        "path": list(journey.path),
        "next": journey.next,
        "set_aside": list(journey.set_aside),
        "complete": journey.complete,
    }
    if journey.not_explored:
        document["not_explored"] = list(journey.not_explored)
    if why:
        document["why"] = {key: reason.value for key, reason in journey.why.items()}
        document["to_come"] = [journey.at_least_to_come, journey.at_most_to_come]
    return document


def _show(journey: Journey, *, why: bool) -> None:
    out = console()
    table = plain_table("Question", "Asked", "Why")
    for key, reason in journey.why.items():
        if why or reason.is_asked:
            table.add_row(key, "yes" if reason.is_asked else "no", reason.value)
    out.print(table)
    out.print(f"\nnext: {journey.next or 'nothing, the journey is complete'}")
    if journey.next:
        fewest, most = journey.at_least_to_come, journey.at_most_to_come
        left = f"{fewest}" if fewest == most else f"{fewest} to {most}"
        out.print(f"still to come: {left}")
    if journey.set_aside:
        out.print(f"set aside: {', '.join(journey.set_aside)}")
    if journey.not_explored:
        out.print(f"areas not explored: {', '.join(journey.not_explored)}")
