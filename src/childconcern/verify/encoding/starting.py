"""What may be known before the first question, and who may be listed, as literals.

The service sets facts; a questionnaire that follows another begins with what
that one recorded. Where no questionnaire is walked, anything may be known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from childconcern.facts import Fact, Group, Relationships
from childconcern.questionnaire import Questionnaire
from childconcern.verify.encoding.model import Model
from childconcern.verify.encoding.reading import Items, Slots
from childconcern.verify.encoding.states import State, chosen
from childconcern.verify.engine.solver import FALSE, TRUE, Literal

__all__ = [
    "Listed",
    "Start",
    "anything",
    "followed",
    "one_more",
    "own_items",
    "start",
    "where_given",
]


@frozen(kw_only=True, repr=False)
class Listed:
    """Who may be listed in a group: those who were given, then those who are listed here.

    Attributes:
        group: Which one.
        was_given: Whether a list was given, perhaps an empty one.
        said: Whether anybody listed here who there is.
        present: For each place whether there is an item; no place is empty before a full one.
        given: For each place whether its item was given; those are the first.
        slots: For each place what was given of its item.
        raw: For each place what would be known of an item that was given there.
        own: How many items the questionnaire may list beyond those given.
    """

    group: Group
    was_given: Literal
    said: Literal
    present: Sequence[Literal]
    given: Sequence[Literal]
    slots: Sequence[Mapping[str, State]]
    raw: Sequence[Mapping[str, State]]
    own: int


@frozen(kw_only=True, repr=False)
class Start:
    """How journeys begin.

    Attributes:
        given: What is known of each fact of the whole that may be known.
        listed: Of each group, who may be listed.
        follows: Whether it is what an earlier questionnaire recorded.
    """

    given: Mapping[str, State]
    listed: Mapping[str, Listed]
    follows: bool = False


def start(
    model: Model,
    questionnaire: Questionnaire,
    known: frozenset[str] | None = None,
    like: Start | None = None,
) -> Start:
    """Return every beginning in which of some facts anything may be known.

    Args:
        model: Of the pack.
        questionnaire: One of its own.
        known: The ids of those facts; by default those that the service sets.
        like: What is shared with other beginnings: facts and groups of this pack.
    """
    vocabulary = model.vocabulary
    if known is None:
        known = frozenset(one.id for one in vocabulary.by_id.values() if one.set_by_service)
    return Start(
        given=_free(model, vocabulary.facts, known, {} if like is None else like.given),
        listed={
            group.id: _listed(model, group, own_items(questionnaire, group), known, like)
            for group in vocabulary.groups
        },
    )


def anything(model: Model, like: Start | None = None) -> Start:
    """Return every concern that can be, whoever asked and however: a start without questions.

    Args:
        model: Of the pack.
        like: What is shared with other concerns: facts and groups of this pack.
    """
    vocabulary = model.vocabulary
    known = frozenset(one.id for one in vocabulary.by_id.values() if one.rules_can_read_it)
    listed = {group.id: _listed(model, group, 0, known, like) for group in vocabulary.groups}
    for one in listed.values():
        enough = model.gates.at_least(one.group.at_least, one.present)
        model.gates.demand(-one.was_given, enough)
    given = _free(model, vocabulary.facts, known, {} if like is None else like.given)
    return Start(given=given, listed=listed)


def followed(
    model: Model,
    questionnaire: Questionnaire,
    top: Slots,
    groups: Mapping[str, Items],
    like: Start | None = None,
) -> Start:
    """Return the beginning of a questionnaire after another: what that one recorded.

    Args:
        model: Of the pack.
        questionnaire: One of its own.
        top: What was recorded of the whole.
        groups: The items that were recorded.
        like: What is shared with other beginnings: who is listed in groups of this pack.
    """
    listed = {
        group.id: _after(model, group, own_items(questionnaire, group), groups[group.id], like)
        for group in model.vocabulary.groups
    }
    return Start(given=top, listed=listed, follows=True)


def own_items(questionnaire: Questionnaire, group: Group) -> int:
    """Return how many items a questionnaire may list in a group beyond those given."""
    is_asked = any(section.for_each == group.id for section in questionnaire.sections)
    return questionnaire.at_most(group) if is_asked else 0


def _free(
    model: Model, facts: Sequence[Fact], known: frozenset[str], like: Slots
) -> dict[str, State]:
    """Return facts of which anything may be known; who is related to whom, no condition reads."""
    return {
        fact.id: like[fact.id] if fact.id in like else model.free(fact, not_asked=True)
        for fact in facts
        if fact.id in known and not isinstance(fact.kind, Relationships)
    }


def _listed(
    model: Model, group: Group, own: int, known: frozenset[str], like: Start | None
) -> Listed:
    if like is not None and group.id in like.listed:
        return like.listed[group.id]
    gates = model.gates
    can_be_given = not known.isdisjoint(fact.id for fact in group.facts)
    places = range(group.at_most if can_be_given else own)
    given = [gates.fresh() if can_be_given else FALSE for _ in places]
    raw = [_free(model, group.facts, known, {}) for _ in places]
    return _ordered(
        model,
        Listed(
            group=group,
            was_given=gates.fresh() if can_be_given else FALSE,
            said=gates.fresh() if own else FALSE,
            present=[gates.fresh() for _ in places] if own else given,
            given=given,
            slots=[where_given(model, *both) for both in zip(given, raw, strict=True)],
            raw=raw,
            own=own,
        ),
    )


def _after(model: Model, group: Group, own: int, items: Items, like: Start | None) -> Listed:
    gates = model.gates
    shared = None if like is None else like.listed.get(group.id)
    before = len(items.present)
    places = range(min(group.at_most, before + own))
    empty = {fact.id: model.nothing(fact.id) for fact in group.facts}
    slots = [items.slots[place] if place < before else empty for place in places]
    given = [items.present[place] if place < before else FALSE for place in places]
    if shared is not None:
        return evolve(shared, was_given=items.listed, given=given, slots=slots, raw=slots)
    return _ordered(
        model,
        Listed(
            group=group,
            was_given=items.listed,
            said=gates.fresh() if own else FALSE,
            present=[gates.fresh() for _ in places] if own else given,
            given=given,
            slots=slots,
            raw=slots,
            own=own,
        ),
    )


def where_given(model: Model, given: Literal, raw: Mapping[str, State]) -> dict[str, State]:
    """Return what is held of an item where it was given, and nothing of it elsewhere."""
    return {
        fact_id: chosen(model.gates, given, state, model.nothing(fact_id))
        for fact_id, state in raw.items()
    }


def _ordered(model: Model, listed: Listed) -> Listed:
    """Demand what holds of every list: given items first, and then so many at most."""
    demand = model.gates.demand
    for place, (present, given) in enumerate(zip(listed.present, listed.given, strict=True)):
        demand(-given, present)
        demand(-given, listed.was_given)
        demand(-present, given, listed.said)
        if place:
            demand(-present, listed.present[place - 1])
            demand(-given, listed.given[place - 1])
        if place >= listed.own:
            # So many beyond those given may be listed here, and no more.
            demand(-present, listed.given[place - listed.own])
    return listed


def one_more(model: Model, begun: Start, group_id: str) -> tuple[Start, Literal]:
    """Return the start with one more item of a group, and whether there is room for it."""
    gates, listed = model.gates, begun.listed[group_id]
    present = [TRUE, *listed.present[:-1]]
    rooms = [-listed.present[-1], gates.any_of((listed.was_given, listed.said))]
    if listed.own:
        places = range(listed.own, len(present))
        rooms += [gates.any_of((-present[p], listed.given[p - listed.own])) for p in places]
        more = evolve(listed, present=present, said=TRUE)
    else:
        slots = [where_given(model, *both) for both in zip(present, listed.raw, strict=True)]
        more = evolve(listed, present=present, given=present, was_given=TRUE, slots=slots)
    return evolve(begun, listed={**begun.listed, group_id: more}), gates.all_of(rooms)
