"""Made-up packs, each from its seed alone, and none with an error."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from attrs import define, evolve

from childconcern.conditions import And, Condition, Not, Sign
from childconcern.facts import Fact, Vocabulary
from childconcern.pack import Language, Pack
from childconcern.policy import (
    Area,
    Claim,
    Duty,
    Guarantee,
    Indicator,
    NamedLevel,
    Route,
    RoutingPolicy,
    Rule,
    Variant,
)
from childconcern.questionnaire import Questionnaire
from trust.dice import Dice
from trust.random_conditions import FLAT, Scope, condition, scope_of
from trust.random_questions import write_questionnaire
from trust.random_vocabularies import SMALL, TINY, Size, random_vocabulary

__all__ = ["DAYS", "SMALL", "TINY", "day_of", "made_up_pack"]

DAYS: Final = (dt.date(2024, 2, 29), dt.date(2026, 11, 24), dt.date(2026, 12, 31))
"""Days on which packs are proved; two of them are awkward for the lengths of months."""

_SCHEMES: Final = ((1, 2, 3), (0, 5), (1, 2, 3, 4), (2,))


def day_of(seed: str) -> dt.date:
    """Return the day on which the pack of a seed is proved."""
    return Dice.of(f"day {seed}").pick(DAYS)


def made_up_pack(seed: str, size: Size) -> Pack:
    """Return the pack of a seed: the same one on any machine.

    Args:
        seed: Any text.
        size: How much there may be in it.
    """
    dice = Dice.of(f"pack {seed}")
    vocabulary, room = random_vocabulary(dice, size)
    signs = _signs(dice, vocabulary)
    asked = _questionnaires(dice, vocabulary, signs, room)
    last = asked[-1].id if len(asked) > 1 else None
    policy = _Writer(dice, size, vocabulary, signs, last).policy()
    return Pack(
        id="made-up",
        version="1",
        languages=(Language(id="en"),),
        vocabulary=vocabulary,
        questionnaires=asked,
        policy=policy,
    )


def _signs(dice: Dice, vocabulary: Vocabulary) -> tuple[Sign, ...]:
    made: tuple[Sign, ...] = ()
    for number in range(dice.pick((0, 0, 1, 2))):
        scope, flat = scope_of(vocabulary, made), dice.chance(50)
        if flat:
            scope = evolve(scope, groups=(), signs=scope.flat_signs)
        name = f"{FLAT if flat else 'sign'}_{number}"
        made = (*made, Sign(id=name, when=condition(dice, scope)))
    return made


def _questionnaires(
    dice: Dice, vocabulary: Vocabulary, signs: tuple[Sign, ...], room: int
) -> tuple[Questionnaire, ...]:
    """Return one that asks for every fact, or two of which the second asks for the rest."""
    service = frozenset(one.id for one in vocabulary.by_id.values() if one.set_by_service)
    facts = [one for one in vocabulary.by_id.values() if not one.set_by_service]
    first = tuple(facts)
    later: tuple[Fact, ...] = ()
    if len(facts) > 1 and dice.chance(35):
        later = tuple(one for one in facts[1:] if not one.is_safety_fact and dice.chance(50))
        first = tuple(one for one in facts if one not in later)
    screener = write_questionnaire(
        dice, vocabulary, signs, name="screener", facts=first, known=service, room=room
    )
    if not later:
        return (screener,)
    known = service | {*screener.recorded()}
    request = write_questionnaire(
        dice, vocabulary, signs, name="request", facts=later, known=known, room=1
    )
    return (screener, request)


@define(eq=False, repr=False)
class _Writer:
    """Writes a policy."""

    dice: Dice
    size: Size
    vocabulary: Vocabulary
    signs: tuple[Sign, ...]
    last: str | None

    def policy(self) -> RoutingPolicy:
        dice = self.dice
        levels = dice.pick(_SCHEMES) if dice.chance(75) else ()
        areas = ("harm", "neglect")[: dice.number(0, 2)] if levels else ()
        scope = scope_of(self.vocabulary, self.signs)
        graded = evolve(scope, areas=areas if len(levels) > 1 else (), levels=levels)
        routes = tuple(self._route(n, scope) for n in range(dice.number(2, 4)))
        numbers = range(dice.number(1, self.size.rules))
        policy = RoutingPolicy(
            id="made-up",
            version="1",
            vocabulary=self.vocabulary,
            otherwise=dice.pick([route for route in routes if route.is_read_by_a_person]).id,
            routes=routes,
            areas=tuple(Area(id=area, name=area) for area in areas),
            levels=tuple(NamedLevel(number=number, name=f"Level {number}") for number in levels),
            signs=self.signs,
            indicators=tuple(self._indicators(scope, areas, levels)),
            rules=tuple(self._rule(n, graded, routes) for n in numbers),
            duties=tuple(self._duty(n, graded) for n in range(dice.number(0, 2))),
        )
        return evolve(policy, guarantees=tuple(self._guarantees(policy, graded)))

    def _route(self, number: int, scope: Scope) -> Route:
        dice = self.dice
        variants = [
            Variant(
                id=f"variant-{n}",
                when=condition(dice, scope),
                destinations=dice.pick((None, None, ("police",))),
                next_step=dice.pick((None, None, "Ring.")),
                then_ask=self._asked_next(10),
            )
            for n in range(dice.pick((0, 0, 0, 1, 2)))
        ]
        # The first is always read, so that it may be what is left where no rule speaks.
        read = number == 0 or dice.chance(70)
        return Route(
            id=f"route-{number}",
            name=f"Route {number}",
            next_step="Wait." if dice.chance(70) else "",
            destinations=("social-care",) if read else (),
            variants=tuple(variants),
            then_ask=self._asked_next(25),
        )

    def _asked_next(self, percent: int) -> str | None:
        """Return the last questionnaire now and then, where there is one that can follow."""
        return self.last if self.last and self.dice.chance(percent) else None

    def _indicators(
        self, scope: Scope, areas: tuple[str, ...], levels: tuple[int, ...]
    ) -> Iterator[Indicator]:
        for number in range(self.dice.number(0, 4) if areas else 0):
            yield Indicator(
                id=f"indicator-{number}",
                area=self.dice.pick(areas),
                level=self.dice.pick(levels),
                when=condition(self.dice, scope),
                because=f"indicator {number}",
                source="local",
            )

    def _rule(self, number: int, scope: Scope, routes: tuple[Route, ...]) -> Rule:
        when, route = condition(self.dice, scope), self.dice.pick(routes).id
        return Rule(id=f"rule-{number}", when=when, route=route, because=f"rule {number}")

    def _duty(self, number: int, scope: Scope) -> Duty:
        when = condition(self.dice, scope)
        return Duty(id=f"duty-{number}", when=when, because=f"duty {number}")

    def _guarantees(self, policy: RoutingPolicy, scope: Scope) -> Iterator[Guarantee]:
        claims = (Claim.NEVER_BELOW, Claim.ALWAYS, Claim.NEVER, Claim.ONLY_IF)
        for number in range(6):
            claim, rule = self.dice.pick(claims), self.dice.pick(policy.rules)
            when = self._premise(rule, scope)
            route = rule.route if self.dice.chance(50) else self.dice.pick(policy.routes).id
            guarantee = Guarantee(id=f"promise-{number}", claim=claim, when=when, route=route)
            yield guarantee if claim is Claim.NEVER_BELOW else self._spoken(guarantee, policy)
        facts = (self.vocabulary.facts[0].id,)
        yield Guarantee(id="compared", claim=Claim.UNCHANGED_EXCEPT, facts=facts)

    def _premise(self, rule: Rule, scope: Scope) -> Condition | None:
        """Return what is supposed: often what a rule says, so that often something is kept."""
        made = condition(self.dice, scope)
        match self.dice.number(0, 4):
            case 0:
                return None
            case 1:
                return rule.when
            case 2:
                return And((rule.when, made))
            case 3:
                return Not(condition(self.dice, evolve(scope, areas=())))
            case _:
                return made

    def _spoken(self, guarantee: Guarantee, policy: RoutingPolicy) -> Guarantee:
        """Return a guarantee that speaks of a route, a duty, a level or several of them."""
        dice = self.dice
        duty = dice.pick(policy.duties).id if policy.duties and dice.chance(40) else None
        level = dice.pick(policy.levels).number if policy.levels and dice.chance(40) else None
        says_more = duty is not None or level is not None
        route = None if says_more and dice.chance(60) else guarantee.route
        return evolve(guarantee, duty=duty, level=level, route=route)
