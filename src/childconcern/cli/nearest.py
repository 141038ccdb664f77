"""``childconcern nearest``: which few other answers would alter the route of a request."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click

from childconcern.cli.inputs import pack_argument, read_json
from childconcern.cli.output import console, json_option, print_json, working
from childconcern.cli.proofs import NOT_KNOWN, budget_option
from childconcern.cli.requests import saved_request
from childconcern.facts import Json
from childconcern.packfile import load_pack
from childconcern.reporting import nearest_document, nearest_words
from childconcern.verify.examples.telling import Sheet
from childconcern.verify.nearest import Toward, UnsettledNearestError, nearest

__all__ = ["nearest_verb"]


@click.command("nearest", short_help="Tell which few other answers would alter the route.")
@pack_argument
@click.argument("request_file", metavar="REQUEST")
@click.option(
    "--toward",
    type=click.Choice([one.value.replace(" ", "-") for one in Toward]),
    default=Toward.ANY.value,
    show_default=True,
    help="Which other routes are looked for.",
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="The most answers that are changed; any number if left out.",
)
@budget_option
@json_option
def nearest_verb(
    pack: Path,
    request_file: str,
    toward: str,
    most: int | None,
    budget: int | None,
    *,
    as_json: bool,
) -> None:
    """Tell which few other answers to REQUEST would alter the route that PACK gives it.

    REQUEST is a file as `ask --save` writes it, or - for standard input. It is
    for whoever reads a request and wants to know what to ask again: an answer
    that a route hangs on alone is worth a telephone call. Nothing is sent.

    Ends with 3 where the budget ran out first.
    """
    loaded = load_pack(pack)
    saved = saved_request(read_json(request_file), loaded)
    ids = [one.id for one in loaded.questionnaires if one.id in saved.answers]
    known = cast("dict[str, Json]", saved.given)  # what is no object is refused
    sheet = Sheet(given=known, answers={one: saved.answers[one] for one in ids})
    wanted = Toward(toward.replace("-", " "))
    try:
        with working(console(stderr=True), "looking for other answers"):
            found = nearest(loaded, sheet, on=saved.on, toward=wanted, most=most, budget=budget)
    except UnsettledNearestError as error:
        console(stderr=True).print(str(error))
        sys.exit(NOT_KNOWN)
    if as_json:
        print_json(nearest_document(found))
        return
    first, *others = nearest_words(found, loaded, on=saved.on)
    out = console()
    out.print(first)
    for line in others:
        out.print(f"- {line}")
