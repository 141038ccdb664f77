"""Where conditions stand in a pack, and how another one is put there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from childconcern.conditions import Condition, Sign, condition_problems, names_in
from childconcern.pack import Pack
from childconcern.policy import Duty, Indicator, Route, Rule, Variant, policy_problems
from childconcern.problems import Place, Problem
from childconcern.questionnaire import questionnaire_problems
from childconcern.testing.mutation.originals import (
    Original,
    exchanged,
    questionnaire_faults,
    with_question,
    with_section,
    with_signs,
)

__all__ = ["Site", "gates", "policy_sites", "sites"]


@frozen(kw_only=True, eq=False)
class Site:
    """A condition of a pack.

    Attributes:
        kind: What it belongs to: ``sign``, ``indicator``, ``variant``, ``rule``, ``duty``,
            ``section`` or ``question``.
        id: Of that, with its questionnaire's or its route's where it needs one.
        place: The file, and the ids that lead to the condition.
        condition: The condition.
        group: The group whose item's facts stand bare in it, if any.
        seen: The facts that it may read, where it says when something is asked; None elsewhere.
        put: Makes the pack with another condition there.
        faults: Says what that condition makes wrong with such a pack.
    """

    kind: str
    id: str
    place: Place
    condition: Condition
    group: str | None = None
    seen: frozenset[str] | None = None
    put: Callable[[Condition], Pack]
    faults: Callable[[Condition, Pack], tuple[Problem, ...]]

    @property
    def subject(self) -> str:
        """What it belongs to, in words."""
        return f"{self.kind} {self.id}"


def sites(original: Original) -> Iterator[Site]:
    """Yield every condition that a decision can depend on, in the order of the files."""
    yield from policy_sites(original)
    yield from gates(original)


def policy_sites(original: Original) -> Iterator[Site]:
    """Yield the conditions of signs, indicators, variants, rules and duties."""
    policy = original.policy
    for n, sign in enumerate(policy.signs):
        yield _of_sign(original, n, sign)
    for n, indicator in enumerate(policy.indicators):
        yield _of_indicator(original, n, indicator)
    for n, route in enumerate(policy.routes):
        for m, variant in enumerate(route.variants):
            yield _of_variant(original, n, route, m, variant)
    for n, rule in enumerate(policy.rules):
        yield _of_rule(original, n, rule)
    for n, duty in enumerate(policy.duties):
        yield _of_duty(original, n, duty)


def _in_policy(*path: str) -> Place:
    return Place("policy.toml", (*path, "when"))


def _alone(original: Original, *, levels: bool) -> Callable[[Condition, Pack], tuple[Problem, ...]]:
    """Say what is wrong with a condition that nothing else refers to."""

    def faults(condition: Condition, _: Pack) -> tuple[Problem, ...]:
        return condition_problems(condition, original.policy.terms, levels=levels)

    return faults


def _of_sign(original: Original, n: int, sign: Sign) -> Site:
    def put(condition: Condition) -> Pack:
        signs = exchanged(original.policy.signs, n, evolve(sign, when=condition))
        return with_signs(original.pack, signs)

    def faults(_: Condition, pack: Pack) -> tuple[Problem, ...]:
        return tuple(_where_signs_stand(pack))

    return Site(
        kind="sign",
        id=sign.id,
        place=_in_policy("signs", sign.id),
        condition=sign.when,
        put=put,
        faults=faults,
    )


def _where_signs_stand(pack: Pack) -> Iterator[Problem]:
    """Yield what is wrong with a pack after a sign was changed, wherever it is used."""
    yield from policy_problems(pack.policy)
    signs = {sign.id for sign in pack.policy.signs}
    for position, questionnaire in enumerate(pack.questionnaires):
        asked = questionnaire.questions.values()
        every = [gate for section, one in asked for gate in (section.ask_when, one.ask_when)]
        if any(gate is not None and not signs.isdisjoint(names_in(gate)) for gate in every):
            yield from questionnaire_problems(questionnaire, pack.questionnaires[:position])


def _of_indicator(original: Original, n: int, indicator: Indicator) -> Site:
    def put(condition: Condition) -> Pack:
        other = evolve(indicator, when=condition)
        indicators = exchanged(original.policy.indicators, n, other)
        return evolve(original.pack, policy=evolve(original.policy, indicators=indicators))

    return Site(
        kind="indicator",
        id=indicator.id,
        place=_in_policy("indicators", indicator.id),
        condition=indicator.when,
        put=put,
        faults=_alone(original, levels=False),
    )


def _of_variant(original: Original, n: int, route: Route, m: int, variant: Variant) -> Site:
    def put(condition: Condition) -> Pack:
        other = evolve(variant, when=condition)
        home = evolve(route, variants=exchanged(route.variants, m, other))
        routes = exchanged(original.policy.routes, n, home)
        return evolve(original.pack, policy=evolve(original.policy, routes=routes))

    return Site(
        kind="variant",
        id=f"{route.id}/{variant.id}",
        place=_in_policy("routes", route.id, "variants", variant.id),
        condition=variant.when,
        put=put,
        faults=_alone(original, levels=False),
    )


def _of_rule(original: Original, n: int, rule: Rule) -> Site:
    def put(condition: Condition) -> Pack:
        rules = exchanged(original.policy.rules, n, evolve(rule, when=condition))
        return evolve(original.pack, policy=evolve(original.policy, rules=rules))

    return Site(
        kind="rule",
        id=rule.id,
        place=_in_policy("rules", rule.id),
        condition=rule.when,
        put=put,
        faults=_alone(original, levels=True),
    )


def _of_duty(original: Original, n: int, duty: Duty) -> Site:
    def put(condition: Condition) -> Pack:
        duties = exchanged(original.policy.duties, n, evolve(duty, when=condition))
        return evolve(original.pack, policy=evolve(original.policy, duties=duties))

    return Site(
        kind="duty",
        id=duty.id,
        place=_in_policy("duties", duty.id),
        condition=duty.when,
        put=put,
        faults=_alone(original, levels=True),
    )


def gates(original: Original) -> Iterator[Site]:
    """Yield the conditions of sections and questions that can matter to a decision."""
    for position, questionnaire in enumerate(original.pack.questionnaires):
        for n, section in enumerate(questionnaire.sections):
            if original.deciding.isdisjoint(one.records for one in section.questions):
                continue
            if section.ask_when is not None:
                yield _of_section(original, position, n, section.ask_when)
            for m, question in enumerate(section.questions):
                if question.ask_when is not None and question.records in original.deciding:
                    yield _of_question(original, position, n, m, question.ask_when)


def _of_section(original: Original, position: int, n: int, gate: Condition) -> Site:
    questionnaire = original.pack.questionnaires[position]
    section = questionnaire.sections[n]

    faults = questionnaire_faults(original, position)

    def put(condition: Condition) -> Pack:
        return with_section(original.pack, position, n, evolve(section, ask_when=condition))

    return Site(
        kind="section",
        id=f"{questionnaire.id}/{section.id}",
        place=Place(f"{questionnaire.id}.toml", ("sections", section.id, "ask_when")),
        condition=gate,
        seen=frozenset(original.recorded_before(position, n)),
        put=put,
        faults=lambda _, pack: faults(pack),
    )


def _of_question(original: Original, position: int, n: int, m: int, gate: Condition) -> Site:
    questionnaire = original.pack.questionnaires[position]
    section = questionnaire.sections[n]
    question = section.questions[m]
    faults = questionnaire_faults(original, position)

    def put(condition: Condition) -> Pack:
        other = evolve(question, ask_when=condition)
        return with_question(original.pack, (position, n, m), other)

    path = ("sections", section.id, "questions", question.id, "ask_when")
    return Site(
        kind="question",
        id=f"{questionnaire.id}/{question.id}",
        place=Place(f"{questionnaire.id}.toml", path),
        condition=gate,
        group=section.for_each,
        seen=frozenset(original.recorded_before(position, n, m)),
        put=put,
        faults=lambda _, pack: faults(pack),
    )
