"""Everything that an example says, by the keys under which proofs speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from childconcern.facts import Json
from childconcern.pack.wording import item_noun
from childconcern.verify import Example

__all__ = ["everything_said", "is_not_asked", "items_listed", "ordered", "place_words"]

_PLACES = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)


def everything_said(example: Example) -> dict[str, Json]:
    """Return what an example says, by key, in the order in which it is asked.

    Keys are ``screener/danger``, ``request/injuries@item-1``, ``@children`` (the
    ids of those listed), ``given/out_of_hours`` and ``given/children@item-1/age``.
    """
    found = dict[str, Json]()
    for questionnaire_id, answers in example.answers.items():
        for name, value in answers.items():
            if name.startswith("@"):
                found[name] = [*items_listed(example, name.removeprefix("@"))]
            else:
                found[f"{questionnaire_id}/{name}"] = value
    return found | dict(_given(example))


def _given(example: Example) -> Iterator[tuple[str, Json]]:
    for name, value in example.given.items():
        items = _items_of(value)
        if not isinstance(value, list) or len(items) < len(value):
            yield f"given/{name}", value
            continue
        if f"@{name}" not in _lists(example):
            yield f"@{name}", [str(one["id"]) for one in items]
        for item in items:
            for fact_id, held in item.items():
                if fact_id != "id":
                    yield f"given/{name}@{item['id']}/{fact_id}", held


def _items_of(value: Json) -> list[dict[str, Json]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _lists(example: Example) -> frozenset[str]:
    return frozenset(name for answers in example.answers.values() for name in answers)


def items_listed(example: Example, group_id: str) -> tuple[str, ...]:
    """Return the ids of a group's items in an example, in order: those given, then those listed."""
    found = [str(one["id"]) for one in _items_of(example.given.get(group_id))]
    for answers in example.answers.values():
        here = answers.get(f"@{group_id}")
        found += [str(one) for one in here] if isinstance(here, list) else []
    return tuple(dict.fromkeys(found))


def is_not_asked(value: Json) -> bool:
    """Return whether a value says that nobody was asked."""
    return isinstance(value, dict) and "not_asked" in value


def place_words(place: int, group_id: str) -> str:
    """Return an item by its place, counted from 0: "first child", "child 14"."""
    one = item_noun(group_id)[0]
    return f"{_PLACES[place]} {one}" if place < len(_PLACES) else f"{one} {place + 1}"


def ordered(keys: Iterable[str], *said: Mapping[str, Json]) -> tuple[str, ...]:
    """Return keys in the order in which they are asked, and last those that nobody answers."""
    wanted = set(keys)
    known = dict.fromkeys(key for each in said for key in each)
    return (*(key for key in known if key in wanted), *sorted(wanted.difference(known)))
