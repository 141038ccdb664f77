"""Made-up packs as they were, and as they are after one to three edits."""

from collections.abc import Callable
from typing import Final, TypeAlias, TypeVar

from attrs import evolve

from childconcern.conditions import Condition, Not
from childconcern.pack import Pack
from childconcern.questionnaire import Question, Questionnaire, Section
from trust.dice import Dice
from trust.random_conditions import Scope, condition, scope_of

__all__ = ["changed"]

_T = TypeVar("_T")

Edit: TypeAlias = Callable[[Dice, Pack], Pack]


def changed(seed: str, pack: Pack) -> Pack:
    """Return a pack as it is after some edits, each of which a council might make.

    Who is asked otherwise is told only of packs without groups: of a list that only
    one of two packs asks for, brute force cannot say who would be on it.
    """
    dice = Dice.of(f"change {seed}")
    edits = _OF_POLICY if pack.vocabulary.groups else (*_OF_POLICY, *_OF_QUESTIONS)
    for _ in range(dice.number(1, 3)):
        pack = dice.pick(edits)(dice, pack)
    return pack


def _one_changed(dice: Dice, of: tuple[_T, ...], change: Callable[[_T], _T]) -> tuple[_T, ...]:
    """Return several of which one is changed; none where there is none."""
    place = dice.number(0, max(0, len(of) - 1))
    return tuple(change(one) if n == place else one for n, one in enumerate(of))


def _scope(pack: Pack) -> Scope:
    policy = pack.policy
    levels = tuple(level.number for level in policy.levels)
    areas = tuple(area.id for area in policy.areas) if len(levels) > 1 else ()
    return evolve(scope_of(pack.vocabulary, policy.signs), areas=areas, levels=levels)


def _another_condition(dice: Dice, pack: Pack) -> Pack:
    when = condition(dice, _scope(pack))
    rules = _one_changed(dice, pack.policy.rules, lambda rule: evolve(rule, when=when))
    return evolve(pack, policy=evolve(pack.policy, rules=rules))


def _another_route(dice: Dice, pack: Pack) -> Pack:
    route = dice.pick(pack.policy.routes).id
    rules = _one_changed(dice, pack.policy.rules, lambda rule: evolve(rule, route=route))
    return evolve(pack, policy=evolve(pack.policy, rules=rules))


def _a_rule_less(dice: Dice, pack: Pack) -> Pack:
    gone = dice.number(0, len(pack.policy.rules))
    kept = [rule for n, rule in enumerate(pack.policy.rules) if n != gone]
    return evolve(pack, policy=evolve(pack.policy, rules=tuple(kept)))


def _another_otherwise(dice: Dice, pack: Pack) -> Pack:
    read = [route.id for route in pack.policy.routes if route.is_read_by_a_person]
    return evolve(pack, policy=evolve(pack.policy, otherwise=dice.pick(read)))


def _another_duty(dice: Dice, pack: Pack) -> Pack:
    when = condition(dice, _scope(pack))
    duties = _one_changed(dice, pack.policy.duties, lambda duty: evolve(duty, when=when))
    return evolve(pack, policy=evolve(pack.policy, duties=duties))


def _another_level(dice: Dice, pack: Pack) -> Pack:
    if not pack.policy.indicators:
        return pack
    level = dice.pick(pack.policy.levels).number
    indicators = _one_changed(dice, pack.policy.indicators, lambda one: evolve(one, level=level))
    return evolve(pack, policy=evolve(pack.policy, indicators=indicators))


def _other_variants(dice: Dice, pack: Pack) -> Pack:
    routes = _one_changed(
        dice, pack.policy.routes, lambda route: evolve(route, variants=route.variants[::-1])
    )
    return evolve(pack, policy=evolve(pack.policy, routes=routes))


_OF_POLICY: Final[tuple[Edit, ...]] = (
    _another_condition,
    _another_route,
    _a_rule_less,
    _another_otherwise,
    _another_duty,
    _another_level,
    _other_variants,
)


# ---------------------------------------------------------------------------- who is asked


def _turned(gate: Condition | None) -> Condition | None:
    return None if gate is None else Not(gate)


def _opened(_: Condition | None) -> Condition | None:
    return None


def _asked_otherwise(dice: Dice, pack: Pack) -> Pack:
    turn = dice.pick((_turned, _opened))

    def question(one: Question) -> Question:
        return evolve(one, ask_when=turn(one.ask_when))

    return _in_some_section(dice, pack, lambda one: _with_question(dice, one, question))


def _a_section_otherwise(dice: Dice, pack: Pack) -> Pack:
    turn = dice.pick((_turned, _opened))
    return _in_some_section(dice, pack, lambda one: evolve(one, ask_when=turn(one.ask_when)))


def _not_known_otherwise(dice: Dice, pack: Pack) -> Pack:
    def question(one: Question) -> Question:
        return evolve(one, unknown_allowed=not one.unknown_allowed)

    return _in_some_section(dice, pack, lambda one: _with_question(dice, one, question))


def _compulsory(dice: Dice, pack: Pack) -> Pack:
    def question(one: Question) -> Question:
        return evolve(one, optional=False)

    return _in_some_section(dice, pack, lambda one: _with_question(dice, one, question))


def _with_question(dice: Dice, section: Section, change: Callable[[Question], Question]) -> Section:
    return evolve(section, questions=_one_changed(dice, section.questions, change))


def _in_some_section(dice: Dice, pack: Pack, change: Callable[[Section], Section]) -> Pack:
    def asked(one: Questionnaire) -> Questionnaire:
        return evolve(one, sections=_one_changed(dice, one.sections, change))

    return evolve(pack, questionnaires=_one_changed(dice, pack.questionnaires, asked))


_OF_QUESTIONS: Final[tuple[Edit, ...]] = (
    _asked_otherwise,
    _asked_otherwise,
    _a_section_otherwise,
    _not_known_otherwise,
    _compulsory,
)
