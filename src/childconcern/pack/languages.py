"""Choosing a language: one that nobody checked is for testers, and is never served."""

from __future__ import annotations

from childconcern.errors import ConcernError
from childconcern.pack.wording import (
    ENGLISH,
    SourceString,
    StringKey,
    Words,
    pack_strings,
    plural_rule,
)
from childconcern.pack.written import WrittenPack

__all__ = [
    "LanguageNotCheckedError",
    "NoLanguageError",
    "own_language",
    "strings_of",
    "words_in",
]


class NoLanguageError(ConcernError):
    """A pack has no words in a language."""

    code = "no-language"


class LanguageNotCheckedError(ConcernError):
    """Nobody who is named has checked a pack's words in a language."""

    code = "language-not-checked"

    def __init__(self, language: str) -> None:
        super().__init__(
            f"nobody is named who checked the words in {language!r}, so they are not served",
            remedy="name who did with checked_by in pack.toml; a tester asks for unchecked words",
        )


def own_language(pack: WrittenPack) -> str:
    """Return the language that a pack itself is written in: the first it names, or English."""
    return pack.languages[0].id if pack.languages else "en"


def strings_of(pack: WrittenPack, covers: tuple[str, ...]) -> dict[StringKey, SourceString]:
    """Return every string that a translation of these questionnaires has, by where it stands."""
    names = {"title": pack.title, "council": pack.council}
    return pack_strings(names, pack.questionnaires, pack.policy, covers)


def words_in(pack: WrittenPack, language: str, *, unchecked: bool) -> Words:
    """Return the words of a pack in a language.

    Raises:
        NoLanguageError: When the pack has none.
        LanguageNotCheckedError: When nobody is named who checked them, unless
            ``unchecked`` says that a tester asks.
    """
    own = own_language(pack)
    translation = next((one for one in pack.translations if one.language == language), None)
    rule = plural_rule(language, None if translation is None else translation.plurals)
    if language == own:
        return Words(language=own, rule=ENGLISH.rule, own=True)
    if translation is None or rule is None:
        listed = ", ".join(dict.fromkeys((own, *(one.language for one in pack.translations))))
        message = f"the pack has no words in {language!r}"
        raise NoLanguageError(message, remedy=f"it has {listed}; wording/ID.toml brings another")
    if not unchecked and not _checker(pack, language):
        raise LanguageNotCheckedError(language)
    return Words(
        language=language, rule=rule, covers=translation.covers, strings=translation.strings
    )


def _checker(pack: WrittenPack, language: str) -> str:
    return next((one.checked_by.strip() for one in pack.languages if one.id == language), "")
