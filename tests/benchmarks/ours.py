"""The same policy in childconcern, decided in each of the ways that a service would."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import Final

from attrs import evolve, frozen
from measuring import Contestant, Pass, Said
from same_policy import (
    AGES,
    CHOICES,
    OTHERWISE,
    ROUTES,
    WORRIES,
    YES_NO,
    Answers,
    SameRule,
    between,
)
from same_policy import Between as SameBetween
from same_policy import Means as SameMeans
from same_policy import OneOf as SameOneOf
from same_policy import Worries as SameWorries
from same_policy import YesNo as SameYesNo

from childconcern.conditions import parse_condition
from childconcern.decision import decide
from childconcern.facts import (
    AnyOf,
    Concern,
    Fact,
    OneOf,
    Option,
    Vocabulary,
    WholeNumber,
    YesNo,
    read_concern,
)
from childconcern.policy import Route, RoutingPolicy, Rule

__all__ = ["ON", "conditions", "our_ways", "policy", "read"]

ON: Final = dt.date(2026, 1, 5)
_PASSES: Final = 15
_FEW_PASSES: Final = 5
_FIRST_DECISIONS: Final = 25

VOCABULARY: Final = Vocabulary(
    facts=(
        *(Fact(id=name, kind=YesNo()) for name in YES_NO),
        *(Fact(id=name, kind=OneOf(options)) for name, options in CHOICES.items()),
        Fact(id="age", kind=WholeNumber(at_most=max(AGES), unit="years")),
        Fact(id="worries", kind=AnyOf(tuple(Option(one) for one in WORRIES))),
    )
)


def conditions(rules: Sequence[SameRule]) -> list[str]:
    """Return each rule's condition, as a pack would have it."""
    return [" and ".join(_test(test) for test in rule.tests) for rule in rules]


def _test(test: SameMeans) -> str:
    match test:
        case SameYesNo(fact, wanted):
            return fact if wanted else f"not {fact}"
        case SameOneOf(fact, options):
            return f"{fact} in {list(options)!r}"
        case SameBetween(low, high):
            return between("age", low, high)
        case SameWorries(options, wanted):
            listed = ", ".join(map(repr, options))
            return f"{'any_of' if wanted else 'none_of'}(worries, {listed})"


def policy(rules: Sequence[SameRule], whens: Sequence[str]) -> RoutingPolicy:
    """Return a policy ready to decide, its conditions read from their text."""
    made = RoutingPolicy(
        id="same-policy",
        version="1",
        vocabulary=VOCABULARY,
        otherwise=OTHERWISE,
        routes=tuple(
            Route(id=name, name=name, next_step="Ring.", destinations=("front-door",))
            for name in (*ROUTES, OTHERWISE)
        ),
        rules=tuple(
            Rule(id=rule.id, route=rule.route, when=parse_condition(when), because="It is so.")
            for rule, when in zip(rules, whens, strict=True)
        ),
    )
    _ = made.engine
    return made


def read(answers: Sequence[Answers]) -> list[Concern]:
    """Return the concerns as a service would have them: each from a document of its own."""
    return [read_concern(json.loads(json.dumps(one)), VOCABULARY) for one in answers]


def our_ways(rules: Sequence[SameRule], answers: Sequence[Answers]) -> list[Contestant]:
    """Return the ways to decide: with everything seen before, and for the first time."""
    ours = _Ours(rules, answers)
    used, concerns = ours.policy(), read(answers)
    cited = ours.way("engine.outcome", lambda: _outcomes(used, concerns))
    return [
        evolve(
            cited,
            gives="route, ids of rules",
            said=lambda: [_cited(used, one) for one in concerns],
        ),
        ours.way("decide", lambda: _decisions(used, concerns)),
        evolve(
            ours.way("decide and reasons", lambda: _reasons(used, concerns)),
            gives="Decision, reasons",
        ),
        ours.way("decide, new concerns", lambda: _decisions(used, read(answers)), _FEW_PASSES),
        ours.way(
            "decide, new concerns and new policy",
            lambda: _decisions(ours.policy(), read(answers)),
            _FEW_PASSES,
        ),
        ours.way(
            "decide, the first time of all",
            lambda: _decisions(ours.policy(), read(answers[:1])),
            _FIRST_DECISIONS,
        ),
    ]


@frozen
class _Ours:
    rules: Sequence[SameRule]
    answers: Sequence[Answers]

    def policy(self) -> RoutingPolicy:
        return policy(self.rules, conditions(self.rules))

    def way(self, name: str, ready: Callable[[], Pass], passes: int = _PASSES) -> Contestant:
        return Contestant(
            name=f"childconcern, {name}",
            gives="Decision",
            said=lambda: _decided(self.policy(), read(self.answers)),
            ready=ready,
            passes=passes,
        )


def _cited(used: RoutingPolicy, concern: Concern) -> Said:
    outcome = used.engine.outcome(concern, ON)
    return outcome.route.id, outcome.rule_ids


def _decided(used: RoutingPolicy, concerns: Sequence[Concern]) -> list[Said]:
    decisions = [decide(one, used, on=ON) for one in concerns]
    return [(one.route, tuple(reason.id for reason in one.reasons)) for one in decisions]


def _outcomes(used: RoutingPolicy, concerns: Sequence[Concern]) -> Pass:
    outcome = used.engine.outcome

    def run() -> None:
        for one in concerns:
            outcome(one, ON)

    return Pass(run, len(concerns))


def _decisions(used: RoutingPolicy, concerns: Sequence[Concern]) -> Pass:
    def run() -> None:
        for one in concerns:
            decide(one, used, on=ON)

    return Pass(run, len(concerns))


def _reasons(used: RoutingPolicy, concerns: Sequence[Concern]) -> Pass:
    def run() -> None:
        for one in concerns:
            _ = decide(one, used, on=ON).reasons

    return Pass(run, len(concerns))
