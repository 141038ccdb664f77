"""Numbers that national services give to people, with the digits that show a slip of the pen.

What is wrong with one is never said by showing it: messages reach logs.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from childconcern.facts.forms import FormKind
from childconcern.problems import Fault

__all__ = ["NhsNumber", "Upn"]

_SPACING: Final = re.compile(r"[\s-]")
_NHS_NUMBER: Final = re.compile(r"[0-9]{10}")
_NHS_WEIGHTS: Final = range(10, 1, -1)
_NHS_MODULUS: Final = 11
_NOBODY: Final = "0000000000"

# Letters without I, O and S, which are easily read as digits.
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN: Final = re.compile(f"[{_UPN_LETTERS}][0-9]{{11}}[0-9{_UPN_LETTERS}]")


class NhsNumber(FormKind):
    """An NHS number: ten digits, of which the last checks the others; held without spaces."""

    name: ClassVar[str] = "nhs-number"
    longest: ClassVar[int] = 40

    def canonical(self, plain: str) -> str | Fault:
        """Return the ten digits, or why they are no NHS number.

        Ten zeros pass the arithmetic and are nobody's number, so they are refused.
        """
        digits = _SPACING.sub("", plain)
        if _NHS_NUMBER.fullmatch(digits) is None:
            return Fault("not-an-nhs-number")
        total = sum(
            int(digit) * weight for digit, weight in zip(digits[:-1], _NHS_WEIGHTS, strict=True)
        )
        # A remainder of 1 would need a check digit of 10: no number is ever given with it.
        check = -total % _NHS_MODULUS
        good = digits != _NOBODY and int(digits[-1]) == check
        return digits if good else Fault("mistyped-nhs-number")


class Upn(FormKind):
    """A unique pupil number: a check letter and twelve characters, written large.

    The last character is a digit, or a letter in a temporary number. Its letter
    counts as its place among the check letters, from 0, as the Government Data
    Standards Catalogue has it. Whether the digits name a real council and school
    is not looked up.
    """

    name: ClassVar[str] = "upn"
    longest: ClassVar[int] = 40

    def canonical(self, plain: str) -> str | Fault:
        """Return the thirteen characters, or why they are no unique pupil number."""
        characters = _SPACING.sub("", plain).upper()
        if _UPN.fullmatch(characters) is None:
            return Fault("not-a-upn")
        total = sum(
            position * _upn_value(character)
            for position, character in enumerate(characters[1:], start=2)
        )
        check = _UPN_LETTERS[total % len(_UPN_LETTERS)]
        return characters if characters[0] == check else Fault("mistyped-upn")


def _upn_value(character: str) -> int:
    return int(character) if character.isdecimal() else _UPN_LETTERS.index(character)
