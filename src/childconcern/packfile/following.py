"""What was lost while a pack was read, so that its absence is not told as another fault.

An entry with a fault is left out, and whatever speaks of it then finds nothing.
Those problems follow from the first one and go away with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

from attrs import define, field

from childconcern.packfile.positions import KeyPath
from childconcern.packfile.reading import MOST_NUMBER
from childconcern.problems import Problem

__all__ = ["Losses"]

_OF_FACTS: Final = frozenset(
    {
        "bad-order",
        "incomplete-guarantee",
        "no-item-fact",
        "no-options",
        "unknown-counts-as",
        "unknown-fact",
        "unknown-group",
        "unknown-option",
    }
)
_OF_QUESTIONS: Final = frozenset(
    {"empty", "fact-not-recorded", "look-ahead", "safety-fact-not-asked", "unknown-questionnaire"}
)
_FOLLOWING: Final[Mapping[str, frozenset[str]]] = {
    "areas": frozenset({"count-out-of-range", "unknown-area"}),
    "duties": frozenset({"unknown-duty"}),
    "facts": _OF_FACTS,
    "groups": _OF_FACTS,
    "guarantees": frozenset({"incomplete-guarantee"}),
    "levels": frozenset({"level-out-of-bounds", "no-levels", "unknown-level"}),
    "questionnaires": _OF_QUESTIONS,
    "routes": frozenset({"no-routes", "otherwise-unread", "unknown-route", "unknown-variant"}),
    "sections": _OF_QUESTIONS,
    "signs": frozenset({"unknown-fact"}),
}
"""For each part of a file, what may be said elsewhere because some of it is missing."""

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "pack.toml": ("questionnaires",),
    "facts.toml": ("facts", "groups"),
    "policy.toml": ("areas", "duties", "levels", "routes", "signs"),
    "cases.toml": (),
}
"""Parts of files; every other file is a questionnaire."""

_NAMING: Final = frozenset(
    {
        "fact-not-recorded",
        "look-ahead",
        "safety-fact-not-asked",
        "unknown-area",
        "unknown-duty",
        "unknown-fact",
        "unknown-group",
        "unknown-level",
        "unknown-option",
        "unknown-questionnaire",
        "unknown-route",
        "unknown-variant",
    }
)
"""Problems whose message has the name of what is missing."""

_WORD: Final = re.compile(r"[A-Za-z0-9_-]+")


@define
class Losses:
    """What was left out of a pack because it had a fault.

    Attributes:
        names: By which other places may speak of it.
        codes: Of problems that may follow, whatever they name.
    """

    names: set[str] = field(factory=set[str])
    codes: set[str] = field(factory=set[str])

    def file(self, name: str) -> None:
        """Note that nothing of a file could be read."""
        if name.startswith("wording/"):
            self.codes.add("missing-language")
            return
        for part in _PARTS.get(name, ("sections",)):
            self.codes |= _FOLLOWING[part]

    def entry(self, path: KeyPath, value: object) -> None:
        """Note that the value at a path was left out."""
        following = _FOLLOWING.get(str(*path[:1]), frozenset[str]())
        own = set(_own_names(value))
        if len(path) > 1 and isinstance(path[-1], str):
            own.add(path[-1])
        if following:
            self.names |= own.union(*map(_own_names, _inside(value)))
            self.codes |= following - _NAMING if own else following

    def join(self, other: Losses) -> None:
        """Take over what was lost elsewhere."""
        self.names |= other.names
        self.codes |= other.codes

    def explain(self, problem: Problem) -> bool:
        """Return whether a problem may only be there because of what was lost."""
        if problem.code in self.codes:
            return True
        words = _WORD.findall(problem.message)
        return problem.code in _NAMING and not self.names.isdisjoint(words)


def _own_names(entry: object) -> Iterator[str]:
    """Yield the names that an entry goes by; those of facts are the keys they stand at."""
    if isinstance(entry, str):
        yield entry
    if not isinstance(entry, Mapping):
        return
    members = cast("Mapping[str, object]", entry)
    for key in ("id", "records"):
        name = members.get(key)
        if isinstance(name, str):
            # A question that names no fact records the one with its own name.
            yield from (name, name.replace("-", "_"))
    number, facts = members.get("number"), members.get("facts")
    if isinstance(number, int) and abs(number) <= MOST_NUMBER:
        yield str(number)
    if isinstance(facts, Mapping):
        yield from cast("Mapping[str, object]", facts)


def _inside(entry: object) -> Iterator[object]:
    """Yield all tables inside an entry."""
    waiting = [entry]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping):
            yield cast("object", value)
            waiting.extend(cast("Mapping[str, object]", value).values())
        elif isinstance(value, list):
            waiting.extend(cast("list[object]", value))
