"""Wrong formulas: what the solver, its gates, values and conditions can get wrong, one by one."""

from collections.abc import Callable, Iterable
from typing import Final

import pytest
from attrs import evolve

from childconcern.conditions import Asked, Known, Named, Not
from childconcern.verify.encoding.domains import Span
from childconcern.verify.engine.solver import TRUE, Literal
from trust.planting_encodings import Does, Plant, Thing, instead

__all__ = ["WRONG_FORMULAS"]

# ----------------------------------------------------------------- the solver, and its gates


def a_long_clause_is_dropped(patch: pytest.MonkeyPatch) -> None:
    def make(add: Does) -> Does:
        def forgetful(self: Thing, *literals: Literal) -> None:
            if len(literals) < 3:
                add(self, *literals)

        return forgetful

    instead(patch, "engine.solver.Solver.add", make)


def a_short_clause_is_dropped(patch: pytest.MonkeyPatch) -> None:
    def make(add: Does) -> Does:
        def forgetful(self: Thing, *literals: Literal) -> None:
            if len(literals) != 2 or sum(literals) % 5:
                add(self, *literals)

        return forgetful

    instead(patch, "engine.solver.Solver.add", make)


def a_clause_too_many_is_demanded(patch: pytest.MonkeyPatch) -> None:
    def make(demand: Does) -> Does:
        def strict(self: Thing, *literals: Literal) -> None:
            demand(self, *(literals[:1] if len(self.demands) == 9 else literals))

        return strict

    instead(patch, "engine.gates.Gates.demand", make)


def one_assumption_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    def make(solve: Does) -> Does:
        def careless(self: Thing, assumptions: Iterable[Literal] = ()) -> Thing:
            return solve(self, [*assumptions][1:])

        return careless

    instead(patch, "engine.solver.Solver.solve", make)


def a_gate_is_only_implied(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def half(self: Thing, parts: Iterable[Literal]) -> Literal:
            found: Literal = self.solver.fresh()
            for part in parts:
                self.solver.add(-found, part)
            return found

        return half

    instead(patch, "engine.gates.Gates.all_of", make)


def one_fewer_suffices(patch: pytest.MonkeyPatch) -> None:
    def make(at_least: Does) -> Does:
        def fewer(self: Thing, number: int, parts: Iterable[Literal]) -> Thing:
            return at_least(self, max(1, number - 1) if number > 1 else number, parts)

        return fewer

    instead(patch, "engine.gates.Gates.at_least", make)


def two_answers_at_once(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def some(self: Thing, parts: Iterable[Literal]) -> None:
            self.demand(*parts)

        return some

    instead(patch, "engine.gates.Gates.demand_one", make)


def the_choice_is_turned_round(patch: pytest.MonkeyPatch) -> None:
    def make(choose: Does) -> Does:
        def other(self: Thing, condition: Literal, then: Literal, otherwise: Literal) -> Thing:
            return choose(self, -condition, then, otherwise)

        return other

    instead(patch, "engine.gates.Gates.choose", make)


# ----------------------------------------------------------------------- values and their cuts


def an_end_is_left_out(patch: pytest.MonkeyPatch) -> None:
    def make(settles: Does) -> Does:
        def short(test: Thing, span: Span, cuts: Thing) -> Thing:
            return settles(test, Span(span.low, span.low), cuts)

        return short

    instead(patch, "encoding.reading.settles", make)


def at_least_is_read_as_more_than(patch: pytest.MonkeyPatch) -> None:
    def make(settles: Does) -> Does:
        def later(test: Thing, span: Span, cuts: Thing) -> Thing:
            return settles(test, Span(max(0, span.low - 1), max(0, span.high - 1)), cuts)

        return later

    instead(patch, "encoding.reading.settles", make)


def the_highest_numbers_are_forgotten(patch: pytest.MonkeyPatch) -> None:
    def make(domain_of: Does) -> Does:
        def fewer(*given: Thing) -> Thing:
            domain = domain_of(*given)
            spans = [one for one in domain if isinstance(one, Span)]
            if len(spans) < 2:
                return domain
            last = max(spans, key=lambda span: (span.low, span.high))
            return {one: shown for one, shown in domain.items() if one != last}

        return fewer

    instead(patch, "encoding.model.domain_of", make)


def about_seven_is_seven(patch: pytest.MonkeyPatch) -> None:
    def make(domain_of: Does) -> Does:
        def exact(*given: Thing) -> Thing:
            domain = domain_of(*given)
            return {one: shown for one, shown in domain.items() if not _is_wide(one)}

        return exact

    instead(patch, "encoding.model.domain_of", make)


def _is_wide(value: object) -> bool:
    return isinstance(value, Span) and value.low != value.high


def options_that_exclude_others_stand_beside_them(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def free(gates: Thing, _fact: Thing, state: Thing) -> None:
            given = gates.fresh()
            gates.demand_one([given, state.not_known, state.not_asked])
            gates.demand(-given, *state.values.values())
            for option in state.values.values():
                gates.demand(-option, given)

        return free

    instead(patch, "encoding.states._demand_options", make)


def no_option_need_be_chosen(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def free(gates: Thing, fact: Thing, state: Thing) -> None:
            given = gates.fresh()
            gates.demand_one([given, state.not_known, state.not_asked])
            alone = [one.id for one in fact.kind.options if one.exclusive]
            for name, option in state.values.items():
                gates.demand(-option, given)
                for other in alone if name not in alone else ():
                    gates.demand(-option, -state.values[other])

        return free

    instead(patch, "encoding.states._demand_options", make)


# ------------------------------------------------------------------------------ conditions


def absent_items_count(patch: pytest.MonkeyPatch) -> None:
    def make(inside: Does) -> Does:
        def everybody(self: Thing, group: str, part: Thing) -> Thing:
            return [(TRUE, pair) for _, pair in inside(self, group, part)]

        return everybody

    instead(patch, "encoding.reading.Reading._inside", make)


def all_of_nobody_holds(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def vacuous(self: Thing, group: str, part: Thing) -> Thing:
            fails, holds = self._over_items(group, Not(part), 1)
            return holds, fails

        return vacuous

    instead(patch, "encoding.reading.Reading._all_items", make)


def nobody_listed_means_nobody_is_there(patch: pytest.MonkeyPatch) -> None:
    def make(over: Does) -> Does:
        def listed(self: Thing, group: str, part: Thing, number: int) -> Thing:
            items = {**self.groups, group: evolve(self.groups[group], listed=TRUE)}
            return over(evolve(self, groups=items), group, part, number)

        return listed

    instead(patch, "encoding.reading.Reading._over_items", make)


def not_known_counts_as_the_opposite(patch: pytest.MonkeyPatch) -> None:
    def make(settled: Does) -> Does:
        def opposite(*given: Thing) -> bool:
            return not settled(*given)

        return opposite

    instead(patch, "encoding.reading.settled", make)


def not_known_counts_as_nothing(patch: pytest.MonkeyPatch) -> None:
    def make(test: Does) -> Does:
        def plain(self: Thing, one: Thing) -> Thing:
            if self.asking or isinstance(one, Known | Asked):
                return test(self, one)
            return self._settled(one, self._state(one.name if isinstance(one, Named) else one.fact))

        return plain

    instead(patch, "encoding.reading.Reading._test", make)


def not_known_is_known(patch: pytest.MonkeyPatch) -> None:
    def make(test: Does) -> Does:
        def knowing(self: Thing, one: Thing) -> Thing:
            return test(self, Asked(one.fact) if isinstance(one, Known) else one)

        return knowing

    instead(patch, "encoding.reading.Reading._test", make)


def _read_as(*, asking: bool) -> Callable[[Does], Does]:
    def make(reading: Does) -> Does:
        def otherwise(self: Thing, **held: Thing) -> Thing:
            return reading(self, **{**held, "asking": asking})

        return otherwise

    return make


def questions_are_gated_as_rules_are(patch: pytest.MonkeyPatch) -> None:
    instead(patch, "encoding.model.Model.reading", _read_as(asking=False))


def rules_are_read_as_questions_are_gated(patch: pytest.MonkeyPatch) -> None:
    instead(patch, "encoding.model.Model.reading", _read_as(asking=True))


WRONG_FORMULAS: Final[tuple[Plant, ...]] = (
    a_long_clause_is_dropped,
    a_short_clause_is_dropped,
    a_clause_too_many_is_demanded,
    one_assumption_is_forgotten,
    a_gate_is_only_implied,
    one_fewer_suffices,
    two_answers_at_once,
    the_choice_is_turned_round,
    an_end_is_left_out,
    at_least_is_read_as_more_than,
    the_highest_numbers_are_forgotten,
    about_seven_is_seven,
    options_that_exclude_others_stand_beside_them,
    no_option_need_be_chosen,
    absent_items_count,
    all_of_nobody_holds,
    nobody_listed_means_nobody_is_there,
    not_known_counts_as_the_opposite,
    not_known_counts_as_nothing,
    not_known_is_known,
    questions_are_gated_as_rules_are,
    rules_are_read_as_questions_are_gated,
)
"""One of a sort."""
