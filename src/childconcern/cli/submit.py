"""``childconcern submit``: a request decided again, made into messages, and queued."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click
from attrs import evolve
from rich.table import Table

from childconcern.cli.inputs import config_option, pack_argument, read_json
from childconcern.cli.output import console, json_option, print_json, verb
from childconcern.cli.requests import prepared_request, saved_request
from childconcern.decide import decision_document
from childconcern.delivery import Standing
from childconcern.explain import explain, explanation_text
from childconcern.packfile import load_pack
from childconcern.registry import open_application
from childconcern.submission import RequestForService, submissions

__all__ = ["submit"]


@click.command()
@pack_argument
@click.argument("request_file", metavar="REQUEST")
@config_option
@click.option("--send-anyway", is_flag=True, help="Send it whatever the route says.")
@json_option
@verb
def submit(
    pack: Path,
    request_file: str,
    config: Path,
    send_anyway: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Queue REQUEST (JSON, as `ask --save` writes it) for where PACK sends it.

    The same request again changes nothing: it is kept once.
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
        return
    out = console()
    out.print(explanation_text(explain(request.decision, loaded)))
    out.print(_table(request, standings))


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


def _table(request: RequestForService, standings: tuple[Standing, ...]) -> Table:
    title = f"{request.reference}: {request.route}"
    table = Table("Destination", "State", "Receipt", title=title, title_justify="left")
    for one in standings:
        table.add_row(one.destination, one.state.value, one.receipt or "")
    return table
