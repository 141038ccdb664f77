"""What is wrong with a vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from childconcern.facts.codes import Code
from childconcern.facts.forms import FormKind
from childconcern.facts.ids import RESERVED_OPTION, is_kebab_case, is_name
from childconcern.facts.kinds import Age, AnyOf, Date, OneOf, WholeNumber, YesNo
from childconcern.facts.national_codes import code_set
from childconcern.facts.relationships import Relationships
from childconcern.facts.vocabulary import Fact, Group, Vocabulary
from childconcern.problems import Place, Problem

__all__ = ["vocabulary_problems"]


def vocabulary_problems(vocabulary: Vocabulary) -> tuple[Problem, ...]:
    """Return everything that is wrong with a vocabulary, in the order of its file."""
    return tuple(_vocabulary_problems(vocabulary))


def _vocabulary_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    yield from _id_problems(vocabulary)
    yield from _relationship_problems(vocabulary)
    for fact in vocabulary.facts:
        yield from _fact_problems(fact, ("facts", fact.id))
    for group in vocabulary.groups:
        yield from _group_problems(group)
        for fact in group.facts:
            path = ("groups", group.id, "facts", fact.id)
            yield from _fact_problems(fact, path)
            if fact.id == "id":
                message = "a fact of a group cannot be called id: items have one"
                yield _problem("bad-id", path, message, "choose another name")


def _id_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    places: list[tuple[str, ...]] = [("facts", fact.id) for fact in vocabulary.facts]
    for group in vocabulary.groups:
        places.append(("groups", group.id))
        places.extend(("groups", group.id, "facts", fact.id) for fact in group.facts)
    seen = Counter[str]()
    for path in places:
        name = path[-1]
        seen[name] += 1
        if seen[name] > 1:
            message = f"the id {name!r} is used twice; facts, groups and signs share their names"
            yield _problem("duplicate-id", path, message, "give each its own id")
        if not is_name(name):
            message = "an id of a fact or group is snake_case and no word that conditions use"
            yield _problem("bad-id", path, message, "use small letters, digits and _")


def _group_problems(group: Group) -> Iterator[Problem]:
    if not 0 <= group.at_least <= group.at_most or group.at_most < 1:
        message = "a group has from at_least to at_most items, and at_most is 1 or more"
        yield _problem("bad-bounds", ("groups", group.id), message, "mend the bounds")


def _fact_problems(fact: Fact, path: tuple[str | int, ...]) -> Iterator[Problem]:
    match fact.kind:
        case OneOf(options):
            yield from _option_problems(options, path)
        case Relationships():
            yield from _option_problems(fact.kind.options, path)
        case Code():
            if code_set(fact.kind.code_set.id) != fact.kind.code_set:
                message = f"there is no code set {fact.kind.code_set.id!r} that holds these codes"
                yield _problem("unknown-code-set", path, message, "take one of code_sets()")
        case AnyOf(options):
            yield from _option_problems(tuple(option.id for option in options), path)
        case WholeNumber():
            if not fact.kind.at_least < fact.kind.at_most:
                message = "at_least must be below at_most"
                yield _problem("bad-bounds", path, message, "mend the bounds")
        case _:
            pass
    yield from _unknown_problems(fact, (*path, "unknown_counts_as"))
    yield from _worse_problems(fact, (*path, "worse"))


def _relationship_problems(vocabulary: Vocabulary) -> Iterator[Problem]:
    for group_id, at, kind in vocabulary.relationships:
        if kind.to in vocabulary.group_index:
            continue
        facts = vocabulary.facts if group_id is None else vocabulary.group(group_id).facts
        home = () if group_id is None else ("groups", group_id)
        path = (*home, "facts", facts[at].id, "to")
        message = f"there is no group {kind.to!r} to be related to"
        yield _problem("unknown-group", path, message, "name a group of this file")


def _option_problems(options: tuple[str, ...], path: tuple[str | int, ...]) -> Iterator[Problem]:
    path = (*path, "options")
    if not options:
        yield _problem("no-options", path, "there is no option", "list the options")
    for position, option in enumerate(options):
        place = (*path, position)
        if option == RESERVED_OPTION:
            message = "'unknown' is reserved: not knowing is never an option of a fact"
            yield _problem("reserved-option", place, message, "leave it out; it is always offered")
        elif not is_kebab_case(option):
            yield _problem("bad-id", place, "an option's id is kebab-case", "use a-z, 0-9 and -")
        if option in options[:position]:
            message = f"the option {option!r} is listed twice"
            yield _problem("duplicate-id", place, message, "list each option once")


def _unknown_problems(fact: Fact, path: tuple[str | int, ...]) -> Iterator[Problem]:
    value = fact.unknown_counts_as
    if value is None:
        return
    if isinstance(fact.kind, Age | Date | FormKind | Code | Relationships):
        message = f"a {fact.kind.name} fact cannot have unknown_counts_as"
        yield _problem(
            "unknown-counts-as", path, message, "ask a yes-no or one-of question instead"
        )
    elif fact.kind.refusal(value):
        message = f"unknown_counts_as is not a value of this {fact.kind.name} fact"
        yield _problem("unknown-counts-as", path, message, "name what the fact allows")


def _worse_problems(fact: Fact, path: tuple[str | int, ...]) -> Iterator[Problem]:
    worse = fact.worse
    if worse is None:
        return
    match fact.kind:
        case YesNo():
            good, form = worse in {"yes", "no"}, '"yes" or "no"'
        case OneOf(options):
            listed = worse if isinstance(worse, tuple) else ()
            good = len(set(listed)) == len(listed) > 0 and set(listed) <= set(options)
            form = "a list of its options, from least to most worrying"
        case AnyOf():
            listed = worse if isinstance(worse, tuple) else ()
            good = worse == "more" or (bool(listed) and set(listed) <= set(fact.kind.ids))
            form = '"more", or a list of its options'
        case WholeNumber() | Age() | Date():
            good, form = worse in {"higher", "lower"}, '"higher" or "lower"'
        case _:
            good, form = False, "not given: no rule reads this kind"
    if not good:
        message = f"worse of a {fact.kind.name} fact is {form}"
        yield _problem("bad-order", path, message, "mend it, or leave it out")


def _problem(code: str, path: tuple[str | int, ...], message: str, remedy: str) -> Problem:
    return Problem(code=code, place=Place(path=path), message=message, remedy=remedy)
