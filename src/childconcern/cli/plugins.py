"""``childconcern plugins``: what is installed, what is configured, what is broken."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.table import Table

from childconcern.cli.output import BAD_NEWS, console, json_option, print_json, verb
from childconcern.registry import (
    InstalledPlugin,
    PluginError,
    installed_plugins,
    load_plugins,
    read_configuration,
)

__all__ = ["plugins"]


@click.command()
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Also say what this configuration names, and whether it loads.",
)
@json_option
@verb
def plugins(config: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click passes flags
    """List plugins: installed, configured, broken.

    Only plugins that the configuration names are imported.
    """
    named = read_configuration(config).plugins if config else []
    installed = installed_plugins()
    names = dict.fromkeys((*(plugin.name for plugin in installed), *named))
    rows = [_row(name, installed, configured=name in named) for name in names]
    if as_json:
        print_json(rows)
    else:
        table = Table("Plugin", "Distribution", "Version", "Configured", "State")
        for row in rows:
            configured = "yes" if row["configured"] else "no"
            table.add_row(
                str(row["name"]),
                str(row["distribution"]),
                str(row["version"]),
                configured,
                str(row["problem"] or ("works" if row["configured"] else "not imported")),
            )
        console().print(table)
    if any(row["problem"] for row in rows):
        sys.exit(BAD_NEWS)


def _row(
    name: str, installed: tuple[InstalledPlugin, ...], *, configured: bool
) -> dict[str, str | bool | None]:
    found = next((plugin for plugin in installed if plugin.name == name), None)
    return {
        "name": name,
        "distribution": "" if found is None else found.distribution,
        "version": "" if found is None else found.version,
        "configured": configured,
        "problem": _problem(name) if configured else None,
    }


def _problem(name: str) -> str | None:
    try:
        load_plugins([name])
    except PluginError as error:
        return str(error)
    return None
