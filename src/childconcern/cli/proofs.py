"""What the verbs that prove have in common: over what, for how long, and how they end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

import click

from childconcern.cli.output import BAD_NEWS
from childconcern.pack import Pack
from childconcern.verify import Verdict, scopes_of

__all__ = [
    "NOT_KNOWN",
    "budget_option",
    "checked",
    "clock",
    "scope_option",
    "seconds_option",
    "verdict_code",
]

NOT_KNOWN: Final = 3
"""The exit code where the budget or the time ran out before there was an answer."""

_CODES: Final = {Verdict.PROVED: 0, Verdict.VIOLATED: BAD_NEWS, Verdict.UNKNOWN: NOT_KNOWN}

scope_option = click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="ID",
    help="Only over the ways through this questionnaire, or `policy` alone; may be said again.",
)
"""Over what is asked."""

budget_option = click.option(
    "--budget",
    type=click.IntRange(min=1),
    metavar="STEPS",
    help="The most steps for one question to the solver; the same on any machine.",
)
"""How long one question may take, in steps."""

seconds_option = click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    metavar="N",
    help="After so many seconds no more is asked; what is left is unknown.",
)
"""How long the whole may take, by the clock."""


def clock(seconds: float | None) -> Callable[[], bool] | None:
    """Return what says whether so many seconds from now are over; None where there is no limit."""
    if seconds is None:
        return None
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def verdict_code(verdict: Verdict) -> int:
    """Return the exit code of a verdict."""
    return _CODES[verdict]


def checked(scopes: tuple[str, ...], pack: Pack) -> tuple[str, ...] | None:
    """Return scopes that were asked for, or None for all of a pack.

    Raises:
        BadParameter: When one of them is none of the pack's.
    """
    known = [one.id for one in scopes_of(pack)]
    if not set(scopes) <= set(known):
        message = f"the pack has no such scope; choose among {', '.join(known)}"
        raise click.BadParameter(message, param_hint="'--scope'")
    return scopes or None
