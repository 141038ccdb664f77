"""Relationships typed in a terminal: a number for each person, in the order that is shown."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from childconcern.facts import Json, Relationships
from childconcern.problems import Fault

__all__ = ["AskedRelationships"]

_NOT_THIS_ONE = frozenset({"?", "-"})


@frozen(kw_only=True)
class AskedRelationships:
    """What somebody is to each of some others.

    Attributes:
        kind: Of the fact.
        others: Ids of those others, with what each is called here: "child 1".
        option: Returns the id of an option for its number or words, or what was typed.
        words: Returns an option's words for its id.
    """

    kind: Relationships
    others: tuple[tuple[str, str], ...]
    option: Callable[[str], str]
    words: Callable[[str], str]

    def ways(self) -> str:
        """Return how to answer: one number, or one for each in this order."""
        names = ", ".join(name for _, name in self.others)
        if len(self.others) == 1:
            return f"a number, for {names}"
        return f"a number for each, with commas between: {names}; - where you do not know"

    def read(self, typed: str) -> Json | Fault:
        """Return item ids with options; those passed by are left out."""
        parts = [part.strip().casefold() for part in typed.split(",")]
        if len(parts) != len(self.others):
            return Fault("number-of-relationships", (("people", len(self.others)),))
        said: dict[str, Json] = {
            item_id: self.option(part)
            for (item_id, _), part in zip(self.others, parts, strict=True)
            if part not in _NOT_THIS_ONE
        }
        held = self.kind.from_json(said)
        return held if isinstance(held, Fault) else said

    def said(self, answer: dict[str, Json]) -> str:
        """Return an answer in words: "child 1: Mother, child 2: Aunt"."""
        return ", ".join(
            f"{name}: {self.words(str(answer[item_id]))}"
            for item_id, name in self.others
            if item_id in answer
        )
