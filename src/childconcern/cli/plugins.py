"""``childconcern plugins``: what is installed, what is configured, what is broken."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from childconcern.cli.output import (
    BAD_NEWS,
    console,
    hang,
    json_option,
    plain_table,
    print_json,
    problem_document,
    show_problems,
    working,
)
from childconcern.delivery import Channel
from childconcern.problems import Place, Problem
from childconcern.registry import (
    PluginError,
    installed_plugins,
    load_plugins,
    open_application,
    read_configuration,
)

__all__ = ["plugins"]

_CHECK_WITHIN: Final = dt.timedelta(seconds=10)

Row = dict[str, str | bool | None]
Checks = Mapping[str, tuple[Problem, ...]]


@click.command(short_help="Show what is installed, configured and broken.")
@click.option(
    "--config",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also say what this configuration names, and whether it loads.",
)
@click.option(
    "--check",
    is_flag=True,
    help="With --config: also ask each adapter whether its set-up works. Nothing is sent.",
)
@json_option
def plugins(config: Path | None, check: bool, as_json: bool) -> None:  # noqa: FBT001
    """List plugins: installed, configured, broken.

    Only plugins that the configuration names are imported. Ends with 1 when
    one of those is broken, or a set-up does not work.
    """
    if check and config is None:
        raise click.UsageError("--check needs --config")
    rows = list(_rows(read_configuration(config).plugins if config else []))
    broken = any(row["problem"] for row in rows)
    checks: Checks = _checks(config) if check and config and not broken else {}
    if as_json:
        print_json(_document(rows, checks))
    else:
        _show(rows, checks)
    if broken or any(checks.values()):
        sys.exit(BAD_NEWS)


def _rows(named: list[str]) -> Iterator[Row]:
    problems = _problems(named)
    installed = installed_plugins()
    for plugin in installed:
        yield {
            "name": plugin.name,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "configured": plugin.name in named,
            "problem": problems.get(plugin.name),
        }
    for name in dict.fromkeys(named):
        if name not in {plugin.name for plugin in installed}:
            nothing: Row = {"name": name, "distribution": None, "version": None}
            yield nothing | {"configured": True, "problem": problems.get(name)}


def _problems(named: list[str]) -> Mapping[str, str]:
    """Return what is wrong with plugins, each by itself, or else with all together."""
    problems: dict[str, str] = {}
    for names in (*([name] for name in named), named):
        try:
            load_plugins([name for name in names if name not in problems])
        except PluginError as error:
            problems[error.plugin] = str(error)
    return problems


def _checks(config: Path) -> Checks:
    application = open_application(config)
    try:
        found: dict[str, tuple[Problem, ...]] = {}
        with working(console(stderr=True), "checking", total=len(application.channels)) as step:
            for destination, channel in application.channels.items():
                found[destination] = _checked(channel)
                step(f"checked {destination}")
        return found
    finally:
        application.outbox.close()


def _checked(channel: Channel) -> tuple[Problem, ...]:
    try:
        return channel.adapter.check(within=_CHECK_WITHIN)
    except Exception as error:  # noqa: BLE001 - another's fault of any kind is what we look for
        message = f"its check failed with {type(error).__name__}"
        place = Place(path=("adapters", channel.name))
        return (Problem(code="check-failed", place=place, message=message, remedy="mend it"),)


def _document(rows: list[Row], checks: Checks) -> dict[str, object]:
    return {
        "plugins": rows,
        "destinations": {
            name: [problem_document(one) for one in problems] for name, problems in checks.items()
        },
    }


def _show(rows: list[Row], checks: Checks) -> None:
    out = console()
    table = plain_table("Plugin", "Distribution", "Version", "State")
    for row in rows:
        state = "works" if row["configured"] else "installed, not configured"
        state = "broken" if row["problem"] else state
        table.add_row(
            str(row["name"]), str(row["distribution"] or ""), str(row["version"] or ""), state
        )
    out.print(table if rows else "No plugin is installed.")
    for problem in dict.fromkeys(str(row["problem"]) for row in rows if row["problem"]):
        out.print()
        hang(out, problem, style="bold red")
    for destination, problems in checks.items():
        out.print(f"\n{destination}: {'does not work' if problems else 'works'}", style="bold")
        show_problems(out, problems)
