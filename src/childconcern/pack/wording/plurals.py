"""Which form of a counted string a number takes, language by language.

The rules are those of the Unicode CLDR for whole numbers (cardinal plural
rules, https://cldr.unicode.org/index/cldr-spec/plural-rules). Welsh has all
six categories: 0, 1, 2, 3, 6, and the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from attrs import field, frozen

__all__ = ["CATEGORIES", "KNOWN", "PluralRule", "plural_rule"]

CATEGORIES: Final = ("zero", "one", "two", "few", "many", "other")
"""The names of plural forms, in the order of the CLDR; every language has ``other``."""


@frozen(kw_only=True)
class PluralRule:
    """Which form a number takes.

    Attributes:
        categories: Those that the language has, in the order of the CLDR.
        category: The category of a whole number from 0.
    """

    categories: tuple[str, ...]
    category: Callable[[int], str] = field(eq=False)


def _exact(numbers: Mapping[str, tuple[int, ...]]) -> PluralRule:
    """Return the rule by which just these numbers have forms of their own."""
    of = {number: category for category, each in numbers.items() for number in each}
    named = tuple(one for one in CATEGORIES if numbers.get(one))
    return PluralRule(categories=(*named, "other"), category=lambda n: of.get(n, "other"))


def _irish(number: int) -> str:
    if number in {1, 2}:
        return "one" if number == 1 else "two"
    if number in range(3, 7):
        return "few"
    return "many" if number in range(7, 11) else "other"


def _polish(number: int) -> str:
    if number == 1:
        return "one"
    teens = number % 100 in {12, 13, 14}
    return "few" if number % 10 in {2, 3, 4} and not teens else "many"


def _arabic(number: int) -> str:
    if number in {0, 1, 2}:
        return ("zero", "one", "two")[number]
    rest = number % 100
    if rest in range(3, 11):
        return "few"
    return "many" if rest in range(11, 100) else "other"


_ONE: Final = _exact({"one": (1,)})
_NONE_OR_ONE: Final = _exact({"one": (0, 1)})

KNOWN: Final[Mapping[str, PluralRule]] = {
    "ar": PluralRule(categories=CATEGORIES, category=_arabic),
    "bn": _NONE_OR_ONE,
    "cy": _exact({"zero": (0,), "one": (1,), "two": (2,), "few": (3,), "many": (6,)}),
    "en": _ONE,
    "ga": PluralRule(categories=("one", "two", "few", "many", "other"), category=_irish),
    "gu": _NONE_OR_ONE,
    "pa": _NONE_OR_ONE,
    "pl": PluralRule(categories=("one", "few", "many", "other"), category=_polish),
    "so": _ONE,
    "ur": _ONE,
}
"""The rules that are known, by language; of a region it is the language's."""


def plural_rule(
    language: str, declared: Mapping[str, tuple[int, ...]] | None = None
) -> PluralRule | None:
    """Return the rule of a language, or None where nobody knows it.

    Args:
        language: Such as ``cy`` or ``cy-GB``.
        declared: For a language that is not known here, the numbers that have
            a form of their own, by category; all others are ``other``.
    """
    known = KNOWN.get(language.partition("-")[0])
    return _exact(declared) if known is None and declared else known
