"""One policy for every engine to be measured with, and concerns to decide about.

Nothing here is any engine's own form. Rules and concerns are drawn with a fixed
seed, so that every run has the same ones.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from math import comb, prod
from typing import Final, TypeAlias

from attrs import frozen

__all__ = [
    "AGES",
    "CHOICES",
    "FACTS",
    "OTHERWISE",
    "ROUTES",
    "WORRIES",
    "YES_NO",
    "Answers",
    "Between",
    "Means",
    "OneOf",
    "SameRule",
    "Worries",
    "YesNo",
    "applying",
    "between",
    "concerns",
    "drawn_rules",
]

YES_NO: Final = ("danger_now", "moves_alone", "child_has_said", "seen_this_week", "open_to_worker")
CHOICES: Final = {
    "role": ("teacher", "nurse", "police", "neighbour", "family"),
    "harm": ("none", "slight", "serious", "life-threatening"),
    "carer": ("protective", "unsure", "absent", "alleged-to-harm"),
    "schooling": ("full-time", "part-time", "missing", "too-young", "at-home"),
    "agreement": ("given", "refused", "not-sought"),
}
WORRIES: Final = (
    *("neglect", "injury", "sexual-harm", "exploitation", "domestic-abuse"),
    *("self-harm", "substances", "missing-from-home", "housing", "young-carer"),
)
AGES: Final = range(18)
MOST_WORRIES: Final = 4
FACTS: Final = (*YES_NO, *CHOICES, "age", "worries")

ROUTES: Final = ("emergency", "social-care", "targeted-help", "early-help", "advice")
"""Most urgent first; rules stand in this order, so the first true one has the right route."""

OTHERWISE: Final = "consult"

Answers: TypeAlias = Mapping[str, bool | int | str | list[str]]


@frozen
class YesNo:
    """A yes-no fact is so."""

    fact: str
    wanted: bool

    @property
    def chance(self) -> Fraction:
        """How often it is true of a drawn concern."""
        return Fraction(1, 2)


@frozen
class OneOf:
    """A one-of fact is one of these."""

    fact: str
    options: tuple[str, ...]

    @property
    def chance(self) -> Fraction:
        """How often it is true of a drawn concern."""
        return Fraction(len(self.options), len(CHOICES[self.fact]))


@frozen
class Between:
    """The age is ``low`` or more, and below ``high``."""

    low: int
    high: int
    fact: str = "age"

    @property
    def chance(self) -> Fraction:
        """How often it is true of a drawn concern."""
        return Fraction(self.high - self.low, len(AGES))


@frozen
class Worries:
    """One of these options is among the worries, or none of them is."""

    options: tuple[str, ...]
    wanted: bool
    fact: str = "worries"

    @property
    def chance(self) -> Fraction:
        """How often it is true of a drawn concern."""
        left = len(WORRIES) - len(self.options)
        numbers = range(1, MOST_WORRIES + 1)
        none = Fraction(sum(Fraction(comb(left, n), comb(len(WORRIES), n)) for n in numbers), 4)
        return 1 - none if self.wanted else none


Means: TypeAlias = YesNo | OneOf | Between | Worries
"""One test of one fact."""


@frozen
class SameRule:
    """When all of these are so, this route."""

    id: str
    route: str
    tests: tuple[Means, ...]


def drawn_rules(number: int) -> tuple[SameRule, ...]:
    """Return that many rules, rare ones first, as in a threshold document.

    A rule further down is true more often, in such a way that the first true
    rule is about as likely to stand at any place as at any other.
    """
    chance = random.Random(number)  # noqa: S311  the same rules in every run, and no secret
    spare = number // 10
    return tuple(
        SameRule(
            id=f"rule-{place + 1:03}",
            route=ROUTES[place * len(ROUTES) // number],
            tests=_drawn_tests(chance, 1 / (number - place + spare)),
        )
        for place in range(number)
    )


def _drawn_tests(chance: random.Random, wanted: float) -> tuple[Means, ...]:
    while True:
        facts = chance.sample(FACTS, len(FACTS))
        tests: list[Means] = []
        while (often := prod(test.chance for test in tests)) > wanted * 4 / 3:
            tests.append(_drawn_test(chance, facts.pop()))
        if often >= wanted * 3 / 4:
            return tuple(sorted(tests, key=lambda test: FACTS.index(test.fact)))


def _drawn_test(chance: random.Random, fact: str) -> Means:
    if fact in YES_NO:
        return YesNo(fact, wanted=chance.random() < 1 / 2)
    if fact in CHOICES:
        options = CHOICES[fact]
        chosen = chance.sample(options, chance.randint(1, len(options) // 2))
        return OneOf(fact, tuple(one for one in options if one in chosen))
    if fact == "age":
        low = chance.choice((0, 1, 2, 5, 10, 11, 13))
        return Between(low, min(low + chance.choice((3, 5, 7, 10)), len(AGES)))
    wanted = chance.random() < 3 / 4
    chosen = chance.sample(WORRIES, chance.randint(1, 3))
    return Worries(tuple(one for one in WORRIES if one in chosen), wanted=wanted)


def concerns(number: int) -> list[Answers]:
    """Return that many concerns, as JSON would hold them."""
    chance = random.Random("concerns")  # noqa: S311  the same concerns in every run
    return [_drawn_concern(chance) for _ in range(number)]


def _drawn_concern(chance: random.Random) -> Answers:
    worries = chance.sample(WORRIES, chance.randint(1, MOST_WORRIES))
    return {
        **{fact: chance.random() < 1 / 2 for fact in YES_NO},
        **{fact: chance.choice(options) for fact, options in CHOICES.items()},
        "age": chance.choice(AGES),
        "worries": [one for one in WORRIES if one in worries],
    }


def between(name: str, low: int, high: int) -> str:
    """Return the comparison as Python and packs have it, without an end that says nothing."""
    if low == AGES.start:
        return f"{name} < {high}"
    return f"{name} >= {low}" if high == AGES.stop else f"{low} <= {name} < {high}"


def applying(rules: tuple[SameRule, ...], answers: Answers) -> tuple[int, ...]:
    """Return the places of the rules that are true, by the plainest reading there is."""
    return tuple(
        place
        for place, rule in enumerate(rules)
        if all(_passed(one, answers) for one in rule.tests)
    )


def _passed(test: Means, answers: Answers) -> bool:
    held = answers[test.fact]
    match test:
        case YesNo(_, wanted):
            return held is wanted
        case OneOf(_, options):
            return held in options
        case Between(low, high):
            return isinstance(held, int) and low <= held < high
        case Worries(options, wanted):
            return isinstance(held, list) and any(one in held for one in options) is wanted
