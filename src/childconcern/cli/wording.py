"""``childconcern wording``: the file of another language, made or brought up to date."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from childconcern.cli.inputs import pack_argument
from childconcern.cli.output import console, hang, show_problems
from childconcern.errors import ConcernError
from childconcern.pack import NoLanguageError, Pack, Translation, own_language, strings_of
from childconcern.pack.wording import plural_rule
from childconcern.packfile import load_pack, read_pack, refreshed, wording_file_name, wording_text

__all__ = ["NoStringError", "wording"]


class NoStringError(ConcernError):
    """A string was named that the pack does not have."""

    code = "no-string"


@click.command("wording", short_help="Begin or refresh a translation.")
@pack_argument
@click.argument("language")
@click.option(
    "--covers",
    multiple=True,
    metavar="ID",
    help="Translate this questionnaire; the pack's first if none is named.",
)
@click.option(
    "--mended",
    multiple=True,
    metavar="STRING",
    help="The translation of this string, or of `all`, fits the English as it is now.",
)
def wording(pack: Path, language: str, covers: tuple[str, ...], mended: tuple[str, ...]) -> None:
    """Write or refresh the words of PACK in LANGUAGE, such as cy: wording/cy.toml.

    New strings are added empty under their English, a translation whose English
    has changed is marked, and nothing that was translated is lost. A
    translation that does not say of which English it was made is taken as made
    of the English as it is now. Comments of your own are not kept.
    """
    loaded = load_pack(pack)
    translation = _translation(loaded, language, covers)
    known = {"all", *(".".join(key) for key in strings_of(loaded, translation.covers))}
    unknown = sorted(set(mended) - known)
    if unknown:
        message = f"the pack has no string {unknown[0]!r}"
        raise NoStringError(message, remedy="write it as in the file, with dots between")
    path = pack / wording_file_name(language)
    path.parent.mkdir(exist_ok=True)
    text = wording_text(loaded, refreshed(loaded, translation, frozenset(mended)))
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)
    _tell(pack, path, language)


def _translation(pack: Pack, language: str, covers: tuple[str, ...]) -> Translation:
    """Return the words that there are, or none yet.

    Raises:
        NoLanguageError: When the pack does not list the language after its own, or
            nobody knows its plural forms.
        NoQuestionnaireError: When it has no such questionnaire.
    """
    listed = {one.id for one in pack.languages} - {own_language(pack)}
    if language not in listed:
        message = f"the pack does not list the language {language!r} beside its own"
        remedy = f'write {{ id = "{language}" }} into languages in pack.toml, after the first'
        raise NoLanguageError(message, remedy=remedy)
    found = [one for one in pack.translations if one.language == language]
    before = found[0] if found else Translation(language=language)
    if plural_rule(language, before.plurals) is None:
        message = f"nobody knows which plural forms {language!r} has"
        remedy = f"begin {wording_file_name(language)} by hand, with language and plurals"
        raise NoLanguageError(message, remedy=remedy)
    wanted = covers or before.covers or (pack.questionnaire().id,)
    names = tuple(dict.fromkeys((*before.covers, *wanted)))
    return Translation(
        language=language,
        covers=tuple(pack.questionnaire(name).id for name in names),
        plurals=before.plurals,
        strings=before.strings,
    )


def _tell(pack: Path, path: Path, language: str) -> None:
    """Say what is left to do; the file is read as the service reads it."""
    report = read_pack(pack)
    own = tuple(one for one in report.problems if one.place.file == wording_file_name(language))
    out = console()
    show_problems(out, tuple(one for one in own if one.code != "translation-missing"))
    counted = Counter(one.code for one in own)
    missing, others = counted["translation-missing"], len(own) - counted["translation-missing"]
    hang(out, f"wrote {path}: {missing} not translated yet, {others} to look at")
