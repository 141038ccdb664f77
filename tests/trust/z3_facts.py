"""What can be held of a fact, for z3: numbers are numbers, and ages and dates two ends each."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from attrs import field, frozen

from childconcern.conditions import Compare, Measure
from childconcern.facts import Age, AnyOf, Date, Fact, OneOf, WholeNumber, YesNo
from trust.said_values import spans_of
from trust.z3_door import Number, Term, every, new_bool, new_number, opposite, same, some, where

__all__ = ["Holding", "Listing", "chosen", "free", "nothing"]


@frozen(kw_only=True, eq=False, repr=False)
class Holding:
    """What is held of one fact at some moment.

    Attributes:
        asked: Whether a value or *not known* is recorded.
        given: Whether it is a value.
        yes: Of a yes-no fact, whether it is yes.
        options: Of an any-of fact, whether each option is chosen.
        low: Of a one-of fact the position of its option, of a number the number,
            of an age the fewest months, of a date the fewest days.
        high: Of an age the most months, of a date the most days.
    """

    asked: Term
    given: Term
    yes: Term = False
    options: Mapping[str, Term] = field(factory=dict[str, Term])
    low: Number = 0
    high: Number = 0

    @property
    def not_known(self) -> Term:
        """Whether somebody was asked and does not know."""
        return every((self.asked, opposite(self.given)))


@frozen(kw_only=True, eq=False, repr=False)
class Listing:
    """The items of a group at some moment.

    Attributes:
        listed: Whether anybody listed them.
        present: For each place whether there is an item.
        rows: For each place what is held of its facts.
    """

    listed: Term
    present: Sequence[Term]
    rows: Sequence[Mapping[str, Holding]]


def nothing(fact: Fact) -> Holding:
    """Return that nobody recorded anything."""
    options = dict.fromkeys(fact.kind.ids, False) if isinstance(fact.kind, AnyOf) else {}
    return Holding(asked=False, given=False, options=options)


def chosen(condition: Term, new: Holding, old: Holding) -> Holding:
    """Return the new where the condition is so, and the old where it is not."""
    return Holding(
        asked=where(condition, new.asked, old.asked),
        given=where(condition, new.given, old.given),
        yes=where(condition, new.yes, old.yes),
        options={
            name: where(condition, one, old.options[name]) for name, one in new.options.items()
        },
        low=where(condition, new.low, old.low),
        high=where(condition, new.high, old.high),
    )


def free(
    name: str, fact: Fact, tests: Sequence[Compare], on: dt.date, demands: list[Term]
) -> Holding:
    """Return something held of which nothing is known but what the fact allows.

    Args:
        name: For z3; each is its own.
        fact: Whose it is.
        tests: The comparisons that are ever made of it.
        on: The day.
        demands: Where what the fact demands is added to.
    """
    asked, given = new_bool(f"{name} asked"), new_bool(f"{name} given")
    demands.append(some((opposite(given), asked)))
    match fact.kind:
        case YesNo():
            return Holding(asked=asked, given=given, yes=new_bool(f"{name} yes"))
        case AnyOf():
            options = {one: new_bool(f"{name} {one}") for one in fact.kind.ids}
            demands.extend(_any_of(fact.kind, options))
            return Holding(asked=asked, given=given, options=options)
        case OneOf(options):
            low = new_number(f"{name} option")
            demands += [low >= 0, low < len(options)]
            return Holding(asked=asked, given=given, low=low)
        case WholeNumber(at_least=lowest, at_most=highest):
            low = new_number(f"{name} number")
            demands += [low >= lowest, low <= highest]
            return Holding(asked=asked, given=given, low=low)
        case Age() | Date():
            low, high = new_number(f"{name} low"), new_number(f"{name} high")
            spans = spans_of(age=isinstance(fact.kind, Age), on=on)
            demands.append(_is_said(low, high, spans, tests))
            return Holding(asked=asked, given=given, low=low, high=high)
        case _:
            return Holding(asked=asked, given=given)


def _any_of(kind: AnyOf, options: Mapping[str, Term]) -> Iterator[Term]:
    yield some(options.values())
    for option in kind.options:
        if option.exclusive:
            others = (opposite(one) for name, one in options.items() if name != option.id)
            yield some((opposite(options[option.id]), every(others)))


def _is_said(
    low: Number, high: Number, spans: Mapping[tuple[int, int], object], tests: Sequence[Compare]
) -> Term:
    """Return whether two ends are those of something that can be said.

    What means one month or one day can be any from the first to the last there
    is. Of what means several, only that is looked at which some test does not
    settle: every test says of the rest what it says of its first month or day.
    """
    exact = [first for first, last in spans if first == last]
    one = every((same(low, high), low >= min(exact), low <= max(exact)))
    cuts = sorted({cut for test in tests for cut in _cuts(test)})
    wide = [
        every((same(low, first), same(high, last)))
        for first, last in spans
        if any(first < cut <= last for cut in cuts)
    ]
    return some((one, *wide))


def _cuts(test: Compare) -> Iterator[int]:
    unit = 12 if test.measure is Measure.YEARS else 1
    if test.smallest is not None:
        yield test.smallest * unit
    if test.largest is not None:
        yield (test.largest + 1) * unit
