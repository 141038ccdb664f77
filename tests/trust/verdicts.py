"""What the prover says of a pack, in the form in which others say it."""

import datetime as dt
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager

import pytest

from childconcern.pack import Pack
from childconcern.verify import CLAIMS, Asking, Finding, Note, Verdict, World, askings_of
from childconcern.verify.asking import example
from childconcern.verify.counting import JourneyCounter, count_per_route
from childconcern.verify.difference import difference
from childconcern.verify.difference.together import Together
from childconcern.verify.engine.diagram import Budget
from childconcern.verify.engine.solver import Literal
from childconcern.verify.examples.telling import replayed
from childconcern.verify.paths import paths
from childconcern.verify.report import Example
from trust.differing_packs import region
from trust.truths import (
    ANYWHERE,
    CHANGED,
    CLEAR,
    FEWER,
    GUARANTEED,
    IDLE,
    LEADS_ON,
    LONGEST,
    LOSES,
    LOWERS,
    NOBODY,
    NOT_KNOWING,
    NUMBER,
    ONE_ROUTE,
    REACHED,
    SET_ASIDE,
    SHORTEST,
    SILENCE,
    UNSURE,
    Key,
    Truths,
)

__all__ = ["UndecidedError", "any_example", "counted", "differing", "proved"]

_NODES = 1_000_000
"""So many nodes suffice for any tiny pack."""

_OF_POLICY = frozenset({"sign", "indicator", "rule", "duty", "variant", "route"})


class UndecidedError(Exception):
    """The prover said UNKNOWN, though it was given all the steps it could want."""


def proved(
    pack: Pack, on: dt.date, scopes: tuple[str, ...] | None = None, *, lengths: bool = True
) -> Truths:
    """Return what the prover says is true of a pack.

    Args:
        pack: Which one.
        on: The day.
        scopes: The ids of scopes; by default all of them.
        lengths: Whether it says how many journeys there are, and how long.

    Raises:
        UndecidedError: When it does not say.
        ReplayError: When what it shows comes out otherwise.
    """
    found: Truths = {}
    askings = askings_of(pack, on=on, scopes=scopes)
    for claim in CLAIMS.values():
        for key, so in _told(claim(askings)):
            found[key] = found.get(key, True) is True and so
    for asking in askings:
        if lengths and asking.world.stages:
            found |= _lengths(asking)
    return found


def counted(pack: Pack, on: dt.date, scopes: tuple[str, ...]) -> Truths:
    """Return how many complete journeys the prover counts, in all and to each route."""
    return {
        (NUMBER, asking.scope, route or ""): number
        for asking in askings_of(pack, on=on, scopes=scopes)
        if asking.world.stages
        for route, number in _counted(asking.world).items()
        if number != 0
    }


def _lengths(asking: Asking) -> Truths:
    """Return how many journeys there are, and how many questions the shortest and longest ask."""
    found: Truths = {}
    told = paths(asking, _counted)
    for one in (told.whole, *told.routes):
        if one is not None:
            found[SHORTEST, told.scope, one.route or ""] = one.shortest.questions
            found[LONGEST, told.scope, one.route or ""] = one.longest.questions
            found[NUMBER, told.scope, one.route or ""] = one.number
    return found


def _counted(world: World) -> Mapping[str | None, int | None]:
    return count_per_route(JourneyCounter((world,), Budget(nodes=_NODES)))


def _told(found: Iterator[Finding | Note]) -> Iterator[tuple[Key, bool]]:
    for one in found:
        if isinstance(one, Note):
            key, so = _key_of_note(one), False
        elif one.verdict is Verdict.UNKNOWN:
            raise UndecidedError(one.about)
        else:
            key, so = _key_of(one), one.verdict is Verdict.PROVED
        if key is not None:
            yield key, so


def _key_of(finding: Finding) -> Key | None:
    """Return the key of a finding; None where nothing else speaks of it."""
    claim, about = finding.claim, finding.about
    if claim == REACHED:
        whole = about.partition(" ")[0] in _OF_POLICY
        return claim, ANYWHERE if whole else finding.scope, about
    if claim == GUARANTEED:
        return claim, finding.scope, about.removeprefix("guarantee ")
    if claim in {LOWERS, LOSES, NOT_KNOWING}:
        return claim, finding.scope, _plain(about.partition(":")[0])
    if claim == FEWER:
        return claim, finding.scope, about.removeprefix("one more of ")
    if claim in {ONE_ROUTE, LEADS_ON, CLEAR}:
        return claim, finding.scope, ""
    return (SET_ASIDE, finding.scope, "") if claim == SET_ASIDE else None


def _key_of_note(note: Note) -> Key | None:
    if note.sort == IDLE:
        return note.sort, ANYWHERE, note.about
    if note.sort == SILENCE:
        return (note.sort, note.scope, "") if note.examples else None
    if note.sort == NOBODY:
        return note.sort, note.scope, note.about
    if note.sort == UNSURE:
        return note.sort, note.scope, _plain(note.about)
    return None


def _plain(key: str) -> str:
    """Return a key without its item: ``given/children@item-1/age`` is ``given/children/age``."""
    head, at, tail = key.partition("@")
    return head + (f"/{tail.partition('/')[2]}" if "/" in tail else "") if at else head


def differing(old: Pack, new: Pack, on: dt.date, scopes: tuple[str, ...]) -> Truths:
    """Return in what regions the prover says that two packs decide otherwise.

    Raises:
        UndecidedError: When it does not say.
        ReplayError: When what it shows comes out otherwise.
    """
    found = difference(old, new, on=on, scopes=scopes)
    if found.unknown:
        raise UndecidedError(found.unknown[0])
    return {
        (CHANGED, one.scope, region(one.kind, one.about, one.old, one.new)): one.complete
        for one in found.regions
    }


@contextmanager
def any_example() -> Generator[None]:
    """Show whatever example is found, replayed but not made small: that takes most of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Asking, "smallest", _as_found)
        patch.setattr("childconcern.verify.difference.comparing.smallest", _as_found_in_both)
        yield


def _as_found(
    asking: Asking, _: Iterable[Literal], other: World | None = None
) -> tuple[Example, ...]:
    worlds = (asking.world,) if other is None else (asking.world, other)
    return tuple(example(replayed(world)) for world in worlds)


def _as_found_in_both(both: Together, _: Literal, __: Literal) -> tuple[Example, Example]:
    return example(replayed(both.old)), example(replayed(both.new))
