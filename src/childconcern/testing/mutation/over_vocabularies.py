"""What can go wrong with a vocabulary: not knowing, options, and numbers of items."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attrs import evolve

from childconcern.facts import AnyOf, Fact, Group, Json, OneOf, Value, WholeNumber
from childconcern.pack import Pack
from childconcern.problems import Place
from childconcern.testing.mutation.drafts import Draft, pack_faults, said
from childconcern.testing.mutation.originals import Original, exchanged, with_vocabulary

__all__ = ["vocabulary_drafts"]


def vocabulary_drafts(original: Original) -> Iterator[Draft]:
    """Yield what can go wrong with facts and groups that can matter to a decision."""
    vocabulary = original.vocabulary
    for n, fact in enumerate(vocabulary.facts):
        if fact.id in original.deciding:
            yield from _fact(original, None, n, fact)
    for at, group in enumerate(vocabulary.groups):
        inside = [n for n, fact in enumerate(group.facts) if fact.id in original.deciding]
        if inside:
            yield from _group(original, at, group)
        for n in inside:
            yield from _fact(original, at, n, group.facts[n])


def _with_fact(original: Original, at: int | None, n: int, fact: Fact) -> Pack:
    vocabulary = original.vocabulary
    if at is None:
        facts = exchanged(vocabulary.facts, n, fact)
        return with_vocabulary(original.pack, evolve(vocabulary, facts=facts))
    group = vocabulary.groups[at]
    return _with_group(original, at, evolve(group, facts=exchanged(group.facts, n, fact)))


def _with_group(original: Original, at: int, group: Group) -> Pack:
    groups = exchanged(original.vocabulary.groups, at, group)
    return with_vocabulary(original.pack, evolve(original.vocabulary, groups=groups))


def _fact(original: Original, at: int | None, n: int, fact: Fact) -> Iterator[Draft]:
    home = () if at is None else ("groups", original.vocabulary.groups[at].id)
    for operator, path, detail, says, changed in _changed(fact):
        yield Draft(
            operator=operator,
            subject=f"fact {fact.id}",
            detail=detail,
            place=Place("facts.toml", (*home, "facts", fact.id, *path)),
            was=fact,
            now=changed,
            says=said(f"Fact {fact.id}: {says}"),
            make=partial(_with_fact, original, at, n, changed),
            faults=pack_faults,
        )


def _changed(fact: Fact) -> Iterator[tuple[str, tuple[str, ...], str, str, Fact]]:
    """Yield an operator, the path inside the fact, what changed, a sentence, and the fact."""
    path = ("unknown_counts_as",)
    if fact.unknown_counts_as is not None:
        says = "not knowing it counts for nothing."
        dropped = evolve(fact, unknown_counts_as=None)
        yield "unknown-counts-as-dropped", path, "unknown_counts_as dropped", says, dropped
        least = _least_worrying(fact)
        if least is not None:
            was, now = fact.kind.to_json(fact.unknown_counts_as), fact.kind.to_json(least)
            says = "not knowing it counts as its least worrying answer."
            detail = f"unknown_counts_as {_shown(was)} -> {_shown(now)}"
            changed = evolve(fact, unknown_counts_as=least)
            yield "unknown-counts-as-least", path, detail, says, changed
    if isinstance(fact.kind, AnyOf):
        for n, option in enumerate(fact.kind.options):
            operator = "option-made-plain" if option.exclusive else "option-made-exclusive"
            alone = "can be chosen with others" if option.exclusive else "stands alone"
            other = evolve(option, exclusive=not option.exclusive)
            kind = AnyOf(exchanged(fact.kind.options, n, other))
            yield (
                operator,
                ("options", option.id),
                f"{operator} {option.id}",
                f"the option {option.id} {alone}.",
                evolve(fact, kind=kind),
            )


def _shown(document: Json) -> str:
    if isinstance(document, bool):
        return "yes" if document else "no"
    return ", ".join(map(str, document)) if isinstance(document, list) else str(document)


def _least_worrying(fact: Fact) -> Value | None:
    """Return the answer that worries least, by the fact's own order where it has one."""
    now = fact.unknown_counts_as
    least: Value
    match fact.kind:
        case OneOf(options):
            order = fact.worse if isinstance(fact.worse, tuple) else options
            least = order[0]
        case AnyOf(options):
            alone = [option.id for option in options if option.exclusive]
            least = frozenset((*alone, options[-1].id)[:1])
        case WholeNumber(at_least=smallest, at_most=largest):
            least = largest if fact.worse == "lower" else smallest
        case _:
            # No other kind but yes-no says what not knowing counts as.
            least = not now
    return None if least == now else least


def _group(original: Original, at: int, group: Group) -> Iterator[Draft]:
    fewest, most = group.at_least, group.at_most
    for operator, changed in (
        ("group-fewer-needed", evolve(group, at_least=fewest - 1)),
        ("group-more-needed", evolve(group, at_least=fewest + 1)),
        ("group-fewer-allowed", evolve(group, at_most=most - 1)),
    ):
        field, was, now = "at_least", fewest, changed.at_least
        if changed.at_most != most:
            field, was, now = "at_most", most, changed.at_most
        yield Draft(
            operator=operator,
            subject=f"group {group.id}",
            detail=f"{field} {was} -> {now}",
            place=Place("facts.toml", ("groups", group.id, field)),
            was=was,
            now=now,
            says=said(f"Group {group.id} has {field.replace('_', ' ')} {now} items, not {was}."),
            make=partial(_with_group, original, at, changed),
            faults=pack_faults,
        )
