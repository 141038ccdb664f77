"""``childconcern deliver``: send what waits, and say what came of it."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from childconcern.cli.inputs import config_option
from childconcern.cli.output import (
    BAD_NEWS,
    console,
    hang,
    json_option,
    plain_table,
    print_json,
    working,
)
from childconcern.delivery import Attempt, Standing, deliver_due, evidence_code, result_name
from childconcern.explanation.wording import amount
from childconcern.registry import Application, open_application

__all__ = ["deliver"]

_BETWEEN_LOOKS_SECONDS: Final = 5


@click.command(short_help="Send what waits in the queue.")
@config_option
@click.option("--once", is_flag=True, help="Send what is due now, and end.")
@json_option
def deliver(config: Path, once: bool, as_json: bool) -> None:  # noqa: FBT001 - click passes flags
    """Send what waits in the queue, until it is interrupted with Ctrl-C.

    With --json it prints a line with an object for each attempt; with --once
    and --json one object at the end. Ends with 1 when a person is needed, so
    that a scheduler notices.
    """
    application = open_application(config)
    try:
        if once:
            _once(application, as_json=as_json)
        else:
            _until_interrupted(application, as_json=as_json)
        needs_person = bool(application.outbox.calls())
    finally:
        application.outbox.close()
    sys.exit(BAD_NEWS if needs_person else 0)


def _once(application: Application, *, as_json: bool) -> None:
    attempts = _deliver(application, _say_nothing if as_json else _print_words)
    if as_json:
        calls = [_standing_document(one) for one in application.outbox.calls()]
        waiting = [_standing_document(one) for one in _waiting(application)]
        made = [_document(one) for one in attempts]
        print_json({"attempts": made, "waiting": waiting, "needs_person": calls})
    else:
        _show_rest(application, attempts)


def _until_interrupted(application: Application, *, as_json: bool) -> None:
    try:
        while True:
            _deliver(application, _print_object if as_json else _print_words)
            time.sleep(_BETWEEN_LOOKS_SECONDS)
    except KeyboardInterrupt:
        console(stderr=True).print("Stopped; what was not sent is still in the queue.")


def _deliver(
    application: Application, tell: Callable[[Console, Attempt], None]
) -> tuple[Attempt, ...]:
    attempts: list[Attempt] = []
    due = deliver_due(
        application.outbox,
        application.channels,
        application.policy,
        owner=uuid.uuid4().hex,
        now=_now,
    )
    out = console()
    with working(out, "sending") as step:
        for attempt in due:
            attempts.append(attempt)
            step(f"sent {len(attempts)}")
            tell(out, attempt)
    for name in application.tell_people(now=_now):
        console(stderr=True).print(f"observer {name} could not tell anybody")
    return tuple(attempts)


def _say_nothing(_: Console, __: Attempt) -> None:
    """Wait for the end."""


def _print_words(out: Console, attempt: Attempt) -> None:
    hang(out, _line(attempt))


def _print_object(out: Console, attempt: Attempt) -> None:
    out.print(json.dumps(_document(attempt)), soft_wrap=True)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _waiting(application: Application) -> tuple[Standing, ...]:
    """Return what has no receipt and for which nobody is called."""
    open_ones = application.outbox.overdue(older_than=dt.timedelta(0), now=_now())
    return tuple(one for one in open_ones if one.call is None)


def _show_rest(application: Application, attempts: tuple[Attempt, ...]) -> None:
    out = console()
    waiting, calls = _waiting(application), application.outbox.calls()
    if not attempts:
        out.print("Nothing is due now.")
    if waiting:
        table = plain_table("Request", "Goes to", "State", "Next step, UTC")
        for one in waiting:
            when = "" if one.next_at is None else f"{one.next_at:%Y-%m-%d %H:%M:%S}"
            table.add_row(one.reference, one.destination, one.state.value, when)
        out.print("\nStill in the queue", style="bold")
        out.print(table)
    if calls:
        table = plain_table("Request", "Goes to", "State", "Why", "Key")
        for one in calls:
            why = "" if one.call is None else one.call.value
            table.add_row(one.reference, one.destination, one.state.value, why, one.key)
        out.print("\nA person is needed", style="bold red")
        out.print(table)


def _standing_document(standing: Standing) -> dict[str, object]:
    return {
        "key": standing.key,
        "reference": standing.reference,
        "destination": standing.destination,
        "state": standing.state.value,
        "next_at": None if standing.next_at is None else standing.next_at.isoformat(),
        "call": None if standing.call is None else standing.call.value,
    }


def _document(attempt: Attempt) -> dict[str, object]:
    return {
        "key": attempt.key,
        "reference": attempt.reference,
        "destination": attempt.destination,
        "attempt": attempt.number,
        "result": result_name(attempt.result),
        "evidence": evidence_code(attempt.result),
        "receipt": getattr(attempt.result, "receipt", None),
        "state": attempt.transition.state.value,
    }


def _line(attempt: Attempt) -> str:
    evidence, receipt = evidence_code(attempt.result), attempt.transition.receipt
    parts = [
        f"{attempt.reference} to {attempt.destination}: attempt {attempt.number}",
        result_name(attempt.result) + (f" ({evidence})" if evidence else ""),
    ]
    if receipt:
        parts.append(f"receipt {receipt}")
    parts.append(f"now {attempt.transition.state.value}")
    if attempt.transition.wait:
        seconds = round(attempt.transition.wait.total_seconds())
        parts.append(f"again in {amount(seconds, 'seconds')}")
    return ", ".join(parts)
