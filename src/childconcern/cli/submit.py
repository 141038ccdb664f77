"""``childconcern submit``: a request decided again, made into messages, and queued."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from attrs import evolve

from childconcern.cli.inputs import config_option, pack_argument, read_json
from childconcern.cli.outcome import say_outcome
from childconcern.cli.output import console, json_option, plain_table, print_json
from childconcern.cli.requests import prepared_request, saved_request
from childconcern.decision import decision_document
from childconcern.delivery import Standing
from childconcern.pack import Pack
from childconcern.packfile import load_pack
from childconcern.registry import open_application
from childconcern.submission import RequestForService, submissions

__all__ = ["submit"]


@click.command(short_help="Decide again, and queue the messages.")
@pack_argument
@click.argument("request_file", metavar="REQUEST")
@config_option
@click.option("--send-anyway", is_flag=True, help="Send it whatever the route says.")
@json_option
def submit(
    pack: Path,
    request_file: str,
    config: Path,
    send_anyway: bool,  # noqa: FBT001 - click passes flags by name
    as_json: bool,  # noqa: FBT001
) -> None:
    """Queue REQUEST for where PACK sends it.

    REQUEST is a file as `ask --save` writes it, or - for standard input. The
    same request again changes nothing: it is kept once.
    """
    loaded = load_pack(pack)
    saved = saved_request(read_json(request_file), loaded)
    if send_anyway:
        saved = evolve(saved, send_anyway=True)
    request = prepared_request(saved, loaded)
    application = open_application(config)
    try:
        queued = submissions(request, application.adapters)
        standings = application.outbox.put(request, queued, now=dt.datetime.now(dt.UTC))
    finally:
        application.outbox.close()
    if as_json:
        print_json(_document(request, standings))
    else:
        _show(request, loaded, standings)


def _document(request: RequestForService, standings: tuple[Standing, ...]) -> dict[str, object]:
    screened = request.screened
    return {
        "reference": request.reference,
        "route": request.route,
        "screened": None if screened is None else decision_document(screened),
        "decision": decision_document(request.decision),
        "submissions": [_standing(one) for one in standings],
    }


def _standing(standing: Standing) -> dict[str, object]:
    return {
        "destination": standing.destination,
        "key": standing.key,
        "state": standing.state.value,
        "receipt": standing.receipt,
    }


def _show(request: RequestForService, pack: Pack, standings: tuple[Standing, ...]) -> None:
    out = console()
    say_outcome(out, request, pack)
    out.print(f"\nRequest {request.reference}", style="bold")
    if not standings:
        out.print("Nothing is sent: this outcome goes to nobody. --send-anyway sends it.")
        return
    table = plain_table("Goes to", "State", "Receipt")
    for one in standings:
        table.add_row(one.destination, one.state.value, one.receipt or "none yet")
    out.print(table)
