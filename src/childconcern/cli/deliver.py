"""``childconcern deliver``: send what waits, and say what came of it."""

from __future__ import annotations

import datetime as dt
import sys
import time
import uuid
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from childconcern.cli.inputs import config_option
from childconcern.cli.output import BAD_NEWS, console, json_option, print_json, verb
from childconcern.delivery import Attempt, deliver_due, result_name
from childconcern.registry import Application, open_application

__all__ = ["deliver"]

_BETWEEN_LOOKS_SECONDS = 5


@click.command()
@config_option
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
@json_option
@verb
def deliver(config: Path, once: bool, as_json: bool) -> None:  # noqa: FBT001 - click passes flags
    """Send what waits in the queue, until it is interrupted.

    Ends with 1 when a person is called, so that a scheduler notices.
    """
    application = open_application(config)
    try:
        if once:
            attempts = _once(application, as_json=as_json)
            _end(application, attempts, as_json=as_json)
        while True:
            _once(application, as_json=as_json)
            time.sleep(_BETWEEN_LOOKS_SECONDS)
    except KeyboardInterrupt:
        console(stderr=True).print("stopped; what was not sent is still in the queue")
    finally:
        application.outbox.close()


def _once(application: Application, *, as_json: bool) -> tuple[Attempt, ...]:
    attempts: list[Attempt] = []
    out = Console(stderr=True, quiet=as_json)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True) as progress:
        task = progress.add_task("sending")
        for attempt in deliver_due(
            application.outbox,
            application.channels,
            application.policy,
            owner=uuid.uuid4().hex,
            now=_now,
        ):
            attempts.append(attempt)
            progress.update(task, description=f"sent {len(attempts)}")
            if not as_json:
                click.echo(_line(attempt))
    for name in application.tell_people(now=_now):
        console(stderr=True).print(f"observer {name} could not tell anybody")
    return tuple(attempts)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _end(application: Application, attempts: tuple[Attempt, ...], *, as_json: bool) -> None:
    calls = application.outbox.calls()
    if as_json:
        waiting = [
            {"key": one.key, "destination": one.destination, "state": one.state.value}
            for one in calls
        ]
        print_json({"attempts": [_document(one) for one in attempts], "needs_person": waiting})
    else:
        out = console()
        for one in calls:
            out.print(f"{one.destination}: a person is needed ({one.state.value}), key {one.key}")
        if not attempts:
            out.print("nothing was due")
    sys.exit(BAD_NEWS if calls else 0)


def _document(attempt: Attempt) -> dict[str, object]:
    return {
        "key": attempt.key,
        "reference": attempt.reference,
        "destination": attempt.destination,
        "attempt": attempt.number,
        "result": result_name(attempt.result),
        "receipt": getattr(attempt.result, "receipt", None),
        "state": attempt.transition.state.value,
    }


def _line(attempt: Attempt) -> str:
    receipt = getattr(attempt.result, "receipt", None)
    shown = f", receipt {receipt}" if receipt else ""
    return (
        f"{attempt.reference} to {attempt.destination}: attempt {attempt.number}, "
        f"{result_name(attempt.result)}{shown}, now {attempt.transition.state.value}"
    )
