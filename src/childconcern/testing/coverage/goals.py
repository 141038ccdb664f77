"""What worked examples should show of a pack: each a thing that one example can show."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator

from attrs import field, frozen

from childconcern.conditions import Condition, condition_text
from childconcern.facts import AnyOf, Fact, NotKnown, OneOf, YesNo
from childconcern.pack import Pack
from childconcern.testing.coverage.conditions import Owner, owners_of
from childconcern.testing.coverage.seen import Seen
from childconcern.testing.coverage.thresholds import Side, sides_of
from childconcern.verify import World
from childconcern.verify.claims.idle import decisive
from childconcern.verify.encoding.states import State
from childconcern.verify.engine.solver import FALSE, Literal

__all__ = ["Goal", "GoalKind", "goals_of"]


class GoalKind(enum.Enum):
    """What sort of thing an example shows."""

    RULE_HIT = "rule-hit"
    """A rule applies."""
    RULE_DECISIVE = "rule-decisive"
    """Without the rule the route would be another."""
    CONDITION_TRUE = "condition-true"
    """A test inside a condition holds."""
    CONDITION_FALSE = "condition-false"
    """It does not."""
    THRESHOLD = "threshold"
    """A number is just at a threshold, or just below it."""
    OPTION = "option"
    """An option is chosen."""
    NOT_KNOWN = "not-known"
    """A fact is not known."""
    ASKED = "asked"
    """A question is asked that is not always asked."""
    PASSED_OVER = "passed-over"
    """It is not."""


@frozen(kw_only=True, repr=False)
class Goal:
    """One thing that an example can show.

    Attributes:
        kind: What sort.
        about: Which one: unique in its kind.
        says: In words that a practitioner can read.
        shown: Whether an example shows it.
        demanded: The literal of a world that it is shown.
    """

    kind: GoalKind
    about: str
    says: str
    shown: Callable[[Seen], bool] = field(eq=False)
    demanded: Callable[[World], Literal] = field(eq=False)

    @property
    def name(self) -> str:
        """Its kind and what it is about."""
        return f"{self.kind.value} {self.about}"


def goals_of(pack: Pack) -> tuple[Goal, ...]:
    """Return everything that one worked example can show of a pack, in order."""
    return (
        *_rules(pack),
        *_conditions(pack),
        *_thresholds(pack),
        *_values(pack),
        *_questions(pack),
    )


def _rules(pack: Pack) -> Iterator[Goal]:
    for rule in pack.policy.rules:
        yield _hit(rule.id)
        yield _decisive(rule.id)


def _hit(name: str) -> Goal:
    return Goal(
        kind=GoalKind.RULE_HIT,
        about=name,
        says=f"the rule {name} applies",
        shown=lambda seen: name in seen.decision.outcome.rule_ids,
        demanded=lambda world: world.decided.rules[name],
    )


def _decisive(name: str) -> Goal:
    return Goal(
        kind=GoalKind.RULE_DECISIVE,
        about=name,
        says=f"without the rule {name} the route would be another",
        shown=lambda seen: _decides(seen, name),
        demanded=lambda world: decisive(world, name),
    )


def _decides(seen: Seen, rule_id: str) -> bool:
    """Return whether the route would be another without a rule."""
    policy, applied = seen.decision.policy, seen.decision.outcome.rules
    others = [policy.rungs[rule.route] for rule in applied if rule.id != rule_id]
    without = min(others, default=policy.rungs[policy.otherwise])
    return len(others) < len(applied) and policy.rungs[seen.decision.route] != without


def _conditions(pack: Pack) -> Iterator[Goal]:
    for owner in owners_of(pack):
        for part in owner.atoms:
            yield from _both_ways(owner, part)


def _both_ways(owner: Owner, part: Condition) -> Iterator[Goal]:
    text = condition_text(part)
    yield Goal(
        kind=GoalKind.CONDITION_TRUE,
        about=f"{owner.name}: {text}",
        says=f"in {owner.name}, this holds: {text}",
        shown=lambda seen: seen.holds(part),
        demanded=lambda world: world.decided.holds(part),
    )
    yield Goal(
        kind=GoalKind.CONDITION_FALSE,
        about=f"{owner.name}: {text}",
        says=f"in {owner.name}, this does not hold: {text}",
        shown=lambda seen: not seen.holds(part),
        demanded=lambda world: -world.decided.holds(part),
    )


def _thresholds(pack: Pack) -> Iterator[Goal]:
    for side in sides_of(pack):
        yield _threshold(side)


def _threshold(side: Side) -> Goal:
    return Goal(
        kind=GoalKind.THRESHOLD,
        about=side.name,
        says=side.says,
        shown=lambda seen: any(side.is_at(held, seen.on) for held in seen.held(side.fact.id)),
        demanded=side.demanded,
    )


def _recorded(pack: Pack) -> Iterator[Fact]:
    """Yield the facts that rules can read and the first questionnaire records, once each."""
    asked = pack.questionnaire().recorded() if pack.questionnaires else ()
    for fact_id in dict.fromkeys(asked):
        fact = pack.vocabulary.by_id[fact_id]
        if fact.rules_can_read_it:
            yield fact


def _values(pack: Pack) -> Iterator[Goal]:
    for fact in _recorded(pack):
        for value in _listed(fact):
            yield _option(fact, value)
        yield _not_known(fact.id)


def _not_known(name: str) -> Goal:
    return Goal(
        kind=GoalKind.NOT_KNOWN,
        about=name,
        says=f"{name} is not known",
        shown=lambda seen: any(isinstance(held, NotKnown) for held in seen.held(name)),
        demanded=lambda world: _of_any(world, name, lambda one: one.not_known),
    )


def _listed(fact: Fact) -> tuple[str | bool, ...]:
    match fact.kind:
        case YesNo():
            return (True, False)
        case OneOf(options):
            return options
        case AnyOf():
            return fact.kind.ids
        case _:
            return ()


def _option(fact: Fact, value: str | bool) -> Goal:  # noqa: FBT001 - it is an answer
    word = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return Goal(
        kind=GoalKind.OPTION,
        about=f"{fact.id}/{word}",
        says=f"{fact.id} is {word}",
        shown=lambda seen: any(
            value in held if isinstance(held, frozenset) else held == value
            for held in seen.held(fact.id)
            if not isinstance(held, NotKnown)
        ),
        demanded=lambda world: _of_any(world, fact.id, lambda one: one.values[value]),
    )


def _of_any(world: World, fact_id: str, literal: Callable[[State], Literal]) -> Literal:
    """Return whether something is so of what is held of a fact, of any item."""
    group_id = world.model.vocabulary.group_of[fact_id]
    if group_id is None:
        return literal(world.top[fact_id])
    items, gates = world.groups[group_id], world.model.gates
    return gates.any_of(
        [
            gates.all_of((present, literal(slots[fact_id])))
            for present, slots in zip(items.present, items.slots, strict=True)
        ]
    )


def _questions(pack: Pack) -> Iterator[Goal]:
    if not pack.questionnaires:
        return
    for section, question in pack.questionnaire().questions.values():
        if question.ask_when is not None or section.ask_when is not None:
            yield _asked(question.id)
            yield _passed_over(question.id)


def _asked(name: str) -> Goal:
    return Goal(
        kind=GoalKind.ASKED,
        about=name,
        says=f"the question {name} is asked",
        shown=lambda seen: name in _path(seen),
        demanded=lambda world: world.model.gates.any_of(_live(world, name)),
    )


def _passed_over(name: str) -> Goal:
    return Goal(
        kind=GoalKind.PASSED_OVER,
        about=name,
        says=f"the question {name} is not asked",
        shown=lambda seen: seen.journey is not None and name not in _path(seen),
        demanded=lambda world: (
            -world.model.gates.any_of(_live(world, name)) if world.stages else FALSE
        ),
    )


def _path(seen: Seen) -> set[str]:
    path = () if seen.journey is None else seen.journey.path
    return {key.partition("@")[0] for key in path}


def _live(world: World, name: str) -> list[Literal]:
    asked = world.stages[0].asked.values() if world.stages else ()
    return [one.live for one in asked if one.question.id == name]
