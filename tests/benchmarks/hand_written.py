"""What a person would type instead: a chain of if, over an attrs object with slots."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import define
from cattrs import structure
from measuring import Contestant, Pass
from same_policy import (
    OTHERWISE,
    Answers,
    Between,
    Means,
    OneOf,
    SameRule,
    Worries,
    YesNo,
    between,
)

__all__ = ["compiled_chain", "every_rule", "first_hit"]

_PASSES = 15


@define
class Answered:
    """One concern, as a hand-written program would hold it."""

    danger_now: bool
    moves_alone: bool
    child_has_said: bool
    seen_this_week: bool
    open_to_worker: bool
    role: str
    harm: str
    carer: str
    schooling: str
    agreement: str
    age: int
    worries: frozenset[str]


def first_hit(rules: Sequence[SameRule], answers: Sequence[Answers]) -> Contestant:
    """Return ``if ...: return route``, rule by rule."""
    decide = compiled_chain(rules)
    concerns = [structure(one, Answered) for one in answers]

    def run() -> None:
        for one in concerns:
            decide(one)

    return Contestant(
        name="hand-written, first true rule",
        gives="route",
        said=lambda: [(decide(one), None) for one in concerns],
        ready=lambda: Pass(run, len(concerns)),
        passes=_PASSES,
    )


def compiled_chain(rules: Sequence[SameRule]) -> Callable[[Answered], str]:
    """Return the chain, compiled: what Python does when the module is first imported."""
    chain = [f"    if {_typed(rule)}:\n        return {rule.route!r}" for rule in rules]
    source = "\n".join(["def decide(c):", *chain, f"    return {OTHERWISE!r}"])
    made = dict[str, Callable[[Answered], str]]()
    exec(source, {}, made)  # noqa: S102  made of our own rules, a few lines above
    return made["decide"]


def every_rule(rules: Sequence[SameRule], answers: Sequence[Answers]) -> Contestant:
    """Return ``if ...: applied.append(id)``, rule by rule."""
    chain = [f"    if {_typed(rule)}:\n        applied.append({rule.id!r})" for rule in rules]
    last = f"    return (ROUTE_OF[applied[0]] if applied else {OTHERWISE!r}), applied"
    source = "\n".join(["def decide(c):", "    applied = []", *chain, last])
    routes = {rule.id: rule.route for rule in rules}
    made = dict[str, Callable[[Answered], tuple[str, list[str]]]]()
    exec(source, {"ROUTE_OF": routes}, made)  # noqa: S102  as above
    decide = made["decide"]
    concerns = [structure(one, Answered) for one in answers]

    def run() -> None:
        for one in concerns:
            decide(one)

    return Contestant(
        name="hand-written, every rule",
        gives="route, ids of rules",
        said=lambda: [(route, tuple(ids)) for route, ids in map(decide, concerns)],
        ready=lambda: Pass(run, len(concerns)),
        passes=_PASSES,
    )


def _typed(rule: SameRule) -> str:
    return " and ".join(map(_test, rule.tests))


def _test(test: Means) -> str:
    match test:
        case YesNo(fact, wanted):
            return f"c.{fact}" if wanted else f"not c.{fact}"
        case OneOf(fact, options) if len(options) == 1:
            return f"c.{fact} == {options[0]!r}"
        case OneOf(fact, options):
            return f"c.{fact} in {options!r}"
        case Between(low, high):
            return between("c.age", low, high)
        case Worries(options, wanted=True):
            return f"({' or '.join(f'{one!r} in c.worries' for one in options)})"
        case Worries(options):
            return " and ".join(f"{one!r} not in c.worries" for one in options)
