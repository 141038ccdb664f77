"""What is said to a person whose answer cannot be used: what the question allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from childconcern.facts import Age, Kind
from childconcern.pack import ENGLISH, Words
from childconcern.pack.wording import PRODUCT
from childconcern.problems import Fault

__all__ = ["FAULT_WORDS", "fault_words"]

_OF_FAULTS: Final = "fault-"
FAULT_WORDS: Final[Mapping[str, str]] = {
    name.removeprefix(_OF_FAULTS): source.english
    for name, source in PRODUCT.items()
    if name.startswith(_OF_FAULTS)
}
"""A sentence for each fault that something typed can have, with the fault's parameters."""


def fault_words(fault: Fault, kind: Kind | None = None, words: Words = ENGLISH) -> str:
    """Return what is wrong as a sentence, without what was typed.

    Args:
        fault: Why it was refused.
        kind: Of the fact; what is no date may still have been meant as an age.
        words: Those of the language that is spoken.
    """
    meant_an_age = fault.code == "not-a-date" and isinstance(kind, Age)
    code = "not-an-age" if meant_an_age else fault.code
    if code not in FAULT_WORDS:
        return words.say("fault", code=code)
    parameters = {
        name: ", ".join(value) if isinstance(value, tuple) else value
        for name, value in fault.parameters
    }
    return words.say(f"{_OF_FAULTS}{code}", **parameters)
