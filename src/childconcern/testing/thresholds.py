"""Where the conditions of a pack change: the numbers that tests should stand beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from childconcern.conditions import Compare, Condition, Measure, walk_tree
from childconcern.pack import Pack
from childconcern.questionnaire import Questionnaire

__all__ = ["conditions_of", "thresholds_of"]

_MONTHS_IN_YEAR: Final = 12


def conditions_of(pack: Pack) -> Iterator[Condition]:
    """Yield every condition of a pack: policy, signs, guarantees and questionnaires."""
    yield from (sign.when for sign in pack.policy.signs)
    yield from pack.policy.deciding_conditions()
    yield from (one.when for one in pack.policy.guarantees if one.when is not None)
    for questionnaire in pack.questionnaires:
        yield from _asking(questionnaire)


def _asking(questionnaire: Questionnaire) -> Iterator[Condition]:
    for section in questionnaire.sections:
        for gate in (section.ask_when, *(one.ask_when for one in section.questions)):
            if gate is not None:
                yield gate


def thresholds_of(pack: Pack) -> dict[str, tuple[int, ...]]:
    """Return for each compared fact the first number of each stretch, ascending.

    A test changes between a threshold and the number before it. Ages are in
    months, dates in days before the day of the decision.
    """
    found: dict[str, set[int]] = {}
    for condition in conditions_of(pack):
        for node in walk_tree(condition):
            if isinstance(node, Compare):
                found.setdefault(node.fact, set()).update(_ends(node))
    return {fact: tuple(sorted(ends)) for fact, ends in sorted(found.items())}


def _ends(test: Compare) -> Iterator[int]:
    unit = _MONTHS_IN_YEAR if test.measure is Measure.YEARS else 1
    if test.smallest is not None:
        yield test.smallest * unit
    if test.largest is not None:
        yield (test.largest + 1) * unit
