"""``childconcern paths``: how many ways through the questions there are, and how long."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from childconcern.cli.inputs import on_option, pack_argument
from childconcern.cli.output import console, json_option, print_json, say, working
from childconcern.cli.proofs import NOT_KNOWN, budget_option
from childconcern.packfile import load_pack
from childconcern.reporting import describe_paths, document_text, paths_document
from childconcern.verify import World, askings_of
from childconcern.verify.counting import JourneyCounter, count_per_route
from childconcern.verify.engine.diagram import Budget
from childconcern.verify.paths import Counter, Paths, paths

__all__ = ["paths_verb"]


@click.command("paths", short_help="Tell how many ways through the questions there are.")
@pack_argument
@click.option("--questionnaire", metavar="ID", help="Which one; all of them if left out.")
@budget_option
@click.option(
    "--nodes",
    type=click.IntRange(min=0),
    default=300_000,
    show_default=True,
    help="The most nodes for exact numbers, for each questionnaire; the same on any machine.",
)
@on_option
@json_option
def paths_verb(
    pack: Path,
    questionnaire: str | None,
    budget: int | None,
    nodes: int,
    on: dt.date,
    *,
    as_json: bool,
) -> None:
    """Tell how many ways there are through the questions of PACK, and how long they are.

    Ends with 3 where the budget ran out before the shortest and the longest
    were known.
    """
    loaded = load_pack(pack)
    wanted = [loaded.questionnaire(questionnaire)] if questionnaire else loaded.questionnaires
    scopes = [one.id for one in wanted]
    with working(console(stderr=True), "looking for ways"):
        askings = askings_of(loaded, on=on, scopes=scopes, budget=budget)
        found = tuple(paths(one, _counter(nodes)) for one in askings)
    if as_json:
        print_json(paths_document(found, loaded, on.isoformat()))
    else:
        say(console(), document_text(describe_paths(found, loaded)))
    sys.exit(0 if all(map(_is_sure, found)) else NOT_KNOWN)


def _counter(nodes: int) -> Counter:
    def count(world: World) -> Mapping[str | None, int | None]:
        return count_per_route(JourneyCounter((world,), Budget(nodes=nodes)))

    return count


def _is_sure(found: Paths) -> bool:
    """Return whether everything about the ways through a questionnaire is known."""
    return not found.unknown and all(one.sure for one in (found.whole, *found.routes) if one)
