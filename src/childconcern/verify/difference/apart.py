"""What is not compared, and why; and what only one of the packs has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from childconcern.facts import Fact, WholeNumber
from childconcern.pack import WrittenPack
from childconcern.pack.renaming import ids_of
from childconcern.pack.written import Renaming
from childconcern.verify.difference.matching import Matching
from childconcern.verify.difference.sources import Source, sources_of
from childconcern.verify.difference.together import Together, scopes_together
from childconcern.verify.encoding.worlds import Scope, scopes_of
from childconcern.verify.report import Note

__all__ = [
    "NOT_COMPARED",
    "added_to",
    "free_answers",
    "free_facts",
    "not_walked",
    "perhaps_renamed",
    "removed_from",
]

NOT_COMPARED = "not-compared"
"""The sort of note that tells of a scope in which there is nothing to compare."""

_NOUNS = {
    Renaming.FACTS: "fact",
    Renaming.GROUPS: "group",
    Renaming.OPTIONS: "option",
    Renaming.QUESTIONNAIRES: "questionnaire",
    Renaming.QUESTIONS: "question",
    Renaming.AREAS: "area",
    Renaming.ROUTES: "route",
    Renaming.VARIANTS: "variant",
    Renaming.DUTIES: "duty",
}
_WHOLES = {
    Renaming.OPTIONS: Renaming.FACTS,
    Renaming.QUESTIONS: Renaming.QUESTIONNAIRES,
    Renaming.VARIANTS: Renaming.ROUTES,
}


def added_to(matching: Matching) -> tuple[str, ...]:
    """Return what only the new pack has, each with its sort: ``option injuries/burn``."""
    found = list[str]()
    for kind, noun in _NOUNS.items():
        for of in _wholes(matching, kind):
            both = matching.same(kind, of)
            names = (one for one in ids_of(matching.new, kind, of) or () if one not in both)
            found += (f"{noun} {_name(of, one)}" for one in names)
    before = {level.number for level in matching.old.policy.levels}
    return (*found, *_levels(matching.new, before))


def removed_from(matching: Matching) -> tuple[str, ...]:
    """Return what only the old pack has, each with its sort, in its ids there."""
    found = list[str]()
    for kind, noun in _NOUNS.items():
        for of in _wholes(matching, kind):
            was = None if of is None else matching.same(_WHOLES[kind])[of]
            both = matching.now(kind, of)
            names = (one for one in ids_of(matching.old, kind, was) or () if one not in both)
            found += (f"{noun} {_name(was, one)}" for one in names)
    now = {level.number for level in matching.new.policy.levels}
    return (*found, *_levels(matching.old, now))


def _wholes(matching: Matching, kind: Renaming) -> Iterable[str | None]:
    """Return what things of a sort belong to, where both packs have it."""
    return (None,) if kind not in _WHOLES else matching.same(_WHOLES[kind])


def _name(of: str | None, name: str) -> str:
    return name if of is None else f"{of}/{name}"


def _levels(pack: WrittenPack, other: set[int]) -> Iterator[str]:
    numbers = (level.number for level in pack.policy.levels)
    return (f"level {number}" for number in numbers if number not in other)


def not_walked(matching: Matching) -> Iterator[Note]:
    """Yield the scopes of either pack that the other does not have, or walks otherwise."""
    pairs = [*scopes_together(matching)]
    compared = {was.id for _, was in pairs if was is not None}
    yield from (_not_compared(one, "old") for one, was in pairs if was is None)
    for one in scopes_of(matching.old):
        if one.id not in compared:
            yield _not_compared(one, "new")


def _not_compared(scope: Scope, other: str) -> Note:
    walked = ", then ".join(one.id for one in scope.questionnaires)
    says = f"the {other} pack does not walk {walked}: nothing of it is compared"
    return Note(sort=NOT_COMPARED, scope=scope.id, about=f"questionnaire {scope.id}", says=says)


def perhaps_renamed(matching: Matching) -> Iterator[Note]:
    """Yield the facts of the new pack that one of the old may have been, though nothing says so."""
    before, now = matching.old.vocabulary, matching.new.vocabulary
    same, homes = matching.same(Renaming.FACTS), matching.same(Renaming.GROUPS)
    gone = [one for one in before.by_id.values() if one.id not in same.values()]
    for fact in (one for one in now.by_id.values() if one.id not in same):
        home = homes.get(str(now.group_of[fact.id]))
        alike = [one.id for one in gone if before.group_of[one.id] == home and _alike(one, fact)]
        if len(alike) == 1:
            says = f"the old pack has {alike[0]}, and the new one has not: is it the same? "
            says += "Then say so in [renamed], or else everything that reads it differs"
            yield Note(sort="perhaps-renamed", scope="", about=f"fact {fact.id}", says=says)


def _alike(one: Fact, other: Fact) -> bool:
    """Return whether much the same can be held of two facts; numbers may have other bounds."""
    numbers = isinstance(one.kind, WholeNumber) and isinstance(other.kind, WholeNumber)
    return numbers or one.kind == other.kind


def free_facts(matching: Matching) -> Iterator[Note]:
    """Yield the facts that are in both packs, and of which nothing is shared."""
    before, now = matching.old.vocabulary, matching.new.vocabulary
    for new, old in matching.same(Renaming.FACTS).items():
        if new not in matching.facts:
            kinds = before.by_id[old].kind.name, now.by_id[new].kind.name
            says = "it is of another group now" if kinds[0] == kinds[1] else "it was {}, and is {}"
            says = (
                f"{says.format(*kinds)}: what is said of it in one pack says nothing of the other"
            )
            yield Note(sort="not-shared", scope="", about=f"fact {new}", says=says)


def free_answers(both: Together) -> Iterator[Note]:
    """Yield the facts of a scope that both packs ask for in ways that match no further."""
    taken = set(both.again.values())
    mine = [one for one in sources_of(both.new.scope, ()) if one not in both.again]
    theirs = [one for one in sources_of(both.old.scope, ()) if one not in taken]
    for new, old in both.matching.facts.items():
        now = [one for one in mine if one.fact == new]
        was = [one for one in theirs if one.fact == old]
        if now and was:
            says = f"{_asked(was)} asked for it, and {_asked(now)} do: each is answered freely"
            yield Note(sort="not-shared", scope=both.scope, about=f"fact {new}", says=says)


def _asked(sources: Iterable[Source]) -> str:
    return ", ".join(one.key(None, None) for one in sources)
