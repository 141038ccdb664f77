"""What had another id in the version before, and what is wrong with saying so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from childconcern.facts import AnyOf, Fact, OneOf, Relationships
from childconcern.pack.written import Rename, Renaming, WrittenPack
from childconcern.problems import Place, Problem

__all__ = ["ids_of", "rename_problems"]

_WHOLES: Final = {
    Renaming.OPTIONS: "fact",
    Renaming.QUESTIONS: "questionnaire",
    Renaming.VARIANTS: "route",
}
"""What some things belong to; their ids are unique in it and no further."""

_NOUNS: Final = {
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


def ids_of(pack: WrittenPack, kind: Renaming, of: str | None = None) -> tuple[str, ...] | None:
    """Return the ids of one sort in a pack, in order.

    Args:
        pack: Which one.
        kind: The sort.
        of: The fact, questionnaire or route to which things of that sort belong, if they
            belong to one; where the pack has no such thing, None comes back.
    """
    match kind:
        case Renaming.FACTS:
            return tuple(pack.vocabulary.by_id)
        case Renaming.GROUPS:
            return tuple(pack.vocabulary.group_index)
        case Renaming.OPTIONS:
            fact = pack.vocabulary.by_id.get(str(of))
            return None if fact is None else _option_ids(fact)
        case Renaming.QUESTIONNAIRES:
            return tuple(asked.id for asked in pack.questionnaires)
        case Renaming.QUESTIONS:
            questions = {asked.id: tuple(asked.questions) for asked in pack.questionnaires}
            return questions.get(str(of))
        case Renaming.AREAS:
            return tuple(area.id for area in pack.policy.areas)
        case Renaming.ROUTES:
            return tuple(pack.policy.rungs)
        case Renaming.VARIANTS:
            routes = {one.id: tuple(each.id for each in one.variants) for one in pack.policy.routes}
            return routes.get(str(of))
        case _:
            return tuple(duty.id for duty in pack.policy.duties)


def _option_ids(fact: Fact) -> tuple[str, ...]:
    match fact.kind:
        case AnyOf():
            return fact.kind.ids
        case OneOf(options) | Relationships(options=options):
            return options
        case _:
            return ()


def rename_problems(pack: WrittenPack) -> Iterator[Problem]:
    """Yield what is wrong: a rename names what there is now, and an id is never used again."""
    now = Counter((one.kind, one.of, one.new) for one in pack.renamed)
    for one in pack.renamed:
        path = ("renamed", one.kind.value, *(() if one.of is None else (one.of,)), one.old)
        known, noun = ids_of(pack, one.kind, one.of), _NOUNS[one.kind]
        if known is None:
            whole = _WHOLES[one.kind]
            message = f"there is no {whole} {one.of!r}"
            yield _problem(f"unknown-{whole}", path[:-1], message, "name what there is now")
            continue
        if one.new not in known:
            message = f"there is no {noun} {one.new!r}"
            yield _problem(f"unknown-{noun}", path, message, "name what there is now")
        if now[one.kind, one.of, one.new] > 1:
            message = f"the {noun} {one.new!r} was called two things before"
            yield _problem("duplicate-id", path, message, "keep the one that it was called")
        if _is_used_again(one, known, now):
            message = f"{one.old!r} is the id of a {noun} still, and no id is used again"
            yield _problem("reused-id", path, message, "take the line out, or find another id")


def _is_used_again(
    one: Rename, known: tuple[str, ...], now: Counter[tuple[Renaming, str | None, str]]
) -> bool:
    """Return whether there is an old id still, and nothing is said to be renamed to it."""
    return one.old in known and (one.old == one.new or not now[one.kind, one.of, one.old])


def _problem(code: str, path: tuple[str, ...], message: str, remedy: str) -> Problem:
    return Problem(code=code, place=Place(path=path), message=message, remedy=remedy)
