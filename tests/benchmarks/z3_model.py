"""A made-up pack for z3: every journey through it, and what is decided, as formulas.

It is written from what the pages say of walking and deciding, shares nothing
with the prover, and is what somebody who knows z3 would write first: numbers are
numbers, ages are intervals of months, and every question, indicator, rule and
route has a variable of its own. It reads what made-up packs contain, which is
one questionnaire and no group.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, TypeAlias

from attrs import define, field, frozen
from z3_terms import NO, YES, Formula, Number, Smt, z3

from childconcern.conditions import (
    And,
    AreasAt,
    Compare,
    Condition,
    Count,
    Has,
    Is,
    Level,
    LevelOf,
    Measure,
    Named,
    Not,
    Or,
    settled,
)
from childconcern.facts import (
    AnyOf,
    Born,
    Fact,
    OneOf,
    PartialDate,
    WholeNumber,
    YesNo,
    months_on,
)
from childconcern.pack import Pack
from childconcern.policy import RoutingPolicy
from childconcern.questionnaire import Question

__all__ = ["ON", "Answer", "Copy", "answers", "copy_of"]

ON: Final = dt.date(2026, 11, 24)
"""The day on which ages are read."""

_UNBORN: Final = 1
"""Months are counted from one before birth, so that no number is negative."""
_MOST_YEARS: Final = 120
_MOST_MONTHS: Final = 12 * (_MOST_YEARS + 2)

Pair: TypeAlias = tuple[Formula, Formula]
"""Whether something certainly holds, and whether its opposite does."""


@frozen(kw_only=True, eq=False)
class Answer:
    """What may be answered about one fact.

    Attributes:
        options: For each option whether it is chosen; a yes-no fact has ``yes``.
        low: The number, or the fewest completed months of an age.
        high: The number, or the most completed months of an age.
        unknown: Whether the answer is *not known*.
        skipped: Whether the question is passed by.
        silent: Whether there is no answer yet.
    """

    options: Mapping[str, Formula]
    low: Number
    high: Number
    unknown: Formula
    skipped: Formula
    silent: Formula


def answers(smt: Smt, pack: Pack, prefix: str) -> dict[str, Answer]:
    """Return variables for everything that may be answered, or that the service may set."""
    asked = {one.records: one for _, one in pack.questionnaire().questions.values()}
    return {
        fact.id: _answer(smt, fact, asked.get(fact.id), f"{prefix}{fact.id}")
        for fact in pack.vocabulary.facts
    }


def _answer(smt: Smt, fact: Fact, question: Question | None, name: str) -> Answer:
    options, low, high = dict[str, Formula](), 0, 0
    match fact.kind:
        case YesNo():
            options = {"yes": z3.Bool(name)}
        case OneOf(ids):
            options = {one: z3.Bool(f"{name}={one}") for one in ids}
            smt.solver.add(z3.PbEq([(one, 1) for one in options.values()], 1))
        case AnyOf():
            options = _any_of(smt, fact.kind, name)
        case WholeNumber(at_most=most):
            low = high = smt.number(name, most)
        case _:
            low, high = _age(smt, name)
    may_be_unknown = question is None or question.unknown_allowed
    return Answer(
        options=options,
        low=low,
        high=high,
        unknown=z3.Bool(f"{name}?") if may_be_unknown else NO,
        skipped=z3.Bool(f"{name}/") if question is not None and question.optional else NO,
        silent=z3.Bool(f"{name}!"),
    )


def _any_of(smt: Smt, kind: AnyOf, name: str) -> dict[str, Formula]:
    options = {one: z3.Bool(f"{name}:{one}") for one in kind.ids}
    smt.solver.add(z3.Or(*options.values()))
    for alone in (one.id for one in kind.options if one.exclusive):
        others = z3.Or(*(it for other, it in options.items() if other != alone))
        smt.solver.add(z3.Implies(options[alone], z3.Not(others)))
    return options


def _age(smt: Smt, name: str) -> tuple[Number, Number]:
    """Return the ends of an age in months, in each of the forms in which one can be said."""
    low, high = smt.number(f"{name}<", _MOST_MONTHS), smt.number(f"{name}>", _MOST_MONTHS)
    years = smt.number(f"{name}=", _MOST_YEARS)
    first, last = months_on(Born(PartialDate(ON.year - 1)), ON)
    born = _UNBORN, 12 * years + _UNBORN
    smt.solver.add(
        z3.Or(
            # So many months, a day of birth, or a day on which a child is due.
            low == high,
            # A month of birth; about so many months.
            z3.And(smt.at_least(low, _UNBORN), high == low + 1),
            z3.And(smt.at_least(low, _UNBORN), high == low + 2),
            # So many years, and about so many.
            z3.And(low == born[1], high == low + 11),
            z3.And(low == z3.If(years == 0, born[0], born[1] - 12), high == born[1] + 23),
            # A year of birth.
            z3.And(
                low == z3.If(years == 0, born[0], born[1] + (first - 12)),
                high == born[1] + (last - 12),
            ),
        )
    )
    return low, high


@define(kw_only=True, eq=False)
class Copy:
    """Every journey, and what is decided of it.

    Attributes:
        smt: Where formulas are added.
        pack: Of which pack.
        prefix: Begins the names of all variables of this copy.
        answers: What is answered.
        asked: For each fact whether its question is live.
        known: For each fact whether it has a value in the end.
        unknown: For each fact whether it is *not known* in the end.
        named: What indicators, rules, duties and routes come to.
        at_least: For each route whether the route is that or a more urgent one.
        complete: Whether every live question has an answer.
        otherwise: Whether no rule applies.
    """

    smt: Smt
    pack: Pack
    prefix: str
    answers: Mapping[str, Answer]
    asked: dict[str, Formula] = field(factory=dict[str, Formula])
    known: dict[str, Formula] = field(factory=dict[str, Formula])
    unknown: dict[str, Formula] = field(factory=dict[str, Formula])
    signs: dict[str, Pair] = field(factory=dict[str, Pair])
    levels: dict[tuple[str, int], Formula] = field(factory=dict[tuple[str, int], Formula])
    named: dict[tuple[str, str], Formula] = field(factory=dict[tuple[str, str], Formula])
    at_least: dict[str, Formula] = field(factory=dict[str, Formula])
    complete: Formula = YES
    otherwise: Formula = NO

    def walk(self) -> None:
        """Say which questions are live, and what is recorded."""
        for fact in (one for one in self.pack.vocabulary.facts if one.set_by_service):
            said, answer = z3.Not(self.answers[fact.id].silent), self.answers[fact.id]
            self._record(fact.id, said, answer)
        waiting = list[Formula]()
        questions = [one for _, one in self.pack.questionnaire().questions.values()]
        for question in questions:
            name, answer = question.records, self.answers[question.records]
            when = question.ask_when
            shown = YES if when is None else self.read(when, asking=True)[0]
            live = self.asked[name] = self._name(f"live {name}", shown)
            self._record(name, z3.And(live, z3.Not(answer.silent), z3.Not(answer.skipped)), answer)
            waiting.append(z3.And(live, answer.silent))
        self.complete = self._name("complete", z3.Not(z3.Or(*waiting)))
        for fact in map(self.pack.vocabulary.by_id.__getitem__, self.asked):
            if fact.is_safety_fact:
                silent = z3.And(self.asked[fact.id], self.answers[fact.id].silent)
                self.unknown[fact.id] = z3.Or(self.unknown[fact.id], silent)

    def _record(self, name: str, said: Formula, answer: Answer) -> None:
        self.known[name] = self._name(f"known {name}", z3.And(said, z3.Not(answer.unknown)))
        self.unknown[name] = self._name(f"unknown {name}", z3.And(said, answer.unknown))

    def decide(self) -> None:
        """Say what signs, indicators, levels, rules, duties and routes come to."""
        policy = self.pack.policy
        for sign in policy.signs:
            holds, fails = self.read(sign.when)
            self.signs[sign.id] = (
                self._name(f"sign {sign.id}", holds),
                self._name(f"no sign {sign.id}", fails),
            )
        for indicator in policy.indicators:
            self._apply("indicator", indicator.id, indicator.when)
        self._grade(policy)
        for rule in policy.rules:
            self._apply("rule", rule.id, rule.when)
        for duty in policy.duties:
            self._apply("duty", duty.id, duty.when)
        self._route(policy)

    def _apply(self, sort: str, name: str, when: Condition) -> None:
        self.named[sort, name] = self._name(f"{sort} {name}", self.read(when)[0])

    def _grade(self, policy: RoutingPolicy) -> None:
        for area in policy.areas:
            for level in policy.levels[1:]:
                found = [
                    self.named["indicator", one.id]
                    for one in policy.indicators
                    if one.area == area.id and one.level >= level.number
                ]
                name = f"{area.id} at {level.number}"
                self.levels[area.id, level.number] = self._name(name, z3.Or(*found))

    def _route(self, policy: RoutingPolicy) -> None:
        spoken, so_far = list[Formula](), list[Formula]()
        rules = [self.named["rule", one.id] for one in policy.rules]
        self.otherwise = self._name("otherwise", z3.Not(z3.Or(*rules)))
        for route in policy.routes:
            asked = [self.named["rule", one.id] for one in policy.rules if one.route == route.id]
            taken = z3.And(z3.Or(*asked), z3.Not(z3.Or(*spoken)))
            if route.id == policy.otherwise:
                taken = z3.Or(taken, self.otherwise)
            here = self.named["route", route.id] = self._name(f"route {route.id}", taken)
            spoken += asked
            so_far.append(here)
            self.at_least[route.id] = self._name(f"at least {route.id}", z3.Or(*so_far))

    def _name(self, name: str, formula: Formula) -> Formula:
        return self.smt.named(f"{self.prefix}{name}", formula)

    # ---------------------------------------------------------------- conditions

    def read(self, condition: Condition, *, asking: bool = False) -> Pair:
        """Return what a condition comes to, as decisions read it or as ``ask_when`` does."""
        match condition:
            case Not(part):
                holds, fails = self.read(part, asking=asking)
                return fails, holds
            case And(parts):
                pairs = [self.read(part, asking=asking) for part in parts]
                return z3.And(*(one for one, _ in pairs)), z3.Or(*(one for _, one in pairs))
            case Or(parts):
                pairs = [self.read(part, asking=asking) for part in parts]
                return z3.Or(*(one for one, _ in pairs)), z3.And(*(one for _, one in pairs))
            case Count(parts, number):
                pairs = [self.read(part, asking=asking) for part in parts]
                enough = z3.AtLeast(*(one for one, _ in pairs), number)
                return enough, z3.AtLeast(*(one for _, one in pairs), len(parts) - number + 1)
            case Level() | LevelOf() | AreasAt():
                reached = self._level(condition)
                return reached, z3.Not(reached)
            case Named(name) if name in self.signs:
                return self.signs[name]
            case Named() | Is() | Has() | Compare():
                return self._test(condition, asking=asking)
            case _:
                # Groups, `known` and `asked` stand in no pack that is drawn for measuring.
                message = f"z3 is given no {type(condition).__name__}: measure a drawn pack"
                raise ValueError(message)

    def _level(self, test: Level | LevelOf | AreasAt) -> Formula:
        areas = [area.id for area in self.pack.policy.areas]
        match test:
            case Level(number):
                return z3.Or(*(self.levels[area, number] for area in areas))
            case LevelOf(area, number):
                return self.levels[area, number]
            case AreasAt(level, number):
                return z3.AtLeast(*(self.levels[area, level] for area in areas), number)

    def _test(self, test: Named | Is | Has | Compare, *, asking: bool) -> Pair:
        name = test.name if isinstance(test, Named) else test.fact
        known, unknown = self.known[name], self.unknown[name]
        passed, failed = self._settled(test, self.answers[name])
        holds, fails = z3.And(known, passed), z3.And(known, failed)
        if asking:
            doubtful = z3.And(known, z3.Not(passed), z3.Not(failed))
            return z3.Or(holds, unknown, doubtful), z3.Or(fails, unknown, doubtful)
        counts_as = self.pack.vocabulary.by_id[name].unknown_counts_as
        if counts_as is None:
            return holds, fails
        if settled(test, counts_as, ON):
            return z3.Or(holds, unknown), fails
        return holds, z3.Or(fails, unknown)

    def _settled(self, test: Named | Is | Has | Compare, answer: Answer) -> Pair:
        match test:
            case Named():
                return _told(answer.options["yes"])
            case Is(_, options):
                return _told(z3.Or(*(answer.options[one] for one in options)))
            case Has(_, options, number):
                return _told(z3.AtLeast(*(answer.options[one] for one in options), number))
            case Compare():
                return self._compared(test, answer)

    def _compared(self, test: Compare, answer: Answer) -> Pair:
        unit = 12 if test.measure is Measure.YEARS else 1
        before = 0 if test.measure is Measure.NUMBER else _UNBORN
        within, beyond = list[Formula](), list[Formula]()
        if test.smallest is not None:
            least = test.smallest * unit + before
            within.append(self.smt.at_least(answer.low, least))
            beyond.append(z3.Not(self.smt.at_least(answer.high, least)))
        if test.largest is not None:
            most = (test.largest + 1) * unit - 1 + before
            within.append(self.smt.at_most(answer.high, most))
            beyond.append(z3.Not(self.smt.at_most(answer.low, most)))
        return z3.And(*within), z3.Or(*beyond)


def _told(passed: Formula) -> Pair:
    return passed, z3.Not(passed)


def copy_of(smt: Smt, pack: Pack, prefix: str, given: Mapping[str, Answer]) -> Copy:
    """Return every journey through a pack with these answers, and what is decided of it."""
    made = Copy(smt=smt, pack=pack, prefix=prefix, answers=given)
    made.walk()
    made.decide()
    return made
