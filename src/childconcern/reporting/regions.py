"""What two versions of a pack decide otherwise, region by region, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from childconcern.explanation.phrases import listed, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.pack.wording import id_words
from childconcern.reporting.answers import PackWords
from childconcern.reporting.claims import scope_name
from childconcern.verify.difference import Region

__all__ = ["Change", "changes_of"]


@frozen(kw_only=True, repr=False)
class Change:
    """One thing that is decided otherwise, in one scope or in several.

    Attributes:
        regions: The same of each scope, in order; the first is told in full.
        old: The words of the pack before.
        new: The words of the pack now.
    """

    regions: tuple[Region, ...]
    old: PackWords
    new: PackWords

    @property
    def first(self) -> Region:
        """The region that is told in full."""
        return self.regions[0]

    @property
    def what(self) -> str:
        """What changes, such as "The route", "The level of ...", "The duty ..."."""
        kind, about = self.first.kind, self.first.about
        match kind:
            case "route":
                return "The route"
            case "level":
                return "The highest level"
            case "area":
                return f"The level of {quoted(self.new.wording.area(about))}"
            case "duty":
                return f"The duty {quoted(id_words(about))}"
            case "variant":
                return f"The variant of {self.new.wording.route(about)}"
            case _:
                return f"{_PARTS.get(kind, id_words(kind))} of {self._whole(about)}"

    def _whole(self, about: str) -> str:
        sort, _, name = about.partition(" ")
        if sort == "route":
            return self.new.wording.route(name)
        return f"the duty {quoted(id_words(name))}"

    @property
    def was(self) -> str:
        """What was decided before."""
        return _value(self.first.kind, self.first.old, self.old)

    @property
    def now(self) -> str:
        """What is decided now."""
        return _value(self.first.kind, self.first.new, self.new)

    @property
    def title(self) -> str:
        """The change in one line."""
        return f"{self.what}: {self.was} before, {self.now} now"

    @property
    def sentence(self) -> str:
        """Of how many answer combinations, in which scopes, and what must be known besides."""
        return " ".join(full_stop(one) for one in self._sentences() if one)

    def _sentences(self) -> Sequence[str]:
        first = self.first
        return (
            f"It is so in: {listed(tuple(map(_where, self.regions)))}",
            "In some of them no rule spoke before, so that a person read it"
            if any(one.from_otherwise for one in self.regions)
            else "",
            "In some of them no rule speaks now, so that a person reads it"
            if any(one.to_otherwise for one in self.regions)
            else "",
            "" if first.complete else "No complete way shows it, only some that are cut short",
            f"Which way it goes: {first.because}" if first.because else "",
        )


_PARTS: Final = {
    "promise": "The promised time",
    "readers": "Who reads it, in the case",
    "then-ask": "What is asked next, in the case",
}


def _where(region: Region) -> str:
    number = "not counted"
    if region.count is not None:
        combinations = "answer combination" if region.count == 1 else "answer combinations"
        number = f"{region.count:,} {combinations}"
    return f"{scope_name(region.scope)} ({number})"


def _value(kind: str, value: str, words: PackWords) -> str:
    match kind:
        case "route":
            return words.wording.route(value)
        case "level" | "area":
            return words.wording.level(int(value))
        case "variant" | "then-ask":
            return id_words(value)
        case _:
            return value


def changes_of(regions: Sequence[Region], old: PackWords, new: PackWords) -> tuple[Change, ...]:
    """Return regions with those that say the same of other scopes, in the order of the first."""
    found: dict[tuple[str, str, str, str], list[Region]] = {}
    for one in regions:
        found.setdefault((one.kind, one.about, one.old, one.new), []).append(one)
    return tuple(Change(regions=tuple(each), old=old, new=new) for each in found.values())
