"""Wrong journeys: what walking, deciding and comparing can get wrong, one by one."""

from collections.abc import Iterator
from typing import Final

import pytest
from attrs import evolve

from childconcern.conditions import Level, LevelOf
from childconcern.verify.engine.solver import FALSE, TRUE, Literal
from trust.planting_encodings import Does, Plant, Thing, always, instead

__all__ = ["WRONG_JOURNEYS", "the_least_urgent_wins"]

# -------------------------------------------------------------------------------- journeys


def answers_to_closed_questions_count(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def new(_gates: Thing, _condition: Literal, new: Thing, _old: Thing) -> Thing:
            return new

        return new

    instead(patch, "encoding.journeys.chosen", make)


def earlier_answers_stand(patch: pytest.MonkeyPatch) -> None:
    def make(chosen: Does) -> Does:
        def first(gates: Thing, condition: Literal, new: Thing, old: Thing) -> Thing:
            return chosen(gates, gates.all_of((condition, old.not_asked)), new, old)

        return first

    instead(patch, "encoding.journeys.chosen", make)


def silence_about_safety_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    always(patch, "encoding.journeys._Walker._unanswered", ())


def lists_are_never_too_short(patch: pytest.MonkeyPatch) -> None:
    always(patch, "encoding.journeys._Walker._waits", FALSE)


def of_nobody_something_is_not_known(patch: pytest.MonkeyPatch) -> None:
    def make(told: Does) -> Does:
        def everybody(self: Thing, fact_id: str, state: Thing, *given: Thing) -> Thing:
            return told(self, fact_id, state, *given[:1], TRUE)

        return everybody

    instead(patch, "encoding.journeys._Walker._told", make)


def anybody_is_related_to_nobody(patch: pytest.MonkeyPatch) -> None:
    always(patch, "encoding.journeys._Walker._has_somebody", TRUE)


def closed_sections_are_asked(patch: pytest.MonkeyPatch) -> None:
    def make(walk: Does) -> Does:
        def opened(self: Thing, section: Thing) -> None:
            walk(self, evolve(section, ask_when=None))

        return opened

    instead(patch, "encoding.journeys._Walker.walk", make)


def what_is_recorded_is_asked_again(patch: pytest.MonkeyPatch) -> None:
    def make(ask: Does) -> Does:
        def again(self: Thing, question: Thing, *given: Thing) -> None:
            ask(self, evolve(question, ask_again=True), *given)

        return again

    instead(patch, "encoding.journeys._Walker._ask", make)


def compulsory_questions_are_skipped(patch: pytest.MonkeyPatch) -> None:
    def make(answered: Does) -> Does:
        def optional(self: Thing, question: Thing, *given: Thing) -> Thing:
            return answered(self, evolve(question, optional=True), *given)

        return optional

    instead(patch, "encoding.journeys._Walker._answered", make)


def nobody_ever_says_not_known(patch: pytest.MonkeyPatch) -> None:
    def make(free: Does) -> Does:
        def sure(self: Thing, fact: Thing, **given: Thing) -> Thing:
            return free(self, fact, **{**given, "not_known": False})

        return sure

    instead(patch, "encoding.model.Model.free", make)


def the_service_sets_everything(patch: pytest.MonkeyPatch) -> None:
    def make(free: Does) -> Does:
        def all_set(model: Thing, *given: Thing) -> Thing:
            found = free(model, *given)
            for one in found.values():
                model.gates.demand(-one.not_asked)
            return found

        return all_set

    instead(patch, "encoding.starting._free", make)


def longer_lists_than_may_be(patch: pytest.MonkeyPatch) -> None:
    def make(own: Does) -> Does:
        def longer(questionnaire: Thing, group: Thing) -> Thing:
            return max(own(questionnaire, group), group.at_most)

        return longer

    instead(patch, "encoding.starting.own_items", make)


def a_request_begins_with_nothing_known(patch: pytest.MonkeyPatch) -> None:
    def make(followed: Does) -> Does:
        def anew(model: Thing, questionnaire: Thing, top: Thing, *rest: Thing) -> Thing:
            begun = followed(model, questionnaire, top, *rest)
            return evolve(begun, given={fact_id: model.nothing(fact_id) for fact_id in top})

        return anew

    instead(patch, "encoding.worlds.followed", make)


# -------------------------------------------------------------------------------- deciding


def the_least_urgent_wins(patch: pytest.MonkeyPatch) -> None:
    def make(routes: Does) -> Does:
        def upside_down(self: Thing, asked: Thing, otherwise: Literal) -> Thing:
            gates, found = self.model.gates, routes(self, asked, otherwise)
            literals = [*found.values()]
            return {
                name: gates.any_of((literal, *literals[rung + 1 :]))
                for rung, (name, literal) in enumerate(found.items())
            }

        return upside_down

    instead(patch, "encoding.deciding._Decider._routes", make)


def silence_comes_to_the_first_route(patch: pytest.MonkeyPatch) -> None:
    def make(routes: Does) -> Does:
        def first(self: Thing, asked: Thing, otherwise: Literal) -> Thing:
            found, name = routes(self, asked, FALSE), self.policy.routes[0].id
            return {**found, name: self.model.gates.any_of((found[name], otherwise))}

        return first

    instead(patch, "encoding.deciding._Decider._routes", make)


def the_lowest_level_must_be_reached_too(patch: pytest.MonkeyPatch) -> None:
    def make(area: Does) -> Does:
        def lower(self: Thing, one: str, level: int) -> Thing:
            return area(self, one, level - 1)

        return lower

    instead(patch, "encoding.deciding.Levels._area", make)


def one_area_stands_for_all(patch: pytest.MonkeyPatch) -> None:
    def make(level: Does) -> Does:
        def any_area(self: Thing, test: Thing) -> Thing:
            return level(self, Level(test.at_least) if isinstance(test, LevelOf) else test)

        return any_area

    instead(patch, "encoding.deciding.Levels.says", make)


def without_areas_there_is_no_level(patch: pytest.MonkeyPatch) -> None:
    def make(level: Does) -> Does:
        def none(self: Thing, test: Thing) -> Thing:
            return level(self, test) if self.policy.areas else FALSE

        return none

    instead(patch, "encoding.deciding.Levels.says", make)


def the_last_variant_is_taken(patch: pytest.MonkeyPatch) -> None:
    def make(variants: Does) -> Does:
        def last(self: Thing, plain: Thing, route: Thing, taken: Literal) -> Thing:
            return variants(self, plain, evolve(route, variants=route.variants[::-1]), taken)

        return last

    instead(patch, "encoding.deciding._Decider._variants_of", make)


# ----------------------------------------------------------------------------- two journeys


def nothing_ever_differs_in_the_second(patch: pytest.MonkeyPatch) -> None:
    always(patch, "encoding.meanings.Changes.touch", outcome=False)


def every_worse_answer_only_adds(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.structure.Structure._rises", outcome=True)


def no_question_hangs_on_an_answer(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.structure.Structure._found_gates", ())


def what_opens_turns_nothing(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.structure.Structure._turns", outcome=False)


def nothing_is_asked_twice(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.structure.Structure._asked_twice", outcome=False)


def nothing_leads_down(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.structure.Structure._leading_down", frozenset[str]())


def nothing_hangs_on_a_choice(patch: pytest.MonkeyPatch) -> None:
    always(patch, "engine.substituting.FanOut._hanging_on", frozenset[int]())


def items_are_always_alike(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.pairs.Pair.order_matters", outcome=False)


def all_else_may_differ(patch: pytest.MonkeyPatch) -> None:
    always(patch, "claims.pairs.Pair._all_else_equal", ())


def one_more_is_nobody(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def nobody(_model: Thing, begun: Thing, _group: str) -> Thing:
            return begun, TRUE

        return nobody

    instead(patch, "encoding.worlds.one_more", make)


def a_skip_is_an_answer(patch: pytest.MonkeyPatch) -> None:
    def make(_: Does) -> Does:
        def so(self: Thing) -> tuple[Literal, ...]:
            both = (self.asking.world.complete, self.other.complete)
            return (*both, self.before.live, self.after.live, *self._all_else_equal())

        return so

    instead(patch, "claims.pairs.Pair.so", make)


def numbers_that_nothing_cuts_have_no_ends(patch: pytest.MonkeyPatch) -> None:
    def make(ends: Does) -> Does:
        def uncut(fact: Thing, domain: Thing, *, up: bool) -> Iterator[Thing]:
            yield from ends(fact, domain, up=up) if len(domain) > 1 else ()

        return uncut

    instead(patch, "claims.orders._ends", make)


WRONG_JOURNEYS: Final[tuple[Plant, ...]] = (
    answers_to_closed_questions_count,
    earlier_answers_stand,
    silence_about_safety_is_not_asked,
    of_nobody_something_is_not_known,
    lists_are_never_too_short,
    anybody_is_related_to_nobody,
    closed_sections_are_asked,
    what_is_recorded_is_asked_again,
    compulsory_questions_are_skipped,
    nobody_ever_says_not_known,
    the_service_sets_everything,
    longer_lists_than_may_be,
    a_request_begins_with_nothing_known,
    the_least_urgent_wins,
    silence_comes_to_the_first_route,
    the_lowest_level_must_be_reached_too,
    one_area_stands_for_all,
    without_areas_there_is_no_level,
    the_last_variant_is_taken,
    nothing_ever_differs_in_the_second,
    every_worse_answer_only_adds,
    no_question_hangs_on_an_answer,
    what_opens_turns_nothing,
    nothing_is_asked_twice,
    nothing_leads_down,
    nothing_hangs_on_a_choice,
    items_are_always_alike,
    all_else_may_differ,
    one_more_is_nobody,
    a_skip_is_an_answer,
    numbers_that_nothing_cuts_have_no_ends,
)
"""One of a sort."""
