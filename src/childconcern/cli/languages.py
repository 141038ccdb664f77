"""In which language a verb speaks: the pack's own, or one that it has words in."""

from __future__ import annotations

import click

from childconcern.pack import ENGLISH, Pack, Words

__all__ = ["chosen_words", "language_option", "unchecked_option"]

language_option = click.option(
    "--language", metavar="ID", help="Speak this language, such as cy; the pack's own if left out."
)
"""Which language is spoken."""

unchecked_option = click.option(
    "--unchecked-language", is_flag=True, help="Take words that nobody has checked, to test them."
)
"""Whether a tester asks."""


def chosen_words(pack: Pack, language: str | None, *, unchecked: bool) -> Words:
    """Return the words to speak.

    Raises:
        NoLanguageError: When the pack has none in that language.
        LanguageNotCheckedError: When nobody is named who checked them.
    """
    return ENGLISH if language is None else pack.in_language(language, unchecked=unchecked)
