"""The kinds of fact that only forms hold: words, names and ways to reach people.

No rule can read them. Each refuses what could not be stored or sent, and keeps
everything else as it was said: an accent, an apostrophe and a line break are
part of a name or a story.
"""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar, Final

from attrs import frozen

from childconcern.facts.kinds import Json
from childconcern.facts.values import Value
from childconcern.problems import Fault

__all__ = [
    "Address",
    "Email",
    "FormKind",
    "LongText",
    "PersonName",
    "Postcode",
    "Telephone",
    "Text",
]

_LOCAL_PART: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
)
_LABEL: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_LONGEST_LOCAL_PART: Final = 64
_POSTCODE: Final = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?|GIR)([0-9][ABD-HJLNP-UW-Z]{2}|0AA)")
_TELEPHONE: Final = re.compile(r"(\+|00)?([0-9]+)(?:(?:;ext=|ext|x|#)([0-9]{1,8}))?")
_SHORTEST_NUMBER: Final = 8
_LONGEST_NUMBER: Final = 15
_UK_LENGTHS: Final = (10, 11)
_BREAKS: Final = "\n\t\u2028\u2029"
_HIDDEN_CATEGORIES: Final = frozenset({"Cc", "Cs"})
"""Control characters and lone surrogates: the same in every version of Unicode."""
_NONCHARACTERS: Final = range(0xFDD0, 0xFDF0)
_NONCHARACTER_ENDS: Final = (0xFFFE, 0xFFFF)


@frozen
class FormKind:
    """Words that are kept as they were said, within a length.

    Attributes:
        name: The kind's name in ``facts.toml``.
        longest: The most characters.
        lines: Whether it may have line breaks.
    """

    name: ClassVar[str] = "text"
    longest: ClassVar[int] = 500
    lines: ClassVar[bool] = False

    def refusal(self, value: object) -> Fault | None:
        """Return why ``value`` is not allowed, or None; only the canonical form is."""
        read = self.from_json(value)
        if isinstance(read, Fault):
            return read
        return None if read == value else Fault("not-canonical")

    def from_json(self, value: object) -> Value | Fault:
        """Return the canonical form of what JSON holds, or why not."""
        return self.from_typing(value) if type(value) is str else Fault("not-text")

    def from_typing(self, text: str) -> Value | Fault:
        """Return the canonical form of what a person typed, or why not."""
        plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if not plain:
            return Fault("empty")
        if len(plain) > self.longest:
            return Fault("too-long", (("at_most_characters", self.longest),))
        if any(self._cannot_be_kept(character) for character in plain):
            return Fault("unreadable-character")
        return self.canonical(plain)

    def canonical(self, plain: str) -> str | Fault:
        """Return the one way in which ``plain`` is written, or why it is none of this kind."""
        return plain

    def to_json(self, value: Value) -> Json:
        """Return the text."""
        return str(value)

    def _cannot_be_kept(self, character: str) -> bool:
        if character in _BREAKS:
            return not self.lines
        code = ord(character)
        never_a_character = code in _NONCHARACTERS or code & 0xFFFF in _NONCHARACTER_ENDS
        return never_a_character or unicodedata.category(character) in _HIDDEN_CATEGORIES


class Text(FormKind):
    """One line of words."""


class LongText(FormKind):
    """A story: words in as many lines as it needs."""

    name: ClassVar[str] = "long-text"
    longest: ClassVar[int] = 20_000
    lines: ClassVar[bool] = True


class PersonName(FormKind):
    """A person's name, as they write it."""

    name: ClassVar[str] = "person-name"
    longest: ClassVar[int] = 200


class Address(FormKind):
    """A postal address, a line each."""

    name: ClassVar[str] = "address"
    lines: ClassVar[bool] = True

    def canonical(self, plain: str) -> str | Fault:
        """Return the lines without blanks around them and without empty ones."""
        return "\n".join(line for line in map(str.strip, plain.split("\n")) if line)


class Email(FormKind):
    """An email address of the ordinary form; its domain is written small."""

    name: ClassVar[str] = "email"
    longest: ClassVar[int] = 254

    def canonical(self, plain: str) -> str | Fault:
        """Return the address, or a fault where it could not be sent to."""
        local, _, domain = plain.rpartition("@")
        labels = domain.split(".")
        good = (
            _LOCAL_PART.fullmatch(local)
            and len(local) <= _LONGEST_LOCAL_PART
            and len(labels) > 1
            and all(_LABEL.fullmatch(label) for label in labels)
        )
        return f"{local}@{domain.lower()}" if good else Fault("not-an-email-address")


class Telephone(FormKind):
    """A telephone number, written with its country: ``+441632960001``, perhaps ``;ext=12``."""

    name: ClassVar[str] = "telephone"
    longest: ClassVar[int] = 60

    def canonical(self, plain: str) -> str | Fault:
        """Return the number in digits after ``+``; one that starts with 0 is British."""
        bare = re.sub(r"[\s().,-]|(?<=[0-9])/(?=[0-9])", "", plain.casefold().replace("(0)", ""))
        found = _TELEPHONE.fullmatch(bare.replace("extension", "ext").replace("ext:", "ext"))
        fault = Fault("not-a-telephone-number", (("form", "for example 01632 960001"),))
        if found is None:
            return fault
        abroad, digits, extension = found.groups()
        if not abroad:
            if not (digits.startswith("0") and len(digits) in _UK_LENGTHS):
                return fault
            digits = f"44{digits[1:]}"
        # Many write the 0 after the country too, and no British number has one there.
        digits = re.sub("^440", "44", digits)
        if not _SHORTEST_NUMBER <= len(digits) <= _LONGEST_NUMBER or digits.startswith("0"):
            return fault
        return f"+{digits}{f';ext={extension}' if extension else ''}"


class Postcode(FormKind):
    """A UK postcode, written large with its space: ``ZZ99 3AA``."""

    name: ClassVar[str] = "postcode"
    longest: ClassVar[int] = 20

    def canonical(self, plain: str) -> str | Fault:
        """Return both halves with a space between them, or a fault."""
        found = _POSTCODE.fullmatch(re.sub(r"\s", "", plain).upper())
        return " ".join(found.groups()) if found else Fault("not-a-uk-postcode")
