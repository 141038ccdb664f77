"""What an example comes to: the route, the rules that answered, the duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from childconcern.conditions import AreasAt, Level, LevelOf, expand, walk_tree
from childconcern.explanation import Wording
from childconcern.explanation.phrases import listed, quoted
from childconcern.explanation.sentences import full_stop
from childconcern.explanation.wording import id_words
from childconcern.policy import Duty, Indicator, Rule
from childconcern.verify import Example

__all__ = ["answered", "because", "comes_to", "duties_words", "readers_of", "rules_of"]


def comes_to(example: Example, wording: Wording) -> str:
    """Return the route that an example comes to, in the variant's words where it has its own."""
    policy = wording.policy
    route = next((one for one in policy.routes if one.id == example.route), None)
    variants = () if route is None else route.variants
    own = next((one.name for one in variants if one.id == example.variant), None)
    name = wording.route(example.route)
    return f"{name}, here called {quoted(own)}" if own else name


def readers_of(example: Example, wording: Wording) -> str:
    """Return who reads it by its route or variant, in words; "nobody" where no one does."""
    for route in wording.policy.routes:
        if route.id == example.route:
            variants = (one for one in route.variants if one.id == example.variant)
            own = next((one.destinations for one in variants), None)
            return wording.readers(route.destinations if own is None else own)
    return wording.readers(())


def rules_of(example: Example, wording: Wording) -> tuple[Rule, ...]:
    """Return the rules that led to the route of an example."""
    rules = wording.policy.rules
    return tuple(one for one in rules if one.id in example.rules and one.route == example.route)


def because(part: Indicator | Rule | Duty) -> str:
    """Return the reason that a part of the policy gives, and the id by which it is cited."""
    sort = type(part).__name__.lower()
    return f"{full_stop(part.because)} ({sort} {part.id})"


def answered(example: Example, wording: Wording) -> tuple[str, ...]:
    """Return why an example comes to its route, a sentence each: the rules that asked for it."""
    rules = rules_of(example, wording)
    if not rules:
        return ("No rule speaks. That is no all-clear: a person reads it and decides.",)
    return (*map(because, rules), *_noted(example, rules, wording))


def _noted(example: Example, rules: Iterable[Rule], wording: Wording) -> Iterator[str]:
    """Yield what gave the highest level, where one of the rules speaks of levels."""
    lowest = min((level.number for level in wording.policy.levels), default=None)
    if example.level in {None, lowest} or not any(_reads_levels(one, wording) for one in rules):
        return
    for one in wording.policy.indicators:
        if one.id in example.indicators and one.level == example.level:
            yield f"Level {wording.level(one.level)}: {because(one)}"


def _reads_levels(rule: Rule, wording: Wording) -> bool:
    tests = walk_tree(expand(rule.when, wording.terms.meanings))
    return any(isinstance(test, Level | LevelOf | AreasAt) for test in tests)


def duties_words(duties: Sequence[str]) -> str:
    """Return duties in a row, by their ids as words; "none" where there are none."""
    return listed(tuple(quoted(id_words(one)) for one in duties)) if duties else "none"
