"""Made-up questionnaires of any size: sections of eight questions, each behind a gate.

The first section asks about safety and is always the same. In the others the
first question is the gate; what follows is asked where it is answered yes or
not known, and often only where an earlier answer of the section worries too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final, TypeAlias

from attrs import frozen

from childconcern.conditions import parse_condition
from childconcern.facts import Age, AnyOf, Fact, OneOf, Option, WholeNumber, YesNo
from childconcern.questionnaire import Question, Section

__all__ = [
    "QUESTIONS_IN_A_SECTION",
    "SAFETY",
    "Asked",
    "chance_for",
    "drawn_section",
    "worrying",
]

QUESTIONS_IN_A_SECTION: Final = 8
_MONTHS: Final = (6, 12, 24)
_YEARS: Final = (5, 10, 13, 16, 18)
_PLACES: Final = ("safe", "safe-until-they-leave", "not-safe", "missing")
_SAID: Final = ("nothing", "worrying-words", "plainly")
_INJURIES: Final = ("bruise", "burn", "bite", "fracture", "other-mark")

Chance: TypeAlias = random.Random


@frozen(kw_only=True)
class Asked:
    """One section, with the facts that its questions record, in order."""

    section: Section
    facts: tuple[Fact, ...]


def chance_for(*names: object) -> Chance:
    """Return chance that is the same in every run for the same names."""
    return random.Random("/".join(map(str, names)))  # noqa: S311  the same packs in every run


# ------------------------------------------------------------------- the first section


def _options(*ids: str) -> AnyOf:
    return AnyOf((*(Option(one) for one in ids), Option("none", exclusive=True)))


_SAFETY_FACTS: Final = (
    Fact(id="immediate_danger", kind=YesNo(), worse="yes", unknown_counts_as=True),
    Fact(id="hurt_now", kind=YesNo(), worse="yes", unknown_counts_as=True),
    Fact(id="moves_alone", kind=YesNo(), worse="no", unknown_counts_as=False),
    Fact(id="whereabouts", kind=OneOf(_PLACES), worse=_PLACES, unknown_counts_as="missing"),
    Fact(id="child_has_said", kind=OneOf(_SAID), worse=_SAID, unknown_counts_as="plainly"),
    Fact(
        id="injuries",
        kind=_options(*_INJURIES),
        worse="more",
        unknown_counts_as=frozenset(_INJURIES),
    ),
    Fact(id="child_age", kind=Age(), worse="lower"),
    Fact(id="hours_since_seen", kind=WholeNumber(at_most=240, unit="hours"), worse="higher"),
)

_SAFETY_ASKED_WHEN: Final = {
    "injuries": "hurt_now",
    "hours_since_seen": "whereabouts in ['not-safe', 'missing']",
}


def _question(fact: Fact, when: str | None, *, chance: Chance | None = None) -> Question:
    may_be_strict = chance is not None and not fact.is_safety_fact
    return Question(
        id=fact.id.replace("_", "-"),
        text=f"What is known of {fact.id.replace('_', ' ')}?",
        records=fact.id,
        ask_when=None if when is None else parse_condition(when),
        optional=may_be_strict and chance is not None and chance.random() < 0.1,
        unknown_allowed=not (may_be_strict and chance is not None and chance.random() < 0.1),
    )


SAFETY: Final = Asked(
    section=Section(
        id="section-0",
        title="The child's safety now",
        questions=tuple(
            _question(one, _SAFETY_ASKED_WHEN.get(one.id), chance=None) for one in _SAFETY_FACTS
        ),
    ),
    facts=_SAFETY_FACTS,
)


# --------------------------------------------------------------------- other sections


def drawn_section(number: int, chance: Chance, *, most: int = QUESTIONS_IN_A_SECTION) -> Asked:
    """Return a section of its own: a gate, and up to seven questions behind it.

    Whatever shows a question is worrying, so a worse answer only ever shows more.
    """
    facts = tuple(_facts(number, chance))[:most]
    gate = facts[0].id
    questions = [_question(facts[0], None, chance=None)]
    for place, fact in enumerate(facts[1:], start=1):
        shown = gate
        if place > 2 and chance.random() < 1 / 2:
            shown = f"{gate} and {worrying(facts[chance.randint(1, place - 1)], chance)}"
        questions.append(_question(fact, shown, chance=chance))
    section = Section(
        id=f"section-{number}", title=f"Worries of kind {number}", questions=tuple(questions)
    )
    return Asked(section=section, facts=facts)


def _facts(number: int, chance: Chance) -> Iterator[Fact]:
    """Yield a gate, a yes-no, an any-of, a number or age, and four more in any order."""
    yield Fact(id=f"worry_{number}", kind=YesNo(), worse="yes")
    yield Fact(id=f"grave_{number}", kind=YesNo(), worse="yes")
    kinds = ["any-of", chance.choice(("number", "age"))]
    kinds += chance.choices(
        ("yes-no", "one-of", "any-of", "number", "age"), weights=(3, 3, 2, 1, 1), k=4
    )
    chance.shuffle(kinds)
    for place, kind in enumerate(kinds):
        yield _fact(f"detail_{number}_{place}", kind, chance)


def _fact(name: str, kind: str, chance: Chance) -> Fact:
    match kind:
        case "yes-no":
            return Fact(id=name, kind=YesNo(), worse=chance.choice(("yes", "yes", "yes", "no")))
        case "one-of":
            options = tuple(f"choice-{n}" for n in range(chance.randint(3, 6)))
            # What sort of person somebody is gets neither better nor worse.
            order = options if chance.random() < 0.7 else None
            return Fact(id=name, kind=OneOf(options), worse=order)
        case "any-of":
            options = tuple(f"sign-{n}" for n in range(chance.randint(4, 11)))
            worse = "more" if chance.random() < 3 / 4 else options[: len(options) // 2 + 1]
            return Fact(id=name, kind=_options(*options), worse=worse)
        case "number":
            kind_of = WholeNumber(at_most=chance.choice((10, 20, 52)))
            return Fact(id=name, kind=kind_of, worse=chance.choice(("higher", "higher", "lower")))
        case _:
            return Fact(id=name, kind=Age(), worse=chance.choice(("lower", None)))


# ------------------------------------------------------------------------------ tests


def worrying(fact: Fact, chance: Chance) -> str:
    """Return the text of a test that a worse answer never takes from passed to failed."""
    match fact.kind:
        case YesNo():
            return f"not {fact.id}" if fact.worse == "no" else fact.id
        case OneOf(options):
            fewest = chance.randint(1, len(options) // 2)
            worst = options[-fewest:] if fact.worse else chance.sample(options, fewest)
            return f"{fact.id} in [{_quoted(worst)}]"
        case AnyOf():
            return _worrying_options(fact, fact.kind, chance)
        case WholeNumber():
            number = chance.choice(_thresholds(fact.id, fact.kind.at_most))
            return f"{fact.id} {'<' if fact.worse == 'lower' else '>='} {number}"
        case _:
            return _worrying_age(fact, chance)


def _worrying_options(fact: Fact, kind: AnyOf, chance: Chance) -> str:
    plain = [one.id for one in kind.options if not one.exclusive]
    chosen = chance.sample(plain, chance.randint(2, 4))
    some = [one for one in plain if one in chosen]
    match chance.randint(0, 3):
        case 0:
            return f"'{some[0]}' in {fact.id}"
        case 1:
            return f"any_of({fact.id}, {_quoted(some)})"
        case 2:
            return f"all_of({fact.id}, {_quoted(some[:2])})"
        case _:
            fewest = chance.randint(2, len(some))
            return f"count_options({fact.id}, {_quoted(some)}) >= {fewest}"


def _worrying_age(fact: Fact, chance: Chance) -> str:
    own = chance_for("ages", fact.id)
    months, years = own.choice(_MONTHS), sorted(own.sample(_YEARS, 2))
    if fact.worse is None and chance.random() < 1 / 2:
        return f"{years[0]} <= years({fact.id}) < {years[1]}"
    if chance.random() < 1 / 2:
        return f"months({fact.id}) < {months}"
    return f"years({fact.id}) < {chance.choice(years)}"


def _thresholds(name: str, at_most: int) -> tuple[int, ...]:
    """Return the few numbers that matter of a fact: a threshold document has no more."""
    return tuple(sorted(chance_for("numbers", name).sample(range(2, at_most), 3)))


def _quoted(options: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"'{one}'" for one in options)
