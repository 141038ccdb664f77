"""What is written otherwise in two packs, place by place, whether or not it decides anything.

What decides, such as a condition, is told apart from all else: words, sources,
order, cases, guarantees, and orders for the laws, which change no decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias, cast

from attrs import frozen

from childconcern.pack import Translation, WrittenPack, pack_document
from childconcern.verify.difference.in_new_ids import InNewIds
from childconcern.verify.difference.matching import Matching

__all__ = ["Edit", "edits_of", "renames_of"]

Path: TypeAlias = tuple[str, ...]
"""Keys, and ids with this before them, so that no id is taken for a key."""

_ID: Final = "/"

_WORDS: Final = frozenset(
    {
        "about",
        "because",
        "council",
        "country",
        "effective_from",
        "effective_until",
        "error",
        "hint",
        "languages",
        "name",
        "next_step",
        "option_text",
        "schema",
        "source",
        "text",
        "title",
        "unit",
        "version",
        "wording",
    }
)
"""Keys at and under which there is nothing that decides."""

_LAWS: Final = frozenset({"ordered", "worse"})
_IN_ORDER: Final = frozenset({"questionnaires", "questions", "routes", "sections", "variants"})
"""Lists whose order decides something."""


@frozen(kw_only=True)
class Edit:
    """One thing that is written otherwise.

    Attributes:
        place: Where, in ids of the new pack: ``policy.rules.level-4.when``.
        sort: ``deciding`` where it may decide something; else ``words``, ``order``, ``case``,
            ``guarantee``, ``law`` (an order of a fact) or ``name`` (a rename).
        old: What stood there, as JSON; None where nothing did.
        new: What stands there now; None where nothing does.
    """

    place: str
    sort: str
    old: object
    new: object

    @property
    def decides(self) -> bool:
        """Whether it may decide something; whether it does, the regions tell."""
        return self.sort == "deciding"


def edits_of(matching: Matching) -> tuple[Edit, ...]:
    """Return everything that is written otherwise, renames first and then part by part."""
    renames = (*renames_of(matching),)
    before = InNewIds(matching=matching).pack() if renames else matching.old
    return (*renames, *_compared((), _document(before), _document(matching.new)))


def renames_of(matching: Matching) -> Iterator[Edit]:
    """Yield what is in both packs under another id."""
    for rename in matching.new.renamed:
        if matching.same(rename.kind, rename.of).get(rename.new) == rename.old:
            of = () if rename.of is None else (rename.of,)
            place = ".".join((rename.kind.value, *of, rename.new))
            yield Edit(place=place, sort="name", old=rename.old, new=rename.new)


def _document(pack: WrittenPack) -> dict[str, object]:
    """Return what a pack says, without what only tells how it came about."""
    document = pack_document(pack)
    document.pop("renamed", None)
    policy = cast("dict[str, object]", document["policy"])
    document["policy"] = {k: v for k, v in policy.items() if k not in {"id", "version"}}
    document["wording"] = {one.language: _translation(one) for one in pack.translations}
    return document


def _translation(translation: Translation) -> dict[str, object]:
    said = sorted(translation.strings.items(), key=lambda item: item[0])
    return {
        "covers": list(translation.covers),
        "plurals": {name: list(each) for name, each in translation.plurals.items()},
        "strings": {".".join(key): {"of": one.of, "said": dict(one.forms)} for key, one in said},
    }


def _compared(path: Path, old: object, new: object) -> Iterator[Edit]:
    before, now, first, second = _table(old), _table(new), _by_id(old), _by_id(new)
    if before is not None and now is not None:
        for key in dict.fromkeys((*now, *before)):
            yield from _compared((*path, key), before.get(key), now.get(key))
    elif first is not None and second is not None:
        for key in dict.fromkeys((*second, *first)):
            yield from _compared((*path, f"{_ID}{key}"), first.get(key), second.get(key))
        yield from _reordered(path, [one for one in first if one in second], second)
    elif old != new:
        yield Edit(place=_place(path), sort=_sort(path), old=old, new=new)


def _table(value: object) -> dict[str, object] | None:
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _by_id(value: object) -> dict[str, object] | None:
    """Return the entries of a list by their ids; None where it is no list of such entries."""
    if not isinstance(value, list):
        return None
    entries = cast("list[object]", value)
    found = dict[str, object]()
    for one in entries:
        entry = _table(one) or {}
        name = entry.get("id", entry.get("number"))
        if name is None:
            return None
        found[str(name)] = one
    return found


def _reordered(path: Path, before: list[str], now: Mapping[str, object]) -> Iterator[Edit]:
    after = [one for one in now if one in before]
    if before != after:
        sort = "deciding" if path[-1] in _IN_ORDER else "order"
        yield Edit(place=_place(path), sort=sort, old=before, new=after)


def _place(path: Path) -> str:
    return ".".join(step.removeprefix(_ID) for step in path)


def _sort(path: Path) -> str:
    if path[0] == "cases":
        return "case"
    if not _WORDS.isdisjoint(path[:1]) or path[-1] in _WORDS or "option_text" in path:
        return "words"
    if path[:2] == ("policy", "guarantees"):
        return "guarantee"
    if path[-1] in _LAWS:
        return "law"
    return "words" if path == ("id",) else "deciding"
