"""Wrong counts: what the diagram and the numbers taken from it can get wrong, one by one."""

from typing import Final

import pytest

from trust.planting_encodings import Does, Plant, Thing, always, instead

__all__ = ["WRONG_COUNTS"]


def every_answer_is_said_in_one_way(patch: pytest.MonkeyPatch) -> None:
    always(patch, "counting.weights_of", {})


def what_is_not_asked_is_counted(patch: pytest.MonkeyPatch) -> None:
    always(patch, "counting.JourneyCounter._canonical", ())


def the_opposite_is_as_many(patch: pytest.MonkeyPatch) -> None:
    def make(number: Does) -> Does:
        def same(self: Thing, formula: int) -> Thing:
            return number(self, abs(formula))

        return same

    instead(patch, "engine.counting.Counting.number", make)


def one_more_must_be_so(patch: pytest.MonkeyPatch) -> None:
    def make(get: Does) -> Does:
        def more(self: Thing, gate: int) -> Thing:
            number, literals = get(self, gate)
            return min(number + 1, len(literals)), literals

        return more

    instead(patch, "engine.counted.Counts.__getitem__", make)


def a_question_is_always_answered_alike(patch: pytest.MonkeyPatch) -> None:
    def make(settle: Does) -> Does:
        def first(self: Thing, formula: int, variable: int, _value: int) -> Thing:
            return settle(self, formula, variable, 0)

        return first

    instead(patch, "engine.settling.Settling.settle", make)


def some_sums_are_one_too_many(patch: pytest.MonkeyPatch) -> None:
    def make(count: Does) -> Does:
        def more(self: Thing, formula: int) -> None:
            count(self, formula)
            for one, number in self._counted.items():
                self._counted[one] = number + (len(self.remainders.parts[one]) > 2)

        return more

    instead(patch, "engine.counting.Counting.count", make)


def a_value_less_is_taken(patch: pytest.MonkeyPatch) -> None:
    def make(takes: Does) -> Does:
        def fewer(self: Thing, variable: int, values: int) -> Thing:
            without_last = values & ~(1 << (values.bit_length() - 1))
            return takes(self, variable, without_last or values)

        return fewer

    instead(patch, "engine.remainders.Remainders.takes", make)


WRONG_COUNTS: Final[tuple[Plant, ...]] = (
    every_answer_is_said_in_one_way,
    what_is_not_asked_is_counted,
    the_opposite_is_as_many,
    one_more_must_be_so,
    a_question_is_always_answered_alike,
    some_sums_are_one_too_many,
    a_value_less_is_taken,
)
"""One of a sort."""
