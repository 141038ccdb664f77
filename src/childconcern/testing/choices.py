"""What can be said of a fact: every option, every form, and numbers beside each threshold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import frozen
from hypothesis import strategies as st

from childconcern.facts import (
    Age,
    AnyOf,
    Code,
    Date,
    Fact,
    Json,
    OneOf,
    Relationships,
    WholeNumber,
    YesNo,
)
from childconcern.pack import Pack
from childconcern.testing.drawing import number, pick
from childconcern.testing.saying_when import said_ages, said_dates
from childconcern.testing.thresholds import thresholds_of

__all__ = ["Choices", "answer", "choices_for", "relationships"]

_EXTRA_SHARE: Final = 8
"""Of so many answers to a question, about one is not known, or a skip."""

_LINES: Final = (
    "Something was said.",
    "Zoë O'Neill-Ndiaye",
    "Łukasz \u05d0\u05d1",
    '=1+1; "quoted", <b>bold</b> & {braces} %s \\n',
    "x" * 190,
)
_WORDS: Final[Mapping[str, Sequence[str]]] = {
    "long-text": (*_LINES, "Two lines,\nand a tab:\t.", "long " * 400 + "story"),
    "address": ("1 Sample Street\nRiverbank", "Flat 2, The Old Mill"),
    "email": ("somebody@example.org", "o'neill+tag@mail.example.org"),
    "telephone": ("+441632960001", "+441632960002;ext=12"),
    "postcode": ("ZZ99 3AA", "ZZ99 3AB"),
    "nhs-number": ("9990000018", "9990000026"),
    "upn": ("A950000178301", "L95000017830A"),
}
"""What may be said in the forms that people fill in; nobody has any of it."""


@frozen(kw_only=True)
class Choices:
    """What can be said of one fact.

    Attributes:
        whole: Answers as they stand, the plainest first.
        several: Options that can be chosen together, in order.
        between: The smallest and the largest number, where any between can be said.
    """

    whole: tuple[Json, ...]
    several: tuple[str, ...] = ()
    between: tuple[int, int] | None = None


def choices_for(pack: Pack, on: dt.date) -> dict[str, Choices]:
    """Return what can be said of each fact of a pack, by its id.

    Relationships are left out: what can be said of them hangs on who is listed.
    """
    thresholds = thresholds_of(pack)
    return {
        name: _choices(fact, thresholds.get(name, ()), on)
        for name, fact in pack.vocabulary.by_id.items()
        if not isinstance(fact.kind, Relationships)
    }


def _choices(fact: Fact, thresholds: tuple[int, ...], on: dt.date) -> Choices:
    match fact.kind:
        case YesNo():
            return Choices(whole=(True, False) if fact.worse == "no" else (False, True))
        case OneOf(options):
            ordered = fact.worse if isinstance(fact.worse, tuple) else ()
            return Choices(whole=tuple(dict.fromkeys((*ordered, *options))))
        case AnyOf():
            return _of_options(fact.kind)
        case WholeNumber():
            return _of_numbers(fact.kind, thresholds, falls=fact.worse == "lower")
        case Age():
            return Choices(whole=said_ages(thresholds, on))
        case Date():
            return Choices(whole=said_dates(thresholds, on))
        case Code():
            return _of_codes(fact.kind)
        case _:
            return Choices(whole=tuple(_WORDS.get(fact.kind.name, _LINES)))


def _of_options(kind: AnyOf) -> Choices:
    # What stands alone last is mostly "none of these".
    alone = [option.id for option in kind.options if option.exclusive][::-1]
    plain = tuple(option.id for option in kind.options if not option.exclusive)
    whole: list[Json] = [[one] for one in (*alone, *plain)]
    return Choices(whole=tuple(whole), several=plain)


def _of_numbers(kind: WholeNumber, thresholds: Iterable[int], *, falls: bool) -> Choices:
    beside = {n for at in thresholds for n in (at - 1, at, at + 1)}
    ends = {kind.at_least, kind.at_least + 1, kind.at_most}
    near = sorted(n for n in beside | ends if kind.at_least <= n <= kind.at_most)
    whole = tuple(reversed(near) if falls else near)
    return Choices(whole=whole, between=(kind.at_least, kind.at_most))


def _of_codes(kind: Code) -> Choices:
    if not kind.many:
        return Choices(whole=kind.ids)
    whole: list[Json] = [[one] for one in kind.ids]
    plain = tuple(one.code for one in kind.code_set.codes if not one.exclusive)
    return Choices(whole=tuple(whole), several=plain)


def answer(
    draw: st.DrawFn, choices: Choices, extras: Sequence[Json] = (), *, calm: int = 1
) -> Json:
    """Return something that can be said, the plainest first.

    Args:
        draw: Hypothesis'.
        choices: What can be said.
        extras: What else can be: not known, a skip.
        calm: Once in so many times anything is said, and else the plainest.
    """
    whole = choices.whole
    shares = 1 + len(whole) // _EXTRA_SHARE
    wide = bool(choices.between) or len(choices.several) > 1
    there = len(whole) + shares * (len(extras) + wide)
    place = number(draw, 0, calm * there - 1)
    if place >= there:
        return whole[0]
    if place < len(whole):
        return whole[place]
    share = (place - len(whole)) // shares
    if share < len(extras):
        return extras[share]
    if choices.between is not None:
        return number(draw, *choices.between)
    return _together(draw, choices.several)


def _together(draw: st.DrawFn, options: tuple[str, ...]) -> Json:
    chosen = number(draw, 1, 2 ** len(options) - 1)
    return [one for place, one in enumerate(options) if chosen >> place & 1]


def relationships(draw: st.DrawFn, kind: Relationships, others: Sequence[str]) -> dict[str, Json]:
    """Return what somebody is to one other at least.

    Args:
        draw: Hypothesis'.
        kind: The relationships that there are.
        others: The ids of the items that can be spoken of.
    """
    said: dict[str, Json] = {others[0]: pick(draw, kind.options)}
    for other in others[1:]:
        what = pick(draw, (*kind.options, None))
        if what is not None:
            said[other] = what
    return said
