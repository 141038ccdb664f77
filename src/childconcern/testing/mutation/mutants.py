"""All mutants of a pack, or a few chosen from all over it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from childconcern.pack import Pack
from childconcern.testing.mutation.drafts import Draft, Mutant
from childconcern.testing.mutation.operators import family_of
from childconcern.testing.mutation.originals import Original
from childconcern.testing.mutation.over_conditions import condition_drafts
from childconcern.testing.mutation.over_gates import gate_drafts
from childconcern.testing.mutation.over_policies import policy_drafts
from childconcern.testing.mutation.over_questions import question_drafts
from childconcern.testing.mutation.over_responses import response_drafts
from childconcern.testing.mutation.over_vocabularies import vocabulary_drafts

__all__ = ["chosen", "mutants"]

_T = TypeVar("_T")


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Yield every mutant of a pack: the same ones in the same order each time.

    Each is a valid pack that differs from ``pack`` at one place, and from every
    other mutant. Whether it also decides differently is another matter: some
    mistakes make no difference.

    Args:
        pack: A pack without an error.
    """
    yield from _made(_numbered(_distinct(_drafts(pack))))


def chosen(pack: Pack, most: int = 200) -> tuple[Mutant, ...]:
    """Return a few of the mutants, spread over families, operators and the places of a pack.

    Families take turns, in each family operators do, and each operator goes to
    the places that are farthest from where it has been. The same pack gives the
    same mutants; with a larger ``most`` there are more of them after these.

    Args:
        pack: A pack without an error.
        most: How many at most.
    """
    return tuple(islice(_spread(_numbered(_distinct(_drafts(pack)))), most))


def _drafts(pack: Pack) -> Iterator[Draft]:
    original = Original(pack=pack)
    return chain(
        vocabulary_drafts(original),
        policy_drafts(original),
        response_drafts(original),
        condition_drafts(original),
        gate_drafts(original),
        question_drafts(original),
    )


def _distinct(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield drafts but those that change nothing, or the same as one before."""
    seen: set[object] = set()
    for draft in drafts:
        key = (draft.place, draft.now)
        if draft.now != draft.was and key not in seen:
            seen.add(key)
            yield draft


def _numbered(drafts: Iterable[Draft]) -> Iterator[tuple[str, Draft]]:
    """Yield drafts with ids of their own: the second of a name is numbered, and so on."""
    times: defaultdict[str, int] = defaultdict(int)
    for draft in drafts:
        times[draft.id] += 1
        number = times[draft.id]
        yield draft.id if number == 1 else f"{draft.id} ({number})", draft


def _made(drafts: Iterable[tuple[str, Draft]]) -> Iterator[Mutant]:
    """Yield the mutants of drafts, but those that would be refused when they are read."""
    for unique_id, draft in drafts:
        mutant = draft.mutant(unique_id)
        if mutant is not None:
            yield mutant


def _spread(drafts: Iterable[tuple[str, Draft]]) -> Iterator[Mutant]:
    families: dict[str, dict[str, list[tuple[str, Draft]]]] = {}
    for unique_id, draft in drafts:
        family = families.setdefault(family_of(draft.operator).value, {})
        family.setdefault(draft.operator, []).append((unique_id, draft))
    return _in_turn(
        _in_turn(_made(_far_apart(places)) for places in operators.values())
        for operators in families.values()
    )


def _in_turn(rows: Iterable[Iterator[_T]]) -> Iterator[_T]:
    """Yield one of each row, then the next of each, until all are through."""
    waiting = deque(rows)
    while waiting:
        row = waiting.popleft()
        for one in row:
            yield one
            waiting.append(row)
            break


def _far_apart(row: list[_T]) -> Iterator[_T]:
    """Yield the first, the middle, the quarters, the eighths and so on."""
    bits = max(1, (len(row) - 1).bit_length())
    for count in range(1 << bits):
        at = int(f"{count:0{bits}b}"[::-1], 2)
        if at < len(row):
            yield row[at]
