"""Made-up policies of any size: seven routes, indicators, rules, duties and guarantees.

Nearly everything asks for more where an answer is worse, as real policies do.
No rule but those of the first section asks for the most urgent route, so that
something can be guaranteed of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen
from big_questions import Asked, Chance, worrying

from childconcern.conditions import Sign, parse_condition
from childconcern.facts import Fact
from childconcern.policy import (
    Area,
    Claim,
    Duty,
    Guarantee,
    Immediately,
    Indicator,
    NamedLevel,
    Route,
    Rule,
    Variant,
    WithinWorkingDays,
)

__all__ = [
    "LEVELS",
    "ROUTES",
    "ROUTE_IDS",
    "Shape",
    "areas",
    "drawn_duties",
    "drawn_indicators",
    "drawn_rules",
    "drawn_signs",
    "guarantees",
    "rule",
]

ROUTE_IDS: Final = (
    *("emergency", "social-care", "several-agencies", "targeted-help"),
    *("early-help", "consult", "advice"),
)
LEVELS: Final = tuple(
    NamedLevel(number=number, name=name)
    for number, name in enumerate(("Universal", "Early help", "Targeted", "Statutory"), start=1)
)
_WEIGHTS: Final = {
    "social-care": 2,
    "several-agencies": 2,
    "targeted-help": 3,
    "early-help": 4,
    "consult": 2,
}
_TESTS: Final = {
    "social-care": (3, 4),
    "several-agencies": (3, 4),
    "targeted-help": (2, 3),
    "early-help": (2, 3),
    "consult": (1, 2),
}
_IN_DANGER: Final = (
    "immediate_danger or whereabouts in ['not-safe', 'missing'] or hurt_now and not moves_alone"
)
_EMERGENCIES: Final = (
    "immediate_danger",
    "whereabouts == 'missing'",
    "'fracture' in injuries and not moves_alone",
    "months(child_age) < 12 and whereabouts == 'not-safe'",
    "hours_since_seen >= 24 and years(child_age) < 16",
)
_SERIOUS: Final = (
    "child_has_said == 'plainly'",
    "count_options(injuries, 'bruise', 'burn', 'bite', 'other-mark') >= 2",
    "hurt_now and years(child_age) < 5",
)
_ALL_CLEAR: Final = (
    "not immediate_danger and not hurt_now and moves_alone"
    " and whereabouts == 'safe' and child_has_said == 'nothing'"
)


@frozen(kw_only=True)
class Shape:
    """How many rules there are of which sort.

    Attributes:
        rules: In all.
        cross: The share of them that joins two sections.
    """

    rules: int
    cross: float


def _routes() -> Iterator[Route]:
    for rung, name in enumerate(ROUTE_IDS):
        variant = Variant(id="out-of-hours", when=parse_condition("out_of_hours"))
        yield Route(
            id=name,
            name=name.replace("-", " ").capitalize(),
            next_step="See what the front door says.",
            respond_within=WithinWorkingDays(rung) if rung else Immediately(),
            destinations=() if name == "advice" else ("front-door",),
            variants=(variant,) if name == "social-care" else (),
        )


ROUTES: Final = tuple(_routes())


def rule(name: str, route: str, when: str) -> Rule:
    """Return one rule."""
    return Rule(id=name, when=parse_condition(when), route=route, because=f"This is {name}.")


def areas(asked: Sequence[Asked]) -> tuple[Area, ...]:
    """Return one area for each section after the first."""
    return tuple(Area(id=f"area-{n}", name=f"Kind {n}") for n in range(1, len(asked)))


def drawn_signs(asked: Sequence[Asked], chance: Chance) -> tuple[Sign, ...]:
    """Return the sign of danger, and for each other section that several of its things are so."""
    signs = [Sign(id="in_danger", when=parse_condition(_IN_DANGER))]
    for number, one in enumerate(asked[1:], start=1):
        parts = _tests(one.facts, min(4, len(one.facts)), chance)
        needed = min(2, len(parts))
        when = parse_condition(f"count({', '.join(parts)}) >= {needed}")
        signs.append(Sign(id=f"several_{number}", when=when))
    return tuple(signs)


def drawn_indicators(asked: Sequence[Asked], number: int, chance: Chance) -> tuple[Indicator, ...]:
    """Return so many indicators, each about one section and for that section's area."""
    found = list[Indicator]()
    for place in range(number):
        section = 1 + place % (len(asked) - 1)
        level = chance.choice((2, 2, 3, 3, 4))
        when = " and ".join(_tests(asked[section].facts, level - chance.randint(0, 1), chance))
        found.append(
            Indicator(
                id=f"indicator-{place}",
                area=f"area-{section}",
                level=level,
                when=parse_condition(when),
                because=f"This is indicator {place}.",
                source="local",
            )
        )
    return tuple(found)


def drawn_rules(asked: Sequence[Asked], shape: Shape, chance: Chance) -> tuple[Rule, ...]:
    """Return so many rules: those of every policy, level tests, counts and conjunctions."""
    found = [*_fixed_rules(shape)]
    crossing = round(shape.rules * shape.cross)
    for place in range(len(found), shape.rules):
        section = 1 + place % (len(asked) - 1)
        route = chance.choices([*_WEIGHTS], weights=[*_WEIGHTS.values()])[0]
        if place >= shape.rules - crossing:
            when = _crossing(asked, section, route, chance)
        else:
            when = _within(asked[section], section, route, chance)
        found.append(rule(f"rule-{place}", route, when))
    return tuple(found)


def _fixed_rules(shape: Shape) -> Iterator[Rule]:
    for place, when in enumerate(_EMERGENCIES):
        yield rule(f"emergency-{place}", "emergency", when)
    for place, when in enumerate(_SERIOUS):
        yield rule(f"serious-{place}", "social-care", when)
    # Whoever knows nothing, or worries about anything, is never merely advised.
    yield rule("all-clear", "advice", _ALL_CLEAR)
    yield rule("level-4", "social-care", "level >= 4")
    yield rule("level-3", "targeted-help", "level >= 3")
    yield rule("level-2", "early-help", "level >= 2")
    if shape.cross:  # it counts over all sections, which a modular policy does not
        yield rule("three-areas", "several-agencies", "areas_at(3) >= 3")


def _within(one: Asked, section: int, route: str, chance: Chance) -> str:
    """Return a condition about one section."""
    fewest, most = _TESTS[route]
    tests = _tests(one.facts, chance.randint(fewest, most), chance)
    match chance.randint(0, 9):
        case 0:
            return f"level_of('area-{section}') >= {chance.choice((3, 4))} and {tests[0]}"
        case 1:
            return f"several_{section} and {tests[0]}"
        case 2:
            more = _tests(one.facts, most + 1, chance)
            return f"count({', '.join(more)}) >= {most}"
        case 3 if len(tests) > 1:
            either = " or ".join(_tests(one.facts, 2, chance))
            return " and ".join([f"({either})", *tests[1:]])
        case _:
            return " and ".join(tests)


def _crossing(asked: Sequence[Asked], section: int, route: str, chance: Chance) -> str:
    """Return a condition that joins this section with another, the first one included."""
    other = chance.choice([n for n in range(len(asked)) if n != section])
    number = max(2, _TESTS[route][1] - 1)
    here = _tests(asked[section].facts, number - number // 2, chance)
    there = _tests(asked[other].facts, number // 2, chance)
    return " and ".join([*here, *there])


def _tests(facts: Sequence[Fact], number: int, chance: Chance) -> list[str]:
    chosen = chance.sample(range(len(facts)), min(number, len(facts)))
    return [worrying(facts[n], chance) for n in sorted(chosen)]


def drawn_duties(asked: Sequence[Asked], number: int, chance: Chance) -> tuple[Duty, ...]:
    """Return the duty to tell the police, and so many others."""
    found = [("police", "child_has_said == 'plainly' or any_of(injuries, 'burn', 'fracture')")]
    for place in range(number):
        facts = asked[1 + place % (len(asked) - 1)].facts
        found.append((f"tell-{place}", " and ".join(_tests(facts, 2, chance))))
    return tuple(
        Duty(
            id=name,
            when=parse_condition(when),
            because=f"This is the duty {name}.",
            destinations=("front-door",),
        )
        for name, when in found
    )


def guarantees() -> tuple[Guarantee, ...]:
    """Return what is claimed of every such policy; all of it holds where nothing was planted."""
    danger = parse_condition("in_danger")
    return (
        Guarantee(
            id="danger-is-an-emergency",
            claim=Claim.NEVER_BELOW,
            when=parse_condition("immediate_danger"),
            route="emergency",
        ),
        Guarantee(
            id="emergencies-are-dangers", claim=Claim.ONLY_IF, when=danger, route="emergency"
        ),
        Guarantee(
            id="danger-is-not-advised",
            claim=Claim.NEVER,
            when=parse_condition("immediate_danger or whereabouts == 'missing'"),
            route="advice",
        ),
        Guarantee(
            id="statutory-level",
            claim=Claim.NEVER_BELOW,
            when=parse_condition("level >= 4"),
            route="social-care",
        ),
        Guarantee(
            id="police-of-burns",
            claim=Claim.ALWAYS,
            when=parse_condition("'burn' in injuries and hurt_now"),
            duty="police",
        ),
    )
