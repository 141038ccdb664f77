"""How many syllables an English word has, near enough for a reading formula."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["syllables"]

_GROUPS: Final = re.compile(r"[aeiouy]+")
_SILENT_INSIDE: Final = re.compile(
    r"(?<=[aeiouy])([^aeiouy]{1,2})e"
    r"(?=(?:ful|less|ly|ment|ness|ty|where|times|one|thing|body)$)"
    r"|(?<=^e)(v)e(?=ry)"
)  # safely, sometimes, every
_SILENT_END: Final = re.compile(
    r"(?<=[aeiouy])([^aeiouy]+)e$"  # time, but the
    r"|(?<=[gq])ue$"  # league
    r"|(?<=[^td])ed$"  # helped, but started
    r"|(?<=[^cgsxz])(?<!sh)(?<!ch)es$"  # homes, but houses
)
_LE_END: Final = re.compile(r"[^aeiouyl]les?$")  # trouble
_APART: Final = re.compile(
    r"(?<![ctgx])ia(?!g)"  # diary, but social, marriage
    r"|(?<![ctgxs])io(?!n)|(?<=per)io(?=d)"  # various, but gracious, question
    r"|eo(?!p|u)|iu|[aeiou]ing$"  # video, being
    r"|(?<![gq])ua(?=[ltr])|ui(?=ty$|n$|d$)"  # usual, but guard; fluid
    r"|(?<!t)ie(?=t)|(?<![tc])ie(?=n[ct])|^sci"  # quiet, client, but patient
    r"|(?<=[aeiouy][^aeiouy])ea$|^creat|yo(?=n$)"  # area, anyone
)


def syllables(word: str) -> int:
    """Return the syllables of one word, at least 1.

    A word all in capitals is spelt out, letter by letter; a number is one.
    """
    letters = re.sub(r"[^A-Za-z]", "", word)
    if len(letters) > 1 and letters.isupper():
        return len(letters) + 2 * letters.count("W")
    plain = _SILENT_INSIDE.sub(lambda found: found[1] or found[2], letters.lower())
    if not _LE_END.search(plain):
        plain = _SILENT_END.sub(r"\1", plain)
    return max(1, len(_GROUPS.findall(plain)) + len(_APART.findall(plain)))
