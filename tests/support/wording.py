"""The small pack in another language: each string is its English with a letter before it."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from attrs import evolve

from childconcern.pack import Language, Pack, Translated, Translation, strings_of
from childconcern.pack.wording import SourceString, StringKey, plural_rule
from childconcern.packfile import load_pack, wording_text
from support.small_pack import SMALL_PACK, PackFolder, with_edit

__all__ = ["COVERS", "MARK", "WELSH_FILE", "WELSH_PACK", "in_welsh", "translation_of"]

MARK: Final = "ŵ "
"""What a made-up translation begins with; no English does."""

COVERS: Final = ("screener",)
WELSH_FILE: Final = "wording/cy.toml"


def translated(source: SourceString, language: str) -> Translated:
    """Return a made-up translation of a string: every form has its own words."""
    rule = plural_rule(language)
    assert rule is not None
    forms = dict.fromkeys(source.expected(rule), f"{MARK}{source.english}")
    if source.is_counted:
        forms = {form: f"{text} ({form})" for form, text in forms.items()}
    return Translated(forms=forms, of=source.hash)


def translation_of(
    pack: Pack, covers: tuple[str, ...] = COVERS, language: str = "cy"
) -> Translation:
    """Return a made-up translation of every string."""
    strings: dict[StringKey, Translated] = {
        key: translated(source, language) for key, source in strings_of(pack, covers).items()
    }
    return Translation(language=language, covers=covers, strings=strings)


def in_welsh(pack: Pack, covers: tuple[str, ...] = COVERS, *, checked_by: str = "") -> Pack:
    """Return a pack that has made-up words in Welsh besides its own."""
    own = pack.languages[:1] or (Language(id="en"),)
    return evolve(
        pack,
        languages=(*own, Language(id="cy", checked_by=checked_by)),
        translations=(translation_of(pack, covers),),
    )


def _files() -> Mapping[str, str]:
    files = with_edit(SMALL_PACK, "pack.toml", '"Nobody yet" }]', '"Nobody yet" }, "cy"]')
    with TemporaryDirectory() as folder:
        pack = load_pack(PackFolder(Path(folder)).holds(SMALL_PACK))
    return {**files, WELSH_FILE: wording_text(pack, translation_of(pack))}


WELSH_PACK: Final = _files()
"""Each file of the small pack, with a wording file, by name."""
