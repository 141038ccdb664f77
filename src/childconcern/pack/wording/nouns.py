"""English words for ids, items and amounts, where a pack gives none."""

from __future__ import annotations

from typing import Final

__all__ = ["amount", "id_words", "item_noun"]

_ACRONYMS: Final = frozenset({"cp", "edt", "fgm", "gp", "lado", "mash", "nhs", "nspcc"})
_NOUNS: Final = {
    "children": ("child", "children"),
    "people": ("person", "people"),
    "household": ("member of the household", "members of the household"),
}


def id_words(identifier: str) -> str:
    """Return an id as words: ``child-health-liaison`` is "child health liaison"."""
    words = identifier.replace("-", " ").replace("_", " ").split()
    return " ".join(word.upper() if word in _ACRONYMS else word for word in words)


def item_noun(group_id: str) -> tuple[str, str]:
    """Return what one item of a group is called, and what several are."""
    if group_id in _NOUNS:
        return _NOUNS[group_id]
    many = id_words(group_id)
    if many.endswith("ies"):
        return f"{many[:-3]}y", many
    if many.endswith("s") and not many.endswith("ss"):
        return many[:-1], many
    return many, many


def amount(number: int, unit: str) -> str:
    """Return a number with its unit: "1 day", "3 days", or the number alone."""
    if number == 1:
        unit = unit.removesuffix("s")
    return f"{number} {unit}".rstrip()
