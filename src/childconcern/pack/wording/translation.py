"""One language's words for a pack, each with a hash of the English that it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final, TypeAlias

from attrs import field, frozen

from childconcern.facts import digest
from childconcern.pack.wording.plurals import PluralRule

__all__ = [
    "PLACEHOLDER",
    "SourceString",
    "StringKey",
    "Translated",
    "Translation",
    "Unfit",
    "is_language",
    "numbers_in",
    "source_hash",
    "unfit",
]

StringKey: TypeAlias = tuple[str, ...]
"""Where a string stands, in the wording file too: ``policy``, ``routes``, ..., ``next_step``."""

PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")
"""What stands for something in a template: ``{name}``, and nothing cleverer."""

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DIGITS: Final = 12
_NUMBER: Final = re.compile(r"[0-9][0-9 ]*[0-9]")
_FEWEST_DIGITS: Final = 3
_LONGEST: Final = 35


def is_language(text: str) -> bool:
    """Return whether ``text`` is made like a language's id, such as ``cy`` or ``cy-GB``."""
    return len(text) <= _LONGEST and _LANGUAGE.fullmatch(text) is not None


def source_hash(forms: Mapping[str, str]) -> str:
    """Return the short hash of an English string by its forms: 12 hexadecimal digits."""
    return digest(dict(forms))[:_DIGITS]


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of three digits or more, which people ring: 999, 01632 960100."""
    found = (one.replace(" ", "") for one in _NUMBER.findall(text))
    return frozenset(one for one in found if len(one) >= _FEWEST_DIGITS)


@frozen(kw_only=True)
class SourceString:
    """A string in English, as the pack or this library has it.

    Attributes:
        key: Where it stands.
        forms: ``text``, or for what is counted ``one`` and ``other``.
        is_template: Whether ``{name}`` in it stands for something.
    """

    key: StringKey
    forms: Mapping[str, str]
    is_template: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether it has plural forms."""
        return "other" in self.forms

    @property
    def english(self) -> str:
        """The string, or its form for several."""
        return self.forms["other" if self.is_counted else "text"]

    @cached_property
    def hash(self) -> str:
        """The short hash by which a translation says what it was made of."""
        return source_hash(self.forms)

    def expected(self, rule: PluralRule) -> tuple[str, ...]:
        """Return the forms that a translation has."""
        return rule.categories if self.is_counted else ("text",)

    @property
    def placeholders(self) -> frozenset[str]:
        """What stands in it for something else, by name."""
        return _placeholders(self.forms.values()) if self.is_template else frozenset()


def _placeholders(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(name for text in texts for name in PLACEHOLDER.findall(text))


@frozen(kw_only=True)
class Translated:
    """One string in another language.

    Attributes:
        forms: As those of its source, with the plural forms of its own language.
        of: The hash of the English that it was made of; empty where nobody said.
    """

    forms: Mapping[str, str] = field(hash=False)
    of: str = ""


def _no_strings() -> Mapping[StringKey, Translated]:
    return {}


def _no_plurals() -> Mapping[str, tuple[int, ...]]:
    return {}


@frozen(kw_only=True)
class Translation:
    """All that ``wording/cy.toml`` says.

    Attributes:
        language: Such as ``cy``.
        covers: The questionnaires that are translated.
        plurals: For a language whose plural rule is not known, the numbers that
            have a form of their own.
        strings: By where they stand; those that the pack no longer has too.
    """

    language: str
    covers: tuple[str, ...] = ()
    plurals: Mapping[str, tuple[int, ...]] = field(factory=_no_plurals, hash=False)
    strings: Mapping[StringKey, Translated] = field(factory=_no_strings, hash=False)


@frozen
class Unfit:
    """Why a translation is not said, and English is.

    Attributes:
        code: Of the problem.
        message: What is wrong, without the key.
        remedy: What to do.
    """

    code: str
    message: str
    remedy: str


_REFRESH: Final = "childconcern wording"


def unfit(source: SourceString, held: Translated | None, rule: PluralRule) -> Unfit | None:
    """Return why a translation cannot be said for a source, or None where it can."""
    expected = source.expected(rule)
    if held is None or not any(text.strip() for text in held.forms.values()):
        return Unfit("translation-missing", "is not translated", "translate it")
    lacking = [form for form in expected if not held.forms.get(form, "").strip()]
    if lacking or len(held.forms) > len(expected):
        forms = ", ".join(expected)
        return Unfit("wrong-forms", "does not have just its forms", f"it has {forms}")
    if held.of != source.hash:
        return _unmarked(held)
    return _changed_inside(source, held)


def _unmarked(held: Translated) -> Unfit:
    if not held.of:
        message = "does not say of which English it was made"
        return Unfit("translation-unmarked", message, f"`{_REFRESH}` marks it")
    message = "was translated from English that has changed since"
    remedy = f"translate it again, then `{_REFRESH} ... --mended` marks it"
    return Unfit("translation-stale", message, remedy)


def _changed_inside(source: SourceString, held: Translated) -> Unfit | None:
    wanted = source.placeholders
    for form, text in held.forms.items():
        has = _placeholders([text])
        # One of something may be said in words, so only there a number may be left out.
        spared = {"n"} if source.is_counted and form != "other" else set[str]()
        if source.is_template and not (wanted - spared <= has <= wanted):
            names = ", ".join(f"{{{name}}}" for name in sorted(wanted))
            message = "does not have the same {...} as the English"
            return Unfit("wrong-placeholder", message, f"it has {names or 'none'}")
        if numbers_in(text) != numbers_in(source.english):
            message = "does not have the same numbers as the English"
            return Unfit("wrong-number", message, "people ring them: mend it, or write digits")
    return None
