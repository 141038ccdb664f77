"""``childconcern explain``: a decision in words, for the referrer or the worker."""

from __future__ import annotations

import datetime as dt
import enum
from pathlib import Path

import attrs
import click

from childconcern.cli.inputs import on_option, pack_argument, read_json
from childconcern.cli.languages import chosen_words, language_option, unchecked_option
from childconcern.cli.output import console, json_option, print_json, say
from childconcern.decision import decide
from childconcern.explanation import Explanation, Reader, explain, explanation_text
from childconcern.facts import read_concern
from childconcern.packfile import load_pack

__all__ = ["explain_verb"]


@click.command("explain", short_help="Say in words what is decided, and why.")
@pack_argument
@click.argument("concern")
@click.option(
    "--for",
    "reader",
    type=click.Choice([reader.value for reader in Reader]),
    default=Reader.REFERRER.value,
    show_default=True,
    help="Who reads it: whoever is worried, or whoever decides.",
)
@language_option
@unchecked_option
@on_option
@json_option
def explain_verb(
    pack: Path,
    concern: str,
    reader: str,
    language: str | None,
    unchecked_language: bool,  # noqa: FBT001
    on: dt.date,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Say in words what PACK decides about CONCERN, and why.

    CONCERN is a JSON file as for `decide`, or - for standard input. A worker
    reads the language that the pack is written in.
    """
    loaded = load_pack(pack)
    words = chosen_words(loaded, language, unchecked=unchecked_language)
    decision = decide(read_concern(read_json(concern), loaded.vocabulary), loaded.policy, on=on)
    explanation = explain(decision, loaded, reader=Reader(reader), words=words)
    if as_json:
        print_json(_document(explanation))
    else:
        say(console(), explanation_text(explanation, words))


def _document(explanation: Explanation) -> dict[str, object]:
    return attrs.asdict(explanation, value_serializer=_plain)


def _plain(_: type, __: object, value: object) -> object:
    match value:
        case enum.Enum():
            return value.value
        case dt.date():
            return value.isoformat()
        case _:
            return value
