"""What is said to a person whose answer cannot be used: what the question allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.facts import Age, Kind
from childconcern.problems import Fault

__all__ = ["FAULT_WORDS", "fault_words"]

FAULT_WORDS: Final[Mapping[str, str]] = {
    "age-out-of-range": "An age is at most {at_most_months} months.",
    "empty": "There is nothing in it.",
    "exclusive-option": "One of these stands alone: choose it, or the others.",
    "no-option": "Choose one at least, by its number.",
    "no-such-day": "There is no such day.",
    "not-a-date": "Write a day, a month or a year: 27 3 2019, March 2019 or 2019.",
    "not-a-telephone-number": "Write a telephone number, such as 01632 960001.",
    "not-a-uk-postcode": "Write a postcode of the United Kingdom, such as ZZ99 3AA.",
    "not-a-whole-number": "Write a whole number from {at_least} to {at_most}, in digits.",
    "not-an-age": "Write a date of birth, or an age: 7, 5 months, about 3, due 14 3 2027.",
    "not-an-email-address": "Write an email address, such as name@school.example.",
    "not-an-option": "Choose by the numbers that are shown.",
    "not-item-ids": "Write a whole number from {at_least} to {at_most}.",
    "not-options": "Choose by the numbers that are shown.",
    "not-yes-or-no": "Answer yes or no.",
    "out-of-range": "Write a whole number from {at_least} to {at_most}.",
    "repeated-option": "Choose each once.",
    "too-long": "At most {at_most_characters} characters can be kept.",
    "unknown-not-allowed": "This must be answered.",
    "unreadable-character": "There is a character in it that cannot be kept: type it again.",
    "year-out-of-range": "A year is from {at_least} to {at_most}.",
}
"""A sentence for each fault that something typed can have, with the fault's parameters."""


def fault_words(fault: Fault, kind: Kind | None = None) -> str:
    """Return what is wrong as a sentence, without what was typed.

    Args:
        fault: Why it was refused.
        kind: Of the fact; what is no date may still have been meant as an age.
    """
    meant_an_age = fault.code == "not-a-date" and isinstance(kind, Age)
    words = FAULT_WORDS.get("not-an-age" if meant_an_age else fault.code)
    parameters: dict[str, object] = dict(fault.parameters)
    return f"It cannot be used: {fault.code}." if words is None else words.format_map(parameters)
